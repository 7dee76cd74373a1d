"""What the sound decides: corrections that the text alone would not dare, and those it refutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.risk_sounds import NearRisk, near_risks
from transcriber.language.targets import base_terms, numbered_terms, phrases
from transcriber.language.weighing import Measured, SoundScore, SoundScores
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import RecordKind
from transcriber.recognition import second_hearing
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window

READER = Reader()
CORRECTOR = Corrector(
    Roster(
        people=(
            Person(name="加藤啓二", kana="かとうけいじ", post="議員", seat="5"),
            Person(name="井俣憲治", post="町長"),
        )
    ),
    Glossary(terms=(Term(text="空き家バンク", kana="あきやばんく"), Term(text="離職票", kana="りしょくひょう"))),
    base_terms(RecordKind.COUNCIL),
    phrases=(*phrases(RecordKind.COUNCIL), *phrases(RecordKind.CONSULTATION), *numbered_terms()),
    reader=READER,
)
RIGHT = (Path(__file__).parent / "right_sentences.txt").read_text(encoding="utf-8").splitlines()


def said(before: str, after: str, sound: float) -> dict[tuple[str, str], SoundScore]:
    heard = SoundScore(start=0, end=9, before=before, after=after, sound=sound)
    return SoundScores(heard=(heard,)).between(1, 2)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("それから、圧倒議員のご質問", "圧倒議員", "加藤議員"),
        ("秋田バンクの登録件数は", "秋田バンク", "空き家バンク"),
        ("必要なのは離職業です。", "離職業", "離職票"),
    ],
)
def test_the_sound_decides_where_the_text_alone_does_not(text: str, before: str, after: str) -> None:
    assert CORRECTOR.correct(text).text == text
    assert CORRECTOR.correct(text, said(before, after, sound=-1.0)).text == text.replace(before, after)
    assert CORRECTOR.correct(text, said(before, after, sound=-40.0)).text == text


def test_the_sound_can_refute_what_the_text_would_change() -> None:
    text = "手続きには二職票がいります。"
    assert "離職票" in CORRECTOR.correct(text).text
    assert CORRECTOR.correct(text, said("二職票", "離職票", sound=-40.0)).text == text


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("本日の会議を開きます。", "会議", "開議"),  # a word of the language by itself
        ("その三件です。", "三", "散会"),
        ("加藤委員です。", "加藤委員", "加藤議員"),  # a name with the title that was said
    ],
)
def test_what_no_sound_can_prove_stays(text: str, before: str, after: str) -> None:
    assert CORRECTOR.correct(text, said(before, after, sound=-1.0)).text == text


@pytest.mark.parametrize(
    "text", ["{}まして、議案に入ります。", "前回の{}です。", "{}について伺います。", "{}と思います。"]
)
@pytest.mark.parametrize(("word", "name", "kana"), [("続き", "都築", "つづき"), ("高い", "高井", "たかい")])
def test_a_word_gives_way_to_a_surname_of_its_own_sound_only_where_somebody_is_called(text, word, name, kana) -> None:
    corrector = Corrector(
        Roster(people=(Person(name=name, kana=kana, post="委員", learned=True),)), Glossary(), reader=READER
    )
    written = text.format(word)
    assert corrector.correct(written, said(word, name, sound=-1.0)).text == written
    assert corrector.correct(f"{word}委員、どうぞ。").text == f"{name}委員、どうぞ。"


def test_a_set_phrase_put_otherwise_stays_as_it_was_put() -> None:
    for text, phrase in (
        ("ここで暫時休憩といたします。", "暫時休憩いたします"),
        ("質疑、終わります。", "質疑を終わります"),
    ):
        before = text.removeprefix("ここで").removesuffix("。")
        assert CORRECTOR.correct(text, said(before.replace("、", ""), phrase, sound=5.0)).text == text


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_are_worth_few_questions(text: str) -> None:
    assert len(CORRECTOR.candidates(text)) <= 12


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("総務部長、記案題45号について", "総務部長、議案第45号について"),
        ("これより、議案大45号の採決", "これより、議案第45号の採決"),
        ("日兵第4、一般質問", "日程第4、一般質問"),
        ("令和6年大3回定例会", "令和6年第3回定例会"),
    ],
)
def test_what_stands_before_the_number_of_a_bill(heard: str, read: str) -> None:
    assert CORRECTOR.correct(heard).text == read


@pytest.mark.parametrize(
    "text",
    [
        "様式第3号と告示第5号",
        "市役所3号館",
        "内線45号",
        "3号車に乗る",
        "案内第3号",
        "議案第45号と報告第3号",
        "日程第4、一般質問",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert CORRECTOR.correct(text).text == text


def test_each_measurement_points_the_way_it_should() -> None:
    plain = Measured(
        ratio=0.1, cost=0.6, size=6, gain=3, plain=False, edges=0, person=False, titled=False, called=False, base=False
    )

    def heard(sound: float) -> SoundScore:
        return SoundScore(start=0, end=1, before="a", after="b", sound=sound)

    assert plain.log_odds(heard(-1)) > plain.log_odds(heard(-10))
    assert plain.log_odds() > Measured(**{**vars(plain), "ratio": 0.3}).log_odds()
    assert plain.log_odds() > Measured(**{**vars(plain), "edges": 2}).log_odds()


def test_questions_hold_the_piece_and_answers_come_back_by_word() -> None:
    text = "秋田バンクについて"
    characters = tuple(
        Character(text=c, start=10 + i * 0.2, end=10.2 + i * 0.2, probability=0.5) for i, c in enumerate(text)
    )
    window = Window(0, (Span(10.0, 12.0),))
    heard = WindowText(index=0, start=10.0, end=12.0, characters=characters, doubts=())
    asked = second_hearing.questions([window], [heard], CORRECTOR)
    assert [a.question.text for a in asked] == [text]
    assert "空き家バンクについて" in asked[0].question.others
    answers = [tuple(-1.0 for _ in a.candidates) for a in asked]
    weighed = SoundScores(heard=tuple(second_hearing.heard(asked, answers)))
    assert CORRECTOR.correct(text, weighed.between(10, 12)).text == "空き家バンクについて"
    assert weighed.between(20, 30) == {}


def test_a_text_is_looked_at_once_for_each_corrector() -> None:
    text = "秋田バンクについて"
    characters = tuple(
        Character(text=c, start=10 + i * 0.2, end=10.2 + i * 0.2, probability=0.5) for i, c in enumerate(text)
    )
    window = Window(0, (Span(10.0, 12.0),))
    heard = WindowText(index=0, start=10.0, end=12.0, characters=characters, doubts=())
    looked_at: second_hearing.LookedAt = {}
    first = second_hearing.questions([window], [heard], CORRECTOR, looked_at)
    assert list(looked_at) == [(CORRECTOR, None, text)]
    looked_at[CORRECTOR, None, text] = [], ()
    assert first
    assert second_hearing.questions([window], [heard], CORRECTOR, looked_at) == []
    assert second_hearing.questions([window], [heard], CORRECTOR) == first


def test_words_that_weigh_heavily_are_looked_for_once_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "一緒に見ました"
    characters = tuple(Character(text=c, start=i * 0.2, end=i * 0.2 + 0.2, probability=0.5) for i, c in enumerate(text))
    heard = WindowText(index=0, start=0.0, end=4.0, characters=characters, doubts=())
    looked_for: list[str] = []

    def counted(said: str, reader: Reader) -> list[NearRisk]:
        looked_for.append(said)
        return near_risks(said, reader)

    monkeypatch.setattr(second_hearing, "near_risks", counted)
    looked_at: second_hearing.LookedAt = {}
    window = Window(0, (Span(0.0, 4.0),))
    ahead, then = (second_hearing.questions([window], [heard], CORRECTOR, looked_at, READER) for _ in range(2))
    assert ahead == then
    assert ahead[0].heavy
    assert looked_for == [text]


def test_what_sounds_like_a_word_that_weighs_heavily_is_asked_beside_the_corrections() -> None:
    text = "秋田バンクについて一緒に見ました"
    characters = tuple(Character(text=c, start=i * 0.2, end=i * 0.2 + 0.2, probability=0.5) for i, c in enumerate(text))
    heard = WindowText(index=0, start=0.0, end=4.0, characters=characters, doubts=())
    asked = second_hearing.questions([Window(0, (Span(0.0, 4.0),))], [heard], CORRECTOR, reader=READER)
    (question,) = [a.question for a in asked]
    assert question.others[-1] == "秋田バンクについて遺書に見ました"
    answers = [tuple(-float(i) for i in range(len(question.others)))]
    weighed = second_hearing.ask(asked, lambda questions: answers).weighed
    assert [(s.before, s.after, s.sound) for s in weighed.heavy] == [("一緒", "遺書", 1.0 - len(question.others))]
    assert "遺書" not in [s.after for s in weighed.heard]
    assert len(weighed.heard) == len(question.others) - 1


def test_every_place_of_a_piece_is_asked_about_before_the_neighbours_of_one() -> None:
    text = "御親切頼まわりますよう、道論はありませんか、切り突然であります"
    characters = tuple(Character(text=c, start=i * 0.2, end=i * 0.2 + 0.2, probability=0.5) for i, c in enumerate(text))
    window = Window(0, (Span(0.0, len(text) * 0.2),))
    heard = WindowText(index=0, start=0.0, end=window.end, characters=characters, doubts=())
    (asked,) = second_hearing.questions([window], [heard], CORRECTOR)
    assert {"御審議賜りますよう", "討論はありませんか", "起立全員であります"} <= {c.after for c in asked.candidates}
    assert len(asked.candidates) <= 4


def test_of_two_words_for_one_place_the_one_that_the_sound_speaks_for_is_taken() -> None:
    people = (Person(name="水野 良平", kana="みずの りょうへい", post="委員"),)
    corrector = Corrector(Roster(people=people), Glossary(), reader=READER)
    text = "水野良委員、どうぞ。"
    answers = (
        SoundScore(start=0, end=9, before="水野良", after="水野良平", sound=-9.0),
        SoundScore(start=0, end=9, before="水野良委員", after="水野委員", sound=5.6),
    )
    assert corrector.correct(text, SoundScores(heard=answers).between(1, 2)).text == "水野委員、どうぞ。"
