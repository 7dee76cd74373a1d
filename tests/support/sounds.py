"""Media files made on the spot: every container the product promises, and every way in which one can be broken."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.container import OutputContainer

Audio = npt.NDArray[np.float32]


def tone(seconds: float, *, rate: int = 16_000, level: float = 0.2, hertz: float = 220) -> Audio:
    """A sine, (samples,)."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def silence(seconds: float, *, rate: int = 16_000) -> Audio:
    return np.zeros(round(seconds * rate), np.float32)


def _sound_stream(out: OutputContainer, codec: str, rate: int, layout: str) -> av.AudioStream:
    stream = out.add_stream(codec, rate=rate, layout=layout)
    assert isinstance(stream, av.AudioStream)
    return stream


def write(path: Path, audio: Audio, codec: str, *, rate: int = 16_000) -> Path:
    """Encode (samples,) or (channels, samples) into the container that the suffix names."""
    channels = np.atleast_2d(audio)
    layout = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}[len(channels)]
    with av.open(str(path), "w") as out:
        stream = _sound_stream(out, codec, rate, layout)
        if codec == "wmav2":  # its encoder has no default
            stream.bit_rate = 64_000
        size = stream.codec_context.frame_size or 1024
        fifo = av.AudioFifo()
        packed = np.ascontiguousarray(channels.T.reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.rate = rate
        fifo.write(frame)
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate)
        while (piece := fifo.read(size, partial=True)) is not None:
            piece.pts = None
            for converted in resampler.resample(piece):
                converted.pts = None
                out.mux(stream.encode(converted))
        out.mux(stream.encode(None))
    return path


def video_without_sound(path: Path) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(10):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        out.mux(stream.encode(None))
    return path


def first_half(source: Path, target: Path) -> Path:
    """What a broken-off copy leaves."""
    data = source.read_bytes()
    target.write_bytes(data[: len(data) // 2])
    return target


def write_tracks(path: Path, tracks: list[Audio], codec: str, *, rate: int = 16_000) -> Path:
    """Several audio tracks, each (samples,), side by side."""
    with av.open(str(path), "w") as out:
        streams = [_sound_stream(out, codec, rate, "mono") for _ in tracks]
        packets: list[av.Packet[av.AudioStream]] = []
        for stream, audio in zip(streams, tracks, strict=True):
            for start in range(0, len(audio), 1024):
                piece = np.ascontiguousarray(audio[None, start : start + 1024])
                frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
                frame.rate, frame.pts = rate, start
                packets += stream.encode(frame)
            packets += stream.encode(None)
        for packet in sorted(packets, key=lambda p: float((p.dts or 0) * p.time_base)):
            out.mux(packet)
    return path


def write_late(path: Path, audio: Audio, codec: str, *, late: float, rate: int = 16_000) -> Path:
    """(channels, samples) whose time stamps begin at `late` seconds."""
    layout = {1: "mono", 2: "stereo"}[len(audio)]
    with av.open(str(path), "w") as out:
        stream = _sound_stream(out, codec, rate, layout)
        for start in range(0, audio.shape[1], 1024):
            whole = np.rint(audio[:, start : start + 1024].T.reshape(1, -1) * 32_767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(whole), format="s16", layout=layout)
            frame.rate, frame.pts = rate, start + round(late * rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def write_transport(path: Path, audio: Audio, *, begins: float, marked: bool = False, rate: int = 16_000) -> Path:
    """(samples,) as MP2 in an MPEG transport stream whose clock shows `begins` seconds at its first sample.

    Args:
        marked: its first packets say that the clock is another one than before (discontinuity_indicator).
    """
    options = {"mpegts_flags": "initial_discontinuity"} if marked else {}
    with av.open(str(path), "w", format="mpegts", options=options) as out:
        stream = out.add_stream("mp2", rate=rate, layout="mono")
        for start in range(0, len(audio), 1152):
            whole = np.rint(audio[None, start : start + 1152] * 32_767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
            frame.rate, frame.time_base = rate, Fraction(1, rate)
            frame.pts = start + round(begins * rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path
