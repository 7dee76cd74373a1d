"""What was left out in the middle of a piece comes back in one run, and where it was said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from transcriber.speech.gap_filling import AlignTexts, filled, lies_between
from transcriber.speech.recogniser import Character
from transcriber.speech.voice import Span

SPEECH = [Span(0.0, 10.0)]


def said(text: str, start: float, each: float = 0.2, probability: float = 0.9) -> list[Character]:
    return [
        Character(text=c, start=start + i * each, end=start + (i + 1) * each, probability=probability)
        for i, c in enumerate(text)
    ]


def hears(right: str) -> AlignTexts:
    """A sound in which each text is the better supported the more of its beginning is right."""

    def align(texts: Sequence[str]) -> list[list[Character]]:
        found = []
        for text in texts:
            alike = next((i for i, (a, b) in enumerate(zip(text, right, strict=False)) if a != b), len(text))
            found.append([*said(text[:alike], 0.0), *said(text[alike:], alike * 0.2, probability=0.01)])
        return found

    return align


KEPT = [*said("費用は、", 0.0), *said("負担に", 0.9), *said("なるのか。", 3.4)]
"""「負担に」 seems to be said at the beginning of the gap, in which 「全額が町の」 was left out."""

GAP = Span(1.6, 3.2)
NEW = said("全額が町の", 1.9)


def test_it_stands_where_the_sound_has_it() -> None:
    found = filled(KEPT, GAP, NEW, SPEECH, hears("費用は、全額が町の負担になるのか。"))
    assert "".join(c.text for c in found) == "費用は、全額が町の負担になるのか。"
    assert [c.start for c in found] == sorted(c.start for c in found)


def test_without_an_ear_it_stands_by_its_time() -> None:
    found = filled(KEPT, GAP, NEW, SPEECH, None)
    assert "".join(c.text for c in found) == "費用は、負担に全額が町のなるのか。"


@pytest.mark.parametrize(("gap", "between"), [(GAP, True), (Span(4.4, 6.0), False), (Span(0.0, 0.4), False)])
def test_only_what_has_words_on_both_sides_can_change_places(gap: Span, between: bool) -> None:
    assert lies_between(said("費用は、", 0.5) + said("全額が", 3.3), gap) is between


def test_at_the_end_of_a_piece_nothing_is_asked() -> None:
    def never(texts: Sequence[str]) -> list[list[Character]]:
        raise AssertionError

    found = filled(said("費用は、", 0.0), Span(2.0, 4.0), said("全額です。", 2.1), SPEECH, never)
    assert "".join(c.text for c in found) == "費用は、全額です。"
