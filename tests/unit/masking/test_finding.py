"""Personal data is found by its rules: what it is, where it begins and ends, and what is none."""

from __future__ import annotations

import pytest
from support.personal_talk import READER, STAFF, Said, found

from transcriber.masking.digit_runs import digits_of
from transcriber.masking.finding import find_personal
from transcriber.minutes.my_numbers import is_my_number
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind


@pytest.mark.parametrize(
    "number",
    [
        "123456789018",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４の５６７８の９０１８",
        "一二三四、五六七八、九〇一八",
        "いちにさんよん、ごろくななはち、きゅうぜろいちはち",
        "いちにいさんよんごーろくななはちきゅーゼロいちはち",
        "1、2、3、4、5、6、7、8、9、0、1、8",
    ],
)
def test_my_number_is_found_in_every_writing(number):
    assert found(f"マイナンバーは{number}です。") == [(PersonalKind.MY_NUMBER, number)]


def test_a_telephone_number_that_is_whole_ends_where_it_ends():
    talk = ("私の電話は、〇九〇の、八八三一の、〇四五二です。", "〇九〇の、八八三一の、〇四五二、夕方6時以降ですね。")
    assert found(*talk) == [(PersonalKind.PHONE, "〇九〇の、八八三一の、〇四五二")] * 2


def test_an_age_behind_a_relative_is_no_name():
    assert found("兄は五十八なんですけど、寝ていないんです。") == []


def test_my_number_said_in_pieces_over_several_utterances_is_one_item_without_the_answers_between():
    talk = ("マイナンバーをお願いします。", "1234、", "はい。", "5678、", "はい、どうぞ。", "9018です。")
    assert found(*talk) == [(PersonalKind.MY_NUMBER, "1234 5678 9018")]


def test_the_part_that_is_read_back_is_masked_too():
    kinds = found("マイナンバーは123456789018です。", "下の4桁が9018ですね。")
    assert (PersonalKind.MY_NUMBER, "9018") in kinds


def test_the_check_digit_is_evidence_where_no_word_says_what_the_number_is():
    assert is_my_number("123456789018") and not is_my_number("123456789012")
    assert found("1234 5678 9018です。") == [(PersonalKind.MY_NUMBER, "1234 5678 9018")]
    assert found("1234 5678 9012です。") == [(PersonalKind.ID_NUMBER, "1234 5678 9012")]


def test_a_number_that_was_misheard_is_masked_by_the_word_before_it():
    assert found("マイナンバーは1234 5678 901です。") == [(PersonalKind.MY_NUMBER, "1234 5678 901")]


def test_digits_in_kana_are_read_as_digits():
    assert digits_of("にいちにさんよん") == "21234"
    assert digits_of("ゼロきゅうゼロ".replace("ゼロ", "ぜろ")) == "090"


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("携帯は090-1234-5678です。", PersonalKind.PHONE, "090-1234-5678"),
        ("口座は普通の1234567です。", PersonalKind.ACCOUNT, "1234567"),
        ("保険証の番号は12345678です。", PersonalKind.ID_NUMBER, "12345678"),
        ("昭和45年3月12日生まれです。", PersonalKind.BIRTH_DATE, "昭和45年3月12日"),
        ("東郷町春木2丁目3番4号に住んでいます。", PersonalKind.ADDRESS, "東郷町春木2丁目3番4号"),
        ("港区芝公園に住んでいます。", PersonalKind.ADDRESS, "港区芝公園"),
        ("山田花子と申します。", PersonalKind.PERSON, "山田花子"),
        ("隣の佐藤さんが来ました。", PersonalKind.PERSON, "佐藤"),
        ("長男の健太が休みがちです。", PersonalKind.PERSON, "健太"),
        ("うちのはるとくんが熱を出して。", PersonalKind.PERSON, "はると"),
        ("夫は丸山製作所で働いています。", PersonalKind.EMPLOYER, "丸山製作所"),
        ("娘は青葉小学校に通っています。", PersonalKind.SCHOOL, "青葉小学校"),
    ],
)
def test_each_kind_is_found_with_its_borders(line, kind, text):
    assert found(line) == [(kind, text)]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("うちの聡が部屋から出てこなくて。", PersonalKind.PERSON, "聡"),
        ("困ってるんです、うちの真一には。", PersonalKind.PERSON, "真一"),
        ("妹のつばさも一緒に暮らしています。", PersonalKind.PERSON, "つばさ"),
        ("下の子、たくみはまだ学校です。", PersonalKind.PERSON, "たくみ"),
        ("弟です、京子は。", PersonalKind.PERSON, "京子"),
        ("野村です、担任は。", PersonalKind.PERSON, "野村"),
        ("さっき電話した辻ですけど。", PersonalKind.PERSON, "辻"),
        ("息子が、舞っていうんですけど。", PersonalKind.PERSON, "舞"),
        ("ああ、野村さん。お待ちしてました。", PersonalKind.PERSON, "野村"),
        ("働いてたんですけどね、ミドリ電子で。", PersonalKind.EMPLOYER, "ミドリ電子"),
        ("面接を受けたんです、丸八水産の。", PersonalKind.EMPLOYER, "丸八水産"),
        ("父は昔、三河鋼業でトラックに乗っていました。", PersonalKind.EMPLOYER, "三河鋼業"),
        ("主人はとんかつ山政っていうところに行ってます。", PersonalKind.EMPLOYER, "とんかつ山政"),
        ("デイサービスひだまりに変わりました。", PersonalKind.EMPLOYER, "デイサービスひだまり"),
    ],
)
def test_plain_talk_names_people_without_honorifics_and_turns_sentences_round(line, kind, text):
    assert found(line) == [(kind, text)]


