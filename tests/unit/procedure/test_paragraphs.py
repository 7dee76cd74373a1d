"""A long speech has paragraphs, at what a reader takes for a new subject; a short one is left alone."""

from __future__ import annotations

from transcriber.minutes.transcript import Mark, Utterance
from transcriber.procedure.paragraphs import paragraph_places
from transcriber.procedure.splitting import at_paragraphs, split


def paragraphs(text: str) -> list[str]:
    places = [0, *sorted(paragraph_places(text)), len(text)]
    return [text[a:b] for a, b in zip(places, places[1:], strict=False)]


FIRST = "待機児童の対策について質問いたします。昨年度は12名の待機児童が発生したと聞いております。現在の入所調整の状況を伺います。"
SECOND = "次に、会議録作成の効率化についてであります。試行導入により、職員の負担はどの程度軽減されたのでしょうか。"
THIRD = "3点目は、巡回バスについてであります。増便の可能性についてお聞かせください。"


def test_each_subject_of_a_speech_is_a_paragraph() -> None:
    assert paragraphs(FIRST + SECOND + THIRD) == [FIRST, SECOND, THIRD]


def test_the_steps_of_a_vote_are_paragraphs_of_the_chair() -> None:
    steps = [
        "説明が終わりました。これより質疑を行います。質疑はありませんか。質疑なしと認めます。これで質疑を終わります。",
        "これより討論を行います。討論はありませんか。討論なしと認めます。",
        "これより採決を行います。本案に賛成の方の起立を求めます。起立全員であります。よって、議案第45号は、原案のとおり可決されました。",
        "以上で、本日の日程は全部終了いたしました。本日はこれにて散会いたします。",
    ]
    assert paragraphs("".join(steps)) == steps


def test_a_short_speech_is_one_paragraph_whatever_it_says() -> None:
    text = "以上で、加藤啓二議員の一般質問を終わります。続きまして、11番、大塚由紀議員。"
    assert paragraphs(text) == [text]


def test_a_speech_of_minutes_is_never_one_block() -> None:
    sentence = "令和5年度の実態調査の結果を踏まえ、関係する部署と協議を重ねているところでございます。"
    assert max(map(len, paragraphs(sentence * 40))) < 450
    connected = paragraphs(sentence * 5 + "また、" + sentence * 3)
    assert connected == [sentence * 5, "また、" + sentence * 3]


def test_no_character_is_lost_and_times_go_on() -> None:
    text = FIRST + SECOND + THIRD
    marks = (Mark(position=len(FIRST), time=30.0), Mark(position=len(FIRST + SECOND), time=50.0))
    said = Utterance(id="u0001", speaker="S1", start=10.0, end=70.0, text=text, marks=marks)
    made = split([said], at_paragraphs([said]))
    assert [(u.id, u.start, u.end, u.text) for u in made] == [
        ("u0001", 10.0, 30.0, FIRST),
        ("u0002", 30.0, 50.0, SECOND),
        ("u0003", 50.0, 70.0, THIRD),
    ]
