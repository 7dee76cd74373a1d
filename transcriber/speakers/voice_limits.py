"""Thresholds of telling voices apart and bringing pieces together; likeness is 0 for two strangers and 1 for the same sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VoiceLimits:
    """Set by hand on the acceptance corpus with the embedded encoder (docs/benchmarks.md)."""

    # voices.py

    same_voice: float = 0.6
    """Likeness of two clusters' means from which they are one voice. Over the corpus: utterances of one voice above 0.75 to its
    mean from two seconds on, different voices in one room at most 0.5."""

    twins: float = 0.75
    """Two clusters in one piece this alike were one voice torn in two (by level, distance, or an odd minute)."""

    stranger: float = 0.3
    """A stretch less like its cluster than this is somebody else."""

    better: float = 0.1
    """By how much more a stretch must be like another cluster to be moved there."""

    plain_stretch: float = 1.5
    """Seconds from which a stretch by itself says whose it is."""

    slight: float = 4.0
    """Seconds: a cluster with less speech than this must sound unlike all others to be a voice of its own."""

    slight_likeness: float = 0.4
    scrap: float = 2.0
    """Seconds: less than this, cut out of somewhere, is hardly a person."""

    scrap_likeness: float = 0.3
    few: float = 10.0
    """Seconds in each piece: a cluster with less rests on a few short stretches, so that its piece kept it apart proves little
    beside what the voice sounds like in the whole meeting."""

    longest_weight: float = 10.0
    """Seconds of a stretch that count towards its cluster's mean."""

    resembles: float = 0.4
    """Likeness from which a stretch without a label is given to a voice."""

    forced: float = 0.25
    """Where there are more voices than people who can be there, clusters less alike than this are still kept apart."""


VOICE_LIMITS = VoiceLimits()
