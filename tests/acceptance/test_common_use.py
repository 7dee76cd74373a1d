"""Two municipalities on one computer, one PC that helps both: users of the system of their own, and what either gets at of the other's, tried by
each of the other's users while a recording is in work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import shares
from support import sounds
from support.town import HOME, ODD, Town, end, until
from support.town import shares as shares_of

from transcriber.cluster.cluster_files import read_coordinator_file, read_worker_file

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(bool(shares.refusal()), reason=shares.refusal()),
]

INTRUDER = Path(__file__).with_name("intruder.py")
TURN_GROUP = 62050


@dataclass(frozen=True)
class Municipality:
    """One of them: its town, its user, and the user of its worker on the PC that helps both."""

    town: Town
    user: int
    worker_user: int
    worker_file: Path

    @property
    def users(self) -> tuple[int, int]:
        return self.user, self.worker_user

    @property
    def root(self) -> Path:
        return self.town.root

    def processes(self) -> list[int]:
        listed = psutil.process_iter(["uids"])
        return [p.pid for p in listed if p.info["uids"] and p.info["uids"].real in self.users]

    def engines(self) -> list[int]:
        """Of its worker."""
        listed = [p for p in psutil.process_iter(["uids", "cmdline"]) if p.info["uids"] and p.info["cmdline"]]
        mine = [p for p in listed if p.info["uids"].real == self.worker_user]
        return [p.pid for p in mine if "spawn_main" in " ".join(p.info["cmdline"])]


class Computer:
    """A machine with two municipalities on it, and a PC beside it."""

    def __init__(self, base: Path, recording: Path) -> None:
        self.base = base
        self.space = shares.Namespace()
        self._open_to_all(HOME, Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve())
        self.turn = base / "turn"
        for file in (self.turn, self.turn.with_suffix(".next")):
            file.touch()
            os.chown(file, 0, TURN_GROUP)
            file.chmod(0o660)
        self.first = self._municipality("higashi", 62001, 62011, recording)
        self.second = self._municipality("nishi", 62002, 62012, recording)

    def _open_to_all(self, *wanted: Path) -> None:
        """Let every user read and run the program, whatever the modes of its files and of the folders above: as an installation has to."""
        apart = [p for p in sorted(set(wanted)) if not set(p.parents) & set(wanted)]
        closed = {next((top for top in reversed(p.parents) if not top.stat().st_mode & 1), None) for p in apart}
        self.space.run("mount", "-t", "tmpfs", "none", "/mnt")
        for i, path in enumerate(apart):
            self.space.run("mkdir", f"/mnt/{i}")
            self.space.start(["bindfs", "-f", "--perms=a+rX", str(path), f"/mnt/{i}"])
            until(lambda at=f" /mnt/{i} fuse": at in self.space.run("cat", "/proc/mounts"), "bindfs did not mount", 10)
        for top in closed - {None}:
            self.space.run("mount", "-t", "tmpfs", "-o", "mode=755", "none", str(top))
        for i, path in enumerate(apart):
            self.space.run("mkdir", "--parents", str(path))
            self.space.run("mount", "--bind", f"/mnt/{i}", str(path))

    def _municipality(self, name: str, user: int, worker_user: int, recording: Path) -> Municipality:
        root = self.base / name
        root.mkdir(mode=0o755)
        town = Town(root, recording, names=("pc-1",))
        file = self.base / f"worker-{name}.toml"
        shutil.move(town.worker_file("pc-1"), file)
        os.chown(file, worker_user, worker_user)
        for path in [root, *root.rglob("*")]:
            os.chown(path, user, user)
        for path in [town.tree.parent, *town.tree.parent.rglob("*")]:  # as docs/ja advises
            path.chmod(0o2770 if path.is_dir() else 0o660)
        return Municipality(town, user, worker_user, file)

    def as_user(self, user: int, home: Path) -> tuple[str, ...]:
        groups = ["--groups", str(TURN_GROUP)] if user in (62011, 62012) else ["--clear-groups"]
        who = ["setpriv", "--reuid", str(user), "--regid", str(user), *groups]
        return tuple(self.space.enter(*who, "env", f"HOME={home}"))

    def start(self, one: Municipality, seconds: str) -> None:
        """Its coordinator, and its worker on the PC that helps both."""
        one.town.start("watch", self.as_user(one.user, one.root))
        log = (one.root / "pc-1.log").open("w")
        one.town.started.callback(log.close)
        command = [sys.executable, str(ODD), str(one.worker_file), "--seconds", seconds, "--turn", str(self.turn)]
        worker = subprocess.Popen(
            [*self.as_user(one.worker_user, self.base), *command], stdout=log, stderr=log, text=True, cwd=HOME,
            env=one.town.environment(),
        )  # fmt: skip
        one.town.started.callback(end, worker)

    def intruded(
        self, victim: Municipality, user: int, own: Municipality, keys: dict[str, str]
    ) -> dict[str, list[str]]:
        """What a user, with the keys in a file of its own, gets at of what is the victim's."""
        places = [str(self.base), tempfile.gettempdir(), "/dev/shm", "/run", "/var/tmp"]
        whose = ["(", "-uid", str(victim.user), "-o", "-uid", str(victim.worker_user), ")"]
        files, folders = (
            subprocess.run(["find", *places, *whose, *kind], capture_output=True, text=True, check=False).stdout
            for kind in (["!", "-type", "d"], ["-type", "d"])
        )
        asked = {
            "files": sorted(set(files.splitlines())),
            "folders": sorted(set(folders.splitlines())),
            "processes": victim.processes(),
            "servers": [["127.0.0.1", port] for port in victim.town.ports.values()],
            "keys": keys,
            "own": str(own.root),
        }
        done = subprocess.run(
            [*self.as_user(user, self.base), sys.executable, str(INTRUDER)], input=json.dumps(asked),
            capture_output=True, text=True, check=False, cwd=HOME, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def close(self) -> None:
        for one in (self.first, self.second):
            one.town.started.close()
        self.space.close()


@pytest.fixture
def umask() -> Iterator[None]:
    """Files are open to others unless the program closes them, whatever whoever runs the tests has set."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def computer(umask: None, tmp_path: Path) -> Iterator[Computer]:
    spoken = sounds.np.concatenate([sounds.tone(6.0), sounds.silence(1.0)])
    recording = sounds.write(tmp_path / "秘密会.wav", sounds.np.tile(spoken, 12), "pcm_s16le")
    base = Path(tempfile.mkdtemp())  # what pytest gives is root's alone
    base.chmod(0o755)
    try:
        made = Computer(base, recording)
        try:
            yield made
        finally:
            made.close()
    finally:
        shutil.rmtree(base)


def test_neither_gets_at_anything_of_the_other_while_they_share_a_computer_and_a_helper(computer: Computer) -> None:
    first, second = computer.first, computer.second
    computer.start(first, "4")
    computer.start(second, "0")
    for one in (first, second):
        one.town.joined("pc-1")
    first.town.drop()
    until(lambda: first.town.pcs()["pc-1"].doing, "the first got no work done")
    second.town.drop()
    until(lambda: "順番待ち" in second.town.pcs()["pc-1"].doing, "the second does not wait for its turn")
    assert not second.engines(), "whoever waits has no model in memory"

    theirs = read_coordinator_file(second.root / "cluster" / "coordinator.toml").keys.model_dump()
    workers = read_worker_file(second.worker_file).keys.model_dump()
    settings = {str(first.root), str(first.root / "office"), str(first.town.config)}
    for user, keys in ((second.user, theirs), (second.worker_user, workers)):
        found = computer.intruded(first, user, second, keys)
        assert set(found.pop("read")) | set(found.pop("listed")) <= settings, "the settings hold no secret"
        assert found == dict.fromkeys(found, []), user

    open_to_all = [p for p in Path(tempfile.gettempdir()).iterdir() if p.lstat().st_uid in first.users]
    assert all(p.name.startswith("transcriber-worker-") for p in open_to_all), "no name that another can take first"

    ours = read_coordinator_file(first.root / "cluster" / "coordinator.toml").keys.model_dump()
    control = computer.intruded(first, first.user, first, ours)
    assert len(control["read"]) > 20 and len(control["written"]) > 20 and control["memory"], "so it is tried in earnest"
    assert len(control["answered"]) == 2

    both = False
    while not list((second.town.tree / "2_下書き").rglob("transcript.json")):
        one, other = first.engines(), second.engines()
        both |= bool(other) and bool(set(one) & set(first.engines()))
        time.sleep(0.1)
    assert not both, "the PC has the models of one of them in memory at a time"
    for one in (first, second):
        draft = one.town.drafted()
        assert set(shares_of(draft)) == {"pc-1"}
        log = one.root / "office" / "work" / "audit.jsonl"
        until(log.exists, "each has its own log, which follows when a draft is out", 60)

    asked = [sys.executable, "-m", "transcriber", "status", "--config", str(first.town.config)]
    told = subprocess.run(
        [*computer.as_user(second.user, computer.base), *asked], capture_output=True, text=True, check=False, cwd=HOME
    )
    assert told.returncode != 0 and "秘密会" not in told.stdout + told.stderr
