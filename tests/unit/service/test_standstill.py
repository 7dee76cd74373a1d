"""A watcher that stands still is noticed by a clock, not by somebody who happens to look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.jobs import NOW
from typer.testing import CliRunner

from transcriber.cli import doctor_at_work, main
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import lock
from transcriber.queue.attendance import Attendance, attendance
from transcriber.queue.job import FileState
from transcriber.queue.store import Store
from transcriber.service import standstill, status_page
from transcriber.settings import Folders, Settings
from transcriber.system import windows_rights


@pytest.fixture
def tree(tmp_path: Path) -> ProfileTree:
    tree = ProfileTree(tmp_path / "watch" / "会議録")
    for folder in tree.folders():
        folder.mkdir(parents=True)
    return tree


def written(tree: ProfileTree, at: float) -> None:
    (tree.root / "状況.html").write_text(status_page.status_html("会議録", (), at), encoding="utf-8")


def test_the_age_is_that_of_the_watchers_own_clock_whatever_the_share_says(tree: ProfileTree) -> None:
    written(tree, NOW)
    pulse = standstill.pulse_of(tree)
    assert pulse == standstill.Pulse("会議録", NOW)
    assert not pulse.still(NOW + 599, 600) and pulse.still(NOW + 601, 600)


def test_a_page_that_was_never_written_or_is_no_page_stands_still(tree: ProfileTree) -> None:
    assert standstill.pulse_of(tree).still(NOW, 600)
    (tree.root / "状況.html").write_text("?")
    assert standstill.pulse_of(tree).still(NOW, 600)


def test_the_note_beside_the_page_comes_and_goes_and_nothing_of_staff_goes_with_it(tree: ProfileTree) -> None:
    note = tree.root / standstill.ALERT
    standstill.alert(tree, still=True)
    assert "情報担当者" in note.read_text(encoding="utf-8")
    standstill.alert(tree, still=False)
    assert not note.exists()
    note.write_text("職員のメモ")
    standstill.alert(tree, still=False)
    assert note.read_text() == "職員のメモ"


def test_the_command_ends_with_a_code_of_its_own(tree: ProfileTree, tmp_path: Path) -> None:
    import time

    config = tmp_path / "transcriber.toml"
    config.write_text('[folders]\nwatch = "watch"\nwork = "work"\n', encoding="utf-8")
    asked = ["doctor", "--watch", "--config", str(config)]
    assert Settings(folders=Folders(watch=tree.root.parent, work=tmp_path / "work"))
    still = CliRunner().invoke(main.app, asked)
    assert still.exit_code == 2 and "止まっています：会議録" in still.output
    assert (tree.root / standstill.ALERT).exists()
    written(tree, time.time() - 120)
    alive = CliRunner().invoke(main.app, asked)
    assert alive.exit_code == 0 and "動いています：会議録" in alive.output
    assert not (tree.root / standstill.ALERT).exists()
    assert CliRunner().invoke(main.app, [*asked, "--minutes", "1"]).exit_code == 2


def test_who_was_killed_in_the_middle_of_a_recording_stands_still_however_young_the_page_is(
    tree: ProfileTree, tmp_path: Path
) -> None:
    import time

    config, work = tmp_path / "transcriber.toml", tmp_path / "work"
    config.write_text('[folders]\nwatch = "watch"\nwork = "work"\n', encoding="utf-8")
    asked = ["doctor", "--watch", "--config", str(config)]
    written(tree, time.time())
    store = Store.open(work, time.time)
    store.complete(None, FileState("会議録", "定例会.wav", 5, "s"))
    store.lease(store.jobs()[0], "owner")
    store.close()
    with lock.only_instance(work):
        lock.note_beginning(work)
        at_work = CliRunner().invoke(main.app, asked)
    killed = CliRunner().invoke(main.app, asked)
    assert at_work.exit_code == 0 and "動いています：会議録" in at_work.output
    assert killed.exit_code == 2 and "処理の途中で止まった録音が 1件あります" in killed.output
    assert "止まっています：会議録" in killed.output and (tree.root / standstill.ALERT).exists()


def test_when_somebody_began_is_told_apart_from_when_somebody_asked(tmp_path: Path) -> None:
    with lock.only_instance(tmp_path):
        lock.note_beginning(tmp_path)
        os.utime(tmp_path / lock.BEGAN_FILE, (NOW, NOW))
        for _ in range(2):
            seen = attendance((), NOW - 9999, tmp_path, NOW + 1)
            assert (seen.at_work, seen.since, seen.hangs(NOW + 1)) == (True, NOW, False)
        assert seen.hangs(NOW + 601)


@pytest.mark.parametrize(
    ("seen", "todo"),
    [
        (Attendance(began=False, at_work=False, last=None, waiting=2), False),  # not registered yet
        (Attendance(began=True, at_work=True, last=NOW - 60), False),
        (Attendance(began=True, at_work=True, last=None), False),  # just begun, or the share is away: told as such
        (Attendance(began=True, at_work=True, last=NOW - 700), True),  # it hangs
        (Attendance(began=True, at_work=True, last=NOW - 700, since=NOW - 60), False),  # just begun again
        (Attendance(began=True, at_work=True, last=NOW - 700, since=NOW - 800), True),
        (Attendance(began=True, at_work=False, last=NOW - 60, waiting=1), False),  # cron comes again
        (Attendance(began=True, at_work=False, last=NOW - 60, broken_off=1), True),  # it was killed
        (Attendance(began=True, at_work=False, last=NOW - 700, waiting=1), True),
        (Attendance(began=True, at_work=False, last=NOW - 86400), False),  # nobody waits
    ],
)
def test_doctor_tells_of_a_watcher_that_is_missed(
    seen: Attendance, todo: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_at_work, "attendance", lambda *_: seen)
    said = doctor_at_work.watcher(Settings(folders=Folders(watch=tmp_path, work=tmp_path)), NOW)
    assert bool(said.todo) == todo and said.found


OWNER = "O:BAG:DUD:AI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1105)"


@pytest.mark.parametrize(
    ("sddl", "accounts"),
    [
        (OWNER, ()),
        (OWNER + "(A;OICIID;0x1200a9;;;BU)", ("Users",)),
        (OWNER + "(A;ID;FA;;;WD)(A;ID;FR;;;S-1-5-11)", ("Everyone", "Authenticated Users")),
        (OWNER + "(D;;FA;;;WD)", ()),  # denied
        (OWNER + "(A;OICIIO;0x100000;;;BU)", ()),  # may only wait for it
        (OWNER + "S:AI(AU;OICISAFA;FA;;;WD)", ()),  # what is written down, not what is allowed
        ("O:BAG:DU", ("Everyone",)),
        ("D:NO_ACCESS_CONTROL", ("Everyone",)),
    ],
)
def test_who_may_read_a_folder_of_windows_is_told_by_identifiers(sddl: str, accounts: tuple[str, ...]) -> None:
    assert windows_rights.open_to(sddl) == accounts
