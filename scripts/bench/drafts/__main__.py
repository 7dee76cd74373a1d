"""Figures about the Word draft.

.venv/bin/python -m scripts.bench.drafts structure [--corpus DIR] [--transcripts DIR]
    agenda items, votes with results, recesses and named speakers: found / expected, and how many were invented. A corpus
    item is NAME.json (roster, terms, utterances as they were truly said) beside its recording; with --transcripts, ready
    NAME.json transcripts are used instead of running the pipeline.
.venv/bin/python -m scripts.bench.drafts long [--utterances 12000] [--against REV]
    an 8-hour meeting: seconds and memory to follow its procedure and to write the draft, size, and seconds that
    LibreOffice takes to open it and to lay out every page. With --against the same meeting is drafted by the program of that
    revision too, and both drafts are opened in turn, five times each: medians.
.venv/bin/python -m scripts.bench.drafts minute [--corpus DIR] [--transcripts DIR] [--seconds 60] [--keep DIR]
    the recordings cut into minutes, drafted in every kind of record and style: pages, and signatures alone on a page.
.venv/bin/python -m scripts.bench.drafts parts
    the parts that the law or the rules ask for, of each kind of record in each style: filled, marked open, or missing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.bench import corpus
from scripts.bench.drafts import against_revision, long_meeting, one_minute, parts_table, structure


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
    two.add_argument("--against", help="a revision of this repository")
    three = parts.add_parser("minute")
    corpus.argument(three)
    three.add_argument("--transcripts", type=Path)
    three.add_argument("--seconds", type=float, default=60.0)
    three.add_argument("--keep", type=Path, help="leave the drafts and their PDFs here")
    parts.add_parser("parts")
    asked = parser.parse_args()
    if asked.part == "structure":
        structure.run(asked.corpus, asked.transcripts)
    elif asked.part == "parts":
        parts_table.run()
    elif asked.part == "minute":
        one_minute.run(asked.corpus, asked.transcripts, asked.seconds, asked.keep)
    elif asked.against:
        against_revision.run(asked.utterances, asked.against)
    else:
        long_meeting.run(asked.utterances, asked.keep)


if __name__ == "__main__":
    main()
