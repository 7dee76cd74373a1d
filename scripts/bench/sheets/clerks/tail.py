"""Rosters as offices of different sizes keep them, written in December 2026 before their writer had seen the reader."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person
Rows = Sequence[Sequence[object]]


def made(rows: Rows, merges: Sequence[str] = ()) -> tuple[Workbook, Worksheet]:
    """A book with these rows."""
    book, sheet = new_book()
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    return book, sheet


def keep(folder: Path, rows: Rows, merges: Sequence[str] = ()) -> None:
    """The rows as the roster."""
    made(rows, merges)[0].save(folder / "名簿.xlsx")


def written(folder: Path, rows: Rows, encoding: str) -> None:
    """The rows as a system writes them."""
    with (folder / "名簿.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)


def group_with_leader(folder: Path) -> Truth:
    """A town of 8,000: the group's leader in brackets behind the group, vacant and missing seats as signs."""
    rows = (
        ("霧沢町議会議員名簿",),
        ("議席", "氏　名", "よみがな", "会派（役）", "期", "電話"),
        (1, "矢内　俊介", "やない　しゅんすけ", "新緑クラブ", 1, "22-1111"),
        (2, "鴨志田　綾", "かもしだ　あや", "新緑クラブ（代表）", 2, "22-2222"),
        (3, "―", None, None, None, None),
        (4, "沓掛　源一郎", "くつかけ　げんいちろう", "町民の会（代表・幹事長）", 5, "22-3333"),
        (5, "（欠員）", None, None, None, None),
        (6, "仁科　富雄", "にしな　とみお", "無所属（議長）", 7, "22-4444"),
        (7, "宇留野　弘", "うるの　ひろし", "町民の会（副議長）", 4, "22-5555"),
    )
    keep(folder, rows)
    people = (
        P(name="矢内俊介", reading="やないしゅんすけ", seat=1),
        P(name="鴨志田綾", seat=2),
        P(name="沓掛源一郎", seat=4),
        P(name="仁科富雄", seat=6),
        P(name="宇留野弘", seat=7),
    )
    return Truth(people=people, named=("会派（役）",))


def groupware_export(folder: Path) -> Truth:
    """From a groupware of a city: surname and given name apart, both readings, the organisation as a path."""
    rows = (
        ("ログイン名", "表示名", "姓", "名", "よみがな姓", "よみがな名", "優先する組織", "役職", "E-mail", "電話番号"),
        ("s1001", "財政課 鵜飼", "鵜飼", "直樹", "うかい", "なおき", "総務部/財政課", "課長", "u@example.jp", "2101"),
        ("s1002", "財政課 目時", "目時", "奈保", "めとき", "なほ", "総務部/財政課", "係長", "m@example.jp", "2102"),
        ("s1003", "福祉 宍戸", "宍戸", "剛", "ししど", "つよし", "福祉部", "部長", "s@example.jp", "2301"),
        ("s1004", "会議室予約", "会議室", "予約", "かいぎしつ", "よやく", "", "", "", ""),
    )
    written(folder, rows, "utf-8")
    people = (
        P(name="鵜飼直樹", reading="うかいなおき", post="課長"),
        P(name="目時奈保", reading="めときなほ", post="係長"),
        P(name="宍戸剛", reading="ししどつよし", post="部長"),
    )
    return Truth(people=people, either=("会議室予約",))


