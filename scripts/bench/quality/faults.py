"""Planted faults: what each system invents and what it loses where a recording holds something else than clear speech.

    .venv/bin/python -m scripts.bench.quality.faults [--corpus DIR] [--items d2,d3] [--faults loop,mute]

Into each corpus item one fault is planted at a time: 30 s of digital silence, 30 s of music, 15 s of applause, 20 s of loud
noise, a stretch of speech that loops for 20 s (a recorder that hung), 30 s muted in the middle of speech, one long utterance
whispered 30 dB lower. Counted against what can then be heard, by alignment of the texts, runs of four characters and more:

  hallucinated   characters that nobody said
  lost           seconds of speech without their text
  lost unseen    of those, the seconds that no doubt points at

Printed per fault and system, summed over the items; `none` is the recording as it is.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy import linalg, signal

from scripts.bench import corpus
from scripts.bench.quality.systems import Output, System, concatenated, everyone, model
from scripts.bench.score import normalise
from transcriber.media import decoding
from transcriber.media.pcm import SAMPLE_RATE, Pcm, Samples
from transcriber.system import offline

RUN = 4
"""Characters: shorter differences are misheard words, not lost or invented ones."""


@dataclass(frozen=True)
class Planted:
    """A recording with a fault, and what can be heard in it: (start, end, text)."""

    audio: Samples
    heard: tuple[tuple[float, float, str], ...]


Plant = Callable[[Samples, list[dict[str, Any]], np.random.Generator], Planted]


def main() -> None:
    arguments = _arguments()
    offline.enforce()
    systems = {n: s for n, s in everyone(model()).items() if "no roster" not in n}
    print("| fault | system | hallucinated characters | lost seconds | lost unseen |\n|---|---|---|---|---|")
    for fault, plant in FAULTS.items():
        if arguments.faults and fault not in arguments.faults.split(","):
            continue
        planted = [
            (reference, plant(audio, reference["utterances"], np.random.default_rng(7)))
            for reference, audio in _items(arguments.corpus, arguments.items)
        ]
        for name, system in systems.items():
            counted = np.sum([_count(system, p, reference) for reference, p in planted], axis=0)
            print(f"| {fault} | {name} | {counted[0]:.0f} | {counted[1]:.1f} | {counted[2]:.1f} |", flush=True)


def _count(system: System, planted: Planted, reference: dict[str, Any]) -> tuple[int, float, float]:
    """(hallucinated characters, lost seconds, lost seconds that no doubt points at)"""
    output: Output = system(planted.audio, reference)
    truth, times = "", []
    for start, end, text in planted.heard:
        plain = normalise(text)
        truth += plain
        times += [(start + (end - start) * i / len(plain), (end - start) / len(plain)) for i in range(len(plain))]
    said = normalise("".join(s.text for s in output.said))
    invented, lost, unseen = 0, 0.0, 0.0
    for operation in Levenshtein.opcodes(truth, said):
        before, after = operation.src_end - operation.src_start, operation.dest_end - operation.dest_start
        if operation.tag in ("insert", "replace") and after - before >= RUN:
            invented += after - before
        if operation.tag in ("delete", "replace") and before - after >= RUN:
            for at, seconds in times[operation.src_start + after : operation.src_end]:
                lost += seconds
                unseen += seconds * (not any(d.start - 0.5 <= at <= d.end + 0.5 for d in output.doubts))
    return invented, lost, unseen


def _none(audio: Samples, utterances: list[dict[str, Any]], rng: np.random.Generator) -> Planted:
    return Planted(audio, tuple((u["start"], u["end"], u["clean"]) for u in utterances))


def _inserted(make: Callable[[np.random.Generator], np.ndarray]) -> Plant:
    """Something between two utterances in the middle."""

    def plant(audio: Samples, utterances: list[dict[str, Any]], rng: np.random.Generator) -> Planted:
        middle = len(utterances) // 2
        at = (utterances[middle - 1]["end"] + utterances[middle]["start"]) / 2
        sound = make(rng)
        cut, seconds = round(at * SAMPLE_RATE), len(sound) / SAMPLE_RATE
        moved = [
            (u["start"] + seconds * (u["start"] > at), u["end"] + seconds * (u["start"] > at), u["clean"])
            for u in utterances
        ]
        return Planted(concatenated([audio[:cut], sound, audio[cut:]]), tuple(moved))

    return plant


def _silence(rng: np.random.Generator) -> np.ndarray:
    return np.zeros(30 * SAMPLE_RATE)


def _music(rng: np.random.Generator) -> np.ndarray:
    """Chords with overtones, one every half second, that die away like a piano's."""
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    sound = np.zeros(31 * SAMPLE_RATE)
    for beat in range(60):
        root = 220 * 2 ** (rng.choice([0, 2, 4, 5, 7, 9]) / 12)
        tones = [root * r * k for r in (1, 1.26, 1.5) for k in (1, 2, 3)]
        chord = sum(np.sin(2 * np.pi * f * time) / (f / root) for f in tones) * np.exp(-3 * time)
        sound[beat * SAMPLE_RATE // 2 :][: len(time)] += chord
    return np.asarray(sound[: 30 * SAMPLE_RATE] / np.abs(sound).max() * 0.3)


def _applause(rng: np.random.Generator) -> np.ndarray:
    """Thirty people clapping four times a second, each clap a short burst of noise."""
    sound = np.zeros(15 * SAMPLE_RATE)
    for _ in range(30 * 4 * 15):
        at = rng.integers(0, len(sound) - 400)
        sound[at : at + 400] += rng.standard_normal(400) * np.exp(-np.arange(400) / 80) * rng.uniform(0.2, 1)
    return np.asarray(sound / np.abs(sound).max() * 0.5)


def _noise(rng: np.random.Generator) -> np.ndarray:
    """As loud as speech: a fan, a rustling page before the microphone."""
    spectrum = np.fft.rfft(rng.standard_normal(20 * SAMPLE_RATE))
    pink = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)))
    return pink / np.std(pink) * 0.1


