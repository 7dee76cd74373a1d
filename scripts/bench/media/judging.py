"""What came out of a file beside what is in it: every voiced second is looked for by its sound."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from scripts.bench.media.making import RATE, Audio
from transcriber.minutes.capture import FileRead

_STEP = 4
"""Compared is what lies below 2 kHz: every codec keeps that."""

_FOUND, _FOUND_NEAR = 0.5, 0.3
"""Correlation from which a second is found: anywhere, and near its place, where AMR keeps no more of the wave than this."""

_NEAR = 0.6
"""Seconds around its place where it is looked for first."""

_EDGE = 0.1
"""Seconds of silence put around what was heard."""

OFF = 0.2
"""Seconds beside its place from which a time is wrong."""


@dataclass(frozen=True)
class Piece:
    """`audio` (samples at 16 kHz) is to be heard from `at` seconds on."""

    audio: Audio
    at: float


@dataclass(frozen=True)
class Truth:
    """What is in a file.

    Attributes:
        pieces: what must be read.
        verdicts: the verdicts that are right; empty: any.
        refused: no sound can be had of it, and saying so is right.
        holes: seconds of silence that must be told.
        told: what else must be told: "unread", "tracks".
    """

    pieces: tuple[Piece, ...] = ()
    verdicts: frozenset[str] = frozenset()
    refused: bool = False
    holes: float | None = None
    told: frozenset[str] = frozenset()


@dataclass
class Judged:
    """Of one file: seconds of voice, of these lost and lost without a word, seconds at a wrong time, and what else was wrong."""

    voiced: int = 0
    lost: int = 0
    unsaid: int = 0
    off: int = 0
    wrong: list[str] = field(default_factory=list)


def thinned(audio: Audio) -> Audio:
    """The band that is compared."""
    if len(audio) < 100:
        return np.zeros(0, np.float32)
    whole = audio[: len(audio) // _STEP * _STEP]
    kernel = np.hanning(2 * _STEP + 1)
    smooth = np.convolve(whole, kernel / kernel.sum(), mode="same")
    return np.asarray(smooth[::_STEP] - smooth.mean(), dtype=np.float32)


def judge(truth: Truth, heard: Audio, file: FileRead | None) -> Judged:
    """Compare.

    Args:
        heard: samples at 16 kHz.
        file: how the product says that it was read; None for a peer, which says nothing.
    """
    result = Judged()
    rate = RATE // _STEP
    out = np.pad(thinned(heard), round(_EDGE * rate))  # an encoder may take the first and last hundredths off
    for piece in truth.pieces:
        wanted = thinned(piece.audio)
        for n in range(len(wanted) // rate):
            window = wanted[n * rate : (n + 1) * rate]
            if float(np.sqrt((window**2).mean())) < 0.01:
                continue
            result.voiced += 1
            at = piece.at + n
            found = _place(window, out, at + _EDGE, rate)
            if found is None:
                result.lost += 1
                result.unsaid += not (file is not None and _said(file, at, len(heard) / RATE))
            elif abs(found - _EDGE - at) > OFF:
                result.off += 1
    if file is not None:
        _claims(truth, file, result)
    return result


def _claims(truth: Truth, file: FileRead, result: Judged) -> None:
    verdict = file.verdict.value
    if truth.verdicts and verdict not in truth.verdicts:
        result.wrong.append(f"verdict {verdict}, not {'/'.join(sorted(truth.verdicts))}")
    told = file.added_silence
    if truth.holes is not None and abs(told - truth.holes) > OFF:
        result.wrong.append(f"{told:.2f} s of silence told, not {truth.holes:.2f}")
    if "unread" in truth.told and not file.unread_bytes:
        result.wrong.append("unread bytes not told")
    if "tracks" in truth.told and not file.tracks:
        result.wrong.append("tracks not told")


def _said(file: FileRead, at: float, end: float) -> bool:
    if file.unread_bytes or (file.verdict.value == "cut" and at > end - 1.5):
        return True
    if file.broken_end and at > end - 1.5:
        return True
    if any(e.kind.value == "hole" and e.at - 1.5 <= at <= e.at + e.seconds + 0.5 for e in file.clock):
        return True
    return any(s.start - 1.5 <= at <= s.end + 0.5 for s in file.damaged)


def _place(window: Audio, out: Audio, at: float, rate: int) -> float | None:
    first = max(0, round((at - _NEAR) * rate))
    near = out[first : first + len(window) + round(2 * _NEAR * rate)]
    best, place = _best(window, near)
    if best >= _FOUND_NEAR:
        return (first + place) / rate
    best, place = _best(window, out)
    return place / rate if best >= _FOUND else None


def _best(window: Audio, out: Audio) -> tuple[float, int]:
    if len(out) < len(window):
        return 0.0, 0
    size = 1 << (len(out) + len(window)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(out, size) * np.conj(np.fft.rfft(window, size)), size)
    crossed = crossed[: len(out) - len(window) + 1]
    power = np.concatenate([[0.0], np.cumsum(out.astype(np.float64) ** 2)])
    energy = np.sqrt(np.maximum(power[len(window) :] - power[: -len(window)], 1e-9))
    score = crossed / energy / max(1e-9, float(np.linalg.norm(window)))
    place = int(score.argmax())
    return float(score[place]), place
