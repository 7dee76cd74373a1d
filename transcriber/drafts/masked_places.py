"""What drafts show of personal data, and the list of what is masked: where and of what kind, nothing of what it was."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.errors import UnmaskFault
from transcriber.language.readings import Reader
from transcriber.masking import masked_view, neutral_names
from transcriber.minutes import my_numbers
from transcriber.minutes.personal_data import MaskedPlace, Shown
from transcriber.minutes.transcript import Recording, RecordKind, Transcript, timecode

MASKED_PLACES = "伏せた箇所.csv"

_COLUMNS = ("番号", "種類", "発言番号", "時刻", "表示")


def shown_transcript(transcript: Transcript, show: Shown) -> Transcript:
    """The view that everything is made of."""
    return masked_view.masked_view(transcript, show, Reader())


def name_without_people(day: dt.date | None, kind: RecordKind) -> str:
    """What a draft's files are called where people's names are masked."""
    return neutral_names.neutral_name(day, kind)


def is_named_by_my_number(name: str) -> bool:
    """Whether a recording's name holds a My Number, which no profile shows."""
    return my_numbers.holds_my_number(name)


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
    """What was said where a view shows a mask; None where it shows no such mask.

    The rules may have changed since the view was made: what stands around a mask tells which words it stands for.

    Raises:
        UnmaskFault: the mask is there, and it cannot be told which words it stands for.
    """
    places = [p for p in shown.masked if p.item == item]
    if not places:
        return None
    said = [_words_behind(place, shown, original) for place in places]
    words = [w for w in said if w is not None] if None not in said else _words_by_rule(original, shown, places)
    if words is None:
        raise UnmaskFault(
            f"この下書きを作ったあとで伏せ方が変わり、伏せた箇所 {item} がどの言葉か決められません。",
            "「transcriber relabel 録音の番号」で下書きを今の伏せ方で作り直し、"
            f"新しい「{MASKED_PLACES}」の番号で、もう一度実行してください。",
        )
    return Unmasked(places[0], " ".join(words))


def _words_behind(place: MaskedPlace, shown: Transcript, original: Transcript) -> str | None:
    """What of the original text stands where the mask does; None if the text around it leaves that open."""
    there = next((u.text for u in shown.utterances if u.id == place.utterance), "")
    whole = next((u.text for u in original.utterances if u.id == place.utterance), "")
    masks = sorted((p for p in shown.masked if p.utterance == place.utterance), key=lambda p: p.position)
    found = []
    for any_length in (".+?", ".+"):  # where the shortest and the longest words differ, the text can be cut in two ways
        pattern, at = "", 0
        for mask in masks:
            pattern += f"{re.escape(there[at : mask.position])}({any_length})"
            at = mask.position + len(mask.mask)
        match = re.fullmatch(pattern + re.escape(there[at:]), whole, re.DOTALL)
        found.append(match[masks.index(place) + 1] if match else None)
    return found[0] if found[0] == found[1] else None


def _words_by_rule(original: Transcript, shown: Transcript, places: Sequence[MaskedPlace]) -> list[str] | None:
    """What the rules find under that number, if they still mask the same places."""
    show = shown.shown or Shown.ALL
    now = shown_transcript(original, show)
    found = next((i for i in masked_view.items_of(original, Reader(), show) if i.number == places[0].item), None)
    if found is None or any(p not in now.masked for p in places):
        return None
    return [original.utterances[n].text[start:end] for n, start, end in found.pieces]
