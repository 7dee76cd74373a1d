"""What an NVIDIA card really does for the recogniser: its memory by the driver, and whether it computes. In the engine's child only."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from transcriber.system import cublas

_MELS = 80
_FRAMES = 200
"""Two seconds of sound: enough for every kind of arithmetic that recognition needs."""

_WIDTH = 64
_WORDS = ["<|endoftext|>", "<|startoftranscript|>", "<|nospeech|>", "<|notimestamps|>"]
_SIZES: dict[str, tuple[int, ...]] = {
    "conv1/weight": (_WIDTH, _MELS, 3),
    "conv2/weight": (_WIDTH, _WIDTH, 3),
    "embeddings/weight": (len(_WORDS), _WIDTH),
    "projection/weight": (len(_WORDS), _WIDTH),
    "self_attention/linear_0/weight": (3 * _WIDTH, _WIDTH),
    "self_attention/linear_1/weight": (_WIDTH, _WIDTH),
    "/attention/linear_0/weight": (_WIDTH, _WIDTH),
    "/attention/linear_1/weight": (2 * _WIDTH, _WIDTH),
    "/attention/linear_2/weight": (_WIDTH, _WIDTH),
    "ffn/linear_0/weight": (4 * _WIDTH, _WIDTH),
    "ffn/linear_1/weight": (_WIDTH, 4 * _WIDTH),
    "gamma": (_WIDTH,),
    "beta": (_WIDTH,),
}
"""How a variable's name ends → its size."""


def card() -> tuple[str, int, str]:
    """Name, bytes of memory and driver of the card with the least memory; empty where the driver tells nothing.

    PyTorch is not asked: what installs on Windows knows no CUDA.
    """
    import pynvml

    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return "", 0, ""
    try:
        handles = [pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount())]
        cards = [(int(pynvml.nvmlDeviceGetMemoryInfo(h).total), str(pynvml.nvmlDeviceGetName(h))) for h in handles]
        memory, name = min(cards, default=(0, ""))
        return name, memory, str(pynvml.nvmlSystemGetDriverVersion())
    except pynvml.NVMLError:
        return "", 0, ""
    finally:
        pynvml.nvmlShutdown()


def encode_something(device: str, compute_type: str) -> None:
    """Encode two seconds with a tiny Whisper made on the spot: what cuBLAS, the driver or the card lacks shows here, and not after
    a model of gigabytes was chosen for it.

    Raises:
        RuntimeError: CTranslate2's, saying what is missing.
    """
    import ctranslate2

    if device == "cuda":
        cublas.load_cublas()
    with tempfile.TemporaryDirectory() as folder:
        _write_tiny(Path(folder))
        model = ctranslate2.models.Whisper(folder, device=device, compute_type=compute_type)
        features = np.zeros((1, _MELS, _FRAMES), dtype=np.float32)
        np.array(model.encode(ctranslate2.StorageView.from_array(features), to_cpu=True))


def _write_tiny(folder: Path) -> None:
    """A Whisper of one layer and one head, all zeros."""
    from ctranslate2.specs import WhisperSpec

    spec = WhisperSpec(1, 1, 1, 1)
    for name, value in spec.variables().items():
        if value is None and (size := next((size for end, size in _SIZES.items() if name.endswith(end)), None)):
            _put(spec, name, np.zeros(size, dtype=np.float32))
    for side, places in ((spec.encoder, _FRAMES), (spec.decoder, len(_WORDS))):
        side.position_encodings.encodings = np.zeros((places, _WIDTH), dtype=np.float32)
    spec.register_vocabulary(_WORDS)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def _put(spec: Any, name: str, value: npt.NDArray[np.float32]) -> None:
    """Where the name says: decoder/layer_0/ffn/linear_0/weight."""
    *path, last = name.split("/")
    for step in path:
        stem, _, number = step.rpartition("_")
        spec = getattr(spec, step) if hasattr(spec, step) else getattr(spec, stem)[int(number)]
    setattr(spec, last, value)
