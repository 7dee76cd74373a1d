"""Variant characters (異体字), folded for reading and comparing, never for printing: 髙橋 is read and found as 高橋.

The one place that knows them. The table (data/variant_characters.tsv, made by scripts/build_variants) leads from each variant to
one common character; compatibility ideographs fold as Unicode says, selectors (葛󠄀) and radicals (⻑ in a PDF) likewise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from transcriber.minutes import characters

_COMPATIBILITY = ((0xF900, 0xFB00), (0x2F800, 0x2FA20))
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


class FoldedText(NamedTuple):
    """A text in common characters.

    Attributes:
        text: as folded; never longer than what was folded.
        places: of each of its characters, and of its end, the place in the text as it was written.
    """

    text: str
    places: Sequence[int]


def common_form(text: str) -> str:
    """`text` in common characters: 髙橋 → 高橋, 濵﨑 → 浜崎, 𠮷田 → 吉田, 辻󠄀 → 辻. One character each, selectors left out."""
    return text if is_common(text) else text.translate(_common())


def is_common(text: str) -> bool:
    """Whether there is nothing in `text` to fold. Asked of every sentence, so it is quick."""
    return _every().isdisjoint(text)


def dictionary_form(text: str) -> str:
    """The same, of characters only that dictionaries do not hold (those outside JIS X 0208): 髙嶋 → 高嶋, 渡邉 stays."""
    return text.translate(_unreadable())


def with_places(text: str, folded: str) -> FoldedText:
    """`folded`, which `common_form` or `dictionary_form` made of `text`, with the places of its characters."""
    if len(text) == len(folded):
        return FoldedText(folded, range(len(text) + 1))
    places = [i for i, c in enumerate(text) if ord(c) not in _SELECTED]
    # A selector belongs to the character before it, at the beginning to the one behind it.
    return FoldedText(folded, (0, *places[1:], len(text)) if places else (len(text),))


def comparable(text: str) -> str:
    """A key under which one word is equal however it is written: common characters, one width, no white space, no marks
    without width."""
    plain = unicodedata.normalize("NFKC", characters.cleaned(common_form(text)).text)
    return "".join(common_form(plain).split())


def without_radicals(text: str) -> str:
    """`text` with characters in the place of radicals that only look like them (⻑, ⼭), as PDF files have them."""
    return text.translate(_radicals())


_SELECTED = frozenset(_SELECTORS)


@cache
def _common() -> Mapping[int, str | None]:
    table: dict[int, str | None] = {}
    variants = dict(_pairs("variant_characters.tsv"))
    for start, stop in _COMPATIBILITY:
        for code in range(start, stop):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = variants.get(plain, plain)
    table |= {ord(variant): common for variant, common in variants.items()}
    table |= {code: variants.get(common, common) for code, common in _radicals().items()}
    return table | dict.fromkeys(_SELECTORS)


@cache
def _every() -> frozenset[str]:
    return frozenset(map(chr, _common()))


@cache
def _unreadable() -> Mapping[int, str | None]:
    return {code: common for code, common in _common().items() if not _in_dictionaries(chr(code))}


@cache
def _radicals() -> Mapping[int, str]:
    table = {ord(radical): character for radical, character in _pairs("radicals.tsv")}
    for code in range(0x2F00, 0x2FD6):
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    return table


def _pairs(name: str) -> list[tuple[str, str]]:
    """(variant, common character) of a table."""
    text = resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [(variant, common) for common, variants in lines for variant in variants]


def _in_dictionaries(character: str) -> bool:
    try:
        return len(character.encode("euc_jp")) == 2  # JIS X 0208; three bytes are JIS X 0212
    except UnicodeEncodeError:
        return False
