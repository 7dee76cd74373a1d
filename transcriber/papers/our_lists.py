"""A list of ours among the papers of a meeting (話者.xlsx, 学習候補.xlsx): its names and words are no agenda, roster or terms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from transcriber.errors import PaperError
from transcriber.office_tables.grid import SheetGrid, compact

_HEADED_WITHIN = 20
"""Rows from the top."""
_KINDS = (
    (
        ("声の番号", "いまの表示"),
        "話者の一覧（話者.xlsx）",
        "話者の名前を直すときは、その下書きのフォルダにある 話者.xlsx に書いて保存してください。出席者を知らせるときは、名簿や次第のファイルを入れてください。",
    ),
    (
        ("採用", "種類", "書き方"),
        "学習候補の一覧（学習候補.xlsx）",
        "使うものの「採用」の欄は、設定のフォルダにある 学習候補.xlsx で選んでください。",
    ),
)
"""Headings that only such a list has together, what it is, and what to do."""


def refuse_ours(grids: Sequence[SheetGrid], name: str) -> None:
    """Say of a list of ours that it is no paper.

    Raises:
        PaperError: it is one.
    """
    for grid in grids:
        for cells in islice(grid.rows.values(), _HEADED_WITHIN):
            said = {compact(cell.text) for cell in cells.values()}
            for telling, what, todo in _KINDS:
                if said.issuperset(telling):
                    raise PaperError(f"「{name}」はこの仕組みが作る{what}なので、資料として読みません。", todo)
