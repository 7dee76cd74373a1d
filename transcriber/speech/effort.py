"""How much work a recording gets: what 丁寧 (careful) and 速い (fast) mean for the recogniser. Both are audited."""

from __future__ import annotations

from dataclasses import dataclass

from transcriber.settings import Mode


@dataclass(frozen=True)
class Effort:
    """One way of working.

    Attributes:
        beam: texts followed at once.
        texts: how many of a suspicious piece are weighed by the sound.
        long_piece: seconds from which on a piece costs the more the longer it is: long ones lose more words, and what is
            lost costs another decoding.
        longest_piece: seconds of a piece at most, where no pause divides what is said.
        good_piece: seconds from which on a good pause ends a piece: a sentence or two by one speaker are heard best.
        speeds: at which a piece is heard in turn while nothing else made its text usable; above 1 is faster.
        rounds: how often missing speech is tried again before it becomes a gap.
        other_hearings: (speed, a window in one go) of each hearing that the text is compared with; none: it stands alone.
    """

    beam: int
    texts: int
    long_piece: float
    longest_piece: float
    good_piece: float
    speeds: tuple[float, ...]
    rounds: int
    other_hearings: tuple[tuple[float, bool], ...] = ()


CAREFUL = Effort(
    beam=4,
    texts=4,
    long_piece=10.0,
    longest_piece=16.0,
    good_piece=2.5,
    speeds=(1.1, 0.92),
    rounds=3,
    other_hearings=((1.07, True),),
)
FAST = Effort(beam=1, texts=1, long_piece=10.0, longest_piece=16.0, good_piece=2.5, speeds=(), rounds=1)


def effort_of(mode: Mode) -> Effort:
    """What a mode of the settings means."""
    return FAST if mode is Mode.FAST else CAREFUL
