"""Whether there is still something to work on: the local copies of a recording, or its original on the share."""

from __future__ import annotations

from pathlib import Path

from transcriber.errors import RecordingError
from transcriber.intake import inbox
from transcriber.profiles.tree import DONE, DRAFTS, INBOX, ProfileTree
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.work.workfolder import PARTS, work_folder


def local_copies(store: Store, job: Job, work: Path) -> tuple[Path, ...]:
    """The local copies of all parts, read whole; none where one is missing or not all there."""
    folder = work_folder(work, job.id) / PARTS
    known = {folder / file: size for file, _, size in store.parts(job)}
    whole = job.sha256 and all(path.is_file() and path.stat().st_size == size for path, size in known.items())
    return tuple(known) if whole else ()


def original_place(job: Job, tree: ProfileTree) -> tuple[Path, Path]:
    """Where the original should lie, and the folder that holds originals there."""
    archived = not job.in_inbox and job.archive
    return (tree.done / job.archive, tree.done) if archived else (tree.inbox / job.entry, tree.inbox)


def nothing_left(store: Store, job: Job, work: Path, tree: ProfileTree) -> RecordingError | None:
    """Why `job` cannot be worked on again: neither copies nor original; None if there is one, or the share does not tell."""
    try:
        if local_copies(store, job, work):
            return None
        place, inside = original_place(job, tree)
        inbox.listing(inside)  # a share that is away, or a folder that is, says nothing of one recording
        if inbox.look_at(place) is not None:
            return None
        drafted = bool(job.draft and job.draft_folder) and (tree.drafts / job.draft_folder).is_dir()
    except OSError:
        return None
    return RecordingError(
        f"元の録音「{place.relative_to(inside).as_posix()}」が {DONE if inside == tree.done else INBOX} にないので、"
        "もう一度処理することはできません。"
        + (f"前に作った下書きは {DRAFTS}/{job.draft_folder} にあります。" if drafted else ""),
        f"録音がほかの場所に残っていれば、もう一度 {INBOX} に入れてください。",
    )
