"""How often each second of speech goes through the recogniser's encoder, and for what; with the processor time of each step.

    .venv/bin/python -m scripts.bench.tiers.encodings [--corpus DIR] [--items d2] [--model DIR …] [--seconds 120]

Detection, recognition with the other hearings that the shipped catalogue gives a model of this name, and the second hearing run in this
process as the engine's child runs them (one load, two threads, int8, four windows at a time), roster and terms told. For a model of large-v3's shape the encoder is most of the price.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.quality import systems
from scripts.bench.tiers.stand_ins import BASE, WEIGHTS
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm, to_bytes
from transcriber.models import catalogue
from transcriber.recognition import second_hearing
from transcriber.recognition.knowledge import MeetingKnowledge
from transcriber.speech import scoring, speech_engine
from transcriber.speech.recogniser import WhisperRecogniser

_T = TypeVar("_T")

_PURPOSES = (
    ("_divided", "suspicious pieces, divided"),
    ("compared", "other hearings"),
    ("score_alternatives", "second hearing"),
    ("understand", "first hearing, and gaps"),
)
"""Function on the stack → what it listens for; the first that is found."""


_AT_ONCE = 4
"""Windows, as in recognition/speech_stages.py."""


class _Counted:
    """Wraps the recogniser's calls into the library."""

    def __init__(self, recogniser: WhisperRecogniser) -> None:
        self.encoded: dict[str, float] = defaultdict(float)
        self.processor: dict[tuple[str, str], float] = defaultdict(float)
        whisper: Any = recogniser._whisper
        self._model = whisper.model
        self._encode = whisper.encode
        whisper.encode = self.listen
        whisper.model = self

    def listen(self, features: Any) -> Any:
        purpose = _purpose()
        self.encoded[purpose] += features.shape[0] * features.shape[-1] / 100
        return self._timed(purpose, "encoder", lambda: self._encode(features))

    def generate(self, *arguments: Any, **named: Any) -> Any:
        return self._timed(_purpose(), "decoder", lambda: self._model.generate(*arguments, **named))

    def align(self, *arguments: Any, **named: Any) -> Any:
        return self._timed(_purpose(), "alignment", lambda: self._model.align(*arguments, **named))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def _timed(self, purpose: str, step: str, call: Callable[[], _T]) -> _T:
        began = time.process_time()
        try:
            return call()
        finally:
            self.processor[purpose, step] += time.process_time() - began


def _purpose() -> str:
    frame: FrameType | None = sys._getframe(1)
    names = set()
    while frame is not None:
        names.add(frame.f_code.co_name)
        frame = frame.f_back
    return next((said for name, said in _PURPOSES if name in names), "else")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="")
    parser.add_argument("--model", type=Path, nargs="+", default=[WEIGHTS / BASE])
    parser.add_argument("--seconds", type=float, default=120.0)
    arguments = parser.parse_args()
    print(
        "| recording | model | for | encoded s per s of speech | encoder | decoder | alignment (processor s per s of speech) |"
    )
    print("|" + "---|" * 7)
    for item in corpus.items(arguments.corpus, arguments.items):
        for model in arguments.model:
            _one(item, model, arguments.seconds)


def _one(item: corpus.Item, model: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as made:
        pcm = Path(made) / "audio.pcm"
        decode(item.audio, pcm, name=item.name)
        pcm.write_bytes(to_bytes(Pcm(pcm).read(0.0, seconds)))
        tuned = catalogue.load_catalogue(ROOT / "models").models.get(model.name)
        hearings = tuned.tuning.hearings if tuned else None
        request = replace(systems.asked(item.reference, pcm, model), hearings=hearings)
        recogniser = speech_engine.loaded_recogniser(request)
        assert isinstance(recogniser, WhisperRecogniser)
        counted, began = _Counted(recogniser), time.process_time()
        plan = speech_engine.plan(request)
        corrector = MeetingKnowledge(request.kind, "", request.roster, request.glossary).corrector("")
        for first in range(0, len(plan.windows), _AT_ONCE):
            windows = plan.windows[first : first + _AT_ONCE]
            speech_engine.recognise(request, plan, [w.index for w in windows])
            texts = [speech_engine.read_window_text(request.out, w.index) for w in windows]
            asked = second_hearing.questions(windows, texts, corrector)
            second_hearing.ask(asked, lambda some: scoring.score_alternatives(request, some))
        spent, speech = time.process_time() - began, plan.speech_seconds
        speech_engine._loaded.clear()
    row, sums = f"| {item.name} | {model.name} |", [0.0] * 4
    for purpose in (said for _, said in reversed(_PURPOSES)):
        steps = [counted.processor[purpose, step] for step in ("encoder", "decoder", "alignment")]
        values = [counted.encoded[purpose], *steps]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        print(f"{row} {purpose} | " + " | ".join(f"{v / speech:.3f}" for v in values) + " |")
    print(f"{row} all ({spent / speech:.3f}) | " + " | ".join(f"{v / speech:.3f}" for v in sums) + " |", flush=True)


if __name__ == "__main__":
    main()
