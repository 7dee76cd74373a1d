"""Paths that a person names on the command line: seen before anything is opened, so that no pipe is waited for and a folder is
not told to be missing. A link counts as what it leads to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from transcriber import named_paths, reasons
from transcriber.errors import NamedPathError


def a_file(path: Path | None) -> Path | None:
    """`path`, for an option or argument that names a file to be read; where nothing lies there, the command says what it misses.

    Raises:
        NamedPathError: it is a folder, a pipe, a device or a link that leads nowhere, or cannot be looked at.
    """
    what = named_paths.not_a_file(path) if path is not None else ""
    if what:
        raise NamedPathError(f"{path} は{what}", "ファイルの場所と名前を確かめ、ファイルそのものを指定してください。")
    return path


def a_folder(path: Path | None) -> Path | None:
    """`path`, for an option or argument that names a folder; it is made where nothing lies there.

    Raises:
        NamedPathError: it is no folder.
    """
    what = named_paths.not_a_folder(path) if path is not None else ""
    if what:
        raise NamedPathError(f"{path} は{what}", "フォルダの場所と名前を確かめ、フォルダを指定してください。")
    return path


def an_output_folder(path: Path | None) -> Path | None:
    """`path`, for an option that names a folder to be written to; tried out before the work begins, which may take hours.
    Nothing is left behind by the trial.

    Raises:
        NamedPathError: it is no folder, cannot be made, or nothing can be written there.
    """
    if a_folder(path) is None or path is None:
        return None
    there = path.absolute()
    missing: list[str] = []
    while not os.path.lexists(there) and there != there.parent:
        missing.insert(0, there.name)
        there = there.parent
    if what := named_paths.not_a_folder(there):
        raise NamedPathError(f"{path} は作れません。{there} は{what}", "ほかの場所を指定してください。")
    try:
        with tempfile.TemporaryDirectory(prefix=".transcriber-", dir=there) as trial:
            Path(trial, *missing).mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise NamedPathError(
            f"{path} に書けません（{reasons.of_system(e)}）。",
            "書く権限と空き容量を確かめるか、ほかの場所を指定してください。",
        ) from e
    return path


def an_output_file(path: Path | None) -> Path | None:
    """`path`, for an option that names a file to be written; its folder must be there.

    Raises:
        NamedPathError: it is no file, its folder is missing, or it cannot be written.
    """
    if a_file(path) is None or path is None:
        return None
    if not os.path.lexists(path.absolute().parent):
        raise NamedPathError(f"{path} のフォルダがありません。", "フォルダを作るか、ほかの場所を指定してください。")
    an_output_folder(path.absolute().parent)
    if path.exists() and not os.access(path, os.W_OK):
        raise NamedPathError(f"{path} に書く権限がありません。", "ほかの名前か場所を指定してください。")
    return path


def a_file_or_folder(path: Path | None) -> Path | None:
    """`path`, for an option that names either.

    Raises:
        NamedPathError: it is neither.
    """
    return path if path is None or path.is_dir() else a_file(path)
