"""What is registered, and where: the product's folder and names, and the steps that change something, shown or done."""

import subprocess
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]

NAME = "transcriber"

UNITS = Path("/etc/systemd/system")


def command(windows: bool) -> Path:
    """The console script in the checkout's own environment."""
    return HOME / ".venv" / ("Scripts/transcriber.exe" if windows else "bin/transcriber")


def write(path: Path, content: bytes, dry_run: bool, shown: str | None = None) -> None:
    if dry_run:
        print(f"--- {path}\n{shown if shown is not None else content.decode()}")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path)


def run(steps: list[list[str]], dry_run: bool, *, check: bool = True) -> None:
    for step in steps:
        print(("--- " if dry_run else "") + " ".join(step))
        if not dry_run:
            subprocess.run(step, check=check)
