"""Who is given work: nobody whose answers would not arrive, and what is said of him."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.town import free_port, until

from transcriber import __version__
from transcriber.cluster import cluster_setup, members
from transcriber.cluster.cluster_files import SPEECH, Address, CoordinatorFile, read_coordinator_file
from transcriber.cluster.pool import TaskFlight, WorkerPool
from transcriber.cluster.work_data import Fate, Wanted
from transcriber.system import other_pcs
from transcriber.system.other_pcs import OtherPc

ASKED = Wanted(SPEECH, "", "")
DAY = dt.datetime.now(dt.UTC)
CARD = {"version": __version__, "offers": [SPEECH], "models": {"": ""}}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> CoordinatorFile:
    here = Address(host="127.0.0.1", port=free_port())
    return read_coordinator_file(cluster_setup.set_up(tmp_path / "c", here, {"pc-1": here}, DAY).coordinator)


@pytest.fixture
def looked(file: CoordinatorFile, tmp_path: Path, clock: Clock) -> Iterator[WorkerPool]:
    """A pool whose looks are made by the test."""
    made = WorkerPool(file, tmp_path / "work", "試験", monotonic=clock)
    made.close()
    made._trouble_here = ""
    yield made


def seen(port: int, **card: Any) -> dict[str, Any]:
    return {f"tls://127.0.0.1:{port}": there("pc-1", **card)}


def there(name: str, **card: Any) -> dict[str, Any]:
    return {"name": name, "status": "running", "card": {**CARD, **card}}


def noted(looked: WorkerPool, work: Path) -> OtherPc:
    looked._note()
    found = other_pcs.read_other_pcs(work)
    assert found is not None
    return found.listed[0]


def test_whoever_cannot_be_reached_gets_no_work_is_named_and_is_tried_again(
    looked: WorkerPool, tmp_path: Path, clock: Clock
) -> None:
    with closing(socket.socket()) as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        looked._see(seen(port))
        assert looked.ready(ASKED) == [] and looked.present() == 0
        said = noted(looked, tmp_path / "work").state()
        assert f"pc-1 の {port} 番につながりません" in said and "受信を許可" in said
        closed.listen()
        looked._see(seen(port))
        assert looked.ready(ASKED) == [], "it is not asked at every look"
        clock.now += members.WAY_AGAIN
        looked._see(seen(port))
    assert looked.ready(ASKED) == ["pc-1"] and noted(looked, tmp_path / "work").trouble == ""


def test_a_pool_that_ends_says_that_nobody_looks_any_more(looked: WorkerPool, tmp_path: Path) -> None:
    found = other_pcs.read_other_pcs(tmp_path / "work")
    assert found is not None and found.stopped


def test_a_certificate_that_ends_meanwhile_is_named_as_the_reason(file: CoordinatorFile, tmp_path: Path) -> None:
    later = (DAY + dt.timedelta(days=5 * 365 + 1)).timestamp()
    running = WorkerPool(file, tmp_path / "work", "試験", now=lambda: later)
    running.close()
    running._see({})
    assert noted(running, tmp_path / "work").trouble == "", (
        "its keys were no use from the start: that is said once, for all"
    )
    running = WorkerPool(file, tmp_path / "work", now=lambda: later)
    until(lambda: "に切れました" in trouble(tmp_path / "work"), "nobody says why")
    running.close()
    found = noted(running, tmp_path / "work")
    assert "に切れました" in found.trouble and "cluster init" in found.trouble


def trouble(work: Path) -> str:
    found = other_pcs.read_other_pcs(work)
    return found.trouble if found is not None else ""


def test_what_is_to_be_done_names_the_worker_where_it_is_to_be_done(looked: WorkerPool, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        assert looked.ready(ASKED) == []
        looked._see(seen(port, version="0.0.9"))
        said = noted(looked, tmp_path / "work").trouble
        assert (
            f"取りまとめ役は {__version__}、pc-1 は 0.0.9" in said
            and "pc-1 の「transcriber worker」を動かし直して" in said
        )
        looked._asked[SPEECH] = Wanted(SPEECH, "faster-whisper-base", "hash")
        looked._see(seen(port, models={}))
        said = noted(looked, tmp_path / "work").trouble
        assert (
            "pc-1 で「transcriber models fetch faster-whisper-base」を実行し、「transcriber worker」を動かし直して"
            in said
        )
        assert "このパソコンで「transcriber models fetch faster-whisper-base」を" in members.read_there("pc-1", said)
        looked._asked[SPEECH] = ASKED
        looked._see(seen(port, models={}))
        assert "試験用の疑似エンジン" in noted(looked, tmp_path / "work").trouble


def test_on_its_own_screen_a_worker_is_this_computer() -> None:
    said = "プログラムの版が違います（取りまとめ役は 2、pc-1 は 1）。同じ版を入れて、pc-1 の「transcriber worker」を動かし直してください。"
    there = members.read_there("pc-1", said)
    assert "取りまとめ役は 2、このパソコンは 1" in there and "このパソコンの「transcriber worker」" in there
    said = "pc-1 との間のネットワークと、そのパソコンのファイアウォール（8786 番、TCP）を確かめてください。"
    assert members.read_there("pc-1", said).startswith(
        "取りまとめ役との間のネットワークと、このパソコンのファイアウォール"
    )
    said = members.read_there("pc-1", "pc-1 の 8786 番につながりません。")
    assert said == "取りまとめ役から、このパソコンの 8786 番につながりません。"
    assert members.read_there("1", "pc-1 の 8786 番") == "pc-1 の 8786 番"


def test_who_was_there_before_a_start_was_connected_once(
    looked: WorkerPool, file: CoordinatorFile, tmp_path: Path
) -> None:
    looked._see(seen(8786))
    looked._note()
    again = WorkerPool(file, tmp_path / "work", "試験")
    again.close()
    state = noted(again, tmp_path / "work").state()
    assert "から、つながっていません" in state and "一度もつながっていません" not in state
    looked._see({})
    gone = noted(looked, tmp_path / "work")
    WorkerPool(file, tmp_path / "work", "試験", now=lambda: (gone.missing or 0) + 900).close()
    listed = other_pcs.read_other_pcs(tmp_path / "work")
    assert listed and listed.listed[0].missing == gone.missing, "it is missing since then, and not since the start"


def test_who_left_is_known_to_have_left_after_a_start_too(
    looked: WorkerPool, file: CoordinatorFile, tmp_path: Path
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        looked._see(seen(server.getsockname()[1]))
        looked._see({}, ["pc-1"])
        before = noted(looked, tmp_path / "work")
        assert before.left and "に抜けました" in before.state()
        again = WorkerPool(file, tmp_path / "work", "試験")
        again.close()
        assert noted(again, tmp_path / "work").state() == before.state()
        again._see(seen(server.getsockname()[1]))
        again._see({})
        assert not noted(again, tmp_path / "work").left, "this time it did not say so"


def test_a_worker_that_is_added_while_the_watcher_runs_is_taken_in(tmp_path: Path, file: CoordinatorFile) -> None:
    path = tmp_path / "c" / "coordinator.toml"
    running = WorkerPool(file, tmp_path / "work", "試験", path)
    running.close()
    done = cluster_setup.set_up(path.parent, None, {"pc-4": Address(host="127.0.0.1", port=8787)}, DAY)
    assert done.added
    running._read_again()
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        running._see({f"tls://127.0.0.1:{server.getsockname()[1]}": there("pc-4")})
        assert running.ready(ASKED) == ["pc-4"]


def test_a_worker_that_is_taken_away_or_moved_while_the_watcher_runs(tmp_path: Path) -> None:
    two = {name: Address(host="127.0.0.1", port=free_port()) for name in ("pc-1", "pc-2")}
    path = cluster_setup.set_up(tmp_path / "c", Address(host="127.0.0.1", port=free_port()), two, DAY).coordinator
    running = WorkerPool(read_coordinator_file(path), tmp_path / "work", "試験", path)
    running.close()
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as one,
        closing(socket.create_server(("127.0.0.1", 0))) as two_,
    ):
        both = {f"tls://127.0.0.1:{s.getsockname()[1]}": there(n) for n, s in (("pc-1", one), ("pc-2", two_))}
        running._see(both)
        assert running.ready(ASKED) == ["pc-1", "pc-2"]
        moved = Address(host="127.0.0.1", port=free_port())
        cluster_setup.set_up(path.parent, None, {}, DAY, again={"pc-2": moved}, remove=["pc-1"])
        running._read_again()
        running._see(both)
        assert running.ready(ASKED) == ["pc-2"], "even while the scheduler still shows it"
        assert noted(running, tmp_path / "work").host == f"127.0.0.1:{moved.port}"
        under_way = TaskFlight(
            SimpleNamespace(status="pending"), SimpleNamespace(status="running"), 0.0, ASKED, "pc-1", "k"
        )
        running._monotonic = lambda: 1.0
        answer = running.answer(under_way)
        assert answer is not None and answer.fate is Fate.FAILED, "another does what it had"


def test_whose_answers_are_lost_again_and_again_gets_none_for_a_while_though_it_comes_back(
    looked: WorkerPool, tmp_path: Path, clock: Clock
) -> None:
    def lost(*, timeout: float) -> bytes:
        raise TimeoutError

    future = SimpleNamespace(status="finished", result=lost)
    flight = TaskFlight(future, SimpleNamespace(status="running"), clock(), ASKED, "pc-1", "key")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        back = seen(server.getsockname()[1])
        looked._see(back)
        for number in range(members.LOSSES):
            assert looked.ready(ASKED) == ["pc-1"], number
            answer = looked.answer(flight)
            assert answer is not None and answer.fate is Fate.FAILED
            looked._see({})
            looked._see(back)
        assert looked.ready(ASKED) == []
        assert "結果が続けて届かなかった" in noted(looked, tmp_path / "work").state()
        clock.now += members.LOSSES_REST
        assert looked.ready(ASKED) == ["pc-1"]
