"""What the retention rule says of each recording, and doing it: plan (changes nothing) and sweep."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from transcriber.audit import AuditLog
from transcriber.errors import AuditError, SettingsError
from transcriber.intake import inbox
from transcriber.intake.copying import whole_hash
from transcriber.jobs import oneoff, publish
from transcriber.jobs.job import Job, Status
from transcriber.jobs.oneoff_retention import Lasting, OneOff, OneOffs
from transcriber.jobs.runner import PARTS, work_folder
from transcriber.jobs.store import Store
from transcriber.jobs.workfolder import FIGURES, RETURNS, TEXT, WORDS, WorkFolder
from transcriber.minutes import naming
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.retention import erasure, rules
from transcriber.retention.erasure import Item
from transcriber.retention.rules import Due, Kind, Life, Retention

log = logging.getLogger(__name__)

_FAILED = (Status.ATTENTION, Status.CANCELLED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Planned:
    """One kind of file of one recording, and when it goes.

    Attributes:
        of: the recording: a job of the store, or one that `transcriber process` worked on.
        paths: what lies there now.
        kept: why nothing is deleted although it is due, in Japanese; empty if nothing speaks against it.
    """

    of: Job | OneOff
    due: Due
    paths: tuple[Path, ...]
    kept: str = ""

    @property
    def number(self) -> str:
        """What staff call it by: the job's number, or the name of the work folder."""
        return str(self.of.id) if isinstance(self.of, Job) else self.of.place.name

    @property
    def profile(self) -> str:
        return self.of.profile if isinstance(self.of, Job) else self.of.record.profile

    @property
    def name(self) -> str:
        """The recording's name; empty where nothing is left that holds it."""
        return self.of.entry if isinstance(self.of, Job) else self.of.name


