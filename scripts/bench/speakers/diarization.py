"""Who speaks when: corpus items, meetings mixed anew out of them, a meeting of hours, and the human sample of pyannote.audio.

    .venv/bin/python -m scripts.bench.speakers.diarization [--corpus DIR] [--parts items,sample,mixed,long] [--hours 3]

Printed as Markdown tables. Confusion, miss and false alarm are shares of the speech time (pyannote.metrics, collar 0.25 s on
either side, overlap counted). Long meetings run as a process tree of their own, whose peak memory (RSS of all its processes
together, looked at ten times a second) and time are measured as the product runs it; voice detection, which the speech stage does, is not
counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.process_tree import resident_memory
from scripts.bench.speakers import mixing
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm
from transcriber.settings import Engine
from transcriber.speech import voice
from transcriber.system import devices, offline

MODEL = ROOT / "models" / "weights" / "pyannote-embedded"

DIARIZE = """
import sys, json
from pathlib import Path
from transcriber.system import engines
from transcriber.speakers.speaker_engine import SpeakersRequest, bring_together, listen, pending_pieces
def main():
    a = json.loads(sys.argv[1])
    request = SpeakersRequest(pcm=Path(a["pcm"]), out=Path(a["out"]), model=Path(a["model"]), device="cpu",
        threads=a["threads"], speech=tuple(map(tuple, json.loads(Path(a["speech"]).read_text()))), max_speakers=a["bound"])
    with engines.EngineProcess(threads=a["threads"]) as engine:
        for index in pending_pieces(request):
            engine.submit(listen, request, index).result()
        engine.submit(bring_together, request).result()
if __name__ == "__main__":
    main()
"""


def main() -> None:
    arguments = _arguments()
    parts = arguments.parts.split(",")
    with tempfile.TemporaryDirectory() as folder:
        work = arguments.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        print(
            "| recording | voices found/true | DER | confusion | miss | false alarm | length | × real time | peak memory |\n"
            "|---|---|---|---|---|---|---|---|---|",
            flush=True,
        )
        if "sample" in parts:
            _sample(work)
        if "items" in parts:
            for item in corpus.items(arguments.corpus):
                pcm = work / f"{item.name}.pcm"
                if not pcm.exists():
                    decode(item.audio, pcm, name=item.name)
                _row(item.name, pcm, item.reference["utterances"], work)
        if "mixed" in parts:
            _mixed(arguments, work)
        if "long" in parts:
            for hours in map(float, arguments.hours.split(",")):
                _long(arguments, work, hours)


def _sample(work: Path) -> None:
    import pyannote.audio

    folder = Path(pyannote.audio.__file__).parent / "sample"
    pcm = work / "sample.pcm"
    pcm.unlink(missing_ok=True)
    decode(folder / "sample.wav", pcm, name="sample")
    truth = []
    for line in (folder / "sample.rttm").read_text().splitlines():
        fields = line.split()
        truth.append({"speaker": fields[7], "start": float(fields[3]), "end": float(fields[3]) + float(fields[4])})
    _row("human sample (pyannote.audio)", pcm, truth, work)


def _mixed(arguments: argparse.Namespace, work: Path) -> None:
    councils = _councils(arguments)
    for items in (*([item] for item in councils), *([councils] if len(councils) > 1 else ())):
        pool = mixing.clips(items, work)
        for seed, (name, changes) in enumerate(mixing.variations()):
            meeting = mixing.mix(pool, work / "mixed.pcm", seconds=arguments.mixed_seconds, seed=seed, **changes)
            _row(f"{'+'.join(i.name for i in items)}: {name}", meeting.pcm, meeting.truth, work)


def _councils(arguments: argparse.Namespace) -> list[corpus.Item]:
    return [item for item in corpus.items(arguments.corpus) if item.reference["kind"] == "council"]


def _long(arguments: argparse.Namespace, work: Path, hours: float) -> None:
    councils = _councils(arguments)
    pool = mixing.clips(councils, work)
    rare = sorted(c.voice for c in pool if c.voice.startswith(f"{councils[0].name}:") and len(c.audio) > 60_000)[0]
    recesses = [(hours * 3600 * share, 900.0) for share in (0.3, 0.66)]
    meeting = mixing.mix(
        pool,
        work / "long.pcm",
        seconds=hours * 3600,
        seed=7,
        levels_db=(-15.0, 0.0),
        recesses=recesses,
        rare=rare,
    )
    _row(f"{hours:g} h, two recesses, one voice 3 s every half hour", meeting.pcm, meeting.truth, work, bound=20)


def _row(name: str, pcm: Path, truth: Sequence[dict[str, Any]], work: Path, bound: int | None = None) -> None:
    out = work / "turns.json"
    for old in [out, *work.glob("turns/*")]:
        old.unlink(missing_ok=True)
    seconds = pcm.stat().st_size / 32_000
    speech = work / "speech.json"
    speech.write_text(
        json.dumps([(s.start, s.end) for s in voice.spans(voice.VoiceDetector().probabilities(Pcm(pcm)))])
    )
    request = {"pcm": str(pcm), "out": str(out), "model": str(MODEL), "speech": str(speech), "bound": bound}
    request["threads"] = devices.most_threads(Engine())
    script = work / "diarize.py"
    script.write_text(DIARIZE)
    began = time.perf_counter()
    peak = _watch([sys.executable, str(script), json.dumps(request)])
    took = time.perf_counter() - began
    turns = json.loads(out.read_text(encoding="utf-8"))
    figures = rates(truth, turns["overlapped"])
    voices = len({t["speaker"] for t in turns["exclusive"]})
    print(
        f"| {name} | {voices}/{len({u['speaker'] for u in truth})} | "
        + " | ".join(f"{figures[k]:.4f}" for k in ("der", "confusion", "miss", "false alarm"))
        + f" | {seconds / 60:.1f} min | {took / seconds:.3f} | {peak / 1e9:.2f} GB |",
        flush=True,
    )


def rates(truth: Sequence[dict[str, Any]], turns: Sequence[dict[str, Any]]) -> dict[str, float]:
    """DER and its parts, as shares of the true speech time."""
    offline.load_pyannote()
    from pyannote.core import Annotation, Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate

    def annotation(rows: Sequence[dict[str, Any]]) -> Any:
        found = Annotation()
        for i, row in enumerate(rows):
            found[Segment(row["start"], row["end"]), i] = row["speaker"]
        return found

    end = max(r["end"] for r in [*truth, *turns]) + 1
    # pyannote.metrics' collar is the whole width; NIST's 0.25 s is on either side.
    metric = DiarizationErrorRate(collar=0.5, skip_overlap=False)
    parts = metric(annotation(truth), annotation(turns), uem=Timeline([Segment(0, end)]), detailed=True)
    total = parts["total"]
    return {
        "der": parts["diarization error rate"],
        "confusion": parts["confusion"] / total,
        "miss": parts["missed detection"] / total,
        "false alarm": parts["false alarm"] / total,
    }


def _watch(command: list[str]) -> int:
    """Run to the end; the peak memory in bytes of the process and all its children together (Linux)."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident_memory(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"{command[:2]} failed")
    return peak


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--parts", default="sample,items,mixed,long")
    parser.add_argument("--hours", default="3", help="comma-separated lengths of the long meetings")
    parser.add_argument("--mixed-seconds", type=float, default=240)
    parser.add_argument("--work", type=Path, help="keep intermediate files here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
