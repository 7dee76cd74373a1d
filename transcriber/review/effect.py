"""What a meeting's draft was worth, in figures: effect.json. Numbers only, so that it may outlive what was said.

文字正解率, strict: (N − E) / N, where N is the number of characters of speech in the returned file and E the Levenshtein
distance between draft and returned file (exchanged + missing + superfluous characters); white space is not counted,
punctuation is. Lenient: the same without punctuation, and without the corrections that are 整文 (review/kinds.py).
Never below 0. A figure that rests on no data is null.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from rapidfuzz.distance import Levenshtein

from transcriber.minutes.transcript import DoubtKind, Transcript
from transcriber.review.baseline import Baseline
from transcriber.review.comparison import Comparison
from transcriber.review.kinds import CorrectionKind, bare_text
from transcriber.review.returned_document import ReturnedDocument
from transcriber.system import durable

EFFECT_VERSION = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Count(_Part):
    """How often, and how many characters (Levenshtein)."""

    count: int
    characters: int


class DoubtCount(_Part):
    """Doubts of one kind: how many, and at how many of them something was corrected."""

    raised: int
    right: int


class Effect(_Part):
    """One meeting. Minutes are of clock time; shares are 0..1."""

    version: int = EFFECT_VERSION
    job: int | None = Field(description="number of the recording in the job store")
    profile: str
    kind: str
    recording_sha256: str
    meeting_date: dt.date | None
    drafted_at: AwareDatetime
    returned_at: AwareDatetime
    return_number: int = Field(description="1 for the first return; a later one replaces the figures")
    matched: str = Field(description="identity, bookmarks, text or name: how the file was matched to its draft")

    audio_minutes: float
    machine_minutes: float = Field(description="sum over the stages")
    reviewer_minutes: int | None = Field(
        description="editing time kept by Word or LibreOffice in the file, less the draft's"
    )
    editing_application: str
    days_to_return: float

    characters_draft: int
    characters_final: int
    distance: int = Field(description="Levenshtein distance between both, without white space")
    characters_final_bare: int = Field(description="without punctuation")
    distance_bare: int = Field(description="corrections that are not 整文, without punctuation")
    corrections: dict[CorrectionKind, Count]

    utterances: int
    utterances_gone: int
    utterances_moved: int
    voices_renamed: int
    utterances_reassigned: int

    doubts: dict[DoubtKind, DoubtCount]
    corrections_missed: int = Field(description="corrections of content at places without a doubt")

    checklist_items: int
    checklist_ticked: int
    tracked_changes_left: int
    comments: int

    baseline_factor: float
    baseline_source: str

    @property
    def accuracy_strict(self) -> float | None:
        """文字正解率, strict; None without any character."""
        return accuracy(self.characters_final, self.distance)

    @property
    def accuracy_lenient(self) -> float | None:
        """文字正解率, lenient; None without any character."""
        return accuracy(self.characters_final_bare, self.distance_bare)

    @property
    def doubts_raised(self) -> int:
        return sum(d.raised for d in self.doubts.values())

    @property
    def doubts_right(self) -> int:
        return sum(d.right for d in self.doubts.values())

    @property
    def baseline_minutes(self) -> float:
        """What the office says the same record takes by hand."""
        return self.audio_minutes * self.baseline_factor

    @property
    def saved_minutes(self) -> float | None:
        """Baseline less the reviewer's time; None where that is not known."""
        return None if self.reviewer_minutes is None else self.baseline_minutes - self.reviewer_minutes

    def write(self, path: Path) -> None:
        """Write effect.json, renamed into place."""
        durable.write_text(path, self.model_dump_json(indent=1))

    @classmethod
    def read(cls, path: Path) -> Effect:
        """Read an effect.json.

        Raises:
            OSError, pydantic.ValidationError: it is not there, or is none.
        """
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class ReturnFacts:
    """What is known of a return beside its text.

    Attributes:
        matched: by what it was known which draft it is of.
        job: None where the draft was made without the shared folder.
        return_number: 1 for the first return of a draft.
    """

    drafted_at: dt.datetime
    returned_at: dt.datetime
    matched: str
    job: int | None = None
    return_number: int = 1


