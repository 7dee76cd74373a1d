"""ASF (WMA, WMV): the header has the size of the file, the number of packets and the playing time."""

from __future__ import annotations

import struct

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_MOST_OBJECTS = 10_000
_BROADCAST = 1
"""The recorder could not go back: sizes and lengths mean nothing."""


def read_asf(source: ByteSource, at: int) -> ContainerFound | None:
    """The ASF file that begins at `at`; None if there is none."""
    if source.read(at, 16) != _HEADER:
        return None
    size = source.number(at + 16, 8, big=False) or 0
    seconds, live = _properties(source, at + 30, at + size)
    place, end, cut = at + size, at + size, False
    for _ in range(_MOST_OBJECTS):
        name, length = source.read(place, 16), source.number(place + 16, 8, big=False)
        if length is None or name == _HEADER:
            break
        if name == _DATA:
            if live or length == 0:
                return ContainerFound(Ending.OPEN)
            cut = place + length > source.size
        elif name[8:] != _DATA[8:] and place + length > source.size:
            break  # no object
        if length < 24:
            break
        place += length
        end = place
        if cut:
            break
    return ContainerFound(Ending.CUT if cut else Ending.WHOLE, end, seconds)


def _properties(source: ByteSource, place: int, end: int) -> tuple[float | None, bool]:
    """The playing time in seconds, and whether the recorder never came back to fill it in."""
    for _ in range(_MOST_OBJECTS):
        head = source.read(place, 104)
        if len(head) < 24 or place >= end:
            break
        size = int.from_bytes(head[16:24], "little")
        if head[:16] == _PROPERTIES and len(head) >= 92:
            playing, _, preroll, flags = struct.unpack("<QQQI", head[64:92])
            seconds = playing / 1e7 - preroll / 1e3
            return (seconds if seconds > 0 else None), bool(flags & _BROADCAST)
        if size < 24:
            break
        place += size
    return None, False
