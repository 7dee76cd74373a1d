"""PDF by LibreOffice, where the machine has it. Word users save as PDF themselves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_LONGEST = 300
"""Seconds: an 8-hour record takes about a minute."""

_COPY = "record.docx"


def converter() -> Path | None:
    """LibreOffice's program, if it is on this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((p for p in _PLACES if p.exists()), None)


def write_pdf(document: Path, folder: Path) -> Path | None:
    """The PDF of a Word file in `folder`; None without LibreOffice, or where it does not manage it.

    LibreOffice is given a copy under a name that says nothing: everybody on the machine can see the arguments of a program, and a
    file's name is the meeting's, or a client's. Its temporary files hold the text as well: they lie in the same closed folder.
    """
    program = converter()
    if program is None:
        return None
    made = folder / f"{document.stem}.pdf"
    with tempfile.TemporaryDirectory() as closed:
        place = Path(closed)
        settings = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [str(program), settings, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", closed]
        own = {**os.environ, "TMPDIR": closed, "TEMP": closed, "TMP": closed}
        try:
            shutil.copyfile(document, place / _COPY)
            if not _run([*command, str(place / _COPY)], own):
                return None
            made.write_bytes((place / _COPY).with_suffix(".pdf").read_bytes())
        except OSError:
            return None
    return made


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Whether the program ended well in time. Nothing of it goes on afterwards: what is started is a script that starts others."""
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, start_new_session=True, **quiet) as started:
        try:
            return started.wait(_LONGEST) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            if sys.platform != "win32":
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(started.pid, signal.SIGKILL)
            started.kill()
