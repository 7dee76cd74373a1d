"""A profile folder: its kind, its sheets, its own template."""

from __future__ import annotations

import datetime as dt
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


def test_who_left_attends_only_the_meetings_before(tmp_path: Path) -> None:
    folder = tmp_path / "会議録"
    (folder / "設定").mkdir(parents=True)
    (folder / "設定" / "名簿.csv").write_text(
        "氏名,ふりがな,役職,備考\n"
        "山下 清隆,やました きよたか,議長,\n"
        "加藤 啓二,かとう けいじ,議員,R8.3.31辞職\n"
        "鈴木 一郎,すずき いちろう,議員,R8.4.24～\n"
        "大塚 由紀,おおつか ゆき,議員,逝去\n",
        encoding="utf-8",
    )
    profile = Profile.read(folder)

    def on(day: dt.date) -> tuple[list[str], set[str]]:
        roster, glossary = profile.known_on(day)
        return [p.name for p in roster.people], {t.text for t in glossary.terms}

    assert on(dt.date(2026, 3, 31)) == (["山下 清隆", "加藤 啓二"], {"鈴木一郎", "大塚由紀"})
    assert on(dt.date(2026, 4, 10)) == (["山下 清隆"], {"加藤啓二", "鈴木一郎", "大塚由紀"})
    assert on(dt.date(2026, 11, 1)) == (["山下 清隆", "鈴木 一郎"], {"加藤啓二", "大塚由紀"})
