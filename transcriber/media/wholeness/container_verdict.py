"""What a container says about its own end, and the bounded reader that the parsers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import TracebackType

_BLOCK = 1 << 20
"""Bytes read at once while searching."""

SLACK = 0.1
"""Seconds that a length may lack without meaning anything: writers round to blocks, encoders trim what they padded."""


class Ending(Enum):
    """What the bytes alone tell about the end."""

    WHOLE = auto()  # everything that was declared is there
    CUT = auto()  # more was declared than is there
    OPEN = auto()  # the bytes do not tell; an exact length is compared with what was decoded


@dataclass(frozen=True)
class ContainerFound:
    """One container.

    Attributes:
        end: offset in the file where it ends by its own account; None if it does not say.
        seconds: the length it declares, never one guessed from a bit rate; None if it declares none.
        exact: `seconds` is the length of the sound alone, so that the decoded length tells whether all of it is there.
        slack: seconds by which the decoded length may fall short of an exact one and still be whole.
        readable: offset up to which it must be read where less than all of it can be opened.
        patches: (offset, bytes) that must be replaced for it to be read at all: a size that was never filled in.
        grow: makes the patches with which it is read on up to an offset, where what follows its end is more of the same; None
            where that cannot be.
        anew: offsets from which on its clock is another one, where it marks that.
    """

    ending: Ending
    end: int | None = None
    seconds: float | None = None
    exact: bool = False
    slack: float = SLACK
    readable: int | None = None
    patches: tuple[tuple[int, bytes], ...] = ()
    grow: Callable[[int], tuple[tuple[int, bytes], ...]] | None = None
    anew: tuple[int, ...] = ()


class ByteSource:
    """A file read at given places. Past its end there is nothing, and nothing is ever read as a whole."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = path.stat().st_size

    def __enter__(self) -> ByteSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def read(self, at: int, count: int) -> bytes:
        """Up to `count` bytes from `at`."""
        if at < 0 or at >= self.size or count <= 0:
            return b""
        self._file.seek(at)
        return self._file.read(count)

    def number(self, at: int, count: int, *, big: bool) -> int | None:
        """An unsigned number of `count` bytes; None past the end."""
        raw = self.read(at, count)
        return int.from_bytes(raw, "big" if big else "little") if len(raw) == count else None

    def find(self, what: bytes, start: int) -> Iterator[int]:
        """Offsets of `what` from `start` on."""
        at = start
        while at < self.size:
            block = self.read(at, _BLOCK + len(what) - 1)
            place = block.find(what)
            while place >= 0:
                yield at + place
                place = block.find(what, place + 1)
            at += _BLOCK

    def beyond_zeros(self, start: int) -> int:
        """The first offset from `start` on that holds no zero; the size of the file if there is none."""
        at = start
        while at < self.size:
            block = self.read(at, _BLOCK)
            rest = block.lstrip(b"\0")
            if rest:
                return at + len(block) - len(rest)
            at += len(block)
        return self.size
