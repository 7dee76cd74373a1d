"""How far apart the chunks may lie that segmentation hears: errors, voices and processor time for several steps.

    .venv/bin/python -m scripts.bench.tiers.steps [--corpus DIR] [--items d1,d2] [--models DIR …] [--steps 1,2.5]

The real weights of community-1 are not here. What its longer step loses is measured on a folder of its kind that tells voices apart:
its layout (powerset, chunks of 10 s) with the embedded segmentation, and the embedded voice encoder and clustering.
Printed as a Markdown table, beside the embedded folder itself. Confusion, miss and false alarm are shares of speech time
(collar 0.25 s on either side, overlap counted).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from scripts.bench import corpus
from scripts.bench.speakers.diarization import rates
from scripts.bench.tiers import community
from scripts.bench.tiers.stand_ins import EMBEDDED, WEIGHTS
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm
from transcriber.speakers import speaker_engine
from transcriber.speakers.turns import Turns
from transcriber.speech import voice

LAYOUTS = {"embedded": (1.25, 2.5), "community layout": (1.0, 2.0, 2.5, 5.0)}
"""Folder → steps in seconds, today's first."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        models = {"embedded": WEIGHTS / EMBEDDED, "community layout": _layout(work / "layout")}
        print("| recording | folder | step | voices found/true | DER | confusion | miss | false alarm | CPU s per s |")
        print("|" + "---|" * 9)
        for item in corpus.items(arguments.corpus, arguments.items):
            pcm = work / f"{item.name}.pcm"
            decode(item.audio, pcm, name=item.name)
            for layout, steps in LAYOUTS.items():
                for step in steps:
                    _row(item, pcm, layout, models[layout], step, work)


def _layout(folder: Path) -> Path:
    """community-1's segmentation layout with the embedded voice encoder and clustering."""
    shutil.copytree(WEIGHTS / EMBEDDED, folder)
    community.write_segmentation(
        WEIGHTS / EMBEDDED / "segmentation" / "pytorch_model.bin", folder / "segmentation" / "pytorch_model.bin"
    )
    config = folder / "config.yaml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("    threshold: 0.5\n    min_duration_off", "    min_duration_off"),
        encoding="utf-8",
    )
    return folder


def _row(item: corpus.Item, pcm: Path, layout: str, model: Path, step: float, work: Path) -> None:
    out = work / f"{item.name}-{layout}-{step}".replace(" ", "-") / "turns.json"
    speech = tuple((s.start, s.end) for s in voice.spans(voice.VoiceDetector().probabilities(Pcm(pcm))))
    request = speaker_engine.SpeakersRequest(pcm, out, model, "cpu", 1, speech=speech, step=step)
    out.parent.mkdir()
    speaker_engine.loaded_diarizer(request)
    began = time.process_time()
    speaker_engine.diarize(request)
    took = (time.process_time() - began) / Pcm(pcm).seconds
    turns = Turns.model_validate_json(out.read_text(encoding="utf-8"))
    truth = item.reference["utterances"]
    figures = rates(truth, [t.model_dump() for t in turns.overlapped])
    voices = f"{len({t.speaker for t in turns.exclusive})}/{len({u['speaker'] for u in truth})}"
    shares = " | ".join(f"{figures[k]:.4f}" for k in ("der", "confusion", "miss", "false alarm"))
    print(f"| {item.name} | {layout} | {step} | {voices} | {shares} | {took:.3f} |", flush=True)


if __name__ == "__main__":
    main()
