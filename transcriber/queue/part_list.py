"""What staff called the files of a meeting in parts, kept beside their local copies: it tells the order of playing."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from transcriber.intake.inbox import InboxEntry
from transcriber.system import durable, file_names

_NAME = "names.json"


class PartList(BaseModel):
    """Names within the dropped folder.

    Attributes:
        parts: in the order of the local copies.
        companions: of what is neither recording nor paper.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()


def part_list_of(entry: InboxEntry) -> PartList:
    """The names of what was dropped; none of a single file."""
    if not entry.path.is_dir():
        return PartList()

    def below(path: Path) -> str:
        return file_names.readable(path.relative_to(entry.path).as_posix())

    return PartList(
        parts=tuple(below(p.path) for p in entry.parts), companions=tuple(below(c.path) for c in entry.companions)
    )


def keep(folder: Path, entry: InboxEntry) -> None:
    """Keep the names in the folder of the local copies."""
    durable.write_text(folder / _NAME, part_list_of(entry).model_dump_json())


def kept(folder: Path) -> PartList | None:
    """The names that were kept; None if none were."""
    try:
        return PartList.model_validate_json((folder / _NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        return None
