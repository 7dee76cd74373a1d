"""scripts/install: what it would register is what the system in question accepts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from xml.etree import ElementTree

from transcriber.settings import HOME

INSTALL = HOME / "scripts" / "install"
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def shown(*options: str) -> str:
    """What a dry run prints."""
    return subprocess.run(
        [sys.executable, str(INSTALL), "--dry-run", *options], capture_output=True, text=True, check=True
    ).stdout


def unit(config: Path) -> tuple[str, RawConfigParser]:
    text = shown("--systemd", "--config", str(config)).split("\n", 1)[1].split("\n--- ")[0]
    parsed = RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(text)
    return text, parsed


def test_a_dry_run_shows_all_three_and_writes_nothing(tmp_path):
    told = shown("--config", str(tmp_path / "transcriber.toml"))
    for part in ("[Service]", "*/5 * * * *", "<Task ", "systemctl", "schtasks"):
        assert part in told
    assert list(tmp_path.iterdir()) == []


def test_the_service_has_a_watchdog_comes_back_and_stops_softly_within_its_time(tmp_path):
    _, found = unit(tmp_path / "transcriber.toml")
    service = found["Service"]
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) > 2 * 10  # two signs of life fit into it
    assert service["Restart"] == "always"
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > 10
    assert service["PrivateNetwork"] == "yes"


def test_systemd_accepts_the_unit_with_a_path_that_needs_care(tmp_path):
    config = tmp_path / '議会 100% "東" の設定.toml'
    text, found = unit(config)
    assert "%%" in found["Service"]["ExecStart"]
    if (analyze := shutil.which("systemd-analyze")) is None:
        return  # no systemd here; its own words were looked at above
    file = tmp_path / "transcriber.service"
    file.write_text(text)
    checked = subprocess.run([analyze, "verify", str(file)], capture_output=True, text=True, check=False)
    ours = [line for line in checked.stderr.splitlines() if "transcriber.service" in line]
    assert ours == []


def test_cron_runs_the_command_that_was_meant(tmp_path):
    config = tmp_path / "議会 100% の設定.toml"
    line = shown("--cron", "--config", str(config)).splitlines()[1]
    minutes, _, _, _, _, command = line.split(" ", 5)
    assert minutes == "*/5"
    assert "%" not in command.replace(r"\%", ""), "cron ends a command at a bare percent sign"
    run = command.replace(r"\%", "%").split(" >> ")[0].replace(str(HOME / ".venv/bin/transcriber"), "printf", 1)
    words = subprocess.run(
        ["sh", "-c", run.replace('"printf"', "printf '%s\\n'")], capture_output=True, text=True, check=True
    )
    assert words.stdout.splitlines() == ["scan", "--config", str(config)]


def test_windows_gets_a_task_that_starts_with_the_session_and_again_when_it_ended(tmp_path):
    text = shown("--windows-task", "--config", str(tmp_path / "A & B.toml"))
    task = ElementTree.fromstring(text[text.index("<Task") : text.index("</Task>") + len("</Task>")])
    assert task.find(f".//{SPACE}LogonTrigger") is not None
    assert task.findtext(f".//{SPACE}Interval") == "PT15M"
    assert task.findtext(f".//{SPACE}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{SPACE}ExecutionTimeLimit") == "PT0S"
    assert "A & B.toml" in (task.findtext(f".//{SPACE}Arguments") or "")
    assert (task.findtext(f".//{SPACE}Command") or "").endswith("transcriber.exe")


def test_without_settings_nothing_is_registered(tmp_path):
    refused = subprocess.run(
        [sys.executable, str(INSTALL), "--cron", "--config", str(tmp_path / "none.toml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "設定ファイル" in refused.stderr
