"""How text is read: as people say it, and every other way its characters can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcriber.language import sounds
from transcriber.language.readings import Reader, morae

READER = Reader()


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("東郷町議会", "とうごうちょうぎかい"),
        ("加藤啓二議員", "かとうけいじぎいん"),
        ("校内教育支援センター", "こうないきょういくしえんせんたー"),
        ("離職票を、3通。", "りしょくひょうをつう"),
    ],
)
def test_text_is_read_as_it_is_spelled(text: str, kana: str) -> None:
    assert READER.kana(text) == kana


@pytest.mark.parametrize(("one", "other"), [("とうごう", "トーゴー"), ("けいじ", "けーじ"), ("おおつか", "おーつか")])
def test_long_vowels_sound_the_same_whatever_their_spelling(one: str, other: str) -> None:
    assert morae(one) == morae(other)


def test_a_small_kana_belongs_to_the_beat_before_it() -> None:
    assert morae("ちょうぎかいっ") == ("ちょ", "ー", "ぎ", "か", "い", "っ")


@pytest.mark.parametrize("kana", ["ほけんゃりょう", "わーぃわい", "かっょう", "ファーィ"])
def test_a_small_kana_where_none_can_stand_is_a_slip_and_stops_nothing(kana: str) -> None:
    """Staff type readings, and the recogniser writes what it hears: any of them is compared with what was said."""
    for beat in morae(kana):
        assert all(0 <= sounds.distance(beat, other) <= 1 for other in morae("ほけんりょうはっきょー"))
        assert sounds.loss(beat) > 0


def test_particles_are_read_as_they_sound() -> None:
    assert READER.reading("議会は町へ行く") == "ぎかいわまちえいく"


@pytest.mark.parametrize(
    ("text", "start", "end", "sound"),
    [
        ("提足数", 0, 1, "てー"),
        ("提足数", 1, 2, "そく"),
        ("大使雪", 1, 2, "つか"),
        ("井俣町長", 0, 2, "いまた"),
        ("かと計時", 1, 2, "と"),
    ],
)
def test_characters_that_make_no_word_are_offered_with_their_own_readings(
    text: str, start: int, end: int, sound: str
) -> None:
    assert sound in {"".join(e.morae) for e in READER.edges(text) if (e.start, e.end) == (start, end)}


def test_digits_and_latin_letters_have_no_reading() -> None:
    assert not list(READER.edges("123ABC、。"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="東郷町議会の加藤啓二は３3A、。ー ゃっンヴ々〆ｶﾞ㍻\U00020b9f\n", max_size=20))
def test_words_cover_any_text_without_gaps_and_edges_stay_inside(text: str) -> None:
    words = READER.words(text)
    assert "".join(text[w.start : w.end] for w in words) == text
    assert all(0 <= e.start < e.end <= len(text) for e in READER.edges(text))


@pytest.mark.parametrize("text", ["3カ…", "そう…ですね", "……", "㌔とカ…"])
def test_words_cover_the_text_and_none_is_empty(text: str) -> None:
    words = READER.words(text)
    assert "".join(w.surface for w in words) == text
    assert all(w.start < w.end for w in words)
