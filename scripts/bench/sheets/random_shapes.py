"""Seeded rosters that mix what offices do: other headings, blocks, merged cells, hidden and struck rows, notes, odd spellings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from scripts.bench.sheets.truth import Case, Row

_SURNAMES = (("山下", "やました"), ("加藤", "かとう"), ("大塚", "おおつか"), ("佐藤", "さとう"), ("東", "あずま"), ("勅使河原", "てしがわら"),
             ("髙橋", "たかはし"), ("塚本", "つかもと"), ("小鳥遊", "たかなし"), ("服部", "はっとり"), ("長谷川", "はせがわ"), ("渡邉", "わたなべ"))  # fmt: skip
_GIVEN = (("清隆", "きよたか"), ("啓二", "けいじ"), ("由紀", "ゆき"), ("一", "はじめ"), ("さくら", "さくら"), ("太郎", "たろう"), ("祥子", "しょうこ"),
          ("神人", "かみと"), ("ヒロ子", "ひろこ"), ("理恵子", "りえこ"))  # fmt: skip
_POSTS = (
    "議長",
    "副議長",
    "議員",
    "町長",
    "副町長",
    "教育長",
    "総務部長",
    "福祉課長",
    "会計管理者",
    "議会事務局長",
    "書記",
)
_HEADS = {
    "name": ("氏名", "名前", "姓名", "議員名", "氏　名", "氏\n名", "委員氏名", "氏名（敬称略）"),
    "kana": ("ふりがな", "フリガナ", "よみ", "よみがな", "読み仮名", "カナ", "ﾌﾘｶﾞﾅ"),
    "post": ("役職", "職名", "役職名", "肩書", "役　職", "補職名"),
    "seat": ("議席番号", "議席", "席番", "議席No"),
    "note": ("備考", "電話番号", "会派", "期数"),
}


def random_cases(count: int, seed: int = 17) -> Iterator[Case]:
    """So many of them; the same for the same seed."""
    for number in range(count):
        yield _Shape(random.Random(seed * 100_000 + number)).case(f"random {number}")


class _Shape:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._said: list[str] = []
        self._people = self._drawn(chance.randint(1, 24))
        self._rows: list[Row] = []

    def case(self, name: str) -> Case:
        book = Workbook()
        sheets = [book.worksheets[0]]
        if self._chance.random() < 0.25:
            sheets.append(book.create_sheet("説明員"))
        share = max(1, -(-len(self._people) // len(sheets)))
        for at, page in enumerate(sheets):
            people = self._people[at * share : (at + 1) * share]
            if people:
                self._sheet(page, people, len(sheets) > 1)
        if self._chance.random() < 0.2:
            old = book.create_sheet("前期", 0)
            old.append(["氏名", "役職"])
            old.append(["前任 太郎", "議員"])
            old.sheet_state = "hidden"
            self._said.append("前期")
        return Case(name, "名簿.xlsx", lambda path: _save(book, path), tuple(self._rows), tuple(self._said))

    def _drawn(self, count: int) -> list[Row]:
        found: dict[str, Row] = {}
        seats = self._chance.sample(range(1, 60), count)
        while len(found) < count:
            (surname, sound), (given, kana) = self._chance.choice(_SURNAMES), self._chance.choice(_GIVEN)
            post = self._chance.choice(_POSTS)
            seat = str(seats[len(found)]) if post.endswith(("議長", "議員")) else ""
            found.setdefault(surname + given, (f"{surname} {given}", f"{sound} {kana}", post, seat))
        return list(found.values())

    def _sheet(self, page: Worksheet, people: list[Row], several: bool) -> None:
        chance = self._chance
        top, left = chance.randint(1, 4), chance.randint(1, 3)
        for line in range(1, top):
            if chance.random() < 0.6:
                page.cell(line, left, chance.choice(("議員名簿", "令和6年4月1日現在", "出席者一覧", "（敬称略）")))
        blocks = chance.choice((1, 1, 1, 2, 3)) if len(people) > 3 else 1
        fields = ["name", "kana", "post", "seat"] + (["note"] if chance.random() < 0.3 else [])
        chance.shuffle(fields)
        heads = {f: chance.choice(_HEADS[f]) for f in fields}
        split = chance.random() < 0.25  # 氏名 over 姓 and 名
        gap = chance.choice((0, 1)) if blocks > 1 else 0
        share = -(-len(people) // blocks)
        column = left
        for block in range(blocks):
            rows = people[block * share : (block + 1) * share]
            column = self._block(page, rows, fields, heads, (top, column), split, blocks == 1, several) + gap

    def _block(
        self, page: Worksheet, people: list[Row], fields: list[str], heads: dict[str, str], corner: tuple[int, int], split: bool, alone: bool, several: bool
    ) -> int:  # fmt: skip
        top, left = corner
        chance = self._chance
        at: dict[str, int] = {}
        column = left
        for name in fields:
            at[name] = column
            page.cell(top, column, heads[name])
            if name == "name" and split:
                page.merge_cells(start_row=top, end_row=top, start_column=column, end_column=column + 1)
                column += 1
            column += 1
        line = top + 1
        merged_from = 0
        merging = chance.random() < 0.3
        before = ""
        for person in people:
            if alone and chance.random() < 0.08:
                line += self._beside(page, line, left, at, several)
                merged_from, before = 0, ""
            self._person(page, line, at, person, split)
            if merging and person[2] == before:
                if not merged_from:
                    merged_from = line - 1
                page.cell(line, at["post"]).value = None
            else:
                self._merge(page, at["post"], merged_from, line - 1)
                merged_from = 0
                before = person[2]
            self._rows.append(person)
            line += 1
        self._merge(page, at["post"], merged_from, line - 1)
        if alone and chance.random() < 0.4:
            self._end(page, line, at, len(people), several)
        return column

    def _merge(self, page: Worksheet, column: int, first: int, last: int) -> None:
        if first and last > first:
            page.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)

    def _person(self, page: Worksheet, line: int, at: dict[str, int], person: Row, split: bool) -> None:
        chance = self._chance
        name, kana, post, seat = person
        surname, given = name.split()
        if split:
            page.cell(line, at["name"], surname)
            page.cell(line, at["name"] + 1, given)
        else:
            page.cell(
                line,
                at["name"],
                chance.choice(
                    (name, name, f"{surname}　{given}", f"{surname}\n{given}", f"{name} 君", f" {surname}  {given} ")
                ),
            )
        katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in kana)
        page.cell(line, at["kana"], chance.choice((kana, katakana, kana.replace(" ", "　"))))
        page.cell(line, at["post"], chance.choice((post, post, "　".join(post) if len(post) == 2 else post)))
        if seat:
            page.cell(
                line,
                at["seat"],
                chance.choice(
                    (
                        int(seat),
                        float(seat),
                        seat,
                        f"{seat}番",
                        f"第{seat}番",
                        seat.translate({ord(str(d)): "０１２３４５６７８９"[d] for d in range(10)}),
                    )
                ),
            )
        if "note" in at and chance.random() < 0.5:
            page.cell(line, at["note"], chance.choice(("2期", "090-0000-0000", "新風会")))

    def _beside(self, page: Worksheet, line: int, left: int, at: dict[str, int], several: bool) -> int:
        """A row that is no member: hidden, struck out, blank, an error."""
        chance = self._chance
        kind = chance.choice(("hidden", "struck", "blank", "error", "vacant"))
        sheet = f"シート「{page.title}」の" if several else ""
        place = f"{sheet} {line}行目"
        if kind == "blank":
            return 1
        if kind == "error":
            page.cell(line, at["name"], "#REF!")
            page.cell(line, at["post"], "議員")
        elif kind == "vacant":
            page.cell(line, at["name"], "欠員")
            page.cell(line, at["seat"], 99)
        else:
            page.cell(line, at["name"], "前任 太郎")
            page.cell(line, at["post"], "議員")
            if kind == "hidden":
                page.row_dimensions[line].hidden = True
                place = rf"{sheet} .*\b{line}|～{line}|{line}～|{line}行目"
            else:
                for column in (at["name"], at["post"]):
                    page.cell(line, column).font = Font(strike=True)
        self._said.append(place)
        return 1

    def _end(self, page: Worksheet, line: int, at: dict[str, int], count: int, several: bool) -> None:
        kind = self._chance.choice(("total", "note", "both"))
        if kind != "note":
            page.cell(line, at["name"], "合計")
            page.cell(line, at["seat"], count)
            self._said.append(f"{line}行目")
            line += 1
        if kind != "total":
            page.cell(line, at["name"], "※任期は令和9年4月30日まで")
            self._said.append(f"{line}行目")


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
