"""Where in a text something was said that sounds like a known word.

Two steps, so that thousands of utterances against hundreds of words take seconds: every beat of every reading votes for
the words that hold it at that distance from their beginning; only where enough of a word's beats are found is the
weighted edit distance computed, over all readings of the characters at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from transcriber.language import sounds
from transcriber.language.many_words import LeastCosts, ManyWords, numbers_once
from transcriber.language.readings import Edge, Reader, Word, is_kana, morae
from transcriber.language.targets import ChangeReason, Target
from transcriber.language.weighing import most_worth_asking
from transcriber.language.word_beats import WordBeats

_MARKS = "、・"
_MARK_COST = 0.2
"""The recogniser puts a comma where a speaker hesitates, also inside a word."""

_SHARE = 0.7
"""Of a word's beats (ー, っ and ん not counted) that must be found, roughly, before it is looked at closely."""

_OTHER_CLASS = 0.45
"""Least cost of a beat that is of another class (`sounds.classes`)."""

_LIMITS = {3: 0.1, 4: 0.3, 5: 0.5}
_LIMIT = 0.2
"""Cost up to which a match is worth weighing: of words of 3, 4, 5 beats, and per beat of longer ones."""

_PERSON_LIMITS = {3: 0.35, 4: 0.5, 5: 0.75}
"""People are called with their title, so that less of the name is enough."""

_GENEROUS = 1.6
"""Times these limits where the sound will be asked as well."""

_GENEROUS_SHARE = 0.5

_NUMBERED_LIMIT = 1.9
"""Of what stands before a number and 号, where little else can have been said."""

_FEW = 24
"""Words likely at one place, below which each is walked by itself: that is quicker then."""

_AT_A_TIME = 20_000
"""Words that are looked at together: with some hundred places each, megabytes."""

_UNIT = frozenset("十百千万億兆")
_DIGIT = frozenset("〇零一二三四五六七八九")

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Match:
    """The characters `start` to `end` of a text sound like `target`."""

    target: Target
    start: int
    end: int
    cost: float
    """Weighted edit distance in beats."""

    @property
    def ratio(self) -> float:
        return self.cost / len(self.target.morae)


def limit(target: Target) -> float:
    """Greatest cost at which a match is reported."""
    size = len(target.morae)
    if target.rule is ChangeReason.NUMBERED:
        return _NUMBERED_LIMIT
    special = _PERSON_LIMITS if target.is_person else _LIMITS
    return special.get(size, _LIMIT * size)


def _generous_limit(target: Target, worth: float) -> float:
    if target.rule is ChangeReason.NUMBERED:
        return limit(target)
    called, base = target.rule is ChangeReason.CALLED, target.rule in (ChangeReason.BASE, ChangeReason.PHRASE)
    most = most_worth_asking(len(target.morae), worth, person=target.is_person, called=called, base=base)
    return max(limit(target), min(limit(target) * _GENEROUS, most))


