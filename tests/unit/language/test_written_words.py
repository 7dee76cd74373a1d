"""Known words as they stand in a text: the longest at a place, none inside another."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from transcriber.language.written_words import WrittenWords

WORDS = st.lists(st.text("あいう", min_size=1, max_size=4), max_size=8)


@given(WORDS, st.text("あいうえ", max_size=30))
def test_the_same_places_as_one_regular_expression_of_all(words: list[str], text: str) -> None:
    longest = sorted(set(words), key=len, reverse=True)
    found = [m.span() for m in re.finditer("|".join(map(re.escape, longest)), text)] if longest else []
    assert WrittenWords(words).spans(text) == found
