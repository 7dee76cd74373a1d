"""Forty papers of kinds that the older sets lack, each written with its truth before the reader was run on any of them.

The shapes are those of papers that councils, committees of farms and of education, councils of advisers, welfare offices and unions of towns
publish or fill in; no text is copied and all names are invented. Twenty were drawn by lot (random.Random(17)) and held back while the
reader was mended by the other twenty: they were run once when that was done.

What may be read in several ways has its readings parted by |; `optional` is what may be read or left.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scripts.bench.sheets import town_forms, town_lists
from scripts.bench.sheets.paper_truth import PaperCase

HELD_BACK = frozenset(random.Random(17).sample(range(1, 41), 20))
"""Numbers of those that nobody looked at before the reader was mended."""


def cases() -> Iterator[PaperCase]:
    """All of them, in the order in which they were written."""
    yield from town_lists.cases()
    yield from town_forms.cases()


def tuned() -> Iterator[PaperCase]:
    """Those that the reader was mended with."""
    yield from (case for case in cases() if _number(case) not in HELD_BACK)


def held_back() -> Iterator[PaperCase]:
    """Those that were run once, after that."""
    yield from (case for case in cases() if _number(case) in HELD_BACK)


def _number(case: PaperCase) -> int:
    return int(case.name.split()[1])
