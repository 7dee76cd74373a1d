"""How likely a clause is wrong, told by signs that do not depend on each other.

The signs: how far the sound supports each character, whether the other texts that were weighed with it differ, whether other hearings of the same sound understood it alike (by its reading and as
written), whether it is plain Japanese and what is said in meetings, and whether another hearing is plainer or likelier there. Their weights are fitted on acted
recordings (scripts/bench/doubts/fit.py) and stand in confidence_fit.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from transcriber.language.clauses import clause_beginnings
from transcriber.language.confidence_fit import Weights
from transcriber.language.edits import Edited
from transcriber.language.figures import find_figures
from transcriber.language.heard_words import turning_words
from transcriber.language.readings import Reader
from transcriber.minutes.characters import is_kanji
from transcriber.minutes.timed import Timed
from transcriber.minutes.transcript import Doubt, DoubtKind

_LEAST_SUPPORT = 1e-4
_WORST = (1, 3, 5)
"""Characters over which the least supported stretch of a clause is measured."""

_UNLIKE = 8
"""Edits from which on more of them say nothing more: the other hearing lost its way."""

_HARDLY = 0.1
"""Likelihood of an error below which a clause without a figure needs no mark, whatever others heard."""

_OWN_WORD = 4.0
"""Nats that a word of the office costs at the most: no minutes of another town have it."""

_NEARER = 30.0
"""Nats from which on more of them say nothing more: the other hearing left something out."""

_BEFORE = 20
"""Characters before a clause by which its first words are expected."""

_STILL_ALIKE = 0.5
"""Share of a clause's sounds in which another hearing may differ and still be offered instead."""

_LESS_EXPECTED = 8.0
"""Nats by which another hearing may be less expected in a meeting and still be offered instead: of 147 that were offered, 62 were worse than what
stands; 23 of these, and one of the 40 better ones, lie beyond (docs/benchmarks.md)."""

_WORSE = 4000
"""Of the analyser's cost: a word that is none (ありがとお) costs as much more; such a text is a mishearing of the right one."""


