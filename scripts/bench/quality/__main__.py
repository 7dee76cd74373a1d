"""Quality and speed of the whole pipeline beside faster-whisper, on the same weights in the same run.

    .venv/bin/python -m scripts.bench.quality [--corpus DIR] [--items d1,d2] [--systems "A;B"] [--out DIR]
        [--whisperx ENV/bin/python]

For each recording with its truth (scripts/bench/corpus.py) the roster and terms go as xlsx into a profile, `transcriber process` runs in
a fresh work folder as a process of its own, in both modes and once without roster and terms; faster-whisper's default
transcription (VAD filter, beam 5) and its batched one (8) run as processes of their own too, and WhisperX's speech part (its own
detector, cut and merge, batched), alone and with its diarization on the same pyannote folder, if an environment is named that has it
(whisperx.txt). All are scored by scripts/bench/score.py.
Printed as a Markdown table: its figures, the speaker count, real-time factors (whole process, imports and model loading
included) with the pipeline's stages, and the time of the speech stage (detection included) over the default's whole time. All
use the same number of threads, so none is measured on the way.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from scripts import demo_sheets
from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, ROOT
from scripts.bench.quality import whisperx_peer
from scripts.bench.score import score
from transcriber.settings import Engine
from transcriber.system import devices

FIGURES = ("cer", "deletion", "insertion", "keyword_recall", "cp_cer", "name_accuracy", "wrong_name")


def main() -> None:
    arguments = _arguments()
    systems = dict(SYSTEMS)
    if arguments.whisperx:
        systems["WhisperX"] = partial(_whisperx, python=arguments.whisperx)
        systems["WhisperX with speakers"] = partial(_whisperx_with_speakers, python=arguments.whisperx)
    wanted = corpus.items(arguments.corpus, arguments.items)
    print(
        "| item | system | "
        + " | ".join(FIGURES)
        + " | voices found/true | × real time | stages (× real time) | speech / default |"
    )
    print("|" + "---|" * (len(FIGURES) + 6))
    for item in wanted:
        name, reference, audio = item.name, item.reference, item.audio
        default = 0.0
        for system, run in systems.items():
            if arguments.systems and system not in arguments.systems.split(";"):
                continue
            with tempfile.TemporaryDirectory() as folder:
                began = time.perf_counter()
                hypothesis = run(audio, reference, Path(folder))
                seconds = time.perf_counter() - began
                if arguments.out:
                    arguments.out.mkdir(parents=True, exist_ok=True)
                    kept = arguments.out / f"{name}.{system.replace(' ', '-').replace(',', '')}.json"
                    kept.write_text(json.dumps(hypothesis, ensure_ascii=False, indent=1), encoding="utf-8")
            if system == "faster-whisper default":
                default = seconds
            _row(name, system, score(reference, hypothesis), reference, hypothesis, seconds, default)


def _row(
    name: str,
    system: str,
    figures: dict[str, float],
    reference: dict[str, Any],
    hypothesis: dict[str, Any],
    seconds: float,
    default: float,
) -> None:
    length = reference["duration"]
    stages = hypothesis.get("provenance", {}).get("stage_seconds", {})
    found = len({u["speaker"] for u in hypothesis["utterances"]})
    true = len({u["speaker"] for u in reference["utterances"]})
    cells = [f"{figures[f]:.3f}" for f in FIGURES]
    voices = f"{found}/{true}" if stages or found > 1 else "–"
    speech = (stages.get("voice", 0.0) + stages.get("speech", 0.0)) / default if default and stages else None
    print(
        f"| {name} | {system} | {' | '.join(cells)} | {voices} | {seconds / length:.3f} | "
        + ", ".join(f"{k} {v / length:.3f}" for k, v in stages.items())
        + f" | {'–' if speech is None else f'{speech:.2f}'} |",
        flush=True,
    )


def _ours(
    audio: Path, reference: dict[str, Any], folder: Path, *, mode: str = "careful", told: bool = True
) -> dict[str, Any]:
    profile = folder / PROFILES[reference["kind"]]
    shutil.copytree(ROOT / "watch_folders" / profile.name, profile)
    truth = folder / "truth.json"
    truth.write_text(json.dumps(reference, ensure_ascii=False), encoding="utf-8")
    if told:
        demo_sheets.write(truth, profile / "設定")
    settings = folder / "transcriber.toml"
    engine = f'tier = "embedded"\ndevice = "cpu"\nmode = "{mode}"\nthreads = {devices.most_threads(Engine())}\n'
    settings.write_text(f'[folders]\nwork = "work"\n[engine]\n{engine}', encoding="utf-8")
    command = [sys.executable, "-m", "transcriber", "process", str(audio), "--profile", str(profile)]
    _run([*command, "--out", str(folder / "out"), "--config", str(settings)])
    transcript: dict[str, Any] = json.loads((folder / "out" / "資料" / "transcript.json").read_text(encoding="utf-8"))
    return transcript


PEER = """
import json, sys
from faster_whisper import BatchedInferencePipeline, WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[3]))
if sys.argv[4] == "batched":
    segments, _ = BatchedInferencePipeline(model).transcribe(sys.argv[2], language="ja", batch_size=8)
