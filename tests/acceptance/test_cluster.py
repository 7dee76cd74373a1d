"""One recording over several computers, as real processes on this one: what they say to whom, what they leave, and what becomes of a
recording when they are killed, strange, or not there."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from support import sounds
from support.town import HOME, Town, shares, until, words

from transcriber.cluster.other_computers import AHEAD
from transcriber.minutes.transcript import Transcript
from transcriber.speech.fake_recogniser import FakeRecogniser

pytestmark = pytest.mark.acceptance

SECONDS = 210

WINDOWS = 8
"""In which that is recognised."""


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
    net = town.root / "net"
    town.start("watch", ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=bind,connect", "-o", str(net)))
    own = {}
    for name in ("pc-1", "pc-2"):
        own[name] = town.root / f"disk-{name}"
        own[name].mkdir()
        files = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=openat,creat", "-o", f"{town.root / name}.files")
        town.worker(name, before=files, TMPDIR=str(own[name]), HOME=str(own[name]))
    town.joined("pc-1", "pc-2")
    town.drop()
    found = town.drafted()

    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts()
    every = Counter(shares(found)) + Counter(shares(found, "話者の区別"))
    assert set(every) == {"pc-1", "pc-2"}, "both were there, so both did some of it, and nobody else did"
    assert sum(shares(found).values()) == WINDOWS
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


def test_a_killed_worker_scheduler_and_coordinator_cost_nothing_but_what_was_under_way(
    town: Town, by_itself: Transcript
) -> None:
    watching = town.start("watch")
    first = town.worker("pc-1", "--seconds", "3")
    town.joined("pc-1")
    town.drop()
    until(lambda: town.pcs()["pc-1"].doing, "pc-1 got no work")
    first.send_signal(signal.SIGSTOP)  # so that it holds what was given to it alone
    before = len(kept(town))
    town.worker("pc-2", "--seconds", "1")
    town.joined("pc-2")
    own = psutil.Process(watching.pid).children(recursive=True)
    engines = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait()
    until(lambda: len(kept(town)) > before + AHEAD, "what only pc-1 was asked to do is not given to another")
    (scheduler,) = [c for c in own if any(s.status == psutil.CONN_LISTEN for s in c.net_connections())]
    scheduler.kill()
    before = len(kept(town))
    until(lambda: len(kept(town)) > before, "nothing was recognised after the scheduler's death")
    own += psutil.Process(watching.pid).children(recursive=True)
    watching.kill()
    watching.wait()
    _, left = psutil.wait_procs([*engines, *own], timeout=20)
    assert left == [], "engines of a killed worker end with it, scheduler and engines with a killed coordinator"

    before = len(kept(town))
    done = town.start("scan")
    told, _ = done.communicate(timeout=240)
    assert done.returncode == 0, told
    found = town.drafted()
    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts()
    assert set(shares(found)) == {"pc-2"} and shares(found)["pc-2"] == WINDOWS - before, (
        "what was kept is not done again"
    )
    did = re.findall(r"^did (\d+)$", town.said("pc-1") + town.said("pc-2"), re.MULTILINE)
    assert len(did) - WINDOWS <= 3 * AHEAD, "repeated is at most what each of the three had under way"
    assert "手伝うパソコン" in (town.tree / "状況.html").read_text(encoding="utf-8")


def test_several_recordings_share_the_workers_each_has_the_text_of_one_computer_and_a_kill_costs_none_of_them(
    town: Town, by_itself: Transcript
) -> None:
    other = town.tree.with_name("委員会の会議録")
    shutil.copytree(town.tree, other)
    watching = town.start("watch")
    for name in ("pc-1", "pc-2"):
        town.worker(name, "--seconds", "0.5")
    town.joined("pc-1", "pc-2")
    content = bytearray(town.recording.read_bytes())
    for number, tree in enumerate((town.tree, town.tree, other)):
        content[-2 * (number + 1)] ^= 1  # else it is the same recording once more
        (tree / "1_録音" / f"会議{number}.wav").write_bytes(content)
    of = lambda: {path.parts[-3] for path in kept(town)}  # noqa: E731
    until(lambda: len(of()) >= 2, "they are not in work together")
    watching.kill()
    watching.wait()
    done = town.start("scan")
    told, _ = done.communicate(timeout=240)
    assert done.returncode == 0, told
    drafts = [Transcript.read(path) for path in town.tree.parent.rglob("2_下書き/**/transcript.json")]
    assert sorted(draft.recording.file_name for draft in drafts) == ["会議0.wav", "会議1.wav", "会議2.wav"]
    assert all(words(draft) == words(by_itself) for draft in drafts)
    status = town.transcriber("status", "--config", str(town.config))
    assert status.count("下書きができました") == 3


def test_a_window_that_workers_die_of_is_done_here_and_the_recording_goes_on(town: Town, by_itself: Transcript) -> None:
    town.start("watch")
    for name in ("pc-1", "pc-2"):  # a service that dies is started again
        town.worker(name, "--dies-of", "100", before=("sh", "-c", 'while true; do "$@"; done', "sh"))
    town.joined("pc-1", "pc-2")
    town.drop()
    found = town.drafted()
    assert words(found) == words(by_itself)
    assert found.all_doubts() == by_itself.all_doubts(), "what Dask blames with it is no gap"
    assert 1 <= shares(found)["このパソコン"] <= 2 * AHEAD, "that window, and at most what waited behind it twice"


def test_a_worker_that_is_asked_to_go_ends_what_it_does_first(town: Town, by_itself: Transcript) -> None:
    town.start("watch")
    first = town.worker("pc-1", "--seconds", "2")
    town.worker("pc-2", "--seconds", "1")
    town.joined("pc-1", "pc-2")
    town.drop()
    until(lambda: town.pcs()["pc-1"].doing, "pc-1 got no work")
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=60) == 0
    assert "していた仕事を終えてから抜けます" in town.said("pc-1") and "抜けました" in town.said("pc-1")
    until(lambda: town.pcs()["pc-1"].missing, "pc-1 is still there")
    assert town.pcs()["pc-1"].left
    found = town.drafted()
    assert words(found) == words(by_itself)
    every = Counter(shares(found)) + Counter(shares(found, "話者の区別"))
    assert every["pc-1"] >= 1 and set(every) == {"pc-1", "pc-2"}
    did = re.findall(r"^did (\d+)$", town.said("pc-1") + town.said("pc-2"), re.MULTILINE)
    assert sorted(map(int, did)) == list(range(WINDOWS)), "each window once, and none twice"


def test_strange_workers_get_nothing_give_nothing_out_and_the_work_is_done_here(
    town: Town, by_itself: Transcript, tmp_path_factory: pytest.TempPathFactory, recording: Path
) -> None:
    """One of another version, one whose certificate is of another town, and one that gives orders instead of taking them."""
    other = Town(tmp_path_factory.mktemp("other"), recording)
    theirs = other.worker_file("pc-2").read_text(encoding="utf-8")
    ours = town.worker_file("pc-2").read_text(encoding="utf-8")
    town.worker_file("pc-2").write_text(
        ours.partition("[keys]")[0] + "[keys]" + theirs.partition("[keys]")[2], encoding="utf-8"
    )
    town.config.write_text(town.config.read_text(encoding="utf-8").replace("wait_seconds = 90", "wait_seconds = 2"))
    town.start("watch")
    town.worker("pc-1", "--version", "0.0.9")
    town.worker("pc-2")
    town.joined("pc-1")
    town.drop()
    found = town.drafted()
    assert words(found) == words(by_itself)
    assert found.provenance is not None
    assert "文字起こしを手伝うパソコンがなかったので、このパソコンで行いました。" in found.provenance.engine_log
    said = town.transcriber("cluster", "status", "--config", str(town.config))
    assert "プログラムの版が違います" in said and "0.0.9" in said
    assert "pc-2" in said and "つながっていません" in said
    assert town.pcs()["pc-1"].done == 0
    until(lambda: "仕事が来ません。プログラムの版が違います" in town.said("pc-1"), "pc-1 does not know it")
    until(lambda: "同じ「cluster init」で作られたものではありません" in town.said("pc-2"), "pc-2 does not say why")
    coordinator = town.root / "cluster" / "coordinator.toml"
    assert set(refused_to(coordinator, town.worker_file("pc-1")).values()) == {"refused"}
    assert set(refused_to(coordinator, coordinator).values()) == {"answered"}


def test_a_worker_that_reaches_us_and_cannot_be_reached_gets_nothing_and_is_named(
    town: Town, by_itself: Transcript
) -> None:
    town.start("watch")
    town.worker("pc-1", "--closed")
    town.worker("pc-2")
    town.joined("pc-1", "pc-2")
    town.drop()
    found = town.drafted()
    assert words(found) == words(by_itself)
    assert set(shares(found)) == {"pc-2"} and town.pcs()["pc-1"].done == 0
    said = town.transcriber("cluster", "status", "--config", str(town.config))
    assert f"pc-1 の {town.ports['pc-1']} 番につながりません" in said and "ファイアウォール" in said
    assert f"仕事が来ません。取りまとめ役から、このパソコンの {town.ports['pc-1']} 番につながりません" in town.said(
        "pc-1"
    )
    assert f"pc-1 の {town.ports['pc-1']} 番につながりません" in (town.tree / "状況.html").read_text(encoding="utf-8")


def refused_to(coordinator: Path, own: Path) -> dict[str, str]:
    """What the coordinator's scheduler answers to requests by whoever holds the keys in a file."""
    script = (
        "import asyncio, json, sys, tomllib\n"
        "from pathlib import Path\n"
        "from transcriber.cluster import cluster_files, guarded_servers\n"
        "guarded_servers.configure_dask()\n"
        "from distributed.core import rpc\n"
        "at = cluster_files.read_coordinator_file(Path(sys.argv[1])).listen\n"
        "keys = cluster_files.Keys(**tomllib.loads(Path(sys.argv[2]).read_text())['keys'])\n"
        "security = guarded_servers.security_of(keys, asks_coordinator=True).get_connection_args('client')\n"
        "async def main():\n"
        "    said = {}\n"
        "    for name, more in {'identity': {}, 'who_has': {}, 'gather': {'keys': []}, 'ncores': {}}.items():\n"
        "        async with rpc(str(at), connection_args=security) as scheduler:\n"
        "            try:\n"
        "                await getattr(scheduler, name)(**more)\n"
        "                said[name] = 'answered'\n"
        "            except PermissionError:\n"
        "                said[name] = 'refused'\n"
        "    print(json.dumps(said))\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(coordinator), str(own)],
        capture_output=True, text=True, check=False, timeout=90, cwd=HOME,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def kept(town: Town) -> list[Path]:
    """Windows whose text the coordinator has on its disk."""
    return list((town.root / "office" / "work").rglob("speech-*/0*.json"))
