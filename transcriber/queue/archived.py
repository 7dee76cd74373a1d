"""The original of a recording where it was archived, for what needs its sound once more; and what lies beside it there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath

from transcriber.intake import copying, inbox
from transcriber.intake.inbox import InboxEntry
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job
from transcriber.untrusted import files


def archived_entry(tree: ProfileTree, job: Job) -> InboxEntry | None:
    """What lies in the archive for a job; None where nothing does any more."""
    original = tree.done / job.archive if job.archive else None
    return inbox.look_at(original) if original is not None and original.exists() else None


def copied_parts(entry: InboxEntry, tree: ProfileTree, folder: Path) -> tuple[Path, ...]:
    """Local copies of the parts of an archived recording, in order.

    Raises:
        OSError: one cannot be read or written.
    """
    parts = []
    for number, part in enumerate(entry.parts, start=1):
        target = folder / copying.part_name(number, part.path)
        copying.copy_in(part, target, inside=tree.done, go_on=lambda _: None)
        parts.append(target)
    return tuple(parts)


def beside(entry: InboxEntry, folder: Path) -> dict[str, str]:
    """Place in the archive folder → hash, of what programs had put beside a recording: it goes with the recording when its time is
    over. What cannot be read now is left out, and will stay and be named. The papers in its folder have no hash: they stay.

    Args:
        entry: as it lay in the inbox.
        folder: where the whole of it lies now.
    """
    inside = [p.path.relative_to(entry.path) for p in entry.documents if entry.path in p.path.parents]
    found = {PurePosixPath(folder.name, within.as_posix()).as_posix(): "" for within in inside}
    for companion in entry.companions:
        within = companion.path.relative_to(entry.path)
        with suppress(OSError):
            found[PurePosixPath(folder.name, within.as_posix()).as_posix()] = files.sha256_of(folder / within)
    return found
