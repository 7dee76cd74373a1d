"""The papers of a recording that waits, read before its turn: so nobody waits for them in it."""

from __future__ import annotations

from pathlib import Path

from transcriber.intake import copying
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import lost_sound, paper_copies
from transcriber.queue.job import Job, Status
from transcriber.queue.originals import Originals
from transcriber.queue.store import Store
from transcriber.system import rights
from transcriber.work.contract import Pipeline, Stop, WaitingPapers
from transcriber.work.workfolder import work_folder


class PapersBeforeTurn:
    """Reads them into the recording's work folder. In its turn they are copied anew, and what was read of the same ones is found; what went
    wrong is met again then, and told.

    Args:
        watch: the shared folder, whose first-level folders are the profiles.
        work: the local folder for the jobs' files.
        pipeline: reads what was copied.
    """

    def __init__(self, store: Store, watch: Path, work: Path, pipeline: Pipeline) -> None:
        self._store = store
        self._originals = Originals(store)
        self._watch = watch
        self._work = work
        self._pipeline = pipeline

    def read(self, job: Job, stop: Stop) -> None:
        """Read the papers of `job`, while it waits.

        Args:
            stop: asked often; True: leave it.

        Raises:
            Stopped: `stop` said so, or the recording does not wait any more.
            TranscriberError, OSError: the papers, the recording or the profile cannot be read.
        """

        def ended() -> bool:
            if stop():  # first: then the store may be closed
                return True
            now = self._store.get(job.id)
            return now is None or now.status is not Status.WAITING

        tree, work = ProfileTree(self._watch / job.profile), work_folder(self._work, job.id)
        if there := lost_sound.local_copies(self._store, job, self._work):
            place, inside = lost_sound.original_place(job, tree)
            paper_copies.copy_anew(place, work, there, inside=inside)
        else:
            entry, inside = self._originals.entry_as_read(job, tree, ended)
            if not entry.documents:
                return
            rights.make(self._work)
            copying.check_room(self._work, sum(paper.size for paper in entry.documents))
            paper_copies.copy_papers(entry, work, inside=inside)
        if papers := paper_copies.copies(work):
            waiting = WaitingPapers(papers=papers, name=job.name, profile=Profile.read(tree.root), work=work)
            self._pipeline.read_papers(waiting, stop=ended)
