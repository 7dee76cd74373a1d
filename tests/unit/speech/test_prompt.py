"""The prompt: the office's people and terms, as many as the budget holds, the first ones first."""

from __future__ import annotations

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.speech import prompt

ROSTER = Roster(
    people=(
        Person(name="山下　清隆", post="議長"),
        Person(name="加藤 啓二", post="議員", seat="5"),
        Person(name="近藤美穂", post="福祉部長"),
    )
)


def test_people_are_named_as_the_chair_calls_them() -> None:
    assert prompt.build(ROSTER, Glossary(), len) == "議長、加藤啓二議員、福祉部長。"


def test_terms_follow_the_people_and_repeat_nothing() -> None:
    glossary = Glossary(terms=(Term(text="待機児童"), Term(text="議長"), Term(text="補正予算")))
    assert prompt.build(ROSTER, glossary, len) == "議長、加藤啓二議員、福祉部長、待機児童、補正予算。"


def test_the_budget_is_kept() -> None:
    glossary = Glossary(terms=tuple(Term(text=f"事業{i:03d}") for i in range(500)))
    built = prompt.build(ROSTER, glossary, len)
    assert len(built) <= prompt.BUDGET
    assert built.startswith("議長、加藤啓二議員、福祉部長、事業000、")


def test_a_long_roster_leaves_room_for_terms() -> None:
    roster = Roster(people=tuple(Person(name=f"議員太郎{i:02d}", post="議員") for i in range(60)))
    glossary = Glossary(terms=(Term(text="待機児童"), Term(text="補正予算")))
    built = prompt.build(roster, glossary, len)
    assert built.endswith("、待機児童、補正予算。")
    assert prompt.BUDGET - 12 <= len(built) <= prompt.BUDGET


def test_where_nothing_is_known_the_prompt_only_shows_punctuation() -> None:
    built = prompt.build(Roster(), Glossary(), len)
    assert built == prompt.NOTHING_KNOWN
    assert "、" in built
    assert built.endswith("。")
