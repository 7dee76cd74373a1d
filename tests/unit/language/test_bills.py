"""Bill numbers that lost the beat before 号."""

import pytest

from transcriber.language import bills
from transcriber.language.bills import Bills
from transcriber.language.edits import Edited

CALLED = "日程第二、議案第45号、補正予算を議題といたします。よって議案第四十五号は原案のとおり可決されました。"


def written(text: str, *, rest: str = CALLED, agenda: tuple[str, ...] = ()) -> str:
    meeting = Bills(said=bills.named([rest, text]), papers=bills.named(agenda))
    return Edited.unchanged(text).edited(bills.bill_edits(text, meeting)).text


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("議案第40号につきまして御説明申し上げます。", "議案第45号につきまして御説明申し上げます。"),
        ("議案第四十号につきまして御説明申し上げます。", "議案第四十五号につきまして御説明申し上げます。"),
    ],
)
def test_a_round_number_named_once_is_the_bill_that_was_called(heard: str, meant: str) -> None:
    assert written(heard) == meant


@pytest.mark.parametrize(
    "text",
    [
        "議案第44号につきまして御説明申し上げます。",
        "議案第50号につきまして御説明申し上げます。",
        "陳情第40号につきまして御説明申し上げます。",
        "令和40号棟につきまして御説明申し上げます。",
    ],
)
def test_any_other_number_is_left_alone(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("続いて議案第30、4号を議題とします。", "続いて議案第34号を議題とします。"),
        ("認定第三十、四号の採決を行います。", "認定第三十四号の採決を行います。"),
        ("議案第30、34号及び第3、4号を議題とします。", "議案第30、34号及び第3、4号を議題とします。"),
        ("議案第三、四号を一括議題とします。", "議案第三、四号を一括議題とします。"),
    ],
)
def test_a_number_in_which_the_speaker_paused_is_one_number(heard: str, meant: str) -> None:
    assert written(heard, rest="") == meant


def test_a_bill_that_is_named_twice_or_stands_in_the_papers_is_another_bill() -> None:
    text = "議案第40号につきまして御説明申し上げます。"
    assert written(text, rest=CALLED + "続いて議案第40号。") == text
    assert written(text, agenda=("議案第40号", "議案第45号")) == text


def test_the_papers_alone_are_enough_to_know_what_was_called() -> None:
    assert written("議案第40号の説明を求めます。", rest="", agenda=("議案第45号",)) == "議案第45号の説明を求めます。"


def test_the_change_can_be_taken_back() -> None:
    text = "議案第40号の説明を求めます。"
    edited = Edited.unchanged(text).edited(bills.bill_edits(text, Bills(papers={("議案", 45): 1})))
    assert edited.changes and edited.undone() == text
