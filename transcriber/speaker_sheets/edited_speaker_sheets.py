"""話者.xlsx and `transcriber relabel`: a person sets the speakers right, and everything made of the transcript is made again.

No engine runs. What a person has edited or has open is not touched: the new draft gets a "(2)" (publish.py). An edited list is
read once it has been saved and closed; then its wishes stand in the transcript, and the list is written anew.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from transcriber.drafts import speakersheet, word
from transcriber.errors import SpeakerSheetError, StorageError, TranscriberError
from transcriber.exchange.edited_files import EditedFiles
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline import draft_folder, masked_sound
from transcriber.pipeline.draft_folder import DraftFolder
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import CHECKED, DRAFTS, ProfileTree
from transcriber.queue import publish
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.system import durable
from transcriber.system.storage_errors import storage_error
from transcriber.transcripts import decided_speakers
from transcriber.untrusted import files
from transcriber.work import by_hand
from transcriber.work.workfolder import SIDE, TRANSCRIPT, TRANSCRIPT_BYTES, WorkFolder, work_folder

log = logging.getLogger(__name__)

_LATE = 30 * 86_400.0
"""So many seconds after a return, a list that is saved beside its draft is still answered. Years of drafts are not looked at."""


@dataclass(frozen=True)
class _Form:
    profile: Profile
    template: Path
    style: word.HouseStyle


@dataclass
class SpeakerSheets:
    """Looks for edited lists of speakers in the drafts folders of one installation.

    Args:
        templates: the shipped Word templates.
        now: seconds since 1970.
    """

    store: Store
    watch: Path
    work: Path
    templates: Path

    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self._files = EditedFiles(self.now, SpeakerSheetError)

    def look(self, tree: ProfileTree) -> bool:
        """Take up what has been edited in a profile; True if something has yet to settle.

        Raises:
            StorageError: the store cannot be written.
        """
        unsettled = False
        errors: dict[str, TranscriberError] = {}
        for job in self.store.unchecked(tree.root.name):
            path = tree.drafts / job.draft_folder / speakersheet.NAME
            try:
                take = partial(self._take, job, tree, path)
                taken = self._files.take_up(path, f"「{job.draft_folder}」の {path.name} ", take)
            except OSError as e:  # of another file: the template, our own disk
                errors[job.draft_folder] = storage_error(e, f"{job.profile}の{DRAFTS}/{job.draft_folder}")
                continue
            unsettled |= taken.unsettled
            if taken.error is not None:
                errors[job.draft_folder] = _of_draft(taken.error, job)
        for job in self.store.checked_since(tree.root.name, self.now() - _LATE):
            if job.draft_folder and (late := self._too_late(job, tree)) is not None:
                errors[job.draft_folder] = late
        self.store.file_notices(f"{tree.root.name}の{DRAFTS}", errors)
        return unsettled

    def _too_late(self, job: Job, tree: ProfileTree) -> TranscriberError | None:
        """What to say of a list that was saved, but not taken up before the checked file came back: it is not used any more,
        for the record is what the reviewer returned."""
        path = tree.drafts / job.draft_folder / speakersheet.NAME
        name = f"「{job.draft_folder}」の {path.name} "
        try:
            if not path.is_file() or path.is_symlink():
                return None
            ours = self.store.published(job).get(speakersheet.NAME, frozenset())
            if not ours or files.sha256_of(path) in ours:
                return None
        except (OSError, TranscriberError):
            return None  # erased or away meanwhile: nothing was written by a person that we could read
        return SpeakerSheetError(
            f"{name}は、確認済みの原稿が返された後で保存されたので、使っていません。",
            f"返した Word の話者名を直して、もう一度「{CHECKED}」に入れてください。話者.xlsx のとおりに下書きを作り直すには、"
            f"情報担当者に「transcriber relabel {job.id}」を頼んでください。どちらもしないときは、話者.xlsx を消すとこの知らせも消えます。",
        )

    def _take(self, job: Job, tree: ProfileTree, path: Path, _: str) -> None:
        """Make the draft again if `path` is not as we wrote it."""
        form = self._form(tree)
        digest = files.sha256_of(path)
        if digest in self.store.published(job).get(speakersheet.NAME, frozenset()):
            kept = WorkFolder(work_folder(self.work, job.id))
            if kept.before_relabelling.exists() and kept.transcript.exists():  # some files are still the old ones
                whole = kept.original if kept.original.exists() else kept.transcript
                self._publish(job, tree, kept, Transcript.read(whole), form, digest)
            return
        ours = WorkFolder(work_folder(self.work, job.id)).out / speakersheet.NAME
        self._relabel(job, tree, speakersheet.read_speaker_sheet(path, ours), form, digest)

    def relabel(self, job: Job, tree: ProfileTree, wanted: Relabelling, sheet: str = "") -> None:
        """Set the speakers of a job right and publish what is made of it.

        Args:
            sheet: SHA-256 of the list that `wanted` was read from: its wishes are taken up, and it may be written anew. A list with
                other content holds wishes that nobody has read, and stays.

        Raises:
            SpeakerSheetError: `wanted` names what is not there.
            TranscriberError, OSError: the draft cannot be made or put in place.
        """
        self._relabel(job, tree, wanted, self._form(tree), sheet)

    def _relabel(self, job: Job, tree: ProfileTree, wanted: Relabelling, form: _Form, sheet: str) -> None:
        kept = WorkFolder(work_folder(self.work, job.id))
        # An attempt that broke off has left its result as the transcript: wishes are for what was there before it.
        # What lies in the drafts' folder is a view in which names may be masked: the original is what speakers are set right in.
        places = (
            kept.before_relabelling,
            kept.original,
            kept.transcript,
            tree.drafts / job.draft_folder / SIDE / TRANSCRIPT,
        )
        source = next((p for p in places if p.exists()), None)
        if source is None:
            raise StorageError(
                f"「{job.draft_folder}」の {SIDE}/{TRANSCRIPT} がないため、話者を直せません。",
                "資料フォルダから消していたら、元に戻してください。",
            )
        before = Transcript.model_validate_json(files.read_bytes(source, most=TRANSCRIPT_BYTES))
        transcript = decided_speakers.relabelled(before, wanted, in_list=bool(sheet))
        durable.write_text(kept.before_relabelling, before.model_dump_json(indent=1))
        by_hand.remember_decisions(kept, before, transcript)
        self._publish(job, tree, kept, transcript, form, sheet)

    def _form(self, tree: ProfileTree) -> _Form:
        """What a draft of the profile is made with; read and checked before anything is changed.

        Raises:
            SettingsError: a sheet or the template cannot be used.
        """
        profile = Profile.read(tree.root)
        template, style = draft_folder.choose_template(profile, self.templates)
        word.check_template(template)
        return _Form(profile, template, style)

    def _publish(
        self, job: Job, tree: ProfileTree, kept: WorkFolder, transcript: Transcript, form: _Form, sheet: str
    ) -> None:
        folder = publish.folder_for(
            draft_folder.draft_name(job.entry, form.profile),
            tree.drafts,
            self.store.draft_folders(job),
            job.draft_folder,
        )
        if folder != job.draft_folder:  # a person has put a link or a file in its place
            self.store.draft_folder(job, folder)
        desk = DraftFolder(kept.out, draft_folder.draft_name(job.name, form.profile))
        view = draft_folder.shown(transcript, form.profile)
        if form.profile.options.player and transcript.shown is None:
            masked_sound.make_sound(view, form.profile, desk.sound_file, kept.pcm)
        result = draft_folder.draft(
            transcript, profile=form.profile, template=form.template, style=form.style, desk=desk, view=view
        )
        if sheet:
            self.store.publishing(job, speakersheet.NAME, sheet)
        done = publish.publish_all(
            result,
            tree.drafts / folder,
            job=job.id,
            ours=self.store.published(job),
            announce=lambda n, h: self.store.publishing(job, n, h),
            root=tree.drafts,
        )
        self.store.drafted(job, done.names[0], done.note)
        kept.before_relabelling.unlink(missing_ok=True)
        log.info("job %d relabelled", job.id)


def may_relabel(job: Job) -> bool:
    """Whether there is a draft whose speakers can be set right."""
    return job.status in (Status.DRAFTED, Status.CHECKED) and bool(job.draft_folder)


def _of_draft(error: TranscriberError, job: Job) -> TranscriberError:
    """The error, saying of which draft the list is: there are several of one name."""
    if not isinstance(error, SpeakerSheetError) or job.draft_folder in error.found:
        return error
    return SpeakerSheetError(f"「{job.draft_folder}」の{error.found}", error.todo)
