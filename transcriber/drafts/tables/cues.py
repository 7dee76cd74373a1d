"""Cues: utterances cut into pieces that can be read while they are heard.

A cue has at most two lines of twenty characters, the measure of Japanese broadcasters for the web, and lasts at most seven
seconds. It ends at a sentence end where it can, else at a comma, else between two phrases (BudouX says where those are),
and only where a phrase alone is too long inside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import budoux

from transcriber.drafts.word import wording
from transcriber.minutes.transcript import Transcript, Utterance

LINE = 20
"""Characters in a line."""

LINES = 2
LONGEST_CUE = 7.0
"""Seconds."""

SHORTEST_CUE = 1.0
"""Seconds a cue stays, where the next one leaves it the time."""

_SENTENCE_END = "。？！?!"
_CLAUSE_END = "、，,"
_CLOSING = "」』）)】"
_BLANK = re.compile(r"\s+")
_BLANK_BESIDE_JAPANESE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


@dataclass(frozen=True)
class Cue:
    """What is shown from `start` to `end` (seconds)."""

    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str
    utterance: str
    part: int
    """1 for the first cue of its utterance."""

    @property
    def text(self) -> str:
        return "".join(self.lines)


def cues(transcript: Transcript) -> tuple[Cue, ...]:
    """All cues in order of time; they hold every character of every utterance, white space aside."""
    found = [cue for said in transcript.utterances for cue in _of(said)]
    found.sort(key=lambda c: (c.start, c.utterance, c.part))
    return tuple(_lasting(found))


def _of(said: Utterance) -> Iterator[Cue]:
    text, times = _readable(said)
    if not text:
        return
    pace = (said.end - said.start) / len(text)
    room = LINE * LINES if pace <= 0 else max(4, min(LINE * LINES, int(LONGEST_CUE / pace)))
    position = 0
    for part, piece in enumerate(pieces(text, room), start=1):
        start, end = times(position), times(position + len(piece))
        position += len(piece)
        yield Cue(
            start=round(start, 3),
            end=round(end, 3),
            lines=balanced_lines(piece),
            speaker=wording.speaker(said.speaker, said.name),
            utterance=said.id,
            part=part,
        )


def _readable(said: Utterance) -> tuple[str, Callable[[int], float]]:
    """The text without blanks that Japanese does not need, and the time at a position in it.

    Between two marks of the transcript (or the utterance's ends) time is shared out by characters.
    """
    tidy = _tidy(said.text)
    marks = [(len(_tidy(said.text[: m.position])), m.time) for m in said.marks]
    known = [(0, said.start), *((p, t) for p, t in marks if 0 < p < len(tidy)), (len(tidy), said.end)]

    def time(position: int) -> float:
        after = next(i for i, (p, _) in enumerate(known) if i and (p > position or i == len(known) - 1))
        (p0, t0), (p1, t1) = known[after - 1], known[after]
        return t0 + (t1 - t0) * (position - p0) / max(1, p1 - p0)

    return tidy, time


def _tidy(text: str) -> str:
    return _BLANK.sub(" ", _BLANK_BESIDE_JAPANESE.sub("", wording.printable(text).strip()))


def _lasting(found: Sequence[Cue]) -> Iterator[Cue]:
    """Give very short cues a moment more, as far as the next one allows; none ends before it begins."""
    for i, cue in enumerate(found):
        after = found[i + 1].start if i + 1 < len(found) else cue.end + SHORTEST_CUE
        end = max(cue.end, min(cue.start + SHORTEST_CUE, after))
        yield cue if end == cue.end else Cue(**{**vars(cue), "end": end})


def pieces(text: str, room: int) -> list[str]:
    """`text` cut into pieces of at most `room` characters, as few as its sentences and clauses allow."""
    found: list[str] = []
    for sentence in _split(text, _SENTENCE_END):
        if len(sentence) <= room:
            # Short sentences stay apart: a cue with two of them shows the second before it is heard.
            found.append(sentence)
        else:
            found += _packed(_atoms(sentence, room), room)
    return found


def balanced_lines(piece: str) -> tuple[str, ...]:
    """The piece in lines of about equal length, broken between phrases where possible."""
    count = -(-len(piece) // LINE)
    if count <= 1:
        return (piece,)
    return tuple(_packed(_atoms(piece, LINE), LINE, even=True))


def _atoms(text: str, room: int) -> list[str]:
    """The parts that a cut should not go through: phrases, none longer than `room`."""
    return [phrase[i : i + room] for phrase in _parser().parse(text) for i in range(0, len(phrase), room)]


def _packed(atoms: Sequence[str], room: int, *, even: bool = False) -> list[str]:
    """Atoms joined into as few pieces as fit, of similar length; a piece likes to end at a comma.

    The cheapest way over all places to cut: each piece costs the square of the room it leaves, and a cut that is not at a
    comma costs a little more.
    """
    total = sum(map(len, atoms))
    goal = total / -(-total // room)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(atoms)
    for end in range(1, len(atoms) + 1):
        length = 0
        for start in range(end - 1, -1, -1):
            length += len(atoms[start])
            if length > room:
                break
            cost = best[start][0] + (goal - length) ** 2
            if not even and end < len(atoms) and atoms[end - 1][-1] not in _CLAUSE_END:
                cost += (room / 4) ** 2
            if cost < best[end][0]:
                best[end] = (cost, start)
    cuts, end = [], len(atoms)
    while end:
        start = best[end][1]
        cuts.append("".join(atoms[start:end]))
        end = start
    return cuts[::-1]


def _split(text: str, ends: str) -> list[str]:
    """Cut behind each run of `ends` (and the brackets that close after it)."""
    found, first = [], 0
    for i, c in enumerate(text):
        after = text[i + 1 : i + 2]
        if (c in ends or (c in _CLOSING and i and text[i - 1] in ends)) and after not in [*ends, *_CLOSING]:
            found.append(text[first : i + 1])
            first = i + 1
    return [*found, text[first:]] if first < len(text) else found


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
