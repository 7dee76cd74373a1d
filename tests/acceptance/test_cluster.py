"""One recording over several computers, as real processes on this one: what they say to whom, what they leave, and what becomes of a
recording when they are killed, strange, or not there."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from support import sounds
from support.town import HOME, Town, shares, until, words

from transcriber.minutes.transcript import Transcript
from transcriber.speech.fake_recogniser import FakeRecogniser

pytestmark = pytest.mark.acceptance

SECONDS = 210


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spoken = sounds.np.concatenate([sounds.tone(6.0), sounds.silence(1.0)])
    return sounds.write(
        tmp_path_factory.mktemp("recording") / "定例会.wav", sounds.np.tile(spoken, SECONDS // 7), "pcm_s16le"
    )


@pytest.fixture
def town(tmp_path: Path, recording: Path) -> Iterator[Town]:
    made = Town(tmp_path, recording)
    try:
        yield made
    finally:
        made.started.close()


@pytest.fixture(scope="module")
def by_itself(tmp_path_factory: pytest.TempPathFactory, recording: Path) -> Transcript:
    """What one computer makes of it."""
    town = Town(tmp_path_factory.mktemp("alone"), recording)
    town.config.write_text(town.config.read_text(encoding="utf-8").partition("[cluster]")[0], encoding="utf-8")
    try:
        return town.transcript(town.process())
    finally:
        town.started.close()


def test_two_workers_make_what_one_computer_makes_speak_tls_with_the_named_only_and_keep_nothing(
    town: Town, by_itself: Transcript
) -> None:
    own = {}
    for name in ("pc-1", "pc-2"):
        own[name] = town.root / f"disk-{name}"
        own[name].mkdir()
        files = (
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-e",
            "trace=openat,creat",
            "-o",
            str(town.root / f"{name}.files"),
        )
        town.worker(name, before=files, TMPDIR=str(own[name]), HOME=str(own[name]))
    net = town.root / "net"
    process = town.process(before=("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=bind,connect", "-o", str(net)))
    found = town.transcript(process)

    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts()
    done = shares(found)
    assert set(done) == {"pc-1", "pc-2"} and min(done.values()) >= 2
    assert sum(shares(found, "話者の区別").values()) == 1

    addresses = set(
        re.findall(r"(bind|connect)\(.*AF_INET6?, sin6?_port=htons\((\d+)\).*?\"([^\"]+)\"", net.read_text())
    )
    ours = {str(port) for port in town.ports.values()}
    assert {(port, host) for call, port, host in addresses if call == "connect"} == {(p, "127.0.0.1") for p in ours}
    assert {(p, h) for c, p, h in addresses if c == "bind" and p != "0"} == {
        (str(town.ports["coordinator"]), "127.0.0.1")
    }

    text = FakeRecogniser._TEXT
    sound = (town.root / "office" / "work").rglob("audio.pcm")
    piece = next(sound).read_bytes()[64_000:64_128]
    for name, folder in own.items():
        for file in folder.rglob("*"):
            if file.is_file():
                held = file.read_bytes()
                assert text.encode() not in held and piece not in held, file
        assert text not in town.said(name)
        written = re.findall(
            r'"([^"]+)", O_\w*(?:WRONLY|RDWR)', (town.root / f"{name}.files").read_text(errors="replace")
        )
        kinds = re.compile(
            r"/dev/|/proc/|__pycache__|\.lock$|dask\.(crt|pem)$|threads\.json|/[a-z0-9_]{8}$|pymp-|transcriber-worker-[^/]+/?$|dask-scratch-space"
        )
        assert [w for w in written if not kinds.search(w)] == []


def test_a_killed_worker_and_a_killed_scheduler_cost_nothing_but_what_was_under_way(
    town: Town, by_itself: Transcript
) -> None:
    first = town.worker("pc-1", "--seconds", "1.5")
    town.worker("pc-2", "--seconds", "1.5")
    process = town.process()
    until(lambda: sum(pc.done for pc in town.pcs().values()) >= 2, "no work was done")
    children = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    listening = [
        c for c in psutil.Process(process.pid).children(recursive=True)
        if any(s.status == psutil.CONN_LISTEN for s in c.net_connections())
    ]  # fmt: skip
    listening[0].kill()
    found = town.transcript(process)
    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts()
    assert shares(found)["pc-2"] >= 3
    _, left = psutil.wait_procs(children, timeout=20)
    assert left == [], "engines of a killed worker end with it"
    first.wait()


def test_a_window_that_workers_die_of_is_done_here_and_the_recording_goes_on(town: Town, by_itself: Transcript) -> None:
    for name in ("pc-1", "pc-2"):  # a service that dies is started again
        town.worker(name, "--dies-of", "100", before=("sh", "-c", 'while true; do "$@"; done', "sh"))
    found = town.transcript(town.process())
    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts(), "what Dask blames with it is no gap"
    assert 1 <= shares(found)["このパソコン"] <= 3, "that window, and what waited behind it twice"


def test_a_worker_that_is_asked_to_go_ends_what_it_does_first(town: Town, by_itself: Transcript) -> None:
    first = town.worker("pc-1", "--seconds", "2")
    town.worker("pc-2", "--seconds", "1")
    process = town.process()
    until(lambda: town.pcs().get("pc-1") and town.pcs()["pc-1"].doing, "pc-1 got no work")
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=60) == 0
    assert "していた仕事を終えてから抜けます" in town.said("pc-1") and "抜けました" in town.said("pc-1")
    found = town.transcript(process)
    assert words(found) == words(by_itself)
    assert shares(found)["pc-1"] >= 1 and "このパソコン" not in shares(found)
    did = re.findall(r"^did (\d+)$", town.said("pc-1") + town.said("pc-2"), re.MULTILINE)
    assert sorted(map(int, did)) == list(range(sum(shares(found).values()))), "each window once, and none twice"


def test_strange_workers_get_nothing_and_the_work_is_done_here(
    town: Town, by_itself: Transcript, tmp_path_factory: pytest.TempPathFactory, recording: Path
) -> None:
    """One of another version, one whose certificate is of another town."""
    other = Town(tmp_path_factory.mktemp("other"), recording)
    theirs = other.worker_file("pc-2").read_text(encoding="utf-8")
    ours = town.worker_file("pc-2").read_text(encoding="utf-8")
    town.worker_file("pc-2").write_text(
        ours.partition("[keys]")[0] + "[keys]" + theirs.partition("[keys]")[2], encoding="utf-8"
    )
    town.config.write_text(town.config.read_text(encoding="utf-8").replace("wait_seconds = 90", "wait_seconds = 8"))
    town.worker("pc-1", "--version", "0.0.9")
    town.worker("pc-2")
    found = town.transcript(town.process())
    assert words(found) == words(by_itself)
    assert found.provenance is not None
    assert "文字起こしを手伝うパソコンがなかったので、このパソコンで行いました。" in found.provenance.engine_log
    said = town.transcriber("cluster", "status", "--config", str(town.config))
    assert "プログラムの版が違います" in said and "0.0.9" in said
    assert "pc-2" in said and "つながっていません" in said
    assert town.pcs()["pc-1"].done == 0
    assert "同じ「cluster init」で作られたものではありません" in town.said("pc-2")


def test_a_workers_certificate_gives_out_no_work_and_reads_none(town: Town) -> None:
    """Whoever holds the file of one worker cannot use the others: the scheduler takes orders from the coordinator alone."""
    coordinator = town.root / "cluster" / "coordinator.toml"
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from transcriber.cluster import cluster_files, guarded_servers, scheduler_process\n"
        "def main():\n"
        "    guarded_servers.configure_dask()\n"
        "    from distributed import Client\n"
        "    own, other = cluster_files.read_coordinator_file(Path(sys.argv[1])), cluster_files.read_worker_file(Path(sys.argv[2]))\n"
        "    scheduler_process.start(own)\n"
        "    for keys in (own.keys, other.keys):\n"
        "        try:\n"
        "            security = guarded_servers.security_of(keys, asks_coordinator=True)\n"
        "            with Client(str(own.listen), security=security, timeout=8, set_as_default=False) as client:\n"
        "                print('let in', len(client.scheduler_info()['workers']), flush=True)\n"
        "        except Exception as e:\n"
        "            print('refused', type(e).__name__, flush=True)\n"
        "if __name__ == '__main__':\n"
        "    main()\n"
    )
    path = town.root / "attacker.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(path), str(coordinator), str(town.worker_file("pc-1"))],
        capture_output=True, text=True, check=False, timeout=90, cwd=HOME,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0] == "let in 0" and lines[1].startswith("refused"), done.stdout + done.stderr


def test_a_killed_coordinator_goes_on_where_it_was_and_leaves_no_scheduler(town: Town, by_itself: Transcript) -> None:
    tree = town.root / "office" / "watch_folders" / "会議録"
    town.config.write_text(
        town.config.read_text(encoding="utf-8") + "[watching]\npoll_seconds = 0.2\nstable_seconds = 0.2\n",
        encoding="utf-8",
    )
    for name in ("pc-1", "pc-2"):
        town.worker(name, "--seconds", "1")
    shutil.copy(town.recording, tree / "1_録音")
    first = town.start("watch")
    until(lambda: len(list((town.root / "office" / "work").rglob("speech-*/0*.json"))) >= 3, "nothing was recognised")
    children = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait()
    _, left = psutil.wait_procs(children, timeout=20)
    assert left == [], "scheduler and engines end with the coordinator"
    kept = len(list((town.root / "office" / "work").rglob("speech-*/0*.json")))
    done = town.start("scan")
    told, _ = done.communicate(timeout=240)
    assert done.returncode == 0, told
    (made,) = (tree / "2_下書き").rglob("transcript.json")
    found = Transcript.read(made)
    assert words(found) == words(by_itself)
    assert (
        sum(shares(found).values()) == len(set(re.findall(r"did (\d+)", town.said("pc-1") + town.said("pc-2")))) - kept
    )
    assert "手伝うパソコン" in (tree / "状況.html").read_text(encoding="utf-8")
