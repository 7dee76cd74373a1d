"""Temporary files may hold what was said: they lie in the work folder, for its user alone, and nothing of a process outlives it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcriber.queue import temporary

WAITS = """
import sys
from pathlib import Path
from transcriber.queue import temporary
with temporary.inside(Path(sys.argv[1])) as place:
    (place / "lu123.tmp").write_text("発言", encoding="utf-8")
    print(place, flush=True)
    sys.stdin.read()
"""
LONG_AGO = 1_000_000.0


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process at work, and where its temporary files lie."""
    command = [sys.executable, "-c", WAITS, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
        process.kill()


def made_long_ago(*paths: Path) -> None:
    for path in paths:
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_they_lie_in_the_work_folder_also_those_of_children(tmp_path: Path) -> None:
    own = tempfile.gettempdir()
    with temporary.inside(tmp_path) as place:
        assert place.parent == tmp_path / "tmp"
        assert Path(tempfile.gettempdir()) == temporary.temporary_place(tmp_path) == place
        child = "import tempfile; print(tempfile.gettempdir())"
        said = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True).stdout
        assert said.strip() == str(place)
        if sys.platform != "win32":
            assert [stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "tmp", place)] == [0o700, 0o700]
    assert tempfile.gettempdir() == own
    assert list((tmp_path / "tmp").iterdir()) == []
    assert temporary.temporary_place(tmp_path) == tmp_path / "tmp"  # never where others look


def test_what_a_killed_process_left_goes_while_another_lives_on(tmp_path: Path, other: tuple) -> None:
    process, place = other
    made_long_ago(place, place.with_name(f"{place.name}.lock"))
    with temporary.inside(tmp_path):
        assert (place / "lu123.tmp").exists()  # it lives
        process.kill()
        process.wait()
        temporary.discard_left(tmp_path)  # as the hourly sweep does
        assert not place.exists() and not place.with_name(f"{place.name}.lock").exists()


def test_a_file_that_a_living_process_has_forgotten_goes_after_a_day(tmp_path: Path) -> None:
    with temporary.inside(tmp_path) as place:
        (place / "old.tmp").write_text("発言", encoding="utf-8")
        (place / "new.tmp").write_text("発言", encoding="utf-8")
        made_long_ago(place / "old.tmp", place)
        temporary.discard_left(tmp_path)
        assert [p.name for p in place.iterdir()] == ["new.tmp"]


def test_what_older_versions_left_goes_after_a_day(tmp_path: Path) -> None:
    old = tmp_path / "incoming-4711.docx"  # a checked file that was just being read
    older = tmp_path / "tmp/lu9.tmp"
    older.parent.mkdir()
    for left in (old, older):
        left.write_text("発言", encoding="utf-8")
    temporary.discard_left(tmp_path)
    assert old.exists() and older.exists()
    made_long_ago(old, older)
    temporary.discard_left(tmp_path)
    assert not old.exists() and not older.exists()