def kintone_export(folder: Path) -> Truth:
    """Records of an app: who made and changed a record are not on the roster."""
    rows = (
        (
            "レコード番号",
            "作成者",
            "作成日時",
            "更新者",
            "更新日時",
            "氏名",
            "フリガナ",
            "役職",
            "担当地区",
            "ステータス",
        ),
        (
            "3",
            "村越 明",
            "2026/04/01 9:00",
            "村越 明",
            "2026/10/02 13:11",
            "鷲見 千尋",
            "スミ チヒロ",
            "委員",
            "南",
            "委嘱中",
        ),
        (
            "2",
            "村越 明",
            "2026/04/01 9:00",
            "添田 望",
            "2026/09/30 10:05",
            "祖父江 稔",
            "ソブエ ミノル",
            "会長",
            "北",
            "委嘱中",
        ),
        (
            "1",
            "村越 明",
            "2026/04/01 9:00",
            "添田 望",
            "2026/09/30 10:05",
            "生駒 とし子",
            "イコマ トシコ",
            "委員",
            "東",
            "解嘱",
        ),
    )
    written(folder, rows, "utf-8-sig")
    people = (
        P(name="鷲見千尋", reading="すみちひろ", post="委員"),
        P(name="祖父江稔", reading="そぶえみのる", post="会長"),
    )
    return Truth(people=people, either=("生駒とし子",), named=("解嘱",))


def payroll_export(folder: Path) -> Truth:
    """From the payroll system: 漢字氏名, カナ氏名 in half width, grades, a count at the end."""
    rows = (
        ("所属CD", "所属名", "職員NO", "漢字氏名", "ｶﾅ氏名", "職名CD", "職名", "級", "号給", "生年月日"),
        ("0110", "総務課", "00123", "樫村　友則", "ｶｼﾑﾗ ﾄﾓﾉﾘ", "30", "課長", 6, 45, "S47.02.03"),
        ("0110", "総務課", "00231", "小美野　渚", "ｵﾐﾉ ﾅｷﾞｻ", "60", "主事", 2, 13, "H11.09.21"),
        ("0120", "税務課", "00077", "門脇　哲", "ｶﾄﾞﾜｷ ﾃﾂ", "30", "課長", 6, 61, "S44.12.30"),
        ("件数", 3),
    )
    keep(folder, rows)
    people = (
        P(name="樫村友則", reading="かしむらとものり", post="総務課長"),
        P(name="小美野渚", reading="おみのなぎさ", post="主事"),
        P(name="門脇哲", reading="かどわきてつ", post="税務課長"),
    )
    return Truth(people=people)


def assistants(folder: Path) -> Truth:
    """ALTs: names in letters, how they are called in kana, schools."""
    rows = (
        ("外国語指導助手（ALT）名簿　令和8年度",),
        ("No.", "氏名（英字）", "カタカナ表記", "職名", "国籍", "派遣校"),
        (1, "SMITH, John Paul", "ジョン・スミス", "ALT", "USA", "霧沢中"),
        (2, "Ngozi Adeyemi", "ンゴジ・アデイェミ", "ALT", "Nigeria", "東小・西小"),
        (3, "O'Brien Siobhán", "シボーン・オブライエン", "ALT（主任）", "Ireland", "霧沢小"),
    )
    keep(folder, rows)
    people = (
        P(name="SMITH, John Paul", reading="じょん・すみす", post="ALT", column="カタカナ表記"),
        P(name="Ngozi Adeyemi", reading="んごじ・あでいぇみ", post="ALT", column="カタカナ表記"),
        P(name="O'Brien Siobhán", reading="しぼーん・おぶらいえん", post="ALT", column="カタカナ表記"),
    )
    return Truth(people=people)


def two_languages(folder: Path) -> Truth:
    """A council of foreign residents: headings in two languages, letters behind the name."""
    rows = (
        ("多文化共生推進会議　委員名簿 / Members",),
        ("氏名 / Name", "ふりがな / Reading", "役職 / Position", "国籍 / Nationality"),
        ("陳　美玲 (Chen Meiling)", "ちん　びれい", "委員 Member", "中国"),
        ("グエン・ティ・ラン (Nguyen Thi Lan)", "ぐえん・てぃ・らん", "副会長 Vice-chair", "ベトナム"),
        ("増渕　恵子 (Masubuchi Keiko)", "ますぶち　けいこ", "会長 Chair", "日本"),
        ("Maria Santos", "まりあ・さんとす", "委員 Member", "フィリピン"),
    )
    keep(folder, rows)
    people = (
        P(name="陳美玲", reading="ちんびれい", post="委員"),
        P(name="グエン・ティ・ラン", reading="ぐえん・てぃ・らん", post="副会長"),
        P(name="増渕恵子", reading="ますぶちけいこ", post="会長"),
        P(name="Maria Santos", reading="まりあ・さんとす", post="委員"),
    )
    return Truth(people=people)


