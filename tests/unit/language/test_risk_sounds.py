"""Where a common word stands and a word that weighs heavily on a person sounds like it, sound and sentence decide together about a doubt."""

from __future__ import annotations

import pytest

from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.language.risk_sounds import near_risks, supported_doubts
from transcriber.language.risk_words import place_to_hear
from transcriber.language.weighing import SoundScore, SoundScores
from transcriber.minutes.transcript import Doubt, DoubtKind

READER = Reader()
LETTER_FOUND = "机の引き出しから、一緒みたいなものが出てきて。"
ON_THE_TRAIN = "電車で時間にあってから、学校に行けなくなりました。"


def doubts(text: str, before: str, after: str, sound: float, known: tuple[Doubt, ...] = ()) -> list[Doubt]:
    score = SoundScore(start=10.0, end=16.0, before=before, after=after, sound=sound)
    return list(supported_doubts(Edited.unchanged(text), [score], lambda p: 10 + 0.2 * p, READER, known))


@pytest.mark.parametrize(
    ("text", "stands", "heavy"),
    [
        (LETTER_FOUND, "一緒", "遺書"),
        (ON_THE_TRAIN, "時間", "痴漢"),
        ("電話の先に百万円取られたんです。", "先", "詐欺"),
        ("夜中に加速してしまうんです。", "加速", "過食"),
    ],
)
def test_a_common_word_is_asked_about_by_its_sound(text, stands, heavy):
    assert (stands, heavy) in [(text[n.start : n.end], n.after) for n in near_risks(text, READER)]


@pytest.mark.parametrize(
    "text", ["遺書が出てきました。", "四十人が、午後三時に集まりました。", "よろしくお願いします。"]
)
def test_neither_the_word_itself_nor_a_figure_nor_other_sounds_are_asked_about(text):
    assert near_risks(text, READER) == []


@pytest.mark.parametrize(
    ("text", "before", "after", "sound"), [(LETTER_FOUND, "一緒", "遺書", -7.0), (ON_THE_TRAIN, "時間", "痴漢", -13.0)]
)
def test_where_the_sentence_leaves_both_open_the_sound_may_speak_against_it_and_it_is_a_doubt(
    text, before, after, sound
):
    (doubt,) = doubts(text, before, after, sound)
    assert doubt.kind is DoubtKind.RISK_WORD and doubt.place is not None
    assert text[slice(*doubt.place)] == before
    assert doubt.alternative is None and after not in doubt.reason


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [("担当者と一緒に整理していきましょう。", "一緒", "遺書"), ("もう時間がありません。", "時間", "痴漢")],
)
def test_where_the_sentence_wants_the_common_word_it_is_none(text, before, after):
    assert doubts(text, before, after, -11.0) == []


def test_what_the_sound_speaks_against_is_none():
    assert doubts(LETTER_FOUND, "一緒", "遺書", -25.0) == []


def test_within_another_word_and_at_another_time_is_another_place():
    assert doubts("先週の水曜に伺いました。", "先", "詐欺", -1.0) == []
    late = "あ" * 60 + "、" + LETTER_FOUND
    assert doubts(late, "一緒", "遺書", -7.0) == []


def test_a_place_that_is_doubted_already_is_not_doubted_twice():
    known = place_to_hear((9, 11), (11.8, 12.0), "聞いてください。")
    assert doubts(LETTER_FOUND, "一緒", "遺書", -7.0, (known,)) == []


def test_what_was_asked_for_doubts_is_no_correction():
    score = SoundScore(start=1.0, end=2.0, before="一緒", after="遺書", sound=3.0)
    asked = SoundScores(heavy=(score,))
    assert asked.between(0.0, 9.0) == {}
    assert asked.heavy_between(0.0, 9.0) == (score,)
    assert asked.heavy_between(5.0, 9.0) == ()
