"""The listening copy: the decoded recording once more, small enough for a share and in a form that every browser plays.

Opus in WebM, mono, 24 kbit/s: 12 MB an hour. Chrome, Edge and Firefox bring the decoder themselves, where AAC depends on what
the operating system has; its index makes jumps exact and quick at any length. Compared with AAC and MP3 in
docs/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes

_BITS_PER_SECOND = 24_000
_BLOCK = 10.0
"""Seconds encoded at once: memory does not grow with length."""


def write_listening_copy(pcm: Pcm, out: Path, progress: Callable[[float], None] = lambda done: None) -> None:
    """Encode `pcm` to `out`, under a temporary name first.

    Args:
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
