"""名簿.xlsx and 用語.xlsx in a profile's 設定: which file it is, and what it says, read by office_tables in a child process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from transcriber.errors import GlossaryError, RosterError, SettingsError
from transcriber.minutes.terms import Glossary
from transcriber.office_tables import cell_comments, glossary_reading, headings, opening, roster_reading, text_boxes
from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.grid import RemarkKind, SheetGrid, SheetRemark
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.office_tables.written_names import shortened
from transcriber.profiles import our_sheets
from transcriber.profiles.named_alike import SettingFile, named_alike, stem_of, unused, used
from transcriber.profiles.tree import SETTINGS
from transcriber.untrusted import bounded, files

_T = TypeVar("_T")

_MOST_CELLS = 10
"""Cells with comments that are named."""

_DOCUMENTS = (".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt")
_SUFFIXES = (*opening.TABLE_SUFFIXES, *_DOCUMENTS)
"""What staff may have written a list in."""

ROSTER_COLUMNS = ("氏名", "ふりがな", "役職", "議席番号")
GLOSSARY_COLUMNS = ("用語", "よみ", "誤認識例", "備考")


def sheet_file(expected: Path, error: type[SettingsError]) -> SettingFile:
    """The file at `expected` (名簿.xlsx), or what an office put there under another name (議員名簿.xlsx, 名簿（令和8年度）.xlsx).

    Raises:
        error: it is there in a form that is not read (名簿.xls).
    """
    others = named_alike(expected, (expected.stem,), _SUFFIXES)
    if files.present(expected):
        return SettingFile(expected, unused(others, f"{expected.name} を使うので、使いません。"))
    exact = [p for p in others if stem_of(p, _SUFFIXES) == expected.stem]
    readable = [p for p in others if p.suffix.lower() in opening.READ_SUFFIXES]
    for path in exact:
        if path not in readable:
            how = "中の表を Excel に貼り付け、" if path.suffix.lower() in _DOCUMENTS else "Excel で開き、"
            raise error(
                f"{path.name} は読めません（読めるのは .xlsx と .csv です）。",
                f"{how}「名前を付けて保存」でファイルの種類に「Excel ブック (.xlsx)」を選び、「{expected.name}」として保存してください。",
            )
    chosen = [p for p in readable if p in exact] or readable
    if len(chosen) == 1:
        return used(chosen[0], [p for p in others if p != chosen[0]], expected, "使います")
    if not others:
        return SettingFile(None)
    names = "」「".join(p.name for p in others[:5])
    which = "どれを使うか分かりません" if chosen else "読めない形式です"
    text = f"「{names}」があり、{which}。使うものを「{expected.name}」という名前の Excel ブック (.xlsx) にしてください。いまはどれも使っていません。"
    return SettingFile(None, (SheetRemark(RemarkKind.LEFT_OUT, f"{SETTINGS}フォルダ", text),))


def roster_read(path: Path) -> RosterReading:
    """What a roster says, row by row, and what of it is not used.

    Raises:
        RosterError: it cannot be read, is too large, a column is missing, or nobody in it can be read.
    """
    return read_setting(parse_roster, path, RosterError)


def parse_roster(path: Path) -> RosterReading:
    """As `roster_read`, in this process."""
    grids = _grids(path, RosterError)
    found = roster_reading.people_listed(grids, path.name)
    if not found.headed:
        raise _no_headings(path, grids, headings.ROSTER_FIELDS, "氏名", ROSTER_COLUMNS, RosterError)
    if not found.posted:
        raise _no_column(path, "役職", ROSTER_COLUMNS, RosterError)
    _require_some(found.people, found.remarks, RosterError)
    return replace(found, remarks=(*found.remarks, *_beside_cells(path)))


def read_glossary(path: Path) -> Glossary:
    """The glossary in `path`; an empty one if there is no such file (it is optional).

    Raises:
        GlossaryError: see `glossary_read`.
    """
    return Glossary(terms=tuple(t.term for t in glossary_read(path).terms)) if files.present(path) else Glossary()


def glossary_read(path: Path) -> GlossaryReading:
    """What a glossary says, row by row, and what of it is not used.

    Raises:
        GlossaryError: it cannot be read, is too large, the column 用語 is missing, or no term in it can be read.
    """
    return read_setting(parse_glossary, path, GlossaryError)


def parse_glossary(path: Path) -> GlossaryReading:
    """As `glossary_read`, in this process."""
    grids = _grids(path, GlossaryError)
    found = glossary_reading.terms_listed(grids, path.name)
    if not found.headed:
        raise _no_headings(path, grids, headings.GLOSSARY_FIELDS, "用語", GLOSSARY_COLUMNS, GlossaryError)
    _require_some(found.terms, found.remarks, GlossaryError)
    return replace(found, remarks=(*found.remarks, *_beside_cells(path)))


def _beside_cells(path: Path) -> Iterator[SheetRemark]:
    """Comments that somebody attached to cells, words in shapes: a new name, who is ill. A person sees them; they are not read."""
    if cells := cell_comments.commented_cells(path):
        more = "ほか" if len(cells) > _MOST_CELLS else ""
        text = "付いているコメントは読みません。要ることは、欄か備考に書いてください。"
        yield SheetRemark(RemarkKind.NOT_USED, f"{path.name} のセル {'、'.join(cells[:_MOST_CELLS])}{more}", text)
    for words in text_boxes.words_in_shapes(path)[:_MOST_CELLS]:
        text = f"図形（テキストボックスなど）の中の「{shortened(words, 40)}」は読みません。要ることは、表の欄に書いてください。"
        yield SheetRemark(RemarkKind.LEFT_OUT, path.name, text)


def holds_terms(path: Path) -> bool:
    """Whether a file given without a word is a glossary, by its headings and, where they do not tell, by its name; else it is a roster.

    Raises:
        SettingsError: it is neither, or cannot be read.
    """
    return read_setting(parse_holds_terms, path, SettingsError)


def parse_holds_terms(path: Path) -> bool:
    """As `holds_terms`, in this process."""
    grids = _grids(path, SettingsError)
    named = next((word for word in _NAMES if word in path.stem), "")
    terms = glossary_reading.terms_listed(grids, path.name).headed
    people = roster_reading.people_listed(grids, path.name).headed
    if terms or people:
        return named == _TERMS if terms and people else terms
    if not named and any(g.rows and not g.hidden for g in grids):
        raise SettingsError(
            f"{path.name} に、名簿か用語の見出しの行がありません。",
            f"1行目を、名簿なら「{'・'.join(ROSTER_COLUMNS)}」、用語なら「{'・'.join(GLOSSARY_COLUMNS)}」にしてください。",
        )
    return named == _TERMS


_TERMS = "用語"
_NAMES = ("名簿", _TERMS)
"""What the files are called."""


def _grids(path: Path, error: type[SettingsError]) -> tuple[SheetGrid, ...]:
    """The sheets of a file that is to be a roster or glossary.

    Raises:
        error: they cannot be read, or it is a list of ours.
    """
    grids = opening.tables_or(path, error)
    if (ours := our_sheets.told_apart(grids)) is not None:
        raise error(f"{path.name} {ours[0]}", ours[1])
    return grids


def read_setting(parse: Callable[[Path], _T], path: Path, error: type[SettingsError]) -> _T:
    """What `parse` makes of a file in 設定, read in a child and remembered until the file changes.

    Raises:
        error: it cannot be opened or read.
    """
    try:
        return bounded.parse_in_child(parse, path, error=error, remember=True)
    except OSError as e:
        found, todo = files.fault(e)
        raise error(f"{path.name} {found}", todo) from e


def _require_some(found: Sequence[object], remarks: Sequence[SheetRemark], error: type[SettingsError]) -> None:
    """A sheet of which no row is understood is said at once, with the first of them."""
    bad = [r for r in remarks if r.kind is RemarkKind.LEFT_OUT]
    if not found and bad:
        more = f"ほかに{len(bad) - 1}か所あります。" if len(bad) > 1 else ""
        raise error(
            str(bad[0]), f"{more}直して保存してください。読み取った内容は transcriber roster check で確かめられます。"
        )


def _no_headings(
    path: Path,
    grids: Sequence[SheetGrid],
    fields: tuple[str, ...],
    required: str,
    columns: Sequence[str],
    error: type[SettingsError],
) -> SettingsError:
    filled = [g for g in grids if g.rows]
    if filled and all(g.hidden for g in filled):
        return error(
            f"{path.name} のシートが、どれも表示されていません。",
            "使うシートを右クリックの「再表示」で表示し、保存してください。",
        )
    shown = [g for g in filled if not g.hidden]
    best = max(
        (sum(bool(headings.field_of(c.text, fields)) for c in row.values()) for g in shown for row in g.rows.values()),
        default=0,
    )
    if best >= 2:
        return _no_column(path, required, columns, error)
    return error(f"{path.name} に見出しの行がありません。", f"1行目を「{'・'.join(columns)}」にしてください。")


def _no_column(path: Path, column: str, columns: Sequence[str], error: type[SettingsError]) -> SettingsError:
    return error(f"{path.name} に列「{column}」がありません。", f"見出しの行を「{'・'.join(columns)}」にしてください。")
