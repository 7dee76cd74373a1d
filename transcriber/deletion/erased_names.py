"""What is left of a recording when its files are gone: a note for staff of what had to stay, or numbers without a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from transcriber.deletion.moved_files import MovedFiles
from transcriber.deletion.recording_files import LOCK, RETURNED, RecordingFiles
from transcriber.profiles.tree import DRAFTS, ProfileTree
from transcriber.queue.job import Job
from transcriber.queue.publish import locks_of
from transcriber.queue.returns_and_holds import Returned
from transcriber.queue.store import Store
from transcriber.queue.told_gone import ERASED
from transcriber.retention.erasure import Stay
from transcriber.retention.rules import FileKind
from transcriber.system.opened import What
from transcriber.system.removal import Below, Why

_NAMED = 3
"""Paths named in the note for staff."""

_DELETE = "要らないものは、確かめてから消してください。全部なくなると、録音の名前も記録から消えます。"
_CLOSE = (
    "開いている人がいるものは、閉じてもらってください。だれも開いていなければ、同じフォルダの「~$」で始まる隠しファイルを消してください。"
    "閉じると、次の見回りで消えます。"
)
_PERMIT = (
    "権限がなくて消せないものは、情報担当者に頼んで、そのファイルとフォルダを書き換えてよい設定にしてください。"
    "直ると、次の見回りで消えます。"
)
_TODO = {Why.OPEN.label: _CLOSE, Why.BUSY.label: _CLOSE, Why.REFUSED.label: _PERMIT}
"""Reason → what to do; of any other reason: _DELETE."""


def neutral(job: Job) -> str:
    """What a recording is called when its name is gone."""
    return f"消去済みの録音 {job.id}"


class ErasedNames:
    """Part of the sweep."""

    def __init__(self, store: Store, watch: Path, files: RecordingFiles) -> None:
        self._store = store
        self._watch = watch
        self._files = files

    def settle(self, job: Job, stays: Sequence[Stay], moved: MovedFiles, *, over: bool) -> None:
        """Tell staff what stays of a recording although its time is over; or take its name out of the store, if nothing is left
        anywhere that belongs to it.

        Args:
            moved: what lies in its profile at places of no recording.
            over: the time of all its files is over, and nobody holds it.
        """
        if over and not stays and self._store.keeping.named(job):
            try:
                gone = self._files.nothing_left(job)
                stays = tuple(self._elsewhere(job, moved)) if gone else ()
            except OSError:
                return  # a share that is away: it cannot be told
            if gone and not stays:
                notice = f"{job.profile}の{DRAFTS}/{job.draft_folder}"  # as relabelling.py calls it
                self._store.keeping.erase_names(job, neutral(job), ERASED, notice)
                return
        before = {left.job: left.found for left in self._store.keeping.leftovers(job.profile)}.get(job.id, "")
        found, todo = self._told(job, stays) if stays else ("", "")
        if before != found:
            self._store.keeping.left_over(job, found, todo)

    def erase_returned(self, returns: Iterable[Returned]) -> None:
        """The same for files that came back and belong to no job, if they lie there no more."""
        for one in returns:
            tree = ProfileTree(self._watch / one.profile)
            if one.file and tree.checked.is_dir():
                place = PurePosixPath(tree.checked.name) / one.file
                if Below(tree.root).what(place) is What.NOTHING:
                    self._store.keeping.erase_name_of(one)

    def _told(self, job: Job, stays: Sequence[Stay]) -> tuple[str, str]:
        """Of what goes later by itself, and of what a person must look at; nothing is to be done where there is only the former."""
        later = [self._path(job, s) for s in stays if s.why == RETURNED]
        kept = [s for s in stays if s.why != RETURNED]
        found = f"{'、'.join(later)} も残っています（{RETURNED}）。" if later else ""
        if not kept:
            return found, ""
        named: dict[str, list[str]] = {}
        for stay in kept[:_NAMED]:
            named.setdefault(stay.why, []).append(self._path(job, stay))
        listed = "、".join(f"{'、'.join(p)}（{'いずれも' if len(p) > 1 else ''}{why}）" for why, p in named.items())
        more = f" ほか{len(kept) - _NAMED}件" if len(kept) > _NAMED else ""
        return (
            f"録音 {job.id} は保存期間が過ぎましたが、消していないものがあります：{listed}{more}。{found}",
            "".join(dict.fromkeys(_TODO.get(stay.why, _DELETE) for stay in kept)),
        )

    def _path(self, job: Job, stay: Stay) -> str:
        root = self._watch / job.profile
        return stay.path.relative_to(root).as_posix() if stay.path.is_relative_to(root) else stay.path.name

    def _elsewhere(self, job: Job, moved: MovedFiles) -> Iterator[Stay]:
        """Files that hold what is the recording's, at places where we did not put them and nobody else of ours did; and what Word
        left beside a checked file."""
        for one in self._store.keeping.returns_of(job):
            checked = ProfileTree(self._watch / one.profile)
            file = PurePosixPath(checked.checked.name) / one.file
            for lock in locks_of(file.name) if one.file else ():
                if Below(checked.root).what(file.with_name(lock)) is What.FILE:
                    yield Stay(checked.root / file.with_name(lock), LOCK)
        contents = (self._files.contents(job, kind) for kind in FileKind)
        yield from (Stay(path, Why.MOVED.label) for path in moved.holding(frozenset().union(*contents)))
