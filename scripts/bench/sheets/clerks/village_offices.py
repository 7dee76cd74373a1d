"""Rosters of a village and two small towns, written before their writer had seen the reader: offices, desks, helpers."""

from __future__ import annotations

from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.worksheet.table import Table

from scripts.bench.sheets.clerks.tail import Rows, keep, made, written
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def personnel_codes(folder: Path) -> Truth:
    """A personnel system's list: codes beside names, half-width kana, dates as digits, 主務 and 兼務 in lines."""
    rows: Rows = (
        ("職員番号", "漢字氏名", "カナ氏名", "所属コード", "所属名称", "職名コード", "職名名称", "発令年月日", "兼務区分"),
        ("000123", "白府　雅人", "ｼﾗﾌ ﾏｻﾄ", "010100", "総務課", "0300", "課長", "20260401", "0"),
        ("000123", "白府　雅人", "ｼﾗﾌ ﾏｻﾄ", "990100", "選挙管理委員会事務局", "0310", "書記長", "20260401", "1"),
        ("000256", "鍵谷　聡美", "ｶｷﾞﾔ ｻﾄﾐ", "010100", "総務課", "0500", "主査", "20240401", "0"),
        ("000311", "楯　健司", "ﾀﾃ ｹﾝｼﾞ", "020300", "健康福祉課", "0300", "課長", "20250401", "0"),
    )  # fmt: skip
    written(folder, rows, "cp932")
    return Truth(
        people=(
            P(name="白府雅人", reading="しらふまさと", post="課長"),
            P(name="鍵谷聡美", reading="かぎやさとみ", post="主査"),
            P(name="楯健司", reading="たてけんじ", post="課長"),
        )
    )


def telephone_directory(folder: Path) -> Truth:
    """The telephone list on the wall: sections as titles in two halves, post and name and extension beside each other."""
    rows: Rows = (
        ("内線電話番号表（令和8年4月）",),
        ("【総務課】", None, "直通 22-1111", None, "【税務住民課】", None, "直通 22-1112"),
        ("課長", "尾上 拓郎", 211, None, "課長", "鏑木 友恵", 221),
        ("係長", "城所 実", 212, None, "係長", "保谷 大", 222),
        ("主事", "曽我部 唯", 213, None, "主事", "松任 翼", 223),
        (),
        ("【建設課】", None, "直通 22-1113", None, "【会計室】", None, "直通 22-1114"),
        ("課長", "鵜飼 豪", 231, None, "会計管理者", "美馬 香織", 241),
        ("技師", "椿 一平", 232, None, "FAX", "22-9999", None),
        ("会議室", None, 300, None, "当直室", None, 301),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="尾上拓郎", post="課長"),
            P(name="城所実", post="係長"),
            P(name="曽我部唯", post="主事"),
            P(name="鏑木友恵", post="課長"),
            P(name="保谷大", post="係長"),
            P(name="松任翼", post="主事"),
            P(name="鵜飼豪", post="課長"),
            P(name="椿一平", post="技師"),
            P(name="美馬香織", post="会計管理者"),
        )
    )


def organisation_chart(folder: Path) -> Truth:
    """An org chart in cells: post and name in one cell on two lines, from left to right."""
    rows: Rows = (
        ("鳥越村行政組織図",),
        ("村長\n大河内　稔", "副村長\n津久井　玲子", "総務課長\n尾上　拓郎", "庶務係長　城所　実"),
        (None, None, None, "財政係長　手島　渉"),
        (None, None, "建設課長\n鵜飼　豪", "土木係長　葛生　満"),
        (None, "教育長\n相良　恭子", "教育課長\n桧山　純", "学校教育係長　土屋　冴"),
    )
    book, sheet = made(rows, ("A2:A5", "B2:B4", "C2:C3"))
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="大河内稔", post="村長"),
            P(name="津久井玲子", post="副村長"),
            P(name="尾上拓郎", post="総務課長"),
            P(name="城所実", post="庶務係長"),
            P(name="手島渉", post="財政係長"),
            P(name="鵜飼豪", post="建設課長"),
            P(name="葛生満", post="土木係長"),
            P(name="相良恭子", post="教育長"),
            P(name="桧山純", post="教育課長"),
            P(name="土屋冴", post="学校教育係長"),
        )
    )


