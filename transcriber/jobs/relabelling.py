"""話者.xlsx and `transcriber relabel`: a person sets the speakers right, and everything made of the transcript is made again.

No engine runs. What a person has edited or has open is not touched: the new draft gets a "(2)" (publish.py). An edited list is
read once it has been saved and closed; then its wishes stand in the transcript, and the list is written anew.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from transcriber import durable, procedure
from transcriber.drafts import speakersheet
from transcriber.errors import SpeakerSheetError, StorageError, TranscriberError
from transcriber.intake.faults import storage_error
from transcriber.jobs import drafting, publish
from transcriber.jobs.assignment import Result
from transcriber.jobs.drafting import Desk
from transcriber.jobs.job import Job, Status
from transcriber.jobs.runner import work_folder
from transcriber.jobs.store import Store
from transcriber.jobs.workfolder import SIDE, TRANSCRIPT, WorkFolder
from transcriber.language.readings import Reader
from transcriber.minutes import carrying
from transcriber.minutes.relabelling import AmbiguousName, Relabelling, UnknownTarget, relabel
from transcriber.minutes.transcript import Transcript, timecode
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import DRAFTS, ProfileTree

log = logging.getLogger(__name__)


def apply(transcript: Transcript, wanted: Relabelling, sheet: str = speakersheet.NAME) -> Transcript:
    """`relabel`, with an error for staff, and the course of the meeting followed again: it hangs on who the chair is.

    Raises:
        SpeakerSheetError: a number in it is not there, or a name in it may mean two people.
    """
    reader = Reader()
    try:
        relabelled = relabel(transcript, wanted, reader)
    except UnknownTarget as e:
        raise SpeakerSheetError(
            f"「{sheet}」に書かれた番号「{e}」はありません。",
            "声の番号（S1 など）か発言番号（u0001 など）を確かめて、書き直してください。",
        ) from e
    except AmbiguousName as e:
        line = timecode(e.where) if isinstance(e.where, float) else e.where
        raise SpeakerSheetError(
            f"「{sheet}」の {line} の行に書かれた「{e.name}」に当てはまる人が、名簿に{len(e.people)}人います（{'、'.join(e.people)}）。",
            "氏名をすべて書いてください（例：" + e.people[0] + "）。",
        ) from e
    return procedure.attach_again(relabelled, reader)


def remember(work: WorkFolder, before: Transcript, now: Transcript) -> None:
    """Keep what a person decided, so that the recording can be processed again without losing it."""
    durable.write_text(work.by_hand, carrying.after(_known(work), before, now).model_dump_json())


def carried(work: WorkFolder, fresh: Transcript) -> Transcript:
    """A transcript that the machine just made, with what a person decided before about its speakers."""
    work.before_relabelling.unlink(missing_ok=True)  # everything is about to be made and published anew
    known = _known(work)
    if known is None:
        return fresh
    now = carrying.carry(fresh, known)
    known = carrying.ByHand(machine=carrying.spells(fresh), person=carrying.spells(now))
    durable.write_text(work.by_hand, known.model_dump_json())
    return now


def by_machine(work: WorkFolder, transcript: Transcript) -> Mapping[str, carrying.Spell]:
    """Who spoke by the machine's account; empty where no person has decided anything before the draft came back."""
    known = _known(work)
    return carrying.by_machine(known, transcript) if known else {}


def _known(work: WorkFolder) -> carrying.ByHand | None:
    if not work.by_hand.exists():
        return None
    return carrying.ByHand.model_validate_json(work.by_hand.read_text(encoding="utf-8"))


