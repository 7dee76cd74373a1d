"""Marks are made readable; no word is ever touched."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language import punctuation
from transcriber.language.punctuation import punctuated
from transcriber.language.readings import Reader


def tidy(text: str) -> str:
    return "".join(punctuation.tidied([text]))


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
        ("総額を百五十六億、七千万円とする", "総額を百五十六億七千万円とする"),
        ("総額を156億, 7000万円とする", "総額を156億7000万円とする"),
        ("十二万、三千四百人で、八、パーセントの増", "十二万三千四百人で、八パーセントの増"),
        ("五億円、七千万円、三万、二万と続く", "五億円、七千万円、三万、二万と続く"),
        ("三兆、二千億円", "三兆二千億円"),
    ],
)
def test_examples(heard: str, read: str) -> None:
    assert tidy(heard) == read


@given(st.text("会議はがとです、。?! ,0123A", max_size=40))
def test_only_marks_and_spaces_change(text: str) -> None:
    words = re.compile(r"[、。?？!！,，. 　]")
    assert words.sub("", tidy(text)) == words.sub("", text)
    assert tidy(tidy(text)) == tidy(text)


@given(st.lists(st.text("会議はがとです、。?! ,0123A", min_size=1, max_size=4), max_size=12))
def test_what_is_tidied_stands_where_it_stood(pieces: list[str]) -> None:
    tidied = punctuation.tidied(pieces)
    assert "".join(tidied) == tidy("".join(pieces))
    words = re.compile(r"[、。?？!！,，. 　]")
    assert [words.sub("", p) for p in tidied] == [words.sub("", p) for p in pieces]


@dataclass
class Heard:
    text: str
    start: float
    end: float


def heard(text: str, *, pauses: bool = True, marks: str = "") -> list[Heard]:
    """`text` as if spoken evenly; its marks become pauses, and only those in `marks` are kept as text."""
    characters: list[Heard] = []
    time = 0.0
    for c in text:
        if c in "、。":
            time += pauses * (0.6 if c == "。" else 0.4)
            if c in marks and characters:
                characters[-1].text += c
            continue
        characters.append(Heard(c, time, time + 0.15))
        time += 0.15
    return characters


READER = Reader()
SAID = [
    "お答えいたします。本年四月一日現在の待機児童数は七名でございまして、前年度から五名減少しております。",
    "日程第一、一般質問を行います。通告順に発言を許します。五番、加藤啓二議員。",
    "再質問いたします。七名のうち、三歳未満児は何名でしょうか。また、具体的な時期をお示しください。",
    "説明が終わりました。質疑のある方は、挙手をお願いします。水野委員。",
    "担当の西野と申します。お話の内容は、記録のために録音させていただきますが、よろしいでしょうか。",
]


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("pauses", [True, False])
def test_sentences_end_where_they_end_without_any_mark_given(text: str, pauses: bool) -> None:
    read = tidy("".join(punctuated(heard(text, pauses=pauses), READER)))
    assert read.replace("、", "") == text.replace("、", "")


def test_marks_given_stay() -> None:
    for text in SAID:
        assert "".join(punctuated(heard(text, marks="、。"), READER)) == text


def test_a_comma_between_noun_and_particle_goes() -> None:
    assert "".join(punctuated(heard("予算、を計上し、ました。", marks="、。"), READER)).startswith("予算を計上し")


@pytest.mark.parametrize(
    "text",
    [
        "それぞれ三百五十万円を追加し。総額を百五十六億円とするものであります。",
        "民間保育所の誘致を含め。計画の見直しにおいて検討してまいります。",
        "ソフトの試行導入により。職員の負担は軽減されたのでしょうか。",
        "七名のうち。三歳未満児は何名でしょうか。",
    ],
)
def test_a_sentence_does_not_end_where_its_verb_goes_on(text: str) -> None:
    """A window ends where the speaker draws breath, and the recogniser closes it with a full stop."""
    assert "".join(punctuated(heard(text, marks="。"), READER)) == text.replace("。", "、", 1)


@pytest.mark.parametrize(
    "text",
    [
        "少々お待ち。次に進みます。",
        "掘り打ち。予算書をお願いします。",
        "お願いします。次に進みます。",
        "答えてください。次に進みます。",
    ],
)
def test_a_request_is_a_sentence(text: str) -> None:
    assert "".join(punctuated(heard(text, marks="。"), READER)) == text


def test_a_long_stretch_is_divided() -> None:
    text = (
        "受け皿整備につきましては民間保育所の誘致を含め子ども子育て支援事業計画の中間見直しにおいて検討してまいります。"
    )
    read = "".join(punctuated(heard(text, pauses=False), READER))
    assert "、" in read
    assert read.replace("、", "") == text


def test_visitors_are_not_torn_from_what_describes_them() -> None:
    text = "本日は御出席いただきます皆様に感謝申し上げます。"
    assert "".join(punctuated(heard(text, pauses=False), READER)) == text


@pytest.mark.parametrize(
    "text",
    [
        "先ほど保留しておりました答弁をお願いします。",
        "ただいま指名いたしました大庭議員を当選人と定めます。",
        "ただいま、議長に選出いただきました、大庭康平でございます。",
        "ただいま紹介されました、釜石でございます。",
    ],
)
def test_a_past_that_describes_who_or_what_is_named_behind_it_is_no_end(text: str) -> None:
    assert "".join(punctuated(heard(text, pauses=False, marks="、。"), READER)) == text


@pytest.mark.parametrize(
    "text",
    [
        "ただいま説明が終わりました。質疑に入ります。",
        "先ほど申し上げました。質疑を行います。",
        "ただいま日浦委員が出席されました。訂正があります。",
    ],
)
def test_a_past_that_says_all_is_an_end(text: str) -> None:
    assert tidy("".join(punctuated(heard(text), READER))).replace("、", "") == text


@given(st.text("会議をは行いますです、。一二", max_size=40), st.booleans())
def test_marking_changes_marks_only(text: str, pauses: bool) -> None:
    words = re.compile(r"[、。?？!！,，. 　]")
    characters = heard(text, pauses=pauses, marks="、。")
    assert words.sub("", "".join(punctuated(characters, READER))) == words.sub("", text)
    assert len(punctuated(characters, READER)) == len(characters)


def test_a_text_that_breaks_off_in_dots_is_read() -> None:
    assert (
        "".join(punctuated([Heard(c, i, i + 1) for i, c in enumerate("量も3カ…")], READER)).replace("、", "")
        == "量も3カ…"
    )
