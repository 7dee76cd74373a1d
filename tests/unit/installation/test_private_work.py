"""What the stages leave on the way to a masked draft holds everything that was said, and is for the user alone who runs the program."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber.work.workfolder import WorkFolder, work_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows folders pass their own rights on")

SAID = "試験用の発言"
"""By the fake engine."""

CLIENT = "鶴亀花代"


@pytest.fixture
def drafted(office, tmp_path) -> Path:
    """The work folder after a run as cron or systemd start it, by a user whose files all others may read."""
    office.consultation.options.write_text('kind = "consultation"\n[masking]\nshow = "伏せ字"\n', encoding="utf-8")
    sound = np.concatenate([sounds.tone(4), sounds.silence(1)] * 3)
    sounds.write(office.consultation.inbox / f"{CLIENT}.wav", sound, "pcm_s16le")
    office.store.close()
    config = tmp_path / "transcriber.toml"
    config.write_text(
        f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n[engine]\ntier = "fake"\n'
        "[watching]\npoll_seconds = 0.02\nstable_seconds = 0.02\n",
        encoding="utf-8",
    )
    for path in (office.work, *office.work.rglob("*")):  # as if made by an older version
        path.chmod(0o755 if path.is_dir() else 0o644)
    command = [sys.executable, "-m", "transcriber", "scan", "--config", str(config)]
    done = subprocess.run(command, umask=0o022, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return office.work


def test_what_is_on_the_way_to_a_masked_draft_is_for_us_alone(drafted: Path) -> None:
    made = WorkFolder(work_folder(drafted, 1))
    assert SAID in made.original.read_text(encoding="utf-8")
    assert list(made.root.glob("speech-*/0*.json")), "what was recognised lies there as it was heard"
    assert stat.S_IMODE(drafted.stat().st_mode) == 0o700  # so that nobody else can reach anything below it
    inside = [p for p in made.root.parent.rglob("*") if not p.is_symlink()]
    open_to_others = [p.relative_to(drafted).as_posix() for p in inside if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert open_to_others == []


def test_the_audit_log_holds_neither_a_name_nor_a_word(drafted: Path) -> None:
    text = (drafted / "audit.jsonl").read_text(encoding="utf-8")
    assert '"job":1' in text.replace(" ", "")
    assert CLIENT not in text and SAID not in text
