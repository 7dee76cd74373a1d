"""Whose text is whose: sentences stay whole, seams fall on pauses and commas, and no character is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcriber.speakers import units
from transcriber.speakers.alignment import NEW_UTTERANCE, decide, spoken_utterances
from transcriber.speakers.turns import Turn, Turns


@dataclass(frozen=True)
class Char:
    text: str
    start: float
    end: float


def spoken(text: str, start: float, *, step: float = 0.15) -> list[Char]:
    return [Char(c, start + i * step, start + (i + 1) * step) for i, c in enumerate(text)]


def result(
    characters: list[Char], turns: list[Turn], speech: list[tuple[float, float]] | None = None, *, whole: bool = False
) -> list[tuple[str | None, str]]:
    cut = units.cut_units(characters, turns, speech or [])
    return [(u.speaker, u.text) for u in spoken_utterances(cut, decide(cut, turns), turns, whole=whole)]


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


def test_a_call_that_runs_into_the_answer_is_cut_where_the_pause_was_swallowed() -> None:
    # The recogniser wrote no mark, and its last character of the call lasts until the answer begins.
    turns = [Turn(speaker="S1", start=0, end=1.0), Turn(speaker="S2", start=1.9, end=5)]
    text = [*spoken("水野委", 0.1, step=0.25), Char("員", 0.85, 1.9), *spoken("その四十円の不足は、", 1.9)]
    assert result(text, turns, [(0.0, 1.1), (1.8, 5.0)]) == [("S1", "水野委員"), ("S2", "その四十円の不足は、")]


def test_a_word_at_the_seam_that_belongs_to_the_sentence_before_is_put_back() -> None:
    # The diarizer lets S2 begin 0.3 s too early.
    turns = [Turn(speaker="S1", start=0, end=2.1), Turn(speaker="S2", start=2.1, end=6)]
    text = spoken("以上で答弁を終わります。", 0.6) + spoken("ありがとうございました。", 2.9)
    assert result(text, turns) == [("S1", "以上で答弁を終わります。"), ("S2", "ありがとうございました。")]


def test_a_short_answer_between_two_pauses_stays_an_answer() -> None:
    turns = [
        Turn(speaker="S1", start=0, end=2),
        Turn(speaker="S2", start=2.6, end=3.2),
        Turn(speaker="S1", start=3.9, end=6),
    ]
    text = spoken("よろしいですか。", 0.5) + spoken("はい。", 2.7) + spoken("では始めます。", 4.0)
    for whole in (False, True):
        assert result(text, turns, whole=whole) == [
            ("S1", "よろしいですか。"),
            ("S2", "はい。"),
            ("S1", "では始めます。"),
        ]


def test_a_back_channel_does_not_split_what_a_council_member_says_but_is_kept() -> None:
    turns = [
        Turn(speaker="S1", start=0, end=2),
        Turn(speaker="S2", start=2.6, end=3.2),
        Turn(speaker="S1", start=3.9, end=6),
    ]
    text = spoken("本町では昨年度、", 0.5) + spoken("ええ。", 2.7) + spoken("十二名でした。", 4.0)
    assert result(text, turns, whole=True) == [("S1", "本町では昨年度、十二名でした。"), ("S2", "ええ。")]
    assert [s for s, _ in result(text, turns)] == ["S1", "S2", "S1"]


def test_an_utterance_does_not_go_on_across_what_another_voice_says_even_if_no_text_came_of_it() -> None:
    turns = [
        Turn(speaker="S1", start=0, end=2),
        Turn(speaker="S2", start=2.3, end=3.4),
        Turn(speaker="S1", start=4, end=6),
    ]
    text = spoken("一緒に考えましょう。", 0.5) + spoken("では、次回は、", 4.1)
    assert result(text, turns) == [("S1", "一緒に考えましょう。"), ("S1", "では、次回は、")]


def test_sound_decides_against_a_turn_that_the_diarizer_gave_to_the_wrong_voice() -> None:
    turns = [Turn(speaker="S1", start=0, end=8)]
    text = spoken("質疑を許します。", 0.2) + spoken("お伺いをいたします。", 3.0)
    cut = units.cut_units(text, turns)
    sound = np.array([[0.9, 0.1], [0.2, 0.9]], dtype=np.float32)
    found = spoken_utterances(cut, decide(cut, turns, ["S1", "S2"], sound), turns)
    assert [(u.speaker, u.text) for u in found] == [("S1", "質疑を許します。"), ("S2", "お伺いをいたします。")]


def test_a_pause_does_not_tear_the_last_character_off_a_word() -> None:
    text = spoken("水野委", 0.2) + spoken("員、はい、その四十円です。", 1.5)
    torn = [u.text for u in units.cut_units(text, [])]
    whole = [u.text for u in units.cut_units(text, [], (), frozenset({1, 3}))]
    assert torn[:2] == ["水野委", "員、"]
    assert whole[:2] == ["水野委員、", "はい、"]


def test_what_seems_to_go_on_for_long_behind_a_pause_is_another_sentence() -> None:
    text = spoken("以上です", 0.2) + spoken("本日はこれまで。", 1.5)
    assert [u.text for u in units.cut_units(text, [], (), frozenset({1, 3, 4, 5, 6}))] == [
        "以上です",
        "本日はこれまで。",
    ]


def test_text_that_the_diarizer_missed_goes_to_the_voice_it_sounds_like() -> None:
    turns = [Turn(speaker="S1", start=0, end=2), Turn(speaker="S2", start=40, end=42)]
    cut = units.cut_units(spoken("お伺いをいたします。", 20), turns)
    sound = np.array([[0.1, 0.8]], dtype=np.float32)
    assert decide(cut, turns, ["S1", "S2"], sound) == ["S2"]
    strange = np.array([[0.1, 0.2]], dtype=np.float32)
    assert decide(cut, turns, ["S1", "S2"], strange) == [None]


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
    for whole in (False, True):
        cut = units.cut_units(characters, given_turns)
        found = spoken_utterances(cut, decide(cut, given_turns), given_turns, whole=whole)
        assert sorted((c for u in found for c in u.characters), key=lambda c: c.start) == characters
        assert all(a.start <= b.start for a, b in zip(found, found[1:], strict=False))


def test_overlaps_are_stretches_with_two_voices() -> None:
    turns = (
        Turn(speaker="S1", start=0, end=10),
        Turn(speaker="S2", start=4, end=6),
        Turn(speaker="S3", start=9.8, end=12),
    )
    assert Turns(exclusive=(), overlapped=turns).overlaps(least=0.5) == [(4, 6)]


JOINED = [Turn(speaker="S1", start=0, end=12)]
"""One voice, on both sides of a joint."""


def across(joint: float, *, whole: bool = True) -> list[tuple[float, float, str]]:
    """A sentence up to five seconds, and one from there on, without a pause between them."""
    text = spoken("本件についてお答えいたしま", 3.05) + spoken("すそれでは再開いたします。", 5.0)
    cut = units.cut_units(text, JOINED, [(3.0, 7.0)], range(1, len(text)), [joint])
    found = spoken_utterances(cut, decide(cut, JOINED), JOINED, whole=whole, joints=[joint])
    return [(u.start, u.end, u.text) for u in found]


@given(st.floats(3.3, 6.6))
def test_no_utterance_spans_a_joint(joint: float) -> None:
    before, after = across(joint)
    assert before[1] <= joint <= after[0]
    assert before[2] + after[2] == "本件についてお答えいたしますそれでは再開いたします。"


def test_a_character_whose_time_reaches_over_a_joint_is_put_behind_it() -> None:
    text = [Char("は", 4.4, 4.9), Char("い", 4.95, 5.2)]
    cut = units.cut_units(text, JOINED, [], (), [5.0])
    (one, other) = spoken_utterances(cut, decide(cut, JOINED), JOINED, joints=[5.0])
    assert (one.text, other.text) == ("は", "い")
    assert other.start == 5.0


def test_a_back_channel_at_a_joint_does_not_join_what_lies_on_its_sides() -> None:
    turns = [Turn(speaker="S1", start=0, end=2), Turn(speaker="S2", start=2, end=3), Turn(speaker="S1", start=3, end=6)]
    text = spoken("申し上げます。", 0.5) + spoken("はい。", 2.1) + spoken("続けます。", 3.2)
    cut = units.cut_units(text, turns)
    given_to = decide(cut, turns)
    assert len(spoken_utterances(cut, given_to, turns, whole=True)) == 2
    assert len(spoken_utterances(cut, given_to, turns, whole=True, joints=[3.0])) == 3
