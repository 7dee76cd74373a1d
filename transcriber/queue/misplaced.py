"""Recordings that lie anywhere but in an inbox, and what lies in an inbox and belongs elsewhere: nobody would take them up, and nothing
would say so.

Looked at are a profile's own folder, its folders but those where recordings belong (one level), and what lies beside the profiles. A
recording that is known already was put there to be kept (with the checked draft), and is left alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from transcriber.errors import RecordingError, TranscriberError
from transcriber.intake import inbox
from transcriber.intake.inbox import InboxEntry
from transcriber.profiles.tree import CHECKED, DRAFTS, EFFECTS, INBOX, LIST_OF_SPEAKERS, ProfileTree
from transcriber.queue.job import SHARE, Notice
from transcriber.system import file_names

_SOUND = frozenset(
    (
        *(".wav", ".mp3", ".m4a", ".m4b", ".wma", ".aac", ".ogg", ".oga", ".flac", ".opus", ".amr", ".aif", ".aiff", ".caf"),
        *(".mp4", ".m4v", ".mov", ".3gp", ".avi", ".wmv", ".mkv", ".mts", ".m2ts", ".mpg", ".mpeg", ".dss", ".ds2"),
    )
)  # fmt: skip
"""Endings of recordings. The player's own sound (.webm) lies beside drafts."""


_OUR_DRAFT = re.compile(r"_下書き.*\.(?:docx|docm)$", re.IGNORECASE)
"""What drafts are called, also where a system or person added something."""

OUTSIDE = f"{SHARE}/設定の外"
"""Where a notice is of what lies beside the profiles."""

PLACE = "置き場所："
"""How the place of such a notice begins within its profile."""

SignaturesTakenUp = Callable[[], frozenset[str]]


def in_profile(tree: ProfileTree, known: SignaturesTakenUp) -> dict[str, TranscriberError]:
    """What is wrong with recordings in a profile, a notice for each of our folders and one for all that staff made, by their places. Without
    names of files: a notice is not erased with its recording.

    Args:
        known: asked for the signatures of recordings that were taken up, where there is something to compare.
    """
    ours = {"そのもの": (tree.root,)} | {f"「{f.name}」": (f,) for f in (tree.settings, tree.drafts, tree.checked)}
    made = tuple(_folders(tree.root, but={*tree.folders(), tree.root / EFFECTS}))
    counted = {
        where: sum(1 for _ in _recordings(folders, known)) for where, folders in (ours | {"別のフォルダ": made}).items()
    }
    return {
        f"{PLACE}{where}": RecordingError(
            f"録音が{count}個、「{tree.root.name}」のフォルダ{'の' * (where != 'そのもの')}{where}に置かれています。そこにある録音は文字になりません。",
            f"文字にするものは、「{INBOX}」に移してください。しないものをこのフォルダの外に移すと、この知らせは消えます。",
        )
        for where, count in counted.items()
        if count
    }


def belongs_elsewhere(entry: InboxEntry) -> str:
    """Where papers belong that wait in an inbox for a recording and look like ours: what is waited for may never come. Empty for others."""
    names = () if entry.parts else tuple(file_names.readable(d.path.name) for d in entry.documents)
    if any(_OUR_DRAFT.search(name) for name in names):
        return f"確認の済んだ下書きなら、「{CHECKED}」に入れてください。"
    if any(LIST_OF_SPEAKERS.match(name) for name in names):
        return f"話者の名前を直した 話者.xlsx なら、「{DRAFTS}」にあるその下書きのフォルダに入れてください。"
    return ""


def tells(notice: Notice) -> bool:
    """Whether a notice is of a recording in the wrong place: nothing failed, and an office may have reasons of its own."""
    return notice.place == OUTSIDE or f"/{PLACE}" in notice.place


def beside_profiles(watch: Path, profiles: frozenset[Path], known: SignaturesTakenUp) -> RecordingError | None:
    """Recordings beside the profiles or in a folder that is none. Without their names: every profile's page shows this."""
    count = sum(1 for _ in _recordings((watch, *_folders(watch, but=profiles)), known))
    if not count:
        return None
    return RecordingError(
        f"録音が{count}個、設定（会議録・相談記録など）のフォルダの外に置かれています。そこにある録音は文字になりません。",
        f"使う設定のフォルダの中の「{INBOX}」に移してください。",
    )


def _folders(place: Path, but: frozenset[Path] | set[Path]) -> Iterator[Path]:
    with suppress(OSError), os.scandir(place) as found:  # what cannot be listed is said elsewhere
        names = sorted(e.name for e in found if e.is_dir(follow_symlinks=False))
        yield from (
            place / n
            for n in names
            if place / n not in but and not n.startswith(".") and n.lower() not in inbox.IGNORED_FOLDERS
        )


def _recordings(folders: tuple[Path, ...], known: SignaturesTakenUp) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError):
            with os.scandir(folder) as found:
                names = sorted(e.name for e in found if _is_sound(e.name) and e.is_file(follow_symlinks=False))
            yield from (folder / n for n in names if inbox.signature_at(folder / n) not in known())


def _is_sound(name: str) -> bool:
    return not name.startswith((".", "~")) and Path(name).suffix.lower() in _SOUND
