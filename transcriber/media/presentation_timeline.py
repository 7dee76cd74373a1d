"""Presentation times → where each block of sound goes: one timeline for the text, the player, the subtitles and the clock.

Sound is never thrown away. A hole becomes silence; a clock that was set anew is followed without a pause. Compared is the place
on the timeline, not the end of the block before, so small holes do not add up. (FFmpeg's own `aresample=async` fills holes too,
but drops what a clock that jumps back gives twice, and tells nobody.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transcriber.minutes.capture import ClockEvent, ClockEventKind

_TOLERANCE = 0.1
"""Seconds a block may lie beside its time: what time stamps are rounded to, and half of what a listener would notice."""

_RESET = 2.0
"""Seconds by which a time must go back for the clock to have been set anew; less is an overlap."""

_LONGEST_OF_STREAMS = 60.0
"""Seconds of the longest hole in a broadcast stream, whose clock may be set anew at any time; a longer one is a jump."""

_LONGEST = 6 * 3600.0
_MOST_SILENCE = 12 * 3600.0
"""Seconds of silence a single hole, and all of them, may stand for: a damaged time stamp must not fill the disk."""

_BLOCKS_OF_DELAY = 3
"""Blocks that a decoder may still hold of the time before."""

_LISTED = 50
"""Events kept with their places; the rest is counted."""


@dataclass
class Timeline:
    """The timeline of one track.

    Attributes:
        origin: the container's time that is 0 here, seconds.
        stream: the container's clock may be set anew within it (broadcast streams).
        position: seconds written so far.
        silence: of these, seconds that stand for holes.
    """

    origin: float = 0.0
    stream: bool = False
    position: float = 0.0
    silence: float = 0.0
    events: list[ClockEvent] = field(default_factory=list)
    more: int = 0
    _overlap: float = 0.0
    _begun: bool = False
    _anew: int = 0

    def clock_is_anew(self) -> None:
        """The container says that its clock is another one from the next block on: a gap there is none of time."""
        self._anew = _BLOCKS_OF_DELAY

    def before(self, time: float | None, *, told: bool = False) -> float:
        """Seconds of silence that belong before a block which the container places at `time`.

        Args:
            time: seconds by the container's clock; None if it gives none: the block follows the last.
            told: what makes the hole is told otherwise (damage).
        """
        begun, self._begun = self._begun, True
        if time is None:
            return 0.0
        ahead = time - self.origin - self.position
        anew, self._anew = self._anew > 0, max(0, self._anew - 1)
        if anew and begun and abs(ahead) > _TOLERANCE:
            self._anew = 0
            self._reset(time, ahead)
            return 0.0
        if ahead > _TOLERANCE:
            if ahead > (_LONGEST_OF_STREAMS if self.stream else _LONGEST) or self.silence + ahead > _MOST_SILENCE:
                self._reset(time, ahead)
                return 0.0
            if not told:
                self._tell(ClockEventKind.HOLE if begun else ClockEventKind.LATE, ahead)
            self.silence += ahead
            return ahead
        if ahead < -_RESET:
            self._reset(time, ahead)
        elif -ahead > self._overlap + _TOLERANCE:
            self._tell(ClockEventKind.OVERLAP, -ahead - self._overlap)
            self._overlap = -ahead
        return 0.0

    def _reset(self, time: float, ahead: float) -> None:
        self.origin = time - self.position
        self._overlap = 0.0
        if self.position:
            self._tell(ClockEventKind.JUMP, ahead)

    def _tell(self, kind: ClockEventKind, seconds: float) -> None:
        if len(self.events) < _LISTED:
            self.events.append(ClockEvent(kind=kind, at=round(self.position, 3), seconds=round(seconds, 3)))
        else:
            self.more += 1
