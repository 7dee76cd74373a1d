"""Papers that were written after the reader of papers was, of kinds that nobody had looked at."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.paper_truth import PaperCase


def cases() -> Iterator[PaperCase]:
    """All of them."""
    yield from ()
