"""Media files with known contents: encode, move time stamps, mux tracks side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import av
import numpy as np
import numpy.typing as npt

Audio = npt.NDArray[np.float32]

RATE = 16_000

_Packet: TypeAlias = "av.Packet[av.AudioStream] | av.Packet[av.VideoStream]"

_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


def unmoved(time: float) -> float:
    """Every packet keeps its time."""
    return 0.0


@dataclass(frozen=True)
class Track:
    """One audio track to be written.

    Attributes:
        audio: (channels, samples) at 16 kHz.
        moved: by how many seconds a packet of this time (seconds) is written later.
    """

    audio: Audio
    codec: str
    rate: int = RATE
    moved: Callable[[float], float] = unmoved
    bits: int = 0
    options: Mapping[str, str] = field(default_factory=dict)


def resampled(audio: Audio, rate: int) -> Audio:
    """`audio` (channels, samples) from 16 kHz to `rate`."""
    if rate == RATE:
        return audio
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(audio.T.reshape(1, -1)), format="flt", layout=_LAYOUTS[len(audio)]
    )
    frame.sample_rate = RATE
    resampler = av.AudioResampler(format="flt", layout=_LAYOUTS[len(audio)], rate=rate)
    parts = [f.to_ndarray() for f in (*resampler.resample(frame), *resampler.resample(None))]
    return np.concatenate(parts, axis=1).reshape(-1, len(audio)).T.astype(np.float32)


def write(
    path: Path,
    tracks: Sequence[Track],
    *,
    container: str | None = None,
    options: Mapping[str, str] | None = None,
    video: float = 0.0,
) -> Path:
    """Write the tracks into one file, with a picture of `video` seconds if wanted."""
    with av.open(str(path), "w", format=container, options=dict(options or {})) as out:
        picture = None
        if video:
            picture = out.add_stream("mpeg4", rate=10)
            picture.width = picture.height = 64
            picture.pix_fmt = "yuv420p"
        streams = []
        for track in tracks:
            stream = out.add_stream(
                track.codec, rate=track.rate, layout=_LAYOUTS[len(track.audio)], options=dict(track.options)
            )
            assert isinstance(stream, av.AudioStream)
            if track.codec.startswith("wma"):  # its encoder has no default
                stream.bit_rate = 64_000
            if track.bits:
                stream.bit_rate = track.bits
            streams.append(stream)
        packets: list[tuple[_Packet, float]] = []
        if picture is not None:
            image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            for n in range(round(video * 10)):
                image.pts = n
                packets += [(p, 0.0) for p in picture.encode(image)]
            packets += [(p, 0.0) for p in picture.encode(None)]
        for track, stream in zip(tracks, streams, strict=True):
            packets += [(p, track.moved(_seconds(p, p.pts))) for p in _encoded(track, stream)]
        packets.sort(key=lambda pair: _seconds(pair[0], pair[0].dts) + pair[1])
        for packet, later in packets:
            assert packet.pts is not None
            assert packet.dts is not None
            ticks = round(later / packet.time_base)
            packet.pts += ticks
            packet.dts += ticks
            out.mux(packet)
    return path


def _seconds(packet: _Packet, ticks: int | None) -> float:
    assert ticks is not None
    return float(ticks * packet.time_base)


def _encoded(track: Track, stream: av.AudioStream) -> list[av.Packet[av.AudioStream]]:
    audio = resampled(track.audio, track.rate)
    layout = _LAYOUTS[len(audio)]
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(audio.T.reshape(1, -1)), format="flt", layout=layout)
    frame.sample_rate = track.rate
    frame.pts, frame.time_base = 0, Fraction(1, track.rate)
    fifo = av.AudioFifo()
    converter = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=track.rate)
    for converted in (*converter.resample(frame), *converter.resample(None)):
        fifo.write(converted)
    packets = []
    size = stream.codec_context.frame_size or 1024
    while (piece := fifo.read(size, partial=True)) is not None:
        packets += stream.encode(piece)
    return [p for p in (*packets, *stream.encode(None)) if p.pts is not None]


def sound(
    path: Path,
    audio: Audio,
    codec: str,
    *,
    rate: int = RATE,
    moved: Callable[[float], float] = unmoved,
    bits: int = 0,
    options: Mapping[str, str] = MappingProxyType({}),
    container: str | None = None,
    options_of_file: Mapping[str, str] | None = None,
    video: float = 0.0,
) -> Path:
    """One track, from (samples,) or (channels, samples)."""
    track = Track(np.atleast_2d(audio), codec, rate, moved, bits, options)
    return write(path, [track], container=container, options=options_of_file, video=video)


def joined(path: Path, *files: Path) -> Path:
    """What `copy /b` makes."""
    path.write_bytes(b"".join(f.read_bytes() for f in files))
    return path
