"""The agendas of all papers of one recording as one: whose items are business of this meeting, in which order, and what staff are told of it.

Two agendas may be those of two days, an earlier and a later form of one, an agenda and what was added to it, or of two meetings. Only what
their heads, the names of the papers and of the recording say decides; where nothing does, all items are kept and staff are told what differs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from transcriber.minutes.transcript import AgendaItem
from transcriber.papers import agenda_told
from transcriber.papers.agenda_entries import AgendaEntry, same_business
from transcriber.papers.agenda_parts import AgendaPart
from transcriber.papers.agenda_sittings import Sitting, sittings_in_order, sittings_of


class MergedAgenda(NamedTuple):
    """What was made of all agendas.

    Attributes:
        told: what staff are told of them, by the number of the paper.
    """

    items: tuple[AgendaItem, ...]
    told: Mapping[int, Sequence[str]]


def merged(parts: Sequence[AgendaPart], day: dt.date | None = None) -> MergedAgenda:
    """The items of all papers; of the same bill or item told twice (table of contents, body, another paper) the first one, with
    what the others add.

    Args:
        day: of the meeting, as the recording's name says it.
    """
    return _Merging(day).merge(parts)


@dataclass
class _Merging:
    day: dt.date | None
    told: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def merge(self, parts: Sequence[AgendaPart]) -> MergedAgenda:
        agendas = [p for p in parts if p.sure]
        used = self._of_the_day(agendas)
        sittings = sittings_in_order(sittings_of(used))
        replaced = [(part, by) for s in sittings for part, by in s.replaced()]
        lists = [self._put_together(s, [p for p, _ in replaced]) for s in sittings]
        if len(sittings) > 1:
            for part, text in agenda_told.of_several(sittings, [p for p, _ in replaced], list(map(len, lists))):
                self._tell(part, text)
        self._fill_between(lists)
        for part in (p for p in agendas if p not in used):
            self._tell(part, agenda_told.of_another_day(part, used, self.day, self._only_fill(part, lists)))
        for part, by in replaced:
            self._tell(part, agenda_told.replaced(part, by, self._only_fill(part, lists)))
            self._tell(by, agenda_told.replaces(by, part))
        left: list[AgendaEntry] = []
        for part in (p for p in parts if not p.sure):
            more = self._only_fill(part, lists)
            beyond = _join_own(left, more)
            if beyond and agendas:
                self._tell(part, agenda_told.beyond_agenda(part, beyond))
        return MergedAgenda(tuple(e.item for one in (*lists, left) for e in one), self.told)

    def _tell(self, part: AgendaPart, text: str) -> None:
        if text not in self.told[part.paper]:
            self.told[part.paper].append(text)

    def _of_the_day(self, agendas: Sequence[AgendaPart]) -> list[AgendaPart]:
        """Those that may be of the recording's day: all of them, unless one is."""
        if self.day is None:
            return list(agendas)
        today = (self.day.month, self.day.day)
        own = [p for p in agendas if p.day == today]
        if not own:
            for part in agendas:
                if part.day is not None:
                    self._tell(part, agenda_told.day_differs(part, self.day))
            return list(agendas)
        issues = {p.issue for p in own} - {None}
        return [p for p in agendas if p.day == today or (p.day is None and (not issues or p.issue in (None, *issues)))]

    def _put_together(self, sitting: Sitting, replaced: Sequence[AgendaPart]) -> list[AgendaEntry]:
        """The items of one agenda in all its forms, then what was added to it."""
        kept: list[AgendaEntry] = []
        bases = [p for p in sitting.bases if p not in replaced]
        for at, part in enumerate(bases):
            if at == 0:
                _join_own(kept, part.entries)
                continue
            differences = _join_form(kept, part, bases[at - 1])
            if differences:
                self._tell(part, agenda_told.differ(part, bases[:at], differences))
        for part in sitting.added:
            _join_own(kept, [e._replace(added=True) for e in part.entries])
        for part in (*bases, *sitting.added):
            added = [e for e in part.entries if e.added or part.added]
            if added:
                self._tell(part, agenda_told.added(part, added, alone=len(added) >= len(kept)))
        return kept

    def _fill_between(self, lists: Sequence[list[AgendaEntry]]) -> None:
        """Titles that only another day's agenda gives."""
        for one in lists:
            for other in lists:
                if other is not one:
                    _fill(one, other)

    def _only_fill(self, part: AgendaPart, lists: Sequence[list[AgendaEntry]]) -> list[AgendaEntry]:
        """Let the items be completed by those of a list that adds none; what of it is no item of theirs."""
        for one in lists:
            _fill(one, part.entries)
        return [e for e in part.entries if not any(_is_one(k, e) for one in lists for k in one)]


