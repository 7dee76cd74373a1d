"""The prompt: how such meetings sound, then people and terms: all that fit, else those likely to be said next."""

from __future__ import annotations

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import AgendaItem, RecordKind
from transcriber.speech import prompt

ROSTER = Roster(
    people=(
        Person(name="山下　清隆", post="議長"),
        Person(name="加藤 啓二", post="議員", seat="5"),
        Person(name="近藤美穂", post="福祉部長"),
    )
)


NOBODY, NOTHING = Roster(), Glossary()


def prompter(
    roster: Roster = NOBODY, glossary: Glossary = NOTHING, agenda: tuple[AgendaItem, ...] = ()
) -> prompt.Prompter:
    return prompt.Prompter(RecordKind.COUNCIL, roster, glossary, agenda, len)


def test_people_are_named_as_the_chair_calls_them() -> None:
    assert prompter(ROSTER).known() == "議長、加藤啓二議員、福祉部長。"


def test_terms_follow_the_people_and_repeat_nothing() -> None:
    glossary = Glossary(terms=(Term(text="待機児童"), Term(text="議長"), Term(text="補正予算")))
    assert prompter(ROSTER, glossary).known() == "議長、加藤啓二議員、福祉部長、待機児童、補正予算。"


def test_sentences_come_before_the_words_and_hold_none_of_them() -> None:
    told = prompter(ROSTER).after("")
    assert told.known.endswith(told.plain + "議長、加藤啓二議員、福祉部長。")
    assert told.plain == prompt.MANNERS[RecordKind.COUNCIL][0]


def test_set_phrases_fill_what_the_words_leave_and_give_way_to_them() -> None:
    few, many = prompter(ROSTER).after(""), prompter(ROSTER, MANY).after("")
    assert len(few.plain) + 20 < len(few.known) <= prompt.WHOLE[RecordKind.COUNCIL]
    assert not few.known.startswith(few.plain)
    assert many.known.startswith(many.plain)


def test_the_town_is_named_first() -> None:
    named = prompt.Prompter(RecordKind.COUNCIL, ROSTER, NOTHING, (), len, office="瀬野川町議会")
    assert named.known() == "瀬野川町議会、議長、加藤啓二議員、福祉部長。"


def test_the_budget_is_kept() -> None:
    glossary = Glossary(terms=tuple(Term(text=f"事業{i:03d}") for i in range(500)))
    built = prompter(ROSTER, glossary).known()
    assert len(built) <= prompt.BUDGET
    assert built.startswith("議長、加藤啓二議員、福祉部長、事業000、")


def test_a_long_roster_leaves_room_for_terms() -> None:
    roster = Roster(people=tuple(Person(name=f"議員太郎{i:02d}", post="議員") for i in range(60)))
    glossary = Glossary(terms=(Term(text="待機児童"), Term(text="補正予算")))
    built = prompter(roster, glossary).known()
    assert built.endswith("、待機児童、補正予算。")
    assert prompt.BUDGET - 12 <= len(built) <= prompt.BUDGET


MANY = Glossary(
    terms=tuple(Term(text=f"事業{i:03d}") for i in range(100)) + (Term(text="雨水幹線"), Term(text="内水氾濫"))
)


def test_what_was_just_said_is_expected_again_even_if_half_misheard() -> None:
    assert "内水氾濫" not in prompter(ROSTER, MANY).known("")
    assert "内水氾濫" in prompter(ROSTER, MANY).known("駅前で内水判断が発生し")
    assert "雨水幹線" not in prompter(ROSTER, MANY).known("駅前で内水判断が発生し")


def test_terms_of_the_agenda_item_in_hand_come_first() -> None:
    agenda = (
        AgendaItem(number=1, title="雨水幹線の整備について", bill="議案第3号"),
        AgendaItem(number=2, title="会計の認定", bill="認定第1号"),
    )
    assert "雨水幹線" in prompter(ROSTER, MANY, agenda).known("議案第3号を議題といたします。")
    assert "雨水幹線" not in prompter(ROSTER, MANY, agenda).known("議案第3号は可決です。認定第1号を議題とします。")


def test_a_member_who_was_just_called_is_kept_among_many() -> None:
    roster = Roster(
        people=tuple(Person(name=f"議員太郎{i:02d}", post="議員") for i in range(60))
        + (Person(name="堀田早月", post="議員"),)
    )
    assert "堀田早月議員" not in prompter(roster).known("")
    assert prompter(roster).known("二番、堀田早月議員。").startswith("堀田早月議員、")


def test_where_nothing_is_known_the_prompt_only_shows_how_to_write() -> None:
    told = prompter().after("何か言った。")
    assert told.known.endswith(told.plain)
    assert "、" in told.plain
    assert told.plain.endswith("。")
