"""More papers that were written after the reader was, as municipal offices make them: notices, seating, explainers, referrals, consultations."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.paper_kinds import CHAIR, DEPUTY, MAYOR, S2, VICE, A, B, C, D, F, lines
from scripts.bench.sheets.paper_truth import LEFT, UP, PaperCase

SETS = ("fifth", "sixth", "seventh", "eighth")
"""Names of the sets, in the order in which they were written."""


def cases() -> Iterator[PaperCase]:
    """All of them, in the order in which they were written."""
    yield from fifth()
    yield from sixth()
    yield from seventh()
    yield from eighth()


def fifth() -> Iterator[PaperCase]:
    """Twenty, each written with its truth before it was run."""
    yield PaperCase(
        "a notice with what to bring",
        lines(
            "緑住第456号\n令和８年８月25日\n緑川町国民健康保険運営協議会委員　様\n緑川町長　小田切　誠\n（公印省略）\n令和８年度第１回緑川町国民健康保険運営協議会の開催について（通知）\n"
            "　残暑の候、ますますご清祥のこととお喜び申し上げます。\n　さて、標記会議を下記のとおり開催しますので、ご出席くださいますようお願いいたします。\n　　　　　　　　　　記\n"
            "１　日　時　　令和８年９月10日（木）　午後１時30分から\n２　場　所　　緑川町役場　３階　第１会議室\n"
            "３　議　事　　（１）会長及び副会長の選出について\n　　　　　　　（２）令和７年度国民健康保険特別会計決算について\n　　　　　　　（３）その他\n"
            "４　持ち物　　本通知、同封の資料\n　　　　　　　　　　　　　　　　以　上\n【担当】住民課　国保年金係　西村\n電話　0599-12-3456"
        ),
        items=(
            (None, "", "会長及び副会長の選出について"),
            (None, "", "令和7年度国民健康保険特別会計決算について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a chamber's plan of seats",
        (
            "緑川町議会　議席表",
            (
                ("３番\n大塚　由紀", "４番\n青木　太郎"),
                ("１番\n山下　清隆", "２番\n加藤　啓二"),
                ("議長席", LEFT),
            ),
        ),
        (A, B, C, D),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "explainers with a merged section",
        (
            "説明員名簿",
            (
                ("所属", "職名", "氏名"),
                ("", "町長", "小田切　誠"),
                ("福祉課", "課長", "近藤　美穂"),
                (UP, "係長", "西村　恵"),
                ("総務課", "課長", "田中　実"),
                (UP, "主査", "木村　望"),
            ),
        ),
        (
            MAYOR,
            F,
            ("西村恵", "係長", "", False),
            ("田中実", "総務課長", "", False),
            ("木村望", "主査", "", False),
        ),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "referrals with a merged committee",
        (
            "令和８年第４回緑川町議会定例会　議案付託表",
            (
                ("付託委員会", "議案番号", "件　　名"),
                ("総務文教\n常任委員会", "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
                (UP, "議案第61号", "緑川町税条例の一部を改正する条例について"),
                ("産業建設\n常任委員会", "議案第62号", "町道の路線の認定について"),
            ),
        ),
        items=(
            (None, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (None, "議案第61号", "緑川町税条例の一部を改正する条例について"),
            (None, "議案第62号", "町道の路線の認定について"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "members of a council by kind",
        (
            "緑川町環境審議会委員名簿",
            (
                ("区分", "所属・役職等", "氏名", "備考"),
                ("学識経験者", "緑川大学教授", "山下　清隆", "会長"),
                (UP, "元小学校長", "加藤　啓二", "副会長"),
            ),
            "任期　令和８年４月１日から令和10年３月31日まで",
        ),
        (("山下清隆", "会長", "", False), ("加藤啓二", "副会長", "", False)),
        forms=("docx", "xlsx", "pdf"),
    )
    yield PaperCase(
        "questions with who answers",
        (
            "令和８年９月定例会　一般質問通告一覧",
            (
                ("順番", "質問者", "質問事項", "質問の要旨", "答弁を求める者"),
                (
                    "１",
                    "２番　加藤　啓二",
                    "１　防災行政無線について",
                    "（１）難聴地域の現状は\n（２）今後の整備方針は",
                    "町長",
                ),
                ("２", "３番　大塚　由紀", "１　学校給食費について", "無償化の考えは", "町長\n教育長"),
            ),
        ),
        (B, C),
        forms=("docx", "xlsx", "csv", "pdf"),
    )
    yield PaperCase(
        "papers named in three kinds of brackets",
        lines(
            "令和８年度　第２回　緑川町地域公共交通会議　次第\n日時：令和８年９月３日（木）14：00～\n場所：中央公民館　２階　視聴覚室\n"
            "１　開　会\n２　会長あいさつ\n３　報　告\n（１）コミュニティバスの利用状況について　［資料１］\n４　議　事\n（１）路線再編について　＜資料２－１、資料２－２＞\n"
            "（２）令和９年度予算要求について　≪資料３≫\n５　そ の 他\n６　閉　会\n【配布資料】\n資料１　利用状況\n資料２－１　路線再編案"
        ),
        items=(
            (None, "", "コミュニティバスの利用状況について"),
            (None, "", "路線再編について"),
            (None, "", "令和9年度予算要求について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "bills below kinds in brackets",
        lines(
            "令和８年第４回（９月）緑川町議会定例会　提出議案一覧\n【条例関係】\n議案第60号　緑川町職員定数条例の一部を改正する条例について\n議案第61号　緑川町税条例の一部を改正する条例について\n"
            "【予算関係】\n議案第62号　令和８年度緑川町一般会計補正予算（第３号）\n【人事関係】\n同意第２号　教育委員会委員の任命について"
        ),
        items=(
            (None, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (None, "議案第61号", "緑川町税条例の一部を改正する条例について"),
            (None, "議案第62号", "令和8年度緑川町一般会計補正予算(第3号)"),
            (None, "同意第2号", "教育委員会委員の任命について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "members with where they are from in front",
        lines(
            "出席者名簿\n（敬称略・順不同）\n緑川町自治会連合会　　会長　　　山下　清隆\n緑川町商工会　　　　　副会長　　加藤　啓二\n（事務局）\n福祉課長　　　　　　　　　　　　近藤　美穂"
        ),
        (
            ("山下清隆", "緑川町自治会連合会会長", "", False),
            ("加藤啓二", "緑川町商工会副会長", "", False),
            F,
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a consultation's form in cells",
        (
            "生活困窮者自立相談支援　相談受付・申込票",
            (
                ("受付番号", "R8-031", "受付日", "令和８年９月３日"),
                ("ふりがな", "おおもり　れいこ", "性別", "女"),
                ("氏名", "大森　礼子", "生年月日", "昭和48年５月６日"),
                ("住所", "緑川町本町１－２－３", LEFT, LEFT),
                ("電話番号", "090-1234-5678", "担当相談員", "木村　望"),
                ("相談内容", "１　家賃の滞納について\n２　仕事探しについて", LEFT, LEFT),
            ),
        ),
        (("大森礼子", "", "", False), ("木村望", "相談員", "", False)),
        forms=("docx", "xlsx", "pdf"),
    )
    yield PaperCase(
        "the cover of a meeting's papers",
        lines(
            "令和８年度　第２回\n緑川町総合計画審議会\n会　議　資　料\n資料１　第６次緑川町総合計画（素案）\n資料２　パブリックコメントの結果について\n参考資料　人口推計\n令和８年９月３日\n緑川町企画課"
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "petitions with who sends them in the line below",
        lines(
            "請願・陳情一覧表\n陳情第５号　地域医療の充実を求める陳情\n　　提出者　緑川町医療を守る会　代表　佐藤　一郎\n　　付託委員会　厚生常任委員会\n"
            "陳情第６号　町営住宅の修繕を求める陳情\n　　提出者　東区長　田中　実\n　　付託委員会　産業建設常任委員会"
        ),
        items=(
            (None, "陳情第5号", "地域医療の充実を求める陳情"),
            (None, "陳情第6号", "町営住宅の修繕を求める陳情"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "signers behind the first item",
        lines(
            "令和８年第４回緑川町議会定例会議事日程（第１号）\n　　　　　　　　　　令和８年９月３日（木曜日）午前９時30分開会\n第　１　会議録署名議員の指名（３番・４番）\n第　２　会期の決定\n"
            "第　３　町長の行政報告\n第　４　報告第７号　専決処分の報告について（損害賠償の額の決定）\n第　５　議案第60号　緑川町職員定数条例の一部を改正する条例の制定について"
        ),
        items=(
            (1, "", "会議録署名議員の指名(3番・4番)"),
            S2,
            (3, "", "町長の行政報告"),
            (4, "報告第7号", "専決処分の報告について(損害賠償の額の決定)"),
            (5, "議案第60号", "緑川町職員定数条例の一部を改正する条例の制定について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "absence with its reason",
        lines(
            "１　出席議員（３名）\n　　　１番　山　下　清　隆　　　　２番　加　藤　啓　二\n　　　４番　青　木　太　郎\n２　欠席議員（１名）\n　　　３番　大　塚　由　紀（病気療養のため）"
        ),
        (A, B, D, ("大塚由紀", "議員", "3", True)),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "times in brackets behind the items",
        lines(
            "厚生常任委員会　次第\n令和８年９月８日（火）　第２委員会室\n１．開　会（９：30）\n２．委員長挨拶\n３．付託案件の審査\n　①議案第63号　緑川町介護保険条例の一部改正について（福祉課）\n　②陳情第５号　地域医療の充実を求める陳情\n"
            "４．所管事務調査（10：30～）\n　・保育所の待機児童について\n５．その他\n６．閉　会（11：30予定）"
        ),
        items=(
            (None, "議案第63号", "緑川町介護保険条例の一部改正について(福祉課)"),
            (None, "陳情第5号", "地域医療の充実を求める陳情"),
            (None, "", "保育所の待機児童について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "two groups side by side in a frame",
        (
            "出席者",
            (
                ("【委員】", "【事務局】"),
                ("委員長　山下　清隆\n副委員長　加藤　啓二", "福祉課長　近藤　美穂\n総務課長　田中　実"),
            ),
        ),
        (CHAIR, DEPUTY, F, ("田中実", "総務課長", "", False)),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "a farm committee's assembly",
        lines(
            "第９回緑川町農業委員会総会　会議次第\n１　開会\n２　会長挨拶\n３　議事録署名委員の指名\n４　議事\n　報告第１号　農地法第18条第６項の規定による通知について\n　議案第１号　農地法第３条の規定による許可申請について\n"
            "　議案第２号　農用地利用集積等促進計画（案）について\n５　その他\n６　閉会"
        ),
        items=(
            (None, "", "議事録署名委員の指名"),
            (None, "報告第1号", "農地法第18条第6項の規定による通知について"),
            (None, "議案第1号", "農地法第3条の規定による許可申請について"),
            (None, "議案第2号", "農用地利用集積等促進計画(案)について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "an agenda in a sheet below a merged title",
        (
            (
                ("第３回緑川町防災会議　次第", LEFT, LEFT, LEFT),
                ("No.", "項目", "説明者", "資料"),
                ("1", "開会", "事務局", ""),
                ("2", "地域防災計画の修正について", "危機管理課長", "資料１"),
                ("3", "避難所運営マニュアルについて", "危機管理課長", "資料２"),
                ("4", "閉会", "", ""),
            ),
        ),
        items=((None, "", "地域防災計画の修正について"), (None, "", "避難所運営マニュアルについて")),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a list of members by seats with parties",
        (
            "緑川町議会議員名簿（令和８年９月１日現在）",
            (
                ("議席番号", "氏　名", "会派", "当選回数", "備考"),
                ("１", "山下　清隆", "緑政会", "３", "議長"),
                ("２", "加藤　啓二", "緑政会", "１", ""),
                ("３", "大塚　由紀", "無会派", "２", "副議長"),
            ),
        ),
        (("山下清隆", "議長", "1", False), B, ("大塚由紀", "副議長", "3", False)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a board of education",
        lines(
            "令和８年第９回緑川町教育委員会定例会\n１　開催日時　令和８年９月３日　午前10時\n２　出席委員\n　　教育長　　　　　　　　榊原　正樹\n　　教育長職務代理者　　　加藤　啓二\n　　委員　　　　　　　　　大塚　由紀\n"
            "３　説明のため出席した職員\n　　教育課長　　田中　実\n４　会議日程\n　日程第１　会議録の承認\n　日程第２　議案第31号　学校医の委嘱について"
        ),
        (
            ("榊原正樹", "教育長", "", False),
            ("加藤啓二", "教育長職務代理者", "", False),
            ("大塚由紀", "委員", "", False),
            ("田中実", "教育課長", "", False),
        ),
        ((1, "", "会議録の承認"), (2, "議案第31号", "学校医の委嘱について")),
        forms=("txt", "docx", "pdf"),
    )


def sixth() -> Iterator[PaperCase]:
    """Twenty more, after what the fifth set showed was mended."""
    yield PaperCase(
        "an invitation with the items in the sentence's numbers",
        lines(
            "令和８年９月１日\n各　位\n緑川町地域福祉推進会議\n会長　山下　清隆\n第２回緑川町地域福祉推進会議の開催について（ご案内）\n時下ますますご健勝のこととお慶び申し上げます。\n記\n"
            "日　時　令和８年９月17日（木）　13時30分～15時\n場　所　緑川町総合福祉センター　２階研修室\n議　題　①地域福祉計画の中間見直しについて\n　　　　②重層的支援体制整備事業について\n　　　　③その他\n"
            "※欠席の場合は、９月11日（金）までにご連絡ください。\n以上\n問合せ先　福祉課　電話0599-00-0000"
        ),
        items=(
            (None, "", "地域福祉計画の中間見直しについて"),
            (None, "", "重層的支援体制整備事業について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a plan of seats with posts above names",
        (
            "総務委員会　席次表",
            (
                ("委員長", LEFT, LEFT),
                ("山下　清隆", LEFT, LEFT),
                ("委員", "", "副委員長"),
                ("大塚　由紀", "", "加藤　啓二"),
                ("総務課長", "", "福祉課長"),
                ("田中　実", "", "近藤　美穂"),
            ),
        ),
        (CHAIR, DEPUTY, ("大塚由紀", "委員", "", False), ("田中実", "総務課長", "", False), F),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "explainers under their departments",
        lines(
            "説明員名簿\n１　町長部局\n　　町　　　　　長　　小田切　　　誠\n　　副　　町　　長　　樋　口　雅　人\n　　総務課長　　　　　田　中　　　実\n２　教育委員会\n　　教　　育　　長　　榊　原　正　樹\n　　教育課長補佐　　　西　村　　　恵"
        ),
        (
            MAYOR,
            VICE,
            ("田中実", "総務課長", "", False),
            ("榊原正樹", "教育長", "", False),
            ("西村恵", "教育課長補佐", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "referrals by committee in lines",
        lines(
            "議案等付託一覧表\n（令和８年９月定例会）\n○総務文教常任委員会\n　議案第60号　緑川町職員定数条例の一部を改正する条例について\n　議案第61号　緑川町税条例の一部を改正する条例について\n○産業建設常任委員会\n　議案第62号　町道の路線の認定について\n　陳情第６号　町営住宅の修繕を求める陳情"
        ),
        items=(
            (None, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (None, "議案第61号", "緑川町税条例の一部を改正する条例について"),
            (None, "議案第62号", "町道の路線の認定について"),
            (None, "陳情第6号", "町営住宅の修繕を求める陳情"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "members in a sheet with a term and a footnote",
        (
            (
                ("緑川町介護保険運営協議会　委員名簿", LEFT, LEFT, LEFT),
                ("", "", "", "（令和８年４月１日現在）"),
                ("№", "役職", "氏　名", "所属団体"),
                ("1", "会長", "山下　清隆", "緑川町医師会"),
                ("2", "副会長", "加藤　啓二", "緑川町社会福祉協議会"),
                ("3", "委員", "大塚　由紀", "緑川町民生委員児童委員協議会"),
                ("※任期は令和９年３月31日まで", LEFT, LEFT, LEFT),
            ),
        ),
        (
            ("山下清隆", "会長", "", False),
            ("加藤啓二", "副会長", "", False),
            ("大塚由紀", "委員", "", False),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "order of questions with several lines each",
        lines(
            "令和８年第４回定例会　一般質問通告書一覧\n質問順位１　　２番　加藤　啓二　議員\n　１　防災行政無線について\n　　①　難聴地域の現状について\n　　②　戸別受信機の配備について\n　２　学校給食費について\n"
            "質問順位２　　３番　大塚　由紀　議員\n　１　空き家対策について\n　　①　実態調査の結果について"
        ),
        (B, C),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "an agenda with the explaining section behind an arrow",
        lines(
            "第５回　緑川町行政改革推進委員会　次第\n日　時：令和８年10月１日（木）10:00～12:00\n会　場：役場本庁舎４階　401会議室\n\n１．開会\n２．町長あいさつ\n３．協議事項\n　１）第４次行政改革大綱（案）について　・・・資料１\n　２）補助金の見直しについて　・・・資料２\n"
            "４．報告事項\n　１）指定管理者の更新について　・・・資料３\n５．その他　次回日程について\n６．閉会"
        ),
        items=(
            (None, "", "第4次行政改革大綱(案)について"),
            (None, "", "補助金の見直しについて"),
            (None, "", "指定管理者の更新について"),
            (None, "", "その他 次回日程について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "bills with results to be filled in",
        (
            "議案一覧表",
            (
                ("番号", "議案番号", "件　　名", "提出者", "付託", "議決結果"),
                ("1", "議案\n第60号", "緑川町職員定数条例の一部を\n改正する条例について", "町長", "総務", ""),
                ("2", "議案\n第61号", "令和８年度緑川町一般会計\n補正予算（第３号）", "町長", "予算", ""),
                ("3", "発委\n第１号", "意見書の提出について", "総務委員長", "省略", ""),
            ),
        ),
        items=(
            (None, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (None, "議案第61号", "令和8年度緑川町一般会計補正予算(第3号)"),
            (None, "発委第1号", "意見書の提出について"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "attendance as marks with a heading of two lines",
        (
            "緑川町都市計画審議会　出席者名簿",
            (
                ("区分", "職名等", "氏名", "出欠"),
                ("委員", "緑川大学准教授", "山下　清隆", "○"),
                (UP, "緑川町商工会副会長", "加藤　啓二", "欠席"),
                ("事務局", "福祉課長", "近藤　美穂", "○"),
            ),
        ),
        (
            ("山下清隆", "緑川大学准教授", "", False),
            ("加藤啓二", "緑川町商工会副会長", "", True),
            F,
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a consultation's form with who takes part",
        lines(
            "緑川町　相談記録票\n受付日時：令和８年９月３日（木）　10時00分\n受付方法：来所\n相談者氏名：大森　礼子（おおもり　れいこ）　48歳　女\n対象者氏名：大森　恵子\n続柄：母\n住所：緑川町本町１－２－３\n対応者：福祉課　主査　木村　望\n主訴：介護サービスの利用について"
        ),
        (
            ("大森礼子", "相談者", "", False),
            ("大森恵子", "対象者", "", False),
            ("木村望", "福祉課主査", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a cover with the meeting's agenda below",
        lines(
            "緑川町議会全員協議会資料\n令和８年９月24日\n緑川町\n目　　次\n１　第６次総合計画（素案）について　………………………………　１\n２　小学校の統合について　…………………………………………　５\n３　その他\n"
        ),
        said=("目次",),  # it may be the agenda or not
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "petitions with the date of receipt in front",
        (
            "令和８年９月定例会　請願（陳情）文書表",
            (
                ("受理番号", "受理年月日", "件　　　名", "提出者の住所及び氏名", "紹介議員", "付託委員会"),
                (
                    "請願第２号",
                    "8.8.20",
                    "私学助成の拡充に関する請願",
                    "緑川町本町1-1\n佐藤　一郎",
                    "青木　太郎",
                    "総務文教",
                ),
                ("陳情第７号", "8.8.24", "歩道の設置に関する陳情", "緑川町東町2-3\n田中　実", "－", "産業建設"),
            ),
        ),
        items=(
            (None, "請願第2号", "私学助成の拡充に関する請願"),
            (None, "陳情第7号", "歩道の設置に関する陳情"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a schedule with a recess and two days",
        lines(
            "議事日程（第２号）\n令和８年９月４日（金）午前９時30分　開議\n日程第１　一般質問\n　　　　　　２番　加藤　啓二　議員\n　　　　　　３番　大塚　由紀　議員\n　　　（休　憩）\n日程第２　議案第60号　緑川町職員定数条例の一部を改正する条例について（質疑・委員会付託）\n日程第３　休会の件"
        ),
        (B, C),
        (
            (1, "", "一般質問"),
            (2, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (3, "", "休会の件"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "attendance in a sentence's form",
        lines(
            "本日の出席議員は次のとおりである。（３名）\n　１番　山下　清隆君　　　２番　加藤　啓二君\n　４番　青木　太郎君\n本日の欠席議員は次のとおりである。（１名）\n　３番　大塚　由紀君\n職務のため議場に出席した事務局職員の職氏名\n　事務局長　　南雲　百合子　　　書記　　木村　望"
        ),
        (
            A,
            B,
            D,
            ("大塚由紀", "議員", "3", True),
            ("南雲百合子", "事務局長", "", False),
            ("木村望", "書記", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "an agenda as a Word table with a merged chapter",
        (
            "緑川町子ども・子育て会議　会議次第",
            (
                ("区分", "議題", "担当"),
                ("報告事項", "待機児童の状況について", "こども課"),
                (UP, "放課後児童クラブの利用状況について", "こども課"),
                ("協議事項", "子ども計画の骨子案について", "こども課"),
            ),
        ),
        items=(
            (None, "", "待機児童の状況について"),
            (None, "", "放課後児童クラブの利用状況について"),
            (None, "", "子ども計画の骨子案について"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "people after a headed table in one sheet",
        (
            "出席者名簿",
            (
                ("議席番号", "氏名", "備考"),
                ("1", "山下　清隆", ""),
                ("2", "加藤　啓二", ""),
                ("3", "大塚　由紀", "欠席"),
                ("", "", ""),
                ("説明員", "", ""),
                ("町長", "小田切　誠", ""),
                ("副町長", "樋口　雅人", ""),
            ),
        ),
        (A, B, ("大塚由紀", "議員", "3", True), MAYOR, VICE),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a committee's members, one line a committee",
        lines(
            "常任委員会委員名簿\n総務文教常任委員会　　◎山下　清隆　○加藤　啓二　　大塚　由紀\n産業建設常任委員会　　◎青木　太郎　○小田切　誠　　樋口　雅人\n（◎委員長　○副委員長）"
        ),
        (),
        said=("山下 清隆", "青木 太郎"),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "lines of one committee with marks and their legend",
        lines("総務文教常任委員会　委員名簿\n◎　山下　清隆\n○　加藤　啓二\n　　大塚　由紀\n◎は委員長、○は副委員長"),
        (CHAIR, DEPUTY, ("大塚由紀", "委員", "", False)),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a tribunal's agenda in full-width letters and brackets",
        lines(
            "緑川町情報公開・個人情報保護審査会　次第\n【日時】令和８年９月３日（木）１４時００分\n【場所】第２会議室\n【次第】\n（１）開会\n（２）諮問第３号について（審議）\n（３）答申案の検討\n（４）次回の日程\n（５）閉会"
        ),
        items=(
            (None, "諮問第3号", ""),
            (None, "", "答申案の検討"),
            (None, "", "次回の日程"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a list of who attends with seats behind names in brackets and absences by day",
        lines(
            "９月８日　予算決算特別委員会　出席者\n委員長　　山下　清隆\n委　員　　加藤　啓二、大塚　由紀（10時着席）、青木　太郎（欠席）\n説明員　　福祉課長　近藤　美穂\n書　記　　木村　望"
        ),
        (
            CHAIR,
            ("加藤啓二", "委員", "", False),
            ("大塚由紀", "委員", "", False),
            ("青木太郎", "委員", "", True),
            F,
            ("木村望", "書記", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )


def seventh() -> Iterator[PaperCase]:
    """Twenty more, after what the sixth set showed was mended."""
    yield PaperCase(
        "a summons of a council",
        lines(
            "緑川町告示第88号\n令和８年第５回緑川町議会臨時会を次のとおり招集する。\n令和８年10月26日\n緑川町長　小田切　誠\n１　期日　　令和８年11月２日\n２　場所　　緑川町議会議場\n３　付議事件\n　　（１）専決処分の承認を求めることについて\n　　（２）令和８年度緑川町一般会計補正予算（第４号）"
        ),
        items=(
            (None, "", "専決処分の承認を求めることについて"),
            (None, "", "令和8年度緑川町一般会計補正予算(第4号)"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "members with honorifics and groups in brackets",
        lines(
            "緑川町男女共同参画審議会委員（敬称略）\n会　長　山下　清隆（緑川大学）\n副会長　加藤　啓二（緑川町商工会）\n委　員　大塚　由紀（公募）\n委　員　青木　太郎（緑川町小中学校ＰＴＡ連合会）"
        ),
        (
            ("山下清隆", "会長", "", False),
            ("加藤啓二", "副会長", "", False),
            ("大塚由紀", "委員", "", False),
            ("青木太郎", "委員", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a sheet of attendance with days as columns",
        (
            "予算決算特別委員会　出席状況",
            (
                ("職名", "氏名", "９月８日", "９月９日"),
                ("委員長", "山下　清隆", "出", "出"),
                ("副委員長", "加藤　啓二", "出", "欠"),
            ),
        ),
        (CHAIR, DEPUTY),
        said=("加藤",),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "an agenda whose numbers are the cells of a column",
        (
            "令和８年第９回緑川町教育委員会定例会　議事日程",
            (
                ("日程第１", "会議録署名委員の指名", ""),
                ("日程第２", "教育長の報告", "教育長"),
                ("日程第３", "議案第31号　学校医の委嘱について", "教育課長"),
                ("日程第４", "議案第32号　緑川町立学校管理規則の\n一部を改正する規則について", "教育課長"),
            ),
        ),
        items=(
            (1, "", "会議録署名委員の指名"),
            (2, "", "教育長の報告"),
            (3, "議案第31号", "学校医の委嘱について"),
            (4, "議案第32号", "緑川町立学校管理規則の一部を改正する規則について"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "explainers, two in a row with their sections in brackets",
        lines(
            "説明のため出席した者\n町　長　小田切　誠　君　　　副町長　樋口　雅人　君\n福祉課長（兼）地域包括支援センター所長　近藤　美穂　君\n総務課参事　田中　実　君　　会計管理者　南雲　百合子　君"
        ),
        (
            MAYOR,
            VICE,
            ("近藤美穂", "福祉課長(兼)地域包括支援センター所長", "", False),
            ("田中実", "総務課参事", "", False),
            ("南雲百合子", "会計管理者", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "questions with minutes allotted",
        (
            "一般質問　質問順序表",
            (
                ("順序", "議席番号", "議員名", "質問方式", "質問時間"),
                ("1", "2", "加藤　啓二", "一問一答", "30分"),
                ("2", "3", "大塚　由紀", "一括", "20分"),
            ),
        ),
        (B, C),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "items with sentences below",
        lines(
            "第２回いじめ問題対策連絡協議会　次第\n１　開会\n２　協議\n（１）いじめの状況について\n　　令和７年度の認知件数等を報告します。\n（２）対策の検討について\n　　各機関の取組を情報交換します。\n３　連絡\n（１）次回の開催について\n４　閉会"
        ),
        items=(
            (None, "", "いじめの状況について"),
            (None, "", "対策の検討について"),
            (None, "", "次回の開催について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "bills with the page in the last column",
        (
            "令和８年第４回緑川町議会定例会議案目次",
            (
                ("議案番号", "議案名", "頁"),
                ("報告第７号", "専決処分の報告について", "1"),
                ("認定第１号", "令和７年度緑川町一般会計歳入歳出決算認定について", "3"),
                ("諮問第１号", "人権擁護委員候補者の推薦につき意見を求めることについて", "9"),
            ),
        ),
        items=(
            (None, "報告第7号", "専決処分の報告について"),
            (None, "認定第1号", "令和7年度緑川町一般会計歳入歳出決算認定について"),
            (None, "諮問第1号", "人権擁護委員候補者の推薦につき意見を求めることについて"),
        ),
        forms=("docx", "xlsx", "csv", "pdf"),
    )
    yield PaperCase(
        "a conference with a moderator",
        lines(
            "個別ケース検討会議\n日　時：令和８年９月３日（木）14時～15時\n場　所：福祉課相談室\n参加者：福祉課　木村　望、こども課　西村　恵、緑川小学校教頭　田中　実\n司　会：木村\n記　録：西村\n協議内容：\n１　世帯の状況の共有\n２　支援方針について\n３　役割分担"
        ),
        (
            ("木村望", "福祉課", "", False),
            ("西村恵", "こども課", "", False),
            ("田中実", "緑川小学校教頭", "", False),
        ),
        (
            (None, "", "世帯の状況の共有"),
            (None, "", "支援方針について"),
            (None, "", "役割分担"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a consultation's form with empty fields",
        (
            "相談受付票",
            (
                ("相談日時", "令和８年９月３日　10:00"),
                ("相談方法", "■来庁　□電話　□訪問"),
                ("相談者", "大森　礼子　（続柄：長女）"),
                ("本人氏名", "大森　恵子"),
                ("同席者", ""),
                ("受付者", "木村　望"),
            ),
        ),
        (("大森礼子", "相談者", "", False), ("大森恵子", "本人", "", False), ("木村望", "受付者", "", False)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "an agenda of the whole council's conference",
        lines(
            "全員協議会\n令和８年９月24日（木）本会議終了後\n\n１　議長あいさつ\n２　町長あいさつ\n３　町からの協議・報告事項\n　①第６次総合計画（素案）について（企画課）\n　②小学校の統合について（教育課）\n４　議会からの報告事項\n　①議員研修について\n５　その他"
        ),
        items=(
            (None, "", "第6次総合計画(素案)について(企画課)"),
            (None, "", "小学校の統合について(教育課)"),
            (None, "", "議員研修について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "petitions with a number and a name only",
        lines(
            "請願・陳情付託表\n請願第２号　　私学助成の拡充に関する請願　　　　総務文教常任委員会\n陳情第７号　　歩道の設置に関する陳情　　　　　　産業建設常任委員会"
        ),
        items=(
            (None, "請願第2号", "私学助成の拡充に関する請願"),
            (None, "陳情第7号", "歩道の設置に関する陳情"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "who is called and who is not",
        lines(
            "応招議員（３名）\n１番　山下　清隆　　２番　加藤　啓二　　４番　青木　太郎\n不応招議員（１名）\n３番　大塚　由紀\n出席議員　応招議員に同じ\n地方自治法第121条により説明のため出席した者の職氏名\n町　　　長　　小田切　誠　　　　教　育　長　　榊原　正樹"
        ),
        (A, B, D, ("大塚由紀", "議員", "3", True), MAYOR, ("榊原正樹", "教育長", "", False)),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a list by reading with the reading above the name",
        (
            "委員名簿",
            (
                ("役職", "（ふりがな）\n氏名", "所属"),
                ("会長", "（やました　きよたか）\n山下　清隆", "緑川大学"),
                ("副会長", "（かとう　けいじ）\n加藤　啓二", "緑川町商工会"),
            ),
        ),
        (("山下清隆", "会長", "", False), ("加藤啓二", "副会長", "", False)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a steering committee with the order of bills",
        lines(
            "議会運営委員会\n令和８年８月27日　午前10時　第１委員会室\n協議事項\n１　令和８年第４回定例会の運営について\n　（１）会期について\n　（２）議事日程について\n　（３）一般質問について\n２　議員提出議案について\n３　その他"
        ),
        items=(
            (None, "", "令和8年第4回定例会の運営について"),
            (None, "", "会期について"),
            (None, "", "議事日程について"),
            (None, "", "一般質問について"),
            (None, "", "議員提出議案について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "tables of two committees below each other",
        (
            "常任委員会委員名簿",
            "総務文教常任委員会",
            (("職", "氏名"), ("委員長", "山下　清隆"), ("副委員長", "加藤　啓二")),
            "産業建設常任委員会",
            (("職", "氏名"), ("委員長", "小田切　誠"), ("副委員長", "樋口　雅人")),
        ),
        (
            CHAIR,
            DEPUTY,
            ("小田切誠", "委員長", "", False),
            ("樋口雅人", "副委員長", "", False),
        ),
        forms=("docx",),  # as a workbook the committee is put before the post, which is right as well
    )
    yield PaperCase(
        "posts that changed",
        (
            "説明員名簿（令和８年９月１日現在）",
            (
                ("職名", "氏名", "備考"),
                ("町長", "小田切　誠", ""),
                ("副町長", "樋口　雅人", ""),
                ("福祉課長", "近藤　美穂", "公務のため欠席"),
                ("総務課長", "田中　実", "代理：課長補佐　西村　恵"),
            ),
        ),
        (MAYOR, VICE, ("近藤美穂", "福祉課長", "", True), ("田中実", "総務課長", "", False)),
        said=("西村",),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "an agenda in one paragraph",
        lines(
            "農業委員会総会\n議題　１．農地法第３条許可申請について　２．農地転用について　３．その他\n出席委員　山下清隆、加藤啓二、大塚由紀"
        ),
        (("山下清隆", "委員", "", False), ("加藤啓二", "委員", "", False), ("大塚由紀", "委員", "", False)),
        (
            (None, "", "農地法第3条許可申請について"),
            (None, "", "農地転用について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "reports of committees with their bills",
        lines(
            "議事日程（第４号）\n日程第１　総務文教常任委員長報告\n　　　　　議案第60号　緑川町職員定数条例の一部を改正する条例について\n　　　　　議案第61号　緑川町税条例の一部を改正する条例について\n日程第２　産業建設常任委員長報告\n　　　　　議案第62号　町道の路線の認定について\n日程第３　発議第３号　地方財政の充実・強化を求める意見書（案）の提出について"
        ),
        items=(
            (1, "", "総務文教常任委員長報告"),
            (1, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (1, "議案第61号", "緑川町税条例の一部を改正する条例について"),
            (2, "", "産業建設常任委員長報告"),
            (2, "議案第62号", "町道の路線の認定について"),
            (3, "発議第3号", "地方財政の充実・強化を求める意見書(案)の提出について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a seating list by tables",
        lines(
            "座席図\n＜正面＞\n会長　山下　清隆　　副会長　加藤　啓二\n＜右側＞\n大塚　由紀委員　　青木　太郎委員\n＜左側・事務局＞\n福祉課長　近藤　美穂　　主査　木村　望"
        ),
        (
            ("山下清隆", "会長", "", False),
            ("加藤啓二", "副会長", "", False),
            ("大塚由紀", "委員", "", False),
            ("青木太郎", "委員", "", False),
            F,
            ("木村望", "主査", "", False),
        ),
        forms=("txt", "docx", "pdf"),
    )


def eighth() -> Iterator[PaperCase]:
    """Ten more, after what the seventh set showed was mended."""
    yield PaperCase(
        "a school board's notice with an agenda of kanji numbers",
        lines(
            "緑川町学校運営協議会の開催について\n下記のとおり開催いたします。\n記\n一　日時　令和八年九月十日　午後三時\n二　会場　緑川小学校　会議室\n三　協議題\n　（一）学校評価について\n　（二）通学路の安全について\n四　その他\n以上"
        ),
        items=(
            (None, "", "学校評価について"),
            (None, "", "通学路の安全について"),
            (None, "", "その他"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a list of explainers with a column of sections and two names in a row",
        (
            "説明員名簿",
            (
                ("職名", "氏名", "職名", "氏名"),
                ("町長", "小田切　誠", "教育長", "榊原　正樹"),
                ("副町長", "樋口　雅人", "福祉課長", "近藤　美穂（欠席）"),
            ),
        ),
        (
            MAYOR,
            VICE,
            ("榊原正樹", "教育長", "", False),
            ("近藤美穂", "福祉課長", "", True),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "an agenda of a special committee by sections",
        lines(
            "決算審査特別委員会　審査次第\n１　開会\n２　審査\n【総務課所管】\n（１）認定第１号　令和７年度緑川町一般会計決算の認定について\n【福祉課所管】\n（２）認定第２号　令和７年度緑川町介護保険特別会計決算の認定について\n３　閉会"
        ),
        items=(
            (None, "認定第1号", "令和7年度緑川町一般会計決算の認定について"),
            (None, "認定第2号", "令和7年度緑川町介護保険特別会計決算の認定について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "questions with the answerer below",
        lines(
            "一般質問通告事項\n１番目　加藤　啓二（２番）\n　１　防災行政無線について　　　　　町長\n２番目　大塚　由紀（３番）\n　１　学校給食費について　　　　　　教育長"
        ),
        (B, C),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "an intake form with a family",
        (
            "家庭児童相談受付票",
            (
                ("受付日", "令和８年９月３日", "受付者氏名", "木村　望"),
                ("相談者氏名", "大森　礼子", "児童との続柄", "母"),
                ("児童氏名", "大森　翔太", "生年月日", "平成30年４月１日"),
                ("相談内容", "不登校について", "", ""),
            ),
        ),
        (
            ("木村望", "受付者", "", False),
            ("大森礼子", "相談者", "", False),
            ("大森翔太", "児童", "", False),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a board's members with terms and times in office",
        (
            "固定資産評価審査委員会委員名簿",
            (
                ("氏名", "役職", "任期", "期数"),
                ("山下　清隆", "委員長", "令和８年４月１日～令和11年３月31日", "2"),
                ("加藤　啓二", "委員", "令和７年４月１日～令和10年３月31日", "1"),
            ),
        ),
        (CHAIR, ("加藤啓二", "委員", "", False)),
        forms=("docx", "csv"),
    )
    yield PaperCase(
        "a schedule with the added items behind",
        lines(
            "議事日程（第５号）\n日程第１　議案第60号　緑川町職員定数条例の一部を改正する条例について　　　　（委員長報告・質疑・討論・採決）\n日程第２　議員派遣の件\n追加議事日程（第５号の追加１）\n追加日程第１　発議第４号　議会改革特別委員会の設置について"
        ),
        items=(
            (1, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (2, "", "議員派遣の件"),
            (1, "発議第4号", "議会改革特別委員会の設置について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "attendance with the staff of a contractor",
        lines(
            "出席者：\n　委　員：山下会長、加藤副会長、大塚委員\n　事務局：企画課　田中課長、西村主査\n　受託者：株式会社緑川総研　２名\n欠席者：青木委員"
        ),
        (
            ("山下", "会長", "", False),
            ("加藤", "副会長", "", False),
            ("大塚", "委員", "", False),
            ("田中", "企画課長", "", False),
            ("西村", "主査", "", False),
            ("青木", "委員", "", True),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "bills with reasons below",
        lines(
            "議案一覧\n議案第60号　緑川町職員定数条例の一部を改正する条例について\n　（理由）職員の定数を改めるため。\n議案第61号　緑川町税条例の一部を改正する条例について\n　（理由）地方税法の改正に伴い、所要の改正を行うため。"
        ),
        items=(
            (None, "議案第60号", "緑川町職員定数条例の一部を改正する条例について"),
            (None, "議案第61号", "緑川町税条例の一部を改正する条例について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
    yield PaperCase(
        "a cover with date, place and who presides",
        lines(
            "第３回緑川町まち・ひと・しごと創生会議\n令和８年９月３日（木）午後２時　役場大会議室\n会　議　次　第\n　　　　　　　　　　進行：企画課長\n１　開　　会\n２　委嘱状交付\n３　議　　題\n　　　（１）総合戦略の検証について……資料№１\n　　　（２）地方創生交付金事業について……資料№２\n４　閉　　会"
        ),
        items=(
            (None, "", "委嘱状交付"),
            (None, "", "総合戦略の検証について"),
            (None, "", "地方創生交付金事業について"),
        ),
        forms=("txt", "docx", "pdf"),
    )