class Sweep:
    """Applies every profile's rule to every recording.

    Args:
        now: the wall clock, timezone-aware.
    """

    def __init__(self, store: Store, watch: Path, work: Path, audit: AuditLog, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._watch = watch
        self._work = work
        self._audit = audit
        self._now = now
        self._one_offs = OneOffs(store, watch, work, _rule)

    def plan(self) -> tuple[Planned, ...]:
        """Everything that has an end and is still there, soonest first. Deletes nothing.

        Raises:
            StorageError: the store cannot be read.
        """
        planned = (*self._planned(), *self._planned_of_one_offs())
        return tuple(sorted(planned, key=lambda p: (p.due.at, len(p.number), p.number)))

    def lasting(self) -> tuple[Lasting, ...]:
        """What `transcriber process` left and no rule covers."""
        return self._one_offs.lasting()

    def __call__(self) -> int:
        """Delete what is due; how many kinds of files went. A certificate is in the audit log before anything goes.
        What cannot be deleted now (a share that is away, a file that is open) is tried again by the next sweep.

        Raises:
            AuditError: the log cannot be written; nothing more is deleted then.
            StorageError: the store cannot be written.
        """
        now = self._now()
        done = 0
        for planned in self.plan():
            if planned.due.at <= now and not planned.kept:
                try:
                    self._erase(planned)
                except AuditError:
                    raise
                except OSError as e:
                    log.warning("job %s: %s stays for now: %s", planned.number, planned.due.kind, type(e).__name__)
                else:
                    done += 1
        return done

    def _erase(self, planned: Planned) -> None:
        if isinstance(planned.of, OneOff):
            with oneoff.worked_on(planned.of.place, wait=False) as ours:
                if ours:
                    planned.of.record.write(planned.of.place)  # what the transcript said, before that goes
                    self._certified(planned, None, process=planned.number)
            return
        self._certified(planned, planned.of.id)
        self._store.keeping.erased(planned.of, planned.due.kind.value)

    def _certified(self, planned: Planned, job: int | None, **more: str) -> None:
        """Delete between two lines in the audit log."""
        due = planned.due
        items = [Item.of(p) for p in planned.paths]
        facts = {
            **more,
            "kind": due.kind.value,
            "rule": due.rule,
            "due": due.at.isoformat(timespec="seconds"),
            **erasure.certificate(items),
        }
        if items:
            self._audit.append("deleting", job=job, profile=planned.profile, **facts)  # type: ignore[arg-type]
            erasure.delete(items)
            left = sum(p.exists() for p in planned.paths)
            self._audit.append("deleted", job=job, profile=planned.profile, **facts, left=left)  # type: ignore[arg-type]
        log.info("job %s: %s deleted", planned.number, due.kind)

    def _planned_of_one_offs(self) -> Iterator[Planned]:
        for one in self._one_offs.ruled():
            for due, paths, kept in self._one_offs.due(one):
                yield Planned(one, due, paths, kept)

    def _planned(self) -> Iterator[Planned]:
        holds = self._store.keeping.holds()
        rulebook: dict[str, Retention | None] = {}
        for job in self._store.jobs():
            if job.profile not in rulebook:
                rulebook[job.profile] = _rule(self._watch / job.profile)
            rule = rulebook[job.profile]
            if rule is None or not job.status.settled:
                continue
            erased = self._store.keeping.erasures(job)
            for due in rules.due(rule, self._life(job, rule)):
                if due.kind.value in erased:
                    continue
                paths, kept = self._files(job, due.kind)
                if due.kind is Kind.DECODED and not paths:
                    continue
                if job.id in holds:
                    kept = "保存の指定（hold）があります。"
                yield Planned(job, due, paths, kept)

    def _life(self, job: Job, rule: Retention) -> Life:
        returns = self._store.keeping.returns_of(job)
        events = self._store.events(job.id)
        drafted = [e.at for e in events if e.what == "drafted"]
        failed = job.status in _FAILED
        return Life(
            arrived=_moment(job.arrived),
            drafted=_moment(drafted[-1]) if drafted else None,
            returned=_moment(returns[-1].at) if returns else None,
            meeting=self._meeting_day(job) if rule.count_from is rules.CountFrom.MEETING else None,
            failed_since=_moment(job.changed) if failed else None,
        )

    def _meeting_day(self, job: Job) -> dt.date | None:
        path = WorkFolder(work_folder(self._work, job.id)).transcript
        try:
            return Transcript.read(path).meeting.date
        except (OSError, ValidationError):
            return naming.read(job.entry).date

    def _files(self, job: Job, kind: Kind) -> tuple[tuple[Path, ...], str]:
        """What of that kind lies where, and why it must stay."""
        work = work_folder(self._work, job.id)
        tree = ProfileTree(self._watch / job.profile)
        match kind:
            case Kind.DECODED:
                if not (job.archive and (tree.done / job.archive).exists()):
                    return (), ""
                return _there(work / "audio.pcm", work / "media.json"), ""
            case Kind.AUDIO:
                original, kept = self._original(job, tree)
                mine = _there(work / "audio.pcm", work / "media.json", work / PARTS, WorkFolder(work).sound)
                sound = tuple(f for f in self._drafts(job, tree) if f.suffix.lower() not in TEXT)
                return (*original, *mine, *sound), kept or _open(sound)
            case Kind.WORK:
                other = (PARTS, "audio.pcm", "media.json", "out", RETURNS, *FIGURES, *WORDS)
                return tuple(p for p in _children(work) if p.name not in other), ""
            case Kind.DRAFTS:
                texts = tuple(f for f in self._drafts(job, tree) if f.suffix.lower() in TEXT)
                kept = _open(texts)
                if not self._store.keeping.returns_of(job) and self._edited(job, tree, texts):
                    kept = "手を加えた下書きがあり、確認済みのファイルがまだ戻っていません。"
                return (*texts, *_there(work / "out", *(work / w for w in sorted(WORDS)))), kept
            case Kind.FINALS:
                finals = self._finals(job, tree)
                return (*finals, *_there(work / RETURNS)), _open(finals)

    def _original(self, job: Job, tree: ProfileTree) -> tuple[tuple[Path, ...], str]:
        """The original where we put it, or (of a job without a draft) where it was dropped; only if it still is it."""
        path = tree.done / job.archive if job.archive else tree.inbox / job.entry if job.in_inbox else None
        if path is None or not path.exists():
            return (), "" if tree.root.is_dir() else "共有フォルダにつながりません。"
        entry = inbox.look_at(path)
        if job.in_inbox and (entry is None or entry.signature != job.signature):
            return (), "1_録音 の録音が変わっています。"
        if job.sha256 is not None and not job.in_inbox:
            parts = tuple(publish.sha256_of(p.path) for p in entry.parts) if entry else ()
            if not parts or whole_hash(parts) != job.sha256:
                return (), "処理済み の録音の内容が、文字にした録音と違います。"
        return (path,), ""

    def _drafts(self, job: Job, tree: ProfileTree) -> tuple[Path, ...]:
        if not job.draft_folder:
            return ()
        return tuple(sorted(f for f in (tree.drafts / job.draft_folder).rglob("*") if f.is_file()))

    def _edited(self, job: Job, tree: ProfileTree, files: tuple[Path, ...]) -> bool:
        ours = self._store.published(job)
        root = tree.drafts / job.draft_folder
        return any(
            publish.sha256_of(f) not in ours.get(f.relative_to(root).as_posix(), ())
            for f in files
            if f.suffix.lower() == ".docx"
        )

    def _finals(self, job: Job, tree: ProfileTree) -> tuple[Path, ...]:
        found = []
        for one in self._store.keeping.returns_of(job):
            path = tree.checked / one.file
            if path.is_file() and publish.sha256_of(path) == one.sha256:
                found.append(path)
        return tuple(dict.fromkeys(found))


def _rule(folder: Path) -> Retention | None:
    """The rule of a profile; None where its settings cannot be read: then nothing is deleted."""
    try:
        return profiles.read_options(ProfileTree(folder).options).retention
    except (SettingsError, OSError):
        return None


def _open(files: tuple[Path, ...]) -> str:
    return "開いている人がいます。" if any(publish.is_open(f) for f in files) else ""


def _there(*paths: Path) -> tuple[Path, ...]:
    return tuple(p for p in paths if p.exists())


def _children(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.iterdir())) if folder.is_dir() else ()


def _moment(at: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(at).astimezone()
