"""A stretch of a file as a file of its own, for PyAV: recordings behind each other, and headers whose sizes were never filled in."""

from __future__ import annotations

import io
from pathlib import Path


class StretchFile(io.RawIOBase):
    """Bytes `start` to `end` of a file, with some of them replaced.

    Args:
        patches: (offset in the file, bytes).
    """

    def __init__(self, path: Path, start: int, end: int, patches: tuple[tuple[int, bytes], ...] = ()) -> None:
        self.name = str(path)  # FFmpeg looks at the suffix where the content is not clear
        self._file = path.open("rb")
        self._start, self._end, self._patches = start, end, patches
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end - self._start}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; nothing at the end."""
        left = self._end - self._start - self._at
        count = max(0, left if size < 0 else min(size, left))
        begins = self._start + self._at
        self._file.seek(begins)
        raw = self._file.read(count)
        for place, what in self._patches:
            if begins < place + len(what) and place < begins + len(raw):
                changed = bytearray(raw)
                for n, byte in enumerate(what, place - begins):
                    if 0 <= n < len(changed):
                        changed[n] = byte
                raw = bytes(changed)
        self._at += len(raw)
        return raw

    def close(self) -> None:
        self._file.close()
        super().close()
