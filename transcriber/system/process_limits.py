"""What this process may use at the most; called in children that read what others made. On Windows there is nothing of the kind."""

from __future__ import annotations

import math
import sys

if sys.platform != "win32":
    import resource


_RECORDING_MEMORY = 2 * 1024**3
"""Bytes; a day of sound in several tracks takes 300 MB."""

_RECORDING_SECONDS, _BYTES_A_SECOND = 900.0, 20_000
"""Seconds of the processor for any recording, and one more for so many of its bytes: ten times what slow machines need."""


def limit_to_recording(size: int) -> None:
    """Let this process use what decoding a recording of `size` bytes may take, and leave no image of it. For a child process alone:
    limits cannot be taken back.
    """
    forbid_core_dumps()
    limit_memory(_RECORDING_MEMORY)
    limit_time(_RECORDING_SECONDS + size / _BYTES_A_SECOND)


def forbid_core_dumps() -> None:
    """Leave no image of what was read behind when this process dies."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(most: int) -> None:
    """Let this process allocate so many bytes in all."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def limit_time(seconds: float) -> None:
    """Let this process use the processor for no more than that from now on."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
