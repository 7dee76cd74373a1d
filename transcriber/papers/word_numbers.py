"""The numbers that Word counts itself: a person sees １, (1), 日程第1 or 3番 before a paragraph, and the file holds only how it is counted.

They are written into the paragraphs before the text is read, so a list that Word numbers is read as one whose numbers were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.language import numbers
from transcriber.papers.word_text import read_children

_LEVELS = 9
_MOST = 9999
_LONGEST = 40
"""Characters before a paragraph; more is no number."""
_BULLET = "・"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ENCLOSED = {"decimalEnclosedCircle": "①", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_KANJI = ("japaneseCounting", "japaneseDigitalTenThousand", "ideographDigital", "chineseCounting", "taiwaneseCounting")


@dataclass
class _Level:
    """How one level of a list is counted and written."""

    manner: str = "decimal"
    text: str = ""
    start: int = 1
    gap: str = "　"
    plain: bool = False
    """All numbers in it are written 1, 2, 3."""
    restarts: bool = True
    style: str = ""


@dataclass
class _List:
    levels: dict[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)


@dataclass
class _Use:
    """A list as paragraphs name it; `anew`: where its levels begin again at its first paragraph."""

    list: _List
    anew: dict[int, int] = field(default_factory=dict)


def spell_out_numbers(body: BaseOxmlElement, numbering: BaseOxmlElement, styles: BaseOxmlElement) -> None:
    """Write before each paragraph that Word numbers what a person sees there.

    Args:
        numbering: the root of numbering.xml.
    """
    uses = _uses(numbering)
    styled = _styled(styles, uses)
    for paragraph in _paragraphs(body):
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        name = _value(paragraph, "w:pPr/w:pStyle")
        of_style = styled.get(name, ("", 0))
        number = _value(own, "w:numId") if own is not None else ""
        use = uses.get(number or of_style[0])
        if use is None or number == "0":
            continue
        level = _value(own, "w:ilvl") if own is not None else ""
        at = min(int(level), _LEVELS - 1) if level.isdecimal() else of_style[1]
        shown = _next(use, at)
        spoken = any(t.text and t.text.strip() for t in paragraph.iter(qn("w:t")))
        in_cell = next(paragraph.iterancestors(qn("w:tc")), None) is not None
        if shown and (spoken or (in_cell and shown[0] != _BULLET)):
            _write(paragraph, shown)


def _paragraphs(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in read_children(element):
        if child.tag == qn("w:p"):
            yield child
        if child.tag not in (qn("w:t"), qn("w:rPr")):
            yield from _paragraphs(child)


def _write(paragraph: BaseOxmlElement, shown: str) -> None:
    run = paragraph.makeelement(qn("w:r"), {})
    text = run.makeelement(qn("w:t"), {})
    text.text = shown
    run.append(text)
    first = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if first is None else paragraph.index(first) + 1, run)


# -- counting ------------------------------------------------------------------------------------------------------


def _next(use: _Use, at: int) -> str:
    """Count one paragraph on a level, and say what stands before it."""
    levels, counted = use.list.levels, use.list.counted
    if (level := levels.get(at)) is None:
        return ""
    if at in use.anew:
        counted[at] = use.anew.pop(at) - 1
    counted[at] = counted[at] + 1 if at in counted else level.start
    for deeper in [n for n in counted if n > at and levels.get(n, level).restarts]:
        del counted[deeper]
    if level.manner == "bullet":
        sign = level.text[:1]
        return sign if sign and unicodedata.category(sign)[0] in "PS" else _BULLET
    if level.manner == "none" and "%" not in level.text:
        return level.text
    shown = _filled(level, levels, counted)
    return shown + level.gap if shown.strip() else ""


def _filled(level: _Level, levels: Mapping[int, _Level], counted: Mapping[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        own = levels.get(at, level)
        return _written("decimal" if level.plain else own.manner, counted.get(at, own.start))

    return re.sub("%([1-9])", number, level.text)


def _written(manner: str, number: int) -> str:
    if not 0 < number <= _MOST or manner == "none":
        return "" if manner == "none" else str(number)
    if manner in _ENCLOSED and number <= 20:
        return chr(ord(_ENCLOSED[manner]) + number - 1)
    if manner in _KANJI:
        return numbers.kanji(Decimal(number))
    for name, row in (("aiueo", _KATAKANA), ("iroha", _IROHA)):
        if manner.startswith(name):
            return row[(number - 1) % len(row)]
    if manner in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter if manner == "upperLetter" else letter.lower()
    if manner in ("upperRoman", "lowerRoman"):
        return _roman(number) if manner == "upperRoman" else _roman(number).lower()
    return f"{number:02}" if manner == "decimalZero" else str(number)


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


# -- numbering.xml -------------------------------------------------------------------------------------------------


def _uses(numbering: BaseOxmlElement) -> dict[str, _Use]:
    """By the number that paragraphs name, how they are counted."""
    abstract = {a.get(qn("w:abstractNumId"), ""): a for a in numbering.iterchildren(qn("w:abstractNum"))}
    linked = {_value(a, "w:styleLink"): a for a in abstract.values()}
    lists: dict[str, _List] = {}
    found: dict[str, _Use] = {}
    for num in numbering.iterchildren(qn("w:num")):
        of = _value(num, "w:abstractNumId")
        if of not in abstract:
            continue
        own = linked.get(_value(abstract[of], "w:numStyleLink") or "-", abstract[of])
        counted = lists.setdefault(of, _List(dict(map(_level, own.iterchildren(qn("w:lvl"))))))
        use = found[num.get(qn("w:numId"), "")] = _Use(counted)
        for over in num.iterchildren(qn("w:lvlOverride")):
            at, start = over.get(qn("w:ilvl"), ""), _value(over, "w:startOverride")
            if at.isdecimal() and start.isdecimal():
                use.anew[int(at)] = int(start)
            if (level := over.find(qn("w:lvl"))) is not None:
                use.list = _List({**use.list.levels, **dict((_level(level),))}, use.list.counted)
    return found


def _level(level: BaseOxmlElement) -> tuple[int, _Level]:
    at, start = level.get(qn("w:ilvl"), "0"), _value(level, "w:start")
    legal = level.find(qn("w:isLgl"))
    return int(at) if at.isdecimal() else 0, _Level(
        manner=_value(level, "w:numFmt") or "decimal",
        text=_value(level, "w:lvlText")[:_LONGEST],
        start=int(start) if start.isdecimal() else 1,
        gap="" if _value(level, "w:suff") == "nothing" else "　",
        plain=legal is not None and legal.get(qn("w:val")) not in ("0", "false", "off"),
        restarts=_value(level, "w:lvlRestart") != "0",
        style=_value(level, "w:pStyle"),
    )


def _styled(styles: BaseOxmlElement, uses: Mapping[str, _Use]) -> dict[str, tuple[str, int]]:
    """Style → the list and level of its paragraphs, by the style itself or the nearest it is based on."""
    by_id = {s.get(qn("w:styleId"), ""): s for s in styles.iterchildren(qn("w:style"))}
    found = {}
    for name in by_id:
        at, seen = name, set[str]()
        while at in by_id and at not in seen:
            seen.add(at)
            if number := _value(by_id[at], "w:pPr/w:numPr/w:numId"):
                level = _value(by_id[at], "w:pPr/w:numPr/w:ilvl")
                levels = uses[number].list.levels if number in uses else {}
                of = next((n for n, one in levels.items() if one.style == at), 0)
                found[name] = (number, min(int(level), _LEVELS - 1) if level.isdecimal() else of)
                break
            at = _value(by_id[at], "w:basedOn")
    return found


def _value(element: BaseOxmlElement, path: str) -> str:
    found = element.find("/".join(map(qn, path.split("/"))))
    return str(found.get(qn("w:val"), "")) if found is not None else ""
