"""The draft opens in a word processor, and what a person sees there is what was said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support.processed import Processed

pytestmark = pytest.mark.engine


def as_text(draft: Path, folder: Path) -> str:
    """The pages as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(draft)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pdf = folder / f"{draft.stem}.pdf"
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8")


def test_it_opens_and_shows_every_part(processed: Processed, tmp_path: Path) -> None:
    text = as_text(processed.draft, tmp_path)
    pages = text.split("\f")
    assert len(pages) - 1 <= 4  # a minute of talk; each page ends with a form feed
    squeezed = "".join(text.split())
    assert processed.transcript.utterances[0].text[:12] in squeezed
    for part in ("確認チェックリスト", "作成の記録", "要確認の箇所", "話者一覧"):
        assert part in squeezed
    assert "{{" not in text
    assert "{%" not in text