def proxies(folder: Path) -> Truth:
    """Members of a general meeting: who gave a proxy to whom, who sends a deputy."""
    rows = (
        ("番号", "団体名", "役職", "氏名", "出欠", "代理人氏名", "委任状"),
        (1, "本町自治会", "会長", "皆藤　正夫", "出", None, None),
        (2, "栄町自治会", "会長", "綿引　和江", "代", "綿引　勝（副会長）", None),
        (3, "緑町自治会", "会長", "小圷　宏", "欠", None, "議長一任"),
        (4, "幸町自治会", "会長", "檜山　真", "欠", None, "皆藤　正夫"),
    )
    keep(folder, rows)
    people = (
        P(name="皆藤正夫", post="会長"),
        P(name="綿引和江", post="会長"),
        P(name="小圷宏", post="会長"),
        P(name="檜山真", post="会長"),
    )
    return Truth(people=people, named=("出欠", "代理人氏名", "委任状"))


def maiden_names(folder: Path) -> Truth:
    """Old surnames in brackets in the middle, above and with a slash."""
    rows = (
        ("役職", "氏名", "ふりがな"),
        ("委員", "佐久間（旧姓：大槻）理恵", "さくま（おおつき）りえ"),
        ("委員", "海老根 彩香［戸籍名：高安］", "えびね あやか"),
        ("委員", "塙（はなわ）由紀", None),
        ("委員", "鈴木(大内)さおり", "すずき(おおうち)さおり"),
    )
    keep(folder, rows)
    people = (
        P(name="佐久間理恵", reading="さくまりえ"),
        P(name="海老根彩香", reading="えびねあやか"),
        P(name="塙由紀"),
        P(name="鈴木さおり", reading="すずきさおり"),
    )
    return Truth(people=people)


def second_part(folder: Path) -> Truth:
    """Parts of the list as rows, numbers that run on."""
    rows = (
        ("空家等対策協議会　名簿",),
        ("No", "氏名", "所属", "役職"),
        ("第１部　委員",),
        (1, "埜口　武史", "司法書士会", "会長"),
        (2, "圓城寺　操", "宅建協会", "委員"),
        ("第２部　オブザーバー",),
        (3, "冨山　晋", "県建築指導課", "主幹"),
        ("第３部　事務局",),
        (4, "立原　健", "都市計画課", "課長"),
        (5, "礒野　舞", "都市計画課", "主任"),
    )
    keep(folder, rows, ("A1:D1", "A3:D3", "A6:D6", "A8:D8"))
    people = (
        P(name="埜口武史", post="会長"),
        P(name="圓城寺操", post="委員"),
        P(name="冨山晋", post="主幹"),
        P(name="立原健", post="課長"),
        P(name="礒野舞", post="主任"),
    )
    return Truth(people=people)


def half_kana_names(folder: Path) -> Truth:
    """Technical trainees, their names only in half-wide kana; numbers as text with an apostrophe."""
    rows = (
        ("氏名", "職名", "配属"),
        ("ｸﾞｴﾝ ﾊﾞﾝ ﾄｩｱﾝ", "実習生", "第一工場"),
        ("ﾌﾞﾃﾞｨ ｻﾝﾄｿ", "実習生", "第二工場"),
        ("石引 和人", "指導員", "第一工場"),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="グエンバントゥアン", post="実習生"),
            P(name="ブディサントソ", post="実習生"),
            P(name="石引和人"),
        )
    )


