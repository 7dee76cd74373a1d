"""One recording over one worker and over two, on machines that are network namespaces; and everything that passed between them.

    sudo .venv/bin/python -m scripts.bench.cluster [--minutes 10] [--rounds 1] [--work DIR] [--tier embedded] [--terms 300]

With `--terms` the office has so many terms that they do not fit into one prompt: then what is said decides what the next window is told,
and windows that were asked ahead may have to be asked again.

Each worker has one core of this machine, by affinity, and so many threads; the coordinator has what is left. The recording is the two of
tests/recordings, one after the other until it is long enough. Printed: seconds of the stages speech and speakers, the coordinator's own
processor time in them, tasks done twice, whether the text is that of one worker, and what was captured.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import psutil

from scripts import demo_sheets
from transcriber.minutes.transcript import Transcript
from transcriber.system import other_pcs

HOME = Path(__file__).resolve().parents[3]
PORT = 8786
ADDRESSES = {"coordinator": "10.99.7.1", "pc-1": "10.99.7.2", "pc-2": "10.99.7.3"}
SPACES = {name: f"transcriber-bench-{os.getpid()}-{name}" for name in ADDRESSES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--tier", default="embedded", choices=["embedded", "standard", "high", "fake"])
    parser.add_argument("--terms", type=int, default=0)
    asked = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("Needs root: makes network namespaces.")
    with tempfile.TemporaryDirectory(dir=asked.work) as folder, machines():
        root = Path(folder)
        recording = strung(root / "meeting.wav", asked.minutes * 60)
        print(
            "| workers | speech s | speakers s | together s | of one worker | coordinator's core, of one, a worker | tasks twice | same text |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for number in range(asked.rounds):
            one = measured(root / f"{number}-one", recording, ("pc-1",), asked)
            two = measured(root / f"{number}-two", recording, ("pc-1", "pc-2"), asked)
            for found in (one, two):
                share = f"{found.together / one.together:.2f}"
                same = "–" if found is one else ("yes" if found.words == one.words else "NO")
                print(
                    f"| {found.workers} | {found.speech:.1f} | {found.speakers:.1f} | {found.together:.1f} | {share} | "
                    f"{found.core:.3f} | {found.twice} | {same} |"
                )
        print(captured(root / f"{asked.rounds - 1}-two"))


@dataclass(frozen=True)
class Found:
    """One run.

    Attributes:
        core: the processor time of the command and its scheduler, of the whole run, over the time of both stages, a worker.
        twice: tasks that were done and not used.
    """

    workers: int
    speech: float
    speakers: float
    core: float
    twice: int
    words: list[tuple[float, str, str | None]]

    @property
    def together(self) -> float:
        return self.speech + self.speakers


@contextmanager
def machines() -> Iterator[None]:
    """A network namespace for each, on one bridge; nothing else can be reached from them."""
    run = lambda *words: subprocess.run(words, check=True)  # noqa: E731
    hub = SPACES["coordinator"]
    try:
        for space in SPACES.values():
            run("ip", "netns", "add", space)
            run("ip", "-n", space, "link", "set", "lo", "up")
        run("ip", "-n", hub, "link", "add", "br0", "type", "bridge")
        run("ip", "-n", hub, "addr", "add", f"{ADDRESSES['coordinator']}/24", "dev", "br0")
        run("ip", "-n", hub, "link", "set", "br0", "up")
        for name in ("pc-1", "pc-2"):
            run(
                "ip",
                "-n",
                hub,
                "link",
                "add",
                f"to-{name}",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                SPACES[name],
            )
            run("ip", "-n", hub, "link", "set", f"to-{name}", "master", "br0", "up")
            run("ip", "-n", SPACES[name], "addr", "add", f"{ADDRESSES[name]}/24", "dev", "eth0")
            run("ip", "-n", SPACES[name], "link", "set", "eth0", "up")
        yield
    finally:
        for space in SPACES.values():
            subprocess.run(["ip", "netns", "del", space], check=False)


def strung(out: Path, seconds: float) -> Path:
    """The recordings of the tests, one after the other."""
    parts = []
    for name in ("council.mp3", "consultation.m4a"):
        with av.open(str(HOME / "tests" / "recordings" / name)) as source:
            resampler = av.AudioResampler("s16", "mono", 16_000)
            blocks = [b.to_ndarray()[0] for f in source.decode(audio=0) for b in resampler.resample(f)]
            parts.append(np.concatenate(blocks))
    once = np.concatenate(parts)
    many = np.tile(once, int(seconds * 16_000 / len(once)) + 1)[: round(seconds * 16_000)]
    with av.open(str(out), "w") as target:
        stream = target.add_stream("pcm_s16le", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(many[None], format="s16", layout="mono")
        frame.sample_rate = 16_000
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out


def measured(root: Path, recording: Path, names: tuple[str, ...], asked: argparse.Namespace) -> Found:
    """`transcriber process` with these workers."""
    tier = asked.tier
    transcriber = [sys.executable, "-m", "transcriber"]
    quiet = {"check": True, "cwd": HOME, "stdout": subprocess.DEVNULL}
    subprocess.run([*transcriber, "init", str(root)], **quiet)
    if asked.terms:
        truth = root / "terms.json"
        truth.write_text(json.dumps({"roster": [], "terms": " ".join(terms(asked.terms))}), encoding="utf-8")
        demo_sheets.write(truth, root / "watch_folders" / "会議録" / "設定")
    named = [part for n in names for part in ("--worker", f"{n}={ADDRESSES[n]}:{PORT}")]
    subprocess.run(
        [*transcriber, "cluster", "init", str(root / "c"), "--host", f"{ADDRESSES['coordinator']}:{PORT}", *named],
        **quiet,
    )
    (root / "transcriber.toml").write_text(
        f'[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "{tier}"\ndevice = "cpu"\nthreads = 1\n'
        '[cluster]\ncoordinator = "c/coordinator.toml"\nwait_seconds = 120\n'
    )
    started: list[subprocess.Popen[str]] = []
    try:
        phrases = root / "phrases"
        phrases.write_text(
            "\n".join(("会議".encode().hex(), "です".encode().hex(), recording.read_bytes()[200_000:200_032].hex()))
        )
        command = [
            sys.executable,
            str(Path(__file__).with_name("capture.py")),
            "br0",
            str(root / "capture.json"),
            str(phrases),
        ]
        tap = subprocess.Popen(inside("coordinator", command), stdout=subprocess.PIPE, text=True)
        started.append(tap)
        assert tap.stdout is not None
        tap.stdout.readline()
        for core, name in enumerate(names):
            file = root / "c" / "workers" / f"{name}.toml"
            own = 'tier = "fake"\n' if tier == "fake" else ""
            file.write_text(f'{own}device = "cpu"\nthreads = 1\n{file.read_text()}')
            pinned = ["taskset", "-c", str(core), *transcriber, "worker", "--config", str(file)]
            started.append(
                subprocess.Popen(inside(name, pinned), cwd=HOME, stdout=(root / f"{name}.log").open("w"), text=True)
            )
        job = [
            *transcriber,
            "process",
            str(recording),
            "--profile",
            "会議録",
            "--out",
            str(root / "out"),
            "--config",
            str(root / "transcriber.toml"),
        ]
        process = subprocess.Popen(inside("coordinator", job), cwd=HOME, stdout=subprocess.DEVNULL, text=True)
        started.append(process)
        times = Times(process)
        if process.wait() != 0:
            sys.exit(f"{names}: transcriber process failed")
        times.join()
        tap.send_signal(signal.SIGTERM)
        tap.wait()
        transcript = Transcript.read(root / "out" / "資料" / "transcript.json")
        assert transcript.provenance is not None
        took = transcript.provenance.stage_seconds
        used = sum(int(part.rpartition(" ")[2]) for line in transcript.provenance.engine_log for part in _shares(line))
        pcs = other_pcs.read_other_pcs(root / "work")
        done = sum(pc.done for pc in pcs.listed) if pcs else 0
        print(*transcript.provenance.engine_log, sep="\n", file=sys.stderr)
        both = took["speech"] + took["speakers"]
        words = [(u.start, u.text, u.speaker) for u in transcript.utterances]
        return Found(
            len(names), took["speech"], took["speakers"], times.of_coordinator / both / len(names), done - used, words
        )
    finally:
        for each in started:
            if each.poll() is None:
                for child in psutil.Process(each.pid).children(recursive=True):
                    child.kill()
                each.kill()
                each.wait()


def _shares(line: str) -> list[str]:
    inner = line.partition("（")[2].partition("）")[0]
    return [p.removesuffix("件") for p in inner.split("、") if p.endswith("件") and p.startswith("pc-")]


class Times(threading.Thread):
    """Processor time of the coordinator's own two processes, of the whole command; its engines do not count."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(process.pid)
        self.of_coordinator = 0.0
        self.start()

    def run(self) -> None:
        last: dict[int, float] = {}
        while True:
            try:
                own = [self._process, *(c for c in self._process.children(recursive=True) if _listens(c))]
                for each in own:
                    spent = sum(each.cpu_times()[:2])
                    self.of_coordinator += spent - last.get(each.pid, spent)
                    last[each.pid] = spent
            except psutil.NoSuchProcess:
                return
            if not self._process.is_running() or self._process.status() == psutil.STATUS_ZOMBIE:
                return
            time.sleep(1)


