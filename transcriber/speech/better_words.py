"""Words that the sound and the meeting support better than those that stand: they are put in their place.

A piece ends where somebody breathes, and the words beside a breath are heard worse than the same words with all that is said around them;
whole windows lose sentences that pieces keep. So the pieces' text stands, and a few letters at a time give way to what a hearing of the
whole window has there, if that hearing's sound and what is said in meetings support them better. So do they to words of meetings that
nobody heard, but that sound alike and belong there (similar_words.py), if the sound has little against them. What gave way stays beside
them as what was heard otherwise, so the place is doubted as before. That is done twice: beside a word that is right now, another belongs that
did not before.

Never replaced: a figure (it stays, and is doubted), what the office wrote, what is as long as a clause, and anything by much less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from transcriber.language.similar_words import SimilarWord
from transcriber.minutes.characters import KANJI
from transcriber.speech.recogniser import Character
from transcriber.speech.rescoring import Rescorer
from transcriber.speech.seams import Join, Support, letters_alone, spread_over
from transcriber.speech.side_by_side import aligned

_LONGEST = 30
"""Letters that give way at the most."""

_APART = 2
"""Letters by which the two may differ in length: where more are missing, one of the hearings lost something."""

_MEETING = 0.8
"""Weight of what the language model of meetings says beside what the sound says."""

_SAME_SOUND = 0.2
"""Weight of what the sound says of words that sound the same: that is what the recogniser expects, who knows no meeting."""

_MARGIN = 2.0
"""Nats by which the other words must be better. Both were chosen on six acted recordings (docs/benchmarks.md)."""

_MOST_OF_SOUND = 6.0
"""Nats that the sound may say for other words at the most: what a meeting has more against is not asked about, since each question costs a
look at all of the window."""

_AROUND = 25
"""Characters on either side that decide how good the Japanese is."""

_ROUNDS = 2
"""Times that words are put in: beside a word that is right now, another belongs that did not before."""

_BESIDE = 12
"""Characters from a place that was changed within which words are looked for again."""

_FIGURES = re.compile("[0-9０-９〇一二三四五六七八九十百千万億]")
_PAIR = re.compile(f"(?=([{KANJI}]{{2}}))")
"""Two kanji in a row: enough of a name or a term to know it by."""


def with_better_words(
    pieces: Sequence[Sequence[Character]], listener: int, support: Support, rescorer: Rescorer, told: str
) -> list[list[Character]]:
    """The characters of each piece of a window, some replaced by what a hearing of the whole window has in their place, or by words of
    meetings that sound alike.

    Args:
        pieces: each character with what every other hearing has in its place.
        listener: which of these heard the whole window.
        support: of its sound.
        rescorer: tells which text is the likelier in a meeting.
        told: what the office knows, as the recogniser was told it.
    """
    kept = [list(p) for p in pieces]
    changed: list[_Change] | None = None
    for _ in range(_ROUNDS):
        every = [c for p in kept for c in p]
        found = _better(kept, every, listener, support, rescorer, told, changed)
        if not found:
            break
        kept, changed = _with_changes(kept, every, found, listener)
    return kept


class _Change(NamedTuple):
    """The characters `start` to `end` (counted through the window) give way to `text`; `put_in`: a word that no hearing has."""

    start: int
    end: int
    text: str
    put_in: bool = False


def _with_changes(
    pieces: Sequence[Sequence[Character]], every: Sequence[Character], found: Sequence[_Change], listener: int
) -> tuple[list[list[Character]], list[_Change]]:
    """The pieces with what was found put in, and where it stands now."""
    better = iter(found)
    change, at = next(better, None), 0
    kept: list[list[Character]] = []
    places: list[_Change] = []
    moved = 0
    for piece in pieces:
        now: list[Character] = []
        until = at + len(piece)
        while at < until:
            if change is None or at < change.start:
                now.append(every[at])
                at += 1
            else:
                _put(now, every[change.start : change.end], change, listener)
                start = change.start + moved
                moved += len(change.text) - (change.end - change.start)
                places.append(change._replace(start=start, end=start + len(change.text)))
                at, change = change.end, next(better, None)
        kept.append(now)
    return kept, places


def _better(
    pieces: Sequence[Sequence[Character]],
    every: Sequence[Character],
    listener: int,
    support: Support,
    rescorer: Rescorer,
    told: str,
    changed: Sequence[_Change] | None,
) -> list[_Change]:
    """What to put in the place of which characters, in order; each within a piece; what nothing replaces has a character before it.

    Args:
        changed: what was put in before: only beside it is anything asked; None: everywhere.
    """
    known = set(_PAIR.findall(told))
    texts = [c.text for c in every]
    alike = _alike(texts, rescorer, told, changed)
    same_sound = {join for join, word in alike.items() if word.apart == 0}
    asked: list[tuple[Join, float]] = []
    at = 0
    for piece in pieces:
        other = [c.others[listener] for c in piece]
        until = at + len(piece)
        inside = [Join(j.start - at, j.end - at, j.text) for j in alike if at <= j.start and j.end <= until]
        for join in dict.fromkeys((*_differences([c.text for c in piece], other), *inside)):
            now = "".join(c.text for c in piece[join.start : join.end])
            if _may_give_way(now, join.text, known) and (join.text or join.start):
                place = Join(at + join.start, at + join.end, join.text)
                if changed is None or any(_beside(place, c) for c in changed):
                    meeting = _MEETING * _gain_in_a_meeting(texts, place, rescorer, told)
                    if meeting > _MARGIN - _MOST_OF_SOUND:
                        asked.append((place, meeting))
        at = until
    if not asked:
        return []
    changes = ("".join([*texts[: j.start], j.text, *texts[j.end :]]) for j, _ in asked)
    whole, *others = support(["".join(texts), *changes])
    worth = []
    for (join, meeting), value in zip(asked, others, strict=True):
        sound = (value - whole) * (_SAME_SOUND if join in same_sound else 1.0)
        if (gain := sound + meeting) > _MARGIN:
            worth.append((gain, join))
    found: list[_Change] = []
    for _, join in sorted(worth, key=lambda w: -w[0]):
        if all(join.end <= o.start or o.end <= join.start for o in found):
            put_in = join.text not in _heard_by_others(every[join.start : join.end])
            found.append(_Change(join.start, join.end, join.text, put_in))
    return sorted(found)


def _gain_in_a_meeting(texts: Sequence[str], join: Join, rescorer: Rescorer, told: str) -> float:
    """Nats by which the text is likelier in a meeting with what would be put in."""
    before, behind = "".join(texts[: join.start])[-_AROUND:], "".join(texts[join.end :])[:_AROUND]
    now = "".join(texts[join.start : join.end])
    return rescorer.against(before + now + behind, told) - rescorer.against(before + join.text + behind, told)


def _heard_by_others(replaced: Sequence[Character]) -> set[str]:
    """What other hearings and the other texts of the search have in the place of these characters."""
    sides = (*zip(*(c.others for c in replaced), strict=True), *zip(*(c.rivals for c in replaced), strict=False))
    return {"".join(texts) for texts in sides}


def _beside(one: Join, other: _Change) -> bool:
    return one.start < other.end + _BESIDE and other.start < one.end + _BESIDE


def _alike(
    texts: Sequence[str], rescorer: Rescorer, told: str, changed: Sequence[_Change] | None
) -> dict[Join, SimilarWord]:
    """Words of meetings that sound like what stands there, by characters; only near what was put in before, if that is given."""
    around = _BESIDE + _AROUND
    parts = [(0, len(texts))] if changed is None else [(c.start - around, c.end + around) for c in changed]
    found: dict[Join, SimilarWord] = {}
    for first, last in parts:
        first = max(0, first)
        part = texts[first:last]
        starts = {at: first + i for i, at in enumerate(accumulate(map(len, part), initial=0))}
        words = (w for w in rescorer.similar("".join(part), told) if w.start in starts and w.end in starts)
        found |= {Join(starts[w.start], starts[w.end], w.text): w for w in words}
    return found


def _put(kept: list[Character], replaced: Sequence[Character], change: _Change, listener: int) -> None:
    """Append its text in the time of the characters that it replaces, no surer than the least sure of them.

    What they were is what was heard otherwise; where nothing takes their place, it stands beside the character before.
    """
    was = "".join(c.text for c in replaced)
    others = ["".join(texts) for texts in zip(*(c.others for c in replaced), strict=True)]
    others[listener] = was
    rivals = ["".join(texts) for texts in zip(*(c.rivals for c in replaced), strict=False)]
    if not (text := change.text):
        both = tuple(t + o for t, o in zip(kept[-1].others, others, strict=True))
        kept[-1] = kept[-1].model_copy(update={"others": both})
        return
    beside = [list(zip(*(aligned(list(text), t) for t in side), strict=True)) for side in (others, rivals)]
    put = spread_over(text, replaced, *beside)
    kept += [c.model_copy(update={"put_in": change.put_in}) for c in put]


def _differences(every: Sequence[str], other: Sequence[str]) -> Iterator[Join]:
    """Where the hearings differ; over a single character that is alike a difference goes on."""
    start = 0
    while start < len(every):
        if every[start] == other[start]:
            start += 1
            continue
        end = start + 1
        while end < len(every) and (every[end] != other[end] or every[end + 1 : end + 2] != other[end + 1 : end + 2]):
            end += 1
        while every[end - 1] == other[end - 1]:
            end -= 1
        yield Join(start, end, "".join(other[start:end]))
        start = end


def _may_give_way(now: str, then: str, known: set[str]) -> bool:
    said, other = letters_alone(now), letters_alone(then)
    return (
        said != other
        and max(len(said), len(other)) <= _LONGEST
        and abs(len(said) - len(other)) <= _APART
        and _FIGURES.findall(now) == _FIGURES.findall(then)
        and not known & (set(_PAIR.findall(now)) - set(_PAIR.findall(then)))
    )
