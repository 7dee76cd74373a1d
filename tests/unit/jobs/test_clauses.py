"""Clauses keep the time at which they were recognised, whatever was edited since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.jobs import clauses
from transcriber.minutes.transcript import Doubt, DoubtKind, Utterance
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


def doubted(text: str, characters: list[Character], first: int, last: int, kind=DoubtKind.LOW_CONFIDENCE) -> str | None:
    """What of `text` a doubt is about that was raised over the characters `first` to `last` of what was heard."""
    doubt = Doubt(kind=kind, start=characters[first].start, end=characters[last - 1].end, reason="")
    u = utterance(text, characters).model_copy(update={"doubts": (doubt,)})
    (found,) = clauses.timed([u], [window(characters)])
    place = found.doubts[0].place
    return None if place is None else text[slice(*place)]


def test_a_doubt_knows_its_characters_however_they_were_edited() -> None:
    characters = heard("えーかと計時委員です。大規児童は七名です。")
    edited = "加藤啓二委員です。待機児童は7名です。"
    assert doubted(edited, characters, 11, 13) == "待機"
    assert doubted(edited, characters, 2, 6) == "加藤啓二"
    assert doubted(edited, characters, 13, 15) == "児童"
    assert doubted(edited, characters, 0, 21) == edited
    assert doubted("待機児童は七名です", heard("大規児童は七名です"), 5, 5) == ""
    assert doubted(edited, characters, 0, 20, DoubtKind.NAME_CONFLICT) is None


@given(
    st.text(alphabet="あいう、。」?", min_size=1, max_size=60),
    st.text(alphabet="あいう、。」?", min_size=1, max_size=60),
    st.tuples(st.floats(0, 8), st.floats(0, 8)).map(sorted),
)
def test_the_place_of_a_doubt_is_inside_whatever_was_edited(said: str, text: str, at: list[float]) -> None:
    characters = heard(said)
    doubt = Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=10 + at[0], end=10 + at[1], reason="")
    u = utterance(text, characters).model_copy(update={"doubts": (doubt,)})
    (found,) = clauses.timed([u], [window(characters)])
    place = found.doubts[0].place
    assert place is None or 0 <= place[0] <= place[1] <= len(text)
