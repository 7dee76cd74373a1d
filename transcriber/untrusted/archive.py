"""Look into an Office file before a library does: what it would unpack to, and how many elements its XML has.

Nothing is kept: members are unpacked block by block and counted. A library that builds a tree needs about 130 bytes an
element, so a file of a few hundred kilobytes can ask for gigabytes.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

TODO = "要らない画像や、使っていない行と列を消すか、必要なところだけを新しいファイルに写して、保存し直してください。"
"""What to do about a file that is not unpacked."""

_BLOCK = 1 << 18
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_RATIO_FROM = 4 * 1024 * 1024
"""Bytes unpacked below which how well a member was packed says nothing."""


@dataclass(frozen=True)
class ArchiveLimits:
    """What an Office file may hold.

    Attributes:
        members: number of members.
        unpacked: bytes of all members.
        ratio: bytes that one packed byte of a member may become (deflate reaches 1032; Office files reach 60 where a table
            repeats the same row).
        nodes: elements and attributes in all XML, counted by the signs that begin them, so rather too many than too few.
    """

    members: int = 5000
    unpacked: int = 300 * 1024 * 1024
    ratio: int = 400
    nodes: int = 2_500_000


class UnsafeArchive(Exception):
    """A file that is not unpacked. The text says why, in Japanese, as it goes on after the file's name."""


class ForbiddenDefinitions(UnsafeArchive):
    """XML with definitions of its own (a DTD), which no office program writes."""


def check_archive(file: BinaryIO, limits: ArchiveLimits, *, damaged: set[str] | None = None) -> None:
    """Count what is in `file`; its position is at the beginning afterwards.

    Args:
        damaged: gets the names of members that cannot be unpacked; without it the first of them is an error.

    Raises:
        UnsafeArchive: a limit is passed, or an XML member brings definitions of its own (a DTD).
        zipfile.BadZipFile, zlib.error: it is damaged, or no archive (which kind of file it is, `file_kinds` tells).
    """
    with zipfile.ZipFile(file) as packed:
        members = packed.infolist()
        if len(members) > limits.members:
            raise UnsafeArchive(f"は部品が多すぎて読めません（{len(members)}個）。")
        if sum(m.file_size for m in members) > limits.unpacked:
            raise UnsafeArchive("は開くと大きくなりすぎるので読めません。")
        if any(m.file_size > _RATIO_FROM and m.file_size > limits.ratio * max(1, m.compress_size) for m in members):
            raise UnsafeArchive("は中身の割に不自然に大きく広がるので読めません。")
        nodes = 0
        for member in members:
            try:
                nodes += _nodes(packed, member, limits.nodes - nodes)
            except (zipfile.BadZipFile, zlib.error, EOFError):
                if damaged is None:
                    raise
                damaged.add(member.filename)
    file.seek(0)


def _nodes(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """Elements and attributes of a member; 0 if it is no XML."""
    found, tail = 0, b""
    try:
        with packed.open(member) as data:
            block = data.read(_BLOCK)
            if not _is_xml(block):
                return 0
            while block:
                if b"<!DOCTYPE" in tail + block or "<!DOCTYPE".encode("utf-16-le")[1:-1] in tail + block:
                    raise ForbiddenDefinitions("は中に定義（DTD）を持つので読めません。")
                found += block.count(b"<") + block.count(b'="') + block.count(b"='")
                if found > most:
                    raise UnsafeArchive("は要素（段落、行、セルなど）が多すぎて読めません。")
                tail = block[-32:]
                block = data.read(_BLOCK)
    except (NotImplementedError, RuntimeError) as e:  # packed in another way than Office does
        raise zipfile.BadZipFile(str(e)) from e
    return found


def _is_xml(block: bytes) -> bool:
    for mark in _BOMS:
        block = block.removeprefix(mark)
    return block.lstrip(b" \t\r\n\0")[:1] == b"<"
