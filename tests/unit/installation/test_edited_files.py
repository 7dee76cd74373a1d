"""Files that people edit: each case of `EditedFiles`, and what staff see where one of many is in trouble."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import hostile

from transcriber.errors import EngineDied, GlossaryError, ReturnedFileError, StorageError
from transcriber.exchange.edited_files import EditedFiles
from transcriber.queue.publish import STALE_LOCK, is_open

NOW = 1_700_000_000.0
HOUR = 3600.0


class Desk:
    """One file, a clock, and what was taken up of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = NOW
        self.files = EditedFiles(lambda: self.now, ReturnedFileError)
        self.taken: list[str] = []
        self.fault: Exception | None = None

    def save(self, content: str, hours_ago: float = 1.0) -> None:
        self.path.write_text(content)
        self.date(self.path, hours_ago)

    def lock(self, hours_ago: float = 1.0, name: str = "~$話者.xlsx") -> Path:
        lock = self.path.with_name(name)
        lock.write_bytes(b"")
        self.date(lock, hours_ago)
        return lock

    def date(self, path: Path, hours_ago: float) -> None:
        os.utime(path, (self.now - hours_ago * HOUR,) * 2)

    def look(self, **how: str | bool):
        return self.files.take_up(self.path, "「話者.xlsx」", self._take, **how)

    def _take(self, signature: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.taken.append(self.path.read_text())


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "話者.xlsx")


def test_a_file_is_taken_up_once_at_the_second_look(desk):
    desk.save("甲")
    assert desk.look().unsettled
    for _ in range(3):
        assert not desk.look().unsettled
    assert desk.taken == ["甲"]


def test_while_it_is_being_saved_it_is_left_alone(desk):
    for content in ("甲", "甲乙", "甲乙丙"):
        desk.save(content)
        assert desk.look().unsettled
    desk.look()
    assert desk.taken == ["甲乙丙"]


def test_what_the_caller_knows_to_be_taken_up_is_not_read_again(desk):
    desk.save("甲")
    found = desk.path.stat()
    known = f"{found.st_size}:{found.st_mtime_ns}"
    assert not desk.look(known=known).unsettled
    assert desk.taken == []
    desk.look(known=known, again=True)
    desk.look(known=known, again=True)
    assert desk.taken == ["甲"]


@pytest.mark.parametrize("name", ["~$話者.xlsx", ".~lock.話者.xlsx#"])
def test_a_file_that_is_open_waits_until_it_is_closed(desk, name):
    desk.save("甲")
    lock = desk.lock(name=name)
    for _ in range(3):
        assert desk.look().waiting
    lock.unlink()
    desk.look()
    desk.look()
    assert desk.taken == ["甲"]


def test_a_lock_that_a_crash_left_behind_does_not_count(desk):
    desk.save("甲", hours_ago=13)
    desk.lock(hours_ago=13)
    desk.look()
    desk.look()
    assert desk.taken == ["甲"]


def test_a_file_that_was_opened_today_is_open_however_old_it_is(desk):
    desk.save("甲", hours_ago=100)
    desk.lock(hours_ago=1)
    assert desk.look().waiting


def test_a_share_whose_clock_is_ahead_keeps_an_open_file_open_but_not_for_ever(desk):
    desk.save("甲", hours_ago=-0.1)
    desk.lock(hours_ago=-10_000)
    assert desk.look().waiting
    desk.now += STALE_LOCK - 1
    assert desk.look().waiting
    desk.now += 2
    desk.look()
    desk.look()
    assert desk.taken == ["甲"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("make", "word"),
    [
        (os.mkfifo, "ふつうのファイルではありません"),
        (lambda p: p.symlink_to("/etc/hostname"), "リンク"),
        (lambda p: p.symlink_to(p.with_name("nowhere")), "リンク"),
        (Path.mkdir, "フォルダ"),
    ],
)
def test_what_is_no_file_is_said_as_long_as_it_lies_there(desk, make, word):
    make(desk.path)
    for _ in range(2):
        error = desk.look().error
        assert isinstance(error, ReturnedFileError)
        assert word in error.found
        assert "話者.xlsx" in error.found
    assert desk.taken == []


