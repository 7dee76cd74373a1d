"""Who speaks to an entry of a programme: beside it in a line, or in a column of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import people_with_posts, read_rows, read_text, told_of


@pytest.mark.parametrize("gap", ["　　　　　　", " ……………… ", "・・・・・・"], ids=["gap", "dots", "points"])
def test_those_beside_entries_speak_to_them(tmp_path: Path, gap: str) -> None:
    found = read_text(
        tmp_path / "次第.txt",
        f"懇談会　次第\n１　開　会{gap}司会　総務課長　田中　実\n２　あいさつ{gap}町長　小田切　誠\n３　議題\n"
        f"（１）空き家の活用について{gap}説明　建設課長　樋口　雅人\n４　閉　会\n",
    )
    assert [i.title for i in found.agenda] == ["空き家の活用について"]
    assert sorted(people_with_posts(found)) == [("小田切誠", "町長"), ("樋口雅人", "建設課長"), ("田中実", "総務課長")]
    assert "「空き家の活用について」の横の建設課長（樋口雅人）を、この会議の人として読みました" in told_of(found)


@pytest.mark.parametrize("heading", ["発言者", "説明者", "担当"])
def test_a_column_of_speakers(tmp_path: Path, heading: str) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("市長と語る会　次第",),
        ("時刻", "次第", heading),
        ("18:30", "開会", "司会　企画課　田中　実"),
        ("18:35", "市の重点施策について", "企画部長　小田切　誠"),
        ("19:00", "質疑", "総務課"),
    )
    assert people_with_posts(found) == [("田中実", "企画課"), ("小田切誠", "企画部長")]
    assert [i.title for i in found.agenda] == ["市の重点施策について", "質疑"]
    assert "使っていません" not in told_of(found)


def test_a_column_of_those_who_explain_beside_what_is_audited(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("定期監査日程表",),
        ("時間", "監査対象", "説明者"),
        ("9:00", "税務課", "課長　田中　実"),
        ("10:30", "会計課", "会計管理者　樋口　雅人"),
    )
    assert people_with_posts(found) == [("田中実", "課長"), ("樋口雅人", "会計管理者")]
    assert [i.title for i in found.agenda] == ["税務課", "会計課"]


def test_somebody_beside_an_entry_who_is_not_understood_is_named(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("次第",),
        ("次第", "担当"),
        ("空き家の活用について", "総務課長　田中　実"),
        ("公園について", "ほか小田切誠まで"),
    )
    assert people_with_posts(found) == [("田中実", "総務課長")]
    assert "「公園について ほか小田切誠まで」の人を読めません" in told_of(found)


def test_a_title_of_programme_and_list_heads_both(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("支援調整会議　次第・出席者",),
        ("番号", "内容", "担当"),
        ("1", "新規プランの協議（2件）", "相談支援員　田中　実"),
        ("2", "その他", ""),
    )
    assert [i.title for i in found.agenda] == ["新規プランの協議(2件)", "その他"]
    assert people_with_posts(found) == [("田中実", "相談支援員")]
