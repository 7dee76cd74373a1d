"""From a transcript to what the page shows: the data of web/model.js."""

from __future__ import annotations

from typing import Any

from transcriber.drafts.word import wording
from transcriber.minutes.transcript import Doubt, Transcript, Utterance


def content(transcript: Transcript, *, office: str, audio: str) -> dict[str, Any]:
    """Plain values, text without control characters.

    Args:
        office: 自治体名・部署名; may be empty.
        audio: the sound file's address, seen from the page, already quoted.
    """
    said = transcript.utterances
    labels = [wording.speaker(u.speaker, u.name) for u in said]
    voices = list(dict.fromkeys(labels))
    doubts = _doubts(transcript)
    own: dict[str, list[int]] = {u.id: [] for u in said}
    for i, (_, utterance) in enumerate(doubts):
        if utterance is not None:
            own[utterance.id].append(i)
    place = {u.id: i for i, u in enumerate(said)}
    return {
        "title": wording.clean(transcript.meeting.title),
        "about": _about(transcript, office, len(doubts)),
        "seconds": round(transcript.recording.seconds, 3),
        "audio": audio,
        "joints": list(transcript.recording.joints),
        "voices": [
            {
                "label": wording.clean(voice),
                "seconds": round(sum(u.end - u.start for u, label in zip(said, labels, strict=True) if label == voice)),
                "count": labels.count(voice),
            }
            for voice in voices
        ],
        "said": [_said(u, voices.index(label), own[u.id]) for u, label in zip(said, labels, strict=True)],
        "doubts": [
            {
                "number": number,
                "kind": wording.DOUBT_NAMES[doubt.kind],
                "start": round(doubt.start, 2),
                "end": round(doubt.end, 2),
                "reason": wording.clean(doubt.reason),
                "other": wording.clean(doubt.alternative or ""),
                "said": None if utterance is None else place[utterance.id],
            }
            for number, (doubt, utterance) in enumerate(doubts, start=1)
        ],
    }


def _said(utterance: Utterance, voice: int, doubts: list[int]) -> dict[str, Any]:
    # Positions count characters; the browser counts UTF-16 units, of which a rare kanji has two.
    text = wording.clean(utterance.text)

    def unit(position: int) -> int:
        return len(wording.clean(utterance.text[:position]).encode("utf-16-le")) // 2

    return {
        "id": utterance.id,
        "voice": voice,
        "start": round(utterance.start, 2),
        "end": round(utterance.end, 2),
        "text": text,
        "marks": [[unit(m.position), round(m.time, 2)] for m in utterance.marks],
        "doubts": doubts,
        "changes": [
            {
                "at": unit(c.position),
                "before": wording.clean(c.before),
                "after": wording.clean(c.after),
                "rule": wording.clean(c.rule),
            }
            for c in utterance.changes
        ],
    }


def _doubts(transcript: Transcript) -> list[tuple[Doubt, Utterance | None]]:
    """In order of time, as the Word draft numbers them."""
    every: list[tuple[Doubt, Utterance | None]] = [(d, None) for d in transcript.doubts]
    every += [(d, u) for u in transcript.utterances for d in u.doubts]
    return sorted(every, key=lambda pair: (pair[0].start, pair[0].end))


def _about(transcript: Transcript, office: str, doubts: int) -> str:
    date = transcript.meeting.date
    parts = (
        office,
        wording.date(date) if date else "",
        wording.length(transcript.recording.seconds),
        f"{len(transcript.utterances):,} 発言",
        f"要確認 {doubts:,}",
    )
    return wording.clean("　".join(p for p in parts if p))
