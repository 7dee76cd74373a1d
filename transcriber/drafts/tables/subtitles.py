"""字幕.srt and 字幕.vtt: cues written in the two formats that players read."""

from __future__ import annotations

import html
from collections.abc import Iterable

from transcriber.drafts.tables.cues import Cue


def srt(cues: Iterable[Cue]) -> str:
    """SubRip: numbered, comma before the milliseconds, CR LF as its Windows readers expect, with a byte order mark."""
    blocks = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_first(cue)}{_lines(cue)}\n"
        for number, cue in enumerate(cues, start=1)
    )
    return "\ufeff" + "\n".join(blocks).replace("\n", "\r\n")


def vtt(cues: Iterable[Cue]) -> str:
    """WebVTT: the utterance's id names the cue (u0012-2 is its second one), the voice tag its speaker."""
    blocks = (
        f"{cue.utterance}-{cue.part}\n{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n"
        f"<v {_escaped(cue.speaker)}>{_escaped(_lines(cue))}</v>\n"
        for cue in cues
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


def _first(cue: Cue) -> str:
    """SubRip has no field for speakers: the name stands before an utterance's first words."""
    return f"【{cue.speaker}】\n" if cue.part == 1 else ""


def _lines(cue: Cue) -> str:
    # An arrow within the text would begin another cue.
    return "\n".join(cue.lines).replace("-->", "→")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _clock(seconds: float, point: str) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}{point}{whole % 1000:03d}"
