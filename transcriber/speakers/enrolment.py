"""A voice taken down from a recording, so that it can be known again. Runs in the engine's child process."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from transcriber.errors import VoicesError
from transcriber.media.pcm import Pcm
from transcriber.speakers import enrolled, pieces, voices
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest, loaded_diarizer


@dataclass(frozen=True)
class EnrolmentRequest:
    """A voice to be taken down.

    Attributes:
        stretches: where the person alone speaks; empty: find them, in a recording of one person.
        step: as of SpeakersRequest.
    """

    pcm: Path
    model: Path
    device: str
    threads: int
    stretches: tuple[Stretch, ...] = ()
    step: float | None = None


def mean_voice(request: EnrolmentRequest) -> tuple[tuple[float, ...], float]:
    """The mean voice of clean stretches, and how many seconds it rests on.

    Raises:
        VoicesError: two people speak in a recording of one, or too little is clean.
    """
    pcm = Pcm(request.pcm)
    diarizer = loaded_diarizer(
        SpeakersRequest(request.pcm, request.pcm, request.model, request.device, request.threads, step=request.step)
    )
    stretches = list(request.stretches)
    if not stretches:
        end = min(pcm.seconds, pieces.AIM)
        _, overlapped = diarizer.turns(pcm, (0.0, end), None)
        talk: dict[str, float] = defaultdict(float)
        for turn in overlapped:
            talk[turn.speaker] += turn.end - turn.start
        main = max(talk, key=lambda s: talk[s], default="")
        if sum(talk.values()) - talk[main] > 0.1 * sum(talk.values()):
            raise VoicesError(
                "この録音には二人以上の声が入っているようです。",
                "本人だけが話している録音を使うか、--job と --speaker で、下書きの中の声を指定してください。",
            )
        stretches = enrolled.clean_stretches(overlapped, main)
    embeddings = diarizer.voices(pcm, stretches)
    seconds = [end - start for start, end in stretches]
    usable = [s for s, e in zip(seconds, embeddings, strict=True) if not np.isnan(e).any()]
    voice = voices.mean(embeddings, seconds) if usable else None
    if voice is None or sum(usable) < enrolled.LEAST_SECONDS:
        raise VoicesError(
            f"その声だけが続けて話しているところが、{sum(usable):.0f}秒しかありません。",
            f"{enrolled.LEAST_SECONDS:.0f}秒以上話している録音から登録してください。",
        )
    return tuple(voice.tolist()), round(sum(usable), 1)