def _loop(audio: Samples, utterances: list[dict[str, Any]], rng: np.random.Generator) -> Planted:
    """The last short utterance before the middle, again and again for 20 s; it can be heard that often."""
    short = [u for u in utterances[1 : len(utterances) // 2 + 2] if u["end"] - u["start"] < 5] or utterances[1:2]
    u = short[-1]
    piece = audio[round(u["start"] * SAMPLE_RATE) : round(u["end"] * SAMPLE_RATE)]
    times = max(1, round(20 / (u["end"] - u["start"])))
    pause = np.zeros(SAMPLE_RATE // 10)
    sound = concatenated([np.concatenate([piece, pause])] * times)
    each, added = (len(piece) + len(pause)) / SAMPLE_RATE, len(sound) / SAMPLE_RATE
    cut = round(u["end"] * SAMPLE_RATE)
    heard = []
    for v in utterances:
        late = added * (v["start"] >= u["end"])
        heard.append((v["start"] + late, v["end"] + late, v["clean"]))
        if v is u:
            heard += [(u["end"] + i * each, u["end"] + (i + 1) * each, u["clean"]) for i in range(times)]
    return Planted(concatenated([audio[:cut], sound, audio[cut:]]), tuple(heard))


def _mute(audio: Samples, utterances: list[dict[str, Any]], rng: np.random.Generator) -> Planted:
    """30 s of the middle are silent; of the sentences cut in two what is left counts by its share."""
    begin = len(audio) / SAMPLE_RATE / 2 - 15
    end = begin + 30
    muted = audio.copy()
    muted[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = 0
    heard = []
    for u in utterances:
        length = u["end"] - u["start"]
        before = max(0.0, min(u["end"], begin) - u["start"]) / length
        after = max(0.0, u["end"] - max(u["start"], end)) / length
        size = len(u["clean"])
        text = (
            u["clean"][: round(size * before)] + u["clean"][size - round(size * after) :] if before < 1 else u["clean"]
        )
        if text:
            heard.append((u["start"], u["end"], text))
    return Planted(muted, tuple(heard))


def _whisper(audio: Samples, utterances: list[dict[str, Any]], rng: np.random.Generator) -> Planted:
    """A long utterance without voice (its spectrum filled with noise), 30 dB lower, in the recording's own noise."""
    u = sorted(utterances[1:-1], key=lambda u: u["end"] - u["start"])[-2]
    first, last = round(u["start"] * SAMPLE_RATE), round(u["end"] * SAMPLE_RATE)
    floor = np.percentile(np.abs(audio), 5)
    quiet = audio.copy()
    quiet[first:last] = _voiceless(audio[first:last], rng) * 10 ** (-30 / 20) + floor * rng.standard_normal(
        last - first
    )
    return Planted(quiet, _none(audio, utterances, rng).heard)


def _voiceless(voice: np.ndarray, rng: np.random.Generator, order: int = 18, size: int = 480) -> np.ndarray:
    """Linear prediction of each 30 ms, excited with noise instead of the vocal folds."""
    out, window = np.zeros(len(voice)), np.hanning(size)
    for at in range(0, len(voice) - size, size // 2):
        frame = voice[at : at + size] * window
        correlation = np.correlate(frame, frame, "full")[size - 1 : size + order]
        if correlation[0] < 1e-8:
            continue
        correlation[0] *= 1.0001
        filtered = linalg.solve_toeplitz(correlation[:-1], correlation[1:])
        power = max(1e-12, (correlation[0] - filtered @ correlation[1:]) / size)
        breath = rng.standard_normal(size) * np.sqrt(power)
        out[at : at + size] += signal.lfilter([1], np.r_[1, -filtered], breath) * window
    return out


FAULTS: dict[str, Plant] = {
    "none": _none,
    "silence": _inserted(_silence),
    "music": _inserted(_music),
    "applause": _inserted(_applause),
    "noise": _inserted(_noise),
    "loop": _loop,
    "mute": _mute,
    "whisper at −30 dB": _whisper,
}


def _items(folder: Path, wanted: str) -> Iterator[tuple[dict[str, Any], Samples]]:
    for item in corpus.items(folder, wanted):
        with tempfile.TemporaryDirectory() as temporary:
            pcm = Path(temporary) / "audio.pcm"
            decoding.decode(item.audio, pcm, name=item.name)
            audio = Pcm(pcm)
            yield item.reference, audio.read(0, audio.seconds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--faults", default="", help="names from the table, comma-separated")
    return parser.parse_args()


if __name__ == "__main__":
    main()
