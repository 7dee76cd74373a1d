"""A file is parsed in a child: whatever it does to its parser, here comes back a value or an error that names the file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from transcriber.errors import CannotStart, EngineDied, GlossaryError, RosterError
from transcriber.untrusted import files
from transcriber.untrusted.bounded import BoundedParser, Limits


@dataclass(frozen=True)
class Said:
    """What the child read, and which child that was."""

    text: str
    child: int
    marks: tuple[tuple[str, int], ...] = ()


def say(path: Path, *marks: str) -> Said:
    return Said(files.read_bytes(path).decode(), os.getpid(), tuple((m, i) for i, m in enumerate(marks)))


def think_for_ever(path: Path) -> None:
    while True:
        pass


def sleep_for_ever(path: Path) -> None:
    time.sleep(1000)


def sleep_a_while(path: Path) -> str:
    time.sleep(1.2)
    return path.read_text()


def take_all_memory(path: Path) -> int:
    return len([bytearray(10_000_000) for _ in range(1000)])


def crash(path: Path) -> None:
    os.abort()


def print_much(path: Path) -> str:
    os.write(1, b"x" * 100_000)
    sys.stdout.write("x" * 100_000)
    return "ok"


def stumble(path: Path) -> None:
    raise ZeroDivisionError(files.read_bytes(path).decode())


def seek_before_the_beginning(path: Path) -> None:
    with files.open_regular(path) as file:
        file.seek(-5000, os.SEEK_END)


def complain(path: Path) -> None:
    raise GlossaryError("用語がありません。", "書いてください。")


def limits_of_the_child(path: Path) -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_CORE)[0], resource.getrlimit(resource.RLIMIT_DATA)[0]


@pytest.fixture
def parser() -> Iterator[BoundedParser]:
    made = BoundedParser()
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "名簿.xlsx"
    path.write_text("本文")
    return path


def test_a_value_comes_back_as_what_the_function_says_it_returns(parser, path):
    said = parser.parse(say, path, "u0001", "u0002", error=RosterError)
    assert said == Said("本文", said.child, (("u0001", 0), ("u0002", 1)))
    assert said.child != os.getpid()


def test_the_next_file_goes_to_the_same_child(parser, path):
    assert parser.parse(say, path, error=RosterError).child == parser.parse(say, path, error=RosterError).child


@pytest.mark.parametrize(
    ("function", "limits", "word"),
    [
        (think_for_ever, Limits(seconds=2), "2秒で読み終わりません"),
        (take_all_memory, Limits(memory=200 * 1024**2), "メモリー"),
        (crash, Limits(), "異常終了"),
        (seek_before_the_beginning, Limits(), "壊れているか"),
        (stumble, Limits(), "このプログラムの知らない書き方"),
    ],
)
def test_whatever_a_file_does_to_its_parser_becomes_an_error_that_names_it(parser, path, function, limits, word):
    parser.parse(say, path, error=RosterError)  # so that two seconds are not spent on starting
    with pytest.raises(RosterError) as e:
        parser.parse(function, path, error=RosterError, limits=limits)
    assert "名簿.xlsx" in e.value.found
    assert word in e.value.found
    assert e.value.todo.endswith("ください。")
    assert "本文" not in str(e.value)
    assert parser.parse(say, path, error=RosterError).text == "本文"  # and the next one is read


def test_where_the_machine_lets_a_child_work_too_little_the_file_is_not_to_blame(parser, path):
    """A busy machine, or a share that does not answer: tried again, and not remembered of the file."""
    parser.parse(say, path, error=RosterError)
    with pytest.raises(CannotStart, match="名簿.xlsx を読み終わりません"):
        parser.parse(sleep_for_ever, path, error=RosterError, limits=Limits(seconds=0.5), remember=True)
    assert parser.parse(say, path, error=RosterError).text == "本文"


def test_a_child_that_waited_for_long_may_still_answer(parser, path):
    assert parser.parse(sleep_a_while, path, error=RosterError, limits=Limits(seconds=0.5)) == "本文"


def test_what_the_parser_says_itself_stays_as_it_is(parser, path):
    with pytest.raises(GlossaryError) as e:
        parser.parse(complain, path, error=RosterError)
    assert (e.value.found, e.value.todo) == ("用語がありません。", "書いてください。")


def test_a_library_that_prints_does_not_disturb_the_answer(parser, path):
    assert parser.parse(print_much, path, error=RosterError) == "ok"


def test_the_child_leaves_no_core_and_has_little_memory(parser, path):
    assert parser.parse(limits_of_the_child, path, error=RosterError) == (0, Limits().memory)


def test_a_file_that_is_not_there_or_not_ours_to_read_is_no_fault_of_its_content(parser, path, tmp_path):
    with pytest.raises(FileNotFoundError):
        parser.parse(say, tmp_path / "別.xlsx", error=RosterError)


@pytest.mark.timeout(20)
def test_a_pipe_is_refused_without_a_child(parser, tmp_path):
    os.mkfifo(tmp_path / "用語.xlsx")
    with pytest.raises(GlossaryError, match=r"用語\.xlsx.*ふつうのファイルではありません"):
        parser.parse(say, tmp_path / "用語.xlsx", error=GlossaryError)


def test_a_result_is_remembered_until_the_file_changes(parser, path):
    first = parser.parse(say, path, error=RosterError, remember=True)
    assert parser.parse(say, path, error=RosterError, remember=True) is first
    assert parser.parse(say, path, "u0001", error=RosterError, remember=True) != first
    path.write_text("改訂")
    assert parser.parse(say, path, error=RosterError, remember=True).text == "改訂"


def say_later(path: Path, begun: str, go: str) -> Said:
    """Tells `begun` that it was begun, and answers when `go` is there."""
    with Path(begun).open("a", encoding="ascii") as told:
        told.write("x")
    while not Path(go).exists():
        time.sleep(0.02)
    return say(path)


def test_who_asks_for_a_file_that_is_being_read_waits_for_that(parser, path, tmp_path):
    """Two children would take twice as long over it."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    heard: list[Said] = []

    def ask() -> None:
        heard.append(parser.parse(say_later, path, str(begun), str(go), error=RosterError, remember=True))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    until = time.monotonic() + 30
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert parser.parse(say, path, error=RosterError).text == "本文", "other questions are answered meanwhile"
    go.touch()
    for thread in asking:
        thread.join(30)
    assert [said.text for said in heard] == ["本文"] * 3
    assert begun.read_text() == "x"


