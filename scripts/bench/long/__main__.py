"""Memory of the speech stage over the length of a recording, and whether a long one can be taken up again.

    .venv/bin/python -m scripts.bench.long [--corpus DIR] [--minutes 10,60,480] [--real 60] [--work DIR]

The corpus is strung together, each round a little louder or quieter and slower or faster, until it is as long as asked. Then
the stages run as the pipeline runs them (detection and recognition in a child process, the transcript put together in this
one), with the embedded model. Up to `--real` minutes every window is recognised; beyond, the detector hears everything, windows
from the beginning, the middle and the end are recognised, and the others get the texts of those, so that the transcript is as
long as a real one. In the middle the child is killed, and the windows that were finished must not be recognised again.

Peak memory is the sum over this process and all below it (proportional set size, sampled every 0.5 s; Linux).
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from scripts.bench import corpus
from scripts.bench.process_tree import shared_memory
from transcriber import models
from transcriber.errors import EngineDied
from transcriber.language.edits import Edited
from transcriber.media import decoding
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.settings import Engine, Settings
from transcriber.speakers.turns import Turn, Turns
from transcriber.speech import speech_engine
from transcriber.speech.audit import WindowText
from transcriber.system import devices, engines
from transcriber.transcripts import assemble
from transcriber.transcripts.written_utterances import written_utterances

SAMPLED = 12
"""Windows recognised at each of three places of a recording that is not recognised whole."""


def main() -> None:
    arguments = _arguments()
    print(
        "| minutes | windows | recognised | redone after the kill | × real time | peak MB | of it detection, recognition, transcript |"
    )
    print("|---|---|---|---|---|---|---|")
    for minutes in map(int, arguments.minutes.split(",")):
        folder = Path(tempfile.mkdtemp(dir=arguments.work))
        try:
            _measure(minutes, minutes <= arguments.real, arguments.corpus, folder)
        finally:
            shutil.rmtree(folder)


def _measure(minutes: int, whole: bool, recordings: Path, folder: Path) -> None:
    pcm = _recording(recordings, minutes, folder)
    request = speech_engine.SpeechRequest(
        pcm=pcm,
        out=folder / "speech",
        model=models.open_store(Settings()).verified("faster-whisper-base").path,
        device="cpu",
        compute_type="int8",
        batch=devices.CPU.batch,
        threads=devices.most_threads(Engine()),
        kind=RecordKind.COUNCIL,
        roster=Roster(),
        glossary=Glossary(),
    )
    peaks: dict[str, float] = {}
    with engines.EngineProcess(threads=request.threads) as engine:
        with _peak(peaks, "detection"):
            plan = engine.submit(speech_engine.plan, request).result()
        wanted = [w.index for w in plan.windows]
        if not whole:
            middle, last = len(wanted) // 2, len(wanted)
            wanted = [*range(SAMPLED), *range(middle, middle + SAMPLED), *range(last - SAMPLED, last)]
        with _peak(peaks, "recognition"):
            began = time.perf_counter()
            redone = _with_a_kill(engine, request, plan, wanted)
            seconds = time.perf_counter() - began
    heard = sum(plan.windows[i].end - plan.windows[i].start for i in wanted)
    _fill(request, plan, wanted)
    with _peak(peaks, "transcript"):
        turns = _turns(minutes * 60)
        recognised = speech_engine.read_window_texts(request.out, plan)
        said = assemble.assemble(recognised.texts, assemble.units_of(recognised.texts, turns, ()), turns)
        assert written_utterances(said, lambda heard, *_: Edited.unchanged(heard))
    print(
        f"| {minutes} | {len(plan.windows)} | {len(wanted)} | {redone} | {seconds / heard:.3f} | {max(peaks.values()):.0f} | "
        + ", ".join(f"{v:.0f}" for v in peaks.values())
        + " |",
        flush=True,
    )


def _with_a_kill(
    engine: engines.EngineProcess, request: speech_engine.SpeechRequest, plan: speech_engine.Plan, wanted: list[int]
) -> int:
    """Recognise `wanted` in fours and kill the child once, half way; how many finished windows were written again."""
    killed, finished = False, dict[int, int]()
    while waiting := [i for i in speech_engine.pending_windows(request, plan) if i in set(wanted)]:
        half = len(waiting) <= len(wanted) // 2
        future = engine.submit(speech_engine.recognise, request, plan, waiting[:4])
        if half and not killed:
            killed = True
            while not (request.out / f"{waiting[0]:04d}.json").exists():
                time.sleep(0.05)
            engine.kill()
            finished = {
                i: _written(request, i) for i in wanted if i not in speech_engine.pending_windows(request, plan)
            }
            with suppress(EngineDied):
                future.result()
            continue
        future.result()
    return sum(_written(request, i) != at for i, at in finished.items())


def _written(request: speech_engine.SpeechRequest, index: int) -> int:
    return (request.out / f"{index:04d}.json").stat().st_mtime_ns


def _fill(request: speech_engine.SpeechRequest, plan: speech_engine.Plan, done: list[int]) -> None:
    """The windows that were not recognised get the texts of those that were, moved to their own time."""
    texts = [WindowText.model_validate_json((request.out / f"{i:04d}.json").read_bytes()) for i in done]
    for n, index in enumerate(speech_engine.pending_windows(request, plan)):
        window, text = plan.windows[index], texts[n % len(texts)]
        moved = tuple(
            c.model_copy(
                update={"start": c.start - text.start + window.start, "end": c.end - text.start + window.start}
            )
            for c in text.characters
        )
        filled = _renumbered(text, index, window.start, window.end, moved)
        (request.out / f"{index:04d}.json").write_text(filled.model_dump_json(), encoding="utf-8")


def _renumbered(text: WindowText, index: int, start: float, end: float, characters: tuple[object, ...]) -> WindowText:
    return text.model_copy(update={"index": index, "start": start, "end": end, "characters": characters, "doubts": ()})


def _turns(seconds: int) -> Turns:
    """Ten speakers in turn, twenty seconds each."""
    turns = tuple(Turn(start=t, end=t + 20, speaker=f"S{t // 20 % 10 + 1}") for t in range(0, seconds, 20))
    return Turns(exclusive=turns, overlapped=turns)


def _recording(recordings: Path, minutes: int, folder: Path) -> Path:
    """The corpus again and again, varied, `minutes` long."""
    sources = []
    for item in corpus.items(recordings):
        path = folder / f"{item.name}.source"
        decoding.decode(item.audio, path, name=item.name)
        sources.append(Pcm(path))
    rng = np.random.default_rng(minutes)
    out, left = folder / "audio.pcm", minutes * 60 * SAMPLE_RATE
    with out.open("wb") as f:
        while left > 0:
            for source in sources:
                whole = source.read(0, source.seconds)
                speed = rng.uniform(0.95, 1.05)
                at = np.arange(0, len(whole) - 1, speed)
                varied = np.interp(at, np.arange(len(whole)), whole)[:left] * rng.uniform(0.5, 1.2)
                f.write(to_bytes(varied))
                left -= len(varied)
    for source in sources:
        source.path.unlink()
    return out


@contextmanager
def _peak(peaks: dict[str, float], name: str) -> Iterator[None]:
    """Note the most memory that this process and all below it held meanwhile, in MB."""
    done, most = threading.Event(), 0.0

    def watch() -> None:
        nonlocal most
        while not done.wait(0.5):
            most = max(most, shared_memory(os.getpid()) / 1024**2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        peaks[name] = most


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--minutes", default="10,60,480")
    parser.add_argument("--real", type=int, default=60, help="minutes up to which every window is recognised")
    parser.add_argument("--work", type=Path, help="folder for the recordings (8 hours: 1 GB); default: the system's")
    return parser.parse_args()


if __name__ == "__main__":
    main()
