"""Word lists of ordinary town halls, written before their writer had seen the readers; the last ones when they had been mended by the others."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, made
from scripts.bench.sheets.clerks.truth import Term, Truth

T = Term


def _keep(folder: Path, rows: Rows) -> None:
    made(rows)[0].save(folder / "用語.xlsx")


def example_and_later_words(folder: Path) -> Truth:
    """An example, a line that parts this year from the next."""
    rows: Rows = (
        ("会議でよく使う言葉（総務課作成）",),
        ("用語", "よみ", "誤認識例", "備考"),
        ("（例）○○事業", "まるまるじぎょう", None, "この行は消さないで"),
        ("地域おこし協力隊", "ちいきおこしきょうりょくたい", "地域起こし共力隊、地域おこし協力体"),
        ("ふるさと納税", "ふるさとのうぜい", None, "略さない"),
        ("過疎債", "かそさい", "火葬祭\n貸そう際", "R7当初"),
        ("特別交付税", "とくべつこうふぜい"),
        ("道の駅あさぎり", "みちのえきあさぎり"),
        (None, None, None, "以下は来年度"),
        ("立地適正化計画", "りっちてきせいかけいかく"),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="地域おこし協力隊", readings=("ちいきおこしきょうりょくたい",)),
            T(text="ふるさと納税", readings=("ふるさとのうぜい",)),
            T(text="過疎債", readings=("かそさい",)),
            T(text="特別交付税", readings=("とくべつこうふぜい",)),
            T(text="道の駅あさぎり", readings=("みちのえきあさぎり",)),
            T(text="立地適正化計画", readings=("りっちてきせいかけいかく",)),
        )
    )


def readings_of_short_forms(folder: Path) -> Truth:
    """Readings beside the short forms."""
    rows: Rows = (
        ("正式名称", "略称", "読み方", "担当課"),
        ("重層的支援体制整備事業", "重層", "じゅうそう", "福祉課"),
        ("生活困窮者自立支援制度", "困窮制度", "こんきゅうせいど", "福祉課"),
        ("地域包括支援センター", "包括", "ほうかつ", "高齢者課"),
        ("社会福祉協議会", "社協", "しゃきょう", "―"),
        ("放課後児童クラブ", "学童", "がくどう", "こども課"),
        ("成年後見制度", None, "せいねんこうけんせいど", "福祉課"),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="重層的支援体制整備事業"),
            T(text="重層", readings=("じゅうそう",)),
            T(text="生活困窮者自立支援制度"),
            T(text="困窮制度", readings=("こんきゅうせいど",)),
            T(text="地域包括支援センター"),
            T(text="包括", readings=("ほうかつ",)),
            T(text="社会福祉協議会"),
            T(text="社協", readings=("しゃきょう",)),
            T(text="放課後児童クラブ"),
            T(text="学童", readings=("がくどう",)),
            T(text="成年後見制度", readings=("せいねんこうけんせいど",)),
        )
    )


def facilities(folder: Path) -> Truth:
    """Facilities with a total."""
    rows: Rows = (
        ("No.", "施設名", "フリガナ", "所在地", "電話番号", "備考"),
        (1, "勤労青少年ホーム", "キンロウセイショウネンホーム", "本町1-2", "22-1111"),
        (2, "B&G海洋センター", "ビーアンドジーカイヨウセンター", "浜3", "22-2222"),
        (3, "ふれあいセンター「ゆうゆう」", "フレアイセンターユウユウ", "緑町5", "22-3333"),
        (4, "旧第二小学校", "キュウダイニショウガッコウ", "東5", "―", "R6閉校"),
        (5, "道の駅　潮騒の里", "ミチノエキシオサイノサト", "浜8", "22-5555", "指定管理"),
        ("計", 5),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="勤労青少年ホーム", readings=("きんろうせいしょうねんほーむ",)),
            T(text="B&G海洋センター", readings=("びーあんどじーかいようせんたー",)),
            T(text="ふれあいセンター「ゆうゆう」", readings=("ふれあいせんたーゆうゆう",)),
            T(text="旧第二小学校", readings=("きゅうだいにしょうがっこう",)),
            T(text="道の駅　潮騒の里", readings=("みちのえきしおさいのさと",)),
        )
    )


def words_without_a_heading(folder: Path) -> Truth:
    """Words alone."""
    rows: Rows = (
        ("市長マニフェスト",),
        ("デマンド交通",),
        ("シェアサイクル",),
        ("カーボンニュートラル",),
        ("スマートウエルネスシティ",),
        ("コミュニティ・スクール",),
        ("ＧＩＧＡスクール構想",),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="市長マニフェスト"),
            T(text="デマンド交通"),
            T(text="シェアサイクル"),
            T(text="カーボンニュートラル"),
            T(text="スマートウエルネスシティ"),
            T(text="コミュニティ・スクール"),
            T(text="ＧＩＧＡスクール構想"),
        )
    )


def syllabary_in_two_halves(folder: Path) -> Truth:
    """Two halves with titles of the syllabary."""
    rows: Rows = (
        ("用語", "よみ", None, "用語", "よみ"),
        ("＜あ行＞", None, None, "＜か行＞"),
        ("空き家バンク", "あきやばんく", None, "会計年度任用職員", "かいけいねんどにんようしょくいん"),
        ("一部事務組合", "いちぶじむくみあい", None, "過疎地域", "かそちいき"),
        ("上乗せ給付", "うわのせきゅうふ", None, "繰越明許費", "くりこしめいきょひ"),
        ("＜さ行＞", None, None, "＜た行＞"),
        ("財政調整基金", "ざいせいちょうせいききん", None, "地方創生臨時交付金", "ちほうそうせいりんじこうふきん"),
        ("専決処分", "せんけつしょぶん", None, "定住自立圏", "ていじゅうじりつけん"),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="空き家バンク", readings=("あきやばんく",)),
            T(text="一部事務組合", readings=("いちぶじむくみあい",)),
            T(text="上乗せ給付", readings=("うわのせきゅうふ",)),
            T(text="財政調整基金", readings=("ざいせいちょうせいききん",)),
            T(text="専決処分", readings=("せんけつしょぶん",)),
            T(text="会計年度任用職員", readings=("かいけいねんどにんようしょくいん",)),
            T(text="過疎地域", readings=("かそちいき",)),
            T(text="繰越明許費", readings=("くりこしめいきょひ",)),
            T(text="地方創生臨時交付金", readings=("ちほうそうせいりんじこうふきん",)),
            T(text="定住自立圏", readings=("ていじゅうじりつけん",)),
        )
    )


def list_of_mistakes(folder: Path) -> Truth:
    """Mistakes that were found, right and wrong."""
    rows: Rows = (
        ("文字起こしの間違い一覧",),
        ("日付", "会議", "間違い", "正しい", "読み"),
        ("R7.6.10", "6月定例会", "方針書", "豊心荘", "ほうしんそう"),
        ("R7.6.10", "6月定例会", "水道ビジョーン", "水道ビジョン"),
        ("R7.6.12", "総務委員会", "定期券／提起権", "定住圏", "ていじゅうけん"),
        ("R7.9.3", "9月定例会", "あか字国債、赤地国債", "赤字国債", "あかじこくさい"),
        ("R7.9.3", "9月定例会", "立つ乗り場", "辰乗場", "たつのりば"),
        ("R7.9.5", "一般質問", "（聞き取れず）", "霞堤", "かすみてい"),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="豊心荘", readings=("ほうしんそう",)),
            T(text="水道ビジョン"),
            T(text="定住圏", readings=("ていじゅうけん",)),
            T(text="赤字国債", readings=("あかじこくさい",)),
            T(text="辰乗場", readings=("たつのりば",)),
            T(text="霞堤", readings=("かすみてい",)),
        )
    )


def half_width_readings(folder: Path) -> Truth:
    """Half-width readings."""
    rows: Rows = (
        ("用語集（介護保険課）",),
        ("用語", "ﾌﾘｶﾞﾅ", "意味"),
        ("第９期介護保険事業計画（いきいきプラン）", "ﾀﾞｲｷｭｳｷｶｲｺﾞﾎｹﾝｼﾞｷﾞｮｳｹｲｶｸ", "R6-R8"),
        ("総合事業", "ｿｳｺﾞｳｼﾞｷﾞｮｳ", "介護予防・日常生活支援総合事業のこと"),
        (),
        ("ケアマネ", "ｹｱﾏﾈ", "介護支援専門員"),
        ("小多機", "ｼｮｳﾀｷ", "小規模多機能型居宅介護"),
        ("（以下R7追加）",),
        ("フレイル", "ﾌﾚｲﾙ", "虚弱"),
    )  # fmt: skip
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="第９期介護保険事業計画（いきいきプラン）", readings=("だいきゅうきかいごほけんじぎょうけいかく",)),
            T(text="総合事業", readings=("そうごうじぎょう",)),
            T(text="ケアマネ", readings=("けあまね",)),
            T(text="小多機", readings=("しょうたき",)),
            T(text="フレイル", readings=("ふれいる",)),
        )
    )


def roads(folder: Path) -> Truth:
    """Roads, as a system writes them."""
    rows: Rows = (
        ("路線番号", "路線名", "読み", "起点", "終点"),
        ("1", "町道中央線", "ちょうどうちゅうおうせん", "字本町", "字新町"),
        ("2", "町道蛇喰線", "ちょうどうじゃばみせん", "字蛇喰", "字滝"),
        ("3", "林道大滝線", "りんどうおおたきせん", "字滝", "字奥山"),
        ("計", "3路線", "", "", ""),
    )  # fmt: skip
    with (folder / "用語.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(rows)
    return Truth(
        terms=(
            T(text="町道中央線", readings=("ちょうどうちゅうおうせん",)),
            T(text="町道蛇喰線", readings=("ちょうどうじゃばみせん",)),
            T(text="林道大滝線", readings=("りんどうおおたきせん",)),
        )
    )