OwnWords = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text words of the office stand: (start, end) of each."""


def _no_words(_: str) -> Sequence[tuple[int, int]]:
    return ()


class ComparedCharacter(Timed, Protocol):
    """A piece of text as recognised, how sure the recogniser is, what its search's other texts and other hearings have in its place, and
    whether it is a word that nobody heard (`Character.put_in`)."""

    @property
    def probability(self) -> float: ...
    @property
    def rivals(self) -> tuple[str, ...]: ...
    @property
    def others(self) -> tuple[str, ...]: ...
    @property
    def put_in(self) -> bool: ...


def clause_signs(
    written: str,
    heard: str,
    rivals: Sequence[str],
    others: Sequence[str],
    probabilities: Sequence[float],
    reader: Reader,
    before: str = "",
    own: OwnWords = _no_words,
) -> dict[str, float]:
    """The signs of one clause, each by its name; what they weigh is in confidence_fit.py.

    Args:
        written: as it is printed.
        heard: as it was recognised, before any correction.
        rivals: what the other texts of the same search have in its place.
        others: what each other hearing has in its place.
        probabilities: of each recognised character, given the sound alone.
        before: what is printed before it in the same utterance.
        own: where in a text words of the office stand: they are expected.
    """
    support = [math.log(max(p, _LEAST_SUPPORT)) for p in probabilities] or [math.log(_LEAST_SUPPORT)]
    letters = max(1, sum(c.isalnum() for c in written))
    values = {"letters": math.log1p(letters), "mean support": -sum(support) / len(support)}
    values |= {f"least support {n}": -_least(support, n) for n in _WORST}
    words = reader.words(written)
    values["lone kanji"] = min(2.0, sum(is_kanji(w.surface) for w in words))
    cost = reader.cost(written)
    values["cost"] = cost / letters / 1000
    values |= _expectation(written, others, before, reader, own)
    values["corrected"] = float(_bare(written) != _bare(heard))
    sounds = (reader.kana(written), reader.kana(heard))
    plain = (_plain(written, reader), _plain(heard, reader))
    alike, unlike, words_unlike, facts_unlike, plainer = 0.0, 0.0, 0.0, 0.0, 0.0
    for other in others:
        edits = min(_UNLIKE, *(Levenshtein.distance(_flat(s), _flat(reader.kana(other))) for s in sounds))
        alike += edits == 0
        unlike += math.log1p(edits)
        words_unlike += _plain(other, reader) not in plain
        facts_unlike += _facts(other) not in (_facts(written), _facts(heard))
        if edits <= _UNLIKE / 2 and _bare(other):
            plainer = max(plainer, cost / letters - reader.cost(other) / max(1, len(_bare(other))))
    if others:
        values |= {
            "alike": alike / len(others),
            "unlike": unlike / len(others),
            "unlike words": words_unlike / len(others),
            "unlike facts": facts_unlike / len(others),
            "plainer": plainer / 1000,
        }
    if rivals:
        values |= _rivalry(rivals, sounds, plain, reader)
    return values


def _expectation(written: str, others: Sequence[str], before: str, reader: Reader, own: OwnWords) -> dict[str, float]:
    """How far what is written is from what is said in meetings, and whether another hearing is nearer to it."""

    def nats(text: str) -> list[float]:
        known = own(text)
        return [
            min(s.nats, _OWN_WORD) if any(a <= s.start and s.end <= b for a, b in known) else s.nats
            for s in reader.surprises(text, before)
        ]

    found = nats(written)
    if not found:
        return {}
    letters = max(1, sum(c.isalnum() for c in written))
    worst, whole = sorted(found, reverse=True), sum(found)
    nearer = max((whole - sum(nats(o)) for o in others if _bare(o)), default=0.0)
    return {
        "unexpected": whole / letters,
        "unexpected words": whole / len(found),
        "most unexpected": worst[0],
        "two most unexpected": sum(worst[:2]) / 2,
        "expected instead": min(_NEARER, max(0.0, nearer)),
    }


def _rivalry(rivals: Sequence[str], sounds: Sequence[str], plain: Sequence[str], reader: Reader) -> dict[str, float]:
    """How far the other texts of the search are from what is written (or was heard): by their sound, and as words."""
    edits = [
        min(_UNLIKE, *(Levenshtein.distance(_flat(s), _flat(reader.kana(rival))) for s in sounds)) for rival in rivals
    ]
    return {
        "rivals unlike": sum(e > 0 for e in edits) / len(rivals),
        "rivals' distance": sum(map(math.log1p, edits)) / len(rivals),
        "rivals' farthest": math.log1p(max(edits)),
        "rivals' words": sum(_plain(rival, reader) not in plain for rival in rivals) / len(rivals),
    }


def _facts(text: str) -> tuple[list[str], list[str]]:
    """The figures in a text by their values, and the words by which it says the opposite."""
    return [f.value for f in find_figures(text)], turning_words(text)


def _least(support: Sequence[float], width: int) -> float:
    width = min(width, len(support))
    return min(sum(support[i : i + width]) / width for i in range(len(support) - width + 1))


def _flat(kana: str) -> str:
    return kana.replace("ー", "").replace("っ", "")


def _plain(text: str, reader: Reader) -> str:
    """The words as the dictionary spells them, so that お困り and おこまり are one."""
    return _bare("".join(w.normal for w in reader.words(text)))


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def confidence_doubts(
    characters: Sequence[ComparedCharacter],
    said: Edited,
    at: Callable[[int], float],
    weights: Weights,
    reader: Reader,
    own: OwnWords = _no_words,
) -> tuple[Doubt, ...]:
    """The clauses of an utterance that are likely wrong; none where nothing else listened to it.

    A clause with a word that no hearing has is doubted as soon as one with a figure: such a word reads well, wrong or not.

    Args:
        characters: as recognised.
        said: the text as it is written, made of these characters.
        at: when (seconds) the character at a position of the text is said.
        weights: what the signs weigh.
        own: as of `clause_signs`.
    """
    if not all(c.others for c in characters):
        return ()
    ends = list(accumulate(len(c.text) for c in characters))
    found: list[Doubt] = []
    borders = [0, *clause_beginnings(said.text), len(said.text)]
    for start, end in pairwise(borders):
        written = said.text[start:end]
        while end > start and not said.text[end - 1].isalnum():
            end -= 1
        origins = [o for o in said.origins[start:end] if o[0] < o[1]]
        if not origins:
            continue
        first, last = min(a for a, _ in origins), max(b for _, b in origins)
        heard = [c for c, until in zip(characters, ends, strict=True) if first < until and until - len(c.text) < last]
        others = ["".join(texts) for texts in zip(*(c.others for c in heard), strict=True)]
        # An utterance is made of several searches, some with fewer texts than others.
        rivals = ["".join(texts) for texts in zip(*(c.rivals for c in heard), strict=False)]
        probabilities = [c.probability for c in heard if c.text[:1].isalnum()]
        before = said.text[max(0, start - _BEFORE) : start]
        signs = clause_signs(
            written, "".join(c.text for c in heard), rivals, others, probabilities, reader, before, own
        )
        likelihood = weights.likelihood(signs)
        figure = bool(_facts(written)[0])
        put_in = ["".join(c.text for c in run) for is_put_in, run in groupby(heard, lambda c: c.put_in) if is_put_in]
        sure = likelihood < (weights.figures_doubted if figure or put_in else weights.doubted)
        # A fact that nobody else heard is always doubted; a turn of phrase (御異議なしと認めます) only if it may be wrong at all.
        if sure and (signs.get("unlike facts", 0.0) < 1.0 or (not figure and likelihood < _HARDLY)):
            continue
        found.append(
            Doubt(
                kind=DoubtKind.NUMBER if figure else DoubtKind.LOW_CONFIDENCE,
                start=round(at(start), 3),
                end=round(max(at(start), heard[-1].end), 3),
                reason=_reason(figure, put_in),
                alternative=_alternative(written, others, reader, before, expected_only=not put_in),
                place=(start, end),
                likelihood=round(likelihood, 3),
            )
        )
    return tuple(found)


def _reason(figure: bool, put_in: Sequence[str]) -> str:
    if put_in:
        words = "".join(f"「{word}」" for word in put_in)
        also = "数字とともに、" if figure else ""
        return f"{words}は、聞こえたとおりではなく、音の近い、会議でよく使う言葉を機械が選んだものです。{also}聞いて確かめてください。"
    return "数字の聞き違いの疑いがあります。" if figure else "聞き違いの疑いがあります。"


def _alternative(
    written: str, others: Sequence[str], reader: Reader, before: str, *, expected_only: bool
) -> str | None:
    """What another hearing has instead, the plainest Japanese of it; None where it lost its way, has the same words, or is far worse
    Japanese.

    Args:
        before: what is printed before it.
        expected_only: not what is far less expected in a meeting, either. Where a word of meetings was put in, what was heard always is.
    """
    kana, cost, usable = _flat(reader.kana(written)), reader.cost(written), []
    expected = sum(s.nats for s in reader.surprises(written, before))
    for other in others:
        text = other.strip("、。？！ ")
        if not _bare(text) or _plain(text, reader) == _plain(written, reader):
            continue
        worse = reader.cost(text) - cost > _WORSE
        if expected_only and sum(s.nats for s in reader.surprises(text, before)) - expected > _LESS_EXPECTED:
            continue
        if not worse and Levenshtein.normalized_distance(kana, _flat(reader.kana(text))) <= _STILL_ALIKE:
            usable.append(text)
    return min(usable, key=lambda t: reader.cost(t) / len(t), default=None)
