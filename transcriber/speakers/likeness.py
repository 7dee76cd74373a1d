"""What each unit of text sounds like: likeness-KEY.npz, a table kept with the units and voices that it was made for.

Where other computers help, they listen to the units, some minutes of sound at a time, and the table is made of what they say.
`compare_voices` and `heard_voices` run in an engine's child process.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import Pcm, ReadableSound
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest, loaded_diarizer
from transcriber.speakers.turns import Turns
from transcriber.system import durable

LIKENESS_FORMAT = 1
"""Of likeness-KEY.npz, or of how it comes about: what an earlier one left is not read."""

PART_SECONDS = 300.0
"""Of sound that another computer is asked about at once: some seconds of work, ten megabytes on the way."""

HeardStretches = Mapping[int, Sequence[float]]
"""Number of a stretch → what it sounds like (its embedding)."""


def can_compare(request: SpeakersRequest, turns: Turns) -> bool:
    """Whether what a stretch sounds like says anything: not with the fake diarizer, and not where everyone has a microphone."""
    return request.model is not None and not turns.channels and any(v.embedding for v in turns.voices)


def parts_of(stretches: Sequence[Stretch]) -> list[range]:
    """The numbers of the stretches, in parts that lie within `PART_SECONDS` of sound each (or are one stretch)."""
    parts: list[range] = []
    for i, (_, end) in enumerate(stretches):
        if parts and end - stretches[parts[-1].start][0] <= PART_SECONDS:
            parts[-1] = range(parts[-1].start, i + 1)
        else:
            parts.append(range(i, i + 1))
    return parts


def heard_voices(request: SpeakersRequest, stretches: Sequence[Stretch], sound: ReadableSound) -> list[list[float]]:
    """What each stretch sounds like; NaN where it is too short. The request's files are not looked at: this may be another computer."""
    found: list[list[float]] = loaded_diarizer(request).voices(sound, stretches).tolist()
    return found


def compare_voices(
    request: SpeakersRequest, stretches: Sequence[Stretch], out: Path, heard: HeardStretches | None = None
) -> None:
    """How much each stretch sounds like each voice of turns.json, kept in `out`.

    The table is (stretches, voices) of likeness; NaN where a stretch is too short, or a voice has no embedding. A microphone
    of one's own says more than any likeness: then all of it is NaN.

    Args:
        heard: what is known already; the rest is listened to here, and where nothing is left, nothing is loaded.
    """
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    table = np.full((len(stretches), len(turns.voices)), np.nan)
    if can_compare(request, turns):
        known = dict(heard or {})
        if left := [i for i in range(len(stretches)) if i not in known]:
            here = heard_voices(request, [stretches[i] for i in left], Pcm(request.pcm))
            known |= dict(zip(left, here, strict=True))
        sounds = np.array([known[i] for i in range(len(stretches))], dtype=np.float64).reshape(len(stretches), -1)
        for k, voice in enumerate(turns.voices):
            if voice.embedding:
                table[:, k] = (sounds @ np.asarray(voice.embedding) - turns.unrelated) / (1 - turns.unrelated)
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
