"""Decode anything PyAV reads into one PCM file, once, streaming.

The decoder is also the judge of the file: it says whether this is media at all, whether it has sound, and whether it ends
where its header says. Channels are averaged, unless they cancel each other out (a wiring fault: then the loudest is used).
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import av.error
import numpy as np
import numpy.typing as npt

from transcriber.errors import DiskFull, EmptyRecording, NoAudioTrack, NotARecording, TruncatedRecording
from transcriber.media import channels
from transcriber.media.channels import FrameLevels
from transcriber.media.pcm import SAMPLE_RATE, to_bytes

ACCEPT_TRUNCATED = "_途中まで"
"""A recording whose name ends so is taken as it is: the office says that it has no longer copy."""

_CANCELLED = 0.05
"""Energy of the channels' mean over the mean of their energies; below it the channels cancel each other out."""

_READABLE = "wav, mp3, m4a, wma, aac, ogg, flac, opus, mp4, mov などの録音・録画"


@dataclass
class ChannelStatistics:
    """Second moments of the channels, collected while decoding: enough to tell mono, dead and inverted channels."""

    channels: int
    samples: int = 0
    moments: npt.NDArray[np.float64] = field(init=False)
    frames: FrameLevels = field(init=False)

    def __post_init__(self) -> None:
        self.moments = np.zeros((self.channels, self.channels))
        self.frames = FrameLevels(self.channels)

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """`block`: (channels, samples)."""
        wide = block.astype(np.float64)
        self.moments += wide @ wide.T
        self.samples += block.shape[1]
        if self.channels > 1:
            self.frames.add(block)

    def levels_dbfs(self) -> list[float]:
        """RMS level of each channel."""
        power = np.diag(self.moments) / max(1, self.samples)
        return [float(x) for x in 10 * np.log10(power + 1e-12)]

    def correlation(self) -> float:
        """Smallest correlation between two channels that carry sound; 1 for one channel."""
        power = np.sqrt(np.diag(self.moments))
        live = power > power.max(initial=0) * 0.01
        if live.sum() < 2:
            return 1.0
        return float((self.moments / np.outer(power, power).clip(1e-12))[np.ix_(live, live)].min())

    def separate(self) -> bool:
        """True if the channels are microphones of different people."""
        return self.channels > 1 and channels.separate(self.frames.levels())

    def cancelled(self) -> bool:
        """True if averaging the channels would destroy the sound."""
        own = np.trace(self.moments) / self.channels
        return bool(self.channels > 1 and own > 0 and self.moments.mean() < _CANCELLED * own)


@dataclass(frozen=True)
class Decoded:
    """What the decoder learned about one media file. Times are seconds."""

    container: str
    codec: str
    sample_rate: int
    channels: ChannelStatistics
    container_seconds: float | None
    seconds: float
    damaged_packets: int


def decode(
    source: Path,
    out: Path,
    *,
    name: str,
    accept_truncated: bool = False,
    progress: Callable[[float], None] = lambda done: None,
) -> Decoded:
    """Append the audio of `source` to `out` as PCM.

    Args:
        name: what staff call the file; messages use it.
        accept_truncated: the office knows that the file is incomplete (`name_accepts_truncated`).
        progress: told the share done, 0..1, about every block; what it raises ends the decoding.

    Raises:
        EmptyRecording, NotARecording, NoAudioTrack, TruncatedRecording: the file is not usable; `out` is unchanged or
            holds a partial tail that the caller discards.
        DiskFull: no room for the PCM.
    """
    if source.stat().st_size == 0:
        raise EmptyRecording(
            f"「{name}」は中身が空（0バイト）です。",
            "録音機からコピーし直し、再生できることを確かめて入れ直してください。",
        )
    decoded = _decode(source, out, name, progress, only_channel=None)
    if decoded.channels.cancelled():
        with out.open("r+b") as tail:
            tail.truncate(out.stat().st_size - round(decoded.seconds * SAMPLE_RATE) * 2)
        decoded = _decode(source, out, name, progress, only_channel=int(np.argmax(decoded.channels.levels_dbfs())))
    if not accept_truncated:
        _check_length(decoded, name)
    return decoded


