"""From a line of the roster to the name in the draft, whatever characters the family register has for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.meetings import Script

from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.unread_names import unread_characters, unread_line, unread_names_note
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.surnames import surname
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import RecordKind
from transcriber.speakers.naming import name_voices

READER = Reader()

SURNAMES = {
    "髙橋": "たかはし", "髙木": "たかぎ", "髙田": "たかだ", "髙島": "たかしま", "髙嶋": "たかしま", "髙野": "たかの",
    "髙栁": "たかやなぎ", "髙﨑": "たかさき", "山﨑": "やまざき", "川﨑": "かわさき", "岩﨑": "いわさき", "宮﨑": "みやざき",
    "濵﨑": "はまさき", "島﨑": "しまざき", "尾﨑": "おざき", "𠮷田": "よしだ", "𠮷川": "よしかわ", "𠮷村": "よしむら",
    "𠮷野": "よしの", "濵田": "はまだ", "濵口": "はまぐち", "濱田": "はまだ", "黒栁": "くろやなぎ", "栁田": "やなぎだ",
    "栁澤": "やなぎさわ", "大槗": "おおはし", "𣘺本": "はしもと", "德永": "とくなが", "德田": "とくだ", "渡邉": "わたなべ",
    "渡邊": "わたなべ", "齋藤": "さいとう", "齊藤": "さいとう", "桒原": "くわはら", "冨田": "とみた", "嶌田": "しまだ",
    "舩戸": "ふなと", "埜村": "のむら", "枩本": "まつもと", "柗本": "まつもと", "邨田": "むらた", "薗田": "そのだ",
    "辻\U000e0100": "つじ", "葛\U000e0100西": "かさい", "榊\U000e0101原": "さかきばら", "\ufa10本": "つかもと",
    "\ufa19田": "かんだ", "增田": "ますだ", "賴": "らい", "淸水": "しみず", "黑田": "くろだ", "橫山": "よこやま",
}  # fmt: skip
OTHERS = {"濵﨑": ("はまざき",), "髙﨑": ("たかざき",), "桒原": ("くわばら",), "髙田": ("たかた",), "尾﨑": ("おさき",)}


@pytest.mark.parametrize(("written", "kana"), SURNAMES.items())
def test_a_surname_in_variant_characters_is_read_as_the_usual_one(written: str, kana: str) -> None:
    own = surname(Person(name=f"{written} 一郎", post="議員"), READER)
    assert own.text == written
    assert own.kana in (kana, *OTHERS.get(written, ()), *READER.surnames(written))
    assert kana in {own.kana, *READER.surnames(written)}


@pytest.mark.parametrize("written", SURNAMES)
def test_a_name_is_cut_where_the_surname_ends(written: str) -> None:
    own = surname(Person(name=f"{written}健一", post="議員"), READER)
    assert (own.text, own.sure) == (written, True)


@pytest.mark.parametrize("written", SURNAMES)
def test_words_keep_the_writing_and_the_places_of_the_text(written: str) -> None:
    text = f"では、{written}議員の発言を許します。"
    words = READER.words(text)
    assert "".join(w.surface for w in words) == text
    assert all(text[w.start : w.end] == w.surface for w in words)
    assert any(w.surface == written and w.kana for w in words)


@given(
    st.text(
        alphabet=st.sampled_from("髙橋﨑辻葛嶋邉a。あー1\U000e0100\ufe00𠮷々㈱Ⅱ\ufa10\u200b \n\ue000⻑"), max_size=12
    )
)
def test_every_text_is_read_without_a_gap(text: str) -> None:
    words = READER.words(text)
    assert "".join(w.surface for w in words) == text
    assert all(0 <= e.start < e.end <= len(text) for e in READER.edges(text))


CHAIR = Person(name="山下清隆", kana="やましたきよたか", post="議長")
OPENING = "これより本日の会議を開きます。日程第一、一般質問を行います。通告順に発言を許します。"
QUESTION = "待機児童の現状について、お伺いをいたします。"


def named(people: list[Person], call: str, asked: Person) -> dict[str | None, str | None]:
    """Who is told to be speaking: the true person's label → the name given."""
    meeting = (
        Script([CHAIR, *people])
        .says(CHAIR, OPENING)
        .says(CHAIR, call)
        .says(asked, QUESTION)
        .says(CHAIR, "以上です。")
        .meeting
    )
    utterances, _ = name_voices(meeting.said, meeting.roster, RecordKind.COUNCIL, READER).named(meeting.said, ())
    return {meeting.who[u.id].label: u.name for u in utterances if u.name}


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("髙橋 花子", "高橋議員。"),
        ("髙橋 花子", "高橋花子議員。"),
        ("𠮷田一郎", "吉田一郎議員。"),
        ("𠮷田一郎", "吉田議員。"),
        ("黒栁 徹", "黒柳議員。"),
        ("黒栁 徹", "くろやなぎ議員。"),
        ("濵﨑 勇", "浜崎議員。"),
        ("大槗進", "大橋議員。"),
        ("德永 恵", "徳永議員。"),
        ("葛\U000e0100西 守", "葛西議員。"),
        ("\ufa10本 次郎", "塚本議員。"),
    ],
)
def test_the_chairs_call_names_who_is_on_the_roster_in_other_characters(name: str, call: str) -> None:
    called = Person(name=name, post="議員")
    others = [Person(name=n, post="議員") for n in ("黒田 実", "加藤啓二", "大塚由紀")]
    assert named([*others, called], call, called)[called.label] == called.label


