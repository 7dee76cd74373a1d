"""Which item of business each utterance belongs to."""

from __future__ import annotations

from transcriber.minutes.procedure import Item
from transcriber.minutes.transcript import Transcript


def by_utterance(transcript: Transcript) -> dict[str, str]:
    """Utterance id → the item that was announced last, at or before it; none before the first."""
    announced = {i.utterance: label(i) for i in transcript.procedure.items if i.utterance is not None}
    found, now = {}, ""
    for said in transcript.utterances:
        now = announced.get(said.id, now)
        if now:
            found[said.id] = now
    return found


def label(item: Item) -> str:
    """日程第3 議案第45号 町税条例の一部改正について"""
    number = f"日程第{item.number}" if item.number is not None else ""
    return " ".join(part for part in (number, item.bill, item.title) if part)
