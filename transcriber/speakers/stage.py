"""The speakers stage: PCM → turns.json. Runs in the engine's child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.speakers import fake
from transcriber.speakers.turns import Turn, Turns

_WORD = 0.5
"""Seconds; a shorter turn may be a seam between two others."""


@dataclass(frozen=True)
class SpeakersRequest:
    """What the child needs to know; paths, not audio.

    Attributes:
        model: the verified pyannote pipeline folder, or None for the fake diarizer.
        out: turns.json; made if it is not there.
        max_speakers: never more voices than this; None: no bound.
    """

    pcm: Path
    out: Path
    model: Path | None
    device: str
    threads: int
    max_speakers: int | None = None


def diarize(request: SpeakersRequest) -> None:
    """Find who speaks when."""
    if request.out.exists():
        return
    pcm = Pcm(request.pcm)
    turns = fake.diarize(pcm) if request.model is None else _diarize(request, pcm)
    temporary = request.out.with_suffix(".part")
    temporary.write_text(turns.model_dump_json(indent=1), encoding="utf-8")
    temporary.replace(request.out)


def _diarize(request: SpeakersRequest, pcm: Pcm) -> Turns:
    from transcriber import offline

    offline.load_pyannote()
    import torch
    from pyannote.audio import Pipeline

    assert request.model is not None
    torch.set_num_threads(request.threads)
    pipeline = Pipeline.from_pretrained(request.model)
    assert pipeline is not None  # it is None only for a hub model that could not be fetched
    pipeline.to(torch.device(request.device))
    # A waveform, not a file: pyannote's own decoder needs FFmpeg libraries that an office PC does not have.
    waveform = torch.from_numpy(pcm.read(0, pcm.seconds)).unsqueeze(0)
    output: Any = pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, max_speakers=request.max_speakers)
    order = _in_order_of_speech(output.exclusive_speaker_diarization)
    for label in output.speaker_diarization.labels():
        order.setdefault(label, f"S{len(order) + 1}")
    return Turns(
        exclusive=_turns(output.exclusive_speaker_diarization, order),
        overlapped=_turns(output.speaker_diarization, order),
    )


def _in_order_of_speech(annotation: Any) -> dict[str, str]:
    """pyannote's label → S1, S2, … by the first turn that is more than a syllable."""
    order: dict[str, str] = {}
    for segment, _, label in annotation.itertracks(yield_label=True):
        if segment.duration >= _WORD:
            order.setdefault(label, f"S{len(order) + 1}")
    return order


def _turns(annotation: Any, order: dict[str, str]) -> tuple[Turn, ...]:
    return tuple(
        Turn(speaker=order[label], start=round(segment.start, 3), end=round(segment.end, 3))
        for segment, _, label in annotation.itertracks(yield_label=True)
    )
