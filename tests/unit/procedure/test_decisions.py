"""Whose decision a vote is, and which bills are taken up, as committees and boards put it."""

from __future__ import annotations

import pytest

from transcriber.drafts.word.decision_rows import decision_rows
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import Procedure
from transcriber.minutes.transcript import AgendaItem, Meeting, RecordKind, Utterance
from transcriber.procedure import follow_meeting

READER = Reader()
CHAIR = "委員長（蓑田敬三）"
ROSTER = Roster(people=(Person(name="蓑田敬三", post="委員長"),))
BUDGET = "議案第21号、令和8年度一般会計予算の審査を行います。"


def course(*said: str, agenda: tuple[AgendaItem, ...] = ()) -> tuple[Procedure, list[str]]:
    """The procedure of what a chair says, and the reasons of its doubts."""
    lines = [
        Utterance(id=f"u{n:04d}", speaker="S1", name=CHAIR, start=n * 10.0, end=n * 10.0 + 9, text=text)
        for n, text in enumerate(said, start=1)
    ]
    meeting = Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録", agenda=agenda)
    procedure, doubts = follow_meeting(lines, meeting, ROSTER, READER)
    return procedure, [d.reason for group in doubts.values() for d in group]


def decided(*said: str) -> list[tuple[str, str, str, str, str]]:
    """The rows of 議決一覧."""
    return [(r.bill, r.title, r.method, r.count, r.result) for r in decision_rows(course(*said)[0])]


@pytest.mark.parametrize(
    ("sentence", "bill", "title"),
    [
        (BUDGET, "議案第21号", "令和8年度一般会計予算"),
        ("昨日に引き続きまして、議案第21号、令和8年度一般会計予算の審議に入ります。", "議案第21号", "令和8年度一般会計予算"),
        ("次に、請願第3号、通学路の整備を求める請願を審査いたします。", "請願第3号", "通学路の整備を求める請願"),
        ("続いて、報告第8号、不登校の状況について、学校教育課長、お願いします。", "報告第8号", "不登校の状況について"),
        ("次に、議案第34号、図書館条例施行規則の一部改正について、図書館長から説明をお願いします。", "議案第34号", "図書館条例施行規則の一部改正について"),
        ("続いて、議案第22号、学校給食費の改定についてです。", "議案第22号", "学校給食費の改定について"),
        ("承認第2号、専決処分の承認について、事務局の説明を求めます。", "承認第2号", "専決処分の承認について"),
    ],
)  # fmt: skip
def test_a_bill_is_taken_up_without_the_word_for_it(sentence: str, bill: str, title: str) -> None:
    (item,) = course("ただいまから委員会を開会いたします。", sentence)[0].items
    assert (item.bill, item.title) == (bill, title)


@pytest.mark.parametrize(
    "sentence",
    [
        "議案第21号に対し、相良委員から修正案が提出されました。",
        "議案第21号の審査を行いました結果を、委員長から報告いたします。",
        "議案第21号、議案第22号は関連がありますので、後ほど一緒に審査を行います。",
        "先ほどの議案第21号についてですが、資料の3ページをご覧ください。",
    ],
)
def test_a_bill_that_is_only_spoken_of_is_not_up(sentence: str) -> None:
    assert not course("ただいまから委員会を開会いたします。", sentence)[0].items


def test_what_is_asked_after_a_decision_is_not_what_the_bill_was_voted_on() -> None:
    rows = decided(
        BUDGET,
        "これより採決いたします。本案に賛成の委員の挙手を求めます。挙手全員であります。よって、議案第21号は、原案のとおり可決すべきものと決しました。",
        "委員長報告の作成は、正副委員長にご一任願いたいと思いますが、ご異議ありませんか。ご異議なしと認めます。",
    )
    assert rows == [("議案第21号", "令和8年度一般会計予算", "挙手", "挙手全員", "可決")]


def test_an_amendment_and_what_was_proposed_are_two_decisions() -> None:
    rows = decided(
        BUDGET,
        "まず、修正案について、賛成の委員の挙手を求めます。挙手少数であります。よって、修正案は否決されました。",
        "次に、原案について採決いたします。賛成の委員の挙手を求めます。挙手多数であります。よって、議案第21号は、原案のとおり可決すべきものと決しました。",
    )
    assert rows == [
        ("議案第21号", "令和8年度一般会計予算（修正案）", "挙手", "挙手少数", "否決"),
        ("議案第21号", "令和8年度一般会計予算", "挙手", "挙手多数", "可決"),
    ]


def test_another_bills_result_is_not_that_of_the_one_before() -> None:
    rows = decided(
        BUDGET,
        "採決いたします。賛成の委員の挙手を求めます。挙手全員であります。よって、議案第21号は、原案のとおり可決されました。",
        "議案第35号は人事に関する案件ですので、非公開としたいと思いますが、賛成の方は挙手をお願いします。はい、全員賛成ですので、非公開といたします。ここで暫時休憩といたします。",
        "再開します。議案第35号は、原案のとおり可決されました。",
    )
    assert [(bill, count, result) for bill, _, _, count, result in rows] == [
        ("議案第21号", "挙手全員", "可決"),
        ("議案第35号", "", "可決"),
    ]
    assert rows[1][1] == "（件名は聞き取れていません）"


def test_bills_of_a_range_keep_each_its_vote() -> None:
    rows = decided(
        "議案第5号から議案第6号までを一括して議題といたします。",
        "議案第5号を採決いたします。賛成の方の挙手を求めます。挙手全員であります。よって、議案第5号は可決されました。",
        "議案第6号を採決いたします。賛成の方の挙手を求めます。挙手多数であります。よって、議案第6号は可決されました。",
    )
    assert [(count, result) for *_, count, result in rows] == [("挙手全員", "可決"), ("挙手多数", "可決")]


