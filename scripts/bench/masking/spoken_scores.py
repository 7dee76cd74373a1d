"""Recall and precision of masking on recognised speech, by sound: the truth of a whole recording aligned with its whole text (alignment.py).

A plant counts as heard if half of its kana are there, in whatever writing; it counts as masked if 60 % of what stands in its place is.
A mask is right if it touches the place of a plant. A plant is silenced if 60 % of the time in which it is said, heard or not, lies
within the clauses that the listening copy leaves out. Beside that: how much of the text in which nothing was planted is masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.bench.masking.alignment import HEARD, HeardPlant, heard_plants
from transcriber.language.readings import Reader
from transcriber.masking.finding import FoundItem
from transcriber.masking.masked_view import clause_times, items_of
from transcriber.minutes.personal_data import PersonalKind, Shown
from transcriber.minutes.transcript import Transcript

_COVERED = 0.6
"""Share of a plant's place, or of its time, that is to lie under masks."""


@dataclass
class SpokenScores:
    """What was planted, heard and masked, by kind.

    Attributes:
        left, beside: what was heard and stands there still, and masks where nothing was planted, in words, to be read by who mends rules.
    """

    planted: Counter[PersonalKind] = field(default_factory=Counter)
    heard: Counter[PersonalKind] = field(default_factory=Counter)
    masked: Counter[PersonalKind] = field(default_factory=Counter)
    silenced: Counter[PersonalKind] = field(default_factory=Counter)
    masks: Counter[PersonalKind] = field(default_factory=Counter)
    right: Counter[PersonalKind] = field(default_factory=Counter)
    plain: int = 0
    plain_masked: int = 0
    left: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def add(self, name: str, lines: Sequence[dict[str, Any]], made: Transcript, reader: Reader) -> None:
        """Count one recording.

        Args:
            lines: what was said, with its plants and times (NAME.truth.json).
            made: what was recognised, nothing masked.
        """
        items = items_of(made, reader, Shown.HIDDEN)
        place = _Places(made, items)
        said = [(x["text"], [(PersonalKind(k), v) for k, v in x["plants"]]) for x in lines]
        plants = heard_plants(said, place.text, reader)
        for plant, (start, end) in zip(plants, _times(lines, reader), strict=True):
            self.planted[plant.kind] += 1
            self.silenced[plant.kind] += place.silent(start, end) >= _COVERED * (end - start)
            if plant.likeness >= HEARD:
                self.heard[plant.kind] += 1
                flags = place.flags[plant.start : plant.end]
                gone = sum(flags) >= _COVERED * len(flags)
                self.masked[plant.kind] += gone
                if not gone:
                    self.left.append(f"{name} {plant.kind.value} 「{plant.text}」 {place.around(plant)!r}")
        for item in items:
            for at, to in place.spans(item):
                self.masks[item.kind] += 1
                right = any(p.start < to and at < p.end for p in plants)
                self.right[item.kind] += right
                if not right:
                    around = place.text[max(0, at - 30) : to + 20]
                    self.beside.append(f"{name} {item.kind.value} {item.rule} 「{place.text[at:to]}」 {around!r}")
        planted = {i for p in plants for i in range(p.start, p.end)}
        free = [i for i, c in enumerate(place.text) if c.isalnum() and i not in planted]
        self.plain += len(free)
        self.plain_masked += sum(place.flags[i] for i in free)

    def table(self) -> str:
        """By kind, and all masks."""
        head = ("planted", "heard", "masked", "silenced", "masks", "precision")
        rows = [f"{'kind':12}" + "".join(f" {h:>9}" for h in head)]
        for kind in PersonalKind:
            shares = (_share(self.masked[kind], self.heard[kind]), _share(self.silenced[kind], self.planted[kind]))
            rows.append(
                f"{kind.value:12} {self.planted[kind]:9} {self.heard[kind]:9} {shares[0]:9.3f} {shares[1]:9.3f} "
                f"{self.masks[kind]:9} {_share(self.right[kind], self.masks[kind]):9.3f}"
            )
        whole = _share(self.right.total(), self.masks.total())
        plain = _share(self.plain_masked, self.plain)
        recall = _share(self.masked.total(), self.heard.total())
        rows.append(f"all: masked {recall:.3f} of {self.heard.total()}, precision {whole:.3f} of {self.masks.total()}")
        rows.append(f"of {self.plain} characters in which nothing was planted {plain:.3f} are masked")
        return "\n".join(rows)


class _Places:
    """The text of a transcript as one, what of it is masked, and when."""

    def __init__(self, made: Transcript, items: Sequence[FoundItem]) -> None:
        self._begins: list[int] = []
        self.text = ""
        for u in made.utterances:
            self._begins.append(len(self.text))
            self.text += u.text + "\n"
        self.flags = [False] * len(self.text)
        self._quiet: list[tuple[float, float]] = []
        for item in items:
            for at, to in self.spans(item):
                self.flags[at:to] = [True] * (to - at)
            self._quiet += [clause_times(made.utterances[n], a, b) for n, a, b in item.pieces]

    def spans(self, item: FoundItem) -> list[tuple[int, int]]:
        """The places of an item in the whole text."""
        return [(self._begins[n] + a, self._begins[n] + b) for n, a, b in item.pieces]

    def silent(self, start: float, end: float) -> float:
        """How many seconds between two are left out of the listening copy."""
        total, at = 0.0, start
        for a, b in sorted(self._quiet):
            low, high = max(a, at), min(b, end)
            if low < high:
                total, at = total + high - low, high
        return total

    def around(self, plant: HeardPlant) -> str:
        """What stands in a plant's place and around it, what is masked as ■."""
        near = range(max(0, plant.start - 30), min(len(self.text), plant.end + 20))
        return "".join("■" if self.flags[i] else self.text[i] for i in near)


def _times(lines: Sequence[dict[str, Any]], reader: Reader) -> list[tuple[float, float]]:
    """When each plant is said: an estimate within its line, by how much sound stands before it."""
    found = []
    for line in lines:
        text, at = line["text"], 0
        whole = max(1, _length(text, reader))
        for _, value in line["plants"]:
            first = text.index(value, at)
            at = first + len(value)
            shares = (_length(text[:first], reader) / whole, _length(text[:at], reader) / whole)
            start, seconds = line["start"], line["end"] - line["start"]
            found.append((start + shares[0] * seconds, start + min(1.0, shares[1]) * seconds))
    return found


def _length(text: str, reader: Reader) -> int:
    """Roughly how long a text sounds: kana, a digit being two."""
    return sum(len(w.kana) or 2 * sum(c.isdecimal() for c in w.surface) for w in reader.words(text))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
