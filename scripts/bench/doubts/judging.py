"""Which clauses of a transcript are wrong, which carry a doubt, and what lies under one.

A clause is what stands between two marks. The whole text is aligned with the truth, both as scripts.bench.score compares them; an edit
belongs to the clause of the character that it changes, a deletion to the clause in which the lost words would stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from scripts.bench.score import normalise

_ENDS = "。？！?!、，"
_FIGURE = re.compile(r"\d")


@dataclass
class Clause:
    """One clause of a transcript.

    Attributes:
        utterance, start, end: where it stands: number of the utterance, characters of its text.
        begins, ends: seconds.
        text: as it is printed.
        doubts: weights of the doubts on it, one each.
        errors: edits that the truth asks for in it.
        wrong_figures: how many of these touch a figure, in the text or in the truth.
    """

    utterance: int
    start: int
    end: int
    begins: float
    ends: float
    text: str
    doubts: list[Mapping[str, Any]] = field(default_factory=list)
    errors: int = 0
    wrong_figures: int = 0

    @property
    def figure(self) -> bool:
        """Whether it holds a figure."""
        return _FIGURE.search(normalise(self.text)) is not None


def clauses(transcript: Mapping[str, Any]) -> list[Clause]:
    """The clauses of a transcript, in the order of its utterances, each with its doubts.

    A doubt with a place lies on the clauses that the place touches; one without lies on those of its seconds. Doubts about who speaks
    or about the course of the meeting are no doubts about words.
    """
    found = []
    for number, u in enumerate(transcript["utterances"]):
        text, marks = u["text"], {m["position"]: m["time"] for m in u.get("marks", ())}
        borders = [
            0,
            *(i + 1 for i in range(len(text) - 1) if text[i] in _ENDS and text[i + 1] not in _ENDS),
            len(text),
        ]
        own = [
            Clause(number, a, b, u["start"], u["end"], text[a:b])
            for a, b in zip(borders, borders[1:], strict=False)
            if b > a
        ]
        seconds = u["end"] - u["start"]
        for c in own:
            c.begins = marks.get(c.start, u["start"] + seconds * c.start / max(1, len(text)))
        for c, after in zip(own, own[1:], strict=False):
            c.ends = after.begins
        for doubt in u["doubts"]:
            if doubt["kind"] in ("name_conflict", "procedure", "speaker"):
                continue
            if place := doubt.get("place"):
                touched = [c for c in own if c.start < max(place[1], place[0] + 1) and place[0] < c.end]
            else:
                touched = [c for c in own if c.begins < doubt["end"] and doubt["start"] < c.ends]
            for c in touched:
                c.doubts.append(doubt)
        found += own
    return found


def mark_errors(found: Sequence[Clause], truth: Mapping[str, Any]) -> int:
    """Put the edits that `truth` asks for on the clauses; the characters of the truth.

    The clauses are taken in the order in which they are given: in a transcript's, by time.
    """
    said, owner = "", []
    for i, c in enumerate(found):
        letters = normalise(c.text)
        said += letters
        owner += [i] * len(letters)
    reference = "".join(normalise(u["clean"]) for u in truth["utterances"])
    for c in found:
        c.errors = c.wrong_figures = 0
    if not owner:
        return len(reference)
    for edit in Levenshtein.editops(said, reference):
        at = min(edit.src_pos, len(owner) - 1)
        if edit.tag == "insert" and at > 0 and owner[at - 1] != owner[at]:
            at -= 1  # lost between two clauses: the one before it ends too early
        clause = found[owner[at]]
        clause.errors += 1
        here = said[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else ""
        there = reference[edit.dest_pos : edit.dest_pos + 1] if edit.tag != "delete" else ""
        clause.wrong_figures += here.isdigit() or there.isdigit()
    return len(reference)
