"""Clauses keep the time at which they were recognised, whatever was edited since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.jobs import clauses
from transcriber.minutes.transcript import Utterance
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character


def heard(text: str, *pauses: tuple[str, float], start: float = 10.0) -> list[Character]:
    """Ten characters a second; before each given beginning of a clause, a pause of so many seconds."""
    at, found = start, []
    for i, c in enumerate(text):
        at += sum(seconds for begin, seconds in pauses if text[i:].startswith(begin))
        found.append(Character(text=c, start=at, end=at + 0.1, probability=0.9))
        at += 0.1
    return found


def window(characters: list[Character]) -> WindowText:
    return WindowText(index=0, start=0, end=characters[-1].end, characters=tuple(characters), doubts=())


def utterance(text: str, characters: list[Character]) -> Utterance:
    return Utterance(id="u0001", speaker="S1", start=characters[0].start, end=characters[-1].end, text=text)


def marked(text: str, characters: list[Character]) -> dict[str, float]:
    (found,) = clauses.timed([utterance(text, characters)], [window(characters)])
    return {text[m.position :][:4]: m.time for m in found.marks}


def test_a_clause_begins_after_the_pause_before_it() -> None:
    said = "お答えいたします。四月現在、七名です。"
    characters = heard(said, ("四月", 3.0), ("七名", 1.0))
    assert marked(said, characters) == pytest.approx({"四月現在": 13.9, "七名です": 15.4})


def test_correction_and_editing_before_a_clause_do_not_move_it() -> None:
    characters = heard("えーかと計時委員です。大規児童は、七名です。", ("大規", 2.0), ("七名", 2.0))
    edited = "加藤啓二委員です。待機児童は、7名です。"
    times = marked(edited, characters)
    # 待機 was corrected: its third character is the first that is still as it was heard.
    assert times["待機児童"] == pytest.approx(10 + 1.1 + 2 + 0.2)
    assert times["7名です"] == pytest.approx(10 + 1.7 + 4 + 0.1)


def test_what_was_wholly_rewritten_has_no_mark() -> None:
    characters = heard("はい。いろは。")
    assert marked("はい。別のこと。", characters) == {}


@given(
    st.text(alphabet="あいう、。」?", min_size=1, max_size=60),
    st.text(alphabet="あいう、。」?", min_size=1, max_size=60),
)
def test_marks_are_in_order_and_inside_whatever_was_edited(said: str, text: str) -> None:
    characters = heard(said)
    (found,) = clauses.timed([utterance(text, characters)], [window(characters)])
    at = [(m.position, m.time) for m in found.marks]
    assert at == sorted(at)
    assert all(0 < p < len(text) and found.start <= t <= found.end for p, t in at)
