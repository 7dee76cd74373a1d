"""Marks are made readable; no word is ever touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language.punctuation import tidy


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("質疑はありませんか?質疑なしと認めます。", "質疑はありませんか？質疑なしと認めます。"),
        ("議題は、学校給食費についてと。不登校について。", "議題は、学校給食費についてと、不登校について。"),
        ("、はい、そうです。", "はい、そうです。"),
        ("12,300人で, 1,000円です", "12,300人で、1,000円です"),
        ("以上で 終わります", "以上で終わります"),
        ("これは Zoom 会議です Zoom Meeting", "これはZoom会議ですZoom Meeting"),
        ("検討してまいります。", "検討してまいります。"),
    ],
)
def test_examples(heard: str, read: str) -> None:
    assert tidy(heard) == read


@given(st.text("会議はがとです、。?! ,0123A", max_size=40))
def test_only_marks_and_spaces_change(text: str) -> None:
    words = re.compile(r"[、。?？!！,，. 　]")
    assert words.sub("", tidy(text)) == words.sub("", text)
    assert tidy(tidy(text)) == tidy(text)
