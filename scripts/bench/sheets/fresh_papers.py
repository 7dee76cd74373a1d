"""Papers that were written after the reader of papers was, of kinds that nobody had looked at."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.paper_kinds import CHAIR, DEPUTY, MAYOR, S1, S2, VICE, A, B, C, lines
from scripts.bench.sheets.paper_truth import PaperCase


def cases() -> Iterator[PaperCase]:
    """All of them."""
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
