"""What each part of the speech stage buys, and the peers: the speech stage alone, variant by variant.

    .venv/bin/python -m scripts.bench.quality.speech [--corpus DIR] [--items d1,d2] [--variants NAME,NAME] [--each]

Each variant changes one thing against the product's own settings. Printed per variant: mean CER, deletion, insertion and
keyword recall over the corpus items, the worst deletion of an item, and the time of recognition per second of audio, by
processor and by clock (models loaded, detection included), beside that of faster-whisper's default. The text is as recognised:
numerals, editing and correction by reading come later in the pipeline; `--corrected` adds the correction.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, Unpack
from unittest import mock

from scripts.bench import corpus
from scripts.bench.quality import systems
from scripts.bench.quality.systems import System
from scripts.bench.score import score as scored
from transcriber.language.correction import Corrector
from transcriber.language.targets import base_terms
from transcriber.media import decoding
from transcriber.media.pcm import Pcm, Samples
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.settings import Mode
from transcriber.speech import audit, effort, evidence, prompt, recogniser, speech_engine
from transcriber.speech.speech_limits import SPEECH_LIMITS
from transcriber.system import offline

FIGURES = ("cer", "deletion", "insertion", "keyword_recall")

Patch = Callable[[], AbstractContextManager[object]]


class _Changes(TypedDict, total=False):
    """Of the fields of `Effort`, those that a variant changes."""

    beam: int
    texts: int
    long_piece: float
    longest_piece: float
    speeds: tuple[float, ...]
    rounds: int


def _effort(**changes: Unpack[_Changes]) -> Patch:
    return lambda: mock.patch.object(effort, "CAREFUL", replace(effort.CAREFUL, **changes))


VARIANTS: Mapping[str, tuple[Patch, ...]] = {
    "as shipped (careful)": (),
    "no sentences before the terms": (lambda: mock.patch.object(prompt, "MANNERS", dict.fromkeys(RecordKind, ("",))),),
    "no second decoding": (
        lambda: mock.patch.object(audit._Ear, "_suspects", lambda *_: []),
        _effort(rounds=0, speeds=()),
    ),
    "second decoding weighs one text": (_effort(texts=1),),
    "no rescoring": (lambda: mock.patch.object(speech_engine, "Rescorer", lambda *_: None),),
    "beam of 5": (_effort(beam=5, texts=5),),
    "stretched text covers its time": (
        lambda: mock.patch.object(evidence, "SPEECH_LIMITS", replace(SPEECH_LIMITS, lasts=99.0)),
    ),
    "pieces up to 10 s": (_effort(long_piece=9.9, longest_piece=10.0),),
    "pieces up to 20 s": (_effort(longest_piece=20.0),),
    "pieces cost from 6 s on": (_effort(long_piece=6.0),),
    "encoder sees 30 s": (lambda: mock.patch.object(recogniser, "ENCODER_ROOM", 30.0),),
}


def main() -> None:
    arguments = _arguments()
    offline.enforce()
    logging.disable(logging.WARNING)
    weights = systems.model()
    rivals = systems.everyone(weights)
    names = [*VARIANTS, *(n for n in rivals if n != "careful")]
    wanted = arguments.variants.split(",") if arguments.variants else names
    items = list(_items(arguments.corpus, arguments.items))
    print("| variant | " + " | ".join(FIGURES) + " | worst deletion | × real time (processor) | (clock) |")
    print("|" + "---|" * (len(FIGURES) + 4))
    for name in wanted:
        system = rivals.get(name) or systems.ours(weights, Mode.CAREFUL)
        with _patched(VARIANTS.get(name, ())):
            _row(name, system, items, arguments)


@contextmanager
def _patched(patches: tuple[Patch, ...]) -> Iterator[None]:
    speech_engine._loaded.clear()  # each variant loads the model, the first one as well
    with ExitStack() as stack:
        for patch in patches:
            stack.enter_context(patch())
        yield


def _row(
    name: str,
    system: System,
    items: list[tuple[str, dict[str, Any], Samples]],
    arguments: argparse.Namespace,
) -> None:
    scores, used, waited, heard = {}, 0.0, 0.0, 0.0
    for item, reference, audio in items:
        began, clock = time.process_time(), time.perf_counter()
        output = system(audio, reference)
        used += time.process_time() - began
        waited += time.perf_counter() - clock
        heard += len(audio) / 16_000
        hypothesis = output.hypothesis()
        if arguments.corrected:
            told = "no roster" not in name and not name.startswith("faster")
            hypothesis = {"utterances": [_corrected(hypothesis, reference, told=told)]}
        scores[item] = scored(reference, hypothesis)
    if arguments.each:
        for item, score in scores.items():
            print(f"| {name}: {item} | " + " | ".join(f"{score[f]:.3f}" for f in FIGURES) + " | | | |", flush=True)
    means = [f"{statistics.mean(s[f] for s in scores.values()):.3f}" for f in FIGURES]
    worst = max(s["deletion"] for s in scores.values())
    print(f"| {name} | {' | '.join(means)} | {worst:.3f} | {used / heard:.3f} | {waited / heard:.3f} |", flush=True)


def _corrected(hypothesis: dict[str, Any], reference: dict[str, Any], *, told: bool) -> dict[str, Any]:
    roster, glossary = systems.known(reference) if told else (Roster(), Glossary())
    corrector = Corrector(roster, glossary, base_terms(RecordKind(reference["kind"])))
    text = "".join(u["text"] for u in hypothesis["utterances"])
    sentences = [s + "。" for s in text.split("。") if s]
    return {
        "speaker": "A",
        "name": None,
        "start": 0,
        "end": 1,
        "text": "".join(corrector.correct(s).text for s in sentences),
    }


def _items(folder: Path, beginnings: str) -> Iterator[tuple[str, dict[str, Any], Samples]]:
    with tempfile.TemporaryDirectory() as temporary:
        for item in corpus.items(folder, beginnings):
            pcm = Path(temporary) / f"{item.name}.pcm"
            decoding.decode(item.audio, pcm, name=item.name)
            audio = Pcm(pcm)
            yield item.name, item.reference, audio.read(0, audio.seconds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--variants", default="", help="names from the table, comma-separated")
    parser.add_argument("--each", action="store_true", help="a row for each item too")
    parser.add_argument("--corrected", action="store_true", help="with correction by reading")
    return parser.parse_args()


if __name__ == "__main__":
    main()
