"""What staff are told of their sheets as soon as they saved them: the page beside them, and a line on the status page."""

from __future__ import annotations

import threading
from collections.abc import Callable

from transcriber.profiles import sheet_readings
from transcriber.profiles.tree import ProfileTree, settings_state
from transcriber.queue.job import Notice
from transcriber.system import wall_clock


class SheetNotices:
    """Keeps, for each profile, what of its sheets a person has to look at; and writes 「読み取った内容」 when they changed.

    No notices of the store: nothing is wrong with a folder, and a run with cron did not fail because of a row.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._told: dict[str, Notice] = {}
        self._shown: dict[str, str] = {}

    def read(self, tree: ProfileTree) -> None:
        """Look at the sheets of a profile if they changed since the last time. They have just been read and are remembered
        (untrusted/bounded.py), so this costs little.

        Raises:
            OSError: the page cannot be written.
            TranscriberError: the sheets cannot be read now.
        """
        state = settings_state(tree)
        if self._shown.get(tree.root.name) == state:
            return
        found = sheet_readings.read_sheets(tree)
        at = self._now()
        with self._lock:
            self._told.pop(tree.root.name, None)
            if found.to_mend is not None:
                self._told[tree.root.name] = Notice(tree.settings.name, *found.to_mend, at)
        when = wall_clock.moment_at(at)
        sheet_readings.write_page(tree, found, f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}")
        self._shown[tree.root.name] = state

    def of(self, profile: str) -> tuple[Notice, ...]:
        """What is to be looked at in the sheets of a profile."""
        with self._lock:
            return (self._told[profile],) if profile in self._told else ()
