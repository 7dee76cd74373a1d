"""What lies in a folder for checked files (3_確認済み) and in the folders in it, as far as a person may mean it as a checked draft."""

from __future__ import annotations

import os
from pathlib import Path

from transcriber.errors import ReturnedFileError, TranscriberError
from transcriber.exchange import return_messages
from transcriber.profiles.tree import CHECKED
from transcriber.untrusted import files

_PAPERS = frozenset(
    [
        ".docx",
        ".docm",
        ".doc",
        ".dotx",
        ".dotm",
        ".dot",
        ".odt",
        ".rtf",
        ".pdf",
        ".txt",
        ".pages",
        ".zip",
        ".jtd",
        ".jtdc",
        ".htm",
        ".mht",
        ".mhtml",
        ".gdoc",
        ".lnk",
        ".url",
        ".wps",
    ]
)
"""Endings of files that a person may mean as a checked draft; anything else in the folder is left alone unseen."""

_NOT_LOOKED_INTO = "__MACOSX"
"""A folder that a Mac's zip brings along; it holds shadows of the other files."""

_MOST_DEEP = 6
"""Folders within folders that are looked into."""


def papers_in(folder: Path) -> tuple[list[Path], dict[str, TranscriberError]]:
    """What a person may mean as a checked draft, in a folder and the folders in it; and why a folder cannot be listed."""
    found: list[Path] = []
    errors: dict[str, TranscriberError] = {}
    due = [(folder, 0)]
    while due:
        place, depth = due.pop()
        name = place.relative_to(folder).as_posix()
        if depth > _MOST_DEEP:
            errors[name] = return_messages.too_deep(name)
            continue
        try:
            entries = list(os.scandir(place))
        except FileNotFoundError:
            if place == folder:
                raise
            continue
        except OSError as e:
            if place == folder:
                raise
            why, todo = files.fault(e)
            errors[name] = ReturnedFileError(f"{CHECKED} のフォルダ「{name}」{why}", todo)
            continue
        for entry in entries:
            path = place / entry.name
            if entry.name[0] in "~.":
                continue
            if _is_folder(entry):
                if path.suffix.lower() == ".pages":
                    errors[path.relative_to(folder).as_posix()] = return_messages.pages_folder(entry.name)
                elif entry.name != _NOT_LOOKED_INTO:
                    due.append((path, depth + 1))
            elif path.suffix.lower() in _PAPERS:
                found.append(path)
    return sorted(found), errors


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)
