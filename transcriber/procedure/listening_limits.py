"""Thresholds of listening for a chair's phrases by their sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ListeningLimits:
    """Set by hand on council recordings as the embedded model hears them (scripts/bench/drafts structure; docs/benchmarks.md), so that
    nothing is found that was not said.
    """

    # phrase_detection.py

    like: float = 0.8
    """Share of a phrase's sound that must agree. Below it other phrases of the chair begin to be taken for this one."""

    head_like: float = 0.75
    """The same for its head: the words before 「いたします」「を求めます」「と認めます」, which all phrases have in common."""

    exact_below: int = 7
    """Phrases of fewer beats (after folding) are too easily found in other words."""

    exact_head: int = 4
    """Heads of fewer beats must sound exactly so: 散会, 休憩, 可決."""

    margin: float = 0.08
    """起立全員 and 起立多数 sound alike: by so much one must be likelier than the other, else neither is believed."""


LISTENING_LIMITS = ListeningLimits()
