"""The shipped folder tree (watch_folders/), laid out where an office wants it. Nothing that is there is touched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transcriber import reasons, resources
from transcriber.errors import StorageError
from transcriber.profiles.tree import GLOSSARY, NOTE, OPTIONS, ROSTER, SETTINGS, ProfileTree

PROFILES = ("会議録", "相談記録")
FILES = (NOTE, f"{SETTINGS}/{ROSTER}", f"{SETTINGS}/{GLOSSARY}", f"{SETTINGS}/{OPTIONS}")
"""What ships in each profile; its other folders are empty."""


@dataclass(frozen=True)
class LaidOut:
    """What was made of a profile's folders and files, and what was there before; every path once, in working order."""

    profile: Path
    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def lay_out(watch: Path) -> tuple[LaidOut, ...]:
    """Make the shipped profiles in `watch`, which is made too.

    A file or folder of that name is left as it is, so this also completes a tree that is in use.

    Raises:
        StorageError: a folder or file cannot be made; what was made before stays.
    """
    return tuple(_profile(ProfileTree(watch / name), resources.folder(resources.TREE) / name) for name in PROFILES)


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that was not there; False: something of that name was, and is left as it is.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            try:
                out.write(content)
            except OSError:
                path.unlink()
                raise
    except FileExistsError as e:
        if path.exists() or path.is_symlink():
            return False
        raise _refused(path, e) from e  # not the file, but a folder above it is a file
    except OSError as e:
        raise _refused(path, e) from e
    return True


def _profile(tree: ProfileTree, source: Path) -> LaidOut:
    made: list[Path] = []
    kept: list[Path] = []
    for folder in tree.folders():
        (kept if folder.is_dir() else made).append(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise _refused(folder, e) from e
    for name in FILES:
        target = tree.root / name
        (made if write_new(target, (source / name).read_bytes()) else kept).append(target)
    return LaidOut(tree.root, tuple(made), tuple(kept))


def _refused(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path} を作れません（{reasons.of_system(error)}）。",
        "場所、権限、空き容量、同じ名前のファイルがないかを確かめて、もう一度実行してください。できたところまでは残っています。",
    )
