"""The listening copy: the decoded recording once more, small enough for a share and in a form that every browser plays.

Opus in WebM, mono, 24 kbit/s: 12 MB an hour. Chrome, Edge and Firefox bring the decoder themselves, where AAC depends on what
the operating system has; its index makes jumps exact and quick at any length. Compared with AAC and MP3 in
docs/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from transcriber.media.pcm import SAMPLE_RATE, Pcm, Samples, to_bytes

_BITS_PER_SECOND = 24_000
_BLOCK = 10.0
"""Seconds encoded at once: memory does not grow with length."""


_BEEP_HERTZ, _BEEP_LEVEL = 1000.0, 0.1


@dataclass(frozen=True)
class Muted:
    """What of a recording must not be heard.

    Attributes:
        spans: from and up to, in seconds.
        beep: a tone instead of silence.
    """

    spans: tuple[tuple[float, float], ...] = ()
    beep: bool = False

    def applied(self, block: Samples, first: int) -> Samples:
        """The block that begins at sample `first`, without what must not be heard."""
        for start, end in self.spans:
            begin = max(0, round(start * SAMPLE_RATE) - first)
            until = min(len(block), round(end * SAMPLE_RATE) - first)
            if begin < until:
                block[begin:until] = self._instead(first + begin, until - begin)
        return block

    def _instead(self, first: int, size: int) -> Samples:
        if not self.beep:
            return np.zeros(size, np.float32)
        angle = 2 * np.pi * _BEEP_HERTZ / SAMPLE_RATE * np.arange(first, first + size)
        tone: Samples = (_BEEP_LEVEL * np.sin(angle)).astype(np.float32)
        return tone


def muted_spans(spans: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """In order, each second once."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def write_listening_copy(
    pcm: Pcm, out: Path, progress: Callable[[float], None] = lambda done: None, muted: Muted | None = None
) -> None:
    """Encode `pcm` to `out`, under a temporary name first.

    Args:
        muted: what must not be heard.
        progress: told the share that is done, in 0..1, every ten seconds of audio; may raise to stop.

    Raises:
        OSError: `out` cannot be written.
    """
    temporary = out.with_name(out.name + ".part")
    try:
        # The index goes to the front, so that a player on a slow share reads from one place.
        with av.open(str(temporary), "w", format="webm", options={"cues_to_front": "1"}) as container:
            # The encoder's quickest setting: at this rate nobody hears the difference in speech.
            options = {"application": "voip", "compression_level": "0"}
            stream = container.add_stream("libopus", rate=SAMPLE_RATE, layout="mono", options=options)
            stream.bit_rate = _BITS_PER_SECOND
            done = 0
            silent = muted or Muted()
            for heard in pcm.blocks(_BLOCK):
                block = silent.applied(heard, done)
                samples = np.frombuffer(to_bytes(block), dtype="<i2").reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
                frame.rate = SAMPLE_RATE
                frame.pts = done
                container.mux(stream.encode(frame))
                done += len(block)
                progress(done / len(pcm))
            container.mux(stream.encode(None))
        temporary.replace(out)
    except av.error.FFmpegError as e:
        raise OSError(e.errno, e.strerror, str(out)) from e
    finally:
        temporary.unlink(missing_ok=True)
