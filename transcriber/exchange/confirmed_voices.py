"""Voices that a checked file names throughout: what may be offered for enrolment."""

from __future__ import annotations

from transcriber.learning.lessons import Spoke
from transcriber.minutes.transcript import Transcript
from transcriber.minutes.variant_characters import comparable
from transcriber.review.comparison import Comparison
from transcriber.speakers import enrolled


def confirmed_voices(transcript: Transcript, compared: Comparison) -> tuple[Spoke, ...]:
    """Voices that a checked file gives to one person of the roster throughout, with enough of clean speech.

    Args:
        compared: the checked file with `transcript` as it stands, not with the machine's account.
    """
    torn = {r.voice for r in compared.reassigned}
    renamed = {v.voice: v.after for v in compared.voices}
    people = {p.compared_name for p in transcript.roster.people if p.name}
    found = []
    for speaker in transcript.speakers:
        name = renamed.get(speaker.id, speaker.name or "")
        mixed = len({u.name for u in transcript.utterances if u.speaker == speaker.id}) > 1
        seconds = sum(end - start for start, end in enrolled.stretches_of_voice(transcript, speaker.id))
        known = any(person in comparable(name) for person in people)
        if known and speaker.id not in torn and not mixed and seconds >= enrolled.LEAST_SECONDS:
            found.append(Spoke(speaker=speaker.id, name=name, seconds=round(seconds, 1)))
    return tuple(found)