def emergency_contacts(folder: Path) -> Truth:
    """Whom to call in an emergency, the parent's name: people who never come to the meeting."""
    rows = (
        ("氏名", "ふりがな", "役職", "携帯", "緊急連絡先氏名", "続柄", "緊急連絡先電話", "推薦者氏名"),
        ("田所　昌彦", "たどころ　まさひこ", "会長", "090-0000-0001", "田所　栄子", "妻", "22-0001", "海野　博"),
        ("関　ゆかり", "せき　ゆかり", "副会長", "090-0000-0002", "関　大介", "夫", "22-0002", "海野　博"),
        ("根　一郎", "ね　いちろう", "書記", "090-0000-0003", "根　和子", "母", "22-0003", "谷　太一"),
    )
    keep(folder, rows)
    people = (
        P(name="田所昌彦", reading="たどころまさひこ", post="会長"),
        P(name="関ゆかり", post="副会長"),
        P(name="根一郎", reading="ねいちろう", post="書記"),
    )
    return Truth(people=people)


def fire_brigade(folder: Path) -> Truth:
    """消防団: ranks as headings, one line for each division."""
    rows = (
        ("霧沢町消防団　役員名簿",),
        ("団長", "堀江　豪", None, "副団長", "寺門　勲", None),
        (),
        ("分団名", "分団長", "副分団長", "部長"),
        ("第1分団", "沼尻　徹", "石川　孝", "倉持　一馬"),
        ("第2分団", "飯村　浩二", "染谷　竜也", "欠員"),
        ("第3分団", "野口　英", "鶴見　誠司", "中山　陽介"),
    )
    keep(folder, rows)
    people = (
        P(name="堀江豪", post="団長"),
        P(name="寺門勲", post="副団長"),
        P(name="沼尻徹", post="分団長"),
        P(name="石川孝", post="副分団長"),
        P(name="倉持一馬", post="部長"),
        P(name="飯村浩二", post="分団長"),
        P(name="染谷竜也", post="副分団長"),
        P(name="野口英", post="分団長"),
        P(name="鶴見誠司", post="副分団長"),
        P(name="中山陽介", post="部長"),
    )
    return Truth(people=people)


def hospital(folder: Path) -> Truth:
    """病院事業: who does what, with several names in a cell and doctors' titles."""
    rows = (
        ("区分", "職", "氏名", "診療科・部署"),
        ("管理者", "病院事業管理者", "阿久津　巌", None),
        ("院長", "院長（兼 内科部長）", "大貫　誠", "内科"),
        ("医局", "部長", "皆川　聡　医師", "整形外科"),
        (None, "医長", "渡会　美穂　Dr.", "小児科"),
        ("看護部", "看護部長", "川又　節子", None),
        (None, "師長", "黒羽　由美、片岡　早苗", "２病棟、３病棟"),
        ("事務部", "事務長", "磯崎　学", "総務課"),
    )
    keep(folder, rows, ("A4:A5", "A6:A7"))
    people = (
        P(name="阿久津巌", post="病院事業管理者"),
        P(name="大貫誠", post="院長"),
        P(name="皆川聡", post="部長"),
        P(name="渡会美穂", post="医長"),
        P(name="川又節子", post="看護部長"),
        P(name="黒羽由美", post="師長"),
        P(name="片岡早苗", post="師長"),
        P(name="磯崎学", post="事務長"),
    )
    return Truth(people=people)


def schools(folder: Path) -> Truth:
    """A line for each school: head, deputy and office below one another."""
    rows = (
        ("学校名", "校長", None, "教頭", None, "電話"),
        (None, "氏名", "ふりがな", "氏名", "ふりがな", None),
        ("霧沢小学校", "秋山　典子", "あきやま　のりこ", "市毛　隆", "いちげ　たかし", "22-0100"),
        ("東小学校", "根本　勉", "ねもと　つとむ", "柴沼　薫", "しばぬま　かおる", "22-0200"),
        ("霧沢中学校", "大内　晃", "おおうち　あきら", "（校長事務取扱）", None, "22-0300"),
    )
    keep(folder, rows, ("B1:C1", "D1:E1", "A1:A2", "F1:F2"))
    people = (
        P(name="秋山典子", reading="あきやまのりこ", post="校長"),
        P(name="市毛隆", reading="いちげたかし", post="教頭"),
        P(name="根本勉", post="校長"),
        P(name="柴沼薫", post="教頭"),
        P(name="大内晃", post="校長"),
    )
    return Truth(people=people, named=("校長事務取扱",))


