"""Recall and precision of finders over consultations with planted data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scripts.bench.masking.consultations import Consultation
from transcriber.minutes.personal_data import PersonalKind

Found = Sequence[tuple[PersonalKind, int, int, int]]
"""(kind, line, from, up to)"""


@dataclass
class Tally:
    """What was planted and found, by kind.

    A plant counts as found if all its letters and digits are masked; My Number only as My Number, since that alone is never shown.
    A mask counts as right if something was planted where it lies.
    """

    planted: Counter[PersonalKind] = field(default_factory=Counter)
    found: Counter[PersonalKind] = field(default_factory=Counter)
    masks: Counter[PersonalKind] = field(default_factory=Counter)
    right: Counter[PersonalKind] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, talk: Consultation, found: Found, *, any_kind: bool = False) -> None:
        for i, line in enumerate(talk.lines):
            here = [(k, a, b) for k, n, a, b in found if n == i]
            for kind, start, end in line.plants:
                self.planted[kind] += 1
                able = [h for h in here if any_kind or kind is not PersonalKind.MY_NUMBER or h[0] is kind]
                whole = all(
                    not line.text[at].isalnum() or any(a <= at < b for _, a, b in able) for at in range(start, end)
                )
                self.found[kind] += whole
                if not whole:
                    self.missed.append(f"{talk.name} {kind.value} 「{line.text[start:end]}」 {line.text}")
            for kind, a, b in here:
                self.masks[kind] += 1
                hit = any(start < b and a < end for _, start, end in line.plants)
                self.right[kind] += hit
                if not hit:
                    self.wrong.append(f"{talk.name} {kind.value} 「{line.text[a:b]}」 {line.text}")

    def table(self) -> str:
        rows = [f"{'kind':12} {'planted':>8} {'recall':>7} {'masks':>7} {'precision':>9}"]
        for kind in PersonalKind:
            planted, masks = self.planted[kind], self.masks[kind]
            recall = self.found[kind] / planted if planted else float("nan")
            precision = self.right[kind] / masks if masks else float("nan")
            rows.append(f"{kind.value:12} {planted:8} {recall:7.3f} {masks:7} {precision:9.3f}")
        rows.append(
            f"{'all':12} {self.planted.total():8} {self.found.total() / max(1, self.planted.total()):7.3f} "
            f"{self.masks.total():7} {self.right.total() / max(1, self.masks.total()):9.3f}"
        )
        return "\n".join(rows)


def tally(talks: Sequence[Consultation], finder: Callable[[Consultation], Found]) -> Tally:
    """A finder over consultations."""
    result = Tally()
    for talk in talks:
        result.add(talk, finder(talk))
    return result
