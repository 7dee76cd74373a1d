"""The ladder: the GPU's best type with ever smaller batches, then int8, at last the processor, which always works."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from transcriber.errors import EngineDied, EngineError, EngineFailed, OutOfMemory
from transcriber.settings import Device, Engine
from transcriber.system import devices, graphics
from transcriber.system.devices import CPU, Found, Placement
from transcriber.system.engines import EngineProcess

AMPERE = Found(("float16", "int8_float16", "bfloat16", "int8_float32", "float32"), True, 8 << 30, "RTX")
PASCAL = Found(("int8_float32", "float32"), True, 6 << 30, "GTX 1060")
OLD = Found(("float32",), True, 4 << 30, "GTX 960")


@pytest.mark.parametrize(
    ("card", "rungs"),
    [
        (AMPERE, ["float16 8", "float16 4", "float16 1", "int8_float16 1"]),
        (PASCAL, ["int8_float32 8", "int8_float32 4", "int8_float32 1"]),
        (OLD, ["float32 8", "float32 4", "float32 1"]),
    ],
)
def test_a_card_is_used_with_what_it_supports(card: Found, rungs: list[str]) -> None:
    *gpu, last = devices.ladder(Engine(), card)
    assert [f"{at.compute_type} {at.batch}" for at in gpu] == rungs
    assert {at.device for at in gpu} == {"cuda"}
    assert last == CPU


def test_without_a_card_there_is_only_the_processor() -> None:
    assert devices.ladder(Engine(), Found()) == devices.speaker_ladder(Engine(), Found()) == [CPU]
    with pytest.raises(EngineFailed, match="GPU ドライバー"):
        devices.ladder(Engine(device=Device.CUDA), Found())


def test_each_engine_uses_the_card_that_it_can_use() -> None:
    """On Windows PyTorch knows no CUDA, and CTranslate2 does; where cuBLAS 12 is missing it is the other way round."""
    windows = Found(("float16",), torch_gpu=False, gpu_memory=8 << 30)
    assert devices.ladder(Engine(), windows)[0].device == "cuda"
    assert devices.speaker_ladder(Engine(), windows) == [CPU]
    no_cublas = Found(torch_gpu=True, gpu_name="RTX", trouble="cuBLAS がありません。")
    assert devices.ladder(Engine(), no_cublas) == [CPU]
    assert [at.device for at in devices.speaker_ladder(Engine(), no_cublas)] == ["cuda", "cpu"]
    with pytest.raises(EngineFailed) as caught:
        devices.ladder(Engine(device=Device.CUDA), no_cublas)
    assert "cuBLAS がありません" in caught.value.todo


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card of 12 GB as its driver and CTranslate2 tell of it."""
    import ctranslate2

    monkeypatch.setattr(graphics, "card", lambda: ("RTX 3060", 12 << 30, "551.23"))
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda device: {"float16", "int8_float16"})


