"""A clause is doubted where the signs speak against it: little support, other hearings that differ, no plain Japanese."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from transcriber.language.confidence import clause_signs, confidence_doubts
from transcriber.language.confidence_fit import FITTED, Weights
from transcriber.language.edits import Edit, Edited
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speech.side_by_side import aligned

READER = Reader()
UNLIKE = Weights(bias=-2.0, by_sign={"unlike": 4.0}, doubted=0.5, figures_doubted=0.2)
"""Where another hearing sounds differently, and nothing else."""


@dataclass(frozen=True)
class Heard:
    text: str
    start: float
    end: float
    probability: float = 0.9
    others: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    put_in: bool = False


def heard(text: str, *others: str, probability: float = 0.9) -> list[Heard]:
    found = [aligned(text, other) for other in others]
    return [Heard(c, 10 + 0.2 * i, 10.2 + 0.2 * i, probability, tuple(f[i] for f in found)) for i, c in enumerate(text)]


def doubts(text: str, *others: str, weights: Weights = UNLIKE, said: Edited | None = None) -> tuple[Doubt, ...]:
    return confidence_doubts(
        heard(text, *others), said or Edited.unchanged(text), lambda at: 10 + 0.2 * at, weights, READER
    )


def test_the_clause_that_others_heard_otherwise_is_doubted_and_says_how() -> None:
    text = "本案に賛成の方の、起立を求めます。"
    (doubt,) = doubts(text, "本案に反対の方の、起立を求めます。")
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE
    assert doubt.place is not None and text[slice(*doubt.place)] == "本案に賛成の方の"
    assert doubt.alternative == "本案に反対の方の"
    assert 0.5 <= (doubt.likelihood or 0) <= 1
    assert doubt.start == pytest.approx(10.0) and doubt.end == pytest.approx(10 + 0.2 * 8)


def test_where_all_heard_the_same_nothing_is_doubted() -> None:
    assert doubts("起立を求めます。", "起立を求めます。", "起立をもとめます") == ()


def test_where_nobody_else_listened_nothing_is_said() -> None:
    assert doubts("起立を求めます。") == ()


def test_what_nobody_would_say_there_is_not_offered_instead() -> None:
    """It would only be read for nothing; the place is doubted all the same."""
    (plain,) = doubts("本案に賛成の方の、起立を求めます。", "本案に参戦の方の、起立を求めます。")
    (likely,) = doubts("本案に反対の方の、起立を求めます。", "本案に賛成の方の、起立を求めます。")
    assert (plain.alternative, likely.alternative) == (None, "本案に賛成の方の")


def test_a_clause_with_a_word_that_nobody_heard_is_doubted_sooner_and_says_which() -> None:
    """物価高騰 for 豚高等: it reads well, so nobody would look at it."""
    text = "物価高騰の影響により、値上げします。"
    characters = heard(text, "豚高等の影響により、値上げします。")
    weights = Weights(bias=-0.5, by_sign={}, doubted=0.6, figures_doubted=0.3)

    def found(put_in: slice) -> tuple[Doubt, ...]:
        now = [replace(c, put_in=i in range(len(text))[put_in]) for i, c in enumerate(characters)]
        return confidence_doubts(now, Edited.unchanged(text), lambda at: 10 + 0.2 * at, weights, READER)

    assert found(slice(0, 0)) == ()
    (doubt,) = found(slice(0, 4))
    assert doubt.place == (0, len("物価高騰の影響により"))
    assert doubt.reason.startswith("「物価高騰」は、聞こえたとおりではなく")
    (doubt,) = found(slice(11, 14))
    assert doubt.reason.startswith("「値上げ」は"), doubt.reason


def test_where_there_is_a_figure_beside_such_a_word_the_reader_is_sent_to_both() -> None:
    text = "物価高騰により12万円、値上げします。"
    characters = [replace(c, put_in=i < 4) for i, c in enumerate(heard(text, "豚高等により12万円、値上げします。"))]
    weights = Weights(bias=5.0, by_sign={}, doubted=0.6, figures_doubted=0.3)
    first = confidence_doubts(characters, Edited.unchanged(text), lambda at: 10 + 0.2 * at, weights, READER)[0]
    assert first.kind is DoubtKind.NUMBER
    assert first.reason.endswith("選んだものです。数字とともに、聞いて確かめてください。")


def test_a_clause_with_a_figure_is_doubted_sooner() -> None:
    weak = Weights(bias=-1.0, by_sign={}, doubted=0.5, figures_doubted=0.2)
    assert [d.kind for d in doubts("十二人です。そうです。", "十二人です。そうです。", weights=weak)] == [
        DoubtKind.NUMBER
    ]


def test_a_name_that_was_restored_counts_as_heard_when_another_hearing_has_it() -> None:
    text = "大家委員に伺います。"
    said = Edited.unchanged(text).edited([Edit(0, 2, "大矢", "名簿の氏名")])
    assert doubts(text, "大矢委員に伺います。", said=said) == ()
    assert doubts(text, "大家委員に伺います。", said=said) == ()


def test_another_hearing_that_lost_its_way_is_no_alternative() -> None:
    (doubt,) = doubts("起立を求めます。", "第十号につきましては発言を読みますので御起立ください")
    assert doubt.alternative is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("今日はどのようなことでお困りでしょうか。", "今日はどのようなことでおこまりでしょうか"),  # the same words
        ("今お住まいの家賃はおいくらですか。", "今お住まいの家賃はお医区らですか"),  # no word
    ],
)
def test_the_same_words_and_words_that_are_none_are_no_alternative(text: str, other: str) -> None:
    every = Weights(bias=5.0, by_sign={}, doubted=0.5, figures_doubted=0.5)
    assert [d.alternative for d in doubts(text, other, weights=every)] == [None]


def test_another_word_of_the_same_sound_is_an_alternative() -> None:
    every = Weights(bias=5.0, by_sign={}, doubted=0.5, figures_doubted=0.5)
    assert [d.alternative for d in doubts("来年の広告を目指す。", "来年の公告を目指す", weights=every)] == [
        "来年の公告を目指す"
    ]


def test_a_text_of_the_same_words_is_no_sign() -> None:
    kanji = clause_signs("お困りでしょうか", "お困りでしょうか", [], ["おこまりでしょうか"], [0.9] * 8, READER)
    assert (kanji["unlike"], kanji["unlike words"]) == (0.0, 0.0)


def test_little_support_is_a_sign_however_much_the_others_agree() -> None:
    def signs(probability: float) -> float:
        values = clause_signs("補正予算", "補正予算", [], ["補正予算"], [probability] * 4, READER)
        return FITTED.likelihood(values)

    assert signs(0.1) > signs(0.95)


def test_hearings_that_differ_are_a_sign() -> None:
    alike = clause_signs("本案に賛成の方", "本案に賛成の方", [], ["本案に賛成の方"] * 2, [0.8] * 7, READER)
    unlike = clause_signs(
        "本案に賛成の方", "本案に賛成の方", [], ["お案に参成の方", "あんに反対の方"], [0.8] * 7, READER
    )
    assert FITTED.likelihood(unlike) > FITTED.likelihood(alike)


def test_other_texts_of_the_same_search_that_differ_are_a_sign_and_count_less_than_other_spellings() -> None:
    def signs(*rivals: str) -> dict[str, float]:
        return clause_signs("本案に賛成の方", "本案に賛成の方", rivals, ["本案に賛成の方"], [0.8] * 7, READER)

    near, far = signs("本案にさんせいの方", "本案に賛成の方"), signs("本案に反対の方", "恩に賛成の方")
    assert FITTED.likelihood(far) > FITTED.likelihood(near)
    assert near["rivals unlike"] == 0.0 and far["rivals unlike"] == 1.0
