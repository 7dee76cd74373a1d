"""Which disk or folder an error is about, in words for staff."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from transcriber.profiles.tree import DRAFTS


def told_place(error: OSError, profile: str, watch: Path, *, publishing: bool) -> str:
    """Where it went wrong; a failed write names no file.

    Args:
        publishing: drafts were being written.
    """
    where = error.filename2 or error.filename
    if isinstance(where, str) and Path(where).is_relative_to(watch):
        inside = Path(where).relative_to(watch).parts
        folder = "の".join(inside[:2]) or f"共有フォルダ「{watch}」"
        # What is wrong with one file is no fault of the folder, which others use.
        file = f"の「{PurePosixPath(*inside[2:])}」" if len(inside) > 2 and not Path(where).is_dir() else ""
        return folder + file
    if isinstance(where, str):
        return "作業用フォルダ"
    return f"{profile}の{DRAFTS}" if publishing else "作業用フォルダ"
