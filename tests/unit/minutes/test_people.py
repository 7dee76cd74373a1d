"""Who is on the roster, and who of them is there."""

from __future__ import annotations

from transcriber.minutes.people import Person, Roster

MEMBER = Person(name="山下 清隆", post="議員", seat="1")
AWAY = Person(name="青木 太郎", post="議員", seat="4", absent=True)
OFFICIAL = Person(name="近藤 美穂", post="福祉課長")
OFFICIAL_AWAY = Person(name="田中 実", post="総務課長", absent=True)
ROSTER = Roster(people=(MEMBER, AWAY, OFFICIAL, OFFICIAL_AWAY))


def test_who_is_absent_is_on_the_roster_and_attends_in_no_capacity() -> None:
    assert ROSTER.members() == (MEMBER,)
    assert ROSTER.officials() == (OFFICIAL,)
    assert ROSTER.present().people == (MEMBER, OFFICIAL)
    assert AWAY in ROSTER.listed()  # the name is still recognised where it is spoken


def test_only_members_are_listed_as_absent() -> None:
    assert ROSTER.absentees() == (AWAY,)
