"""Thresholds of the correction by reading: when a word that sounds like a known one is taken for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CorrectionLimits:
    """By the text alone (correction.py): set by hand on the acceptance corpus, acted scenes and right text
    (scripts/bench/quality/correction.py), so that right text is not changed. With the sound's word (weighing.py): on four acted meetings and heard.tsv, none of them of the
    corpus (scripts/bench/quality/weights.py). Learned words (recovery.py): on 27 minutes of acted recordings.
    """

    # By the text alone (correction.py).

    same: float = 0.0
    exact: float = 0.05
    near: float = 0.1
    """Ratios up to which a stretch has the very sound of the word, or all but."""

    short: int = 4
    long: int = 6
    """Beats up to which a word has many neighbours, and from which on it is hardly met by chance."""

    nonsense: int = 12000
    much_better: int = 6000
    better: int = 3000
    slight: int = 1500
    """Gains in the analyser's cost: what was written makes no sense at all, plainly better Japanese, better, no difference."""

    usual_numbered: float = 1.9
    other_numbered: float = 0.9
    """Costs up to which 議案第 and 日程第 are believed before a number, and their rarer neighbours (請願第, 報告第)."""

    sound_share: float = 0.2
    """What a nat of the sound's answer counts where several words claim one place, in beats of the word."""

    # With what the sound says (weighing.py).

    worth_asking: float = -1.5
    """Log odds by the text alone: of what lies below, nothing was ever taken."""

    believed: float = -0.3
    """Log odds from which on a candidate is taken, with the sound's word for it."""

    believed_base: float = 0.0
    believed_short: float = 0.5
    """The same for base terms and set phrases: much is said that is nearly the same in other words (考えを伺います). And for those of up to
    four beats (開会, 散会): they have many neighbours that no glossary holds."""

    refuted: float = -1.0
    """Log odds below which the sound speaks against what the text alone would have changed."""

    # Learned words heard again (recovery.py).

    learned_most: float = 0.6
    """Beats that may differ, per beat of the word: far more than is ever taken for the word by its sound alone."""

    learned_same: float = 0.1
    learned_same_costs: float = -36.0
    """Beats that may differ, per beat, for the same sound in other characters; and the log probability that these may cost, given the
    sound: rare characters are dear however plainly they were said (わごうなおか → 和合ケ丘: −35). Only where what was heard is no
    word by itself."""

    learned_hardly: float = -22.0
    learned_for_each: float = 45.0
    """The same for everything else, and how much less for each beat that differs, per beat. On 27 minutes of acted recordings, with
    ten learned words and with the 120 base terms in their place, of some 80 that are taken over one was wrong (長中 → 招集, for what
    was wrong before); the others that were told and wrong (分が → 閉会中, 所顔 → 請願) cost more. Set on these recordings."""

    learned_certain: float = 0.45
    """Beats that may differ, per beat, where the recogniser was least sure of what it wrote; none where it was certain."""


CORRECTION_LIMITS = CorrectionLimits()