def counsellors_on_duty(folder: Path) -> Truth:
    """The desk's counsellors and their days."""
    rows: Rows = (
        ("ふれあい相談室　相談員当番表（12月）",),
        ("氏名", "ふりがな", "職種", "月", "火", "水", "木", "金"),
        ("井伊　泰子", "いい　やすこ", "主任相談支援員", "○", "○", None, None, "○"),
        ("禰津　啓", "ねづ　けい", "相談支援員", None, "○", "○", "○", None),
        ("弁護士", None, "法律相談", None, None, "第2", None, None),
        ("魚住　ゆかり", "うおずみ　ゆかり", "就労支援員", "○", None, "○", None, "○"),
        ("※水曜は13時から",),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="井伊泰子", reading="いいやすこ", post="主任相談支援員"),
            P(name="禰津啓", reading="ねづけい", post="相談支援員"),
            P(name="魚住ゆかり", reading="うおずみゆかり", post="就労支援員"),
        ),
        either=("弁護士",),
    )


def cases_of_welfare(folder: Path) -> Truth:
    """A case load: number, head of household, who lives with them, the case worker and the commissioner of the area."""
    rows: Rows = (
        ("ケース番号", "世帯主氏名", "フリガナ", "世帯人員", "開始年月日", "担当CW", "民生委員", "備考"),
        ("1102", "草彅　定吉", "クサナギ サダキチ", 1, "R5.6.1", "鹿野", "折口 静代", "訪問A"),
        ("1125", "轡田　マリ", "クツワダ マリ", 3, "R7.2.15", "鹿野", "折口 静代", ""),
        ("1130", "鋤柄　弘", "スキガラ ヒロシ", 2, "R8.10.1", "寒河江", "伴野 重男", "長男と同居"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="草彅定吉", reading="くさなぎさだきち"),
            P(name="轡田マリ", reading="くつわだまり"),
            P(name="鋤柄弘", reading="すきがらひろし"),
        ),
        either=("鹿野", "折口静代", "寒河江", "伴野重男"),
    )


def names_before_marriage(folder: Path) -> Truth:
    """Former names, names used at work, names in Latin letters and of three parts."""
    rows: Rows = (
        ("役職", "氏名", "ふりがな"),
        ("会長", "粟飯原（旧姓：宍戸）直美", "あいはら　なおみ"),
        ("委員", "ファン・ティ・ホア", ""),
        ("委員", "Maria Santos（マリア・サントス）", "まりあ　さんとす"),
        ("委員", "李　秀英（り　しゅうえい）", ""),
        ("委員", "大曲　駒村（通称名：大曲 孝）", "おおまがり　くそん"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="粟飯原直美", reading="あいはらなおみ", post="会長"),
            P(name="ファン・ティ・ホア", post="委員"),
            P(name="Maria Santos", reading="まりあさんとす", post="委員"),
            P(name="李秀英", reading="りしゅうえい", post="委員"),
            P(name="大曲駒村", reading="おおまがりくそん", post="委員"),
        )
    )


def sections_merged(folder: Path) -> Truth:
    """部 and 課 merged over their people, posts without them, a column of extensions."""
    rows: Rows = (
        ("部", "課", "職名", "氏名", "内線"),
        ("町民部", None, "部長", "刀根　幹也", 100),
        (None, "住民課", "課長", "祝部　朱里", 110),
        (None, None, "課長補佐", "一柳　篤", 111),
        (None, "保険年金課", "課長", "二反田　操", 120),
        ("産業建設部", None, "部長", "三雲　敬", 200),
        (None, "農林課", "課長", "四十物　渚", 210),
    )
    keep(folder, rows, ("A2:A5", "B3:B4", "A6:A7"))
    return Truth(
        people=(
            P(name="刀根幹也", post="町民部長"),
            P(name="祝部朱里", post="住民課長"),
            P(name="一柳篤", post="住民課長補佐"),
            P(name="二反田操", post="保険年金課長"),
            P(name="三雲敬", post="産業建設部長"),
            P(name="四十物渚", post="農林課長"),
        )
    )


