"""A fragment of a word beside a cut goes if the uncut sound speaks against it; what was said stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from transcriber.speech.seams import fragments
from transcriber.speech.side_by_side import aligned


def left(pieces: Sequence[str], uncut: str, better: float = 20.0) -> str:
    """What is left of the pieces, | at the cuts; `better`: nats by which the uncut sound supports any text without a fragment."""
    every = "".join(pieces)
    asked: list[str] = []

    def support(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [-50.0 if t == every else -50.0 + better for t in texts]

    gone = fragments(pieces, aligned(every, uncut), support)
    cuts = {sum(map(len, pieces[:k])) for k in range(1, len(pieces))}
    return "".join(("|" if i in cuts else "") + (c if i not in gone else "") for i, c in enumerate(every))


def test_the_beginning_of_a_word_that_stands_before_the_cut_and_behind_it_is_said_once() -> None:
    assert (
        left(["楽しかったです。テキ", "的にはよかった"], "楽しかったです。的にはよかった")
        == "楽しかったです。|的にはよかった"
    )


def test_so_is_the_end_of_a_word_behind_the_cut_with_its_mark() -> None:
    assert left(["お願いする", "する。次に"], "お願いする次に") == "お願いする|次に"


def test_what_the_sound_speaks_for_stays() -> None:
    pieces = ["終わります。はい", "次に"]
    assert left(pieces, "終わります。次に", better=5.0) == "|".join(pieces)


@pytest.mark.parametrize(
    "pieces, uncut",
    [
        (["終わります。", "はい", "次に"], "終わります。次に"),  # all of a piece: an answer
        (["終わります。ありがとうございました", "次に"], "終わります。次に"),  # longer than any fragment
        (["えー終わります。", "次に"], "終わります。次に"),  # not beside a cut: the other hearing begins there as well
        (["終わります。", "次に"], "終わります。次に"),
    ],
)
def test_what_is_no_fragment_stays(pieces: list[str], uncut: str) -> None:
    assert left(pieces, uncut) == "|".join(pieces)
