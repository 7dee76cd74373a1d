"""What the encoder lately made of pieces of sound: the same piece is encoded once, however often it is decoded or asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import Samples

_MOST_BYTES = 96 * 1024**2
"""Of all that is kept: some six minutes of a large model's sound, which are asked about a minute or two later."""

EncodingKey = tuple[bytes, int]
"""Of the samples, and of the encoder's input in mel frames."""

Encoding = npt.NDArray[np.float16]


def encoding_key(piece: Samples, context: int) -> EncodingKey:
    """Names what a piece is encoded into.

    Args:
        context: mel frames of the encoder's input.
    """
    return hashlib.blake2b(np.ascontiguousarray(piece).tobytes(), digest_size=16).digest(), context


class KeptEncodings:
    """Encoder outputs by their pieces; the oldest go first when there are too many.

    They are kept in half precision, and used so also the first time: a text does not depend on whether it was asked for once more.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: dict[EncodingKey, Encoding] = {}

    def of(self, keys: Iterable[EncodingKey]) -> dict[EncodingKey, Encoding]:
        """Those of `keys` that are kept."""
        return {key: self._kept[key] for key in keys if key in self._kept}

    def keep(self, new: Mapping[EncodingKey, npt.NDArray[np.float32]]) -> dict[EncodingKey, Encoding]:
        """Keep these whatever their size, and of the older ones as many as there is room for; these as they are kept."""
        halved = {key: encoded.astype(np.float16) for key, encoded in new.items()}
        self._kept |= halved
        excess = sum(e.nbytes for e in self._kept.values()) - self._most
        for key in [k for k in self._kept if k not in halved]:
            if excess <= 0:
                break
            excess -= self._kept.pop(key).nbytes
        return halved


@dataclass(frozen=True)
class PieceBatch:
    """Pieces decoded together.

    Attributes:
        pieces: their indices in the sound.
        frames: mel frames of each.
        features: (pieces, mels, frames), where the model computes on a card.
        encoded: the encoder's output for each, where it does not; what a piece is encoded into depends on it alone.
    """

    pieces: list[int]
    frames: list[int]
    features: npt.NDArray[np.float32] | None = None
    encoded: list[Encoding] = field(default_factory=list)
    placed: dict[tuple[int, ...], Any] = field(default_factory=dict)
    """Rows → their encoder's output where the model computes."""
    searched: dict[tuple[int, str, int], Any] = field(default_factory=dict)
    """(row, prompt, width) → what a beam search of this width found: its other texts may be asked for later."""

    def rows(self, which: Sequence[int]) -> list[int]:
        """Where those of the pieces `which` stand that are in it."""
        return [row for row, i in enumerate(self.pieces) if i in which]
