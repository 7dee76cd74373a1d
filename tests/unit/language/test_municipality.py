"""The council's name, told by the sound of what stands before 議会."""

import pytest

from transcriber.language import municipality


@pytest.mark.parametrize(
    ("heard", "council"),
    [
        ("ただいまから、令和6年第3回東郷町議会定例会を開会いたします。", "東郷町議会"),
        ("ただいまから、令和6年第3回、統合、町議会定例会を開会いたします。", "東郷町議会"),
        ("これより和泉大津市議会臨時会を招集しましたところ", "泉大津市議会"),
    ],
)
def test_a_council_is_known_by_the_sound_of_its_name(heard: str, council: str) -> None:
    assert municipality.told([heard]) == council


@pytest.mark.parametrize(
    "heard",
    [
        "",
        "本町議会では、以前から議論してまいりました。",
        "市議会議員の皆様、愛知県議会にも要望しております。",
        "全国町村議会議長会の表彰を受けました。",
        "学校議会について、町の議会だよりでお知らせします。",
    ],
)
def test_a_mention_that_names_no_municipality_names_none(heard: str) -> None:
    assert municipality.told([heard]) == ""


def test_two_towns_that_sound_alike_are_not_told_apart_unless_one_is_written() -> None:
    assert municipality.told(["ただいまからみさと町議会定例会を開会します。"]) == ""
    assert municipality.told(["ただいまから美郷町議会定例会を開会します。"]) == "美郷町議会"


def test_the_end_of_a_longer_name_is_no_name() -> None:
    assert municipality.told(["令和6年第3回乖津市議会定例会を開会いたします。"]) != "津市議会"


def test_many_mentions_outweigh_a_slip() -> None:
    mentions = [
        "東郷町議会定例会を開会します。",
        "統合町議会の委員会条例は、",
        "東郷町議会会議規則により、",
        "東栄町議会は、",
    ]
    assert municipality.told(mentions) == "東郷町議会"
