"""What lies in 3_確認済み: each new or changed file is read once, matched to its draft, kept, and measured.

The file itself is only ever read. A copy of every content that came back is kept in the job's work folder, so that a
second return under the same name does not make the first one vanish.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from pydantic import ValidationError

from transcriber.errors import EngineDied, GlossaryError, ReturnedFileError, SettingsError, TranscriberError
from transcriber.exchange import checked_folder, confirmed_voices, edited_files, return_messages
from transcriber.exchange.edited_files import EditedFiles
from transcriber.exchange.return_matching import BY_NAME, DraftFinder
from transcriber.learning.lessons import Spoke, Teacher
from transcriber.minutes import my_numbers
from transcriber.minutes.carrying import SpeakerSpan
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import profile as profiles
from transcriber.profiles import sheets
from transcriber.profiles.profile import Voices
from transcriber.profiles.tree import CHECKED, ProfileTree
from transcriber.queue import single_runs, temporary
from transcriber.queue.job import Job
from transcriber.queue.returns_and_holds import Returned
from transcriber.queue.store import Store
from transcriber.review import comparison, effect, returned_document
from transcriber.review.baseline import Baseline
from transcriber.review.comparison import Comparison
from transcriber.review.effect import Effect, ReturnFacts
from transcriber.review.kinds import Classifier
from transcriber.review.returned_document import ReturnedDocument
from transcriber.system import rights, wall_clock
from transcriber.untrusted import files
from transcriber.work import by_hand
from transcriber.work.workfolder import LEARNING, RETURNS, WorkFolder, work_folder

log = logging.getLogger(__name__)

EFFECT = "effect.json"


class Returns:
    """Looks at the folders for checked files. One that cannot be read becomes a notice, and keeps no other waiting.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, store: Store, watch: Path, work: Path, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._watch = watch
        self._work = work
        self._now = now
        self._files = EditedFiles(now, ReturnedFileError)
        self._drafts = DraftFinder(store, watch, work)

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
        papers, errors = checked_folder.papers_in(tree.checked)
        unsettled = False
        for path in sorted(papers, key=_saved_at):
            file = path.relative_to(tree.checked).as_posix()
            before = known.get(file)
            taken = self._files.take_up(
                path,
                f"{CHECKED} の「{my_numbers.without_my_numbers(path.name)}」",
                partial(self._take, tree, path, file, before),
                known=before.signature if before is not None else "",
                again=before is not None and self._may_match_now(before),
            )
            unsettled |= taken.unsettled
            if taken.error is not None:
                errors[file] = taken.error
        self._store.file_notices(f"{tree.root.name}の{CHECKED}", errors)
        self._tell_of_several(tree.root.name)
        return unsettled

    def _tell_of_several(self, profile: str) -> None:
        """What was said of several files of one draft, as it is now: somebody may have taken some away."""
        for job in self._store.jobs(profile):
            if not return_messages.tells_of_several(job.found):
                continue
            *earlier, last = self._store.keeping.returns_of(job)
            if last.found != job.found:
                continue  # something else is said of it by now
            others = self._others(earlier, last.profile, last.file, last.sha256)
            said = return_messages.without_several(job.found, job.todo)
            more = return_messages.one_of_several(Path(last.file).name, others)
            now = said[0] + more[0], said[1] + more[1]
            if now != (job.found, job.todo):
                self._store.keeping.told_again(last, *now)

    def _take(self, tree: ProfileTree, path: Path, file: str, before: Returned | None, signature: str) -> None:
        incoming = self._incoming
        try:
            files.copy(path, incoming)
            if edited_files.signature_of(path.lstat()) != signature:
                return  # it was saved meanwhile: the next look sees that
            sha256 = files.sha256_of(incoming)
            if before is not None and before.sha256 == sha256 and not self._may_match_now(before):
                self._store.keeping.seen_again(before, signature)
                return
            try:
                self._read(tree, incoming, path.name, file, signature, sha256)
            except TranscriberError as e:
                if e.temporary or isinstance(e, EngineDied):
                    raise
                self._refuse(tree, file, signature, sha256, e)
        finally:
            incoming.unlink(missing_ok=True)

    @property
    def _incoming(self) -> Path:
        """Our copy of the file that is being read, under an ending that libraries know."""
        return temporary.temporary_place(self._work) / f"incoming-{os.getpid()}.docx"

    def _may_match_now(self, before: Returned) -> bool:
        """Whether a file that belonged to no recording may belong to one that was drafted since."""
        return before.job is None and any(j.draft and j.changed > before.at for j in self._store.jobs())

    def _read(self, tree: ProfileTree, copy: Path, name: str, file: str, signature: str, sha256: str) -> None:
        paper = _paper(copy, name)
        if checked_folder.is_named_as_finished(name) and paper.identity is None and not paper.bookmarks:
            # What finalise made of a checked file says nothing of its draft, and is the office's to keep.
            self._store.keeping.returned(
                Returned(tree.root.name, file, signature, sha256, None, "", 0, 0, "", "", self._now())
            )
            return
        found = self._drafts.by_identity(tree, paper)
        if found is None and self._one_off(tree, copy, paper, name, file, signature, sha256):
            return
        why = ""
        if found is None and paper.identity is None:  # a draft that says what it was made of is no other's
            told = self._drafts.without_identity(tree, paper, name)
            found, why = (None, told) if isinstance(told, str) else (told, "")
        if found is None:
            raise return_messages.unknown(name, paper.identity, why)
        job = found.job
        earlier = self._store.keeping.returns_of(job)
        kept = work_folder(self._work, job.id) / RETURNS / f"{len(earlier) + 1:04d}_{sha256[:12]}.docx"
        if sha256 not in {r.sha256 for r in earlier}:
            rights.make(kept.parent)
            part = kept.with_suffix(".part")
            part.write_bytes(copy.read_bytes())
            part.replace(kept)
        figures = self._measure(job, found.how, len(earlier) + 1)
        note, todo = return_messages.note(paper, tree, job, figures, name, by_name=found.how == BY_NAME)
        more, what = return_messages.one_of_several(name, self._others(earlier, tree.root.name, file, sha256))
        note, todo = note + more, todo + what
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
        if job.has_draft:
            self._store.checked(job, note, todo)
        log.info("job %d: a checked file came back", job.id)

    def _others(self, earlier: Sequence[Returned], profile: str, file: str, sha256: str) -> list[str]:
        """Names of the other files of the same draft that still lie in a folder for checked files and say something else."""
        latest = {(r.profile, r.file): r for r in earlier}
        latest.pop((profile, file), None)
        return [
            Path(r.file).name
            for r in latest.values()
            if r.sha256 != sha256 and files.present(ProfileTree(self._watch / r.profile).checked / r.file)
        ]

    def _one_off(
        self, tree: ProfileTree, copy: Path, paper: ReturnedDocument, name: str, file: str, signature: str, sha256: str
    ) -> bool:
        """Measure a draft that `transcriber process` made here; False if it is none, or its work folder is gone."""
        made = (
            single_runs.single_run_transcript(self._work, paper.identity.sha256) if paper.identity is not None else None
        )
        if made is None:
            return False
        kept, transcript = made
        how = f"{single_runs.SINGLE_RUNS_FOLDER} {kept.root.name}"
        earlier = {r.sha256 for r in self._store.keeping.returns(tree.root.name) if r.matched == how}
        compared = self._compared(transcript, files.sha256_of(kept.transcript), kept, copy)
        figures = self._figures(
            transcript,
            compared,
            self._baseline(tree),
            ReturnFacts(
                drafted_at=transcript.provenance.created_at,
                returned_at=self._moment(),
                matched="identity",
                return_number=len(earlier | {sha256}),
            ),
        )
        figures.write(kept.root / EFFECT)
        note, todo = return_messages.one_off(figures, paper, name)
        ticked, items = paper.checklist.ticked, paper.checklist.items
        self._store.keeping.returned(
            Returned(tree.root.name, file, signature, sha256, None, how, ticked, items, note, todo, self._now())
        )
        log.info("a checked file of a draft made without the shared folder came back")
        return True

    def _refuse(self, tree: ProfileTree, file: str, signature: str, sha256: str, error: TranscriberError) -> None:
        log.info("a file for checked drafts was not read: %s", type(error).__name__)
        one = Returned(tree.root.name, file, signature, sha256, None, "", 0, 0, error.found, error.todo, self._now())
        self._store.keeping.returned(one)

    # -- what it shows ---------------------------------------------------------------------------------------------

    def compare(
        self, job: Job, file: Path
    ) -> tuple[Transcript, ReturnedDocument | None, ReturnedDocument, Comparison] | None:
        """Compare a returned file with its draft; None where the draft's transcript is gone.

        Raises:
            ReturnedFileError: the file cannot be read.
        """
        transcript = self._drafts.transcript(job)
        if transcript is None:
            return None
        kept = WorkFolder(work_folder(self._work, job.id))
        draft, final, result = self._compared(transcript, self._drafts.transcript_hash(job), kept, file)
        return transcript, draft, final, result

    def _compared(
        self, transcript: Transcript, mine: str, kept: WorkFolder, file: Path
    ) -> tuple[ReturnedDocument | None, ReturnedDocument, Comparison]:
        """Args:
        mine: SHA-256 of the file `transcript` was read from.
        kept: the work folder with the draft, and with what a person decided since.
        """
        labels = comparison.labels_of(transcript)
        draft = _draft(kept, labels)
        final = returned_document.read_returned(file, labels)
        if final.identity is not None and final.identity.transcript not in ("", mine):
            final = returned_document.without_marks(
                final
            )  # of another draft of the same recording: its ids name other utterances
        machine = _by_machine(kept, transcript)
        return draft, final, comparison.compare_with_draft(transcript, draft, final, self.classify, machine=machine)

    def _measure(self, job: Job, how: str, number: int) -> Effect | None:
        compared = self.compare(job, self._incoming)
        if compared is None:
            return None
        transcript, draft, final, result = compared
        figures = self._figures(
            transcript,
            (draft, final, result),
            self._baseline(ProfileTree(self._watch / job.profile)),
            ReturnFacts(self._drafted_at(job, transcript), self._moment(), how, job.id, number),
        )
        folder = work_folder(self._work, job.id)
        rights.make(folder)
        figures.write(folder / EFFECT)
        day = transcript.meeting.date or figures.returned_at.date()
        glossary = self._glossary(job)
        spoke = self._voices(job, transcript, draft, final, result)
        lesson = self._teacher.lesson(transcript, result, glossary, job=job.id, day=day, voices=spoke)
        lesson.write(folder / LEARNING)
        return figures

    def _voices(
        self,
        job: Job,
        transcript: Transcript,
        draft: ReturnedDocument | None,
        final: ReturnedDocument,
        result: Comparison,
    ) -> tuple[Spoke, ...]:
        """Voices that may be proposed for enrolment: none unless the profile says that it uses them."""
        try:
            if profiles.read_options(ProfileTree(self._watch / job.profile).options).voices is Voices.OFF:
                return ()
        except (SettingsError, OSError):
            return ()
        if WorkFolder(
            work_folder(self._work, job.id)
        ).by_hand.exists():  # voices as they are now, not as the machine had them
            result = comparison.compare_with_draft(transcript, draft, final, self.classify)
        return confirmed_voices.confirmed_voices(transcript, result)

    def _figures(
        self,
        transcript: Transcript,
        compared: tuple[ReturnedDocument | None, ReturnedDocument, Comparison],
        baseline: Baseline,
        facts: ReturnFacts,
    ) -> Effect:
        draft, final, result = compared
        return effect.measure_return(transcript, result, draft=draft, final=final, baseline=baseline, facts=facts)

    def _moment(self) -> dt.datetime:
        return wall_clock.moment_at(self._now())

    def _drafted_at(self, job: Job, transcript: Transcript) -> dt.datetime:
        at = [e.at for e in self._store.events(job.id) if e.what == "drafted"]
        return wall_clock.moment_at(at[-1]) if at else transcript.provenance.created_at

    def _glossary(self, job: Job) -> Glossary:
        try:
            found = sheets.sheet_file(ProfileTree(self._watch / job.profile).glossary, GlossaryError)
            return sheets.read_glossary(found.path) if found.path is not None else Glossary()
        except (SettingsError, OSError):
            return Glossary()

    def _baseline(self, tree: ProfileTree) -> Baseline:
        try:
            return profiles.read_options(tree.options).effect
        except (SettingsError, OSError):
            return Baseline()


def _saved_at(path: Path) -> int:
    """When a file was saved: the last one read counts, so of two that came at once that is the one that was saved last."""
    try:
        return path.lstat().st_mtime_ns
    except OSError:
        return 0  # why is said where it is read


def _draft(kept: WorkFolder, labels: frozenset[str]) -> ReturnedDocument | None:
    files = sorted(kept.out.glob("*.docx")) if kept.out.is_dir() else []
    try:
        return returned_document.read_returned(files[0], labels) if files else None
    except (ReturnedFileError, OSError):
        return None


def _by_machine(kept: WorkFolder, transcript: Transcript) -> Mapping[str, SpeakerSpan]:
    try:
        return by_hand.speakers_by_machine(kept, transcript)
    except (ValidationError, OSError) as e:
        log.warning("who spoke by the machine's account is not known: %s", type(e).__name__)
        return {}


def _paper(copy: Path, name: str) -> ReturnedDocument:
    try:
        return returned_document.read_returned(copy)
    except ReturnedFileError as e:
        called = f"{CHECKED} の「{my_numbers.without_my_numbers(name)}」"  # behind a quoted name stands no space
        raise ReturnedFileError(e.found.replace(f"{copy.name} ", called).replace(copy.name, called), e.todo) from e
