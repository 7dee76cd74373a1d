"""Among a beam's texts the best Japanese is preferred; a text that leaves something out never is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcriber.language.readings import Reader
from transcriber.speech.rescoring import Rescorer

RESCORER = Rescorer(Reader().unexpected)


def test_a_word_is_preferred_to_characters_that_make_none() -> None:
    texts = ["長中学校を合わせておよそです。", "小中学校を合わせておよそです。"]
    assert RESCORER.order(texts, [-9.0, -9.3], "") == [1, 0]


def test_what_the_recogniser_finds_far_likelier_stays_first() -> None:
    texts = ["長中学校を合わせておよそです。", "小中学校を合わせておよそです。"]
    assert RESCORER.order(texts, [-9.0, -30.0], "") == [0, 1]


def test_a_text_without_the_last_sentence_is_no_rival() -> None:
    texts = ["豚高等の影響がございます。説明が終わりました。", "物価高騰の影響がございます。"]
    assert RESCORER.order(texts, [-9.0, -5.0], "") == [0, 1]


def test_the_same_text_twice_needs_no_choice() -> None:
    assert RESCORER.order(["はい。", "はい。"], [-2.0, -1.0], "") == [0, 1]
    assert RESCORER.order([], [], "") == []


@given(st.lists(st.tuples(st.text("会議を開きます。町長", max_size=12), st.floats(-50, 0)), max_size=5))
def test_every_text_is_kept_once(found: list[tuple[str, float]]) -> None:
    texts, scores = [t for t, _ in found], [s for _, s in found]
    order = RESCORER.order(texts, scores, "")
    assert sorted(order) == list(range(len(texts)))
    assert order[1:] == sorted(order[1:])
