"""The municipality that a meeting is of, told by the sound of what is said before 議会.

An office that has set no name in its settings still says it: 東郷町議会定例会を開会いたします. The recogniser writes it by its sound
(統合町議会), so what stands before 議会 is compared with every municipality of the country; one that is heard so well, and
so much better than any other, is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from transcriber.language.matching import Index, without_inner_marks
from transcriber.language.readings import Reader, morae
from transcriber.language.targets import ChangeReason, Target
from transcriber.minutes.characters import KANJI

_COUNCIL, _COUNCIL_KANA = "議会", "ぎかい"
_BEFORE = 14
"""Characters before 議会 that may name the municipality, however oddly they are written."""

_MOST_PLACES = 40
"""Mentions that are looked at: the name falls in the first minutes, and again at the end."""

_WORST = 0.16
"""Cost for each beat up to which a mention counts."""

_RIVAL = 0.6
"""Share of the best one's evidence from which on another municipality leaves it undecided."""

_LEAST = 0.4
"""Evidence that is enough: 1 for a mention with the very sound."""

_CUT_OFF = 0.3
"""Share of the evidence that is left where the name may be the end of a longer one: 津市 in 海津市."""

_LONG = 4
"""Characters from which on a written name is no accident: 和泉大津市 can only be 泉大津市."""

_BEGINS = re.compile(f"(?:^|[^{KANJI}]|[回度年月日期都道府県郡])$")
"""What stands before a name that begins there."""

_OWN = re.compile("(?:[本当我各]|我が|他の?|及び|[都道府県]|^|[、。])[市区町村]$")
"""Mentions that name nothing: 本町議会, 県議会, 町議会."""


def told(texts: Iterable[str], reader: Reader | None = None) -> str:
    """What `texts` name as XX町議会, as 東郷町議会; empty if that is not plain."""
    reader = reader or Reader()
    evidence: dict[str, float] = defaultdict(float)
    for mention in _mentions(texts):
        for name, weight in _named(mention, reader).items():
            evidence[name] += weight
    best = sorted(evidence.items(), key=lambda e: -e[1])[:2]
    if not best or best[0][1] < _LEAST or (len(best) > 1 and best[1][1] >= _RIVAL * best[0][1]):
        return ""
    return best[0][0] + _COUNCIL


def _mentions(texts: Iterable[str]) -> Iterator[str]:
    """What leads up to 議会 and 議会 itself, without marks."""
    left = _MOST_PLACES
    for text in map(without_inner_marks, texts):
        for match in re.finditer(_COUNCIL, text):
            before = text[max(0, match.start() - _BEFORE) : match.start()].split("。")[-1]
            if before and not _OWN.search(before):
                yield before + _COUNCIL
                left -= 1
            if not left:
                return


def _named(mention: str, reader: Reader) -> dict[str, float]:
    """Municipality → how well it fits this mention, from 0 to 1."""
    written = [name for name in _names() if mention.endswith(name + _COUNCIL)]
    if written:
        name = max(written, key=len)
        whole = len(name) >= _LONG or _begins(mention, len(mention) - len(name + _COUNCIL))
        return {name: 1.0 if whole else _CUT_OFF}
    found: dict[str, float] = {}
    for match in _index().matches(mention, reader):
        if match.end == len(mention) and match.ratio <= _WORST:
            weight = (1 - match.ratio / _WORST) ** 2 * (1.0 if _begins(mention, match.start) else _CUT_OFF)
            for name in _same_sound()[match.target.morae]:
                found[name] = max(found.get(name, 0.0), weight)
    return found


def _begins(mention: str, start: int) -> bool:
    """Whether a name plainly begins at `start`."""
    return _BEGINS.search(mention[:start]) is not None


@cache
def _names() -> dict[str, str]:
    """Municipality → its reading (data/municipalities.tsv, made by scripts/build_municipalities)."""
    table = resources.files(__package__).joinpath("data/municipalities.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in table.splitlines())


@cache
def _same_sound() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The beats of a council's name → the municipalities that sound so."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, kana in _names().items():
        beats = morae(kana + _COUNCIL_KANA)
        found[beats] = (*found.get(beats, ()), name)
    return found


@cache
def _index() -> Index:
    targets = [
        Target(text=names[0] + _COUNCIL, morae=beats, rule=ChangeReason.OFFICE)
        for beats, names in _same_sound().items()
    ]
    return Index(targets)


def municipality_names() -> frozenset[str]:
    """Every municipality of the country, as it is written: 東郷町, 泉大津市."""
    return frozenset(_names())


@cache
def municipality_sounds() -> frozenset[str]:
    """How they are read, in hiragana: とうごうちょう."""
    return frozenset(_names().values())