def transfers(folder: Path) -> Truth:
    """A notice of transfers: the new post on the left, the old one on the right, who retires below."""
    rows: Rows = (
        ("人事異動（令和8年10月1日付）",),
        ("新", None, "氏名", "旧", None),
        ("所属", "職", None, "所属", "職"),
        ("総務課", "課長", "五十幡　守", "企画課", "課長"),
        ("企画課", "課長", "六反　久実", "企画課", "課長補佐"),
        ("企画課", "課長補佐", "七条　遼", "税務課", "係長"),
        ("（退職）",),
        (None, None, "八神　武夫", "総務課", "課長"),
    )
    keep(folder, rows, ("A2:B2", "D2:E2", "C2:C3"))
    return Truth(
        people=(
            P(name="五十幡守", post="総務課長"),
            P(name="六反久実", post="企画課長"),
            P(name="七条遼", post="企画課長補佐"),
        ),
        either=("八神武夫",),
    )


def commissioners_by_area(folder: Path) -> Truth:
    """Welfare commissioners: the areas merged, 主任児童委員 in brackets, vacancies with a remark."""
    rows: Rows = (
        ("民生委員・児童委員名簿（一斉改選後）",),
        ("地区", "担当区域", "氏名", "ふりがな", "電話"),
        ("東部", "1区・2区", "久連石　宗平", "くれいし　そうへい", "090-0000-0001"),
        (None, "3区", "（欠員：1区・2区の委員が担当）", None, None),
        (None, "全域（主任児童委員）", "月館　千波", "つきだて　ちなみ", "090-0000-0002"),
        ("西部", "4区", "雲類鷲　一", "うるわし　はじめ", "090-0000-0003"),
        (None, "5区", "日比谷　綾乃", "ひびや　あやの", "090-0000-0004"),
    )
    keep(folder, rows, ("A3:A5", "A6:A7"))
    return Truth(
        people=(
            P(name="久連石宗平", reading="くれいしそうへい"),
            P(name="月館千波", reading="つきだてちなみ"),
            P(name="雲類鷲一", reading="うるわしはじめ"),
            P(name="日比谷綾乃", reading="ひびやあやの"),
        ),
        named=("欠員",),
    )


def formulas_without_results(folder: Path) -> Truth:
    """姓 and 名 joined by a formula that a program wrote without its result, and PHONETIC()."""
    rows: Rows = (
        ("氏名", "ふりがな", "役職", "姓", "名"),
        ('=D2&"　"&E2', "=PHONETIC(A2)", "会長", "上別府", "豊"),
        ('=D3&"　"&E3', "=PHONETIC(A3)", "委員", "下別府", "緑"),
    )
    keep(folder, rows)
    return Truth(people=(P(name="上別府豊", post="会長"), P(name="下別府緑", post="委員")))


def excel_table_with_totals(folder: Path) -> Truth:
    """An Excel table with a totals row, below two lines of notes, and comments."""
    rows: Rows = (
        ("このシートは総務係が管理しています。勝手に並べ替えないでください。",),
        ("最終更新：R8.11.20　城所",),
        (),
        ("ID", "お名前", "おなまえ（かな）", "肩書き", "メール"),
        (1, "狩谷 友美", "かりや ともみ", "公募委員", "k@example.jp"),
        (2, "鮭延 久", "さけのべ ひさし", "会長", "s@example.jp"),
        (3, "伏黒 凛", "ふしぐろ りん", "公募委員", "f@example.jp"),
        ("集計", "3", None, None, None),
    )
    book, sheet = made(rows)
    table = Table(displayName="委員", ref="A4:E8", totalsRowCount=1)
    sheet.add_table(table)
    sheet["B6"].comment = Comment("次回から副会長？", "城所")
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="狩谷友美", reading="かりやともみ", post="公募委員"),
            P(name="鮭延久", reading="さけのべひさし", post="会長"),
            P(name="伏黒凛", reading="ふしぐろりん", post="公募委員"),
        ),
        named=("コメント",),
    )


