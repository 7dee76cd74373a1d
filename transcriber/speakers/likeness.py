"""What each unit of text sounds like: likeness-KEY.npz, a table kept with the units and voices that it was made for.

Runs in the engine's child process, except `read`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import Pcm
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest, loaded_diarizer
from transcriber.speakers.turns import Turns
from transcriber.system import durable

LIKENESS_FORMAT = 1
"""Of likeness-KEY.npz, or of how it comes about: what an earlier one left is not read."""


def compare_voices(request: SpeakersRequest, stretches: Sequence[Stretch], out: Path) -> None:
    """How much each stretch sounds like each voice of turns.json, kept in `out`.

    The table is (stretches, voices) of likeness; NaN where a stretch is too short, or a voice has no embedding. A microphone
    of one's own says more than any likeness: then all of it is NaN.
    """
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    table = np.full((len(stretches), len(turns.voices)), np.nan)
    if request.model is not None and not turns.channels and any(v.embedding for v in turns.voices):
        heard = loaded_diarizer(request).voices(Pcm(request.pcm), stretches)
        for k, voice in enumerate(turns.voices):
            if voice.embedding:
                table[:, k] = (heard @ np.asarray(voice.embedding) - turns.unrelated) / (1 - turns.unrelated)
    buffer = io.BytesIO()
    np.savez(
        buffer,
        table=table.astype(np.float32),
        stretches=_times(stretches),
        voices=np.array([v.speaker for v in turns.voices], dtype=np.str_),
    )
    durable.write(out, buffer.getvalue(), temporary=f"{out.name}.part")


def read_likeness(path: Path, stretches: Sequence[Stretch], voices: Sequence[str]) -> npt.NDArray[np.float32] | None:
    """The table (stretches, voices) that `compare` left; None where there is none that was made for these."""
    try:
        # From memory: of a damaged file np.load leaves the handle open.
        with np.load(io.BytesIO(path.read_bytes())) as kept:
            same = np.array_equal(kept["stretches"], _times(stretches)) and kept["voices"].tolist() == list(voices)
            table: npt.NDArray[np.float32] = kept["table"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
    return table if same and table.shape == (len(stretches), len(voices)) else None


def _times(stretches: Sequence[Stretch]) -> npt.NDArray[np.float64]:
    """(stretches, 2): start and end of each in seconds."""
    return np.array(stretches, dtype=np.float64).reshape(-1, 2)
