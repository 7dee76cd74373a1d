"""Is another program still writing a file? Only Windows can say; elsewhere stability has to do."""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _GENERIC_READ = 0x80000000
    _OPEN_EXISTING = 3
    _INVALID = ctypes.c_void_p(-1).value
    _SHARING = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.CreateFileW.restype = wintypes.HANDLE

    def is_in_use(path: Path) -> bool:
        """Someone has the file open: it cannot be opened with no sharing at all."""
        handle = _kernel32.CreateFileW(str(path), _GENERIC_READ, 0, None, _OPEN_EXISTING, 0, None)
        if handle == _INVALID:
            return ctypes.get_last_error() in _SHARING
        _kernel32.CloseHandle(wintypes.HANDLE(handle))
        return False

else:

    def is_in_use(path: Path) -> bool:
        """Always False here: POSIX has no mandatory sharing, and a lock would say nothing of a writer on the share."""
        return False
