"""How alike phrases sound: recognised text against many names and posts at once, in nats of evidence.

A recogniser that does not know a name writes down something that sounds like it (かと計時 for 加藤啓二), so names are compared
phoneme by phoneme with every way the text can be read, and character by character; the better of the two counts. The score is
that of an alignment: each agreeing phoneme speaks for the name, each differing one against it, so that a long name heard in
full weighs more than a short one, and a short one must be heard almost exactly.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from transcriber.language import readings
from transcriber.minutes.variant_characters import common_form

Scores = NDArray[np.float64]
_Row = TypeVar("_Row", bound=Hashable)

_MATCH = 0.55
_CHARACTER_MATCH = 1.3
"""Two phonemes, and other characters of the same sound ruled out."""
_DIFFERENT = -0.9
_VOWELS_DIFFER = -0.6
_ALIKE = -0.2
_GAP = -0.8
_SOON_LOST = -0.25
"""A gap where a long vowel, a doubled consonant or a final n is: these are lost and added all the time."""
_PENALTY = 2.5
"""Nats for one unit of a reading's own penalty (readings.Edge)."""

_WINDOW = 18
"""Characters of a text that are compared: the longest way to call a person and some."""

_CONSONANTS = {
    **dict.fromkeys("かきくけこ", "k"), **dict.fromkeys("がぎぐげご", "g"), **dict.fromkeys("さすせそ", "s"),
    **dict.fromkeys("ざずぜぞ", "z"), **dict.fromkeys("たてと", "t"), **dict.fromkeys("だでど", "d"),
    **dict.fromkeys("なにぬねの", "n"), **dict.fromkeys("はひふへほ", "h"), **dict.fromkeys("ばびぶべぼゔ", "b"),
    **dict.fromkeys("ぱぴぷぺぽ", "p"), **dict.fromkeys("まみむめも", "m"), **dict.fromkeys("らりるれろ", "r"),
    **dict.fromkeys("やゆよ", "y"), "わ": "w", "し": "S", "じ": "j", "ち": "C", "つ": "c",
}  # fmt: skip
_NEAR = ("kg", "sz", "td", "hp", "bp", "hb", "mn", "zj", "sS", "Sj", "tc", "cs", "cz", "CS", "Cj", "Ct", "rd", "nr")
_PHONEMES = "_aiueokgsztdnhbpmrywSjCcNq:"  # _ pads; N is ん, q is っ, : is ー
_CODE = {p: i for i, p in enumerate(_PHONEMES)}
_VOWELS = {"あ": "a", "い": "i", "う": "u", "え": "e", "お": "o"}


def _pairs() -> Scores:
    table = np.full((len(_PHONEMES),) * 2, _DIFFERENT)
    for a in "aiueo":
        for b in "aiueo":
            table[_CODE[a], _CODE[b]] = _VOWELS_DIFFER
    for pair in _NEAR:
        one, other = _CODE[pair[0]], _CODE[pair[1]]
        table[one, other] = table[other, one] = _ALIKE
    np.fill_diagonal(table, _MATCH)
    return table


_PAIRS = _pairs()
_GAPS = np.where([p in "Nq:" for p in _PHONEMES], _SOON_LOST, _GAP)


class Phrases:
    """Phrases to listen for. It remembers what it heard, since a chair says the same a hundred times.

    Args:
        reader: reads what was recognised.
        phrases: as written and, where the office gave it, as read in kana (else the reader is asked).
    """

    def __init__(self, reader: readings.Reader, phrases: Sequence[tuple[str, str]]) -> None:
        self._reader = reader
        sounds = {p: tuple(phonemes(readings.morae(p[1] or reader.kana(p[0])))) for p in dict.fromkeys(phrases)}
        each, self._sounding = _each_once(sounds[p] for p in phrases)
        self._phonemes = _padded(each)
        self._characters = _Characters([common_form(text) for text, _ in phrases])
        self._heard: dict[tuple[str, bool], Scores] = {}

    def at_end(self, text: str) -> Scores:
        """(2, phrases): how well all of a phrase agrees with the end of `text`, by sound and by characters."""
        return self._compare(text, end=True)

    def at_start(self, text: str) -> Scores:
        """The same for the beginning of `text`."""
        return self._compare(text, end=False)

    def _compare(self, text: str, *, end: bool) -> Scores:
        plain = "".join(c for c in common_form(unicodedata.normalize("NFKC", text)) if c.isalnum() or c == "ー")
        plain = plain[-_WINDOW:] if end else plain[:_WINDOW]
        if not len(self._sounding) or not plain:
            return np.full((2, len(self._sounding)), -np.inf)
        if (plain, end) not in self._heard:
            by_sound = _best(self._phonemes, self._lattice(plain), _PAIRS, _GAPS, len(plain), end)
            by_characters = self._characters.compared(plain, end=end)
            self._heard[plain, end] = np.stack([by_sound[self._sounding], by_characters])
        return self._heard[plain, end]

    def _lattice(self, text: str) -> list[tuple[int, int, list[int], float]]:
        edges = [(e.start, e.end, phonemes(e.morae), -_PENALTY * e.penalty) for e in self._reader.edges(text)]
        read = {e[0] for e in edges}
        return edges + [(i, i + 1, [], _GAP) for i in range(len(text)) if i not in read]


