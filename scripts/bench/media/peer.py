"""What faster-whisper's `transcribe` gets of a file. A module of its own, so that a child process finds it."""

from __future__ import annotations

from pathlib import Path

from scripts.bench.media.making import RATE, Audio


def heard(path: Path) -> Audio:
    """The samples at 16 kHz."""
    from faster_whisper.audio import decode_audio

    samples: Audio = decode_audio(str(path), RATE)
    return samples
