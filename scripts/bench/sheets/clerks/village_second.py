"""A second round of a village's rosters and word lists, written before they were first read, by a writer who by then knew the reader."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, keep, made
from scripts.bench.sheets.clerks.truth import Person, Term, Truth

P, T = Person, Term


def boxes_of_attendance(folder: Path) -> Truth:
    """□出席 □欠席 to be ticked, a column for the signature."""
    rows: Rows = (
        ("子ども・子育て会議　出席者名簿（署名簿）",),
        ("No", "役職", "氏名", "出欠", "署名"),
        (1, "会長", "丹生谷　典子", "■出席　□欠席", None),
        (2, "委員", "阿武　正人", "□出席　■欠席", None),
        (3, "委員", "帯刀　さやか", "□出席　□欠席", None),
    )
    keep(folder, rows)
    return Truth(
        people=(P(name="丹生谷典子", post="会長"), P(name="阿武正人", post="委員"), P(name="帯刀さやか", post="委員"))
    )


def half_width_readings_and_sama(folder: Path) -> Truth:
    """Readings in half-width brackets in the name's cell, 様 behind them."""
    rows: Rows = (
        ("お役職", "お名前"),
        ("会長", "神余 秀樹(ｶﾅﾏﾘ ﾋﾃﾞｷ)様"),
        ("副会長", "九十九 里美(ﾂｸﾓ ｻﾄﾐ)様"),
        ("委員", "一 二三(ﾆﾉﾏｴ ﾌﾐ)様"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="神余秀樹", reading="かなまりひでき", post="会長"),
            P(name="九十九里美", reading="つくもさとみ", post="副会長"),
            P(name="一二三", reading="にのまえふみ", post="委員"),
        )
    )


def posts_with_second_offices(folder: Path) -> Truth:
    """兼 and offices of the meeting in brackets behind the post."""
    rows: Rows = (
        ("職名", "氏名", "ふりがな"),
        ("副村長（本部長）", "津久井　玲子", "つくい　れいこ"),
        ("総務課長兼会計管理者", "尾上　拓郎", "おのうえ　たくろう"),
        ("建設課長（兼）上下水道課長", "鵜飼　豪", "うかい　ごう"),
        ("（派遣）県主査", "外間　翔", "ほかま　しょう"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="津久井玲子", reading="つくいれいこ", post="副村長"),
            P(name="尾上拓郎", reading="おのうえたくろう", post="総務課長"),
            P(name="鵜飼豪", reading="うかいごう", post="建設課長"),
            P(name="外間翔", reading="ほかましょう", post="主査"),
        )
    )


def boards_in_other_orders(folder: Path) -> Truth:
    """Three boards below each other, each with its own headings in another order."""
    rows: Rows = (
        ("１　監査委員",),
        ("氏名", "区分", "任期"),
        ("真木　啓介", "識見", "R6.6.1～R10.5.31"),
        ("諸見　千秋", "議選", "R7.5.10～議員の任期"),
        (),
        ("２　選挙管理委員会",),
        ("職", "氏名", "住所"),
        ("委員長", "大豆生田　勇", "上野"),
        ("職務代理", "五味渕　靖代", "下野"),
        (),
        ("３　公平委員会",),
        ("ふりがな", "氏名", "職"),
        ("つきしろ　みなと", "月城　港", "委員長"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="真木啓介"),
            P(name="諸見千秋"),
            P(name="大豆生田勇", post="委員長"),
            P(name="五味渕靖代", post="職務代理"),
            P(name="月城港", reading="つきしろみなと", post="委員長"),
        )
    )


def factions_in_upright_letters(folder: Path) -> Truth:
    """会派 merged over its members, its name with a line break behind each letter."""
    rows: Rows = (
        ("会派", "議席", "氏名", "役職"),
        ("清\n流\n会", 4, "諸見　千秋", "副議長"),
        (None, 5, "生駒　喜一郎", "議長"),
        ("あ\nゆ\nみ", 1, "苅田　八重子", None),
        (None, 2, "御代川　修", None),
    )
    keep(folder, rows, ("A2:A3", "A4:A5"))
    return Truth(
        people=(
            P(name="諸見千秋", post="副議長", seat=4),
            P(name="生駒喜一郎", post="議長", seat=5),
            P(name="苅田八重子", seat=1),
            P(name="御代川修", seat=2),
        )
    )


def a_letter_in_each_cell(folder: Path) -> Truth:
    """A form with one box for each letter of the name."""
    rows: Rows = (
        ("役職", "氏名", None, None, None, None),
        ("会長", "大", "河", "内", None, "稔"),
        ("委員", "尾", "上", None, "拓", "郎"),
        ("委員", "鵜", "飼", None, None, "豪"),
    )
    keep(folder, rows, ("B1:F1",))
    return Truth(
        people=(P(name="大河内稔", post="会長"), P(name="尾上拓郎", post="委員"), P(name="鵜飼豪", post="委員"))
    )


