"""Rosters of boards and offices of ordinary town halls, written before their writer had seen the readers; the last ones when they had been mended by the others."""

from __future__ import annotations

from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, keep, written
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def two_columns_with_an_aside(folder: Path) -> Truth:
    """Officials in two columns, an aside below a post."""
    rows: Rows = (
        ("説　明　員　名　簿",),
        (),
        ("職　　名", "氏　　名", None, "職　　名", "氏　　名"),
        ("町　　長", "日比野　潔", None, "税務住民課長", "水谷　勲"),
        ("副　町　長", "各務　正人", None, "福祉課長", "安江　早苗"),
        ("教　育　長", "可児　弘", None, "産業振興課長", "今井　大介"),
        ("総務課長", "纐纈　雄三", None, "建設水道課長", "桂川　稔"),
        ("企画財政課長", "熊崎　幸子", None, "教育課長", "曽我　豊"),
        ("会計管理者", "細江　進"),
        ("（会計課長兼務）",),
    )  # fmt: skip
    keep(folder, rows, ("A1:E1",))
    return Truth(
        people=(
            P(name="日比野潔", post="町長"),
            P(name="各務正人", post="副町長"),
            P(name="可児弘", post="教育長"),
            P(name="纐纈雄三", post="総務課長"),
            P(name="熊崎幸子", post="企画財政課長"),
            P(name="細江進"),
            P(name="水谷勲", post="税務住民課長"),
            P(name="安江早苗", post="福祉課長"),
            P(name="今井大介", post="産業振興課長"),
            P(name="桂川稔", post="建設水道課長"),
            P(name="曽我豊", post="教育課長"),
        ),
    )


def attendance(folder: Path) -> Truth:
    """An attendance sheet of a committee."""
    rows: Rows = (
        ("第3期男女共同参画推進委員会　出席簿",),
        ("番号", "役職", "氏名", "出欠"),
        (None, None, None, "第1回", "第2回", "第3回"),
        (None, None, None, "6/12", "9/4", "12/10"),
        (1, "委員長", "藤巻 礼子 様", "○", "○"),
        (2, "副委員長", "坂東 一郎 様", "○", "×"),
        (3, "委員", "中込 聖 様", "○", "○"),
        (4, "委員", "雨森 直美 様", "×", "○"),
        (5, "委員", "功刀 健吾 様", "○", "代"),
        (6, "委員", "河西 愛 様", "○", "○"),
        (None, None, "出席者数", 5, 5),
        ("事務局", "課長", "窪寺 剛"),
        ("事務局", "係長", "樋川 綾"),
    )  # fmt: skip
    keep(folder, rows, ("D2:F2", "A2:A4", "A1:F1", "C2:C4", "B2:B4"))
    return Truth(
        people=(
            P(name="藤巻礼子", post="委員長"),
            P(name="坂東一郎", post="副委員長"),
            P(name="中込聖", post="委員"),
            P(name="雨森直美", post="委員"),
            P(name="功刀健吾", post="委員"),
            P(name="河西愛", post="委員"),
            P(name="窪寺剛"),
            P(name="樋川綾"),
        ),
    )


def name_plates_on_their_side(folder: Path) -> Truth:
    """On its side."""
    rows: Rows = (
        ("議席番号", 1, 2, 3, 4, 5, 6),
        ("ふりがな", "とやま けん", "うおづ まこと", "なめりかわ ゆう", "くろべ すすむ", "にゅうぜん みき", "あさひ てるお"),
        ("氏名", "外山 健", "魚津 信", "滑川 裕", "黒部 進", "入善 美紀", "朝日 照夫"),
        ("役職", "議員", "議員", "議員", "副議長", "議員", "議長"),
        ("会派", "清流", "清流", "みらい", "みらい", "清流", "清流"),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="外山健", reading="とやまけん", post="議員", seat=1),
            P(name="魚津信", reading="うおづまこと", post="議員", seat=2),
            P(name="滑川裕", reading="なめりかわゆう", post="議員", seat=3),
            P(name="黒部進", reading="くろべすすむ", post="副議長", seat=4),
            P(name="入善美紀", reading="にゅうぜんみき", post="議員", seat=5),
            P(name="朝日照夫", reading="あさひてるお", post="議長", seat=6),
        ),
    )


