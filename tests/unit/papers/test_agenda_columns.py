"""An agenda in a table with two columns that could both hold the business: 項目 and 内容."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from transcriber.papers.papers_reading import read_papers


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        ((("議題1", "総合計画の策定"), ("議題2", "今後の予定"), ("報告1", "前回の結果")), ["総合計画の策定", "今後の予定", "前回の結果"]),
        ((("総合計画の策定", "素案の審議"), ("今後の予定", "日程の調整")), ["総合計画の策定", "今後の予定"]),
    ],
    ids=["the first only counts", "the second says more of the first"],
)  # fmt: skip
def test_each_row_is_one_item(tmp_path: Path, rows: tuple[tuple[str, str], ...], titles: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("第2回審議会 会議次第")
    table = document.add_table(rows=0, cols=2)
    for row in (("項目", "内容"), *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "次第.docx"))
    assert [item.title for item in read_papers([tmp_path / "次第.docx"]).agenda] == titles


@pytest.mark.parametrize("marks", [("（１）", "（２）", "（３）"), ("①", "②", "③")], ids=["brackets", "circles"])
def test_several_items_in_one_cell_are_several(tmp_path: Path, marks: tuple[str, str, str]) -> None:
    said = "".join(m + t for m, t in zip(marks, ("令和８年度の状況について", "事例検討", "その他"), strict=True))
    found = _rows(tmp_path, ("会議名", "ネットワーク会議"), ("日　時", "令和８年12月３日"), ("議　題", said))
    assert found == ["令和8年度の状況について", "事例検討", "その他"]


def test_a_number_in_a_title_counts_nothing(tmp_path: Path) -> None:
    assert _rows(tmp_path, ("議　題", "（１）予算（２款）について")) == ["予算(2款)について"]


def test_a_bill_beside_a_day_is_an_item(tmp_path: Path) -> None:
    found = _rows(
        tmp_path,
        ("月　日", "審査科目", "所管課"),
        ("12月14日（月）", "議案第75号　一般会計補正予算（第４号）", "財政課"),
        ("", "議案第76号　介護保険特別会計補正予算（第２号）", "介護保険課"),
        title="予算決算特別委員会審査日程",
    )
    assert found == ["一般会計補正予算(第4号)", "介護保険特別会計補正予算(第2号)"]


def test_a_bill_behind_a_day_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "日程.txt").write_text(
        "審査の予定\n１　開会\n２　議題\n（１）陳情について\n12月14日　議案第75号　補正予算\n", encoding="utf-8"
    )
    used = read_papers([tmp_path / "日程.txt"]).papers[0]
    assert "議案第75号" in "".join((*used.unread, *used.told))


def _rows(folder: Path, *rows: tuple[str, ...], title: str = "第2回会議") -> list[str]:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(folder / "次第.docx"))
    return [item.title for item in read_papers([folder / "次第.docx"]).agenda]
