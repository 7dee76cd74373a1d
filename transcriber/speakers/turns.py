"""What the diarizer found: turns.json."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Turn(BaseModel):
    """A stretch of time with one speaker, in seconds from the start of the recording."""

    model_config = ConfigDict(frozen=True)

    speaker: str
    start: float
    end: float


class Voice(BaseModel):
    """What one speaker sounds like.

    Attributes:
        embedding: of length one; the mean over the speaker's clean stretches.
        seconds: of clean speech it rests on; 0 if there was none, then `embedding` is empty.
    """

    model_config = ConfigDict(frozen=True)

    speaker: str
    embedding: tuple[float, ...] = ()
    seconds: float = 0.0


class Turns(BaseModel):
    """Turns in order of time.

    `exclusive` has one speaker at a time and is what text is given out by; `overlapped` says who else spoke meanwhile.
    `voices` are the speakers' embeddings; `unrelated` is the cosine that two strangers' embeddings typically have.
    `channels`: speaker → number of the channel (1, 2, …) that is this speaker's microphone; empty where voices were
    clustered.
    """

    model_config = ConfigDict(frozen=True)

    exclusive: tuple[Turn, ...]
    overlapped: tuple[Turn, ...]
    voices: tuple[Voice, ...] = ()
    unrelated: float = 0.0
    analysed: tuple[tuple[float, float], ...] = ()
    channels: dict[str, int] = {}

    def overlaps(self, *, least: float) -> list[tuple[float, float]]:
        """Stretches longer than `least` seconds in which two people speak."""
        found = []
        active: list[Turn] = []
        for turn in sorted(self.overlapped, key=lambda t: t.start):
            active = [a for a in active if a.end > turn.start]
            found += [
                (turn.start, min(a.end, turn.end))
                for a in active
                if a.speaker != turn.speaker and min(a.end, turn.end) - turn.start > least
            ]
            active.append(turn)
        return found
