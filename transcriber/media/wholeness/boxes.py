"""MP4, M4A, MOV, 3GP: boxes with sizes; the index (moov) may lie before or behind the sound (mdat), or in pieces (moof)."""

from __future__ import annotations

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_MOST_BOXES = 1_000_000
FIRST = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"uuid", b"sidx"})
"""Boxes with which a file may begin."""

_SOUND = frozenset({b"mdat", b"moof", b"moov"})


def read_boxes(source: ByteSource, at: int) -> ContainerFound | None:
    """The file that begins at `at`; None if there is none."""
    head = source.read(at, 8)
    if len(head) < 8 or head[4:8] not in FIRST:
        return None
    if at and head[4:8] != b"ftyp":
        return None  # only a beginning is a continuation
    place, last = at, b""
    seen: set[bytes] = set()
    for _ in range(_MOST_BOXES):
        head = source.read(place, 16)
        kind = head[4:8]
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or not all(0x20 <= c < 0x7F or c == 0xA9 for c in kind):
            break  # the end, or no box
        if kind == b"ftyp" and place > at and seen & _SOUND:
            break  # another file behind this one
        if size == 0:  # up to the end of the file
            return ContainerFound(Ending.OPEN)
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        if size < 8:
            break
        if place + size > source.size:
            if kind not in _SOUND:
                break
            # FFmpeg does not open a file whose last piece of index is begun only, whatever lies before it.
            return ContainerFound(Ending.CUT, place + size, readable=place if kind == b"moof" else None)
        seen.add(kind)
        last = kind
        place += size
    if last == b"moof":
        return ContainerFound(Ending.CUT, place)  # what it announces is not there
    in_pieces = b"moof" in seen and b"mfra" not in seen  # nothing says that no piece was to follow
    return ContainerFound(Ending.OPEN if in_pieces else Ending.WHOLE, place)


def kinds(source: ByteSource, at: int) -> frozenset[bytes]:
    """The boxes of the file that begins at `at`."""
    place, seen = at, set()
    for _ in range(_MOST_BOXES):
        head = source.read(place, 16)
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or (head[4:8] == b"ftyp" and place > at):
            break
        seen.add(head[4:8])
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        if size < 8:
            break
        place += size
    return frozenset(seen)
