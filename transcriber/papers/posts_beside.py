"""Posts that stand in a table of people under headings that ask for none: 備考, 選出区分, or beside the group somebody belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.minutes import posts
from transcriber.office_tables import headings
from transcriber.office_tables.grid import SheetGrid, compact
from transcriber.office_tables.office_words import is_office
from transcriber.office_tables.table_block import TableBlock

BEHIND_NAME = re.compile(r"[(（][^()（）]*[)）]$")
"""What stands in brackets behind a name."""
_BESIDE = re.compile("備考欄?|摘要|(?:選出)?区分")


def remarks_beside(grids: Sequence[SheetGrid], blocks: Sequence[Sequence[TableBlock]]) -> Iterator[tuple[str, str]]:
    """(name, text) of what stands beside people in columns 備考 and 選出区分, in tables without a column of posts."""
    for grid, block in ((g, b) for g, own in zip(grids, blocks, strict=True) for b in own if "post" not in b.fields):
        head = grid.rows[block.top]
        columns = [
            c for c, cell in head.items() if block.left <= c <= block.right and _BESIDE.fullmatch(compact(cell.text))
        ]
        for row in block.rows:
            cells = grid.rows.get(row.number, {})
            for column in columns if not row.hidden else ():
                if column in cells and (text := compact(cells[column].text)):
                    yield compact(BEHIND_NAME.sub("", row.text("name"))), text


def offices_of_groups(blocks: Sequence[Sequence[TableBlock]]) -> Iterator[tuple[str, str]]:
    """(name, post) of those of whom one column says their group and another, under a heading nobody asks for, their post: 事務局 | 総務課長."""
    for row in (row for own in blocks for block in own for row in block.rows):
        offices = [compact(text) for text in row.unread if is_office(text)]
        if len(offices) == 1 and is_secretariat(row.text("post")):
            yield compact(row.text("name")), offices[0]


def titles_beside(blocks: Sequence[Sequence[TableBlock]]) -> Iterator[tuple[str, str]]:
    """(name, post) of those who have none, and of whom a column says what they are in place of where they are from: 主任児童委員, in one
    cell over 機関名 and 職名."""
    for row in (row for own in blocks for block in own if "post" in block.fields for row in block.rows):
        said = [text for text in map(compact, (row.text("department"), *row.unread)) if text]
        if row.text("post") or len(said) != 1 or posts.ending(said[0]) is None:
            continue
        yield compact(row.text("name")), said[0]


def is_secretariat(post: str) -> bool:
    """Whether a post says no more than where somebody sits: 事務局."""
    return posts.branch(post) is posts.Branch.SECRETARIAT and headings.names_a_group(post)
