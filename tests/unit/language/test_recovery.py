"""Learned words that the recogniser writes once it is told of them: the word is taken over, and nothing else of that text."""

from __future__ import annotations

import pytest

from transcriber.errors import EngineDied
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.recovery import Recovered, Recovery
from transcriber.language.weighing import Recalled
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.recognition import learned_words
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.speech.rehearing import RehearRequest
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window

READER = Reader()
ROSTER = Roster(people=(Person(name="榊原", kana="さかきばら", post="委員", learned=True),))
GLOSSARY = Glossary(
    terms=(
        Term(text="議会改革", kana="ぎかいかいかく"),
        Term(text="遊水池", kana="ゆうすいち", misheard=("休水地",), origin=Origin.LEARNED),
        Term(text="涼松", kana="すずみまつ", origin=Origin.LEARNED),
        Term(text="排水機場", kana="はいすいきじょう", origin=Origin.LEARNED),
    )
)
RECOVERY = Recovery(ROSTER, GLOSSARY, READER)


def taken(first: str, told: str) -> list[tuple[str, str]]:
    return [(first[r.start : r.end], r.after) for r in RECOVERY.recovered(first, [told])]


@pytest.mark.parametrize(
    ("first", "told", "expected"),
    [
        # heard by acted recordings, without and with the words in the prompt
        ("休憩の周りの作を直します。", "遊水池の周りの作を直します。", [("休憩", "遊水池")]),
        ("会水域上の近くは問題ありません。", "排水機場の近くは問題ありません。", [("会水域上", "排水機場")]),
        (
            "配数域上は、すずみまつちくのユースイッチと",
            "排水機場は、涼松地区の遊水池と",
            [("配数域上", "排水機場"), ("すずみまつ", "涼松"), ("ユースイッチ", "遊水池")],
        ),
        # the rest of the second text is worse, and is left
        ("御意見はありませんか。遊水池の点検は", "ご意見はありませんか。遊水池の転検は", []),
        ("来年度の事業について、すずみまつで", "来年度の授業について、涼松で", [("すずみまつ", "涼松")]),
        # told of the word, it writes it nearly right
        ("さかきわら委員。", "さかき原委員。", [("さかきわら委員", "榊原委員")]),
        ("来年度はニュース1と排水機場が", "来年度は遊水池と排水機場が", [("ニュース1", "遊水池")]),
        # an invention: nothing like it was heard
        ("十分な予算を確保しております。", "涼松を確保しております。", []),
        ("異議なしと認めます。", "", []),
    ],
)
def test_only_learned_words_are_taken_over(first: str, told: str, expected: list[tuple[str, str]]) -> None:
    assert taken(first, told) == expected


def test_a_less_likely_text_counts_where_the_likelier_one_says_nothing() -> None:
    (one,) = RECOVERY.recovered("休憩の工事", ["休憩の工事", "遊水池の講師"])
    assert (one.start, one.end, one.after) == (0, 2, "遊水池")
    both = RECOVERY.recovered("すずみまつの配水基状", ["涼松の配水基礎", "鈴木の排水機場"])
    assert [r.after for r in both] == ["涼松", "排水機場"]


def test_the_less_it_sounds_like_it_the_less_may_it_cost() -> None:
    (near,) = RECOVERY.recovered("すずみまつの皆様", ["涼松の皆様"])
    word = Recovered(0, 2, "都築", 0.03, word=True)  # 続き
    (far,) = RECOVERY.recovered("休憩の周り", ["遊水池の周り"])
    assert near.believed(-30) and not near.believed(-40)
    assert word.believed(-15) and not word.believed(-22)
    assert far.believed(-2.5) and not far.believed(-8)


def test_only_what_may_have_been_misheard_is_heard_again() -> None:
    def possible(text: str, sure: float) -> bool:
        return RECOVERY.possible(text, [sure] * len(text))

    assert possible("配数域上は", 0.3) and not possible("配数域上は", 0.99)
    assert possible("休水地の工事", 0.99)  # a known mishearing
    assert not possible("遊水池の工事は順調です。", 0.1)
    assert not possible("異議なしと認めます。", 0.9)
    assert not Recovery(Roster(), GLOSSARY.listed(), READER)


# -- through the second hearing -----------------------------------------------------------------------------------


def heard(text: str, start: float, end: float, probability: float = 0.3) -> WindowText:
    step = (end - start) / len(text)
    characters = tuple(
        Character(text=c, start=start + i * step, end=start + (i + 1) * step, probability=probability)
        for i, c in enumerate(text)
    )
    return WindowText(index=0, start=start, end=end, characters=characters, doubts=())


def recall(told: str, sound: float, first: str = "休憩の周りの作を直します。") -> tuple[Recalled, ...]:
    window = Window(0, (Span(0, 5),))
    pieces = learned_words.doubted([window], [heard(first, 0, 5, 0.05)], RECOVERY)
    assert [(d.piece, d.first) for d in pieces] == [(RehearRequest(0, 5, ""), first)]

    def compare(questions: list[ScoringQuestion]) -> list[Answer]:
        return [(sound,) * len(q.others) for q in questions]

    return learned_words.recall(pieces, RECOVERY, lambda some: [(told,)] * len(some), compare).recalled


def test_what_is_recalled_is_written_where_it_was_said_and_nowhere_else() -> None:
    recalled = recall("遊水池の周りの策を直します。", -1.0)
    text = "休憩の前に申し上げます。休憩の、周りの作を直します。"
    written = Corrector(ROSTER, GLOSSARY, reader=READER).correct(text, {}, recalled)
    assert written.text == "休憩の前に申し上げます。遊水池の、周りの作を直します。"
    assert [(c.before, c.after, c.rule) for c in written.changes] == [("休憩", "遊水池", "学習した言葉の聞き直し")]
    assert (
        Corrector(ROSTER, GLOSSARY, reader=READER).correct("暫時休憩します。休憩します。", {}, recalled).changes == ()
    )


def test_a_place_is_found_when_the_other_side_went_to_another_speaker() -> None:
    (recalled,) = recall("点検は遊水池の周りを直します。", -1.0, "点検は休憩の周りを直します。")
    assert recalled.place("休憩の周りを直します。") == (0, 2)
    assert recalled.place("点検は、休憩") == (4, 6)
    assert recalled.place("これで休憩とします。") is None
    assert recalled.place("休憩の周り、休憩の周り") is None


def test_what_the_sound_speaks_against_is_not_recalled() -> None:
    assert recall("遊水池の周りの策を直します。", -12.0) == ()
    assert recall("", 0.0) == ()


def test_a_recogniser_that_dies_meanwhile_costs_no_draft() -> None:
    def die(some: list[RehearRequest]) -> list[tuple[str, ...]]:
        raise EngineDied("終わりました。", "もう一度。")

    pieces = learned_words.doubted([Window(0, (Span(0, 5),))], [heard("休憩の周り", 0, 5, 0.05)], RECOVERY)
    outcome = learned_words.recall(pieces, RECOVERY, die, lambda questions: None)
    assert outcome.recalled == () and isinstance(outcome.failure, EngineDied)
