"""What drafts show of personal data, and the list of what is masked: where and of what kind, nothing of what it was."""

from __future__ import annotations

import csv
import io

from transcriber.language.readings import Reader
from transcriber.masking import masked_view
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.transcript import Transcript, timecode

MASKED_PLACES = "伏せた箇所.csv"

_COLUMNS = ("番号", "種類", "発言番号", "時刻", "表示")


def shown_transcript(transcript: Transcript, show: Shown) -> Transcript:
    """The view that everything is made of."""
    return masked_view.masked_view(transcript, show, Reader())


def masked_places_csv(transcript: Transcript) -> str:
    """UTF-8 with a byte-order mark, as Excel reads it; the number is what `transcriber unmask` asks for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for place in transcript.masked:
        writer.writerow((place.item, place.kind.label, place.utterance, timecode(place.start), place.mask))
    return "\ufeff" + out.getvalue()
