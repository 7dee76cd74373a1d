#!/usr/bin/env bash
# PyAV 18.1.0 (FFmpeg): two MPEG transport streams put one behind the other (`copy /b`, or a recorder that starts anew within a file),
# the second one's clock 92 seconds behind the first one's, play in any player. Their packets come with the second clock moved
# AHEAD by 26 hours (2 to the power of 33 ticks of 90 kHz, a wrap of the clock that did not happen): whoever places sound by its
# time stamps gets a day of silence between the two. With a clock 30 seconds back they come as they are. What was expected: the
# stamps that stand in the file, or the same treatment for both. We follow a jump by what was decoded and name it
# (transcriber/media/presentation_timeline.py).
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check av==18.1.0 numpy
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import av
import numpy as np


def stream(path: str, begins: float) -> bytes:
    """Eight seconds of AAC in a transport stream whose clock begins at `begins` seconds."""
    with av.open(path, "w", format="mpegts") as out:
        track = out.add_stream("aac", rate=48_000, layout="mono")
        for block in range(8 * 48_000 // 1024):
            tone = np.sin(np.arange(1024) * 0.05 + block).astype(np.float32)[None] * 0.2
            frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, int(begins * 48_000) + block * 1024
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return Path(path).read_bytes()


def jump(first: float, second: float) -> float:
    """Seconds by which the stamps go on where the second stream begins."""
    Path("both.ts").write_bytes(stream("a.ts", first) + stream("b.ts", second))
    with av.open("both.ts") as found:
        times = [float(p.pts * p.time_base) for p in found.demux(audio=0) if p.pts is not None]
    steps = np.diff(times)
    return float(steps[np.abs(steps).argmax()])


back, far = jump(100.0, 78.0), jump(200.0, 100.0)
wrap = 2**33 / 90_000
print(f"PyAV {av.__version__}: clock 30 s back: stamps go on by {back:.1f} s; 108 s back: by {far:.1f} s (a wrap is {wrap:.1f} s)")
sys.exit(0 if -32 < back < -28 and wrap - 112 < far < wrap - 104 else 1)
PY
