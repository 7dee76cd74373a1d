"""Seats that papers contradict are told, and the office's own roster is believed; names of one record are written alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import read_rows

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.papers import meeting_rosters, papers_stage
from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers
from transcriber.recognition.knowledge import MeetingKnowledge


def read(folder: Path, **papers: str) -> Findings:
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return read_papers([folder / f"{name}.txt" for name in papers])


def known(*people: Person) -> MeetingKnowledge:
    return MeetingKnowledge(RecordKind.COUNCIL, "", Roster(people=people), Glossary())


def seats(found: Findings) -> list[tuple[str, str]]:
    return [(p.compact_name, p.seat) for p in found.people.people]


def test_two_people_in_one_seat_of_a_paper_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, 出席="出席議員（3名）\n1 番 山下 清隆\n5 番 塚本 一郎\n5 番 加藤 啓二\n")
    assert seats(found) == [("山下清隆", "1"), ("塚本一郎", "5"), ("加藤啓二", "5")]
    assert found.papers[0].told == (
        "出席.txt：議席番号 5 が塚本一郎と加藤啓二の2人にあります。どちらが正しいか確かめてください。",
    )


def test_two_people_in_one_seat_of_a_table_are_told_once(tmp_path: Path) -> None:
    rows = (("議席番号", "氏名"), ("1", "山下 清隆"), ("5", "塚本 一郎"), ("5", "加藤 啓二"))
    used = read_rows(tmp_path / "議員名簿.xlsx", *rows).papers[0]
    assert sum("議席番号 5" in text for text in (*used.unread, *used.told)) == 1


def test_somebody_in_two_seats_of_a_paper_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, 出席="出席議員\n5番　加藤　啓二\n1番　山下　清隆\n一般質問通告者\n7番　加藤　啓二\n")
    assert "出席.txt：加藤啓二の議席番号が 5 と 7 の2つあります。5 を使います。" in found.papers[0].told


def test_seats_in_which_two_papers_differ_are_told(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        出席="出席議員\n1番　山下　清隆\n5番　加藤　啓二\n",
        名簿="名簿\n5番　塚本　一郎\n2番　山下　清隆\n",
    )
    assert found.papers[1].told == (
        "名簿.txt：塚本一郎の議席番号 5 は、「出席.txt」では加藤啓二の議席です。どちらが正しいか確かめてください。",
        "名簿.txt：山下清隆の議席番号は、「出席.txt」では 1、この資料では 2 です。1 を使います。",
    )


def test_papers_that_agree_say_nothing(tmp_path: Path) -> None:
    found = read(
        tmp_path, 出席="出席議員\n1番　山下　清隆\n5番　加藤　啓二\n", 名簿="名簿\n5番　加藤　啓二\n1番　山下\n"
    )
    assert seats(found) == [("山下清隆", "1"), ("加藤啓二", "5")]
    assert not any("議席" in text for paper in found.papers for text in paper.told)


def test_the_offices_roster_says_whose_seat_it_is(tmp_path: Path) -> None:
    office = known(Person(name="加藤 啓二", post="議員", seat="5"))
    found = read(tmp_path, 出席="出席議員\n5番　塚本　一郎\n7番　加藤　啓二\n")
    people = papers_stage.with_papers(office, found).roster.people
    assert [(p.name, p.post, p.seat) for p in people] == [("加藤 啓二", "議員", "5"), ("塚本 一郎", "議員", "")]
    assert papers_stage.papers_told(office, found)[0].told == (
        "出席.txt：塚本一郎の議席番号 5 は、設定の名簿では加藤啓二の議席です。名簿を使い、塚本一郎は議席番号なしにしました。",
        "出席.txt：加藤啓二の議席番号は、設定の名簿では 5、この資料では 7 です。名簿の 5 を使います。",
    )


def test_of_very_many_contradictions_the_first_are_told(tmp_path: Path) -> None:
    names = ["山下", "塚本", "加藤", "髙橋", "大塚", "井上", "青木", "樋口", "近藤", "木村", "石川", "水野"]
    office = known(*(Person(name=f"{n} 花子", seat=str(i)) for i, n in enumerate(names, 1)))
    found = read(tmp_path, 出席="出席議員\n" + "".join(f"{i}番　{n}　一郎\n" for i, n in enumerate(names, 1)))
    told = papers_stage.papers_told(office, found)[0].told
    assert len(told) == 11
    assert told[-1] == "出席.txt：議席番号の違いがほかに2か所あります。"


def test_a_seat_of_somebody_else_is_not_filled_in(tmp_path: Path) -> None:
    office = known(Person(name="加藤 啓二", seat="5"), Person(name="塚本 一郎", post="議員"))
    found = read(tmp_path, 出席="出席議員\n5番　塚本　一郎\n")
    assert [p.seat for p in papers_stage.with_papers(office, found).roster.people] == ["5", ""]


def test_one_name_in_other_characters_and_another_seat_is_told(tmp_path: Path) -> None:
    office = known(Person(name="渡邉 恵", seat="2"))
    told = papers_stage.papers_told(office, read(tmp_path, 出席="出席議員\n3番　渡辺　恵\n"))[0].told
    assert "渡辺恵（議席番号 3）は、設定の名簿の渡邉恵（議席番号 2）とは別の人として読みました" in told[0]


def test_a_surname_in_a_seat_is_the_person_whose_seat_it_is() -> None:
    full, short = Person(name="加藤 啓二", kana="かとう けいじ", seat="5"), Person(name="加藤", seat="5")
    for one, two in ((full, short), (short, full)):
        merged = meeting_rosters.merged_rosters(Roster(people=(one,)), Roster(people=(two,)))
        assert merged.people == (full,)


LISTED = "出席議員\n1 番 山下 清隆\n2番　加藤啓二\n3番　大　塚　由　紀\n"


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (("髙橋 花子",), ["髙橋 花子", "山下 清隆", "加藤 啓二", "大塚 由紀"]),
        (("髙橋花子",), ["髙橋花子", "山下清隆", "加藤啓二", "大塚由紀"]),
        (("髙橋 花子", "塚本 一郎", "林恵"), ["髙橋 花子", "塚本 一郎", "林恵", "山下 清隆", "加藤 啓二", "大塚 由紀"]),
        ((), ["山下 清隆", "加藤 啓二", "大塚 由紀"]),
    ],
)
def test_names_of_papers_are_written_as_the_offices_own(
    tmp_path: Path, office: tuple[str, ...], expected: list[str]
) -> None:
    people = (Person(name=name, post="議員", seat=str(9 - n)) for n, name in enumerate(office))
    both = papers_stage.with_papers(known(*people), read(tmp_path, 出席=LISTED))
    assert [p.name for p in both.roster.people] == expected


def test_papers_that_write_all_names_without_a_space_stay_so(tmp_path: Path) -> None:
    found = read(tmp_path, 出席="出席議員\n1番　山下清隆\n2番　加藤啓二\n")
    assert [p.name for p in papers_stage.with_papers(known(), found).roster.people] == ["山下清隆", "加藤啓二"]


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (Person(name="一ノ瀬恵"), "一ノ瀬 恵"),
        (Person(name="黒栁徹"), "黒栁 徹"),
        (Person(name="林"), "林"),
        (Person(name="東海林太郎", kana="しょうじ たろう"), "東海林 太郎"),
    ],
)
def test_a_space_stands_only_where_the_surname_is_known_to_end(person: Person, written: str) -> None:
    assert meeting_rosters.with_space(person, Reader()) == written
