"""Six more ordinary papers (set I), written after set H had been read and before the mended reader was run on them; all names are invented."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.bench.sheets.everyday_papers import ALL, OTHER, TABLES, member
from scripts.bench.sheets.hall_papers import business
from scripts.bench.sheets.paper_kinds import lines
from scripts.bench.sheets.paper_truth import PaperCase

# fmt: off


def cases() -> Iterator[PaperCase]:
    """All of them."""
    yield PaperCase(
        "I 01 地域福祉計画策定委員会",
        lines("第３回　北浦市地域福祉計画策定委員会　次第\n\n　日　時　令和７年１１月１８日（火）　１０：００～\n　会　場　総合福祉会館　２階　研修室\n\n　１．開　会\n\n　２．委員長あいさつ\n\n　３．議　題\n　　　(１)　第２回委員会の議事録（案）について　　　・・・・・資料１\n　　　(２)　地域福祉計画（素案）について　　　　　　・・・・・資料２\n　　　　　　・基本理念と基本目標\n　　　　　　・重点的な取組\n　　　(３)　パブリックコメントの実施について　　　　・・・・・資料３\n\n　４．その他\n　　　　次回　令和８年１月２０日（火）１０：００～\n\n　５．閉　会\n\n　〔出席委員〕\n　　委 員 長　　楠　　　正　雄　　　　（北浦大学　教授）\n　　副委員長　　秋　庭　洋　子　　　　（民生委員児童委員協議会　会長）\n　　委　　員　　都　築　　　誠　　　　（社会福祉協議会　常務理事）\n　　　〃　　　　飯　沼　和　男　　　　（老人クラブ連合会　会長）\n　　　〃　　　　新　妻　あかね　　　　（公募委員）\n　〔欠席委員〕\n　　委　　員　　郡　司　　　茂　　　　（自治会連合会　会長）\n　〔事 務 局〕\n　　福祉部長　塙　俊樹、社会福祉課長　大和田　真理、同課長補佐　軽部　潤、主任　沼尻　彩"),
        people=(member("楠正雄", "委員長"), member("秋庭洋子", "副委員長"), member("都築誠", "委員"), member("飯沼和男", "委員"), member("新妻あかね", "委員"), member("郡司茂", "委員", True), member("塙俊樹", "福祉部長"), member("大和田真理", "社会福祉課長"), member("軽部潤", "社会福祉課長補佐"), member("沼尻彩", "主任")),
        items=(business("第2回委員会の議事録(案)について"), business("地域福祉計画(素案)について"), business("パブリックコメントの実施について")),
        optional=(OTHER, business("基本理念と基本目標"), business("重点的な取組")),
        forms=ALL,
    )
    yield PaperCase(
        "I 02 空家等対策協議会 名簿",
        ("北浦市空家等対策協議会　委員名簿", "令和７年４月１日現在", (("役職", "氏　名", "所　属", "選出区分", "出欠"), ("会　長", "根　本　　健", "北浦市長", "市長", "出席"), ("副会長", "寺　門　恵　美", "茨木県宅地建物取引業協会", "不動産", "出席"), ("委　員", "鴨　志　田　隆", "茨木県建築士会", "建築", "欠席"), ("委　員", "海老根　　智　子", "茨木司法書士会", "法務", "出席"), ("委　員", "小　野　瀬　光　男", "区長会", "地域", "出席"), ("委　員", "石　川　　誠", "北浦警察署生活安全課長", "行政", "代理出席（係長　安　藤　亮）"))),
        people=(member("根本健", "会長"), member("寺門恵美", "副会長"), member("鴨志田隆", "委員", True), member("海老根智子", "委員"), member("小野瀬光男", "委員"), member("石川誠", "委員", True), member("安藤亮", "係長")),
        items=(),
        optional=(OTHER,),
        forms=TABLES,
    )
    yield PaperCase(
        "I 03 市議会 議事日程 第2号",
        lines("　　　　　令和７年第３回北浦市議会定例会議事日程（第２号）\n\n　　　　　　　　　　　　　令和７年９月９日（火）午前１０時開議\n\n　第１　　一般質問\n　　　　　　１番　宮　本　千　秋　君\n　　　　　　２番　菊　地　　　孝　君\n　　　　　　３番　雨　谷　義　男　君\n　第２　　議案第６０号から議案第６３号まで（質疑、委員会付託）\n　第３　　認定第１号から認定第３号まで（質疑、決算特別委員会設置、付託）\n　第４　　請願の委員会付託\n\n出席議員（１４名）　全員\n説明のため出席した者\n　市長　根本　健　　副市長　桜井　護　　教育長　小沼　敏男　　総務部長　川又　博\n　市民生活部長　照沼　茂雄　　福祉部長　塙　俊樹　　建設部長　黒澤　純　　会計管理者　大内　香"),
        people=(member("宮本千秋", "議員", False, "1"), member("菊地孝", "議員", False, "2"), member("雨谷義男", "議員", False, "3"), member("根本健", "市長"), member("桜井護", "副市長"), member("小沼敏男", "教育長"), member("川又博", "総務部長"), member("照沼茂雄", "市民生活部長"), member("塙俊樹", "福祉部長"), member("黒澤純", "建設部長"), member("大内香", "会計管理者")),
        items=(business("一般質問", "", 1), business("", "議案第60号", 2), business("", "議案第61号", 2), business("", "議案第62号", 2), business("", "議案第63号", 2), business("", "認定第1号", 3), business("", "認定第2号", 3), business("", "認定第3号", 3), business("請願の委員会付託", "", 4)),
        optional=(OTHER,),
        forms=ALL,
    )
    yield PaperCase(
        "I 04 チーム員会議",
        ("認知症初期集中支援チーム　チーム員会議", (("日時", "令和７年１２月４日（木）１３：３０～１４：３０"), ("場所", "北浦市役所　３０２会議室"), ("出席者", "医師　真家　康夫、保健師　内桶　千恵、社会福祉士　成島　大、認知症地域支援推進員　細谷　めぐみ"), ("欠席者", "作業療法士　箕輪　舞")), (("No.", "内容", "担当", "時間"), ("1", "新規ケースの報告（２件）", "内桶", "20分"), ("2", "継続ケースの経過報告（３件）", "成島", "20分"), ("3", "終結ケースの確認", "細谷", "10分"), ("4", "情報交換", "全員", "10分"))),
        people=(member("真家康夫", "医師"), member("内桶千恵", "保健師"), member("成島大", "社会福祉士"), member("細谷めぐみ", "認知症地域支援推進員"), member("箕輪舞", "作業療法士", True)),
        items=(business("新規ケースの報告（２件）"), business("継続ケースの経過報告（３件）"), business("終結ケースの確認"), business("情報交換")),
        optional=(OTHER,),
        forms=TABLES,
    )
    yield PaperCase(
        "I 05 農業委員会 総会",
        lines("令和７年１１月　北浦市農業委員会定例総会\n\n１　日　時　令和７年１１月１０日（月）午後１時３０分\n２　場　所　北浦市役所　全員協議会室\n３　出席委員（８名）\n　　　１番　飛田　一夫　　２番　磯崎　和子　　３番　小圷　　勝　　５番　打越　敏夫\n　　　６番　根矢　正男　　７番　鬼澤　保男　　８番　樫村　達人　　９番　大曽根　薫\n４　欠席委員（１名）\n　　　４番　宇留野　博\n５　議事日程\n　　第１　議事録署名委員の指名\n　　第２　報告第１５号　農地法第１８条第６項の規定による通知について\n　　第３　議案第３１号　農地法第３条の規定による許可申請について\n　　第４　議案第３２号　農地法第５条の規定による許可申請について\n　　第５　議案第３３号　農用地利用集積等促進計画（案）について\n６　事務局職員\n　　　事務局長　会沢　浩　　係長　助川　美穂　　主事　平戸　翼"),
        people=(member("飛田一夫", "委員", False, "1"), member("磯崎和子", "委員", False, "2"), member("小圷勝", "委員", False, "3"), member("打越敏夫", "委員", False, "5"), member("根矢正男", "委員", False, "6"), member("鬼澤保男", "委員", False, "7"), member("樫村達人", "委員", False, "8"), member("大曽根薫", "委員", False, "9"), member("宇留野博", "委員", True, "4"), member("会沢浩", "事務局長"), member("助川美穂", "係長"), member("平戸翼", "主事")),
        items=(business("議事録署名委員の指名", "", 1), business("農地法第18条第6項の規定による通知について", "報告第15号", 2), business("農地法第3条の規定による許可申請について", "議案第31号", 3), business("農地法第5条の規定による許可申請について", "議案第32号", 4), business("農用地利用集積等促進計画(案)について", "議案第33号", 5)),
        optional=(OTHER,),
        forms=ALL,
    )
    yield PaperCase(
        "I 06 校長会議",
        lines("北浦市校長会議　次第\n\n期日　令和７年１２月３日（水）\n会場　北浦市教育センター\n進行　指導課　小林\n\n１　開　会　　　　　　　　　　　　　　教育次長　　木　内　　剛\n２　教育長あいさつ　　　　　　　　　　教 育 長　　小　沼　敏　男\n３　指示・連絡事項\n　（１）学校教育課\n　　　・教職員の人事評価について\n　　　・冬季休業中の服務について\n　（２）指導課\n　　　・学力向上について\n　　　・いじめ調査の報告について\n　（３）学校給食センター\n　　　・３学期の給食開始日について\n４　校長会より\n５　質疑応答\n６　閉　会"),
        people=(member("木内剛", "教育次長"), member("小沼敏男", "教育長"), member("小林", "指導課|")),
        items=(business("教職員の人事評価について"), business("冬季休業中の服務について"), business("学力向上について"), business("いじめ調査の報告について"), business("3学期の給食開始日について"), business("校長会より"), business("質疑応答")),
        optional=(OTHER,),
        forms=ALL,
    )
