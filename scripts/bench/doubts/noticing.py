"""`transcriber` with its signs of errors written down: run as a command, with the file to write them to in NOTICED.

A line a clause, in the order in which they were judged: its text, how likely it is wrong, each sign by its name, and what the signs were made of,
so that another sign can be tried without listening again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from transcriber.cli import main
from transcriber.language import confidence
from transcriber.language.confidence_fit import FITTED
from transcriber.language.readings import Reader

_signs = confidence.clause_signs


def _noticed(
    written: str,
    heard: str,
    rivals: Sequence[str],
    others: Sequence[str],
    probabilities: Sequence[float],
    reader: Reader,
    before: str = "",
    own: confidence.OwnWords = lambda text: (),
) -> dict[str, float]:
    found = _signs(written, heard, rivals, others, probabilities, reader, before, own)
    made_of = {
        "heard": heard,
        "rivals": rivals,
        "others": others,
        "probabilities": probabilities,
        "before": before,
        "own": list(own(written)),
    }
    line = {"text": written, "likelihood": FITTED.likelihood(found), "signs": found, **made_of}
    with Path(os.environ["NOTICED"]).open("a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return found


if __name__ == "__main__":
    confidence.clause_signs = _noticed
    main.main()
