"""Which file is a profile's roster, and what staff see of how it was read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.errors import ProfileError, RosterError
from transcriber.learning import sheet as learned_sheet
from transcriber.learning.candidates import LearnedCandidate, Sort
from transcriber.office_tables.grid import RemarkKind
from transcriber.profiles import profile as profiles
from transcriber.profiles import sheet_readings, sheets
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import READINGS, ProfileTree, settings_state
from transcriber.service.sheet_notices import SheetNotices

HEAD = ("氏名", "ふりがな", "役職", "議席番号")


@pytest.fixture
def tree(tmp_path: Path) -> ProfileTree:
    made = ProfileTree(tmp_path / "会議録")
    for folder in made.folders():
        folder.mkdir(parents=True)
    return made


def roster(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(path)
    return path


GOOD = ("加藤 啓二", "かとう けいじ", "議員", 5)
BAD = ("#REF!", "やました", "議長", 1)


@pytest.mark.parametrize("name", ["議員名簿.xlsx", "名簿（令和8年度）.xlsx", "名簿.XLSX", "名簿.xlsx.xlsx"])
def test_a_roster_under_another_name_is_used_and_that_is_said(tree: ProfileTree, name: str) -> None:
    roster(tree.settings / name, GOOD)
    profile = Profile.read(tree.root)
    assert [p.name for p in profile.roster.people] == ["加藤 啓二"]
    assert [str(r) for r in profile.remarks] == [f"{name}：名簿.xlsx がないので、このファイルを使います。"]


def test_of_two_that_may_be_the_roster_none_is_guessed(tree: ProfileTree) -> None:
    for name in ("議員名簿.xlsx", "委員名簿.xlsx"):
        roster(tree.settings / name, GOOD)
    profile = Profile.read(tree.root)
    assert profile.roster.people == ()
    assert "どれを使うか分かりません" in str(profile.unread[0])
    assert "読めないところが1か所" in profile.unread_note


def test_the_roster_itself_comes_first_and_others_are_named(tree: ProfileTree) -> None:
    roster(tree.roster, GOOD)
    roster(tree.settings / "旧名簿.xlsx", ("前任 太郎", "", "議員", 5))
    roster(tree.settings / "~$名簿.xlsx", GOOD)
    profile = Profile.read(tree.root)
    assert [p.name for p in profile.roster.people] == ["加藤 啓二"]
    assert [r.place for r in profile.remarks] == ["旧名簿.xlsx"]


def test_the_old_form_is_refused_with_what_to_do(tree: ProfileTree) -> None:
    (tree.settings / "名簿.xls").write_bytes(bytes.fromhex("D0CF11E0") + bytes(2000))
    with pytest.raises(RosterError, match="名簿.xls は読めません.*Excel ブック"):
        sheets.sheet_file(tree.roster, RosterError)


def test_the_page_shows_people_with_their_places_and_what_was_not_read(tree: ProfileTree) -> None:
    roster(tree.roster, GOOD, BAD)
    found = sheet_readings.read_sheets(tree)
    sheet_readings.write_page(tree, found, "4月1日")
    page = (tree.settings / READINGS).read_text(encoding="utf-8")
    assert "<td>加藤 啓二</td><td>かとう けいじ</td><td>議員</td><td>5</td><td>名簿.xlsx の 2行目</td>" in page
    assert "名簿.xlsx の 3行目：氏名の欄は「#REF!」" in page
    assert "<script" not in page


def test_the_page_is_for_those_who_may_read_the_sheet_and_is_no_setting(tree: ProfileTree) -> None:
    tree.settings.chmod(0o2770)
    roster(tree.roster, GOOD).chmod(0o600)
    before = settings_state(tree)
    sheet_readings.write_page(tree, sheet_readings.read_sheets(tree), "4月1日")
    assert stat.S_IMODE((tree.settings / READINGS).stat().st_mode) & 0o077 == 0
    assert settings_state(tree) == before


def test_staff_are_told_once_and_no_more_when_it_is_mended(tree: ProfileTree) -> None:
    roster(tree.roster, GOOD, BAD)
    notices = SheetNotices(lambda: 1_000_000.0)
    notices.read(tree)
    (notice,) = notices.of("会議録")
    assert "3行目" in notice.found
    assert READINGS in notice.todo
    roster(tree.roster, GOOD, ("山下 清隆", "やました きよたか", "議長", 1))
    notices.read(tree)
    assert notices.of("会議録") == ()
    assert "山下 清隆" in (tree.settings / READINGS).read_text(encoding="utf-8")


def test_a_profile_without_sheets_gets_no_page(tree: ProfileTree) -> None:
    SheetNotices(lambda: 0.0).read(tree)
    assert not (tree.settings / READINGS).exists()


def test_the_command_names_the_row_and_ends_with_1(tmp_path: Path) -> None:
    path = roster(tmp_path / "名簿.xlsx", GOOD, BAD)
    told = CliRunner().invoke(app, ["roster", "check", str(path), "--names"])
    assert told.exit_code == 1
    assert "要確認：名簿.xlsx の 3行目" in told.stdout
    assert "加藤 啓二　かとう けいじ　議員　議席5　［名簿.xlsx の 2行目］" in told.stdout
    assert CliRunner().invoke(app, ["roster", "check", str(roster(path, GOOD))]).exit_code == 0


def test_the_command_names_a_person_whose_name_cannot_be_read(tmp_path: Path) -> None:
    path = roster(tmp_path / "名簿.xlsx", GOOD, ("山\ue010 太郎", "", "議員", 6))
    told = CliRunner().invoke(app, ["roster", "check", str(path)])
    assert told.exit_code == 1
    assert (
        "要確認：名簿.xlsx の 3行目：「山\ue010太郎」の「\ue010」（外字）は読みが分かりません。「ふりがな」に読みを入れてください。"
        in told.stdout
    )


def test_the_command_and_the_page_say_how_many_people_each_sheet_gave(tree: ProfileTree) -> None:
    book = Workbook()
    for sheet, people in (("議員", [GOOD]), ("説明員", [("福田 進", "ふくだ すすむ", "総務部長", "")])):
        rows = book.create_sheet(sheet)
        for row in (("氏名", "ふりがな", "役職", "議席番号"), *people):
            rows.append(row)
    del book["Sheet"]
    book.save(tree.roster)
    split = "シート「議員」1人、シート「説明員」1人"
    assert split in CliRunner().invoke(app, ["roster", "check", str(tree.roster)]).stdout
    SheetNotices(lambda: 0.0).read(tree)
    assert split in (tree.settings / READINGS).read_text(encoding="utf-8")


def test_what_is_no_decision_in_the_proposals_is_said_beside_the_sheets(tree: ProfileTree) -> None:
    lines = tuple(
        LearnedCandidate(Sort.TERM, text, "", written=said)
        for text, said in (("待機児童", "係長に聞く"), ("諸輪", "保留"))
    )
    tree.learned.write_bytes(learned_sheet.build_workbook(lines, {}))
    readings = sheet_readings.read_sheets(tree)
    assert [(r.kind, r.place) for r in readings.remarks] == [(RemarkKind.LEFT_OUT, "学習候補.xlsx の「待機児童」の行")]
    assert readings.to_mend is not None and "係長に聞く" in readings.to_mend[0]


def test_a_my_number_in_a_list_is_not_shown_on_the_page_beside_it(tree: ProfileTree) -> None:
    roster(tree.settings / "名簿.xlsx", ("加藤 啓二", "かとう けいじ", "議員　1234-5678-9018", 5))
    SheetNotices(lambda: 0.0).read(tree)
    page = (tree.settings / READINGS).read_text(encoding="utf-8")
    assert "議員 〔個人番号〕" in page and "9018" not in page


def test_the_folder_of_the_settings_stands_for_its_profile(tree: ProfileTree) -> None:
    roster(tree.roster, GOOD)
    assert profiles.find_profile(str(tree.settings), tree.root.parent) == tree.root.resolve()


@pytest.mark.parametrize("name", ["名簿.xlsx", "用語.xlsx"])
def test_sheets_beside_the_folder_of_the_settings_are_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "福祉課"
    folder.mkdir()
    roster(folder / name, GOOD)
    with pytest.raises(ProfileError, match=f"「設定」のフォルダがないので、中の「{name}」は使われません"):
        profiles.find_profile(str(folder), tmp_path)
