"""Publishing is atomic, can be repeated, and never costs a person their work."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path, PurePosixPath

import pytest

from transcriber.errors import StorageError
from transcriber.intake.inbox import look_at
from transcriber.pipeline import draft_folder
from transcriber.queue import publish
from transcriber.system import durable


class Desk:
    """A drafts folder and what we remember of it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "会議"
        self.folder.mkdir()
        self.source = root / "会議_下書き.docx"
        self.remembered: dict[str, set[str]] = {}

    def put(self, content: str, rename=os.replace) -> str:
        self.source.write_text(content)
        ours = {name: frozenset(hashes) for name, hashes in self.remembered.items()}

        def announce(name: str, digest: str) -> None:
            self.remembered.setdefault(name, set()).add(digest)

        return publish.publish(self.source, self.folder, job=7, ours=ours, announce=announce, rename=rename)

    def contents(self) -> dict[str, str]:
        return {p.name: p.read_text() for p in self.folder.iterdir()}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def no_waiting(monkeypatch):
    monkeypatch.setattr(durable, "RETRIES", (0.0, 0.0))


def windows_error(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "held by another process")
    error.winerror = code
    return error


def test_it_appears_under_its_name_and_leaves_nothing_else(desk):
    assert desk.put("one") == "会議_下書き.docx"
    assert desk.contents() == {"会議_下書き.docx": "one"}


def test_doing_it_again_changes_nothing(desk):
    desk.put("one")
    before = (desk.folder / "会議_下書き.docx").stat().st_mtime_ns
    assert desk.put("one") == "会議_下書き.docx"
    assert (desk.folder / "会議_下書き.docx").stat().st_mtime_ns == before


def test_a_crash_between_announcing_and_renaming_is_no_second_draft(desk):
    def crash(a, b):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.put("one", rename=crash)
    assert desk.put("two") == "会議_下書き.docx"
    assert list(desk.contents()) == ["会議_下書き.docx"]


def test_an_edited_draft_stays_and_the_next_ones_renew_the_second(desk):
    desk.put("one")
    (desk.folder / "会議_下書き.docx").write_text("edited")
    assert desk.put("two") == "会議_下書き (2).docx"
    assert desk.put("three") == "会議_下書き (2).docx"
    assert desk.contents() == {"会議_下書き.docx": "edited", "会議_下書き (2).docx": "three"}


def test_a_file_of_the_same_name_that_is_not_ours_stays(desk):
    (desk.folder / "会議_下書き.docx").write_text("someone's")
    assert desk.put("one") == "会議_下書き (2).docx"


@pytest.mark.parametrize("there", ["link", "link to nothing", "folder"])
def test_a_link_or_a_folder_of_that_name_is_a_strangers_and_stays(desk, tmp_path, there):
    target, elsewhere = desk.folder / "会議_下書き.docx", tmp_path / "よそ.docx"
    desk.put("one")
    target.unlink()
    if there == "folder":
        target.mkdir()
    else:
        if there == "link":
            elsewhere.write_text("one")
        target.symlink_to(elsewhere)
    assert desk.put("two") == "会議_下書き (2).docx"
    assert (desk.folder / "会議_下書き (2).docx").read_text() == "two"
    assert not elsewhere.exists() or elsewhere.read_text() == "one"
    assert target.is_symlink() or target.is_dir()


def test_what_a_person_saves_while_we_copy_is_not_replaced(desk):
    desk.put("one")

    def rename(a, b):
        if b.name == "会議_下書き.docx":
            raise AssertionError("replaced")
        a.replace(b)

    def save(*_: object) -> None:
        (desk.folder / "会議_下書き.docx").write_text("edited at that very moment")

    desk.source.write_text("two")
    ours = {name: frozenset(hashes) for name, hashes in desk.remembered.items()}
    name = publish.publish(desk.source, desk.folder, job=7, ours=ours, announce=save, rename=rename)
    assert name == "会議_下書き (2).docx"
    assert desk.contents() == {"会議_下書き.docx": "edited at that very moment", "会議_下書き (2).docx": "two"}


