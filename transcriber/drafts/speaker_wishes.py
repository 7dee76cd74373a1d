"""What staff wrote into 話者.xlsx, read as a person would read it; or the row that was not understood.

The list is written anew when its wishes are taken up, so whatever cannot be taken up is refused with its place: nothing that a
person wrote there may vanish, and no word that is no name (同上, そのまま, ？) may become one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcriber.errors import SpeakerSheetError
from transcriber.minutes import posts, rule_files
from transcriber.minutes.relabelling import NOBODY, Relabelling
from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.office_tables.places import SheetPlaces

VOICES, UTTERANCES, RANGES = "話者", "発言", "時間で分ける"

NEW_NAME, SAME_AS = "正しい氏名・役職", "同じ人の声の番号"
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
LISTED_COLUMNS = (_ID, "時刻", _VOICE, _SHOWN, GIVEN_TO, "発言")
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
_ONE = "1つの欄には、1人の氏名・役職か、1つの声の番号だけを書いて、保存し直してください。"
_ANSWERS = rule_files.any_of_each("transcriber.minutes", "answers")
_AS_IT_IS = re.compile(_ANSWERS["as_it_is"])
_NOBODY = re.compile(_ANSWERS["nobody"])
_DOUBT = re.compile(_ANSWERS["doubtful"])
_LISTED = re.compile(r"[、，,/／&＆;；＋+\n]|[・･](?=.)")
_READING = re.compile(r"[(（][ぁ-ゖァ-ヺー・ \u3000]+[)）]$")
_NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:S|話者|声)\s*\d+|(?<![0-9A-Za-z])\d+", re.IGNORECASE)
_ID_TEXT = re.compile(
    rf"(?:{_ANSWERS['voices']})?\s*(\d+)(?:の(?:声|人))?(?:{_ANSWERS['same']})?",
    re.IGNORECASE,
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
        voice, new, same = _id(line.texts[_VOICE]), line.texts[NEW_NAME], line.texts[SAME_AS]
        wish = _name(new, line.place) if new else None
        if wish is None and not same:
            continue
        if voice in told:
            raise SpeakerSheetError(f"{line.place}と{told[voice]}が、同じ声「{voice}」のことを書いています。", _ONE)
        told[voice] = line.place
        if same:
            merges[voice] = _target(same, line.place)
        if wish is not None:
            names[voice] = wish
    _require_one_name(names, merges, told)
    for line in found[UTTERANCES]:
        key = unicodedata.normalize("NFKC", line.texts[_ID]).lower()
        if line.texts[GIVEN_TO] and (target := _given(line.texts[GIVEN_TO], line.place)) is not None:
            if moves.get(key, target) != target:
                raise SpeakerSheetError(f"{line.place}と{told[key]}が、同じ発言「{key}」のことを書いています。", _ONE)
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
    first, last = (_time(text, line.place) if text else None for text in (start, end))
    target = _given(who, line.place) if who else None
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
        return seconds(text)
    except SpeakerSheetError as e:
        raise SpeakerSheetError(f"{place}の時刻「{_short(text)}」を読めません。", e.todo) from e


def require_shown(book: Sequence[SheetGrid], ours: Sequence[SheetGrid], file: str) -> None:
    """Nobody wrote over what the list shows of each line.

    Args:
        ours: the list as it was published.

    Raises:
        SpeakerSheetError: a name stands in the column いまの表示 that was not there.
    """
    for title in (VOICES, UTTERANCES):
        before = {key: shown for key, shown, _ in _shown(ours, title, file)}
        for key, shown, place in _shown(book, title, file):
            if before.get(key, shown) != shown:
                raise SpeakerSheetError(f"{place}の「{_SHOWN}」が「{_short(shown)}」に変わっています。", _IN_YELLOW)


def _shown(book: Sequence[SheetGrid], title: str, file: str) -> Iterator[tuple[str, str, str]]:
    """(number, what is shown of it, place) of every line."""
    headed = _sheet(book, title)
    if headed is None:
        return
    grid, top, at = headed
    for number in (n for n in grid.rows if n > top):
        key, shown = (grid.rows[number].get(at.get(c, 0), GridCell("")).text for c in (_SHEETS[title][0], _SHOWN))
        if key.strip() and _SHOWN in at:
            yield compact(key).lower(), compact(shown), SheetPlaces(file, grid.name).row(number)


# -- what stands in a cell -----------------------------------------------------------------------------------------


def _name(text: str, place: str) -> str | None:
    """A name or post; 不明 for nobody; None where the line is to stay as it is.

    Raises:
        SpeakerSheetError: it is in doubt, or speaks of several people.
    """
    plain = compact(text)
    bare = plain.strip("()[]「」【】〔〕")
    if _AS_IT_IS.fullmatch(bare):
        return None
    if _NOBODY.fullmatch(bare) or bare in NOBODY:
        return NOBODY[0]
    if _DOUBT.search(plain):
        raise SpeakerSheetError(
            f"{place}の「{_short(text)}」は、1人の氏名に決まっていないので使えません。",
            "決まった氏名・役職だけを書くか、名前を消すときは「不明」、いまのままでよければ空にして、保存し直してください。",
        )
    parts = [p for p in map(str.strip, _LISTED.split(_READING.sub("", text))) if p]
    lines = text.splitlines()
    if len(parts) > 1 and not _is_one(parts, text):
        raise SpeakerSheetError(f"{place}の「{_short(text)}」は、2人以上の氏名のようです。", _ONE)
    return " ".join(_READING.sub("", " ".join(line.strip() for line in lines)).split(" ")).strip()


def _is_one(parts: Sequence[str], text: str) -> bool:
    """Whether what a mark or a new line divides is one person: 福祉部長 above 近藤 一郎, ジョン・スミス, 部長（介護・福祉）."""
    if re.fullmatch(r"[^(（]+[(（][^()（）]+[)）]", text.strip()):
        return True
    if "\n" in text.strip() and len(parts) == 2:
        return any(posts.ending(p) is not None for p in parts) != all(posts.ending(p) is not None for p in parts)
    if re.search("[、，,/／&＆;；＋+\n]", text):
        return False
    titles = (*posts.honorifics(), "議員", "委員")
    return not all(p.endswith(titles) for p in parts)


def _given(text: str, place: str) -> str | None:
    """The number of a voice, or a name; None where the line is to stay as it is."""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"S{int(found[1])}" if found else _name(text, place)


def _target(text: str, place: str) -> str:
    """The voice that another one is the same as; a name where one is written."""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    target = f"S{int(found[1])}" if found else _name(text, place)
    if target is None or target in NOBODY or (found is None and _NUMBERS.search(text)):
        raise SpeakerSheetError(
            f"{place}の「{SAME_AS}」の「{_short(text)}」を、1つの声の番号として読めません。",
            "同じ人の声の番号（S1 など）を1つだけ書いて、保存し直してください。",
        )
    return target


def _id(text: str) -> str:
    """`s1`, `Ｓ１`, `話者1`, `1` → S1"""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text))
    return f"S{int(found[1])}" if found else text


def seconds(text: str, where: str = "話者.xlsx") -> float:
    """`1:02:03`, `62:03`, `01:02:03.5`, `1時間2分3秒` or `20分` in seconds.

    Raises:
        SpeakerSheetError: none of these; `where` it is written.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = re.fullmatch(r"(?:(\d+)(?::|時間?))?(\d+)[:分](\d+(?:\.\d+)?)秒?", plain)
    found = found or re.fullmatch(r"(?:(\d+)時間?)?(\d+)分()", plain)
    if found is None:
        raise SpeakerSheetError(
            f"「{where}」の時刻「{text}」を読めません。", "0:12:34 のように、時:分:秒で書いてください。"
        )
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3] or 0)


def _short(text: str, most: int = 30) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


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
                f"{place}に、読まない書き込み「{_short([*beside, *alone][0])}」があります。", _IN_YELLOW
            )
        for column in yellow:
            if column in (NEW_NAME, SAME_AS, GIVEN_TO) and headings.is_ditto(texts[column]) and texts[column] != "同じ":
                if not above[column]:
                    raise SpeakerSheetError(f"{place}の「{texts[column]}」の上に、何も書かれていません。", _ONE)
                texts[column] = above[column]
        if any(texts[c] for c in yellow):
            if not texts[key] and title != RANGES:
                written = next(texts[c] for c in yellow if texts[c])
                raise SpeakerSheetError(
                    f"{place}には「{_short(written)}」とありますが、「{key}」が空なので、どれのことか分かりません。",
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
