"""One job from the inbox to the archive: copy in, transcribe, publish, archive. Several may be on their way in threads of their own.

Every step leaves something durable before the next begins, and recognises what an earlier attempt left; so a run may be
cut off anywhere and simply be started again. What goes wrong is turned into a state with a message here, and nowhere
else.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from transcriber.errors import Changed, EngineDied, RecordingError, SettingsError, StorageError, TranscriberError
from transcriber.intake import copying, inbox
from transcriber.intake.inbox import InboxEntry
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import DONE, INBOX, ProfileTree, settings_state
from transcriber.queue import (
    archived,
    erased_sound,
    lost_sound,
    originals,
    paper_copies,
    part_list,
    publish,
    superseded,
)
from transcriber.queue.job import Job, Status
from transcriber.queue.one_at_a_time import OneAtATime
from transcriber.queue.originals import Originals, Safety
from transcriber.queue.part_list import PartList
from transcriber.queue.store import Store
from transcriber.queue.told_place import told_place
from transcriber.queue.work_files import remove_work
from transcriber.system import removal, rights
from transcriber.system.storage_errors import storage_error
from transcriber.work.contract import Assignment, Pipeline, Result, Stop, Stopped
from transcriber.work.workfolder import PARTS, work_folder

log = logging.getLogger(__name__)

COPYING = "録音の写し取り"
PUBLISHING = "下書きの書き出し"

COPY_SHARE = 0.02
"""How much of a whole job copying is, for the figure staff see."""


class Runner:
    """Runs jobs of one store. Several threads may run a job each; what two recordings must not do at the same time (compare the same
    content with what is known, choose names in one profile's folders) they do one after the other.

    Args:
        watch: the shared folder, whose first-level folders are the profiles.
        work: the local folder for the jobs' files.
        pipeline: the stages from recording to draft.
        owner: names this process in leases.
    """

    def __init__(
        self,
        store: Store,
        watch: Path,
        work: Path,
        pipeline: Pipeline,
        owner: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._originals = Originals(store)
        self._watch = watch
        self._work = work
        self._pipeline = pipeline
        self._owner = owner
        self._monotonic = monotonic
        self._turns = OneAtATime()
        self._leased: set[int] = set()

    def run(self, job: Job, stop: Stop) -> None:
        """Take `job` and bring it as far as it goes; whatever happens to it is in the store afterwards.

        Args:
            stop: asked often; True: give the job back where it is.

        Raises:
            StorageError: the store itself cannot be written.
        """
        leased = self._store.lease(job, self._owner)
        if leased is None:
            return
        self._leased.add(leased.id)
        try:
            self._run(leased, stop)
        finally:
            self._leased.discard(leased.id)

    def _run(self, job: Job, stop: Stop) -> None:
        tree = ProfileTree(self._watch / job.profile)

        def ended() -> bool:
            return stop() or self._cancelled(job)

        try:
            self._walk(job, tree, ended)
        except Stopped:
            if self._cancelled(job):
                self._store.cancelled(job)
            else:
                self._store.release(job, "asked to stop")
        except (Changed, FileNotFoundError) as e:
            log.info("job %d: %s", job.id, type(e).__name__)
            self._source_moved(job, tree, e)
        except EngineDied:
            log.warning("job %d: engine died", job.id)
            if stop():  # the engine was ended together with us
                self._store.release(job, "asked to stop")
            elif not self._store.died(job):
                log.error("job %d set aside", job.id)
        except SettingsError as e:
            log.warning("job %d: %s", job.id, type(e).__name__)
            self._store.attention(job, e, settings=_settings_or_unknown(tree))
        except TranscriberError as e:
            log.warning("job %d: %s", job.id, type(e).__name__)
            if e.temporary:
                self._store.delay(job, e)
            else:
                self._store.attention(job, e)
        except OSError as e:
            log.warning("job %d: %s %s", job.id, type(e).__name__, e.errno)
            self._store.delay(job, storage_error(e, self._place(e, job)))

    def archive_pending(self, stop: Stop = lambda: False) -> None:
        """Move originals whose draft is durable but which could not be moved, or whose move was not noted; and prove the
        renames of those that wait for a person, and that the originals of copies are still whole."""
        for profile in self._store.profiles_in_use():
            tree = ProfileTree(self._watch / profile)
            for job in self._store.in_inbox(profile):
                if job.status in (Status.DRAFTED, Status.CHECKED) and tree.inbox.is_dir():
                    self._archive(job, tree, stop)
                elif job.former and job.status.settled:
                    with contextlib.suppress(Stopped):
                        self._renamed(job, tree, stop)
            with contextlib.suppress(Stopped):
                self._originals.recheck_whole(profile, tree, stop)

    def work_folder(self, job: Job) -> Path:
        """The job's folder on the local disk."""
        return work_folder(self._work, job.id)

    # -- the four steps --------------------------------------------------------------------------------------------

    def _walk(self, job: Job, tree: ProfileTree, stop: Stop) -> None:
        """Raises: Stopped, TranscriberError, OSError."""
        parts, sha256 = self._copy(job, tree, stop)
        if sha256 is None:
            return  # the content is known: the job has ended in `_known`
        profile = Profile.read(tree.root)

        def progress(stage: str, done: float, remaining: float | None, *, rests: bool = False) -> None:
            whole = COPY_SHARE + (1 - COPY_SHARE) * min(max(done, 0), 1)
            self._store.progress(job, stage, whole, remaining, rests=rests)

        work = self.work_folder(job)
        names = self._part_names(job, tree, stop)
        assignment = Assignment(
            parts=parts,
            name=job.name,
            sha256=sha256,
            profile=profile,
            work=work,
            papers=paper_copies.copies(work),
            left_out=paper_copies.left_out(work),
            part_names=names.parts,
            companions=names.companions,
            others_wait=lambda: len(self._leased) > 1 or bool(self._store.due()),
        )
        while True:
            result = self._pipeline(assignment, progress=progress, stop=stop)
            if stop():
                raise Stopped
            job = self._renamed(job, tree, stop)
            if job.name == assignment.name:
                break
            assignment = replace(assignment, name=job.name)  # only what is made of the name is made again
        with self._turns.turn(job.profile, stop):
            self._publish(job, tree, result)
        drafted = self._store.get(job.id)
        if drafted is not None:
            superseded.tell_superseded(self._store, drafted)
            self._archive(drafted, tree, stop)

    def _renamed(self, job: Job, tree: ProfileTree, stop: Stop) -> Job:
        """The job under the name that its recording has now. A share that does not tell is no reason to wait.

        Raises:
            Stopped: `stop` said so.
        """
        try:
            return self._originals.current(job, tree, stop)
        except OSError as e:
            log.info("job %d: %s at its original", job.id, type(e).__name__)
            return job

    def _copy(self, job: Job, tree: ProfileTree, stop: Stop) -> tuple[tuple[Path, ...], str | None]:
        """The local parts and the hash of the recording; no hash where another job has the same content."""
        folder = self.work_folder(job) / PARTS
        if there := lost_sound.local_copies(self._store, job, self._work):
            place, inside = lost_sound.original_place(job, tree)
            paper_copies.copy_anew(place, self.work_folder(job), there, inside=inside)
            return there, job.sha256
        self._store.progress(job, COPYING, 0, None)
        entry, inside = self._originals.entry_as_read(job, tree, stop)
        rights.make(self._work)
        copying.check_room(self._work, entry.size)
        copies = []
        told = self._monotonic()
        before = 0

        def go_on(done: int) -> None:
            nonlocal told
            if stop():
                raise Stopped
            if self._monotonic() - told > 2:
                told = self._monotonic()
                self._store.progress(job, COPYING, COPY_SHARE * (before + done) / max(entry.size, 1), None)

        for number, part in enumerate(entry.parts, start=1):
            target = folder / copying.part_name(number, part.path)
            copies.append(copying.copy_in(part, target, inside=inside, go_on=go_on))
            self._store.part_copied(job, number, copies[-1])
            before += part.size
        part_list.keep(folder, entry)
        paper_copies.copy_papers(entry, self.work_folder(job), inside=inside)
        sha256 = copying.whole_hash(tuple(c.sha256 for c in copies))
        with self._turns.turn((job.profile, sha256), stop):
            if self._known(job, sha256, entry, tree, stop):
                remove_work(self._work, job.id)
                return (), None
            self._store.copied(job, sha256)
        return tuple(c.path for c in copies), sha256

    def _part_names(self, job: Job, tree: ProfileTree, stop: Stop) -> PartList:
        """What staff called the parts; nothing where nobody knows any more, since copies are enough to go on."""
        if kept := part_list.kept(self.work_folder(job) / PARTS):
            return kept
        with contextlib.suppress(Changed, RecordingError, FileNotFoundError):
            return part_list.part_list_of(self._originals.entry_as_read(job, tree, stop)[0])
        return PartList()

    def _known(self, job: Job, sha256: str, entry: InboxEntry, tree: ProfileTree, stop: Stop) -> bool:
        """Whether another job has this content; then this one ends here: as a copy, with a word and a link, while the
        other's original is there, else as that job's original."""
        same = () if job.again else self._store.with_content(job, sha256)
        same = tuple(self._renamed(other, tree, stop) for other in same)
        if not same:
            return False
        known = {other: self._originals.verify(other, tree, stop) for other in same}
        first = next((other for other, safety in known.items() if safety is Safety.SAFE), same[0])
        if known[first] is not Safety.GONE:
            self._store.attention(job, self._originals.advice(first, known[first], entry), first=first)
            return True
        self._store.placement.reattach(first, job, originals.found_again(first, job))
        found = self._store.get(first.id)
        if found is not None and found.status in (Status.DRAFTED, Status.CHECKED):
            self._archive(found, tree, stop)
        return True

    def _publish(self, job: Job, tree: ProfileTree, result: Result) -> None:
        self._store.progress(job, PUBLISHING, 1.0, 0)
        if not tree.root.is_dir():
            raise _not_there(tree.root)
        folder = publish.folder_for(
            result.name or job.name, tree.drafts, self._store.draft_folders(job), job.draft_folder
        )
        if folder != job.draft_folder:
            self._store.draft_folder(job, folder)
        target = tree.drafts / folder
        rights.make(target)
        rights.like_its_folder(target)  # an older version may have made it

        def announce(name: str, sha256: str) -> None:
            self._store.publishing(job, name, sha256)

        done = publish.publish_all(
            result, target, job=job.id, ours=self._store.published(job), announce=announce, root=tree.drafts
        )
        changed = paper_copies.told_of_changes(job.id, lost_sound.original_place(job, tree)[0], self.work_folder(job))
        self._store.drafted(job, done.names[0] if done.names else "", result.note + changed + done.note)
        log.info("job %d drafted", job.id)

    def _archive(self, job: Job, tree: ProfileTree, stop: Stop) -> None:
        """Move the original, if it still is the one that was read; never raises for the share."""
        with suppress(Stopped), self._turns.turn(job.profile, stop):
            self._archive_now(job, tree, stop)

    def _archive_now(self, job: Job, tree: ProfileTree, stop: Stop) -> None:
        files: dict[str, str] = {}
        try:
            job = self._originals.current(job, tree, stop)
            if not job.in_inbox:
                return
            entry = inbox.look_at(tree.inbox / job.entry)
            if entry is None:
                name = publish.archived_as(job.entry, job.signature, tree.done) if tree.done.is_dir() else ""
                name = name or self._originals.moved_by_hand(job, tree, stop)
            elif entry.signature != job.signature:
                name = ""  # a person put another recording in its place: that one is new
            else:
                for paper in entry.documents:
                    if paper.path.parent == tree.inbox:
                        files[publish.archive(paper.path, tree.done)] = ""
                name = publish.archive(entry.path, tree.done)
                if inbox.signature_at(tree.done / name) != job.signature and not os.path.lexists(entry.path):
                    (tree.done / name).rename(entry.path)  # replaced between the look and the move: it has its own turn
                    name = ""
                else:
                    parts = self._files(job, entry, name)
                    files |= parts | (archived.beside(entry, tree.done / name) if parts else {})
        except Stopped:
            return  # the draft is there; the original is moved when we are back
        except StorageError as e:
            self._store.archive_failed(job, e)
        except OSError as e:
            self._store.archive_failed(job, storage_error(e, f"{job.profile}の{INBOX}または{DONE}"))
        else:
            if not name:
                self._store.detached(job)
                return
            self._store.archived(job, name, files)
            with suppress(OSError):
                removal.discard(self.work_folder(job) / PARTS)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _files(self, job: Job, entry: InboxEntry, name: str) -> dict[str, str]:
        """Place in the archive folder → hash, of the parts of an original that was moved there as `name`."""
        hashes = [sha256 for _, sha256, _ in self._store.parts(job)]
        places = [PurePosixPath(name, part.path.relative_to(entry.path).as_posix()) for part in entry.parts]
        return dict(zip(map(str, places), hashes, strict=True)) if len(hashes) == len(places) else {}

    def _source_moved(self, job: Job, tree: ProfileTree, error: Changed | OSError) -> None:
        """The original (or something else) was not there, or not as before."""
        current = self._store.get(job.id) or job
        try:
            inbox.listing(tree.inbox)
        except OSError as e:
            self._store.delay(job, storage_error(e, f"{job.profile}の{INBOX}"))
            return
        if refused := erased_sound.refusal(self._store, current, self._work):
            self._store.attention(job, refused)
        elif current.sha256 is None:
            self._store.unstable(job)
        elif isinstance(error, OSError):
            if lost := lost_sound.nothing_left(self._store, current, self._work, tree):
                self._store.attention(job, lost)
                return
            self._store.delay(job, storage_error(error, self._place(error, job)))
        else:
            self._store.delay(job, error)

    def _place(self, error: OSError, job: Job) -> str:
        current = self._store.get(job.id) or job
        return told_place(error, current.profile, self._watch, publishing=current.stage == PUBLISHING)

    def _cancelled(self, job: Job) -> bool:
        current = self._store.get(job.id)
        return current is None or current.wish == "cancel"


def new_owner() -> str:
    """A name for this process in leases, never used before."""
    return f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"


def _not_there(path: Path) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def _settings_or_unknown(tree: ProfileTree) -> str:
    try:
        return settings_state(tree)
    except OSError:
        return "?"  # differs from any real state, so the next scan that can look tries again
