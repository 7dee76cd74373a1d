"""A first session as it is held: an election, who leads behind it, and what is decided about the course of a meeting."""

from __future__ import annotations

import pytest

from transcriber.drafts.word.decision_rows import decision_rows
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import Procedure, StepKind
from transcriber.minutes.transcript import Meeting, RecordKind, Utterance
from transcriber.procedure import chair_wording, follow_meeting

READER = Reader()
OLDEST, ELECTED, MEMBER = "臨時議長（堂本栄）", "波多野亘議員", "楠美里議員"
ROSTER = Roster(
    people=(
        Person(name="堂本栄", post="臨時議長", seat="10"),
        Person(name="波多野亘", post="議員", seat="4"),
        Person(name="楠美里", post="議員", seat="2"),
    )
)
OPENED = "ただいまから臨時会を開会いたします。"
ELECTION = (
    "日程第2、選挙第1号、議長の選挙を行います。お諮りいたします。選挙の方法は指名推選によりたいと思います。ご異議ございませんか。"
    "異議なしと認めます。よって、選挙の方法は指名推選によることに決定いたしました。お諮りいたします。波多野議員を議長の当選人と定めることにご異議ありませんか。"
    "ご異議なしと認めます。よって、波多野亘議員が、議長に当選されました。"
)


def course(*lines: tuple[str, str]) -> tuple[Procedure, list[str]]:
    """The procedure of (name, text) …, and the reasons of its doubts."""
    voices = {OLDEST: "S1", ELECTED: "S2", MEMBER: "S3"}
    said = [
        Utterance(id=f"u{n:04d}", speaker=voices[who], name=who, start=n * 20.0, end=n * 20.0 + 19, text=text)
        for n, (who, text) in enumerate(lines, start=1)
    ]
    meeting = Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録")
    procedure, doubts = follow_meeting(said, meeting, ROSTER, READER)
    return procedure, [d.reason for group in doubts.values() for d in group]


def rows(*texts: str) -> list[tuple[str, str, str, str]]:
    """議決一覧 of what the chair says: bill, title, count, result."""
    procedure, _ = course(*((OLDEST, t) for t in (OPENED, *texts)))
    return [(r.bill, r.title, r.count, r.result) for r in decision_rows(procedure)]


def test_who_was_elected_leads_from_then_on_and_is_asked_about() -> None:
    procedure, asked = course(
        (OLDEST, OPENED),
        (OLDEST, ELECTION),
        (ELECTED, "ただいま選出いただきました波多野でございます。公正な議会の運営に努めてまいります。"),
        (ELECTED, "日程第3、会期の決定を議題といたします。"),
        (MEMBER, "日程第4、会期の話を議題といたします、とは言わないでください。"),
    )
    assert [i.title for i in procedure.items] == ["議長の選挙", "会期の決定"]
    assert sum("当選しています" in reason and ELECTED in reason for reason in asked) == 1


def test_an_election_is_decided_by_who_was_elected_and_nobody_debates_it() -> None:
    procedure, asked = course((OLDEST, OPENED), (OLDEST, ELECTION))
    assert [(i.bill, i.result) for i in procedure.items] == [("選挙第1号", "当選")]
    assert not [r for r in asked if "質疑" in r or "討論" in r]


@pytest.mark.parametrize(
    ("text", "elected"),
    [
        ("よって、波多野議員が議長に当選されました。", True),
        ("議長には、波多野亘議員が当選されました。", True),
        ("よって、波多野議員が副議長に当選されました。", False),
        ("波多野議員が議長に質問をされました。", False),
    ],
)
def test_only_who_leads_is_looked_for(text: str, elected: bool) -> None:
    said = [Utterance(id="u0001", speaker="S1", name=OLDEST, start=0.0, end=9.0, text=text)]
    found = chair_wording.elected_heads(said, chair_wording.is_chairs_name, ROSTER.people)
    assert list(found) == [ELECTED] * elected


@pytest.mark.parametrize(
    "course_of", ["本日は延会すること", "日程に追加し直ちに議題とすること", "本件を非公開とすること"]
)
def test_what_is_decided_about_the_course_is_no_decision_about_the_bill(course_of: str) -> None:
    motion = f"お諮りします。{course_of}に賛成の諸君の起立を求めます。起立少数であります。よって、{course_of}は否決されました。"
    bill = "日程第1、発議第2号、意見書の提出についてを議題といたします。"
    vote = "本案に賛成の諸君の起立を求めます。可否同数であります。よって、発議第2号は可決されました。"
    decided = ("発議第2号", "意見書の提出について", "可否同数", "可決")
    assert rows(bill, vote, motion) == [decided]
    assert rows(bill, motion, vote) == [decided]
    assert rows(bill, motion) == []


def test_a_bill_is_no_misheard_number_of_the_agenda() -> None:
    procedure, _ = course(
        (OLDEST, OPENED), (OLDEST, "認定第1号、令和6年度一般会計決算の認定についてを議題といたします。")
    )
    assert [(i.number, i.bill, i.title) for i in procedure.items] == [
        (None, "認定第1号", "令和6年度一般会計決算の認定について")
    ]


@pytest.mark.parametrize("behind", ["、質疑はありませんか。", "。質疑はありませんか。", "、これより質疑に入ります。"])
def test_a_bill_is_up_where_the_chair_asks_about_it_at_once(behind: str) -> None:
    first = "認定第1号、一般会計決算の認定についてを議題といたします。よって、認定第1号は認定すべきものと決しました。"
    second = f"続いて、認定第2号、令和6年度、介護保険特別会計決算の認定について{behind}"
    vote = "ご異議ありませんか。ご異議なしと認めます。よって、認定第2号は認定すべきものと決しました。"
    assert rows(first, second + vote)[1:] == [
        ("認定第2号", "令和6年度介護保険特別会計決算の認定について", "異議なし", "認定")
    ]


def test_a_debate_that_is_left_out_is_not_missing() -> None:
    said = (
        "日程第1、同意第3号、監査委員の選任についてを議題といたします。質疑はありませんか。質疑なしと認めます。人事案件でありますので、討論を省略し、"
        "直ちに採決いたします。賛成の諸君の起立を求めます。起立多数であります。よって、同意第3号は同意することに決定しました。"
    )
    assert not [r for r in course((OLDEST, OPENED), (OLDEST, said))[1] if "討論" in r]


def test_the_agenda_goes_on_without_a_general_question() -> None:
    procedure, _ = course(
        (OLDEST, OPENED), (OLDEST, "それでは、議事を続けます。"), (OLDEST, "これより一般質問を続けます。")
    )
    assert [i.title for i in procedure.items] == ["一般質問"]


def test_a_recording_that_ends_in_a_recess_lacks_no_adjournment() -> None:
    procedure, asked = course((OLDEST, OPENED), (OLDEST, ELECTION), (OLDEST, "それでは、午後3時まで休憩いたします。"))
    assert procedure.last(StepKind.RECESS) is not None
    assert not [r for r in asked if "散会" in r]


def test_who_leads_without_announcing_is_not_taken_for_another() -> None:
    words = "ただいまの楠議員の申し出につきましては、後刻、会議録を調査の上、議長において措置いたしますので、ご了承願います。"
    assert not [r for r in course((OLDEST, OPENED), (OLDEST, ELECTION), (OLDEST, words))[1] if "進める言葉" in r]
