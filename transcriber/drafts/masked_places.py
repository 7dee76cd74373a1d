"""What drafts show of personal data, and the list of what is masked: where and of what kind, nothing of what it was."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass

from transcriber.language.readings import Reader
from transcriber.masking import masked_view, neutral_names
from transcriber.minutes.personal_data import MaskedPlace, Shown
from transcriber.minutes.transcript import Recording, Transcript, timecode

MASKED_PLACES = "伏せた箇所.csv"

_COLUMNS = ("番号", "種類", "発言番号", "時刻", "表示")


def shown_transcript(transcript: Transcript, show: Shown) -> Transcript:
    """The view that everything is made of."""
    return masked_view.masked_view(transcript, show, Reader())


def name_without_people(day: dt.date | None) -> str:
    """What a consultation's files are called where people's names are masked."""
    return neutral_names.neutral_name(day)


def recording_without_names(recording: Recording) -> Recording:
    """With numbers instead of the names of files."""
    return neutral_names.neutral_recording(recording, None)


def masked_places_csv(transcript: Transcript) -> str:
    """UTF-8 with a byte-order mark, as Excel reads it; the number is what `transcriber unmask` asks for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for place in transcript.masked:
        writer.writerow((place.item, place.kind.label, place.utterance, timecode(place.start), place.mask))
    return "\ufeff" + out.getvalue()


@dataclass(frozen=True)
class Unmasked:
    """A masked place, and what was said there."""

    place: MaskedPlace
    text: str


def unmasked(original: Transcript, shown: Transcript, item: str) -> Unmasked | None:
    """What was said where a view shows a mask; None where it does not, or was made by other rules than there are now."""
    places = [p for p in shown.masked if p.item == item]
    show = shown.shown or Shown.ALL
    now = shown_transcript(original, show)
    found = next((i for i in masked_view.items_of(original, Reader(), show) if i.number == item), None)
    if not places or found is None or any(p not in now.masked for p in places):
        return None
    said = [original.utterances[n].text[start:end] for n, start, end in found.pieces]
    return Unmasked(places[0], " ".join(said))
