"""A word that a cut divided is put right from a hearing without the cut, if the uncut sound speaks for it; all else stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from transcriber.speech.seams import joins
from transcriber.speech.side_by_side import aligned


def put_right(pieces: Sequence[str], uncut: str, better: float = 20.0, pause: float = 0.0) -> str:
    """What becomes of the pieces; `better`: nats by which the uncut sound supports any other text."""
    every = "".join(pieces)

    def support(texts: Sequence[str]) -> list[float]:
        return [-50.0 if t == every else -50.0 + better for t in texts]

    for join in reversed(joins(pieces, [pause] * (len(pieces) - 1), aligned(every, uncut), support)):
        every = every[: join.start] + join.text + every[join.end :]
    return every


def test_the_beginning_of_a_word_that_stands_before_the_cut_and_behind_it_is_said_once() -> None:
    assert (
        put_right(["楽しかったです。テキ", "的にはよかった"], "楽しかったです。的にはよかった")
        == "楽しかったです。的にはよかった"
    )


def test_a_word_written_in_two_halves_becomes_one() -> None:
    assert put_right(["いろいろ自分。テキ", "。テキにも成長"], "いろいろ自分的にも成長") == "いろいろ自分的にも成長"


def test_so_does_one_at_every_cut_of_a_window() -> None:
    pieces = ["本日の会", "ぎを開きます。ぎ", "議案の説明"]
    assert put_right(pieces, "本日の会議を開きます。議案の説明") == "本日の会議を開きます。議案の説明"


def test_what_the_sound_speaks_for_stays() -> None:
    pieces = ["終わります。はい", "次に"]
    assert put_right(pieces, "終わります。次に", better=5.0) == "".join(pieces)


def test_at_a_pause_no_word_is_cut() -> None:
    pieces = ["につきましては、", "畑賀地区の件"]
    assert put_right(pieces, "につきましては、肌が地区の件", pause=0.4) == "".join(pieces)


@pytest.mark.parametrize(
    "pieces, uncut",
    [
        (["終わります。", "はい", "次に"], "終わります。次に"),  # all of a piece: an answer
        (
            ["終わります。ありがとうございました", "次に"],
            "終わります。次に",
        ),  # the other hearing may have lost a sentence
        (["えー終わります。", "次に"], "終わります。次に"),  # not beside a cut: the other hearing begins there as well
        (["終わります。", "次に"], "終わります次に"),  # a mark alone
    ],
)
def test_what_is_no_cut_word_stays(pieces: list[str], uncut: str) -> None:
    assert put_right(pieces, uncut) == "".join(pieces)
