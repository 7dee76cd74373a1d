"""Rosters of councils and offices of ordinary town halls, written before their writer had seen the readers; the last ones when they had been mended by the others."""

from __future__ import annotations

from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, keep, written
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def posts_left_empty(folder: Path) -> Truth:
    """A council whose plain members have no post in its column, a vacancy, a long given name."""
    rows: Rows = (
        ("みどり野町議会議員名簿",),
        (None, None, None, None, None, None, "令和7年5月1日現在"),
        ("議席", "氏　名", "ふりがな", "役職", "所属常任委員会", "当選回数", "電話番号"),
        ("1番", "安斎　光男", "あんざい　みつお", None, "総務文教", 1, "62-1101"),
        ("2番", "国井　さち子", "くにい　さちこ", None, "産業建設（副）", 1, "62-2204"),
        ("3番", "鴫原　忠", "しぎはら　ただし", None, "総務文教（副）", 2, "62-3371"),
        ("4番", "遠藤　和彦", "えんどう　かずひこ", "監査委員", "産業建設", 3, "62-0456"),
        ("5番", "欠員"),
        ("6番", "菅家　久美", "かんけ　くみ", None, "総務文教（長）", 3, "62-7788"),
        ("7番", "佐久間　一", "さくま　はじめ", "副議長", "産業建設", 4, "62-5512"),
        ("8番", "三瓶　勝利", "さんぺい　かつとし", None, "産業建設（長）", 5, "62-9023"),
        ("9番", "本田　新右衛門", "ほんだ　しんえもん", None, "総務文教", 6, "62-1919"),
        ("10番", "橋本　健", "はしもと　たけし", "議長", "総務文教", 5, "62-4040"),
        (),
        ("※定数10人、現員9人（5番は令和6年11月辞職）",),
    )  # fmt: skip
    keep(folder, rows, ("A1:G1",))
    return Truth(
        people=(
            P(name="安斎光男", reading="あんざいみつお", post="議員", seat=1),
            P(name="国井さち子", reading="くにいさちこ", post="議員", seat=2),
            P(name="鴫原忠", reading="しぎはらただし", post="議員", seat=3),
            P(name="遠藤和彦", reading="えんどうかずひこ", seat=4),
            P(name="菅家久美", reading="かんけくみ", post="議員", seat=6),
            P(name="佐久間一", reading="さくまはじめ", post="副議長", seat=7),
            P(name="三瓶勝利", reading="さんぺいかつとし", post="議員", seat=8),
            P(name="本田新右衛門", reading="ほんだしんえもん", post="議員", seat=9),
            P(name="橋本健", reading="はしもとたけし", post="議長", seat=10),
        ),
    )


def three_committees_beside_each_other(folder: Path) -> Truth:
    """Three committees with their fixed numbers below."""
    rows: Rows = (
        ("令和7年度　常任委員会委員名簿",),
        (),
        ("総務常任委員会", None, "厚生常任委員会", None, "建設常任委員会"),
        ("役職", "氏名", "役職", "氏名", "役職", "氏名"),
        ("委員長", "小田切 守", "委員長", "柘植 雅代", "委員長", "楢崎 徹"),
        ("副委員長", "箕輪 洋子", "副委員長", "大庭 栄作", "副委員長", "江頭 みどり"),
        ("委員", "戸塚 康弘", "委員", "仁科 純", "委員", "日置 達郎"),
        ("〃", "別所 由香", "〃", "曽根 隆司", "〃", "妹尾 哲"),
        ("〃", "真田 浩二", "〃", "和久井 恵"),
        ("定数5名", None, "定数5名", None, "定数4名"),
    )  # fmt: skip
    keep(folder, rows, ("C3:D3", "A3:B3", "A1:F1", "E3:F3"))
    return Truth(
        people=(
            P(name="小田切守"),
            P(name="箕輪洋子"),
            P(name="戸塚康弘"),
            P(name="別所由香"),
            P(name="真田浩二"),
            P(name="柘植雅代"),
            P(name="大庭栄作"),
            P(name="仁科純"),
            P(name="曽根隆司"),
            P(name="和久井恵"),
            P(name="楢崎徹"),
            P(name="江頭みどり"),
            P(name="日置達郎"),
            P(name="妹尾哲"),
        ),
    )


