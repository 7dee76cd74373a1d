"""Which files belong to a recording, by the kinds of the retention rule, each with what proves that it is ours.

On the share that is content: what we published (the store's publications), what we read (the parts of the recording, or their
size and time where they were never read), and what came back. In the work folder only we write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from transcriber.intake import inbox
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import publish
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.retention.erasure import ErasedItem, Stay
from transcriber.retention.rules import FileKind
from transcriber.system.opened import What
from transcriber.system.removal import Below, Known, Why
from transcriber.work.workfolder import (
    FIGURES,
    PARTS,
    REPLAY,
    RETURNS,
    SOUNDS,
    WORDS,
    WorkFolder,
    rendered,
    work_folder,
)

_DECODED = ("audio.pcm", "media.json")
_OUT = "out"

HELD = "保存の指定（hold）があります。"
PAPER = "録音と一緒に入れた資料なので、製品は消しません"
COMPANION = "録音と一緒に入っていた、録音でも資料でもないファイルなので、製品は消しません"
RETURNED = "確認済みのファイルと同じ内容なので、確認済みのファイルと一緒に消します"
LOCK = "Word などが閉じずに終わったときに残した、隠しファイルです"


@dataclass(frozen=True)
class Lying:
    """What lies of one kind.

    Attributes:
        items: ours, by place and content.
        folders: of ours, to be removed once they are empty, the inner ones first.
        stays: what lies among them and is not ours.
        same: files that go with them if they hold the same, and are no matter of this kind if not.
        kept: why nothing of it may go (Japanese); empty: nothing speaks against it.
    """

    items: tuple[ErasedItem, ...] = ()
    folders: tuple[ErasedItem, ...] = ()
    stays: tuple[Stay, ...] = ()
    same: tuple[ErasedItem, ...] = ()
    kept: str = ""


class RecordingFiles:
    """Finds the files of jobs.

    Args:
        watch, work: the shared folder and the folder for all work.
    """

    def __init__(self, store: Store, watch: Path, work: Path) -> None:
        self._store = store
        self._watch = watch
        self._work = work

    def of(self, job: Job, kind: FileKind) -> Lying:
        """What may lie of that kind. Not everything listed need be there."""
        tree = ProfileTree(self._watch / job.profile)
        match kind:
            case FileKind.DECODED:
                there = job.archive and Below(tree.root).what(_under(tree, tree.done) / job.archive)
                safe = there in (What.FILE, What.FOLDER)
                return Lying(tuple(self._mine(job, *_DECODED)) if safe else ())
            case FileKind.AUDIO:
                original = self._original(job, tree)
                mine = (*self._mine(job, *_DECODED, PARTS), *self._made(job, sound=True), self._replay(job))
                published = (i for i in self._published(job, tree) if _is_sound(i.place))
                folders = (*original.folders, *self._out_folders(job))
                return Lying((*original.items, *mine, *published), folders, original.stays, kept=original.kept)
            case FileKind.WORK:
                return Lying((*self._others(job), self._replay(job)))
            case FileKind.DRAFTS:
                # With the listening copy: without its draft it is of no use.
                files = (*self._published(job, tree), *self._made(job, sound=True), *self._made(job, sound=False))
                words = self._mine(job, *sorted(WORDS))
                folders = (*self._folders(job, tree), *self._out_folders(job))
                return Lying((*files, *words), folders)
            case FileKind.FINALS:
                return Lying()  # they come one by one: `finals`

    def finals(self, job: Job) -> tuple[tuple[float, Lying], ...]:
        """What came back, by the moment it came last (seconds since 1970), each file with the copy kept here; and with the last of
        them a draft that was edited in its own place until it was the same.
        """
        returns = self._store.keeping.returns_of(job)
        work = _below(self._work, work_folder(self._work, job.id))
        copies = Below(self._work).names(work / RETURNS)
        came: dict[tuple[Path, PurePosixPath], float] = {}
        hashes: defaultdict[tuple[Path, PurePosixPath], set[str]] = defaultdict(set)
        for one in returns:
            checked = ProfileTree(self._watch / one.profile)
            places = [
                (self._work, work / RETURNS / c) for c in copies if c.partition("_")[2].startswith(one.sha256[:12])
            ]
            if one.file:
                places.append((checked.root, _under(checked, checked.checked) / one.file))
            for place in places:
                came[place] = max(one.at, came.get(place, one.at))
                hashes[place].add(one.sha256)
        if not came:
            return ()
        tree = ProfileTree(self._watch / job.profile)
        every = frozenset(one.sha256 for one in returns)
        edited = tuple(
            ErasedItem(i.root, i.place, Known(every - i.known.hashes))
            for i in self._published(job, tree)
            if i.known is not None
        )
        found = []
        for at in sorted(set(came.values())):
            items = tuple(
                ErasedItem(root, place, None if root == self._work else Known(frozenset(hashes[root, place])))
                for (root, place), when in came.items()
                if when == at
            )
            found.append(
                (at, Lying(items, tuple(self._mine(job, RETURNS)), same=edited if at == max(came.values()) else ()))
            )
        return tuple(found)

    def strangers(self, job: Job) -> tuple[Stay, ...]:
        """What lies in the draft's folder and is none of what we put there, by name or by kind."""
        tree = ProfileTree(self._watch / job.profile)
        if not job.draft_folder:
            return ()
        top = _under(tree, tree.drafts) / job.draft_folder
        if Below(tree.root).what(top) is What.LINK:
            return (Stay(tree.root / top, Why.LINK.label),)
        files = {item.place for item in self._published(job, tree)}
        locks = {file.with_name(lock): tree.root / file for file in files for lock in publish.locks_of(file.name)}
        folders = {item.place for item in self._folders(job, tree)}
        found = []
        for place, what in Below(tree.root).walk(top):
            if place in files or (place in folders and what is What.FOLDER):
                continue
            if place in locks and what is What.FILE:
                found.append(Stay(tree.root / place, LOCK, passing=publish.is_open(locks[place])))
                continue
            why = Why.LINK if place in folders and what is What.LINK else Why.STRANGE
            found.append(Stay(tree.root / place, why.label))
        return tuple(found)

    def nothing_left(self, job: Job) -> bool:
        """Whether nothing lies at any place where something of the recording was; False where that cannot be told.

        Raises:
            OSError: a folder cannot be looked at.
        """
        tree = ProfileTree(self._watch / job.profile)
        if not (tree.inbox.is_dir() and tree.drafts.is_dir() and tree.checked.is_dir()):
            return False
        if job.archive and not tree.done.is_dir():
            return False
        below = Below(tree.root)
        folder = _under(tree, tree.drafts) / job.draft_folder
        if job.draft_folder and below.what(folder) is not What.NOTHING:
            return False
        original = self._original(job, tree)
        work = _below(self._work, work_folder(self._work, job.id))
        finals = (item for _, lying in self.finals(job) for item in lying.items)
        lying = any(item.there() for item in (*original.items, *original.folders, *finals))
        left = set(Below(self._work).names(work)) - FIGURES
        drawn = any(True for sound in (True, False) for _ in self._made(job, sound=sound))
        return not (lying or left or drawn or original.stays or original.kept)

    def contents(self, job: Job, kind: FileKind) -> frozenset[str]:
        """Hashes of what is the recording's of a kind and lies on the share: read, published or come back."""
        match kind:
            case FileKind.AUDIO:
                return frozenset(sha256 for _, sha256, _ in self._store.parts(job))
            case FileKind.DRAFTS:
                return frozenset(h for hashes in self._store.published(job).values() for h in hashes)
            case FileKind.FINALS:
                return frozenset(r.sha256 for r in self._store.keeping.returns_of(job))
            case FileKind.DECODED | FileKind.WORK:
                return frozenset()

    # -- on the share ----------------------------------------------------------------------------------------------

    def _published(self, job: Job, tree: ProfileTree) -> Iterator[ErasedItem]:
        if not job.draft_folder:
            return
        top = _under(tree, tree.drafts) / job.draft_folder
        for name, hashes in sorted(self._store.published(job).items()):
            yield ErasedItem(tree.root, top / name, Known(hashes))

    def _folders(self, job: Job, tree: ProfileTree) -> tuple[ErasedItem, ...]:
        """The draft's folder and those in it that we made, the inner ones first."""
        if not job.draft_folder:
            return ()
        top = _under(tree, tree.drafts) / job.draft_folder
        inner = {parent for name in self._store.published(job) for parent in PurePosixPath(name).parents}
        return tuple(ErasedItem(tree.root, top / i) for i in sorted(inner | {PurePosixPath()}, key=_deepest_first))

    def _original(self, job: Job, tree: ProfileTree) -> Lying:
        """The original where we put it, or (of a job without a draft) where it was dropped."""
        if not job.archive:
            return self._dropped(job, tree) if job.in_inbox else Lying()
        if not tree.root.is_dir():
            return Lying(kept="共有フォルダにつながりません。")
        done = _under(tree, tree.done)
        top = done / job.archive
        noted = self._store.originals(job)
        parts = self._store.parts(job)
        inside = [(p, w) for p, w in Below(tree.root).walk(top) if w is not What.FOLDER]
        if any(noted.values()):
            files = {done / place: frozenset({sha256}) for place, sha256 in noted.items() if sha256}
        else:  # archived before its files were noted one by one
            hashes = frozenset(sha256 for _, sha256, _ in parts) or frozenset({job.sha256 or ""})
            files = {place: hashes for place, what in inside if what is What.FILE} or {top: hashes}
        if self._is_anothers_now(job):
            return Lying()
        papers = [done / place for place, sha256 in noted.items() if not sha256]
        known = any(noted.values())  # else nobody knows what came with the recording and what later
        others = [(place, what) for place, what in inside if place not in files and place not in papers]
        return Lying(
            tuple(ErasedItem(tree.root, place, Known(hashes)) for place, hashes in files.items()),
            _emptied(tree.root, files, done),
            (
                *(_stay(tree.root / p) for p in papers if Below(tree.root).what(p) is not What.NOTHING),
                *(_late(tree.root / p, what) if known else _stay(tree.root / p) for p, what in others),
            ),
        )

    def _is_anothers_now(self, job: Job) -> bool:
        """Whether another recording was archived later under the same name: what lies there is that one's, whatever it holds."""
        others = (o for o in self._store.jobs(job.profile) if o.id != job.id and o.archive == job.archive)
        return any((self._archived(other), other.id) > (self._archived(job), job.id) for other in others)

    def _archived(self, job: Job) -> float:
        """When it was archived last, seconds since 1970."""
        return max((e.at for e in self._store.events(job.id) if e.what == "archived"), default=0.0)

    def _dropped(self, job: Job, tree: ProfileTree) -> Lying:
        path = tree.inbox / job.entry
        try:
            entry = inbox.look_at(path)
        except OSError:
            return Lying(kept="共有フォルダにつながりません。")
        if (entry is None or not entry.parts) and FileKind.AUDIO.value in self._store.keeping.erasures(job):
            return Lying(stays=tuple(_stay(paper) for paper in inbox.left_behind(path)))
        if entry is None:
            return Lying()
        if entry.refused is not None:
            return Lying(stays=(Stay(path, entry.refused.found),))
        if entry.signature != job.signature:
            return Lying(kept="1_録音 の録音が変わっています。")
        seen = {_below(tree.root, p.path): Known(seen=frozenset({(p.size, p.mtime)})) for p in entry.parts}
        return Lying(
            tuple(ErasedItem(tree.root, place, known) for place, known in seen.items()),
            _emptied(tree.root, seen, _under(tree, tree.inbox)),
            tuple(_stay(p.path) for p in (*entry.documents, *entry.companions)),
        )

    # -- in the work folder ------------------------------------------------------------------------------------------

    def _mine(self, job: Job, *names: str) -> Iterator[ErasedItem]:
        work = _below(self._work, work_folder(self._work, job.id))
        return (ErasedItem(self._work, work / name) for name in names)

    def _replay(self, job: Job) -> ErasedItem:
        return ErasedItem(self._work, PurePosixPath(REPLAY) / f"{job.id:06d}")

    def _made(self, job: Job, *, sound: bool) -> Iterator[ErasedItem]:
        """What lies in the job's out/, and in what `transcriber render` made of it."""
        folders = (work_folder(self._work, job.id), *rendered(self._work, job.sha256 or ""))
        for folder in folders:
            yield from made(self._work, folder, sound=sound)

    def _others(self, job: Job) -> Iterator[ErasedItem]:
        other = {PARTS, *_DECODED, _OUT, RETURNS, *FIGURES, *WORDS}
        names = Below(self._work).names(_below(self._work, work_folder(self._work, job.id)))
        return self._mine(job, *(name for name in names if name not in other))

    def _out_folders(self, job: Job) -> Iterator[ErasedItem]:
        folders = (work_folder(self._work, job.id), *rendered(self._work, job.sha256 or ""))
        return (item for folder in folders for item in out_folders(self._work, folder))


