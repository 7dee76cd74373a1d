"""Matroska and WebM: one segment whose size is filled in when the recorder stops."""

from __future__ import annotations

import struct

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_EBML, _SEGMENT, _INFO, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1F43B675
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_MOST_ELEMENTS = 1000
_HEAD = 64
"""Bytes from the beginning within which the kind of document stands."""


def read_ebml(source: ByteSource, at: int) -> ContainerFound | None:
    """The file that begins at `at`; None if there is none."""
    head = _element(source, at)
    if head is None or head[0] != _EBML or not _is_ours(source, at):
        return None
    _, begins, size = head
    segment = _element(source, begins + (size or 0))
    if segment is None or segment[0] != _SEGMENT:
        return ContainerFound(Ending.OPEN)
    _, inside, length = segment
    seconds = _seconds(source, inside)
    if length is None:  # of a live recording, or one that was never closed
        after = source.find(_EBML.to_bytes(4, "big"), inside)
        return ContainerFound(Ending.OPEN, next((n for n in after if _is_ours(source, n)), None))
    end = inside + length
    return ContainerFound(Ending.CUT if end > source.size else Ending.WHOLE, end, seconds)


def _is_ours(source: ByteSource, at: int) -> bool:
    head = source.read(at, _HEAD)
    return head[:4] == _EBML.to_bytes(4, "big") and (b"matroska" in head or b"webm" in head)


def _seconds(source: ByteSource, place: int) -> float | None:
    """The length in the segment's information."""
    for _ in range(_MOST_ELEMENTS):
        element = _element(source, place)
        if element is None or element[0] == _CLUSTER or element[2] is None:
            return None
        name, begins, size = element
        if name == _INFO:
            return _duration(source, begins, begins + element[2])
        place = begins + element[2]
    return None


def _duration(source: ByteSource, place: int, end: int) -> float | None:
    scale, ticks = 1_000_000, None
    for _ in range(_MOST_ELEMENTS):
        element = _element(source, place) if place < end else None
        if element is None or element[2] is None:
            break
        name, begins, size = element[0], element[1], element[2]
        if name == _SCALE:
            scale = source.number(begins, min(size, 8), big=True) or scale
        elif name == _DURATION and size in (4, 8):
            raw = source.read(begins, size)
            if len(raw) == size:
                ticks = float(struct.unpack(">f" if size == 4 else ">d", raw)[0])
        place = begins + size
    return ticks * scale / 1e9 if ticks and 0 < ticks < 1e15 else None


def _element(source: ByteSource, at: int) -> tuple[int, int, int | None] | None:
    """(id, where its content begins, size or None if unknown)."""
    raw = source.read(at, 12)
    if len(raw) < 2 or not raw[0]:
        return None
    wide = 9 - raw[0].bit_length()
    if wide > 4 or len(raw) <= wide or not raw[wide]:
        return None
    name = int.from_bytes(raw[:wide], "big")
    digits = 9 - raw[wide].bit_length()
    if len(raw) < wide + digits:
        return None
    size = int.from_bytes(raw[wide : wide + digits], "big") & ((1 << 7 * digits) - 1)
    return name, at + wide + digits, None if size == (1 << 7 * digits) - 1 else size
