"""My Number as people write it: found in any digits and groups by its check digit, and nothing else is taken for one."""

from __future__ import annotations

import time

import pytest

from transcriber.minutes.my_numbers import MARK, holds_my_number, without_my_numbers


@pytest.mark.parametrize(
    "written",
    [
        "123456789018",
        "１２３４５６７８９０１８",
        "1234 5678 9018",
        "1234　5678　9018",
        "1234-5678-9018",
        "１２３４－５６７８－９０１８",
        "1234ー5678ー9018",
        "1234 - 5678 - 9018",
        "1234・5678・9018",
        "1234\n5678\n9018",
        "123-456-789-018",
        "123456 789018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "一二三四五六七八九〇一八",
        "一二三四　五六七八　九〇一八",
        "壱弐参四五六七八九零壱八",
        "①②③④⑤⑥⑦⑧⑨⓪①⑧",
        "1234\u200b5678\u200b9018",
        "12三四 5678 90一8",
    ],
)
def test_in_any_digits_and_groups(written):
    text = f"令和8年4月1日に聞いた番号は、{written}でした。"
    assert without_my_numbers(text) == f"令和8年4月1日に聞いた番号は、{MARK}でした。"


@pytest.mark.parametrize("written", ["1234、5678、9018", "12345 6789018", "123 456 789 018", "12,3456,789018"])
def test_behind_a_word_that_says_what_it_is_in_any_groups(written):
    assert without_my_numbers(f"マイナンバーは{written}です。") == f"マイナンバーは{MARK}です。"
    assert not holds_my_number(f"数は{written}です。")


@pytest.mark.parametrize(
    "text",
    [
        "番号は123456789012です。",  # no check digit
        "1234567890188",  # one digit more
        "カード 1234 5678 9018 1234",
        "予算は123456789018円、123,456,789,018円です。",
        "202609031000_会議.wav",
        "電話 03-1234-5678、内線 9018",
        "000000000000",
        "一二三四五六七八九",
        "",
    ],
)
def test_nothing_else_is_one(text):
    assert without_my_numbers(text) == text


def test_several_in_a_text_go_each():
    assert without_my_numbers("123456789018と、1234-5678-9018") == f"{MARK}と、{MARK}"


def test_a_text_of_nothing_but_digits_takes_no_time():
    began = time.process_time()
    for text in ("1" * 300_000, "1 " * 150_000, "1234-5678-9018、" * 20_000):
        without_my_numbers(text)
    assert time.process_time() - began < 4
