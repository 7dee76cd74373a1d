"""Whether a phrase lies in a file, however it is written there: packed, in another encoding, or escaped.

A search for the bytes of a phrase misses most of what an office's computer reads as that phrase: openpyxl writes kanji of a workbook as
&#22823;, JSON may hold \\u5927, a link %E5%A4%A7.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932")
_ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The data of a file, all that is packed in it with its name there, and each once more as it reads without escapes."""
    for plain in _plain(data):
        yield name, plain
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield f"{name}!{member}", member.encode()
                yield from unpacked(f"{name}!{member}", archive.read(member))
    elif data[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name}!gzip", gzip.decompress(data))
    elif data[:5] == b"%PDF-":
        for number, stream in enumerate(_STREAM.findall(data)):
            try:
                yield f"{name}!{number}", zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue


def holds(phrase: str, data: bytes) -> bool:
    """Whether it stands in such data in any encoding of a Japanese PC."""
    return any(written in data for written in _written(phrase))


@cache
def _written(phrase: str) -> tuple[bytes, ...]:
    found = []
    for encoding in ENCODINGS:
        with suppress(UnicodeEncodeError):
            found.append(phrase.encode(encoding))
    return tuple(found)


def _plain(data: bytes) -> Iterator[bytes]:
    yield data
    if b"&#" in data:
        yield html.unescape(data.decode("utf-8", "ignore")).encode()
    if _ESCAPED.search(data):
        yield _ESCAPED.sub(lambda m: chr(int(m[0][2:], 16)).encode("utf-8", "ignore"), data)
    if _PERCENT.search(data):
        yield urllib.parse.unquote_to_bytes(data)
