"""Editing levels: what each takes away, and above all what none of them may touch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language.editing import Editor, rules
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.minutes.text_style import EditingLevel

READER = Reader()
NAMES = ("加藤啓二", "東郷町", "待機児童", "えー太郎")
EDITORS = {level: Editor(level, READER, names=NAMES) for level in EditingLevel}
RIGHT = (Path(__file__).parent / "right_sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("verbatim", "fillers", "tidy"),
    [
        (
            "えー、本町ではですね、見てるところです。",
            "本町ではですね、見てるところです。",
            "本町では、見ているところです。",
        ),
        ("はい、あの、大丈夫です。", "はい、大丈夫です。", "はい、大丈夫です。"),
        ("それからえっと、三名です。", "それから三名です。", "それから三名です。"),
        ("わ、私は、け、検討します。", "私は、検討します。", "私は、検討します。"),
        ("それは、それは違います。", "それは違います。", "それは違います。"),
        ("予算をを計上しました。", "予算を計上しました。", "予算を計上しました。"),
        ("食べれる人が来れる。", "食べれる人が来れる。", "食べられる人が来られる。"),
        (
            "違うんじゃないかと思うんですけど。",
            "違うんじゃないかと思うんですけど。",
            "違うのではないかと思うんですけれども。",
        ),
        ("払ってない。", "払ってない。", "払っていない。"),
        ("やっぱりっていうことはないですね。", "やっぱりっていうことはないですね。", "やはりということはないですね。"),
    ],
)
def test_examples(verbatim: str, fillers: str, tidy: str) -> None:
    said = {level: EDITORS[level].edited(Edited.unchanged(verbatim)) for level in EditingLevel}
    assert said[EditingLevel.VERBATIM] == Edited.unchanged(verbatim)
    assert said[EditingLevel.FILLERS].text == fillers
    assert said[EditingLevel.TIDY].text == tidy
    for edited in said.values():
        assert edited.undone() == verbatim


@pytest.mark.parametrize(
    "text",
    [
        "あの件とその結果について。",
        "絵と本、上と下、家と庭。",
        "はい、はい、わかりました。",
        "5番、5番と申しました。",
        "えー太郎さんのところです。",
        "まあまあの出来です。",
        "三、三名ではなく五名です。",
        "否、否決であります。",
        "ええ、そうです。",
        "置いてください。",
        "今、今後のことを申しました。",
    ],
)
def test_words_that_only_look_like_fillers_stay(text: str) -> None:
    assert EDITORS[EditingLevel.FILLERS].edited(Edited.unchanged(text)).text == text


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("案も持って、折ります。", "案も持っております。"),
        ("滞納して折られる方は三百名です。", "滞納しておられる方は三百名です。"),
        ("値上げすると、言う話があります。", "値上げするという話があります。"),
        ("Aと母が一人で暮らしています。", "えーと、母が一人で暮らしています。"),
        ("伺います。A、本町では減りました。", "伺います。えー、本町では減りました。"),
    ],
)
def test_what_a_recogniser_writes_for_spoken_kana_is_kana_again(heard: str, written: str) -> None:
    assert EDITORS[EditingLevel.VERBATIM].edited(Edited.unchanged(heard)).text == written


@pytest.mark.parametrize(
    "text",
    [
        "紙を折ります。",
        "AとBを比べました。",
        "A、B、Cの三案です。",
        "A案です。",
        "Aと申します。",
        "A、そうです。",
        "そう言うことを言う。",
    ],
)
def test_letters_and_words_that_were_said_stay(text: str) -> None:
    assert EDITORS[EditingLevel.VERBATIM].edited(Edited.unchanged(text)).text == text


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_lose_nothing_without_fillers(text: str) -> None:
    assert EDITORS[EditingLevel.FILLERS].edited(Edited.unchanged(text)).text == text


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("3ヶ月分の滞納です。宜しくお願い致します。", "3か月分の滞納です。よろしくお願いいたします。"),
        ("ご確認下さい。検討して参ります。", "ご確認ください。検討してまいります。"),
        ("お手元に配付の通りであります。", "お手元に配付のとおりであります。"),
        ("異常で、加藤議員の質問の終わります。", "以上で、加藤議員の質問を終わります。"),
        ("ご質問にお答いたします。資料をお渡します。", "ご質問にお答えいたします。資料をお渡しします。"),
        ("お願します。お願いします。お伺いいたします。", "お願いします。お願いします。お伺いいたします。"),
        ("考えをおうかがいおいたします。ご説明お致します。", "考えをおうかがいをいたします。ご説明をいたします。"),
        ("これで質疑終わります。", "これで質疑を終わります。"),
        ("寄って、議案第7号は可決です。", "よって、議案第7号は可決です。"),
        ("ご意義ありませんか。意義なしと認めます。", "ご異議ありませんか。異議なしと認めます。"),
    ],
)
def test_spelling_and_set_phrases_are_put_right_at_every_level(heard: str, read: str) -> None:
    for level in EditingLevel:
        assert EDITORS[level].edited(Edited.unchanged(heard)).text == read


@pytest.mark.parametrize(
    "text",
    [
        "機械の異常で止まりました。",
        "学校に寄って帰る。",
        "大きな意義があります。",
        "質問の終わりに一言。",
        "駅前の通りに面した家。",
        "日常で使う言葉の説明です。",
        "お答えします。お渡しできます。お話しします。お話を伺います。お顔をお隠しします。お願いをいたします。",
    ],
)
def test_the_same_words_elsewhere_stay(text: str) -> None:
    for level in EditingLevel:
        assert EDITORS[level].edited(Edited.unchanged(text)).text == text


def test_a_rule_can_be_switched_off_by_its_name() -> None:
    editor = Editor(EditingLevel.TIDY, READER, without=("い抜き",))
    assert editor.edited(Edited.unchanged("えー、見てる。")).text == "見てる。"


def test_every_rule_has_a_name_and_says_what_it_does() -> None:
    for name in {rule.name for rule in rules()}:
        assert any(rule.about for rule in rules() if rule.name == name)


MEANING = [
    "検討します",
    "実施いたします",
    "実施いたしません",
    "反対です",
    "賛成できません",
    "認めない",
    "不採択",
    "お答えできません",
    "払っていません",
    "三名",
    "12番",
    "一億八千万円",
    "令和六年九月三日",
    "第45号",
    "8.5パーセント",
    "加藤啓二",
    "東郷町",
    "待機児童",
    "約束はしていない",
    "承認されなかった",
    "五万八千円ではない",
]
AROUND = [
    "えー、",
    "あの、",
    "まあ、",
    "えっと、",
    "そのー、",
    "、",
    "。",
    "はい、",
    "は",
    "が",
    "を",
    "ですね、",
    "っていう",
    "んですけど",
    "じゃない",
    "やっぱり",
    "てる",
    "てない",
    "見れる",
    "け、",
    "それは、",
    "を",
    "を",
]


@given(st.lists(st.sampled_from(MEANING + AROUND), max_size=14))
def test_no_level_touches_figures_negations_names_or_commitments(parts: list[str]) -> None:
    text = "".join(parts)
    editor = EDITORS[EditingLevel.TIDY]
    for level in EditingLevel:
        edited = EDITORS[level].edited(Edited.unchanged(text))
        assert editor.meaning(edited.text) == editor.meaning(text)
        for word in MEANING:
            assert edited.text.count(word) >= text.count(word) - _torn(text, word)
        assert edited.undone() == text


def _torn(text: str, word: str) -> int:
    """検討します may grow to 検討しています nowhere; but two words may overlap in the random text by chance."""
    return 0 if len(re.findall(re.escape(word), text)) == text.count(word) else 1