def cards(folder: Path) -> Truth:
    """A form for each person, one below the other."""
    rows: list[tuple[object, ...]] = [("委員調書",)]
    for name, reading, post, work in (
        ("雨貝　信", "あまがい　しん", "会長", "元県職員"),
        ("高萩　恵理", "たかはぎ　えり", "委員", "保育士"),
        ("軍司　太郎", "ぐんじ　たろう", "委員", "農業"),
    ):
        rows += [
            ("ふりがな", reading, "生年月日", "S50.1.1"),
            ("氏　名", name, "職　業", work),
            ("役　職", post, "住　所", "霧沢町1-1"),
            (),
        ]
    keep(folder, rows)
    people = (
        P(name="雨貝信", reading="あまがいしん", post="会長"),
        P(name="高萩恵理", reading="たかはぎえり", post="委員"),
        P(name="軍司太郎", reading="ぐんじたろう", post="委員"),
    )
    return Truth(people=people)


def pasted_lines(folder: Path) -> Truth:
    """Lines pasted from a web page: everything in column A, bullets, spaces that do not break."""
    rows = (
        ("教育委員会委員の紹介",),
        ("・教育長\xa0\xa0堀口\xa0和之（ほりぐち\xa0かずゆき）",),
        ("・教育長職務代理者\xa0\xa0小松崎\xa0幸子（こまつざき\xa0さちこ）",),
        ("・委員\xa0\xa0杉山\xa0拓（すぎやま\xa0たく）",),
        ("・委員\xa0\xa0Brown\xa0Emily（ブラウン\xa0エミリー）",),
        ("更新日：2026年10月1日",),
    )
    keep(folder, rows)
    people = (
        P(name="堀口和之", reading="ほりぐちかずゆき", post="教育長"),
        P(name="小松崎幸子", reading="こまつざきさちこ", post="教育長職務代理者"),
        P(name="杉山拓", reading="すぎやまたく", post="委員"),
        P(name="Brown Emily", post="委員"),
    )
    return Truth(people=people)


def graph_paper(folder: Path) -> Truth:
    """方眼紙: every column three wide, every line two high, all of it merged."""
    book, sheet = new_book()
    lines = (
        ("職名", "氏名", "ふりがな"),
        ("委員長", "羽生　保", "はにゅう　たもつ"),
        ("副委員長", "塩畑　久子", "しおはた　ひさこ"),
        ("委員", "鬼沢　健", "おにざわ　けん"),
    )
    for n, line in enumerate(lines):
        for c, text in enumerate(line):
            sheet.cell(3 + 2 * n, 2 + 3 * c, text)
            sheet.merge_cells(start_row=3 + 2 * n, end_row=4 + 2 * n, start_column=2 + 3 * c, end_column=4 + 3 * c)
    sheet["B1"] = "建設委員会"
    sheet.merge_cells("B1:J1")
    book.save(folder / "名簿.xlsx")
    people = (
        P(name="羽生保", reading="はにゅうたもつ", post="委員長"),
        P(name="塩畑久子", reading="しおはたひさこ", post="副委員長"),
        P(name="鬼沢健", reading="おにざわけん", post="委員"),
    )
    return Truth(people=people)


_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>7</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp><xdr:nvSpPr>"
    '<xdr:cNvPr id="2" name="テキスト ボックス 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>'
    "<a:p><a:r><a:t>10/1付　財政課長は薄井哲也に交代</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
    "</xdr:twoCellAnchor></xdr:wsDr>"
)