class Index:
    """Known words, ready to be looked for.

    Args:
        worth: report matches beyond `limit`, for those who have other evidence: those whose log odds by the text alone
            (weighing.py) may be as much as this.
        beats: of the targets, where another index of them has them already.
        reach: the greatest cost of each target, for those who ask the sound about all of them.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        *,
        worth: float | None = None,
        beats: WordBeats | None = None,
        reach: Callable[[Target], float] | None = None,
    ) -> None:
        generous = worth is not None
        self.targets = tuple(targets)
        self._words = beats or WordBeats([t.morae for t in self.targets])
        self._inside = (
            generous  # 滞納し as 退のし: the analyser takes のし for a word, and 滞納 ends in the middle of it
        )
        alike: dict[tuple[ChangeReason, int], float] = {}  # of fifty thousand terms there are a dozen
        usual = reach or limit
        for target in self.targets:
            kind = target.rule, len(target.morae)
            if kind not in alike:
                alike[kind] = usual(target) if worth is None else _generous_limit(target, worth)
        self._most = np.array([alike[t.rule, len(t.morae)] for t in self.targets], dtype=np.float64)
        self._tables: dict[int, sounds.Table] = {}
        self._longest = self._words.ids.shape[1]
        self._classed = self._words.classed
        share, counts = _GENEROUS_SHARE if generous or reach is not None else _SHARE, self._classed.counts
        need = np.maximum(
            np.ceil(share * counts).astype(np.int64), counts - (self._most / _OTHER_CLASS).astype(np.int64)
        )
        self._need = np.maximum(need, 1)[self._classed.order]

    def matches(self, text: str, reader: Reader) -> list[Match]:
        """Every stretch of whole words in `text` that sounds like a known word but is not written so.

        Digits are never part of a match, nor are kanji numerals that count something.
        """
        words = reader.words(text)
        numbers = _numbers(words)
        edges = [e for w in words if w.start not in numbers for e in reader.edges_of(w)]
        if not edges or not self.targets:
            return []
        starts_at: dict[int, list[Edge]] = defaultdict(list)
        for edge in edges:
            starts_at[edge.start].append(edge)
        places, length = _places(words, len(text))
        borders = {w.start for w in words} | {len(text)}
        stops = borders | (
            {i for w in words if is_kana(w.surface) for i in range(w.start, w.end)} if self._inside else set()
        )
        numbers_of, begins = self._likely(edges, places, length)
        least: LeastCosts | None = None
        read: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
        """Number of the target → start, end and cost of each stretch that reads so; most that are likely are read nowhere."""
        for start in borders & starts_at.keys():
            place = places[start]
            first, behind = np.searchsorted(begins, (place - 1, place + 2))
            if behind > first:
                here = numbers_once(numbers_of[first:behind])
                if len(here) >= _FEW:
                    least = least or self._many.least_costs(_heard(edges, places), length)
                    here = self._many.within_reach(here, place, least)
                for number, by_end in self._ends(here, text, start, starts_at).items():
                    read[number] += [(start, end, cost) for end, cost in by_end.items() if end in stops]
        found = []
        for number in sorted(read):
            target = self.targets[number]
            for start, end, cost in read[number]:
                if target.text not in without_inner_marks(text[start:end]):
                    found.append(Match(target, start, end, cost))
        return found

    def _ends(
        self, numbers: _Numbers, text: str, start: int, starts_at: dict[int, list[Edge]]
    ) -> dict[int, dict[int, float]]:
        """Number of the target → end → cost, of those that are read from `start` on."""
        if len(numbers) < _FEW:
            return {n: found for n in numbers.tolist() if (found := ends(text, start, starts_at, self._table(n)))}
        return self._many.ends(numbers, text, start, starts_at, _MARKS, _MARK_COST)

    @cached_property
    def _many(self) -> ManyWords:
        return ManyWords(self._words, self._most)

    def _likely(self, edges: Sequence[Edge], places: Sequence[int], length: int) -> tuple[_Numbers, _Numbers]:
        """Numbers of targets, and for each the beats from the beginning of the text where it may start, by these."""
        heard = {(place, sounds.classes(beat)) for place, beat in _heard(edges, places)}
        shift = self._longest + 1
        width = length + shift + max(len(e.morae) for e in edges) + 2
        # One row for each class and each place it may have in a word, one column for each place where the word would begin.
        keys, ordered = self._classed.keys, self._classed.order
        votes = np.zeros((max(1, len(keys)) * max(1, self._longest), width), dtype=bool)
        for place, key in heard:
            if key in keys:
                first = keys[key] * self._longest
                beats = np.arange(self._longest)
                votes[first + beats, place - beats + shift] = True
        near = votes.copy()  # a beat too many or too few moves what comes after it
        near[:, 1:] |= votes[:, :-1]
        near[:, :-1] |= votes[:, 1:]
        # Most words have too few beats that are heard at all; only of the others it is looked where.
        there: npt.NDArray[np.bool_] = np.any(near, axis=1)
        possible = np.zeros(len(self.targets), dtype=np.int64)
        for rows in self._classed.rows:
            possible[: len(rows)] += there[rows]
        chosen = np.flatnonzero(possible >= self._need)
        small = (
            np.int8 if self._longest <= np.iinfo(np.int8).max else np.int16
        )  # megabytes, and all of them are compared
        numbers, begins = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for at in range(0, len(chosen), _AT_A_TIME):
            few = chosen[at : at + _AT_A_TIME]
            counts = np.zeros((len(few), width), dtype=small)
            for rows in self._classed.rows:
                having = int(np.searchsorted(few, len(rows)))
                counts[:having] += near[rows[few[:having]]]
            which, columns = np.nonzero(counts >= self._need[few].astype(small)[:, None])
            numbers.append(ordered[few[which]])
            begins.append(columns - shift)
        every, where = np.concatenate(numbers), np.concatenate(begins)
        order = np.argsort(where, kind="stable")
        return every[order], where[order]

    def _table(self, number: int) -> sounds.Table:
        if number not in self._tables:
            self._tables[number] = sounds.Table(self.targets[number].morae, float(self._most[number]))
        return self._tables[number]


def closest(
    text: str, start: int, end: int, target: Target, reader: Reader, most: float, *, whole: bool = False
) -> Match | None:
    """What between `start` and `end` sounds most like `target`; None if nothing does at a cost of `most` beats.

    Where two stretches are as close, the longer one: what the target leaves over would be left standing.

    Args:
        whole: only all of it.
    """
    words = [w for w in reader.words(text) if w.end > start and w.start < end]
    starts_at: dict[int, list[Edge]] = defaultdict(list)
    for edge in (e for w in words for e in reader.edges_of(w)):
        if edge.end <= end:
            starts_at[edge.start].append(edge)
    inside = {i for w in words if is_kana(w.surface) for i in range(w.start, w.end)}
    begins, stops = {w.start for w in words} | {start}, {w.end for w in words} | {end} | inside
    table = sounds.Table(target.morae, most)
    found = [
        Match(target, at, stop, cost)
        for at in sorted(begins)
        if at >= start and at in starts_at
        for stop, cost in ends(text, at, starts_at, table).items()
        if stop in stops and (not whole or (at, stop) == (start, end))
    ]
    return min(found, key=lambda m: (m.cost, m.start - m.end), default=None)


def ends(text: str, start: int, starts_at: dict[int, list[Edge]], table: sounds.Table) -> dict[int, float]:
    """End → cost of reading the table's word in `text` from `start` on, as far as it is within reach."""
    rows = {start: table.first()}
    ends: dict[int, float] = {}
    size = len(table.word)
    while rows:
        at = min(rows)
        row = rows.pop(at)
        steps: list[tuple[int, float, Sequence[str]]] = [(e.end, e.penalty, e.morae) for e in starts_at.get(at, ())]
        if start < at < len(text) and text[at] in _MARKS:
            steps.append((at + 1, _MARK_COST, ()))
        for end, penalty, beats in steps:
            new = {read: cost + penalty for read, cost in row.items()} if penalty else row
            for beat in beats:
                new = table.after(new, beat)
                if not new:
                    break
            if not new:
                continue
            if size in new and beats and new[size] <= table.most:
                ends[end] = min(new[size], ends.get(end, new[size]))
            known = rows.get(end)
            if known is None:
                rows[end] = new
            else:
                rows[end] = {r: min(known.get(r, 99.0), new.get(r, 99.0)) for r in known.keys() | new.keys()}
    return ends


