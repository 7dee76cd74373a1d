"""A list of terms, read as a person would read it; every row that is not used is named, with why."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.minutes.terms import Term
from transcriber.office_tables import headings
from transcriber.office_tables.grid import RemarkKind, SheetGrid, SheetRemark
from transcriber.office_tables.misheard_cells import is_remark, is_unclear, misheard_forms
from transcriber.office_tables.places import SheetPlaces, visible_sheets
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.office_tables.written_names import hiragana_reading, is_reading

_ANCHORS = frozenset({"term"})
_LISTED = re.compile(r"[、,，/／;；\n]\s*")
_READINGS = re.compile(rf"{_LISTED.pattern}|\s+(?:または|又は|もしくは|あるいは)\s*|\s*[①-⑳]\s*")
_NOTED = re.compile(r"[(（][^()（）]*[)）]")
"""Also a whole line: （以下、令和8年度追加分）."""
_NO_WORD = re.compile(r"[○〇◯●◎△▲▽▼□■◇◆×＊*…・\s]+")
_FEWEST_LINES = 3
"""Lines of a cell that are so many words; two may be one word that was broken."""
_BEATS = 4
"""Kana that a letter of a short form has at the most: ダブリュー is that of one, しゃかいふくしきょうぎかい is not that of 社協."""
_TERMS = re.compile(r"(?<![0-9])[、，,](?![0-9])|[／/;；\n]")
_COUNTED = re.compile(r"[0-9０-９,，]+\D{0,3}")
_BARE = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ.．%％]+")
"""No term of its own on one side of a stroke: km/h, 24/7."""
_NUMBERED = re.compile(
    r"^[(（]?([0-9０-９]{1,4}|[①-⑳])(?:[.．)）、:：][\s\u3000]*|(?<=[①-⑳])[\s\u3000]*|[\s\u3000]+"
    r"(?![号級次種類回年月日時人名件歳才割倍番期階者本万千百億円つ%％]|[かカヵヶケヵ箇]|丁目|世代))(?=\D)"
)
"""1. 諸輪, ② 愛知池, 3 和合; 1 号被保険者 and 3 か年計画 are terms."""
_BULLET = re.compile(r"^[・･●○◯■□◆◇▼▽▲△★☆◎※*＊‣•\-－][\s\u3000]*(?=\S)")
_BRACKETED = re.compile(r"[【《〈<＜〔［\[].*[】》〉>＞〕］\]]")
_QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』")
_PLAIN, _PLAIN_KANA = re.compile("[0-9A-Za-zぁ-ゖァ-ヺー一-鿿々]+"), re.compile("[ぁ-ゖー]+")
"""A word of its own, and a reading."""
_SHORT_BEHIND = re.compile(
    r"(?P<whole>[^()（）]{3,})[(（](?:略称|以下)?[:：、]?[「]?(?P<short>[^()（）「」ぁ-ゖ]{2,})[」]?[)）]"
)
_READ_ALONG = re.compile(r"(.+?)[(（]([ぁ-ゖァ-ヺー・ \u3000]+)[)）]")


@dataclass(frozen=True)
class ListedTerm:
    """A term of a list, and where it stands."""

    place: str
    term: Term


@dataclass(frozen=True)
class GlossaryReading:
    """What a list of terms says. `headed`: headings were found."""

    terms: tuple[ListedTerm, ...] = ()
    remarks: tuple[SheetRemark, ...] = ()
    headed: bool = False


def terms_listed(grids: Sequence[SheetGrid], file: str) -> GlossaryReading:
    """The terms in the visible sheets of a file.

    Args:
        file: what staff know it as.
    """
    terms: list[ListedTerm] = []
    remarks: list[SheetRemark] = []
    shown, unused = visible_sheets(grids, file, headings.GLOSSARY_FIELDS, _ANCHORS)
    remarks += unused
    for blocks, places in shown:
        for block in blocks:
            remarks += places.of_block(block)
            if _reads_short_forms(block):
                text = "よみの列は略称のすぐ右にあるので、略称のよみとして読みました。"
                remarks.append(SheetRemark(RemarkKind.MENDED, places.row(block.top), text))
                for row in (r for r in block.rows if r.text("short")):
                    row.cells.update({"short_kana": row.cells.pop("kana")} if "kana" in row.cells else {})
            terms += _terms(block, places, remarks)
    return GlossaryReading(tuple(terms), tuple(remarks), any(blocks for blocks, _ in shown))


def _reads_short_forms(block: TableBlock) -> bool:
    """Whether the readings are those of the short forms that they stand beside: 略語 | 読み | 正式名称, and 正式名称 | 略称 | 読み where most are
    too short to be the term's."""
    short, kana, term = (block.fields.get(f, ()) for f in ("short", "kana", "term"))
    if not (short and kana and term) or "short_kana" in block.fields or short[-1] + 1 != kana[0]:
        return False
    rows = [row for row in block.rows if row.text("short") and row.text("kana")]
    if not rows or any(len(row.text("kana")) > _BEATS * len(row.text("short")) for row in rows):
        return False
    return kana[0] < term[0] or 2 * sum(len(row.text("kana")) < len(row.text("term")) for row in rows) > len(rows)


