"""What lies in 3_確認済み: each new or changed file is read once, matched to its draft, kept, and measured.

The file itself is only ever read. A copy of every content that came back is kept in the job's work folder, so that a
second return under the same name does not make the first one vanish.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from transcriber.errors import ReturnedFileError, SettingsError, TranscriberError
from transcriber.intake import names
from transcriber.jobs import publish, relabelling
from transcriber.jobs.job import Job, Status
from transcriber.jobs.keeping import Returned
from transcriber.jobs.retention import LEARNING, RETURNS
from transcriber.jobs.runner import work_folder
from transcriber.jobs.store import Store
from transcriber.jobs.workfolder import WorkFolder
from transcriber.learning.lessons import Teacher
from transcriber.minutes.carrying import Spell
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import profile as profiles
from transcriber.profiles import sheets
from transcriber.profiles.tree import CHECKED, DRAFTS, ProfileTree
from transcriber.review import comparison, document, effect, matching
from transcriber.review.baseline import Baseline
from transcriber.review.comparison import Comparison
from transcriber.review.document import Paper
from transcriber.review.effect import Effect
from transcriber.review.kinds import Classifier

log = logging.getLogger(__name__)

EFFECT = "effect.json"
_PAPERS = frozenset({".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf", ".dotx", ".txt"})
"""Endings of files that a person may mean as a checked draft; anything else in the folder is left alone unseen."""

_STALE_LOCK = 12 * 3600.0
"""Seconds after which a file that nobody has saved is no longer thought open because of a lock file beside it."""


@dataclass(frozen=True)
class Matched:
    """A returned file, the job it belongs to, and how that was found."""

    job: Job
    how: str


class Returns:
    """Looks at the folders for checked files.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, store: Store, watch: Path, work: Path, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._watch = watch
        self._work = work
        self._now = now
        self._seen: dict[Path, str] = {}

    @cached_property
    def classify(self) -> Classifier:
        """Tells kinds of correction apart; loaded on first use."""
        return Classifier()

    @cached_property
    def _teacher(self) -> Teacher:
        return Teacher()

    def look(self, tree: ProfileTree) -> bool:
        """Read what is new in a profile's folder for checked files; True if something there has yet to settle.

        Raises:
            OSError: the folder cannot be read.
            StorageError: the store cannot be written.
        """
        if not tree.checked.is_dir():
            return False
        known = {r.file: r for r in self._store.keeping.returns(tree.root.name)}
        unsettled = False
        for path in _papers(tree.checked):
            file = path.relative_to(tree.checked).as_posix()
            state = path.stat()
            signature = f"{state.st_size}:{state.st_mtime_ns}"
            before = known.get(file)
            if before is not None and before.signature == signature:
                continue
            if publish.is_open(path) and 0 <= self._now() - state.st_mtime < _STALE_LOCK:
                continue
            if self._seen.get(path) != signature:
                self._seen[path] = signature
                unsettled = True
                continue
            self._take(tree, path, file, signature, before)
        return unsettled

    def _take(self, tree: ProfileTree, path: Path, file: str, signature: str, before: Returned | None) -> None:
        incoming = self._work / f"incoming-{os.getpid()}{path.suffix}"
        try:
            incoming.write_bytes(path.read_bytes())
            sha256 = publish.sha256_of(incoming)
            if before is not None and before.sha256 == sha256:
                self._store.keeping.seen_again(before, signature)
                return
            try:
                self._read(tree, incoming, path.name, file, signature, sha256)
            except TranscriberError as e:
                if e.temporary:
                    raise
                self._refuse(tree, file, signature, sha256, e)
        finally:
            incoming.unlink(missing_ok=True)

    def _read(self, tree: ProfileTree, copy: Path, name: str, file: str, signature: str, sha256: str) -> None:
        paper = _paper(copy, name)
        found = self._match(tree, paper)
        if found is None:
            raise ReturnedFileError(
                f"{CHECKED} の「{name}」は、どの下書きのものか分かりません。",
                f"{DRAFTS} の下書きを直したファイルを入れてください。下書きから作った文書でなければ、ほかの場所に移してください。",
            )
        job = found.job
        earlier = self._store.keeping.returns_of(job)
        kept = work_folder(self._work, job.id) / RETURNS / f"{len(earlier) + 1:04d}_{sha256[:12]}.docx"
        if sha256 not in {r.sha256 for r in earlier}:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(copy.read_bytes())
            part.replace(kept)
        figures = self._measure(job, paper, found.how, len(earlier) + 1)
        note, todo = _note(paper, tree, job, figures)
        one = Returned(
            profile=tree.root.name,
            file=file,
            signature=signature,
            sha256=sha256,
            job=job.id,
            matched=found.how,
            ticked=paper.checklist.ticked,
            items=paper.checklist.items,
            found=note,
            todo=todo,
            at=self._now(),
        )
        self._store.keeping.returned(one)
        if job.status in (Status.DRAFTED, Status.CHECKED):
            self._store.checked(job, note, todo)
        log.info("job %d: a checked file came back", job.id)

    def _refuse(self, tree: ProfileTree, file: str, signature: str, sha256: str, error: TranscriberError) -> None:
        log.info("a file for checked drafts was not read: %s", type(error).__name__)
        one = Returned(tree.root.name, file, signature, sha256, None, "", 0, 0, error.found, error.todo, self._now())
        self._store.keeping.returned(one)

    # -- whose it is -----------------------------------------------------------------------------------------------

    def _match(self, tree: ProfileTree, paper: Paper) -> Matched | None:
        jobs = [j for j in self._store.jobs() if j.draft or j.status in (Status.DRAFTED, Status.CHECKED)]
        jobs.sort(key=lambda j: (j.profile != tree.root.name, -j.arrived))
        if paper.identity is not None:
            same = [j for j in jobs if j.sha256 == paper.identity.sha256]
            exact = [j for j in same if self._transcript_hash(j) == paper.identity.transcript]
            for job in (*exact, *same):
                return Matched(job, "identity")
        texts = []
        for job in jobs:
            transcript = self._transcript(job)
            if transcript is not None:
                texts.append((job.id, "".join(u.text for u in transcript.utterances)))
        key = matching.by_text(paper, texts)
        for job in jobs:
            if job.id == key:
                return Matched(job, "bookmarks" if paper.bookmarks else "text")
        return None

    def _transcript_file(self, job: Job) -> Path | None:
        name = "transcript.json"
        places = [WorkFolder(work_folder(self._work, job.id)).out]
        if job.draft_folder:
            places.append(ProfileTree(self._watch / job.profile).drafts / job.draft_folder)
        found = (p for place in places if place.is_dir() for p in sorted(place.rglob(name)))
        return next(found, None)

    def _transcript_hash(self, job: Job) -> str:
        file = self._transcript_file(job)
        return publish.sha256_of(file) if file is not None else ""

    def _transcript(self, job: Job) -> Transcript | None:
        file = self._transcript_file(job)
        try:
            return Transcript.read(file) if file is not None else None
        except (ValidationError, OSError):
            return None

    # -- what it shows ---------------------------------------------------------------------------------------------

    def compare(self, job: Job, file: Path) -> tuple[Transcript, Paper | None, Paper, Comparison] | None:
        """Compare a returned file with its draft; None where the draft's transcript is gone.

        Raises:
            ReturnedFileError: the file cannot be read.
        """
        transcript = self._transcript(job)
        if transcript is None:
            return None
        labels = comparison.labels_of(transcript)
        draft = self._draft(job, labels)
        final = document.read(file, labels)
        mine = self._transcript_hash(job)
        if final.identity is not None and final.identity.transcript not in ("", mine):
            final = document.without_marks(
                final
            )  # of another draft of the same recording: its ids name other utterances
        machine = self._by_machine(job, transcript)
        return transcript, draft, final, comparison.compare(transcript, draft, final, self.classify, machine=machine)

    def _by_machine(self, job: Job, transcript: Transcript) -> Mapping[str, Spell]:
        try:
            return relabelling.by_machine(WorkFolder(work_folder(self._work, job.id)), transcript)
        except (ValidationError, OSError) as e:
            log.warning("job %d: who spoke by the machine's account is not known: %s", job.id, type(e).__name__)
            return {}

    def _measure(self, job: Job, paper: Paper, how: str, number: int) -> Effect | None:
        file = self._work / f"incoming-{os.getpid()}.docx"
        compared = self.compare(job, file)
        if compared is None:
            return None
        transcript, draft, final, result = compared
        figures = effect.measure(
            transcript,
            result,
            draft=draft,
            final=final,
            drafted_at=self._drafted_at(job, transcript),
            returned_at=dt.datetime.fromtimestamp(self._now()).astimezone(),
            baseline=self._baseline(job),
            matched=how,
            job=job.id,
            return_number=number,
        )
        folder = work_folder(self._work, job.id)
        folder.mkdir(parents=True, exist_ok=True)
        figures.write(folder / EFFECT)
        day = transcript.meeting.date or figures.returned_at.date()
        glossary = self._glossary(job)
        self._teacher.lesson(transcript, result, glossary, job=job.id, day=day).write(folder / LEARNING)
        return figures

    def _draft(self, job: Job, labels: frozenset[str]) -> Paper | None:
        out = WorkFolder(work_folder(self._work, job.id)).out
        files = sorted(out.glob("*.docx")) if out.is_dir() else []
        try:
            return document.read(files[0], labels) if files else None
        except (ReturnedFileError, OSError):
            return None

    def _drafted_at(self, job: Job, transcript: Transcript) -> dt.datetime:
        at = [e.at for e in self._store.events(job.id) if e.what == "drafted"]
        return dt.datetime.fromtimestamp(at[-1]).astimezone() if at else transcript.provenance.created_at

    def _glossary(self, job: Job) -> Glossary:
        try:
            return sheets.read_glossary(ProfileTree(self._watch / job.profile).glossary)
        except (SettingsError, OSError):
            return Glossary()

    def _baseline(self, job: Job) -> Baseline:
        try:
            return profiles.read_options(ProfileTree(self._watch / job.profile).options).effect
        except (SettingsError, OSError):
            return Baseline()


