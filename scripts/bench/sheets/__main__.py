"""python -m scripts.bench.sheets [--random 80] [--seed 17] [--folder DIR]

Generates office tables with known truth (kinds.py, office_lists.py, random_shapes.py), reads each in a child process of its own as the service does,
and prints what was wrong without a word, refusals without a place, and the largest time and memory. Ends with 1 if any of the
limits is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.sheets.kinds import kinds, slug
from scripts.bench.sheets.office_lists import office_lists
from scripts.bench.sheets.random_shapes import random_cases
from scripts.bench.sheets.reading import ChildReading, reading_of
from scripts.bench.sheets.truth import Case, Verdict, judge
from transcriber.errors import RosterError, TranscriberError
from transcriber.untrusted.bounded import BoundedParser

MOST_SECONDS, MOST_MEGABYTES = 2.0, 200
_MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Measured:
    """How one file was read. `seconds` of the processor, in the child; `memory`: the most that the child held, MB."""

    case: Case
    verdict: Verdict
    seconds: float
    memory: int


def measured(cases: Iterable[Case], folder: Path) -> list[Measured]:
    """Build and read all of them."""
    found = []
    parser = BoundedParser()
    for case in cases:
        place = folder / slug(case.name)
        place.mkdir(parents=True, exist_ok=True)
        path = place / case.file
        case.build(path)
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError(f"{case.name}: {path.stat().st_size} bytes")
        if case.heavy:  # what the child holds at the most is this file's
            parser.close()
            parser = BoundedParser()
        try:
            read = parser.parse(reading_of, path, error=RosterError)
        except TranscriberError as e:  # the child did not answer
            read = ChildReading(None, [], e.found, e.todo, 0.0, 0)
        verdict = judge(case, read.rows, read.remarks, read.error, read.todo)
        found.append(Measured(case, verdict, read.seconds, read.memory))
    parser.close()
    return found


def main() -> int:
    """Run the bench."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--random", type=int, default=80)
    options.add_argument("--seed", type=int, default=17)
    options.add_argument("--folder", type=Path, help="keep the files here")
    options.add_argument("--only", default="", help="cases whose name holds this")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        cases = [
            c for c in (*kinds(), *office_lists(), *random_cases(given.random, given.seed)) if given.only in c.name
        ]
        found = measured(cases, given.folder or Path(temporary))
    for one in found:
        for wrong in one.verdict.silent:
            print(f"wrong without a word: {one.case.name}: {wrong[:400]}")
        if one.verdict.placeless:
            print(f"refused without a place: {one.case.name}")
    slowest, largest = max(found, key=lambda m: m.seconds), max(found, key=lambda m: m.memory)
    silent = sum(bool(m.verdict.silent) for m in found)
    placeless = sum(m.verdict.placeless for m in found)
    print(f"{len(found)} files, of which {sum(m.case.refused for m in found)} have to be refused")
    print(f"wrong without a word: {silent} of {len(found)}; refused without a place: {placeless}")
    print(f"largest time: {slowest.seconds:.2f} s of the processor ({slowest.case.name})")
    print(f"largest memory: {largest.memory} MB ({largest.case.name})")
    return int(bool(silent or placeless or slowest.seconds > MOST_SECONDS or largest.memory > MOST_MEGABYTES))


if __name__ == "__main__":
    sys.exit(main())
