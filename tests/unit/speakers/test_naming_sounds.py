"""Names are compared by how they sound, over every way a text can be read."""

from __future__ import annotations

import pytest

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person
from transcriber.minutes.surnames import surname
from transcriber.speakers.naming.calls import Calls
from transcriber.speakers.naming.name_sounds import Phrases

READER = Reader()
NAMES = [("加藤啓二議員", "かとうけいじぎいん"), ("大塚由紀議員", "おおつかゆきぎいん"), ("堀田委員", "ほったいいん")]
PEOPLE = [
    Person(name="加藤啓二", kana="かとうけいじ", post="議員", seat="5"),
    Person(name="大塚由紀", kana="おおつかゆき", post="議員", seat="11"),
    Person(name="近藤美穂", kana="こんどうみほ", post="福祉部長", seat=""),
    Person(name="井俣憲治", kana="いまたけんじ", post="町長", seat=""),
]


def best(text: str) -> str:
    scores = Phrases(READER, NAMES).at_end(text).max(axis=0)
    return NAMES[int(scores.argmax())][0] if scores.max() > 2 else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("かと計時議員", "加藤啓二議員"),
        ("加藤経時議員", "加藤啓二議員"),
        ("続きまして、を使う紀議員", "大塚由紀議員"),
        ("お使い機議員", "大塚由紀議員"),
        ("他にございませんか、堀田人", "堀田委員"),
        ("質疑はありませんか", ""),
        ("これより採決を行います", ""),
    ],
)
def test_what_the_recogniser_made_of_a_name_is_closest_to_that_name(text: str, name: str) -> None:
    assert best(text) == name


def test_only_the_end_or_the_beginning_of_the_text_counts() -> None:
    phrases = Phrases(READER, NAMES[:1])
    assert phrases.at_end("加藤啓二議員の一般質問を終わります").max() < 0
    assert phrases.at_start("加藤啓二議員の一般質問").max() > 5
    assert phrases.at_start("以上で加藤啓二議員").max() < phrases.at_end("以上で加藤啓二議員").max()


def test_nothing_said_sounds_like_nobody() -> None:
    assert Phrases(READER, NAMES).at_end("。、").max() == float("-inf")
    assert Phrases(READER, []).at_end("加藤議員").shape == (2, 0)
    assert Calls(READER, []).at_end("加藤議員。").nobody == 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("5番、加藤啓二議員", 0),
        ("５番", 0),
        ("十一番議員", 1),
        ("一一番", 1),
        ("5番を使う紀議員", None),  # seat and name disagree
        ("日程第5", None),
        ("福祉部長", 2),
        ("健康福祉部長", None),
        ("近藤部長", None),  # no such post: left to others
        ("町長", 3),
        ("副町長", None),
        ("議員", None),
    ],
)
def test_who_a_phrase_means(text: str, who: int | None) -> None:
    hearing = Calls(READER, PEOPLE).at_end(text)
    if who is None:
        assert hearing.people.max() < 0.6
    else:
        assert hearing.people.argmax() == who
        assert hearing.people[who] > 0.6


def test_probabilities_add_up() -> None:
    for text in ("加藤議員", "はい", "福祉部長"):
        hearing = Calls(READER, PEOPLE).at_end(text)
        assert 0 <= hearing.nobody <= 1
        assert hearing.people.sum() + hearing.nobody == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "kana", "expected"),
    [
        ("加藤 啓二", "かとう けいじ", ("加藤", "かとう")),
        ("加藤　啓二", "カトウ　ケイジ", ("加藤", "かとう")),
        ("加藤啓二", "かとうけいじ", ("加藤", "かとう")),
        ("岡部弘", "おかべひろし", ("岡部", "おかべ")),
        ("森誠", "もりまこと", ("森", "もり")),
        ("長谷川恵子", "はせがわけいこ", ("長谷川", "はせがわ")),
        ("五十嵐修", "いがらしおさむ", ("五十嵐", "いがらし")),
        ("堀田さつき", "", ("堀田", "ほった")),
        ("", "", ("", "")),
    ],
)
def test_a_surname_is_found_with_or_without_the_offices_space(name: str, kana: str, expected: tuple[str, str]) -> None:
    found = surname(Person(name=name, kana=kana, post="議員", seat=""), READER)
    assert (found.text, found.kana) == expected


def test_people_of_one_name_are_heard_alike_and_as_if_each_stood_alone() -> None:
    """A large office has a hundred 佐藤: each way to call them is compared once."""
    alone = Phrases(READER, NAMES).at_end("続きまして、加藤経時議員")
    often = Phrases(READER, [NAMES[0], *NAMES, NAMES[0]]).at_end("続きまして、加藤経時議員")
    assert often[:, 1:4].tolist() == alone.tolist()
    assert often[:, 0].tolist() == often[:, 1].tolist() == often[:, 4].tolist()