def _terms(block: TableBlock, places: SheetPlaces, remarks: list[SheetRemark]) -> list[ListedTerm]:
    found: list[ListedTerm] = []
    hidden = []
    marks = _Marks(block)
    first: dict[str, ListedTerm] = {}
    for row in block.rows:
        if row.hidden:
            hidden += [row.number] if row.cells else []
            continue
        place = places.row(row.number)
        plain = _plain_term(row) if marks.none else None
        for term in (plain,) if plain else _row_terms(row, place, remarks, marks):
            listed = ListedTerm(place, term)
            before = first.setdefault(term.text, listed)
            if before.place != place and term.kana and before.term.kana not in ("", term.kana):
                text = f"「{term.text}」は {before.place}にもあり、よみが違います（「{before.term.kana}」と「{term.kana}」）。どちらのよみも使います。"
                remarks.append(SheetRemark(RemarkKind.MENDED, place, text))
            found.append(listed)
    if hidden:
        text = "表示されていない行なので、使いません。"
        remarks.append(SheetRemark(RemarkKind.NOT_USED, places.rows(hidden), text))
    return found


class _Marks:
    """What stands before the terms of a list and is no part of them: numbers, bullets."""

    def __init__(self, block: TableBlock) -> None:
        rows = [row for row in block.rows if not row.hidden]
        texts = [text for row in rows if (text := row.text("term"))]
        told = sum(
            bool(row.unread or row.text("note")) or text[-1] in ")）" for row in rows if (text := row.text("term"))
        )
        self._filled = (
            any(row.text("kana") or row.text("misheard") for row in rows) or len(texts) > 2 and 2 * told > len(texts)
        )
        bullets = Counter(text[0] for text in texts if _BULLET.match(text))
        most = max(bullets, key=lambda b: bullets[b], default="")
        self._bullet = most if len(texts) > 1 and 2 * bullets[most] > len(texts) else ""
        numbers = [int(unicodedata.normalize("NFKC", m[1])) for text in texts if (m := _NUMBERED.match(text))]
        self._numbered = len(numbers) > 1 and 2 * len(numbers) > len(texts) and numbers == sorted(set(numbers))

    @property
    def none(self) -> bool:
        """There are none."""
        return not self._numbered and not self._bullet

    def without(self, text: str) -> str:
        """The term alone."""
        text = _NUMBERED.sub("", text) if self._numbered else text
        return _BULLET.sub("", text) if self._bullet and text.startswith(self._bullet) else text

    def heads_group(self, text: str) -> bool:
        """Whether a text alone in its row is a title among the terms: 【地名】, ■施設, あ行."""
        if headings.is_index(text) or _NOTED.fullmatch(text) is not None:
            return True
        marked = _BULLET.match(text) is not None and text[0] != self._bullet
        return self._filled and (marked or _BRACKETED.fullmatch(text) is not None)