def experts(folder: Path) -> Truth:
    """Where experts are from and what they are there, in one column, and who was drawn by lot."""
    rows: Rows = (
        ("総合計画審議会委員",),
        ("氏名", "所属・役職", "備考"),
        ("梅渓　通也", "北稜大学経済学部　教授", "会長"),
        ("勘解由小路　紬", "つむぎ法律事務所　弁護士", ""),
        ("外立　登", "公募", ""),
        ("部田　小百合", "無作為抽出", ""),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="梅渓通也", post="会長"),
            P(name="勘解由小路紬", post="弁護士"),
            P(name="外立登"),
            P(name="部田小百合"),
        )
    )


def days_of_coming_and_going(folder: Path) -> Truth:
    """Columns 就任日 and 退任日 with real dates; one who left two years ago, one who goes next spring."""
    rows: Rows = (
        ("氏名", "役職", "就任日", "退任日"),
        ("比企　涼介", "委員", dt.date(2024, 4, 1), None),
        ("飫冨　一枝", "委員", dt.date(2020, 4, 1), dt.date(2024, 3, 31)),
        ("乙部　実", "委員長", dt.date(2023, 4, 1), dt.date(2027, 3, 31)),
    )
    keep(folder, rows)
    return Truth(people=(P(name="比企涼介", post="委員"), P(name="乙部実", post="委員長")), either=("飫冨一枝",))


def numbers_before_names(folder: Path) -> Truth:
    """The number of the member of staff stands before the name in its cell."""
    rows: Rows = (
        ("所属", "職", "職員番号・氏名"),
        ("税務課", "課長", "0211　鏑木　友恵"),
        ("税務課", "主任", "0340　保谷　大"),
        ("会計室", "室長", "0098　美馬　香織"),
    )
    keep(folder, rows)
    return Truth(
        people=(P(name="鏑木友恵", post="課長"), P(name="保谷大", post="主任"), P(name="美馬香織", post="室長"))
    )


def csv_with_lines_in_cells(folder: Path) -> Truth:
    """UTF-8 without a mark, lines within cells, a comma in a post."""
    rows = (
        ("氏名", "よみがな", "役職"),
        ("有働\n徹", "うどう とおる", "村長"),
        ("鴨頭 瑛", "かもがしら えい", "企画課長\n（広報担当）"),
        ("下司 栄", "しもつかさ さかえ", "委員,監事"),
    )
    with (folder / "名簿.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return Truth(
        people=(
            P(name="有働徹", reading="うどうとおる", post="村長"),
            P(name="鴨頭瑛", reading="かもがしらえい", post="企画課長"),
            P(name="下司栄", reading="しもつかささかえ", post="委員"),
        )
    )


def letter_before_the_list(folder: Path) -> Truth:
    """A letter of ten lines, which speaks of 氏名, above the list; a contact below it."""
    rows: Rows = (
        ("鳥総第123号", None, None),
        ("令和８年11月30日", None, None),
        ("各　課　長　様", None, None),
        ("総務課長", None, None),
        ("名簿の確認について（依頼）", None, None),
        ("　下記の名簿について、氏名・ふりがなに誤りがないか御確認ください。", None, None),
        ("　誤りがある場合は、12月４日（金）までに御連絡願います。", None, None),
        ("記", None, None),
        (),
        ("氏名", "ふりがな", "職名"),
        ("尾上　拓郎", "おのうえ　たくろう", "総務課長"),
        ("葛生　満", "くずう　みつる", "土木係長"),
        (),
        ("担当：総務課庶務係　城所（内線212）", None, None),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="尾上拓郎", reading="おのうえたくろう", post="総務課長"),
            P(name="葛生満", reading="くずうみつる", post="土木係長"),
        )
    )


def changes_on_the_day(folder: Path) -> Truth:
    """A list at the reception: ✓ before names, （当日欠席） and （代：…） behind them."""
    rows: Rows = (
        ("受付", "氏名", "所属", "職"),
        ("✓", "刀根　幹也", "町民部", "部長"),
        ("", "三雲　敬（当日欠席）", "産業建設部", "部長"),
        ("✓", "四十物　渚（代：課長補佐 椿）", "農林課", "課長"),
        ("✓", "祝部　朱里※遅参", "住民課", "課長"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="刀根幹也", post="部長"),
            P(name="四十物渚", post="課長"),
            P(name="祝部朱里", post="課長"),
            P(name="三雲敬", post="部長"),
        ),
        named=("当日欠席", "椿"),
    )


