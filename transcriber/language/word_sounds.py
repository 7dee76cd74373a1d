"""How the words that are said in meetings sound, and those pairs of them that are said often: to be found by a sound that is alike.

Made with the language model (scripts/build_ngrams, data/word_sounds.npz).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from transcriber.language.readings import morae

SOUNDS_FILE = "word_sounds.npz"

_NONE = "\0"
"""A beat that no word has."""

_MOST = 40
"""Words that are looked at for one sound."""


@dataclass(frozen=True)
class WordSounds:
    """Words by their sounds.

    Attributes:
        codes: beat → the character that stands for it.
        sounds: of each word or pair, a character a beat, the shortest first.
        words: numbers of each (ngram_model.py), the second 0 where it is one word.
        since: where the sounds of a length begin, one more than the longest has beats.
    """

    codes: Mapping[str, str]
    sounds: Sequence[str]
    words: npt.NDArray[np.uint16]
    since: Sequence[int]

    def beats(self, kana: str) -> str:
        """How `kana` sounds, a character a beat; a beat of silence (っ) is hardly heard and left out."""
        return "".join(self.codes.get(beat, _NONE) for beat in morae(kana) if beat != "っ")

    def near(self, heard: str, apart: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Words that sound like `heard` but for at most `apart` beats: how many differ, and their numbers."""
        longest = len(self.since) - 2
        low, high = (
            self.since[max(0, min(longest, len(heard) - apart))],
            self.since[min(longest, len(heard) + apart) + 1],
        )
        if apart == 0:
            low = bisect_left(self.sounds, heard, low, high)
            high = next((i for i in range(low, high) if self.sounds[i] != heard), high)
            found = [(0, i) for i in range(low, high)]
        else:
            costs = process.cdist(
                [heard], self.sounds[low:high], scorer=Levenshtein.distance, score_cutoff=apart, dtype=np.uint8
            )[0]
            near = np.flatnonzero(costs <= apart)
            found = sorted((int(costs[i]), low + int(i)) for i in near)[:_MOST]
        for cost, i in found:
            first, second = map(int, self.words[i])
            yield cost, (first, second) if second else (first,)


def packed_sounds(sounding: Mapping[tuple[int, int], str]) -> dict[str, npt.NDArray[np.generic]]:
    """As it is stored. Args: sounding: numbers of a word or pair → how it is read (kana)."""
    beats = {pair: tuple(b for b in morae(kana) if b != "っ") for pair, kana in sounding.items()}
    every = sorted({b for said in beats.values() for b in said})
    codes = {b: chr(i) for i, b in enumerate(every, start=1)}
    assert len(codes) < 256, "a byte a beat"
    found = sorted(("".join(codes[b] for b in said), pair) for pair, said in beats.items())
    found.sort(key=lambda entry: len(entry[0]))
    return {
        "beats": np.frombuffer("\n".join(every).encode("utf-8"), dtype=np.uint8),
        "sizes": np.array([len(sound) for sound, _ in found], dtype=np.uint8),
        "sounds": np.frombuffer("".join(sound for sound, _ in found).encode("latin-1"), dtype=np.uint8),
        "words": np.array([pair for _, pair in found], dtype=np.uint16),
    }


@cache
def shipped_sounds() -> WordSounds:
    """Those that lie beside this module, read once a process."""
    with resources.as_file(resources.files(__package__).joinpath(f"data/{SOUNDS_FILE}")) as path:
        return read_sounds(path)


def read_sounds(path: Path) -> WordSounds:
    """Those that scripts/build_ngrams wrote."""
    with np.load(path) as stored:
        beats = stored["beats"].tobytes().decode("utf-8").split("\n")
        whole, sizes = stored["sounds"].tobytes().decode("latin-1"), stored["sizes"]
        words = stored["words"]
    ends = list(accumulate(map(int, sizes)))
    sounds = [whole[end - int(size) : end] for end, size in zip(ends, sizes, strict=True)]
    since = np.searchsorted(sizes, np.arange(int(sizes[-1]) + 2)).tolist()
    return WordSounds({b: chr(i) for i, b in enumerate(beats, start=1)}, sounds, words, since)
