"""A command imports what it needs when it is asked for, so that the answer to a question comes at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SLOW = ("numpy", "docx", "openpyxl", "lxml", "jinja2", "av", "torch", "transcriber.pipeline.stages")
"""What reads and writes documents and sound; each takes from a tenth of a second to seconds to import."""


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules of a fresh process after a command, which must succeed."""
    config = folder / "transcriber.toml"
    config.write_text('[folders]\nwork = "work"\nwatch = "watch"\n', encoding="utf-8")
    script = (
        "import sys\n"
        "from transcriber.cli.main import app\n"
        f"app({[*arguments, '--config', str(config)]!r}, standalone_mode=False)\n"
        "print('imported:', *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("imported:")[2].split())


@pytest.mark.parametrize("command", [("status",), ("status", "7"), ("retry", "--all")])
def test_a_question_about_the_queue_imports_no_documents_and_no_sound(tmp_path: Path, command: tuple[str, ...]) -> None:
    try:
        found = imported(tmp_path, *command)
    except subprocess.CalledProcessError as e:
        raise AssertionError(e.stderr) from e
    assert "transcriber.queue.store" in found
    assert found.isdisjoint(SLOW)


def test_the_measure_sees_what_another_command_imports(tmp_path: Path) -> None:
    assert {"docx", "lxml"} <= imported(tmp_path, "style", "list")
