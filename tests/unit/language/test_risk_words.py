"""A word that weighs heavily on a person is doubted unless the sound plainly supports it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest

from transcriber.language import risk_words
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Doubt, DoubtKind

READER = Reader()


@dataclass(frozen=True)
class Character:
    text: str
    start: float
    end: float
    probability: float
    others: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    put_in: bool = False


def doubts(text: str, *others: str, probability: float = 0.95) -> tuple[Doubt, ...]:
    """Args:
    others: what each other hearing has, letter for letter beside `text`; the last letter takes what is left.
    """
    spread = [[*o[: len(text) - 1].ljust(len(text) - 1), o[len(text) - 1 :]] for o in others]
    said = [
        Character(c, 10 + 0.2 * i, 10.2 + 0.2 * i, probability, tuple(s[i].strip() for s in spread))
        for i, c in enumerate(text)
    ]
    return risk_words.risk_doubts(said, Edited.unchanged(text), lambda p: 10 + 0.2 * p, READER)


def test_a_word_that_all_hearings_have_and_the_sound_supports_stands():
    assert doubts("夫から暴力を受けました。", "夫から暴力を受けました。", "夫から暴力を受けました。") == ()


def test_another_spelling_of_the_same_sound_is_agreement():
    assert doubts("夫から暴力を受けました。", "夫からぼうりょくを受けました。") == ()


def test_a_word_that_another_hearing_does_not_have_is_doubted_where_it_stands():
    text = "虐待を考えました。"
    (doubt,) = doubts(text, text, "期待を考えました。")
    assert doubt.kind is DoubtKind.RISK_WORD and doubt.place is not None
    assert text[slice(*doubt.place)] == "虐待" and "虐待" in doubt.reason
    assert doubt.start <= 10 and doubt.end >= 10.4


def test_a_word_with_little_support_is_doubted_even_if_all_hearings_have_it():
    text = "自殺を考えました。"
    assert len(doubts(text, text, text, probability=risk_words.LEAST_SUPPORT - 0.1)) == 1


def test_where_nothing_else_listened_the_limit_is_stricter():
    assert len(doubts("妊娠しています。", probability=risk_words.LEAST_ALONE - 0.1)) == 1
    assert doubts("妊娠しています。", probability=0.99) == ()


def test_a_word_that_only_another_hearing_has_is_a_doubt_without_the_word():
    (doubt,) = doubts("期待を受けました。", "虐待を受けました。")
    assert doubt.place == (0, 2)
    assert doubt.alternative is None and "虐待" not in doubt.reason
    assert doubt.start <= 10


def test_the_other_hearing_s_word_is_not_asked_about_where_the_text_has_it():
    text = "借金が返せません。"
    assert doubts(text, text) == ()


def test_something_unsure_that_sounds_nearly_like_such_a_word_is_a_doubt_without_the_word():
    text = "昔、学生材を使っていました。"
    (doubt,) = doubts(text, text, probability=0.5)
    assert doubt.place is not None and text[slice(*doubt.place)] == "学生材"
    assert doubt.alternative is None and "覚醒剤" not in doubt.reason
    assert doubt.reason.startswith("「学生材」は、")  # which word of the text it is
    assert doubts(text, text, probability=0.97) == ()


@pytest.mark.parametrize("text", ["会議を開きます。", "がんばります。", "かがんでください。", "安心中です。"])
def test_ordinary_words_are_not_asked_about(text):
    assert doubts(text, text, probability=0.3) == ()


def test_a_doubt_of_any_kind_offers_no_such_word_that_the_text_does_not_have():
    doubt = Doubt(
        kind=DoubtKind.LOW_CONFIDENCE, start=1, end=2, reason="聞いてください。", alternative="虐待を受けました。"
    )
    assert risk_words.without_unwritten(doubt, "期待を受けました。", READER).alternative is None
    assert risk_words.without_unwritten(doubt, "虐待をうけました。", READER) == doubt
    plain = doubt.model_copy(update={"alternative": "期待を持ちました。"})
    assert risk_words.without_unwritten(plain, "期待を受けました。", READER) == plain


def test_no_reader_is_kept_when_its_draft_is_made():
    """The watcher makes one draft after the other, each with a reader of some 75 MB."""
    reader = Reader()
    said = [Character(c, 10, 11, 0.5) for c in "学生材を使って虐待を受けました。"]
    risk_words.risk_doubts(said, Edited.unchanged("学生材を使って虐待を受けました。"), float, reader)
    kept = weakref.ref(reader)
    del reader
    gc.collect()
    assert kept() is None
