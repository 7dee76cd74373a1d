"""The keys of a job's artefacts. Each holds the program's version, the format number of the stage that makes the artefact, and
what it is made from: so code that was updated never takes up what older code left.

A change of what a stage writes, or of how that comes about, raises the FORMAT of that stage, in its module. A key that holds
another one (turns: units) changes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from transcriber import __version__
from transcriber.work.workfolder import key
from transcriber.models.weights_folder import VerifiedModel
from transcriber.papers import findings
from transcriber.speakers import likeness as comparison
from transcriber.speakers import speaker_stage as diarization
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turns
from transcriber.speech import speech_stage as recognition
from transcriber.speech.speech_stage import RecognisedSpeech
from transcriber.pipeline import media_step
from transcriber.hearing import second_hearing
from transcriber.assembly import assemble

_FAKE = "fake"
"""In the place of a model's files."""


def media_key(*tracks: object) -> str:
    """Of what was decoded; the work folder belongs to one recording.

    Args:
        tracks: which tracks the office wished to be read, if it said so.
    """
    return _key(media_step.MEDIA_FORMAT, *tracks)


def papers_key(files: Iterable[tuple[str, str]], known: Collection[str]) -> str:
    """Of what the papers say.

    Args:
        files: name and SHA-256 of each.
        known: terms that the office lists already.
    """
    return _key(findings.PAPERS_FORMAT, *files, *sorted(known))


def speech_key(model: VerifiedModel | None, *meeting: object) -> str:
    """Of the windows and their texts.

    Args:
        model: None: the fake recogniser.
        meeting: the mode, and everything that the recogniser may be told.
    """
    return _key(recognition.SPEECH_FORMAT, media_key(), model.files if model else _FAKE, *meeting)


def weighed_key(speech_key: str, *known: object) -> str:
    """Of what the sound says about possible corrections.

    Args:
        known: everything that the office knows, what was learned included.
    """
    return _key(second_hearing.SECOND_HEARING_FORMAT, speech_key, *known)


def turns_key(model: VerifiedModel | None, most_voices: int | None, stretches: Sequence[Stretch], *tracks: object) -> str:
    """Of who speaks when.

    Args:
        model: None: the fake diarizer.
        stretches: detected speech.
        tracks: as in `media`.
    """
    return _key(diarization.SPEAKERS_FORMAT, media_key(*tracks), model.files if model else _FAKE, most_voices, *stretches)


def units_key(speech_: RecognisedSpeech, turns_: Turns) -> str:
    """Of the units of text that are given to voices: by what they are made of, to the letter."""
    texts = (t.model_dump_json() for t in speech_.texts)
    return _key(assemble.UNITS_FORMAT, *texts, speech_.plan.stretches, turns_.model_dump_json())


def likeness_key(units_key: str, turns_key: str) -> str:
    """Of what these units sound like beside the voices of these turns."""
    return _key(comparison.LIKENESS_FORMAT, units_key, turns_key)


def embeddings_key(model: VerifiedModel) -> str:
    """Names the embeddings that a model makes. It outlives versions: voices that an office enrolled are known by it."""
    return key(model.id, model.files)


def _key(stage_format: int, *parts: object) -> str:
    return key(__version__, stage_format, *parts)