def test_kuroyanagi_is_not_taken_for_kuroda() -> None:
    kuroda, kuroyanagi = Person(name="黒田実", post="議員"), Person(name="黒栁徹", post="議員")
    assert named([kuroda, kuroyanagi], "黒柳議員。", kuroyanagi)[kuroyanagi.label] == "黒栁徹議員"
    assert named([kuroda, kuroyanagi], "黒田議員。", kuroda)[kuroda.label] == "黒田実議員"


ROSTER = Roster(
    people=tuple(
        Person(name=n, post=p)
        for n, p in (
            ("髙橋 花子", "議員"),
            ("𠮷田一郎", "議員"),
            ("黒栁徹", "議員"),
            ("濵﨑 勇", "議員"),
            ("\ufa10本 次郎", "議員"),
            ("葛\U000e0100西 守", "福祉部長"),
        )
    )
)
CORRECTOR = Corrector(ROSTER, Glossary(terms=(Term(text="﨑田橋", kana="さきたばし"),)), reader=READER)


@pytest.mark.parametrize(
    ("heard", "printed"),
    [
        ("1番、高橋花子議員。", "1番、髙橋花子議員。"),
        ("高橋議員にお伺いします。", "髙橋議員にお伺いします。"),
        ("2番、吉田一郎議員。", "2番、𠮷田一郎議員。"),
        ("黒柳議員の質問です。", "黒栁議員の質問です。"),
        ("浜崎勇議員。", "濵﨑勇議員。"),
        ("塚本議員のご質問ですが、", "\ufa10本議員のご質問ですが、"),
        ("葛西福祉部長がお答えします。", "葛\U000e0100西福祉部長がお答えします。"),
        ("崎田橋の架け替え", "﨑田橋の架け替え"),
    ],
)
def test_what_was_heard_in_common_characters_is_printed_as_the_office_writes_it(heard: str, printed: str) -> None:
    corrected = CORRECTOR.correct(heard)
    assert corrected.text == printed
    assert CORRECTOR.correct(printed).text == printed
    assert corrected.changes


@pytest.mark.parametrize("heard", ["吉田町の水道について", "高橋という地名があります。", "高橋川の護岸"])
def test_other_bearers_of_a_surname_keep_their_characters(heard: str) -> None:
    assert CORRECTOR.correct(heard).text == heard


def test_of_two_people_who_are_one_in_common_characters_neither_is_put_in() -> None:
    both = Roster(people=(Person(name="渡邉 恵", post="議員"), Person(name="渡邊 恵", post="議員")))
    assert "渡辺恵" in Corrector(both, Glossary(), reader=READER).correct("渡辺恵議員。").text


def test_a_whole_name_decides_between_two_surnames_that_are_alike() -> None:
    both = Roster(people=(Person(name="渡邉 恵", post="議員"), Person(name="渡辺 一郎", post="議員")))
    corrector = Corrector(both, Glossary(), reader=READER)
    assert corrector.correct("渡辺恵議員。").text == "渡邉恵議員。"
    assert corrector.correct("渡辺一郎議員。").text == "渡辺一郎議員。"
    assert corrector.correct("渡辺議員。").text == "渡辺議員。"


def test_a_character_without_a_reading_is_told_beside_its_line() -> None:
    person = Person(name="\ue000田 太郎", post="議員")
    assert unread_characters(person, READER) == ("\ue000",)
    assert (
        unread_line(person, READER)
        == "「\ue000田太郎」の「\ue000」（外字）は読みが分かりません。「ふりがな」に読みを入れてください。"
    )
    assert unread_line(person.model_copy(update={"kana": "えだ たろう"}), READER) == ""
    assert "「\ue000田太郎」" in unread_names_note([person], READER)


def test_names_that_can_be_read_are_not_told() -> None:
    people = [Person(name=f"{written} 一郎", post="議員") for written in SURNAMES]
    assert unread_names_note(people, READER) == ""
