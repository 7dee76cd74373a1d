"""Known words that are written otherwise than the office writes them: in common characters (高橋花子 where the roster has 髙橋花子),
or as the glossary says they are misheard.

No sound is needed to know them. Of what is only written in other characters, a name in full, a post or a term is written as the office writes it wherever it stands; a surname
only where it is called, since other people may bear it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transcriber.language.edits import Edit
from transcriber.language.readings import Reader
from transcriber.language.targets import ChangeReason, Target
from transcriber.minutes import posts
from transcriber.minutes.variant_characters import common_form, with_places


class WrittenOtherwise:
    """Words with variant characters, and what is misheard, ready to be looked for.

    Args:
        targets: all words that may be restored. Where two are one word in common characters, neither is put in place of it.
        misheard: 誤認識例 → the term it stands for.
    """

    def __init__(self, targets: Iterable[Target], misheard: Mapping[str, str]) -> None:
        self._misheard = misheard
        by_form: defaultdict[str, dict[str, Target]] = defaultdict(dict)
        titles = [posts.any_title(polite=True)]
        for target in targets:
            by_form[common_form(target.text)].setdefault(target.text, target)
            if target.rule is ChangeReason.POST:
                titles.append(re.escape(common_form(target.text)))
        own = {form: tuple(same.values()) for form, same in by_form.items()}
        self._shared = frozenset(form for form, same in own.items() if len(same) > 1)
        self._every = _LongestFirst(own) if self._shared else None
        self._targets = {form: same[0] for form, same in own.items() if len(same) == 1 and same[0].text != form}
        self._forms = _LongestFirst(self._targets) if self._targets else None
        self._title = re.compile("|".join(titles))

    def undecided(self, text: str) -> list[tuple[int, int]]:
        """Where a word stands that may be either of two known ones: 渡辺 where 渡邉 and 渡邊 are known. It is left as it is."""
        if not self._shared or self._every is None:
            return []
        common, places = with_places(text, common_form(text))
        # The longest first: 渡辺花子 is decided where only one of the two is called so.
        return [
            (places[start], places[end])
            for start, end in self._every.found_in(common)
            if common[start:end] in self._shared
        ]

    def outside(self, written: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
        """Those of the known words in `text` that are no part of a longer one in other characters: not the 渡辺 of 渡辺恵 who is
        written 渡邉恵."""
        wider = [(edit.start, edit.end) for _, edit in self._in_other_characters(text)]
        return [(start, end) for start, end in written if not any(s <= start and end <= e for s, e in wider)]

    def edits(self, text: str, reader: Reader) -> Iterator[tuple[float, Edit]]:
        """Each stretch of whole words in `text` that is such a word, with a score above what any sound gives; the higher wins."""
        found = [*self._by_list(text), *self._in_other_characters(text)]
        if not found:
            return
        borders = {b for w in reader.words(text) for b in (w.start, w.end)}
        yield from ((score, edit) for score, edit in found if edit.start in borders and edit.end in borders)

    def _by_list(self, text: str) -> Iterator[tuple[float, Edit]]:
        for wrong, term in self._misheard.items():
            if wrong in text:
                for match in re.finditer(re.escape(wrong), text):
                    yield 100.0 + len(wrong), Edit(match.start(), match.end(), term, ChangeReason.MISHEARD.value)

    def _in_other_characters(self, text: str) -> Iterator[tuple[float, Edit]]:
        if self._forms is None:
            return
        common, places = with_places(text, common_form(text))
        for begins, stops in self._forms.found_in(common):
            target = self._targets[common[begins:stops]]
            start, end = places[begins], places[stops]
            if text[start:end] != target.text and self._is_meant(target, common[stops:]):
                yield 90.0 + len(target.text), Edit(start, end, target.text, target.rule.value)

    def _is_meant(self, target: Target, after: str) -> bool:
        return target.rule is not ChangeReason.SURNAME or self._title.match(after) is not None


class _LongestFirst:
    """Words, ready to be found: from the left, the longest at each place, none within another. Tens of thousands cost no more
    than a few, which a regular expression of all of them does."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._sizes = sorted({len(w) for w in self._words if w}, reverse=True)

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each."""
        at = 0
        while at < len(text):
            size = next((n for n in self._sizes if text[at : at + n] in self._words), 0)
            if size:
                yield at, at + size
            at += size or 1
