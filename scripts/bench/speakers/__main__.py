"""Names for voices: how often right, how often wrong, and how well they bear what a recogniser gets wrong.

    .venv/bin/python -m scripts.bench.speakers [--transcripts DIR --corpus DIR] [--meetings 60] [--seeds 30]

Two tables. The first takes transcripts that the pipeline made of corpus items (NAME.transcriber.json, as scripts.bench.quality
--out keeps them), names their voices anew and scores them: as heard, and with a tenth of all characters corrupted at random
(median and worst over the seeds). `best possible` gives every voice its true name: what is missing there, or wrong, is due to
the seams between voices. The second acts meetings out as text (tests/support/meetings.py), with members of one surname,
people who are not on the roster, others who answer than were called; there calls are lost and shifted as well.
"""

from __future__ import annotations

import argparse
import logging
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from support import meetings

from scripts.bench import corpus
from scripts.bench.score import score as scored
from transcriber.language.edits import undo
from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import RecordKind, Transcript, Utterance
from transcriber.speakers.naming import name_voices

LEVELS = ((0.0, 0.0), (0.1, 0.0), (0.1, 0.2), (0.2, 0.2), (0.35, 0.2))
"""Shares of characters corrupted and of calls lost (half as many again are shifted into the next speaker's words)."""


def main() -> None:
    arguments = _arguments()
    reader = Reader()
    if arguments.transcripts:
        _corpus(arguments, reader)
    _acted(arguments.meetings, reader)


def _corpus(arguments: argparse.Namespace, reader: Reader) -> None:
    logging.getLogger("preprocess").setLevel(
        logging.ERROR
    )  # meeteval tells about missing times, which it does not need
    print("| item | text | name_accuracy: median | worst | wrong_name: median | worst |\n|---|---|---|---|---|---|")
    references = {each.name: each.reference for each in corpus.items(arguments.corpus)}
    for path in sorted(arguments.transcripts.glob("*.transcriber.json")):
        item = path.name.split(".")[0]
        reference = references[item]
        transcript = Transcript.read(path)
        _row(item, "best possible", [_scored(reference, _truly(transcript.utterances, reference))])
        recognised = [
            u.model_copy(update={"text": undo(u.text, u.changes), "changes": ()}) for u in transcript.utterances
        ]
        for share in (0.0, 0.1, 0.2):
            scores = []
            for seed in range(arguments.seeds if share else 1):
                said = meetings.corrupted(recognised, random.Random(seed), share)
                scores.append(_scored(reference, _named(said, transcript.roster, transcript.meeting.kind, reader)))
            _row(item, f"{share:.0%} corrupted" if share else "as heard", scores)


def _acted(count: int, reader: Reader) -> None:
    print("\n| acted meetings | right: mean | worst | wrong: mean | worst |\n|---|---|---|---|---|")
    for share, lost in LEVELS:
        figures = []
        for seed in range(count):
            meeting = meetings.acted(seed, lost=lost, shifted=lost / 2)
            said = meetings.corrupted(meeting.said, random.Random(seed), share)
            figures.append(meeting.figures(_named(said, meeting.roster, RecordKind.COUNCIL, reader)))
        right, wrong = zip(*figures, strict=True)
        print(
            f"| {count}, {share:.0%} corrupted, {lost:.0%} of calls lost | {statistics.mean(right):.3f} | {min(right):.3f} | "
            f"{statistics.mean(wrong):.4f} | {max(wrong):.4f} |",
            flush=True,
        )


def _named(said: Sequence[Utterance], roster: Roster, kind: RecordKind, reader: Reader) -> tuple[Utterance, ...]:
    return name_voices(said, roster, kind, reader).named(said, ())[0]


def _truly(said: Sequence[Utterance], reference: dict[str, Any]) -> list[Utterance]:
    """Every voice under the name of the person it mostly is."""
    shared: dict[str | None, Counter[str]] = defaultdict(Counter)
    for u in said:
        for r in reference["utterances"]:
            shared[u.speaker][r["speaker"]] += max(0, round(1000 * (min(u.end, r["end"]) - max(u.start, r["start"]))))
    return [u.model_copy(update={"name": shared[u.speaker].most_common(1)[0][0]}) for u in said]


def _scored(reference: dict[str, Any], said: Iterable[Utterance]) -> tuple[float, float]:
    figures = scored(reference, {"utterances": [u.model_dump() for u in said]})
    return figures["name_accuracy"], figures["wrong_name"]


def _row(item: str, text: str, scores: list[tuple[float, float]]) -> None:
    right, wrong = zip(*scores, strict=True)
    cells = (statistics.median(right), min(right), statistics.median(wrong), max(wrong))
    print(f"| {item} | {text} | " + " | ".join(f"{c:.4f}" for c in cells) + " |", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transcripts", type=Path, help="folder with NAME.transcriber.json")
    corpus.argument(parser)
    parser.add_argument("--meetings", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    main()
