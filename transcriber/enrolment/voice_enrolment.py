"""Enrolling voices: from a draft or a recording by command, and from 学習候補.xlsx where a person ticked 採用.

Nothing is enrolled without that tick, which says that the person agreed; a tick taken back (or its line deleted) removes what it
enrolled. A sheet that is gone takes nothing back: it may be a save in progress, or a slip; made anew it shows the ticks. What was
removed by `transcriber voices forget` is not enrolled again by a tick that is older.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from transcriber import models
from transcriber.enrolment import decoded_sound
from transcriber.errors import VoicesError
from transcriber.learning import sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort
from transcriber.learning.lessons import Lesson
from transcriber.minutes.transcript import Transcript
from transcriber.models import VerifiedModel
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import archived
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.settings import Settings, Tier
from transcriber.speakers import enrolled
from transcriber.speakers.enrolled import EnrolledPerson, EnrolledVoices, Reference
from transcriber.speakers.enrolment import EnrolmentRequest
from transcriber.speakers.enrolment import mean_voice as take_down
from transcriber.speakers.pieces import Stretch
from transcriber.system import devices, durable, engines, removal, rights, wall_clock
from transcriber.work.workfolder import WorkFolder, work_folder

log = logging.getLogger(__name__)

_DECODED = "voice-"
_STALE = 86400.0
"""Seconds after which a folder with decoded audio is nobody's any more."""


def enrol_recording(
    settings: Settings, name: str, pcm: Path, source: str, stretches: tuple[Stretch, ...] = ()
) -> float:
    """Take a voice down in a child process and keep it; returns the seconds it rests on.

    Args:
        source: what the recording is called in the list of voices.
        stretches: where the person alone speaks; empty: find them, in a recording of one person.

    Raises:
        VoicesError: two people speak in a recording of one, or too little is clean.
        EngineError: the engine failed.
    """
    model = _model(settings)
    threads = devices.most_threads(settings.engine)
    with engines.EngineProcess(threads=threads) as engine:
        request = EnrolmentRequest(pcm, model.path, devices.CPU.device, threads, stretches, model.tuning.chunk_step)
        embedding, seconds = engine.submit(take_down, request).result()
    file = enrolled.path(settings.folders.work)
    reference = Reference(
        model=model.embeddings_key(),
        embedding=embedding,
        seconds=seconds,
        source=source,
        enrolled_at=wall_clock.time_now(),
    )
    enrolled.write_enrolled(enrolled.read_enrolled(file).with_reference(name, reference), file)
    return seconds


@contextmanager
def sound(work: Path, tree: ProfileTree, job: Job) -> Iterator[Path]:
    """The recording of a draft as PCM: what the work folder still holds, else decoded from the original for this once.

    Raises:
        VoicesError: neither is there any more.
        RecordingError, OSError: the original cannot be read.
    """
    kept = WorkFolder(work_folder(work, job.id)).pcm
    if kept.exists():
        yield kept
        return
    entry = archived.archived_entry(tree, job)
    if entry is None:
        raise VoicesError(
            f"番号 {job.id} の録音は、保存期間が過ぎて消えたか、処理済み から移されています。声を登録できません。",
            "学習候補.xlsx で採用していたら、空欄に戻してください。本人だけの録音からなら、transcriber voices enrol で登録できます。",
        )
    for left in work.glob(f"{_DECODED}*"):  # of a process that was killed: no audio stays unseen
        if time.time() - left.lstat().st_mtime > _STALE:
            with suppress(OSError):
                removal.discard(left)
    with tempfile.TemporaryDirectory(dir=work, prefix=_DECODED) as folder:
        pcm = Path(folder) / "audio.pcm"
        decoded_sound.decode_in_child([part.path for part in entry.parts], pcm, name=job.entry)
        yield pcm


def _model(settings: Settings) -> VerifiedModel:
    if settings.engine.tier is Tier.FAKE:
        raise VoicesError("試験用の設定（fake）では声を登録できません。", "engine.tier を auto にしてください。")
    store = models.open_store(settings)
    model = models.of_tier(store, models.best_tier(store, settings.engine.tier, gpu_memory=0)).speakers
    assert model is not None
    return model


# -- by a tick -------------------------------------------------------------------------------------------------------


