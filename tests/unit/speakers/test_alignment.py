"""Whose text is whose: sentences stay whole, seams fall on pauses and commas, and no character is lost."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from transcriber.speakers.alignment import NEW_UTTERANCE, utterances
from transcriber.speakers.turns import Turn, Turns


@dataclass(frozen=True)
class Char:
    text: str
    start: float
    end: float


def spoken(text: str, start: float, *, step: float = 0.15) -> list[Char]:
    return [Char(c, start + i * step, start + (i + 1) * step) for i, c in enumerate(text)]


def result(characters: list[Char], turns: list[Turn]) -> list[tuple[str | None, str]]:
    return [(u.speaker, u.text) for u in utterances(characters, turns)]


def test_each_sentence_goes_to_the_voice_that_holds_it() -> None:
    turns = [Turn(speaker="S1", start=0, end=2), Turn(speaker="S2", start=2, end=5)]
    text = spoken("質疑を許します。", 0.2) + spoken("お答えいたします。", 2.3)
    assert result(text, turns) == [("S1", "質疑を許します。"), ("S2", "お答えいたします。")]


def test_a_late_seam_does_not_tear_a_word_off() -> None:
    # The diarizer ends S1 0.3 s too late: the first characters of S2's sentence lie in S1's turn.
    turns = [Turn(speaker="S1", start=0, end=1.7), Turn(speaker="S2", start=1.7, end=4)]
    text = spoken("福祉部長。", 0.2) + spoken("お答えいたします。", 1.4)
    assert result(text, turns) == [("S1", "福祉部長。"), ("S2", "お答えいたします。")]


def test_a_change_of_voice_without_a_full_stop_is_cut_at_the_comma() -> None:
    turns = [Turn(speaker="S1", start=0, end=1.1), Turn(speaker="S2", start=1.1, end=4)]
    text = spoken("学校教育課長、今年度につきましては、国が負担します。", 0.0)
    assert result(text, turns) == [("S1", "学校教育課長、"), ("S2", "今年度につきましては、国が負担します。")]


def test_text_outside_every_turn_goes_to_the_nearest_voice_or_to_nobody() -> None:
    turns = [Turn(speaker="S1", start=0, end=2)]
    near, far = spoken("はい。", 2.5), spoken("だれか。", 60)
    assert result(near + far, turns) == [("S1", "はい。"), (None, "だれか。")]


def test_a_long_silence_starts_a_new_utterance_of_the_same_voice() -> None:
    turns = [Turn(speaker="S1", start=0, end=60)]
    text = spoken("休憩します。", 0) + spoken("再開します。", 10 + NEW_UTTERANCE)
    assert [u for _, u in result(text, turns)] == ["休憩します。", "再開します。"]


@given(
    st.lists(st.tuples(st.text("あいう、。", min_size=1, max_size=12), st.floats(0, 8)), max_size=12),
    st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), st.floats(0.1, 6), st.floats(0, 3)), max_size=12),
)
def test_every_character_is_given_out_once_and_in_order(
    sentences: list[tuple[str, float]], turns: list[tuple[str, float, float]]
) -> None:
    characters: list[Char] = []
    for text, pause in sentences:
        characters += spoken(text, (characters[-1].end if characters else 0.0) + pause)
    at, given_turns = 0.0, []
    for speaker, length, pause in turns:
        given_turns.append(Turn(speaker=speaker, start=at + pause, end=at + pause + length))
        at += pause + length
    found = utterances(characters, given_turns)
    assert [c for u in found for c in u.characters] == characters
    assert all(a.start <= b.start for a, b in zip(found, found[1:], strict=False))


def test_overlaps_are_stretches_with_two_voices() -> None:
    turns = (
        Turn(speaker="S1", start=0, end=10),
        Turn(speaker="S2", start=4, end=6),
        Turn(speaker="S3", start=9.8, end=12),
    )
    assert Turns(exclusive=(), overlapped=turns).overlaps(least=0.5) == [(4, 6)]
