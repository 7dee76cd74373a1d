"""Names and addresses that no list holds, or that the recogniser wrote as other words, are masked by where they stand; talk that is like
them is not."""

from __future__ import annotations

import pytest
from support import personal_talk

from transcriber.minutes.personal_data import PersonalKind


def found(kind: PersonalKind, *lines: str) -> list[str]:
    return [text for of, text in personal_talk.found(*lines) if of is kind]


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("住所は豊田市若宮町日町目5番ち12です。",), "豊田市若宮町日町目5番ち12"),
        (("住所は岡崎市康生通南三丁目五番地の十二です。",), "岡崎市康生通南三丁目五番地の十二"),
        (("ご住所をお願いします。", "とよたし若宮町です。"), "とよたし若宮町"),
        (("ご住所をお願いします。", "豊田市若宮町の、", "はい。", "18万7号です。"), "18万7号"),
    ],
)
def test_an_address_is_masked_as_it_is_spoken_and_misheard(lines: tuple[str, ...], masked: str) -> None:
    assert any(masked in one for one in found(PersonalKind.ADDRESS, *lines))


@pytest.mark.parametrize(
    "line",
    [
        "議案第18号から第20号までを一括して議題といたします。",
        "日程第3、3番目の質問に移ります。",
        "予算は18万円で、7号車を使います。",
        "1番から5番までの方はこちらへどうぞ。",
    ],
)
def test_numbers_of_business_are_no_addresses(line: str) -> None:
    assert found(PersonalKind.ADDRESS, line) == []


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("すちきつろしと申します。",), "すちきつろし"),
        (("わたし、やまてと申しますけど。",), "やまて"),
        (("はい、やまだ先生に言われました。",), "やまだ"),
    ],
)
def test_a_name_is_masked_by_where_it_stands(lines: tuple[str, ...], masked: str) -> None:
    assert any(masked in one for one in found(PersonalKind.PERSON, *lines))


@pytest.mark.parametrize(
    "line",
    ["担当のものと申します。", "おかあさんが来ました。", "みなさんにお知らせします。", "せんせいに相談したい。"],
)
def test_ordinary_words_in_such_places_are_no_names(line: str) -> None:
    assert found(PersonalKind.PERSON, line) == []


@pytest.mark.parametrize(
    ("kind", "line", "masked"),
    [
        (PersonalKind.SCHOOL, "長女が、ことしどんぐりの森保育園に入りました。", "どんぐりの森保育園"),
        (PersonalKind.EMPLOYER, "社会福祉法人たんぽぽの里に勤めております。", "社会福祉法人たんぽぽの里"),
        (PersonalKind.EMPLOYER, "こないだまでニコニコ弁当のアルバイトをやっていました。", "ニコニコ弁当"),
        (PersonalKind.EMPLOYER, "医療法人さくらの会を辞めました。", "医療法人さくらの会"),
    ],
)
def test_a_name_that_goes_on_in_kana_is_masked_whole(kind: PersonalKind, line: str, masked: str) -> None:
    assert masked in found(kind, line)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (PersonalKind.SCHOOL, "うちの保育園に通っています。"),
        (PersonalKind.SCHOOL, "あの小学校はどうですか。"),
        (PersonalKind.SCHOOL, "息子の小学校から電話がありました。"),
        (PersonalKind.EMPLOYER, "ずっと警備で働いています。"),
        (PersonalKind.EMPLOYER, "もともと運送で働いていました。"),
        (PersonalKind.EMPLOYER, "スーパーのパートを辞めました。"),
    ],
)
def test_kinds_of_schools_and_work_are_no_names(kind: PersonalKind, line: str) -> None:
    assert found(kind, line) == []