def _plain_term(row: BlockRow) -> Term | None:
    """The term of a row in which there is nothing to decide, as nearly all rows of a long list are: what `_row_terms` makes of it, in a
    third of the time. None for any other row."""
    cells = row.cells
    if "term" not in cells or "kana" not in cells or "short" in cells:
        return None
    if any(map(headings.names_example, row.unread)):  # of columns that nobody asks for, the only thing that counts
        return None
    for cell in cells.values():
        if cell.struck or cell.fault or cell.cleaned or cell.day or headings.names_example(cell.text):
            return None
    text, kana = cells["term"].text, cells["kana"].text
    misheard = cells["misheard"].text if "misheard" in cells else ""
    note = cells["note"].text if "note" in cells else ""
    if not (_PLAIN.fullmatch(text) and _PLAIN_KANA.fullmatch(kana) and (not misheard or _PLAIN.fullmatch(misheard))):
        return None
    if note and not _PLAIN.fullmatch(note):
        return None
    return Term(text=text, kana=kana, misheard=(misheard,) if misheard else (), note=note)


def _row_terms(row: BlockRow, place: str, remarks: list[SheetRemark], marks: _Marks) -> list[Term]:
    """The terms of a row: one, none, or several in a cell."""
    several = _several(row, marks)
    if several:
        if row.text("misheard"):
            text = "1つの欄に2つ以上の用語があり、誤認識例がどれのものか分かりません。この行は使っていません。1語1行にしてください。"
            remarks.append(SheetRemark(RemarkKind.LEFT_OUT, place, text))
            return []
        said = f"1つの欄に書かれた「{'」「'.join(term for term, _ in several)[:80]}」を、{len(several)}語として読みました。"
        remarks.append(SheetRemark(RemarkKind.MENDED, place, said))
        return [Term(text=term, kana=kana, misheard=(), note=row.text("note")) for term, kana in several]
    term = _term(row, place, remarks, marks)
    if term is None:
        return []
    short = _short_in_brackets(term.text)
    if short is None:
        return [term, *_second_reading(row, term, place, remarks), *_short_forms(row, term, place, remarks)]
    remarks.append(SheetRemark(RemarkKind.MENDED, place, f"かっこの中の「{short[1]}」は、略称の用語として読みました。"))
    term = term.model_copy(update={"text": short[0]})
    other = Term(text=short[1], kana="", misheard=(), note=short[0])
    return [term, other, *_second_reading(row, term, place, remarks), *_short_forms(row, term, place, remarks)]


def _short_in_brackets(text: str) -> tuple[str, str] | None:
    """A word and its short form in brackets behind it, all of whose characters the word has in this order: 社会福祉協議会（社協）."""
    found = _SHORT_BEHIND.fullmatch(text) if text[-1] in ")）" else None
    if found is None or len(found["short"]) >= len(found["whole"]):
        return None
    rest = iter(found["whole"])
    return (found["whole"], found["short"]) if all(c in rest for c in found["short"]) else None


def _second_reading(row: BlockRow, term: Term, place: str, remarks: list[SheetRemark]) -> list[Term]:
    """The term again, with each further reading that its cell lists: ちょうふく／じゅうふく."""
    readings = _readings(row.text("kana"))
    if len(readings) < 2:
        return []
    remarks.append(SheetRemark(RemarkKind.MENDED, place, f"よみ「{'」「'.join(readings)}」を、どれも使います。"))
    return [Term(text=term.text, kana=kana, misheard=(), note=term.note) for kana in readings[1:]]


