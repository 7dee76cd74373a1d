"""One child of bounded.py, as the parent sees it: started, asked, ended."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

import psutil

from transcriber import reasons

_SIGXCPU = 24
READY = b"R"
"""The first byte that a child writes: from then on, what goes wrong may be the file's fault. (child.py)"""

_START_SECONDS = 60.0
"""For a child to be ready, on a machine that is busy with much else."""

PAUSES = (0.2, 1.0, 3.0)
"""Seconds before each further attempt to start a child."""

_MOST_ANSWER = 24 * 1024 * 1024
"""Bytes of a result. Fifty thousand terms take six million."""


_PATIENCE = 4
"""Times its seconds that a child gets by the clock while the machine lets it work too little to say anything about the file."""

_WORKED = 0.5
"""Share of its seconds that a child must have worked for the file to be what took too long."""


class NoAnswer(Exception):
    """The child ended without an answer.

    Attributes:
        late: it used up its time.
        kept: it was ended after its time, and had hardly worked: the machine, or the share, kept it waiting.
        status: its exit status.
    """

    def __init__(self, *, late: bool, kept: bool, status: int) -> None:
        super().__init__("no answer")
        self.late = late
        self.kept = kept
        self.status = status


class NoStart(Exception):
    """A child could not be started. `why` in a word, without anything of the file."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ReaderProcess:
    """One child process, ready to read. Only one thread talks to it at a time.

    Raises:
        NoStart: there is none.
    """

    def __init__(self) -> None:
        self.since = 0.0
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from transcriber.untrusted import child; child.answer_requests()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a parser may quote what it chokes on
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
                    "OMP_NUM_THREADS": "1",  # what threads reserve counts as memory
                    "OPENBLAS_NUM_THREADS": "1",
                },
            )
        except OSError as e:
            raise NoStart(reasons.of_system(e)) from e
        try:
            with _ended_after(_START_SECONDS, self.kill):
                assert self._process.stdout is not None
                ready = self._process.stdout.read(1) == READY
        except (NoStart, OSError):
            self.kill()
            self.close()
            raise
        if not ready:
            self.kill()
            raise NoStart(f"終了コード {self.close()}")

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """What it says about the file, and the result.

        Raises:
            NoAnswer: it ended, or was ended because its time was over.
            NoStart: its time cannot be watched.
        """
        watch = _Watch(self._process.pid, seconds, self.kill)
        with watch.kept():
            return self._asked(request, watch)

    def _asked(self, request: bytes, watch: _Watch) -> tuple[dict[str, Any], bytes]:
        try:
            stdin, stdout = self._process.stdin, self._process.stdout
            assert stdin is not None and stdout is not None
            stdin.write(len(request).to_bytes(8, "big") + request)
            stdin.flush()
            head = _exactly(stdout, 16)
            told: dict[str, Any] = json.loads(_exactly(stdout, int.from_bytes(head[:8], "big")))
            body = _exactly(stdout, int.from_bytes(head[8:], "big"))
        except (OSError, ValueError, EOFError) as e:
            late, kept = watch.late, watch.waited_in_vain
            self.kill()
            status = self.close()
            raise NoAnswer(late=late or status == -_SIGXCPU, kept=kept, status=status) from e
        return told, body

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> int:
        """End it, when it has nothing to do; its exit status."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            return self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def started(pauses: Sequence[float] = PAUSES) -> ReaderProcess:
    """A new child.

    Args:
        pauses: seconds before each further attempt.

    Raises:
        NoStart: none of the attempts made one.
    """
    for pause in pauses:
        try:
            return ReaderProcess()
        except NoStart:
            time.sleep(pause)
    return ReaderProcess()


@dataclass
class _Watch:
    """Ends a child when its time is over: when it has worked for it, or the machine did not let it for several times as long.

    Attributes:
        seconds: of the clock for a child that works; of the processor there is a limit of its own, where the system has one.
        late: it was ended for what it did.
        waited_in_vain: it was ended, and had hardly worked.
    """

    pid: int
    seconds: float
    kill: Callable[[], None]
    late: bool = False
    waited_in_vain: bool = False
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Watch over the block.

        Raises:
            NoStart: there is no thread to do so.
        """
        before = self._worked()
        _begin(threading.Thread(target=self._watch, args=(before,)))
        try:
            yield
        finally:
            self._over.set()

    def _watch(self, before: float) -> None:
        for _ in range(_PATIENCE):
            if self._over.wait(self.seconds):
                return
            if self._worked() - before >= _WORKED * self.seconds:
                self.late = True
                break
        else:
            self.waited_in_vain = True
        self.kill()

    def _worked(self) -> float:
        """Seconds of the processor."""
        try:
            times = psutil.Process(self.pid).cpu_times()
        except psutil.Error:  # it has ended meanwhile
            return 0.0
        return float(times.user + times.system)


@contextmanager
def _ended_after(seconds: float, end: Callable[[], None]) -> Iterator[None]:
    """Call `end` unless the block is over by then.

    Raises:
        NoStart: there is no thread to do so.
    """
    timer = threading.Timer(seconds, end)
    _begin(timer)
    try:
        yield
    finally:
        timer.cancel()


def _begin(watching: threading.Thread) -> None:
    """Start a thread that keeps no program from ending. Raises: NoStart."""
    watching.daemon = True
    try:
        watching.start()
    except RuntimeError as e:  # the system has no more threads
        raise NoStart("スレッドを作れません") from e


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    """Raises: EOFError, ValueError (more than an answer may have)."""
    if count > _MOST_ANSWER:
        raise ValueError(count)
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data
