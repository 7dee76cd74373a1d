"""scripts/setup, scripts/test, .ci/run and the commit hooks: what they do, and what they leave to a person."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from transcriber.settings import HOME

SHELL = ("bash", "cat", "cut", "dirname", "nproc", "env", "id", "rm", "sed", "sha256sum", "sort")
"""What every system has; everything else is missing in these tests unless it is made."""


class Machine:
    """A checkout with an environment that is up to date, on a machine that has only the shell's own programs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.programs = root / "programs"
        self.log = root / "log"
        for folder in (self.programs, root / "scripts", root / ".ci", root / "requirements", root / ".venv" / "bin"):
            folder.mkdir(parents=True)
        for name in ("scripts/setup", "scripts/test", "scripts/missing", ".ci/run"):
            shutil.copy(HOME / name, root / name)
        for name in SHELL:
            (self.programs / name).symlink_to(str(shutil.which(name)))
        (root / "requirements" / "dev.txt").write_text("pins\n")
        (root / "pyproject.toml").write_text("project\n")
        state = hashlib.sha256(b"pins\nproject\n").hexdigest()
        (root / ".venv" / ".installed-dev").write_text(f"{state}\n")
        self.judges = root / "tests" / "validators"
        (self.judges / "node_modules").mkdir(parents=True)
        judges = b"judges\n"
        (self.judges / "package-lock.json").write_bytes(judges)
        (self.judges / "node_modules" / ".installed").write_text(f"{hashlib.sha256(judges).hexdigest()}\n")
        for name in ("scripts/lint", ".venv/bin/npm", ".venv/bin/pytest", ".venv/bin/python", ".venv/bin/transcriber"):
            self.program(root / name)
        for name in ("apt-get", "sudo"):
            self.program(self.programs / name)

    def program(self, path: Path) -> None:
        """A program that writes down how it was called."""
        path.write_text(f'#!/bin/bash\necho "{path.name} $*" >> {self.log}\n')
        path.chmod(0o755)

    def has_everything(self) -> None:
        names = "strace soffice pdftotext javac chromium chromedriver sshfs fusermount3 ip bindfs mkfs.ext4"
        for name in names.split():
            self.program(self.programs / name)
        (self.programs / "fc-list").write_text("#!/bin/bash\necho a font\n")
        (self.programs / "fc-list").chmod(0o755)
        text = (self.root / "scripts" / "missing").read_text()
        (self.root / "scripts" / "missing").write_text(text.replace("/usr/lib/openssh/sftp-server", "/bin/true"))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / command[0], *command[1:]],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": str(self.programs), "HOME": str(self.root)},
        )

    def called(self) -> list[str]:
        """Every program that was run, without sudo's own line."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if not line.startswith("sudo ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_is_missing_is_listed_with_its_package_and_the_command(machine: Machine) -> None:
    done = machine.run("scripts/missing")
    assert done.returncode == 1
    for part in ("soffice (libreoffice-writer-nogui)", "strace (strace)", "scripts/setup --system"):
        assert part in done.stderr


def test_nothing_is_said_where_nothing_is_missing(machine: Machine) -> None:
    machine.has_everything()
    done = machine.run("scripts/missing")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_setup_says_what_is_missing_and_installs_nothing_on_the_system(machine: Machine) -> None:
    done = machine.run("scripts/setup", "dev")
    assert done.returncode == 0
    assert "soffice (libreoffice-writer-nogui)" in done.stderr
    assert machine.called() == []


def test_setup_installs_what_the_tests_judge_by_when_its_lock_has_changed(machine: Machine) -> None:
    (machine.judges / "package-lock.json").write_text("other judges\n")
    for _ in range(2):
        assert machine.run("scripts/setup", "dev").returncode == 0
    (line,) = machine.called()
    assert line.startswith("npm ci --prefix tests/validators --ignore-scripts")


def test_setup_installs_the_missing_packages_where_it_is_asked_to(machine: Machine) -> None:
    machine.program(machine.programs / "strace")
    (machine.programs / "sudo").write_text('#!/bin/bash\n"$@"\n')
    machine.run("scripts/setup", "--system")
    update, install = (line for line in machine.called() if line.startswith("apt-get"))
    assert update.startswith("apt-get update")
    assert {"chromium", "libreoffice-writer-nogui", "fonts-noto-cjk"} <= set(install.split())
    assert "strace" not in install.split()


def test_all_tests_stop_at_once_where_a_program_is_missing(machine: Machine) -> None:
    done = machine.run("scripts/test")
    assert done.returncode == 1
    assert "scripts/setup --system" in done.stderr
    assert machine.called() == []


def test_without_arguments_everything_is_run(machine: Machine) -> None:
    machine.has_everything()
    done = machine.run("scripts/test")
    assert done.returncode == 0, done.stderr
    assert [line.rstrip() for line in machine.called()] == [
        "transcriber models fetch embedded",
        "lint",
        "python scripts/docs --check",
        "python scripts/build_templates --check",
        f"pytest -m not alone --numprocesses {len(os.sched_getaffinity(0)) + 1} --dist loadfile",
        "pytest -m alone",
    ]


def test_with_arguments_only_those_tests_are_run(machine: Machine) -> None:
    assert machine.run("scripts/test", "tests/unit/x.py", "-k", "one").returncode == 0
    assert machine.called() == ["pytest tests/unit/x.py -k one"]


def test_without_an_environment_the_way_to_one_is_said(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    done = machine.run("scripts/test", "tests/unit/x.py")
    assert done.returncode == 1
    assert "scripts/setup dev" in done.stderr


def test_continuous_integration_prepares_the_machine_and_runs_everything(machine: Machine) -> None:
    machine.has_everything()
    done = machine.run(".ci/run")
    assert done.returncode == 0, done.stderr
    assert machine.called()[-1].rstrip() == "pytest -m alone"
    lines = (HOME / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines.index("scripts/setup dev --system") < lines.index("exec scripts/test")


def test_the_commit_hooks_are_valid_and_of_the_environment_itself() -> None:
    config = HOME / ".pre-commit-config.yaml"
    pre_commit = Path(sys.executable).with_name("pre-commit")
    done = subprocess.run([pre_commit, "validate-config", config], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    hooks = [(r["repo"], h) for r in yaml.safe_load(config.read_text(encoding="utf-8"))["repos"] for h in r["hooks"]]
    assert hooks
    for repo, hook in hooks:
        assert (repo, hook["language"]) == ("local", "system")
        program = hook["entry"].split()[0]
        assert program.startswith(".venv/bin/")
        assert os.access(Path(sys.executable).with_name(Path(program).name), os.X_OK)
