"""Decode the audio tracks of one container side by side, each on its own timeline, as 16 kHz.

What a packet holds is placed by its presentation time. A packet that cannot be decoded becomes silence of its length and is
told; a change of channels or rate within the file gets a resampler of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from io import RawIOBase
from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt

from transcriber.media.channels import FrameLevels
from transcriber.media.pcm import SAMPLE_RATE, to_bytes
from transcriber.media.presentation_timeline import Timeline
from transcriber.media.statistics import ChannelStatistics
from transcriber.minutes.capture import TimeSpan

MOST_TRACKS = 32
"""Tracks that are looked at: a damaged header may claim any number."""

_ZERO_BASED = ("mov", "matroska", "asf", "avi")
"""Formats whose clock begins with the recording; that of the others may begin anywhere."""

_RUNNING_CLOCK = 3600.0
"""Seconds from which on even there a first time is the time of a longer broadcast, and no late beginning."""

_CLOCKLESS = ("wav", "w64", "aiff", "caf", "au", "mp3", "aac", "amr")
"""Formats without time stamps: FFmpeg counts for them, and wrongly where the rate changes."""

_STREAMS = ("mpegts", "mpeg")
"""Broadcast streams: the clock may be set anew within them."""

_BETTER = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
"""FFmpeg's own decoders of AMR do not know its pauses (DTX); these do."""

_BLOCK = SAMPLE_RATE
"""Samples that are collected before they are measured and written."""

_GATHERED = 1 << 16
"""Samples of all channels that are resampled at once: a call costs 50 µs however few it gets, and an hour has 50,000 frames and more."""

_SILENCE_BLOCK = 60 * SAMPLE_RATE

_MOST_DAMAGE = 10_000
"""Packets without a good one between them after which the file is something else with a recording's name."""

_MOST_RETRIES = 100
"""Errors while reading (not decoding) without a packet between them."""

_TOLD_EVERY = 4096
"""Bytes between two times that somebody is told how far reading has come."""

_LISTED = 100
"""Damaged places kept with their times."""

_NEAR = 0.5
"""Seconds between two damaged packets that are one place."""

_LONGEST_PACKET = 5.0
_LOUDEST = 4.0
"""Full scales that samples of a float recording may have: 12 dB too loud."""


WritePcm = Callable[[bytes], object]
Audio = npt.NDArray[np.float32]


@dataclass
class Damage:
    """What could not be decoded."""

    packets: int = 0
    places: list[TimeSpan] = field(default_factory=list)
    at_end: bool = False

    def add(self, start: float, end: float) -> None:
        """One place, in order of time."""
        if self.places and start - self.places[-1].end <= _NEAR:
            self.places[-1] = TimeSpan(start=self.places[-1].start, end=max(end, self.places[-1].end))
        elif len(self.places) < _LISTED:
            self.places.append(TimeSpan(start=start, end=end))


