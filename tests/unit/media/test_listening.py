"""The listening copy: complete, small, and without growing memory."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from support import sounds

from transcriber.media import listening_copy
from transcriber.media.pcm import Pcm, to_bytes


def pcm(folder: Path, seconds: float) -> Pcm:
    path = folder / "audio.pcm"
    path.write_bytes(to_bytes(np.concatenate([sounds.silence(seconds - 1), sounds.tone(1)])))
    return Pcm(path)


def test_it_is_as_long_as_the_recording_and_small(tmp_path: Path) -> None:
    told: list[float] = []
    listening_copy.write_listening_copy(pcm(tmp_path, 25), tmp_path / "音声.webm", told.append)
    with av.open(str(tmp_path / "音声.webm")) as copy:
        (stream,) = copy.streams
        assert (stream.codec_context.name, stream.layout.name) == ("opus", "mono")
        rate = stream.codec_context.sample_rate
        frames = [f.to_ndarray() for f in copy.decode(stream)]
    sound = np.concatenate(frames, axis=1)[0]
    assert len(sound) / rate == pytest.approx(25, abs=0.13)
    # The tone is where it was: within a frame of the encoder.
    assert np.argmax(np.abs(sound) > 0.1) / rate == pytest.approx(24, abs=0.07)
    assert told[-1] == 1
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["audio.pcm", "音声.webm"]


def test_a_stop_leaves_nothing_half_made(tmp_path: Path) -> None:
    def stop(done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        listening_copy.write_listening_copy(pcm(tmp_path, 25), tmp_path / "音声.webm", stop)
    assert [p.name for p in tmp_path.iterdir()] == ["audio.pcm"]


def test_a_disk_that_refuses_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        listening_copy.write_listening_copy(pcm(tmp_path, 2), tmp_path / "missing" / "音声.webm")
