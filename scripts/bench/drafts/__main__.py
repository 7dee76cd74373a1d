"""Figures about the Word draft.

.venv/bin/python -m scripts.bench.drafts structure [--corpus DIR] [--transcripts DIR]
    agenda items, votes with results, recesses and named speakers: found / expected, and how many were invented. A corpus
    item is NAME.json (roster, terms, utterances as they were truly said) beside its recording; with --transcripts, ready
    NAME.json transcripts are used instead of running the pipeline.
.venv/bin/python -m scripts.bench.drafts long [--utterances 12000]
    an 8-hour meeting: seconds and memory to follow its procedure and to write the draft, size, and seconds that
    LibreOffice takes to open it and to lay out every page.
.venv/bin/python -m scripts.bench.drafts parts
    the parts that the law or the rules ask for, of each kind of record in each style: filled, marked open, or missing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.bench import corpus
from scripts.bench.drafts import long_meeting, parts_table, structure


def main() -> None:
    """Run the asked part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    one = parts.add_parser("structure")
    corpus.argument(one)
    one.add_argument("--transcripts", type=Path)
    two = parts.add_parser("long")
    two.add_argument("--utterances", type=int, default=12_000)
    two.add_argument("--keep", type=Path, help="leave the draft here")
    parts.add_parser("parts")
    asked = parser.parse_args()
    if asked.part == "structure":
        structure.run(asked.corpus, asked.transcripts)
    elif asked.part == "parts":
        parts_table.run()
    else:
        long_meeting.run(asked.utterances, asked.keep)


if __name__ == "__main__":
    main()
