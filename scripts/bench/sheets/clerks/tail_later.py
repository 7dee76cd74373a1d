"""A second, smaller round of rosters and word lists, written after those of tail.py had been mended and before it was run."""

from __future__ import annotations

from pathlib import Path

from openpyxl.styles import Font

from scripts.bench.sheets.clerks.tail import keep, made
from scripts.bench.sheets.clerks.truth import Person, Term, Truth

P, T = Person, Term


def cards_side_by_side(folder: Path) -> Truth:
    """Forms for one person each, two beside each other."""
    people = (
        ("渋江　真", "しぶえ　まこと", "会長"),
        ("桜庭　翠", "さくらば　みどり", "副会長"),
        ("楡井　拓", "にれい　たく", "委員"),
        ("樋渡　光", "ひわたし　ひかる", "委員"),
    )
    rows: list[tuple[object, ...]] = []
    for one, two in (people[:2], people[2:]):
        rows += [
            ("氏名", one[0], None, "氏名", two[0]),
            ("ふりがな", one[1], None, "ふりがな", two[1]),
            ("役職", one[2], None, "役職", two[2]),
            (),
        ]
    keep(folder, rows)
    return Truth(people=tuple(P(name="".join(n.split()), reading="".join(k.split()), post=p) for n, k, p in people))


def parents(folder: Path) -> Truth:
    """A parents' association: the children's names stand beside."""
    rows = (
        ("令和8年度　ＰＴＡ役員名簿",),
        ("役員名", "保護者氏名", "学年・組", "児童氏名", "連絡先"),
        ("会長", "楢崎　健", "6-1", "楢崎　結", "090-1"),
        ("副会長", "轟　美咲", "5-2", "轟　陽太", "090-2"),
        ("会計", "蓮見　徹", "4-1", "蓮見　さくら", "090-3"),
    )
    keep(folder, rows)
    return Truth(people=(P(name="楢崎健", post="会長"), P(name="轟美咲", post="副会長"), P(name="蓮見徹", post="会計")))


def doctors(folder: Path) -> Truth:
    """A hospital: 医師名 as the heading, the post without the department."""
    rows = (
        ("診療科", "役職", "医師名", "ふりがな", "専門分野"),
        ("内科", "診療部長", "生田目　恒", "なまため　ひさし", "循環器"),
        ("外科", "医長", "蛯名　麗", "えびな　れい", "消化器"),
        ("小児科", "非常勤", "薄　一樹", "すすき　かずき", None),
    )
    keep(folder, rows)
    return Truth(
        people=(
            P(name="生田目恒", reading="なまためひさし", post="診療部長"),
            P(name="蛯名麗", post="医長"),
            P(name="薄一樹", reading="すすきかずき"),
        )
    )


def marked_leaders(folder: Path) -> Truth:
    """◎ and ○ for a group's leader and secretary, explained at the end; groups merged over their members."""
    rows = (
        ("会派名", "議席", "氏名", "ふりがな"),
        ("清流会", 3, "◎ 角掛　豊", "つのかけ　ゆたか"),
        (None, 7, "○ 晴山　歩", "はれやま　あゆむ"),
        (None, 9, "長内　静", "おさない　しずか"),
        ("市民ネット", 1, "◎ 浄法寺　剛", "じょうぼうじ　ごう"),
        ("◎会派代表者　○幹事長",),
    )
    keep(folder, rows, ("A2:A4",))
    people = (
        P(name="角掛豊", seat=3),
        P(name="晴山歩", seat=7),
        P(name="長内静", seat=9),
        P(name="浄法寺剛", reading="じょうぼうじごう", seat=1),
    )
    return Truth(people=people)


def unicode_text(folder: Path) -> Truth:
    """Saved from Excel as 「Unicode テキスト」 and renamed to .csv: UTF-16, tabs."""
    text = "氏名\t役職\tふりがな\r\n熊坂　理\t部長\tくまさか　おさむ\r\n曲山　希\t課長\tまがりやま　のぞみ\r\n"
    (folder / "名簿.csv").write_bytes(text.encode("utf-16"))
    return Truth(people=(P(name="熊坂理", reading="くまさかおさむ", post="部長"), P(name="曲山希", post="課長")))


