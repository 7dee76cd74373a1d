"""Names of files that say nothing of people: the recording of a consultation is often called after the client."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePath

from transcriber.minutes.transcript import Meeting, PaperUsed, Recording, RecordKind

_QUOTED = "…"


def neutral_name(day: dt.date | None, kind: RecordKind = RecordKind.CONSULTATION) -> str:
    """The kind of record with its day: 2026-11-29_相談記録."""
    label = kind.label
    return f"{day.isoformat()}_{label}" if day else label


def without_quotes(line: str) -> str:
    """A remark without what it quotes: what could not be read in a list may name somebody, and no rule knows it for a name."""
    return re.sub("「.*」", f"「{_QUOTED}」", line, flags=re.DOTALL)


def untitled(meeting: Meeting) -> Meeting:
    """Without the title, which is the recording's name."""
    return meeting.model_copy(update={"title": ""})


def with_numbered_papers(meeting: Meeting) -> Meeting:
    """Without the names of papers, which are as often called after a client as recordings are."""
    papers = tuple(
        PaperUsed(
            name=_numbered("資料", n, p.name),
            problem="読めませんでした。" if p.problem else "",
            unread=(f"{len(p.unread)}か所あります。",) if p.unread else (),  # what stands there may name people
            people=p.people,
            absent=p.absent,
        )
        for n, p in enumerate(meeting.papers, start=1)
    )
    return meeting.model_copy(update={"papers": papers})


def neutral_recording(
    recording: Recording, day: dt.date | None, kind: RecordKind = RecordKind.CONSULTATION
) -> Recording:
    """With numbers instead of names of files."""
    suffix = PurePath(recording.file_name).suffix
    read = {f.name: _numbered("録音", n, f.name) for n, f in enumerate(recording.files, start=1)}

    def called(name: str) -> str:
        return read.get(name) or (_numbered("別の録音", 1, name) if name else "")

    files = tuple(
        f.model_copy(
            update={
                "name": called(f.name),
                "repeats": called(f.repeats),
                "tracks": tuple(t.model_copy(update={"title": ""}) for t in f.tracks),
            }
        )
        for f in recording.files
    )
    unused = tuple(
        u.model_copy(update={"name": _numbered("別の録音", n, u.name), "instead": called(u.instead)})
        for n, u in enumerate(recording.unused, start=1)
    )
    return recording.model_copy(
        update={
            "file_name": neutral_name(day, kind) + suffix,
            "files": files,
            "unused": unused,
            "companions": tuple(_numbered("ほかのファイル", n, c) for n, c in enumerate(recording.companions, start=1)),
        }
    )


def _numbered(what: str, number: int, name: str) -> str:
    return f"{what}{number}{PurePath(name).suffix}"
