"""What the program leaves around it: no socket but those of this machine's own files, no process behind, no names in arguments."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber.profiles.tree import ProfileTree
from transcriber.settings import HOME

pytestmark = pytest.mark.acceptance

NAME = "鶴亀花代さん面談"
_MARK = "TRANSCRIBER_TEST_MARK"


@dataclass
class Watched:
    """Commands run one after another, each watched by strace: network calls and programs started."""

    root: Path
    config: Path
    tree: ProfileTree
    sockets: dict[str, list[str]]
    arguments: dict[str, str]

    def run(self, verb: str, *arguments: str, until: Callable[[], bool] | None = None) -> None:
        """Run a command to its end, or ask it to end once `until` holds."""
        trace = self.root / "trace.txt"
        command = [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-s",
            "2000",
            "-e",
            "trace=%network,execve",
            "-o",
            str(trace),
        ]
        command += [sys.executable, "-m", "transcriber", verb, *arguments, "--config", str(self.config)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=HOME
        ) as process:
            if until is not None:
                longest = time.monotonic() + 120
                while not until() and process.poll() is None and time.monotonic() < longest:
                    time.sleep(0.2)
                (child,) = _children(process.pid)
                os.kill(child, signal.SIGTERM)
            said = process.communicate(timeout=120)[0]
        assert process.returncode == 0, said
        calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
        assert any("execve(" in call for call in calls)
        self.sockets[verb] = self.sockets.get(verb, []) + [c for c in calls if re.search(r"\bsocket(pair)?\(", c)]
        started = [c for c in calls if "execve(" in c]
        self.arguments[verb] = self.arguments.get(verb, "") + "\n".join(
            started[1:]
        )  # the first is what the person typed


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    root = tmp_path_factory.mktemp("walls")
    shutil.copytree(HOME / "watch_folders" / "会議録", root / "watch" / "会議録")
    tree = ProfileTree(root / "watch" / "会議録")
    for folder in tree.folders():
        folder.mkdir(exist_ok=True)
    config = root / "transcriber.toml"
    config.write_text(
        '[folders]\nwatch = "watch"\nwork = "work"\n[engine]\ntier = "fake"\n'
        "[watching]\npoll_seconds = 0.2\nstable_seconds = 0.1\n",
        encoding="utf-8",
    )
    sound = np.concatenate([sounds.tone(4), sounds.silence(1)] * 3)
    sounds.write(tree.inbox / f"{NAME}.wav", sound, "pcm_s16le")
    sounds.write(root / f"{NAME}2.wav", sound[: len(sound) // 2], "pcm_s16le")
    found = Watched(root, config, tree, {}, {})
    found.run("scan")
    (draft,) = tree.drafts.glob("*/*_下書き.docx")
    found.run("process", str(root / f"{NAME}2.wav"), "--profile", "会議録", "--out", str(root / "out"))
    found.run("relabel", "1", "--name", "S1=議長")
    shutil.copy(draft, tree.checked / f"{NAME}_確認.docx")
    found.run("watch", until=lambda: bool(list((root / "work").rglob("effect.json"))))  # takes the return up
    found.run("finalise", str(draft), "--kind", "会議録", "--out", str(root / "done"), "--reason", "試験")
    found.run("style", "list")
    found.run("status")
    found.run("retention")
    found.run("audit", "verify")
    return found


VERBS = ("scan", "process", "relabel", "watch", "finalise", "style", "status", "retention", "audit")


@pytest.mark.parametrize("verb", VERBS)
def test_no_command_opens_a_socket_but_of_this_machine(watched: Watched, verb: str) -> None:
    assert [call for call in watched.sockets[verb] if "AF_UNIX" not in call] == []


def test_the_commands_did_their_work(watched: Watched) -> None:
    """Else the test above would be of nothing."""
    assert list((watched.root / "out").glob("*_下書き.docx"))
    assert list((watched.root / "done").glob("*.pdf")), "LibreOffice was called by us, and watched"
    assert list((watched.root / "work").rglob("effect.json")), "the return was taken up"


@pytest.mark.parametrize("verb", VERBS)
def test_no_program_is_started_with_a_name_among_its_arguments(watched: Watched, verb: str) -> None:
    """Everybody on the machine may see the arguments of every process."""
    assert "soffice" in watched.arguments["finalise"]
    assert names(r'execve("soffice", ["\351\266\264\344\272\200.docx"])'), "as strace writes 鶴亀"
    assert not names(watched.arguments[verb])


def names(calls: str) -> bool:
    """Whether calls as strace writes them (in octal) hold the name of the recording."""
    return "鶴亀".encode() in calls.encode("latin-1", "ignore").decode("unicode_escape").encode("latin-1", "ignore")


def test_doctor_opens_no_socket_either(watched: Watched, tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    command = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=%network",
        "-o",
        str(trace),
        sys.executable,
        "-m",
        "transcriber",
    ]
    done = subprocess.run(
        [*command, "doctor", "--config", str(watched.config)], capture_output=True, text=True, cwd=HOME, check=False
    )
    assert "録音の読み取り：FFmpeg" in done.stdout
    calls = [c for c in trace.read_text().splitlines() if "socket(" in c]
    assert [c for c in calls if "AF_UNIX" not in c] == []


# -- what is left behind -------------------------------------------------------------------------------------------


def marked(mark: str) -> dict[int, str]:
    """Processes that were started, however indirectly, by the one with that mark in its environment."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (
                mark.encode() in (place / "environ").read_bytes()
                and (place / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
            ):
                found[int(place.name)] = (
                    (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:100]
                )
        except OSError:
            continue
    return found


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT], ids=lambda s: s.name)
def test_process_leaves_no_child_behind_however_it_ends(asked: signal.Signals, tmp_path: Path) -> None:
    shutil.copytree(HOME / "watch_folders" / "会議録", tmp_path / "会議録")
    config = tmp_path / "transcriber.toml"
    config.write_text('[folders]\nwork = "work"\n[engine]\ntier = "fake"\n', encoding="utf-8")
    long = sounds.write(tmp_path / "a.wav", np.tile(sounds.tone(30), 40), "pcm_s16le")
    mark = uuid.uuid4().hex
    command = [sys.executable, "-m", "transcriber", "process", str(long), "--profile", str(tmp_path / "会議録")]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "out"), "--config", str(config)],
        env={**os.environ, _MARK: mark}, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        until = time.monotonic() + 60
        while len(marked(mark)) < 4 and time.monotonic() < until:
            assert process.poll() is None, "it ended before anything could be seen"
            time.sleep(0.02)
        assert len(marked(mark)) >= 4  # itself, the tracker of multiprocessing, a reader, an engine
        process.send_signal(asked)
        process.wait(timeout=30)
    until = time.monotonic() + 10
    while marked(mark) and time.monotonic() < until:
        time.sleep(0.1)
    assert marked(mark) == {}
