"""What doctor, scan and the other commands say of a shared folder into which the user of the program cannot look."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcriber.cli import doctor_at_work, doctor_command
from transcriber.errors import StorageError
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.scan import scan_of
from transcriber.queue.store import Store
from transcriber.settings import Folders, Settings

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root takes on another user")


@pytest.fixture
def office() -> Iterator[Settings]:
    """Of another user, who gets through to the shared folder."""
    base = Path(tempfile.mkdtemp())
    base.chmod(0o755)
    for folder in ProfileTree(base / "share" / "会議録").folders():
        folder.mkdir(parents=True)
    (base / "work").mkdir(mode=0o700)
    os.chown(base / "work", 2, 2)
    os.seteuid(2)
    yield Settings(folders=Folders(watch=base / "share", work=base / "work"))
    os.seteuid(0)
    shutil.rmtree(base)


@pytest.fixture(params=[0o700, 0o711, 0o744])
def closed(office: Settings, request: pytest.FixtureRequest) -> Path:
    """Its shared folder, which this user cannot list, or not look behind the names in it."""
    os.seteuid(0)
    office.folders.watch.chmod(request.param)
    os.seteuid(2)
    return office.folders.watch


def test_doctor_names_it_and_says_which_right_is_missing(office: Settings, closed: Path) -> None:
    (said,) = doctor_command._profiles(office)
    assert said.about == "共有フォルダ" and f"「{closed}」" in said.found
    assert f"フォルダ {closed} の中を、プログラムを動かす利用者「bin」が見られるようにしてください" in said.todo
    assert "まだ動かしたことがありません" in doctor_at_work.watcher(office, time.time()).found


def test_doctor_that_looks_at_the_watcher_alone_says_so_too(
    office: Settings, closed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor_command._watcher_stands_still(office, 10)
    assert f"{closed} の中を" in capsys.readouterr().err


def test_scan_names_it_and_so_does_every_command_that_looks_for_a_profile(office: Settings, closed: Path) -> None:
    store = Store.open(office.folders.work, time.time)
    scan_of(office, store, time.monotonic)()
    (notice,) = store.notices()
    store.close()
    assert notice.found == f"共有フォルダ「{closed}」を読み書きする権限がありません。"
    assert notice.todo.startswith(f"フォルダ {closed} の中を、") and notice.todo.endswith(
        "権限が付けば自動で続けます。"
    )
    with pytest.raises(StorageError) as e:
        profiles.find_profile("相談記録", closed)
    assert (e.value.found, e.value.todo) == (notice.found, notice.todo)


def test_a_profiles_folder_that_everybody_may_change_is_named_and_not_only_those_in_it() -> None:
    base = Path(tempfile.mkdtemp())
    base.chmod(0o755)
    tree = ProfileTree(base / "会議録")
    for folder in tree.folders():
        folder.mkdir(parents=True)
        folder.chmod(0o770)
    tree.root.chmod(0o777)
    said = doctor_command._rights(tree)
    tree.root.chmod(0o770)
    fine = doctor_command._rights(tree)
    shutil.rmtree(base)
    assert "会議録（0777）" in said.found and "1_録音" not in said.found and f"chmod -R g+rwX,o-rwx {tree.root}" in said.todo.replace("'", "")  # fmt: skip
    assert "会議録（0777）" not in fine.found
