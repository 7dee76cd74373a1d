"""New meetings out of the utterances of acted recordings, so that nothing is tuned to three files.

An utterance is cut out by its true times and comes again in another order, after another pause, at another level and through
another tone control, over a noise floor; voices return after long gaps and recesses. The truth goes with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from scripts.bench.corpus import Item
from transcriber.media.decoding import decode
from transcriber.media.pcm import SAMPLE_RATE, Pcm, Samples, to_bytes

_EDGE = 0.08
"""Seconds kept on both sides of an utterance."""


@dataclass(frozen=True)
class Clip:
    """One utterance of one voice."""

    voice: str
    audio: Samples
    text: str


@dataclass
class Meeting:
    """A mixed recording: PCM on disk, and who truly speaks when."""

    pcm: Path
    truth: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


def clips(items: Iterable[Item], work: Path) -> list[Clip]:
    """All utterances of the recordings; a voice is named RECORDING:SPEAKER."""
    found = []
    for item in items:
        pcm = work / f"{item.name}.pcm"
        if not pcm.exists():
            decode(item.audio, pcm, name=item.name)
        audio = Pcm(pcm)
        for u in item.reference["utterances"]:
            cut = audio.read(u["start"] - _EDGE, u["end"] + _EDGE)
            found.append(Clip(f"{item.name}:{u['speaker']}", cut, u["clean"]))
    return found


def mix(
    pool: Sequence[Clip],
    out: Path,
    *,
    seconds: float,
    seed: int,
    pauses: tuple[float, float] = (0.25, 2.0),
    levels_db: tuple[float, float] = (-9.0, 0.0),
    wobble_db: float = 2.0,
    noise_db: float = -62.0,
    recesses: Sequence[tuple[float, float]] = (),
    rare: str = "",
    rare_every: float = 1800.0,
) -> Meeting:
    """Mix a meeting of about `seconds` and write it as PCM, streaming.

    Args:
        pauses: seconds between utterances, drawn evenly.
        levels_db: each voice has a level of its own in this range.
        wobble_db: by how much each appearance differs from it.
        noise_db: level of the noise floor, dBFS.
        recesses: (start, length) in seconds; nobody speaks.
        rare: a voice that says three seconds every `rare_every` seconds, and nothing else.
    """
    rng = random.Random(seed)
    hiss = np.random.default_rng(seed)
    gain = {v: rng.uniform(*levels_db) for v in sorted({c.voice for c in pool})}
    common = [c for c in pool if c.voice != rare]
    seldom = [_three_seconds(c) for c in pool if c.voice == rare and len(c.audio) > 3.5 * SAMPLE_RATE]
    meeting = Meeting(out)
    waiting = sorted(recesses)
    last = ""
    next_rare = rare_every / 3
    with out.open("wb") as sink:

        def silence(length: float) -> None:
            sink.write(to_bytes(noise(hiss, round(length * SAMPLE_RATE), noise_db)))
            meeting.seconds += length

        while meeting.seconds < seconds:
            if waiting and meeting.seconds >= waiting[0][0]:
                silence(waiting.pop(0)[1])
            if rare and meeting.seconds >= next_rare:
                clip = rng.choice(seldom)
                next_rare += rare_every
            else:
                clip = rng.choice([c for c in common if c.voice != last] if rng.random() < 0.85 else common)
            silence(rng.uniform(*pauses))
            level = 10 ** ((gain[clip.voice] + rng.uniform(-wobble_db, wobble_db)) / 20)
            tone = rng.uniform(-0.25, 0.25)
            audio = (lfilter([1.0, -tone], [1.0], clip.audio) * level).astype(np.float32)
            audio += noise(hiss, len(audio), noise_db)
            sink.write(to_bytes(audio))
            length = len(audio) / SAMPLE_RATE
            meeting.truth.append(
                {
                    "speaker": clip.voice,
                    "start": meeting.seconds + _EDGE,
                    "end": meeting.seconds + length - _EDGE,
                    "clean": clip.text,
                }
            )
            meeting.seconds += length
            last = clip.voice
    return meeting


def variations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Ways in which a short meeting may differ: name and arguments for `mix`."""
    yield "as acted", {}
    yield "hardly a pause", {"pauses": (0.05, 0.3)}
    yield "long pauses", {"pauses": (1.0, 6.0)}
    yield "levels 20 dB apart", {"levels_db": (-24.0, -4.0), "wobble_db": 3.0, "noise_db": -70.0}
    yield "noise 20 dB below", {"noise_db": -42.0}
    yield "quiet and noisy", {"levels_db": (-18.0, -8.0), "noise_db": -50.0}


def _three_seconds(clip: Clip) -> Clip:
    return Clip(clip.voice, clip.audio[: 3 * SAMPLE_RATE], clip.text[:12])


def noise(rng: np.random.Generator, samples: int, level_db: float) -> npt.NDArray[np.float32]:
    """Pink-like noise: white through a one-pole low-pass, brought to `level_db`."""
    white = rng.standard_normal(samples).astype(np.float32)
    soft = lfilter([0.2], [1.0, -0.8], white)
    return np.asarray(soft / 0.333 * 10 ** (level_db / 20), dtype=np.float32)
