"""Addresses and names that the recogniser wrote as other words are masked by where they stand; ordinary talk that is like them is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from transcriber.language.readings import Reader
from transcriber.masking.finding import find_personal
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind

READER = Reader()
STAFF = Roster(people=(Person(name="西野 香織", post="相談員"),))


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None = None


def found(kind: PersonalKind, *lines: str) -> list[str]:
    items = find_personal([Said(line) for line in lines], STAFF, READER)
    return [" ".join(lines[n][a:b] for n, a, b in item.pieces) for item in items if item.kind is kind]


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
