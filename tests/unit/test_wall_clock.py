"""One zone for all that people read: a server in UTC tells Japan's time."""

from __future__ import annotations

import ast
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import transcriber
from transcriber.queue import told_gone
from transcriber.service import status_page
from transcriber.system import wall_clock

AT = dt.datetime(2026, 11, 30, 18, 56, tzinfo=dt.UTC).timestamp()
"""3:56 in the morning of the first of December in Japan."""


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_the_status_page_tells_japans_time_wherever_the_computer_thinks_it_is(zone: str) -> None:
    assert "<time>12月1日 03:56 現在</time>" in status_page.status_html("会議録", (), AT)
    assert told_gone.day(AT) == "2026年12月1日"
    assert wall_clock.moment_at(AT).isoformat() == "2026-12-01T03:56:00+09:00"
    assert wall_clock.time_now().utcoffset() == dt.timedelta(hours=9)


def _asks_the_machine(call: ast.Call) -> bool:
    """Whether a call answers in the zone of the machine."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    given = len(call.args) + len(call.keywords)
    of_time = (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "time"
    )
    return (
        (name in ("astimezone", "today") and not given)
        or (name == "fromtimestamp" and given < 2)
        or (name == "now" and not given and "datetime" in ast.unparse(call.func))
        or (of_time and name in ("localtime", "strftime", "ctime", "asctime"))
    )


def test_nothing_is_told_in_the_zone_of_the_machine() -> None:
    root = Path(transcriber.__file__).parent
    found = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _asks_the_machine(node)
    ]
    assert not found, found
