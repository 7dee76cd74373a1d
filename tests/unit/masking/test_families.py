"""Relatives who are told of in plain talk: who is meant, and what was said of them with a pause to think."""

from __future__ import annotations

import pytest
from support.personal_talk import READER, STAFF, Said, found

from transcriber.masking.finding import find_personal
from transcriber.minutes.personal_data import PersonalKind


@pytest.mark.parametrize(
    "answer",
    ["昭和61年、えーと、2月の3日です。", "平成9年の、あの、11月20日です。", "昭和61年、ええと、2月3日生まれです。"],
)
def test_a_birth_date_with_a_pause_in_it_is_one(answer: str) -> None:
    (date,) = found("はい。奥様は。", answer)
    assert date[0] is PersonalKind.BIRTH_DATE and date[1].endswith("日")


@pytest.mark.parametrize("line", ["はい、なおさんは、昭和61年8月6日です。", "娘は平成25年の4月9日です。"])
def test_a_birth_date_said_of_somebody_is_one(line: str) -> None:
    assert PersonalKind.BIRTH_DATE in [kind for kind, _ in found(line)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("上の子が中学1年でハルトって言うんですけど、学校に行けていなくて。", "ハルト"),
        ("下は小学2年の女の子でみようです。", "みよう"),
    ],
)
def test_the_name_of_a_child_that_was_misheard_is_one(line: str, name: str) -> None:
    ((kind, text),) = found(line)
    assert kind is PersonalKind.PERSON and text.endswith(name)


@pytest.mark.parametrize("line", ["元気な女の子でげんきです。", "元気な女の子でやんちゃです。"])
def test_another_word_in_its_place_is_none(line: str) -> None:
    assert not found(line)


def test_a_date_of_a_contract_with_a_pause_in_it_is_none() -> None:
    assert not found("契約は、令和5年、えーと、2月の3日です。")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("下は、小学2年の女の子で、美羽です。", "美羽"),
        ("二番目が女の子で、さくらです。", "さくら"),
        ("娘が一人で、小春といいます。", "小春"),
    ],
)
def test_the_name_of_a_child_may_follow_what_is_told_of_it(line: str, name: str) -> None:
    assert found(line) == [(PersonalKind.PERSON, name)]


@pytest.mark.parametrize(
    "line",
    [
        "三歳の女の子で、一人っ子です。",
        "小五の男の子で、野球です。",
        "元気な女の子で、安心です。",
        "子供は、健康です。",
        "姉に頼めばって言われるんですけど、無理ですよ。",
    ],
)
def test_what_a_child_is_or_does_is_no_name(line: str) -> None:
    assert not found(line)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("山田花子と申します。", "相談者"),
        ("上の子が中学1年で、陽翔っていうんですけど、学校に行けていなくて。", ""),
        ("下は男の子で、陸っていいます。", ""),
    ],
)
def test_a_name_told_after_a_relative_is_not_said_to_be_the_clients(line: str, role: str) -> None:
    (item,) = find_personal([Said(line)], STAFF, READER)
    assert item.role == role
