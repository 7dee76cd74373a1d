"""Build the shipped Word templates (templates/*/ひな形.docx). For developers; the results are committed.

python scripts/build_templates           write them
python scripts/build_templates --check   say (exit code 1) whether the committed ones are not what would be written
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))  # of this checkout, also where another one is installed

from docx.document import Document  # noqa: E402

from scripts.build_templates import consultation, parts  # noqa: E402
from scripts.build_templates.sheet import Sheet  # noqa: E402
from transcriber.drafts.word import house_style  # noqa: E402
from transcriber.drafts.word.house_style import HouseStyle  # noqa: E402

TEMPLATES = HOME / "templates"


def main() -> int:
    """Write or check every template; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing; fail if a committed template differs")
    check = options.parse_args().check
    stale = 0
    for style in house_style.shipped_styles(TEMPLATES):
        path = TEMPLATES / style.name / "ひな形.docx"
        data = _reproducible(_build(style))
        if check:
            if not path.exists() or path.read_bytes() != data:
                print(
                    f"{path.relative_to(TEMPLATES.parent)} is not what scripts/build_templates writes", file=sys.stderr
                )
                stale += 1
        else:
            path.write_bytes(data)
            print(path.relative_to(TEMPLATES.parent))
    return 1 if stale else 0


def _build(style: HouseStyle) -> Document:
    """The template of a style: its parts in its order."""
    sheet = Sheet(f"{style.name}（下書き）")
    items = TEMPLATES / style.name / "確認項目.toml"
    if not items.exists():
        items = TEMPLATES / house_style.usual_style(style.kind, TEMPLATES).name / "確認項目.toml"
    desk = parts.Desk(sheet, style, items)
    known = parts.PARTS | consultation.PARTS
    for name in style.parts:
        known[name](desk)
    return sheet.document


def _reproducible(document: Document) -> bytes:
    """The .docx with fixed times in its zip entries and no compression that depends on the zlib at hand."""
    plain, fixed = io.BytesIO(), io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(fixed, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, date_time=(2020, 1, 1, 0, 0, 0))
            target.writestr(info, source.read(entry), compress_type=zipfile.ZIP_STORED)
    return fixed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
