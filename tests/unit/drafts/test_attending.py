"""Who sits in a body, who explains, who advised, and whose names a table of words shows, as far as that is told."""

from __future__ import annotations

import transcripts

from transcriber.drafts.word import attending, docket, house_style
from transcriber.language.readings import Reader
from transcriber.minutes import record_forms
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import RecordKind, Transcript

READER = Reader()
BOARD = Roster(
    people=(
        Person(name="長峰信吾", post="教育長"),
        Person(name="瀬尾朝子", post="教育長職務代理者"),
        Person(name="三木谷豊", post="委員"),
        Person(name="北園剛", post="教育次長"),
        Person(name="林和夫", post="教育委員会事務局長"),
    )
)
CASE = Roster(
    people=(
        Person(name="蔵本早苗", post="主任介護支援専門員"),
        Person(name="長尾千秋", post="保健師"),
        Person(name="馬場重雄", post="民生委員"),
        Person(name="", post="家族"),
    )
)


def groups(roster: Roster) -> dict[str, list[str]]:
    """Title of a group → the names in it, in the record of a board."""
    form = record_forms.find_form("conference")
    assert form is not None
    told = transcripts.transcript(RecordKind.COUNCIL, roster=roster)
    house = house_style.HouseStyle(kind=RecordKind.COUNCIL)
    return {g.title: [p.name for p in g.people] for g in attending.attending_groups(told, form, house)}


def test_the_head_of_an_education_board_and_who_stands_in_are_of_the_board() -> None:
    found = groups(BOARD)
    assert found["出席委員"] == ["長峰信吾", "瀬尾朝子", "三木谷豊"]
    assert found["説明のため出席した者"] == ["北園剛", "林和夫"]


def test_in_a_council_they_explain() -> None:
    council = Roster(
        people=(Person(name="山下清隆", post="議長"), Person(name="森健一", post="議員", seat="1"), *BOARD.people)
    )
    names = [p.name for p in attending.explainers_on(transcripts.transcript(RecordKind.COUNCIL, roster=council))]
    assert "長峰信吾" in names and "瀬尾朝子" in names


def consultation(*lines: tuple[str | None, str]) -> Transcript:
    """A consultation of (name, text) … with the people of CASE on its list."""
    said = tuple(transcripts.utterance(n, text, speaker=f"S{n}", name=name) for n, (name, text) in enumerate(lines, 1))
    return transcripts.transcript(RecordKind.CONSULTATION, utterances=said, roster=CASE)


def test_all_of_the_list_who_are_heard_beside_the_client_advised() -> None:
    told = consultation(
        ("主任介護支援専門員", "始めます。"), ("保健師", "はい。"), ("民生委員", "わしも。"), ("家族", "はい。")
    )
    assert attending.advisers(told, READER) == ["蔵本早苗", "長尾千秋"]


def test_the_only_worker_of_the_list_advised_where_no_other_of_it_is_heard() -> None:
    assert attending.advisers(consultation((None, "こんにちは。")), READER) == ["長尾千秋"]


def test_a_name_of_the_list_is_a_persons_whatever_a_dictionary_takes_it_for() -> None:
    roster = Roster(people=(Person(name="相良千代", post="委員"), Person(name="長尾千秋", post="保健師")))
    said = (transcripts.utterance(1, "相良委員、保健師さん、横浜の件です。", speaker="S1", name=None),)
    told = transcripts.transcript(RecordKind.COUNCIL, utterances=said, roster=roster)
    assert {(c.text, c.kind) for c in docket.checked(told, READER)} == {("相良", "人名"), ("横浜", "地名")}