@pytest.mark.parametrize("level", ["会議", "会議/資料"])
def test_nothing_is_written_by_way_of_a_linked_folder(tmp_path, level):
    drafts, elsewhere = tmp_path / "2_下書き", tmp_path / "よそ"
    (drafts / "会議").mkdir(parents=True)
    elsewhere.mkdir()
    if level == "会議":
        (drafts / level).rmdir()
    (drafts / level).symlink_to(elsewhere, target_is_directory=True)
    table = tmp_path / "発言一覧.csv"
    table.write_text("one")
    assert publish.folder_for("会議.wav", drafts, frozenset(), "会議") == "会議 (2)"
    with pytest.raises(OSError):
        publish.publish(
            table,
            drafts / "会議",
            job=7,
            ours={},
            announce=lambda *_: None,
            inside=PurePosixPath("資料"),
            root=drafts,
        )
    assert [p for p in elsewhere.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_is_given_a_moment(desk, no_waiting, code):
    calls = []

    def rename(a, b):
        calls.append(b)
        if len(calls) < 3:
            raise windows_error(code)
        a.replace(b)

    assert desk.put("one", rename=rename) == "会議_下書き.docx"


def test_a_draft_held_open_on_windows_is_published_beside(desk, no_waiting):
    desk.put("one")

    def rename(a, b):
        if b.name == "会議_下書き.docx":
            raise windows_error(32)
        a.replace(b)

    assert desk.put("two", rename=rename) == "会議_下書き (2).docx"
    assert desk.contents() == {"会議_下書き.docx": "one", "会議_下書き (2).docx": "two"}


def test_any_other_error_is_not_swallowed(desk):
    def rename(a, b):
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        desk.put("one", rename=rename)
    assert desk.contents() == {}


def test_what_lies_in_a_folder_beside_the_draft_is_kept_there_and_guarded_alike(tmp_path):
    table = tmp_path / "発言一覧.csv"
    ours: dict[str, frozenset[str]] = {}

    def put(content: str) -> str:
        table.write_text(content)

        def announce(name: str, digest: str) -> None:
            ours[name] = ours.get(name, frozenset()) | {digest}

        return publish.publish(
            table, tmp_path / "会議", job=7, ours=ours, announce=announce, inside=PurePosixPath("資料")
        )

    assert put("one") == "資料/発言一覧.csv"
    assert put("two") == "資料/発言一覧.csv"
    (tmp_path / "会議" / "資料" / "発言一覧.csv").write_text("edited")
    assert put("three") == "資料/発言一覧 (2).csv"
    assert set(ours) == {"資料/発言一覧.csv", "資料/発言一覧 (2).csv"}
    assert {p.name: p.read_text() for p in (tmp_path / "会議" / "資料").iterdir()} == {
        "発言一覧.csv": "edited",
        "発言一覧 (2).csv": "three",
    }


def test_temporary_files_of_dead_processes_are_swept(tmp_path):
    left = tmp_path / "会議" / ".transcriber-1-7.tmp"
    left.parent.mkdir()
    left.write_text("half")
    mine = left.with_name(f".transcriber-{os.getpid()}-8.tmp")
    mine.write_text("being written")
    (left.parent / ".hidden").write_text("not ours")
    beside = left.parent / "資料" / left.name
    beside.parent.mkdir()
    beside.write_text("half")
    elsewhere = tmp_path.with_name("よそ")
    elsewhere.mkdir()
    (elsewhere / left.name).write_text("in a folder that is linked")
    (left.parent / "link").symlink_to(elsewhere)
    strange = [left.with_name(".transcriber-notes.tmp"), left.with_name(".transcriber-1-8.tmp.docx")]
    for path in strange:
        path.write_text("staff's own")
    left.with_name(".transcriber-2-2.tmp").symlink_to(strange[0])
    assert publish.sweep(tmp_path) == 2
    assert (elsewhere / left.name).exists() and left.with_name(".transcriber-2-2.tmp").is_symlink()
    (left.parent / "link").unlink()
    for path in (*strange, left.with_name(".transcriber-2-2.tmp")):
        path.unlink()
    beside.parent.rmdir()
    assert sorted(p.name for p in left.parent.iterdir()) == [".hidden", mine.name]


def test_each_recording_has_a_folder_of_its_own(tmp_path):
    assert publish.folder_for("会議.wav", tmp_path, frozenset()) == "会議"
    (tmp_path / "会議").mkdir()
    assert publish.folder_for("会議.wav", tmp_path, frozenset({"会議 (2)"})) == "会議 (3)"


def test_the_archive_never_overwrites(tmp_path):
    done = tmp_path / "処理済み"
    for content in ("one", "two", "three"):
        (tmp_path / "会議.wav").write_text(content)
        publish.archive(tmp_path / "会議.wav", done)
    assert {p.name: p.read_text() for p in done.iterdir()} == {
        "会議.wav": "one",
        "会議 (2).wav": "two",
        "会議 (3).wav": "three",
    }


def test_an_original_goes_into_no_linked_folder_and_a_link_is_no_original(tmp_path):
    elsewhere, done = tmp_path / "よそ", tmp_path / "処理済み"
    elsewhere.mkdir()
    (tmp_path / "会議.wav").write_text("sound")
    done.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(StorageError, match="リンク"):
        publish.archive(tmp_path / "会議.wav", done)
    done.unlink()
    (tmp_path / "link.wav").symlink_to(tmp_path / "会議.wav")
    with pytest.raises(FileNotFoundError):
        publish.archive(tmp_path / "link.wav", done)
    assert (tmp_path / "会議.wav").exists() and (tmp_path / "link.wav").is_symlink() and not list(elsewhere.iterdir())


def test_a_move_that_was_not_noted_is_recognised(tmp_path):
    (tmp_path / "会議.wav").write_text("sound")
    signature = look_at(tmp_path / "会議.wav").signature
    done = tmp_path / "処理済み"
    done.mkdir()
    (done / "会議.wav").write_text("another")
    assert publish.archived_as("会議.wav", signature, done) == ""
    publish.archive(tmp_path / "会議.wav", done)
    assert publish.archived_as("会議.wav", signature, done) == "会議 (2).wav"


def test_an_archive_on_another_disk_is_explained(tmp_path, monkeypatch):
    (tmp_path / "会議.wav").write_text("sound")

    def rename(self, target):
        raise OSError(errno.EXDEV, "cross-device")

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(StorageError, match="別のディスク"):
        publish.archive(tmp_path / "会議.wav", tmp_path / "処理済み")
    assert (tmp_path / "会議.wav").exists()


@pytest.mark.parametrize(
    "name",
    [
        "R8.11.10 定例会",
        "R8.11.10",
        "定例会.午後",
        "第3回.final",
        "Vol.2",
        "議会 ver.B",
        "1.開会",
        "2026.11.10議会",
        "定例会",
    ],
)
def test_a_folder_keeps_the_whole_of_its_name_in_all_that_is_made_of_it(office, name):
    office.drop(f"{name}/録音1.wav", f"part 1 of {name}")
    assert not office.run().failed
    assert [p.name for p in office.council.drafts.iterdir()] == [name]
    assert (office.council.done / name / "録音1.wav").exists()
    desk = draft_folder.DraftFolder(office.work, name)
    assert (desk.word.name, desk.player.name) == (f"{name}_下書き.docx", f"{name}_聞き直し.html")
    office.drop(f"{name}/録音1.wav", f"another of {name}")
    office.run()
    assert {p.name for p in office.council.drafts.iterdir()} == {name, f"{name} (2)"}
    assert len({p.name for p in office.council.done.iterdir()}) == 2


@pytest.mark.parametrize("ending", [".wav", ".WAV", ".m4a", ".dss", ".mp4"])
def test_a_file_loses_its_ending_and_nothing_else(office, ending):
    office.drop(f"R8.11.10 定例会{ending}")
    office.run()
    assert [p.name for p in office.council.drafts.iterdir()] == ["R8.11.10 定例会"]
    assert draft_folder.DraftFolder(office.work, f"R8.11.10 定例会{ending}").word.name == "R8.11.10 定例会_下書き.docx"


@pytest.mark.parametrize(
    ("inbox", "done", "file_mode", "folder_mode"),
    [(0o2770, 0o2770, 0o660, 0o2770), (0o700, 0o700, 0o600, 0o700), (0o777, 0o777, 0o666, 0o777)],
    ids=["a group's", "one person's", "everybody's"],
)
@pytest.mark.parametrize("before", [0o600, 0o644, 0o777], ids=oct)
def test_an_archived_original_gets_the_rights_that_our_own_files_get_there(
    office, tmp_path, inbox, done, file_mode, folder_mode, before
):
    """A recorder's or a person's mode says nothing of who works here: neither closed to the group nor open to all."""
    office.council.inbox.chmod(inbox)
    office.council.done.chmod(done)
    (tmp_path / "よそ.txt").write_text("elsewhere")
    (tmp_path / "よそ.txt").chmod(0o640)
    for name in ("録音.wav", "録音.docx", "会議/1.wav", "会議/資料/次第.docx"):
        office.drop(name, name).chmod(before)
    (office.council.inbox / "会議/link.txt").symlink_to(tmp_path / "よそ.txt")
    (office.council.inbox / "会議").chmod(0o755)
    assert not office.run().failed

    def mode(name: str) -> int:
        return stat.S_IMODE((office.council.done / name).stat().st_mode)

    assert {mode(name) for name in ("録音.wav", "録音.docx", "会議/1.wav", "会議/資料/次第.docx")} == {file_mode}
    assert mode("会議") & 0o777 == folder_mode & 0o777
    assert stat.S_IMODE((tmp_path / "よそ.txt").stat().st_mode) == 0o640, "no link is followed"


def test_an_original_whose_rights_are_not_ours_to_change_is_archived_all_the_same(office, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    office.drop("録音.wav")
    monkeypatch.setattr(Path, "chmod", refused)
    office.run()
    assert (office.council.done / "録音.wav").exists()
