"""A folder laid out like pyannote/speaker-diarization-community-1, to rehearse with where its weights are not.

Its segmentation is the embedded one with its three voices written as the seven sets of at most two that community-1 tells apart.
Its ResNet34 and PLDA are random (the statistics of normalisation are taken from speech, so that the output is not constant): it
costs what the real one costs, and tells no voices apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from transcriber.system import offline

if TYPE_CHECKING:  # seconds, and only where it is used
    import torch

CONFIG = """\
dependencies:
  pyannote.audio: 4.0.0
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: VBxClustering
    segmentation: $model/segmentation
    segmentation_batch_size: 32
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda
params:
  clustering:
    threshold: 0.6
    Fa: 0.07
    Fb: 0.8
  segmentation:
    min_duration_off: 0.0
"""

_SETS = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1))
"""Who of three speaks, for each class of the powerset."""

_ENOUGH = 20 * 16_000
"""Samples of each sound that they are taken from."""

_CHUNK = 5 * 16_000
"""Samples of the pieces over which the statistics of normalisation are taken."""


def build_community(embedded: Path, out: Path, speech: Sequence[npt.NDArray[np.float32]]) -> None:
    """Write the folder.

    Args:
        embedded: the embedded pyannote folder.
        speech: sound at 16 kHz.
    """
    offline.load_pyannote()
    import torch

    torch.manual_seed(0)
    write_segmentation(embedded / "segmentation" / "pytorch_model.bin", out / "segmentation" / "pytorch_model.bin")
    pieces = [s[i : i + _CHUNK] for s in speech for i in range(0, min(len(s), _ENOUGH) - _CHUNK + 1, _CHUNK)]
    _voices(torch.from_numpy(np.stack(pieces))[:, None], out / "embedding" / "pytorch_model.bin")
    _plda(out / "plda")
    (out / "config.yaml").write_text(CONFIG, encoding="utf-8")


def write_segmentation(source: Path, out: Path) -> None:
    """Segmentation of community-1's kind (powerset, chunks of 10 s) out of the embedded one."""
    offline.load_pyannote()
    import torch
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet

    raw = torch.load(source, weights_only=False)
    wanted = ("sincnet", "lstm", "linear", "sample_rate", "num_channels")
    hyper = {k: v for k, v in raw["hyper_parameters"].items() if k in wanted}
    specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=10.0,
        min_duration=None,
        warm_up=(0.0, 0.0),
        classes=["speaker#1", "speaker#2", "speaker#3"],
        powerset_max_classes=2,
        permutation_invariant=True,
    )
    model: Any = PyanNet(**hyper)
    model.specifications = specifications
    model.build()
    sets = torch.tensor(_SETS).float()
    state = dict(raw["state_dict"])
    for name in ("classifier.weight", "classifier.bias"):
        state[name] = sets @ state[name]
    model.load_state_dict(state, strict=False)
    _save(model, hyper, "pyannote.audio.models.segmentation", "PyanNet", specifications, out)


def _voices(pieces: torch.Tensor, out: Path) -> None:
    import torch
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding.wespeaker import WeSpeakerResNet34

    model: Any = WeSpeakerResNet34()
    model.train()
    for part in model.modules():
        if isinstance(part, torch.nn.modules.batchnorm._BatchNorm):
            part.momentum = None  # a plain mean over all pieces
    with torch.no_grad():
        for few in pieces.split(8):
            model(few)
    model.eval()
    specifications = Specifications(
        problem=Problem.REPRESENTATION,
        resolution=Resolution.CHUNK,
        duration=5.0,
        min_duration=None,
        warm_up=(0.0, 0.0),
        classes=None,
        powerset_max_classes=None,
        permutation_invariant=False,
    )
    hyper = {k: v for k, v in model.hparams.items() if k != "task"}
    _save(model, hyper, "pyannote.audio.models.embedding.wespeaker", "WeSpeakerResNet34", specifications, out)


def _plda(out: Path) -> None:
    random = np.random.default_rng(0)
    out.mkdir(parents=True, exist_ok=True)
    np.savez(
        out / "xvec_transform.npz",
        mean1=random.normal(size=256) * 0.01,
        mean2=random.normal(size=128) * 0.01,
        lda=np.linalg.qr(random.normal(size=(256, 128)))[0],
    )
    np.savez(
        out / "plda.npz",
        mu=random.normal(size=128) * 0.01,
        tr=np.linalg.qr(random.normal(size=(128, 128)))[0],
        psi=np.sort(np.exp(random.normal(size=128)))[::-1].copy(),
    )


def _save(model: Any, hyper: dict[str, Any], module: str, kind: str, specifications: Any, path: Path) -> None:
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(
        {
            "state_dict": model.state_dict(),
            "hyper_parameters": hyper,
            "pytorch-lightning_version": "2.5.0",
            "epoch": 0,
            "global_step": 0,
            "pyannote.audio": {
                "versions": {"torch": "2.0.0", "pyannote.audio": "3.1.1"},
                "architecture": {"module": module, "class": kind},
                "specifications": specifications,
            },
        },
        path,
    )
