"""The tables of many words' beats say what a walk over the words would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcriber.language import sounds
from transcriber.language.word_beats import WordBeats

BEATS = st.lists(st.sampled_from(["か", "が", "い", "ほ", "ん", "っ", "ー", "きょ"]), max_size=7)


@given(st.lists(BEATS, max_size=8))
def test_each_word_is_its_beats_by_number(words: list[list[str]]) -> None:
    table = WordBeats(words)
    named = {number: beat for beat, number in table.numbers.items()}
    assert [[named[n] for n in row if n] for row in table.ids.tolist()] == words
    assert table.sizes.tolist() == list(map(len, words))


@given(st.lists(BEATS, max_size=8))
def test_beats_that_come_and_go_are_left_out_and_the_others_keep_their_place(words: list[list[str]]) -> None:
    """A long vowel more or less moves nothing else."""
    table = WordBeats(words)
    keys, counts, order, rows = table.classed
    longest = max(map(len, words), default=0)
    wanted = [[(sounds.classes(b), at) for at, b in enumerate(word) if sounds.classes(b)] for word in words]
    assert counts.tolist() == list(map(len, wanted))
    assert sorted(order.tolist()) == list(range(len(words)))
    found: dict[int, list[tuple[str, int]]] = {n: [] for n in range(len(words))}
    named = {number: key for key, number in keys.items()}
    for column in rows:
        for word, row in zip(order.tolist(), column.tolist(), strict=False):
            found[word].append((named[row // longest], row % longest))
    assert list(found.values()) == wanted