def measure_return(
    transcript: Transcript,
    comparison: Comparison,
    *,
    draft: ReturnedDocument | None,
    final: ReturnedDocument,
    baseline: Baseline,
    facts: ReturnFacts,
) -> Effect:
    """The figures of one returned file."""
    counts = {kind: Count(count=0, characters=0) for kind in CorrectionKind}
    for c in comparison.corrections:
        known = counts[c.kind]
        counts[c.kind] = Count(count=known.count + 1, characters=known.characters + c.characters)
    return Effect(
        job=facts.job,
        profile=transcript.meeting.profile,
        kind=transcript.meeting.kind.value,
        recording_sha256=transcript.recording.sha256,
        meeting_date=transcript.meeting.date,
        drafted_at=facts.drafted_at,
        returned_at=facts.returned_at,
        return_number=facts.return_number,
        matched=facts.matched,
        audio_minutes=round(transcript.recording.seconds / 60, 2),
        machine_minutes=round(sum(transcript.provenance.stage_seconds.values()) / 60, 2),
        reviewer_minutes=_editing(draft, final),
        editing_application=final.application,
        days_to_return=round(max(0.0, (facts.returned_at - facts.drafted_at).total_seconds() / 86400), 2),
        characters_draft=comparison.drafted,
        characters_final=comparison.final,
        distance=comparison.distance,
        characters_final_bare=_bare_length(comparison),
        distance_bare=_bare_distance(comparison),
        corrections=counts,
        utterances=comparison.compared,
        utterances_gone=comparison.gone,
        utterances_moved=comparison.moved,
        voices_renamed=len(comparison.voices),
        utterances_reassigned=len(comparison.reassigned),
        doubts={
            kind: DoubtCount(
                raised=sum(d.kind is kind for d in comparison.doubts),
                right=sum(d.kind is kind and d.right for d in comparison.doubts),
            )
            for kind in sorted({d.kind for d in comparison.doubts})
        },
        corrections_missed=comparison.missed,
        checklist_items=final.checklist.items,
        checklist_ticked=final.checklist.ticked,
        tracked_changes_left=final.tracked,
        comments=final.comments,
        baseline_factor=baseline.factor,
        baseline_source=baseline.source,
    )


def pooled(effects: Iterable[Effect], *, strict: bool) -> float | None:
    """文字正解率 over several meetings: each counts by its characters."""
    every = list(effects)
    if strict:
        return accuracy(sum(e.characters_final for e in every), sum(e.distance for e in every))
    return accuracy(sum(e.characters_final_bare for e in every), sum(e.distance_bare for e in every))


def lenient(comparison: Comparison) -> float | None:
    """文字正解率, lenient, of one comparison."""
    return accuracy(_bare_length(comparison), _bare_distance(comparison))


def _bare_length(comparison: Comparison) -> int:
    return sum(len(bare_text(t)) for t in comparison.final_text)


def _bare_distance(comparison: Comparison) -> int:
    content = (c for c in comparison.corrections if c.kind is not CorrectionKind.TIDIED)
    return sum(int(Levenshtein.distance(bare_text(c.before), bare_text(c.after))) for c in content)


def accuracy(characters: int, errors: int) -> float | None:
    """(N − E) / N, never below 0; None without any character."""
    return max(0.0, (characters - errors) / characters) if characters else None


def _editing(draft: ReturnedDocument | None, final: ReturnedDocument) -> int | None:
    """Minutes of editing the file itself tells of; None where nothing kept count."""
    if final.editing_minutes is None:
        return None
    spent = final.editing_minutes - ((draft.editing_minutes or 0) if draft is not None else 0)
    return spent if spent > 0 else None
