"""Where the recordings in a file begin and end by what their containers say: declared sizes, last pages, counts, never a guess.

One module a family of containers; each is small and reads only the few bytes it needs. FFmpeg does not tell: it shortens what a
header promises to what is there, and stops where a header says, whatever lies behind. (MediaInfo, the one library that looks
at sizes, calls a WAV whose sizes were never filled in truncated, and knows neither Ogg's last page nor what lies behind an end.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from transcriber.media.wholeness import asf, boxes, chunked, ebml, framed, ogg, riff, transport
from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

Family = Callable[[ByteSource, int], ContainerFound | None]

_FAMILIES: tuple[Family, ...] = (
    riff.read_riff,
    chunked.aiff,
    chunked.caf,
    chunked.wave64,
    chunked.au,
    boxes.read_boxes,
    asf.read_asf,
    ogg.read_ogg,
    ebml.read_ebml,
    framed.flac,
    framed.amr,
    framed.flv,
    transport.read_transport,
    framed.adts,
    framed.mp3,
)

_MOST_STRETCHES = 1000
_NO_SPEECH = 1024
"""Bytes behind the end that are no matter: tags; no codec holds a second of speech in so little."""


@dataclass(frozen=True)
class FileStretch:
    """Bytes of a file that are one recording by themselves.

    Attributes:
        start, end: offsets in the file.
        found: what its container says.
        beyond: its sound goes on behind the declared end.
        promised: its index has the length (MP4), so FFmpeg's length is a promise and no guess.
        headless: an MP4 without an index.
    """

    start: int
    end: int
    found: ContainerFound
    beyond: bool = False
    promised: bool = False
    headless: bool = False


@dataclass(frozen=True)
class Inspection:
    """The recordings in a file, in order, and how many bytes behind them are none."""

    stretches: tuple[FileStretch, ...]
    unread: int = 0


def inspect(path: Path) -> Inspection:
    """Look at a file's containers; its sound is not decoded.

    Raises:
        OSError: it cannot be read.
    """
    with ByteSource(path) as source:
        stretches: list[FileStretch] = []
        at = 0
        while at < source.size and len(stretches) < _MOST_STRETCHES:
            found = _family(source, at)
            if found is None:
                if stretches:
                    return Inspection(tuple(stretches), source.size - at)
                return Inspection((FileStretch(0, source.size, ContainerFound(Ending.OPEN)),))
            stretch = _stretch(source, at, found)
            if found.readable is not None:
                stretches.append(stretch)
                break
            at = _following(source, stretch.end)
            if source.size - at <= _NO_SPEECH:
                stretch, at = replace(stretch, end=source.size if not stretches else stretch.end), source.size
            stretches.append(stretch)
    return Inspection(tuple(stretches))


def _family(source: ByteSource, at: int) -> ContainerFound | None:
    return next((found for family in _FAMILIES if (found := family(source, at)) is not None), None)


def _following(source: ByteSource, end: int) -> int:
    """Where what lies behind `end` begins, zeros left out; the size of the file if there is nothing."""
    begins = source.beyond_zeros(end)
    # Zeros may belong to what follows: the length of an MP4 box begins with them.
    places = (n for n in (end, *range(begins, max(end, begins - 4), -1)) if n < source.size)
    return next((n for n in places if _family(source, n) is not None), begins)


def _stretch(source: ByteSource, at: int, found: ContainerFound) -> FileStretch:
    index = boxes.kinds(source, at) if source.read(at + 4, 4) in boxes.FIRST else frozenset()
    promised = b"moov" in index and b"moof" not in index
    headless = bool(index) and b"moov" not in index
    if found.end is None or found.end >= source.size:
        return FileStretch(at, found.readable or source.size, found, promised=promised, headless=headless)
    following = _following(source, found.end)
    behind = source.size - following > _NO_SPEECH and _family(source, following) is None
    if behind and found.grow is not None:
        return FileStretch(at, source.size, replace(found, patches=found.grow(source.size)), beyond=True)
    return FileStretch(at, found.end, found, promised=promised, headless=headless)


__all__ = ["Ending", "ContainerFound", "Inspection", "FileStretch", "inspect"]
