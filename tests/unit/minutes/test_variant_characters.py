"""Variant characters are equal for reading and comparing, and stay as the office wrote them wherever they are printed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.minutes import characters, variant_characters
from transcriber.minutes.characters import KANJI, cleaned, composed, in_usual_width
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.surnames import people_meant, surname
from transcriber.minutes.variant_characters import common_form, comparable, dictionary_form, with_places

COMPATIBILITY = "\ufa10\ufa19\uf9dc\ufa1a\ufa1b\uf929"
"""塚 神 隆 祥 福 朗 as family registers hold them."""
ONE_CELL = "Ⅱ㈱㎡①㍉№"


@pytest.mark.parametrize(
    "character",
    [
        "々", "〆", "一", "龥", "鿿", "㐂", "㟢", "﨑", "\ufa10", "𠮷", "𣘺", "\U0002a700", "\U0002b740", "\U0002b820",
        "\U0002ceb0", "\U0002ebf0", "\U0002f800", "\U00030000", "\U00031350", "\U000e0100", "\ue000",
    ],
)  # fmt: skip
def test_every_ideograph_that_offices_write_is_one(character: str) -> None:
    assert characters.is_kanji(character)
    assert re.fullmatch(f"[{KANJI}]+", f"山{character}")


@pytest.mark.parametrize("character", [*"〇ヶヵあアー1A、・ 　", "\uf06c", "\u200b"])
def test_what_is_no_ideograph_is_none(character: str) -> None:
    assert not characters.is_kanji(character)


@pytest.mark.parametrize(
    ("written", "common"),
    [
        ("髙橋", "高橋"), ("濵﨑", "浜崎"), ("𠮷田", "吉田"), ("黒栁", "黒柳"), ("大槗", "大橋"), ("德永", "徳永"),
        ("渡邉", "渡辺"), ("渡邊", "渡辺"), ("齋藤", "斎藤"), ("齊藤", "斉藤"), ("葛\U000e0100西", "葛西"),
        ("榊\ufe00原", "榊原"), ("\ufa10本", "塚本"), ("⻑⾕川", "長谷川"), ("渕上", "淵上"), ("\ufa16股", "猪股"),
    ],
)  # fmt: skip
def test_variants_fold_into_one_common_form(written: str, common: str) -> None:
    assert common_form(written) == common


@pytest.mark.parametrize("other", ["斉藤", "吉野", "高田", "淵上", "辺", "柳", "橋", "斎", "島", "富", "館", "竜"])
def test_a_common_form_is_left_alone_and_differs_from_other_names(other: str) -> None:
    assert common_form(other) == other
    assert comparable(other) not in {comparable("齋藤"), comparable("髙橋")}


def test_no_variant_leads_to_another_variant() -> None:
    every = "".join(chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0)))
    folded = common_form(every)
    assert common_form(folded) == folded


def test_what_dictionaries_hold_is_only_folded_where_asked() -> None:
    assert dictionary_form("髙嶋と渡邉") == "高嶋と渡邉"
    assert common_form("髙嶋と渡邉") == "高島と渡辺"


@given(st.text(alphabet=st.sampled_from("髙橋﨑辻葛a。\U000e0100\ufe00𠮷"), max_size=12))
def test_places_lead_back_to_the_text_as_it_was_written(text: str) -> None:
    folded, places = with_places(text, common_form(text))
    assert len(places) == len(folded) + 1
    assert places[-1] == len(text)
    assert all(common_form(text[places[i] : places[i + 1]]) == c for i, c in enumerate(folded))


def test_one_name_is_one_however_it_is_typed() -> None:
    assert comparable("髙橋　花子") == comparable("高橋 花子") == comparable("高\u200b橋花子")
    assert comparable("ﾃｽﾄ㈱") == comparable("テスト(株)")


@pytest.mark.parametrize("text", [COMPATIBILITY, ONE_CELL, "葛\U000e0100", "𠮷髙﨑", "\ue000", "（仮称）"[1:3]])
def test_nothing_that_is_printed_is_normalised_away(text: str) -> None:
    assert in_usual_width(text) == text
    assert composed(text) == text
    assert cleaned(text).text == text


def test_nfkc_and_nfc_would_have_changed_it() -> None:
    for c in COMPATIBILITY:
        assert unicodedata.normalize("NFC", c) != c


def test_widths_are_one_and_loose_marks_are_joined() -> None:
    assert in_usual_width("ＤＸ１２（ｶﾞｷﾞ）か\u3099") == "DX12(ガギ)が"


@pytest.mark.parametrize(
    ("written", "text", "removed"),
    [
        ("山\u200b田", "山田", ("U+200B",)),
        ("\ufeff山田\u00ad", "山田", ("U+FEFF", "U+00AD")),
        ("山田_x000B_太郎", "山田\n太郎", ("U+000B",)),
        ("山田_x0007_", "山田", ("U+0007",)),
        ("山田\u3000太郎\u00a0君", "山田 太郎 君", ()),
        ("_x005F_x000B_", "_x000B_", ()),
        ("辻\U000e0100a\U000e0100", "辻\U000e0100a", ("U+E0100",)),
        ("_x3042_", "_x3042_", ()),
        ("改\r\n行\u2028", "改\n行\n", ("U+2028",)),
    ],
)
def test_what_nobody_sees_is_removed_and_told(written: str, text: str, removed: tuple[str, ...]) -> None:
    assert cleaned(written) == characters.CleanText(text, removed)


def test_a_radical_in_a_pdf_is_the_character_it_looks_like() -> None:
    assert variant_characters.without_radicals("⻑⾕⼭ 﨑") == "長谷山 﨑"


def people(*names: str) -> Roster:
    return Roster(people=tuple(Person(name=n, post="議員") for n in names))


@pytest.mark.parametrize("written", ["高橋花子", "髙橋花子", "高橋 花子議員", "髙橋　花子君", "高橋議員"])
def test_a_person_is_found_by_any_writing_of_the_name(written: str) -> None:
    found = people_meant(written, people("髙橋 花子", "黒田 徹"))
    assert [p.label for p in found] == ["髙橋花子議員"]


def test_who_is_written_so_comes_before_who_is_only_alike() -> None:
    roster = people("渡辺 一郎", "渡邉 一郎")
    assert [p.name for p in people_meant("渡邉一郎議員", roster)] == ["渡邉 一郎"]
    assert [p.name for p in people_meant("渡辺議員", roster)] == ["渡辺 一郎"]
    assert [p.name for p in people_meant("渡邊一郎", roster)] == ["渡辺 一郎", "渡邉 一郎"]  # which of them is not told


def test_a_surname_is_printed_as_it_is_written() -> None:
    assert surname(Person(name="\ufa10本 一郎")).text == "\ufa10本"
