"""What becomes of what a file holds: some 300 files with known contents, through the real media stage and through a peer.

    .venv/bin/python scripts/bench/media [--only WORDS] [--quick] [--intake] [--against REVISION] [--hours 8]

Counted, over all files: seconds of voice that are missing without a word in the draft's record, seconds at a time that is wrong by
more than 0.2 s, files refused that hold sound, and errors that are no message for staff. The peer is faster-whisper's
`decode_audio`, what a program that calls its `transcribe` gets; it says nothing of what it leaves out. `--intake` drops the same files
into a watched folder and lets `scan` take them up, with the fake engine, up to the Word draft. `--against` decodes ordinary
files with another revision of this repository too; `--hours` decodes one long file and prints the peak memory.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(HOME))

import av  # noqa: E402
import numpy as np  # noqa: E402

from scripts.bench.media import cases, intake, peer  # noqa: E402
from scripts.bench.media.judging import Judged, Truth, judge  # noqa: E402
from scripts.bench.media.making import RATE, Audio, sound  # noqa: E402
from transcriber.errors import TranscriberError  # noqa: E402
from transcriber.media import decoding  # noqa: E402
from transcriber.media.pcm import Pcm  # noqa: E402
from transcriber.minutes.transcript import RecordKind  # noqa: E402
from transcriber.pipeline import media_stage  # noqa: E402
from transcriber.profiles.profile import Profile  # noqa: E402
from transcriber.profiles.tree import ProfileTree  # noqa: E402
from transcriber.work.contract import Assignment  # noqa: E402
from transcriber.work.workfolder import WorkFolder  # noqa: E402

_SECONDS = (20, 14)
"""Of the two bundled recordings."""

_BATCH = 60
"""Files dropped before one run of `scan`."""

_QUICK = 6
"""Every how many files the short version makes; no divisor of the number of containers, so that all of them have their turn."""

System = Callable[[Path, Truth, Path], tuple[Judged, str]]
"""Takes a file, what is in it, and a folder to work in: what is missing of it, and the error if there was one."""

_TIMING = """
import sys, time
from pathlib import Path
from transcriber.media import decoding
for file in sys.argv[2:]:
    out = Path(sys.argv[1]); out.unlink(missing_ok=True)
    begins = time.process_time()
    decoding.decode(Path(file), out, name="x")
    print(time.process_time() - begins)
"""


def sources(folder: Path) -> cases.Sources:
    """The beginnings of the two bundled recordings."""
    taken = []
    for name, seconds in zip(("council.mp3", "consultation.m4a"), _SECONDS, strict=True):
        pcm = folder / "source.pcm"
        pcm.unlink(missing_ok=True)
        decoding.decode(HOME / "tests" / "recordings" / name, pcm, name=name)
        taken.append(0.9 * Pcm(pcm).read(0, seconds))
    return cases.Sources(*taken)


def ours(path: Path, truth: Truth, work: Path) -> tuple[Judged, str]:
    """One file through the media stage: what is missing, and the error if there was one."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    profile = Profile(name="試し", kind=RecordKind.COUNCIL, tree=ProfileTree(work))
    job = Assignment(parts=(path,), name=path.name, sha256="0" * 64, profile=profile, work=work)
    folder = WorkFolder(work)
    try:
        found = media_stage.recording(job, folder, "bench", lambda done: None)
    except TranscriberError as e:
        return Judged(), type(e).__name__
    except Exception as e:  # noqa: BLE001 - what a bench counts
        return Judged(), f"program error {type(e).__name__}: {e}"
    pcm = Pcm(folder.pcm)
    return judge(truth, pcm.read(0, pcm.seconds), found.files[0]), ""


