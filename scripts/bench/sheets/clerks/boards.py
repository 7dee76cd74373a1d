"""Rosters of boards and executives, and word lists, written before their readers were looked at again."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.truth import Person, Term, Truth

P, T = Person, Term
_Rows = Sequence[Sequence[object]]


def _save(path: Path, rows: _Rows, merges: Sequence[str] = ()) -> None:
    book, sheet = new_book()
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)


def board(folder: Path) -> Truth:
    """Groups merged over rows, who leads in the remarks, a vacant seat, notes."""
    rows = (
        ("白鳥町子ども・子育て会議　委員名簿",),
        ("任期：令和7年4月1日～令和9年3月31日",),
        ("区分", "所属・役職等", "氏　名", "ふりがな", "備考"),
        ("学識経験者", "白鳥短期大学　准教授", "望月　千尋", "もちづき　ちひろ", "会長"),
        (None, "元白鳥小学校校長", "猪狩　武", "いがり　たけし", None),
        ("関係団体", "白鳥町民生児童委員協議会　副会長", "蛭田　ミツ子", "ひるた　みつこ", "副会長（職務代理者）"),
        (None, "白鳥町PTA連合会　会長", "（欠員）", None, "後任調整中"),
        ("公募", "―", "木幡　あや", "こはた　あや", None),
        ("※五十音順ではありません",),
    )
    _save(folder / "名簿.xlsx", rows, ("A1:E1", "A4:A5", "A6:A7"))
    people = (
        P(name="望月千尋", post="会長"),
        P(name="猪狩武"),
        P(name="蛭田ミツ子", post="副会長"),
        P(name="木幡あや"),
    )
    return Truth(people=people, named=("（欠員）",))


def executives(folder: Path) -> Truth:
    """Departments as titles between the rows; 部長 is that of the title above."""
    rows = (
        ("職　　名", "氏　　名", "内線"),
        ("町長", "菅家　一博", 200),
        ("【総務部】",),
        ("部長", "長谷沼　清吉", 210),
        ("総務課長", "齋藤　正", 211),
        ("財政課長", "（部長兼務）", None),
        ("【住民福祉部】",),
        ("部長", "赤城　啓", 220),
        ("福祉課長", "欠員（当面、部長が事務取扱）", None),
        ("【教育委員会】",),
        ("教育次長兼学校教育課長", "弓田　修司", 301),
        ("生涯学習課長", "同上", None),
    )
    _save(folder / "名簿.xlsx", rows, ("A3:C3", "A7:C7", "A10:C10"))
    people = (
        P(name="菅家一博", post="町長"),
        P(name="長谷沼清吉", post="総務部長"),
        P(name="齋藤正", post="総務課長"),
        P(name="赤城啓", post="住民福祉部長"),
        P(name="弓田修司", post="教育次長兼学校教育課長"),
    )
    return Truth(people=people, named=("部長兼務", "同上", "欠員"))


def struck_and_commented(folder: Path) -> Truth:
    """A struck name beside the new one, arrows, somebody ill by a comment."""
    book, sheet = new_book()
    for row in (
        ("職名", "氏名", "備考"),
        ("町民課長", None, None),
        ("農林課長", "丹治 豊", None),
        ("商工観光課長", "→ 後藤 さやか", None),
        ("上下水道課長", "相良 大輔 → 國分 理恵", "10/1異動"),
        ("会計課長", "(前)吉成 匠　(後)芦野 雛子", None),
    ):
        sheet.append(row)
    sheet["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "渡辺 信夫"), "　菊地 綾")
    sheet["B3"].comment = Comment("12月から病休。代理は課長補佐 三瓶が出席", "総務")
    book.save(folder / "名簿.xlsx")
    people = (P(name="菊地綾", post="町民課長"), P(name="丹治豊"), P(name="後藤さやか", post="商工観光課長"))
    return Truth(people=people, named=("渡辺", "相良", "吉成", "B3"), either=("國分理恵", "芦野雛子"))


def where_from(folder: Path) -> Truth:
    """No posts, but where everybody is from; marks with and without a legend."""
    rows = (
        ("◎会長　○副会長　※新任",),
        ("番号", "氏名", "所属"),
        (1, "◎ 梁取　弘", "白鳥大学"),
        (2, "○ 五十嵐　めぐみ（旧姓 皆川）", "商工会"),
        (3, "※ 小沼　徹也", "区長会"),
        (4, "櫻田　実*", "森林組合"),
        ("*は任期途中の交代",),
    )
    _save(folder / "名簿.xlsx", rows)
    people = (
        P(name="梁取弘", post="会長"),
        P(name="五十嵐めぐみ", post="副会長"),
        P(name="小沼徹也"),
        P(name="櫻田実"),
    )
    return Truth(people=people, named=("区長会", "皆川"))


def personnel_export(folder: Path) -> Truth:
    """As the personnel system writes it: codes, half-wide kana, who is on leave and who left in a column of its own."""
    rows = (
        ("職員番号", "氏名", "氏名カナ", "所属コード", "所属名称", "役職名", "在職区分", "発令年月日"),
        ("001234", "根本 彰", "ﾈﾓﾄ ｱｷﾗ", "0101", "総務課", "課長", "在職", "R06.04.01"),
        ("002345", "三浦 由佳", "ﾐｳﾗ ﾕｶ", "0101", "総務課", "主査", "休職", "R07.04.01"),
        ("003456", "鈴木 誠", "ｽｽﾞｷ ﾏｺﾄ", "0203", "福祉課", "課長", "退職", "R05.04.01"),
        ("004567", "古山 渚", "ﾌﾙﾔﾏ ﾅｷﾞｻ", "0203", "福祉課", "課長", "在職", "R08.04.01"),
    )
    with (folder / "名簿.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    people = (
        P(name="根本彰", reading="ねもとあきら", post="総務課長"),
        P(name="三浦由佳"),
        P(name="古山渚", reading="ふるやまなぎさ", post="福祉課長"),
    )
    return Truth(people=people, named=("休職", "鈴木"))


def farm_board(folder: Path) -> Truth:
    """Three lists below each other, each with headings of its own."""
    rows = (
        ("１　農業委員",),
        ("議席", "氏名", "担当地区", "認定農業者", "役職"),
        (1, "阿久津　昭", "沢渡", "○", None),
        (2, "磐瀬　操", "本郷", None, "会長職務代理者"),
        (3, "植田　健児", "東", "○", "会長"),
        ("２　農地利用最適化推進委員",),
        ("番号", "氏名", "担当地区"),
        (1, "江尻　誠一", "沢渡"),
        (2, "面川　順", "本郷"),
        ("３　事務局",),
        ("職名", "氏名"),
        ("事務局長（農林課長兼務）", "角田　史朗"),
    )
    _save(folder / "名簿.xlsx", rows)
    people = (
        P(name="阿久津昭", seat=1),
        P(name="磐瀬操", seat=2, post="会長職務代理者"),
        P(name="植田健児", seat=3, post="会長"),
        P(name="江尻誠一", post="農地利用最適化推進委員"),
        P(name="面川順", post="農地利用最適化推進委員"),
        P(name="角田史朗", post="事務局長"),
    )
    return Truth(people=people)


def terms_of_office(folder: Path) -> Truth:
    """From when and until when each is a member, and whose place another took."""
    rows = (
        ("氏名", "役職", "就任年月日", "退任年月日", "備考"),
        ("草薙　徳蔵", "委員", dt.date(2024, 4, 1), None, None),
        ("栗城　初江", "委員", dt.date(2024, 4, 1), dt.date(2026, 3, 31), "任期満了"),
        ("小荒井　望", "委員", dt.date(2026, 4, 1), None, "栗城委員の後任"),
    )
    _save(folder / "名簿.xlsx", rows)
    return Truth(people=(P(name="草薙徳蔵"), P(name="小荒井望")), either=("栗城初江",), named=("栗城",))


def several_readings(folder: Path) -> Truth:
    """Several readings of a word in one cell, in all the ways people put them."""
    rows = (
        ("用語", "よみ"),
        ("重複", "ちょうふく、じゅうふく"),
        ("代替施設", "だいたいしせつ または だいがえしせつ"),
        ("貼付", "ちょうふ（てんぷ）"),
        ("早急", "さっきゅう\nそうきゅう"),
        ("三地区", "①みちく ②さんちく"),
        ("代執行", "だいしっこう（×だいしゅうこう）"),
    )
    _save(folder / "用語.xlsx", rows)
    terms = (
        T(text="重複", readings=("ちょうふく",)),
        T(text="代替施設", readings=("だいたいしせつ",)),
        T(text="貼付", readings=("ちょうふ",)),
        T(text="早急", readings=("さっきゅう",)),
        T(text="三地区", readings=("みちく",)),
        T(text="代執行", readings=("だいしっこう",)),
    )
    return Truth(terms=terms)


def short_forms_read(folder: Path) -> Truth:
    """Short forms with their readings, then what they stand for."""
    rows = (
        ("略語", "読み方", "正式名称"),
        ("ＤＸ", "ディーエックス", "デジタルトランスフォーメーション"),
        ("社福", "しゃふく", "社会福祉法人"),
        ("後高", "こうこう", "後期高齢者医療"),
    )
    _save(folder / "用語.xlsx", rows)
    terms = (
        T(text="ＤＸ", readings=("でぃーえっくす",)),
        T(text="社福", readings=("しゃふく",)),
        T(text="後高", readings=("こうこう",)),
        T(text="デジタルトランスフォーメーション", readings=("",)),
        T(text="社会福祉法人", readings=("",)),
        T(text="後期高齢者医療", readings=("",)),
    )
    return Truth(terms=terms)


def wrong_and_right(folder: Path) -> Truth:
    """誤 before 正, and a line that shows how to fill it in."""
    rows = (
        ("誤", "正", "備考"),
        ("規制債務", "起債債務", "財政"),
        ("市営方針／姿勢方針", "施政方針", None),
        ("（例）○○", "△△", None),
    )
    _save(folder / "用語.xlsx", rows)
    return Truth(terms=(T(text="起債債務"), T(text="施政方針")), named=("△△",))
