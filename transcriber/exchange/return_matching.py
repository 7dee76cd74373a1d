"""Which recording a returned file belongs to, and the transcript its draft was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from transcriber.exchange import draft_names
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.review import draft_matching
from transcriber.review.returned_document import ReturnedDocument
from transcriber.untrusted import files
from transcriber.work.workfolder import TRANSCRIPT, TRANSCRIPT_BYTES, WorkFolder, work_folder

BY_NAME = "name"
"""How a draft was found of which nothing is left in the file but what it is called."""

_AGREES = 0.1
"""Share of a draft's text that must be in a file for a number in its name to be no other meeting's."""


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

    def without_identity(self, tree: ProfileTree, paper: ReturnedDocument, file: str) -> Matched | str:
        """By what stands in it, else by its name; a text for staff, empty if there is nothing to say, where neither tells.

        Args:
            file: the returned file's name.
        """
        jobs = self._drafted(tree)
        texts = []
        for job in jobs:
            transcript = self.transcript(job)
            if transcript is not None:
                texts.append((job.id, "".join(u.text for u in transcript.utterances)))
        found = draft_matching.shares(paper, texts)
        key = draft_matching.best_share(found)
        for job in jobs:
            if job.id == key:
                return Matched(job, "bookmarks" if paper.bookmarks else "text")
        return self._by_name(tree, jobs, file, found)

    def _by_name(self, tree: ProfileTree, jobs: list[Job], file: str, found: Mapping[int, float]) -> Matched | str:
        named = [j for j in jobs if draft_names.says(file, j.name, agrees=found.get(j.id, 0.0) >= _AGREES)]
        named = [j for j in named if j.profile == tree.root.name] or named
        alike = draft_matching.best_share({j.id: found[j.id] for j in named if j.id in found})
        if len(named) > 1:
            named = [j for j in named if j.id == alike] or named
        if not named:
            return ""
        job = named[0]
        if len(named) > 1:
            return f"「{job.name}」という名前の録音の下書きが{len(named)}件あり、どれのものか決められません"
        others = (j.name for j in jobs if draft_names.names_another(file, job.name, j.name))
        if other := next(others, ""):
            return f"名前に「{job.name}」と「{other}」の両方があり、どちらのものか決められません"
        if draft_matching.contradicts(found, job.id):
            return f"名前は「{job.name}」の下書きのものですが、書いてあることが合いません"
        return Matched(job, BY_NAME)

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
