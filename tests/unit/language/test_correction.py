"""Correction by reading: what was heard right and written wrong is restored, and nothing else is touched."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcriber.language.correction import Corrector
from transcriber.language.edits import undo
from transcriber.language.matching import without_inner_marks
from transcriber.language.readings import Reader, morae
from transcriber.language.targets import base_terms, known, numbered_terms, office_in, phrases
from transcriber.language.weighing import SoundScore
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import RecordKind

READER = Reader()
ROSTER = Roster(
    people=(
        Person(name="山下清隆", kana="やましたきよたか", post="議長"),
        Person(name="加藤啓二", kana="かとうけいじ", post="議員", seat="5"),
        Person(name="大塚　由紀", kana="おおつか　ゆき", post="議員", seat="11"),
        Person(name="水野良平", kana="みずのりょうへい", post="委員"),
        Person(name="堀田さつき", kana="ほったさつき", post="委員"),
        Person(name="井俣憲治", kana="いまたけんじ", post="町長"),
        Person(name="近藤美穂", kana="こんどうみほ", post="福祉部長"),
        Person(name="岡部弘", kana="おかべひろし", post="委員長"),
    )
)
GLOSSARY = Glossary(
    terms=(
        Term(text="待機児童", kana="たいきじどう"),
        Term(text="受け皿", kana="うけざら"),
        Term(text="白鳥地区", kana="しらとりちく"),
        Term(text="離職票", kana="りしょくひょう"),
        Term(text="契約書", kana="けいやくしょ"),
        Term(text="学校給食費"),  # no reading given: the dictionary's
        Term(text="不登校児童生徒", kana="ふとうこうじどうせいと"),
        Term(text="地産地消", kana="ちさんちしょう"),
        Term(text="保険料", kana="ほけんりょう"),
        Term(text="滞納", kana="たいのう"),
        Term(text="家賃", kana="やちん"),
        Term(text="諸輪", kana="もろわ", misheard=("お城は", "も炉は")),
    )
)
BASE = (*base_terms(RecordKind.COUNCIL), *base_terms(RecordKind.CONSULTATION))
OFFICE = Corrector(ROSTER, GLOSSARY, BASE, office="東郷町議会", reader=READER)
BASE_ONLY = Corrector(Roster(), Glossary(), BASE, reader=READER)
RIGHT = (Path(__file__).parent / "right_sentences.txt").read_text(encoding="utf-8").splitlines()

MISHEARD = [
    ("令和6年第3回統合町議会を再開いたします。", "令和6年第3回東郷町議会を再開いたします。", "自治体名"),
    ("統合、町議会の皆様", "東郷町議会の皆様", "自治体名"),
    ("第3回投稿調理会を開きます。", "第3回東郷町議会を開きます。", "自治体名"),
    ("5番かと計時議員。", "5番加藤啓二議員。", "名簿の氏名"),
    ("5番、カトケージ議員。", "5番、加藤啓二議員。", "名簿の氏名"),
    ("議席番号5番、加藤経時でございます。", "議席番号5番、加藤啓二でございます。", "名簿の氏名"),
    ("続きまして、11番を使う紀議員。", "続きまして、11番大塚由紀議員。", "名簿の氏名"),
    ("カトウ議員のご質問にお答えします。", "加藤議員のご質問にお答えします。", "名簿の姓と敬称"),
    ("水の委員。", "水野委員。", "名簿の姓"),
    ("堀田五月委員。", "堀田さつき委員。", "名簿の氏名"),
    ("保育園の大規児童対策について", "保育園の待機児童対策について", "用語"),
    ("受けざらの整備について", "受け皿の整備について", "用語"),
    ("場所は、知らと立区を想定しております。", "場所は、白鳥地区を想定しております。", "用語"),
    ("二職票が必要です。", "離職票が必要です。", "用語"),
    ("理職票が届きましたら", "離職票が届きましたら", "用語"),
    ("経薬書をお持ちください。", "契約書をお持ちください。", "用語"),
    ("学校級職品について説明します。", "学校給食費について説明します。", "用語"),
    ("不投稿自動生徒への支援です。", "不登校児童生徒への支援です。", "用語"),
    ("地産地賞の取り組みについて", "地産地消の取り組みについて", "用語"),
    ("保険量について、分割納付できます。", "保険料について、分割納付できます。", "用語"),
    ("体能されている保険料です。", "滞納されている保険料です。", "用語"),
    ("提足数に達しております。", "定足数に達しております。", "基本用語"),
    ("充許確保給付金という制度です。", "住居確保給付金という制度です。", "基本用語"),
    ("これより再決を行います。", "これより採決を行います。", "基本用語"),
    ("再入再出決算を認定します。", "歳入歳出決算を認定します。", "基本用語"),
    ("お城は方面の便は、一日六便です。", "諸輪方面の便は、一日六便です。", "誤認識例"),
]


@pytest.mark.parametrize(("heard", "right", "rule"), MISHEARD)
def test_what_sounds_like_a_known_word_and_makes_no_sense_is_restored(heard: str, right: str, rule: str) -> None:
    corrected = OFFICE.correct(heard)
    assert corrected.text == right
    assert [c.rule for c in corrected.changes] == [rule]


@pytest.mark.parametrize("corrector", [OFFICE, BASE_ONLY], ids=["everything known", "base terms only"])
@pytest.mark.parametrize("sentence", RIGHT)
def test_right_sentences_stay_as_they_are_however_near_they_sound(corrector: Corrector, sentence: str) -> None:
    assert corrector.correct(sentence).changes == ()


@pytest.mark.parametrize(
    "text",
    [
        "佐藤啓二議員。",  # another person, whose name sounds almost like one of the roster
        "5番、伊藤議員。",
        "以上で、岡部洋子議員の質問を終わります。",  # not 岡部弘, whatever else 洋 and 子 may be read
        "登校児童生徒の見守りを行います。",  # 不 turns the meaning round: it must have been heard
        "広告を出します。",
        "会議を開きます。",  # not 開議
        "これにて参加いたします。",
        "待機児童と受け皿、東郷町議会、加藤啓二議員。",
        "男女共同参加と地域。",  # the particle is not swallowed
        "",
        "。。、\n",
    ],
)
def test_what_may_be_meant_so_is_left_alone(text: str) -> None:
    assert OFFICE.correct(text).text == text


def test_numbers_are_never_part_of_a_change() -> None:
    glossary = Glossary(terms=(Term(text="三期計画", kana="さんきけいかく"), Term(text="にわとり", kana="にわとり")))
    corrector = Corrector(Roster(), glossary, reader=READER)
    for text in ("第3期計画です。", "二百羽取りました。", "2羽取りました。", "第二号議案", "三回"):
        assert corrector.correct(text).text == text


def test_a_mishearing_on_the_list_counts_only_as_a_whole_word() -> None:
    glossary = Glossary(terms=(Term(text="開議", kana="かいぎ", misheard=("会議",)),))
    corrector = Corrector(Roster(), glossary, reader=READER)
    assert corrector.correct("会議録の署名").text == "会議録の署名"
    assert corrector.correct("直ちに会議いたします。").text == "直ちに開議いたします。"


def test_a_change_says_what_was_there_why_it_went_and_where() -> None:
    corrected = OFFICE.correct("では、5番かと計時議員。大規児童について。")
    first, second = corrected.changes
    assert corrected.text == "では、5番加藤啓二議員。待機児童について。"
    assert (first.before, first.after, first.rule, first.position) == ("かと計時", "加藤啓二", "名簿の氏名", 5)
    assert (second.before, second.after, second.position) == ("大規児童", "待機児童", 12)
    assert 0.9 < first.score < second.score <= 1


def test_one_change_alone_can_be_undone() -> None:
    corrected = OFFICE.correct("では、5番かと計時議員。大規児童について。")
    assert undo(corrected.text, corrected.changes[:1]) == "では、5番かと計時議員。待機児童について。"


def test_without_anything_known_nothing_changes() -> None:
    nobody = Corrector(Roster(), Glossary(), reader=READER)
    assert nobody.correct("5番かと計時議員。").text == "5番かと計時議員。"


def test_base_terms_ship_for_both_kinds_of_meeting_with_their_readings() -> None:
    assert (len(base_terms(RecordKind.COUNCIL)), len(base_terms(RecordKind.CONSULTATION))) == (80, 40)
    assert all(t.kana for t in BASE)


@pytest.mark.parametrize("heard", ["住服の届け出について", "超服の届け出について"])
def test_a_term_counts_with_every_reading_that_it_is_given(heard: str) -> None:
    both = Glossary(terms=(Term(text="重複", kana="ちょうふく"), Term(text="重複", kana="じゅうふく")))
    beats = {t.morae for t in known(Roster(), both, (), "", READER)}
    assert beats == {morae("ちょうふく"), morae("じゅうふく")}
    assert "重複" in {c.after for c in Corrector(Roster(), both, reader=READER).candidates(heard)}


def test_the_office_is_known_by_its_name_and_by_its_municipality() -> None:
    texts = {t.text for t in known(Roster(), Glossary(), (), "東郷町議会事務局", READER)}
    assert texts == {"東郷町議会事務局", "東郷町"}


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("第3回東郷町議会定例会", "東郷町議会"),
        ("令和6年第3回東郷町議会定例会", "東郷町議会"),
        ("泉大津市議会_本会議", "泉大津市議会"),
        ("総務文教委員会", ""),
        ("町議会の打合せ", ""),
    ],
)
def test_a_title_may_name_the_office(title: str, office: str) -> None:
    assert office_in(title) == office


_BITS = st.sampled_from(
    [heard for heard, _, _ in MISHEARD]
    + RIGHT
    + ["加藤", "啓二", "議員", "12番", "、", "。", "統合", "町", "2,300万円", "令和６年", "三百二十", "の", "A", "ー"]
)
_TEXT = st.lists(_BITS, max_size=4).map("".join)


@settings(max_examples=60, deadline=None)
@given(_TEXT)
def test_correcting_twice_is_correcting_once(text: str) -> None:
    once = OFFICE.correct(text)
    assert OFFICE.correct(once.text).changes == ()


@settings(max_examples=60, deadline=None)
@given(_TEXT | st.text(max_size=30))
def test_undoing_every_change_brings_the_text_back(text: str) -> None:
    corrected = OFFICE.correct(text)
    assert undo(corrected.text, corrected.changes) == text
    for change in corrected.changes:
        assert corrected.text[change.position :].startswith(change.after)


@settings(max_examples=60, deadline=None)
@given(_TEXT)
def test_digits_stay_as_they_are(text: str) -> None:
    def digits(of: str) -> str:
        return "".join(c for c in of if c.isdecimal())

    assert digits(OFFICE.correct(text).text) == digits(text)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ABCabc 0123456789.,-", max_size=40))
def test_text_without_japanese_is_untouched(text: str) -> None:
    assert OFFICE.correct(text).text == text


def test_a_long_meeting_takes_seconds() -> None:
    heard = [text for text, _, _ in MISHEARD] + RIGHT
    began = time.process_time()
    for text in heard * 4:
        OFFICE.correct(text)
    each = (time.process_time() - began) / (len(heard) * 4)
    assert each * 12_000 < 60


MEMBERS = Corrector(
    Roster(
        people=(
            Person(name="水野 良平", kana="みずの りょうへい", post="委員"),
            Person(name="中島 巌", kana="なかじま いわお", post="議員"),
            Person(name="小林 薫", kana="こばやし くん", post="議員"),
            Person(name="山本 美穂", kana="やまもと みほ", post="議員"),
            Person(name="吉田 愛", kana="よしだ あい", post="議員"),
            Person(name="石井 伊織", kana="いしい いおり", post="委員"),
            Person(name="大野 進", kana="おおの すすむ", post="会計管理者"),
            Person(name="岡部 弘", kana="おかべ ひろし", post="副委員長"),
        )
    ),
    Glossary(),
    reader=READER,
)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("水野委員。", "水野委員。"),
        ("水の委員。", "水野委員。"),
        ("ミズノいいん。", None),
        ("中島君、どうぞ。", "中島君、どうぞ。"),
        ("次に、なかじま君の発言を許します。", None),
        ("小林君からの質問にお答えします。", "小林君からの質問にお答えします。"),  # 君 is no 薫
        ("コバヤシくん。", None),
        ("山本さんからの質問です。", "山本さんからの質問です。"),
        ("ヤマモトう議員。", None),  # a lengthened vowel is no given name
        ("よしだい議員の質問です。", None),
        ("吉田ー君。", None),
        ("石いい委員、どうぞ。", None),
        ("大野会計管理についての質問です。", "大野会計管理についての質問です。"),
        ("委員長。", "委員長。"),
        ("会計管理について伺います。", "会計管理について伺います。"),
    ],
)
def test_what_was_said_is_corrected_and_never_completed(said: str, written: str | None) -> None:
    """By the text alone, and where the sound likes everything that could be put there.

    written: None where more than one way is right, as long as nothing that was not said is in it.
    """
    liked = {
        (without_inner_marks(said[c.start : c.end]), c.after): _answer("", c.after, sound=5.0)
        for c in MEMBERS.candidates(said)
    }
    for corrected in (MEMBERS.correct(said).text, MEMBERS.correct(said, liked).text):
        assert not any(given in corrected for given in ("良平", "巌", "薫", "美穂", "愛", "伊織", "進", "管理者", "副"))
        assert written is None or corrected == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("水野りょうへい委員。", "水野良平委員。"),
        ("水の両平委員。", "水野良平委員。"),
        ("ナカジマイワオ君。", "中島巌君。"),
        ("山本み議員。", "山本美穂議員。"),  # half of a given name is a given name
        ("吉田相議員。", "吉田愛議員。"),
        ("小林くん議員。", "小林薫議員。"),  # a title follows: that was none
    ],
)
def test_a_given_name_that_was_said_is_restored(said: str, written: str) -> None:
    assert MEMBERS.correct(said).text == written


def test_a_title_is_not_put_before_a_title() -> None:
    heard = {("水野いい", "水野委員"): _answer("水野いい", "水野委員", sound=5.0)}
    assert MEMBERS.correct("水野いい委員、どうぞ。", heard).text.count("委員") == 1


def test_a_surname_with_its_title_explains_more_than_a_full_name() -> None:
    corrector = Corrector(ROSTER, Glossary(), reader=READER)
    heard = {
        ("水野良", "水野良平"): _answer("水野良", "水野良平", sound=-9.6),
        ("水野良委員", "水野委員"): _answer("水野良委員", "水野委員", sound=5.3),
    }
    assert corrector.correct("水野良委員、はい。", heard).text == "水野委員、はい。"


def test_a_full_name_that_was_heard_in_part_is_not_shortened_to_the_surname() -> None:
    """村瀬和恵議員 was said and 村瀬恵議員 heard: the sound was asked about the surname alone, which is nearer than what was heard."""
    member = Person(name="村瀬和恵", kana="むらせかずえ", post="議員", seat="21")
    corrector = Corrector(Roster(people=(member,)), Glossary(), reader=READER)
    heard = {("村瀬恵議員", "村瀬議員"): _answer("村瀬恵議員", "村瀬議員", sound=9.2)}
    assert corrector.correct("21番、村瀬恵議員の登壇を求めます。", heard).text == "21番、村瀬恵議員の登壇を求めます。"
    heard = {("村瀬銀議員", "村瀬議員"): _answer("村瀬銀議員", "村瀬議員", sound=9.2)}  # of no given name
    assert corrector.correct("21番、村瀬銀議員の登壇を求めます。", heard).text == "21番、村瀬議員の登壇を求めます。"


def test_a_name_with_another_title_is_another_person_whatever_the_sound_says() -> None:
    corrector = Corrector(ROSTER, Glossary(), reader=READER)
    heard = {("水野議長", "水野委員"): _answer("水野議長", "水野委員", sound=5.0)}
    assert corrector.correct("水野議長、はい。", heard).text == "水野議長、はい。"


def test_a_surname_with_another_ordinary_word_is_nobody_who_was_called() -> None:
    """不登校児童生徒 was heard as 堀田生徒: whose support it is must not become 堀田委員's."""
    corrector = Corrector(ROSTER, Glossary(), reader=READER)
    heard = {("堀田生徒", "堀田委員"): _answer("堀田生徒", "堀田委員", sound=5.0)}
    assert (
        corrector.correct("堀田生徒の支援について説明を求めます。", heard).text
        == "堀田生徒の支援について説明を求めます。"
    )
    heard = {("加藤議院", "加藤議員"): _answer("加藤議院", "加藤議員", sound=5.0)}
    assert corrector.correct("5番、加藤議院。", heard).text == "5番、加藤議員。"