class _Taken(BaseModel):
    """What a tick enrolled: line of the sheet → name and source of the reference."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: dict[str, tuple[str, str]] = {}


@dataclass
class Ticks:
    """Follows the lines of 学習候補.xlsx that are about voices."""

    settings: Settings
    store: Store

    def follow(self, tree: ProfileTree, lessons: Iterable[Lesson]) -> None:
        """Enrol what was ticked since the last time, and remove what is ticked no more.

        Raises:
            VoicesError, EngineError: a voice could not be enrolled; what came before it is.
            GlossaryError, OSError: the sheet, or a file in the work folder, cannot be read or written.
        """
        taken = dict(self._read().lines)
        lines = {self._line(tree, key): line for key, line in _voices(tree.learned).items()}
        for place in [p for p in taken if p.startswith(self._line(tree, "")) and not _adopted(lines.get(p))]:
            self._remove(*taken.pop(place))
            self._write(taken)
        heard = list(lessons)
        for place, line in lines.items():
            if place in taken or not _adopted(line):
                continue
            number, speaker = _longest(heard, place.rpartition("/")[2])
            job = self.store.get(number)
            transcript = WorkFolder(work_folder(self.settings.folders.work, number)).transcript
            if job is None or not transcript.exists():
                raise _gone()
            source = f"{tree.root.name} 録音{number} {speaker}（学習候補）"
            with sound(self.settings.folders.work, tree, job) as pcm:
                enrol_recording(
                    self.settings,
                    line.text,
                    pcm,
                    source,
                    enrolled.stretches_of_voice(Transcript.read(transcript), speaker),
                )
            taken[place] = (line.text, source)
            self._write(taken)
            log.info("a voice was enrolled by a tick")

    def _line(self, tree: ProfileTree, key: str) -> str:
        return f"{tree.root.name}/{key}"

    def _remove(self, name: str, source: str) -> None:
        file = enrolled.path(self.settings.folders.work)
        people = (
            EnrolledPerson(
                name=p.name, references=tuple(r for r in p.references if (p.name, r.source) != (name, source))
            )
            for p in enrolled.read_enrolled(file).people
        )
        enrolled.write_enrolled(EnrolledVoices(people=tuple(p for p in people if p.references)), file)
        log.info("a voice was removed: its tick was taken back")

    def standing(self, tree: ProfileTree) -> dict[str, str]:
        """ID of a line → name, of the voices of a profile that a tick enrolled and that are still enrolled.

        Raises:
            VoicesError, OSError: the record of ticks cannot be read.
        """
        people = enrolled.read_enrolled(enrolled.path(self.settings.folders.work)).people
        there = {(p.name, r.source) for p in people for r in p.references}
        begins = self._line(tree, "")
        return {
            p.removeprefix(begins): t[0] for p, t in self._read().lines.items() if p.startswith(begins) and t in there
        }

    @property
    def _file(self) -> Path:
        return enrolled.path(self.settings.folders.work).with_name("ticked.json")

    def _read(self) -> _Taken:
        if not self._file.exists():
            return _Taken()
        try:
            return _Taken.model_validate_json(self._file.read_text(encoding="utf-8"))
        except ValidationError as e:
            raise VoicesError(
                f"声の登録の控え {self._file} を読めません。",
                "バックアップから戻すか、そのファイルだけを消してください。",
            ) from e

    def _write(self, taken: dict[str, tuple[str, str]]) -> None:
        rights.private(self._file.parent)
        durable.write_text(self._file, _Taken(lines=taken).model_dump_json())


def _voices(path: Path) -> dict[str, LearnedCandidate]:
    """(ID → line) of the lines about voices."""
    ids = {line: key for key, line in sheet.keys(path).items()}
    lines = [c for c in sheet.read_candidates(path) if c.sort is Sort.VOICE]
    return {ids.get((c.sort.value, c.text), c.key): c for c in lines}


def _adopted(line: LearnedCandidate | None) -> bool:
    return line is not None and line.decision is ClerkDecision.ADOPTED


def _longest(lessons: list[Lesson], line: str) -> tuple[int, str]:
    """Recording and voice with the most clean speech of the person whom a line of the sheet is about."""
    heard = [
        (voice.seconds, lesson.job, voice.speaker)
        for lesson in lessons
        for voice in lesson.voices
        if LearnedCandidate(Sort.VOICE, voice.name, "").key == line
    ]
    if not heard:
        raise _gone()
    _, job, speaker = max(heard)
    return job, speaker


def _gone() -> VoicesError:
    return VoicesError(
        "学習候補.xlsx で採用された声の、元になる録音の記録が残っていません。",
        "採用を空欄に戻してください。次の録音が確認されたら、もう一度候補に出ます。",
    )
