"""What the diarizer found: turns.json."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Turn(BaseModel):
    """A stretch of time with one speaker, in seconds from the start of the recording."""

    model_config = ConfigDict(frozen=True)

    speaker: str
    start: float
    end: float


class Turns(BaseModel):
    """Turns in order of time.

    `exclusive` has one speaker at a time and is what text is given out by; `overlapped` says who else spoke meanwhile.
    """

    model_config = ConfigDict(frozen=True)

    exclusive: tuple[Turn, ...]
    overlapped: tuple[Turn, ...]

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
