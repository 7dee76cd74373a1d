"""What is sent to another computer and what comes back: sound and settings there, text here; no path, and nothing is left behind.

A task is bytes to everything between the coordinator and the worker's engine, so that no library on the way can quote it.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from transcriber import __version__
from transcriber.cluster.cluster_files import SPEAKERS, SPEECH
from transcriber.media.pcm import SoundPart
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.models import VerifiedModel
from transcriber.settings import Mode
from transcriber.speakers import likeness, speaker_engine
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.speech import scoring, speech_engine
from transcriber.speech.prompt import Prompt
from transcriber.speech.scoring import ScoringQuestion
from transcriber.speech.speech_engine import SpeechRequest
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window
from transcriber.system.devices import Placement


@dataclass(frozen=True)
class Wanted:
    """What a worker has to have for a task, compared before any of its data is looked at.

    Attributes:
        offer: SPEECH or SPEAKERS.
        model: its name in the catalogue; empty: the fake engine.
        weights: hash over the hashes of its files.
        version: of this program.
    """

    offer: str
    model: str
    weights: str
    version: str = __version__


def wanted(offer: str, model: VerifiedModel | None) -> Wanted:
    """For work with `model`; None: the fake engine."""
    return Wanted(offer, model.id, weights_hash(model.files)) if model else Wanted(offer, "", "")


def weights_hash(files: Mapping[str, str]) -> str:
    """One hash for all files of a model. Args: files: name → SHA-256."""
    return hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()


@dataclass(frozen=True)
class WindowWork:
    """A window to recognise: all that is needed of its recording."""

    window: Window
    speech: tuple[Span, ...]
    told: Prompt
    sound: SoundPart
    mode: Mode
    context: float | None
    hearings: tuple[tuple[float, bool], ...] | None


@dataclass(frozen=True)
class QuestionsWork:
    """What the sound is asked of windows that are recognised."""

    questions: tuple[ScoringQuestion, ...]
    sound: SoundPart
    mode: Mode
    context: float | None
    hearings: tuple[tuple[float, bool], ...] | None


@dataclass(frozen=True)
class PieceWork:
    """A piece in which voices are to be told apart."""

    piece: Stretch
    alone: bool
    speech: tuple[Stretch, ...]
    max_speakers: int | None
    speakers: int | None
    step: float | None
    sound: SoundPart


@dataclass(frozen=True)
class SoundsWork:
    """Stretches of which it is asked what they sound like."""

    stretches: tuple[Stretch, ...]
    step: float | None
    sound: SoundPart


SpeakersWork = PieceWork | SoundsWork
AnyWork = WindowWork | QuestionsWork | SpeakersWork


def packed(work: AnyWork) -> bytes:
    """As it is sent."""
    return pickle.dumps(work, protocol=5)


def worked(parcel: bytes, model: Path | None, at: Placement, threads: int) -> str:
    """Do it: in the engine's child process of a worker. What comes back is JSON.

    Args:
        model: its verified folder on this computer.
    """
    work = pickle.loads(parcel)
    if isinstance(work, WindowWork | QuestionsWork):
        request = SpeechRequest(
            pcm=Path(),
            out=Path(),
            model=model,
            device=at.device,
            compute_type=at.compute_type,
            batch=at.batch,
            threads=threads,
            kind=RecordKind.COUNCIL,
            roster=Roster(people=()),
            glossary=Glossary(terms=()),
            mode=work.mode,
            context=work.context,
            hearings=work.hearings,
        )
        if isinstance(work, QuestionsWork):
            return json.dumps(scoring.answers_by(request, work.sound, work.questions))
        return speech_engine.understood_window(
            request, work.window, work.speech, work.sound, work.told
        ).model_dump_json()
    if not isinstance(work, SpeakersWork):
        raise TypeError(type(work).__name__)
    asked = SpeakersRequest(pcm=Path(), out=Path(), model=model, device=at.device, threads=threads, step=work.step)
    if isinstance(work, SoundsWork):
        return json.dumps(likeness.heard_voices(asked, work.stretches, work.sound))
    asked = replace(asked, speech=work.speech, max_speakers=work.max_speakers, speakers=work.speakers)
    return speaker_engine.heard_piece(asked, work.piece, work.sound, alone=work.alone).model_dump_json()


class Fate(StrEnum):
    """How a task ended on a worker."""

    DONE = "done"
    DIED = "died"  # the engine's process ended without an answer
    FAILED = "failed"  # it answered with an error, or this worker may not do it


@dataclass(frozen=True)
class WorkAnswer:
    """What a worker says of a task.

    Attributes:
        worker: its name.
        said: the result as JSON, or in Japanese what went wrong, without anything that was said in the recording.
    """

    fate: Fate
    worker: str
    said: str

    def to_bytes(self) -> bytes:
        return json.dumps([self.fate, self.worker, self.said]).encode()


def answer_of(data: bytes) -> WorkAnswer:
    """Raises: ValueError: it is none."""
    fate, worker, said = json.loads(data)
    return WorkAnswer(Fate(fate), str(worker), str(said))


OFFERS = {SPEECH: "文字起こし", SPEAKERS: "話者の区別"}
"""As people read them."""
