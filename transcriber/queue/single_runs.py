"""Drafts that `transcriber process` made, without shared folder and store: known by their work folder, as long as it is there.

`oneoff.json` in it remembers what the store remembers of other recordings: under which profile, when, and whether anything
holds it back from the retention rule. It names nobody, and stays when the rest is deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from transcriber.minutes.transcript import Transcript
from transcriber.queue import lock
from transcriber.system import durable, rights
from transcriber.work.workfolder import WorkFolder

SINGLE_RUNS_FOLDER = "process"
RECORD = "oneoff.json"


class Record(BaseModel):
    """What is remembered of one recording.

    Attributes:
        profile: name of the profile's folder.
        place: that folder, if it did not lie in the watch folder; else empty, so that the share may move.
        begun, tried: when work on it began first, and last.
        drafted: when its draft was made last; None: there is none.
        meeting: the meeting's day, if known.
        held: since when nothing of it may be deleted, and why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    profile: str
    place: str = ""
    begun: AwareDatetime
    tried: AwareDatetime
    drafted: AwareDatetime | None = None
    meeting: dt.date | None = None
    held: AwareDatetime | None = None
    reason: str = ""

    def profile_folder(self, watch: Path) -> Path:
        """Where the profile should lie."""
        return Path(self.place) if self.place else watch / self.profile

    def write(self, work: Path) -> None:
        """Into a recording's work folder."""
        durable.write_text(work / RECORD, self.model_dump_json(indent=1))


def single_run_folder(work: Path, sha256: str) -> Path:
    """Where the work on one recording lies. `sha256`: of the recording."""
    return work / SINGLE_RUNS_FOLDER / sha256[:16]


def single_run_folders(work: Path) -> tuple[Path, ...]:
    """The work folders there are."""
    return tuple(sorted(p for p in (work / SINGLE_RUNS_FOLDER).glob("*") if p.is_dir()))


def single_run_transcript(work: Path, sha256: str) -> tuple[WorkFolder, Transcript] | None:
    """Work folder and transcript of a recording that was processed so; None if there is none here (any more)."""
    kept = WorkFolder(single_run_folder(work, sha256))
    found = transcript_in(kept.root)
    return (kept, found) if found is not None and found.recording.sha256 == sha256 else None


def transcript_in(work: Path) -> Transcript | None:
    """The transcript in a recording's work folder; None if there is none (any more)."""
    try:
        return Transcript.read(WorkFolder(work).transcript)
    except (OSError, ValidationError):
        return None


def record(work: Path) -> Record | None:
    """What is remembered of the recording with this work folder. Of one made before records were kept, what its transcript says;
    None where that is gone too.
    """
    try:
        return Record.model_validate_json((work / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        pass
    made = transcript_in(work)
    if made is None:
        return None
    at = made.provenance.created_at
    return Record(
        sha256=made.recording.sha256,
        profile=made.meeting.profile,
        begun=at,
        tried=at,
        drafted=at,
        meeting=made.meeting.date,
    )


def begin(work: Path, sha256: str, profile: Path, watch: Path, now: dt.datetime) -> None:
    """Note that work on a recording begins, under the profile whose folder is `profile`. A profile given anew counts."""
    before = record(work)
    inside = profile.parent.resolve() == watch.resolve()
    rights.make(work)
    Record(
        sha256=sha256,
        profile=profile.name,
        place="" if inside else str(profile.resolve()),
        begun=before.begun if before else now,
        tried=now,
        drafted=before.drafted if before else None,
        meeting=before.meeting if before else None,
        held=before.held if before else None,
        reason=before.reason if before else "",
    ).write(work)


def note_drafted(work: Path, now: dt.datetime) -> None:
    """Note that the draft is made."""
    before, made = record(work), transcript_in(work)
    if before is not None and made is not None:
        before.model_copy(update={"drafted": now, "meeting": made.meeting.date}).write(work)


def hold_single_run(work: Path, reason: str, now: dt.datetime) -> bool:
    """Delete nothing of it until `release`; False if nothing is known of it."""
    known = record(work)
    if known is not None:
        known.model_copy(update={"held": now, "reason": reason}).write(work)
    return known is not None


def release_single_run(work: Path) -> bool:
    """End a hold; False if there is none."""
    known = record(work)
    if known is None or known.held is None:
        return False
    known.model_copy(update={"held": None, "reason": ""}).write(work)
    return True


@contextmanager
def worked_on(work: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the recording's lock for the time of the block, so that nothing is deleted under a running `process`.

    Args:
        wait: until another process lets go; without it the block is told False at once.
    """
    with lock.held(work.with_name(f"{work.name}.lock"), wait=wait) as mine:
        yield mine
