"""話者.xlsx: the list of voices beside a draft, in which staff rename, merge and split them; written here, and read back.

Three sheets: 話者 (one line a voice), 発言 (one line an utterance, to give single ones to somebody else) and 時間で分ける. The
yellow columns are for writing in; everything else only informs. Columns are found by their headings, so they may be moved.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from transcriber.drafts import speaker_wishes
from transcriber.drafts.speaker_answers import seconds, short
from transcriber.drafts.speaker_wishes import (
    GIVEN_TO,
    LISTED_COLUMNS,
    NEW_NAME,
    RANGE_COLUMNS,
    RANGES,
    SAME_AS,
    UTTERANCES,
    VOICE_COLUMNS,
    VOICES,
)
from transcriber.errors import SpeakerSheetError
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.transcript import Evidence, EvidenceKind, Speaker, Transcript, timecode
from transcriber.office_tables import cell_comments, opening, text_boxes
from transcriber.untrusted import bounded
from transcriber.untrusted.harmless_text import harmless_row, hold_no_formulas

NAME = "話者.xlsx"

__all__ = [
    "NAME",
    "RANGES",
    "UTTERANCES",
    "VOICES",
    "parse_speaker_sheet",
    "read_speaker_sheet",
    "seconds",
    "write_speaker_sheet",
]

_WIDTHS = {
    NEW_NAME: 24,
    SAME_AS: 16,
    "いまの表示": 24,
    "聞いてみるところ": 30,
    "名前の根拠": 46,
    "声が似ている人": 24,
    "発言": 70,
    GIVEN_TO: 24,
}
_YELLOW = PatternFill("solid", fgColor="FFF2CC")
_GREY = PatternFill("solid", fgColor="E7E6E6")

_HINTS = {
    VOICES: (
        "黄色の欄に書いて保存し、ファイルを閉じると、下書きが作り直されます（文字起こしはやり直しません）。",
        f"名前を直す：「{NEW_NAME}」に書く（名前を消すときは「不明」）。2つの声が同じ人：一方の「{SAME_AS}」に、もう一方の番号（S1 など）を書く。",
        "すでに手を入れた下書きは書き換えません。作り直した下書きは「(2)」の付いた名前で横に置きます。",
    ),
    UTTERANCES: (
        f"一部の発言だけが別の人のとき：「{GIVEN_TO}」に、声の番号（S2 など）か氏名を書いて保存してください。",
    ),
    RANGES: ("ある時間の発言をまとめて別の人にするとき：開始と終了と、声の番号か氏名を書いて保存してください。",),
}

_EVIDENCE = {
    EvidenceKind.NOMINATION: "指名",
    EvidenceKind.INTRODUCTION: "自己紹介",
    EvidenceKind.CLOSING: "終わりの告げ",
    EvidenceKind.REQUEST: "答弁の求め",
    EvidenceKind.CHAIR: "議長の言い回し",
    EvidenceKind.ROLE: "役割の言い回し",
    EvidenceKind.REMAINDER: "ほかの人はみな別の声",
    EvidenceKind.VOICE: "登録した声",
    EvidenceKind.CHANNEL: "マイクの割り当て",
    EvidenceKind.REVIEWER: "職員が指定",
}


def write_speaker_sheet(transcript: Transcript, out: Path) -> None:
    """Write the list (the caller renames it into place).

    Raises:
        OSError: from the disk.
    """
    book = Workbook()
    voices = book.active
    assert isinstance(voices, Worksheet)
    voices.title = VOICES
    _table(voices, VOICE_COLUMNS, (NEW_NAME, SAME_AS), (_voice_row(s) for s in transcript.speakers))
    rows = ((u.id, timecode(u.start), u.speaker or "", u.name or "", "", _short(u.text)) for u in transcript.utterances)
    _table(book.create_sheet(UTTERANCES), LISTED_COLUMNS, (GIVEN_TO,), rows)
    _table(book.create_sheet(RANGES), RANGE_COLUMNS, RANGE_COLUMNS, (("", "", "") for _ in range(12)))
    # The same transcript gives the same bytes, so that a published list which nobody touched is known again.
    book.properties.creator = "transcriber"
    book.properties.created = book.properties.modified = transcript.provenance.created_at.replace(tzinfo=None)
    hold_no_formulas(book)
    book.save(out)
    _steady(out)


def read_speaker_sheet(path: Path, ours: Path | None = None) -> Relabelling:
    """What staff wrote into the list.

    Args:
        ours: the list as it was published, where it is at hand.

    Raises:
        SpeakerSheetError: it cannot be read, is too large, or something written in it is not understood; with its row.
        OSError: it cannot be opened now.
    """
    return bounded.parse_in_child(parse_speaker_sheet, path, str(ours or ""), error=SpeakerSheetError)


def parse_speaker_sheet(path: Path, ours: str = "") -> Relabelling:
    """As `read`, in this process."""
    book = opening.tables_or(path, _no_workbook, f"「{path.name}」")
    if ours and Path(ours).is_file():
        speaker_wishes.require_shown(book, opening.tables_or(Path(ours), _no_workbook), path.name)
    if words := text_boxes.words_in_shapes(path):
        raise SpeakerSheetError(
            f"「{path.name}」の図形（テキストボックスなど）に「{short(words[0])}」とありますが、図形の中は読みません。",
            "直すことを黄色の欄に書き、図形を消して、保存し直してください。",
        )
    return speaker_wishes.wishes(book, path.name, cell_comments.commented_cells(path))


def _no_workbook(found: str, todo: str) -> SpeakerSheetError:
    return SpeakerSheetError(found, f"{todo}元に戻すには、ファイルを消して作り直しを待ってください。")


def _voice_row(s: Speaker) -> Sequence[str | float]:
    minutes, seconds = divmod(round(s.seconds), 60)
    similar = "、".join(f"{x.name}（{x.band.label}）" for x in s.suggestions)
    listen = "、".join(f"{timecode(x.start)}（{x.end - x.start:.0f}秒）" for x in s.samples)
    why = " ／ ".join(_evidence(e) for e in s.evidence[:3])
    return (s.id, s.name or "（名前なし）", "", "", f"{minutes}分{seconds:02d}秒", s.share, listen, why, similar)


def _evidence(e: Evidence) -> str:
    quote = f"「{_short(e.quote, 30)}」" if e.quote else ""
    return f"{_EVIDENCE[e.kind]}{quote}（{timecode(e.time)}）"


def _table(
    sheet: Worksheet, columns: Sequence[str], editable: Sequence[str], rows: Iterator[Sequence[str | float]]
) -> None:
    hints = _HINTS[sheet.title]
    for i, hint in enumerate(hints, start=1):
        sheet.cell(i, 1, hint).alignment = Alignment(wrap_text=False)
    head = len(hints) + 2
    for i, column in enumerate(columns, start=1):
        cell = sheet.cell(head, i, column)
        cell.font, cell.fill = Font(bold=True), _YELLOW if column in editable else _GREY
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(i)].width = _WIDTHS.get(column, 13)
    for number, row in enumerate(rows, start=head + 1):
        for i, (column, value) in enumerate(zip(columns, harmless_row(row), strict=True), start=1):
            _fill(sheet.cell(number, i), value, editable=column in editable, share=column == "割合")
    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill(cell: Cell | MergedCell, value: str | float, *, editable: bool, share: bool) -> None:
    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if editable:
        cell.fill, cell.number_format = _YELLOW, "@"
    if share:
        cell.number_format = "0.0%"


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _steady(path: Path) -> None:
    """Rewrite the zip with one date for all members: openpyxl dates them by the clock."""
    with zipfile.ZipFile(path) as source:
        members = [(i.filename, source.read(i.filename)) for i in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            target.writestr(info, data)
