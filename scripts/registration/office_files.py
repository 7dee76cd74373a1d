"""What the office's files say of where the work is done and who helps: transcriber.toml, coordinator.toml, worker.toml."""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.registration import product

READS = """\
import sys
from pathlib import Path
from transcriber.cluster.cluster_files import read_worker_file
from transcriber.errors import ClusterFileError
try:
    read_worker_file(Path(sys.argv[1]))
except ClusterFileError as e:
    sys.stdout.buffer.write(f"{e.found}{e.todo}".encode())
    sys.exit(2)
"""
"""Run by the program's own Python: says what is wrong with a worker.toml."""


@dataclass(frozen=True)
class Places:
    """Where the work is done, as transcriber.toml says it for the user who does it."""

    work: Path
    watch: Path
    models: Path


def cluster_file(path: Path) -> dict[str, Any]:
    """coordinator.toml or worker.toml."""
    return toml(path, "「transcriber cluster init」が作ったファイルを指定してください。")


def toml(path: Path, other: str) -> dict[str, Any]:
    """A file of TOML. Args: other: what to do where another file was meant."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except PermissionError:
        sudo = "" if sys.platform == "win32" or os.geteuid() == 0 else "sudo を付けて実行してください。"
        sys.exit(f"{path} を読む権限がありません。{sudo or '権限を確かめてください。'}")
    except OSError:
        sys.exit(f"{path} を開けません。{other}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        at = f" {found[1]} 行目" if (found := re.search(r"line (\d+)", str(e))) else ""
        sys.exit(
            f"{path} の{at}の書き方（TOML）に誤りがあります。そこを直すか、{other}"
            if at
            else f"{path} の書き方（TOML）に誤りがあります。{other}"
        )


def worker_file(path: Path) -> dict[str, Any]:
    """worker.toml, as the program itself takes it: what it refuses is not registered, to start again and again."""
    said = cluster_file(path)
    if "workers" in said:
        sys.exit(
            f"{path} は、取りまとめ役の設定（coordinator.toml）です。手伝うパソコンの設定（cluster init が作った workers/名前.toml）を指定してください。"
        )
    if not isinstance(said.get("coordinator"), dict) or "host" not in said["coordinator"]:
        sys.exit(
            f"{path} は、手伝うパソコンの設定（worker.toml）ではありません。「transcriber cluster init」が作った workers/名前.toml を指定してください。"
        )
    python = product.command(sys.platform == "win32").with_name("python.exe" if sys.platform == "win32" else "python")
    if python.exists():
        tried = subprocess.run(
            [str(python), "-c", READS, str(path)], cwd=product.HOME, capture_output=True, check=False
        )
        if tried.returncode == 2:
            sys.exit(tried.stdout.decode("utf-8").strip())
    return said


def settings_of(config: Path) -> dict[str, Any]:
    """transcriber.toml."""
    return toml(config, "--config で設定ファイル（transcriber.toml）を指定してください。")


def coordinator_at(path: Path) -> dict[str, Any]:
    """coordinator.toml, as far as it is needed here."""
    file = cluster_file(path)
    at = [file.get("listen"), *(workers.values() if isinstance(workers := file.get("workers"), dict) else [None])]
    if not all(isinstance(each, dict) and {"host", "port"} <= each.keys() for each in at):
        sys.exit(
            f"{path} は、取りまとめ役の設定（coordinator.toml）ではありません。transcriber.toml の [cluster] の coordinator に、"
            "「transcriber cluster init」が作った coordinator.toml を書いてください。"
        )
    return file


def coordinator_file(config: Path) -> Path | None:
    """coordinator.toml, as the settings name it; None where they name none."""
    if not config.exists():
        return None
    said = settings_of(config).get("cluster", {}).get("coordinator")
    return (config.parent / Path(str(said)).expanduser()).resolve() if said else None


def helpers(config: Path) -> list[str] | None:
    """Addresses of the computers that help, and of this one; None where the settings name none."""
    path = coordinator_file(config)
    if path is None:
        return None
    file = coordinator_at(path)
    return [file["listen"]["host"], *(at["host"] for at in file["workers"].values())]


def places(config: Path, home: Path) -> Places:
    """The folders that the settings name, for a user with that home; the defaults where they name none."""
    said = settings_of(config).get("folders", {}) if config.exists() else {}

    def place(name: str, default: Path) -> Path:
        if name not in said:
            return default
        written = str(said[name])
        return (config.parent / (home / written[2:] if written.startswith("~/") else Path(written))).resolve()

    return Places(
        work=place("work", home / ".local/share/transcriber"),
        watch=place("watch", product.HOME / "watch_folders"),
        models=place("models", product.HOME / "models"),
    )
