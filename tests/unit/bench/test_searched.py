"""A search for what must be nowhere finds it however an office's programs write it."""

from __future__ import annotations

import gzip
import io
import json
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from scripts.bench.masking.searched import holds, unpacked

PHRASE = "大森礼子"


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"] = f"{PHRASE}さん"
    book.save(out)
    return out.getvalue()


def packed(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        *(f"…{PHRASE}…".encode(encoding) for encoding in ("utf-8", "utf-16-le", "cp932")),
        workbook(),  # openpyxl writes &#22823;
        json.dumps({"name": PHRASE}).encode(),
        f'<a href="{urllib.parse.quote(PHRASE)}.docx">'.encode(),
        packed("a.zip", packed("b.txt", PHRASE.encode())),
        packed(f"{PHRASE}.txt", b""),
        gzip.compress(PHRASE.encode()),
    ],
    ids=["utf-8", "utf-16", "cp932", "workbook", "json", "link", "in an archive in an archive", "name in it", "gzip"],
)
def test_a_phrase_is_found(data: bytes, tmp_path: Path) -> None:
    assert any(holds(PHRASE, inner) for _, inner in unpacked("a", data))
    assert not any(holds("別人花子", inner) for _, inner in unpacked("a", data))
