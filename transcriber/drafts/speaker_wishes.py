"""What staff wrote into 話者.xlsx, read as a person would read it; or the row that was not understood.

The list is written anew when its wishes are taken up, so whatever cannot be taken up is refused with its place: nothing that a
person wrote there may vanish. What a cell says is told by speaker_answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcriber.drafts import speaker_answers
from transcriber.errors import SpeakerSheetError
from transcriber.minutes.relabelling import Relabelling
from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.office_tables.places import SheetPlaces

VOICES, UTTERANCES, RANGES = "話者", "発言", "時間で分ける"

NEW_NAME, SAME_AS = "正しい氏名・役職", speaker_answers.SAME_AS
_VOICE = "声の番号"
_SHOWN = "いまの表示"
VOICE_COLUMNS = (
    _VOICE,
    _SHOWN,
    NEW_NAME,
    SAME_AS,
    "話した時間",
    "割合",
    "聞いてみるところ",
    "名前の根拠",
    "声が似ている人",
)
_ID, GIVEN_TO = "発言番号", "正しい声の番号か氏名"
_SAID = "発言"
LISTED_COLUMNS = (_ID, "時刻", _VOICE, _SHOWN, GIVEN_TO, _SAID)
_FROM, _TO = "開始（時:分:秒）", "終了（時:分:秒）"
RANGE_COLUMNS = (_FROM, _TO, GIVEN_TO)

_SHEETS = {VOICES: (_VOICE, VOICE_COLUMNS), UTTERANCES: (_ID, LISTED_COLUMNS), RANGES: (GIVEN_TO, RANGE_COLUMNS)}
"""Sheet → the column that says what a line is about, and all columns."""
_YELLOW = {VOICES: (NEW_NAME, SAME_AS), UTTERANCES: (GIVEN_TO,), RANGES: RANGE_COLUMNS}
_CHANGED_HEADINGS = {
    NEW_NAME: r"正しい(?:氏名|名前|話者名?|発言者名?|役職)(?:.?(?:役職|氏名)名?)?",
    SAME_AS: r"同じ人(?:の声)?(?:の番号)?|同一人物(?:の声)?(?:の番号)?",
    GIVEN_TO: r"正しい(?:声の番号か)?(?:氏名|名前|話者名?|発言者名?)|正しい声の番号",
    _FROM: "開始(?:時刻)?",
    _TO: "終了(?:時刻)?",
}
"""Headings as people shorten them."""

_IN_YELLOW = "黄色の欄に書き、ほかのところに書いたものは消して、保存し直してください。"
_NOT_SAID_HERE = (
    "発言の文字は、Word の下書きで直してください。ここは元の文字に戻して、保存し直してください"
    "（戻せなければ、ファイルを消して作り直しを待ち、もう一度書いてください）。"
)


@dataclass(frozen=True)
class _Line:
    """A line below the headings: its place, and heading → text."""

    place: str
    texts: dict[str, str]


def wishes(book: Sequence[SheetGrid], file: str, commented: Sequence[str] = ()) -> Relabelling:
    """What a returned list asks for.

    Args:
        file: what staff know it as.
        commented: cells with a comment.

    Raises:
        SpeakerSheetError: something that a person wrote is not understood; with its place.
    """
    if commented:
        raise SpeakerSheetError(
            f"「{file}」のセル {'、'.join(commented[:5])} に、コメントが付いています。コメントは読みません。",
            "直すことを黄色の欄に書き、コメントを削除して、保存し直してください。",
        )
    found = {title: list(_lines(book, title, file)) for title in _SHEETS}
    if not is_speaker_sheet(book):
        raise SpeakerSheetError(
            f"「{file}」に見出しの行がありません。",
            f"「{_VOICE}」「{NEW_NAME}」などの見出しを元に戻してください。元に戻すには、ファイルを消して作り直しを待ってください。",
        )
    names: dict[str, str] = {}
    merges: dict[str, str] = {}
    moves: dict[str, str] = {}
    told: dict[str, str] = {}
    for line in found[VOICES]:
        voice, new, same = speaker_answers.voice_id(line.texts[_VOICE]), line.texts[NEW_NAME], line.texts[SAME_AS]
        if new and not same and speaker_answers.names_a_voice(new):
            new, same = "", new
        wish = speaker_answers.name(new, line.place) if new else None
        if wish is None and not same:
            continue
        if voice in told:
            raise SpeakerSheetError(
                f"{line.place}と{told[voice]}が、同じ声「{voice}」のことを書いています。", speaker_answers.ONE
            )
        told[voice] = line.place
        if same:
            merges[voice] = speaker_answers.same_as(same, line.place)
        if wish is not None:
            names[voice] = wish
    _require_one_name(names, merges, told)
    for line in found[UTTERANCES]:
        key = unicodedata.normalize("NFKC", line.texts[_ID]).lower()
        if line.texts[GIVEN_TO] and (target := speaker_answers.given(line.texts[GIVEN_TO], line.place)) is not None:
            if moves.get(key, target) != target:
                raise SpeakerSheetError(
                    f"{line.place}と{told[key]}が、同じ発言「{key}」のことを書いています。", speaker_answers.ONE
                )
            moves[key], told[key] = target, line.place
    ranges = tuple(_range(line) for line in found[RANGES])
    return Relabelling(names=names, merges=merges, moves=moves, ranges=ranges)


def _require_one_name(names: dict[str, str], merges: dict[str, str], told: dict[str, str]) -> None:
    """Raises: SpeakerSheetError: two voices are to be one person, and get two names."""
    for voice, target in merges.items():
        if voice in names and names.get(target, names[voice]) != names[voice]:
            raise SpeakerSheetError(
                f"{told[voice]}と{told[target]}は、同じ人の声とされていますが、氏名が違います（「{names[voice]}」と「{names[target]}」）。",
                "同じ人なら氏名を一方だけに、違う人なら「同じ人の声の番号」を空にして、保存し直してください。",
            )


def _range(line: _Line) -> tuple[float, float, str]:
    start, end, who = (line.texts[c] for c in RANGE_COLUMNS)
    for one, other in ((start, end), (end, start)):
        if one and not other and (both := speaker_answers.first_and_last(one)) is not None:
            start, end = both
    first, last = (_time(text, line.place) if text else None for text in (start, end))
    target = speaker_answers.given(who, line.place) if who else None
    if first is None or last is None or target is None:
        raise SpeakerSheetError(
            f"{line.place}は、開始・終了・氏名（声の番号）のどれかが空です。",
            "3つとも書くか、行を空にして、保存し直してください。",
        )
    if first >= last:
        raise SpeakerSheetError(
            f"{line.place}は、開始「{start}」が終了「{end}」より後です。", "時刻を確かめて、書き直してください。"
        )
    return first, last, target


def _time(text: str, place: str) -> float:
    try:
        return speaker_answers.seconds(text)
    except SpeakerSheetError as e:
        raise SpeakerSheetError(f"{place}の時刻「{speaker_answers.short(text)}」を読めません。", e.todo) from e


def require_shown(book: Sequence[SheetGrid], ours: Sequence[SheetGrid], file: str) -> None:
    """Nobody wrote over what the list shows of each line: who speaks, and what is said.

    Args:
        ours: the list as it was published.

    Raises:
        SpeakerSheetError: something stands in a column いまの表示 or 発言 that was not there.
    """
    for title in (VOICES, UTTERANCES):
        before = {key: shown for key, shown, _ in _shown(ours, title, file)}
        for key, shown, place in _shown(book, title, file):
            for column, text in shown.items():
                if before.get(key, shown).get(column, text) == text:
                    continue
                todo = _IN_YELLOW if column == _SHOWN else _NOT_SAID_HERE
                raise SpeakerSheetError(
                    f"{place}の「{column}」が「{speaker_answers.short(text)}」に変わっています。", todo
                )


def _shown(book: Sequence[SheetGrid], title: str, file: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """(number, column → what is shown of it, place) of every line."""
    headed = _sheet(book, title)
    if headed is None:
        return
    grid, top, at = headed
    for number in (n for n in grid.rows if n > top):
        cells = {
            c: grid.rows[number].get(at[c], GridCell("")).text for c in (_SHEETS[title][0], _SHOWN, _SAID) if c in at
        }
        key = compact(cells.pop(_SHEETS[title][0], "")).lower()
        if key:
            yield key, {c: compact(text) for c, text in cells.items()}, SheetPlaces(file, grid.name).row(number)


# -- the lines of a sheet ------------------------------------------------------------------------------------------


def is_speaker_sheet(book: Sequence[SheetGrid]) -> bool:
    """Whether any sheet of a workbook has the headings of 話者.xlsx, whatever it is called."""
    return any(_sheet(book, title) for title in _SHEETS)


def _sheet(book: Sequence[SheetGrid], title: str) -> tuple[SheetGrid, int, dict[str, int]] | None:
    """The sheet, its row of headings, and heading → column; None if it was deleted. One that was renamed is known by its headings."""
    for grid in sorted(book, key=lambda g: g.name != title):
        for number, cells in grid.rows.items():
            at = _columns(cells, title)
            if _is_headed(title, at):
                return grid, number, at
    return None


def _columns(cells: dict[int, GridCell], title: str) -> dict[str, int]:
    plain = {re.sub(r"\(.*?\)", "", compact(cell.text)): column for column, cell in cells.items()}
    found: dict[str, int] = {}
    for heading in _SHEETS[title][1]:
        bare = re.sub(r"\(.*?\)", "", compact(heading))
        changed = _CHANGED_HEADINGS.get(heading)
        near = next((c for text, c in plain.items() if changed and re.fullmatch(changed, text)), None)
        column = plain.get(bare, near)
        if column is not None and column not in found.values():
            found[heading] = column
    return found


def _is_headed(title: str, at: dict[str, int]) -> bool:
    """Whether a line has this sheet's headings: 声の番号 stands in two of them."""
    if title == VOICES:
        return _VOICE in at and len(at) > 1 and (NEW_NAME in at or SAME_AS in at or "話した時間" in at)
    if title == UTTERANCES:
        return _ID in at and len(at) > 1
    return _FROM in at and len(at) > 1


