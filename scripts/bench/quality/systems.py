"""The systems that the benches compare, on the same weights: ours, and faster-whisper as its users call it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from transcriber import models
from transcriber.media.pcm import Samples, to_bytes
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import Doubt, RecordKind
from transcriber.settings import Engine, Mode, Settings
from transcriber.speech import speech_engine
from transcriber.system import devices


@dataclass(frozen=True)
class Said:
    """A stretch of text with its time, seconds from the start of the recording."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Output:
    """What a system made of a recording; peers raise no doubts."""

    said: tuple[Said, ...]
    doubts: tuple[Doubt, ...] = ()

    def hypothesis(self) -> dict[str, Any]:
        """In the form that scripts.bench.score reads: one utterance, so that no number is torn apart between two."""
        text = "".join(s.text for s in sorted(self.said, key=lambda s: s.start))
        end = max((s.end for s in self.said), default=0.0)
        return {"utterances": [{"speaker": "A", "name": None, "start": 0.0, "end": end, "text": text}]}


System = Callable[[Samples, dict[str, Any]], Output]
"""(audio, truth with roster and terms) → output."""


def model() -> Path:
    """The embedded speech model, verified."""
    return models.open_store(Settings()).verified("faster-whisper-base").path


def known(reference: dict[str, Any]) -> tuple[Roster, Glossary]:
    """Roster and terms of a corpus item."""
    people = tuple(Person(**{k: p[k] for k in ("name", "kana", "post", "seat")}) for p in reference["roster"])
    terms = re.findall(r"(\S+?)\((\S+?)\)", reference["terms"])
    return Roster(people=people), Glossary(terms=tuple(Term(text=t, kana=k) for t, k in terms))


def asked(reference: dict[str, Any], pcm: Path, model: Path) -> speech_engine.SpeechRequest:
    """What the speech stage is asked about a recording whose decoded sound is `pcm`; its work goes beside it."""
    roster, glossary = known(reference)
    return speech_engine.SpeechRequest(
        pcm=pcm,
        out=pcm.with_name("speech"),
        model=model,
        device="cpu",
        compute_type="int8",
        batch=devices.CPU.batch,
        threads=devices.most_threads(Engine()),
        kind=RecordKind(reference["kind"]),
        roster=roster,
        glossary=glossary,
    )


def ours(weights: Path, mode: Mode = Mode.CAREFUL, *, tell: bool = True) -> System:
    """The product's speech stage as its child process runs it; `tell` it the roster and the terms or not."""

    def run(audio: Samples, reference: dict[str, Any]) -> Output:
        with tempfile.TemporaryDirectory() as folder:
            pcm = Path(folder) / "audio.pcm"
            pcm.write_bytes(to_bytes(audio))
            request = replace(asked(reference, pcm, weights), mode=mode)
            if not tell:
                request = replace(request, roster=Roster(), glossary=Glossary())
            plan = speech_engine.plan(request)
            speech_engine.recognise(request, plan, speech_engine.pending_windows(request, plan))
            texts = speech_engine.read_window_texts(request.out, plan).texts
        said = [Said(c.start, c.end, c.text) for t in texts for c in t.characters]
        return Output(tuple(said), tuple(d for t in texts for d in t.doubts))

    return run


def default(weights: Path) -> System:
    """faster-whisper as its README calls it: beam 5, its own VAD filter."""
    from faster_whisper import WhisperModel

    whisper = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=devices.most_threads(Engine()))

    def run(audio: Samples, reference: dict[str, Any]) -> Output:
        segments, _ = whisper.transcribe(audio, language="ja", vad_filter=True, beam_size=5)
        return Output(tuple(Said(s.start, s.end, s.text) for s in segments))

    return run


def batched(weights: Path) -> System:
    """faster-whisper's batched pipeline, batch 8."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    whisper = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=devices.most_threads(Engine()))

    def run(audio: Samples, reference: dict[str, Any]) -> Output:
        segments, _ = BatchedInferencePipeline(whisper).transcribe(audio, language="ja", batch_size=8)
        return Output(tuple(Said(s.start, s.end, s.text) for s in segments))

    return run


def everyone(weights: Path) -> dict[str, System]:
    """Name → system, ours first."""
    return {
        "careful": ours(weights),
        "careful; no roster or terms": ours(weights, tell=False),
        "fast": ours(weights, Mode.FAST),
        "fast; no roster or terms": ours(weights, Mode.FAST, tell=False),
        "faster-whisper default": default(weights),
        "faster-whisper batched": batched(weights),
    }


def concatenated(parts: Sequence[np.ndarray]) -> Samples:
    """Parts of audio as one."""
    return np.concatenate(parts).astype(np.float32)
