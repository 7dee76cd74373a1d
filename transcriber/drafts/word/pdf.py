"""PDF by LibreOffice, where the machine has it, as it may be kept for ever and read by everybody: tagged PDF/A-2a (ISO 19005-2).

Word users without LibreOffice save such a PDF themselves; what they have to choose is said in `FormNotMade`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from transcriber.errors import FormNotMade

_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_LONGEST = 300
"""Seconds: an 8-hour record takes about a minute."""

_COPY = "record.docx"
_OPTIONS = {
    "SelectPdfVersion": 2,
    "UseTaggedPDF": True,
    # Without it LibreOffice 7.4 maps each kind of element onto itself, a circle that PDF/UA forbids.
    "PDFUACompliance": True,
    "DisplayPDFDocumentTitle": True,
    "ExportBookmarks": True,
    "ExportNotes": False,
}

_LEVEL = re.compile(rb"(<pdfaid:conformance>)[BU](</pdfaid:conformance>)")
_UA_CLAIM = re.compile(rb"<rdf:Description(?:(?!<rdf:Description).)*?<pdfuaid:part>.*?</rdf:Description>", re.DOTALL)
_DESCRIBED = b"pdfaExtension:schemas"

_IN_WORD = (
    "Word で開き、「名前を付けて保存」で PDF を選び、「オプション」で「ISO 19005-1 に準拠（PDF/A）」と"
    "「アクセシビリティ用のドキュメント構造タグ」に印を付けて保存してください。"
)


def converter() -> Path | None:
    """LibreOffice's program, if it is on this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((p for p in _PLACES if p.exists()), None)


def write_pdf(document: Path, folder: Path) -> Path:
    """The PDF of a Word file in `folder`, under the same name; one that was there before is replaced.

    LibreOffice is given a copy under a name that says nothing: everybody on the machine can see the arguments of a program, and a
    file's name is the meeting's, or a client's. Its temporary files hold the text as well: they lie in the same closed folder.

    Raises:
        FormNotMade: there is no LibreOffice, or it does not manage it.
        OSError: from the disk.
    """
    program = converter()
    if program is None:
        raise FormNotMade(f"LibreOffice がないので、{document.name} の PDF は作れませんでした。", _IN_WORD)
    with tempfile.TemporaryDirectory() as closed:
        settings = f"-env:UserInstallation={Path(closed, 'profile').as_uri()}"
        copy = Path(closed, _COPY)
        command = [
            str(program),
            settings,
            "--headless",
            "--norestore",
            "--convert-to",
            _target(),
            "--outdir",
            closed,
            str(copy),
        ]
        own = {**os.environ, "TMPDIR": closed, "TEMP": closed, "TMP": closed}
        shutil.copyfile(document, copy)
        made = copy.with_suffix(".pdf")
        if not _run(command, own) or not made.exists():
            raise FormNotMade(f"LibreOffice は、{document.name} の PDF を作れませんでした。", _IN_WORD)
        out = folder / f"{document.stem}.pdf"
        out.write_bytes(as_level_a(made.read_bytes()))
    return out


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Whether the program ended well in time. Nothing of it goes on afterwards: what is started is a script that starts others."""
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, start_new_session=True, **quiet) as started:
        try:
            return started.wait(_LONGEST) == 0
        except (subprocess.TimeoutExpired, OSError):
            return False
        finally:
            if sys.platform != "win32":
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(started.pid, signal.SIGKILL)
            started.kill()


def _target() -> str:
    """The filter with its options, as the command line takes them."""
    kinds = {bool: "boolean", int: "long"}
    options = {k: {"type": kinds[type(v)], "value": str(v).lower()} for k, v in _OPTIONS.items()}
    return f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}"


def as_level_a(pdf: bytes) -> bytes:
    """What the file says of itself (XMP), set right; its length stays, so that every offset in it does.

    LibreOffice writes a tagged file, and calls it level B all the same; and it claims PDF/UA by a property that PDF/A allows only
    with its description, which version 7.4 leaves out. That its files conform to level A is judged by veraPDF in the tests.
    """
    pdf = _LEVEL.sub(rb"\1A\2", pdf)
    if _DESCRIBED in pdf:
        return pdf
    return _UA_CLAIM.sub(lambda found: b" " * len(found[0]), pdf)
