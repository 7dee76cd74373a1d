"""The tiers that offices use, rehearsed: whole runs through models of their shapes, beside other builds and plain faster-whisper.

    .venv/bin/python -m scripts.bench.tiers [--parts process,day] [--tiers embedded,standard,high] [--against REV …] [--times 5]
        [--corpus DIR] [--items d2] [--seconds 120] [--models DIR] [--weights DIR] [--whisperx ENV/bin/python]

`standard` and `high` load stand-ins that are made on the spot of the embedded models (stand_ins.py), kept in `--models` for the next
time; models in `--weights` (DIR/faster-whisper-large-v3-turbo, …) are used instead. `--against` checks each revision out and runs it in
the same round, on the same models, settings and recordings.

process: `transcriber process` on the first --seconds of each recording, and faster-whisper's default alone on the same weights; for the
         embedded tier also WhisperX with its diarization on the same folders, if an environment is named that has it.
day:     `transcriber scan` over ten recordings of --seconds that wait in one folder, cut from the first item at ten places.

Printed as Markdown tables: medians over --times rounds of processor time (all processes, imports and loading included), time by the
clock and peak memory, with character error rate, names and voices of the last round. Two threads, int8, processor only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import wave
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts import demo_sheets
from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, ROOT
from scripts.bench.quality import whisperx_peer
from scripts.bench.score import score
from scripts.bench.tiers import stand_ins
from scripts.bench.tiers.measured import Cost, measured
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm, to_bytes
from transcriber.settings import Tier

PLAIN = """
import sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=2)
segments, _ = model.transcribe(sys.argv[2], language="ja", beam_size=5, word_timestamps=True)
print(sum(len(s.text) for s in segments))
"""

RECORDINGS = 10
"""Of a day."""


def main() -> None:
    arguments = _arguments()
    tiers = [Tier(name) for name in arguments.tiers.split(",")]
    items = corpus.items(arguments.corpus, arguments.items)
    with tempfile.TemporaryDirectory() as made, _builds(arguments.against) as builds:
        work = Path(made)
        shapes = {tier: stand_ins.SHAPES[tier] for tier in tiers if tier in stand_ins.SHAPES}
        models = stand_ins.models_folder(arguments.models or work / "models", shapes, arguments.weights)
        if "process" in arguments.parts.split(","):
            for item in items:
                cut = _cut(item, 0.0, arguments.seconds, work)
                _process(cut, builds, tiers, models, arguments.times, work, arguments.whisperx)
        if "day" in arguments.parts.split(","):
            _day(items[0], builds, tiers, models, arguments.times, arguments.seconds, work)


def _process(
    item: corpus.Item,
    builds: dict[str, Path],
    tiers: Sequence[Tier],
    models: Path,
    times: int,
    work: Path,
    whisperx: Path | None,
) -> None:
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    transcripts: dict[tuple[str, str], dict[str, Any]] = {}
    for _ in range(times):
        for tier in tiers:
            for build, root in builds.items():
                cost, transcripts[tier.value, build] = _processed(item, root, tier, models, work)
                costs[tier.value, build].append(cost)
                _tell(tier, build, cost)
            speech = models / "weights" / stand_ins.SPEECH.get(tier, stand_ins.BASE)
            command = [sys.executable, "-c", PLAIN, str(speech), str(item.audio)]
            costs[tier.value, "faster-whisper alone"].append(measured(command, cwd=ROOT, environment=_QUIET))
            _tell(tier, "faster-whisper alone", costs[tier.value, "faster-whisper alone"][-1])
            if whisperx and tier is Tier.EMBEDDED:
                command = whisperx_peer.command(
                    whisperx, item.audio, speech, models / "weights" / stand_ins.EMBEDDED, 2
                )
                environment = {**_QUIET, "PYTHONPATH": str(ROOT)}
                costs[tier.value, "WhisperX"].append(measured(command, cwd=ROOT, environment=environment))
                _tell(tier, "WhisperX", costs[tier.value, "WhisperX"][-1])
    print(
        "| recording | tier | build | processor s | clock s | peak GB | CER | names | voices | stages, s by the clock |"
    )
    print("|" + "---|" * 10)
    for (tier_name, build), found in costs.items():
        transcript = transcripts.get((tier_name, build))
        print(f"| {item.name} | {tier_name} | {build} | {_figures(found)} | {_quality(item, transcript)} |", flush=True)


def _processed(item: corpus.Item, root: Path, tier: Tier, models: Path, work: Path) -> tuple[Cost, dict[str, Any]]:
    with tempfile.TemporaryDirectory(dir=work) as made:
        folder = Path(made)
        profile = _profile(item, root, folder)
        settings = _settings(folder, tier, _known_to(root, models, tier))
        command = [sys.executable, "-m", "transcriber", "process", str(item.audio), "--profile", str(profile)]
        command += ["--out", str(folder / "out"), "--config", str(settings)]
        cost = measured(command, cwd=folder, environment={**_QUIET, "PYTHONPATH": str(root)})
        return cost, json.loads((folder / "out" / "資料" / "transcript.json").read_text(encoding="utf-8"))


def _day(
    item: corpus.Item,
    builds: dict[str, Path],
    tiers: Sequence[Tier],
    models: Path,
    times: int,
    seconds: float,
    work: Path,
) -> None:
    room = max(0.0, item.reference["duration"] - seconds)
    cuts = [_cut(item, room * i / RECORDINGS, seconds, work) for i in range(RECORDINGS)]
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    for _ in range(times):
        for tier in tiers:
            for build, root in builds.items():
                costs[tier.value, build].append(_scanned(cuts, root, tier, models, work))
                _tell(tier, build, costs[tier.value, build][-1])
    print(f"| {RECORDINGS} recordings of {seconds:g} s | tier | build | processor s | clock s | peak GB |")
    print("|" + "---|" * 6)
    for (tier_name, build), found in costs.items():
        print(f"| {item.name} | {tier_name} | {build} | {_figures(found)} |", flush=True)


def _scanned(cuts: Sequence[corpus.Item], root: Path, tier: Tier, models: Path, work: Path) -> Cost:
    with tempfile.TemporaryDirectory(dir=work) as made:
        folder = Path(made)
        profile = _profile(cuts[0], root, folder / "watch")
        for cut in cuts:
            shutil.copy(cut.audio, profile / "1_録音" / cut.audio.name)
        settings = _settings(folder, tier, _known_to(root, models, tier))
        command = [sys.executable, "-m", "transcriber", "scan", "--config", str(settings)]
        cost = measured(command, cwd=folder, environment={**_QUIET, "PYTHONPATH": str(root)})
        drafts = len(list(profile.glob("2_下書き/*/*.docx")))
        if drafts != len(cuts):
            sys.exit(f"{drafts} drafts of {len(cuts)} recordings")
        return cost


def _profile(item: corpus.Item, root: Path, folder: Path) -> Path:
    profile = folder / PROFILES[item.reference["kind"]]
    shutil.copytree(root / "watch_folders" / profile.name, profile)
    for name in ("1_録音", "2_下書き", "3_確認済み", "処理済み"):
        (profile / name).mkdir(exist_ok=True)
    demo_sheets.write(item.truth, profile / "設定")
    return profile


def _known_to(root: Path, models: Path, tier: Tier) -> Path:
    """The models folder whose catalogue a build can read."""
    version = (root / "transcriber" / "models" / "catalogue.py").read_text(encoding="utf-8")
    return (
        models if root == ROOT else stand_ins.folder_for(models, [t for t in (tier,) if t in stand_ins.SHAPES], version)
    )


def _settings(folder: Path, tier: Tier, models: Path) -> Path:
    settings = folder / "transcriber.toml"
    settings.write_text(
        f'[folders]\nwatch = "watch"\nwork = "work"\nmodels = "{models}"\n'
        f'[watching]\nstable_seconds = 1\n[engine]\ntier = "{tier.value}"\ndevice = "cpu"\nthreads = 2\n',
        encoding="utf-8",
    )
    return settings


def _cut(item: corpus.Item, start: float, seconds: float, work: Path) -> corpus.Item:
    """A stretch of a recording with its truth."""
    name = f"{item.name}_{start:05.1f}"
    pcm = work / f"{name}.pcm"
    decode(item.audio, pcm, name=item.name)
    audio, truth = work / f"{name}.wav", work / f"{name}.json"
    with wave.open(str(audio), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(to_bytes(Pcm(pcm).read(start, start + seconds)))
    pcm.unlink()
    said = [u for u in item.reference["utterances"] if u["start"] >= start and u["end"] <= start + seconds]
    moved = [{**u, "start": u["start"] - start, "end": u["end"] - start} for u in said]
    reference = {**item.reference, "utterances": moved, "duration": min(seconds, item.reference["duration"] - start)}
    truth.write_text(json.dumps(reference, ensure_ascii=False), encoding="utf-8")
    return corpus.Item(audio, truth, reference)


def _tell(tier: Tier, build: str, cost: Cost) -> None:
    """A round takes long, and the table comes at the end."""
    print(f"{tier.value}, {build}: {cost}", file=sys.stderr, flush=True)


def _figures(costs: Sequence[Cost]) -> str:
    processor = statistics.median(c.processor for c in costs)
    clock = statistics.median(c.clock for c in costs)
    return f"{processor:.1f} | {clock:.1f} | {max(c.peak for c in costs) / 1e9:.2f}"


def _quality(item: corpus.Item, transcript: dict[str, Any] | None) -> str:
    if transcript is None:
        return "– | – | – | –"
    figures = score(item.reference, transcript)
    voices = f"{len({u['speaker'] for u in transcript['utterances']})}/{len({u['speaker'] for u in item.reference['utterances']})}"
    stages = transcript["provenance"]["stage_seconds"]
    took = ", ".join(f"{stage} {seconds:.0f}" for stage, seconds in stages.items())
    return f"{figures['cer']:.3f} | {figures['name_accuracy']:.3f} | {voices} | {took}"


_QUIET = {"OMP_WAIT_POLICY": "PASSIVE"}


@contextmanager
def _builds(revisions: Sequence[str]) -> Iterator[dict[str, Path]]:
    """Name → checkout: this one, and one of each revision for as long as the block lasts."""
    builds = {"this": ROOT}
    with tempfile.TemporaryDirectory() as folder:
        try:
            for revision in revisions:
                place = Path(folder) / revision
                _git("worktree", "add", "--quiet", "--detach", str(place), revision)
                builds[revision] = place
            yield builds
        finally:
            for place in list(builds.values())[1:]:
                _git("worktree", "remove", "--force", str(place))


def _git(*command: str) -> None:
    subprocess.run(["git", *command], cwd=ROOT, check=True, env=os.environ)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--parts", default="process,day")
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--tiers", default="embedded,standard,high")
    parser.add_argument(
        "--against", action="append", default=[], help="a revision to run beside this checkout; repeatable"
    )
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--models", type=Path, help="keep the stand-ins here")
    parser.add_argument("--whisperx", type=Path, help="the Python of an environment with whisperx.txt installed")
    parser.add_argument("--weights", type=Path, help="a folder of real models, by the catalogue's names")
    return parser.parse_args()


if __name__ == "__main__":
    main()
