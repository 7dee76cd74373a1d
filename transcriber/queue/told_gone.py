"""What the retention rule has deleted of a recording, since when, and what is left, in words for staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from transcriber.profiles.tree import CHECKED, DONE, DRAFTS, INBOX
from transcriber.queue.job import Job, Notice, Status
from transcriber.queue.returns_and_holds import Leftover
from transcriber.queue.store import Store
from transcriber.retention.rules import FileKind
from transcriber.system import wall_clock

ERASED_BY_RULE = "保存期間の決まり"
ERASED = "保存期間が過ぎたので、録音と文書を消しました。"
"""What staff are told of a recording of which nothing is left."""

DELETED, PARTLY_DELETED = "消去済み", "一部は消去済み"
"""In the place of the state of a recording whose draft or checked file is gone."""


@dataclass(frozen=True)
class Gone:
    """What was deleted of a recording.

    Attributes:
        kinds: kind of files (retention.rules.Kind) → when it was deleted last, in seconds since 1970.
        left: what the rule had to leave although its time is over (Japanese); empty if nothing. What is to be done about it stands in a
            notice, and here only that there is one.
    """

    kinds: Mapping[str, float] = field(default_factory=dict)
    left: str = ""

    @property
    def drafts(self) -> bool:
        """Whether any draft was deleted."""
        return self.has(FileKind.DRAFTS)

    @property
    def finals(self) -> bool:
        """Whether any checked file was deleted."""
        return self.has(FileKind.FINALS)

    def has(self, kind: FileKind) -> bool:
        return kind.value in self.kinds

    def told(self, job: Job) -> str:
        """The sentences for staff; empty if nothing that they know of is gone."""
        days: dict[str, list[str]] = {}
        for kind, name in _NAMES.items():
            if self.has(kind):
                days.setdefault(day(self.kinds[kind.value]), []).append(name)
        if not days:
            return ""
        gone = "、".join(f"{'と'.join(names)}は{when}に" for when, names in days.items())
        return f"{gone}{ERASED_BY_RULE}により消しました。{self._rest(job)}"

    def told_erased(self, job: Job) -> tuple[str, str]:
        """The same of a recording of which nothing was left, and what to do; a checked file may have come back since."""
        when = f"（{day(job.erased or job.changed)}）"
        if not came_back(job):
            return f"{job.found}{when}", job.todo
        late = f"そのあとに戻った確認済みのファイル（{CHECKED}）"
        became = f"も、{ERASED_BY_RULE}により消しました" if self.finals else "が残っています"
        return f"{ERASED}{when}{late}{became}。{self.left}", ""

    def _rest(self, job: Job) -> str:
        there = [
            (FileKind.AUDIO, f"録音（{INBOX}/{job.entry}）" if job.in_inbox else f"録音（{DONE}/{job.archive}）"),
            (FileKind.DRAFTS, f"下書き（{DRAFTS}/{job.draft_folder}）"),
            (FileKind.FINALS, f"確認済みのファイル（{CHECKED}）"),
        ]
        known = {
            FileKind.AUDIO: job.status is not Status.WITHDRAWN and bool(job.in_inbox or job.archive),
            FileKind.DRAFTS: bool(job.draft_folder),
            FileKind.FINALS: job.status is Status.CHECKED,
        }
        left = [what for kind, what in there if known[kind] and not self.has(kind)]
        return (f"残っているもの：{'、'.join(left)}。" if left else "") + self.left


NOTHING = Gone()

_NAMES = {
    FileKind.DRAFTS: "下書き",
    FileKind.AUDIO: "録音（聞き直しの音声も）",
    FileKind.FINALS: "確認済みのファイル",
}
"""Of the kinds that staff see in their folders; what lies on this machine alone tells them nothing."""


def came_back(job: Job) -> bool:
    """Whether a checked file came back of a recording of which nothing was left."""
    return job.erased is not None and job.status is Status.CHECKED and job.found != ERASED


def gone_of(store: Store, job: Job) -> Gone:
    """What was deleted of `job`, by the store."""
    left = next((_left(one) for one in store.keeping.leftovers(job.profile) if one.job == job.id), "")
    return Gone(store.keeping.erasures(job), left)


def gone_of_all(store: Store, jobs: tuple[Job, ...]) -> dict[int, Gone]:
    """The same for many: job → what is gone of it."""
    left = {one.job: _left(one) for profile in {j.profile for j in jobs} for one in store.keeping.leftovers(profile)}
    return {job.id: Gone(store.keeping.erasures(job), left.get(job.id, "")) for job in jobs}


def left_notices(store: Store, profile: str) -> tuple[Notice, ...]:
    """What the rule had to leave in a profile and a person must look at. No fault of the program: so it is no notice of the store."""
    left = store.keeping.leftovers(profile)
    return tuple(Notice(f"録音 {one.job}", one.found, one.todo, one.since) for one in left if one.todo)


def _left(one: Leftover) -> str:
    return (
        f"消していないものもあります（上の要対応に、録音 {one.job} として書いてあります）。" if one.todo else one.found
    )


def day(at: float) -> str:
    """2026年11月28日"""
    when = wall_clock.moment_at(at)
    return f"{when.year}年{when.month}月{when.day}日"
