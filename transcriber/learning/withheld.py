"""What must not be learned: words that stand for personal data, and personal data that a checked file holds again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.language.readings import Reader
from transcriber.masking.finding import find_personal
from transcriber.masking.masked_view import TextMasker, is_hidden, masks_in
from transcriber.minutes.people import Roster
from transcriber.minutes.personal_data import Shown


@dataclass(frozen=True)
class _Returned:
    text: str
    speaker: str | None = None


class Withheld:
    """Says what of a checked file may be kept beside it as a lesson.

    Args:
        shown: how much of the personal data the profile shows.
        roster: whose names count.
        pairs: each utterance as drafted and as returned.
    """

    def __init__(self, shown: Shown, roster: Roster, pairs: Sequence[tuple[str, str]], reader: Reader) -> None:
        self._shown = shown
        finals = [_Returned(final) for _, final in pairs]
        only = self._shown is Shown.ALL
        found = find_personal(finals, roster, reader, my_number_only=only)
        items = [i for i in found if is_hidden(i.kind, self._shown)]
        self._text = TextMasker(items, roster, self._shown, reader, finals)
        self._hidden: dict[int, list[tuple[int, int]]] = {}
        for item in items:
            for number, start, end in item.pieces:
                self._hidden.setdefault(number, []).append((start, end))
        self._pairs = pairs

    def is_personal(self, *texts: str) -> bool:
        """Whether one of the texts is a mask, or holds what is masked."""
        return any(next(masks_in(t), None) is not None or self._text(t) != t for t in texts)

    def masked(self, text: str) -> str:
        """A text without what is masked."""
        return self._text(text)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs without what is masked; one that differs in nothing else says nothing."""
        return tuple((self._text(drafted), self._final(n, final)) for n, (drafted, final) in enumerate(self._pairs))

    def names_people(self) -> bool:
        """Whether people whom the roster does not know may be proposed for it."""
        return self._shown is Shown.ALL

    def _final(self, number: int, final: str) -> str:
        for start, end in sorted(self._hidden.get(number, ()), reverse=True):
            final = final[:start] + "■■■" + final[end:]
        return self._text(final)
