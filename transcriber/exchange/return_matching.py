"""Which recording a returned file belongs to, and the transcript its draft was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.review import draft_matching
from transcriber.review.returned_document import ReturnedDocument
from transcriber.untrusted import files
from transcriber.work.workfolder import TRANSCRIPT, TRANSCRIPT_BYTES, WorkFolder, work_folder


@dataclass(frozen=True)
class Matched:
    """A returned file, the job it belongs to, and how that was found."""

    job: Job
    how: str


@dataclass(frozen=True)
class DraftFinder:
    """The drafts of one installation, as returned files look for theirs."""

    store: Store
    watch: Path
    work: Path

    def by_identity(self, tree: ProfileTree, paper: ReturnedDocument) -> Matched | None:
        """By what the file says of itself: the recording, better the very draft."""
        if paper.identity is None:
            return None
        same = [j for j in self._drafted(tree) if j.sha256 == paper.identity.sha256]
        exact = [j for j in same if self.transcript_hash(j) == paper.identity.transcript]
        return next((Matched(job, "identity") for job in (*exact, *same)), None)

    def by_text(self, tree: ProfileTree, paper: ReturnedDocument) -> Matched | None:
        """By what stands in it."""
        jobs = self._drafted(tree)
        texts = []
        for job in jobs:
            transcript = self.transcript(job)
            if transcript is not None:
                texts.append((job.id, "".join(u.text for u in transcript.utterances)))
        key = draft_matching.by_text(paper, texts)
        for job in jobs:
            if job.id == key:
                return Matched(job, "bookmarks" if paper.bookmarks else "text")
        return None

    def transcript_hash(self, job: Job) -> str:
        """SHA-256 of the file that `transcript` reads; empty if there is none."""
        file = self._transcript_file(job)
        return files.sha256_of(file) if file is not None else ""

    def transcript(self, job: Job) -> Transcript | None:
        """The transcript of a job's draft; None if it is gone or cannot be read."""
        file = self._transcript_file(job)
        try:
            return (
                Transcript.model_validate_json(files.read_bytes(file, TRANSCRIPT_BYTES)) if file is not None else None
            )
        except (ValidationError, OSError):
            return None

    def _drafted(self, tree: ProfileTree) -> list[Job]:
        """Recordings with a draft, those of this profile first, the latest first."""
        jobs = [j for j in self.store.jobs() if j.draft or j.status in (Status.DRAFTED, Status.CHECKED)]
        return sorted(jobs, key=lambda j: (j.profile != tree.root.name, -j.arrived))

    def _transcript_file(self, job: Job) -> Path | None:
        places = [WorkFolder(work_folder(self.work, job.id)).out]
        if job.draft_folder:
            places.append(ProfileTree(self.watch / job.profile).drafts / job.draft_folder)
        found = (p for place in places if place.is_dir() for p in sorted(place.rglob(TRANSCRIPT)))
        return next((p for p in found if p.is_file() and not p.is_symlink()), None)
