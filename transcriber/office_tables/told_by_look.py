"""Legends that say who is absent or has left by how a row looks (※網掛けは退職者): looks are not read, so it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from transcriber.office_tables.grid import RemarkKind, SheetGrid, SheetRemark, compact
from transcriber.office_tables.office_words import remark_rules
from transcriber.office_tables.places import SheetPlaces
from transcriber.office_tables.written_names import shortened

_LONGEST = 80


def looks_that_tell(grids: Sequence[SheetGrid], file: str) -> Iterator[SheetRemark]:
    """What is to be said of such legends in the visible sheets of a file.

    Args:
        file: what staff know it as.
    """
    filled = [g for g in grids if g.rows]
    for grid in (g for g in filled if not g.hidden):
        places = SheetPlaces(file, grid.name if len(filled) > 1 else "")
        for number, cells in grid.rows.items():
            for cell in cells.values():
                if len(cell.text) <= _LONGEST and _legend().search(compact(cell.text)) is not None:
                    text = (
                        f"「{shortened(cell.text, 40)}」とありますが、色や網掛けは読み取りません。その人もいまの人として読みました。"
                        "いない人の行は、消すか、取り消し線を引いてください。"
                    )
                    yield SheetRemark(RemarkKind.LEFT_OUT, places.row(number), text)


@cache
def _legend() -> re.Pattern[str]:
    words = remark_rules()
    gone = f"{words['leaving']}|{words['gone_by_look']}"
    return re.compile(f"(?:{words['looks']})[^、。]{{0,8}}?(?:は|が|[=:→…・]+)[^。]{{0,12}}(?:{gone})")
