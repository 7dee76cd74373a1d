"""What this machine can run the engines on, and in which order to try."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
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

    The two engines are asked apart: PyTorch's Windows packages know no CUDA, and the recogniser uses a card without them.

    Attributes:
        speech_types: compute types of the GPU for CTranslate2, with which it has encoded something; empty: no usable GPU.
        torch_gpu: PyTorch can use the GPU.
        gpu_memory: bytes; 0 without a GPU that the recogniser can use.
        gpu_name, driver: as the driver calls them; empty where it tells nothing.
        trouble: why the recogniser cannot use a card that is there, and what to do (Japanese); empty: no trouble, or no card.
    """

    speech_types: tuple[str, ...] = ()
    torch_gpu: bool = False
    gpu_memory: int = 0
    gpu_name: str = ""
    driver: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Placement:
    """Where an engine runs, and how many pieces at once."""

    device: str
    compute_type: str
    batch: int

    def __str__(self) -> str:
        return f"{self.device} {self.compute_type}" + (f"（一度に{self.batch}件）" if self.device == "cuda" else "")


CPU = Placement("cpu", "int8", CPU_BATCH)
_GPU_FOR_SPEAKERS = Placement("cuda", "float32", 1)


def probe(speech: Executor, speakers: Executor) -> Found:
    """Try the card, in each engine process that will use it: a driver that does not fit may abort it.

    PyTorch takes seconds to import, so it is asked only where there is a card.

    Raises:
        EngineError: a probe died or failed.
    """
    found = speech.submit(_tried).result()
    return replace(found, torch_gpu=speakers.submit(_torch_gpu).result()) if found.gpu_name else found


def _tried() -> Found:
    """What CTranslate2 does on the card, and what the card is."""
    import ctranslate2

    from transcriber.system import graphics

    name, memory, driver = graphics.card()
    if ctranslate2.get_cuda_device_count() == 0:
        return Found(gpu_name=name, driver=driver, trouble=_TOO_OLD if name else "")
    name = name or "GPU"
    supported = ctranslate2.get_supported_compute_types("cuda")
    types = tuple(t for t in _PREFERRED if t in supported)
    try:
        graphics.encode_something("cuda", types[0])
    except RuntimeError as e:
        return Found(gpu_name=name, driver=driver, trouble=trouble_in(str(e)))
    return Found(speech_types=types, gpu_memory=memory, gpu_name=name, driver=driver)


def trouble_in(said: str) -> str:
    """What CTranslate2 lacks on the card, and what to do.

    Args:
        said: its own words, which never reach people.
    """
    if "cublas" in said.lower() and "not found" in said.lower():
        return "CUDA 12 の cuBLAS がありません。`scripts/setup gpu`（Windows では requirements\\gpu.txt）で入れてください。"
    if "driver" in said.lower():
        return _TOO_OLD
    return "小さな計算を試したところ、失敗しました。GPU ドライバーを新しくしてください。"


_TOO_OLD = "NVIDIA のドライバーが古いか、合っていません。ドライバーを新しくしてください。"


def _torch_gpu() -> bool:
    import torch

    return bool(torch.cuda.is_available())


def ladder(engine: Engine, found: Found) -> list[Placement]:
    """The recogniser's placements to try in order: the GPU with ever smaller batches, then with int8, at last the processor.

    Raises:
        EngineFailed: the settings insist on a GPU and there is none.
    """
    if engine.device is Device.CUDA and not found.speech_types:
        raise EngineFailed(
            "設定では GPU（cuda）を使うことになっていますが、使える GPU がありません。",
            f"{found.trouble or 'GPU ドライバーを確かめてください。'}CPU でよければ、transcriber.toml の engine.device を auto にしてください。",
        )
    if engine.device is Device.CPU or not found.speech_types:
        return [CPU]
    best = found.speech_types[0]
    rungs = [Placement("cuda", best, batch) for batch in BATCHES]
    small = next((t for t in found.speech_types if t.startswith("int8")), best)
    if small != best:
        rungs.append(Placement("cuda", small, BATCHES[-1]))
    return [*rungs, CPU]


def speaker_ladder(engine: Engine, found: Found) -> list[Placement]:
    """The diarizer's placements to try in order; it knows neither batches nor compute types."""
    return [_GPU_FOR_SPEAKERS, CPU] if found.torch_gpu and engine.device is not Device.CPU else [CPU]


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