@pytest.mark.usefixtures("driver")
@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("Library libcublas.so.12 is not found or cannot be loaded", "cuBLAS"),
        ("Library cublas64_12.dll is not found or cannot be loaded", "cuBLAS"),
        ("CUDA failed with error CUDA driver version is insufficient for CUDA runtime version", "ドライバー"),
        ("CUDA failed with error no kernel image is available for execution on the device", "GPU ドライバー"),
    ],
)
def test_a_card_that_cannot_encode_is_not_used_and_what_is_missing_is_named(
    said: str, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(device: str, compute_type: str) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr(graphics, "encode_something", fails)
    with ThreadPoolExecutor(1) as here:
        found = devices.probe(here, here)
    assert missing in found.trouble
    assert "libcublas" not in found.trouble
    assert (found.speech_types, found.gpu_memory) == ((), 0)
    assert devices.ladder(Engine(), found) == [CPU]


@pytest.mark.usefixtures("driver")
def test_a_card_that_encodes_is_used_and_its_memory_comes_from_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(graphics, "encode_something", lambda device, compute_type: tried.append((device, compute_type)))
    with ThreadPoolExecutor(1) as here:
        found = devices.probe(here, here)
    assert tried == [("cuda", "float16")]
    assert found.speech_types == ("float16", "int8_float16")
    assert (found.gpu_memory, found.gpu_name, found.driver) == (12 << 30, "RTX 3060", "551.23")


def test_what_the_probe_encodes_is_a_model_that_ctranslate2_runs() -> None:
    for compute_type in ("int8", "float32"):
        graphics.encode_something("cpu", compute_type)
    assert graphics.card() == ("", 0, "") or graphics.card()[1] > 0


def test_the_settings_may_forbid_the_card() -> None:
    assert devices.ladder(Engine(device=Device.CPU), AMPERE) == [CPU]


def _attempt(fails: dict[str, EngineError]) -> tuple[list[str], list[str]]:
    tried, log = [], []

    def work(at: Placement) -> None:
        tried.append(f"{at.device} {at.compute_type} {at.batch}")
        if error := fails.get(tried[-1]):
            raise error

    devices.descend(devices.ladder(Engine(), AMPERE), work, log.append)
    return tried, log


OOM = OutOfMemory("メモリーが足りません。", "")


def test_want_of_memory_goes_down_rung_by_rung_and_each_step_is_logged() -> None:
    fails: dict[str, EngineError] = {
        f"cuda {t}": OOM for t in ("float16 8", "float16 4", "float16 1", "int8_float16 1")
    }
    tried, log = _attempt(fails)
    assert tried == [*fails, "cpu int8 4"]
    assert len(log) == 4
    assert (
        log[0]
        == "cuda float16（一度に8件） で失敗したため cuda float16（一度に4件） で続けました（メモリーが足りません。）"
    )
    assert log[-1].startswith("cuda int8_float16（一度に1件） で失敗したため cpu int8 で続けました")


def test_it_stays_on_the_first_rung_that_holds() -> None:
    assert _attempt({"cuda float16 8": OOM}) == (
        ["cuda float16 8", "cuda float16 4"],
        [pytest.approx(_attempt({"cuda float16 8": OOM})[1][0])],
    )


@pytest.mark.parametrize("error", [EngineDied("止まりました。", ""), EngineFailed("cuDNN がありません。", "")])
def test_a_crash_or_a_missing_library_is_not_tried_again_on_the_same_card(error: EngineError) -> None:
    tried, log = _attempt({"cuda float16 8": error})
    assert tried == ["cuda float16 8", "cpu int8 4"]
    assert len(log) == 1


def test_a_failure_of_the_last_rung_is_the_error() -> None:
    with pytest.raises(OutOfMemory):
        devices.descend([CPU], lambda at: _raise(OOM), print)


@pytest.fixture
def child() -> Iterator[Executor]:
    with EngineProcess(threads=1) as engine:
        yield engine


def test_out_of_memory_inside_the_child_walks_the_ladder(child: Executor) -> None:
    """The messages are CTranslate2's, PyTorch's and Python's own, raised where they would be: in the engine's process."""
    log: list[str] = []
    done = devices.descend(
        devices.ladder(Engine(), AMPERE), lambda at: child.submit(_hungry, at.device, at.batch).result(), log.append
    )
    assert done == "recognised on cpu"
    assert len(log) == 4
    assert all("メモリー" in line for line in log)


def test_threads_leave_the_office_pc_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    for processors, most, choices in ((1, 2, (1, 2)), (2, 2, (1, 2)), (8, 6, (1, 2, 4, 6)), (32, 8, (1, 2, 4, 6, 8))):
        monkeypatch.setattr(devices, "usable_processors", lambda n=processors: n)
        assert devices.most_threads(Engine()) == most
        assert devices.thread_choices(Engine()) == choices
    assert devices.thread_choices(Engine(threads=3)) == (3,)


class OutOfMemoryError(RuntimeError):
    """As PyTorch's is called."""


def _hungry(device: str, batch: int) -> str:
    if device == "cuda":
        raise {
            8: RuntimeError("CUDA failed with error out of memory"),
            4: OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
            1: RuntimeError("cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED"),
        }[batch]
    return f"recognised on {device}"


def _raise(error: Exception) -> None:
    raise error
