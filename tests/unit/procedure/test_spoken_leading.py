"""Meetings that are led in plain words: what a chair says who reads no set phrases, and boards that are no council."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.drafts.word.decision_rows import decision_rows
from transcriber.language.readings import Reader
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import Procedure, StepKind
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import Meeting, RecordKind, Utterance
from transcriber.procedure import chair_wording, follow_meeting, said_times, splitting

READER = Reader()
HEAD, COMMITTEE, BOARD, MEMBER, CLERK = (
    "議長（辰巳守）",
    "委員長（辰巳守）",
    "会長（辰巳守）",
    "柚木花委員",
    "総務課長（畑中学）",
)
OPENED = "ただいまから委員会を開会いたします。"


def course(*lines: tuple[str, str], clock: tuple[ClockStretch, ...] = ()) -> tuple[Procedure, list[str]]:
    """The procedure of (name, text) …, twenty seconds each, and the reasons of its doubts."""
    posts = {name.partition("（")[0] for name, _ in lines}
    head = next((p for p in ("議長", "委員長", "会長") if p in posts), "議長")
    roster = Roster(
        people=(
            Person(name="辰巳守", post=head),
            Person(name="柚木花", post="委員"),
            Person(name="畑中学", post="総務課長"),
        )
    )
    said = [
        Utterance(id=f"u{n:04d}", speaker=who, name=who, start=n * 20.0, end=n * 20.0 + 19, text=text)
        for n, (who, text) in enumerate(lines, start=1)
    ]
    meeting = Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録", date=dt.date(2026, 6, 3), clock=clock)
    procedure, doubts = follow_meeting(said, meeting, roster, READER)
    return procedure, [d.reason for group in doubts.values() for d in group]


def kinds(procedure: Procedure) -> list[StepKind]:
    return [s.kind for s in procedure.steps]


def rows(*texts: str, who: str = COMMITTEE) -> list[tuple[str, str, str, str, str]]:
    """議決一覧 of what the chair says."""
    procedure, _ = course(*((who, t) for t in texts))
    return [(r.bill, r.title, r.method, r.count, r.result) for r in decision_rows(procedure)]


# --- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "began"),
    [
        ("午前9時57分。これから本日の会議を開きます。", dt.time(9, 57)),
        ("これから本日の会議を開きます。時刻は午前9時57分です。", dt.time(9, 57)),
        ("午前9時57分。12名の出席です。これから本日の会議を開きます。", dt.time(9, 57)),
        ("これから本日の会議を開きます。午前9時57分の電車で来ました。", None),
    ],
)
def test_a_time_that_is_said_in_a_sentence_of_its_own_is_that_of_the_announcement(
    text: str, began: dt.time | None
) -> None:
    unknown = (ClockStretch(at=0.0, began=None, source=ClockSource.UNKNOWN),)
    procedure, _ = course((HEAD, text), clock=unknown)
    clock = procedure.steps[0].clock
    assert (clock.astimezone(JST).time() if clock else None) == began


def test_a_time_in_the_paragraph_before_an_opening_is_that_of_the_opening() -> None:
    unknown = (ClockStretch(at=0.0, began=None, source=ClockSource.UNKNOWN),)
    procedure, _ = course(
        (HEAD, "おはようございます。午前9時57分。12名の出席です。"),
        (HEAD, "これから本日の会議を開きます。"),
        clock=unknown,
    )
    assert [s.clock.astimezone(JST).time() for s in procedure.steps if s.clock] == [dt.time(9, 57)]


def test_a_time_behind_a_recess_is_when_it_begins_and_not_when_it_ends() -> None:
    assert said_times.resumption("暫時休憩します。午前10時21分。") == ""
    assert said_times.resumption("暫時休憩します。午前10時21分。再開は11時とします。") == "11:00"
    assert said_times.resumption("休憩します。再開は11時5分です。") == "11:05"


# --- recesses ------------------------------------------------------------------------------------------------------


def test_a_recess_in_two_words_and_its_end_are_a_pair() -> None:
    procedure, asked = course(
        (HEAD, "本日の会議を開きます。"), (HEAD, "取り扱いを確認します。暫時休憩。"), (HEAD, "再開します。")
    )
    assert [(r.begins.utterance, r.ends and r.ends.utterance) for r in procedure.recesses] == [("u0002", "u0003")]
    assert not [r for r in asked if "休憩" in r]


def test_a_recess_that_is_only_spoken_of_is_none() -> None:
    procedure, _ = course((HEAD, "本日の会議を開きます。"), (HEAD, "暫時休憩の間に、資料をお配りします。"))
    assert procedure.recesses == ()


def test_a_resumption_without_its_recess_is_kept_and_asked_about() -> None:
    procedure, asked = course(
        (HEAD, "本日の会議を開きます。"), (MEMBER, "料金のことを聞きます。"), (HEAD, "再開します。")
    )
    assert kinds(procedure) == [StepKind.SITTING, StepKind.RESUMPTION]
    assert procedure.recesses == ()
    assert splitting.at_steps(procedure) == {"u0003": {0}}  # what stands before it stands before the line （再開）


def test_what_is_asked_about_a_resumption_without_its_recess() -> None:
    _, asked = course(
        (HEAD, "本日の会議を開きます。ただいまの出席議員は9名です。"),
        (MEMBER, "料金のことを聞きます。"),
        (HEAD, "再開します。"),
        (HEAD, "本日はこれで散会します。"),
    )
    assert [r for r in asked if "その前の休憩の宣告が聞き取れていません" in r]


def test_other_things_that_are_taken_up_again_are_no_resumption() -> None:
    procedure, _ = course((HEAD, "本日の会議を開きます。"), (HEAD, "来年から出張の相談を再開いたします。"))
    assert StepKind.RESUMPTION not in kinds(procedure)


def test_a_meeting_that_is_opened_behind_a_recess_goes_on() -> None:
    procedure, _ = course((COMMITTEE, "それでは、お昼の休憩に、続いて委員会を開きます。"))
    assert kinds(procedure) == [StepKind.RESUMPTION]
    opened, _ = course((COMMITTEE, "昨日に引き続き、委員会を開きます。"))
    assert kinds(opened) == [StepKind.OPENING]


# --- bills ---------------------------------------------------------------------------------------------------------

BUDGET = "議案第41号、令和8年度一般会計予算の審査を続けます。"
VOTED = "議案第41号に賛成の方、ご起立ください。起立多数です。本案は、原案のとおり可決すべきものと決まりました。"


def test_a_bill_whose_examination_goes_on_is_up_and_is_voted_on_in_plain_words() -> None:
    assert rows(OPENED, BUDGET, VOTED) == [("議案第41号", "令和8年度一般会計予算", "起立", "起立多数", "可決")]


def test_a_resolution_beside_a_bill_has_a_row_of_its_own_and_the_bill_stays_as_decided() -> None:
    rider = "次に、附帯決議案について、賛成の方はご起立願います。全員起立。よって、議案第41号に附帯決議を付することに決しました。"
    assert rows(OPENED, BUDGET, VOTED, rider) == [
        ("議案第41号", "令和8年度一般会計予算", "起立", "起立多数", "可決"),
        ("議案第41号", "令和8年度一般会計予算（附帯決議）", "起立", "全員起立", "決定"),
    ]


@pytest.mark.parametrize(
    ("announced", "title"),
    [
        ("続きまして、議案第46号、介護保険特別会計予算です。", "介護保険特別会計予算"),
        ("続きまして、議案第46号、介護保険特別会計のさんです。", "介護保険特別会計のさん"),  # misheard, but up
        ("それでは、議案第46号。保育所の廃止についてです。", "保育所の廃止について"),
        ("次第の3、議案第46号、保育所の廃止についてです。", "保育所の廃止について"),
    ],
)
def test_the_next_bill_is_up_though_nothing_says_so(announced: str, title: str) -> None:
    found = rows(
        OPENED,
        BUDGET,
        VOTED,
        announced + "賛成の方、ご起立ください。起立多数。よって、可決すべきものと決定いたしました。",
    )
    assert [r[:2] for r in found] == [("議案第41号", "令和8年度一般会計予算"), ("議案第46号", title)]


@pytest.mark.parametrize(
    "sentence",
    [
        "あしたは9時半から、議案第47号と48号を審査します。",
        "次回は、議案第47号の審査を行います。",
        "続きまして、議案第47号は賛成です。",
    ],
)
def test_a_bill_of_another_day_or_in_passing_is_not_up(sentence: str) -> None:
    procedure, _ = course((COMMITTEE, OPENED), (COMMITTEE, BUDGET), (COMMITTEE, sentence))
    assert [i.bill for i in procedure.items] == ["議案第41号"]


def test_no_questions_is_no_debate() -> None:
    procedure, _ = course((COMMITTEE, OPENED), (COMMITTEE, BUDGET), (COMMITTEE, "土木費は、質疑の通告がありません。"))
    assert [(s.kind, s.detail) for s in procedure.steps[-1:]] == [(StepKind.QUESTIONS, "なし")]


# --- boards that are no council --------------------------------------------------------------------------------------


BOARD_MEETING = (
    (BOARD, "それでは、第2回緑化審議会を始めます。出席の状況を事務局からお願いします。"),
    (CLERK, "委員15名のうち、11名のご出席をいただいております。定足数を満たしております。"),
    (BOARD, "それでは、次第の2、議案第1号、緑地の変更についてです。説明をお願いします。"),
    (CLERK, "資料をご覧ください。"),
    (BOARD, "ご質問、ご意見をどうぞ。"),
    (
        BOARD,
        "議案第1号について、原案どおり答申することに、賛成の方は手を挙げてください。賛成多数ですので、そのように答申いたします。",
    ),
    (BOARD, "では、次第の3、報告事項に移ります。報告1、緑の計画について、お願いします。"),
    (CLERK, "素案ができました。"),
    (BOARD, "では、これで終わります。ご苦労さまでした。"),
)


def test_a_board_is_followed_from_its_beginning_to_its_end() -> None:
    procedure, asked = course(*BOARD_MEETING)
    assert procedure.attendance == 11
    assert [(i.bill, i.title) for i in procedure.items] == [
        ("議案第1号", "緑地の変更について"),
        ("", "報告事項"),
        ("", "緑の計画"),
    ]
    assert [(r.method, r.count, r.result) for r in decision_rows(procedure)] == [("挙手", "賛成多数", "答申")]
    assert kinds(procedure)[0] is StepKind.OPENING and kinds(procedure)[-1] is StepKind.ADJOURNMENT
    assert not asked  # neither 討論, which such a board does not hold, nor words of leading that are missing


def test_which_end_of_a_councils_day_it_is_is_not_claimed_where_the_chair_does_not_say() -> None:
    council, _ = course((HEAD, "ただいまから本日の会議を開きます。"), (HEAD, "それでは、これで終わります。"))
    board, _ = course(*BOARD_MEETING)
    ends = [p.last(StepKind.ADJOURNMENT) for p in (council, board)]
    assert [end.detail for end in ends if end is not None] == ["散会（閉会）", "閉会"]


def test_an_answer_that_ends_is_no_end_of_the_meeting() -> None:
    procedure, _ = course(*BOARD_MEETING[:5], (BOARD, "以上で終わります。"), *BOARD_MEETING[5:8])
    assert procedure.last(StepKind.ADJOURNMENT) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("今日の出席は12名、10番の議員から欠席との届けが出ています。", 12),
        ("委員15名のうち、11名のご出席をいただいております。", 11),
        ("ただいまの出席議員は14名であります。", 14),
        ("傍聴の方が3名いらっしゃいます。", None),
    ],
)
def test_how_many_attend(text: str, number: int | None) -> None:
    assert chair_wording.attendance_told(text) == number


def test_what_a_worker_looks_up_is_promised() -> None:
    procedure, _ = course((HEAD, "本日の会議を開きます。"), (CLERK, "料金は、それまでに調べておきます。"))
    assert [c.quote for c in procedure.commitments] == ["料金は、それまでに調べておきます。"]
