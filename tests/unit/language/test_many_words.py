"""Many words at once cost what each costs by itself."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transcriber.language import sounds
from transcriber.language.many_words import ManyWords
from transcriber.language.matching import _MARK_COST, _MARKS, ends
from transcriber.language.readings import Edge, Reader
from transcriber.language.word_beats import WordBeats

READER = Reader()
BEATS = st.lists(
    st.sampled_from(["か", "が", "い", "ご", "ほ", "け", "ん", "っ", "ー", "し", "きょ"]), min_size=3, max_size=8
)
TEXTS = ("介護保険の申請です。", "加藤、けいじ議員", "生活保護費を受給する", "ごっほけん、いか")


@settings(max_examples=60, deadline=None)
@given(st.lists(BEATS, min_size=1, max_size=6), st.sampled_from(TEXTS), st.sampled_from([0.5, 1.2, 2.5]))
def test_the_same_ends_at_the_same_cost(words: list[list[str]], text: str, most: float) -> None:
    starts_at: dict[int, list[Edge]] = defaultdict(list)
    for edge in READER.edges(text):
        starts_at[edge.start].append(edge)
    many = ManyWords(WordBeats(words), np.full(len(words), most))
    for start in list(starts_at):
        together = many.ends(np.arange(len(words)), text, start, starts_at, _MARKS, _MARK_COST)
        alone = {n: ends(text, start, starts_at, sounds.Table(word, most)) for n, word in enumerate(words)}
        assert together == {n: found for n, found in alone.items() if found}