def made(work: Path, folder: Path, *, sound: bool) -> Iterator[ErasedItem]:
    """The files in `folder`/out: the sound, or all the rest; without its sound the whole of it."""
    out = _below(work, WorkFolder(folder).out)
    files = [place for place, what in Below(work).walk(out) if what is not What.FOLDER]
    sounds = [place for place in files if _is_sound(place)]
    if sound:
        return (ErasedItem(work, place) for place in sounds)
    if sounds:
        return (ErasedItem(work, place) for place in files if place not in sounds)
    return iter((ErasedItem(work, out),) if Below(work).what(out) is not What.NOTHING else ())


def out_folders(work: Path, folder: Path) -> Iterator[ErasedItem]:
    """`folder`/out and the folders in it, the inner ones first."""
    out = _below(work, WorkFolder(folder).out)
    inner = [place for place, what in Below(work).walk(out) if what is What.FOLDER]
    return (ErasedItem(work, place) for place in sorted((out, *inner), key=_deepest_first))


def _stay(path: Path) -> Stay:
    return Stay(path, COMPANION if inbox.is_companion(path) else PAPER)


def _late(path: Path, what: What) -> Stay:
    """Of what was put beside an archived recording afterwards."""
    return Stay(path, (Why.LINK if what is What.LINK else Why.STRANGE).label)


def _is_sound(place: PurePosixPath) -> bool:
    return place.suffix.lower() in SOUNDS


def _emptied(root: Path, files: Iterable[PurePosixPath], top: PurePosixPath) -> tuple[ErasedItem, ...]:
    """The folders between `top` and the files, the inner ones first."""
    between = {parent for file in files for parent in file.parents if top in parent.parents}
    return tuple(ErasedItem(root, place) for place in sorted(between, key=_deepest_first))


def _deepest_first(place: PurePosixPath) -> tuple[int, str]:
    return -len(place.parts), str(place)


def _under(tree: ProfileTree, folder: Path) -> PurePosixPath:
    return _below(tree.root, folder)


def _below(root: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(root).as_posix())
