"""Ordinary papers of a town hall: people called by surname and post, who leads though 様 stands behind the name, papers handed out, forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import people_with_posts, read_rows, read_text, told_of

from transcriber.papers.findings import Findings


def titles(found: Findings) -> list[str]:
    return [item.title for item in found.agenda]


@pytest.mark.parametrize("gap", ["\t", "　　　"])
def test_those_who_are_called_by_surname_and_post_are_as_many_as_stand_there(tmp_path: Path, gap: str) -> None:
    rows = (("大槻会長", "浅見副会長"), ("飯塚委員", "黒沢委員", "本間委員"), ("川端課長", "高畑部長"))
    found = read_text(tmp_path / "資料.txt", "座席表\n" + "\n".join(gap.join(row) for row in rows))
    assert people_with_posts(found) == [
        ("大槻", "会長"),
        ("浅見", "副会長"),
        ("飯塚", "委員"),
        ("黒沢", "委員"),
        ("本間", "委員"),
        ("川端", "課長"),
        ("高畑", "部長"),
    ]


def test_a_row_of_people_is_no_heading_of_those_below(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("座席表",), ("飯塚委員", "", "黒沢委員"), ("香取委員", "", "菅野委員"))
    assert [name for name, _ in people_with_posts(found)] == ["飯塚", "黒沢", "香取", "菅野"]


def test_nobody_is_the_post_of_the_next(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "座席表\n大槻会長\t浅見副会長\n松下係長\t岡主任\n")
    assert ("岡主任", "松下係長") not in people_with_posts(found)
    assert people_with_posts(found)[2:] or "松下係長" in told_of(found)


def test_what_somebody_is_elsewhere_is_nobody_else(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席者\n会長　　大槻　健二\n委員　　桐原　昭夫　　本町区長\n")
    assert people_with_posts(found) == [("大槻健二", "会長"), ("桐原昭夫", "委員")] and not told_of(found)


@pytest.mark.parametrize("heading", ["所属・役職名", "団体名・役職名", "推薦団体・役職"])
@pytest.mark.parametrize("polite", ["", "　様", "　氏"])
def test_who_leads_is_told_by_the_remark(tmp_path: Path, heading: str, polite: str) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("氏名", heading, "備考"),
        (f"深谷　直樹{polite}", "短期大学　准教授", "会長"),
        (f"成瀬　敏江{polite}", "商工会　会長", "職務代理者"),
        (f"二宮　佳代{polite}", "臨床心理士", ""),
    )
    assert [post for _, post in people_with_posts(found)][:2] == ["会長", "職務代理者"]


def test_who_comes_instead_of_somebody_polite_is_named(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("職名", "氏名", "備考"),
        ("会長", "深谷　直樹　様", ""),
        ("委員", "二宮　佳代　様", "代理：佐藤課長"),
    )
    assert "代理" in told_of(found)


_AGENDA = "会議次第\n１　開会\n２　議題\n（１）事業計画について\n３　その他\n４　閉会\n"


@pytest.mark.parametrize("heading", ["＜配布資料＞", "【配付資料】", "配布資料", "■ 会議資料", "〔添付資料一覧〕"])
def test_papers_handed_out_are_no_business(tmp_path: Path, heading: str) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        f"{_AGENDA}\n{heading}\n・次第\n・委員名簿\n・資料１　事業計画（案）\n・資料２　収支について\n",
    )
    assert titles(found)[0] == "事業計画について" and not [t for t in titles(found) if "資料" in t or "名簿" in t]
    assert not told_of(found)


def test_what_may_be_business_below_them_is_named(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", f"{_AGENDA}\n＜配布資料＞\n・次第\n・施設の廃止について\n")
    assert "施設の廃止について" in titles(found) or "施設の廃止について" in told_of(found)


@pytest.mark.parametrize(
    ("line", "name", "post"),
    [
        ("相談者氏名：露木　美佐子　様（本人との関係：妻）", "露木美佐子", "相談者"),
        ("相談者氏名：露木　美佐子　　　続柄：妻", "露木美佐子", "相談者"),
        ("居宅サービス計画作成者氏名：大井　聡子", "大井聡子", "居宅サービス計画作成者"),
    ],
)
def test_labels_of_a_form(tmp_path: Path, line: str, name: str, post: str) -> None:
    found = read_text(
        tmp_path / "資料.txt", f"相　談　票\n相談方法：来所\n{line}\n面談日時　令和８年11月５日（木）　13：30～14：20\n"
    )
    assert people_with_posts(found) == [(name, post)] and not told_of(found)


def test_two_labels_in_a_line_are_each_read_once(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "相談票\n対応者：井出　早紀　　　記録者：柏　理恵\n")
    assert people_with_posts(found) == [("井出早紀", "対応者"), ("柏理恵", "記録者")] and not told_of(found)


@pytest.mark.parametrize(
    "line",
    [
        "（敬称略、五十音順）　　令和８年６月１日現在",
        "令和８年11月10日（火）　10：00～11：30　　市役所　相談室１",
        "令和８年11月10日（火）　会議室Ａ・Ｂ",
    ],
)
def test_what_stands_around_a_list_is_not_named(tmp_path: Path, line: str) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("委員名簿",),
        (line,),
        ("職名", "氏名"),
        ("会長", "大槻　健二"),
        ("委員", "香取　美智代"),
    )
    assert len(people_with_posts(found)) == 2 and not told_of(found)


def test_seats_of_nobody_in_one_row(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx", ("座席表",), ("会長\n大槻　健二", "委員\n香取　美智代"), ("傍聴席", "入口")
    )
    assert len(people_with_posts(found)) == 2 and not told_of(found)


def test_the_next_meeting_is_no_business_and_not_named(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "次第\n１　開会\n２　議題\n（１）計画について\n３　その他\n　次回定例会　12月22日（火）午後３時\n４　閉会\n",
    )
    assert titles(found)[0] == "計画について" and not told_of(found)


def test_other_business_of_a_programme(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("時間", "内容", "担当"),
        ("14:00", "開会", "事務局"),
        ("14:10", "議題１　計画素案について", "事務局"),
        ("14:50", "議題２　意見募集について", "事務局"),
        ("15:20", "その他", "事務局"),
        ("15:30", "閉会", "副委員長"),
    )
    assert titles(found) == ["計画素案について", "意見募集について", "その他"] and not told_of(found)


def test_those_with_posts_of_their_own_stand_below_no_heading(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("座席表",), ("早瀬建設課長", "今野農政課長"), ("前島係長", "土屋主査"))
    assert people_with_posts(found) == [("早瀬", "建設課長"), ("今野", "農政課長"), ("前島", "係長"), ("土屋", "主査")]


def test_those_below_attending_members_still_do(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("出席委員", "欠席委員"), ("飯塚委員", "黒沢委員"))
    assert [(p.name, p.absent) for p in found.people.people] == [("飯塚", False), ("黒沢", True)]


@pytest.mark.parametrize("heading", ["所属・職名等", "団体・役職名", "所属団体・職名", "機関名・役職"])
def test_a_column_of_places_and_posts(tmp_path: Path, heading: str) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx", ("氏名", heading), ("日野　和代", "婦人会　会長"), ("加賀　雄一", "商工会　総務課長")
    )
    assert ["".join(post.split()) for _, post in people_with_posts(found)] == ["婦人会会長", "商工会総務課長"]


@pytest.mark.parametrize("place", ["小学校長会", "民生児童委員協議会", "青年会議所"])
def test_what_somebody_is_here_behind_whom_he_speaks_for(tmp_path: Path, place: str) -> None:
    text = f"出席者名簿\n１　委員\n　学識経験者　　委員長　　長谷川　修\n　{place}　　委　員　　津田　邦彦\n２　事務局\n　こども課　課長　　岸本　直人\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert people_with_posts(found)[0] == ("長谷川修", "委員長") and people_with_posts(found)[1][1] in (
        "委員",
        "青年会議所委員",
    )
    assert not told_of(found)


def test_a_label_is_nobody(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "面談記録\n面談者：新山　大介\n同席者：矢島　文代、三谷　利夫\n\n内容\n・家計を確認した。\n",
    )
    assert [name for name, _ in people_with_posts(found)] == ["新山大介", "矢島文代", "三谷利夫"]


def test_people_of_a_centre_in_a_cell(tmp_path: Path) -> None:
    cell = "福祉課　新山　大介\n健康推進課　福井　里佳\n包括支援センター　真島　智美"
    found = read_rows(tmp_path / "資料.xlsx", ("ケース会議記録", ""), ("開催場所", "保健センター"), ("出席者", cell))
    assert [name for name, _ in people_with_posts(found)] == ["新山大介", "福井里佳", "真島智美"] and not told_of(found)


def test_what_people_ask_about_is_no_business_of_a_list_that_counts_them(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("一般質問通告一覧表",),
        ("通告順", "質問議員", "質　問　要　旨"),
        ("１", "入江　武　議員", "１．公共交通の充実について\n　（１）バス路線の見直し"),
        ("２", "望月　春菜　議員", "１．不登校支援について"),
        ("３", "飯野　俊彦　議員", "１．道路の維持管理について"),
    )
    assert [name for name, _ in people_with_posts(found)] == ["入江武", "望月春菜", "飯野俊彦"] and not titles(found)
    assert "質問" in told_of(found)


def test_when_the_next_meeting_is_counts_as_no_business(tmp_path: Path) -> None:
    text = "次第\n１　開会\n２　協議事項\n（１）定例会の運営について\n３　次回の委員会　　12月15日（火）本会議終了後\n４　閉会\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["定例会の運営について"]


def test_a_given_name_that_no_dictionary_knows_behind_its_label(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("家庭児童相談記録票",),
        ("相談者", "森田　美咲", "担当支援員", "沼田　彩"),
        ("児童氏名", "森田　陽向", "学校・学年", "若竹小学校　２年"),
    )
    assert people_with_posts(found) == [
        ("森田美咲", "相談者"),
        ("沼田彩", "支援員"),
        ("森田陽向", "児童"),
    ] and not told_of(found)


def test_other_business_without_a_number_is_not_named(tmp_path: Path) -> None:
    text = "議事日程\n日程第１　会期の決定\n日程第２　議案第１号　農地法第３条の規定による許可申請について\nその他\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert len(titles(found)) == 2 and not told_of(found)


def test_somebody_in_the_list_of_papers_is_named(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", f"{_AGENDA}\n＜配布資料＞\n・次第\n・山下　清隆　略歴\n")
    assert "山下" in told_of(found) and not [t for t in titles(found) if "略歴" in t]
