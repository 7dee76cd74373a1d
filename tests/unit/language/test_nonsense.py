"""Words that are none become doubts that quote them; good words and corrected ones do not."""

from dataclasses import dataclass

from transcriber.language import nonsense
from transcriber.language.edits import Edit, Edited
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import DoubtKind

READER = Reader()
as_heard = Edited.unchanged


@dataclass(frozen=True)
class Character:
    text: str
    start: float
    end: float
    probability: float


def heard(text: str, *, probability: float = 0.4) -> list[Character]:
    return [Character(c, 10 + 0.2 * i, 10.2 + 0.2 * i, probability) for i, c in enumerate(text)]


def test_a_word_that_is_none_is_quoted_where_it_stands() -> None:
    text = "体調が心配です。職量の支援もできます。"
    (doubt,) = nonsense.nonsense_doubts(heard(text), as_heard(text), READER)
    assert doubt.kind is DoubtKind.NO_WORD
    assert "「職量」" in doubt.reason
    assert doubt.place is not None and text[slice(*doubt.place)] == "職量"
    said = 10 + 0.2 * text.index("職")
    assert doubt.start <= said and said + 0.4 <= doubt.end


def test_what_was_corrected_is_no_doubt_any_more() -> None:
    text = "体調が職量です。職量の支援もできます。"
    said = as_heard(text).edited([Edit(0, 5, "食料", "規則")])  # the first of two: the other one stands
    assert said.text == "食料です。職量の支援もできます。"
    assert [d.place for d in nonsense.nonsense_doubts(heard(text), said, READER)] == [(5, 7)]


def test_the_recogniser_may_know_words_that_the_dictionary_does_not() -> None:
    text = "職量の支援もできます。"
    assert nonsense.nonsense_doubts(heard(text, probability=0.95), as_heard(text), READER) == ()


def test_plain_japanese_is_not_doubted() -> None:
    text = "総務課長が各課の職員十二名と町内の三地区を回りました。本町の第三次総合計画案を御説明します。"
    assert nonsense.nonsense_doubts(heard(text), as_heard(text), READER) == ()


def test_words_that_the_dictionary_cuts_in_two_are_words() -> None:
    text = "市長は、市内の負担増と前年度比の減を、県外の上下水道事業に充てました。"
    assert nonsense.nonsense_doubts(heard(text), as_heard(text), READER) == ()


def test_who_is_addressed_together_is_a_word() -> None:
    text = "議会の皆様と共に、町民の皆様方のために働きます。"
    assert nonsense.nonsense_doubts(heard(text), as_heard(text), READER) == ()


def test_the_same_word_twice_is_two_doubts() -> None:
    text = "職量の支援と職量の支援。"
    assert [d.place for d in nonsense.nonsense_doubts(heard(text), as_heard(text), READER)] == [(0, 2), (6, 8)]
