"""What lies in a folder for checked files (3_確認済み) and in the folders in it, as far as a person may mean it as a checked draft."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container
from pathlib import Path, PurePath

from transcriber.errors import ReturnedFileError, TranscriberError
from transcriber.exchange import return_messages
from transcriber.profiles.tree import CHECKED, LIST_OF_SPEAKERS
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
        ".jtd",
        ".jtdc",
        ".wps",
        ".htm",
        ".html",
        ".mht",
        ".mhtml",
        ".xml",
        ".gdoc",
        ".lnk",
        ".url",
        ".zip",
        ".7z",
        ".rar",
        ".lzh",
        ".cab",
        ".gz",
        ".eml",
        ".msg",
    ]
)
"""Endings of files that a person may mean as a checked draft; anything else in the folder is left alone unseen."""

_LEFT_OVER = frozenset({".part", ".crdownload", ".download"})
"""Endings that a browser puts behind another one while a download has not come to its end."""

_USUAL_ENDING = re.compile(r"\.(?=.*[a-z])[a-z0-9]{1,8}")

_NOT_LOOKED_INTO = "__MACOSX"
"""A folder that a Mac's zip brings along; it holds shadows of the other files."""

_FINISHED = re.compile(
    r"(?P<copy>.+_(?:原本|公開用|速報版（未校正）)(?:\(\d+\))?)(?P<beside>_目録|_残した所と理由|_添付)?(?:\(\d+\))?"
)
"""The name of a copy that finalise made, and of what it put beside it."""

_MOST_DEEP = 6
"""Folders within folders that are looked into."""


def papers_in(folder: Path) -> tuple[list[Path], dict[str, TranscriberError]]:
    """What a person may mean as a checked draft, in a folder and the folders in it; and why a folder cannot be listed or a list of
    speakers is not read. One that came back in its draft's folder, as it was, is left alone."""
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
        copies = {unicodedata.normalize("NFC", e.name) for e in entries if is_named_as_finished(e.name)}
        with_its_draft = place != folder and any(may_be_a_draft(e.name) for e in entries if not _is_folder(e))
        for entry in entries:
            path = place / entry.name
            if entry.name[0] in "~." or _beside_a_finished_copy(entry.name, copies):
                continue
            if _is_folder(entry):
                if path.suffix.lower() == ".pages":
                    errors[path.relative_to(folder).as_posix()] = return_messages.pages_folder(entry.name)
                elif entry.name != _NOT_LOOKED_INTO:
                    due.append((path, depth + 1))
            elif may_be_a_draft(entry.name):
                found.append(path)
            elif LIST_OF_SPEAKERS.match(unicodedata.normalize("NFKC", entry.name)) and not with_its_draft:
                errors[path.relative_to(folder).as_posix()] = return_messages.list_of_speakers(entry.name)
    return sorted(found), errors


def may_be_a_draft(name: str) -> bool:
    """Whether a file's name is one that a person may give to a checked draft: also one whose ending was lost, or typed in wide letters."""
    path = PurePath(unicodedata.normalize("NFKC", name).strip().lower())
    if path.suffix in _LEFT_OVER and PurePath(path.stem).suffix in _PAPERS:
        return True
    return path.suffix in _PAPERS or not _USUAL_ENDING.fullmatch(path.suffix)


def is_named_as_finished(name: str) -> bool:
    """Whether a Word file is called as finalise calls the copies that it makes (原本, 公開用)."""
    path = PurePath(unicodedata.normalize("NFC", name))
    told = _FINISHED.fullmatch(path.stem)
    return path.suffix.lower() == ".docx" and told is not None and told["beside"] is None


def _beside_a_finished_copy(name: str, copies: Container[str]) -> bool:
    """Whether it is what finalise puts beside a copy that lies in the same folder: other forms, the manifest, reasons, attachments."""
    path = PurePath(unicodedata.normalize("NFC", name))
    told = _FINISHED.fullmatch(path.stem)
    if told is None or path.suffix.lower() not in (".pdf", ".html", ".txt", ""):
        return False
    return f"{told['copy']}.docx" in copies


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)
