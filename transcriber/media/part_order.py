"""The order of a meeting's parts, and why: by their names, and by the days and times inside the files.

The rule where the two contradict: names that a person gave win, since they were given on purpose; numbers that a device gave
lose, since phones give a number again that has become free. Either way it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transcriber.media.inside_dates import InsideDate
from transcriber.minutes import part_names
from transcriber.minutes.capture import OrderBasis, PartsOrder

_OVERLAP = 5.0
"""Seconds by which the times of two parts may overlap: clocks count whole seconds, lengths may be guessed."""


def decide_order(names: Sequence[str], dates: Sequence[InsideDate | None]) -> tuple[tuple[int, ...], PartsOrder]:
    """The parts' indices in playing order, and why.

    Args:
        names: what staff call the parts, with folders before them.
        dates: what each file says about itself; None if it says nothing.
    """
    by_name = part_names.order(names)
    by_date = _by_date(dates)
    if by_date is None or by_date == by_name.order:
        return by_name.order, PartsOrder(bases=by_name.bases if by_date is None else _agreed(by_name.bases))
    if not by_name.sure:
        return by_date, PartsOrder(bases=(OrderBasis.DATES,))
    if by_name.numbered_by_device:
        return by_date, PartsOrder(bases=(OrderBasis.DATES,), contrary=by_name.bases[0])
    return by_name.order, PartsOrder(bases=by_name.bases, contrary=OrderBasis.DATES)


def _agreed(bases: tuple[OrderBasis, ...]) -> tuple[OrderBasis, ...]:
    told = tuple(b for b in bases if b is not OrderBasis.NAMES)
    return (*told, OrderBasis.DATES)


def _by_date(dates: Sequence[InsideDate | None]) -> tuple[int, ...] | None:
    """The order of the times inside; None where one is missing, or where they cannot be those at which the parts were taken:
    a program that converts several files dates them all within a moment.
    """
    known = [d for d in dates if d is not None]
    if len(known) < len(dates) or len(known) < 2:
        return None
    order = tuple(sorted(range(len(known)), key=lambda i: known[i].moment))
    taken = [known[i] for i in order]
    steps = [(b.moment - a.moment).total_seconds() for a, b in pairwise(taken)]
    from_begin = all(step >= (a.seconds or 0.0) - _OVERLAP for step, a in zip(steps, taken[:-1], strict=True))
    from_end = all(step >= (b.seconds or 0.0) - _OVERLAP for step, b in zip(steps, taken[1:], strict=True))
    return order if all(step > 0 for step in steps) and (from_begin or from_end) else None
