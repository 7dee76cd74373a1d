"""A job as the store knows it: one dropped recording and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a recording stands. It is in exactly one of these states at any time."""

    ARRIVING = "arriving"  # seen in the inbox, not known to be complete
    WAITING = "waiting"  # complete; will be taken up in turn
    RUNNING = "running"  # leased by a living process
    DRAFTED = "drafted"  # the draft is durable in the drafts folder
    CHECKED = "checked"  # a person has returned the checked file
    ATTENTION = "attention"  # a person must do something
    CANCELLED = "cancelled"  # a person said: not this one
    WITHDRAWN = "withdrawn"  # a person took it out of the inbox before it was done

    @property
    def label(self) -> str:
        """In the words staff read."""
        return _LABELS[self]

    @property
    def settled(self) -> bool:
        """Nothing more happens by itself."""
        return self not in (Status.ARRIVING, Status.WAITING, Status.RUNNING)


_LABELS = {
    Status.ARRIVING: "届いています",
    Status.WAITING: "待っています",
    Status.RUNNING: "文字起こし中",
    Status.DRAFTED: "下書きができました",
    Status.CHECKED: "確認済み",
    Status.ATTENTION: "要対応",
    Status.CANCELLED: "取りやめ",
    Status.WITHDRAWN: "取り下げ",
}


@dataclass(frozen=True)
class Job:
    """One row. Times are seconds since 1970; `done` is of the whole job, 0..1; `size` is bytes of all parts.

    Attributes:
        entry: the recording's name in the inbox; follows a rename.
        former: its name when it was read, while a rename since then is not proved by the content; else empty.
        called: its name when the first of its drafts was published; empty before.
        first: the job that has the same content already, of which this is a copy.
        rests: it is running, and it is other recordings' turn at the other computers.
        erased: since when nothing is left of it but numbers, its name included.
    """

    id: int
    profile: str
    entry: str
    size: int
    signature: str
    sha256: str | None
    status: Status
    stage: str
    done: float
    remaining: float | None
    found: str
    todo: str
    first: int | None
    again: bool
    settings: str
    wish: str
    attempts: int
    not_before: float
    deaths: int
    death_stage: str
    death_done: float
    owner: str
    heartbeat: float | None
    in_inbox: bool
    archive: str
    draft_folder: str
    draft: str
    arrived: float
    started: float | None
    changed: float
    former: str = ""
    called: str = ""
    erased: float | None = None
    rests: bool = False

    @property
    def name(self) -> str:
        """What its drafts are named after: what the recording was called when the first of them was published."""
        return self.called or self.entry

    @property
    def has_draft(self) -> bool:
        """Whether a draft of it is out and no other is to come: also where a person had it made again and then called that off."""
        return self.status in (Status.DRAFTED, Status.CHECKED) or (self.status is Status.CANCELLED and bool(self.draft))


@dataclass(frozen=True)
class FileState:
    """An entry of an inbox as a scan saw it. `size` in bytes; `signature` changes when a part of it does."""

    profile: str
    entry: str
    size: int
    signature: str


@dataclass(frozen=True)
class Event:
    """One line of the journal."""

    at: float
    what: str
    detail: str


SHARE = "共有フォルダ"
"""The place of a notice that concerns every profile."""


@dataclass(frozen=True)
class Notice:
    """Something wrong with a folder rather than with one recording."""

    place: str
    found: str
    todo: str
    since: float
