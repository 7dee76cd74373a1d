"""Whatever the office's recorders write becomes 16 kHz mono PCM, and what is not whole is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from support import sounds

from transcriber import errors
from transcriber.media import decoding, track_reading
from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.minutes.capture import ClockEventKind, WholenessVerdict


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


def test_many_small_packets_are_resampled_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sounds.write(tmp_path / "a.opus", sounds.tone(20, rate=48_000), "libopus", rate=48_000)
    asked: list[int] = []
    resampler = av.AudioResampler

    class Counting:
        def __init__(self, **form: Any) -> None:
            self.own = resampler(**form)

        def resample(self, frame: av.AudioFrame | None) -> list[av.AudioFrame]:
            asked.append(0 if frame is None else frame.samples)
            return self.own.resample(frame)

    monkeypatch.setattr(track_reading.av, "AudioResampler", Counting)
    _, pcm = decode(source)
    assert pcm.seconds == pytest.approx(20, abs=0.1)
    assert len(asked) < 30  # of a thousand packets


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


@pytest.mark.parametrize("suffix", [".zip", ".7z", ".LZH", ".tar.gz"])
def test_an_archive_is_not_passed_over_and_its_owner_is_asked_to_unpack_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"資料{suffix}"
    path.write_bytes(b"PK\3\4" + bytes(500))
    with pytest.raises(errors.NotARecording, match="圧縮ファイル.*展開して、中の録音を入れてください"):
        decode(path)
    with pytest.raises(errors.NotARecording, match="同じフォルダに入れてください。圧縮ファイルはフォルダの外に"):
        decode(path, name=f"会議/資料{suffix}")


def test_what_is_no_recording_in_a_meetings_folder_may_be_taken_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "記録.bin"
    path.write_bytes(bytes(5000))
    with pytest.raises(errors.NotARecording, match="録音でなければ、フォルダの外に出してください"):
        decode(path, name="会議/記録.bin")


def test_a_video_without_sound(tmp_path: Path) -> None:
    with pytest.raises(errors.NoAudioTrack, match="音声が入っていません"):
        decode(sounds.video_without_sound(tmp_path / "camera.mp4"))


@pytest.mark.parametrize(
    ("name", "codec", "known"),
    [
        ("a.mp3", "libmp3lame", True),
        ("a.wav", "pcm_s16le", True),
        ("a.wma", "wmav2", True),
        ("a.ogg", "libopus", False),
    ],
)
def test_a_broken_off_copy_is_read_as_far_as_it_goes_and_says_so(
    tmp_path: Path, name: str, codec: str, known: bool
) -> None:
    rate = 48_000 if codec == "libopus" else 16_000
    whole = sounds.write(tmp_path / f"whole_{name}", sounds.tone(20, rate=rate), codec, rate=rate)
    decoded, pcm = decode(sounds.first_half(whole, tmp_path / name))
    assert decoded.file.verdict is WholenessVerdict.CUT
    assert pcm.seconds == pytest.approx(10, abs=1.2)
    missing = decoded.file.missing_seconds
    if known:
        assert missing == pytest.approx(20 - pcm.seconds, abs=0.3)
    else:
        assert missing is None


def test_an_mp4_without_its_index_cannot_be_read_and_says_what_to_do(tmp_path: Path) -> None:
    whole = sounds.write(tmp_path / "whole.m4a", sounds.tone(20), "aac")
    with pytest.raises(errors.TruncatedRecording, match="終わりの部分がなく.*コピーし直して"):
        decode(sounds.first_half(whole, tmp_path / "a.m4a"))


def test_sound_that_nothing_can_decode_is_no_power_failure(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.m4a", sounds.tone(3), "aac")
    raw = path.read_bytes()
    at = raw.index(b"mp4a", raw.index(b"stsd"))
    path.write_bytes((raw[:at] + b"zz!!" + raw[at + 4 :]).replace(b"esds", b"zzzz"))
    with pytest.raises(errors.UnreadableSound, match="この仕組みでは読めません.*WAV か MP3"):
        decode(path)


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0x8000_0000, 0xFFFF_FFFF])
def test_a_size_that_was_never_filled_in_is_no_cut(tmp_path: Path, size: int) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.tone(5), "pcm_s16le")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"data") + 4
    raw[at : at + 4] = size.to_bytes(4, "little")
    path.write_bytes(raw)
    decoded, pcm = decode(path)
    assert pcm.seconds == pytest.approx(5, abs=0.01)
    assert decoded.file.verdict is WholenessVerdict.NOT_KNOWN


def test_sound_behind_the_declared_end_is_read_on(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.tone(9), "pcm_s16le")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"data") + 4
    raw[at : at + 4] = (3 * 32_000).to_bytes(4, "little")
    path.write_bytes(raw)
    decoded, pcm = decode(path)
    assert pcm.seconds == pytest.approx(9, abs=0.01)
    assert decoded.file.verdict is WholenessVerdict.CONTINUED
    assert decoded.file.declared_seconds == pytest.approx(3)


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [("wav", "pcm_s16le"), ("m4a", "aac"), ("mp3", "libmp3lame"), ("flac", "flac"), ("wma", "wmav2")],
)
def test_two_files_behind_each_other_are_one_recording_with_a_joint(tmp_path: Path, suffix: str, codec: str) -> None:
    first = sounds.write(tmp_path / f"1.{suffix}", sounds.tone(4), codec)
    second = sounds.write(tmp_path / f"2.{suffix}", np.stack([sounds.tone(3)] * 2), codec)
    path = tmp_path / f"both.{suffix}"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    decoded, pcm = decode(path)
    assert pcm.seconds == pytest.approx(7, abs=0.3)
    assert decoded.joints == (pytest.approx(4, abs=0.15),)
    assert (decoded.file.verdict, decoded.file.recordings) == (WholenessVerdict.CONTINUED, 2)


def test_what_lies_behind_the_end_and_is_no_recording_is_told(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.m4a", sounds.tone(4), "aac")
    path.write_bytes(path.read_bytes() + np.random.default_rng(1).bytes(50_000))
    decoded, pcm = decode(path)
    assert pcm.seconds == pytest.approx(4, abs=0.15)
    assert decoded.file.unread_bytes == pytest.approx(50_000, abs=10)


def test_names_that_admitted_a_cut_are_recordings_like_any_other(tmp_path: Path) -> None:
    whole = sounds.write(tmp_path / "whole.mp3", sounds.tone(20), "libmp3lame")
    decoded, _ = decode(sounds.first_half(whole, tmp_path / "half.mp3"), name="第3回定例会_途中まで.mp3")
    assert decoded.file.verdict is WholenessVerdict.CUT


def test_a_streamed_flac_that_was_cut_is_not_known_to_be_whole_and_its_end_is_broken(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.flac", sounds.tone(9), "flac")
    raw = bytearray(path.read_bytes())
    raw[21] &= 0xF0  # the number of samples, which a stream does not know
    raw[22:26] = bytes(4)
    path.write_bytes(raw[: len(raw) * 3 // 5 + 7])
    decoded, _ = decode(path)
    assert decoded.file.verdict is WholenessVerdict.NOT_KNOWN
    assert decoded.file.broken_end


SECOND = 100.0 + 8.0
"""Where the clock of the second stream would stand if it ran on."""


@pytest.mark.parametrize(
    ("by", "kind", "begins"),
    [
        (0.0, None, 8.0),
        (0.5, ClockEventKind.HOLE, 8.5),
        (30.0, ClockEventKind.HOLE, 38.0),
        (61.0, ClockEventKind.JUMP, 8.0),
        (5_000.0, ClockEventKind.JUMP, 8.0),
        (80_000.0, ClockEventKind.JUMP, 8.0),
        (-0.5, ClockEventKind.OVERLAP, 8.0),
        (-1.5, ClockEventKind.OVERLAP, 8.0),
        (-5.0, ClockEventKind.JUMP, 8.0),
        (-30.0, ClockEventKind.JUMP, 8.0),
        (-100.0, ClockEventKind.JUMP, 8.0),
    ],
)
def test_two_streams_of_different_clocks_in_one_file_are_joined_and_every_shift_is_told(
    tmp_path: Path, by: float, kind: ClockEventKind | None, begins: float
) -> None:
    """`copy /b` of two MPEG-TS: the second clock is ahead by `by` seconds. No sound is lost, and none lies elsewhere unsaid."""
    first = sounds.write_transport(tmp_path / "1.ts", sounds.tone(8, hertz=220), begins=100.0)
    second = sounds.write_transport(tmp_path / "2.ts", sounds.tone(6, hertz=880), begins=SECOND + by)
    path = tmp_path / "both.ts"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    decoded, pcm = decode(path)
    assert second_tone(pcm) == (pytest.approx(begins, abs=0.15), pytest.approx(6, abs=0.3))
    assert pcm.seconds == pytest.approx(begins + 6, abs=0.2)
    told = decoded.file.clock
    assert [e.kind for e in told] == ([kind] if kind else [])
    for event in told:
        assert event.at == pytest.approx(8, abs=0.15)
        if kind is not ClockEventKind.JUMP:  # FFmpeg takes a clock that goes back far for one that went round
            assert event.seconds == pytest.approx(abs(by), abs=0.2)


@pytest.mark.parametrize("by", [-5_000.0, -30.0, -0.5, 0.0, 0.5, 30.0, 59.0, 5_000.0])
def test_a_stream_that_marks_its_new_clock_is_joined_without_a_pause(tmp_path: Path, by: float) -> None:
    """The mark says that the gap is one of clocks, not of time: silence of its length would be made up."""
    first = sounds.write_transport(tmp_path / "1.ts", sounds.tone(8, hertz=220), begins=100.0 + 5_000)
    second = sounds.write_transport(
        tmp_path / "2.ts", sounds.tone(6, hertz=880), begins=SECOND + 5_000 + by, marked=True
    )
    path = tmp_path / "both.ts"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    decoded, pcm = decode(path)
    assert second_tone(pcm) == (pytest.approx(8, abs=0.15), pytest.approx(6, abs=0.3))
    assert pcm.seconds == pytest.approx(14, abs=0.2)
    assert [e.kind for e in decoded.file.clock] == ([ClockEventKind.JUMP] if by else [])
    assert decoded.file.added_silence == 0


def second_tone(pcm: Pcm) -> tuple[float, float]:
    """Where 880 Hz begin, and for how long they are heard; seconds."""
    sound = np.concatenate(list(pcm.blocks(60)))
    pieces = sound[: len(sound) // 1600 * 1600].reshape(-1, 1600)
    spectra = np.abs(np.fft.rfft(pieces, axis=1))
    heard = np.flatnonzero((np.abs(spectra.argmax(axis=1) * 10 - 880) < 30) & (spectra.max(axis=1) > 10))
    return float(heard[0]) / 10, len(heard) / 10
