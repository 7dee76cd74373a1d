"""Read 名簿.xlsx and 用語.xlsx as offices really fill them in: columns in any order, blank lines, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from transcriber.errors import GlossaryError, RosterError, SettingsError
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.untrusted import bounded, files, workbook

_T = TypeVar("_T")

ROSTER_COLUMNS = ("氏名", "ふりがな", "役職", "議席番号")
GLOSSARY_COLUMNS = ("用語", "よみ", "誤認識例", "備考")

_REOPEN = "Excel で開けるか確かめ、「Excel ブック (.xlsx)」で保存し直してください。"


def read_roster(path: Path) -> Roster:
    """The roster in `path`; an empty one if there is no such file (it is optional).

    Raises:
        RosterError: not a workbook, too large, a column is missing, or a line has neither name nor post.
    """
    return read_setting(parse_roster, path, RosterError) if files.present(path) else Roster()


def parse_roster(path: Path) -> Roster:
    """As `read_roster`, in this process."""
    people = []
    for number, row in _rows(path, ROSTER_COLUMNS, required=("氏名", "役職"), error=RosterError):
        if not (row["氏名"] or row["役職"]):
            raise RosterError(
                f"{path.name} の{number}行目に氏名も役職もありません。", "その行を埋めるか、行ごと消してください。"
            )
        seat = re.sub(r"[^0-9]", "", row["議席番号"].removesuffix(".0"))
        people.append(Person(name=row["氏名"], kana=hiragana_cell(row["ふりがな"]), post=row["役職"], seat=seat))
    return Roster(people=tuple(people))


def read_glossary(path: Path) -> Glossary:
    """The glossary in `path`; an empty one if there is no such file (it is optional).

    Raises:
        GlossaryError: not a workbook, too large, or the column 用語 is missing.
    """
    return read_setting(parse_glossary, path, GlossaryError) if files.present(path) else Glossary()


def parse_glossary(path: Path) -> Glossary:
    """As `read_glossary`, in this process."""
    terms = []
    for _, row in _rows(path, GLOSSARY_COLUMNS, required=("用語",), error=GlossaryError):
        if row["用語"]:
            misheard = tuple(filter(None, re.split(r"[、,，/／;；\n]\s*", row["誤認識例"])))
            terms.append(Term(text=row["用語"], kana=hiragana_cell(row["よみ"]), misheard=misheard, note=row["備考"]))
    return Glossary(terms=tuple(terms))


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


def hiragana_cell(text: str) -> str:
    """Katakana to hiragana; everything else as it is."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def _rows(
    path: Path, columns: tuple[str, ...], *, required: tuple[str, ...], error: type[SettingsError]
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, column → text) of each line that is not blank, below the first line that holds the headings."""
    position: dict[str, int] = {}
    with _book(path, error) as book:
        for number, cells in book.lines():
            texts = [_text(c) for c in cells]
            if not position:
                headings = {t.replace(" ", ""): i for i, t in enumerate(texts) if t}
                if any(c in headings for c in required):
                    position = headings
                    missing = [c for c in required if c not in headings]
                    if missing:
                        raise error(
                            f"{path.name} に列「{'」「'.join(missing)}」がありません。",
                            f"見出しの行を「{'・'.join(columns)}」にしてください。",
                        )
                continue
            row = {c: texts[position[c]] if c in position and position[c] < len(texts) else "" for c in columns}
            if any(row.values()):
                yield number, row
    if not position:
        raise error(f"{path.name} に見出しの行がありません。", f"1行目を「{'・'.join(columns)}」にしてください。")


@contextmanager
def _book(path: Path, error: type[SettingsError]) -> Iterator[workbook.OpenWorkbook]:
    try:
        with workbook.open_book(path) as book:
            yield book
    except workbook.NotAWorkbook as e:
        if e.protected:
            raise error(
                f"{path.name} はパスワードで保護されているため、読めません。",
                "Excel で開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存し直してください。",
            ) from e
        raise error(f"{path.name} を Excel の表として読めません。", _REOPEN) from e


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip()
