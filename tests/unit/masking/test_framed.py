"""Names in set sentences of people who talk to each other, names in kana of those who do something, rooms and places told by their sentence."""

from __future__ import annotations

import pytest
from support import personal_talk

from transcriber.minutes.personal_data import PersonalKind


def hidden(kind: PersonalKind, *lines: str) -> str:
    """All that is found of a kind."""
    return "|".join(text for of, text in personal_talk.found(*lines) if of is kind)


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("急生はおざきです。理婚したので、今はたしろですけど。",), "おざき|たしろ"),
        (("休憩は吉岡です。",), "吉岡"),
        (("旧姓は本間でした。今は石だですけど。",), "本間|石だ"),
        (("あいしがです。お世話になっております。",), "あいしが"),
        (("あ、山下です。いつもお世話になっております。",), "山下"),
        (("つだと呼んでください。",), "つだ"),
        (("おかべさんって呼んでもらえますか。",), "おかべ"),
        (("保健市のおざきです。",), "おざき"),
        (("保険氏の尾崎です。",), "尾崎"),
        (("ケースわからのひろせが来月から担当になります。",), "ひろせ"),
        (("うちには子供が二人いて、上が登り、下がちはるです。",), "登り|ちはる"),
        (("前の音はおざきメイト言って、一度も払っていません。",), "おざきメイ"),
        (("前の音は高き言うこといって、一度も払っていません。",), "高き言うこ"),
        (("前のオプトは吉岡三つをといって、一度も払っていません。",), "吉岡三つを"),
        (("アンドをお寒って人から、電話が来るんです。",), "アンドをお寒"),
        (("保証人は宮田しょうになっています。",), "宮田しょう"),
        (("家主さんはみやたがやのさんです。",), "みやたがやの"),
        (("お隣にむらかさんって方が住んでいて、おかずをくれるんです。",), "むらか"),
        (("ごだまさん、お変わりないですか。",), "ごだま"),
        (("お名前はなんとおっしゃいますか。", "はぁ、平い言うことですけど。"), "平い言うこと"),
        (("ユータが夜泣きをして、もう限界なんです。",), "ユータ"),
        (("ゆうたが学校へ行かなくなったのは、五月です。",), "ゆうた"),
        (("たくやっちゃうのことなんです。",), "たくや"),
        (("息子の広とのことです。", "広とさんは、おうちですか。"), "広と|広と"),
        (("主人の広とは、話ができません。",), "広と"),
    ],
)
def test_names_that_the_sentence_tells(lines: tuple[str, ...], masked: str) -> None:
    assert hidden(PersonalKind.PERSON, *lines) == masked


@pytest.mark.parametrize(
    "line",
    [
        "休憩は三時です。今は忙しいですけど。",
        "旧姓は使っていません。今は別です。",
        "福祉課です。お世話になっております。",
        "いつもです、お世話になっております。",
        "先生と呼んでください。",
        "おばあちゃんって呼んでくれます。",
        "救急車を呼んでくださいと頼みました。",
        "ヘルパーの仕事が、きつくて。",
        "看護師の資格は、持っています。",
        "保健師の方が、来てくれました。",
        "上が中学生で、下が小学生です。",
        "上が男の子で、下が女の子です。",
        "上が赤で、下が青です。",
        "みんなが学校へ行く時間です。",
        "こどもが泣いて、眠れません。",
        "あさひが昇る前に家を出ます。",
        "担当の方でいらっしゃいますか。",
        "様子を見ましょうと言いまして。",
        "お世話になっているって人がいます。",
        "弁護士に頼んで、自己派さんの手続きをしています。",
        "父の愛とは、そういうものです。",
    ],
)
def test_no_names(line: str) -> None:
    assert hidden(PersonalKind.PERSON, line) == ""


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (
            ("訪問先は岡崎市羽根町5丁目20番3号の取りかわダッチの4,3 9号質です。",),
            "岡崎市羽根町5丁目20番3号の取りかわダッチの4,3 9号質",
        ),
        (("またしの本席は福山子神な部長の5射10達416号室です。",), "福山子神な部長の5射10達416号室"),
        (("施設がカマゴエッシンジュクマチ15番3本にあって、面会も大変です。",), "カマゴエッシンジュクマチ15番3本"),
        (("とやまし取りかわ待ちからこっちに逃げてきたんです。",), "とやまし取りかわ待ち"),
        (("富士さは少難題からこっちへ逃げてきたんです。",), "富士さは少難題"),
        (("建物は台に分かばそう2003放室です。",), "台に分かばそう2003放室"),
        (("今いるのは、若が第6頂目19番です。",), "若が第6頂目19番"),
    ],
)
def test_places_that_the_sentence_tells(lines: tuple[str, ...], masked: str) -> None:
    assert hidden(PersonalKind.ADDRESS, *lines) == masked


@pytest.mark.parametrize(
    "line",
    [
        "去年の春からこっちに来ました。",
        "市内の会社からこちらへ移りました。",
        "役所からこちらへ回されました。",
        "施設が近くにあって、助かります。",
        "建物は古くて、冬は寒いです。",
    ],
)
def test_no_places(line: str) -> None:
    assert hidden(PersonalKind.ADDRESS, line) == ""


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("下の子はすみれ子どもへんの年長です。", "すみれ子どもへん"),
        ("積みで子供員のほうには、連絡しておきます。", "積みで子供員"),
        ("羽衝学校の方には、連絡しておきます。", "羽衝学校"),
        ("新しい子供園の方が、近いです。", ""),
        ("看護学生学校に行きたいです。", ""),
        ("この子どもへの支援です。", ""),
    ],
)
def test_schools_by_their_sound(line: str, masked: str) -> None:
    assert hidden(PersonalKind.SCHOOL, line) == masked


def test_birth_date_whose_cue_was_misheard() -> None:
    said = ("おまれの日をお聞きします。", "確か1936年12月6日です。")
    assert hidden(PersonalKind.BIRTH_DATE, *said) == "1936年12月6日"
