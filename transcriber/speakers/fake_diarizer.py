"""The shipped fake diarizer: two voices taking turns every ten seconds. For tests of everything around it."""

from __future__ import annotations

from transcriber.media.pcm import ReadableSound
from transcriber.speakers.turns import Turn

_TURN_SECONDS = 10.0


def fake_turns(pcm: ReadableSound) -> list[Turn]:
    """Turns that depend on the recording's length alone."""
    count = int(pcm.seconds // _TURN_SECONDS) + 1
    return [
        Turn(speaker=f"S{1 + i % 2}", start=i * _TURN_SECONDS, end=min(pcm.seconds, (i + 1) * _TURN_SECONDS))
        for i in range(count)
        if i * _TURN_SECONDS < pcm.seconds
    ]
