"""Words that hold a numeral and are no number stay words; seats and numbers stay numbers. And marks that were put in mid-sentence."""

from __future__ import annotations

import pytest

from transcriber.language import numerals, punctuation
from transcriber.language.correction import Corrector
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.language.writing import Writer
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.text_style import Numerals, TextStyle

READER = Reader()

ADVERBS = (
    "一番うれしかったのは、子どもの笑顔です。", "一番困ったのは、雪の日でした。", "これが一番つらいところです。", "一番近い駅まで歩きます。",
    "町で一番古い橋です。", "県内で一番高い水準です。", "一番初めに申し上げます。", "一番初めの質問です。", "一番最後の方です。", "一番奥の部屋です。",
    "それが一番だと思います。", "健康が一番ですよね。", "安全を一番に考えます。", "一番に駆けつけました。", "私が一番言いたいことです。", "一番気になるのは費用です。",
    "一番安い業者に頼みました。", "一番若い職員です。", "一番期待しています。", "一番残念なことです。", "利用者が一番少ない路線です。", "一番遅れている地区です。",
    "世界一番の技術とは言いません。", "一番はじめの年です。", "一番身近な窓口です。", "一番苦労した点です。", "一番詳しい方に聞きます。", "一番忙しい時期です。",
    "一番多かった意見です。", "一番望ましい形です。",
)  # fmt: skip
HEARD_IN_DIGITS = (
    ("1番うれしかったです。", "一番うれしかったです。"),
    ("これが1番つらいです。", "これが一番つらいです。"),
    ("１番近い駅です。", "一番近い駅です。"),
    ("町で1番古い橋です。", "町で一番古い橋です。"),
    ("安全を1番に考えます。", "安全を一番に考えます。"),
)
SEATS = (
    ("一番、加藤啓二議員。", "1番、加藤啓二議員。"),
    ("一番加藤啓二議員。", "1番加藤啓二議員。"),
    ("議席番号一番の加藤です。", "議席番号1番の加藤です。"),
    ("一番、加藤です。", "1番、加藤です。"),
    ("一番から五番までの議員です。", "1番から5番までの議員です。"),
)

NO_NUMBERS = (
    "千差万別です。", "四六時中見守ります。", "一石二鳥です。", "二人三脚で進めます。", "十人十色です。", "百聞は一見にしかずです。", "一期一会です。",
    "四苦八苦しています。", "五分五分です。", "一長一短があります。", "十中八九そうなります。", "一朝一夕にはできません。", "千載一遇の機会です。",
    "三々五々集まりました。", "三日坊主にしません。", "八方美人ではいけません。", "一人前になりました。", "二足のわらじです。", "七転八起です。", "第六感ではありません。",
)  # fmt: skip


def written(text: str, style: Numerals = Numerals.ARABIC) -> str:
    return Edited.unchanged(text).edited(numerals.numeral_edits(text, style)).text


def test_there_are_forty_sentences_with_the_word_and_twenty_with_others() -> None:
    assert len(ADVERBS) + len(HEARD_IN_DIGITS) + len(SEATS) == 40
    assert len(NO_NUMBERS) == 20


@pytest.mark.parametrize("text", ADVERBS)
def test_the_adverb_stays_a_word(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(("heard", "text"), HEARD_IN_DIGITS)
def test_the_adverb_in_digits_becomes_a_word(heard: str, text: str) -> None:
    assert written(heard) == text


@pytest.mark.parametrize(("heard", "text"), SEATS)
def test_a_seat_stays_a_number(heard: str, text: str) -> None:
    assert written(heard) == text
    assert written(text) == text


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_word_that_holds_numerals_is_no_number(text: str) -> None:
    assert written(text) == text


class At:
    """A character with its time."""

    def __init__(self, text: str, start: float) -> None:
        self.text, self.start, self.end = text, start, start + 0.1


def marked(text: str) -> str:
    """Written as heard, evenly, a mark with the character before it."""
    pieces: list[str] = []
    for c in text:
        if c in "。、" and pieces:
            pieces[-1] += c
        else:
            pieces.append(c)
    return "".join(punctuation.punctuated([At(p, i * 0.12) for i, p in enumerate(pieces)], READER))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("日本。での会場は決まりました。", "日本での会場は決まりました。"),
        ("東郷町。の予算です。", "東郷町の予算です。"),
        ("この計画。を進めます。", "この計画を進めます。"),
        ("公園。に行きました。", "公園に行きました。"),
        ("担当課。から説明します。", "担当課から説明します。"),
    ],
)
def test_no_full_stop_stands_before_a_particle(heard: str, text: str) -> None:
    assert marked(heard) == text


@pytest.mark.parametrize(
    "text", ["報告は以上です。では、次に移ります。", "質問は以上。では、次です。", "反対です。が、条件があります。"]
)
def test_a_sentence_that_begins_with_a_conjunction_keeps_the_full_stop_before_it(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("5番、加藤啓二議員、", "5番、加藤啓二議員。"),
        ("福祉部長、", "福祉部長。"),
        ("12番、", "12番。"),
        ("福祉部長、お願いします。", "福祉部長、お願いします。"),
        ("それは、", "それは、"),
    ],
)
def test_a_call_ends_in_a_full_stop(heard: str, text: str) -> None:
    style = TextStyle(numerals=Numerals.AS_HEARD)
    writer = Writer(Corrector(Roster(), Glossary(), reader=READER), style, READER)
    assert writer(heard).text == text
