"""The sound of a recording from which a voice is taken: decoded in a child with limits, as every recording is."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path

from transcriber.errors import NotARecording
from transcriber.media import decoding
from transcriber.system import engines, process_limits


def decode_in_child(parts: Sequence[Path], pcm: Path, *, name: str) -> None:
    """Write 16 kHz mono 16-bit PCM of one recording; FFmpeg reads what outsiders made in a process that ends with this call.

    Args:
        parts: its files, in order of playing; they are put behind each other.
        name: what messages call it.

    Raises:
        RecordingError: it is no recording, or asks for more than a recording needs.
        EngineDied: the child died.
        OSError: a file cannot be reached.
    """
    with engines.EngineProcess(threads=2) as child:
        for part in parts:
            part.stat()  # a share that is away is told as that
            child.submit(decode_as_asked, part, pcm, name).result()


def decode_as_asked(part: Path, pcm: Path, name: str) -> None:
    """For `decode_in_child`: in the child.

    Raises:
        RecordingError: as `decode_in_child` does.
    """
    if multiprocessing.parent_process() is not None:  # limits cannot be taken back
        process_limits.limit_to_recording(part.stat().st_size)
    try:
        decoding.decode(part, pcm, name=name)
    except MemoryError as e:
        raise NotARecording(
            f"「{name}」を読むのに要るメモリーが多すぎるので、読めません。",
            "壊れているか、録音ではないおそれがあります。再生できるか確かめ、別の形式（MP3 など）で保存し直してください。",
        ) from e