def _papers(folder: Path) -> list[Path]:
    found = [p for pattern in ("*", "*/*") for p in folder.glob(pattern)]
    return sorted(p for p in found if p.suffix.lower() in _PAPERS and p.name[0] not in "~." and p.is_file())


def _paper(copy: Path, name: str) -> Paper:
    if copy.suffix.lower() != ".docx":
        raise ReturnedFileError(
            f"{CHECKED} の「{name}」は Word 文書 (.docx) ではないので、読めません。",
            "Word で開き、「名前を付けて保存」で「Word 文書 (*.docx)」を選んで、もう一度入れてください。",
        )
    try:
        return document.read(copy)
    except ReturnedFileError as e:
        raise ReturnedFileError(e.found.replace(copy.name, f"{CHECKED} の「{name}」"), e.todo) from e


def _note(paper: Paper, tree: ProfileTree, job: Job, figures: Effect | None) -> tuple[str, str]:
    """What staff are told of a file that was read: figures, and what the checklist still lacks."""
    said = []
    if figures is not None and figures.accuracy_strict is not None:
        corrections = sum(c.count for c in figures.corrections.values())
        said.append(f"文字正解率 {figures.accuracy_strict * 100:.1f}％、直し {corrections}か所。")
    if names.same(job.profile) != names.same(tree.root.name):
        said.append(f"設定「{job.profile}」の下書きです。")
    if not paper.checklist.open:
        return "".join(said), ""
    listed = "、".join(map(str, paper.checklist.open))
    said.append(
        f"確認チェックリスト{paper.checklist.items}項目のうち{len(paper.checklist.open)}項目に印がありません（{listed}）。"
    )
    return "".join(said), "このまま受け付けました。残りを確かめて印を付けたら、もう一度入れてください。"