else:
    segments, _ = model.transcribe(sys.argv[2], language="ja", vad_filter=True, beam_size=5)
print(json.dumps([{"speaker": "A", "name": None, "start": s.start, "end": s.end, "text": s.text} for s in segments]))
"""


def _peer(audio: Path, reference: dict[str, Any], folder: Path, *, way: str) -> dict[str, Any]:
    model = ROOT / "models" / "weights" / "faster-whisper-base"
    printed = _run([sys.executable, "-c", PEER, str(model), str(audio), str(devices.most_threads(Engine())), way])
    return {"utterances": json.loads(printed)}


WHISPERX = """
import json, sys, warnings
warnings.filterwarnings("ignore")
from faster_whisper import decode_audio
import whisperx
model = whisperx.load_model(sys.argv[1], device="cpu", compute_type="int8", language="ja", threads=int(sys.argv[3]))
found = model.transcribe(decode_audio(sys.argv[2]), batch_size=8, language="ja")["segments"]
said = [{"speaker": "A", "name": None, "start": s["start"], "end": s["end"], "text": s["text"]} for s in found]
print("\\n" + json.dumps(said))
"""


def _whisperx(audio: Path, reference: dict[str, Any], folder: Path, *, python: Path) -> dict[str, Any]:
    model = ROOT / "models" / "weights" / "faster-whisper-base"
    printed = _run([str(python), "-c", WHISPERX, str(model), str(audio), str(devices.most_threads(Engine()))])
    return {"utterances": json.loads(printed.strip().splitlines()[-1])}


def _whisperx_with_speakers(audio: Path, reference: dict[str, Any], folder: Path, *, python: Path) -> dict[str, Any]:
    weights = ROOT / "models" / "weights"
    command = whisperx_peer.command(
        python, audio, weights / "faster-whisper-base", weights / "pyannote-embedded", devices.most_threads(Engine())
    )
    printed = _run(command)
    return {"utterances": json.loads(printed.strip().splitlines()[-1])}


SYSTEMS: dict[str, Callable[[Path, dict[str, Any], Path], dict[str, Any]]] = {
    "faster-whisper default": partial(_peer, way="default"),
    "faster-whisper batched": partial(_peer, way="batched"),
    "transcriber": _ours,
    "transcriber fast": partial(_ours, mode="fast"),
    "transcriber, no roster or terms": partial(_ours, told=False),
}
"""Name → (audio, truth, folder) → hypothesis; the default first, the others are compared with its time."""


def _run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--systems", default="", help="names from the table, separated by ;")
    parser.add_argument("--whisperx", type=Path, help="the Python of an environment with whisperx.txt installed")
    parser.add_argument("--out", type=Path, help="keep each hypothesis here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