def one_cell_a_line(folder: Path) -> Truth:
    """Lines as in the council's newsletter, all in one cell each, no headings."""
    rows: Rows = (
        ("議員一覧",),
        ("１番　入来院　健（いりきいん　けん）　清流会　３期",),
        ("２番　出水　早苗（いずみ　さなえ）　無会派　１期",),
        ("３番　頴娃　博文（えい　ひろふみ）　清流会　６期　議長",),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="入来院健", reading="いりきいんけん", seat=1),
            P(name="出水早苗", reading="いずみさなえ", seat=2),
            P(name="頴娃博文", reading="えいひろふみ", post="議長", seat=3),
        )
    )


def ranks_of_the_brigade(folder: Path) -> Truth:
    """The fire brigade: ranks under 階級, parts as titles between the lines."""
    rows: Rows = (
        ("鳥越村消防団幹部名簿",),
        ("階級", "氏名", "ふりがな", "職業"),
        ("本部",),
        ("団長", "鬼頭　巌", "きとう　いわお", "農業"),
        ("副団長", "犬塚　剛志", "いぬづか　つよし", "会社員"),
        ("第１分団（上野）",),
        ("分団長", "猿渡　純一", "さるわたり　じゅんいち", "大工"),
        ("第２分団（下野）",),
        ("分団長", "雉子牟田　光", "きじむた　ひかる", "団体職員"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="鬼頭巌", reading="きとういわお", post="団長"),
            P(name="犬塚剛志", reading="いぬづかつよし", post="副団長"),
            P(name="猿渡純一", reading="さるわたりじゅんいち", post="分団長"),
            P(name="雉子牟田光", reading="きじむたひかる", post="分団長"),
        )
    )


def an_interview(folder: Path) -> Truth:
    """Who sits in an interview: relation to the person, an interpreter, a worker of another office."""
    rows: Rows = (
        ("面談出席者（12/4　14:00～）",),
        ("立場", "氏名", "カナ", "所属・続柄"),
        ("相談者", "蛯原　重子", "エビハラ シゲコ", "本人"),
        ("同席者", "蛯原　亮", "エビハラ リョウ", "長男"),
        ("同席者", "鯨井　望", "クジライ ノゾミ", "地域包括支援センター　社会福祉士"),
        ("通訳", "グエン ヴァン ナム", "", "国際交流協会"),
        ("相談員", "鮎沢　千穂", "アユサワ チホ", "健康福祉課"),
        ("記録", "鮎沢　千穂", "アユサワ チホ", "健康福祉課"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="蛯原重子", reading="えびはらしげこ", post="相談者"),
            P(name="蛯原亮", reading="えびはらりょう", post="同席者"),
            P(name="鯨井望", reading="くじらいのぞみ", post="同席者"),
            P(name="グエン ヴァン ナム", post="通訳"),
            P(name="鮎沢千穂", reading="あゆさわちほ", post="相談員"),
        )
    )


def seating_of_the_chamber(folder: Path) -> Truth:
    """A plan of the chamber: the seat above the name, the platform, aisles, the officials opposite with posts."""
    rows: Rows = (
        ("議場配席図",),
        (None, None, "議長席", None, None),
        (None, None, "生駒　喜一郎", None, None),
        ("村長", "副村長", "演壇", "教育長", "総務課長"),
        ("大河内　稔", "津久井　玲子", None, "相良　恭子", "尾上　拓郎"),
        (),
        ("1番", "2番", "通路", "3番", "4番"),
        ("苅田　八重子", "御代川　修", None, "樫本　真吾", "諸見　千秋"),
        ("傍聴席",),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="生駒喜一郎", post="議長"),
            P(name="大河内稔", post="村長"),
            P(name="津久井玲子", post="副村長"),
            P(name="相良恭子", post="教育長"),
            P(name="尾上拓郎", post="総務課長"),
            P(name="苅田八重子", seat=1),
            P(name="御代川修", seat=2),
            P(name="樫本真吾", seat=3),
            P(name="諸見千秋", seat=4),
        )
    )
