"""Digits and names that became other words are masked where only they can stand; plain talk in such places is not."""

from __future__ import annotations

import time

import pytest
from support import personal_talk

from transcriber.language.readings import Reader
from transcriber.masking.digit_sounds import digit_sounds
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind

READER = Reader()
MY_NUMBER, ACCOUNT, PERSON, ADDRESS = (
    PersonalKind.MY_NUMBER,
    PersonalKind.ACCOUNT,
    PersonalKind.PERSON,
    PersonalKind.ADDRESS,
)


def hidden(kind: PersonalKind, *lines: str) -> str:
    """All that is found of a kind."""
    return "|".join(text for of, text in personal_talk.found(*lines) if of is kind)


@pytest.mark.parametrize("text", ["3にいながさん", "736993563にエナナさん", "急後奈々位置", "9号5号"])
def test_a_stretch_that_sounds_like_digits_is_found_whole(text: str) -> None:
    found = [text[d.start : d.end] for d in digit_sounds(READER.words(text), READER, 3)]
    assert found == [text]


@pytest.mark.parametrize(
    "text", ["担当の三宅さんにご連絡します", "先生にご相談いただくのが一番です", "国民健康保険の保険証です"]
)
def test_particles_and_honorifics_are_no_digits(text: str) -> None:
    assert not [d for d in digit_sounds(READER.words(text), READER, 3) if d.clear >= 2]


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("マイナンバーをお願いします。", "736993563にエナナさん"), "にエナナさん"),
        (("個人番号を読んでください。", "いきますね、7369", "はい", "3にいながさん"), "3にいながさん"),
        (("12桁の番号を読んでください。", "9番だ9番だ。", "はい", "いちいち両道"), "9番だ9番だ"),
        (("12桁の番号を読んでください。", "4号、9号。", "はい", "7117", "143日"), "143日"),
        (("12桁の番号を読んでください。", "7117", "下の4桁がいちいち両道で間違いないですね"), "いちいち両道"),
        (("裏の中に行けたの番号を読んでもらえますか、行きますね、788だ。", "はい、どうぞ、マッチ3、"), "マッチ3"),
        (("マイナンパを読み上げてください。", "イチニーキョニー。"), "イチニーキョニー"),
        (
            ("マイナンバーをどうぞ。", "7656", "日本に一郎です。", "日本に一郎ありがとうございます。"),
            "日本に一郎|日本に一郎",
        ),
        (("これが毎年パラです。", "5281と書いてあります。"), "5281"),
    ],
)
def test_what_is_read_out_as_a_my_number_is_masked_as_it_was_misheard(lines: tuple[str, ...], masked: str) -> None:
    assert masked in hidden(MY_NUMBER, *lines)


def test_an_account_is_masked_as_it_was_misheard() -> None:
    assert "さんにいこう" in hidden(ACCOUNT, "通帳を見ますね。", "店番がさんにいこう番で")
    assert "181な560" in hidden(ACCOUNT, "口座は普通の金の181な560です")


def test_answers_between_the_parts_of_a_misheard_number_stay() -> None:
    found = hidden(MY_NUMBER, "マイナンバーをお願いします。", "7369", "はい、どうぞ。", "3にいながさん", "はい。")
    assert "どうぞ" not in found and "はい" not in found


