"""Figures in the house style: the writing changes, the value and every other word never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language import numerals
from transcriber.language.edits import Edited
from transcriber.language.figures import find_figures
from transcriber.minutes.text_style import Numerals


def written(text: str, style: Numerals) -> str:
    return Edited.unchanged(text).edited(numerals.numeral_edits(text, style)).text


@pytest.mark.parametrize(
    ("kanji", "arabic"),
    [
        ("令和六年第三回定例会", "令和6年第3回定例会"),
        ("平成元年四月一日", "平成元年4月1日"),
        ("二〇二四年九月三日", "2024年9月3日"),
        ("十二番", "12番"),
        ("十一番大塚議員", "11番大塚議員"),
        ("議案第四十五号", "議案第45号"),
        ("第百二十一条第二項", "第121条第2項"),
        ("一億八千万円", "1億8,000万円"),
        ("二百七十円", "270円"),
        ("一万二千三百人", "1万2,300人"),
        ("三割五分", "3割5分"),
        ("八・五パーセント", "8.5パーセント"),
        ("午後一時半", "午後1時半"),
        ("日程第一、一般質問", "日程第1、一般質問"),
        ("休憩は四十五分まで", "休憩は45分まで"),
        ("二千百万の減額", "2,100万の減額"),
        ("一億二千万でした", "1億2,000万でした"),
    ],
)
def test_both_ways(kanji: str, arabic: str) -> None:
    assert written(kanji, Numerals.ARABIC) == arabic
    assert written(arabic, Numerals.KANJI) == kanji
    for text in (kanji, arabic):
        assert written(text, Numerals.AS_HEARD) == text


@pytest.mark.parametrize(
    "text",
    [
        "一般質問と一部の方",
        "一人ひとり、一つ、二人",
        "十分に検討",
        "電話は090-1234-5678",
        "三重県と五十嵐議員",
        "十二分に",
        "五分五分",
        "八分咲き",
        "数十万",
    ],
)
def test_what_is_no_figure_or_read_as_a_word_stays(text: str) -> None:
    assert written(text, Numerals.ARABIC) == text
    assert written(text, Numerals.KANJI) == text


PARTS = [
    "一億八千万円",
    "1億2,000万円",
    "12000円",
    "令和六年",
    "2024年度",
    "四月一日",
    "9月30日",
    "第三回",
    "議案第45号",
    "十六名",
    "12番",
    "三・五パーセント",
    "8.5%",
    "午後一時半",
    "第12条",
    "一般質問",
    "十分",
    "一部",
    "は",
    "が",
    "と、",
    "。",
    "について",
    "二、三日",
    "一人",
    "五十嵐議員",
    "090",
]


@given(st.lists(st.sampled_from(PARTS), max_size=10), st.sampled_from(Numerals))
def test_values_are_the_same_in_every_style(parts: list[str], style: Numerals) -> None:
    text = "、".join(parts)
    after = written(text, style)
    assert [(f.kind, f.value) for f in find_figures(after)] == [(f.kind, f.value) for f in find_figures(text)]
    assert written(after, style) == after
