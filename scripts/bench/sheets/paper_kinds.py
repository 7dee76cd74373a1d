"""Papers of the shapes that offices were seen to make: who attends, and agendas of councils and committees."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.paper_truth import ItemTruth, PaperCase, PersonTruth

A: PersonTruth = ("山下清隆", "議員", "1", False)
B: PersonTruth = ("加藤啓二", "議員", "2", False)
C: PersonTruth = ("大塚由紀", "議員", "3", False)
D: PersonTruth = ("青木太郎", "議員", "4", False)
E_: PersonTruth = ("青木太郎", "議員", "4", True)
F: PersonTruth = ("近藤美穂", "福祉課長", "", False)
G: PersonTruth = ("田中実", "総務課長", "", False)
MAYOR: PersonTruth = ("小田切誠", "町長", "", False)
VICE: PersonTruth = ("樋口雅人", "副町長", "", False)
CHAIR: PersonTruth = ("山下清隆", "委員長", "", False)
DEPUTY: PersonTruth = ("加藤啓二", "副委員長", "", False)


def of_committee(*people: PersonTruth) -> tuple[PersonTruth, ...]:
    """The same as members of a committee, without seats."""
    return tuple((name, "委員", "", absent) for name, _, _, absent in people)


def lines(text: str) -> tuple[str, ...]:
    """Lines without the first and last break."""
    return tuple(text.strip("\n").split("\n"))


def cases() -> Iterator[PaperCase]:
    """All of them."""
    yield from _people_in_lines()
    yield from _people_in_tables()
    yield from _schedules()
    yield from _committee_agendas()


def _people_in_lines() -> Iterator[PaperCase]:
    yield PaperCase(
        "two a line",
        lines("出席議員\n1番　山下　清隆　　　2番　加藤　啓二\n3番　大塚　由紀　　　4番　青木　太郎"),
        (A, B, C, D),
    )
    yield PaperCase(
        "three a line, tabs",
        lines("出席議員\n1番\t山下　清隆\t2番\t加藤　啓二\t3番\t大塚　由紀\n4番\t青木　太郎"),
        (A, B, C, D),
    )
    yield PaperCase(
        "two a line, single spaces",
        lines("出席議員\n1番 山下 清隆 2番 加藤 啓二\n3番 大塚 由紀 4番 青木 太郎"),
        (A, B, C, D),
    )
    yield PaperCase(
        "in one line with commas", ("出席議員　1番 山下清隆、2番 加藤啓二、3番 大塚由紀、4番 青木太郎",), (A, B, C, D)
    )
    yield PaperCase(
        "honorifics",
        lines("出席議員（4名）\n１番　山下清隆君　２番　加藤啓二君\n３番　大塚由紀君　４番　青木太郎君"),
        (A, B, C, D),
    )
    yield PaperCase(
        "議員 behind the names",
        lines("出席議員\n１番　山下　清隆　議員　　２番　加藤　啓二　議員\n３番　大塚　由紀　議員"),
        (A, B, C),
    )
    yield PaperCase(
        "furigana in parentheses",
        lines("出席議員\n１番　山下　清隆（やました　きよたか）　２番　加藤　啓二（かとう　けいじ）"),
        (A, B),
    )
    yield PaperCase(
        "without a heading",
        lines("1番　山下　清隆　　2番　加藤　啓二\n福祉課長　近藤　美穂　　総務課長　田中　実"),
        (A, B, F, G),
    )
    yield PaperCase(
        "names alone, three a line",
        lines("出席委員\n山下　清隆　　加藤　啓二　　大塚　由紀\n青木　太郎"),
        of_committee(A, B, C, D),
    )
    yield PaperCase(
        "names alone with single spaces",
        lines("出席委員\n山下 清隆 加藤 啓二\n大塚 由紀 青木 太郎"),
        of_committee(A, B, C, D),
    )
    yield PaperCase(
        "names written together", lines("出席委員　山下清隆、加藤啓二、大塚由紀、青木太郎"), of_committee(A, B, C, D)
    )
    yield PaperCase(
        "chair and deputy in one line", lines("出席者\n委員長　山下　清隆　　副委員長　加藤　啓二"), (CHAIR, DEPUTY)
    )
    yield PaperCase(
        "posts spread",
        lines(
            "説明のため出席した者の職氏名\n町　　　長　　小田切　誠　　　副　町　長　　樋口　雅人\n福 祉 課 長　　近藤　美穂　　　総 務 課 長　　田中　実"
        ),
        (MAYOR, VICE, F, G),
    )
    yield PaperCase(
        "explainers in one line",
        ("説明のため出席した者の職氏名　町長　小田切　誠　副町長　樋口　雅人　福祉課長　近藤　美穂",),
        (MAYOR, VICE, F),
    )
    yield PaperCase(
        "explainers with commas",
        ("説明員：町長 小田切誠、副町長 樋口雅人、福祉課長 近藤美穂、総務課長 田中実",),
        (MAYOR, VICE, F, G),
    )
    yield PaperCase(
        "post close to the name", lines("説明員\n町長小田切誠　副町長樋口雅人\n福祉課長近藤美穂"), (MAYOR, VICE, F)
    )
    yield PaperCase("leaders", lines("説明員\n町長………小田切　誠\n福祉課長……近藤　美穂"), (MAYOR, F))
    yield PaperCase(
        "departments before posts",
        lines("説明員\n福祉部　福祉課長　近藤　美穂　　総務部　総務課長　田中　実"),
        (("近藤美穂", "福祉部福祉課長", "", False), ("田中実", "総務部総務課長", "", False)),
    )
    yield PaperCase(
        "post behind the name", lines("出席者\n山下　清隆　委員長　　加藤　啓二　副委員長"), (CHAIR, DEPUTY)
    )
    yield PaperCase(
        "absent in brackets",
        lines("出席議員\n1番　山下　清隆　　2番　加藤　啓二\n3番　大塚　由紀　　4番　青木　太郎（欠席）"),
        (A, B, C, E_),
    )
    yield PaperCase("absent behind the name", lines("議員名簿\n1番　山下　清隆\n4番　青木　太郎　欠席"), (A, E_))
    yield PaperCase(
        "absent below their heading",
        lines("出席議員\n1番　山下　清隆\n2番　加藤　啓二\n欠席議員\n4番　青木　太郎\n説明員\n町長　小田切　誠"),
        (A, B, E_, MAYOR),
    )
    yield PaperCase(
        "nobody absent", lines("出席議員\n1番　山下　清隆\n欠席議員　なし\n説明員　町長　小田切　誠"), (A, MAYOR)
    )
    yield PaperCase(
        "heading spread",
        lines("出　席　議　員\n１番　山　下　清　隆　　２番　加　藤　啓　二\n欠　席　議　員\n４番　青　木　太　郎"),
        (A, B, E_),
    )
    yield PaperCase(
        "one-character names",
        lines("出席議員\n1番　森　　　明　　2番　林　　　誠\n3番　関　　一郎　　4番　東海林　進"),
        (
            ("森明", "議員", "1", False),
            ("林誠", "議員", "2", False),
            ("関一郎", "議員", "3", False),
            ("東海林進", "議員", "4", False),
        ),
    )
    yield PaperCase(
        "names in kana",
        lines("出席議員\n1番　さとう　まりこ　　2番　ジョン・スミス\n3番　青木　さやか"),
        (
            ("さとうまりこ", "議員", "1", False),
            ("ジョン・スミス", "議員", "2", False),
            ("青木さやか", "議員", "3", False),
        ),
    )
    yield PaperCase(
        "variant characters, two a line",
        lines("出席議員\n1番　髙橋　花子　　2番　濵﨑　勇\n3番　𠮷田　恵　　4番　黒栁　徹"),
        (
            ("髙橋花子", "議員", "1", False),
            ("濵﨑勇", "議員", "2", False),
            ("𠮷田恵", "議員", "3", False),
            ("黒栁徹", "議員", "4", False),
        ),
    )
    yield PaperCase(
        "surnames and titles",
        ("出席者　山下委員長、加藤副委員長、大塚委員、青木委員",),
        (
            ("山下", "委員長", "", False),
            ("加藤", "副委員長", "", False),
            ("大塚", "委員", "", False),
            ("青木", "委員", "", False),
        ),
    )
    yield PaperCase(
        "groups that send members",
        lines("委員名簿\n会長　山下　清隆　緑川町商工会\n委員　加藤　啓二　緑川町社会福祉協議会"),
        (("山下清隆", "会長", "", False), ("加藤啓二", "委員", "", False)),
    )
    yield PaperCase(
        "posts with kana",
        lines("説明員\nまちづくり課長　近藤　美穂　　こども家庭課長　田中　実"),
        (("近藤美穂", "まちづくり課長", "", False), ("田中実", "こども家庭課長", "", False)),
    )
    yield PaperCase(
        "a proxy",
        lines("説明員\n総務課長　田中　実（代理　課長補佐　佐藤　一郎）"),
        (G, ("佐藤一郎", "課長補佐", "", False)),
    )
    yield PaperCase(
        "a consultation",
        lines("出席者\n相談員　木村　望　　相談者　大森　礼子\n同席者　大森　恵子"),
        (("木村望", "相談員", "", False), ("大森礼子", "相談者", "", False), ("大森恵子", "", "", False)),
    )
    yield PaperCase(
        "running text names nobody",
        lines("町長　小田切　誠は、次のとおり述べた。\n1番議員の質問に対し、福祉課長が答弁した。"),
    )


def _people_in_tables() -> Iterator[PaperCase]:
    yield PaperCase(
        "cells side by side",
        ((("委員長　山下　清隆", "副委員長　加藤　啓二"), ("委員　大塚　由紀", "委員　青木　太郎")),),
        (CHAIR, DEPUTY, ("大塚由紀", "委員", "", False), ("青木太郎", "委員", "", False)),
    )
    yield PaperCase(
        "two groups of columns",
        (
            "出席議員",
            (
                ("番号", "氏名", "番号", "氏名"),
                ("１", "山下　清隆", "２", "加藤　啓二"),
                ("３", "大塚　由紀", "４", "青木　太郎"),
            ),
        ),
        (A, C, B, D),
    )
    yield PaperCase(
        "three groups of columns",
        (
            "議員名簿",
            (
                ("議席", "氏名") * 3,
                ("1", "山下　清隆", "2", "加藤　啓二", "3", "大塚　由紀"),
                ("4", "青木　太郎", "", "", "", ""),
            ),
        ),
        (A, D, B, C),
    )
    yield PaperCase(
        "two groups without headings",
        ("出席議員", (("1番", "山下　清隆", "2番", "加藤　啓二"), ("3番", "大塚　由紀", "4番", "青木　太郎"))),
        (A, B, C, D),
    )
    yield PaperCase(
        "bare numbers without headings",
        ("出席議員", (("1", "山下　清隆", "2", "加藤　啓二"), ("3", "大塚　由紀", "4", "青木　太郎"))),
        (A, B, C, D),
    )
    yield PaperCase(
        "numbers of a committee are no seats",
        ("委員名簿", (("番号", "氏名", "番号", "氏名"), ("1", "山下　清隆", "2", "加藤　啓二"))),
        (("山下清隆", "委員|", "", False), ("加藤啓二", "委員|", "", False)),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "posts and names, four columns",
        (
            "説明員",
            (("町長", "小田切　誠", "副町長", "樋口　雅人"), ("福祉課長", "近藤　美穂", "総務課長", "田中　実")),
        ),
        (MAYOR, VICE, F, G),
    )
    yield PaperCase(
        "post, name, post, name with headings",
        (
            (
                ("職名", "氏名", "職名", "氏名"),
                ("町長", "小田切　誠", "福祉課長", "近藤　美穂"),
                ("副町長", "樋口　雅人", "総務課長", "田中　実"),
            ),
        ),
        (MAYOR, VICE, F, G),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "absent in a column",
        ("議員名簿", (("議席", "氏名", "出欠"), ("1", "山下　清隆", "出"), ("4", "青木　太郎", "欠"))),
        (A, E_),
    )
    yield PaperCase(
        "absent in the name's cell",
        ("議員名簿", (("議席", "氏名", "備考"), ("1", "山下　清隆", ""), ("4", "青木　太郎（欠席）", ""))),
        (A, E_),
    )
    yield PaperCase(
        "a table and lines",
        (
            "出席議員",
            (("議席", "氏名"), ("1", "山下　清隆"), ("2", "加藤　啓二")),
            "説明員",
            "町長　小田切　誠　　副町長　樋口　雅人",
        ),
        (A, B, MAYOR, VICE),
    )
    yield PaperCase(
        "one cell with two lines",
        ("説明員", (("町長　小田切　誠\n副町長　樋口　雅人", "福祉課長　近藤　美穂\n総務課長　田中　実"),)),
        (MAYOR, VICE, F, G),
        forms=("docx", "xlsx"),
    )


S1: ItemTruth = (1, "", "会議録署名議員の指名")
S2: ItemTruth = (2, "", "会期の決定")


def _schedules() -> Iterator[PaperCase]:
    head = "令和8年第4回緑川町議会定例会　議事日程（第2号）\n令和8年9月3日（木）午前10時開議\n"
    yield PaperCase(
        "a schedule",
        lines(head + "日程第１　会議録署名議員の指名\n日程第２　会期の決定\n日程第３　議案第７号　財産の取得について"),
        items=(S1, S2, (3, "議案第7号", "財産の取得について")),
    )
    yield PaperCase(
        "a range without titles",
        lines(
            head
            + "日程第１　会議録署名議員の指名\n日程第２　議案第45号から議案第47号まで（一括議題・委員会付託）\n日程第３　閉会中の継続調査について"
        ),
        items=(
            S1,
            (2, "議案第45号", ""),
            (2, "議案第46号", ""),
            (2, "議案第47号", ""),
            (3, "", "閉会中の継続調査について"),
        ),
        said=("3件の議案",),
    )
    yield PaperCase(
        "a range, a wave, two",
        lines(
            head
            + "日程第1　議案第48号～第50号　条例の一部改正について\n日程第2　議案第51号及び議案第52号　財産の取得について"
        ),
        items=tuple((1, f"議案第{n}号", "条例の一部改正について") for n in (48, 49, 50))
        + tuple((2, f"議案第{n}号", "財産の取得について") for n in (51, 52)),
    )
    yield PaperCase(
        "a range with titles below",
        lines(
            head
            + "日程第１　議案第45号から議案第47号まで\n　議案第45号　令和8年度緑川町一般会計補正予算（第2号）\n　議案第46号　令和8年度緑川町介護保険特別会計補正予算（第1号）\n　議案第47号　財産の取得について"
        ),
        items=(
            (1, "議案第45号", "令和8年度緑川町一般会計補正予算(第2号)"),
            (1, "議案第46号", "令和8年度緑川町介護保険特別会計補正予算(第1号)"),
            (1, "議案第47号", "財産の取得について"),
        ),
    )
    yield PaperCase(
        "ないし and 、",
        lines(
            head
            + "日程第１　認定第１号ないし認定第３号　決算の認定について\n日程第２　請願第１号、請願第２号　教育予算の拡充を求める請願"
        ),
        items=tuple((1, f"認定第{n}号", "決算の認定について") for n in (1, 2, 3))
        + tuple((2, f"請願第{n}号", "教育予算の拡充を求める請願") for n in (1, 2)),
    )
    yield PaperCase(
        "one range of the schedule",
        lines(head + "日程第１から日程第３まで　議案第１号から議案第３号まで　令和8年度予算"),
        items=tuple((n, f"議案第{n}号", "令和8年度予算") for n in (1, 2, 3)),
    )
    yield PaperCase(
        "others without their numbers",
        lines(head + "日程第１　議案第９号ほか２件　条例の制定について"),
        items=((1, "議案第9号", "条例の制定について"),),
        said=("ほか2件",),
    )
    yield PaperCase(
        "a bracket over two lines",
        lines(
            head
            + "日程第1　会議録署名議員の指名\n日程第2　議案第45号から議案第46号まで（一括議題・\n　　　　　委員会付託）\n日程第3　陳情第３号　学校給食費の無償化を求める陳情"
        ),
        items=(S1, (2, "議案第45号", ""), (2, "議案第46号", ""), (3, "陳情第3号", "学校給食費の無償化を求める陳情")),
    )
    yield PaperCase(
        "questioners below",
        lines(head + "日程第１　一般質問\n　１　加藤　啓二　議員\n　２　大塚　由紀　議員\n日程第２　会期の決定"),
        (("加藤啓二", "議員", "", False), ("大塚由紀", "議員", "", False)),
        ((1, "", "一般質問"), S2),
    )
    yield PaperCase(
        "dotted leaders and pages",
        lines(
            "目　次\n日程第１　会議録署名議員の指名…………………………… 3\n日程第２　会期の決定・・・・・・・・・・・・・・ 5\n日程第３　議案第７号　財産の取得について ………… 12ページ"
        ),
        items=(S1, S2, (3, "議案第7号", "財産の取得について")),
    )
    yield PaperCase(
        "a title over three lines",
        lines(
            head
            + "日程第１　議案第８号　緑川町空き家等対策の推進に関する条例及び緑川町\n　　　　　景観条例の一部を改正する条例の一部を改正す\n　　　　　る条例について\n日程第２　会期の決定"
        ),
        items=(
            (
                1,
                "議案第8号",
                "緑川町空き家等対策の推進に関する条例及び緑川町景観条例の一部を改正する条例の一部を改正する条例について",
            ),
            S2,
        ),
    )
    yield PaperCase(
        "bills under one number",
        lines(
            head
            + "日程第１　議案第１号　専決処分の承認について\n　　　　　議案第２号　財産の取得について\n日程第２　会期の決定"
        ),
        items=((1, "議案第1号", "専決処分の承認について"), (1, "議案第2号", "財産の取得について"), S2),
    )
    yield PaperCase(
        "an added item",
        lines(head + "日程第１　会議録署名議員の指名\n追加日程第１　発議第２号　意見書の提出について"),
        items=(S1, (1, "発議第2号", "意見書の提出について")),
    )
    yield PaperCase(
        "the proposer in a column",
        lines(
            head
            + "日程第１\t議案第７号\t財産の取得について\t町長提出\n日程第２\t議案第８号\t工事請負契約の締結について\t総務課長"
        ),
        items=((1, "議案第7号", "財産の取得について"), (2, "議案第8号", "工事請負契約の締結について")),
    )
    table = (
        ("日程", "議案番号", "件　名", "提出者"),
        ("第１", "", "会議録署名議員の指名", "議長"),
        ("第２", "議案第７号", "財産の取得について", "町長"),
        ("第３", "議案第８号", "緑川町空き家等対策の推進に関する\n条例について", "町長"),
    )
    yield PaperCase(
        "a table",
        ("議事日程", table),
        items=(
            S1,
            (2, "議案第7号", "財産の取得について"),
            (3, "議案第8号", "緑川町空き家等対策の推進に関する条例について"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a table with a range",
        (
            (
                ("日程番号", "件名", "提出者"),
                ("1", "会議録署名議員の指名", ""),
                ("2", "議案第45号から議案第46号まで 条例の一部改正について", "町長"),
                ("3", "その他", ""),
            ),
        ),
        items=(
            S1,
            (2, "議案第45号", "条例の一部改正について"),
            (2, "議案第46号", "条例の一部改正について"),
            (3, "", "その他"),
        ),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a table of bills",
        (
            "提出議案一覧",
            (
                ("番号", "件名", "担当課"),
                ("議案第７号", "財産の取得について", "総務課"),
                ("議案第８号", "工事請負契約の締結について", "建設課"),
            ),
        ),
        items=((None, "議案第7号", "財産の取得について"), (None, "議案第8号", "工事請負契約の締結について")),
        forms=("docx", "xlsx", "csv"),
    )
    yield PaperCase(
        "a table without headings",
        ("議事日程", (("日程第１", "", "会議録署名議員の指名"), ("日程第２", "議案第７号", "財産の取得について"))),
        items=(S1, (2, "議案第7号", "財産の取得について")),
    )


def _committee_agendas() -> Iterator[PaperCase]:
    vacant, parks, other = (None, "", "空き家対策について"), (None, "", "公園の整備について"), (None, "", "その他")
    yield PaperCase(
        "a heading of items",
        lines(
            "総務文教委員会　次第\n１．開会\n２．委員長あいさつ\n３．議題\n（１）空き家対策について\n（２）公園の整備について\n（３）その他\n４．閉会"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "circles and kanji",
        lines(
            "緑川町都市計画審議会次第\n一　開会\n二　あいさつ\n三　議事\n　①　空き家対策について\n　②　公園の整備について\n四　その他\n五　閉会"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "glued numbers",
        lines(
            "会議次第\n１開会\n２町長あいさつ\n３協議事項\n(1)空き家対策について\n(2)公園の整備について\n４その他\n５閉会"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "no numbers",
        lines(
            "第2回緑川町行財政改革審議会　次第\n開会\nあいさつ\n議題\n　空き家対策について\n　公園の整備について\nその他\n閉会"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "bullets",
        lines("次第\n○開会\n○議題\n・空き家対策について\n・公園の整備について\n○その他\n○閉会"),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "roman numerals and kana",
        lines("次　第\nⅠ　開会\nⅡ　協議事項\n　ア　空き家対策について\n　イ　公園の整備について\nⅢ　その他\nⅣ　閉会"),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "two headings",
        lines("次第\n1 開会\n2 報告事項\n(1) 空き家対策について\n3 協議事項\n(1) 公園の整備について\n4 その他\n5 閉会"),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "that which may contain",
        lines(
            "次第\n1 開会\n2 報告\n(1) 空き家対策について\n3 協議\n(1) 公園の整備について\n4 その他\n(1) 次回の日程について\n5 閉会"
        ),
        items=(vacant, parks, (None, "", "次回の日程について")),
    )
    yield PaperCase(
        "heads of the paper",
        lines(
            "緑川町地域公共交通会議\n日　時：令和8年9月3日（木）午後2時\n場　所：役場3階　大会議室\n次第\n1　開会\n2　議題\n（1）空き家対策について（資料1）\n（2）公園の整備について【資料２】\n3　その他\n4　閉会"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "numbered heads",
        lines(
            "第3回緑川町子ども・子育て会議\n１　日　時　令和8年9月3日（木）14時\n２　場　所　役場3階　大会議室\n３　議　題\n（１）空き家対策について\n（２）公園の整備について\n４　その他"
        ),
        items=(vacant, parks, other),
    )
    yield PaperCase(
        "agenda and people",
        lines(
            "産業建設委員会　次第\n1　開会\n2　議題\n(1) 空き家対策について\n3　閉会\n出席者\n委員長　山下　清隆　　副委員長　加藤　啓二\n福祉課長　近藤　美穂　　総務課長　田中　実"
        ),
        (CHAIR, DEPUTY, F, G),
        (vacant,),
    )
    yield PaperCase(
        "pages",
        lines("次第\n1　開会\n2　議題\n(1) 空き家対策について\n- 1 -\n(2) 公園の整備について\n3　閉会\n- 2 -"),
        items=(vacant, parks),
    )
    yield PaperCase(
        "bills of a committee",
        lines(
            "総務委員会　審査日程\n1　開会\n2　付託案件\n(1) 議案第45号から議案第46号まで　条例の一部改正について\n(2) 請願第１号　教育予算の拡充を求める請願\n3　その他\n4　閉会"
        ),
        items=(
            (None, "議案第45号", "条例の一部改正について"),
            (None, "議案第46号", "条例の一部改正について"),
            (None, "請願第1号", "教育予算の拡充を求める請願"),
            other,
        ),
    )
    yield PaperCase(
        "one item in the line",
        lines("担当者会議\n日時　令和8年9月3日\n議題：空き家対策について\n次回　未定"),
        items=(vacant,),
    )
    yield PaperCase(
        "a paragraph of what it is about",
        lines("次第\n1　開会\n2　議題\n(1) 空き家対策について\n　説明：建設課\n(2) 公園の整備について\n3　閉会"),
        items=(vacant, parks),
    )
    yield PaperCase("nothing under the heading", lines("次第\n1　開会\n2　議題\n3　閉会"), said=("議題",))
    yield PaperCase(
        "a table as frame",
        (
            ("次第"),
            (
                ("１", "開会"),
                ("２", "議題"),
                ("", "（１）空き家対策について"),
                ("", "（２）公園の整備について"),
                ("３", "閉会"),
            ),
        ),
        items=(vacant, parks),
    )
    yield PaperCase(
        "times before the items",
        lines("次第\n10:00　開会\n10:05　空き家対策について\n10:30　公園の整備について\n11:00　閉会"),
        items=(vacant, parks),
    )
