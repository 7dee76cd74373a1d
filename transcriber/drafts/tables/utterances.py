"""発言一覧.csv: one line an utterance, as Excel opens it with a double click."""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Callable, Mapping
from functools import cache

from transcriber.drafts.word import wording
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Transcript, timecode
from transcriber.untrusted.harmless_text import harmless_cell

UTTERANCE_COLUMNS = (
    "会議名",
    "日付",
    "議事",
    "順番",
    "印",
    "議席番号",
    "役職",
    "氏名",
    "発言",
    "開始",
    "終了",
    "発言番号",
    "要確認",
)
"""Meeting, date, item, order, mark, seat, post, name, text, start, end; then the id shared with Word and the player, and
how many doubts the utterance has."""

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as Shift_JIS."""


def csv(transcript: Transcript, *, items: Mapping[str, str], mark: Callable[[Person | None], str]) -> str:
    """The whole table, byte order mark included, lines ended by CR LF.

    Args:
        items: utterance id → agenda item, where known.
        mark: what stands before this person in the record (None: nobody on the roster).
    """
    out = io.StringIO()
    out.write(BOM)
    writer = csv_module.writer(out, quoting=csv_module.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(UTTERANCE_COLUMNS)
    meeting = transcript.meeting
    day = meeting.date.isoformat() if meeting.date else ""
    meant = cache(lambda name: _person(transcript.roster, name))  # few speak, and a roster may hold thousands
    for order, said in enumerate(transcript.utterances, start=1):
        known = meant(said.name)
        person = known or Person(name=wording.speaker(said.speaker, said.name))
        row = (
            meeting.title,
            day,
            items.get(said.id, ""),
            str(order),
            mark(known),
            person.seat,
            person.post,
            person.name,
            said.text,
            timecode(said.start),
            timecode(said.end),
            said.id,
            str(len(said.doubts) or ""),
        )
        writer.writerow([cell(value) for value in row])
    return out.getvalue()


def cell(value: str) -> str:
    """`value` as a cell that no spreadsheet takes for a formula, on one line, without control characters."""
    return harmless_cell(" ".join(wording.printable(value).split()))


def _person(roster: Roster, name: str | None) -> Person | None:
    """Whom a draft's name means: the person so announced, or so named, or the only one with that post."""
    if not name:
        return None
    for person in roster.people:
        if name in (person.label, person.compact_name, person.name):
            return person
    holders = [p for p in roster.people if p.post == name]
    return holders[0] if len(holders) == 1 else None
