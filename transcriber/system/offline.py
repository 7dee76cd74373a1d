"""No network at run time: the switches of the libraries that would otherwise use it.

pyannote.audio reports each file's duration and speaker count to its vendor unless told not to, newer onnxruntime reports
its sessions, and huggingface_hub asks its server about files that are already here. Both read their switch at import, so `enforce` runs before them.
"""

from __future__ import annotations

import os
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

SWITCHES = {
    "PYANNOTE_METRICS_ENABLED": "0",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",
    "DO_NOT_TRACK": "1",
}


def enforce() -> None:
    """Turn telemetry and hub access off in this process and its children. Call before pyannote or faster-whisper."""
    os.environ.update(SWITCHES)
    _set_hub(offline=True)


def load_pyannote() -> None:
    """Import pyannote.audio the way this product needs it: offline, and silent about the decoder that it cannot load.

    Audio reaches pyannote as samples decoded by PyAV, so the missing FFmpeg libraries it warns of are never used.
    """
    enforce()
    with warnings.catch_warnings(), _no_ipv6():
        warnings.filterwarnings("ignore", message=r"\s*torchcodec is not installed correctly", category=UserWarning)
        import pyannote.audio  # noqa: F401


@contextmanager
def _no_ipv6() -> Iterator[None]:
    # Even switched off, pyannote's telemetry imports urllib3, which opens and binds a socket to see whether IPv6 works.
    before, socket.has_ipv6 = socket.has_ipv6, False
    try:
        yield
    finally:
        socket.has_ipv6 = before


@contextmanager
def hub_allowed() -> Iterator[None]:
    """Let huggingface_hub reach its server inside the block: only `transcriber models fetch` does this."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    _set_hub(offline=False)
    try:
        yield
    finally:
        _set_hub(offline=before)


def _set_hub(*, offline: bool) -> None:
    # The hub looks at its constant, read from the environment once, so a library imported earlier is told directly.
    constants = sys.modules.get("huggingface_hub.constants")
    if constants is not None:
        constants.HF_HUB_OFFLINE = offline  # type: ignore[attr-defined]
