"""Papers that were written after the reader of papers was, of kinds that nobody had looked at."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.paper_kinds import CHAIR, DEPUTY, MAYOR, S1, S2, VICE, A, B, C, F, lines
from scripts.bench.sheets.paper_truth import PaperCase


def cases() -> Iterator[PaperCase]:
    """All of them, in the order in which they were written."""
    yield from first()
    yield from second()
    yield from third()
    yield from fourth()


def first() -> Iterator[PaperCase]:
    """The first ten."""
    yield PaperCase(
        "a notice of a meeting",
        lines(
            "緑総第123号\n令和8年8月20日\n総務委員会委員　各位\n総務委員長　山下　清隆\n総務委員会の開催について（通知）\n"
            "このことについて、下記のとおり開催しますので、ご出席ください。\n記\n1　日時　令和8年9月3日（木）午前10時\n2　場所　第1委員会室\n"
            "3　案件\n(1)　議案第45号　令和8年度緑川町一般会計補正予算（第2号）\n(2)　所管事務調査について\n4　その他"
        ),
        (),
        (
            (None, "議案第45号", "令和8年度緑川町一般会計補正予算(第2号)"),
            (None, "", "所管事務調査について"),
            (None, "", "その他"),
        ),
    )
    yield PaperCase(
        "order of questioners as a table",
        (
            "一般質問通告一覧表",
            (
                ("順位", "議席", "氏名", "質問事項"),
                ("1", "2", "加藤　啓二", "1 防災行政無線について\n2 学校給食費について"),
                ("2", "3", "大塚　由紀", "空き家対策について"),
            ),
        ),
        (B, C),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "order of questioners as text",
        lines(
            "一般質問通告\n1　2番　加藤　啓二\n　(1)　防災行政無線について\n　(2)　学校給食費について\n2　3番　大塚　由紀\n　(1)　空き家対策について"
        ),
        (B, C),
    )
    yield PaperCase(
        "seats in kanji, honorific apart",
        lines("出席議員（三名）\n一番　山　下　清　隆　君\n二番　加　藤　啓　二　君\n三番　大　塚　由　紀　君"),
        (A, B, C),
    )
    yield PaperCase(
        "a seating plan",
        (
            "座席表",
            (
                ("議長席", ""),
                ("委員長\n山下　清隆", "副委員長\n加藤　啓二"),
                ("町長\n小田切　誠", "副町長\n樋口　雅人"),
            ),
        ),
        (CHAIR, DEPUTY, MAYOR, VICE),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "a schedule with subheads of kinds of bills",
        lines(
            "議事日程第1号\n第1　会議録署名議員の指名\n第2　会期の決定\n第3　諸般の報告\n第4　議案の上程\n"
            "　　　議案第1号から議案第3号まで及び報告第1号\n第5　散会"
        ),
        items=(
            S1,
            S2,
            (3, "", "諸般の報告"),
            (4, "", "議案の上程"),
            (4, "議案第1号", ""),
            (4, "議案第2号", ""),
            (4, "議案第3号", ""),
            (4, "報告第1号", ""),
        ),
    )
    yield PaperCase(
        "who attends, by department",
        lines(
            "出席者\n【委員】　山下　清隆、加藤　啓二、大塚　由紀\n【事務局】福祉課　近藤課長、田中係長\n【傍聴者】　2名"
        ),
        (
            ("山下清隆", "委員", "", False),
            ("加藤啓二", "委員", "", False),
            ("大塚由紀", "委員", "", False),
            ("近藤", "福祉課長", "", False),
            ("田中", "係長", "", False),
        ),
    )
    yield PaperCase(
        "late and absent below",
        lines("出席委員　山下清隆、加藤啓二\n遅参委員　大塚由紀\n欠席委員　青木太郎\n"),
        (
            ("山下清隆", "委員", "", False),
            ("加藤啓二", "委員", "", False),
            ("大塚由紀", "委員", "", False),
            ("青木太郎", "委員", "", True),
        ),
    )
    yield PaperCase(
        "an agenda as a table of times",
        (
            "第2回緑川町総合計画審議会　次第",
            (
                ("時間", "内容", "担当"),
                ("14:00", "開会", "事務局"),
                ("14:05", "会長あいさつ", "会長"),
                ("14:10", "議題1　空き家対策について", "建設課"),
                ("14:40", "議題2　公園の整備について", "都市計画課"),
                ("15:10", "閉会", ""),
            ),
        ),
        items=((None, "", "空き家対策について"), (None, "", "公園の整備について")),
        forms=("docx", "xlsx", "csv", "pdf"),
    )
    yield PaperCase(
        "bills with resolutions of a committee",
        lines(
            "議事日程（第4号）\n日程第1　委員長報告（議案第1号～議案第3号、請願第1号）\n日程第2　討論・採決\n日程第3　議員派遣の件\n日程第4　閉会中の継続審査及び調査の件"
        ),
        items=(
            (1, "", "委員長報告(議案第1号~議案第3号、請願第1号)"),
            (2, "", "討論・採決"),
            (3, "", "議員派遣の件"),
            (4, "", "閉会中の継続審査及び調査の件"),
        ),
    )


def second() -> Iterator[PaperCase]:
    """Ten more, after what the first ten showed was mended."""
    yield PaperCase(
        "a case conference",
        lines(
            "支援調整会議　記録\n開催日　令和8年9月3日\n出席者：相談支援員　木村　望、主任相談支援員　西村　恵、福祉課主査　田中　実\n"
            "欠席者：ハローワーク　本田　健一\n議題\n1．新規相談の報告\n2．支援プランの確認\n3．その他"
        ),
        (
            ("木村望", "相談支援員", "", False),
            ("西村恵", "主任相談支援員", "", False),
            ("田中実", "福祉課主査", "", False),
            ("本田健一", "ハローワーク", "", True),
        ),
        ((None, "", "新規相談の報告"), (None, "", "支援プランの確認"), (None, "", "その他")),
    )
    yield PaperCase(
        "attendance marks",
        (
            "出席委員名簿",
            (
                ("区分", "氏名", "出席"),
                ("委員長", "山下　清隆", "○"),
                ("副委員長", "加藤　啓二", "○"),
                ("委員", "大塚　由紀", "×"),
            ),
        ),
        (CHAIR, DEPUTY, ("大塚由紀", "委員", "", True)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a directory by party",
        lines(
            "緑川町議会　会派別議員名簿\n緑政会（3名）\n代表　1番　山下　清隆\n　　　2番　加藤　啓二\n　　　3番　大塚　由紀\n無会派\n　　　4番　青木　太郎"
        ),
        (("山下清隆", "代表", "1", False), B, C, ("青木太郎", "議員", "4", False)),
    )
    yield PaperCase(
        "in vertical order, seat below the name",
        ("出席議員", (("山下　清隆", "加藤　啓二", "大塚　由紀"), ("1番", "2番", "3番"))),
        (A, B, C),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "a schedule by bullets of days",
        lines(
            "議事日程\n令和8年9月4日　午前10時開議\n日程第１　一般質問（3人）\n日程第２　報告第４号　令和7年度緑川町健全化判断比率の報告について\n"
            "日程第３　報告第５号　令和7年度緑川町資金不足比率の報告について\n（日程第２及び日程第３は一括議題）\n日程第４　同意第１号　教育委員会委員の任命につき同意を求めることについて"
        ),
        items=(
            (1, "", "一般質問(3人)"),
            (2, "報告第4号", "令和7年度緑川町健全化判断比率の報告について"),
            (3, "報告第5号", "令和7年度緑川町資金不足比率の報告について"),
            (4, "同意第1号", "教育委員会委員の任命につき同意を求めることについて"),
        ),
    )
    yield PaperCase(
        "numbers in brackets of corners",
        lines(
            "令和8年度　第1回　緑川町地域福祉推進協議会\n会　議　次　第\n〔１〕　開　　会\n〔２〕　委嘱状の交付\n〔３〕　会長の選出について\n〔４〕　協議事項\n"
            "　　ア）地域福祉計画の進捗について\n　　イ）アンケート調査について\n〔５〕　閉　　会"
        ),
        items=(
            (None, "", "委嘱状の交付"),
            (None, "", "会長の選出について"),
            (None, "", "地域福祉計画の進捗について"),
            (None, "", "アンケート調査について"),
        ),
    )
    yield PaperCase(
        "explainers by right-hand posts",
        lines(
            "地方自治法第121条の規定により説明のため出席した者\n町長　　　　　　　小田切　誠　　　　副町長　　　　　樋口　雅人\n教育長　　　　　　榊原　正樹　　　　会計管理者兼会計課長　　南雲　百合子"
        ),
        (MAYOR, VICE, ("榊原正樹", "教育長", "", False), ("南雲百合子", "会計管理者兼会計課長", "", False)),
    )
    yield PaperCase(
        "an e-mail",
        lines(
            "各位\nお世話になっております。\n明日の会議の議題は次のとおりです。\n・空き家対策について\n・公園の整備について\nよろしくお願いします。\n総務課　田中"
        ),
        items=((None, "", "空き家対策について"), (None, "", "公園の整備について")),
        forms=("txt", "docx"),
    )
    yield PaperCase(
        "committees side by side",
        (
            (
                ("総務文教委員会", "", "産業建設委員会", ""),
                ("委員長", "山下　清隆", "委員長", "小田切　誠"),
                ("副委員長", "加藤　啓二", "副委員長", "樋口　雅人"),
            ),
        ),
        (CHAIR, ("小田切誠", "委員長", "", False), DEPUTY, ("樋口雅人", "副委員長", "", False)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "petitions and results",
        (
            "請願・陳情文書表",
            (
                ("受理番号", "件名", "請願者", "紹介議員", "付託委員会"),
                (
                    "請願第１号",
                    "教育予算の拡充を求める請願",
                    "緑川町教職員組合　代表　佐藤　一郎",
                    "加藤　啓二",
                    "総務文教",
                ),
                ("陳情第２号", "町道の整備を求める陳情", "東区長　田中　実", "", "産業建設"),
            ),
        ),
        items=(
            (None, "請願第1号", "教育予算の拡充を求める請願"),
            (None, "陳情第2号", "町道の整備を求める陳情"),
        ),
        forms=("docx", "xlsx", "csv"),
    )


def third() -> Iterator[PaperCase]:
    """Ten more, after what the second ten showed was mended."""
    yield PaperCase(
        "an order of business with movers",
        lines(
            "議会運営委員会次第\n１　委員長あいさつ\n２　議長あいさつ\n３　協議事項\n　⑴　９月定例会の会期及び日程について\n　⑵　議案の取扱いについて\n"
            "　　・議案第１号～第５号　即決\n　⑶　意見書案について\n４　その他\n　⑴　次回の委員会について"
        ),
        items=(
            (None, "", "9月定例会の会期及び日程について"),
            (None, "", "議案の取扱いについて"),
            *((None, f"議案第{n}号", "") for n in range(1, 6)),
            (None, "", "意見書案について"),
            (None, "", "次回の委員会について"),
        ),
    )
    yield PaperCase(
        "a list with readings between the columns",
        lines(
            "議員名簿\n議席　氏　　名　　　ふりがな　　　　　　期数\n　1　 山下　清隆　　やました　きよたか　　3期\n　2　 加藤　啓二　　かとう　けいじ　　　　1期"
        ),
        (A, B),
    )
    yield PaperCase(
        "a sheet with readings",
        (
            "委員名簿（任期：令和8年4月1日～令和10年3月31日）",
            (
                ("№", "氏名", "ふりがな", "選出区分", "備考"),
                ("1", "山下　清隆", "やました　きよたか", "学識経験者", "会長"),
                ("2", "加藤　啓二", "かとう　けいじ", "公募委員", "欠席"),
            ),
        ),
        (("山下清隆", "会長", "", False), ("加藤啓二", "公募委員", "", True)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "attendance as a paragraph",
        lines(
            "１　開催日時　令和8年9月3日（木）10:00～11:30\n２　開催場所　役場第1会議室\n３　出席者　山下会長、加藤副会長、大塚委員、青木委員（以上委員4名）\n４　欠席者　井上委員\n５　議題　空き家対策について"
        ),
        (
            ("山下", "会長", "", False),
            ("加藤", "副会長", "", False),
            ("大塚", "委員", "", False),
            ("青木", "委員", "", False),
            ("井上", "委員", "", True),
        ),
        ((None, "", "空き家対策について"),),
    )
    yield PaperCase(
        "bills with their departments in brackets",
        lines(
            "予算審査特別委員会　審査順序\n第１日（9月8日）\n１　議案第10号　一般会計予算（総務課・税務課所管）\n２　議案第11号　国民健康保険特別会計予算\n第２日（9月9日）\n１　議案第12号　介護保険特別会計予算\n２　討論・採決"
        ),
        items=(
            (None, "議案第10号", "一般会計予算(総務課・税務課所管)"),
            (None, "議案第11号", "国民健康保険特別会計予算"),
            (None, "議案第12号", "介護保険特別会計予算"),
            (None, "", "討論・採決"),
        ),
    )
    yield PaperCase(
        "in characters of a form",
        (
            (
                ("会議名", "緑川町地域ケア会議"),
                ("日時", "令和8年9月3日 14時"),
                ("出席者", "保健師　木村　望\nケアマネジャー　西村　恵\n福祉課長　近藤　美穂"),
                ("議題", "1 支援困難事例について\n2 見守り体制について"),
            ),
        ),
        (("木村望", "保健師", "", False), ("西村恵", "ケアマネジャー", "", False), F),
        ((None, "", "支援困難事例について"), (None, "", "見守り体制について")),
        forms=("docx", "xlsx"),
    )
    yield PaperCase(
        "a notice of who speaks when",
        lines(
            "一般質問　発言順序\n9月4日（金）\n1　加藤　啓二（2番）　学校給食費の無償化について\n2　大塚　由紀（3番）　空き家対策について"
        ),
        (B, C),
    )
    yield PaperCase(
        "an agenda in kanji throughout",
        lines(
            "議事日程（第三号）\n第一　会議録署名議員の指名\n第二　議案第十号から議案第十二号まで　条例の一部改正について\n第三　発議第一号　意見書の提出について"
        ),
        items=(
            S1,
            *((2, f"議案第{n}号", "条例の一部改正について") for n in ("十", "十一", "十二")),
            (3, "発議第一号", "意見書の提出について"),
        ),
    )
    yield PaperCase(
        "a heading above each two columns",
        (
            (
                ("出席議員", "", "欠席議員", ""),
                ("1番", "山下　清隆", "4番", "青木　太郎"),
                ("2番", "加藤　啓二", "", ""),
            ),
        ),
        (A, ("青木太郎", "議員", "4", True), B),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "an attached sheet of members and staff",
        lines(
            "（別紙）\n出席者一覧\n（委員）\n山下　清隆\n加藤　啓二\n（町）\n町長　　小田切　誠\n福祉課　課長　　近藤　美穂\n同　　　主査　　西村　恵"
        ),
        (
            ("山下清隆", "委員", "", False),
            ("加藤啓二", "委員", "", False),
            MAYOR,
            F,
            ("西村恵", "福祉課主査", "", False),
        ),
    )


def fourth() -> Iterator[PaperCase]:
    """Eight more, after what the third ten showed was mended."""
    yield PaperCase(
        "members of committees with a slash",
        lines("総務委員会委員名簿\n委員長：山下　清隆／副委員長：加藤　啓二／委員：大塚　由紀・青木　太郎"),
        (CHAIR, DEPUTY, ("大塚由紀", "委員", "", False), ("青木太郎", "委員", "", False)),
    )
    yield PaperCase(
        "an agenda with who explains",
        lines(
            "教育委員会定例会　会議日程\n日程第１　前回会議録の承認\n日程第２　教育長報告\n日程第３　議案第21号　緑川町立学校管理規則の一部改正について（説明者：教育課長）\n日程第４　その他"
        ),
        items=(
            (1, "", "前回会議録の承認"),
            (2, "", "教育長報告"),
            (3, "議案第21号", "緑川町立学校管理規則の一部改正について"),
            (4, "", "その他"),
        ),
    )
    yield PaperCase(
        "a sheet with two lists below each other",
        (
            "出席者名簿",
            (
                ("議席", "氏名", "役職"),
                ("1", "山下　清隆", "議員"),
                ("2", "加藤　啓二", "議員"),
                ("", "", ""),
                ("職名", "氏名", ""),
                ("町長", "小田切　誠", ""),
                ("福祉課長", "近藤　美穂", ""),
            ),
        ),
        (A, B, MAYOR, F),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a consultation's form in lines",
        lines(
            "相談受付票\n相談日　令和8年9月3日\n相談員　木村　望\n相談者　大森　礼子（おおもり　れいこ）\n続柄　本人\n相談内容　家賃の滞納について"
        ),
        (("木村望", "相談員", "", False), ("大森礼子", "相談者", "", False)),
    )
    yield PaperCase(
        "titles with numbers and brackets",
        lines(
            "次第\n1　開会\n2　議題\n(1)　「緑川町DX推進計画(案)」について\n(2)　第3期子ども・子育て支援事業計画（R9～R13）の策定について\n(3)　令和7年度決算（見込み）の概要\n3　閉会"
        ),
        items=(
            (None, "", "「緑川町DX推進計画(案)」について"),
            (None, "", "第3期子ども・子育て支援事業計画(R9~R13)の策定について"),
            (None, "", "令和7年度決算(見込み)の概要"),
        ),
    )
    yield PaperCase(
        "two in a line with remarks",
        lines(
            "出席議員\n1番　山下　清隆（早退）　　2番　加藤　啓二（遅参）\n3番　大塚　由紀　　　　　4番　青木　太郎（忌引のため欠席）"
        ),
        (A, B, C, ("青木太郎", "議員", "4", True)),
    )
    yield PaperCase(
        "a report with its bills in a sentence",
        lines(
            "議事日程\n日程第１　議案第１号、議案第３号から議案第５号まで及び議案第８号　条例の制定について\n日程第２　委員会提出議案第１号　会議規則の一部改正について"
        ),
        items=(
            *((1, f"議案第{n}号", "条例の制定について") for n in (1, 3, 4, 5, 8)),
            (2, "委員会提出議案第1号", "会議規則の一部改正について"),
        ),
    )
    yield PaperCase(
        "numbers with hyphens",
        lines("次第\n1．開会\n2．議題\n2-1．空き家対策について\n2-2．公園の整備について\n3．閉会"),
        items=((None, "", "空き家対策について"), (None, "", "公園の整備について")),
    )