def _readings(text: str) -> list[str]:
    """The readings of a cell that lists them; the text alone where it is one, or not all of it is kana."""
    parts = [hiragana_reading(k) for k in map(str.strip, _READINGS.split(text)) if k]
    return parts if len(parts) > 1 and all(map(is_reading, parts)) else [hiragana_reading(text)]


def _short_forms(row: BlockRow, term: Term, place: str, remarks: list[SheetRemark]) -> list[Term]:
    """What stands in the column 略称, as terms of their own."""
    forms = [t for t in map(str.strip, _LISTED.split(row.text("short"))) if t]
    forms = [t for t in forms if not headings.is_vacancy(t) and t != term.text]
    if not forms:
        return []
    kana = [hiragana_reading(k) for k in map(str.strip, _LISTED.split(row.text("short_kana"))) if k]
    paired = len(kana) == len(forms) and all(map(is_reading, kana))
    if kana and not paired:
        text = f"略称の読み「{row.text('short_kana')[:30]}」は、どの略称のものか分からないか、かなで書かれていないので、使っていません。"
        remarks.append(SheetRemark(RemarkKind.LEFT_OUT, place, text))
    remarks.append(SheetRemark(RemarkKind.MENDED, place, f"略称「{'」「'.join(forms)}」も、用語として読みました。"))
    return [
        Term(text=form, kana=read, misheard=(), note=term.text)
        for form, read in zip(forms, kana if paired else [""] * len(forms), strict=True)
    ]


def _several(row: BlockRow, marks: _Marks) -> list[tuple[str, str]]:
    """(term, reading) of each where a cell lists several; none where it holds one, or nothing tells."""
    cell = row.cells.get("term")
    if cell is None or not _TERMS.search(cell.text):
        return []
    text = marks.without(row.text("term"))
    if _NOTED.fullmatch(text) is not None:
        return []
    if cell.fault or cell.day or headings.begins_as_example(text):
        return []
    if any(headings.is_example(t) for t in (row.text("note"), *row.unread)):
        return []
    terms = [t for t in map(str.strip, _TERMS.split(text)) if t]
    kana = [hiragana_reading(k) for k in map(str.strip, re.split(r"[、，,／/;；\n]", row.text("kana"))) if k]
    paired = len(kana) == len(terms) and all(map(is_reading, kana))
    if len(terms) < 2 or (kana and not paired) or any(len(t) < 2 or _BARE.fullmatch(t) for t in terms):
        return []
    if "\n" in text and not paired and len(text.splitlines()) < _FEWEST_LINES:
        return []  # a term that was broken into lines
    return list(zip(terms, kana if paired else [""] * len(terms), strict=True))


