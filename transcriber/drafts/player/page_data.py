"""From a transcript to what the page shows: the data of web/model.js."""

from __future__ import annotations

from typing import Any

from transcriber.drafts.tables import items
from transcriber.drafts.word import wording
from transcriber.drafts.word.course import speech_beginnings
from transcriber.drafts.word.numbering import numbered_doubts
from transcriber.minutes.procedure import StepKind
from transcriber.minutes.transcript import Transcript, Utterance


def page_content(transcript: Transcript, *, office: str, audio: str) -> dict[str, Any]:
    """Plain values, text without control characters.

    Args:
        office: 自治体名・部署名; may be empty.
        audio: the sound file's address, seen from the page, already quoted.
    """
    said = transcript.utterances
    labels = [wording.speaker(u.speaker, u.name) for u in said]
    voices = list(dict.fromkeys(labels))
    begun = speech_beginnings(said)  # as the draft counts them
    doubts = numbered_doubts(transcript)
    own: dict[str, list[int]] = {u.id: [] for u in said}
    for i, entry in enumerate(doubts):
        if entry.utterance is not None:
            own[entry.utterance.id].append(i)
    place = {u.id: i for i, u in enumerate(said)}
    return {
        "title": page_title(transcript),
        "about": _about(transcript, office, len(doubts)),
        "seconds": round(transcript.recording.seconds, 3),
        "audio": audio,
        "joints": list(transcript.recording.joints),
        "voices": [
            {
                "label": wording.printable(voice),
                "seconds": round(sum(u.end - u.start for u, label in zip(said, labels, strict=True) if label == voice)),
                "count": sum(label == voice and u.id in begun for u, label in zip(said, labels, strict=True)),
            }
            for voice in voices
        ],
        "said": [_said(u, voices.index(label), own[u.id]) for u, label in zip(said, labels, strict=True)],
        "doubts": [
            {
                "number": entry.number,
                "kind": wording.DOUBT_NAMES[entry.doubt.kind],
                "start": round(entry.doubt.start, 2),
                "end": round(entry.doubt.end, 2),
                "reason": wording.printable(entry.doubt.reason),
                "other": wording.printable(entry.doubt.alternative or ""),
                "said": None if entry.utterance is None else place[entry.utterance.id],
            }
            for entry in doubts
        ],
        "course": _course(transcript, place),
    }


def _said(utterance: Utterance, voice: int, doubts: list[int]) -> dict[str, Any]:
    # Positions count characters; the browser counts UTF-16 units, of which a rare kanji has two.
    text = wording.printable(utterance.text)

    def unit(position: int) -> int:
        return len(wording.printable(utterance.text[:position]).encode("utf-16-le")) // 2

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
                "before": wording.printable(c.before),
                "after": wording.printable(c.after),
                "rule": wording.printable(c.rule),
            }
            for c in utterance.changes
        ],
    }


def _course(transcript: Transcript, place: dict[str, int]) -> list[dict[str, Any]]:
    """The items and recesses of the meeting in order of time, each with the utterance it begins at."""
    procedure = transcript.procedure
    found: list[dict[str, Any]] = [
        {
            "said": place[i.utterance],
            "time": i.time or 0.0,
            "title": items.item_label(i),
            "result": i.result,
            "item": True,
        }
        for i in procedure.items
        if i.utterance in place
    ]
    steps = [step for r in procedure.recesses for step in (r.begins, r.ends) if step is not None]
    found += [
        {
            "said": place[step.utterance],
            "time": step.time,
            "title": "休憩" if step.kind is StepKind.RECESS else "再開",
            "result": "",
            "item": False,
        }
        for step in steps
        if step.utterance in place
    ]
    return [
        {**entry, "time": round(entry["time"], 2), "title": wording.printable(entry["title"])}
        for entry in sorted(found, key=lambda entry: (entry["said"], entry["time"]))
    ]


def page_title(transcript: Transcript) -> str:
    """What the page is called: the meeting's title, or the recording's file name where that holds none."""
    return wording.printable(transcript.meeting.title or transcript.recording.file_name)


def _about(transcript: Transcript, office: str, doubts: int) -> str:
    date = transcript.meeting.date
    parts = (
        office,
        wording.date(date) if date else "",
        wording.length(transcript.recording.seconds),
        f"{len(speech_beginnings(transcript.utterances)):,} 発言",
        f"要確認 {doubts:,}",
    )
    return wording.printable("　".join(p for p in parts if p))