def committees_across(folder: Path) -> Truth:
    """Who sits where: members down, committees across, ◎ and ○ and ・ with a legend below."""
    rows: Rows = (
        ("鳥越村議会　委員会等構成表",),
        ("議席", "氏名", "総務文教", "産業厚生", "議会運営", "広報"),
        (1, "苅田　八重子", "○", "", "・", "◎"),
        (2, "御代川　修", "◎", "", "○", ""),
        (3, "樫本　真吾", "", "◎", "", "・"),
        ("◎委員長　○副委員長　・委員",),
    )
    keep(folder, rows)
    return Truth(
        people=(P(name="苅田八重子", seat=1), P(name="御代川修", seat=2), P(name="樫本真吾", seat=3)),
    )


def second_office_below(folder: Path) -> Truth:
    """A second office in the line below, without a name."""
    rows: Rows = (
        ("職名", "氏名", "内線"),
        ("総務課長", "尾上　拓郎", 211),
        ("（兼）選挙管理委員会書記長", None, None),
        ("住民福祉課長", "東海林　和歌子", 221),
        ("　兼　福祉事務所長", None, None),
    )
    keep(folder, rows)
    return Truth(
        people=(P(name="尾上拓郎", post="総務課長"), P(name="東海林和歌子", post="住民福祉課長")),
        named=("書記長", "福祉事務所長"),
    )


def sections_with_counts(folder: Path) -> Truth:
    """Titles with the head count and the extension between the lines."""
    rows: Rows = (
        ("職名", "氏名", "ふりがな"),
        ("総務課（3名）　内線210～", None, None),
        ("課長", "尾上　拓郎", "おのうえ　たくろう"),
        ("主査", "鍵谷　聡美", "かぎや　さとみ"),
        ("建設課（2名）　内線230～", None, None),
        ("課長", "鵜飼　豪", "うかい　ごう"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="尾上拓郎", reading="おのうえたくろう", post="課長"),
            P(name="鍵谷聡美", reading="かぎやさとみ", post="主査"),
            P(name="鵜飼豪", reading="うかいごう", post="課長"),
        )
    )


def instructions_first(folder: Path) -> Truth:
    """The first sheet tells how to use the book, the words are in the second."""
    book, sheet = made((("この用語集の使い方",), ("用語と読みを入力してください。",), ("追加したら総務課へ連絡。",)))
    sheet.title = "使い方"
    page = book.create_sheet("用語")
    for row in (("優先", "用語", "よみ"), ("A", "鳥越堰", "とりごえせき"), ("B", "砥石山", "といしやま")):
        page.append(list(row))
    book.save(folder / "用語.xlsx")
    return Truth(terms=(T(text="鳥越堰", readings=("とりごえせき",)), T(text="砥石山", readings=("といしやま",))))


def words_in_one_cell_each_group(folder: Path) -> Truth:
    """A group in the first column, all its words in one cell, divided by 、 or lines."""
    rows: Rows = (
        ("分野", "用語"),
        ("水道", "簡易水道、配水池、減圧弁"),
        ("林業", "作業道\n下刈り\n間伐材"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    words = ("簡易水道", "配水池", "減圧弁", "作業道", "下刈り", "間伐材")
    return Truth(terms=tuple(T(text=w) for w in words))


def short_form_in_brackets(folder: Path) -> Truth:
    """The short form in brackets behind the word, readings of the whole word."""
    rows: Rows = (
        ("用語（略称）", "よみ"),
        ("地域包括支援センター（包括）", "ちいきほうかつしえんせんたー"),
        ("北稜広域事務組合（広域組合）", "ほくりょうこういきじむくみあい"),
        ("社会福祉協議会（社協）", "しゃかいふくしきょうぎかい"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="地域包括支援センター", readings=("ちいきほうかつしえんせんたー",)),
            T(text="北稜広域事務組合", readings=("ほくりょうこういきじむくみあい",)),
            T(text="社会福祉協議会", readings=("しゃかいふくしきょうぎかい",)),
        ),
        either=("包括", "広域組合", "社協"),
    )


def words_across(folder: Path) -> Truth:
    """On its side: 用語, よみ and 備考 as the first column."""
    rows: Rows = (
        ("用語", "鳥越堰", "砥石山", "轟"),
        ("よみ", "とりごえせき", "といしやま", "とどろき"),
        ("備考", "用水", "", "字名"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="鳥越堰", readings=("とりごえせき",)),
            T(text="砥石山", readings=("といしやま",)),
            T(text="轟", readings=("とどろき",)),
        )
    )


def bylaws(folder: Path) -> Truth:
    """By-laws with their numbers and days."""
    rows: Rows = (
        ("例規一覧", None, None, "R8.12.1現在"),
        ("番号", "条例名", "公布日", "所管"),
        ("令和6年条例第12号", "鳥越村犯罪被害者等支援条例", "R6.12.20", "住民福祉課"),
        ("平成28年条例第3号", "鳥越村空家等の適切な管理に関する条例", "H28.3.15", "建設課"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    return Truth(terms=(T(text="鳥越村犯罪被害者等支援条例"), T(text="鳥越村空家等の適切な管理に関する条例")))
