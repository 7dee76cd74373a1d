"""CUDA 12's cuBLAS for the recogniser, where it came as a Python package (`pip install transcriber[gpu]`).

CTranslate2 opens the library by its name when a model is loaded on a GPU. The system does not look for it among Python's
packages, but takes one of that name that is in the process already.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

PACKAGE = "nvidia-cublas-cu12"
LIBRARIES = (
    ("cublasLt64_12.dll", "cublas64_12.dll") if sys.platform == "win32" else ("libcublasLt.so.12", "libcublas.so.12")
)
"""The second needs the first."""


def load_cublas(into_process: Callable[[str], object] = ctypes.CDLL) -> tuple[Path, ...]:
    """Bring the package's libraries into this process; what was loaded, nothing if the package is not there.

    Without it CTranslate2 looks where the system looks, and says what it misses.
    """
    try:
        packed = {file.name: Path(str(file.locate())) for file in files(PACKAGE) or ()}
    except PackageNotFoundError:
        return ()
    loaded = []
    for name in LIBRARIES:
        if name in packed:
            try:
                into_process(str(packed[name]))
            except OSError:
                break  # does not fit this system; CTranslate2's own message follows
            loaded.append(packed[name])
    return tuple(loaded)
