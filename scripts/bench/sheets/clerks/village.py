"""Rosters of a village and two small towns, written before their writer had seen the reader or the other sheets: councils and boards."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl.styles import Alignment, Border, Font, Side

from scripts.bench.sheets.clerks.tail import Rows, keep, made
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def imperial_birthdays(folder: Path) -> Truth:
    """The council with 和暦 birthdays, ages, elections won and the chair in 摘要."""
    rows: Rows = (
        ("鳥越村議会議員名簿", None, None, None, None, None, None, None, "令和８年12月１日現在"),
        (),
        ("議席番号", "氏　　名", "ふりがな", "生年月日", "年齢", "当選回数", "会　派", "所属委員会", "摘　要"),
        (1, "苅田　八重子", "かりた　やえこ", "S35.4.2", "66歳", "2回", "あゆみ", "総務文教", None),
        (2, "御代川　修", "みよかわ　おさむ", "昭和31年11月3日", "70歳", "5回", "清流会", "総務文教（委員長）", None),
        (3, "樫本　真吾", "かしもと　しんご", "H2.1.15", "36歳", "1回", "無会派", "産業厚生（副）", None),
        (4, "諸見　千秋", "もろみ　ちあき", "S40.8.30", "61歳", "3回", "清流会", "産業厚生（委員長）", "副議長"),
        (5, "生駒　喜一郎", "いこま　きいちろう", "S24.2.9", "77歳", "8回", "清流会", "―", "議　長"),
        ("　　平均年齢", None, None, None, "62歳", None, None, None, None),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="苅田八重子", reading="かりたやえこ", seat=1),
            P(name="御代川修", reading="みよかわおさむ", seat=2),
            P(name="樫本真吾", reading="かしもとしんご", seat=3),
            P(name="諸見千秋", reading="もろみちあき", post="副議長", seat=4),
            P(name="生駒喜一郎", reading="いこまきいちろう", post="議長", seat=5),
        )
    )


def heading_in_two_lines(folder: Path) -> Truth:
    """氏名 and ふりがな over 姓 and 名, 任期 over 自 and 至."""
    rows: Rows = (
        ("鳥越村固定資産評価審査委員会委員",),
        ("No.", "職　名", "氏　名", None, "ふりがな", None, "任　　期", None, "備考"),
        (None, None, "姓", "名", "せい", "めい", "自", "至", None),
        (1, "委員長", "新妻", "恒夫", "にいづま", "つねお", dt.date(2024, 4, 1), dt.date(2027, 3, 31), "税理士"),
        (2, "委員長職務代理者", "舘", "好恵", "たて", "よしえ", dt.date(2025, 4, 1), dt.date(2028, 3, 31), None),
        (3, "委員", "小久保", "隆", "こくぼ", "たかし", dt.date(2026, 4, 1), dt.date(2029, 3, 31), "新任"),
    )
    keep(folder, rows, ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:I3"))
    return Truth(
        people=(
            P(name="新妻恒夫", reading="にいづまつねお", post="委員長"),
            P(name="舘好恵", reading="たてよしえ", post="委員長職務代理者"),
            P(name="小久保隆", reading="こくぼたかし", post="委員"),
        )
    )


def one_column_each(folder: Path) -> Truth:
    """Vertical: headings in the first column, each member a column; two blocks below each other."""
    rows: Rows = (
        ("教育委員会（教育長・委員）",),
        ("役職", "教育長", "教育長職務代理者", "委員"),
        ("氏名", "相良　恭子", "宗像　徹也", "目時　さゆり"),
        ("ふりがな", "さがら　きょうこ", "むなかた　てつや", "めとき　さゆり"),
        ("任期満了", "R9.9.30", "R8.12.24", "R10.10.1"),
        (),
        ("役職", "委員", "事務局（教育課長）", "事務局（主査）"),
        ("氏名", "仁王　康平", "桧山　純", "八巻　里美"),
        ("ふりがな", "におう　こうへい", "ひやま　じゅん", "やまき　さとみ"),
        ("任期満了", "R11.9.30", "", ""),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="相良恭子", reading="さがらきょうこ", post="教育長"),
            P(name="宗像徹也", reading="むなかたてつや", post="教育長職務代理者"),
            P(name="目時さゆり", reading="めときさゆり", post="委員"),
            P(name="仁王康平", reading="におうこうへい", post="委員"),
            P(name="桧山純", reading="ひやまじゅん", post="教育課長"),
            P(name="八巻里美", reading="やまきさとみ", post="主査"),
        )
    )


def name_plates(folder: Path) -> Truth:
    """Plates to cut out: the post small above, the name large below, two in a row."""
    rows: Rows = (
        ("村　長", None, "副村長"),
        ("大河内　稔", None, "津久井　玲子"),
        (),
        ("総務課長", None, "住民福祉課長"),
        ("尾上　拓郎", None, "東海林　和歌子"),
        (),
        ("建設課長", None, "議会事務局長"),
        ("鵜飼　豪", None, "真家　文雄"),
    )
    book, sheet = made(rows)
    for row in (2, 5, 8):
        sheet.row_dimensions[row].height = 60
        for column in (1, 3):
            cell = sheet.cell(row, column)
            cell.font = Font(size=48)
            cell.alignment = Alignment(horizontal="distributed")
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="大河内稔", post="村長"),
            P(name="津久井玲子", post="副村長"),
            P(name="尾上拓郎", post="総務課長"),
            P(name="東海林和歌子", post="住民福祉課長"),
            P(name="鵜飼豪", post="建設課長"),
            P(name="真家文雄", post="議会事務局長"),
        )
    )


def sheet_per_faction(folder: Path) -> Truth:
    """One sheet for all, and one for each faction with the same members again and their offices in it."""
    whole: Rows = (
        ("議席", "氏名", "フリガナ", "役職"),
        (1, "栗栖 誠", "クリス マコト", "議員"),
        (2, "茅野 麻衣", "チノ マイ", "議員"),
        (3, "根津 五郎", "ネヅ ゴロウ", "副議長"),
        (4, "蒲生 静", "ガモウ シズカ", "議長"),
    )
    book, sheet = made(whole)
    sheet.title = "全議員"
    for title, lines in (
        ("緑水会", (("根津 五郎", "会長"), ("栗栖 誠", "幹事長"))),
        ("町政クラブ", (("茅野 麻衣", "代表"),)),
        ("無所属", (("蒲生 静", ""),)),
    ):
        page = book.create_sheet(title)
        page.append(["氏名", "会派での役"])
        for line in lines:
            page.append(list(line))
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="栗栖誠", reading="くりすまこと", post="議員", seat=1),
            P(name="茅野麻衣", reading="ちのまい", post="議員", seat=2),
            P(name="根津五郎", reading="ねづごろう", post="副議長", seat=3),
            P(name="蒲生静", reading="がもうしずか", post="議長", seat=4),
        )
    )


def copied_from_web(folder: Path) -> Truth:
    """Copied from the town's page: the reading in brackets under the name, seats in words, spaces that do not break."""
    rows: Rows = (
        ("議員の紹介",),
        ("ページ番号：1003321　　更新日：令和8年5月20日",),
        ("写真", "議席番号・氏名", "役職等", "所属会派"),
        (None, "議席番号1番\n小豆畑\u00a0智\n（あずはた\u00a0さとし）", "総務常任委員会委員", "未来の会"),
        (None, "議席番号2番\n久我\u00a0登志江\n（くが\u00a0としえ）", "議会運営委員会委員長", "未来の会"),
        (None, "議席番号3番\n赤座\u00a0浩\n（あかざ\u00a0ひろし）", "議長", "なし"),
        ("このページに関するお問い合わせ",),
        ("議会事務局　電話：0000-22-1234　メールでのお問い合わせはこちら",),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="小豆畑智", reading="あずはたさとし", post="総務常任委員会委員", seat=1),
            P(name="久我登志江", reading="くがとしえ", post="議会運営委員会委員長", seat=2),
            P(name="赤座浩", reading="あかざひろし", post="議長", seat=3),
        )
    )


