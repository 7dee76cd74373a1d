"""From heard to printed: all steps together, in the style of the house, each edit logged."""

from __future__ import annotations

from transcriber.language import punctuation
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.targets import phrases
from transcriber.language.writing import Writer
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.text_style import Comma, EditingLevel, Numerals, TextStyle, usual_text_style
from transcriber.minutes.transcript import RecordKind

READER = Reader()
CORRECTOR = Corrector(
    Roster(people=(Person(name="加藤啓二", kana="かとうけいじ", post="議員", seat="5"),)),
    Glossary(terms=(Term(text="待機児童", kana="たいきじどう"),)),
    office="東郷町議会",
    reader=READER,
)
HEARD = "".join(punctuation.tidied(["えー、統合町議会五番,かと計時議員。あの、大規児童は、え、十二名でございます"]))


def writer(**style: object) -> Writer:
    return Writer(CORRECTOR, TextStyle(**style), READER)  # type: ignore[arg-type]


def test_council_minutes_read_as_a_secretary_expects() -> None:
    said = Writer(CORRECTOR, usual_text_style(RecordKind.COUNCIL), READER)(HEARD)
    assert said.text == "東郷町議会5番、加藤啓二議員。待機児童は、12名でございます"
    assert said.undone() == HEARD
    assert {"フィラー", "数字の表記", "用語", "名簿の氏名", "自治体名"} <= {
        r for c in said.changes for r in c.rule.split("・")
    }


def test_an_interview_keeps_every_sound() -> None:
    text = "あの、えーと、払えてないんです。"
    assert Writer(CORRECTOR, usual_text_style(RecordKind.CONSULTATION), READER)(text).text == text


def test_numerals_and_commas_follow_the_style() -> None:
    said = writer(editing=EditingLevel.VERBATIM, numerals=Numerals.KANJI, comma=Comma.WESTERN)(
        "5番、1億8,000万円です。"
    )
    assert said.text == "五番，一億八千万円です。"
    assert said.undone() == "5番，1億8,000万円です。"


def test_an_utterance_of_nothing_but_fillers_stays() -> None:
    assert writer()("えー。").text == "えー。"


def test_a_rule_can_be_left_out_by_name() -> None:
    assert writer(without=("フィラー", "数字の表記"))("えー、十二名です。").text == "えー、十二名です。"


def test_a_set_phrase_may_be_put_right_by_an_editing_rule() -> None:
    corrector = Corrector(Roster(), Glossary(), phrases=phrases(RecordKind.COUNCIL), reader=READER)
    said = Writer(corrector, usual_text_style(RecordKind.COUNCIL), READER)(
        "ご質問にお答いたします。これで質疑終わります。"
    )
    assert said.text == "ご質問にお答えいたします。これで質疑を終わります。"


def test_a_call_at_the_end_of_what_the_chair_says_ends_with_a_full_stop() -> None:
    assert writer()("通告順に発言を許します。5番、加藤啓二議員、").text.endswith("議員。")
    assert writer()("福祉部長、").text == "福祉部長。"
    assert writer()("説明が終わりました。水野委員").text == "説明が終わりました。水野委員。"
    assert writer()("町長").text == "町長。"
    assert writer()("加藤議員の質問は、").text == "加藤議員の質問は、"