@dataclass
class Lists:
    """Looks for edited lists of speakers in the drafts folders of one installation.

    Args:
        templates: the shipped Word templates.
    """

    store: Store
    watch: Path
    work: Path
    templates: Path

    def __post_init__(self) -> None:
        self._seen: dict[int, tuple[int, int]] = {}
        self._settled: dict[int, tuple[int, int]] = {}

    def look(self, tree: ProfileTree) -> bool:
        """Take up what has been edited in a profile; True if something has yet to settle.

        Raises:
            StorageError: the store cannot be written.
        """
        unsettled = False
        for job in self.store.unchecked(tree.root.name):
            path = tree.drafts / job.draft_folder / speakersheet.NAME
            sight = _sight(path)
            if sight is None or self._settled.get(job.id) == sight:
                continue
            if self._seen.get(job.id) != sight:
                self._seen[job.id] = sight
                unsettled = True  # perhaps it is being written: the next look takes it
                continue
            if publish.is_open(path):
                continue
            place = f"{job.profile}の{DRAFTS}/{job.draft_folder}"
            try:
                self._take(job, tree, path)
            except TranscriberError as e:
                self.store.notice(place, e)
                if e.temporary:
                    continue
            except OSError as e:
                self.store.notice(place, storage_error(e, place))
                continue
            else:
                self.store.notice(place, None)
                sight = _sight(path) or sight
            self._settled[job.id] = sight
        return unsettled

    def _take(self, job: Job, tree: ProfileTree, path: Path) -> None:
        """Make the draft again if `path` is not as we wrote it."""
        digest = publish.sha256_of(path)
        if digest in self.store.published(job).get(speakersheet.NAME, frozenset()):
            kept = WorkFolder(work_folder(self.work, job.id))
            if kept.before_relabelling.exists() and kept.transcript.exists():  # some files are still the old ones
                self._publish(job, tree, kept, Transcript.read(kept.transcript), digest)
            return
        copy = self.work / f"speakers-{os.getpid()}.xlsx"
        try:
            copy.write_bytes(path.read_bytes())
            digest = publish.sha256_of(copy)
            wanted = speakersheet.read(copy)
        finally:
            copy.unlink(missing_ok=True)
        self.relabel(job, tree, wanted, digest)

    def relabel(self, job: Job, tree: ProfileTree, wanted: Relabelling, sheet: str = "") -> None:
        """Set the speakers of a job right and publish what is made of it.

        Args:
            sheet: SHA-256 of the list that `wanted` was read from: its wishes are taken up, and it may be written anew. A list with
                other content holds wishes that nobody has read, and stays.

        Raises:
            SpeakerSheetError: `wanted` names what is not there.
            TranscriberError, OSError: the draft cannot be made or put in place.
        """
        kept = WorkFolder(work_folder(self.work, job.id))
        # An attempt that broke off has left its result as the transcript: wishes are for what was there before it.
        places = (kept.before_relabelling, kept.transcript, tree.drafts / job.draft_folder / SIDE / TRANSCRIPT)
        source = next((p for p in places if p.exists()), None)
        if source is None:
            raise StorageError(
                f"「{job.draft_folder}」の {SIDE}/{TRANSCRIPT} がないため、話者を直せません。",
                "資料フォルダから消していたら、元に戻してください。",
            )
        before = Transcript.read(source)
        transcript = apply(before, wanted)
        durable.write_text(kept.before_relabelling, before.model_dump_json(indent=1))
        remember(kept, before, transcript)
        self._publish(job, tree, kept, transcript, sheet)

    def _publish(self, job: Job, tree: ProfileTree, kept: WorkFolder, transcript: Transcript, sheet: str) -> None:
        folder = publish.folder_for(job.entry, tree.drafts, self.store.draft_folders(job), job.draft_folder)
        if folder != job.draft_folder:  # a person has put a link or a file in its place
            self.store.draft_folder(job, folder)
        target = tree.drafts / folder
        profile = Profile.read(tree.root)
        template, style = drafting.paper(profile, self.templates)
        desk = Desk(kept.out, job.name)
        result = drafting.draft(transcript, profile=profile, template=template, style=style, desk=desk)
        if sheet:
            self.store.publishing(job, speakersheet.NAME, sheet)
        names = put(
            result,
            target,
            job.id,
            self.store.published(job),
            lambda n, h: self.store.publishing(job, n, h),
            tree.drafts,
        )
        self.store.drafted(job, names[0])
        kept.before_relabelling.unlink(missing_ok=True)
        log.info("job %d relabelled", job.id)


def _sight(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def put(
    result: Result,
    folder: Path,
    job: int,
    ours: dict[str, frozenset[str]],
    announce: Callable[[str, str], None],
    root: Path,
) -> list[str]:
    """Publish all files of a result; the names they have there."""
    return [
        publish.publish(
            file, folder, job=job, ours=ours, announce=announce, inside=result.place(file).parent, root=root
        )
        for file in result.files
    ]


def may_relabel(job: Job) -> bool:
    """Whether there is a draft whose speakers can be set right."""
    return job.status in (Status.DRAFTED, Status.CHECKED) and bool(job.draft_folder)