def test_a_file_that_cannot_be_read_now_is_tried_at_every_look(desk):
    desk.save("甲")
    desk.look()
    desk.fault = PermissionError(13, "Permission denied", str(desk.path))
    for _ in range(2):
        assert "話者.xlsx" in desk.look().error.found
    desk.fault = None
    assert desk.look().error is None
    assert desk.taken == ["甲"]


def test_trouble_with_another_file_is_not_said_of_this_one(desk):
    desk.save("甲")
    desk.look()
    desk.fault = OSError(28, "No space left on device", "incoming.docx")
    with pytest.raises(OSError, match="No space"):
        desk.look()


def test_a_bad_content_is_said_until_it_changes_and_read_once(desk):
    desk.save("甲")
    desk.look()
    desk.fault = ReturnedFileError("壊れています。", "直してください。")
    assert desk.look().error is desk.fault
    told, desk.fault = desk.fault, None
    assert desk.look().error is told
    assert desk.taken == []
    desk.save("甲乙")
    desk.look()
    assert desk.look().error is None
    assert desk.taken == ["甲乙"]


@pytest.mark.parametrize(
    "fault", [StorageError("満杯", "待って"), EngineDied("止まった", "待って"), GlossaryError("用語", "直して")]
)
def test_what_lies_elsewhere_is_tried_again_although_the_file_stays_as_it_is(desk, fault):
    desk.save("甲")
    desk.look()
    desk.fault = fault
    assert desk.look().error is fault
    desk.fault = None
    desk.look()
    assert desk.taken == ["甲"]


def test_a_file_that_goes_is_forgotten_and_taken_up_when_it_comes_back(desk):
    desk.save("甲")
    desk.look()
    desk.look()
    desk.path.unlink()
    assert desk.look() == type(desk.look())()
    desk.save("甲")
    desk.look()
    desk.look()
    assert desk.taken == ["甲", "甲"]


def test_an_old_lock_beside_a_draft_does_not_make_every_new_one_a_second(tmp_path):
    draft = tmp_path / "会議_下書き.docx"
    lock = tmp_path / "~$議_下書き.docx"
    for path in (draft, lock):
        path.write_bytes(b"")
        os.utime(path, (NOW, NOW))
    assert is_open(draft, NOW + 60)
    assert not is_open(draft, NOW + STALE_LOCK + 60)
    assert not is_open(tmp_path / "別.docx", NOW)


# -- as staff see it -------------------------------------------------------------------------------------------------


def test_strange_files_among_the_settings_stop_no_recording_of_another_profile(office):
    for name in ("名簿.xlsx", "用語.xlsx", "設定.toml", "ひな形.docx", "学習候補.xlsx", "書式.toml"):
        os.mkfifo(office.council.settings / name)
    (office.council.settings / "古い名簿.xlsx").symlink_to("/nowhere")
    office.drop("会議.wav")
    office.drop("面談.wav", tree=office.consultation)
    office.run()
    assert office.drafts(office.consultation)
    assert "ふつうのファイルではありません" in office.job("会議.wav").found
    for name in ("名簿.xlsx", "用語.xlsx", "設定.toml", "ひな形.docx", "学習候補.xlsx", "書式.toml"):
        (office.council.settings / name).unlink()
    office.run()
    assert office.drafts()  # mended, and done without a hand


def test_a_folder_that_nobody_may_open_hides_no_recording(office):
    closed = office.council.inbox / "閉じたフォルダ"
    closed.mkdir()
    office.drop("会議.wav")
    real = os.scandir

    def scandir(path="."):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        office.run()
        assert office.drafts()
        assert "権限" in office.job("閉じたフォルダ").found
    office.drop("閉じたフォルダ/一.wav", "other")
    office.run()
    assert [name for name in office.drafts() if name.startswith("閉じた")]


def test_a_roster_that_reaches_to_the_end_of_the_world_makes_an_ordinary_draft(office):
    hostile.one_far_cell(office.council.roster)
    before = office.council.roster.read_bytes()
    office.drop("会議.wav")
    office.run()
    assert len(office.pipeline.runs[0].profile.roster.people) == len(hostile.PEOPLE)
    assert office.council.roster.read_bytes() == before
