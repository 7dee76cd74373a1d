"""Rosters of officials, boards and consultation desks, as the departments keep them."""

from __future__ import annotations

from pathlib import Path

from openpyxl.styles import Alignment, Font

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def attendants(folder: Path) -> Truth:
    """Officials who answer in the chamber: two posts in one cell, and a vacancy."""
    book, sheet = new_book()
    sheet.title = "説明員"
    sheet.append(["地方自治法第121条の規定による出席説明員"])
    sheet.merge_cells("A1:C1")
    sheet.append([None, None, "令和8年12月定例会"])
    sheet.append(["職　　名", "氏　　名", "備　　考"])
    for row in (
        ["町　　　　長", "大 槻　　誠", None],
        ["副　町　長", "（空席）", "R8.9.30付退任"],
        ["教　育　長", "丹羽　光子", None],
        ["総務部長\n兼　危機管理監", "安西　貴", None],
        ["会計管理者兼会計課長", "戸田　裕子", None],
        ["住民福祉課長", "坂本　竜一", "12/8は欠席"],
        ["上下水道課長（事務取扱）", "安西　貴", None],
        ["選挙管理委員会書記長", "〃", None],
        ["代表監査委員", "小谷　弘", None],
    ):
        sheet.append(row)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="大槻誠", post="町長"),
            P(name="丹羽光子", post="教育長"),
            P(name="安西貴", post="総務部長"),
            P(name="戸田裕子", post="会計管理者"),
            P(name="坂本竜一", post="住民福祉課長"),
            P(name="小谷弘", post="代表監査委員"),
        )
    )


def departments(folder: Path) -> Truth:
    """The list of section chiefs: department merged over its sections, the post apart."""
    book, sheet = new_book()
    sheet.append(["令和8年度　課長会議　出席者名簿"])
    sheet.append(["部", "課", "職名", "氏名", "フリガナ", "内線"])
    rows = (
        ("総務部", None, "部長", "真壁 修", "マカベ オサム", 200),
        (None, "総務課", "課長", "落合 亮", "オチアイ リョウ", 210),
        (None, "財政課", "課長", "稲葉 薫", "イナバ カオル", 220),
        ("福祉部", None, "部長", "入江 智", "イリエ サトシ", 300),
        (None, "高齢介護課", "課長", "沖 千尋", "オキ チヒロ", 310),
        (None, "こども課", "課長補佐", "田所 潤", "タドコロ ジュン", "320・321"),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:A8")
    book.save(folder / "名簿.xlsx")
    posts = ("総務部長", "総務課長", "財政課長", "福祉部長", "高齢介護課長", "こども課長補佐")
    readings = ("まかべおさむ", "おちあいりょう", "いなばかおる", "いりえさとし", "おきちひろ", "たどころじゅん")
    return Truth(
        people=tuple(
            P(name=row[3].replace(" ", ""), reading=reading, post=post)
            for row, reading, post in zip(rows, readings, posts, strict=True)
        )
    )


def side_by_side(folder: Path) -> Truth:
    """Mayor's offices on the left, the board of education and others on the right."""
    book, sheet = new_book()
    sheet.append(["説明員一覧"])
    sheet.append(["町長部局", None, None, "教育委員会・その他"])
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("D2:E2")
    sheet.append(["職名", "氏名", None, "職名", "氏名"])
    for row in (
        ["町長", "大槻 誠", None, "教育長", "丹羽 光子"],
        ["副町長", "並木 浩", None, "学校教育課長", "臼井 守"],
        ["総務課長", "落合 亮", None, "生涯学習課長", "荻野 瞳"],
        ["税務課長", "片桐 豊", None, "農業委員会事務局長", "税所 篤"],
        ["建設課長", "欠員", None, None, None],
    ):
        sheet.append(row)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="大槻誠", post="町長"),
            P(name="並木浩", post="副町長"),
            P(name="落合亮", post="総務課長"),
            P(name="片桐豊", post="税務課長"),
            P(name="丹羽光子", post="教育長"),
            P(name="臼井守", post="学校教育課長"),
            P(name="荻野瞳", post="生涯学習課長"),
            P(name="税所篤", post="農業委員会事務局長"),
        )
    )


