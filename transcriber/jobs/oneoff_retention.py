"""The retention rule for what `transcriber process` leaves in its work folders: the same rule as that of the profile's jobs.

What it does not cover: the recording that a person named, and the draft in the folder a person named with `--out`. Both are
where that person put them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from transcriber.jobs import oneoff, publish
from transcriber.jobs.keeping import Returned
from transcriber.jobs.oneoff import Record
from transcriber.jobs.store import Store
from transcriber.jobs.workfolder import FIGURES, RETURNS, TEXT, WORDS, WorkFolder
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.retention import rules
from transcriber.retention.rules import Due, Kind, Life, Retention

_SOUND = frozenset({"audio.pcm", "media.json"})
_STAYS = FIGURES | {oneoff.RECORD}


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
        made = oneoff.transcript_in(self.place)
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
        return (found for place in oneoff.every(self._work) if isinstance(found := self._covered(place), OneOff))

    def lasting(self) -> tuple[Lasting, ...]:
        """Those that no rule covers."""
        found = map(self._covered, oneoff.every(self._work))
        return tuple(each for each in found if isinstance(each, Lasting))

    def due(self, one: OneOff) -> Iterator[tuple[Due, tuple[Path, ...], str]]:
        """What goes when, which files that are, and why they stay nevertheless (empty: nothing speaks for it)."""
        returns = self._returns(one)
        held = one.record.held is not None or one.record.sha256 in self._held()
        for due in rules.due(one.rule, _life(one, returns)):
            paths = self._files(one, due.kind, returns)
            if not paths or due.kind is Kind.DECODED:  # the original is a person's own: it may be gone by now
                continue
            kept = "保存の指定（hold）があります。" if held else ""
            if not kept and any(publish.is_open(p) for p in paths):
                kept = "開いている人がいます。"
            yield due, paths, kept

    def _covered(self, place: Path) -> OneOff | Lasting | None:
        record = oneoff.record(place)
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
        how = f"{oneoff.FOLDER} {one.place.name}"
        names = (folder.name for folder in profiles.every(self._watch))
        found = (r for name in names for r in self._store.keeping.returns(name) if r.matched == how)
        return tuple(sorted(found, key=lambda r: r.at))

    def _files(self, one: OneOff, kind: Kind, returns: tuple[Returned, ...]) -> tuple[Path, ...]:
        out = WorkFolder(one.place).out
        match kind:
            case Kind.AUDIO | Kind.DECODED:
                played = [f for f in out.rglob("*") if f.is_file() and f.suffix.lower() not in TEXT]
                return (*_there(*(one.place / name for name in sorted(_SOUND))), *sorted(played))
            case Kind.WORK:
                other = _SOUND | _STAYS | WORDS | {out.name, RETURNS}
                return tuple(sorted(p for p in one.place.iterdir() if p.name not in other))
            case Kind.DRAFTS:
                return _there(out, *(one.place / name for name in sorted(WORDS)))
            case Kind.FINALS:
                files = ((ProfileTree(self._watch / r.profile).checked / r.file, r.sha256) for r in returns)
                same = (f for f, sha256 in files if f.is_file() and publish.sha256_of(f) == sha256)
                return (*dict.fromkeys(same), *_there(one.place / RETURNS))


def _life(one: OneOff, returns: tuple[Returned, ...]) -> Life:
    record = one.record
    return Life(
        arrived=record.begun,
        drafted=record.drafted,
        returned=dt.datetime.fromtimestamp(returns[-1].at).astimezone() if returns else None,
        meeting=record.meeting,
        failed_since=None if record.drafted else record.tried,
    )


def _there(*paths: Path) -> tuple[Path, ...]:
    return tuple(p for p in paths if p.exists())