def substitutes_of_board(folder: Path) -> Truth:
    """選挙管理委員会: members, then their substitutes in order."""
    rows = (
        ("選挙管理委員会",),
        ("職名", "氏名", "任期"),
        ("委員長", "千葉　守", "R5.12.1～R9.11.30"),
        ("職務代理者", "及川　香", "R5.12.1～R9.11.30"),
        ("補充員（第1順位）", "菊池　直", "R5.12.1～R9.11.30"),
        ("補充員（第2順位）", "―", None),
    )
    keep(folder, rows)
    people = (P(name="千葉守", post="委員長"), P(name="及川香", post="職務代理者"), P(name="菊池直", post="補充員"))
    return Truth(people=people)


def centres(folder: Path) -> Truth:
    """A line for each centre: who heads it and who consults."""
    rows = (
        ("担当圏域", "センター名", "管理者", "主任ケアマネジャー", "電話"),
        ("東部", "東部地域包括支援センター", "似内　久", "箱石　葵", "22-1"),
        ("西部", "西部地域包括支援センター", "八重樫　翼", "（欠員）", "22-2"),
    )
    keep(folder, rows)
    people = (
        P(name="似内久", post="管理者"),
        P(name="箱石葵", post="主任ケアマネジャー"),
        P(name="八重樫翼", post="管理者"),
    )
    return Truth(people=people)


def new_beside_struck(folder: Path) -> Truth:
    """Changed by hand during the year: the old name struck out in one cell, the new one below it in a row of its own."""
    book, sheet = made(
        (
            ("役職", "氏名", "備考"),
            ("教育長", "小笠原　学", None),
            ("学校教育課長", "昆　浩子", "～9/30"),
            (None, "沢里　稔", "10/1～"),
            ("社会教育課長", "田鎖　緑", None),
        )
    )
    sheet["B3"].font = Font(strike=True)
    book.save(folder / "名簿.xlsx")
    people = (P(name="小笠原学", post="教育長"), P(name="沢里稔"), P(name="田鎖緑", post="社会教育課長"))
    return Truth(people=people, named=("昆",))


def two_posts_two_rows(folder: Path) -> Truth:
    """Somebody in two rows with two posts; names with a middle dot between surname and given name."""
    rows = (
        ("職名", "氏名", "ふりがな"),
        ("総務課長", "四戸・守", "しのへ・まもる"),
        ("会計管理者", "大宮・翠", "おおみや・みどり"),
        ("選挙管理委員会書記長（併任）", "四戸・守", "しのへ・まもる"),
    )
    keep(folder, rows)
    return Truth(people=(P(name="四戸・守", post="総務課長"), P(name="大宮・翠", post="会計管理者")))


def place_terms(folder: Path) -> Truth:
    """地名 as the heading, its reading in kana of two kinds, what people say instead."""
    rows = (
        ("地名", "読み（ひらがな）", "読み（カタカナ）", "通称"),
        ("附馬牛", "つきもうし", "ツキモウシ", None),
        ("綾織町新里", "あやおりちょうにっさと", "アヤオリチョウニッサト", "新里"),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    terms = (
        T(text="附馬牛", readings=("つきもうし",)),
        T(text="綾織町新里", readings=("あやおりちょうにっさと",)),
        T(text="新里", column="通称"),
    )
    return Truth(terms=terms)


def crosses_and_circles(folder: Path) -> Truth:
    """× for what is wrong and ○ for what is right, as headings."""
    rows = (("×", "○", "読み"), ("付馬牛", "附馬牛", "つきもうし"), ("遠の", "遠野", "とおの"))
    made(rows)[0].save(folder / "用語.xlsx")
    return Truth(terms=(T(text="附馬牛", readings=("つきもうし",)), T(text="遠野", readings=("とおの",))))


def names_as_words(folder: Path) -> Truth:
    """Organisations and people who are often named, with a column that says which; a word with a stroke."""
    rows = (
        ("種別", "語句", "よみがな", "補足説明"),
        ("団体", "ふるさと塾", "ふるさとじゅく", "NPO"),
        ("人名", "佐々木喜善", "ささききぜん", "郷土の人"),
        ("用語", "子ども／若者計画", "こども／わかものけいかく", None),
    )
    made(rows)[0].save(folder / "用語.xlsx")
    terms = (
        T(text="ふるさと塾", readings=("ふるさとじゅく",)),
        T(text="佐々木喜善", readings=("ささききぜん",)),
        T(text="子ども／若者計画"),
    )
    return Truth(terms=terms, either=("子ども", "若者計画"), named=("子ども",))
