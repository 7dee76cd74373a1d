"""What people see of the other computers: on the page, in `status` and `doctor`."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from transcriber.cli import doctor_at_work
from transcriber.cluster import cluster_setup
from transcriber.service import computer_section, status_page
from transcriber.settings import Cluster, Folders, Settings
from transcriber.system import other_pcs
from transcriber.system.other_pcs import OtherPc, OtherPcs
from transcriber.work.shared_work import SharedAccount, SharedOut

NOW = 1_780_000_000.0
DAY = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
THERE = OtherPc("pc-1", "10.0.0.2:8786", device="cpu", offers="文字起こし", doing="文字起こし", done=3, seen=NOW)
AWAY = OtherPc("pc-2", "10.0.0.3:8786", seen=NOW - 900, missing=NOW - 900)
NEVER = OtherPc("pc-3", "10.0.0.4:8786", missing=NOW - 900)
LEFT = OtherPc("pc-5", "10.0.0.6:8786", seen=NOW - 900, missing=NOW - 900, left=True)
STRANGE = OtherPc("pc-4", "10.0.0.5:8786", seen=NOW, trouble="プログラムの版が違います。")


@pytest.mark.parametrize(
    ("pc", "said"),
    [
        (THERE, "文字起こしをしています"),
        (AWAY, "から、つながっていません"),
        (NEVER, "一度もつながっていません"),
        (LEFT, "に抜けました（leaves の時刻に抜けたものは翌日に、"),
        (STRANGE, "使えません。プログラムの版が違います"),
    ],
)
def test_each_is_told_in_a_sentence(pc: OtherPc, said: str) -> None:
    (line,) = other_pcs.lines(OtherPcs(NOW, (pc,)), NOW)
    assert said in line and pc.name in line and pc.host in line


def test_what_was_noted_long_ago_says_nothing_of_now() -> None:
    assert "最後に見たときの様子" in other_pcs.lines(OtherPcs(NOW, (THERE,)), NOW + 600)[0]
    (line,) = other_pcs.lines(OtherPcs(NOW, (THERE,)), NOW + 45)
    assert "05月29日 05:26 に最後に見たときの様子" in line, "it is noted every two seconds"
    (line,) = other_pcs.lines(OtherPcs(NOW, (THERE,), stopped=True), NOW + 1)
    assert "watch は止まっています" in line
    assert other_pcs.lines(OtherPcs(NOW, (THERE,)), NOW + 2 * 86400) == ()


def test_the_page_shows_them_and_nothing_where_there_are_none(tmp_path: Path) -> None:
    assert computer_section.helper_lines(tmp_path, lambda: NOW) == ()
    other_pcs.write_other_pcs(tmp_path, OtherPcs(NOW, (THERE, AWAY)))
    assert other_pcs.read_other_pcs(tmp_path) == OtherPcs(NOW, (THERE, AWAY))
    lines = computer_section.helper_lines(tmp_path, lambda: NOW)
    page = status_page.status_html("会議録", (), NOW, computers=lines)
    assert "手伝うパソコン（" in page and " の様子）" in page and "pc-1（10.0.0.2:8786）" in page
    assert "手伝うパソコン" not in status_page.status_html("会議録", (), NOW)


def test_what_was_noted_after_the_clock_was_asked_is_of_now() -> None:
    assert "最後に見たとき" not in other_pcs.lines(OtherPcs(NOW + 0.5, (THERE,)), NOW)[0]
    assert "最後に見たとき" in other_pcs.lines(OtherPcs(NOW + 600, (THERE,)), NOW)[0], "the clock was set back"


def test_a_damaged_note_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / other_pcs.OTHER_PCS_FILE).write_text('{"at": 1', encoding="utf-8")
    assert other_pcs.read_other_pcs(tmp_path) is None
    (tmp_path / other_pcs.OTHER_PCS_FILE).write_text('{"at": 1, "listed": [{"colour": 1}]}', encoding="utf-8")
    assert other_pcs.read_other_pcs(tmp_path) is None


def test_doctor_names_who_is_missing_and_what_to_do(tmp_path: Path) -> None:
    made = cluster_setup.set_up(
        tmp_path / "c", cluster_setup.address_of("10.0.0.1"), {"pc-2": cluster_setup.address_of("10.0.0.3")}, DAY
    )
    other_pcs.write_other_pcs(tmp_path, OtherPcs(NOW, (THERE, AWAY)))
    settings = Settings(folders=Folders(work=tmp_path), cluster=Cluster(coordinator=made.coordinator))
    whole, _, there, away = doctor_at_work.computers(settings, time.time())
    assert whole.found == "1台" and not whole.todo
    assert "最後に見たときの様子" in there.found, "nobody has looked since"
    assert not there.todo
    assert "transcriber worker" in away.todo and "10.0.0.3" in away.todo
    other_pcs.write_other_pcs(tmp_path, OtherPcs(NOW, (LEFT, STRANGE)))
    *_, left, strange = doctor_at_work.computers(settings, time.time())
    assert "使えません" in strange.found and strange.todo == STRANGE.trouble, (
        "it is there: its plug is not to be looked at"
    )
    assert not left.todo, "it went home as planned"
    now = time.time()
    other_pcs.write_other_pcs(tmp_path, OtherPcs(now, (AWAY, NEVER)))
    _, _, own, *each = doctor_at_work.computers(settings, now)
    assert "1台もつながっていません" in own.found and "8786 番（TCP）の受信" in own.todo and len(each) == 2
    other_pcs.write_other_pcs(
        tmp_path, OtherPcs(now, (AWAY, NEVER), "このパソコンの 10.0.0.1:8786 は、ほかのプログラムが使っています。")
    )
    _, _, taken = doctor_at_work.computers(settings, now)
    assert "ほかのプログラム" in taken.todo, "of the others nothing can be known"
    assert list(doctor_at_work.computers(Settings(), NOW)) == []


def test_the_draft_says_who_did_what() -> None:
    account = SharedAccount("文字起こし")
    account.add(SharedOut({"pc-1": 3, "pc-2": 4}))
    account.add(SharedOut({"pc-1": 1}))
    account.here = 2
    assert account.line() == "文字起こしを、ほかのパソコンと分けて行いました（pc-1 4件、pc-2 4件、このパソコン 2件）。"
    assert SharedAccount("文字起こし").line() == ""
