"""Copy a recording in from the share, hashing on the way, and notice when it changed under our hands."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from transcriber.errors import Changed, DiskFull, EmptyRecording, RecordingError
from transcriber.intake.inbox import InboxFile
from transcriber.system import file_names, rights
from transcriber.system.durable import replace
from transcriber.untrusted import files

BLOCK = 1 << 20
"""Bytes read at a time."""

RESERVE = 512 << 20
"""Bytes that must stay free on the work disk beside the copy: the decoded audio and the store need room too."""


@dataclass(frozen=True)
class LocalCopy:
    """A file on the local disk. `sha256` of its content, hex."""

    path: Path
    sha256: str
    size: int


def check_room(folder: Path, size: int) -> None:
    """Raises:
    DiskFull: `size` bytes and the reserve do not fit beside what lies on the disk of `folder`.
    """
    free = shutil.disk_usage(folder).free
    if free < size + RESERVE:
        need = (size + RESERVE - free) / (1 << 30)
        raise DiskFull(
            f"作業用フォルダの空き容量が足りません（あと約{need:.1f} GB 必要です）。",
            "情報担当者に連絡してください。空きができれば自動で続けます。",
        )


def copy_in(source: InboxFile, target: Path, *, inside: Path, go_on: Callable[[int], None]) -> LocalCopy:
    """Copy `source` to `target` and return it with its hash; `target` appears complete or not at all.

    Args:
        source: the file as it looked when it was found complete.
        inside: the inbox; nothing outside it is read, whatever links say.
        go_on: told the bytes copied so far after each block; may raise to stop.

    Raises:
        Changed: size or time differ from `source`, before or after the copy.
        EmptyRecording: 0 bytes.
        RecordingError: not a regular file inside `inside`.
        OSError: from the disk or the share.
    """
    _refuse_outside(source.path, inside)
    if source.size == 0:
        name = source.path.relative_to(inside).as_posix()
        raise EmptyRecording(
            f"「{name}」は中身が空（0バイト）です。",
            "録音し直すか、元のファイルをもう一度コピーしてください。コピーの途中なら、届きしだい自動で始めます。",
        )
    _refuse_change(source)
    rights.make(target.parent)
    part = target.with_name(f"{target.name}.copying")
    try:
        digest, done = _copy(source, part, go_on)
        _refuse_change(source)
        replace(part, target)
    finally:
        part.unlink(missing_ok=True)  # a full disk must not stay full because of half a copy
    return LocalCopy(target, digest, done)


def whole_hash(parts: tuple[str, ...]) -> str:
    """The hash of a recording: of its one part, or of its parts' hashes joined by newlines."""
    return parts[0] if len(parts) == 1 else hashlib.sha256("\n".join(parts).encode()).hexdigest()


def part_name(number: int, original: Path) -> str:
    """The local name of part `number` (from 1): plain ASCII, with a suffix that media libraries may use as a hint."""
    suffix = "".join(c for c in original.suffix.lower() if c.isascii() and (c.isalnum() or c == "."))[:8]
    return f"part-{number:03d}{suffix}"


def document_name(original: Path) -> str:
    """The local name of a paper: its own, made to fit."""
    return file_names.fit(file_names.readable(original.stem), original.suffix)


def _copy(source: InboxFile, target: Path, go_on: Callable[[int], None]) -> tuple[str, int]:
    digest = hashlib.sha256()
    done = 0
    with _opened(source.path) as reader, rights.opened(target) as writer:
        while block := reader.read(BLOCK):
            with files.with_path(target):  # a full disk here is not the share's
                writer.write(block)
            digest.update(block)
            done += len(block)
            if done > source.size:  # do not run after a file that grows
                raise _changed()
            go_on(done)
        with files.with_path(target):
            writer.flush()
            os.fsync(writer.fileno())
    if done != source.size:
        raise _changed()
    return digest.hexdigest(), done


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with files.open_regular(path, most=None) as reader:
            yield reader
    except files.NotRegularFile as e:
        raise RecordingError(e.what, "録音ファイル自体をコピーして入れてください。") from e


def _refuse_outside(path: Path, inside: Path) -> None:
    if path.is_symlink() or not path.resolve().is_relative_to(inside.resolve()):
        raise RecordingError(
            "録音そのものではなく、別の場所へのリンク（ショートカット）です。",
            "録音ファイル自体をコピーして入れてください。",
        )


def _refuse_change(source: InboxFile) -> None:
    if InboxFile.of(source.path) != source:
        raise _changed()


def _changed() -> Changed:
    return Changed("読み取り中にファイルが変わりました。", "コピーが終わるまでお待ちください。自動でやり直します。")
