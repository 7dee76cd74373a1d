"""Where the words show that another person goes on: there voices may change easily, and where they do not a doubt says so."""

from __future__ import annotations

import numpy as np
import pytest

from transcriber.minutes.transcript import DoubtKind
from transcriber.speakers import exchanges
from transcriber.speakers.alignment import SpokenRun, decide
from transcriber.speakers.exchanges import parted, unit_seams
from transcriber.speakers.turns import Turn
from transcriber.speakers.units import SENTENCE, Unit
from transcriber.speech.recogniser import Character


def cut(text: str, *, face_to_face: bool = False) -> list[str]:
    places = [0, *(e.position for e in exchanges.exchanges(text, face_to_face=face_to_face)), len(text)]
    return [text[a:b] for a, b in zip(places, places[1:], strict=False)]


@pytest.mark.parametrize(
    "parts",
    [
        ("増便の考えについてお伺いいたします。", "お答えいたします。検討してまいります。"),
        ("町の見解をお聞かせください。", "総務部長。", "ただいまのご質問にお答えいたします。"),
        ("何名でしょうか。", "福祉部長。", "6名でございます。"),
        ("以上で説明が終わりました。質疑はありませんか。水野委員。", "給食費について伺います。"),
        ("町が負担するのでしょうか。", "学校教育課長、", "お答えいたします。"),
        ("私の質問は以上です。", "続いて、8番、三宅俊介議員。", "8番、三宅です。"),
    ],
)
def test_in_a_meeting_calls_and_answers_begin_another_persons_words(parts: tuple[str, ...]) -> None:
    assert cut("".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "ほかにございませんか。質疑なしと認めます。これで質疑を終わります。",
        "質疑はありませんか。堀田委員。",
        "町長の答弁を求めます。町長。",
        "次に、2番、山田議員。発言を許します。",
        "加藤議員のご質問にお答えいたします。まず、待機児童についてお答えいたします。",
        "どうなっておりますか。2点目は、略式代執行についてであります。",
        "機械の点検は終わりました。担当は福祉課長です。",
        "よろしいでしょうか。ご説明いたします。",
        "朗読いたします。1番、藤代美和議員。3番、大庭康平議員。7番、須賀川悟議員。以下、お手元の一覧表のとおりでございます。",
    ],
)
def test_who_leads_and_who_speaks_at_length_goes_on(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("今お住まいの家賃はおいくらですか。", "5万8千円です。"),
        ("録音させていただいてよろしいでしょうか。", "はい、大丈夫です。"),
        ("今年を振り返っての感想を聞かせてください。", "大きい大会に出させてもらいました。"),
    ],
)
def test_face_to_face_whoever_asks_has_done(parts: tuple[str, ...]) -> None:
    assert cut("".join(parts), face_to_face=True) == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "そうなんですか。それはご心配ですね。",
        "普段の様子を伺います。ご家族も同席してください。",
        "何ですかね。迷っていて。",
        "今日、申請されますか。それとも、お持ち帰りになりますか。",
    ],
)
def test_face_to_face_not_every_question_wants_an_answer(text: str) -> None:
    assert cut(text, face_to_face=True) == [text]


def said(text: str, start: float) -> tuple[Character, ...]:
    return tuple(
        Character(text=c, start=start + i * 0.2, end=start + (i + 1) * 0.2, probability=0.9) for i, c in enumerate(text)
    )


QUESTION, ANSWER = "増便の考えについてお伺いいたします。", "お答えいたします。検討してまいります。"


def units() -> list[Unit[Character]]:
    made, at = [], 0.0
    for text in (QUESTION, ANSWER):
        characters = said(text, at)
        made.append(Unit(characters, at, characters[-1].end, SENTENCE))
        at = characters[-1].end + 0.2
    return made


def whose(likeness: list[list[float]], *, seams: bool = True) -> list[str | None]:
    cut_ = units()
    turns = [Turn(speaker="S1", start=0, end=cut_[1].start), Turn(speaker="S1", start=cut_[1].start, end=20)]
    found = unit_seams([u.text for u in cut_]) if seams else ()
    return decide(cut_, turns, ["S1", "S2"], np.array(likeness, dtype=np.float32), found)


def test_a_sound_that_leans_to_another_voice_is_believed_where_the_words_say_so() -> None:
    # The answer sounds somewhat more like S2; the turns give all of it to S1.
    leaning = [[0.9, 0.3], [0.2, 0.65]]
    assert whose(leaning, seams=False) == ["S1", "S1"]
    assert whose(leaning) == ["S1", "S2"]


def test_words_alone_change_no_voice() -> None:
    assert whose([[0.9, 0.3], [0.9, 0.3]]) == ["S1", "S1"]


def test_where_the_voices_go_on_the_answer_stands_by_itself_under_a_doubt() -> None:
    run = SpokenRun("S1", said(QUESTION + ANSWER, 10.0), (10.0, 20.0))
    (first, none), (second, doubt) = parted([run])
    assert (first.text, second.text) == (QUESTION, ANSWER)
    assert (first.speaker, second.speaker) == ("S1", "S1")
    assert none is None and doubt is not None and doubt.kind is DoubtKind.SPEAKER
    assert first.start == 10.0 and second.end == 20.0
    assert first.end <= second.start <= doubt.start < doubt.end <= second.end


def test_a_run_of_one_person_stays_whole() -> None:
    run = SpokenRun("S1", said(ANSWER, 0.0))
    assert [(r.text, d) for r, d in parted([run])] == [(ANSWER, None)]
