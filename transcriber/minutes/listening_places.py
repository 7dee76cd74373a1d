"""Where to listen to a voice: samples, each with the utterance it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transcriber.minutes.transcript import Sample, Transcript, Utterance

_REACH = 0.01
"""Seconds by which a sample may begin before its utterance: both are rounded."""


def samples_within(stretches: Iterable[tuple[float, float]], said: Sequence[Utterance]) -> tuple[Sample, ...]:
    """The stretches (start, end, seconds) that begin in one of these utterances, in their order; each but once.

    Args:
        said: of one speaker.
    """
    found = []
    for start, end in stretches:
        own = next((u for u in reversed(said) if u.start - _REACH <= start <= u.end), None)
        if own is not None:
            found.append(Sample(start=round(start, 2), end=round(end, 2), utterance=own.id))
    return tuple(found)


def with_samples_placed(transcript: Transcript) -> Transcript:
    """The transcript after utterances were cut or numbered anew: each speaker's samples name the utterances they lie in now."""
    speakers = tuple(
        s.model_copy(
            update={
                "samples": samples_within(
                    ((x.start, x.end) for x in s.samples), [u for u in transcript.utterances if u.speaker == s.id]
                )
            }
        )
        for s in transcript.speakers
    )
    return transcript.model_copy(update={"speakers": speakers})
