"""Edits in layers: whatever was edited on top of what, taking all of it back gives what was heard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcriber.language.edits import Edit, Edited, undo


def test_a_later_edit_inside_an_earlier_one_becomes_one_change() -> None:
    said = Edited.unchanged("統合町の三人").edited([Edit(0, 3, "東郷町", "自治体名", 0.9)])
    said = said.edited([Edit(2, 4, "町議会の", "試し")])
    assert said.text == "東郷町議会の三人"
    (change,) = said.changes
    assert (change.before, change.after, change.rule, change.score) == (
        "統合町の",
        "東郷町議会の",
        "自治体名・試し",
        0.9,
    )


def test_what_an_edit_puts_back_is_no_change() -> None:
    said = Edited.unchanged("ab").edited([Edit(0, 1, "x", "一")]).edited([Edit(0, 1, "a", "二")])
    assert said == Edited.unchanged("ab")


def test_one_change_alone_can_be_undone() -> None:
    said = Edited.unchanged("えー、三人").edited([Edit(0, 3, "", "フィラー"), Edit(3, 4, "3", "数字の表記")])
    assert said.text == "3人"
    assert undo(said.text, said.changes[:1]) == "えー、3人"


@given(
    st.text("abcd", min_size=1, max_size=12),
    st.lists(
        st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xyz", max_size=3)), max_size=4), max_size=4
    ),
)
def test_any_layers_can_be_undone(text: str, layers: list[list[tuple[int, int, str]]]) -> None:
    said = Edited.unchanged(text)
    for layer in layers:
        edits, free = [], 0
        for start, length, after in sorted(layer):
            if free <= start and start + length <= len(said.text):
                edits.append(Edit(start, start + length, after, "規則"))
                free = start + length + 1
        said = said.edited(edits)
        assert undo(said.text, said.changes) == text
        assert [c.position for c in said.changes] == sorted(c.position for c in said.changes)
        assert all(said.text[c.position : c.position + len(c.after)] == c.after for c in said.changes)
        assert len(said.origins) == len(said.text)
        assert all(0 <= a <= b <= len(text) for a, b in said.origins)
        assert list(said.origins) == sorted(said.origins)
        for character, (a, b) in zip(said.text, said.origins, strict=True):
            assert character in "xyz" or (b - a == 1 and text[a] == character)


def test_each_character_knows_what_it_stands_for() -> None:
    said = Edited.unchanged("えー、水の委員は十二名。")
    said = said.edited([Edit(3, 5, "水野", "名簿")]).edited([Edit(0, 3, "", "フィラー"), Edit(8, 10, "12", "数字")])
    assert said.text == "水野委員は12名。"
    assert [said.undone()[slice(*origin)] for origin in said.origins] == list("水の委員は") + ["十二", "十二"] + list(
        "名。"
    )
    assert said.text[slice(*said.place(3, 5))] == "水野"
    assert said.text[slice(*said.place(8, 9))] == "12"
    assert said.place(0, 3) == (0, 0)  # gone: the place is where it was


def test_texts_put_together_keep_their_changes_and_origins() -> None:
    first = Edited.unchanged("えー、三人。").edited([Edit(0, 3, "", "フィラー")])
    both = Edited.joined([first, Edited.unchanged("五人。").edited([Edit(0, 1, "5", "数字")])])
    assert (both.text, both.undone()) == ("三人。5人。", "えー、三人。五人。")
    assert both.origins == tuple((i, i + 1) for i in range(3, 9))
