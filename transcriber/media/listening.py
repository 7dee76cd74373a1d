"""The listening copy: the decoded recording once more, small enough for a share and in a form that every browser plays.

AAC-LC in MP4, mono, 16 kHz, 32 kbit/s: 15 MB an hour. Its sample table makes jumps exact and quick at any length, and what
staff have beside a browser (Windows' own players, transcription software with a pedal) opens it too. Compared with Opus
and MP3 in docs/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes

SUFFIX = ".m4a"
MIME = "audio/mp4"

_BITS_PER_SECOND = 32_000
_BLOCK = 10.0
"""Seconds encoded at once: memory does not grow with length."""


def write(pcm: Pcm, out: Path, progress: Callable[[float], None] = lambda done: None) -> None:
    """Encode `pcm` to `out`, under a temporary name first.

    Args:
        progress: told the share that is done, in 0..1, every ten seconds of audio; may raise to stop.

    Raises:
        OSError: `out` cannot be written.
    """
    temporary = out.with_name(out.name + ".part")
    try:
        # The index goes to the front, so that a player on a slow share reads from one place.
        with av.open(str(temporary), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            # "fast" decides the same way at a fraction of the time; the difference is inaudible in speech.
            stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono", options={"aac_coder": "fast"})
            stream.bit_rate = _BITS_PER_SECOND
            done = 0
            for block in pcm.blocks(_BLOCK):
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
