"""What a text's own times say of it: a phrase written twice where the sound has time for once."""

from __future__ import annotations

import pytest

from transcriber.speech import evidence
from transcriber.speech.evidence import Suspicion, suspicions, thin
from transcriber.speech.recogniser import Character, Recognition
from transcriber.speech.voice import Span


def heard(*parts: tuple[str, float]) -> Recognition:
    """Text in parts, each spread evenly over its seconds."""
    characters, at = [], 0.0
    for text, seconds in parts:
        for c in text:
            characters.append(Character(text=c, start=at, end=at + seconds / len(text), probability=0.9))
            at += seconds / len(text)
    return Recognition(tuple(characters), -0.2, 0.0)


@pytest.mark.parametrize(
    "parts",
    [
        [("これより会議を開きます。", 1.8), ("これより会議を開きます。", 0.3)],
        [("本日の会議を、", 0.1), ("本日の会議を、", 1.2), ("開きます。", 1.0)],
        [("質疑に入ります", 0.4), ("質疑に入ります", 0.4)],  # both squeezed into the time of one
        [("物忘れがひどくなってきまして、", 1.9), ("もの忘れがひどくなってきまして。", 0.1)],
        [("最近、物忘れがひどくなって、", 1.9), ("最近、もの忘れがひどくなって。", 0.2)],
    ],
)
def test_a_phrase_that_the_sound_has_no_time_for_is_a_loop(parts: list[tuple[str, float]]) -> None:
    text = heard(*parts)
    assert evidence.doubled(text)
    seconds = sum(s for _, s in parts)
    assert Suspicion.LOOP in evidence.suspicions(text, [Span(0.0, seconds)])
    once = heard(*parts[1:])
    assert evidence.best([text, once], [Span(0.0, seconds)]) == once


@pytest.mark.parametrize(
    "parts",
    [
        [("これより会議を開きます。", 1.8), ("これより会議を開きます。", 1.6)],
        [("はい、", 0.4), ("はい", 0.1)],
        [("異議なし、", 0.8), ("異議なし", 0.2)],
        [("よろしくお願いします、", 1.4), ("よろしくお願いします。", 0.9)],
        [("第一号議案、", 1.2), ("第二号議案、", 0.2)],
        [("議案第四十五号補正予算の件、", 2.4), ("議案第四十六号補正予算の件、", 0.3)],
        [("物忘れがひどくなってきまして、", 1.9), ("もの忘れがひどくなってきまして。", 1.7)],
        [("", 1.0)],
    ],
)
def test_what_people_really_say_twice_stays(parts: list[tuple[str, float]]) -> None:
    assert not evidence.doubled(heard(*parts))


def spoken_at(text: str, times: list[float], weak: str = "") -> list[Character]:
    """Characters with the seconds at which each begins, and at which the last one ends; those of `weak` have no support."""
    return [
        Character(text=c, start=a, end=b, probability=0.01 if c in weak else 0.9)
        for c, a, b in zip(text, times[:-1], times[1:], strict=True)
    ]


def test_speech_left_out_gives_its_time_to_the_next_characters() -> None:
    """保育園は 7名でございまして without 7名でござい: what is left of the sentence stands where the lost words were said."""
    text = spoken_at("保育園はまして。", [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.2, 2.2, 2.6], weak="まし")
    (found,) = thin(text, [Span(0.0, 2.6)])
    assert found.start <= 0.9 and found.end >= 2.2


def test_who_speaks_slowly_left_nothing_out() -> None:
    text = spoken_at("保育園は", [0.0, 0.7, 1.4, 2.1, 2.8])
    assert thin(text, [Span(0.0, 2.8)]) == []


def test_a_pause_is_no_lost_speech() -> None:
    text = spoken_at("保育園は。以上", [0.0, 0.2, 0.4, 0.6, 0.8, 2.6, 2.8, 3.0], weak="以")
    assert thin(text, [Span(0.0, 0.9), Span(2.5, 3.0)]) == []


def test_a_text_that_is_only_weakly_supported_has_nothing_left_out() -> None:
    text = spoken_at("保育園は", [0.0, 0.2, 0.4, 0.6, 0.8], weak="保育")
    assert thin(text, [Span(0.0, 0.8)]) == []


def test_where_something_was_left_out_the_text_is_suspicious() -> None:
    text = spoken_at("保育園はまして。", [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.2, 2.2, 2.6], weak="まし")
    heard = Recognition(tuple(text), -0.3, 0.0)
    assert Suspicion.HOLE in suspicions(heard, [Span(0.0, 2.6)])


@pytest.mark.parametrize(("times", "seconds"), [(2, 0.8), (3, 0.8)])
def test_what_people_call_out_again_and_again_is_no_loop(times: int, seconds: float) -> None:
    assert not evidence.looping(heard(*[("異議なし、", seconds)] * times))
    assert not evidence.looping(heard(*[("はい、", 0.4)] * times))
    assert not evidence.looping(heard(*[("今日はどのようなことでお困りでしょうか。", 2.2)] * times))
    assert not evidence.looping(heard(*[("おいくらですか。", 0.77)] * times))  # kana are said fast


@pytest.mark.parametrize(
    "parts", [[("異議なし、", 0.8)] * 4, [("異議なし、", 0.9), ("異議なし、", 0.1), ("異議なし、", 0.1)]]
)
def test_what_nobody_says_so_often_or_has_no_time_is_a_loop(parts: list[tuple[str, float]]) -> None:
    assert evidence.looping(heard(*parts))
