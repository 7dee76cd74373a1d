"""Drafts of a meeting whose parts were changed later: the older draft says where the newer one is.

A folder that is renamed and gets another part while it is being worked on is a new recording to a look at the share, and both are
drafted; so is one in which a part is renamed, so that the parts have another order. By their parts' content they are one meeting.
"""

from __future__ import annotations

from transcriber.errors import RecordingError
from transcriber.profiles.tree import DRAFTS
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store


def tell_superseded(store: Store, drafted: Job) -> None:
    """Compare a recording that has just been drafted with the other drafts of its profile.

    Raises:
        StorageError: the store cannot be used.
    """
    mine = _contents(store, drafted)
    for other in store.jobs(drafted.profile):
        if other.id == drafted.id or other.status is not Status.DRAFTED:
            continue
        theirs = _contents(store, other)
        if theirs and theirs < mine:
            store.placement.superseded(other, _note(drafted, _MORE))
        elif mine and mine < theirs:
            store.placement.superseded(drafted, _note(other, _MORE))
        elif theirs and theirs == mine and other.sha256 != drafted.sha256 and not drafted.again:
            store.placement.superseded(other, _note(drafted, _OTHERWISE))


_MORE = "この録音のファイルを全部含み、ほかのファイルも加わった"
_OTHERWISE = "この録音と同じファイルで、その名前か順番を変えた"


def _contents(store: Store, job: Job) -> frozenset[str]:
    return frozenset(sha256 for _, sha256, _ in store.parts(job))


def _note(whole: Job, what: str) -> RecordingError:
    return RecordingError(
        f"{what}「{whole.entry}」の下書きが別にあります。",
        f"{DRAFTS}/{whole.draft_folder} の下書きを使ってください。"
        "この下書きに手を入れてあるときは、直したところをそちらに写してください。",
    )
