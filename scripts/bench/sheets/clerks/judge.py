"""A reading held against what a clerk reads: what differs, and whether a message names it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from scripts.bench.sheets.clerks.truth import Person, Truth
from transcriber.minutes.people import Person as ReadPerson
from transcriber.minutes.terms import Term as ReadTerm


@dataclass
class Result:
    """How one file was read; each difference is one line."""

    silent: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """What was read and told, to look through."""

    @property
    def kind(self) -> str:
        """As in the counts."""
        return "silent" if self.silent else "said" if self.said else "right"


def plain(text: str) -> str:
    """NFKC, without spaces, katakana as hiragana: for comparison only."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


class Messages:
    """What staff were told of a file."""

    def __init__(self, lines: Iterable[str], path: Path) -> None:
        self.lines = tuple(lines)
        self._rows = _rows(path)
        self._unused = {w for line in self.lines if "使いません" in line for w in re.findall("「(.+?)」", line)}
        self._numbers = {n for line in self.lines for n in _numbers(line)}
        self._whole = any("行目：" in s and "ほかに" in s and "か所あります" in s for s in self.lines) or any(
            re.search(r"読めません|どれも使っていません|見出しの行がありません|列「.*」がありません", s)
            and "行目：" not in s
            for s in self.lines
        )

    def name(self, word: str) -> bool:
        """Whether the word, or a row that holds it, is named (or the file was refused)."""
        bare = plain(word)
        if self._whole or any(bare in plain(line) for line in self.lines):
            return True
        held = [n for n, text in self._rows if bare in re.sub(r"\(.*?\)", "", text) or bare in text]
        return any(n in self._numbers for n in held)

    def column(self, heading: str) -> bool:
        """Whether a column is named as not used."""
        return heading in self._unused


def _numbers(line: str) -> Iterable[int]:
    for place in re.findall(r"の ?([0-9～~、・, ]+)行目", line):
        for part in re.split("[、・, ]", place):
            ends = [int(n) for n in re.findall("[0-9]+", part)]
            if ends:
                yield from range(ends[0], ends[-1] + 1)


def _rows(path: Path) -> list[tuple[int, str]]:
    if path.suffix == ".csv":
        data = path.read_bytes()
        try:
            text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp932")
        return [(n, plain("".join(row))) for n, row in enumerate(csv.reader(text.splitlines()), 1)]
    if path.suffix != ".xlsx":
        return []
    book = load_workbook(path)
    return [
        (n, plain("".join(str(v) for v in row if v is not None)))
        for sheet in book
        for n, row in enumerate(sheet.iter_rows(values_only=True), 1)
    ]


def judge_people(truth: Truth, read: Sequence[ReadPerson], told: Messages) -> Result:
    """The people of a roster."""
    result = Result(seen=[f"{p.name}|{p.kana}|{p.post}|{p.seat}" for p in read])
    either = {plain(n) for n in truth.either}
    found = {plain(p.name): p for p in read if p.name}
    wanted = {plain(p.name): p for p in truth.people}
    for key, person in wanted.items():
        if key not in found:
            _add(result, told, f"missing {person.name}", person.name)
        else:
            for fault in _fields(person, found[key]):
                if person.column and told.column(person.column):
                    result.said.append(f"{person.name}: {fault}")
                else:
                    _add(result, told, f"{person.name}: {fault}", person.name)
    for key, other in found.items():
        if key not in wanted and key not in either:
            _add(result, told, f"invented {other.name}|{other.post}", other.name)
    for nobody in (p for p in read if not p.name):
        _add(result, told, f"invented a post without a holder: {nobody.post}", nobody.post)
    names = [plain(p.name) for p in read if p.name]
    result.silent += [f"twice {n}" for n in sorted({n for n in names if names.count(n) > 1})]
    if truth.quoted and any(f"{truth.quoted}" in line and "読み取りません" in line for line in told.lines):
        result.said += [f"not told apart: {name}" for name in truth.either]
    elif truth.quoted:
        result.silent += [f"invented {name}" for name in truth.either]
    for key in either - set(found) - set(wanted):
        if not told.name(next(n for n in truth.either if plain(n) == key)):
            result.silent.append(f"left out without a word: {key}")
    result.silent += [f"not named: {w}" for w in truth.named if not told.name(w)]
    return result


def _fields(person: Person, read: ReadPerson) -> Iterable[str]:
    if person.reading and plain(read.kana) != plain(person.reading):
        yield f"reading {read.kana!r} for {person.reading!r}"
    if person.post and plain(person.post) not in plain(read.post):
        yield f"post {read.post!r} for {person.post!r}"
    if person.seat and read.seat != str(person.seat):
        yield f"seat {read.seat!r} for {person.seat}"


def judge_terms(truth: Truth, read: Sequence[ReadTerm], told: Messages) -> Result:
    """The terms of a word list."""
    result = Result(seen=[f"{t.text}|{t.kana}|{'、'.join(t.misheard)}|{t.note}" for t in read])
    found: dict[str, list[ReadTerm]] = {}
    for term in read:
        found.setdefault(plain(term.text), []).append(term)
    wanted = {plain(t.text): t for t in truth.terms}
    for key, wish in wanted.items():
        if key not in found:
            said = bool(wish.column) and told.column(wish.column)
            (result.said if said or told.name(wish.text) else result.silent).append(f"missing {wish.text}")
        elif wish.readings and not {plain(t.kana) for t in found[key]} & {plain(r) for r in wish.readings}:
            _add(result, told, f"{wish.text}: reading {[t.kana for t in found[key]]}", wish.text)
    for key in found:
        if key not in wanted and key not in {plain(n) for n in truth.either}:
            _add(result, told, f"invented {key}", key)
    result.silent += [f"not named: {w}" for w in truth.named if not told.name(w)]
    return result


def _add(result: Result, told: Messages, fault: str, word: str) -> None:
    (result.said if told.name(word) else result.silent).append(fault)
