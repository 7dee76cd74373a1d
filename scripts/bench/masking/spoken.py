"""Recall and precision of masking on consultations that voices speak and the base weights recognise: acts, recognises, masks, scores.

    python -m scripts.bench.masking.spoken OUT SET:SEED:COUNT… --acted acted/bin/python [--engine alone] [--show]
    python -m scripts.bench.masking.spoken OUT                          scores again what is there, in seconds

For mending: `second:7:7 forms:7:4 talk-tuning:7:3`. Held back: `reporting:88:9 fresh:88:5`; their misses are not to be shown, and a
figure that follows a look at them needs another seed. `acted/bin/python` is the environment of scripts/bench/acted/requirements.txt.
SET:SEED:COUNT:other has Open JTalk at two other pitches, SET:SEED:COUNT:kokoro has Kokoro's voices instead of Open JTalk's, at sixteen times the cost.

Sound, truth and what was recognised are kept in OUT and not made again: after a change of rules only masking and scoring is done.
What the figures mean: spoken_scores.py; who recognises (`--engine`): spoken_hearing.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from pathlib import Path

from scripts.bench.masking.spoken_hearing import ENGINES, heard_transcript, is_heard
from scripts.bench.masking.spoken_lines import Asked, write_lines
from scripts.bench.masking.spoken_scores import SpokenScores
from transcriber.language.readings import Reader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", type=Asked.read, nargs="*", help="SET:SEED:COUNT")
    parser.add_argument("--acted", type=Path, help="the Python that speaks")
    parser.add_argument("--engine", choices=ENGINES, default="alone")
    parser.add_argument("--only", default="", help="recordings whose names begin so")
    parser.add_argument(
        "--pause", type=float, default=float("inf"), help="seconds after which nothing more is recognised"
    )
    parser.add_argument("--show", action="store_true", help="every miss and every mask beside a plant")
    asked = parser.parse_args()
    for each in asked.sets:
        write_lines(asked.out, each)
    if asked.acted:
        subprocess.run([asked.acted, "-m", "scripts.bench.masking.voices", asked.out], check=True)
    _score(asked.out, asked.engine, asked.only, time.monotonic() + asked.pause, show=asked.show)


def _score(out: Path, engine: str, only: str, until: float, *, show: bool) -> None:
    reader, scores, seconds = Reader(), SpokenScores(), 0.0
    left_out = [
        p.name for p in out.glob("*.lines.json") if not p.with_name(p.name.replace(".lines.", ".truth.")).exists()
    ]
    for path in sorted(out.glob(f"{only}*.truth.json")):
        name = path.name.removesuffix(".truth.json")
        if time.monotonic() > until and not is_heard(out, name, engine):
            left_out.append(name)
            continue
        truth = json.loads(path.read_text(encoding="utf-8"))
        scores.add(name, truth["lines"], heard_transcript(out, name, truth["worker"], engine), reader)
        seconds += truth["lines"][-1]["end"]
    if show:
        print("\n".join([*(f"left   {x}" for x in scores.left), *(f"beside {x}" for x in scores.beside)]))
    print(f"{seconds / 60:.0f} minutes, {engine}" + (f"; without {', '.join(left_out)}" if left_out else ""))
    print(scores.table())


if __name__ == "__main__":
    main()