def test_the_number_of_digits_behind_a_number_is_none_of_its_own():
    said = "番号は790668.018.5957"
    kinds = found("マイナンバーカードです。", f"{said}12桁の数字ですね。")
    assert all(kind is PersonalKind.MY_NUMBER for kind, _ in kinds)
    assert "".join(text for _, text in kinds).startswith("790668.018.5957")
    assert found("12桁の番号です。") == []


def test_an_employer_that_was_told_once_is_known_wherever_it_stands():
    talk = ("妻はレストラン海風で働いています。", "レストラン海風の前で待っていました。")
    assert found(*talk) == [(PersonalKind.EMPLOYER, "レストラン海風")] * 2


def test_a_name_of_one_character_is_known_where_it_stands_again():
    assert found("長男の聡が休みがちで。", "ええ、聡です。") == [
        (PersonalKind.PERSON, "聡"),
        (PersonalKind.PERSON, "聡"),
    ]


def test_a_birth_date_that_is_confirmed_as_it_was_misheard_is_masked_too():
    talk = ("生年月日をお願いします。", "昭和29年3月7日です。", "はい、昭和29年3月1日ですね。", "次は11月20日です。")
    assert [text for _, text in found(*talk)] == ["昭和29年3月7日", "昭和29年3月1日"]


def test_digits_in_kana_are_found_although_the_speaker_says_first_that_they_come():
    talk = ("マイナンバーをお願いします。", "いきますね。ににななご、", "はい。", "5678、", "はい。", "9018です。")
    assert found(*talk) == [(PersonalKind.MY_NUMBER, "ににななご 5678 9018")]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("昨日がおか18番7号です。", PersonalKind.ADDRESS, "昨日がおか18番7号"),
        ("指点番号が604です。", PersonalKind.ACCOUNT, "604"),
        ("講座は3467365と書いてあります。", PersonalKind.ACCOUNT, "3467365"),
        ("07241はち3247が息子の番号です。", PersonalKind.PHONE, "07241はち3247"),
        ("えっと1949年9月10日です。", PersonalKind.BIRTH_DATE, "1949年9月10日"),
        ("えっと、相話22年4月8日です。", PersonalKind.BIRTH_DATE, "相話22年4月8日"),
        ("えっと、昭和33で3月22日です。", PersonalKind.BIRTH_DATE, "昭和33で3月22日"),
        ("娘は開け中学校に入れました。", PersonalKind.SCHOOL, "開け中学校"),
        ("末ばクリーニングで夜勤をしていました。", PersonalKind.EMPLOYER, "末ばクリーニング"),
        (
            "去年から日賛市若い県4丁目13の3、フラザ西原3丸9帽室を借りています。",
            PersonalKind.ADDRESS,
            "日賛市若い県4丁目13の3、フラザ西原3丸9帽室",
        ),
        ("イモートの5つきちゃんは元気です。", PersonalKind.PERSON, "5つき"),
    ],
)
def test_what_the_recogniser_misheard_is_found_by_what_is_left_of_it(line, kind, text):
    assert found(line) == [(kind, text)]


def test_the_answer_to_a_question_is_what_was_asked_for():
    assert found("生年月日をお願いします。", "1970年3月12日です。") == [(PersonalKind.BIRTH_DATE, "1970年3月12日")]
    assert found("お名前は。", "鈴木です。") == [(PersonalKind.PERSON, "鈴木")]


@pytest.mark.parametrize(
    "line",
    [
        "家賃は5万8千円で、3か月滞納しています。",
        "平成30年から働いて、去年の8月に辞めました。",
        "市役所の2階で、午前9時から午後5時までです。",
        "近くの小学校の先生とお母さんに相談しました。",
        "看護師さんと民生委員さんが来てくれました。",
        "借金は全部で2,500,000円です。",
        "令和8年11月29日の10時にお待ちしています。",
        "コンビニで夜に働いています。",
        "西野さん、ありがとうございます。",
        "うちのほうは変わりありません。うちの車は古いです。",
        "妹のところに行っています。母のせいではないです。",
        "前の会社は、社長が代わってから給料が遅れました。",
        "老人ホームの夜勤と、食品工場のパートをしていました。",
        "自動車部品の工場に入って、十年になります。",
        "レトルト食品を買って食べています。",
        "娘が生まれてから実家にいました。ガスが止まったのは11月20日です。",
        "民間保育所と小中学校の給食費です。",
        "行っていた中学校に近い小学校です。",
        "次は令和8年12月3日です。",
        "令和8年12月3日です。",
    ],
)
def test_what_says_nothing_of_a_person_stays(line):
    assert found(line) == []


def test_the_offices_own_people_are_not_masked_although_their_name_is_one_character():
    assert found("相談員の森と申します。", roster=Roster(people=(Person(name="森", post="相談員"),))) == []


def test_a_client_of_the_roster_is_known_wherever_the_name_stands_and_by_the_role():
    roster = Roster(people=(*STAFF.people, Person(name="大森 礼子", kana="おおもり れいこ", post="相談者")))
    items = find_personal([Said("礼子は元気です。大森の家です。")], roster, READER)
    assert [(i.text, i.role) for i in items] == [("礼子", "相談者"), ("大森", "相談者")]


def test_a_relation_is_the_role_wherever_the_name_stands_again():
    items = find_personal([Said("長男の健太が休みがちで。"), Said("健太さんですね。")], STAFF, READER)
    assert [(i.text, i.role) for i in items] == [("健太", "相談者の長男"), ("健太", "相談者の長男")]