class Peer:
    """The same with faster-whisper's `decode_audio`, in a child process: some files end it without an exception."""

    def __init__(self) -> None:
        self._child: ProcessPoolExecutor | None = None

    def __call__(self, path: Path, truth: Truth, work: Path) -> tuple[Judged, str]:
        self._child = self._child or ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        try:
            heard = self._child.submit(peer.heard, path).result()
        except BrokenProcessPool:
            self._child = None
            return Judged(), "program error: the process died"
        except Exception as e:  # noqa: BLE001 - whatever a program would show
            return Judged(), type(e).__name__  # fair: of a file without sound an exception is an answer
        return judge(truth, heard, None), ""


def run(
    systems: dict[str, System],
    said: cases.Sources,
    folder: Path,
    *,
    only: str = "",
    every: int = 1,
    told: Callable[[str], object] = print,
) -> dict[str, Counter[str]]:
    """Make each file, judge it, and add up."""
    totals: dict[str, Counter[str]] = {name: Counter() for name in systems}
    chosen = [c for n, c in enumerate(cases.every(said)) if only in c.name and n % every == 0]
    for case in chosen:
        path = folder / case.name
        truth = case.make(path)
        for name, system in systems.items():
            judged, error = system(path, truth, folder / "work")
            bad = _add(totals[name], truth, judged, error)
            if name == "transcriber" and bad:
                told(f"  {case.name}: {error} {replace(judged)}")
        for left in folder.iterdir():
            if left.is_file():
                left.unlink()
    return totals


def _add(total: Counter[str], truth: Truth, judged: Judged, error: str) -> bool:
    """One more file; is there anything wrong with it?"""
    program = error.startswith("program error")
    refused = bool(error) and not truth.refused and not program
    for what in ("voiced", "lost", "unsaid", "off"):
        total[what] += getattr(judged, what)
    total["files"] += 1
    total["errors"] += program
    total["refused"] += refused
    total["wrong"] += len(judged.wrong)
    return bool(judged.unsaid or judged.off or judged.wrong or program or refused)


def through_intake(said: cases.Sources, folder: Path, *, only: str, every: int) -> Counter[str]:
    """Drop the files, in batches, into a watched folder; `scan`; judge what each job holds."""
    total: Counter[str] = Counter()
    chosen = [c for n, c in enumerate(cases.every(said)) if only in c.name and n % every == 0]
    for first in range(0, len(chosen), _BATCH):
        office = intake.Office(folder / f"office{first}")
        truths = {}
        for case in chosen[first : first + _BATCH]:
            path = folder / case.name
            truths[case.name] = case.make(path)
            office.drop(path)
        office.work()
        for name, truth in truths.items():
            judged, error = office.of(name, truth)
            if _add(total, truth, judged, error):
                print(f"  {name}: {error} {replace(judged)}")
        shutil.rmtree(office.root)
    return total


def _ordinary(folder: Path, said: Audio) -> Iterator[Path]:
    """Ten minutes each of what offices record in."""
    long = np.tile(said, 1 + 600 * RATE // len(said))[: 600 * RATE]
    yield sound(folder / "16k.wav", long, "pcm_s16le")
    yield sound(folder / "stereo.wav", np.stack([long, long]), "pcm_s16le", rate=44_100)
    yield sound(folder / "44k.mp3", long, "libmp3lame", rate=44_100)
    yield sound(folder / "stereo.m4a", np.stack([long, long]), "aac", rate=48_000)
    yield sound(folder / "44k.wma", long, "wmav2", rate=44_100)
    yield sound(folder / "48k.webm", long, "libopus", rate=48_000)
    yield sound(folder / "48k.flac", long, "flac", rate=48_000)


def against(revision: str, said: Audio, folder: Path, rounds: int = 3) -> None:
    """Processor time of decoding beside another revision, file by file, in turns."""
    other = folder / "other"
    subprocess.run(
        ["git", "worktree", "add", "--detach", str(other), revision], cwd=HOME, check=True, capture_output=True
    )
    try:
        files = list(_ordinary(folder, said))
        best: dict[Path, list[float]] = {HOME: [9e9] * len(files), other: [9e9] * len(files)}
        for _ in range(rounds):
            for root, times in best.items():
                out = subprocess.run(
                    [sys.executable, "-c", _TIMING, str(folder / "out.pcm"), *map(str, files)],
                    env={**os.environ, "PYTHONPATH": str(root)},
                    cwd=folder,
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()
                best[root] = [min(a, float(b)) for a, b in zip(times, out, strict=True)]
        print(f"| 10 minutes of | here, s | {revision}, s | ratio |\n|---|---|---|---|")
        for n, file in enumerate(files):
            here, there = best[HOME][n], best[other][n]
            print(f"| {file.name} | {here:.2f} | {there:.2f} | {here / there:.2f} |")
        print(f"| all | {sum(best[HOME]):.2f} | {sum(best[other]):.2f} | {sum(best[HOME]) / sum(best[other]):.2f} |")
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(other)], cwd=HOME, check=True, capture_output=True)


