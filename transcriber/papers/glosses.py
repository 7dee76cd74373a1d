"""A paper in two languages: what stands in letters behind each Japanese line (１　開会　Opening) is its translation, and no business."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.minutes.characters import KANJI
from transcriber.papers.line_accounts import as_shown

_GLOSSED = re.compile(
    rf"^(?P<ours>.*[{KANJI}ぁ-ゖァ-ヺー)）])\s+[(（]?(?P<gloss>[A-Za-z][a-z]+(?:[\s,.'’&:;()-]+[A-Za-z0-9]+)*[.)）]?)\s*$"
)
_FEWEST = 3
_MOSTLY = 0.5
"""Of the lines with numbers, how many have a translation."""
_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,2}[\s.、]|[(（①-⑳⑴-⒇一二三四五六七八九十])")


def without_glosses(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """The lines without their translations, and what staff are told of it; the lines themselves where a paper has none."""
    found = {n: m for n, line in enumerate(lines) if "\t" not in line and (m := _GLOSSED.match(line)) is not None}
    numbered = [n for n, line in enumerate(lines) if _NUMBERED.match(line)]
    if len(found) < _FEWEST or sum(n in found for n in numbered) < _MOSTLY * len(numbered):
        return lines, ""
    first = next(iter(found.values()))["gloss"]
    told = f"題名の後の外国語（「{as_shown(first)}」など{len(found)}か所）は使っていません。"
    return [found[n]["ours"] if n in found else line for n, line in enumerate(lines)], told
