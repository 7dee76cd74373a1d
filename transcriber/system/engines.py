"""Engines run in a child process that may die, behind a `concurrent.futures.Executor`.

A CUDA or cuDNN mismatch aborts the process without an exception, an out-of-memory killer leaves no traceback: so nothing
heavy is imported in the process that owns the jobs. `EngineProcess` is one supervised child: a call that kills it comes
back as `EngineDied`, and the next call gets a fresh child. An office with several PCs can put another Executor (Dask's,
for one) in its place: callers use `submit` with module-level functions and picklable arguments, and pass paths, not audio.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from transcriber.errors import EngineDied, EngineFailed, OutOfMemory, TranscriberError
from transcriber.system import offline

P = ParamSpec("P")
log = logging.getLogger(__name__)

_T = TypeVar("_T")

_OUT_OF_MEMORY = ("out of memory", "out_of_memory", "alloc_failed", "failed to allocate", "bad allocation")
"""How CUDA, cuBLAS, cuDNN and ONNX Runtime say it."""


class EngineProcess(Executor):
    """One child process, started on the first call and again after each death.

    Args:
        threads: processor threads the engines may use in the child.
    """

    def __init__(self, *, threads: int) -> None:
        self._threads = threads
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[P, _T], /, *args: P.args, **kwargs: P.kwargs) -> Future[_T]:
        """Run `fn` in the child.

        The future raises EngineDied if the child ends without an answer, EngineFailed (naming the exception, never its
        text, which might hold what was said) if `fn` raises anything but a TranscriberError.
        """
        if self._pool is None:
            # spawn: a forked child would inherit the parent's threads and locks, and Windows knows nothing else.
            self._pool = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare, initargs=(self._threads,)
            )
        outcome: Future[_T] = Future()
        outcome.set_running_or_notify_cancel()
        try:
            inner = self._pool.submit(_call, fn, args, kwargs)
        except BrokenProcessPool:
            self._discard()
            return self.submit(fn, *args, **kwargs)
        inner.add_done_callback(lambda done: self._settle(done, outcome))
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the child; the next call starts a fresh one, so this also gives its memory back."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool = None

    def kill(self) -> None:
        """End the child at once, whatever it is doing (its future raises EngineDied)."""
        for pid in list(getattr(self._pool, "_processes", None) or {}):
            with contextlib.suppress(ProcessLookupError):  # it died in this moment, or with a whole group
                os.kill(pid, signal.SIGTERM)  # on Windows this is TerminateProcess
        self._discard()

    def _settle(self, done: Future[_T], outcome: Future[_T]) -> None:
        error = done.exception()
        if error is None:
            outcome.set_result(done.result())
        elif isinstance(error, BrokenProcessPool):
            outcome.set_exception(
                EngineDied(
                    "認識プログラムが途中で止まりました。",
                    "もう一度自動で試します。続くときは、空きメモリーと GPU ドライバーを "
                    "`transcriber doctor` で確かめてください。",
                )
            )
        else:
            outcome.set_exception(error)

    def _discard(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended: two writers must never meet."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)


def leave_interrupts_to_parent() -> None:
    """Ctrl-C goes to all processes of a terminal: the parent ends its children in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare(threads: int) -> None:
    """In the child, before anything heavy is imported."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    leave_interrupts_to_parent()
    offline.enforce()
    os.environ["OMP_NUM_THREADS"] = str(threads)
    # With more, OpenBLAS shares a product out otherwise and rounds otherwise: Whisper's mel features, and so now and then a word,
    # would depend on how many processors a computer has (faster-whisper 1.2, numpy's wheels).
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Idle OpenMP threads spin by default: beside one other busy program that made the diarizer fifteen times slower.
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"


def _call(fn: Callable[..., _T], args: tuple[object, ...], kwargs: dict[str, object]) -> _T:
    try:
        return fn(*args, **kwargs)
    except TranscriberError:
        raise
    except Exception as e:  # noqa: BLE001 - the border between processes: any library's error becomes ours
        if _out_of_memory(e):
            raise OutOfMemory(
                "認識プログラムの使えるメモリーが足りませんでした。",
                "ほかのソフトを閉じてから `transcriber retry` でやり直してください。続くときは、小さいモデル（engine.tier）を選んでください。",
            ) from None
        if isinstance(e, RuntimeError | ImportError | OSError):  # others may quote what was said
            log.warning("engine: %s: %s", type(e).__name__, str(e)[:200])
        raise EngineFailed(
            f"認識プログラムがエラーで止まりました（エラーの種類：{type(e).__name__}）。",
            "`transcriber doctor` で環境を確かめてください。同じ録音で続くときは、この文を添えて担当者へ連絡してください。",
        ) from None


def _out_of_memory(error: Exception) -> bool:
    """CTranslate2 and CUDA say it in a RuntimeError's text, PyTorch in a class of its own, Python in MemoryError."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(s in said for s in _OUT_OF_MEMORY)
