"""The retention rule for what `transcriber process` leaves in its work folders: the same rule as that of the profile's jobs.

What it does not cover: the recording that a person named, and the draft in the folder a person named with `--out`. Both are
where that person put them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from transcriber.deletion.recording_files import HELD, Lying, made, out_folders
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import single_runs
from transcriber.queue.returns_and_holds import Returned
from transcriber.queue.single_runs import Record
from transcriber.queue.store import Store
from transcriber.retention import rules
from transcriber.retention.erasure import ErasedItem
from transcriber.retention.rules import Due, FileKind, Life, Retention
from transcriber.system import wall_clock
from transcriber.system.removal import Below, Known
from transcriber.work.workfolder import FIGURES, RETURNS, WORDS, WorkFolder, rendered

_SOUND = frozenset({"audio.pcm", "media.json"})
_STAYS = FIGURES | {single_runs.RECORD}


@dataclass(frozen=True)
class Lasting:
    """A work folder to which no rule can be applied, so that nothing of it is ever deleted, and why (Japanese)."""

    place: Path
    why: str


@dataclass(frozen=True)
class OneOff:
    """One recording that was processed so, and what its profile says."""

    place: Path
    record: Record
    rule: Retention

    @property
    def name(self) -> str:
        """What the recording was called; empty once the transcript is gone."""
        made = single_runs.transcript_in(self.place)
        return made.recording.file_name if made else ""


class OneOffs:
    """Finds what is due.

    Args:
        rule_of: the rule of a profile folder; None where its settings cannot be read.
    """

    def __init__(self, store: Store, watch: Path, work: Path, rule_of: Callable[[Path], Retention | None]) -> None:
        self._store = store
        self._watch = watch
        self._work = work
        self._rule_of = rule_of

    def ruled(self) -> Iterator[OneOff]:
        """Those that a rule covers."""
        return (
            found
            for place in single_runs.single_run_folders(self._work)
            if isinstance(found := self._covered(place), OneOff)
        )

    def lasting(self) -> tuple[Lasting, ...]:
        """Those that no rule covers."""
        found = map(self._covered, single_runs.single_run_folders(self._work))
        return tuple(each for each in found if isinstance(each, Lasting))

    def due(self, one: OneOff) -> Iterator[tuple[Due, Lying]]:
        """What goes when, which files that are, and why they stay nevertheless."""
        returns = self._returns(one)
        held = one.record.held is not None or one.record.sha256 in self._held()
        for due in rules.due(one.rule, _life(one, returns)):
            if due.kind is FileKind.DECODED:  # the original is a person's own: it may be gone by now
                continue
            for came in sorted({r.at for r in returns}) if due.kind is FileKind.FINALS else (None,):
                lying = self._files(one, due.kind, tuple(r for r in returns if r.at == came))
                when = due if came is None else due.of_what_came(wall_clock.moment_at(came))
                yield when, replace(lying, kept=HELD if held else "")

    def over(self, one: OneOff, now: dt.datetime) -> tuple[Returned, ...]:
        """What came back and has had its time."""
        returns = self._returns(one)
        ends = [due for due in rules.due(one.rule, _life(one, returns)) if due.kind is FileKind.FINALS]
        came = ((r, wall_clock.moment_at(r.at)) for r in returns)
        return tuple(r for r, at in came if any(due.of_what_came(at).at <= now for due in ends))

    def _covered(self, place: Path) -> OneOff | Lasting | None:
        record = single_runs.record(place)
        if record is None:
            some = any(p.name not in _STAYS for p in place.iterdir())
            return Lasting(place, "どの設定で作ったか分かりません。") if some else None
        folder = record.profile_folder(self._watch)
        if not folder.is_dir():
            return Lasting(place, f"設定「{record.profile}」のフォルダがありません。")
        rule = self._rule_of(folder)
        if rule is None:
            return Lasting(place, f"設定「{record.profile}」の 設定.toml を読めません。")
        return OneOff(place, record, rule)

    def _held(self) -> frozenset[str]:
        """Hashes of held recordings of the store: the same recording is held here, too."""
        holds = self._store.keeping.holds()
        return frozenset(job.sha256 for job in self._store.jobs() if job.id in holds and job.sha256)

    def _returns(self, one: OneOff) -> tuple[Returned, ...]:
        how = f"{single_runs.SINGLE_RUNS_FOLDER} {one.place.name}"
        names = (folder.name for folder in profiles.profile_folders(self._watch))
        found = (r for name in names for r in self._store.keeping.returns(name) if r.matched == how)
        return tuple(sorted(found, key=lambda r: r.at))

    def _files(self, one: OneOff, kind: FileKind, returns: tuple[Returned, ...]) -> Lying:
        home = PurePosixPath(one.place.relative_to(self._work).as_posix())
        made_in = (one.place, *rendered(self._work, one.record.sha256))
        folders = tuple(item for folder in made_in for item in out_folders(self._work, folder))

        def mine(*names: str) -> tuple[ErasedItem, ...]:
            return tuple(ErasedItem(self._work, home / name) for name in names)

        match kind:
            case FileKind.AUDIO | FileKind.DECODED:
                played = (item for folder in made_in for item in made(self._work, folder, sound=True))
                return Lying((*mine(*sorted(_SOUND)), *played), folders)
            case FileKind.WORK:
                other = _SOUND | _STAYS | WORDS | {WorkFolder(one.place).out.name, RETURNS}
                return Lying(mine(*(name for name in Below(self._work).names(home) if name not in other)))
            case FileKind.DRAFTS:
                all_made = (
                    i for folder in made_in for sound in (True, False) for i in made(self._work, folder, sound=sound)
                )
                return Lying((*all_made, *mine(*sorted(WORDS))), folders)
            case FileKind.FINALS:
                trees = [(ProfileTree(self._watch / r.profile), r) for r in returns if r.file]
                files = (
                    ErasedItem(t.root, PurePosixPath(t.checked.name) / r.file, Known(frozenset({r.sha256})))
                    for t, r in trees
                )
                return Lying((*dict.fromkeys(files), *mine(RETURNS)))


def _life(one: OneOff, returns: tuple[Returned, ...]) -> Life:
    record = one.record
    return Life(
        arrived=record.begun,
        drafted=record.drafted,
        returned=wall_clock.moment_at(returns[-1].at) if returns else None,
        meeting=record.meeting,
        failed_since=None if record.drafted else record.tried,
    )
