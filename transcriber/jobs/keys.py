"""The keys of a job's artefacts. Each holds the program's version, the format number of the stage that makes the artefact, and
what it is made from: so code that was updated never takes up what older code left.

A change of what a stage writes, or of how that comes about, raises the FORMAT of that stage, in its module. A key that holds
another one (turns: units) changes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from transcriber import __version__
from transcriber.jobs import assembly, reception, second_hearing
from transcriber.jobs.workfolder import key
from transcriber.models.store import VerifiedModel
from transcriber.papers import findings
from transcriber.speakers import likeness as comparison
from transcriber.speakers import stage as diarization
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turns
from transcriber.speech import stage as recognition
from transcriber.speech.stage import RecognisedSpeech

_FAKE = "fake"
"""In the place of a model's files."""


def media(*tracks: object) -> str:
    """Of what was decoded; the work folder belongs to one recording.

    Args:
        tracks: which tracks the office wished to be read, if it said so.
    """
    return _key(reception.FORMAT, *tracks)


def papers(files: Iterable[tuple[str, str]], known: Collection[str]) -> str:
    """Of what the papers say.

    Args:
        files: name and SHA-256 of each.
        known: terms that the office lists already.
    """
    return _key(findings.FORMAT, *files, *sorted(known))


def speech(model: VerifiedModel | None, *meeting: object) -> str:
    """Of the windows and their texts.

    Args:
        model: None: the fake recogniser.
        meeting: the mode, and everything that the recogniser may be told.
    """
    return _key(recognition.FORMAT, media(), model.files if model else _FAKE, *meeting)


def weighed(speech_key: str, *known: object) -> str:
    """Of what the sound says about possible corrections.

    Args:
        known: everything that the office knows, what was learned included.
    """
    return _key(second_hearing.FORMAT, speech_key, *known)


def turns(model: VerifiedModel | None, most_voices: int | None, stretches: Sequence[Stretch], *tracks: object) -> str:
    """Of who speaks when.

    Args:
        model: None: the fake diarizer.
        stretches: detected speech.
        tracks: as in `media`.
    """
    return _key(diarization.FORMAT, media(*tracks), model.files if model else _FAKE, most_voices, *stretches)


def units(speech_: RecognisedSpeech, turns_: Turns) -> str:
    """Of the units of text that are given to voices: by what they are made of, to the letter."""
    texts = (t.model_dump_json() for t in speech_.texts)
    return _key(assembly.FORMAT, *texts, speech_.plan.stretches, turns_.model_dump_json())


def likeness(units_key: str, turns_key: str) -> str:
    """Of what these units sound like beside the voices of these turns."""
    return _key(comparison.FORMAT, units_key, turns_key)


def embeddings(model: VerifiedModel) -> str:
    """Names the embeddings that a model makes. It outlives versions: voices that an office enrolled are known by it."""
    return key(model.id, model.files)


def _key(stage_format: int, *parts: object) -> str:
    return key(__version__, stage_format, *parts)
