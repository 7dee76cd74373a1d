"""Words that do not belong together, as the language model of meetings knows them: what a recogniser makes of a name that it does not know."""

from __future__ import annotations

from transcriber.language.readings import Reader

STRANGE = 9.5
"""Nats from which on, on the average, words do not belong together. Of sentences, and of what people are called, it is below 9 (児童委員さん 6.6,
主人の名義です 8.9); of names that became words 10 and more (エンドを踏み込です 11.4, 様々組子さん 12.5)."""


STRANGE_ANSWER = 7.3
"""The same of what is said when somebody's name was asked: 手が足りお山です 7.8 and 時間は乗り込です 8.6, but 前と同じです 5.2."""


def are_strange(text: str, behind: str, reader: Reader, least: float = STRANGE) -> bool:
    """Whether two words or more do not belong together.

    Args:
        behind: what follows them: it says how they are cut.
        least: nats, on the average.
    """
    nats = nats_of(text, behind, reader)
    return len(nats) > 1 and sum(nats) / len(nats) >= least


def nats_of(text: str, behind: str, reader: Reader) -> list[float]:
    """How unexpected each word is."""
    return [s.nats for s in reader.surprises(text + behind) if s.start < len(text)]
