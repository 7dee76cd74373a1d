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
