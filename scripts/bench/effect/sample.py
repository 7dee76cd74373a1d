"""The effect report of a made-up month: to look at the page, and for the picture in the documentation."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from transcriber.minutes.transcript import DoubtKind
from transcriber.review import report
from transcriber.review.baseline import Baseline
from transcriber.review.effect import Count, DoubtCount, Effect
from transcriber.review.kinds import CorrectionKind


def write(out: Path) -> None:
    """Five meetings; one of them without a record of the reviewer's time, as it happens."""
    chance = random.Random(4)
    report.write_report(
        tuple(_meeting(n, day, chance) for n, day in enumerate((3, 4, 9, 11, 18), start=1)),
        out,
        title="会議録　2026年9月（見本）",
        office="○○町議会事務局",
        made=dt.date(2026, 10, 1),
        anchor="123:0f3a9c0011223344",
    )


def _meeting(number: int, day: int, chance: random.Random) -> Effect:
    characters = chance.randint(9000, 21000)
    misheard = int(characters * chance.uniform(0.02, 0.045))
    minutes = characters / 290
    baseline = Baseline()
    return Effect(
        job=number,
        profile="会議録",
        kind="council",
        recording_sha256="0" * 64,
        meeting_date=dt.date(2026, 9, day),
        drafted_at=dt.datetime(2026, 9, day, 15, tzinfo=dt.UTC),
        returned_at=dt.datetime(2026, 9, day + 2, 9, tzinfo=dt.UTC),
        return_number=1,
        matched="identity",
        audio_minutes=minutes,
        machine_minutes=minutes * 0.3,
        reviewer_minutes=None if number == 4 else int(minutes * chance.uniform(1.2, 2.1)),
        editing_application="Microsoft Office Word",
        days_to_return=1.75,
        characters_draft=characters,
        characters_final=characters,
        distance=misheard + 240,
        characters_final_bare=int(characters * 0.92),
        distance_bare=misheard + 40,
        corrections={
            CorrectionKind.MISHEARD: Count(count=misheard // 3, characters=misheard),
            CorrectionKind.TIDIED: Count(count=110, characters=200),
            CorrectionKind.ADDED: Count(count=9, characters=30),
            CorrectionKind.REMOVED: Count(count=4, characters=10),
        },
        utterances=200,
        utterances_gone=0,
        utterances_moved=0,
        voices_renamed=chance.randint(0, 2),
        utterances_reassigned=chance.randint(0, 3),
        doubts={DoubtKind.LOW_CONFIDENCE: DoubtCount(raised=chance.randint(30, 60), right=chance.randint(15, 28))},
        corrections_missed=chance.randint(18, 50),
        checklist_items=12,
        checklist_ticked=10 if number == 3 else 12,
        tracked_changes_left=0,
        comments=0,
        baseline_factor=baseline.factor,
        baseline_source=baseline.source,
    )
