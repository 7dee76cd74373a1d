"""A few words give way to what a hearing of the whole window has there, if its sound supports that better and it is no worse Japanese."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from transcriber.language.readings import Reader
from transcriber.language.similar_words import SimilarWord, shipped_similar_words
from transcriber.speech.better_words import with_better_words
from transcriber.speech.recogniser import Character
from transcriber.speech.rescoring import Rescorer
from transcriber.speech.side_by_side import aligned

RESCORER = Rescorer(Reader().unexpected)


def supports(word: str, nats: float = 10.0) -> Callable[[Sequence[str]], list[float]]:
    """Sound in which texts with `word` are so much likelier."""
    return lambda texts: [nats if word in t else 0.0 for t in texts]


def heard(pieces: Sequence[str], whole: str, by_piece: str | None = None) -> list[list[Character]]:
    """Pieces as recognised, with what the hearing of the whole window has, and one piece by piece."""
    every = "".join(pieces)
    others = zip(aligned(every, by_piece or every), aligned(every, whole), strict=True)
    made, at = [], 0
    for text in pieces:
        made.append(
            [
                Character(text=c, start=at + i, end=at + i + 1, probability=0.9, rivals=(c,), others=next(others))
                for i, c in enumerate(text)
            ]
        )
        at += len(text)
    return made


def put_right(
    pieces: Sequence[str], whole: str, support: Callable[[Sequence[str]], list[float]], told: str = ""
) -> str:
    kept = with_better_words(heard(pieces, whole), 1, support, RESCORER, told)
    return "".join(c.text for p in kept for c in p)


def test_what_the_whole_sound_supports_better_is_put_in() -> None:
    assert (
        put_right(["テレビで見て出し合いとかにも"], "テレビで見てた試合とかにも", supports("た試合"))
        == "テレビで見てた試合とかにも"
    )


def test_what_it_supports_no_better_stays() -> None:
    said = "一般質問を行います。"
    assert put_right([said], "一般質門を行います。", supports("質門", 0.5)) == said


def test_worse_japanese_needs_more_support() -> None:
    said, worse = "来年度の予算編成を行います。", "来年度の余産編成を行います。"
    assert put_right([said], worse, supports("余産", 1.5)) == said


@pytest.mark.parametrize(
    ("said", "whole", "better"),
    [
        ("中学校3校に置きます。", "中学校参考に置きます。", "参考"),
        ("12万円です。", "20万円です。", "20"),
        ("議案第四十号です。", "議案第四十五号です。", "五"),
    ],
)
def test_a_figure_stays_whatever_was_heard(said: str, whole: str, better: str) -> None:
    assert put_right([said], whole, supports(better, 50.0)) == said


def test_what_the_office_wrote_stays() -> None:
    said, whole = "余産の編成を行います。", "予算の編成を行います。"
    assert put_right([said], whole, supports("予算"), told="余産太郎議員、待機児童。") == said
    assert put_right([said], whole, supports("予算")) == whole


def test_the_sound_is_not_asked_about_what_no_meeting_says() -> None:
    """Each question costs a look at the whole window, and no sound has outweighed that much."""
    said, asked = "加藤議員の質問です。", []

    def support(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [50.0 if "過当" in t else 0.0 for t in texts]

    assert put_right([said], "過当議員の質問です。", support) == said
    assert not [t for t in asked if "過当" in t]


def test_nothing_is_lost_where_the_whole_hearing_lost_a_sentence() -> None:
    said = "説明が終わりました。これより質疑を行います。"
    assert put_right([said], "説明が終わりました。", lambda texts: [50.0 / len(t) for t in texts]) == said


def test_nothing_goes_over_the_border_of_two_pieces() -> None:
    pieces = ["堀田委員", "地産地消の"]
    assert put_right(pieces, "ほった意知さん地消の", supports("意知さん")) == "".join(pieces)


def test_what_gave_way_is_what_was_heard_otherwise_in_the_same_time() -> None:
    said = "見て出し合いとか"
    (kept,) = with_better_words(heard([said], "見てた試合とか", "見て出し愛とか"), 1, supports("た試合"), RESCORER, "")
    assert "".join(c.text for c in kept) == "見てた試合とか"
    assert ["".join(c.others[k] for c in kept) for k in (0, 1)] == ["見て出し愛とか", said]
    assert "".join(c.rivals[0] for c in kept) == said
    assert [(kept[0].start, kept[-1].end), [c.end for c in kept[:-1]]] == [(0, len(said)), [c.start for c in kept[1:]]]


def test_a_letter_too_many_goes_and_stays_beside_the_one_before() -> None:
    (kept,) = with_better_words(
        heard(["試行の導入をにより"], "試行の導入により"), 1, lambda texts: [-9.0 * len(t) for t in texts], RESCORER, ""
    )
    assert "".join(c.text for c in kept) == "試行の導入により"
    assert "".join(c.others[1] for c in kept) == "試行の導入をにより"


@pytest.mark.parametrize(
    ("against", "told", "written"),
    [
        (0.0, "", "物価高騰の影響がございます。"),
        (6.0, "", "物価高騰の影響がございます。"),  # nobody heard it, but it is what is said in meetings
        (60.0, "", "豚高等の影響がございます。"),  # the sound says otherwise
        (0.0, "豚高等専門学校", "豚高等の影響がございます。"),  # the office wrote it so
    ],
)
def test_a_word_of_meetings_that_sounds_alike_is_put_in_if_the_sound_has_little_against_it(
    against: float, told: str, written: str
) -> None:
    said = "豚高等の影響がございます。"
    rescorer = Rescorer(Reader().unexpected, shipped_similar_words().proposals)
    kept = with_better_words(heard([said], said), 1, supports("豚高等", against), rescorer, told)
    assert "".join(c.text for p in kept for c in p) == written
    if written != said:
        assert "豚高等" in "".join(c.others[1] for c in kept[0]), "what gave way is what was heard otherwise"


def test_of_words_that_sound_the_same_the_meeting_decides() -> None:
    rescorer = Rescorer(Reader().unexpected, shipped_similar_words().proposals)
    for against, written in ((5.0, "早期の復旧に努めてまいります。"), (200.0, "早期の復旧に務めてまいります。")):
        kept = with_better_words(
            heard(["早期の復旧に務めてまいります。"], "早期の復旧に務めてまいります。"),
            1,
            supports("務め", against),
            rescorer,
            "",
        )
        assert "".join(c.text for p in kept for c in p) == written


def test_beside_a_word_that_was_put_right_another_is_that_did_not_belong_before() -> None:
    said, half, whole = "ぶ高等の栄経がございます。", "物価高騰の栄経がございます。", "物価高騰の影響がございます。"
    words = {said: [(0, 3, "物価高騰")], half: [(5, 7, "影響")]}

    def similar(text: str, told: str) -> list[SimilarWord]:
        return [SimilarWord(start, end, word, 20.0, 0) for start, end, word in words.get(text, [])]

    rescorer = Rescorer(lambda text, told: {said: 60.0, half: 40.0, whole: 0.0}.get(text, 100.0), similar)
    kept = with_better_words(heard([said], said), 1, lambda texts: [0.0] * len(texts), rescorer, "")
    assert "".join(c.text for p in kept for c in p) == whole


def test_the_second_look_is_only_at_what_lies_near_the_first_ones_words() -> None:
    talk = "それでは順に説明を申し上げます。" * 8
    said, half, whole = (
        f"{talk}{words}がございます。{talk}" for words in ("ぶ高等の栄経", "物価高騰の栄経", "物価高騰の影響")
    )
    looks: list[str] = []

    def similar(text: str, told: str) -> list[SimilarWord]:
        looks.append(text)
        found = [(w, text.find(w), better) for w, better in (("ぶ高等", "物価高騰"), ("栄経", "影響"))]
        return [SimilarWord(at, at + len(w), better, 20.0, 0) for w, at, better in found if at >= 0]

    def unexpected(text: str, told: str) -> float:
        return 60.0 if "ぶ高等" in text else 40.0 if "栄経" in text else 0.0

    kept = with_better_words(heard([said], said), 1, lambda t: [0.0] * len(t), Rescorer(unexpected, similar), "")
    assert "".join(c.text for p in kept for c in p) == whole
    assert looks[0] == said
    assert max(map(len, looks[1:])) < len(said) / 2


def test_a_word_that_no_hearing_has_says_so() -> None:
    rescorer = Rescorer(Reader().unexpected, shipped_similar_words().proposals)
    said = "豚高等の影響がございます。"
    (nobody,) = with_better_words(heard([said], said), 1, supports("豚高等", 0.0), rescorer, "")
    (another,) = with_better_words(
        heard([said], "物価高騰の影響がございます。"), 1, supports("物価", 0.0), rescorer, ""
    )
    (same,) = with_better_words(
        heard([said], said, "物価高騰の影響がございます。"), 1, supports("豚", 0.0), rescorer, ""
    )
    texts = {"".join(c.text for c in kept) for kept in (nobody, another, same)}
    assert texts == {"物価高騰の影響がございます。"}
    assert [c.put_in for c in nobody] == [True] * 4 + [False] * 10
    assert not any(c.put_in for c in (*another, *same)), "somebody heard it"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("谷口美憩議員の質問を許します。", "谷口美憩議員の質問を許します。"),
        ("豚高等課長の説明を求めます。", "豚高等課長の説明を求めます。"),
        ("豚高等の影響により課長が説明します。", "物価高騰の影響により課長が説明します。"),
    ],
)
def test_who_holds_a_title_is_not_told_by_what_is_often_said(said: str, written: str) -> None:
    rescorer = Rescorer(Reader().unexpected, shipped_similar_words().proposals)
    (kept,) = with_better_words(heard([said], said), 1, lambda texts: [0.0] * len(texts), rescorer, "")
    assert "".join(c.text for c in kept) == written