@pytest.mark.parametrize("text", ["条例第19条第2号を改めるものです。", "歳入第3款第1号です。"])
def test_a_laws_own_numbers_are_no_bills(text: str) -> None:
    corrector = Corrector(ROSTER, Glossary(), phrases=numbered_terms(), reader=READER)
    asked = {
        ("言葉", "単語"): _answer("言葉", "単語", sound=0.0)
    }  # where the sound was asked of anything, more is looked at
    assert corrector.correct(text, asked).text == text


@pytest.mark.parametrize(
    "text",
    ["日程第2、選挙第1号、議長の選挙を行います。", "発委第2号を議題とします。", "決議第1号の提出者の説明を求めます。"],
)
def test_a_bill_of_another_kind_is_no_misheard_bill(text: str) -> None:
    corrector = Corrector(ROSTER, Glossary(), phrases=numbered_terms(), reader=READER)
    assert corrector.correct(text).text == text


def test_who_asks_is_called_to_the_rostrum_and_not_to_answer() -> None:
    """登壇を求めます is a set phrase as 答弁を求めます is: the sound chooses between them."""
    corrector = Corrector(ROSTER, Glossary(), phrases=phrases(RecordKind.COUNCIL), reader=READER)
    asked = corrector.candidates("5番、加藤議員の相談を求めます。")
    assert asked[0].after == "登壇を求めます"


