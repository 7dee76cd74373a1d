"""Parse a file in a child process with little memory, little time, and nothing of ours to lose.

    people = bounded.parse_in_child(sheets.parse_roster, path, error=RosterError, remember=True)

The function runs in the child (child.py), which opens the file itself. Its result comes back as JSON and is validated
against the function's return type: nothing that a parser of somebody else's file produced is unpickled here. A child that
runs out of time or memory, or dies, becomes an error that names the file.

A child takes a second to start on a busy machine, so it stays for the next file and ends after some idle seconds; two
files are read by two children, so that a bad one keeps nobody waiting. On Windows there are no rlimits: time alone is
bounded there, and what check_archive (archive.py) refuses before anything is parsed.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from transcriber.errors import EngineDied, TranscriberError
from transcriber.untrusted import files

_T = TypeVar("_T")

_ENDED_BY_OTHERS = frozenset({1, 2, 9, 15})
"""SIGHUP, SIGINT, SIGKILL, SIGTERM: a stop, or the system that was out of memory. What a parser does ends otherwise."""

_SIGXCPU = 24

_MOST_REMEMBERED = 64
_MOST_ANSWER = 24 * 1024 * 1024
"""Bytes of a result. Fifty thousand terms take six million."""

_SMALLER = "使っていない行・列・画像を消すか、必要なところだけを新しいファイルに写して、保存し直してください。"
_SAVE_AGAIN = "ファイルを開けるか確かめ、新しいファイルに写して保存し直してください。"


@dataclass(frozen=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: of the clock and of the processor, from asking to the answer.
        memory: bytes the child may allocate (RLIMIT_DATA); its code adds about 50 MB that it shares with others.
    """

    seconds: float = 30.0
    memory: int = 400 * 1024 * 1024


USUAL = Limits()


@dataclass(frozen=True)
class _Outcome:
    """What reading a file came to: a value, or an error that will be the same until the file changes."""

    value: Any = None
    failure: tuple[type[TranscriberError], str, str] | None = None

    def get(self) -> Any:
        if self.failure is not None:
            error, found, todo = self.failure
            raise error(found, todo)
        return self.value


class _NoAnswer(Exception):
    """The child ended without an answer. `late`: it used up its time. `status` is its exit status."""

    def __init__(self, *, late: bool, status: int) -> None:
        super().__init__("no answer")
        self.late = late
        self.status = status


class _Child:
    """One child process. Only one thread talks to it at a time."""

    def __init__(self) -> None:
        self.since = 0.0
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

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """What it says about the file, and the result.

        Raises:
            _NoAnswer: it ended, or was ended because its time was over.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            stdin, stdout = self._process.stdin, self._process.stdout
            assert stdin is not None and stdout is not None
            stdin.write(len(request).to_bytes(8, "big") + request)
            stdin.flush()
            head = _exactly(stdout, 16)
            told: dict[str, Any] = json.loads(_exactly(stdout, int.from_bytes(head[:8], "big")))
            body = _exactly(stdout, int.from_bytes(head[8:], "big"))
        except (OSError, ValueError, EOFError) as e:
            timer.cancel()
            self.kill()
            status = self.close()
            raise _NoAnswer(late=late.is_set() or status == -_SIGXCPU, status=status) from e
        finally:
            timer.cancel()
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


class BoundedParser:
    """The children of one process, and what they read before.

    Args:
        idle: seconds after which a child that nobody asked anything ends.
    """

    def __init__(self, idle: float = 30.0) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._waiting: list[_Child] = []
        self._working: list[_Child] = []
        self._remembered: OrderedDict[Hashable, _Outcome] = OrderedDict()
        self._timer: threading.Timer | None = None

    def parse(
        self,
        function: Callable[..., _T],
        path: Path,
        *details: Any,
        error: type[TranscriberError],
        limits: Limits = USUAL,
        remember: bool = False,
    ) -> _T:
        """`function(path, *details)`, run in a child.

        Args:
            function: a function of a module, with a return type that pydantic can read from JSON.
            details: what else it is given; JSON.
            error: what a file that cannot be parsed becomes.
            remember: keep the result, or the error, until the file changes.

        Raises:
            error: no regular file, too large, damaged beyond what `function` expects, or over a limit.
            TranscriberError: whatever `function` raised.
            EngineDied: somebody else ended the child.
            OSError: the file is not there, or cannot be opened now.
        """
        try:
            there = files.identity(path)
        except files.NotRegularFile as e:
            raise _refusal(error, path, e) from e
        name = f"{function.__module__}:{function.__qualname__}"
        given = json.dumps(
            {
                "function": name,
                "path": str(path.absolute()),
                "details": details,
                "seconds": limits.seconds,
                "memory": limits.memory,
            }
        )
        key = (given, there)
        with self._lock:
            known = self._remembered.get(key)
            if known is not None:
                self._remembered.move_to_end(key)
        if known is None:
            known = self._ask(given.encode(), function, path, error, limits)
            if remember:
                with self._lock:
                    self._remembered[key] = known
                    while len(self._remembered) > _MOST_REMEMBERED:
                        self._remembered.popitem(last=False)
        result: _T = known.get()
        return result

    def close(self) -> None:
        """End all children, also those that work."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            for child in self._working:
                child.kill()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for child in waiting:
            child.close()

    def _ask(
        self,
        request: bytes,
        function: Callable[..., Any],
        path: Path,
        error: type[TranscriberError],
        limits: Limits,
    ) -> _Outcome:
        child = self._take()
        try:
            told, body = child.ask(request, limits.seconds)
        except _NoAnswer as e:
            return _unanswered(e, error, path.name, limits)
        finally:
            with self._lock:
                self._working.remove(child)
        if told["spent"]:
            child.close()
        else:
            self._put_back(child)
        return _understood(told, body, function, path, error)

    def _take(self) -> _Child:
        with self._lock:
            child = self._waiting.pop() if self._waiting else _Child()
            if not child.lives:
                child.close()
                child = _Child()
            self._working.append(child)
            return child

    def _put_back(self, child: _Child) -> None:
        child.since = time.monotonic()
        with self._lock:
            self._waiting.append(child)
            if self._timer is None:
                self._wait_for_idle()

    def _wait_for_idle(self) -> None:
        self._timer = threading.Timer(self._idle, self._end_idle)
        self._timer.daemon = True
        self._timer.start()

    def _end_idle(self) -> None:
        with self._lock:
            now = time.monotonic()
            idle = [c for c in self._waiting if now - c.since >= self._idle]
            self._waiting = [c for c in self._waiting if c not in idle]
            self._timer = None
            if self._waiting:
                self._wait_for_idle()
        for child in idle:
            child.close()