def attendance_by_meeting(folder: Path) -> Truth:
    """Columns of four meetings with ○, ×, 遅 and 代, counted at the foot."""
    rows: Rows = (
        ("国民健康保険運営協議会　委員出欠表",),
        ("区分", "氏名", "よみ", "役", "第1回", "第2回", "第3回", "第4回"),
        (None, None, None, None, "6/3", "8/20", "11/5", "2/10"),
        ("被保険者代表", "日下部　正", "くさかべ　ただし", None, "○", "○", "×", None),
        ("被保険者代表", "甘利　ふみ", "あまり　ふみ", None, "×", "○", "○", None),
        ("保険医代表", "白鳥　景子", "しらとり　けいこ", None, "○", "遅", "○", None),
        ("公益代表", "武者　達也", "むしゃ　たつや", "会長", "○", "○", "○", None),
        ("公益代表", "楢崎　弥生", "ならさき　やよい", "会長職務代理者", "代", "○", "○", None),
        ("出席者数", None, None, None, 4, 5, 4, None),
        ("定足数（過半数）", None, None, None, 3, 3, 3, None),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="日下部正", reading="くさかべただし"),
            P(name="甘利ふみ", reading="あまりふみ"),
            P(name="白鳥景子", reading="しらとりけいこ"),
            P(name="武者達也", reading="むしゃたつや", post="会長"),
            P(name="楢崎弥生", reading="ならさきやよい", post="会長職務代理者"),
        )
    )


