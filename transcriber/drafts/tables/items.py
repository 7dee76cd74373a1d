"""Which item of business each utterance belongs to."""

from __future__ import annotations

from transcriber.minutes.procedure import BusinessItem
from transcriber.minutes.transcript import Transcript


def by_utterance(transcript: Transcript) -> dict[str, str]:
    """Utterance id → the item that was announced last, at or before it; none before the first.

    Items announced in one breath are all named.
    """
    announced: dict[str, str] = {}
    for item in transcript.procedure.items:
        if item.utterance is not None:
            before = announced.get(item.utterance)
            announced[item.utterance] = f"{before}、{item_label(item)}" if before else item_label(item)
    found, now = {}, ""
    for said in transcript.utterances:
        now = announced.get(said.id, now)
        if now:
            found[said.id] = now
    return found


def item_label(item: BusinessItem) -> str:
    """日程第3 議案第45号 町税条例の一部改正について"""
    number = f"{'追加' if item.added else ''}日程第{item.number}" if item.number is not None else ""
    return " ".join(part for part in (number, item.bill, item.title) if part)
