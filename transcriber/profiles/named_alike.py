"""Files in a profile's 設定 that an office gave another name than the one they are looked for under."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from transcriber.office_tables.grid import RemarkKind, SheetRemark

_TEMPORARY = ("~", ".")
"""What the names of files begin with that Word, Excel, LibreOffice or macOS lay beside an open one."""


@dataclass(frozen=True)
class SettingFile:
    """A file of a profile.

    Attributes:
        path: None if there is none.
        remarks: what is to be said of its name, and of files that may be meant.
    """

    path: Path | None
    remarks: tuple[SheetRemark, ...] = ()


def named_alike(expected: Path, words: Collection[str], suffixes: Collection[str]) -> list[Path]:
    """Files beside `expected` whose names hold one of `words`, in order of name.

    Args:
        suffixes: of the kinds of file that may be meant.
    """
    try:
        with os.scandir(expected.parent) as found:
            names = sorted(e.name for e in found if e.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [
        expected.parent / name
        for name in names
        if name != expected.name
        and not name.startswith(_TEMPORARY)
        and Path(name).suffix.lower() in suffixes
        and any(word in stem_of(Path(name), suffixes) for word in words)
    ]


def stem_of(path: Path, suffixes: Collection[str]) -> str:
    """The name as it is compared: NFKC, without spaces and suffixes (名簿.xlsx.xlsx)."""
    stem = unicodedata.normalize("NFKC", path.name).replace(" ", "")
    while (suffix := Path(stem).suffix).lower() in suffixes:
        stem = stem.removesuffix(suffix)
    return stem


def used(path: Path, rest: Sequence[Path], expected: Path, what: str) -> SettingFile:
    """The file of another name that is used, and what is said of it and of the `rest`.

    Args:
        what: how it goes on after 「このファイルを」.
    """
    said = SheetRemark(RemarkKind.MENDED, path.name, f"{expected.name} がないので、このファイルを{what}。")
    return SettingFile(path, (said, *unused(rest, f"{path.name} を使うので、使いません。")))


def unused(paths: Sequence[Path], why: str) -> tuple[SheetRemark, ...]:
    """What is said of files that are not used."""
    return tuple(SheetRemark(RemarkKind.NOT_USED, p.name, why) for p in paths)
