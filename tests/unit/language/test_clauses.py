"""Clauses keep the time at which they were recognised, whatever was edited since."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transcriber.language.clauses import Times
from transcriber.language.edits import Edit, Edited
from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speech.recogniser import Character


def heard(text: str, *pauses: tuple[str, float], start: float = 10.0) -> list[Character]:
    """Ten characters a second; before each given beginning of a clause, a pause of so many seconds."""
    at, found = start, []
    for i, c in enumerate(text):
        at += sum(seconds for begin, seconds in pauses if text[i:].startswith(begin))
        found.append(Character(text=c, start=at, end=at + 0.1, probability=0.9))
        at += 0.1
    return found


def edited(text: str, *edits: tuple[str, str]) -> Edited:
    """`text` with each edit in a layer of its own."""
    said = Edited.unchanged(text)
    for before, after in edits:
        at = said.text.index(before)
        said = said.edited([Edit(at, at + len(before), after, "規則")])
    return said


def marked(said: Edited, characters: list[Character]) -> dict[str, float]:
    marks = Times(said, characters).marks(characters[0].start, characters[-1].end)
    return {said.text[m.position :][:4]: m.time for m in marks}


def test_a_clause_begins_after_the_pause_before_it() -> None:
    said = "お答えいたします。四月現在、七名です。"
    characters = heard(said, ("四月", 3.0), ("七名", 1.0))
    assert marked(edited(said), characters) == pytest.approx({"四月現在": 13.9, "七名です": 15.4})


def test_a_clause_whose_first_words_were_corrected_begins_when_they_were_said() -> None:
    said = "えーかと計時委員です。大規児童は、七名です。"
    characters = heard(said, ("大規", 2.0), ("七名", 2.0))
    times = marked(edited(said, ("大規", "待機"), ("七", "7"), ("かと計時", "加藤啓二"), ("えー", "")), characters)
    assert times == pytest.approx({"待機児童": 10 + 1.1 + 2, "7名です": 10 + 1.7 + 4})


def test_what_stands_in_the_place_of_other_words_shares_their_time() -> None:
    said = "はい。四億五千です。"
    times = marked(edited(said, ("四億五千", "四億、五千万円")), heard(said))
    assert times == pytest.approx({"四億、五": 10.3, "五千万円": 10.5 + 0.2 / 5})


def test_a_clause_behind_a_filler_that_went_begins_behind_it() -> None:
    said = "はい。えーと、福祉部長。"
    characters = heard(said, ("福祉", 1.0))
    assert marked(edited(said, ("えーと、", "")), characters) == pytest.approx({"福祉部長": 11.7})


def test_a_separator_of_thousands_begins_no_clause() -> None:
    said = "1億8,000万円です。"
    assert marked(edited(said), heard(said)) == {}


LAYERS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 4), st.text("あいう、。」?", max_size=4)).map(
        lambda e: Edit(e[0], e[0] + e[1], e[2], "規則")
    ),
    max_size=6,
)
HEARD = st.text(alphabet="あいう、。」?", min_size=1, max_size=60)


def layered(text: str, edits: list[Edit]) -> Edited:
    said = Edited.unchanged(text)
    for edit in edits:
        if edit.end <= len(said.text):
            said = said.edited([edit])
    return said


@given(HEARD, LAYERS)
@example("?????あ", [Edit(0, 4, "?", "規則"), Edit(2, 3, "ああ", "規則"), Edit(1, 3, "", "規則")])
def test_marks_are_in_order_and_inside_whatever_was_edited(text: str, edits: list[Edit]) -> None:
    said, characters = layered(text, edits), heard(text)
    start, end = characters[0].start, characters[-1].end
    at = [(m.position, m.time) for m in Times(said, characters).marks(start, end)]
    assert at == sorted(at)
    assert all(0 < p < len(said.text) and start <= t <= end for p, t in at)


@given(HEARD, LAYERS)
@example("。?、", [Edit(0, 1, "??、", "規則"), Edit(2, 5, "?", "規則")])
def test_times_never_go_back_whatever_was_edited(text: str, edits: list[Edit]) -> None:
    said = layered(text, edits)
    times = [Times(said, heard(text)).at(p) for p in range(len(said.text))]
    assert times == pytest.approx(sorted(times))


def doubted(said: Edited, first: int, last: int, kind: DoubtKind = DoubtKind.LOW_CONFIDENCE) -> str | None:
    """What of the text a doubt is about that was raised over the characters `first` to `last` of what was heard."""
    characters = heard(said.undone())
    doubt = Doubt(kind=kind, start=characters[first].start, end=characters[last - 1].end, reason="")
    place = Times(said, characters).placed(doubt).place
    return None if place is None else said.text[slice(*place)]


def test_a_doubt_knows_its_characters_however_they_were_edited() -> None:
    said = edited(
        "えーかと計時委員です。大規児童は七名です。",
        ("えー", ""),
        ("かと計時", "加藤啓二"),
        ("大規", "待機"),
        ("七", "7"),
    )
    assert doubted(said, 11, 13) == "待機"
    assert doubted(said, 2, 6) == "加藤啓二"
    assert doubted(said, 3, 5) == "加藤啓二"  # of what was written anew, all of it
    assert doubted(said, 13, 15) == "児童"
    assert doubted(said, 0, 2) == ""
    assert doubted(said, 8, 11) == "です"  # the mark at its end was not said
    assert doubted(said, 0, 20) == "加藤啓二委員です。待機児童は7名です"
    assert doubted(edited("待機児童は七名です"), 5, 5) == ""
    assert doubted(said, 0, 20, DoubtKind.NAME_CONFLICT) is None


@given(HEARD, LAYERS, st.tuples(st.floats(0, 8), st.floats(0, 8)).map(sorted))
def test_the_place_of_a_doubt_is_inside_whatever_was_edited(text: str, edits: list[Edit], at: list[float]) -> None:
    said = layered(text, edits)
    doubt = Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=10 + at[0], end=10 + at[1], reason="")
    place = Times(said, heard(text)).placed(doubt).place
    assert place is not None
    assert 0 <= place[0] <= place[1] <= len(said.text)