def test_a_bill_of_the_papers_that_is_first_named_with_its_result_has_its_title_from_there() -> None:
    agenda = (
        AgendaItem(number=1, bill="議案第21号", title="令和8年度一般会計予算"),
        AgendaItem(number=2, bill="議案第35号", title="教職員の人事について"),
    )
    procedure, _ = course(
        BUDGET,
        "賛成の委員の挙手を求めます。挙手全員であります。よって、議案第21号は、原案のとおり可決されました。",
        "再開します。議案第35号は、原案のとおり可決されました。",
        agenda=agenda,
    )
    assert [(i.title, i.result) for i in procedure.items] == [(a.title, "可決") for a in agenda]


def test_a_number_in_the_result_that_is_not_the_bills_is_asked_about() -> None:
    procedure, doubts = course(
        BUDGET,
        "採決いたします。賛成の委員の挙手を求めます。挙手全員であります。よって、議案第31号は、原案のとおり可決されました。",
    )
    assert [i.bill for i in procedure.items] == ["議案第21号"]
    assert any("議案第31号と聞こえます" in d for d in doubts)


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("はい、異議なしと認め、議案第21号は可決といたします。", "可決"),
        ("それでは、議案第21号は承認とします。", "承認"),
        ("全員賛成ですので、非公開といたします。", ""),
        ("本案に対する委員長の報告は、原案可決とするものです。", ""),
        ("議案第21号を承認といたしますことに、ご異議ございませんか。", ""),
    ],
)
def test_a_result_in_one_word(sentence: str, result: str) -> None:
    asked = "原案のとおり決することにご異議ございませんか。"
    (item,) = course(BUDGET, asked + sentence)[0].items
    assert item.result == result


def test_a_corrected_number_of_those_present_stands_for_the_first_and_is_told() -> None:
    procedure, doubts = course(
        "ただいまの出席委員は9名でございます。定足数に達しておりますので、予算特別委員会を開きます。",
        BUDGET,
        "先ほど、出席委員を9名と申し上げましたが、8名の誤りでございました。",
    )
    assert procedure.attendance == 8
    assert sum("訂正しているようです" in d for d in doubts) == 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("先ほど、特別会計を3億円と申し上げましたが、2億円の誤りでした。訂正しておわびいたします。", True),
        ("先ほどの答弁を訂正させていただきます。", True),
        ("会議録を確認しまして、訂正させていただきます。", False),
        ("計画の誤りを正すべきだと申し上げました。", False),
    ],
)
def test_what_is_taken_back_is_told(sentence: str, told: bool) -> None:
    _, doubts = course("ただいまから委員会を開会いたします。", sentence)
    assert any("訂正しているようです" in d for d in doubts) is told


@pytest.mark.parametrize("sentence", ["以上で閉会します。", "これで説明会を終わります。"])
def test_a_meeting_is_closed_in_plain_words(sentence: str) -> None:
    procedure, _ = course("これから説明会を始めさせていただきます。", sentence)
    assert [s.detail for s in procedure.steps] == ["開会", "閉会"]


def test_to_take_up_a_bill_is_a_word_of_leading() -> None:
    talk = "なお、日浦委員から、所用のため遅れる旨の届け出がありましたので、ご報告いたします。"
    line = Utterance(id="u1", speaker="S1", name=CHAIR, start=0.0, end=15.0, text=BUDGET + talk)
    meeting = Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録")
    _, doubts = follow_meeting([line], meeting, ROSTER, READER)
    assert not doubts


BILL = (
    "日程第七、発議第2号、意見書の提出についてを議題といたします。",
    "これより発議第2号を採決いたします。本案に賛成の諸君の起立を求めます。起立多数であります。よって、発議第2号は原案のとおり可決されました。",
)
"""A bill that was passed."""


def test_what_is_rejected_after_a_bill_was_passed_is_not_the_bill() -> None:
    """「延会することは否決されました」 as it is heard: what it was about, nobody can tell; the bill stays passed, and the place is told."""
    later = "起立により採決いたします。本日は逃げ返しすることに、賛成の諸君の起立を求めます。起立少数であります。よって逃げ返しすることは否決されました。"
    procedure, doubts = course(*BILL, later)
    assert [(i.bill, i.count, i.result) for i in procedure.items] == [("発議第2号", "起立多数", "可決")]
    assert [d for d in doubts if "可決と宣告された後に、「否決」の宣告があります" in d]


@pytest.mark.parametrize(
    "later",
    ["発議第2号は、起立少数。よって発議第2号は否決されました。", "起立少数であります。よって、本案は否決されました。"],
)
def test_a_bill_whose_result_is_put_right_by_name_has_the_later_one(later: str) -> None:
    procedure, doubts = course(*BILL, f"先ほどの採決をやり直します。本案に賛成の諸君の起立を求めます。{later}")
    assert [(i.bill, i.result) for i in procedure.items] == [("発議第2号", "否決")]
    assert not [d for d in doubts if "された後に" in d]


def test_a_bill_whose_number_was_not_understood_has_that_of_its_result() -> None:
    rows = decided(
        "日程第6、度おり第3号、監査委員の選任につき同意を求めることについてを議題といたします。",
        "同意第3号はこれに同意することに賛成の諸君の起立を求めます。起立多数であります。よって、同意第3号は、これに同意することに決定しました。",
        "同意第3号はただいま、同意されましたので、お知らせいたします。",
    )
    assert [(bill, count, result) for bill, _, _, count, result in rows] == [("同意第3号", "起立多数", "同意")]
