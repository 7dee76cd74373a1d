"""Who spoke when in the field's own formats: RTTM (NIST), and UEM for what was analysed at all."""

from __future__ import annotations

import re

from transcriber.minutes.recording_titles import without_ending
from transcriber.minutes.transcript import Transcript

RTTM, UEM = "話者区間.rttm", "解析範囲.uem"


def rttm(transcript: Transcript) -> str:
    """`SPEAKER file 1 start length <NA> <NA> S1 <NA> <NA>`, one line a turn, overlapped speech included."""
    file = _file(transcript)
    return "".join(
        f"SPEAKER {file} 1 {t.start:.3f} {t.end - t.start:.3f} <NA> <NA> {t.speaker} <NA> <NA>\n"
        for t in sorted(transcript.turns, key=lambda t: (t.start, t.end))
    )


def uem(transcript: Transcript) -> str:
    """`file 1 start end`: outside these stretches nobody was looked for, so nobody is missed there."""
    whole = ((0.0, transcript.recording.seconds),)
    file = _file(transcript)
    return "".join(f"{file} 1 {start:.3f} {end:.3f}\n" for start, end in transcript.analysed or whole)


def _file(transcript: Transcript) -> str:
    """The recording's name without its ending; these formats know no spaces."""
    return re.sub(r"\s+", "_", without_ending(transcript.recording.file_name)) or "recording"
