"""PDF by LibreOffice, where the machine has it. Word users save as PDF themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_LONGEST = 300
"""Seconds: an 8-hour record takes about a minute."""


def converter() -> Path | None:
    """LibreOffice's program, if it is on this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((p for p in _PLACES if p.exists()), None)


def write_pdf(document: Path, folder: Path) -> Path | None:
    """The PDF of a Word file in `folder`; None without LibreOffice, or where it does not manage it."""
    program = converter()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as profile:
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [str(program), settings, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
        try:
            # Its own temporary files hold the text as well: they lie in the same closed folder.
            own = {**os.environ, "TMPDIR": profile, "TEMP": profile, "TMP": profile}
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST, env=own)
        except (subprocess.SubprocessError, OSError):
            return None
    made = folder / f"{document.stem}.pdf"
    return made if made.exists() else None