def offices_elsewhere(folder: Path) -> Truth:
    """A conference on transport: offices elsewhere, the chair in the remarks."""
    rows: Rows = (
        (None, "桜台市地域公共交通会議　委員名簿"),
        (None, None, None, None, "任期：令和6年7月1日～令和8年6月30日"),
        ("№", "区分", "所属・職名", "氏名", "備考"),
        (1, "学識経験者", "県立桜台大学　准教授", "宇都宮　浄", "会長"),
        (2, "交通事業者", "桜台交通株式会社　常務取締役", "蓮見　孝之"),
        (3, None, "県タクシー協会桜台支部　支部長", "栗栖　一雄"),
        (4, None, "東日本鉄道桜台駅　駅長", "植草　直人"),
        (5, "市民", "市自治会連合会　会長", "石動　茂", "副会長"),
        (6, None, "市老人クラブ連合会　副会長", "雨宮　きよ"),
        (7, None, "公募市民", "長嶺　佳奈", "新任"),
        (8, "関係行政機関", "桜台警察署　交通課長", "帯刀　秀樹", "前任：武藤　剛"),
        (9, None, "県土木事務所　管理課長", "三枝　伸一"),
        (10, "市", "都市整備部長", "梅津　弘"),
        ("（敬称略・区分ごと順不同）",),
    )  # fmt: skip
    keep(folder, rows, ("B1:E1", "B11:B12", "B8:B10", "A14:E14", "B5:B7"))
    return Truth(
        people=(
            P(name="宇都宮浄", post="会長"),
            P(name="蓮見孝之"),
            P(name="栗栖一雄"),
            P(name="植草直人"),
            P(name="石動茂", post="副会長"),
            P(name="雨宮きよ"),
            P(name="長嶺佳奈"),
            P(name="帯刀秀樹"),
            P(name="三枝伸一"),
            P(name="梅津弘"),
        ),
    )


def terms_and_office_below(folder: Path) -> Truth:
    """A board of education with terms of office, its office below."""
    rows: Rows = (
        ("教育委員会名簿",),
        ("職名", "氏名", "任期", None, "備考"),
        (None, None, "自", "至"),
        ("教育長", "堀之内　学", "R6.4.1", "R9.3.31"),
        ("教育長職務代理者", "勅使河原　恵", "R5.10.1", "R9.9.30", "2期目"),
        ("委員", "古閑　大輔", "R4.10.1", "R8.9.30", "保護者"),
        ("委員", "谷津　貴子", "R7.10.1", "R11.9.30", "新任"),
        ("委員", "尾花　芳郎", "R6.10.1", "R10.9.30"),
        (),
        ("事務局",),
        ("職名", "氏名"),
        ("教育次長", "財前　修"),
        ("学校教育課長", "倉持　和也"),
        ("学校教育課指導主事", "早乙女　玲"),
        ("生涯学習課長", "湯浅　典子"),
        ("書記", "滝　翔太"),
    )  # fmt: skip
    keep(folder, rows, ("A2:A3", "E2:E3", "B2:B3", "C2:D2"))
    return Truth(
        people=(
            P(name="堀之内学", post="教育長"),
            P(name="勅使河原恵", post="教育長職務代理者"),
            P(name="古閑大輔", post="委員"),
            P(name="谷津貴子", post="委員"),
            P(name="尾花芳郎", post="委員"),
            P(name="財前修", post="教育次長"),
            P(name="倉持和也", post="学校教育課長"),
            P(name="早乙女玲"),
            P(name="湯浅典子", post="生涯学習課長"),
            P(name="滝翔太", post="書記"),
        ),
    )


