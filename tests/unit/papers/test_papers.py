"""Papers dropped with a recording: what is read from them, in every format, and what becomes of bad ones."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from support.papers import pdf_of

from transcriber.errors import PaperError
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Origin
from transcriber.papers import agenda, meeting_rosters, paper, papers_reading, people_tables
from transcriber.papers.person_names import NameJudge
from transcriber.untrusted.archive import ArchiveLimits

AGENDA = """令和７年第１回緑川町議会定例会　議事日程（第１号）
令和７年３月３日（月）午前１０時開議
日程第１　　会議録署名議員の指名
日程第２　　会期の決定
日程第３　　議案第７号　令和６年度緑川町一般会計補正予算（第５号）について
日程第４　　緑川町空き家等対策の推進に関する条例の一部を改正する条
例について
日程第５
　陳情第２号　沢渡橋（さわたりばし）の早期架け替えを求める陳情
"""


def words(folder: Path, *lines: str, rows: tuple[tuple[str, ...], ...] = ()) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(folder / "次第.docx"))
    return folder / "次第.docx"


def pdf(path: Path, *lines: str) -> Path:
    shown = "\n".join(f"0 -18 Td <{line.encode('utf-16-be').hex()}> Tj" for line in lines)
    return pdf_of(path, f"BT /F1 11 Tf 50 780 Td\n{shown}\nET")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_text_is_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "次第.txt"
    path.write_bytes(AGENDA.encode(encoding))
    assert "令和7年第1回緑川町議会定例会 議事日程(第1号)" in paper.read_paper(path).lines


@pytest.mark.parametrize("name", ["次第.txt", "次第.md"])
@pytest.mark.parametrize("kind", ["random", "word", "picture", "utf-16 mark"])
def test_what_is_no_text_is_not_read_and_said(tmp_path: Path, name: str, kind: str) -> None:
    noise = random.Random(8).randbytes(20_000)
    made = words(tmp_path, *AGENDA.splitlines()).read_bytes()
    content = {"random": noise, "word": made, "picture": b"\x89PNG\r\n" + noise, "utf-16 mark": b"\xff\xfe" + noise}
    (tmp_path / name).write_bytes(content[kind])
    with pytest.raises(PaperError, match=f"資料「{name}」の中身は文字ではないので、読めません。"):
        paper.read_paper(tmp_path / name)
    (used,) = papers_reading.read_papers([tmp_path / name]).papers
    assert "文字ではない" in used.problem


def test_a_text_with_some_damage_is_still_text(tmp_path: Path) -> None:
    (tmp_path / "次第.txt").write_bytes(AGENDA.encode("cp932") + b"\xff\xfe\x00\x01")
    assert "日程第2  会期の決定" in paper.read_paper(tmp_path / "次第.txt").lines


def test_an_agenda_in_text(tmp_path: Path) -> None:
    (tmp_path / "次第.txt").write_text(AGENDA, encoding="cp932")
    items = papers_reading.read_papers([tmp_path / "次第.txt"]).agenda
    assert [(i.number, i.bill, i.title) for i in items] == [
        (1, "", "会議録署名議員の指名"),
        (2, "", "会期の決定"),
        (3, "議案第7号", "令和6年度緑川町一般会計補正予算(第5号)について"),
        (4, "", "緑川町空き家等対策の推進に関する条例の一部を改正する条例について"),
        (5, "陳情第2号", "沢渡橋(さわたりばし)の早期架け替えを求める陳情"),
    ]


def test_an_agenda_in_word_and_in_pdf_is_the_same(tmp_path: Path) -> None:
    lines = ("日程第１　会期の決定", "日程第２　議案第７号　財産の取得について")
    expected = [(1, "会期の決定"), (2, "財産の取得について")]
    for path in (words(tmp_path, *lines), pdf(tmp_path / "日程.pdf", *lines)):
        assert [(i.number, i.title) for i in papers_reading.read_papers([path]).agenda] == expected


def test_a_numbered_list_under_its_heading_is_an_agenda() -> None:
    lines = [
        "産業建設委員会 次第",
        "1 開会",
        "2 有害鳥獣対策について",
        "(1) 立地適正化計画について",
        "3 閉会",
        "出席者名簿",
        "1 会長",
    ]
    assert [i.title for i in agenda.items(lines)] == ["有害鳥獣対策について", "立地適正化計画について"]


def test_bills_listed_without_a_schedule_are_items() -> None:
    lines = ["議案第45号 補正予算について", "報告第3号 専決処分の報告について", "第12条 目的"]
    assert [(i.number, i.bill) for i in agenda.items(lines)] == [(None, "議案第45号"), (None, "報告第3号")]


def test_an_item_told_twice_is_one() -> None:
    lines = [
        "日程第1 議案第7号 財産の取得について",
        "議案第7号 財産の取得について",
        "日程第1 議案第7号 財産の取得について",
    ]
    assert len(agenda.items(lines)) == 1


ROWS = (
    ("職　名", "氏　名", "ふりがな", "備考"),
    ("町長", "小田切　誠", "オダギリ　マコト", ""),
    ("建設課長", "樋口　雅人", "ひぐち　まさと", ""),
    ("（欠員）", "", "", ""),
)


def test_people_are_read_from_a_table(tmp_path: Path) -> None:
    expected = (
        Person(name="小田切 誠", kana="おだぎり まこと", post="町長"),
        Person(name="樋口 雅人", kana="ひぐち まさと", post="建設課長"),
    )
    assert papers_reading.read_papers([words(tmp_path, "説明員名簿", rows=ROWS)]).people.people == expected
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "名簿.xlsx")
    assert papers_reading.read_papers([tmp_path / "名簿.xlsx"]).people.people == expected


def test_members_in_a_table_of_questions_have_their_seats(tmp_path: Path) -> None:
    rows = (("議席番号", "氏名", "質問事項"), ("３", "南雲百合子", "防災行政無線について"))
    found = papers_reading.read_papers([words(tmp_path, "一般質問通告一覧", rows=rows)])
    assert found.people.people == (Person(name="南雲百合子", post="議員", seat="3"),)


def test_people_are_read_from_a_list_in_pdf(tmp_path: Path) -> None:
    lines = (
        "説明のため出席した者の職氏名",
        "副　町　長　　小田切　誠",
        "建設課長　樋口雅人　ひぐち　まさと",
        "以上です",
    )
    roster = papers_reading.read_papers([pdf(tmp_path / "名簿.pdf", *lines)]).people
    assert roster.people == (
        Person(name="小田切 誠", post="副町長"),
        Person(name="樋口雅人", kana="ひぐち まさと", post="建設課長"),
    )


def test_nobody_is_taken_from_running_text(tmp_path: Path) -> None:
    path = words(tmp_path, "町長 小田切誠は、提案理由を次のとおり述べた。", "建設課長 樋口雅人")
    assert papers_reading.read_papers([path]).people.people == ()


def test_the_offices_own_roster_is_filled_not_changed() -> None:
    office = Roster(people=(Person(name="小田切 誠", post="町長"),))
    meeting = Roster(
        people=(Person(name="小田切誠", kana="おだぎりまこと", post="前町長"), Person(name="樋口雅人", post="課長"))
    )
    assert meeting_rosters.merged_rosters(office, meeting).people == (
        Person(name="小田切 誠", kana="おだぎりまこと", post="町長"),
        Person(name="樋口雅人", post="課長"),
    )


def test_a_surname_learned_gives_way_to_the_whole_name_in_the_paper() -> None:
    office = Roster(people=(Person(name="小田切", post="町長", learned=True), Person(name="榊原", learned=True)))
    meeting = Roster(people=(Person(name="小田切誠", post="町長"),))
    assert [p.name for p in meeting_rosters.merged_rosters(office, meeting).people] == ["榊原", "小田切誠"]


def test_names_and_compounds_become_terms_with_readings(tmp_path: Path) -> None:
    text = (
        AGENDA
        + "防災行政無線の個別受信機を配布する。沢渡橋の橋梁長寿命化修繕計画。舞台地区の内水氾濫への対応について。\n"
    )
    (tmp_path / "次第.txt").write_text(text, encoding="utf-8")
    found = papers_reading.read_papers([tmp_path / "次第.txt"], known={"内水氾濫"}).terms
    terms = {t.text: t for t in found}
    assert terms["防災行政無線"].kana == "ぼうさいぎょうせいむせん"
    assert terms["沢渡橋"].kana == "さわたりばし"  # as the paper says
    assert "個別受信機" in terms
    assert "一般会計補正予算" in terms  # nobody says it together with the town's name
    assert "内水氾濫" not in terms  # the office lists it
    assert "会議録署名議員" not in terms  # stands in every paper
    assert all(t.origin is Origin.PAPER and 0 < t.weight <= 1 for t in found)
    assert found[0].weight >= found[-1].weight


def test_furigana_of_word_gives_the_reading(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("対象は")
    ruby = (
        f"<w:r {nsdecls('w')}><w:ruby><w:rt><w:r><w:t>はやぶさ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>葉山房</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    paragraph._p.append(parse_xml(ruby))
    paragraph.add_run("地区の整備である。")
    document.save(str(tmp_path / "a.docx"))
    read = paper.read_paper(tmp_path / "a.docx")
    assert read.lines == ("対象は葉山房地区の整備である。",)
    assert read.readings == (("葉山房", "はやぶさ"),)


def test_bad_papers_are_named_and_the_others_read(tmp_path: Path) -> None:
    good = tmp_path / "次第.txt"
    good.write_text("日程第1 会期の決定", encoding="utf-8")
    (tmp_path / "議案.docx").write_bytes(b"not a zip")
    (tmp_path / "予算.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 encrypted")
    (tmp_path / "図.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "一太郎.jtd").write_bytes(b"x")
    (tmp_path / "空.txt").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "別物.docx", "w") as packed:
        packed.writestr("a.txt", "x")
    found = papers_reading.read_papers(sorted(tmp_path.iterdir()))
    problems = {p.name: p.problem for p in found.papers}
    assert problems["次第.txt"] == ""
    assert len(found.agenda) == 1
    for name in ("議案.docx", "予算.xlsx", "図.pdf", "一太郎.jtd", "空.txt", "別物.docx"):
        assert f"「{name}」" in problems[name]
        assert problems[name].endswith("ください。")
    assert "パスワード" in problems["予算.xlsx"]


def test_a_packed_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "_LIMITS", ArchiveLimits(unpacked=1000))
    with pytest.raises(PaperError, match="大きすぎます"):
        paper.parse_paper(words(tmp_path, "あ" * 5000))


@given(st.text(max_size=300))
def test_whatever_a_paper_says_it_is_read(text: str) -> None:
    read = paper.Paper("a.txt", tuple(paper.as_written(text).splitlines()))
    agenda.items(read.lines)
    people_tables.people(read, NameJudge(Reader()))
