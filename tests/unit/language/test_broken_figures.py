"""A number that a recogniser wrote in parts is no number, however sure it was of each part."""

from __future__ import annotations

import pytest

from transcriber.language.broken_figures import broken_figure_doubts
from transcriber.minutes.transcript import DoubtKind


def found(text: str) -> list[str]:
    doubts = broken_figure_doubts(text, lambda at: 10 + 0.2 * at)
    assert all(d.kind is DoubtKind.NUMBER and d.place is not None for d in doubts)
    return [text[slice(*d.place)] for d in doubts if d.place is not None]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("予算の総額を90、2億3,000万円とする。", ["90"]),
        ("前年度より3000、700万円の増になっています。", ["3000"]),
        ("延べ12,3000、3000、400人です。", ["12,300", "3000"]),
        ("08000の、午後1日です。", ["08000"]),
        ("利用者は045人でした。", ["045人"]),
        ("合計は1,250", ["1,250"]),
        ("月に五万、6,000円くらいです。", ["五万、6,000円"]),
        ("総額は3億、2千万円です。", ["3億、2千万円"]),
    ],
)
def test_a_number_without_its_unit_or_with_a_zero_before_it_is_doubted(text: str, broken: list[str]) -> None:
    assert found(text) == broken


@pytest.mark.parametrize(
    "text",
    [
        "日程第2、議案第45号を議題とします。",
        "予算の総額を2億3,000万円とする。",
        "平成29、30年度の実績です。",
        "10、20代の若者が減っています。",
        "1、目的。2、経過。",
        "電話は0561、38、3111です。",
        "月に5万円、6,000円と払いました。",
        "二、三千円です。",
        "2万、3万円ほどです。",
        "電話は090の1234の5678、です。",
        "郵便番号は470、0198です。",
        "利率は0.5%、上限は0.75%です。",
        "出席議員は16名、欠席議員は2名です。",
        "午前9時05分に再開します。",
    ],
)
def test_what_people_say_so_is_not(text: str) -> None:
    assert found(text) == []


def test_the_doubt_lies_where_the_figure_is_said_and_says_what_is_wrong() -> None:
    (doubt,) = broken_figure_doubts("予算の総額を90、2億円とする。", lambda at: 10 + 0.2 * at)
    assert (doubt.start, doubt.end) == pytest.approx((11.2, 11.6))
    assert doubt.reason == "「90」の後に単位がありません。数の途中で切れているかもしれません。"
