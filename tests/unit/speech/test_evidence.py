"""What a text's own times say of it: a phrase written twice where the sound has time for once."""

from __future__ import annotations

import pytest

from transcriber.speech import evidence
from transcriber.speech.evidence import Suspicion
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
        [("", 1.0)],
    ],
)
def test_what_people_really_say_twice_stays(parts: list[tuple[str, float]]) -> None:
    assert not evidence.doubled(heard(*parts))
