"""Word lists of a village and two small towns, written before their writer had seen the reader."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, made
from scripts.bench.sheets.clerks.truth import Term, Truth

T = Term


def _keep(folder: Path, rows: Rows, merges: tuple[str, ...] = ()) -> None:
    made(rows, merges)[0].save(folder / "用語.xlsx")


def in_two_languages(folder: Path) -> Truth:
    """A list for interpreters: Japanese, reading, English and Portuguese."""
    rows: Rows = (
        ("窓口用語対訳表",),
        ("日本語", "ふりがな", "English", "Português"),
        ("国民健康保険税", "こくみんけんこうほけんぜい", "National Health Insurance tax", "Imposto do Seguro"),
        ("在留カード", "ざいりゅうかーど", "residence card", "Cartão de residência"),
        ("児童扶養手当", "じどうふようてあて", "child rearing allowance", "Subsídio"),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="国民健康保険税", readings=("こくみんけんこうほけんぜい",)),
            T(text="在留カード", readings=("ざいりゅうかーど",)),
            T(text="児童扶養手当", readings=("じどうふようてあて",)),
        )
    )


def groups_as_titles(folder: Path) -> Truth:
    """Titles with ■ between the lines, what a word means beside it."""
    rows: Rows = (
        ("用語", "読み", "意味"),
        ("■ 福祉",),
        ("重層的支援体制整備事業", "じゅうそうてきしえんたいせいせいびじぎょう", "属性を問わない相談支援など"),
        ("生活支援コーディネーター", "せいかつしえんこーでぃねーたー", "地域支え合い推進員ともいう"),
        ("■ 財政",),
        ("会計年度任用職員", "かいけいねんどにんようしょくいん", ""),
        ("■ その他（随時追加）",),
        ("鳥越村誌", "とりごえそんし", "昭和58年刊"),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="重層的支援体制整備事業", readings=("じゅうそうてきしえんたいせいせいびじぎょう",)),
            T(text="生活支援コーディネーター", readings=("せいかつしえんこーでぃねーたー",)),
            T(text="会計年度任用職員", readings=("かいけいねんどにんようしょくいん",)),
            T(text="鳥越村誌", readings=("とりごえそんし",)),
        )
    )


def abbreviations(folder: Path) -> Truth:
    """Short forms first, the whole name after them, readings of the short form."""
    rows: Rows = (
        ("略語", "正式名称", "略語の読み"),
        ("包括", "地域包括支援センター", "ほうかつ"),
        ("障自協", "障害者自立支援協議会", "しょうじきょう"),
        ("DX推進計画", "鳥越村デジタル・トランスフォーメーション推進計画", "でぃーえっくすすいしんけいかく"),
        ("WAM NET", "福祉医療機構の情報サイト", "わむねっと"),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="包括", readings=("ほうかつ",)),
            T(text="地域包括支援センター"),
            T(text="障自協", readings=("しょうじきょう",)),
            T(text="障害者自立支援協議会"),
            T(text="DX推進計画", readings=("でぃーえっくすすいしんけいかく",)),
            T(text="鳥越村デジタル・トランスフォーメーション推進計画"),
            T(text="WAM NET", readings=("わむねっと",)),
            T(text="福祉医療機構の情報サイト"),
        )
    )


def wrong_forms_apart(folder: Path) -> Truth:
    """The right word, and up to three wrong ones in columns of their own, from checks of former minutes."""
    rows: Rows = (
        ("正", "誤①", "誤②", "誤③", "気づいた会議"),
        ("鳥越堰", "鳥肥責", "取り越せき", None, "R8第2回定例会"),
        ("小水力発電", "省水力発電", None, None, "R8.9産建"),
        ("獣害防止柵", "十階防止策", "重害防止柵", "従外防止策", "R8.9産建"),
    )
    _keep(folder, rows)
    return Truth(terms=(T(text="鳥越堰"), T(text="小水力発電"), T(text="獣害防止柵")))


def written_in_several_ways(folder: Path) -> Truth:
    """One word in several spellings in a column beside the one to be used."""
    rows: Rows = (
        ("表記統一リスト（議事録用）",),
        ("統一する表記", "使わない表記", "よみ"),
        ("子ども医療費", "子供医療費・こども医療費", "こどもいりょうひ"),
        ("障がい福祉サービス", "障害福祉サービス／障碍福祉サービス", "しょうがいふくしさーびす"),
        ("取組", "取り組み、取組み", "とりくみ"),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="子ども医療費", readings=("こどもいりょうひ",)),
            T(text="障がい福祉サービス", readings=("しょうがいふくしさーびす",)),
            T(text="取組", readings=("とりくみ",)),
        )
    )


def facilities(folder: Path) -> Truth:
    """Facilities with half-width readings, addresses and telephones, nicknames by contract."""
    rows: Rows = (
        ("公共施設一覧", None, None, None, "R8.4.1"),
        ("施設名称", "ﾌﾘｶﾞﾅ", "通称", "所在地", "電話"),
        ("鳥越村総合センター", "ﾄﾘｺﾞｴｿﾝｿｳｺﾞｳｾﾝﾀｰ", "ふれあいプラザ", "大字上野100", "22-5000"),
        ("鳥越村営野球場", "ﾄﾘｺﾞｴｿﾝｴｲﾔｷｭｳｼﾞｮｳ", "北稜スタジアム", "大字中野8", "22-5001"),
        ("上野へき地保育所", "ｳｴﾉﾍｷﾁﾎｲｸｼﾞｮ", "", "大字上野7", "22-5002"),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="鳥越村総合センター", readings=("とりごえそんそうごうせんたー",)),
            T(text="鳥越村営野球場", readings=("とりごえそんえいやきゅうじょう",)),
            T(text="上野へき地保育所", readings=("うえのへきちほいくじょ",)),
            T(text="ふれあいプラザ", column="通称"),
            T(text="北稜スタジアム", column="通称"),
        )
    )


def districts_and_heads(folder: Path) -> Truth:
    """Districts with readings, number of houses and their head: the heads are no words of the list."""
    rows: Rows = (
        ("区番号", "行政区名", "よみがな", "世帯数", "区長名"),
        (1, "上野", "うえの", 82, "鎌形　源太"),
        (2, "中野上組", "なかのかみぐみ", 45, "菰田　喜代"),
        (3, "轟", "とどろき", 31, "笹渕　亘"),
        ("計", None, None, 158, None),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="上野", readings=("うえの",)),
            T(text="中野上組", readings=("なかのかみぐみ",)),
            T(text="轟", readings=("とどろき",)),
        )
    )


def projects_of_the_budget(folder: Path) -> Truth:
    """The list of projects from the budget: 款 and 目, amounts, sections, ◎ for new ones."""
    rows: Rows = (
        ("令和８年度　主要事業一覧", None, None, None, None, "（単位：千円）"),
        ("款", "目", "新規", "事業名", "予算額", "担当課"),
        ("民生費", "社会福祉総務費", "◎", "ひきこもりサポート事業", 1200, "健康福祉課"),
        ("民生費", "老人福祉費", "", "高齢者見守りタグ貸与事業", 860, "健康福祉課"),
        ("土木費", "道路維持費", "", "村道鳥越線法面補修事業（繰越）", 45000, "建設課"),
        ("合　計", None, None, None, 47060, None),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="ひきこもりサポート事業"),
            T(text="高齢者見守りタグ貸与事業"),
            T(text="村道鳥越線法面補修事業"),
        ),
        either=("村道鳥越線法面補修事業（繰越）",),
    )


def word_and_reading_in_a_cell(folder: Path) -> Truth:
    """One column: the word with its reading in brackets, some without."""
    rows: Rows = (
        ("議事録でよく間違える言葉",),
        ("道の駅とりごえ（みちのえきとりごえ）",),
        ("農村環境改善センター（のうそんかんきょうかいぜんせんたー）",),
        ("砥石山トンネル（といしやまとんねる）",),
        ("簡易水道事業会計",),
    )
    _keep(folder, rows)
    return Truth(
        terms=(
            T(text="道の駅とりごえ", readings=("みちのえきとりごえ",)),
            T(text="農村環境改善センター", readings=("のうそんかんきょうかいぜんせんたー",)),
            T(text="砥石山トンネル", readings=("といしやまとんねる",)),
            T(text="簡易水道事業会計"),
        )
    )


def tab_separated(folder: Path) -> Truth:
    """用語.csv out of a text editor: tabs, Shift-JIS, a line of its own for remarks."""
    with (folder / "用語.csv").open("w", encoding="cp932", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(("用語", "よみ", "備考"))
        table.writerow(("北稜広域事務組合", "ほくりょうこういきじむくみあい", "し尿・消防"))
        table.writerow(("過疎対策事業債", "かそたいさくじぎょうさい", ""))
    return Truth(
        terms=(
            T(text="北稜広域事務組合", readings=("ほくりょうこういきじむくみあい",)),
            T(text="過疎対策事業債", readings=("かそたいさくじぎょうさい",)),
        )
    )


def a_sheet_for_each_section(folder: Path) -> Truth:
    """Sheets by section, each with its own headings, one with a date of the last look as its title."""
    book, sheet = made((("用語", "よみ"), ("鳥獣被害対策実施隊", "ちょうじゅうひがいたいさくじっしたい")))
    sheet.title = "産業"
    second = book.create_sheet("福祉")
    second.append(["最終確認：令和8年10月"])
    second.append(["言葉", "読みがな", "例文"])
    second.append(["ケアプラン点検", "けあぷらんてんけん", "ケアプラン点検を年2回行う。"])
    third = book.create_sheet("人名（参考）")
    third.append(["氏名", "ふりがな"])
    third.append(["鎌形　源太", "かまがた　げんた"])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="鳥獣被害対策実施隊", readings=("ちょうじゅうひがいたいさくじっしたい",)),
            T(text="ケアプラン点検", readings=("けあぷらんてんけん",)),
        ),
        either=("鎌形源太",),
    )
