"""Naming the voices that diarization found: from what was said, with the quote as proof, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import RecordKind, Utterance
from transcriber.speakers.naming import consultation, council
from transcriber.speakers.naming.result import Naming


def name_voices(said: Sequence[Utterance], roster: Roster, kind: RecordKind, reader: Reader) -> Naming:
    """Find out who the voices are.

    Args:
        said: all utterances, in order of time, their text as it was recognised: corrections are made towards the roster,
            and a name restored by its sound must not count as a name heard.
        roster: who may speak; may be empty, then only posts that were plainly called are given.
        kind: a council's voices are named by the chair's calls, a consultation's by their roles.
        reader: reads recognised text as it sounds.
    """
    if kind is RecordKind.COUNCIL:
        return council.name_members(said, roster, reader)
    return consultation.name_roles(said, roster, reader)


__all__ = ["Naming", "name_voices"]
