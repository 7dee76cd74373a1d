"""Two texts of the same sound, character beside character."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein


def aligned(texts: Sequence[str], other: str) -> list[str]:
    """What `other` has in the place of each of `texts`.

    What it has beside is given to the text before, at the beginning to the first; so put together they are `other` again.
    """
    if not texts:
        return []
    said = "".join(texts)
    owner = [i for i, text in enumerate(texts) for _ in text]
    found = [""] * len(texts)
    for step in Levenshtein.opcodes(said, other):
        here, there = step.src_end - step.src_start, other[step.dest_start : step.dest_end]
        if not here:
            found[owner[max(0, step.src_start - 1)]] += there
        for k in range(here):
            found[owner[step.src_start + k]] += there[k : k + 1] if k < here - 1 else there[k:]
    return found