def long_file(hours: float, said: Audio, folder: Path) -> None:
    """Peak memory of decoding one and `hours` hours, each in a process of its own."""
    code = "import resource" + _TIMING + "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    for length in (1.0, hours):
        path = folder / "long.m4a"
        with av.open(str(path), "w") as out:
            stream = out.add_stream("aac", rate=RATE, layout="mono")
            stream.bit_rate = 48_000
            fifo, written = av.AudioFifo(), 0
            while written < length * 3600 * RATE:
                frame = av.AudioFrame.from_ndarray(said[None], format="fltp", layout="mono")
                frame.sample_rate, frame.pts = RATE, written
                fifo.write(frame)
                written += len(said)
                while (piece := fifo.read(1024)) is not None:
                    out.mux(stream.encode(piece))
            out.mux(stream.encode(None))
        seconds, peak = subprocess.run(
            [sys.executable, "-c", code, str(folder / "out.pcm"), str(path)],
            env={**os.environ, "PYTHONPATH": str(HOME)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        print(f"{length:g} h: {float(seconds):.0f} s of processor, peak {peak} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="files whose name holds this")
    options.add_argument("--quick", action="store_true", help=f"every {_QUICK}th file")
    options.add_argument("--no-peer", action="store_true")
    options.add_argument("--intake", action="store_true", help="through the whole program instead of the media stage")
    options.add_argument("--against", default="", help="a git revision")
    options.add_argument("--hours", type=float, default=0.0)
    asked = options.parse_args()
    av.logging.set_level(None)
    systems: dict[str, System] = {"transcriber": ours}
    if not asked.no_peer:
        systems["faster-whisper decode_audio"] = Peer()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        said = sources(folder)
        if asked.against or asked.hours:
            if asked.against:
                against(asked.against, said.one, folder)
            if asked.hours:
                long_file(asked.hours, said.one, folder)
            return
        begins = time.perf_counter()
        every = _QUICK if asked.quick else 1
        if asked.intake:
            totals = {"transcriber": through_intake(said, folder, only=asked.only, every=every)}
        else:
            totals = run(systems, said, folder, only=asked.only, every=every)
    print(
        "| system | files | seconds of voice | lost without a word | at a wrong time | refused falsely | program errors |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, t in totals.items():
        print(
            f"| {name} | {t['files']} | {t['voiced']} | {t['unsaid']} | {t['off']} | {t['refused']} | {t['errors']} |"
        )
    mine = totals["transcriber"]
    print(f"lost and said: {mine['lost'] - mine['unsaid']} s; other claims that are wrong: {mine['wrong']}")
    print(f"{time.perf_counter() - begins:.0f} s", file=sys.stderr)
    print(json.dumps({k: dict(v) for k, v in totals.items()}), file=sys.stderr)
    sys.exit(any(mine[k] for k in ("unsaid", "off", "refused", "errors", "wrong")))


if __name__ == "__main__":
    main()
