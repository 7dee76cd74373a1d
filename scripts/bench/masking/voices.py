"""Speak what spoken.py or risks.py wrote and is not spoken yet: NAME.flac and NAME.truth.json with times.

Runs in the environment of scripts/bench/acted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scripts.bench.acted.__main__ import RATE, Scene, act


def main() -> None:
    import soundfile  # of the environment that acts (scripts/bench/acted/requirements.txt)

    for path in sorted(Path(sys.argv[1]).glob("*.lines.json")):
        name = path.name.removesuffix(".lines.json")
        if path.with_name(f"{name}.truth.json").exists():
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        scene = Scene(name, "consultation", 25.0, 0.2, voices=data["voices"])
        scene.lines = [(line["speaker"], line["spoken"]) for line in data["lines"]]
        audio, utterances = act(scene)
        soundfile.write(path.with_name(f"{name}.flac"), audio, RATE)
        for line, said in zip(data["lines"], utterances, strict=True):
            line["start"], line["end"] = said["start"], said["end"]
        path.with_name(f"{name}.truth.json").write_text(
            json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
