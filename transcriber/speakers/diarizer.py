"""pyannote's stock SpeakerDiarization over one piece of a recording, and the voices of any stretch of it.

Any pipeline folder of that kind loads here, the embedded one (agglomerative clustering over GE2E) and community-1 (VBx over
WeSpeaker) alike. Imported in the engine's child process only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from transcriber.system import offline

offline.load_pyannote()

import torch  # noqa: E402
from pyannote.audio import Pipeline  # noqa: E402

from transcriber.media.pcm import SAMPLE_RATE, ReadableSound  # noqa: E402
from transcriber.speakers.chunk_encoder import ChunkEncoder  # noqa: E402
from transcriber.speakers.pieces import Stretch  # noqa: E402
from transcriber.speakers.turns import Turn  # noqa: E402

Embeddings = npt.NDArray[np.float64]
"""(stretches, dimension); rows of length one, NaN where a stretch is too short for a voice."""

_UNRELATED = 0.1
"""Cosine between two strangers, for voice encoders that do not say their own (WeSpeaker's lie near 0)."""

_SMALLEST_CLUSTER = 2
"""Chunks (of a step of 1.25 s) that make a cluster: someone who says one sentence is somebody. What is too small to be true
is sorted out afterwards, by what it sounds like (voices.py)."""

_CONTEXT = 5.0
"""Seconds before and after a piece that are heard with it: at the very edge of what it hears, segmentation misses speech."""

_LONGEST_VOICE = 20.0
"""Seconds of a stretch that are looked at: more changes an embedding no further."""

_CPU_BATCH = 4
"""Chunks at once on a processor. The pipelines' 32 take 0.2 GB more there and are hardly faster."""


class Diarizer:
    """A loaded pipeline.

    Args:
        step: seconds from one chunk that segmentation hears to the next; None: as the folder says.
    """

    def __init__(self, model: Path, *, device: str, threads: int, step: float | None = None) -> None:
        pipeline: Any = Pipeline.from_pretrained(model)
        assert pipeline is not None  # it is None only for a hub model that could not be fetched
        pipeline.to(torch.device(device))
        if pipeline.klustering == "AgglomerativeClustering":
            parameters = pipeline.parameters(instantiated=True)
            parameters["clustering"]["min_cluster_size"] = _SMALLEST_CLUSTER
            pipeline.instantiate(parameters)
        if device == "cpu":
            pipeline.segmentation_batch_size = pipeline.embedding_batch_size = _CPU_BATCH
        # It counts speakers of chunks: a batch must hold all of a chunk, or the chunk is encoded again.
        pipeline.embedding_batch_size *= len(pipeline._segmentation.model.specifications.classes)
        if step is not None:
            pipeline._segmentation.step = step
        pipeline._embedding = ChunkEncoder(pipeline._embedding.model_, torch.device(device))
        self._pipeline = pipeline
        self._encoder: Any = pipeline._embedding
        self.unrelated: float = getattr(self._encoder.model_, "unrelated", _UNRELATED)
        # The embedded encoder's steps are so small that two threads wait for each other longer than they work.
        torch.set_num_threads(1 if hasattr(self._encoder.model_, "unrelated") else threads)

    def turns(self, pcm: ReadableSound, piece: Stretch, max_speakers: int | None) -> tuple[list[Turn], list[Turn]]:
        """Exclusive and overlapped turns of a piece; times from the start of the recording, labels hold in this piece only."""
        # A waveform, not a file: pyannote's own decoder needs FFmpeg libraries that an office PC does not have.
        begin = max(0.0, piece[0] - _CONTEXT)
        waveform = torch.from_numpy(pcm.read(begin, piece[1] + _CONTEXT)).unsqueeze(0)
        output = self._pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, max_speakers=max_speakers)
        exclusive, overlapped = output.exclusive_speaker_diarization, output.speaker_diarization
        return _turns(exclusive, begin, piece), _turns(overlapped, begin, piece)

    def voices(self, pcm: ReadableSound, stretches: Sequence[Stretch]) -> Embeddings:
        """The embedding of each stretch."""
        rows = np.full((len(stretches), self._encoder.dimension), np.nan)
        for i, (start, end) in enumerate(stretches):
            audio = pcm.read(start, min(end, start + _LONGEST_VOICE))
            if len(audio) > self._encoder.min_num_samples:
                rows[i] = self._encoder(torch.from_numpy(audio)[None, None])[0]
        with np.errstate(invalid="ignore"):
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def _turns(annotation: Any, offset: float, piece: Stretch) -> list[Turn]:
    found = []
    for segment, _, label in annotation.itertracks(yield_label=True):
        start, end = max(piece[0], segment.start + offset), min(piece[1], segment.end + offset)
        if end > start:
            found.append(Turn(speaker=str(label), start=round(start, 3), end=round(end, 3)))
    return found
