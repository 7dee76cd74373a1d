"""Paths that a person names on the command line: seen before anything is opened, so that no pipe is waited for and a folder is
not told to be missing. A link counts as what it leads to."""

from __future__ import annotations

from pathlib import Path

from transcriber import named_paths
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


def a_file_or_folder(path: Path | None) -> Path | None:
    """`path`, for an option that names either.

    Raises:
        NamedPathError: it is neither.
    """
    return path if path is None or path.is_dir() else a_file(path)