def _listens(process: psutil.Process) -> bool:
    """The scheduler, and none of the engines."""
    return any(c.status == psutil.CONN_LISTEN for c in process.net_connections("tcp"))


def terms(count: int) -> list[str]:
    """As a glossary holds them, with readings."""
    first = (
        "下水道(げすいどう)",
        "子育て(こそだて)",
        "図書館(としょかん)",
        "防災(ぼうさい)",
        "介護(かいご)",
        "除雪(じょせつ)",
        "観光(かんこう)",
    )
    first += (
        "公民館(こうみんかん)",
        "農業(のうぎょう)",
        "福祉(ふくし)",
        "市道(しどう)",
        "学校(がっこう)",
        "水道(すいどう)",
        "会議(かいぎ)",
    )
    second = (
        "計画(けいかく)",
        "条例(じょうれい)",
        "整備(せいび)",
        "予算(よさん)",
        "委員会(いいんかい)",
        "補助(ほじょ)",
        "施設(しせつ)",
    )
    second += (
        "事業(じぎょう)",
        "基金(ききん)",
        "調査(ちょうさ)",
        "支援(しえん)",
        "相談(そうだん)",
        "料金(りょうきん)",
        "工事(こうじ)",
    )
    split = [(a.rstrip(")").split("("), b.rstrip(")").split("(")) for a in first for b in second]
    made = [f"{a}{b}({c}{d})" for (a, c), (b, d) in split]
    made += [f"第{n}次{w.replace('(', '(だい' + 'に' + 'じ')}" for n in range(2, 9) for w in made[:60]]
    return made[:count]


def inside(name: str, command: list[str]) -> list[str]:
    return ["ip", "netns", "exec", SPACES[name], *command]


def captured(root: Path) -> str:
    """What passed, in a sentence or two."""
    found = json.loads((root / "capture.json").read_text())
    named = {f"{at}:{PORT}" for at in ADDRESSES.values()}
    strange = [f["flow"] for f in found["flows"] if not named & set(f["flow"].split())]
    plain = [f["flow"] for f in found["flows"] if f["first"] != 22]
    total = sum(f["bytes"] for f in found["flows"])
    return (
        f"\nCaptured with two workers: {len(found['flows'])} flows, {total / 1e6:.1f} MB of TCP; to other ports than the named: {strange or 'none'}; "
        f"not begun by a TLS handshake: {plain or 'none'}; phrases in plain: {len(found['plain'])}; other packets: {found['others'] or 'none'}; "
        f"lost by the capture: {found['dropped']}."
    )


if __name__ == "__main__":
    main()