def commissioners_without_posts(folder: Path) -> Truth:
    """Commissioners whose plain members have no post."""
    rows: Rows = (
        ("令和7年12月1日改選　民生委員・児童委員名簿（南部地区民児協）",),
        ("地区", "姓", "名", "セイ", "メイ", "性別", "役職", "電話"),
        ("一区", "薬師寺", "勇", "ヤクシジ", "イサム", "男", "会長", "090-0000-0001"),
        ("二区", "越智", "喜美子", "オチ", "キミコ", "女", "副会長", "090-0000-0002"),
        ("三区", "河野", "公平", "コウノ", "コウヘイ", "男", None, "090-0000-0003"),
        ("四区", "（欠員）"),
        ("五区", "一色", "照代", "イッシキ", "テルヨ", "女", "会計", "090-0000-0005"),
        ("六・七区", "神野", "博", "カンノ", "ヒロシ", "男", None, "090-0000-0006"),
        ("主任児童委員", "曽我部", "真弓", "ソガベ", "マユミ", "女", None, "090-0000-0007"),
    )  # fmt: skip
    keep(folder, rows, ("A1:H1",))
    return Truth(
        people=(
            P(name="薬師寺勇", reading="やくしじいさむ", post="会長"),
            P(name="越智喜美子", reading="おちきみこ", post="副会長"),
            P(name="河野公平", reading="こうのこうへい"),
            P(name="一色照代", reading="いっしきてるよ", post="会計"),
            P(name="神野博", reading="かんのひろし"),
            P(name="曽我部真弓", reading="そがべまゆみ"),
        ),
    )


def posts_beside_offices(folder: Path) -> Truth:
    """A council of citizens: offices elsewhere beside posts left empty, officials below."""
    rows: Rows = (
        ("みなと市総合計画審議会委員名簿",),
        (None, None, None, None, None, "（任期　令和7年6月1日～令和9年5月31日）"),
        ("番号", "氏　名", "よみ", "所属", "役職等", "備考"),
        (1, "安曇　孝", "あずみ　たかし", "県立大学教授", "会長", "学識経験者"),
        (2, "生沢　京子", "いけざわ　きょうこ", "商工会議所専務理事", "副会長", "産業"),
        (3, "海野　幸一", "うんの　こういち", "農業協同組合組合長", None, "産業"),
        (4, "遠城　瑞穂", "えんじょう　みずほ", "公募", None, "市民"),
        (5, "大饗　次郎", "おおあえ　じろう", "連合区長会長", None, "市民"),
        (),
        ("【幹事】",),
        (1, "片平　寿", "かたひら　ひさし", "企画部長"),
        (2, "喜多　美佳", "きた　みか", "総務課長"),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="安曇孝", reading="あずみたかし", post="会長"),
            P(name="生沢京子", reading="いけざわきょうこ", post="副会長"),
            P(name="海野幸一", reading="うんのこういち"),
            P(name="遠城瑞穂", reading="えんじょうみずほ"),
            P(name="大饗次郎", reading="おおあえじろう"),
            P(name="片平寿", reading="かたひらひさし"),
            P(name="喜多美佳", reading="きたみか"),
        ),
    )


def three_levels(folder: Path) -> Truth:
    """An export with three levels of offices."""
    rows: Rows = (
        ("部", "課", "係", "職名", "氏名", "カナ氏名", "兼務"),
        ("総務部", "", "", "部長", "久慈　英明", "クジ　ヒデアキ", ""),
        ("総務部", "総務課", "", "課長", "花巻　由美", "ハナマキ　ユミ", "選挙管理委員会書記長"),
        ("総務部", "総務課", "行政係", "係長", "遠野　学", "トオノ　マナブ", "選挙管理委員会書記"),
        ("総務部", "総務課", "行政係", "主事", "釜石　凛", "カマイシ　リン", ""),
        ("健康福祉部", "", "", "部長", "北上　千尋", "キタカミ　チヒロ", "福祉事務所長"),
        ("健康福祉部", "福祉課", "", "課長", "水沢　亮", "ミズサワ　リョウ", "福祉事務所次長"),
        ("議会", "事務局", "", "局長", "江刺　武", "エサシ　タケシ", ""),
    )  # fmt: skip
    written(folder, rows, "utf-8-sig")
    return Truth(
        people=(
            P(name="久慈英明", reading="くじひであき", post="総務部長"),
            P(name="花巻由美", reading="はなまきゆみ", post="総務課長"),
            P(name="遠野学", reading="とおのまなぶ"),
            P(name="釜石凛", reading="かまいしりん"),
            P(name="北上千尋", reading="きたかみちひろ", post="健康福祉部長"),
            P(name="水沢亮", reading="みずさわりょう", post="福祉課長"),
            P(name="江刺武", reading="えさしたけし"),
        ),
    )


