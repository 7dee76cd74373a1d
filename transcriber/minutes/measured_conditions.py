"""How bad a recording may sound before nobody has ever measured how right the text of such a one is.

The limits are the worst sounds that scripts/bench/doubts was run on (docs/benchmarks.md, "Doubts"): pink noise 10 dB below the speech,
and speech 30 dB quieter than usual. Distorted sound was never measured.
"""

from __future__ import annotations

from transcriber.minutes.transcript import Preflight

_LEAST_DISTANCE = 10.0
"""Decibels between speech and noise."""

_LEAST_SPEECH = -58.0
"""dBFS of speech."""

_MOST_CLIPPED = 0.001
"""Share of samples at full scale."""


def worse_than_measured(preflight: Preflight) -> str:
    """What to say first of a draft whose recording sounds worse than what was ever measured; empty for all others."""
    speech, noise = preflight.speech_dbfs, preflight.noise_dbfs
    if speech is None:
        return ""  # nothing sounds, so there is no text to be wrong
    worse = []
    if noise is not None and speech - noise < _LEAST_DISTANCE:
        worse.append(
            f"話し声と雑音の差が {max(0.0, speech - noise):.0f} dB で、確かめたのは {_LEAST_DISTANCE:.0f} dB まで"
        )
    if speech < _LEAST_SPEECH:
        worse.append(f"話し声の大きさが {_decibels(speech)} で、確かめたのは {_decibels(_LEAST_SPEECH)} まで")
    if preflight.clipped_share > _MOST_CLIPPED:
        worse.append("音が割れていて、割れた音では確かめたことがない")
    if not worse:
        return ""
    return (
        f"この録音は、文字起こしがどのくらい正しいかを確かめたことのある録音より、音の条件が悪いものです（{'。'.join(worse)}）。"
        "要確認の印がないところにも誤りが多いおそれがあるので、全体を聞き直してください。"
    )


def _decibels(level: float) -> str:
    return f"{level:.0f} dB".replace("-", "−")
