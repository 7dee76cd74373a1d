"""Thresholds of the speech stage: what is suspicious in a text, and which of several texts is believed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpeechLimits:
    """Set by hand on the three recordings of the acceptance corpus and the five of scripts/bench/acted, as recognised by the embedded
    model (scripts/bench/quality/speech.py; docs/benchmarks.md), on the generous side: what is suspicious is heard again, not dropped.
    """

    # What the sound says about one text (evidence.py).

    unsupported: float = -1.4
    """Mean log probability given the sound, below which a text is not believed. Right texts lie above −1.0, echoes of the
    prompt below −3 (docs/benchmarks.md)."""

    repeating: float = 2.2
    """Compression ratio of a text that repeats itself; OpenAI's threshold is 2.4, for longer texts."""

    hurried: float = 0.5
    """Share of a phrase's time in which it cannot have been said once more. Of phrases written twice on the sound of one, 95 % have less;
    of those really said twice none (scripts/bench/tiers/repetitions.py)."""

    breathless: float = 1.6
    """Times the usual pace of a phrase and its repetition at which nobody says both: they were put where one was."""

    said_in_a_row: int = 3
    """Times that people say the same words in a row (異議なし、異議なし、異議なし): more is a loop whatever time they take."""

    slowest: float = 2.0
    fastest: float = 13.0
    """Characters per second of detected speech outside of which something is missing or invented. Japanese minutes hold 4 to 9."""

    enough_to_pace: float = 2.0
    """Seconds of speech below which characters per second mean nothing: はい takes its time."""

    gain: float = 0.4
    """What one more character is worth, in nats, when two texts of the same sound are compared."""

    cost: float = 8.0
    """What a second of speech without text costs, in nats: otherwise the shorter text wins, which is the one that lost a sentence."""

    least_gap: float = 0.5
    """Seconds of uncovered speech that count as missing: less is the edge of a syllable."""

    reach: float = 0.2
    """Seconds that a character covers beyond its own time: alignments begin late and end early by about this much."""

    lasts: float = 0.2
    """Seconds of speech that a piece of text can stand for, beside those of its characters."""

    unheard: float = 0.2
    """Probability below which a text that lasts too long covers nothing: it stands where something else was said."""

    idle: float = 0.9
    """Seconds of speech beyond what a few characters take, from which on something was left out among them. Set on four minutes of two
    recordings (d1, a3), in which text was left out (scripts/bench/tiers/omissions.py): no false alarm there, of 23 stretches of 1 to 2 s 21."""

    unexpected: float = 0.3
    """Probability below which a character stands where something else was said."""

    # What is done about a suspicious text (audit.py).

    join: float = 1.0
    """Missing stretches closer than this are tried as one."""

    margin: float = 8.0
    """Nats by which a text without the office's words must be better: names and terms are worth a slightly worse sound."""

    repeated: int = 6
    """Characters from which on it is no chance that a text stands nearby already."""

    edge: float = 0.3
    """Seconds around a piece within which its characters may be timed."""

    divisible: float = 3.0
    """Seconds below which a piece is not divided."""


SPEECH_LIMITS = SpeechLimits()
