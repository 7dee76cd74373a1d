"""More than one agenda for one recording: two days, a replaced one, 追加日程, another meeting's. No item is lost or doubled without a word."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers

FIRST = "令和8年第4回東郷町議会定例会議事日程（第1号）\n令和8年12月3日（木）午前10時開議\n"
SECOND = "令和8年第4回東郷町議会定例会議事日程（第2号）\n令和8年12月7日（月）午前10時開議\n"
TAX = "議案第50号　東郷町税条例の一部改正について"
ONE = f"日程第1　会議録署名議員の指名\n日程第2　会期の決定\n日程第3　{TAX}\n"
TWO = f"日程第1　一般質問\n日程第2　{TAX}\n"
OF_ONE = [(1, "会議録署名議員の指名"), (2, "会期の決定"), (3, "東郷町税条例の一部改正について")]
OF_TWO = [(1, "一般質問"), (2, "東郷町税条例の一部改正について")]


def read(folder: Path, day: dt.date | None = None, /, **papers: str) -> Findings:
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return read_papers([folder / f"{name}.txt" for name in papers], day=day)


def items(found: Findings) -> list[tuple[int | None, str]]:
    return [(i.number, i.title) for i in found.agenda]


def told(found: Findings) -> list[str]:
    assert all(not paper.unread for paper in found.papers)
    return ["\n".join(paper.told) for paper in found.papers]


def test_the_agendas_of_two_days_stand_behind_each_other_and_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, 日程1日目=FIRST + ONE, 日程2日目=SECOND + TWO)
    assert items(found) == OF_ONE + OF_TWO
    one, two = told(found)
    assert "ほかにもあります（「日程2日目.txt」（第2号、12月7日））" in one
    assert "見つけた議題の1件目から3件目です" in one
    assert "見つけた議題の4件目から5件目です" in two
    assert "下書きから消してください" in two


def test_two_days_stand_in_the_order_of_their_numbers_whatever_the_files_are_called(tmp_path: Path) -> None:
    found = read(tmp_path, A=SECOND.splitlines()[0] + "\n" + TWO, B=FIRST.splitlines()[0] + "\n" + ONE)
    assert items(found) == OF_ONE + OF_TWO


def test_two_days_in_one_paper_are_two_agendas(tmp_path: Path) -> None:
    found = read(tmp_path, 日程=f"{FIRST}{ONE}\n{SECOND}{TWO}")
    assert items(found) == OF_ONE + OF_TWO
    assert "「日程.txt」（第2号、12月7日）" in told(found)[0]


def test_the_agenda_of_the_recordings_day_is_the_one_that_is_used(tmp_path: Path) -> None:
    found = read(tmp_path, dt.date(2026, 12, 7), 日程1日目=FIRST + ONE, 日程2日目=SECOND + TWO)
    assert items(found) == OF_TWO
    assert told(found) == [
        "日程1日目.txt：第1号、12月3日の議題の一覧で、録音の名前の日（12月7日）のものではないので、議題には「日程2日目.txt」（第2号、12月7日）を使い、"
        "これは件名を補うだけにしました。使っていない議題：「会議録署名議員の指名」、「会期の決定」。",
        "",
    ]


def test_the_only_agenda_is_used_and_its_other_day_told(tmp_path: Path) -> None:
    found = read(tmp_path, dt.date(2026, 12, 7), 日程=FIRST + ONE)
    assert items(found) == OF_ONE
    assert "日（12月3日）が、録音の名前の日（12月7日）と違います" in told(found)[0]


@pytest.mark.parametrize("name", ["議事日程（差し替え）", "議事日程_差替", "議事日程【訂正版】"])
def test_an_agenda_that_says_so_stands_for_the_earlier_one(tmp_path: Path, name: str) -> None:
    new = f"日程第1　会議録署名議員の指名\n日程第2　会期の決定\n日程第3　諸般の報告\n日程第4　{TAX}\n"
    found = read(tmp_path, **{"議事日程": f"{FIRST}{ONE}日程第4　議案第51号　財産の取得について\n", name: FIRST + new})
    assert items(found) == [*OF_ONE[:2], (3, "諸般の報告"), (4, OF_ONE[2][1])]
    assert "使っていない議題：「議案第51号 財産の取得について」" in told(found)[0]
    assert "「議事日程.txt」（第1号、12月3日）の代わりに" in told(found)[1]


def test_a_replaced_programme_without_numbers_is_no_second_one(tmp_path: Path) -> None:
    head = "総務委員会　次第\n1　開会\n2　議題\n(1)　防災倉庫の整備について\n(2)　公用車の更新について\n"
    found = read(tmp_path, 次第=f"{head}3　閉会\n", 次第_差替=f"{head}(3)　行政報告\n3　閉会\n")
    assert [i.title for i in found.agenda] == ["防災倉庫の整備について", "公用車の更新について", "行政報告"]


def test_two_forms_of_which_none_says_so_are_one_list_whose_differences_are_told(tmp_path: Path) -> None:
    other = ONE.replace(TAX, "議案第52号　東郷町基金条例の廃止について")
    found = read(tmp_path, 議事日程=FIRST + ONE, 議事日程2=FIRST + other)
    assert items(found) == [*OF_ONE, (3, "東郷町基金条例の廃止について")]
    assert "違うところがあります：日程第3が「議案第50号" in told(found)[1]


def test_what_was_added_stands_behind_the_agenda_and_its_numbers_are_told(tmp_path: Path) -> None:
    added = "議事日程（第1号の追加1）\n追加日程第1　発議第2号　意見書の提出について\n追加日程第2　議員派遣の件\n"
    found = read(tmp_path, 議事日程=FIRST + ONE, 追加=added)
    assert items(found) == [*OF_ONE, (1, "意見書の提出について"), (2, "議員派遣の件")]
    assert told(found)[0] == ""
    assert "追加日程の2件（「発議第2号 意見書の提出について」、「議員派遣の件」）" in told(found)[1]


def test_the_whole_agenda_once_more_with_what_was_added_stands_for_the_first(tmp_path: Path) -> None:
    again = f"{FIRST}{ONE}追加日程第1　発議第2号　意見書の提出について\n"
    found = read(tmp_path, 議事日程=FIRST + ONE, 追加日程=again)
    assert items(found) == [*OF_ONE, (1, "意見書の提出について")]


def test_the_number_of_an_agenda_may_stand_in_a_line_of_its_own(tmp_path: Path) -> None:
    one = f"議事日程\n（第1号）\n令和八年十二月三日（木）\n{ONE}"
    two = f"議事日程\n（第2号）\n令和八年十二月七日（月）\n{TWO}"
    found = read(tmp_path, dt.date(2026, 12, 7), A=one, B=two)
    assert items(found) == OF_TWO
    assert told(found)[0].startswith("A.txt：第1号、12月3日の")


def test_parts_of_a_text_that_is_read_first_stand_behind_the_agenda(tmp_path: Path) -> None:
    text = "庁舎整備基本方針\n第1　目的\nこの方針は、庁舎の整備について定めるものとする。\n第2　整備の方針\n第3　財源\n"
    assert items(read(tmp_path, 資料=text, 議事日程=FIRST + ONE))[:3] == OF_ONE


def test_programmes_of_two_meetings_are_kept_apart(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        総務委員会次第="総務委員会　次第\n1　開会\n2　議題\n(1)　防災倉庫の整備について\n3　閉会\n",
        建設委員会次第="建設委員会　次第\n1　開会\n2　議題\n(1)　公園の遊具について\n3　閉会\n",
    )
    assert [i.title for i in found.agenda] == ["防災倉庫の整備について", "公園の遊具について"]
    assert all("同じ会議のものか分からない" in text for text in told(found))


def test_one_agenda_in_two_files_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, a=FIRST + ONE, b=FIRST + ONE)
    assert items(found) == OF_ONE
    assert told(found) == ["", ""]


def test_bills_that_are_read_first_do_not_change_the_order_of_the_agenda(tmp_path: Path) -> None:
    bills = f"{TAX}\n東郷町税条例の一部を次のように改正する。\n"
    found = read(tmp_path, 議案=bills, 日程=FIRST + ONE.replace(TAX, "議案第50号"))
    assert items(found) == OF_ONE
    assert told(found) == ["", ""]


def test_bills_that_are_in_no_agenda_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, 日程=FIRST + ONE, 議案="議案第51号　財産の取得について\n")
    assert items(found) == [*OF_ONE, (None, "財産の取得について")]
    assert "議題の一覧にない1件（「議案第51号 財産の取得について」）" in told(found)[1]
