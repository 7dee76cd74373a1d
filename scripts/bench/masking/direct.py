"""Recognise what voices.py spoke with the recogniser alone, for spoken.py to score: a fifth of the product's time, and worse text.

    python -m scripts.bench.masking.direct OUT [--count 10]

One thread; segments as they come, without speakers, prompts, second hearings and corrections. What was recognised is kept beside the
sound (NAME.heard.json), and a transcript of it where the product's would lie.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from faster_whisper import WhisperModel

from scripts.bench.masking.consultations import Consultation
from scripts.bench.masking.leaks import transcript_of
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Utterance
from transcriber.settings import HOME
from transcriber.work.workfolder import ORIGINAL

WEIGHTS = HOME / "models" / "weights" / "faster-whisper-base"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    asked = parser.parse_args()
    model = None
    for truth_file in sorted(asked.out.glob("*.truth.json"))[: asked.count]:
        name = truth_file.name.removesuffix(".truth.json")
        heard = asked.out / f"{name}.heard.json"
        if not heard.exists():
            model = model or WhisperModel(str(WEIGHTS), device="cpu", compute_type="int8", cpu_threads=1)
            found, _ = model.transcribe(
                str(asked.out / f"{name}.flac"), language="ja", beam_size=5, condition_on_previous_text=False
            )
            heard.write_text(json.dumps([(s.start, s.end, s.text.strip()) for s in found], ensure_ascii=False))
        rows = json.loads(heard.read_text(encoding="utf-8"))
        worker = json.loads(truth_file.read_text(encoding="utf-8"))["worker"]
        said = tuple(
            Utterance(id=f"u{i:04d}", speaker="S1", name=None, start=start, end=end, text=text.strip())
            for i, (start, end, text) in enumerate(rows, start=1)
        )
        made = transcript_of(Consultation(name, worker, ()), "").model_copy(
            update={"utterances": said, "roster": Roster(people=(Person(name=worker, post="相談員"),))}
        )
        (asked.out / f"{name}.{ORIGINAL}").write_text(made.model_dump_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