def two_lists_and_an_office(folder: Path) -> Truth:
    """A farming committee, its commissioners below, the office at the foot."""
    rows: Rows = (
        ("○農業委員（任期：令和5年7月20日～令和8年7月19日）",),
        ("議席番号", "氏名", "フリガナ", "役職", "担当地区", "備考"),
        (1, "蛭田　政夫", "ヒルタ マサオ", None, "上郷"),
        (2, "小豆畑　勉", "アズハタ ツトム", "会長職務代理", "中郷", "認定農業者"),
        (3, "鯉沼　千枝子", "コイヌマ チエコ", None, "下郷", "女性"),
        (4, "椎名　茂樹", "シイナ シゲキ", None, "川西", "R6.3.31辞任"),
        (5, "海老沢　昭", "エビサワ アキラ", None, "川東", "中立委員"),
        (6, "塙　正義", "ハナワ マサヨシ", "会長", "上郷"),
        (),
        ("○農地利用最適化推進委員",),
        ("番号", "氏名", "フリガナ", "担当地区"),
        (1, "軽部　武", "カルベ タケシ", "上郷"),
        (2, "皆川　ゆかり", "ミナガワ ユカリ", "中郷"),
        (3, "寺門　敏夫", "テラカド トシオ", "下郷"),
        (),
        ("事務局長　　根本　亮",),
        ("主事　　　　沼田　彩",),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="蛭田政夫", reading="ひるたまさお", seat=1),
            P(name="小豆畑勉", reading="あずはたつとむ", post="会長職務代理", seat=2),
            P(name="鯉沼千枝子", reading="こいぬまちえこ", seat=3),
            P(name="海老沢昭", reading="えびさわあきら", seat=5),
            P(name="塙正義", reading="はなわまさよし", post="会長", seat=6),
            P(name="軽部武", reading="かるべたけし"),
            P(name="皆川ゆかり", reading="みながわゆかり"),
            P(name="寺門敏夫", reading="てらかどとしお"),
        ),
        named=("根本 亮", "沼田 彩"),
        either=("椎名茂樹",),
    )


def ranks(folder: Path) -> Truth:
    """The leaders of a fire corps."""
    rows: Rows = (
        ("令和７年度　消防団幹部名簿",),
        ("所属", "階級", "氏名", "ふりがな", "備考"),
        ("本部", "団長", "鬼塚　剛", "おにづか　つよし"),
        (None, "副団長", "甲斐　信二", "かい　しんじ", "訓練担当"),
        (None, "副団長", "姫野　哲也", "ひめの　てつや", "総務担当"),
        ("第1分団", "分団長", "油布　誠", "ゆふ　まこと"),
        (None, "副分団長", "首藤　大地", "しゅとう　だいち"),
        (None, "部長", "安部　良", "あべ　りょう", "1部"),
        ("第2分団", "分団長", "衛藤　浩", "えとう　ひろし"),
        (None, "副分団長", "佐保　健太", "さほ　けんた"),
        (None, "班長", "後藤　翔", "ごとう　しょう", "2部1班"),
        ("女性部", "部長", "麻生　香織", "あそう　かおり"),
    )  # fmt: skip
    keep(folder, rows, ("A6:A8", "A1:E1", "A9:A11", "A3:A5"))
    return Truth(
        people=(
            P(name="鬼塚剛", reading="おにづかつよし", post="団長"),
            P(name="甲斐信二", reading="かいしんじ", post="副団長"),
            P(name="姫野哲也", reading="ひめのてつや", post="副団長"),
            P(name="油布誠", reading="ゆふまこと"),
            P(name="首藤大地", reading="しゅとうだいち"),
            P(name="安部良", reading="あべりょう", post="部長"),
            P(name="衛藤浩", reading="えとうひろし"),
            P(name="佐保健太", reading="さほけんた"),
            P(name="後藤翔", reading="ごとうしょう", post="班長"),
            P(name="麻生香織", reading="あそうかおり"),
        ),
    )


def advice_desk(folder: Path) -> Truth:
    """An advice desk with somebody lent and somebody on leave."""
    rows: Rows = (
        ("くらし相談センター　職員体制",),
        (),
        ("氏名", "よみがな", "職種", "保有資格", "勤務日", "内線"),
        ("日下部 智", "くさかべ さとし", "センター長（主任相談支援員）", "社会福祉士", "月～金", 301),
        ("小鳥遊 あやめ", "たかなし あやめ", "相談支援員", "精神保健福祉士", "月～金", 302),
        ("生田目 豊", "なまため ゆたか", "相談支援員（会計年度）", None, "月・水・金", 302),
        ("五十嵐 睦", "いがらし むつみ", "就労支援員", "キャリアコンサルタント", "火・木", 303),
        ("月見里 優", "やまなし ゆう", "家計改善支援員", "FP2級", "水", 304),
        ("（応援）福祉課　佐々木", None, "CW", None, "随時", 210),
        ("育休中：渡邉 萌", "わたなべ もえ", "相談支援員", None, "～R9.3"),
    )  # fmt: skip
    keep(folder, rows)
    return Truth(
        people=(
            P(name="日下部智", reading="くさかべさとし"),
            P(name="小鳥遊あやめ", reading="たかなしあやめ", post="相談支援員"),
            P(name="生田目豊", reading="なまためゆたか"),
            P(name="五十嵐睦", reading="いがらしむつみ", post="就労支援員"),
            P(name="月見里優", reading="やまなしゆう", post="家計改善支援員"),
        ),
        either=("佐々木", "渡邉萌"),
    )