def test_an_error_is_remembered_too_so_that_a_bad_file_costs_its_time_once(parser, path):
    parser.parse(say, path, error=RosterError)
    for most in (10, 0.5):
        began = time.monotonic()
        with pytest.raises(RosterError, match="2秒"):
            parser.parse(think_for_ever, path, error=RosterError, limits=Limits(seconds=2), remember=True)
        assert time.monotonic() - began < most


def test_a_bad_file_keeps_no_other_waiting(parser, path):
    parser.parse(say, path, error=RosterError)
    bad = threading.Thread(
        target=lambda: pytest.raises(
            EngineDied, parser.parse, sleep_for_ever, path, error=RosterError, limits=Limits(30)
        )
    )
    bad.start()
    time.sleep(0.2)
    assert parser.parse(say, path, error=RosterError).text == "本文"
    assert bad.is_alive()
    parser.close()
    bad.join(10)


def test_a_child_that_somebody_else_ends_says_nothing_about_the_file(parser, path):
    child = parser.parse(say, path, error=RosterError).child
    threading.Timer(0.5, lambda: os.kill(child, signal.SIGKILL)).start()
    with pytest.raises(EngineDied):
        parser.parse(sleep_for_ever, path, error=RosterError, remember=True)
    assert parser.parse(say, path, error=RosterError).text == "本文"


def test_a_child_that_died_while_it_waited_is_replaced(parser, path):
    child = parser.parse(say, path, error=RosterError).child
    os.kill(child, signal.SIGKILL)
    time.sleep(0.2)
    assert parser.parse(say, path, error=RosterError).child != child


def test_an_idle_child_ends(path):
    parser = BoundedParser(idle=0.2)
    child = parser.parse(say, path, error=RosterError).child
    until = time.monotonic() + 20
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_no_child_outlives_its_parent_whatever_ends_that(path):
    code = (
        "import os, sys; from pathlib import Path; from transcriber.errors import RosterError;"
        "from transcriber.untrusted import bounded; sys.path.insert(0, sys.argv[2]); import test_bounded;"
        "print(bounded.parse_in_child(test_bounded.say, Path(sys.argv[1]), error=RosterError).child, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(Path(__file__).parent)], capture_output=True, text=True, check=False
    )
    child = int(done.stdout)
    until = time.monotonic() + 20
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < until
        time.sleep(0.05)


# -- where this machine cannot start a child -------------------------------------------------------------------------


@pytest.fixture
def hasty() -> Iterator[BoundedParser]:
    """As `parser`, without a pause between its attempts to start a child."""
    made = BoundedParser(pauses=(0, 0, 0))
    yield made
    made.close()


def no_fork(monkeypatch: pytest.MonkeyPatch, error: BaseException, times: int = 1000) -> None:
    real = subprocess.Popen
    left = iter(range(times))

    def popen(*args, **more):
        if next(left, None) is not None:
            raise error
        return real(*args, **more)

    monkeypatch.setattr(subprocess, "Popen", popen)


def no_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python3")


def broken_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")


def killed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda args, **more: real(["/bin/sh", "-c", "kill -9 $$"], **more))


def half_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child finds under our name is not all of us."""
    package = Path(tempfile.mkdtemp()) / "transcriber"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.chdir(package.parent)


def no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Timer, "start", start)


@pytest.mark.parametrize(
    "cannot",
    [
        lambda m: no_fork(m, BlockingIOError(11, "Resource temporarily unavailable")),
        lambda m: no_fork(m, OSError(12, "Cannot allocate memory")),
        no_python, broken_python, killed_at_once, half_installed, no_thread,
    ],
    ids=["no process", "no memory", "no python", "a broken python", "killed at once", "half installed", "no thread"],
)  # fmt: skip
def test_a_child_that_cannot_start_is_told_as_a_fault_of_this_machine(hasty, path, monkeypatch, cannot):
    with monkeypatch.context() as m:
        cannot(m)
        with pytest.raises(CannotStart) as e:
            hasty.parse(say, path, error=RosterError, remember=True)
    assert "このパソコン" in e.value.found
    assert "名簿.xlsx に問題があるわけではありません" in e.value.found
    assert e.value.temporary
    assert hasty.parse(say, path, error=RosterError, remember=True).text == "本文", "nothing bad is remembered of it"


def test_a_child_that_starts_at_another_attempt_is_as_good_as_any(hasty, path, monkeypatch):
    no_fork(monkeypatch, BlockingIOError(11, "Resource temporarily unavailable"), times=3)
    assert hasty.parse(say, path, error=RosterError).text == "本文"


def test_a_parser_that_is_not_installed_is_no_fault_of_the_file(parser, path, tmp_path, monkeypatch):
    (tmp_path / "half.py").write_text("import a_library_that_is_not_there\n")

    def gone(path: Path) -> str:
        return ""

    gone.__module__ = "half"
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CannotStart, match="プログラムの部品が足りません"):
        parser.parse(gone, path, error=RosterError, remember=True)
