"""What `transcriber doctor` says of one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transcriber.errors import TranscriberError


@dataclass(frozen=True)
class DoctorFinding:
    """One thing looked at: fine (`todo` empty) or what to do about it."""

    about: str
    found: str
    todo: str = ""


def finding_of(about: str, check: Callable[[], str]) -> DoctorFinding:
    """What `check` found, or what its error says.

    Args:
        check: returns what was found; raises a TranscriberError with what to do.
    """
    try:
        return DoctorFinding(about, check())
    except TranscriberError as e:
        return DoctorFinding(about, e.found, e.todo)
