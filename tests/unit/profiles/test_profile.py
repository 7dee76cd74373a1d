"""A profile folder: its kind, its sheets, its own template."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from transcriber.errors import ProfileError, SettingsFileError
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles import profile as profiles
from transcriber.profiles.profile import Profile


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("会議録", RecordKind.COUNCIL),
        ("総務委員会", RecordKind.COUNCIL),
        ("相談記録", RecordKind.CONSULTATION),
        ("生活支援課", RecordKind.CONSULTATION),
    ],
)
def test_the_kind_follows_from_the_name(tmp_path: Path, name: str, kind: RecordKind) -> None:
    (tmp_path / name).mkdir()
    assert Profile.read(tmp_path / name).kind is kind


@pytest.mark.parametrize(("post", "kind"), [("議長", RecordKind.COUNCIL), ("相談員", RecordKind.CONSULTATION)])
def test_an_unclear_name_is_explained_by_the_roster(tmp_path: Path, post: str, kind: RecordKind) -> None:
    settings = tmp_path / "総務課" / "設定"
    settings.mkdir(parents=True)
    book = Workbook()
    assert book.active is not None
    book.active.append(("氏名", "役職"))
    book.active.append(("山下清隆", post))
    book.save(settings / "名簿.xlsx")
    assert Profile.read(tmp_path / "総務課").kind is kind


def test_an_unclear_name_needs_a_word_from_the_office(tmp_path: Path) -> None:
    (tmp_path / "総務課" / "設定").mkdir(parents=True)
    with pytest.raises(ProfileError, match='kind = "council"'):
        Profile.read(tmp_path / "総務課")
    (tmp_path / "総務課" / "設定" / "設定.toml").write_text('kind = "council"\noffice = "東郷町"\n', encoding="utf-8")
    read = Profile.read(tmp_path / "総務課")
    assert (read.kind, read.options.office) == (RecordKind.COUNCIL, "東郷町")


@pytest.mark.parametrize("text", ["kind = council", 'kind = "dinner"', "colour = 3"])
def test_a_mistake_in_the_options_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "会議録" / "設定").mkdir(parents=True)
    (tmp_path / "会議録" / "設定" / "設定.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsFileError, match=r"設定\.toml"):
        Profile.read(tmp_path / "会議録")


def test_found_by_name_or_by_path(tmp_path: Path) -> None:
    (tmp_path / "watch" / "会議録" / "設定").mkdir(parents=True)
    (tmp_path / "elsewhere" / "相談記録").mkdir(parents=True)
    assert profiles.find_profile("会議録", tmp_path / "watch").name == "会議録"
    assert profiles.find_profile(str(tmp_path / "elsewhere" / "相談記録"), tmp_path / "watch").name == "相談記録"
    with pytest.raises(ProfileError, match="使えるのは 会議録"):
        profiles.find_profile("議事録", tmp_path / "watch")


def test_a_folder_that_cannot_be_entered_stops_nothing_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("会議録", "閉じた設定", "lost+found"):
        (tmp_path / name / "設定").mkdir(parents=True)
    is_dir = Path.is_dir

    def refused(path: Path) -> bool:  # root, who runs the tests in CI, is never refused
        if path.parent.name in ("閉じた設定", "lost+found"):
            raise PermissionError(13, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", refused)
    assert [p.name for p in profiles.profile_folders(tmp_path)] == ["会議録"]
    assert [p.name for p in profiles.closed(tmp_path)] == ["閉じた設定"]
