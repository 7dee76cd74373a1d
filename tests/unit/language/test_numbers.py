"""Numbers in every writing, to values and back."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language import numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("1,234,567", 1234567),
        ("１，２３４", 1234),
        ("千二百三十四", 1234),
        ("一億二千万", 120000000),
        ("1億2,000万", 120000000),
        ("1億2千万", 120000000),
        ("3千5百", 3500),
        ("百五十六億七千万", 15670000000),
        ("二〇二四", 2024),
        ("〇", 0),
        ("三・五", Decimal("3.5")),
        ("三点五", Decimal("3.5")),
        ("3.5", Decimal("3.5")),
        ("〇・二五", Decimal("0.25")),
        ("1.5億", 150000000),
    ],
)
def test_every_writing_has_a_value(text: str, value: int | Decimal) -> None:
    assert re.fullmatch(numbers.PATTERN, text)
    assert numbers.value(text) == value


@pytest.mark.parametrize("text", ["十三百", "二三", "万", "百千", "1,23", "九十十"])
def test_what_is_no_well_formed_number_is_none(text: str) -> None:
    assert not re.fullmatch(numbers.PATTERN, text)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_kanji_and_back(number: int) -> None:
    text = numbers.kanji(Decimal(number))
    assert re.fullmatch(numbers.PATTERN, text)
    assert numbers.value(text) == number


@given(st.integers(min_value=0, max_value=10**16 - 1), st.booleans())
def test_arabic_and_back(number: int, myriads: bool) -> None:
    text = numbers.arabic(Decimal(number), myriads=myriads)
    assert re.fullmatch(numbers.PATTERN, text)
    assert numbers.value(text) == number


@given(st.decimals(min_value=0, max_value=9999, places=2, allow_nan=False))
def test_decimals_both_ways(number: Decimal) -> None:
    assert numbers.value(numbers.kanji(number)) == number
    assert numbers.value(numbers.arabic(number)) == number