def board(folder: Path) -> Truth:
    """A council of citizens and scholars: marks before the name stand for chair and deputy."""
    book, sheet = new_book()
    sheet.append(["東浦原町子ども・子育て会議　委員名簿"])
    sheet.append(["（五十音順・敬称略）"])
    sheet.append(["区　分", "氏　名", "ふりがな", "所　属　等"])
    for row in (
        ["学識経験者", "◎ 浅野 美代", "あさの みよ", "浦原大学教授"],
        [None, "柿沼 徹", "かきぬま とおる", "浦原短期大学准教授"],
        ["関係団体", "○ 須藤 良介", "すどう りょうすけ", "東浦原町保育園長会"],
        [None, "辻 まどか", "つじ まどか", "東浦原町PTA連絡協議会"],
        ["公募委員", "藤 健一", "ふじ けんいち", "公募"],
    ):
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A6:A7")
    sheet["A10"] = "◎会長　○副会長"
    sheet["A11"] = "任期：令和8年4月1日～令和10年3月31日"
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="浅野美代", reading="あさのみよ", post="会長"),
            P(name="柿沼徹", reading="かきぬまとおる"),
            P(name="須藤良介", reading="すどうりょうすけ", post="副会長"),
            P(name="辻まどか", reading="つじまどか"),
            P(name="藤健一", reading="ふじけんいち"),
        )
    )


def board_notes(folder: Path) -> Truth:
    """Another board: the chair is told in the notes, members' posts are their employers'."""
    book, sheet = new_book()
    sheet.append(["介護保険運営協議会委員名簿", None, None, None, "令和8年7月1日"])
    sheet.append(["No.", "委員氏名", "カナ", "役職名・所属", "備考"])
    for row in (
        ["①", "浅野　美代", "ｱｻﾉ ﾐﾖ", "浦原大学　教授", "会長"],
        ["②", "根岸　洋", "ﾈｷﾞｼ ﾋﾛｼ", "浦原医師会　会長", None],
        ["③", "波多野　都", "ﾊﾀﾉ ﾐﾔｺ", "浦原町社会福祉協議会　事務局長", "副会長"],
        ["④", "", "", "浦原町老人クラブ連合会", "選任中"],
        ["⑤", "比嘉　学", "ﾋｶﾞ ﾏﾅﾌﾞ", "公募", None],
    ):
        sheet.append(row)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="浅野美代", reading="あさのみよ", post="会長"),
            P(name="根岸洋", reading="ねぎしひろし"),
            P(name="波多野都", reading="はたのみやこ", post="副会長"),
            P(name="比嘉学", reading="ひがまなぶ"),
        ),
        named=("選任中",),
    )


def welfare_volunteers(folder: Path) -> Truth:
    """District welfare volunteers: districts merged, vacancies, telephone and mobile columns."""
    book, sheet = new_book()
    sheet["A1"] = "民生委員・児童委員名簿"
    sheet["A1"].font = Font(bold=True)
    sheet["E1"] = "取扱注意"
    sheet.append(["地区名", "担当区域", "氏　名", "フリガナ", "自宅電話", "携帯"])
    for row in (
        ["浦原東", "1～5組", "本多 静", "ホンダ シズカ", "45-0001", "090-1234-5678"],
        [None, "6～9組", "欠　員", None, None, None],
        [None, "10～12組", "牧 久美", "マキ クミ", "45-0003", None],
        ["浦原西", "全域", "三浦 清", "ミウラ キヨシ", "45-0004", "080-1234-5678"],
        ["主任児童委員", "全地区", "門脇 由香", "カドワキ ユカ", "45-0005", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A5")
    sheet.append(["計", None, "4名", None, None, None])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="本多静", reading="ほんだしずか"),
            P(name="牧久美", reading="まきくみ"),
            P(name="三浦清", reading="みうらきよし"),
            P(name="門脇由香", reading="かどわきゆか"),
        )
    )


