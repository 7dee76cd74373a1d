"""Which of several agendas belong together: the forms of one agenda and what was added to it, as against those of two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcriber.papers.agenda_entries import same_business
from transcriber.papers.agenda_parts import AgendaPart


@dataclass
class Sitting:
    """One agenda in all its forms.

    Attributes:
        bases: with all its items; several where it was written anew.
        added: 追加日程.
    """

    bases: list[AgendaPart]
    added: list[AgendaPart]

    @property
    def parts(self) -> list[AgendaPart]:
        return [*self.bases, *self.added]

    @property
    def issue(self) -> int | None:
        """Of 議事日程（第2号）, where one of its parts says it."""
        return next((p.issue for p in self.parts if p.issue is not None), None)

    @property
    def day(self) -> tuple[int, int] | None:
        """Month and day, where one of its parts says it."""
        return next((p.day for p in self.parts if p.day is not None), None)

    def replaced(self) -> Iterator[tuple[AgendaPart, AgendaPart]]:
        """Forms for which another one stands that says so, with that one. One with few of the items replaces only those."""
        later = [p for p in self.bases if p.revised]
        for part in self.bases:
            if part.revised:
                continue
            by = next((p for p in reversed(later) if 2 * len(p.entries) >= len(part.entries)), None)
            if by is not None:
                yield part, by


def sittings_of(parts: Sequence[AgendaPart]) -> list[Sitting]:
    """The agendas, each with its forms; in the order in which they were read."""
    found: list[Sitting] = []
    for part in parts:
        own = next((s for s in found if all(_is_of_one(p, part) for p in s.parts)), None)
        if own is None:
            own = Sitting([], [])
            found.append(own)
        (own.added if part.added else own.bases).append(part)
    for sitting in found:
        for part in list(sitting.added):
            if not all(e.added for e in part.entries) and any(_are_forms(part, base) for base in sitting.bases):
                sitting.added.remove(part)  # the whole agenda once more, with what was added
                sitting.bases.append(replace(part, added=False, revised=True))
    return found


def sittings_in_order(sittings: Sequence[Sitting]) -> list[Sitting]:
    """By their issues or days; as they were read where these are not known of all."""
    issues, days = [s.issue for s in sittings], [s.day for s in sittings]
    if None not in issues and len(set(issues)) == len(issues):
        return sorted(sittings, key=lambda s: s.issue or 0)
    return sorted(sittings, key=lambda s: s.day or (0, 0)) if None not in days else list(sittings)


def _is_of_one(one: AgendaPart, two: AgendaPart) -> bool:
    """Whether two agendas are of one sitting."""
    if None not in (one.day, two.day) and one.day != two.day:
        return False
    if None not in (one.issue, two.issue):
        return one.issue == two.issue
    if one.added or two.added or one.revised or two.revised:
        return True
    shared = _shared(one, two)
    if one.day is not None and one.day == two.day:
        return shared > 0
    return shared > 0 and (not _contradict(one, two) or _are_forms(one, two))


def _shared(one: AgendaPart, two: AgendaPart) -> int:
    return sum(any(same_business(a.item, b.item) for a in one.entries) for b in two.entries)


def _are_forms(one: AgendaPart, two: AgendaPart) -> bool:
    """Whether most items of the shorter one are in the other, under the same numbers."""
    pairs = ((a.item, b.item) for a in one.entries for b in two.entries)
    same = sum(a.number == b.number and same_business(a, b) for a, b in pairs)
    return 2 * same > min(len(one.entries), len(two.entries))


def _contradict(one: AgendaPart, two: AgendaPart) -> bool:
    """Whether a number means one thing in one and another in the other."""
    return any(
        a.item.number is not None and a.item.number == b.item.number and not same_business(a.item, b.item)
        for a in one.entries
        for b in two.entries
    )
