"""A third round of rosters and word lists, written after the first two had been mended and before it was run."""

from __future__ import annotations

from pathlib import Path

from openpyxl.styles import Font

from scripts.bench.sheets.clerks.tail import keep, made, written
from scripts.bench.sheets.clerks.truth import Person, Term, Truth

P, T = Person, Term


def seats_and_groups(folder: Path) -> Truth:
    """A city council: two lines of headings, posts of several bodies in three columns."""
    rows = (
        ("若草市議会議員名簿", None, None, None, None, None, None),
        ("議席", "氏名", "ふりがな", "会派", "役職", None, None),
        (None, None, None, None, "議会", "常任委員会", "組合議会"),
        (1, "蒔苗　隼人", "まかなえ　はやと", "自民", None, "総務", None),
        (2, "木明　翔子", "きみょう　しょうこ", "自民", "監査委員", "文教（委員長）", None),
        (3, "虻川　久", "あぶかわ　ひさし", "公明", "副議長", "建設", "議員"),
        (4, "石郷岡　毅", "いしごうおか　たけし", "市民", "議長", "総務", "議長"),
    )
    keep(folder, rows, ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"))
    people = (
        P(name="蒔苗隼人", reading="まかなえはやと", seat=1),
        P(name="木明翔子", seat=2, post="監査委員"),
        P(name="虻川久", seat=3, post="副議長"),
        P(name="石郷岡毅", seat=4, post="議長"),
    )
    return Truth(people=people)


def vacancies_and_acting(folder: Path) -> Truth:
    """A town's heads: acting, vacant, somebody for two sections, a new one from next month."""
    rows = (
        ("課名", "職名", "氏名", "摘要"),
        ("総務課", "課長", "野呂　篤", None),
        ("企画課", "課長", "（総務課長　事務取扱）", None),
        ("住民課", "課長", "浅利　恵子", "12/1付 着任"),
        ("農政課", "課長心得", "花田　剛", None),
        ("出納室", "会計管理者", "欠", None),
    )
    keep(folder, rows)
    people = (P(name="野呂篤", post="総務課長"), P(name="浅利恵子", post="住民課長"), P(name="花田剛", post="課長心得"))
    return Truth(people=people, named=("事務取扱", "浅利"))


def consultation_staff(folder: Path) -> Truth:
    """A welfare office: nicknames, days of work, qualifications behind the name."""
    rows = (
        ("相談員一覧（曜日別）",),
        ("氏名", "読み", "職種", "勤務日", "資格"),
        ("三上　ゆう（ミカ）", "みかみ　ゆう", "相談支援員", "月水金", "社会福祉士"),
        ("外崎　誠／社会福祉士", "とのさき　まこと", "主任相談支援員", "月～金", None),
        ("小山内　蘭(月のみ)", "おさない　らん", "家計改善支援員", "月", None),
    )
    keep(folder, rows, ("A1:E1",))
    people = (
        P(name="三上ゆう", reading="みかみゆう", post="相談支援員"),
        P(name="外崎誠", post="主任相談支援員"),
        P(name="小山内蘭", reading="おさならん", post="家計改善支援員"),
    )
    return Truth(people=(people[0], people[1], P(name="小山内蘭", reading="おさないらん", post="家計改善支援員")))


def no_spaces_posts_behind(folder: Path) -> Truth:
    """「職氏名」 in one column, written without a space and with the post behind."""
    rows = (
        ("番号", "職氏名", "ふりがな"),
        (1, "鹿内文雄会長", "しかないふみお"),
        (2, "奈良岡恵副会長", "ならおかめぐみ"),
        (3, "今井健太委員", "いまいけんた"),
    )
    keep(folder, rows)
    people = (P(name="鹿内文雄", post="会長"), P(name="奈良岡恵", post="副会長"), P(name="今井健太", post="委員"))
    return Truth(people=people)


def contact_list(folder: Path) -> Truth:
    """連絡網: who calls whom, names with telephone numbers in one cell."""
    rows = (
        ("民児協　連絡網",),
        ("班", "班長", "班員①", "班員②"),
        ("１班", "秋元　環\n22-0001", "八木橋　学\n22-0002", "平川　澄\n22-0003"),
        ("２班", "工藤　史\n22-0004", "藤田　光\n22-0005", None),
    )
    keep(folder, rows)
    people = tuple(P(name=n) for n in ("秋元環", "八木橋学", "平川澄", "工藤史", "藤田光"))
    return Truth(people=people)


def evaluation_export(folder: Path) -> Truth:
    """An export with several names a row: the applicant, who confirms, who approves."""
    rows = (
        ("申請番号", "申請者", "申請者カナ", "所属", "職", "承認者", "確認者", "ステータス"),
        ("A-1", "嶋津 結衣", "ｼﾏﾂﾞ ﾕｲ", "福祉課", "主事", "對馬 学", "船水 篤", "承認済"),
        ("A-2", "山口 湊", "ﾔﾏｸﾞﾁ ﾐﾅﾄ", "福祉課", "主査", "對馬 学", "船水 篤", "差戻し"),
    )
    written(folder, rows, "cp932")
    return Truth(people=(P(name="嶋津結衣", post="主事"), P(name="山口湊", post="主査")), named=("承認者", "確認者"))


def bold_is_chair(folder: Path) -> Truth:
    """Bold means the chair, says a note; the list itself has no posts."""
    book, sheet = made(
        (
            ("氏名", "所属", "備考"),
            ("赤平　勝", "町内会", None),
            ("石岡　晶", "ＰＴＡ", None),
            ("太字は会長、下線は副会長",),
        )
    )
    sheet["A2"].font = Font(bold=True)
    sheet["A3"].font = Font(underline="single")
    book.save(folder / "名簿.xlsx")
    return Truth(people=(P(name="赤平勝"), P(name="石岡晶")), named=("太字",))


def hyphen_readings(folder: Path) -> Truth:
    """Words whose readings have hyphens, long marks, spaces and capitals."""
    rows = (
        ("用語", "よみ", "備考"),
        ("ＷＩ－ＦＩ環境", "わいふぁい-かんきょう", None),
        ("りんごミュージアム", "りんご みゅーじあむ", None),
        ("弥生いこいの広場", "ヤヨイ・イコイ・ノ・ヒロバ", None),
        ("（仮称）道の駅", "かしょう みちのえき", "仮称を読む"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    terms = (
        T(text="ＷＩ－ＦＩ環境"),
        T(text="りんごミュージアム", readings=("りんごみゅーじあむ",)),
        T(text="弥生いこいの広場", readings=("やよいいこいのひろば", "やよい・いこい・の・ひろば")),
        T(text="（仮称）道の駅", readings=("かしょうみちのえき",)),
    )
    return Truth(terms=terms, named=("わいふぁい-かんきょう",))


def meeting_words(folder: Path) -> Truth:
    """Words asked of the next meeting: dates between them, a person who asked, a mark 済."""
    rows = (
        ("追加日", "用語", "ふりがな", "依頼者", "登録"),
        ("11/4", "岩木川遊水地", "いわきがわゆうすいち", "河川課　野呂", "済"),
        ("11/9", "三世代同居加算", "さんせだいどうきょかさん", "住宅課　三橋", None),
        ("11/9", "（取消）旧制度名", None, "住宅課　三橋", "×"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    terms = (
        T(text="岩木川遊水地", readings=("いわきがわゆうすいち",)),
        T(text="三世代同居加算", readings=("さんせだいどうきょかさん",)),
    )
    return Truth(terms=terms, either=("（取消）旧制度名",), named=("登録",))