def desk(folder: Path) -> Truth:
    """Consultation desk: staff on one sheet, families under consultation on the next."""
    book, staff = new_book()
    staff.title = "相談員"
    staff.append(["自立相談支援窓口　職員名簿"])
    staff.append(["職員番号", "職種", "氏名", "ふりがな", "内線", "勤務"])
    staff.append(["00123", "主任相談支援員", "堀口 歩", "ほりぐち あゆみ", "2101", "月～金"])
    staff.append(["00456", "相談支援員", "向井 翼", "むかい つばさ", "2102", "月水金"])
    staff.append(["00789", "就労支援員", "森 葵", "もり あおい", "2103", "火木"])
    staff.append(["", "家計改善支援員", "募集中", "", "", ""])
    clients = book.create_sheet("相談者")
    clients.append(["ケース番号", "氏名", "ﾌﾘｶﾞﾅ", "続柄", "生年月日", "住所", "担当", "初回相談日"])
    clients.append(["R8-001", "工藤 保", "ｸﾄﾞｳ ﾀﾓﾂ", "本人", "S30.1.1", "浦原1-2-3", "堀口", "R8.4.5"])
    clients.append([None, "工藤 ミツ", "ｸﾄﾞｳ ﾐﾂ", "妻", "S33.2.2", "〃", "〃", None])
    clients.append(["R8-002", "呉 志明", "ｺﾞ ｼﾒｲ", "本人", "1980/5/5", "浦原2-2", "向井", "R8.5.1"])
    clients.append(["R8-003", "匿名（女性・40代）", None, "本人", None, None, "森", "R8.6.1"])
    clients.merge_cells("A2:A3")
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="堀口歩", reading="ほりぐちあゆみ", post="主任相談支援員"),
            P(name="向井翼", reading="むかいつばさ", post="相談支援員"),
            P(name="森葵", reading="もりあおい", post="就労支援員"),
            P(name="工藤保", reading="くどうたもつ"),
            P(name="工藤ミツ", reading="くどうみつ"),
            P(name="呉志明", reading="ごしめい"),
        ),
        named=("匿名",),
    )


def households(folder: Path) -> Truth:
    """Families, the household's head merged in front, everyone's own name in the next column."""
    book, sheet = new_book()
    sheet.append(["世帯一覧（訪問用）"])
    sheet.append(["世帯主", "世帯員氏名", "よみ", "続柄", "年齢", "特記事項"])
    for row in (
        ["相良 光男", "相良 光男", "さがら みつお", "世帯主", 71, "難聴あり"],
        [None, "相良 キヨ", "さがら きよ", "妻", 68, None],
        [None, "相良 健", "さがら けん", "長男", 40, "別居（市外）"],
        ["瀬尾 るり", "瀬尾 るり", "せお るり", "世帯主", 33, None],
        [None, "瀬尾 陽斗", "せお はると", "長男", 5, "保育園"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:A7")
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="相良光男", reading="さがらみつお"),
            P(name="相良キヨ", reading="さがらきよ"),
            P(name="相良健", reading="さがらけん"),
            P(name="瀬尾るり", reading="せおるり"),
            P(name="瀬尾陽斗", reading="せおはると"),
        )
    )


def across(folder: Path) -> Truth:
    """A small committee written across the page: one column for each person."""
    book, sheet = new_book()
    sheet.append(["議席番号", 3, 5, 8])
    sheet.append(["氏名", "能勢 健太郎", "三枝 勝", "河合 恵"])
    sheet.append(["ふりがな", "のせ けんたろう", "さえぐさ まさる", "かわい めぐみ"])
    sheet.append(["役職", "委員長", "副委員長", "委員"])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="能勢健太郎", reading="のせけんたろう", post="委員長", seat=3),
            P(name="三枝勝", reading="さえぐさまさる", post="副委員長", seat=5),
            P(name="河合恵", reading="かわいめぐみ", post="委員", seat=8),
        )
    )


def two_lists(folder: Path) -> Truth:
    """Members and officials on one page, each list with its own headings and number of columns."""
    book, sheet = new_book()
    sheet.append(["第4回定例会　出席者"])
    sheet.append(["1　議員"])
    sheet.append(["議席", "氏名", "ふりがな", "会派"])
    sheet.append([1, "小田切 和也", "おだぎり かずや", "創政会"])
    sheet.append([2, "早川 美穂", "はやかわ みほ", "公明党"])
    sheet.append([])
    sheet.append(["2　説明員"])
    sheet.append(["職名", "氏名", "ふりがな"])
    sheet.append(["町長", "大槻 誠", "おおつき まこと"])
    sheet.append(["総務課長", "落合 亮", "おちあい りょう"])
    sheet.append([])
    sheet.append(["3　議会事務局"])
    sheet.append(["事務局長", "安斎 朋子", "あんざい ともこ"])
    sheet.append(["書記", "小松 岳", "こまつ がく"])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="小田切和也", reading="おだぎりかずや", seat=1),
            P(name="早川美穂", reading="はやかわみほ", seat=2),
            P(name="大槻誠", reading="おおつきまこと", post="町長"),
            P(name="落合亮", reading="おちあいりょう", post="総務課長"),
            P(name="安斎朋子", reading="あんざいともこ", post="事務局長"),
            P(name="小松岳", reading="こまつがく", post="書記"),
        )
    )