@cache
def shared() -> BoundedParser:
    """The one of this process."""
    made = BoundedParser()
    atexit.register(made.close)
    return made


def parse_in_child(
    function: Callable[..., _T],
    path: Path,
    *details: Any,
    error: type[TranscriberError],
    limits: Limits = USUAL,
    remember: bool = False,
) -> _T:
    """`BoundedParser.parse` with the children of this process."""
    return shared().parse(function, path, *details, error=error, limits=limits, remember=remember)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    """Raises: EOFError, ValueError (more than an answer may have)."""
    if count > _MOST_ANSWER:
        raise ValueError(count)
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _unanswered(ended: _NoAnswer, error: type[TranscriberError], name: str, limits: Limits) -> _Outcome:
    if ended.late:
        found = f"{name} が大きすぎるか複雑すぎて、読めません（{limits.seconds:.0f}秒で読み終わりません）。"
        return _Outcome(failure=(error, found, _SMALLER))
    if -ended.status in _ENDED_BY_OTHERS:
        raise EngineDied(
            f"{name} を読むプログラムが途中で止められました。",
            "もう一度自動で試します。続くときは、空きメモリーを確かめてください。",
        )
    return _Outcome(failure=(error, f"{name} を読むプログラムが、このファイルで異常終了しました。", _SAVE_AGAIN))


def _understood(
    told: dict[str, Any], body: bytes, function: Callable[..., Any], path: Path, error: type[TranscriberError]
) -> _Outcome:
    """Raises: OSError."""
    match told["outcome"]:
        case "value":
            try:
                return _Outcome(adapter(function).validate_json(body))
            except ValidationError:
                return _Outcome(failure=(error, f"{path.name} の中身を受け取れません。", _SAVE_AGAIN))
        case "error":
            return _Outcome(failure=(_ERRORS.get(told["class"], error), told["found"], told["todo"]))
        case "refused":
            return _Outcome(failure=(error, f"{path.name} {told['found']}", told["todo"]))
        case "system":
            raise OSError(told["errno"], told["strerror"], told["file"] or str(path))
        case "memory":
            found = f"{path.name} が大きすぎて読めません（使ってよいメモリーを超えました）。"
            return _Outcome(failure=(error, found, _SMALLER))
        case _:
            return _Outcome(failure=(error, f"{path.name} を読めません（{told['class']}）。", _SAVE_AGAIN))


def _refusal(error: type[TranscriberError], path: Path, why: OSError) -> TranscriberError:
    found, todo = files.fault(why)
    return error(f"{path.name} {found}", todo)


@cache
def adapter(function: Callable[..., _T]) -> TypeAdapter[_T]:
    """Between the function's result and JSON."""
    return TypeAdapter(get_type_hints(function)["return"])


def _subclasses(of: type[TranscriberError]) -> dict[str, type[TranscriberError]]:
    found = {of.__name__: of}
    for each in of.__subclasses__():
        found |= _subclasses(each)
    return found


_ERRORS = _subclasses(TranscriberError)
