"""Names and addresses that became ordinary words are masked where the sentence expects them; ordinary words in such places are not."""

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
        (("長女の光が、ことし学校に上がりました。",), "光"),
        (("あねの香りに頼めばって言われるんです。",), "香り"),
        (("内の名を見には、毎晩困っています。",), "名を見"),
        (("下の子、シオンはまだまだ元気です。",), "シオン"),
        (("長南の香りが通っています。",), "香り"),
        (("つまのユータが、三月に手術をしたんです。",), "ユータ"),
        (("おっとの桜は、夜も働いています。",), "桜"),
        (("担任の肩山先生に、相談はしてみました。",), "肩山"),
        (("隣の肩山さんが、毎朝声をかけてくれます。",), "肩山"),
        (("書類の当て名はどうしましょう。", "盛りさまでお願いします。"), "盛り"),
        (("あねままいと言う名前で、大阪にいます。",), "ままい"),
        (("隣のまさ木が、よく来てくれます。",), "まさ木"),
        (("ことし二十歳の長男は、政治って名前です。",), "政治"),
        (("まずお名前から伺います。", "効くち雪をといいます。"), "効くち雪を"),
        (("まずお名前から伺います。", "守れと言います。"), "守れ"),
        (("同級生の様々組子さんが見かねて、電話してくれました。",), "様々組子"),
        (("では、盛りさん、どうぞおかけください。",), "盛り"),
        (("主治医はどなたですか。", "かまばた先生です。"), "かまばた"),
        (("主治医は何先生、脳口です。",), "脳口"),
        (("えーと、どちらさまで。", "席広抜きです。"), "席広抜き"),
        (("お父様のお名前も念のため。", "政治です。"), "政治"),
        (("まずお名前から伺います。", "はい", "手が足りお山です。"), "手が足りお山"),
    ],
)
def test_a_name_that_became_other_words_is_told_by_its_sentence(lines: tuple[str, ...], masked: str) -> None:
    assert masked in hidden(PersonalKind.PERSON, *lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("妻の実家は遠いので、頼れません。", "息子の学校で、何かあったようです。", "お母さんの仕事が見つかりました。"),
        ("母の心臓が悪くて、入院しました。", "父の休みが取れません。", "娘の掃除が、夫の証拠が、孫の用事で。"),
        ("息子の望みは、家を出ることです。", "母の歩みは遅いので、時間がかかります。"),
        ("父の咳止めが切れました。", "夫の飲み友達が来ます。", "妻の尻拭いは、もうできません。"),
        ("本人は、行きたくないと言います。", "会社は、もう席がないと言いまして。", "一人でできると言います。"),
        ("児童委員さんも、訪問看護師さんも、八百屋さんも。", "お向かいさんが、毎朝見に来てくれます。"),
        ("引っ越し屋さんを頼みます。", "大家さんと管理会社さんに話します。", "農家さんの手伝いです。"),
        ("塾の先生です。", "担任の先生と話しました。", "整形の先生なんです。"),
        ("担当の先生はどなたでしたか。", "前と同じです。"),
        ("息子さんのお名前は、ここに書いてください。", "お名前のところは、あとで結構です。"),
        ("敏子って名前で、今年二十歳です。",),
        ("あの子のお名前は。", "やっと寝たんです。"),
        ("父は、年寄り扱いするなと言いますけれど。",),
        ("窓口でお名前を呼びますので、お待ちください。部屋を借りたいんです。上の子が、お腹が痛いといいます。",),
        ("担当の先生は、どなたですか。", "月曜の先生です。"),
    ],
)
def test_ordinary_words_in_such_places_stand(lines: tuple[str, ...]) -> None:
    assert hidden(PersonalKind.PERSON, *lines) in ("", "敏子")


@pytest.mark.parametrize(
    ("lines", "masked"),
    [
        (("実は長くてしなほら一朝目ごのご、辛さしらゆり4丸4号室に引っ越したばかりなんです。",), "一朝目ごのご"),
        (("建物のお名前とお部屋も伺えますか。", "ロイヤル満書兄さん2号室です。"), "ロイヤル満書兄さん2号室"),
        (("住民兵はどちらに。", "先台市泉県です。"), "先台市泉県"),
        (("去年から、みなとくみなみがざぐいちいちながを借りています。",), "みなみがざぐ"),
        (("郵便は、どちらにお送りしましょうか。", "彦根死錦町3の4の15にお願いします。"), "彦根死錦町3の4の15"),
    ],
)
def test_a_place_that_became_other_words_is_told_by_its_sentence(lines: tuple[str, ...], masked: str) -> None:
    assert masked in hidden(PersonalKind.ADDRESS, *lines)


def test_the_town_before_an_address_goes_with_it() -> None:
    said = ("去年の秋に、ハママ通市中央区サナル台6の頃に", "サンハイツの323号室へ引っ越しました。")
    assert "ハママ通市" in hidden(PersonalKind.ADDRESS, *said)
    assert hidden(PersonalKind.ADDRESS, "住所は、ハママ通市中央区佐鳴台六丁目5番地です。").startswith("ハママ通市")


@pytest.mark.parametrize(
    "lines",
    [
        ("去年の夏に、こちらへ引っ越してきました。", "駅の近くに住んでいます。", "実家は山の中にあります。"),
        ("三年前から、小さい部屋を借りています。", "会社の寮を出て、部屋を借りたいんです。"),
        ("どちらにお住まいですか。", "二丁目の公園で、朝の七時から体操があります。"),
        ("書類はどちらにお送りしましょうか。", "家でお願いします。"),
        ("番地は、分かりますか。", "覚えていないんです。"),
        ("住所をお願いします。", "前と変わっていません。"),
        ("お部屋は、何階ですか。", "二階の奥です。"),
    ],
)
def test_where_somebody_lives_in_plain_words_stands(lines: tuple[str, ...]) -> None:
    assert hidden(PersonalKind.ADDRESS, *lines) == ""
