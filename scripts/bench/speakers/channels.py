"""Separate microphones: two-channel recordings made from acted ones, and whose time goes to the wrong person.

    .venv/bin/python -m scripts.bench.speakers.channels [--corpus DIR]

Pairs of voices are mixed into meetings of three minutes (mixing.py), each voice on its own channel and, weaker by the crosstalk, on
the other; every channel has noise of its own. The file is written as stereo WAV, decoded by the product and given out by
level. An error is a hundredth of a second of someone's speech that another holds; missed is what nobody holds.
The last rows put one sound on both channels, and a stereo pair's small differences: these must not be taken for microphones.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scripts.bench import corpus
from scripts.bench.speakers import mixing
from transcriber.media.decoding import decode
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.speakers import channel_turns
from transcriber.speech import voice

VARIATIONS = (
    ("−20 dB crosstalk", -20.0, (0.0, 0.0), -62.0),
    ("−20 dB, second channel 12 dB lower", -20.0, (0.0, -12.0), -70.0),
    ("−20 dB, noise 25 dB below speech", -20.0, (0.0, 0.0), -47.0),
    ("−14 dB crosstalk", -14.0, (0.0, 0.0), -62.0),
    ("−30 dB crosstalk", -30.0, (0.0, 0.0), -62.0),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--seconds", type=float, default=180)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        detector = voice.VoiceDetector()
        pool = mixing.clips(corpus.items(arguments.corpus), work)
        by_item: dict[str, list[str]] = {}
        for name in sorted({c.voice for c in pool}):
            by_item.setdefault(name.split(":")[0], []).append(name)
        pairs = [p for voices in by_item.values() for p in itertools.combinations(voices, 2)]
        print(
            "| recordings | found separate | errors: mean | worst | missed: mean | worst |\n|---|---|---|---|---|---|"
        )
        for name, crosstalk, gains, noise in VARIATIONS:
            figures = []
            for seed, pair in enumerate(pairs):
                clips = [c for c in pool if c.voice in pair]
                meeting = mixing.mix(clips, work / "mono.pcm", seconds=arguments.seconds, seed=seed, noise_db=-90.0)
                sound = _apart(meeting, pair, crosstalk, gains, noise, seed)
                figures.append(_figures(sound, meeting, pair, work, detector))
            found = [f for f in figures if f is not None]
            errors, missed = ([f[i] for f in found] for i in (0, 1))
            print(
                f"| {len(pairs)}, {name} | {len(found)} | {np.mean(errors):.4f} | {max(errors):.4f} | "
                f"{np.mean(missed):.4f} | {max(missed):.4f} |",
                flush=True,
            )
        for name, second in (("the same sound twice", -60.0), ("a stereo pair 3 dB apart", -3.0)):
            taken = []
            for seed, pair in enumerate(pairs):
                clips = [c for c in pool if c.voice in pair]
                meeting = mixing.mix(clips, work / "mono.pcm", seconds=arguments.seconds, seed=seed)
                if second == -60.0:
                    mono = Pcm(meeting.pcm).read(0, meeting.seconds)
                    sound = np.stack([mono, mono * 0.5])
                else:
                    sound = _apart(meeting, pair, second, (0.0, 0.0), -62.0, seed)
                taken.append(_figures(sound, meeting, pair, work, detector))
            print(f"| {len(pairs)}, {name} | {sum(f is not None for f in taken)} | – | – | – | – |", flush=True)


def _apart(
    meeting: mixing.Meeting,
    pair: Sequence[str],
    crosstalk_db: float,
    gains_db: tuple[float, float],
    noise_db: float,
    seed: int,
) -> npt.NDArray[np.float32]:
    mono = Pcm(meeting.pcm).read(0, meeting.seconds)
    gain = np.full((2, len(mono)), 10 ** (crosstalk_db / 20), dtype=np.float32)
    for u in meeting.truth:
        first, last = (round((u[k] + e) * SAMPLE_RATE) for k, e in (("start", -0.1), ("end", 0.1)))
        gain[pair.index(u["speaker"]), max(0, first) : last] = 1.0
    rng = np.random.default_rng(seed)
    noise = np.stack([mixing.noise(rng, len(mono), noise_db) for _ in range(2)])
    scale = np.array([[10 ** (g / 20)] for g in gains_db], dtype=np.float32)
    return ((mono * gain + noise) * scale).astype(np.float32)


def _figures(
    sound: npt.NDArray[np.float32],
    meeting: mixing.Meeting,
    pair: Sequence[str],
    work: Path,
    detector: voice.VoiceDetector,
) -> tuple[float, float] | None:
    """Errors and misses as shares of the speech; None if the channels were not found to be separate."""
    path, pcm = work / "stereo.wav", work / "stereo.pcm"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(to_bytes(sound.T.reshape(-1)))
    pcm.unlink(missing_ok=True)
    decoded = decode(path, pcm, name=path.name)
    if not decoded.channels.separate():
        return None
    speech = [(s.start, s.end) for s in voice.spans(detector.probabilities(Pcm(pcm)))]
    exclusive, _ = channel_turns.turns_by_level(decoded.channels.frames.levels(), speech)
    holder = np.zeros(round(meeting.seconds * 100) + 100, dtype=int)
    for t in exclusive:
        holder[round(t.start * 100) : round(t.end * 100)] = int(t.speaker)
    wrong = missed = total = 0
    for u in meeting.truth:
        held = holder[round(u["start"] * 100) : round(u["end"] * 100)]
        own = pair.index(u["speaker"]) + 1
        wrong += int(((held != own) & (held != 0)).sum())
        missed += int((held == 0).sum())
        total += len(held)
    return wrong / total, missed / total


if __name__ == "__main__":
    main()
