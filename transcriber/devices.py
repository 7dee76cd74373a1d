"""What this machine can run the engines on, and in which order to try."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from dataclasses import dataclass

from transcriber.errors import EngineFailed
from transcriber.settings import Device, Engine

_PREFERRED = ("float16", "int8_float16", "bfloat16", "int8_float32", "float32")
"""CTranslate2's compute types for a GPU, best first; which of them a card supports depends on its age."""

_MOST_THREADS = 8
"""More threads than this slow CTranslate2 down on office processors (research: OMP=8 four times slower than OMP=4)."""


@dataclass(frozen=True)
class Found:
    """What the probes in the child processes saw.

    Attributes:
        speech_types: compute types of the GPU for CTranslate2; empty: no usable GPU.
        torch_gpu: PyTorch can use the GPU.
        gpu_memory: bytes; 0 without a GPU.
        gpu_name: as the driver calls it.
    """

    speech_types: tuple[str, ...] = ()
    torch_gpu: bool = False
    gpu_memory: int = 0
    gpu_name: str = ""


@dataclass(frozen=True)
class Placement:
    """Where both engines run."""

    device: str
    compute_type: str

    def __str__(self) -> str:
        return f"{self.device} {self.compute_type}"


CPU = Placement("cpu", "int8")


def probe(speech: Executor, speakers: Executor) -> Found:
    """Ask the libraries, each in the engine process that will use it: a driver that does not fit may abort it.

    PyTorch takes seconds to import, so it is asked only where CTranslate2 has seen a GPU.

    Raises:
        EngineError: a probe died or failed.
    """
    types = speech.submit(_speech_types).result()
    return speakers.submit(_with_torch, types).result() if types else Found()


def _speech_types() -> tuple[str, ...]:
    import ctranslate2

    if ctranslate2.get_cuda_device_count() == 0:
        return ()
    supported = ctranslate2.get_supported_compute_types("cuda")
    return tuple(t for t in _PREFERRED if t in supported)


def _with_torch(types: tuple[str, ...]) -> Found:
    import torch

    if not torch.cuda.is_available():
        return Found(speech_types=types)
    card = torch.cuda.get_device_properties(0)
    return Found(speech_types=types, torch_gpu=True, gpu_memory=card.total_memory, gpu_name=card.name)


def ladder(engine: Engine, found: Found) -> list[Placement]:
    """Placements to try in order; the processor is always the last resort.

    Raises:
        EngineFailed: the settings insist on a GPU and there is none.
    """
    usable = bool(found.speech_types) and found.torch_gpu
    if engine.device is Device.CUDA and not usable:
        raise EngineFailed(
            "設定では GPU（cuda）を使うことになっていますが、使える GPU がありません。",
            "GPU ドライバーを確かめるか、transcriber.toml の engine.device を auto にしてください。",
        )
    if engine.device is Device.CPU or not usable:
        return [CPU]
    return [Placement("cuda", found.speech_types[0]), CPU]


def threads(engine: Engine) -> int:
    """Processor threads for the engines: all but two, so that the office PC stays usable, but at least two."""
    return engine.threads or min(_MOST_THREADS, max(2, (os.cpu_count() or 2) - 2))
