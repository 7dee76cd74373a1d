"""Surnames: one way to find them, and whom staff mean by a surname with a title."""

from __future__ import annotations

import pytest
from support.council import meeting as transcript

from transcriber.errors import SpeakerSheetError
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.relabelling import Relabelling, as_on_roster, relabel
from transcriber.minutes.surnames import people_called, people_meant, surname
from transcriber.transcripts.decided_speakers import relabelled

READER = Reader()


@pytest.mark.parametrize(
    ("name", "kana", "text", "sound"),
    [
        ("加藤 啓二", "かとう けいじ", "加藤", "かとう"),
        ("加藤\u3000啓二", "カトウケイジ", "加藤", "かとう"),
        ("加藤啓二", "かとうけいじ", "加藤", "かとう"),
        ("加藤啓二", "", "加藤", "かとう"),
        ("林修", "はやしおさむ", "林", "はやし"),
        ("林田一郎", "はやしだいちろう", "林田", "はやしだ"),
        ("小山田圭吾", "こやまだけいご", "小山田", "こやまだ"),
        ("三ヶ島誠", "みかじままこと", "三ヶ島", "みかじま"),
        ("東海林のり子", "しょうじのりこ", "東海林", "しょうじ"),
        ("勅使河原薫", "てしがわらかおる", "勅使河原", "てしがわら"),
        ("森田", "もりた", "森田", "もりた"),
    ],
)
def test_the_surname_is_found_with_and_without_a_space(name: str, kana: str, text: str, sound: str) -> None:
    found = surname(Person(name=name, kana=kana, post="議員"), READER)
    assert (found.text, found.kana, found.sure) == (text, sound, True)


def test_without_a_dictionary_only_the_offices_space_tells() -> None:
    assert surname(Person(name="加藤 啓二", kana="かとう けいじ")).text == "加藤"
    assert not surname(Person(name="加藤啓二", kana="かとうけいじ")).sure


def people(*lines: str) -> Roster:
    """`name/post` each."""
    return Roster(people=tuple(Person(name=n, post=p) for n, p in (line.split("/") for line in lines)))


TOWN = people(
    "林修/議員", "林田一郎/議員", "近藤美穂/福祉部長", "加藤太郎/議員", "山下清隆/議長", "佐藤花子/代表監査委員"
)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("加藤議員", "加藤太郎議員"),
        ("加藤委員", "加藤太郎議員"),
        ("加藤さん", "加藤太郎議員"),
        ("5番、加藤議員", "加藤太郎議員"),
        ("加藤 太郎", "加藤太郎議員"),
        ("林議員", "林修議員"),
        ("林田議員", "林田一郎議員"),
        ("近藤部長", "福祉部長（近藤美穂）"),
        ("近藤福祉部長", "福祉部長（近藤美穂）"),
        ("山下議長", "議長（山下清隆）"),
        ("福祉部長", "福祉部長（近藤美穂）"),
        ("佐藤代表監査委員", "代表監査委員（佐藤花子）"),
        ("佐藤議員", "佐藤議員"),  # she is no member: somebody else is meant
        ("水野議員", "水野議員"),
        ("議員", "議員"),
    ],
)
def test_what_staff_write_is_printed_as_the_roster_has_it(written: str, printed: str) -> None:
    assert as_on_roster(written, TOWN, READER) == printed


def test_without_a_dictionary_a_surname_counts_if_one_name_alone_begins_with_it() -> None:
    assert as_on_roster("加藤議員", TOWN) == "加藤太郎議員"
    assert {p.name for p in people_called("林議員", TOWN)} == {"林修", "林田一郎"}


def test_where_two_may_be_meant_the_line_and_both_are_named_and_nothing_is_changed() -> None:
    given = transcript().model_copy(update={"roster": people("加藤太郎/議員", "加藤 花子/議員", "近藤美穂/福祉部長")})
    assert len(people_meant("加藤議員", given.roster, READER)) == 2
    for wanted, line in (
        (Relabelling(names={"S1": "加藤議員"}), "S1 の行"),
        (Relabelling(moves={"u0002": "加藤議員"}), "u0002 の行"),
        (Relabelling(ranges=((0.0, given.recording.seconds, "加藤議員"),)), "0:00:00 の行"),
    ):
        with pytest.raises(SpeakerSheetError) as told:
            relabelled(given, wanted)
        assert line in told.value.found and "加藤太郎議員、加藤花子議員" in told.value.found
        assert "氏名" in told.value.todo


def test_what_was_given_to_the_command_is_not_said_to_stand_in_the_list() -> None:
    given = transcript()
    for in_list, said in ((True, "「話者.xlsx」に書かれた番号「S99」"), (False, "指定された番号「S99」")):
        with pytest.raises(SpeakerSheetError) as told:
            relabelled(given, Relabelling(names={"S99": "福祉部長"}), in_list=in_list)
        assert told.value.found.startswith(said)


def test_a_name_that_a_speaker_bears_already_is_that_speakers() -> None:
    given = transcript()
    one = given.speakers[0].model_copy(update={"name": "加藤議員"})
    given = given.model_copy(
        update={"speakers": (one, *given.speakers[1:]), "roster": people("加藤太郎/議員", "加藤花子/議員")}
    )
    after = relabel(given, Relabelling(moves={given.utterances[-1].id: "加藤議員"}), READER)
    assert after.utterances[-1].speaker == one.id


def test_a_surname_alone_means_who_has_it() -> None:
    roster = Roster(
        people=(
            Person(name="加藤 啓二", kana="かとう けいじ", post="議員", seat="5"),
            Person(name="林 修", kana="はやし おさむ", post="議員", seat="6"),
            Person(name="林 恵", kana="はやし めぐみ", post="議員", seat="7"),
        )
    )
    assert [p.name for p in people_meant("加藤", roster, READER)] == ["加藤 啓二"]
    assert len(people_meant("林", roster, READER)) == 2
    assert people_meant("近藤", roster, READER) == ()
