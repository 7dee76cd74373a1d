"""Ogg: pages; the last of a stream says that it is the last. Several streams may follow each other in one file."""

from __future__ import annotations

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_FIRST, _LAST = 2, 4
_LARGEST = 27 + 255 + 255 * 255
"""Bytes of the largest page."""
_MOST_STREAMS = 100


def read_ogg(source: ByteSource, at: int) -> ContainerFound | None:
    """The stream (or streams side by side) that begins at `at`; None if there is none."""
    if source.read(at, 5) != b"OggS\0":
        return None
    place = at
    for _ in range(_MOST_STREAMS):
        size = _size(source, place)
        if size is None or not source.read(place + 5, 1)[0] & _FIRST:
            break
        place += size
    end = next((n for n in source.find(b"OggS\0\2", place) if _size(source, n)), source.size)
    return ContainerFound(_ending(source, max(at, end - 2 * _LARGEST), end), end)


def _size(source: ByteSource, at: int) -> int | None:
    """Bytes of the page at `at`; None if it is not wholly there."""
    head = source.read(at, 27 + 255)
    if len(head) < 27 or head[:5] != b"OggS\0" or len(head) < 27 + head[26]:
        return None
    size = 27 + head[26] + sum(head[27 : 27 + head[26]])
    return size if at + size <= source.size else None


def _ending(source: ByteSource, start: int, end: int) -> Ending:
    raw = source.read(start, end - start)
    place = raw.rfind(b"OggS\0")
    if place < 0:
        return Ending.OPEN
    if _size(source, start + place) is None or start + place + (_size(source, start + place) or 0) > end:
        return Ending.CUT  # a page that was begun
    # Without the mark the writer was stopped, or never sets it: some do not.
    return Ending.WHOLE if raw[place + 5] & _LAST else Ending.OPEN