def _lines(book: Sequence[SheetGrid], title: str, file: str) -> Iterator[_Line]:
    """The lines in which something is written that is a wish. What is hidden counts too: a filter hides what a person wrote.

    Raises:
        SpeakerSheetError: a yellow column is gone, or something is written where it is not read.
    """
    headed = _sheet(book, title)
    if headed is None:
        return
    grid, top, at = headed
    places = SheetPlaces(file, grid.name)
    gone = [c for c in _YELLOW[title] if c not in at and c != SAME_AS]
    if gone:
        raise SpeakerSheetError(
            f"{places.whole}に、見出し「{'」「'.join(gone)}」がありません。",
            "見出しを元に戻して、保存し直してください。元に戻すには、ファイルを消して作り直しを待ってください。",
        )
    key, yellow = _SHEETS[title][0], _YELLOW[title]
    above: dict[str, str] = dict.fromkeys(yellow, "")
    for number in (n for n in grid.rows if n > top):
        cells = grid.rows[number]
        place = places.row(number)
        texts = {c: _text(grid, number, at.get(c, 0), place) for c in _SHEETS[title][1]}
        beside = [cell.text.strip() for c, cell in cells.items() if c not in at.values() and cell.text.strip()]
        alone = [t for c, t in texts.items() if c not in yellow and t]
        if beside or (alone and title != RANGES and not texts[key]):
            raise SpeakerSheetError(
                f"{place}に、読まない書き込み「{speaker_answers.short([*beside, *alone][0])}」があります。", _IN_YELLOW
            )
        for column in yellow:
            if column in (NEW_NAME, SAME_AS, GIVEN_TO) and headings.is_ditto(texts[column]) and texts[column] != "同じ":
                if not above[column]:
                    raise SpeakerSheetError(
                        f"{place}の「{texts[column]}」の上に、何も書かれていません。", speaker_answers.ONE
                    )
                texts[column] = above[column]
        if any(texts[c] for c in yellow):
            if not texts[key] and title != RANGES:
                written = next(texts[c] for c in yellow if texts[c])
                raise SpeakerSheetError(
                    f"{place}には「{speaker_answers.short(written)}」とありますが、「{key}」が空なので、どれのことか分かりません。",
                    f"「{key}」のある行に書いて、足した行は消し、保存し直してください。",
                )
            yield _Line(place, texts)
        if number not in grid.hidden_rows:
            above = {c: texts[c] for c in yellow}


def _text(grid: SheetGrid, row: int, column: int, place: str) -> str:
    """What stands in a cell, or in the one that is merged over it."""
    for merge in grid.merges:
        if merge.left <= column <= merge.right and merge.top < row <= merge.bottom:
            row, column = merge.top, merge.left
            break
    cell = grid.rows.get(row, {}).get(column)
    if cell is None:
        return ""
    if cell.fault:
        raise SpeakerSheetError(f"{place}の欄{cell.fault}。", "書き直して、保存し直してください。")
    return cell.text.strip()