def directory_export(folder: Path) -> Truth:
    """An export of a directory: paths of offices, shared accounts."""
    rows: Rows = (
        ("ユーザーID", "氏名", "氏名カナ", "所属", "役職", "メールアドレス", "内線", "状態"),
        ("s1001", "黒岩　哲", "ｸﾛｲﾜ ｻﾄｼ", "総務部/総務課", "課長", "kuroiwa@example.lg.jp", "2101", "利用中"),
        ("s1002", "白井　奈緒", "ｼﾗｲ ﾅｵ", "総務部/総務課/文書係", "係長", "shirai@example.lg.jp", "2102", "利用中"),
        ("s1003", "青柳　俊介", "ｱｵﾔｷﾞ ｼｭﾝｽｹ", "総務部/総務課/文書係", "主査", "aoyagi@example.lg.jp", "2103", "利用中"),
        ("s1050", "赤羽　努", "ｱｶﾊﾞﾈ ﾂﾄﾑ", "総務部", "部長", "akabane@example.lg.jp", "2001", "利用中"),
        ("s1204", "緑川　りさ", "ﾐﾄﾞﾘｶﾜ ﾘｻ", "市民部/市民課", "主事", "midorikawa@example.lg.jp", "2305", "利用停止"),
        ("s1210", "紫藤　薫", "ｼﾄｳ ｶｵﾙ", "市民部/市民課", "課長", "shito@example.lg.jp", "2301", "利用中"),
        ("s9001", "総務課共有", "", "総務部/総務課", "", "soumu@example.lg.jp", "", ""),
        ("s9002", "会議室予約", "", "", "", "kaigi@example.lg.jp", "", "利用中"),
    )  # fmt: skip
    written(folder, rows, "cp932")
    return Truth(
        people=(
            P(name="黒岩哲", reading="くろいわさとし", post="総務課長"),
            P(name="白井奈緒", reading="しらいなお"),
            P(name="青柳俊介", reading="あおやぎしゅんすけ"),
            P(name="赤羽努", reading="あかばねつとむ", post="総務部長"),
            P(name="紫藤薫", reading="しとうかおる", post="市民課長"),
        ),
        named=("総務課共有", "会議室予約"),
        either=("緑川りさ",),
    )


def payroll_export(folder: Path) -> Truth:
    """An export of a payroll system with somebody who left."""
    rows: Rows = (
        ("職員番号", "所属CD", "所属名", "職名CD", "職名", "氏名（漢字）", "氏名（カナ）", "生年月日", "採用年月日", "退職年月日"),
        ("000123", "0101", "総務課", "020", "課長", "新井　　正樹　", "アライ　マサキ", "19700405", "19930401", ""),
        ("000245", "0101", "総務課", "040", "課長補佐", "石渡　　久美子", "イシワタ　クミコ", "19751120", "19980401", ""),
        ("000388", "0102", "税務課", "020", "課長", "内山　　敦", "ウチヤマ　アツシ", "19680809", "19910401", ""),
        ("000401", "0102", "税務課", "060", "主任", "江森　　拓", "エモリ　タク", "19890214", "20120401", "20250331"),
        ("000512", "0201", "福祉課", "020", "課長", "大貫　　千春", "オオヌキ　チハル", "19720601", "19950401", ""),
        ("000777", "0201", "福祉課", "090", "主事補", "春日　　蓮", "カスガ　レン", "20030330", "20240401", ""),
    )  # fmt: skip
    written(folder, rows, "utf-8-sig")
    return Truth(
        people=(
            P(name="新井正樹", reading="あらいまさき", post="総務課長"),
            P(name="石渡久美子", reading="いしわたくみこ"),
            P(name="内山敦", reading="うちやまあつし", post="税務課長"),
            P(name="大貫千春", reading="おおぬきちはる", post="福祉課長"),
            P(name="春日蓮", reading="かすがれん"),
        ),
        either=("江森拓",),
    )
