"""What text with a time is to those who only read it, whatever recognised it."""

from __future__ import annotations

from typing import Protocol


class Timed(Protocol):
    """A piece of text with its time in seconds."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
