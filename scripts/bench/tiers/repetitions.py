"""Phrases said twice: those that a recogniser made up are to be caught, those that were said are to stay.

    .venv/bin/python -m scripts.bench.tiers.repetitions [--corpus DIR] [--items d1,d2] [--model DIR] [--most 200]

The true text of each utterance of up to ten seconds is aligned with its sound by the recogniser, which gives each phrase (between two
marks, はい as well as 異議なし and names that are called) its time. Then the text is aligned again with the phrase written twice: once on the
sound as it is (planted; phrases of four letters and more), once on the sound with the phrase's own stretch twice (true), and once with it
three times (true). Printed is how many of each are caught as loops; of those really said none may be.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from scripts.bench import corpus
from scripts.bench.tiers.stand_ins import BASE, WEIGHTS
from transcriber.media.decoding import decode
from transcriber.media.pcm import SAMPLE_RATE, Pcm, Samples
from transcriber.speech import evidence
from transcriber.speech.recogniser import Character, Recognition, WhisperRecogniser

_PHRASE = re.compile(r"[^、。？！]+[、。？！]?")
_MARKS = "、。？！"
_LEAST = 4
"""Letters of a phrase from which on it is no chance that it stands there twice."""

_LONGEST = 10.0
_BREATH = np.zeros(round(0.15 * SAMPLE_RATE), dtype=np.float32)
"""Between a phrase and its repetition."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[corpus.SHIPPED])
    parser.add_argument("--items", default="")
    parser.add_argument("--model", type=Path, default=WEIGHTS / BASE)
    parser.add_argument("--most", type=int, default=200)
    arguments = parser.parse_args()
    recogniser = WhisperRecogniser(arguments.model, device="cpu", compute_type="int8", threads=2)
    caught: dict[str, list[bool]] = {"planted": [], "said twice": [], "said three times": []}
    for audio, text, phrase, begin, end in _phrases(arguments, recogniser):
        cut = slice(round(begin * SAMPLE_RATE), round(end * SAMPLE_RATE))
        for kind, written, spoken in (("planted", 2, 1), ("said twice", 2, 2), ("said three times", 3, 3)):
            if kind == "planted" and len(phrase.strip(_MARKS)) < _LEAST:
                continue
            sound = np.concatenate([audio[: cut.stop], *[_BREATH, audio[cut]] * (spoken - 1), audio[cut.stop :]])
            found = evidence.looping(_aligned(recogniser, sound, text.replace(phrase, phrase * written, 1)))
            caught[kind].append(found)
            if found is (kind != "planted"):
                print(f"  {kind}, {'caught' if found else 'not caught'}: {phrase}", flush=True)
        if sum(map(len, (caught["said twice"], caught["said three times"]))) >= arguments.most:
            break
    print("| phrases | " + " | ".join(f"{kind}, caught" for kind in caught) + " |\n|" + "---|" * 4)
    cells = [f"{sum(found)} of {len(found)}" for found in caught.values()]
    print(f"| {len(caught['said twice'])} | " + " | ".join(cells) + " |")


def _phrases(
    arguments: argparse.Namespace, recogniser: WhisperRecogniser
) -> Iterator[tuple[Samples, str, str, float, float]]:
    """Sound and text of an utterance, a phrase of it, and where in the sound that begins and ends."""
    for item in (i for folder in arguments.corpus for i in corpus.items(folder, arguments.items)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "audio.pcm"
            decode(item.audio, path, name=item.name)
            whole = Pcm(path).read(0.0, item.reference["duration"])
        for said in item.reference["utterances"]:
            if said["end"] - said["start"] > _LONGEST:
                continue
            audio = whole[round(said["start"] * SAMPLE_RATE) : round(said["end"] * SAMPLE_RATE)]
            text = said["clean"]
            placed = _aligned(recogniser, audio, text).characters
            for found in _PHRASE.finditer(text):
                phrase = found.group()
                times = _times(placed, found.start(), found.end())
                if len(phrase.strip(_MARKS)) >= 2 and text.count(phrase) == 1 and times is not None:
                    yield audio, text, phrase, *times


def _times(characters: Sequence[Character], first: int, last: int) -> tuple[float, float] | None:
    at, inside = 0, []
    for c in characters:
        if first <= at < last:
            inside.append(c)
        at += len(c.text)
    return (inside[0].start, inside[-1].end) if inside and inside[-1].end > inside[0].start else None


def _aligned(recogniser: WhisperRecogniser, audio: Samples, text: str) -> Recognition:
    sound = recogniser.listen([audio])
    (batch,) = sound.inner
    tokens = recogniser._tokenizer.encode(text)
    (characters,) = recogniser._align(recogniser._encoded(batch, [0]), [tokens], batch.frames)
    return Recognition(tuple(characters), 0.0, 0.0)


if __name__ == "__main__":
    main()