@pytest.mark.parametrize(
    ("said", "phrase"),
    [("ただいまの出席委員は", "ただいまの出席議員は"), ("ただいまの出席理事は", "ただいまの出席議員は")],
)
def test_a_set_phrase_makes_nobody_a_member_of_another_board(said: str, phrase: str) -> None:
    corrector = Corrector(ROSTER, Glossary(), phrases=phrases(RecordKind.COUNCIL), reader=READER)
    heard = {(said, phrase): _answer(said, phrase, sound=5.0)}
    assert corrector.correct(f"{said}9名です。", heard).text == f"{said}9名です。"


def test_a_set_phrase_does_not_take_a_kanji_that_official_texts_use() -> None:
    corrector = Corrector(ROSTER, Glossary(), phrases=phrases(RecordKind.COUNCIL), reader=READER)
    before, kana = "全て終了いたしました", "すべて終了いたしました"
    heard = {(before, kana): _answer(before, kana, sound=1.0)}
    assert corrector.correct(f"本日の議題は{before}。", heard).text == f"本日の議題は{before}。"


def test_a_term_that_goes_on_behind_a_comma_is_not_written_twice() -> None:
    corrector = Corrector(Roster(), Glossary(terms=(Term(text="小規模保育事業所"),)), reader=READER)
    heard = {("小規模保育", "小規模保育事業所"): _answer("小規模保育", "小規模保育事業所", sound=0.0)}
    text = "小規模保育、事業所の公募に応じた。"
    assert corrector.correct(text, heard).text == text


