"""Enrolled voices: false accepts and false rejects over all pairs, and what the whole rule does in meetings.

    .venv/bin/python -m scripts.bench.speakers.enrolment [--corpus DIR] [--plot docs/images/enrolment.png] [--rounds 20]

Each voice of the acted recordings is cut into stretches of at most six seconds; a random half of them is enrolled, the other
half, at another level, with another tone and over noise, is what a meeting would hold. A pair is one enrolled person and one voice of a
meeting. Afterwards the rule as a whole (threshold, margin, mutual best) is run on each recording, with everybody enrolled and
with half of the people enrolled only: then whoever is not there must not be taken for somebody else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import tempfile
from pathlib import Path

os.environ["OMP_WAIT_POLICY"] = "PASSIVE"  # as in the product's child process; before torch is imported

import numpy as np
from scipy.signal import lfilter

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.speakers import mixing
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.speakers import enrolled, voices
from transcriber.speakers.diarizer import Diarizer
from transcriber.speakers.enrolled import EnrolledVoices, Reference
from transcriber.speakers.turns import Voice

MODEL = ROOT / "models" / "weights" / "pyannote-embedded"
_CHUNK = 6 * SAMPLE_RATE
_LEAST = round(1.5 * SAMPLE_RATE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "images" / "enrolment.png")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pool = mixing.clips(corpus.items(arguments.corpus), work)
        clean, noisy, unrelated = _embeddings(pool, work)
    names = sorted(clean)
    own: list[float] = []
    other: list[float] = []
    alike: list[float] = []
    rule = np.zeros((2, 4), dtype=int)  # everybody enrolled / half: offered right, offered wrong, right missing, voices
    for seed in range(arguments.rounds):
        rng = random.Random(seed)
        halves = {n: _halves(len(clean[n]), rng) for n in names}
        known = {n: _mean(clean[n], halves[n][0]) for n in names}
        heard = {n: _mean(noisy[n], halves[n][1]) for n in names}
        for a in names:
            for b in names:
                score = voices.likeness(known[a], heard[b], unrelated)
                if a == b:
                    own.append(score)
                else:
                    (alike if _acted_by_one_voice(a, b, known, unrelated) else other).append(score)
        for row, people in enumerate((names, rng.sample(names, len(names) // 2))):
            rule[row] += _rule(people, names, known, heard, unrelated)
    _curve(own, other, alike, arguments.plot)
    print(
        "\n| enrolled | voices heard | offered rightly | offered wrongly | there but not offered |\n|---|---|---|---|---|"
    )
    for text, (right, wrong, missing, total) in zip(("everybody", "half of the people"), rule, strict=True):
        print(f"| {text} | {total} | {right} | {wrong} ({wrong / total:.3f}) | {missing} |")


def _embeddings(pool: list[mixing.Clip], work: Path) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], float]:
    """Voice → embeddings of its stretches, as recorded and as in another meeting; and the model's `unrelated`."""
    diarizer = Diarizer(MODEL, device="cpu", threads=2)
    rng = np.random.default_rng(1)
    clean: dict[str, list[np.ndarray]] = {}
    noisy: dict[str, list[np.ndarray]] = {}
    for clip in pool:
        for start in range(0, len(clip.audio), _CHUNK):
            audio = clip.audio[start : start + _CHUNK]
            if len(audio) < _LEAST:
                continue
            tone, level = rng.uniform(-0.3, 0.3), 10 ** (rng.uniform(-12, 0) / 20)
            other = lfilter([1.0, -tone], [1.0], audio) * level + mixing.noise(rng, len(audio), -50.0)
            for sound, into in ((audio, clean), (other, noisy)):
                path = work / "chunk.pcm"
                path.write_bytes(to_bytes(sound))
                (row,) = diarizer.voices(Pcm(path), [(0.0, len(sound) / SAMPLE_RATE)])
                into.setdefault(clip.voice, []).append(row)
    return {n: np.array(e) for n, e in clean.items()}, {n: np.array(e) for n, e in noisy.items()}, diarizer.unrelated


def _halves(count: int, rng: random.Random) -> tuple[list[int], list[int]]:
    order = list(range(count))
    rng.shuffle(order)
    return order[: max(1, count // 2)], order[count // 2 :] if count > 1 else order


def _mean(embeddings: np.ndarray, rows: list[int]) -> voices.Vector:
    found = voices.mean(embeddings[rows], [6.0] * len(rows))
    assert found is not None
    return found


def _acted_by_one_voice(a: str, b: str, known: dict[str, voices.Vector], unrelated: float) -> bool:
    """Two parts, in two recordings, that the same synthetic voice plays (seen from the recordings as they are)."""
    return a.split(":")[0] != b.split(":")[0] and voices.likeness(known[a], known[b], unrelated) > 0.75


def _rule(
    people: list[str],
    names: list[str],
    known: dict[str, voices.Vector],
    heard: dict[str, voices.Vector],
    unrelated: float,
) -> np.ndarray:
    figures = np.zeros(4, dtype=int)
    for item in sorted({n.split(":")[0] for n in names}):
        book = EnrolledVoices()
        for n in people:  # people of other recordings too, but no second part of a voice that is heard here
            if n.split(":")[0] != item and any(
                _acted_by_one_voice(n, m, known, unrelated) for m in names if m.startswith(item)
            ):
                continue
            reference = Reference(
                model="m",
                embedding=tuple(known[n].tolist()),
                seconds=30,
                source="",
                enrolled_at=dt.datetime.now().astimezone(),
            )
            book = book.with_reference(n, reference)
        there = [n for n in names if n.split(":")[0] == item]
        meeting = [Voice(speaker=n, embedding=tuple(heard[n].tolist()), seconds=12) for n in there]
        found = enrolled.suggest(meeting, book, "m", unrelated)
        right = sum(n in found and found[n][0].name == n for n in there)
        figures += (right, len(found) - right, sum(n in people and n not in found for n in there), len(there))
    return figures


def _curve(own: list[float], other: list[float], alike: list[float], plot: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    thresholds = np.linspace(-0.2, 1.0, 121)
    rejects = [float(np.mean(np.array(own) < t)) for t in thresholds]
    accepts = [float(np.mean(np.array(other) >= t)) for t in thresholds]
    print(
        f"{len(own)} own pairs, {len(other)} of different voices, {len(alike)} of two parts played by one synthetic voice"
    )
    print("\n| threshold (likeness) | false accept | false reject |\n|---|---|---|")
    for t in (0.4, 0.5, enrolled.POSSIBLE, 0.7, enrolled.CLOSE, 0.8, 0.85):
        print(f"| {t:.2f} | {np.mean(np.array(other) >= t):.4f} | {np.mean(np.array(own) < t):.4f} |")
    figure, axes = pyplot.subplots(figsize=(7, 4), dpi=110)
    axes.plot(thresholds, accepts, label="false accept")
    axes.plot(thresholds, rejects, label="false reject")
    for at, text in ((enrolled.POSSIBLE, "possible"), (enrolled.CLOSE, "close")):
        axes.axvline(at, color="grey", linestyle=":")
        axes.text(at + 0.005, 0.9, text, color="grey")
    axes.set_xlabel("likeness from which a voice is accepted")
    axes.set_ylabel("share of pairs")
    axes.set_title("Enrolled voices: embedded model, acted recordings")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    plot.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(plot, metadata={"Software": None})


if __name__ == "__main__":
    main()
