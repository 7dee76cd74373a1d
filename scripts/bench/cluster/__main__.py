"""Recordings over one worker and over two, on machines that are network namespaces; and everything that passed between them.

    sudo .venv/bin/python -m scripts.bench.cluster [--minutes 10] [--recordings 1] [--rounds 1] [--work DIR] [--tier embedded] [--terms 300] [--share 0.5]

With `--share` each of the three machines has that share of a core, by a control group: on a computer of two cores that is fair to two workers, who
otherwise share them with the coordinator, the scheduler and the capture. With `--terms` the office has so many terms that they do not fit into one prompt: then what is said decides what the next window is told,
and windows that were asked ahead may have to be asked again.

With `--recordings` there are so many, of `--minutes` each, all there when `transcriber scan` begins.

Each worker has one core of this machine, by affinity, and so many threads; the coordinator has what is left. The recording is the two of
tests/recordings, one after the other until it is long enough. Printed: seconds of the stages speech and speakers, and of the whole command; the
coordinator's own processor time, tasks beside windows and pieces (questions of the second hearing, and what was done twice), whether the text is that of one worker, all stages, and what was captured.
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
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
_GROUPS = Path("/sys/fs/cgroup")
SPACES = {name: f"transcriber-bench-{os.getpid()}-{name}" for name in ADDRESSES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--recordings", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--tier", default="embedded", choices=["embedded", "standard", "high", "fake"])
    parser.add_argument("--terms", type=int, default=0)
    parser.add_argument("--share", type=float)
    asked = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("Needs root: makes network namespaces.")
    with tempfile.TemporaryDirectory(dir=asked.work) as folder, machines():
        root = Path(folder)
        recording = strung(root / "meeting.wav", asked.minutes * 60)
        print(
            "| workers | speech s | speakers s | together s | of one worker | whole s | of one worker | coordinator's core, of one, a worker | "
            "other tasks | same text |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        for number in range(asked.rounds):
            one = measured(root / f"{number}-one", recording, ("pc-1",), asked)
            two = measured(root / f"{number}-two", recording, ("pc-1", "pc-2"), asked)
            for found in (one, two):
                share = f"{found.together / one.together:.2f}"
                same = "–" if found is one else ("yes" if found.words == one.words else "NO")
                print(
                    f"| {found.workers} | {found.speech:.1f} | {found.speakers:.1f} | {found.together:.1f} | {share} | "
                    f"{found.whole:.1f} | {found.whole / one.whole:.2f} | {found.core:.3f} | {found.twice} | {same} |",
                    flush=True,
                )
            for found in (one, two):
                print(f"\n{found.workers}: " + ", ".join(f"{stage} {took:.1f}" for stage, took in found.stages.items()))
        print(captured(root / f"{asked.rounds - 1}-two"))


@dataclass(frozen=True)
class Found:
    """One run.

    Attributes:
        whole: seconds of the command.
        core: the processor time of the command and its scheduler, of the whole run, over the time of both stages, a worker.
        twice: tasks that were done and are neither a window nor a piece of the draft.
    """

    workers: int
    stages: dict[str, float]
    whole: float
    core: float
    twice: int
    words: list[list[tuple[float, str, str | None]]]

    @property
    def speech(self) -> float:
        return self.stages["speech"]

    @property
    def speakers(self) -> float:
        return self.stages["speakers"]

    @property
    def together(self) -> float:
        return self.speech + self.speakers


@contextmanager
def machines() -> Iterator[None]:
    """A network namespace for each, on one bridge; nothing else can be reached from them."""

    def run(*words: str) -> None:
        subprocess.run(words, check=True)

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
            for group in (*_GROUPS.glob(space), *_GROUPS.glob(f"*/{space}")):
                _removed(group)


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


def quietly(command: Sequence[str]) -> None:
    """Run a command of the program, which must succeed; what it prints is not shown."""
    subprocess.run(command, check=True, cwd=HOME, stdout=subprocess.DEVNULL)


def measured(root: Path, recording: Path, names: tuple[str, ...], asked: argparse.Namespace) -> Found:
    """`transcriber scan` with these workers."""
    tier = asked.tier
    transcriber = [sys.executable, "-m", "transcriber"]
    quietly([*transcriber, "init", str(root)])
    if asked.terms:
        truth = root / "terms.json"
        truth.write_text(json.dumps({"roster": [], "terms": " ".join(terms(asked.terms))}), encoding="utf-8")
        demo_sheets.write(truth, root / "watch_folders" / "会議録" / "設定")
    named = [part for n in names for part in ("--worker", f"{n}={ADDRESSES[n]}:{PORT}")]
    quietly([*transcriber, "cluster", "init", str(root / "c"), "--host", f"{ADDRESSES['coordinator']}:{PORT}", *named])
    (root / "transcriber.toml").write_text(
        f'[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "{tier}"\ndevice = "cpu"\nthreads = 1\n'
        '[cluster]\ncoordinator = "c/coordinator.toml"\nwait_seconds = 120\n[watching]\npoll_seconds = 0.5\nstable_seconds = 0.5\n'
    )
    content = bytearray(recording.read_bytes())
    for number in range(asked.recordings):
        content[-2 * (number + 1)] ^= 1  # else it is the same recording once more
        (root / "watch_folders" / "会議録" / "1_録音" / f"会議{number:02d}.wav").write_bytes(content)
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
            held = limited(name, asked.share) if asked.share else ["taskset", "-c", str(core)]
            command = [*held, *inside(name, [*transcriber, "worker", "--config", str(file)])]
            started.append(subprocess.Popen(command, cwd=HOME, stdout=(root / f"{name}.log").open("w"), text=True))
        held = limited("coordinator", asked.share) if asked.share else []
        job = [*held, *inside("coordinator", [*transcriber, "scan", "--config", str(root / "transcriber.toml")])]
        began = time.monotonic()
        process = subprocess.Popen(job, cwd=HOME, stdout=subprocess.DEVNULL, text=True)
        started.append(process)
        times = Times(process)
        if process.wait() != 0:
            sys.exit(f"{names}: transcriber scan failed")
        whole = time.monotonic() - began
        times.join()
        tap.send_signal(signal.SIGTERM)
        tap.wait()
        drafts = [Transcript.read(p) for p in (root / "watch_folders").rglob("2_下書き/**/transcript.json")]
        drafts.sort(key=lambda draft: draft.recording.file_name)
        stages: dict[str, float] = defaultdict(float)
        used = 0
        for draft in drafts:
            assert draft.provenance is not None
            print(*draft.provenance.engine_log, sep="\n", file=sys.stderr)
            for stage, seconds in draft.provenance.stage_seconds.items():
                stages[stage] += seconds
            used += sum(int(p.rpartition(" ")[2]) for line in draft.provenance.engine_log for p in _shares(line))
        pcs = other_pcs.read_other_pcs(root / "work")
        done = sum(pc.done for pc in pcs.listed) if pcs else 0
        both = stages["speech"] + stages["speakers"]
        words = [[(u.start, u.text, u.speaker) for u in draft.utterances] for draft in drafts]
        return Found(len(names), stages, whole, times.of_coordinator / both / len(names), done - used, words)
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
    first: tuple[str, ...] = (
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
    second: tuple[str, ...] = (
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


def limited(name: str, share: float) -> list[str]:
    """What to put before a command so that it and its children have `share` of a core together."""
    period = 100_000  # microseconds
    if (_GROUPS / "cpu").is_dir():  # version 1
        group, limit, value = _GROUPS / "cpu" / SPACES[name], "cpu.cfs_quota_us", f"{round(share * period)}"
    else:
        (_GROUPS / "cgroup.subtree_control").write_text("+cpu")
        group, limit, value = _GROUPS / SPACES[name], "cpu.max", f"{round(share * period)} {period}"
    group.mkdir(exist_ok=True)
    (group / limit).write_text(value)
    return ["sh", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "sh"]


def _removed(group: Path) -> None:
    """Its last processes were killed a moment ago, and may still be on their way out."""
    for _ in range(100):
        if not (group / "cgroup.procs").read_text():
            break
        time.sleep(0.1)
    group.rmdir()


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
