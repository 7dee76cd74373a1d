"""Whatever the office's recorders write becomes 16 kHz mono PCM, and what is not a whole recording is refused in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber import errors
from transcriber.media import decoding
from transcriber.media.pcm import SAMPLE_RATE, Pcm


def decode(source: Path, name: str | None = None) -> tuple[decoding.Decoded, Pcm]:
    out = source.with_name("audio.pcm")
    return decoding.decode(source, out, name=name or source.name), Pcm(out)


@pytest.mark.parametrize(
    ("name", "codec", "rate", "channels"),
    [
        ("a.wav", "pcm_s16le", 8_000, 1),
        ("a.wav", "pcm_s24le", 96_000, 2),
        ("a.mp3", "libmp3lame", 44_100, 2),
        ("a.m4a", "aac", 48_000, 1),
        ("a.wma", "wmav2", 44_100, 1),
        ("a.aac", "aac", 48_000, 1),
        ("a.ogg", "libopus", 48_000, 2),
        ("a.flac", "flac", 96_000, 8),
        ("a.opus", "libopus", 48_000, 1),
        ("a.mp4", "aac", 48_000, 2),
        ("a.mov", "aac", 44_100, 1),
    ],
)
def test_every_promised_format_is_read(tmp_path: Path, name: str, codec: str, rate: int, channels: int) -> None:
    audio = np.stack([sounds.tone(3, rate=rate)] * channels)
    decoded, pcm = decode(sounds.write(tmp_path / name, audio, codec, rate=rate))
    assert pcm.seconds == pytest.approx(3, abs=0.12)
    assert decoded.sample_rate == rate
    assert decoded.channels.channels == channels
    middle = pcm.read(1, 2)
    assert len(middle) == SAMPLE_RATE
    assert np.sqrt((middle**2).mean()) == pytest.approx(0.2 / np.sqrt(2), rel=0.15)


def test_parts_are_appended_in_order(tmp_path: Path) -> None:
    first = sounds.write(tmp_path / "1.wav", sounds.tone(1), "pcm_s16le")
    second = sounds.write(tmp_path / "2.wav", sounds.silence(1), "pcm_s16le")
    decode(first)
    _, pcm = decode(second)
    assert pcm.seconds == pytest.approx(2, abs=0.01)
    assert np.abs(pcm.read(0.1, 0.9)).max() > 0.1
    assert np.abs(pcm.read(1.1, 1.9)).max() == 0


def test_channels_that_cancel_each_other_out_are_not_averaged(tmp_path: Path) -> None:
    voice = sounds.tone(2)
    decoded, pcm = decode(sounds.write(tmp_path / "inverted.wav", np.stack([voice, -voice]), "pcm_s16le"))
    assert decoded.channels.cancelled()
    assert pcm.seconds == pytest.approx(2, abs=0.01)
    assert np.abs(pcm.read(0.5, 1)).max() == pytest.approx(0.2, rel=0.05)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp3"
    path.touch()
    with pytest.raises(errors.EmptyRecording, match="0バイト.*コピーし直し"):
        decode(path)


@pytest.mark.parametrize(
    "content",
    ["これは文章です。\n".encode() * 40, b"\0" * 50_000, b"RIFF\x24\0\0\0WAVEfmt "],
    ids=["text", "zeros", "header"],
)
def test_what_is_not_a_recording(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memo.wav"
    path.write_bytes(content)
    with pytest.raises(errors.NotARecording, match="録音として読めません.*ファイルを入れてください"):
        decode(path)


def test_a_video_without_sound(tmp_path: Path) -> None:
    with pytest.raises(errors.NoAudioTrack, match="音声が入っていません"):
        decode(sounds.video_without_sound(tmp_path / "camera.mp4"))


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.wav", "pcm_s16le"), ("a.m4a", "aac")])
def test_a_broken_off_copy_is_named_as_such(tmp_path: Path, name: str, codec: str) -> None:
    whole = sounds.write(tmp_path / f"whole_{name}", sounds.tone(20), codec)
    with pytest.raises(errors.TruncatedRecording, match="コピーし直して"):
        decode(sounds.first_half(whole, tmp_path / name))


def test_the_office_can_say_that_there_is_no_more(tmp_path: Path) -> None:
    whole = sounds.write(tmp_path / "whole.mp3", sounds.tone(20), "libmp3lame")
    half = sounds.first_half(whole, tmp_path / "half.mp3")
    assert decoding.name_accepts_truncated("第3回定例会_途中まで.mp3")
    assert not decoding.name_accepts_truncated("第3回定例会.mp3")
    decoding.decode(half, tmp_path / "audio.pcm", name="第3回定例会_途中まで.mp3", accept_truncated=True)
    pcm = Pcm(tmp_path / "audio.pcm")
    assert pcm.seconds == pytest.approx(10, abs=1)
