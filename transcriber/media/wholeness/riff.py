"""WAV (RIFF, RIFX, RF64, BW64) and AVI: sizes in the header, filled in when the recorder stops."""

from __future__ import annotations

import struct

import numpy as np

from transcriber.media.wholeness.container_verdict import SLACK, ByteSource, ContainerFound, Ending

MAGIC = (b"RIFF", b"RIFX", b"RF64", b"BW64")

_MOST_CHUNKS = 10_000
_NEVER_FILLED_IN = 0x7FFF_0000
"""Sizes from here on stand for "not known yet": arecord writes 0x80000000, sox to a pipe 0x7FFFF000 or so, FFmpeg 0xFFFFFFFF."""

_PCM, _EXTENSIBLE = 0x0001, 0xFFFE
_LOUD, _ROUGH = 0.4, 1.5
"""RMS of full scale, and energy of the differences over energy, above which 16 bit samples are no sound but other data."""


def read_riff(source: ByteSource, at: int) -> ContainerFound | None:
    """The RIFF file that begins at `at`; None if there is none."""
    head = source.read(at, 12)
    if len(head) < 12 or head[:4] not in MAGIC:
        return None
    if head[8:12] == b"AVI ":
        return _avi(source, at)
    return _wave(source, at, big=head[:4] == b"RIFX") if head[8:12] == b"WAVE" else None


def unfilled(size: int, there: int) -> bool:
    """Whether a size that a header gives is a placeholder: nothing, or about 2 or 4 GiB where less is there."""
    return there > 0 and (size == 0 or (size >= _NEVER_FILLED_IN and size > there))


def _avi(source: ByteSource, at: int) -> ContainerFound:
    end = at
    while (head := source.read(end, 12))[8:12] in (b"AVI ", b"AVIX") and head[:4] == b"RIFF":
        if end > at and head[8:12] == b"AVI ":
            break  # another file behind this one
        size = int.from_bytes(head[4:8], "little")
        if unfilled(size, source.size - end - 8):
            return ContainerFound(Ending.OPEN)
        end += 8 + size + size % 2
    return ContainerFound(Ending.CUT if end - 1 > source.size else Ending.WHOLE, end)


def _wave(source: ByteSource, at: int, *, big: bool) -> ContainerFound:
    order = ">" if big else "<"
    place, large, large_at = at + 12, 0, 0
    rate, tag, block = 0, 0, 1
    for _ in range(_MOST_CHUNKS):
        head = source.read(place, 8)
        if len(head) < 8:
            break
        name, size = struct.unpack(f"{order}4sI", head)
        if name == b"ds64":
            large_at = place + 16
            large = source.number(large_at, 8, big=False) or 0
        elif name == b"fmt ":
            form = source.read(place + 8, 16)
            if len(form) == 16:
                tag, _, _, rate, block, _ = struct.unpack(f"{order}HHIIHH", form)
        elif name == b"data":
            begins = place + 8
            if large_at and size == 0xFFFF_FFFF:
                size, field = large, (large_at, b"\0" * 8)
            else:
                field = (place + 4, b"\0" * 4)  # nothing: FFmpeg then reads to the end
            if unfilled(size, source.size - begins):
                return ContainerFound(Ending.OPEN, patches=(field,))
            # A length counts only where the bytes of a second are constant: not for MP3 in a WAV.
            seconds = size / rate if rate else None
            lacking = begins + size - source.size
            if lacking > max(block, SLACK * rate):
                return ContainerFound(Ending.CUT, begins + size, seconds)
            end = _behind(source, begins + size, order)
            bits = block and tag in (_PCM, _EXTENSIBLE)

            def grow(to: int, field: tuple[int, bytes] = field) -> tuple[tuple[int, bytes], ...]:
                return (field,)

            sound = not bits or is_sound(source, end + (end - begins) % 2, big=big)
            return ContainerFound(Ending.WHOLE, end, seconds, grow=grow if sound else None)
        place += 8 + size + size % 2
    return ContainerFound(Ending.OPEN)


def _behind(source: ByteSource, end: int, order: str) -> int:
    """Where the chunks behind the sound end (titles, cue points); `end` if what is there are no chunks."""
    place = end
    for _ in range(_MOST_CHUNKS):
        for start in (place, place + 1):  # an odd chunk is padded, by most
            head = source.read(start, 8)
            if len(head) < 8 or head[:4] in MAGIC or not all(0x20 <= c < 0x7F for c in head[:4]):
                continue
            size = int.from_bytes(head[4:], "big" if order == ">" else "little")
            if start + 8 + size <= source.size:
                place = start + 8 + size
                break
        else:
            break
    return place


def is_sound(source: ByteSource, at: int, *, big: bool) -> bool:
    """Whether what lies behind the declared end may be more samples of 16 bit."""
    raw = source.read(at, 1 << 16)
    samples = np.frombuffer(raw[: len(raw) // 2 * 2], ">i2" if big else "<i2").astype(np.float64) / 32768
    if len(samples) < 1000:
        return False
    energy = float((samples**2).mean())
    rough = float((np.diff(samples) ** 2).mean()) > _ROUGH * energy
    return energy > 0 and not (energy**0.5 > _LOUD and rough)
