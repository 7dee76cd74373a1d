"""Where the original of a recording lies now, and what may be said of a copy of it.

A copy may be called needless only while the same bytes lie safe elsewhere. Where they do not, the copy is the original.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Container
from enum import Enum, auto
from pathlib import Path

from transcriber.errors import Changed, RecordingError
from transcriber.intake import copying, inbox
from transcriber.intake.inbox import InboxEntry
from transcriber.profiles.tree import DONE, DRAFTS, INBOX, ProfileTree
from transcriber.queue import lost_sound, renames
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.retention.rules import FileKind
from transcriber.system import file_names
from transcriber.untrusted import files
from transcriber.work.contract import Stop, Stopped

PREALLOCATED_SECONDS = 600.0
"""For how long a copy waits for its original to arrive: copy programs reserve the full size first."""


PROVED_SECONDS = 6 * 3600.0
"""For how long an original that was read counts as whole while the system says that it is the same file: on some shares a file can
be overwritten without a sign."""


class Safety(Enum):
    """What is known of a job's original."""

    SAFE = auto()  # it lies where it should, and its bytes have been read
    ERASED = auto()  # the retention rule has deleted it
    UNKNOWN = auto()  # its folder cannot be read now, or its bytes have to be read again
    GONE = auto()  # it is not where it should be