def marks_in_two_halves(folder: Path) -> Truth:
    """Members in two halves, marks with a legend."""
    rows: Rows = (
        ("議　員　一　覧",),
        (),
        ("議席", "氏　名", "会派", "期数", None, "議席", "氏　名", "会派", "期数"),
        (1, "赤嶺　守", "市民の会", 2, None, 7, "○仲間　誠", "市民の会", 4),
        (2, "伊波　洋子", "共産", 1, None, 8, "屋良　朝子", "無所属", 1),
        (3, "上原　正人", "公明", 3, None, 9, "◎金城　健", "創生", 5),
        (4, "欠員", None, None, None, 10, "比嘉　京", "創生", 2),
        (5, "大城　真", "創生", 2, None, 11, "宮城　恵", "公明", 2),
        (6, "我那覇　勇", "市民の会", 6, None, 12, "◎◎与那嶺　実", "創生", 7),
        ("（注）◎◎は議長、◎は副議長、○は監査委員",),
    )  # fmt: skip
    keep(folder, rows, ("A1:I1",))
    return Truth(
        people=(
            P(name="赤嶺守", seat=1),
            P(name="伊波洋子", seat=2),
            P(name="上原正人", seat=3),
            P(name="大城真", seat=5),
            P(name="我那覇勇", seat=6),
            P(name="仲間誠", post="監査委員", seat=7),
            P(name="屋良朝子", seat=8),
            P(name="金城健", post="副議長", seat=9),
            P(name="比嘉京", seat=10),
            P(name="宮城恵", seat=11),
            P(name="与那嶺実", post="議長", seat=12),
        ),
        either=("与那嶺実",),
    )


def panels(folder: Path) -> Truth:
    """Panels of a review board, the office at the end."""
    rows: Rows = (
        ("介護認定審査会委員名簿",),
        ("合議体", "役割", "職種", "氏名", "勤務先"),
        ("第1合議体", "合議体長", "医師", "鹿野　省三", "鹿野医院"),
        (None, "副合議体長", "歯科医師", "熊谷　純", "くまがい歯科"),
        (None, "委員", "薬剤師", "小岩井　藍", "中央薬局"),
        ("第2合議体", "合議体長", "医師", "佐沼　亮平", "市民病院"),
        (None, "委員", "介護福祉士", "志波　和", "特養やまぶき"),
        ("事務局", None, "介護保険課長", "栗駒　晴", "市役所"),
    )  # fmt: skip
    keep(folder, rows, ("A1:E1", "A6:A7", "A3:A5"))
    return Truth(
        people=(
            P(name="鹿野省三"),
            P(name="熊谷純"),
            P(name="小岩井藍"),
            P(name="佐沼亮平"),
            P(name="志波和"),
            P(name="栗駒晴"),
        ),
    )


def heads_of_quarters(folder: Path) -> Truth:
    """Heads of quarters under 会長氏名."""
    rows: Rows = (
        ("令和7年度　自治会長名簿",),
        ("No", "地区", "自治会名", "会長氏名", "ふりがな", "住所", "電話", "備考"),
        (1, "東", "本町一丁目", "柿崎　弘", "かきざき　ひろし", "本町1", "22-0101"),
        (2, "東", "本町二丁目", "黒滝　和江", "くろたき　かずえ", "本町2", "22-0102", "区長会副会長"),
        (3, "西", "新田", "工藤　勝", "くどう　まさる", "新田3", "22-0103", "区長会長"),
        (4, "西", "浜町", "（調整中）"),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="柿崎弘", reading="かきざきひろし"),
            P(name="黒滝和江", reading="くろたきかずえ"),
            P(name="工藤勝", reading="くどうまさる"),
        ),
    )