def _decode(
    source: Path, out: Path, name: str, progress: Callable[[float], None], *, only_channel: int | None
) -> Decoded:
    try:
        with av.open(str(source), metadata_errors="replace") as media, out.open("ab") as sink:
            if not media.streams.audio:
                if media.streams.video:
                    raise NoAudioTrack(
                        f"「{name}」には音声が入っていません（映像だけです）。",
                        "音声の入った録音・録画を入れてください。",
                    )
                raise _not_a_recording(name)
            stream = media.streams.audio[0]
            stream.codec_context.thread_type = "AUTO"
            expected = _container_seconds(media, stream, source)
            reader = _Reader(media, stream)
            statistics: ChannelStatistics | None = None
            written = 0
            for block in reader.blocks():
                if statistics is None:
                    statistics = ChannelStatistics(block.shape[0])
                if block.shape[0] != statistics.channels:  # the layout changed mid-file; keep what both have
                    block = np.repeat(block.mean(axis=0, keepdims=True), statistics.channels, axis=0)
                statistics.add(block)
                sink.write(to_bytes(block[only_channel] if only_channel is not None else block.mean(axis=0)))
                written += block.shape[1]
                progress(min(1.0, written / SAMPLE_RATE / expected) if expected else 0.0)
            if statistics is None or not written:
                if reader.damaged:
                    raise _not_a_recording(name)
                raise EmptyRecording(
                    f"「{name}」には音が1秒も入っていません。",
                    "録音機で再生できるか確かめ、コピーし直して入れ直してください。",
                )
            return Decoded(
                container=media.format.name,
                codec=stream.codec_context.name,
                sample_rate=stream.codec_context.sample_rate,
                channels=statistics,
                container_seconds=expected,
                seconds=written / SAMPLE_RATE,
                damaged_packets=reader.damaged,
            )
    except av.error.FFmpegError as e:
        if e.errno == errno.ENOSPC:
            raise _disk_full(name) from e
        if _is_mp4(source):  # its index stands at the end: without it nothing can be read
            raise TruncatedRecording(
                f"「{name}」は終わりの部分がなく、再生できません。",
                "コピーの途中か、録音機の電源が録音中に切れたようです。録音機からコピーし直してください。",
            ) from e
        raise _not_a_recording(name) from e
    except OSError as e:
        if e.errno == errno.ENOSPC:
            raise _disk_full(name) from e
        raise


class _Reader:
    """Decoded blocks of one stream at 16 kHz, counting the packets that could not be decoded."""

    def __init__(self, media: av.container.InputContainer, stream: av.audio.stream.AudioStream) -> None:
        self._media = media
        self._stream = stream
        self.damaged = 0

    def blocks(self) -> Iterator[npt.NDArray[np.float32]]:
        """(channels, samples) float32."""
        # No layout is given: channels stay apart until their statistics are taken.
        # Packed, not planar: PyAV cannot make an array of eight planes.
        resampler = av.AudioResampler(format="flt", rate=SAMPLE_RATE)
        for frame in self._frames():
            frame.pts = None  # recorders write gaps and jumps; samples follow each other, lengths are compared later
            for resampled in resampler.resample(frame):
                yield _channels_first(resampled)
        for resampled in resampler.resample(None):
            yield _channels_first(resampled)

    def _frames(self) -> Iterator[av.AudioFrame]:
        packets = self._media.demux(self._stream)
        while True:
            try:
                packet = next(packets)
                frames = packet.decode()
            except StopIteration:
                return
            except av.error.EOFError:
                return
            except av.error.InvalidDataError:
                self.damaged += 1
                if self.damaged > 10_000:  # not a damaged recording but something else with its name
                    return
                continue
            yield from frames


def _channels_first(frame: av.AudioFrame) -> npt.NDArray[np.float32]:
    packed = frame.to_ndarray().astype(np.float32, copy=False)
    return packed.reshape(-1, len(frame.layout.channels)).T


def _container_seconds(
    media: av.container.InputContainer, stream: av.audio.stream.AudioStream, source: Path
) -> float | None:
    if media.format.name == "wav":
        return _wav_seconds(stream, source)
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if media.duration is not None:
        return float(media.duration / av.time_base)
    return None


def _wav_seconds(stream: av.audio.stream.AudioStream, source: Path) -> float | None:
    """The length a WAV header promises: FFmpeg itself quietly shortens it to the bytes that are there."""
    if stream.duration is None or stream.time_base is None:
        return None
    there = source.stat().st_size
    with source.open("rb") as file:
        riff, promised = struct.unpack("<4sI", file.read(8))
    seconds = float(stream.duration * stream.time_base)
    if riff != b"RIFF" or promised in (0, 0xFFFF_FFFF):  # RF64, or a recorder that never came back to fill it in
        return seconds
    return seconds * max(1.0, (int(promised) + 8) / there)


def _check_length(decoded: Decoded, name: str) -> None:
    expected = decoded.container_seconds
    if expected is None:
        return
    if decoded.seconds < expected - max(2.0, 0.02 * expected):
        raise TruncatedRecording(
            f"「{name}」は途中で切れています（全長 {_length(expected)} のうち {_length(decoded.seconds)} までしか読めません）。",
            "録音機からコピーし直してください。元の録音も同じところまでしかなければ、"
            f"ファイル名の終わりに「{ACCEPT_TRUNCATED}」を付けて入れ直すと、読めるところまで文字にします。",
        )


def name_accepts_truncated(name: str) -> bool:
    """True if staff marked the file as knowingly incomplete."""
    return Path(name).stem.endswith(ACCEPT_TRUNCATED)


def _is_mp4(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(8)[4:] == b"ftyp"


def _length(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}時間{minutes}分{rest}秒" if hours else f"{minutes}分{rest}秒"


def _not_a_recording(name: str) -> NotARecording:
    return NotARecording(
        f"「{name}」は録音として読めません。",
        f"{_READABLE}のファイルを入れてください。再生ソフトで音が出るか確かめてください。",
    )


def _disk_full(name: str) -> DiskFull:
    return DiskFull(
        f"作業用のディスクがいっぱいで「{name}」を展開できません。",
        "作業フォルダのあるディスクの空きを増やしてください（録音1時間あたり約120MB）。空けば自動で続けます。",
    )