def phonemes(beats: Sequence[str]) -> list[int]:
    """`か と ー` → k a t o : as codes."""
    said: list[str] = []
    for beat in beats:
        if beat[0] in "んっー":
            said.append({"ん": "N", "っ": "q", "ー": ":"}[beat[0]])
            continue
        consonant = _CONSONANTS.get(beat[0], "")
        glide = "y" if len(beat) > 1 and beat[-1] in "ゃゅょ" and consonant not in "SjC" else ""
        said += [*consonant, *glide, _VOWELS.get(readings.vowel_of(beat), "")]
    return [_CODE[s] for s in said if s]


def _each_once(rows: Iterable[_Row]) -> tuple[list[_Row], NDArray[np.intp]]:
    """What stands in `rows`, each once, and which of it each row is: of thousands of people many share a surname, and all a title."""
    known: dict[_Row, int] = {}
    which = [known.setdefault(row, len(known)) for row in rows]
    return list(known), np.array(which, dtype=np.intp)


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.intp]:
    table = np.zeros((len(rows), max((len(r) for r in rows), default=0)), dtype=np.intp)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table


def _turned(forms: NDArray[np.intp]) -> NDArray[np.intp]:
    """Each row backwards, its padding still behind it."""
    places = (forms > 0).sum(axis=1)[:, None] - 1 - np.arange(forms.shape[1])
    return np.where(places >= 0, np.take_along_axis(forms, np.maximum(places, 0), axis=1), 0)


class _Characters:
    """Phrases as they are written, compared character by character."""

    def __init__(self, forms: Sequence[str]) -> None:
        each, self._written = _each_once(forms)
        self._codes = {c: i for i, c in enumerate(sorted(set().union(*each)), start=1)}  # 0 pads
        self._forms = _padded([[self._codes[c] for c in form] for form in each])
        other = len(self._codes) + 1  # a character that no phrase holds
        self._pairs = np.full((other + 1, other + 1), _DIFFERENT)
        np.fill_diagonal(self._pairs, _CHARACTER_MATCH)
        self._gaps = np.full(other + 1, _DIFFERENT)

    def compared(self, text: str, *, end: bool) -> Scores:
        other = len(self._codes) + 1
        edges = [(i, i + 1, [self._codes.get(c, other)], 0.0) for i, c in enumerate(text)]
        return _best(self._forms, edges, self._pairs, self._gaps, len(text), end)[self._written]


def _best(
    forms: NDArray[np.intp],
    edges: Sequence[tuple[int, int, Sequence[int], float]],
    pairs: Scores,
    gaps: Scores,
    length: int,
    end: bool,
) -> Scores:
    """Needleman-Wunsch of all forms at once along a lattice: all of a form, and any stretch that ends (begins) the text."""
    if not end:
        forms = _turned(forms)
        edges = [(length - b, length - a, said[::-1], cost) for a, b, said, cost in edges]
    lost = np.where(forms > 0, gaps[forms], 0.0)
    skipped = np.concatenate([np.zeros((len(forms), 1)), np.cumsum(lost, axis=1)], axis=1)
    nodes: dict[int, Scores] = defaultdict(lambda: skipped.copy())  # a form may begin anywhere
    for start, stop, said, cost in sorted(edges, key=lambda e: e[0]):
        row = nodes[start] + cost
        for phoneme in said:
            taken = np.full_like(row, -np.inf)
            taken[:, 1:] = row[:, :-1] + np.where(forms > 0, pairs[forms, phoneme], -np.inf)
            taken = np.maximum(taken, row + gaps[phoneme])
            row = np.maximum.accumulate(taken - skipped, axis=1) + skipped
        nodes[stop] = np.maximum(nodes[stop], row)
    finished: Scores = nodes[length][np.arange(len(forms)), (forms > 0).sum(axis=1)]
    return finished
