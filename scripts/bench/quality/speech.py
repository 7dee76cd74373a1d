"""What the length of pieces, the encoder's input and the prompt each buy: the speech stage alone, variant by variant.

    .venv/bin/python scripts/bench/quality/speech.py [--corpus DIR] [--score FILE] [--variants NAME,NAME]

Each variant changes one thing against the product's own settings. Printed per variant: mean CER, deletion, insertion and
keyword recall over the corpus items, the worst deletion of an item, and seconds of recognition per second of audio.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import re
import statistics
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from transcriber import devices, models, offline
from transcriber.media import decoding
from transcriber.media.pcm import Pcm
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.settings import Engine, Settings
from transcriber.speech import audit, prompt, recogniser, voice, windows

ROOT = Path(__file__).resolve().parents[3]
FIGURES = ("cer", "deletion", "insertion", "keyword_recall")

VARIANTS: dict[str, dict[Any, dict[str, float]]] = {
    "as shipped": {},
    "pieces up to 8 s": {windows: {"LONGEST_PIECE": 8.0, "GOOD_PIECE": 4.0}},
    "pieces up to 12 s": {windows: {"LONGEST_PIECE": 12.0, "GOOD_PIECE": 8.0}},
    "encoder sees 30 s": {recogniser: {"ENCODER_ROOM": 30.0}},
    "no second decoding": {audit: {"_ROUNDS": 0, "UNSUPPORTED": -99.0, "REPEATING": 99.0}},
    "no roster, no terms": {},
}


def main() -> None:
    arguments = _arguments()
    offline.enforce()
    logging.disable(logging.WARNING)
    scorer = _load(arguments.score)
    model = models.open_store(Settings()).verified("faster-whisper-base")
    whisper = recogniser.WhisperRecogniser(
        model.path, device="cpu", compute_type="int8", threads=devices.threads(Engine())
    )
    with tempfile.TemporaryDirectory() as folder:
        items = [_item(p, Path(folder)) for p in sorted(arguments.corpus.glob("*.json"))]
        print("| variant | " + " | ".join(FIGURES) + " | worst deletion | × real time |")
        print("|" + "---|" * (len(FIGURES) + 3))
        for name in arguments.variants.split(",") if arguments.variants else VARIANTS:
            _row(name, items, whisper, scorer)


def _row(
    name: str, items: list[tuple[dict[str, Any], Pcm]], whisper: recogniser.Recogniser, scorer: ModuleType
) -> None:
    patches = [mock.patch.multiple(module, **values) for module, values in VARIANTS[name].items()]
    for patch in patches:
        patch.start()
    scores, began = [], time.perf_counter()
    for reference, pcm in items:
        known = (Roster(), Glossary()) if name == "no roster, no terms" else _known(reference)
        said = _recognise(pcm, whisper, prompt.build(*known, whisper.count_tokens))
        scores.append(scorer.score(reference, {"utterances": said}))
    pace = (time.perf_counter() - began) / sum(pcm.seconds for _, pcm in items)
    for patch in patches:
        patch.stop()
    means = [f"{statistics.mean(s[f] for s in scores):.3f}" for f in FIGURES]
    worst = max(s["deletion"] for s in scores)
    print(f"| {name} | {' | '.join(means)} | {worst:.3f} | {pace:.3f} |", flush=True)


def _recognise(pcm: Pcm, whisper: recogniser.Recogniser, known: str) -> list[dict[str, Any]]:
    probabilities = voice.VoiceDetector().probabilities(pcm)
    speech = voice.spans(probabilities)
    texts = [audit.understand(w, pcm, speech, whisper, prompt=known) for w in windows.cut(speech, probabilities)]
    return [
        {"speaker": "A", "name": None, "start": t.start, "end": t.end, "text": "".join(c.text for c in t.characters)}
        for t in texts
    ]


def _known(reference: dict[str, Any]) -> tuple[Roster, Glossary]:
    people = tuple(Person(name=p["name"], kana=p["kana"], post=p["post"], seat=p["seat"]) for p in reference["roster"])
    terms = re.findall(r"(\S+?)\((\S+?)\)", reference["terms"])
    return Roster(people=people), Glossary(terms=tuple(Term(text=t, kana=k) for t, k in terms))


def _item(truth: Path, folder: Path) -> tuple[dict[str, Any], Pcm]:
    decoding.decode(truth.with_suffix(".flac"), folder / f"{truth.stem}.pcm", name=truth.stem)
    return json.loads(truth.read_text(encoding="utf-8")), Pcm(folder / f"{truth.stem}.pcm")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _arguments() -> argparse.Namespace:
    shared = ROOT.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    parser.add_argument("--score", type=Path, default=shared / "score.py")
    parser.add_argument("--variants", default="", help="names from the table, comma-separated")
    return parser.parse_args()


if __name__ == "__main__":
    main()
