"""Tables of a PDF are read by the lines around their cells, as those of Word are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from support.papers import pdf_of

from transcriber.papers.paper import Paper, read_paper
from transcriber.papers.papers_reading import read_papers

SIZE = 10
LEADING = 12
ROOM = 5


def drawn(
    path: Path,
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    *,
    above: Sequence[str] = (),
    thick: bool = False,
    sides: bool = True,
) -> Path:
    """A table of cells whose lines stand as they are given; a cell that is ^ is one with that above.

    Args:
        thick: lines are drawn as thin boxes, as Word does.
        sides: with a border at the left and the right.
    """
    edges = [50 + sum(widths[:i]) for i in range(len(widths) + 1)]
    shown: list[str] = []
    y = 780
    for line in above:
        shown.append(_text(50, y, line))
        y -= 2 * LEADING
    across = []
    down = []
    across.append((edges[0], edges[-1], y))
    for number, row in enumerate(rows):
        height = LEADING * max(cell.count("\n") + 1 for cell in row) + 2 * ROOM
        for i, cell in enumerate(row):
            for n, line in enumerate(cell.split("\n") if cell not in ("", "^") else ()):
                shown.append(_text(edges[i] + ROOM, y - ROOM - SIZE - n * LEADING, line))
            merged = number + 1 < len(rows) and rows[number + 1][i] == "^"
            if not merged:
                across.append((edges[i], edges[i + 1], y - height))
        down += [(x, y, y - height) for x in (edges if sides else edges[1:-1])]
        y -= height
    for first, last, at in across:
        shown.append(f"{first} {at} {last - first} 0.5 re f" if thick else f"{first} {at} m {last} {at} l S")
    for at, top, bottom in down:
        shown.append(f"{at} {bottom} 0.5 {top - bottom} re f" if thick else f"{at} {top} m {at} {bottom} l S")
    return pdf_of(path, "\n".join(shown), encoding="UniJIS-UTF16-H", widths="/DW 1000/W[1 94 500]", descent=-200)


def _text(x: float, y: float, text: str) -> str:
    return f"BT /F1 {SIZE} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def cells(paper: Paper) -> list[list[str]]:
    (table,) = paper.tables
    return [[c.text for _, c in sorted(row.items())] for row in table.grid.rows.values()]


@pytest.mark.parametrize("thick", [False, True], ids=["lines", "thin boxes"])
def test_a_name_and_a_post_that_their_cells_break_are_one(tmp_path: Path, thick: bool) -> None:
    rows = [("職名", "氏名"), ("教育委員会事\n務局学校教育\n課長", "小田\n切　\n誠"), ("町長", "山下\n清隆")]
    path = drawn(tmp_path / "名簿.pdf", (70, 40), rows, above=("出席者名簿",), thick=thick)
    found = [(p.compact_name, p.post) for p in read_papers([path]).people.people]
    assert found == [("小田切誠", "教育委員会事務局学校教育課長"), ("山下清隆", "町長")]


def test_a_line_that_somebody_ended_is_one_of_its_own(tmp_path: Path) -> None:
    path = drawn(tmp_path / "表.pdf", (60, 200), [("会長", "委員"), ("山下清隆", "加藤啓二\n大塚由紀")])
    assert cells(read_paper(path))[1] == ["山下清隆", "加藤啓二\n大塚由紀"]


def test_a_cell_that_is_merged_over_rows_is_one(tmp_path: Path) -> None:
    path = drawn(tmp_path / "表.pdf", (60, 60, 100), [("行政", "町長", "小田切誠"), ("^", "副町長", "樋口雅人")])
    paper = read_paper(path)
    assert cells(paper) == [["行政", "町長", "小田切誠"], ["副町長", "樋口雅人"]]
    assert [(m.top, m.left, m.bottom, m.right) for m in paper.tables[0].grid.merges] == [(1, 1, 2, 1)]


def test_a_table_may_be_open_at_its_sides(tmp_path: Path) -> None:
    path = drawn(
        tmp_path / "表.pdf", (60, 60, 100), [("町長", "欠", "小田切誠"), ("副町長", "出", "樋口雅人")], sides=False
    )
    assert cells(read_paper(path)) == [["町長", "欠", "小田切誠"], ["副町長", "出", "樋口雅人"]]


def test_text_outside_a_table_stays_where_it_is(tmp_path: Path) -> None:
    path = drawn(tmp_path / "表.pdf", (60, 100), [("町長", "小田切誠"), ("副町長", "樋口雅人")], above=("出席者",))
    assert read_paper(path).lines == ("出席者", "町長\t小田切誠", "副町長\t樋口雅人")


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    path = drawn(tmp_path / "枠.pdf", (300,), [("出席者　町長　小田切誠",)])
    paper = read_paper(path)
    assert not paper.tables
    assert [line.split() for line in paper.lines] == [["出席者", "町長", "小田切誠"]]


def test_a_title_that_its_column_breaks_is_one(tmp_path: Path) -> None:
    rows = [("日程", "議案番号", "件名"), ("第１", "議案第５\n２号", "財産の取得について\n（消防ポンプ自動車）")]
    path = drawn(tmp_path / "日程.pdf", (40, 52, 104), rows, above=("議事日程",))
    (item,) = read_papers([path]).agenda
    assert (item.number, item.bill, item.title) == (1, "議案第52号", "財産の取得について(消防ポンプ自動車)")


def test_the_text_of_a_pdf_stands_where_it_is_set(tmp_path: Path) -> None:
    shown = [
        _text(50, 780, "名簿"),
        _text(50, 760, "会長"),
        _text(150, 760, "副会長"),
        _text(50, 740, "山下清隆"),
        _text(150, 740, "加藤啓二"),
    ]
    path = pdf_of(
        tmp_path / "名簿.pdf", "\n".join(shown), encoding="UniJIS-UTF16-H", widths="/DW 1000/W[1 94 500]", descent=-200
    )
    assert [(p.compact_name, p.post) for p in read_papers([path]).people.people] == [
        ("山下清隆", "会長"),
        ("加藤啓二", "副会長"),
    ]


def test_the_bill_of_a_row_may_stand_in_a_column_called_number(tmp_path: Path) -> None:
    rows = [("日程", "番号", "件名"), ("第１", "議案第30号", "財産の取得について")]
    path = drawn(tmp_path / "日程.pdf", (40, 80, 120), rows, above=("議事日程",))
    assert [(i.number, i.bill, i.title) for i in read_papers([path]).agenda] == [
        (1, "議案第30号", "財産の取得について")
    ]


def test_a_row_that_goes_on_over_the_page_is_one(tmp_path: Path) -> None:
    found = _over_pages(
        tmp_path,
        [("番号", "件名"), ("議案第1号", "職員の給与に関す\nる条例の一部を改")],
        [("", "正する条例"), ("議案第2号", "税条例の廃止")],
    )
    assert found == [
        ["番号", "件名"],
        ["議案第1号", "職員の給与に関する条例の一部を改正する条例"],
        ["議案第2号", "税条例の廃止"],
    ]


def test_a_row_of_its_own_over_the_page_stays_one(tmp_path: Path) -> None:
    found = _over_pages(tmp_path, [("職名", "氏名"), ("委員", "山下清隆")], [("", "加藤啓二"), ("委員", "大塚由紀")])
    assert found == [["職名", "氏名"], ["委員", "山下清隆"], ["加藤啓二"], ["委員", "大塚由紀"]]


def _over_pages(folder: Path, one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> list[list[str]]:
    whole = pypdfium2.PdfDocument.new()
    for number, rows in enumerate((one, other)):
        page = pypdfium2.PdfDocument(drawn(folder / f"{number}.pdf", (70, 90), rows))
        whole.import_pages(page)
    whole.save(folder / "表.pdf")
    return cells(read_paper(folder / "表.pdf"))
