"""pyannote's voice encoder, with each chunk of sound encoded once.

The stock pipeline asks for the voice of every speaker of a chunk apart, and each time the encoder hears the whole chunk anew; only
the mask over its frames differs. Here the frames are made once a chunk, and the masks only weigh them: the same numbers at a third
of the work. Imported in the engine's child process only, after pyannote.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from pyannote.audio.pipelines.speaker_verification import PyannoteAudioPretrainedSpeakerEmbedding
from torch import Tensor


class ChunkEncoder(PyannoteAudioPretrainedSpeakerEmbedding):
    """Takes the place of a pipeline's encoder. Its model has `forward_frames` and `forward_embedding`, as WeSpeaker's and ours do."""

    def __call__(self, waveforms: Tensor, masks: Tensor | None = None) -> npt.NDArray[np.float32]:
        """(rows, dimension): the voice of each row.

        Args:
            waveforms: (rows, 1, samples); rows of one chunk follow each other.
            masks: (rows, frames): where the row's speaker talks; None: everywhere.
        """
        if masks is None:
            found: npt.NDArray[np.float32] = super().__call__(waveforms)
            return found
        first, owner = _chunks(waveforms)
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as pyannote does: an empty mask has no spread
            model: Any = self.model_
            frames = model.forward_frames(waveforms[first].to(self.device))
            voices: Tensor = model.forward_embedding(frames[owner], weights=masks.to(self.device))
        weighed: npt.NDArray[np.float32] = voices.cpu().numpy()
        return weighed


def _chunks(waveforms: Tensor) -> tuple[list[int], list[int]]:
    """The first row of each chunk; and for each row, which chunk it is of."""
    first, owner = [0], [0]
    for row in range(1, len(waveforms)):
        if not torch.equal(waveforms[row], waveforms[first[-1]]):
            first.append(row)
        owner.append(len(first) - 1)
    return first, owner
