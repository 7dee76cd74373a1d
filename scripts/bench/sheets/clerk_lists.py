"""Lists as a secretary keeps them over the years: a sheet a year, rows that show how to fill in, groups, bullets, two words in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.bench.sheets.kinds import book, saved, struck
from scripts.bench.sheets.truth import Case, Row

_HEAD = ("氏名", "ふりがな", "役職")
_A: Row = ("山下 清隆", "やました きよたか", "議長", "")
_B: Row = ("加藤 啓二", "かとう けいじ", "議員", "")
_TERMS = ("用語", "よみ")
_M: Row = ("諸輪", "もろわ", "", "")
_P: Row = ("愛知池", "あいちいけ", "", "")


def clerk_lists() -> Iterator[Case]:
    """All of them."""
    yield from _rosters()
    yield from _glossaries()


def _roster(name: str, rows: Sequence[Sequence[object]], *truth: Row, said: Sequence[str] = ()) -> Case:
    return Case(name, "名簿.xlsx", saved(book(*rows)), truth, tuple(said))


def _terms(name: str, rows: Sequence[Sequence[object]], *truth: Row, said: Sequence[str] = ()) -> Case:
    return Case(name, "用語.xlsx", saved(book(*rows)), truth, tuple(said))


def _rosters() -> Iterator[Case]:
    for now, before in (("令和7年度", "令和6年度"), ("議員名簿R7", "議員名簿R6"), ("2025", "2024"), ("R7", "R元")):
        old = ((_HEAD), ("古田 進", "ふるた すすむ", "議長"))
        made = book(_HEAD, _A[:3], name=now, more=((before, old),))
        yield Case(f"a sheet a year: {now}", "名簿.xlsx", saved(made), (_A,), (f"{before}.*使いません",))
    made = book(_HEAD, _A[:3], name="令和7年度議員", more=(("令和6年度委員", (_HEAD, _B[:3])),))
    yield Case("sheets of different lists, each with a year", "名簿.xlsx", saved(made), (_A, _B))
    yield _roster(
        "an example before the name",
        (_HEAD, ("（例）東郷 太郎", "とうごう たろう", "議員"), _A[:3]),
        _A,
        said=("2行目.*記入例",),
    )
    yield _roster(
        "an example by its remark",
        ((*_HEAD, "備考"), ("東郷 太郎", "とうごう たろう", "議員", "記入例"), _A[:3]),
        _A,
        said=("2行目.*記入例",),
    )
    yield _roster(
        "an example left of the headings",
        ((None, *_HEAD), ("例", "東郷 太郎", "とうごう たろう", "議員"), (None, *_A[:3])),
        _A,
        said=("2行目.*記入例",),
    )
    yield _roster(
        "a mark left of the headings",
        ((None, *_HEAD), ("退", *_A[:3]), (None, *_B[:3])),
        _A, _B, said=("見出しのないA列",),
    )  # fmt: skip
    yield _roster(
        "since when a post is held",
        (("職名", "氏名"), ("総務部長（R7.4.1～）", "佐藤 一郎"), ("教育長", "馬場 進")),
        ("佐藤 一郎", "", "総務部長", ""), ("馬場 進", "", "教育長", ""),
        said=("2行目.*R7.4.1",),
    )  # fmt: skip
    rows = "氏名;役職\r\n山下 清隆;議長\r\n".encode("utf-8-sig")
    yield Case("CSV with semicolons", "名簿.csv", lambda p: p.write_bytes(rows), (("山下 清隆", "", "議長", ""),))


def _glossaries() -> Iterator[Case]:
    yield _terms(
        "two terms and two readings in a cell",
        (_TERMS, ("諸輪、愛知池", "もろわ、あいちいけ")),
        _M, _P, said=("2行目.*2語として",),
    )  # fmt: skip
    yield _terms(
        "two terms and two readings, one a line",
        (_TERMS, ("諸輪\n愛知池", "もろわ\nあいちいけ")),
        _M, _P, said=("2行目.*2語として",),
    )  # fmt: skip
    yield _terms(
        "two terms without readings",
        (_TERMS, ("諸輪／愛知池", ""), ("和合", "わごう")),
        ("諸輪", "", "", ""), ("愛知池", "", "", ""), ("和合", "わごう", "", ""), said=("2行目.*2語として",),
    )  # fmt: skip
    yield _terms(
        "a term broken into lines",
        (_TERMS, ("地域包括\n支援センター", "")),
        ("地域包括支援センター", "", "", ""),
        said=("2行目.*1語",),
    )
    yield _terms(
        "strokes and commas within a term",
        (_TERMS, ("km/h", ""), ("1,000円", ""), ("24/7", "")),
        ("km/h", "", "", ""), ("1,000円", "", "", ""), ("24/7", "", "", ""),
    )  # fmt: skip
    yield _terms(
        "two terms and what was misheard",
        (("用語", "よみ", "誤認識例"), ("諸輪、愛知池", "", "諸和"), (*_P[:2], "")),
        _P,
        said=("2行目.*1語1行",),
    )
    for heading in ("【地名】", "■施設", "あ行", "あ", "ア行"):
        yield _terms(f"groups: {heading}", (_TERMS, (heading, None), _M[:2], _P[:2]), _M, _P, said=("2行目.*見出し",))
    for example in (("（例）東郷町", "とうごうちょう"), ("例：東郷町", "とうごうちょう")):
        yield _terms(f"an example: {example[0]}", (_TERMS, example, _M[:2]), _M, said=("2行目.*記入例",))
    yield _terms(
        "an example by its remark",
        ((*_TERMS, "備考"), ("待機児童", "たいきじどう", "記入例"), (*_M[:2], "")),
        _M,
        said=("2行目.*記入例",),
    )
    yield _terms("bullets", (_TERMS, ("・諸輪", "もろわ"), ("・愛知池", "あいちいけ")), _M, _P, said=("2行目",))
    yield _terms("numbers", (_TERMS, ("1 諸輪", "もろわ"), ("2 愛知池", "あいちいけ")), _M, _P, said=("3行目",))
    yield _terms(
        "bullets below groups with another mark",
        (_TERMS, ("■地名", None), ("・諸輪", "もろわ"), ("・愛知池", "あいちいけ")),
        _M, _P, said=("2行目.*見出し",),
    )  # fmt: skip
    yield _terms(
        "terms that begin with a number and a space",
        (_TERMS, ("1 号被保険者", ""), ("2 号被保険者", ""), ("3 か年計画", "")),
        ("1 号被保険者", "", "", ""), ("2 号被保険者", "", "", ""), ("3 か年計画", "", "", ""),
    )  # fmt: skip
    yield _terms(
        "an example of use in the remark", ((*_TERMS, "備考"), (*_M[:2], "例：諸輪小学校")), (*_M[:3], "例：諸輪小学校")
    )
    yield _terms("quotation marks", (_TERMS, ("「諸輪」", "もろわ"), _P[:2]), _M, _P, said=("2行目",))
    yield _terms(
        "numbers that belong to a term",
        (_TERMS, ("8050問題", ""), _M[:2], ("2 級河川", "")),
        ("8050問題", "", "", ""), _M, ("2 級河川", "", "", ""),
    )  # fmt: skip
    yield _terms(
        "one term with two readings",
        (_TERMS, _M[:2], ("諸輪", "しょわ")),
        _M, ("諸輪", "しょわ", "", ""), said=("3行目.*2行目.*よみが違います",),
    )  # fmt: skip
    yield _terms("wrong and right", (("誤", "正"), ("諸和", "諸輪")), ("諸輪", "", "諸和", ""))
    with_old = book(_TERMS, _M[:2], ("旧庁舎", "きゅうちょうしゃ"))
    yield Case(
        "a struck-out row",
        "用語.xlsx",
        saved(with_old, lambda b: struck(b, "A3", "B3")),
        (_M,),
        ("3行目.*取り消し線",),
    )
