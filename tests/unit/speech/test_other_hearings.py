"""Other hearings: whatever they have in a text's place is known for each of its characters, and nothing of theirs is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcriber.media.pcm import SAMPLE_RATE, Samples
from transcriber.speech.effort import CAREFUL, FAST
from transcriber.speech.fake_recogniser import FakeRecogniser
from transcriber.speech.other_hearings import OtherHearing, compared, listeners_of
from transcriber.speech.recogniser import Character
from transcriber.speech.side_by_side import aligned
from transcriber.speech.voice import Span

JAPANESE = st.text("本案に賛成の方は起立願います。12、", max_size=30)


@dataclass
class Scripted:
    """Says what it is told to, by the length of the sound in seconds."""

    says: dict[int, str]
    whole: bool = False
    told: list[str] = field(default_factory=list)

    def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
        self.told.append(told)
        return OtherHearing([self.says[len(s) // SAMPLE_RATE] for s in sounds])


def characters(text: str) -> list[Character]:
    return [Character(text=c, start=i, end=i + 1, probability=0.9) for i, c in enumerate(text)]


def seconds(n: int) -> Samples:
    return np.zeros(n * SAMPLE_RATE, np.float32)


def test_each_character_has_what_stands_in_its_place() -> None:
    assert aligned("本会議", "本回議") == ["本", "回", "議"]


def test_what_stands_beside_belongs_to_the_character_before() -> None:
    assert aligned("予算案", "予算の案") == ["予", "算の", "案"]
    assert aligned("予算案", "本予算案") == ["本予", "算", "案"]


def test_what_was_not_heard_is_empty() -> None:
    assert aligned("予算の案", "予算案") == ["予", "算", "", "案"]


@given(JAPANESE.filter(bool), JAPANESE)
def test_put_together_they_are_the_other_text(text: str, other: str) -> None:
    assert "".join(aligned(text, other)) == other


def test_one_listener_hears_piece_by_piece_and_one_the_whole() -> None:
    pieces = [characters("起立多数"), characters("可決")]
    by_piece, in_one = Scripted({2: "起立多数", 3: "否決"}), Scripted({6: "起立少数可決"}, whole=True)
    found, _ = compared(
        pieces, [Span(0, 2), Span(3, 6)], [seconds(2), seconds(3)], seconds(6), [by_piece, in_one], "議案"
    )
    assert [[c.others for c in piece] for piece in found] == [
        [("起", "起"), ("立", "立"), ("多", "少"), ("数", "数")],
        [("否", "可"), ("決", "決")],
    ]
    assert by_piece.told == in_one.told == ["議案"]


def test_a_piece_without_text_stays_without() -> None:
    assert compared([[]], [Span(0, 2)], [seconds(2)], seconds(2), [Scripted({2: "はい"})], "") == ([[]], [])


def test_nobody_else_listens_to_the_fake_engine_or_in_fast_mode() -> None:
    assert listeners_of(FakeRecogniser(), CAREFUL) == ()
    assert FAST.other_hearings == ()


def test_a_word_that_the_cut_divided_is_joined_in_its_time_and_its_place_is_told() -> None:
    @dataclass
    class Uncut:
        whole: bool = True

        def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
            return OtherHearing(["自分的にも"], lambda texts: [0.0 if "的" in t else -40.0 for t in texts])

    pieces = [
        characters("自分。"),
        [c.model_copy(update={"start": c.start + 3, "end": c.end + 3}) for c in characters("テキにも")],
    ]
    kept, joined = compared(pieces, [Span(0, 3), Span(3, 7)], [seconds(3), seconds(4)], seconds(7), [Uncut()], "")
    assert "".join(c.text for p in kept for c in p) == "自分的にも"
    times = [t for p in kept for c in p for t in (c.start, c.end)]
    assert times == sorted(times) and joined == [Span(2, 5)]
