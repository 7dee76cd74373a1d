"""MPEG transport streams: nothing says where one ends, but its tables say which streams it has. Where another table follows,
another recording does: FFmpeg finds its streams, but PyAV hands out only those that were there at the beginning."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_SYNC = 0x47
_FORMS = ((188, 0), (192, 4))
"""(bytes of a packet, bytes before its mark): broadcasts, and camcorders with a time before each packet."""

_MOST_CLOCKS = 1000
"""Changes of the clock that are looked at."""

_PACKETS = 50_000
"""Packets looked at together."""


def read_transport(source: ByteSource, at: int) -> ContainerFound | None:
    """The transport stream that begins at `at`; None if there is none."""
    form = next((f for f in _FORMS if _begins(source, at, *f)), None)
    if form is None:
        return None
    size, before = form
    table_of: dict[int, frozenset[int]] = {}
    known: dict[tuple[int, bytes], frozenset[int] | None] = {}
    place, last = at, at
    anew: list[int] = []
    while True:
        raw = np.frombuffer(source.read(place, size * _PACKETS), np.uint8)
        rows = raw[: len(raw) // size * size].reshape(-1, size)[:, before : before + 188]
        if not len(rows):
            return ContainerFound(Ending.OPEN, anew=tuple(anew))
        pids = (rows[:, 1] & 0x1F).astype(np.int32) << 8 | rows[:, 2]
        begins = (rows[:, 0] == _SYNC) & (rows[:, 1] & 0x40 > 0)
        marked = place + size * np.flatnonzero(_marks_another_clock(rows))
        anew += marked[: _MOST_CLOCKS - len(anew)].tolist()
        tables = {0, *(pid for of in table_of.values() for pid in of)} if table_of else {0}
        while True:  # the first table names the others, perhaps in these same packets
            for n in np.flatnonzero(begins & np.isin(pids, list(tables))):
                pid, row = int(pids[n]), rows[n]
                key = (pid, row[4:].tobytes())
                if key not in known:
                    known[key] = _listed(row, pid)
                listed = known[key]
                if pid == 0:
                    last = place + int(n) * size
                if listed is not None and table_of.setdefault(pid, listed) != listed and last > at:
                    return ContainerFound(Ending.OPEN, last, anew=tuple(o for o in anew if o < last))
            more = table_of.get(0, frozenset()) - tables
            if not more:
                break
            tables |= more
        place += len(rows) * size


def _begins(source: ByteSource, at: int, size: int, before: int) -> bool:
    raw = source.read(at, 3 * size)
    return len(raw) == 3 * size and all(raw[n * size + before] == _SYNC for n in range(3))


def _marks_another_clock(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Whether a packet brings the program's clock and says that it is not the one before (discontinuity_indicator); at packets
    without it the mark is about lost packets only."""
    adapted = (rows[:, 0] == _SYNC) & (rows[:, 3] & 0x20 > 0) & (rows[:, 4] > 0) & (rows[:, 4] < 184)
    return np.asarray(adapted & (rows[:, 5] & 0x90 == 0x90), np.bool_)


def _listed(row: npt.NDArray[np.uint8], pid: int) -> frozenset[int] | None:
    """What a table lists: the program tables of the first one, the streams of a program; None if this is no whole table."""
    begins = 4 + (1 + int(row[4]) if row[3] & 0x20 else 0)
    if begins >= 184:
        return None
    section = row[begins + 1 + int(row[begins]) :].tobytes()
    if len(section) < 12 or section[0] != (0 if pid == 0 else 2):
        return None
    end = 3 + ((section[1] & 15) << 8 | section[2]) - 4
    if end > len(section):
        return None
    found, place = set(), 8 if pid == 0 else 12 + ((section[10] & 15) << 8 | section[11])
    while place + 4 <= end:
        if pid == 0:
            if section[place : place + 2] != b"\0\0":
                found.add((section[place + 2] & 31) << 8 | section[place + 3])
            place += 4
        else:
            found.add((section[place + 1] & 31) << 8 | section[place + 2])
            place += 5 + ((section[place + 3] & 15) << 8 | section[place + 4]) if place + 5 <= end else 5
    return frozenset(found)