@pytest.mark.parametrize(
    "lines",
    [
        ("マイナンバーは要りますか。", "はい、要ります。", "1階の窓口です。"),
        ("マイナンバーカードは、5年で更新です。", "10年の人もいます。"),
        ("個人番号のほかに、記入が要ります。", "薬は3種類です。", "12桁の数字ですね。"),
        ("通帳の残高は3千円、15日に2万5千円入ります。", "市長さんにも、一度手紙を出しました。"),
        ("口座は2つあります。", "電話は10時から5時までです。", "上が12歳です。"),
    ],
)
def test_counts_near_the_word_for_a_number_are_none(lines: tuple[str, ...]) -> None:
    assert personal_talk.found(*lines) == []


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("プルネームを浮かがってもいいですか?", "ミュラケンニチです。"), "ミュラケンニチ"),
        (("ご主人の名前は、ようです",), "よう"),
        (("私のことです、またみよいです",), "またみよい"),
        (("うちの娘、三つごと言うんですが、学校に行けていません。",), "三つ"),
        (("1日はタツヤと申します。",), "1日はタツヤ"),
        (("1日はさとうと申します。",), "1日はさとう"),  # とうさん is nobody's name, さとう is
        (("1日神た辰也と申します。",), "1日神た辰也"),
        (("前の職場の石井県日産に保証人を頼みました",), "石井県日産"),
        (("前の職場のみゅうがヤスオさんに頼みました。",), "みゅうがヤスオ"),
        (("主人の踏み込が会社につとめていて",), "踏み込"),
        (("飲むが先生にそう言われました。",), "飲むが"),
        (("では、まださん、よろしくお願いします。",), "まだ"),
        (("おとうとうのようこは、働いています。",), "ようこ"),
        (("隣のみしだが前にちどなり込んでくるんです。",), "みしだ"),
        (("ムスコが、ようこって言うんですけど、仕事をしていません。",), "ようこ"),
        (("内のようこが、もう大変で。",), "ようこ"),
    ],
)
def test_a_name_is_masked_where_only_a_name_can_stand(lines: tuple[str, ...], masked: str) -> None:
    assert masked in hidden(PERSON, *lines)


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("まずお名前からうかがいます", "きくちまさとといいます"), "きくちまさと"),
        (("同級生のマスが孝さんが見かねて、",), "マスが孝"),
        (("ハマダサンとは連絡を取っています",), "ハマダ"),
        (("お名前をお願いできますか 2時間は乗り込です",), "2時間は乗り込"),
    ],
)
def test_a_surname_in_kana_or_other_words_goes_with_its_name(lines: tuple[str, ...], masked: str) -> None:
    assert masked in hidden(PERSON, *lines)


@pytest.mark.parametrize("line", ["名前は健太といいます。", "父は健太といいます。", "担当の山下と申します。"])
def test_what_leads_to_a_name_stays(line: str) -> None:
    assert hidden(PERSON, line) in ("健太", "山下")


def test_a_person_is_known_by_the_sound_of_a_name_that_was_told_or_is_on_the_roster() -> None:
    assert "ひらの" in hidden(PERSON, "隣の平野さんが来ました。", "ひらの先生に言われました。")
    roster = Roster(people=(Person(name="菊地 敏子", post="相談者"),))
    assert (PERSON, "菊池") in personal_talk.found("では、菊池さん、お願いします。", roster=roster)


@pytest.mark.parametrize(
    "line",
    [
        "息子が嫌だって言うんです。",
        "父が認知症って言うんですけど。",
        "娘が、学校に行きたくないって言うんです。",
        "私のことです。仕事の相談です。",
        "私のことです。生活が大変です。",
        "私のことです。もう限界です。",
        "会社の人にお父さんが怒られて。",
        "近所の方と民生委員さんに相談しました。",
        "知人の弁護士さんに頼みました。",
        "夫の帰りが遅いんです。",
        "隣のおうちが空き家です。",
        "担当者は、記入漏れではないかと申しておりました。",
        "まだ、さんざん言われています。",
    ],
)
def test_plain_talk_about_people_names_nobody(line: str) -> None:
    assert hidden(PERSON, line) == ""


def test_an_answer_to_where_one_lives_is_an_address_whatever_words_it_became() -> None:
    assert "かぐやま" in hidden(ADDRESS, "どちらにおすまいですか?", "日しすかぐやま。はい、5丁目18番の17")
    assert "455個室" in hidden(ADDRESS, "去年、名東区高針12番1号の入海通の455個室へ引っ越しました。")
    assert "58号" in hidden(ADDRESS, "実家は戦隊C イズミック証言58号にあります")
    assert "ごちょうめ" in hidden(ADDRESS, "どうぼゆの町ごちょうめよんのさんにこしてきたのが、おととしです。")
    assert "気号がおか" in hidden(ADDRESS, "気号がおかの", "はい", "2の28の19です")
    assert "22番地" in hidden(ADDRESS, "リズミク装備の", "22番地の位置です。")
    assert hidden(ADDRESS, "実家は二番目に遠くにあります。", "来月、もっと近くに引っ越します。") == ""
    assert hidden(ADDRESS, "どちらにお住まいですか。", "一人暮らしです。") == ""
    assert hidden(ADDRESS, "お住まいはどちらですか。", "アパートを借りています。") == ""


def test_two_hours_in_which_numbers_are_said_again_and_again_are_read_in_seconds() -> None:
    """Each run of digits was compared with all that was said since each word for a number: minutes."""
    talk = (
        "マイナンバーをお願いします。",
        "はい、1234の5678の9018です。",
        "お電話は090の1234の5678ですね。",
        "今日は窓口で手続きの順番をご説明します。",
    )
    began = time.process_time()
    assert len(personal_talk.found(*talk * 300)) >= 600
    assert time.process_time() - began < 20
