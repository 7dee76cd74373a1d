"""The shipped tree, laid out: complete, and never over anything that is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from transcriber.errors import StorageError
from transcriber.profiles import shipped
from transcriber.profiles.profile import Profile, profile_folders
from transcriber.profiles.tree import NOTE


def contents(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def test_both_profiles_are_there_and_can_be_read(tmp_path: Path) -> None:
    shipped.lay_out(tmp_path / "new" / "watch")
    folders = profile_folders(tmp_path / "new" / "watch")
    assert [f.name for f in folders] == list(shipped.PROFILES)
    for folder in folders:
        profile = Profile.read(folder)
        assert all(part.is_dir() for part in profile.tree.folders())
        assert (folder / NOTE).is_file()


def test_what_is_told_is_what_was_made(tmp_path: Path) -> None:
    laid = shipped.lay_out(tmp_path)
    told = {path for profile in laid for path in profile.made}
    found = {p for p in tmp_path.rglob("*") if p.parent != tmp_path}
    assert told == found
    assert not any(profile.kept for profile in laid)


def test_a_tree_in_use_is_completed_and_nothing_in_it_changes(tmp_path: Path) -> None:
    shipped.lay_out(tmp_path)
    mine = tmp_path / "会議録"
    (mine / "設定" / "名簿.xlsx").write_bytes(b"the office's own")
    (mine / "設定" / "設定.toml").write_text("", encoding="utf-8")
    (mine / "1_録音" / "定例会.mp3").write_bytes(b"sound")
    (mine / NOTE).unlink()
    (mine / "3_確認済み").rmdir()
    before = contents(tmp_path)
    (council, consultation) = shipped.lay_out(tmp_path)
    after = contents(tmp_path)
    assert {path: after[path] for path in before} == before
    assert set(council.made) == {mine / NOTE, mine / "3_確認済み"}
    assert consultation.made == ()


def test_a_link_that_leads_nowhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "会議録" / "設定").mkdir(parents=True)
    link = tmp_path / "会議録" / "設定" / "名簿.xlsx"
    link.symlink_to(tmp_path / "elsewhere.xlsx")
    shipped.lay_out(tmp_path)
    assert link.is_symlink()
    assert not (tmp_path / "elsewhere.xlsx").exists()


@pytest.mark.parametrize("blocked", ["watch", "watch/会議録", "watch/会議録/1_録音", "watch/会議録/設定"])
def test_a_file_where_a_folder_belongs_is_named(tmp_path: Path, blocked: str) -> None:
    path = tmp_path / blocked
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a file")
    with pytest.raises(StorageError, match="作れません"):
        shipped.lay_out(tmp_path / "watch")
    assert path.read_bytes() == b"a file"


def test_a_file_that_cannot_be_written_whole_is_not_left_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *error: object) -> None: ...

        def write(self, content: bytes) -> int:
            raise OSError(28, os.strerror(28))

    target = tmp_path / "transcriber.toml"

    def full(path: Path, mode: str) -> Full:
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StorageError, match="transcriber"):
        shipped.write_new(target, b"x")
    assert not target.exists()