def _term(row: BlockRow, place: str, remarks: list[SheetRemark], marks: _Marks) -> Term | None:
    def tell(kind: RemarkKind, text: str) -> None:
        remarks.append(SheetRemark(kind, place, text))

    cells = row.cells.values()
    odd = any(c.struck or c.fault or c.cleaned or c.day for c in cells)
    struck = [c.struck for c in cells if c.struck] if odd else []
    if struck:
        tell(RemarkKind.NOT_USED, f"取り消し線の引かれた「{'」「'.join(struck)[:60]}」は使いません。")
    cell = row.cells.get("term")
    if odd and cell is not None and (cell.fault or cell.day):
        what = cell.fault or f"が日付（{cell.text}）です。文字として入れ直してください"
        tell(RemarkKind.LEFT_OUT, f"用語の欄{what}。この行は使っていません。")
        return None
    text = row.text("term")
    if "\n" in text:
        text = "".join(line.strip() for line in text.splitlines())
        tell(RemarkKind.MENDED, f"改行をつないで、1語「{text[:40]}」として読みました。")
    if not text:
        if not struck and any(c.text or c.fault for c in cells):
            tell(RemarkKind.LEFT_OUT, "用語の欄が空です。この行は使っていません。")
        return None
    alone = len(cells) == 1 or sum(bool(c.text) for c in cells) == 1
    titled = alone and not row.unread
    if alone and (text[0] in "※＊*" or re.match("注[:：)）]", text) or row.across):
        tell(RemarkKind.NOT_USED, "注記か見出しの行なので、用語として使いません。")
        return None
    examples = any(map(headings.begins_as_example, (text, row.text("misheard"))))
    if examples or any(headings.is_example(t) for t in (row.text("note"), *row.unread)):
        tell(RemarkKind.NOT_USED, "記入例の行なので、用語として使いません。")
        return None
    if _NO_WORD.fullmatch(text):
        tell(RemarkKind.NOT_USED, f"「{text[:40]}」は記号だけなので、用語として使いません。")
        return None
    if titled and marks.heads_group(text):
        tell(RemarkKind.NOT_USED, "見出しの行なので、用語として使いません。")
        return None
    if headings.is_ditto(text):
        tell(
            RemarkKind.LEFT_OUT,
            f"用語の欄の「{text}」は、どの言葉か分からないので使っていません。言葉を書いてください。",
        )
        return None
    bare = marks.without(text)
    if bare[0] in "「『" and (quoted := _QUOTED.fullmatch(bare)) is not None:
        bare = quoted[1] or quoted[2]
    if bare != text:
        text = bare
        tell(RemarkKind.MENDED, f"番号や記号を除いて、「{text[:40]}」として読みました。")
    if alone and (headings.is_end(text) or headings.is_total(text) and any(c.isdigit() for c in text)):
        tell(RemarkKind.NOT_USED, "集計か結びの行なので、用語として使いません。")
        return None
    if _COUNTED.fullmatch(text) and any(map(headings.is_total, row.unread)):
        tell(RemarkKind.NOT_USED, "集計の行なので、用語として使いません。")
        return None
    kana = _readings(row.text("kana"))[0]
    if (standing := headings.without_standing(text)) != text:
        tell(RemarkKind.MENDED, f"「{text[:40]}」のかっこ書きを除いて、「{standing[:40]}」として読みました。")
        text = standing
    along = _READ_ALONG.fullmatch(text) if not kana and text[-1] in ")）" else None
    if along is not None:
        text, kana = along[1].strip(), hiragana_reading(along[2])
        tell(RemarkKind.MENDED, "用語の後のかっこ書きを、よみとして読みました。")
    fault = (
        next((row.cells[f].fault for f in ("kana", "misheard") if f in row.cells and row.cells[f].fault), "")
        if odd
        else ""
    )
    if fault:
        tell(RemarkKind.LEFT_OUT, f"よみか誤認識例の欄{fault}。その欄なしで読みました。")
    alone_kana = _NOTED.sub("", kana).strip() if kana and not is_reading(kana) else ""
    if alone_kana and is_reading(alone_kana):
        tell(RemarkKind.MENDED, f"よみ「{kana[:30]}」のかっこ書きは使いません。")
        kana = alone_kana
    if kana and not is_reading(kana):
        tell(RemarkKind.LEFT_OUT, f"よみ「{kana[:30]}」はかなで書かれていないので、使っていません。")
        kana = ""
    if odd and any(c.cleaned for c in cells):
        tell(RemarkKind.MENDED, "目に見えない文字（制御文字など）が混じっていたので、取り除いて読みました。")
    misheard = unicodedata.normalize("NFKC", row.text("misheard"))  # compared, not printed
    forms = misheard_forms(misheard, text)
    listed = tuple(form for form in forms if not is_unclear(form) and not is_remark(form))
    for form in forms:
        if is_remark(form):
            tell(RemarkKind.NOT_USED, f"誤認識例の欄の「{form[:40]}」は、かっこ書きなので使いません。")
        elif is_unclear(form):
            tell(RemarkKind.LEFT_OUT, f"誤認識例「{form[:40]}」は、どの言葉を直すのか分からないので、使っていません。")
    return Term(text=text, kana=kana, misheard=listed, note=row.text("note"))
