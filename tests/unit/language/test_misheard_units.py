"""Ten thousand years are ten thousand yen; how long ago something was stays."""

from __future__ import annotations

import pytest

from transcriber.language.edits import Edited
from transcriber.language.misheard_units import unit_doubts, unit_edits


def written(text: str) -> Edited:
    said = Edited.unchanged(text)
    return said.edited(unit_edits(said.text))


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("歳入歳出それぞれ864万年を減額し、", "歳入歳出それぞれ864万円を減額し、"),
        ("総額8,640,000年です。", "総額8,640,000円です。"),
        ("月額二十三万年に引き上げます。", "月額二十三万円に引き上げます。"),
        ("一人3万年以上かかります。", "一人3万円以上かかります。"),
        ("毎年1,870万年を補助しています。", "毎年1,870万円を補助しています。"),
    ],
)
def test_an_amount_that_was_heard_as_years_gets_its_unit(heard: str, text: str) -> None:
    assert written(heard).text == text
    assert written(heard).undone() == heard


@pytest.mark.parametrize(
    "text",
    [
        "令和6年度です。",
        "昭和45年から",
        "1万年前の地層です。",
        "2024年9月",
        "1,300年の歴史",
        "3万年ぶりの",
        "一万年に1度の",
    ],
)
def test_years_stay(text: str) -> None:
    assert written(text).text == text


def test_the_place_keeps_a_doubt_that_says_what_was_heard() -> None:
    said = written("総額864万年を減額し、")
    (doubt,) = unit_doubts(said, lambda at: 10 + 0.2 * at)
    assert doubt.place is not None and said.text[slice(*doubt.place)] == "864万円"
    assert doubt.reason == "「864万年」と聞こえましたが、金額と見て「864万円」と書きました。聞いて確かめてください。"
