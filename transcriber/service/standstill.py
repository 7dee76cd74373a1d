"""Whether the watcher stands still: by the age of what it writes once a minute, and a note for staff beside it.

Nobody who looks at 状況.html once a week notices that it is old. `transcriber doctor --watch` is for cron, a monitoring
program or a Windows task: it asks this, ends with a code, and puts a note beside the page, which the watcher takes away.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from transcriber.profiles.tree import PAGE, ProfileTree
from transcriber.system import durable
from transcriber.untrusted import files

log = logging.getLogger(__name__)

ALERT = "お知らせ_文字起こしが止まっています.txt"
_FIRST = "文字起こしのプログラムが止まっているようです。"
_TOLD = re.compile(rb'data-told="(\d+)"')
_LARGEST_ALERT = 4096


@dataclass(frozen=True)
class Pulse:
    """When the page of a profile was written last, by the watcher's own clock (seconds since 1970); None: never, or it cannot be
    read."""

    profile: str
    at: float | None

    def still(self, now: float, longest: float) -> bool:
        """Whether that is longer ago than `longest` seconds."""
        return self.at is None or now - self.at > longest


def pulse_of(tree: ProfileTree) -> Pulse:
    """Read it from the page: the share's clock may differ from ours."""
    try:
        told = _TOLD.search(files.read_bytes(tree.root / PAGE))
    except OSError:
        told = None
    return Pulse(tree.root.name, float(told[1]) if told else None)


def alert(tree: ProfileTree, *, still: bool) -> None:
    """Put the note there, or take it away. A folder that cannot be written is told by the exit code alone."""
    note = tree.root / ALERT
    try:
        if still:
            if not note.exists():
                durable.write_text(
                    note,
                    f"{_FIRST}\r\n録音はそのまま残っています。情報担当者に連絡してください。\r\n"
                    "動き始めると、このファイルは自動で消えます。\r\n",
                )
        elif _is_ours(note):
            note.unlink()
    except OSError as e:
        log.warning("alert: %s", type(e).__name__)


def _is_ours(note: Path) -> bool:
    if not note.is_file() or note.is_symlink() or note.stat().st_size > _LARGEST_ALERT:
        return False
    return note.read_bytes().startswith(_FIRST.encode())
