"""Has an entry of the inbox arrived? Answered from looks at it over time; reads no content but a file's last bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from transcriber.intake import in_use
from transcriber.intake.inbox import InboxEntry, InboxFile
from transcriber.intake.stability import Stability
from transcriber.system import file_names
from transcriber.system.storage_errors import storage_error
from transcriber.untrusted import files

PATIENCE = 12
"""How many times longer than others a file must keep still that looks unfinished although nothing changes: no bytes at
all, or only zeros at its end, as left by copy programs that reserve the full size first."""

TAIL = 4096
"""Bytes at the end of a file that are looked at for zeros."""


@dataclass(frozen=True)
class Arrival:
    """How far an entry has arrived.

    Attributes:
        reason: what it is still waiting for (Japanese, for staff); empty: it is complete.
        soon: watching it a little longer would settle it.
    """

    reason: str
    soon: bool = False


class Arrivals:
    """Watches the entries of all inboxes over the scans of one process.

    Args:
        stable_seconds: how long an entry must keep size and time to count as complete.
    """

    def __init__(self, stability: Stability, stable_seconds: float) -> None:
        self._stability = stability
        self._stable_seconds = stable_seconds
        self._watched: set[tuple[str, str]] = set()

    def begin(self) -> None:
        """A scan begins."""
        self._watched = set()

    def end(self) -> None:
        """A scan is over: whatever it did not look at is watched from the beginning when it comes back."""
        self._stability.keep(self._watched)

    def look(self, inbox: str, entry: InboxEntry) -> Arrival:
        """Note how `entry` of that inbox looks now, and say how far it has arrived."""
        key = (inbox, entry.name)
        self._watched.add(key)
        steady = self._stability.observe(key, entry.everything)
        reason = _unfinished(entry, steady.changed)
        if not entry.parts:
            return Arrival(reason)
        if not steady.lasts(self._stable_seconds) or (reason and not steady.lasts(PATIENCE * self._stable_seconds)):
            return Arrival(reason or "コピーが終わったか確かめています。", soon=not steady.changed)
        if any(in_use.is_in_use(part.path) for part in entry.parts):
            return Arrival("録音機やほかの人がまだファイルを開いています。")
        self._watched.discard(key)  # whatever comes under this name after it is watched from the beginning
        return Arrival("")


def _unfinished(entry: InboxEntry, changed: bool) -> str:
    """Why the entry looks unfinished, or an empty text."""
    if not entry.parts:
        if entry.path.is_dir():
            return "フォルダに録音がまだ入っていません。"
        return "資料だけ届いています。同じ名前の録音が届くのを待っています。"
    if changed:
        return "コピーの途中です（大きさが変わっています）。"
    if any(part.size == 0 for part in entry.parts):
        return "中身がまだありません（0バイト）。"
    try:
        if any(_ends_in_zeros(part) for part in entry.parts):
            return "末尾がまだ書き込まれていないようです。"
    except OSError as e:
        name = Path(os.fsdecode(e.filename)).name if e.filename else "ファイル"
        return str(storage_error(e, f"「{file_names.readable(name)}」"))
    return ""


def _ends_in_zeros(part: InboxFile) -> bool:
    with files.open_regular(part.path, most=None) as f:
        f.seek(max(0, part.size - TAIL))
        tail = f.read(TAIL)
    return not any(tail)
