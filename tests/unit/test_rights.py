"""Who may read what the program writes: on this machine its user alone, on the share what the office's folder gives."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcriber.errors import NotALocalDisk, SettingsFileError, StorageError
from transcriber.queue import local_disk
from transcriber.settings import load_settings
from transcriber.system import durable, rights


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Whatever the caller's umask is, the rule holds."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def folder(path: Path, mode: int) -> Path:
    path.mkdir()
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("above", "file", "inside"),
    [
        (0o700, 0o600, 0o700),
        (0o755, 0o600, 0o700),  # open to read by a default, not on purpose
        (0o750, 0o600, 0o700),
        (0o770, 0o660, 0o770),
        (0o2770, 0o660, 0o2770),
        (0o775, 0o660, 0o770),  # shared with the group; the others may read by a default
        (0o777, 0o666, 0o777),  # a share on which everybody works
        (0o1777, 0o660, 0o770),  # /tmp: everybody's, and no office's
        (0o3770, 0o660, 0o2770),
        (0o730, 0o620, 0o730),  # a slot for letters: the group gets no more than the folder gives it
    ],
)
def test_what_is_put_into_a_folder_gets_what_the_folder_gives_and_never_more(
    above: int, file: int, inside: int, tmp_path: Path, umask: int
) -> None:
    place = folder(tmp_path / "2_下書き", above)
    durable.write_text(place / "会議_下書き.txt", "発言")
    assert oct(mode(place / "会議_下書き.txt")) == oct(file)
    rights.make(place / "会議" / "資料")
    assert oct(mode(place / "会議")) == oct(inside)
    assert oct(mode(place / "会議" / "資料")) == oct(inside)


@pytest.mark.parametrize(
    ("profile", "inbox", "drafts", "page", "draft"),
    [
        # As the guide says it: a group writes into 1_録音 and 2_下書き, and reads the rest.
        (0o2750, 0o2770, 0o2770, 0o640, 0o660),
        (0o2750, 0o2770, 0o2750, 0o640, 0o640),
        # Guests of a share: everybody writes where they work, and reads the rest.
        (0o755, 0o777, 0o777, 0o644, 0o666),
        (0o755, 0o1777, 0o755, 0o644, 0o644),
        # A group brings recordings; what others may read, they may by a default.
        (0o755, 0o775, 0o755, 0o640, 0o640),
        # One person's folders.
        (0o755, 0o755, 0o755, 0o600, 0o600),
        (0o755, 0o755, 0o777, 0o600, 0o666),
        # Nobody gets in where the office keeps them out, whatever they may bring.
        (0o700, 0o777, 0o700, 0o600, 0o600),
    ],
)
def test_in_a_profile_those_who_bring_recordings_get_what_each_folder_gives(
    profile: int, inbox: int, drafts: int, page: int, draft: int, tmp_path: Path, umask: int
) -> None:
    root = folder(tmp_path / "相談記録", profile)
    folder(root / rights.DROP_FOLDER, inbox)
    place = folder(root / "2_下書き", drafts)
    durable.write_text(root / "状況.html", "")
    assert oct(mode(root / "状況.html")) == oct(page)
    rights.make(place / "面談" / "資料")
    durable.write_text(place / "面談" / "資料" / "字幕.srt", "")
    assert oct(mode(place / "面談" / "資料" / "字幕.srt")) == oct(draft)


@pytest.fixture
def of_another_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose group is not the one that our files get."""
    place = folder(tmp_path / "2_下書き", 0o775)
    own = place.stat()

    def lstat(path: Path) -> os.stat_result:
        found = list(path.stat())
        return os.stat_result([*found[: stat.ST_GID], own.st_gid + 1, *found[stat.ST_GID + 1 :]])

    monkeypatch.setattr(Path, "lstat", lstat)
    return place


def test_the_group_is_the_folders_own(of_another_group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(os, "chown", lambda path, user, group, **_: given.append(group))
    durable.write_text(of_another_group / "a.txt", "")
    assert given == [of_another_group.stat().st_gid]
    assert stat.S_IMODE((of_another_group / "a.txt").stat().st_mode) == 0o660


def test_a_group_we_are_not_in_gets_nothing_of_ours(of_another_group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own group must not get what the folder gives to another one."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refused)
    durable.write_text(of_another_group / "a.txt", "")
    assert stat.S_IMODE((of_another_group / "a.txt").stat().st_mode) == 0o600


def test_a_share_that_refuses_modes_keeps_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder(tmp_path / "2_下書き", 0o777)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    durable.write_text(place / "a.txt", "発言")
    assert (place / "a.txt").read_text(encoding="utf-8") == "発言"


def test_a_file_is_never_more_open_while_it_is_written(tmp_path: Path, umask: int) -> None:
    with rights.opened(tmp_path / "a.part") as f:
        assert mode(tmp_path / "a.part") & 0o077 == 0
        f.write(b"1")


def test_a_work_folder_that_was_open_is_closed_and_it_is_said(tmp_path: Path, umask: int) -> None:
    work = folder(tmp_path / "work", 0o755)
    assert local_disk.prepare(work)
    assert mode(work) == 0o700
    assert not local_disk.prepare(work)
    assert not local_disk.prepare(tmp_path / "new" / "work")
    assert mode(tmp_path / "new" / "work") == 0o700


def test_no_folder_of_a_share_is_closed_because_it_was_named_as_work_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = folder(tmp_path / "share", 0o777)
    monkeypatch.setattr(local_disk, "is_remote", lambda *_: True)
    with pytest.raises(NotALocalDisk):
        local_disk.prepare(share)
    assert mode(share) == 0o777


def test_settings_that_put_the_share_into_the_work_folder_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "transcriber.toml"
    file.write_text('[folders]\nwork = "."\nwatch = "共有"\n', encoding="utf-8")
    with pytest.raises(SettingsFileError, match="作業フォルダ"):
        load_settings(file)


def test_root_does_not_leave_files_that_the_service_cannot_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = folder(tmp_path / "work", 0o700)
    owner = pwd.getpwuid(work.stat().st_uid).pw_name
    monkeypatch.setattr(os, "geteuid", lambda: work.stat().st_uid + 1)
    with pytest.raises(StorageError) as e:
        rights.private(work)
    assert f"sudo -u {owner}" in e.value.todo


def test_after_a_crash_no_image_of_the_memory_is_left() -> None:
    said = "from transcriber.system import rights; rights.private_by_default(); import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_a_folder_on_the_way_keeps_out_those_who_bring_recordings() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as place:  # to which the way is open
        top = Path(place)
        top.chmod(0o755)
        above = top / "mtg"
        inbox = above / "会議録" / "1_録音"
        inbox.mkdir(parents=True)
        for each, bits in ((inbox, 0o2770), (inbox.parent, 0o2770), (above, 0o700)):
            each.chmod(bits)
        assert rights.impassable(inbox) == above.resolve()
        above.chmod(0o711)
        assert rights.impassable(inbox) is None
        above.chmod(0o710)
        assert rights.impassable(inbox) is None, "the group is theirs"
        inbox.chmod(0o700)
        above.chmod(0o700)
        assert rights.impassable(inbox) is None, "nobody but the owner brings anything"
