"""Tables: the transcript for other programs. CSV for Excel, SRT and WebVTT for players, RTTM, a picture of who spoke when.

`texts` makes those that are text; `timeline.png` draws the picture.
"""

from __future__ import annotations

from collections.abc import Callable

from transcriber.drafts.tables import cues, items, rttm, subtitles, utterances
from transcriber.minutes.people import Person
from transcriber.minutes.transcript import Transcript

CSV, SRT, VTT = "発言一覧.csv", "字幕.srt", "字幕.vtt"


def texts(transcript: Transcript, *, mark: Callable[[Person | None], str] = lambda person: "○") -> dict[str, str]:
    """File name → content, each to be written as UTF-8 with line ends as they are.

    Args:
        mark: what the house style puts before this person (None: nobody on the roster).
    """
    shown = cues.cues(transcript)
    return {
        CSV: utterances.csv(transcript, items=items.by_utterance(transcript), mark=mark),
        SRT: subtitles.srt(shown),
        VTT: subtitles.vtt(shown),
        rttm.RTTM: rttm.rttm(transcript),
        rttm.UEM: rttm.uem(transcript),
    }


__all__ = ["CSV", "SRT", "VTT", "texts"]