def test_a_term_with_a_breath_in_it_is_not_ended_twice() -> None:
    corrector = Corrector(
        Roster(), Glossary(terms=(Term(text="建設水道課", kana="けんせつすいどうか"),)), reader=READER
    )
    assert "課課" not in corrector.correct("建設、水道課長、答弁願います。").text


def test_a_plain_word_with_its_particle_is_nobodys_name_whatever_the_sound_says() -> None:
    """次の会議 sounds like 菅野 where somebody of that name sits."""
    corrector = Corrector(
        Roster(people=(Person(name="菅野理恵", kana="すがのりえ", post="議員"),)), Glossary(), reader=READER
    )
    heard = {("次の", "菅野"): _answer("次の", "菅野", sound=5.0)}
    text = "次の会議は、19日の午前10時からです。"
    assert corrector.correct(text, heard).text == text


def test_a_term_may_end_inside_what_the_analyser_takes_for_a_word_of_kana_if_the_sound_agrees() -> None:
    corrector = Corrector(Roster(), Glossary(terms=(Term(text="滞納", kana="たいのう"),)), reader=READER)
    heard = {("退の", "滞納"): _answer("退の", "滞納", sound=-7.2)}
    text = "3か月分退のしています。"
    assert corrector.correct(text).text == text
    assert corrector.correct(text, heard).text == "3か月分滞納しています。"


def test_a_term_does_not_tear_a_word_of_kana_that_is_good_as_it_stands() -> None:
    corrector = Corrector(Roster(), Glossary(terms=(Term(text="相談員", kana="そうだんいん"),)), reader=READER)
    heard = {("相談い", "相談員"): _answer("相談い", "相談員", sound=0.0)}
    text = "貸し付けも御相談いただけます。"
    assert corrector.correct(text, heard).text == text


def _answer(before: str, after: str, *, sound: float) -> SoundScore:
    return SoundScore(start=0.0, end=5.0, before=before, after=after, sound=sound)


def test_what_is_made_ready_ahead_restores_the_same() -> None:
    """While speech is looked for, so that nothing waits for tens of thousands of terms."""
    ready = Corrector(ROSTER, GLOSSARY, BASE, office="東郷町議会", reader=READER)
    ready.prepare()
    for text in ("加藤経時議員。", "養護学校の件です。", "東郷長議会を開きます。"):
        assert ready.correct(text) == OFFICE.correct(text)
        assert ready.candidates(text) == OFFICE.candidates(text)
