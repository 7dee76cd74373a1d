"""Words that neither the dictionary nor the office knows become doubts; what the office wrote does not."""

from __future__ import annotations

import pytest

from transcriber.language import unknown_words
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Doubt, DoubtKind, Mark, Utterance

READER = Reader()


def said(*texts: str, doubts: tuple[Doubt, ...] = (), marks: tuple[Mark, ...] = ()) -> list[Utterance]:
    return [
        Utterance(id=f"u{n:04d}", speaker="S1", start=10.0 * n, end=10.0 * n + 9, text=text, doubts=doubts, marks=marks)
        for n, text in enumerate(texts, start=1)
    ]


def doubted(utterances: list[Utterance], office: str = "") -> list[str]:
    return [
        u.text[slice(*d.place)]
        for u in unknown_words.with_unknown_words(utterances, office, READER)
        for d in u.doubts
        if d.kind is DoubtKind.NO_WORD and d.place is not None
    ]


def test_a_word_that_no_dictionary_has_is_doubted_wherever_it_stands() -> None:
    assert doubted(said("カトギーン、お願いします。", "再びカトギーンです。")) == ["カトギーン", "カトギーン"]


def test_a_figure_in_kanji_is_no_unknown_word() -> None:
    assert not doubted(said("最初は百八十億と聞いたんです。", "薬が、十六、余っていました。"))


@pytest.mark.parametrize("text", ["バスの増輪の可能性についてお聞かせください。", "議案に参成の方の起立を求めます。"])
def test_a_name_that_nobody_of_the_office_has_is_doubted(text: str) -> None:
    assert doubted(said(text)) in (["増輪"], ["参成"])


@pytest.mark.parametrize("office", ["増輪　太郎", "増輪バス運行事業"])
def test_what_the_office_wrote_is_known(office: str) -> None:
    assert doubted(said("バスの増輪の可能性についてお聞かせください。"), office) == []


def test_variant_characters_of_the_roster_are_known() -> None:
    assert doubted(said("高橋の質問でした。"), "髙橋　恵") == []


def test_a_name_with_a_form_of_address_is_doubted_once_a_meeting() -> None:
    assert doubted(said("佐藤さんに伺います。", "佐藤さんの件です。")) == ["佐藤"]


def test_plain_japanese_and_figures_are_not_doubted() -> None:
    text = "総額は1,350万円で、東京都と大阪市の事例を参考に、デジタル化とペーパーレス化を進めてまいります。"
    assert doubted(said(text)) == []


def test_what_is_doubted_already_is_not_doubted_twice() -> None:
    known = Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=10.0, end=19.0, reason="聞き違いの疑い", place=(0, 8))
    assert doubted(said("カトギーン、お願いします。", doubts=(known,))) == []


def test_the_time_is_that_of_the_clause() -> None:
    (u,) = unknown_words.with_unknown_words(
        said("お願いします。カトギーン、どうぞ。", marks=(Mark(position=7, time=13.0), Mark(position=13, time=15.5))),
        "",
        READER,
    )
    assert [(d.start, d.end) for d in u.doubts] == [(13.0, 15.5)]


@pytest.mark.parametrize(
    ("text", "letter"), [("A、本町ではこのように考えます。", "A"), ("はい。A、次に移ります。", "A")]
)
def test_a_letter_alone_between_marks_is_doubted_though_the_office_writes_letters(text: str, letter: str) -> None:
    assert doubted(said(text), "GIGAスクール") == [letter]


@pytest.mark.parametrize(
    "text", ["A案とB案があります。", "A地区です。", "対象は、A、B、Cの3地区です。", "委員A、委員Bの順です。"]
)
def test_a_letter_that_names_something_is_not(text: str) -> None:
    assert doubted(said(text)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("前年度から5名現象しております。", "現象"),
        ("補正予算が形状されており、", "形状"),
        ("体制を教科いたします。", "教科"),
    ],
)
def test_a_thing_that_somebody_does_is_doubted(text: str, word: str) -> None:
    assert doubted(said(text)) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "前年度から5名減少しております。",
        "補正予算が計上されており、体制を強化いたします。",
        "給食費を無償化した場合の試算です。",
        "資料を用意し、原因を形にして、状況に応じて対応しています。",
        "どのような形状にするか、教科として扱うかを検討します。",
    ],
)
def test_what_is_done_in_plain_japanese_is_not(text: str) -> None:
    assert doubted(said(text)) == []