def with_text_box(data: bytes) -> bytes:
    """A workbook with a text box on its first sheet."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    part = b'<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
    drawing = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    changed = {
        "xl/worksheets/sheet1.xml": (b"</worksheet>", drawing + b"</worksheet>"),
        "[Content_Types].xml": (b"</Types>", part + b"</Types>"),
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(*changed.get(name, (b"", b""))))
        target.writestr("xl/drawings/drawing1.xml", _DRAWING)
        target.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>',
        )
    return out.getvalue()


def text_box(folder: Path) -> Truth:
    """A change of staff that stands only in a text box beside the table."""
    book, _ = made((("職名", "氏名"), ("町長", "石塚　光"), ("財政課長", "永井　章"), ("会計課長", "額賀　文")))
    data = io.BytesIO()
    book.save(data)
    (folder / "名簿.xlsx").write_bytes(with_text_box(data.getvalue()))
    people = (P(name="石塚光", post="町長"), P(name="永井章", post="財政課長"), P(name="額賀文", post="会計課長"))
    return Truth(people=people, named=("薄井",))


def grouped_rows(folder: Path) -> Truth:
    """Rows of a section folded away by the outline, a drop-down list, a filter, seats formatted as 「N番」."""
    book, sheet = made(
        (
            ("議席", "氏名", "役職"),
            (1, "小室　浩", "議員"),
            (2, "会沢　静江", "議員"),
            (3, "藤咲　馨", "議員"),
            (4, "梶山　努", "議長"),
        )
    )
    for row in range(2, 6):
        sheet.cell(row, 1).number_format = '0"番"'
    sheet.row_dimensions.group(3, 4, hidden=True)
    choices = DataValidation(type="list", formula1='"議員,議長,副議長"')
    choices.add("C2:C50")
    sheet.add_data_validation(choices)
    sheet.auto_filter.ref = "A1:C5"
    book.save(folder / "名簿.xlsx")
    people = (P(name="小室浩", seat=1, post="議員"), P(name="梶山努", seat=4, post="議長"))
    return Truth(people=people, either=("会沢静江", "藤咲馨"), named=("会沢", "藤咲"))


def committee_ditto(folder: Path) -> Truth:
    """同 stands for the committee in front of a post, and for the whole post."""
    rows = (
        ("役職名", "氏名"),
        ("総務委員会委員長", "砂押　清"),
        ("同　副委員長", "打越　あい"),
        ("同　　委員", "飛田　豊"),
        ("同", "郡司　光"),
        ("教育委員会教育長", "出沼　孝"),
        ("同　教育部長", "川崎　元"),
        ("同　〃　次長", "小泉　里奈"),
    )
    keep(folder, rows)
    people = (
        P(name="砂押清", post="総務委員会委員長"),
        P(name="打越あい", post="総務委員会副委員長"),
        P(name="飛田豊", post="委員"),
        P(name="郡司光", post="委員"),
        P(name="出沼孝", post="教育長"),
        P(name="川崎元", post="教育部長"),
        P(name="小泉里奈", post="次長"),
    )
    return Truth(people=people)


def old_and_new(folder: Path) -> Truth:
    """Officers before and after the election, side by side under 旧 and 新."""
    rows = (
        ("役職", "旧（～R8.3）", None, "新（R8.4～）", None),
        (None, "氏名", "電話", "氏名", "電話"),
        ("会長", "押野　博", "1111", "須能　富士夫", "5555"),
        ("副会長", "木名瀬　恵", "2222", "押野　博", "1111"),
        ("会計", "瀬谷　実", "3333", "瀬谷　実", "3333"),
    )
    keep(folder, rows, ("A1:A2", "B1:C1", "D1:E1"))
    people = (
        P(name="須能富士夫", post="会長"),
        P(name="押野博", post="副会長"),
        P(name="瀬谷実", post="会計"),
    )
    return Truth(people=people, either=("木名瀬恵",), named=("木名瀬",))


def english_headings(folder: Path) -> Truth:
    """An international desk: headings in English only."""
    rows = (
        ("No.", "Name", "Kana", "Title", "Tel"),
        (1, "柳橋　由実", "やなぎばし　ゆみ", "相談員", "100"),
        (2, "Carlos Mendes", "カルロス・メンデス", "通訳", "101"),
        (3, "住谷　勇", "すみや　いさむ", "室長", "102"),
    )
    keep(folder, rows)
    people = (
        P(name="柳橋由実", reading="やなぎばしゆみ", post="相談員"),
        P(name="Carlos Mendes", reading="かるろす・めんです", post="通訳"),
        P(name="住谷勇", reading="すみやいさむ", post="室長"),
    )
    return Truth(people=people)


def syllabary(folder: Path) -> Truth:
    """Rows あ行, か行 between the members, circled seats, ticked committees."""
    rows = (
        ("氏名", "議席", "総務", "文教", "建設", "備考"),
        ("あ行",),
        ("赤荻　紀子", "③", "☑", "□", "□", "監査委員"),
        ("石田　航", "①", "□", "☑", "□", None),
        ("か行",),
        ("鹿志村　進", "②", "□", "□", "☑", "議長"),
        ("さ行",),
        ("な行（該当なし）",),
    )
    keep(folder, rows)
    people = (P(name="赤荻紀子", seat=3), P(name="石田航", seat=1), P(name="鹿志村進", seat=2, post="議長"))
    return Truth(people=people)


def terms_in_era(folder: Path) -> Truth:
    """任期 as ranges of the Japanese era; one whose term is over by its range alone."""
    rows = (
        ("監査委員・各種委員一覧（令和8年11月現在）",),
        ("職", "氏名", "任期"),
        ("識見監査委員", "安達　憲治", "R7.4.1～R11.3.31"),
        ("議選監査委員", "豊崎　信子", "R7.5.10～議員の任期"),
        ("公平委員会委員長", "川上　理", "令和6年10月1日から令和10年9月30日まで"),
        ("選挙管理委員会委員長", "大和田　隆", "R4.4.1～R8.3.31（退任）"),
        ("固定資産評価員", "小田倉　雅", dt.date(2027, 3, 31)),
    )
    keep(folder, rows)
    people = (
        P(name="安達憲治", post="識見監査委員"),
        P(name="豊崎信子", post="議選監査委員"),
        P(name="川上理", post="公平委員会委員長"),
        P(name="小田倉雅", post="固定資産評価員"),
    )
    return Truth(people=people, either=("大和田隆",), named=("大和田",))


def group_rows_with_leader(folder: Path) -> Truth:
    """A row for each group that names its leader, who stands among the members again."""
    rows = (
        ("議席", "氏名", "ふりがな"),
        ("新緑クラブ（3名）　代表：吉成　稔",),
        (2, "吉成　稔", "よしなり　みのる"),
        (5, "打矢　久", "うちや　ひさし"),
        (6, "大高　緑", "おおたか　みどり"),
        ("日本共産党（1名）",),
        (9, "増子　輝", "ましこ　てる"),
        ("無会派　2名",),
        (1, "横須賀　愛", "よこすか　あい"),
        (8, "三ケ尻　武", "みかじり　たけし"),
    )
    keep(folder, rows)
    people = tuple(
        P(name=n, seat=s)
        for n, s in (("吉成稔", 2), ("打矢久", 5), ("大高緑", 6), ("増子輝", 9), ("横須賀愛", 1), ("三ケ尻武", 8))
    )
    return Truth(people=people)


def absences(folder: Path) -> Truth:
    """出欠 of the coming meeting in words, who comes later and who attends by the net."""
    rows = (
        ("No", "氏名", "役職", "12/10 出欠", "備考"),
        (1, "久野　恭平", "委員", "出席", None),
        (2, "平根　佐知", "委員", "欠席", "公務のため"),
        (3, "益子　昌", "会長", "出席（オンライン）", None),
        (4, "助川　登", "委員", "遅参", "14時から"),
        (5, "野沢　睦", "委員", "未回答", None),
    )
    keep(folder, rows)
    people = tuple(
        P(name=n, post=p)
        for n, p in (
            ("久野恭平", "委員"),
            ("平根佐知", "委員"),
            ("益子昌", "会長"),
            ("助川登", "委員"),
            ("野沢睦", "委員"),
        )
    )
    return Truth(people=people, named=("出欠",))