class TrackReader:
    """One audio track: frames in, PCM out.

    Args:
        write: takes the PCM.
        levels: whether the levels of the mixed track are wanted.
        chosen: per number of channels the one to use instead of their mean.
    """

    def __init__(
        self,
        stream: av.AudioStream,
        number: int,
        timeline: Timeline,
        write: WritePcm,
        *,
        clock: bool,
        levels: bool,
        chosen: dict[int, int],
    ) -> None:
        self.number = number
        self.timeline = timeline
        self.damage = Damage()
        self.statistics: dict[int, ChannelStatistics] = {}
        self.levels = FrameLevels(1) if levels else None
        self.stream = stream
        self.packets = 0
        self.written = 0
        self._write = write
        self._clock = clock
        self._chosen = chosen
        self._decoder = _decoder(stream)
        self._floats = "pcm_f" in self.codec
        self._resampler: av.AudioResampler | None = None
        self._gathered = av.AudioFifo()
        self._unit: Fraction | None = None
        """Of the container's clock, seconds."""
        self._form: tuple[str, str, int] | None = None
        self._blocks: list[Audio] = []
        self._pending = 0
        self._failed: list[float] = []
        """Lengths of the packets in a row that could not be decoded."""

    @property
    def codec(self) -> str:
        return str(self._decoder.name)

    @property
    def lost(self) -> bool:
        """Whether nothing but damage comes."""
        return len(self._failed) > _MOST_DAMAGE

    def feed(self, packet: av.Packet[av.AudioStream]) -> None:
        """Decode one packet (an empty one ends the track)."""
        try:
            frames: list[Any] = self._decoder.decode(packet)
        except av.error.EOFError:
            return
        except (av.error.FFmpegError, ValueError, OverflowError):
            length = float(packet.duration * packet.time_base) if packet.duration and packet.time_base else 0.0
            self._failed.append(min(max(0.0, length), _LONGEST_PACKET))
            self.damage.packets += 1
            return
        self.packets += bool(packet.size)
        for frame in frames:
            if frame.samples > 0 and frame.sample_rate > 0:
                self._place(frame)

    def finish(self) -> None:
        """Write what is left."""
        try:
            frames = self._decoder.decode(None)
        except av.error.FFmpegError:  # it has been ended before
            frames = []
        for frame in frames:
            if frame.samples > 0 and frame.sample_rate > 0:
                self._place(frame)
        self._flush()
        places = self.damage.places
        last = bool(places) and self.timeline.position - places[-1].end <= _NEAR
        if last:
            places.pop()  # what a decoder still gives at the end of a cut file is no sound behind the damage
        self.damage.at_end = last or bool(self._failed)

    def _place(self, frame: av.AudioFrame) -> None:
        line = self.timeline
        time = self._time(frame)
        failed, length, self._failed = bool(self._failed), sum(self._failed), []
        at = line.position
        silence = line.before(time, told=failed)
        if failed and at:  # before the first sound there is nothing to miss
            silence = silence if time is not None else length
            self.damage.add(at, at + (silence or length))
        if silence:
            line.position += silence
            self._silence(line.position)
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            self._flush()
            # No layout is given: channels stay apart until their statistics are taken.
            # Packed, not planar: PyAV cannot make an array of eight planes.
            self._resampler, self._form = av.AudioResampler(format="flt", rate=SAMPLE_RATE), form
        line.position += frame.samples / frame.sample_rate
        frame.pts = None  # the timeline has it
        self._gathered.write(frame)
        if self._gathered.samples * frame.layout.nb_channels >= _GATHERED:
            self._resample()

    def _time(self, frame: av.AudioFrame) -> float | None:
        """By the container's clock, seconds; None if it gives none."""
        if not self._clock or frame.pts is None:
            return None
        self._unit = self._unit or frame.time_base or self.stream.time_base  # asked once: each time makes a Fraction
        return frame.pts * self._unit.numerator / self._unit.denominator if self._unit else None

    def _resample(self) -> None:
        assert self._resampler is not None
        if (frame := self._gathered.read()) is not None:
            self._take(self._resampler.resample(frame))

    def _take(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            packed = frame.to_ndarray().astype(np.float32, copy=False)
            if self._floats:  # damaged ones may be any number, or none
                packed = np.clip(np.nan_to_num(packed), -_LOUDEST, _LOUDEST)
            self._blocks.append(packed.reshape(-1, frame.layout.nb_channels).T)
            self._pending += self._blocks[-1].shape[1]
        if self._pending >= _BLOCK:
            self._emit()

    def _flush(self) -> None:
        if self._resampler is not None:
            self._resample()
            self._take(self._resampler.resample(None))
            self._resampler, self._form, self._gathered = None, None, av.AudioFifo()
        self._emit()

    def _emit(self) -> None:
        if not self._blocks:
            return
        block = np.concatenate(self._blocks, axis=1) if len(self._blocks) > 1 else self._blocks[0]
        self._blocks, self._pending = [], 0
        count = block.shape[0]
        if count not in self.statistics:
            self.statistics[count] = ChannelStatistics(count)
            self.statistics[count].frames.add_silence(self.written)  # a late beginning: levels lie where the sound does
        self.statistics[count].add(block)
        alone = 0 if count == 1 else self._chosen.get(count)
        self._put(block.mean(axis=0) if alone is None else block[alone])

    def _silence(self, until: float) -> None:
        self._flush()
        left = round(until * SAMPLE_RATE) - self.written
        while left > 0:
            size = min(left, _SILENCE_BLOCK)
            for statistics in self.statistics.values():
                statistics.frames.add_silence(size)
            self._put(np.zeros(size, np.float32))
            left -= size

    def _put(self, mono: Audio) -> None:
        self._write(to_bytes(mono))
        self.written += len(mono)
        if self.levels is not None:
            self.levels.add(mono[None, :])


def _decoder(stream: av.AudioStream) -> av.AudioCodecContext:
    own = stream.codec_context
    better = _BETTER.get(own.name)
    if better is None or better not in av.codecs_available:
        own.thread_type = "NONE"  # with threads FFmpeg keeps errors in a FLAC's last frames to itself
        return own
    decoder = av.CodecContext.create(better, "r")
    assert isinstance(decoder, av.AudioCodecContext)
    decoder.sample_rate, decoder.layout = own.sample_rate or 8000, "mono"
    return decoder


@dataclass
class Container:
    """What one container gave."""

    name: str
    readers: list[TrackReader]
    unreadable: list[int]
    """Numbers of the audio tracks that nothing here can decode."""
    titles: dict[int, str]
    promised: float | None
    """Where the longest track ends by the container's index, seconds; a guess for containers without one."""
    short: bool
    """Fewer packets came than the index lists."""
    video: bool


def read_tracks(
    source: str | RawIOBase,
    sink: Callable[[int, bool], WritePcm],
    *,
    chosen: dict[int, int],
    progress: Callable[[int], None],
    anew: Sequence[int] = (),
) -> Container:
    """Decode all audio tracks of a container.

    Args:
        sink: gives the place for the PCM of a track, by its number from 1 and whether it is the only one.
        chosen: per number of channels the one to use instead of their mean.
        progress: told the offset in the file whenever a few KB more are read; what it raises ends the decoding.
        anew: offsets from which on the container's clock is another one, in order.

    Raises:
        av.error.FFmpegError, ValueError: it is no container, or its beginning is damaged.
    """
    with av.open(source, metadata_errors="replace") as media:
        assert isinstance(media, av.container.InputContainer)
        audio = list(media.streams.audio)[:MOST_TRACKS]
        able = [(n, s) for n, s in enumerate(audio, start=1) if s.codec_context is not None]
        family = media.format.name.split(",")[0]
        origin = _origin(media, family)
        readers = {
            stream.index: TrackReader(
                stream,
                number,
                Timeline(origin, stream=family in _STREAMS),
                sink(number, len(able) == 1),
                clock=family not in _CLOCKLESS,
                levels=len(able) > 1,
                chosen=chosen,
            )
            for number, stream in able
        }
        if readers:
            _demux(media, readers, progress, anew)
        ends = [_end(s) for _, s in able]
        return Container(
            name=media.format.name,
            readers=list(readers.values()),
            unreadable=[n for n, s in enumerate(audio, start=1) if s.codec_context is None],
            titles={n: str(s.metadata.get("title", "")) for n, s in enumerate(audio, start=1)},
            promised=max((e for e in ends if e is not None), default=None),
            short=any(r.packets < r.stream.frames - 2 for r in readers.values()),
            video=bool(media.streams.video),
        )


def _demux(
    media: av.container.InputContainer,
    readers: dict[int, TrackReader],
    progress: Callable[[int], None],
    anew: Sequence[int],
) -> None:
    streams = [reader.stream for reader in readers.values()]
    retries = tell = 0
    clocks = dict.fromkeys(readers, 0)
    """Track → how many of the clocks in `anew` it has reached."""
    while retries < _MOST_RETRIES:
        try:
            for packet in media.demux(streams):  # a million times for twenty hours: what is done here is little
                track = packet.stream.index  # its own stream_index is 0 in the packets that end a track
                reader, place = readers[track], packet.pos
                if anew and place is not None and (reached := bisect_right(anew, place)) > clocks[track]:
                    clocks[track] = reached
                    reader.timeline.clock_is_anew()
                reader.feed(packet)  # type: ignore[arg-type]
                if place is not None and place >= tell:
                    progress(place)
                    tell = place + _TOLD_EVERY
                retries = 0
                if reader.lost and all(r.lost for r in readers.values()):
                    return
            break
        except av.error.FFmpegError:
            retries += 1  # a damaged place in the container: what lies behind it is still to be read
        except IndexError:
            break  # PyAV at the end of a file in which streams appeared late; media/wholeness/transport.py looks for those
    for reader in readers.values():
        reader.finish()


def _origin(media: av.container.InputContainer, family: str) -> float:
    """The container's time at which the recording begins, seconds."""
    streams = (*media.streams.audio, *media.streams.video)
    starts = [float(s.start_time * s.time_base) for s in streams if s.start_time is not None and s.time_base]
    first = min(starts, default=0.0)
    return 0.0 if family in _ZERO_BASED and 0 <= first <= _RUNNING_CLOCK else first


def _end(stream: av.AudioStream) -> float | None:
    if stream.duration is None or stream.time_base is None:
        return None
    return float(((stream.start_time or 0) + stream.duration) * stream.time_base)