def with_seals(folder: Path) -> Truth:
    """A form to be sealed: ㊞ behind each name, a block for the decision on top, 以上 at the foot."""
    rows: Rows = (
        (None, None, None, None, "課長", "補佐", "係長", "係"),
        (None, None, None, None, None, None, None, None),
        ("青少年問題協議会委員承諾書一覧",),
        ("№", "職", "氏名", "住所", "承諾日"),
        (1, "会長", "財津　忠　㊞", "大字上野12", "4/3"),
        (2, "副会長", "四方　京子　㊞", "大字下野3-1", "4/5"),
        (3, "委員", "五島　林太郎　印", "大字中野88", "4/6"),
        (4, "委員", "六角　葉月　㊞", "大字上野45-2", "4/9"),
        (None, None, None, None, "以　上"),
    )
    book, sheet = made(rows)
    side = Side(style="thin")
    for row in sheet["E1:H2"]:
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="財津忠", post="会長"),
            P(name="四方京子", post="副会長"),
            P(name="五島林太郎", post="委員"),
            P(name="六角葉月", post="委員"),
        )
    )


def post_in_the_body_and_here(folder: Path) -> Truth:
    """Members for their offices elsewhere: who sends them, their post there, their post here."""
    rows: Rows = (
        ("鳥越村地域公共交通会議　委員名簿",),
        ("区分", "所属団体名", "団体での役職", "氏　名", "会議での役職"),
        ("村", "鳥越村", "副村長", "津久井　玲子", "会長"),
        ("事業者", "北稜バス株式会社", "取締役社長", "上遠野　勇", "副会長"),
        ("事業者", "鳥越タクシー有限会社", "代表取締役", "下司　栄", "委員"),
        ("住民", "鳥越村老人クラブ連合会", "会長", "左右田　ハナ", "委員"),
        ("住民", "鳥越小学校PTA", "会長", "右近　翔", "監事"),
        ("国", "北部運輸支局", "首席運輸企画専門官", "（後任調整中）", "委員"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="津久井玲子", post="会長"),
            P(name="上遠野勇", post="副会長"),
            P(name="下司栄", post="委員"),
            P(name="左右田ハナ", post="委員"),
            P(name="右近翔", post="監事"),
        ),
        named=("後任調整中",),
    )


def circled_seats(folder: Path) -> Truth:
    """Seats as ① and 十一番, names with 君 and 議員, a note in the first column."""
    rows: Rows = (
        ("※敬称略・議席順",),
        ("席", "議員名", "読み方", "職"),
        ("①", "八重樫隆君", "ヤエガシ タカシ", None),
        ("②", "九鬼 美智君", "クキ ミチ", None),
        ("⑩", "十和田　圭議員", "トワダ ケイ", "監査委員"),
        ("⑪", "百瀬 良雄君", "モモセ ヨシオ", "副議長"),
        ("十二番", "千頭　薫君", "チカミ カオル", "議長"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="八重樫隆", reading="やえがしたかし", seat=1),
            P(name="九鬼美智", reading="くきみち", seat=2),
            P(name="十和田圭", reading="とわだけい", post="監査委員", seat=10),
            P(name="百瀬良雄", reading="ももせよしお", post="副議長", seat=11),
            P(name="千頭薫", reading="ちかみかおる", post="議長", seat=12),
        )
    )


