"""What may be restored, ready to be looked for. Each table is made when it is first asked for, or ahead by `prepare`: with tens of
thousands of terms they take most of a second together, in which an engine's process can be at work.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from transcriber.language import targets
from transcriber.language.matching import Index
from transcriber.language.readings import Reader
from transcriber.language.spelling import WrittenOtherwise
from transcriber.language.targets import ChangeReason, Target
from transcriber.language.word_beats import WordBeats
from transcriber.language.written_words import WrittenWords
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary, Term

_SHIPPED = (ChangeReason.BASE, ChangeReason.PHRASE, ChangeReason.NUMBERED)


class RestorableWords:
    """Names, posts, terms and set phrases, as a corrector is given them. Not for several threads at once."""

    def __init__(
        self,
        roster: Roster,
        glossary: Glossary,
        base: Iterable[Term],
        office: str,
        phrases: Iterable[Term],
        reader: Reader,
    ) -> None:
        self._given = roster, glossary, tuple(base), office, reader, tuple(phrases)
        self._indices: dict[float | None, Index] = {}

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """All of them."""
        return targets.known(*self._given)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Their names in full."""
        return tuple(t.text for t in self.targets if t.rule is ChangeReason.NAME)

    @cached_property
    def otherwise(self) -> WrittenOtherwise:
        """Those that are written in other characters, or as the glossary says they are misheard."""
        return WrittenOtherwise(self.targets, targets.misheard(self._given[1]))

    @cached_property
    def written(self) -> WrittenWords:
        """All of them, as they are written."""
        return WrittenWords(t.text for t in self.targets)

    @cached_property
    def own(self) -> WrittenWords:
        """The office's own, without what ships with the product, as they are written."""
        return WrittenWords(t.text for t in self.targets if t.rule not in _SHIPPED)

    @cached_property
    def _beats(self) -> WordBeats:
        return WordBeats([t.morae for t in self.targets])

    def index(self, worth: float | None = None) -> Index:
        """By their sound.

        Args:
            worth: as of `Index`.
        """
        if worth not in self._indices:
            self._indices[worth] = Index(self.targets, worth=worth, beats=self._beats)
        return self._indices[worth]

    def prepare(self) -> None:
        """Make now what every text needs."""
        _ = self.otherwise, self.written, self.own, self.index()
