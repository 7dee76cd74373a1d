"""The furigana of a paper, as the readings of the people it names."""

from __future__ import annotations

from collections.abc import Sequence

from transcriber.language.readings import Reader
from transcriber.minutes.characters import hiragana
from transcriber.minutes.variant_characters import common_form

_NEAR = 12
"""Annotations looked at for one name: those of a name that was passed over may lie between."""


class Furigana:
    """Readings in the order of the paper, so that 中田 can be なかた in one line and なかだ in another.

    Args:
        readings: (writing, kana) of each annotation.
    """

    def __init__(self, readings: Sequence[tuple[str, str]]) -> None:
        self._readings = [("".join(common_form(base).split()), hiragana(kana).strip()) for base, kana in readings]
        self._next = 0

    def kana(self, name: str, reader: Reader) -> str:
        """The reading of a name, surname and given name apart where they are told apart; empty where nothing of it is annotated.

        What of a name has no furigana is read as usual.
        """
        parts = common_form(name).split()
        found = self._read(parts, self._next, _NEAR) or self._read(parts, 0, len(self._readings))
        if found is None:
            return ""
        pieces, self._next = found
        if not all(kana or reader.kana(text) for text, kana in pieces):
            return ""
        return " ".join(filter(None, (kana or reader.kana(text) for text, kana in pieces)))

    def _read(self, parts: Sequence[str], first: int, most: int) -> tuple[list[tuple[str, str]], int] | None:
        """(writing, kana or empty) of each piece of a name, and the place behind the last annotation used."""
        for whole in range(first, min(first + most, len(self._readings))):
            if self._readings[whole][0] == "".join(parts):
                return [self._readings[whole]], whole + 1
        pieces: list[tuple[str, str]] = []
        used, last = False, first
        for part in parts:
            own, begun = "", len(pieces)
            at = 0
            while at < len(part):
                place = self._at(part, at, last if used else first, most)
                if place is None:
                    own += part[at]
                    at += 1
                    continue
                base, kana = self._readings[place]
                if own:
                    pieces.append((own, ""))
                    own = ""
                pieces.append((base, kana))
                used, last, at = True, place + 1, at + len(base)
            if own:
                pieces.append((own, ""))
            pieces[begun:] = _joined(pieces[begun:])
        return (pieces, last) if used else None

    def _at(self, part: str, at: int, first: int, most: int) -> int | None:
        for place in range(first, min(first + most, len(self._readings))):
            base = self._readings[place][0]
            if base and part.startswith(base, at):
                return place
        return None


def _joined(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Character by character (山 やま, 下 した) is one reading; what has none stays by itself."""
    joined: list[tuple[str, str]] = []
    for text, kana in pieces:
        single = joined and kana and joined[-1][1] and (len(text) == 1 or len(joined[-1][0]) == 1)
        if single:
            joined[-1] = (joined[-1][0] + text, joined[-1][1] + kana)
        else:
            joined.append((text, kana))
    return joined