def _is_one(one: AgendaEntry, two: AgendaEntry) -> bool:
    """Whether two entries of different papers are the same business."""
    return same_business(one.item, two.item) and (one.added == two.added or bool(one.item.bill))


def _numbers_agree(one: AgendaEntry, two: AgendaEntry) -> bool:
    return one.item.number == two.item.number or None in (one.item.number, two.item.number)


def _fill(kept: list[AgendaEntry], others: Sequence[AgendaEntry]) -> None:
    for other in others:
        for at, entry in enumerate(kept):
            if _is_one(entry, other):
                kept[at] = _filled(entry, other, number=False)


def _filled(first: AgendaEntry, again: AgendaEntry, *, number: bool = True) -> AgendaEntry:
    title = first.item.title
    if again.item.title and (not title or (first.shared and not again.shared)):
        title = again.item.title
    own = again.item.number if number and first.item.number is None else first.item.number
    return first._replace(
        item=first.item.model_copy(update={"title": title, "number": own}), shared=first.shared and again.shared
    )


def _join_own(kept: list[AgendaEntry], entries: Sequence[AgendaEntry]) -> list[AgendaEntry]:
    """Add the entries of one paper, each item once; those that were added."""
    new: list[AgendaEntry] = []
    begun = len(kept)  # lines are numbered from here on
    for entry in entries:
        at = next((n for n, other in enumerate(kept) if _told_before(other, entry, own=n >= begun)), None)
        if at is None:
            kept.append(entry)
            new.append(entry)
        else:
            kept[at] = _filled(kept[at], entry)
    return new


def _told_before(other: AgendaEntry, entry: AgendaEntry, *, own: bool) -> bool:
    """Whether an entry says again what another one said. `own`: of the same paper, where one line may hold two of one title."""
    if not same_business(other.item, entry.item) or (other.added != entry.added and not entry.item.bill):
        return False
    return bool(entry.item.bill) or (_numbers_agree(other, entry) and not (own and other.place == entry.place))


def _join_form(kept: list[AgendaEntry], part: AgendaPart, before: AgendaPart) -> list[str]:
    """Add another form of the same agenda: every item once, in the order of the numbers; how the two differ."""
    found: list[str] = []
    matched: list[AgendaEntry] = []
    new: list[AgendaEntry] = []
    earlier, last = list(kept), -1
    for entry in part.entries:
        same = [n for n, k in enumerate(kept) if _is_one(k, entry)]
        at = next((n for n in same if _numbers_agree(kept[n], entry)), same[0] if same else None)
        if at is None:
            last = _place(kept, entry, last)
            kept.insert(last, entry)
            new.append(entry)
            continue
        matched.append(kept[at])
        if not _numbers_agree(kept[at], entry):
            found.append(agenda_told.two_numbers(kept[at], entry))
        kept[at], last = _filled(kept[at], entry), at
    lost = [e for e in earlier if not any(e.item == m.item for m in matched)]
    for entry in new:
        held = next((e for e in lost if e.item.number is not None and e.item.number == entry.item.number), None)
        if held is None:
            found.append(agenda_told.only_in(entry, part))
        else:
            lost.remove(held)
            found.append(agenda_told.two_items(held, entry))
    if all(e.item.number is not None for e in (*earlier, *part.entries)):
        found += [agenda_told.only_in(e, before) for e in lost if not e.added]
    return found


def _place(kept: Sequence[AgendaEntry], entry: AgendaEntry, last: int) -> int:
    """Where an entry belongs: behind the last one whose number is not above its own; else behind the one above it in its paper."""
    number = entry.item.number
    if number is None or entry.added:
        return len(kept) if entry.added else last + 1
    below = [n for n, k in enumerate(kept) if not k.added and k.item.number is not None and k.item.number <= number]
    return below[-1] + 1 if below else last + 1