def printed_pages(folder: Path) -> Truth:
    """A long list as printed: title, heading and page number repeated every few lines."""
    rows: list[tuple[object, ...]] = []
    people: list[Person] = []
    names = (
        ("安孫子　敏", "あびこ　さとし"), ("飯干　京", "いいほし　きょう"), ("浮穴　仁", "うけな　じん"), ("江良　ともみ", "えら　ともみ"),
        ("小茂田　守", "おもだ　まもる"), ("甲斐田　律", "かいだ　りつ"), ("喜屋武　航", "きゃん　わたる"), ("久米田　幸", "くめだ　ゆき"),
    )  # fmt: skip
    for page in (0, 1):
        rows += [("農業委員会　委員名簿",), (f"{page + 1}／2ページ",), ("番号", "氏名", "ふりがな", "担当地区")]
        for n, (name, reading) in enumerate(names[page * 4 : page * 4 + 4], page * 4 + 1):
            rows.append((n, name, reading, "上野・中野" if n < 5 else "下野"))
            people.append(P(name=name.replace("\u3000", ""), reading=reading.replace("\u3000", "")))
        rows.append(())
    keep(folder, rows)
    return Truth(people=tuple(people))


def reading_in_the_line_above(folder: Path) -> Truth:
    """ふりがな in a low line of its own above each name; post merged over both."""
    rows: Rows = (
        ("役　職", "ふりがな", "住　所", "電　話"),
        (None, "氏　　名", None, None),
        ("会　長", "どい　かねひさ", "本町1-2", "22-0001"),
        (None, "土肥　兼久", None, None),
        ("副会長", "なみおか　ひろこ", "本町3-9", "22-0002"),
        (None, "浪岡　寛子", None, None),
        ("委　員", "ぬくい　じょう", "栄町5", "22-0003"),
        (None, "温井　丈", None, None),
    )
    merges = [
        "A1:A2",
        "C1:C2",
        "D1:D2",
        "A3:A4",
        "A5:A6",
        "A7:A8",
        "C3:C4",
        "C5:C6",
        "C7:C8",
        "D3:D4",
        "D5:D6",
        "D7:D8",
    ]
    keep(folder, rows, merges)
    return Truth(
        people=(
            P(name="土肥兼久", reading="どいかねひさ", post="会長"),
            P(name="浪岡寛子", reading="なみおかひろこ", post="副会長"),
            P(name="温井丈", reading="ぬくいじょう", post="委員"),
        )
    )


def two_lines_a_person(folder: Path) -> Truth:
    """The upper line post and name, the lower one address and telephone, headings also in two lines."""
    rows: Rows = (
        ("番号", "職名", "氏名"),
        (None, "電話番号", "住所"),
        (1, "区長会長", "鎌形　源太"),
        (None, "22-3030", "大字東1番地"),
        (2, "副会長", "菰田　喜代"),
        (None, "22-3031", "大字西20番地"),
        (3, "監事", "笹渕　亘"),
        (None, "22-3032", "大字南7番地3"),
    )
    keep(folder, rows, ("A1:A2", "A3:A4", "A5:A6", "A7:A8"))
    return Truth(
        people=(
            P(name="鎌形源太", post="区長会長"),
            P(name="菰田喜代", post="副会長"),
            P(name="笹渕亘", post="監事"),
        )
    )


def members_with_deputies(folder: Path) -> Truth:
    """Each member and who comes in their place, both with post and name."""
    rows: Rows = (
        ("災害対策本部会議　構成員",),
        ("本部での役割", "職名", "氏名", "代理者", None),
        (None, None, None, "職名", "氏名"),
        ("本部長", "村長", "大河内　稔", "副村長", "津久井　玲子"),
        ("総務班長", "総務課長", "尾上　拓郎", "総務課長補佐", "枝川　由香"),
        ("救護班長", "住民福祉課長", "東海林　和歌子", "保健師長", "飛田　みづき"),
    )
    keep(folder, rows, ("D2:E2", "A2:A3", "B2:B3", "C2:C3"))
    return Truth(
        people=(
            P(name="大河内稔", post="村長"),
            P(name="尾上拓郎", post="総務課長"),
            P(name="東海林和歌子", post="住民福祉課長"),
        ),
        named=("代理者",),
    )


def marks_and_total(folder: Path) -> Truth:
    """Fixed number, present number and vacancies in lines of their own, new members marked 新."""
    rows: Rows = (
        ("鳥越村議会　定数10　現員5（欠員5）",),
        ("議席", "氏名", "新・再", "役"),
        (1, "苅田　八重子", "再", ""),
        (2, "欠　員", "", ""),
        (3, "樫本　真吾", "新", ""),
        (4, "諸見　千秋", "再", "副"),
        (5, "生駒　喜一郎", "再", "正"),
        ("計", "4名", "新1・再3", ""),
        ("男 3　女 1",),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="苅田八重子", seat=1),
            P(name="樫本真吾", seat=3),
            P(name="諸見千秋", seat=4),
            P(name="生駒喜一郎", seat=5),
        ),
        named=("欠員",),
    )