class Originals:
    """Follows the originals of one installation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- renames ---------------------------------------------------------------------------------------------------

    def current(self, job: Job, tree: ProfileTree, stop: Stop) -> Job:
        """The job under the name that its original has now, proved by the content; or without an original in the inbox,
        if that which looked like it is another recording.

        Raises:
            Stopped: `stop` said so.
            OSError: the inbox cannot be read.
        """
        if job.in_inbox and _signature_in_inbox(tree.inbox / job.entry) != job.signature:
            known = self._store.in_inbox(job.profile)  # before the folder, as in scan.py
            found = renames.find_renames(known, inbox.listing(tree.inbox))
            if found:
                self._store.placement.renamed(found)
        now = self._store.get(job.id) or job
        if now.in_inbox and now.former and now.sha256 is not None:
            sha256 = content_hash(tree.inbox / now.entry, stop)
            if sha256 == now.sha256:
                self._store.placement.proved(now)
            elif sha256 is not None:
                self._store.placement.disproved(now)
        return self._store.get(job.id) or now

    def moved_by_hand(self, job: Job, tree: ProfileTree, stop: Stop) -> str:
        """The name under which a person has put the job's original into the archive folder; empty if nobody has.

        Raises:
            Stopped: `stop` said so.
            OSError: the archive folder cannot be read.
        """
        if job.sha256 is None or not tree.done.is_dir():
            return ""
        taken = self._store.archives(job.profile)
        for entry in inbox.listing(tree.done):
            alike = entry.signature == job.signature and entry.name not in taken
            if alike and content_hash(entry.path, stop) == job.sha256:
                return entry.path.name
        return ""

    # -- the original once more ----------------------------------------------------------------------------------------

    def entry_as_read(self, job: Job, tree: ProfileTree, stop: Stop) -> tuple[InboxEntry, Path]:
        """The original as it lies now, and the folder it lies in.

        Raises:
            Changed: in the inbox, it is not as it was when it was found complete.
            RecordingError: in the archive folder, it is not the recording any more that was read.
            FileNotFoundError: it is not there.
            Stopped: `stop` said so.
        """
        place, inside = lost_sound.original_place(job, tree)
        entry = inbox.look_at(place)
        if entry is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(place))
        if entry.signature == job.signature and entry.parts:
            return entry, inside
        if inside != tree.done:
            raise Changed("録音が届いたあとに変わりました。", "コピーが終わるまでお待ちください。自動でやり直します。")
        if not self.is_as_read(job, tree, entry, stop):
            raise RecordingError(
                f"{DONE} の「{job.archive}」が、文字起こしをしたときと違う内容になっているので、"
                f"もう一度処理することはできません。{_draft_is(job)}",
                f"元の録音がほかに残っていれば、{INBOX} に入れてください。"
                f"いまの「{job.archive}」を文字にするときも、{INBOX} に移してください。",
            )
        return entry, inside

    def is_as_read(self, job: Job, tree: ProfileTree, entry: InboxEntry, stop: Stop) -> bool:
        """Whether what lies in the archive folder has the content that was read, whatever its times say.

        Raises:
            Stopped: `stop` said so.
            OSError: it cannot be read.
        """
        if job.sha256 is None or content_hash(tree.done / job.archive, stop) != job.sha256:
            return False
        self._store.placement.touched(job, entry.signature)
        return True

    # -- copies ----------------------------------------------------------------------------------------------------

    def look(self, first: Job, tree: ProfileTree) -> Safety:
        """Whether the original of `first` lies where it should, without reading it: so each scan may ask. Size and times prove
        nothing, so it is safe only while it is the file that was read whole not long ago."""
        if first.former:
            return Safety.UNKNOWN  # what looks like it is not proved yet
        place = self._place(first, tree)
        try:
            if place is not None:
                signature = _signature_in_inbox(place) if first.in_inbox else inbox.signature_at(place)
                if signature == first.signature:
                    return Safety.SAFE if self._read_lately(first, place) else Safety.UNKNOWN
        except OSError:
            return Safety.UNKNOWN
        return self._missing(first)

    def verify(self, first: Job, tree: ProfileTree, stop: Stop) -> Safety:
        """As `look`, with its content read.

        Raises:
            Stopped: `stop` said so.
        """
        place = self._place(first, tree)
        if place is None or first.former:
            return self.look(first, tree)
        try:
            signature = _signature_in_inbox(place) if first.in_inbox else inbox.signature_at(place)
            before = _files_at(place)
            # What was changed in the inbox since it was read is read anew, as a recording of its own.
            as_read = signature == first.signature or (bool(signature) and not first.in_inbox)
            if as_read and content_hash(place, stop) == first.sha256:
                if signature != first.signature:
                    self._store.placement.touched(first, signature)
                if before == _files_at(place):
                    self._store.placement.read_whole(first, before)
                return Safety.SAFE
        except OSError:
            return Safety.UNKNOWN
        return self._missing(first)

    def _missing(self, first: Job) -> Safety:
        return Safety.ERASED if FileKind.AUDIO.value in self._store.keeping.erasures(first) else Safety.GONE

    def _read_lately(self, first: Job, place: Path) -> bool:
        """Raises: OSError."""
        ago = self._store.placement.seconds_since_whole(first, _files_at(place))
        return ago is not None and 0 <= ago < PROVED_SECONDS

    def recheck(self, copy: Job, entry: InboxEntry, tree: ProfileTree) -> None:
        """See whether what the line of a copy (here `entry`) says still holds; if its original is gone, the copy is read
        again."""
        first = self._store.get(copy.first) if copy.first is not None else None
        if first is not None:
            self._tell(copy, entry, first, self.look(first, tree))

    def recheck_whole(self, profile: str, tree: ProfileTree, stop: Stop) -> None:
        """The same for all copies in an inbox, with those originals read that have not been read lately. A share that does not
        answer is asked the next time.

        Raises:
            Stopped: `stop` said so.
        """
        for copy in self._store.in_inbox(profile):
            first = self._store.get(copy.first) if copy.first is not None else None
            if first is None or copy.status is not Status.ATTENTION or self.look(first, tree) is not Safety.UNKNOWN:
                continue
            try:
                entry = inbox.look_at(tree.inbox / copy.entry)
            except OSError:
                return
            if entry is not None and entry.signature == copy.signature:
                self._tell(copy, entry, first, self.verify(first, tree, stop))

    def _tell(self, copy: Job, entry: InboxEntry, first: Job, safety: Safety) -> None:
        if safety is Safety.GONE:
            self._store.placement.reopen(
                copy, f"同じ内容の「{first.entry}」が見当たらなくなりました。残っているのはこの録音だけかもしれません。"
            )
        else:
            self._store.placement.advise(copy, self.advice(first, safety, entry))

    def advice(self, first: Job, safety: Safety, copy: InboxEntry) -> RecordingError:
        """What staff are told of a recording with the content of `first`, whose original is not gone."""
        where = _where(first, self._store.keeping.erasures(first))
        same = f"「{first.entry}」と同じ内容の録音です（{where}）。"
        again = "別の記録として作り直すときは情報担当者に連絡してください。"
        if safety is Safety.SAFE:
            papers = "（中の資料は先に取り出してください）" if copy.documents and copy.path.is_dir() else ""
            return RecordingError(same, f"不要なら {INBOX} から取り除いてください{papers}。{again}")
        if safety is Safety.ERASED:
            return RecordingError(
                f"{same}元の録音は保存期間の決まりにより削除したので、残っているのはこの録音だけです。",
                f"残すかどうかを決めてから動かしてください。{again}",
            )
        return RecordingError(
            f"{same}元の録音が残っているかどうかを、いまは確かめられません。",
            f"確かめられるまで、この録音を {INBOX} に残しておいてください。{again}",
        )

    @staticmethod
    def _place(first: Job, tree: ProfileTree) -> Path | None:
        if first.sha256 is None or first.status is Status.WITHDRAWN:
            return None
        if first.in_inbox:
            return tree.inbox / first.entry
        return tree.done / first.archive if first.archive else None


def _where(first: Job, erased: Container[str]) -> str:
    """What has become of the draft, in words for staff."""
    if FileKind.DRAFTS.value in erased:
        return "下書きは保存期間の決まりにより削除しました"
    if first.draft_folder:
        return f"下書きは {DRAFTS}/{first.draft_folder} にあります"
    return "取りやめた録音です" if first.status is Status.CANCELLED else "下書きはこれから作ります"


def _draft_is(job: Job) -> str:
    return f"前に作った下書きは {DRAFTS}/{job.draft_folder} にあります。" if job.draft_folder else ""


def _signature_in_inbox(place: Path) -> str:
    """The signature of what has exactly this name, also on a share that does not tell upper from lower case: there, the
    old name of a recording still leads to it under its new one. Empty if there is none."""
    entry = inbox.look_at(place)
    return entry.signature if entry is not None else ""


def _files_at(place: Path) -> str:
    """Changes when a file of the recording at `place` is overwritten or replaced, as far as the system tells.

    Raises:
        OSError: it cannot be told.
    """
    entry = inbox.look_at(place)
    parts = entry.parts if entry is not None else ()
    return hashlib.sha256(repr([files.identity(part.path) for part in parts]).encode()).hexdigest()


def found_again(first: Job, newer: Job) -> str:
    """What staff are told where `newer` has become the original of `first`; empty where the move was to be expected."""
    if not first.archive:
        return ""
    return f"元の録音が {DONE} に見当たらなくなっていたので、同じ内容の「{newer.entry}」を元の録音として扱いました。"


def ready(store: Store, now: float) -> tuple[Job, ...]:
    """The jobs that may be taken up now, without copies whose original is here too (「録音 - コピー」 beside 「録音」):
    the original goes first, and so gives the recording its name. `now` in seconds since 1970."""
    due = store.due()
    here = {job.id for job in due}
    marked = {job.id: plain for job in due if (plain := _plain(job.entry)) != file_names.same(job.entry)}
    coming = {
        (other.profile, file_names.same(other.entry), other.size)
        for profile in {job.profile for job in due if job.id in marked}
        for other in store.in_inbox(profile)
        if other.id in here
        or (other.status is Status.RUNNING and other.sha256 is None)  # it is being read
        or (other.status is Status.ARRIVING and 0 <= now - other.arrived < PREALLOCATED_SECONDS)
    }
    return tuple(job for job in due if (job.profile, marked.get(job.id), job.size) not in coming)


def _plain(name: str) -> str:
    """A key under which a recording and its copies beside it are equal."""
    return file_names.same(file_names.without_copy_mark(name))


def content_hash(path: Path, stop: Stop) -> str | None:
    """The hash of the recording at `path` (see `copying.whole_hash`); None if none lies there.

    Raises:
        Stopped: `stop` said so.
        OSError: it cannot be read.
    """
    entry = inbox.look_at(path)
    if entry is None or not entry.parts:
        return None
    try:
        return copying.whole_hash(tuple(_sha256_of(part.path, stop) for part in entry.parts))
    except FileNotFoundError:
        return None


def _sha256_of(file: Path, stop: Callable[[], bool]) -> str:
    digest = hashlib.sha256()
    with file.open("rb", buffering=0) as f:
        while block := f.read(copying.BLOCK):
            if stop():
                raise Stopped
            digest.update(block)
    return digest.hexdigest()
