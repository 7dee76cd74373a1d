"""数字・固有名詞の確認表: everything that must be checked against a paper or heard again, each value once with all its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from transcriber.drafts.word.vocabulary import Checked, CheckedGroup, Fix
from transcriber.language import figures
from transcriber.language.figures import FigureKind
from transcriber.language.readings import Reader
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Roster
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import Transcript, Utterance, timecode

_NAMES = {"人名": "人名", "地名": "地名", "一般": "固有名詞"}
_LEAST_NAME = 2
"""Characters: a shorter proper noun is mostly a slip of the analyser."""

_NUMERALS = re.compile("[〇一二三四五六七八九十百千万]+(?:丁目)?")
_MUNICIPALITY = re.compile(
    rf"[{KANJI}]?[市町村](?!{rule_files.any_of(rule_files.read_rules(__package__, 'towns')['no_town'])})"
)
"""Behind a proper noun: with it, it is a municipality's name (三篠原市, 早瀬川町)."""

_LONE_NUMBERS = frozenset((FigureKind.NUMBER, FigureKind.AGENDA, FigureKind.SEAT))
"""Figures that are checked elsewhere (agenda, speakers) or mean little by themselves."""

Places = list[tuple[str, float]]
"""Utterance and time of each place."""


@dataclass
class _Found:
    kind: str
    texts: dict[str, None] = field(default_factory=dict)
    places: Places = field(default_factory=list)


def checked(transcript: Transcript, reader: Reader) -> tuple[Checked, ...]:
    """Figures by kind and value, then proper nouns, each in order of first occurrence."""
    found: dict[tuple[str, str], _Found] = {}
    people = _people(transcript.roster, reader)
    order = {kind.value: n for n, kind in enumerate(FigureKind)}
    for u in transcript.utterances:
        taken: set[int] = set()
        for figure in figures.find_figures(u.text):
            taken.update(range(figure.start, figure.end))
            if figure.kind not in _LONE_NUMBERS:
                _add(found, figure.kind.value, figure.value, figure.text, _place(u, figure.start))
        for start, text, kind in _names(u.text, reader):
            if start not in taken:
                _add(found, "人名" if text in people else kind, text, text, _place(u, start))
    rows = sorted(found.values(), key=lambda f: (order.get(f.kind, len(order)), f.kind if f.kind not in order else ""))
    return tuple(
        Checked(text="／".join(list(f.texts)[:3]), kind=f.kind, count=len(f.places), places=place_list(f.places))
        for f in rows
    )


LONGEST_TABLE = 200
"""Rows of one table: 3,000 rows in one take LibreOffice 38 s of processor time to load, in short tables a third of that."""


_ONE_TABLE = 40
"""Up to so many words stand in one table, which needs no title; more are found more easily by kind."""


def grouped(words: Sequence[Checked]) -> tuple[CheckedGroup, ...]:
    """The words by kind, in tables that stay short."""
    if 0 < len(words) <= _ONE_TABLE:
        return (CheckedGroup(title="", words=tuple(words)),)
    groups = []
    for kind, own in groupby(words, key=lambda w: w.kind):
        every = tuple(own)
        for number, first in enumerate(range(0, len(every), LONGEST_TABLE), start=1):
            title = kind if len(every) <= LONGEST_TABLE else f"{kind}（{number}）"
            groups.append(CheckedGroup(title=title, words=every[first : first + LONGEST_TABLE]))
    return tuple(groups)


def corrected(transcript: Transcript) -> tuple[Fix, ...]:
    """What the machine put in the place of what was recognised, so that it can be undone; the same correction once."""
    found: dict[tuple[str, str, str], Places] = {}
    for u in transcript.utterances:
        for change in u.changes:
            if change.after.strip() and change.before.strip() and _tells(change.before, change.after):
                found.setdefault((change.before, change.after, change.rule), []).append(_place(u, change.position))
    return tuple(
        Fix(before=before, after=after, rule=rule, count=len(places), places=place_list(places))
        for (before, after, rule), places in sorted(found.items(), key=lambda f: f[1][0][1])
    )


_SHOWN = 12
"""Places of one value that are printed; a figure that is named more often is the topic itself."""


def place_list(places: Iterable[tuple[str, float]]) -> str:
    """`u0003@72.5 u0009@301.0`: places as `marks` turns them into links."""
    every = list(places)
    return " ".join(f"{u}@{timecode(at)}" for u, at in every[:_SHOWN]) + (
        f" +{len(every) - _SHOWN}" if len(every) > _SHOWN else ""
    )


def _tells(before: str, after: str) -> bool:
    """Not only numerals, marks or kana written another way: a word became another one."""
    fold: Mapping[int, int | None] = {ord(c): None for c in "、。，．,. 　ー・"}
    return not (
        before.translate(fold) == after.translate(fold)
        or after.replace(",", "").strip("円年月日名人件号番歳回").isdigit()
    )


def _add(found: dict[tuple[str, str], _Found], kind: str, value: str, text: str, place: tuple[str, float]) -> None:
    entry = found.setdefault((kind, value), _Found(kind))
    entry.texts[text] = None
    entry.places.append(place)


def _place(u: Utterance, position: int) -> tuple[str, float]:
    return u.id, u.time_at(position)


def _people(roster: Roster, reader: Reader) -> set[str]:
    """The names of the roster, which are people's whatever a dictionary takes them for: 相良, 久世."""
    surnames = (surname(p, reader).text for p in roster.people if p.compact_name)
    return {n for n in (*surnames, *(p.compact_name for p in roster.people)) if n}


def _names(text: str, reader: Reader) -> Iterator[tuple[int, str, str]]:
    """Runs of proper nouns: surname and given name are one."""
    run: list[tuple[int, str, str]] = []
    for word in (*reader.words(text), None):
        proper = word is not None and word.part[1:2] == ("固有名詞",) and not word.surface.isascii()
        if word is not None and proper:
            run.append((word.start, word.surface, _NAMES.get(word.part[2], "固有名詞")))
            continue
        if run:
            whole = "".join(surface for _, surface, _ in run)
            title = posts.ending(text[: run[-1][0] + len(run[-1][1])])
            if place := _MUNICIPALITY.match(text, run[0][0] + len(whole)):
                yield run[0][0], whole + place[0], _NAMES["地名"]
            elif _NUMERALS.fullmatch(whole):  # 六十四です: the dictionary knows such a surname
                pass
            elif len(whole) >= _LEAST_NAME and not (title and len(title.text) > len(whole)):  # 健師 of 保健師
                yield run[0][0], whole, run[0][2]
            run = []
