"""The post that a list's title gives its people (議員 of 町議会議員名簿): where the list has no posts, or leaves those of its plain members empty."""

from __future__ import annotations

from collections.abc import Iterator

from transcriber.office_tables import titles_between
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.office_tables.office_words import is_beside_members, is_office
from transcriber.office_tables.places import SheetPlaces
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.office_tables.written_names import one_line


class TitledPosts:
    """Gives it to the people of one list, and says to whom.

    Attributes:
        post: what the title says; empty if it says nothing, or the list tells for everybody where they come from.
    """

    def __init__(self, block: TableBlock, places: SheetPlaces) -> None:
        self._posts_beside = "post" in block.fields
        told = "post_name" in block.fields or ("department" in block.fields and not self._posts_beside)
        self._of = "表の見出し" if block.title else "シートの名前"
        self.post = "" if told else titles_between.post_in_title(block.title or places.sheet)
        self._places = places
        self._rows: list[int] = []
        self._offices: dict[int, str] = {}

    @property
    def for_all(self) -> bool:
        """Whether the list has no posts of its own."""
        return bool(self.post) and not self._posts_beside

    def given(self, row: BlockRow, unit: str) -> str:
        """The post of somebody who has no other.

        Args:
            unit: the title between the rows that the row stands below: the people of another group (事務局) are not of the list's title.
        """
        apart = unit or any(is_beside_members(text) for text in row.unread)
        if self.post and not (self._posts_beside and apart):
            self._rows.append(row.number)
            return self.post
        beside = [t for t in (row.text("department"), *row.unread) if is_office(t)] if self._posts_beside else []
        office = one_line(min(beside, key=is_beside_members, default=""))  # 課長 rather than 事務局
        if office:
            self._offices[row.number] = office
        return office

    def remarks(self) -> Iterator[SheetRemark]:
        """To whom it was given."""
        if self._rows:
            empty = "役職の欄が空なので、" if self._posts_beside else ""
            text = f"{empty}{self._of}から、役職を「{self.post}」と読みました。"
            yield SheetRemark(RemarkKind.MENDED, self._places.rows(self._rows), text)
        for row, office in self._offices.items():
            text = f"役職の欄が空なので、ほかの欄の「{office}」を役職として読みました。"
            yield SheetRemark(RemarkKind.MENDED, self._places.row(row), text)
