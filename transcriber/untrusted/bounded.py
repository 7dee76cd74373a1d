"""Parse a file in a child process with little memory, little time, and nothing of ours to lose.

    people = bounded.parse_in_child(sheets.parse_roster, path, error=RosterError, remember=True)

The function runs in the child (child.py), which opens the file itself. Its result comes back as JSON and is validated
against the function's return type: nothing that a parser of somebody else's file produced is unpickled here. A child that
runs out of time or memory, or dies, becomes an error that names the file. Where no child can be started, or one is hardly let to work,
that is a fault of this machine: it is tried again, and the file is left alone.

A child takes a second to start on a busy machine, so it stays for the next file and ends after some idle seconds; two
files are read by two children, so that a bad one keeps nobody waiting. On Windows there are no rlimits: time alone is
bounded there, and what check_archive (archive.py) refuses before anything is parsed.
"""

from __future__ import annotations

import atexit
import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from transcriber.errors import CannotStart, EngineDied, TranscriberError
from transcriber.untrusted import files
from transcriber.untrusted.process import PAUSES, NoAnswer, NoStart, ReaderProcess, started

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_ENDED_BY_OTHERS = frozenset({1, 2, 9, 15})
"""SIGHUP, SIGINT, SIGKILL, SIGTERM: a stop, or the system that was out of memory. What a parser does ends otherwise."""


_MOST_REMEMBERED = 64
_SMALLER = "使っていない行・列・画像を消すか、必要なところだけを新しいファイルに写して、保存し直してください。"
_SAVE_AGAIN = "ファイルを開けるか確かめ、新しいファイルに写して保存し直してください。"


@dataclass(frozen=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: of the processor, and of the clock for a child that is let to work: where the machine is busy, or the share does not
            answer, it is waited for several times as long, and the file is not to blame.
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


class BoundedParser:
    """The children of one process, and what they read before.

    Args:
        idle: seconds after which a child that nobody asked anything ends.
        pauses: seconds before each further attempt to start a child.
    """

    def __init__(self, idle: float = 30.0, pauses: Sequence[float] = PAUSES) -> None:
        self._idle = idle
        self._pauses = pauses
        self._lock = threading.Lock()
        self._waiting: list[ReaderProcess] = []
        self._working: list[ReaderProcess] = []
        self._remembered: OrderedDict[Hashable, _Outcome] = OrderedDict()
        self._being_read: dict[Hashable, threading.Event] = {}
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
            remember: keep the result, or the error, until the file changes; who asks while another thread has it read waits for that.

        Raises:
            error: no regular file, too large, damaged beyond what `function` expects, or over a limit.
            TranscriberError: whatever `function` raised.
            EngineDied: somebody else ended the child.
            CannotStart: this machine cannot start a child now, or hardly lets it work.
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

        def ask() -> _Outcome:
            return self._ask(given.encode(), function, path, error, limits)

        result: _T = (self._asked_once((given, there), ask) if remember else ask()).get()
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

    def _asked_once(self, key: Hashable, ask: Callable[[], _Outcome]) -> _Outcome:
        """What is remembered, or what `ask` comes to, which is remembered then. Two threads do not have the same file read side by side:
        together that takes twice as long, and twice the memory.

        Raises:
            TranscriberError, OSError: as `ask` does; who waited asks for himself.
        """
        while True:
            with self._lock:
                known = self._remembered.get(key)
                if known is not None:
                    self._remembered.move_to_end(key)
                    return known
                others = self._being_read.get(key)
                if others is None:
                    ours = self._being_read[key] = threading.Event()
                    break
            others.wait()
        try:
            outcome = ask()
            with self._lock:
                self._remembered[key] = outcome
                while len(self._remembered) > _MOST_REMEMBERED:
                    self._remembered.popitem(last=False)
            return outcome
        finally:
            with self._lock:
                del self._being_read[key]
            ours.set()

    def _ask(
        self,
        request: bytes,
        function: Callable[..., Any],
        path: Path,
        error: type[TranscriberError],
        limits: Limits,
    ) -> _Outcome:
        child = self._take(path.name)
        try:
            told, body = child.ask(request, limits.seconds)
        except NoAnswer as e:
            return _unanswered(e, error, path.name, limits)
        except NoStart as e:
            child.kill()
            child.close()
            raise _cannot_start(path.name, e.why) from e
        finally:
            with self._lock:
                self._working.remove(child)
        if told["spent"]:
            child.close()
        else:
            self._put_back(child)
        return _understood(told, body, function, path, error)

    def _take(self, name: str) -> ReaderProcess:
        """A child that lives. Raises: CannotStart."""
        with self._lock:
            child = self._waiting.pop() if self._waiting else None
        if child is not None and not child.lives:
            child.close()
            child = None
        if child is None:
            try:
                child = started(self._pauses)  # may take seconds, and others need not wait for it
            except NoStart as e:
                raise _cannot_start(name, e.why) from e
        with self._lock:
            self._working.append(child)
        return child

    def _put_back(self, child: ReaderProcess) -> None:
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


def _cannot_start(name: str, why: str) -> CannotStart:
    return CannotStart(
        f"{name} を読むプログラムを、このパソコンでいま始められません（{why}）。{name} に問題があるわけではありません。",
        "もう一度自動で試します。続くときは、空きメモリーと動いているプログラムの数を確かめ、情報担当者に連絡してください。",
    )


def _unanswered(ended: NoAnswer, error: type[TranscriberError], name: str, limits: Limits) -> _Outcome:
    if ended.kept:
        raise CannotStart(
            f"{name} を読み終わりません。このパソコンが混み合っているか、共有フォルダの応答が遅いようです。{name} に問題があるとは限りません。",
            "もう一度自動で試します。続くときは、ほかの重い処理を止め、共有フォルダの接続を確かめてください。",
        )
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
    """Raises: OSError, CannotStart."""
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
        case "not installed":
            log.warning("a parser is not installed: %s", told["class"])
            raise _cannot_start(path.name, "プログラムの部品が足りません")
        case "memory":
            found = f"{path.name} が大きすぎて読めません（使ってよいメモリーを超えました）。"
            return _Outcome(failure=(error, found, _SMALLER))
        case _:
            log.warning("a parser failed: %s", told["class"])
            found = f"{path.name} は壊れているか、このプログラムの知らない書き方なので、読めません。"
            return _Outcome(failure=(error, found, _SAVE_AGAIN))


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