def without_inner_marks(text: str) -> str:
    """Without the marks that the recogniser puts inside words."""
    return "".join(c for c in text if c not in _MARKS)


def _heard(edges: Sequence[Edge], places: Sequence[int]) -> set[tuple[int, str]]:
    """Place and beat, of every reading."""
    return {(places[e.start] + i, m) for e in edges for i, m in enumerate(e.morae)}


def _places(words: Sequence[Word], size: int) -> tuple[list[int], int]:
    """For each character the number of beats before it, and the beats of the whole text."""
    places, beats = [0] * (size + 1), 0
    for word in words:
        length = len(morae(word.kana))
        for i in range(word.end - word.start):
            places[word.start + i] = beats + round(length * i / (word.end - word.start))
        beats += length
    places[size] = beats
    return places, beats


def _numbers(words: Sequence[Word]) -> set[int]:
    """Starts of words that are part of a figure: 二百三十, 第二号, 三回. A single 二 before no counter is a character."""
    numeral = [bool(w.surface) and all(c in _DIGIT or c in _UNIT or c.isdigit() for c in w.surface) for w in words]
    found = set()
    for i, word in enumerate(words):
        if not numeral[i]:
            continue
        before = words[i - 1] if i else None
        after = words[i + 1] if i + 1 < len(words) else None
        counts = (
            len(word.surface) > 1
            or word.surface in _UNIT
            or word.surface.isdecimal()
            or (before is not None and (numeral[i - 1] or before.surface == "第"))
            or (after is not None and (numeral[i + 1] or "助数詞" in after.part[2] or "助数詞" in after.part[1]))
        )
        if counts:
            found.add(word.start)
    return found
