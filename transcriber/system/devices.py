"""What this machine can run the engines on, and in which order to try."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from transcriber.errors import EngineError, EngineFailed, OutOfMemory
from transcriber.settings import Device, Engine

_T = TypeVar("_T")

_PREFERRED = ("float16", "int8_float16", "bfloat16", "int8_bfloat16", "int8_float32", "float32")
"""CTranslate2's compute types for a GPU, best first; which of them a card supports depends on its age."""

BATCHES = (8, 4, 1)
"""Pieces recognised at once on a GPU, the most first: memory grows with them."""

CPU_BATCH = 4
"""Pieces at once on the processor, where more gain nothing and cost memory."""

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
    """Where an engine runs, and how many pieces at once."""

    device: str
    compute_type: str
    batch: int

    def __str__(self) -> str:
        return f"{self.device} {self.compute_type}" + (f"（一度に{self.batch}件）" if self.device == "cuda" else "")


CPU = Placement("cpu", "int8", CPU_BATCH)


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
    """Placements to try in order: the GPU with ever smaller batches, then with int8, at last the processor.

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
    best = found.speech_types[0]
    rungs = [Placement("cuda", best, batch) for batch in BATCHES]
    small = next((t for t in found.speech_types if t.startswith("int8")), best)
    if small != best:
        rungs.append(Placement("cuda", small, BATCHES[-1]))
    return [*rungs, CPU]


def of_devices(rungs: Sequence[Placement]) -> list[Placement]:
    """The first rung of each device: for an engine that knows neither batches nor compute types."""
    return [at for i, at in enumerate(rungs) if at.device not in {above.device for above in rungs[:i]}]


def descend(rungs: Sequence[Placement], work: Callable[[Placement], _T], log: Callable[[str], None]) -> _T:
    """The result of `work` at the first placement where it succeeds.

    Want of memory goes one rung down; any other failure of a device (a driver that does not fit, a crash) would meet every
    smaller batch too, so it goes to the next device.

    Raises:
        EngineError: it failed on the last rung.
    """
    waiting = list(rungs)
    while True:
        at = waiting.pop(0)
        try:
            return work(at)
        except EngineError as e:
            if not isinstance(e, OutOfMemory):
                waiting = [below for below in waiting if below.device != at.device]
            if not waiting:
                raise
            log(f"{at} で失敗したため {waiting[0]} で続けました（{e.found}）")


def most_threads(engine: Engine) -> int:
    """The most processor threads for the engines: all but two, so that the office PC stays usable, but at least two."""
    return engine.threads or min(_MOST_THREADS, max(2, usable_processors() - 2))


def thread_choices(engine: Engine) -> tuple[int, ...]:
    """Numbers of threads worth measuring (speech/calibration.py); one if the settings say how many."""
    if engine.threads:
        return (engine.threads,)
    most = most_threads(engine)
    return tuple(sorted({n for n in (1, 2, 4, 6, 8) if n < most} | {most}))


def usable_processors() -> int:
    """Logical processors this process may use: containers and office policies may allow fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
