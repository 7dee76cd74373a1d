"""What the retention rule says of each recording, and doing it: plan (changes nothing) and sweep."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from transcriber.audit import AuditLog
from transcriber.deletion.due_single_runs import Lasting, OneOff, OneOffs
from transcriber.deletion.erased_names import ErasedNames
from transcriber.deletion.moved_files import MovedFiles
from transcriber.deletion.recording_files import HELD, RETURNED, Lying, RecordingFiles
from transcriber.errors import AuditError, SettingsError
from transcriber.minutes import naming
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import publish, single_runs
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.retention import erasure, rules
from transcriber.retention.erasure import ErasedItem, Stay
from transcriber.retention.rules import Due, FileKind, Life, Retention
from transcriber.system import wall_clock
from transcriber.system.removal import Examined, Hashes, Why
from transcriber.work.workfolder import WorkFolder, work_folder

log = logging.getLogger(__name__)

_PATIENCE = dt.timedelta(days=1)
"""For which a file may be in use when its time is over, before somebody is asked to close it."""

_FAILED = (Status.ATTENTION, Status.CANCELLED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Planned:
    """One kind of file of one recording, and when it goes.

    Attributes:
        of: the recording: a job of the store, or one that `transcriber process` worked on.
        items: what lies there now and is ours. (Before the time is over, contents are not compared.)
        stays: what lies there and will not go, each with the reason.
        kept: why nothing is deleted although it is due, in Japanese; empty if nothing speaks against it.
        folders: of ours, removed once they are empty.
        findings: behind `stays`, for the audit log.
    """

    of: Job | OneOff
    due: Due
    items: tuple[ErasedItem, ...]
    stays: tuple[Stay, ...] = ()
    kept: str = ""
    folders: tuple[ErasedItem, ...] = ()
    findings: tuple[Examined, ...] = field(default=(), repr=False)

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(item.path for item in self.items)

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
        self._files = RecordingFiles(store, watch, work)
        self._hashes = Hashes()
        self._moved: dict[str, MovedFiles] = {}
        self._names = ErasedNames(store, watch, self._files)
        self._one_offs = OneOffs(store, watch, work, _rule)

    def plan(self) -> tuple[Planned, ...]:
        """Everything that has an end and is still there, soonest first. Deletes nothing.

        Raises:
            StorageError: the store cannot be read.
        """
        self._moved = {}
        planned = (p for _, p in (*self._planned(), *self._planned_of_one_offs()))
        return tuple(sorted(planned, key=lambda p: (p.due.at, len(p.number), p.number)))

    def lasting(self) -> tuple[Lasting, ...]:
        """What `transcriber process` left and no rule covers."""
        return self._one_offs.lasting()

    def without_rule(self) -> tuple[tuple[str, int, str], ...]:
        """Profiles whose rule cannot be read, with how many recordings of theirs are kept for that, and why (Japanese)."""
        kept = Counter(job.profile for job in self._store.jobs() if self._store.keeping.named(job))
        found = []
        for profile, number in sorted(kept.items()):
            if not (self._watch / profile).is_dir():
                found.append((profile, number, f"設定「{profile}」のフォルダがありません。"))
            elif _rule(self._watch / profile) is None:
                found.append((profile, number, f"設定「{profile}」の 設定.toml を読めません。"))
        return tuple(found)

    def without_end(self) -> tuple[Job, ...]:
        """Recordings of which something lies there that has no day to go: no days are written for it, no day has come yet from which
        to count, or work on it is not over."""
        ended = {job.id: {due.kind for due in dues} for job, dues in self._ruled()}
        kinds = (FileKind.AUDIO, FileKind.WORK, FileKind.DRAFTS, FileKind.FINALS)

        def lies(job: Job) -> bool:
            some = [self._files.of(job, kind) for kind in kinds if kind not in ended.get(job.id, ())]
            if FileKind.FINALS not in ended.get(job.id, ()):
                some += [lying for _, lying in self._files.finals(job)]
            return any(item.there() for lying in some for item in lying.items)

        return tuple(job for job in self._store.jobs() if lies(job))

    def __call__(self) -> int:
        """Delete what is due; how many kinds of files went. A certificate is in the audit log before anything goes.
        What cannot be deleted now (a share that is away, a file that is open) is tried again by the next sweep.

        Raises:
            AuditError: the log cannot be written; nothing more is deleted then.
            StorageError: the store cannot be written.
        """
        now = self._now()
        done = 0
        refused: dict[int, list[Stay]] = {}
        for planned in self.plan():
            if planned.due.at <= now and not planned.kept:
                try:
                    done += self._erase(planned, refused)
                except AuditError:
                    raise
                except OSError as e:
                    log.warning("job %s: %s stays for now: %s", planned.number, planned.due.kind, type(e).__name__)
        self._settle(now, refused)
        return done

    # -- doing it --------------------------------------------------------------------------------------------------

    def _erase(self, planned: Planned, refused: dict[int, list[Stay]]) -> bool:
        """Whether anything went. Args: refused: gets what the system did not let us delete, by job."""
        if isinstance(planned.of, OneOff):
            with single_runs.worked_on(planned.of.place, wait=False) as ours:
                if not ours:
                    return False
                planned.of.record.write(planned.of.place)  # what the transcript said, before that goes
                return self._certified(planned, None, [], process=planned.number)
        if planned.of.id in self._store.keeping.holds():  # since the plan was made
            return False
        gone = self._certified(planned, planned.of.id, refused.setdefault(planned.of.id, []))
        if gone:
            self._store.keeping.erased(planned.of, planned.due.kind.value)
        return gone

    def _certified(self, planned: Planned, job: int | None, refused: list[Stay], **more: str) -> bool:
        """Delete between two lines in the audit log; whether anything went."""
        due = planned.due
        facts = {**more, "kind": due.kind.value, "rule": due.rule, "due": due.at.isoformat(timespec="seconds")}
        ready = [(item, tuple(item.contents())) for item in planned.items if item.examine().why is None]
        gone = False
        if ready:
            about = erasure.certificate(content for _, contents in ready for content in contents)
            self._audit.append("deleting", job=job, profile=planned.profile, **facts, **about)  # type: ignore[arg-type]
            outcome = erasure.delete(ready)
            gone = len(outcome.kept) < len(ready)
            refused += (Stay(item.path, f.why.label) for item, f in outcome.kept if f.why is Why.REFUSED)
            about = erasure.certificate(outcome.gone) | erasure.kept_files(
                (*planned.findings, *(f for _, f in outcome.kept))
            )
            left = sum(item.there() for item, _ in ready)
            self._audit.append("deleted", job=job, profile=planned.profile, **facts, **about, left=left)  # type: ignore[arg-type]
            log.info("job %s: %s deleted", planned.number, due.kind)
        for folder in planned.folders:
            folder.remove_empty()
        return gone

    def _settle(self, now: dt.datetime, refused: Mapping[int, Sequence[Stay]]) -> None:
        """Tell staff what had to stay, and take the names of what is gone out of the store."""
        left: defaultdict[int, list[Stay]] = defaultdict(list)
        for job, planned in self._planned():
            if planned.due.at <= now and not planned.kept:
                left[job.id] += (s for s in planned.stays if not s.passing)
        for number, stays in refused.items():
            left[number] += (s for s in stays if s.path not in {known.path for known in left[number]})
        holds = self._store.keeping.holds()
        over = set()
        for job, dues in self._ruled():
            nothing_came = not self._store.keeping.returns_of(job)
            without = {FileKind.DECODED, *([FileKind.FINALS] if nothing_came else [])}
            ends = [due.at for due in dues if due.kind not in without]
            if ends and (max(ends) <= now or self._taken_by_us(job)) and job.id not in holds:
                over.add(job.id)
        for job in self._store.jobs():
            self._names.settle(job, left[job.id], self._moved_in(job.profile), over=job.id in over)
        for one in self._one_offs.ruled():
            self._names.erase_returned(self._one_offs.over(one, now))
        for profile in {job.profile for job in self._store.jobs()}:
            if _rule(self._watch / profile) not in (None, Retention()):
                returns = self._store.keeping.returns(profile)
                self._names.erase_returned(r for r in returns if r.job is None and not r.matched)
        self._store.keeping.scrub()

    def _taken_by_us(self, job: Job) -> bool:
        """Whether a recording without a draft counts as taken out of the inbox because the rule has deleted it: a look at the share
        may see that before we have noted it, and its days would begin anew."""
        whats = [e.what for e in self._store.events(job.id) if e.what != Status.WITHDRAWN.value]
        return job.status is Status.WITHDRAWN and whats[-1:] == ["erased"]

    # -- what is due -----------------------------------------------------------------------------------------------

    def _planned_of_one_offs(self) -> Iterator[tuple[OneOff, Planned]]:
        for one in self._one_offs.ruled():
            for due, lying in self._one_offs.due(one):
                planned = self._judged(one, due, lying)
                if planned is not None:
                    yield one, planned

    def _planned(self) -> Iterator[tuple[Job, Planned]]:
        holds = self._store.keeping.holds()
        for job, dues in self._ruled():
            for due in dues:
                for when, lying in self._lying(job, due):
                    planned = self._judged(job, when, lying, HELD if job.id in holds else "")
                    if planned is not None:
                        yield job, planned

    def _ruled(self) -> Iterator[tuple[Job, tuple[Due, ...]]]:
        """Jobs with a rule, and what it says."""
        rulebook: dict[str, Retention | None] = {}
        for job in self._store.jobs():
            if job.profile not in rulebook:
                rulebook[job.profile] = _rule(self._watch / job.profile)
            rule = rulebook[job.profile]
            if rule is not None and job.status.settled:
                yield job, tuple(rules.due(rule, self._life(job, rule)))

    def _lying(self, job: Job, due: Due) -> Iterator[tuple[Due, Lying]]:
        """What lies of a kind. A checked file may come after its time: then it has an end of its own."""
        if due.kind is not FileKind.FINALS:
            yield due, self._files.of(job, due.kind)
            return
        for came, lying in self._files.finals(job):
            yield due.of_what_came(_moment(came)), lying

    def _judged(self, of: Job | OneOff, due: Due, lying: Lying, kept: str = "") -> Planned | None:
        """What of that may go; None where nothing lies there."""
        over = due.at <= self._now()
        items: list[ErasedItem] = []
        stays: list[Stay] = list(lying.stays) if over else []
        findings: list[Examined] = [Examined(Why.STRANGE) for _ in stays]
        returned: frozenset[str] = frozenset()
        if isinstance(of, Job) and due.kind is FileKind.DRAFTS and over:
            returned = frozenset(r.sha256 for r in self._store.keeping.returns_of(of))
            strange = self._files.strangers(of)
            stays += strange
            findings += (Examined(Why.STRANGE) for _ in strange)
        if isinstance(of, Job) and over:
            moved = [Stay(path, Why.MOVED.label) for path in self._lies_elsewhere(of, due.kind)]
            stays += moved
            findings += (Examined(Why.MOVED) for _ in moved)
        for item in lying.items:
            found = self._examined(item) if over else Examined(None if item.there() else Why.ABSENT)
            if found.why is None:
                items.append(item)
            elif found.why is not Why.ABSENT:
                same = found.content is not None and found.content.sha256 in returned
                why = RETURNED if same else found.why.label
                passing = found.why.passing and self._now() < due.at + _PATIENCE
                stays.append(Stay(item.path, why, passing=passing))
                findings.append(found)
        items += (item for item in lying.same if over and self._examined(item).why is None)
        folders = tuple(f for f in lying.folders if over and f.there())
        if not (items or stays or lying.kept or folders):
            return None
        why = kept or lying.kept
        return Planned(of, due, tuple(items), _each_once(stays), why, folders, tuple(findings))

    def _examined(self, item: ErasedItem) -> Examined:
        found = item.examine(self._hashes)
        if found.why is None and item.known is not None:
            if publish.is_open(item.path):
                return Examined(Why.OPEN)
            if not os.access(item.path.parent, os.W_OK):
                return Examined(Why.REFUSED, found.content)
        return found

    def _lies_elsewhere(self, job: Job, kind: FileKind) -> tuple[Path, ...]:
        """What is the recording's by its content and somebody renamed, moved or copied."""
        if kind not in (FileKind.AUDIO, FileKind.DRAFTS) or not self._store.keeping.named(job):
            return ()
        try:
            return tuple(self._moved_in(job.profile).holding(self._files.contents(job, kind)))
        except OSError:
            return ()  # a share that is away: it cannot be told

    def _moved_in(self, profile: str) -> MovedFiles:
        return self._moved.setdefault(profile, MovedFiles(self._store, self._watch / profile, self._hashes))

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
            return naming.read_recording_name(job.entry).date


def _rule(folder: Path) -> Retention | None:
    """The rule of a profile; None where it or its settings cannot be read: then nothing is deleted."""
    if not folder.is_dir():
        return None
    try:
        return profiles.read_options(ProfileTree(folder).options).retention
    except (SettingsError, OSError):
        return None


def _each_once(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """One reason a path, and none for what lies behind a path that has one (a folder that became a link)."""
    named = {stay.path: stay for stay in stays}
    return tuple(stay for path, stay in named.items() if not any(parent in named for parent in path.parents))


def _moment(at: float) -> dt.datetime:
    return wall_clock.moment_at(at)
