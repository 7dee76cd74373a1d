"""The child of bounded.py: takes requests from standard input, parses, and answers on standard output, until that closes.

First of all it writes one byte (process.READY). A request is eight bytes of length and a JSON object; an answer is two lengths, a JSON object about the outcome, and the
result as JSON.
"""

from __future__ import annotations

import errno
import gc
import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from transcriber.errors import TranscriberError
from transcriber.system import offline, process_limits
from transcriber.untrusted import archive, bounded, files, process

_SPENT = 150 * 1024
"""Kilobytes in memory at the most so far, above which the next file gets a fresh child: with what a returned draft of 10 MB needs
on top, no child passes 200 MB (scripts/bench/returned_documents)."""


def answer_requests() -> None:
    """Serve until standard input is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop is for the parent, which closes our input
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    offline.enforce()
    gc.set_threshold(200_000, 20, 100)  # a large sheet is a million small objects, all of them needed
    process_limits.forbid_core_dumps()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not print into an answer
    answers.write(process.READY)
    answers.flush()
    while head := sys.stdin.buffer.read(8):
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(head, "big")))
        process_limits.limit_memory(request["memory"])
        process_limits.limit_time(request["seconds"])
        told, body = answer(request["function"], Path(request["path"]), request["details"])
        told["spent"] = _peak() > _SPENT
        about = json.dumps(told).encode()
        answers.write(len(about).to_bytes(8, "big") + len(body).to_bytes(8, "big") + about + body)
        answers.flush()


def _end_with_parent(parent: int) -> None:
    """End in the middle of a file, too, when nobody waits for the answer any more. (Windows names the same parent for ever; there
    the closed input ends us after the file.)"""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def answer(name: str, path: Path, details: list[Any]) -> tuple[dict[str, Any], bytes]:
    """What became of `name` (module:function) called with the path: the outcome, and the result as JSON."""
    module, _, function = name.partition(":")
    try:
        call: Callable[..., Any] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, OSError, MemoryError) as e:
        return {"outcome": "not installed", "class": type(e).__name__}, b""
    try:
        return {"outcome": "value"}, bounded.adapter(call).dump_json(call(path, *details))
    except TranscriberError as e:
        return {"outcome": "error", "class": type(e).__name__, "found": e.found, "todo": e.todo}, b""
    except (files.NotRegularFile, files.TooLarge) as e:
        found, todo = files.fault(e)
        return {"outcome": "refused", "found": found, "todo": todo}, b""
    except archive.UnsafeArchive as e:
        return {"outcome": "refused", "found": str(e), "todo": archive.TODO}, b""
    except OSError as e:
        if (
            e.errno == errno.EINVAL
        ):  # a place in the file that is none, as its own damaged index named it: no fault of the disk
            return {"outcome": "unexpected", "class": type(e).__name__}, b""
        return {
            "outcome": "system",
            "errno": e.errno,
            "strerror": e.strerror,
            "file": os.fspath(e.filename) if isinstance(e.filename, str) else None,
        }, b""
    except MemoryError:
        return {"outcome": "memory"}, b""
    except Exception as e:  # noqa: BLE001 - the border between processes: whatever a library makes of a damaged file
        return {"outcome": "unexpected", "class": type(e).__name__}, b""


def _peak() -> int:
    """Kilobytes in memory at the most since this program began; 0 where the system does not say.

    Not ru_maxrss: Linux counts in that what the process was before exec, a copy of its parent.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
