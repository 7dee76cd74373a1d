"""What the signs of an error weigh: fitted by scripts/bench/doubts/fit.py, for the embedded model heard once more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """A logistic regression over the signs of a clause.

    Attributes:
        bias, by_sign: of the regression.
        doubted: likelihood of an error from which on a clause is doubted.
        figures_doubted: the same for a clause that holds a figure.
    """

    bias: float
    by_sign: Mapping[str, float]
    doubted: float
    figures_doubted: float

    def likelihood(self, signs: Mapping[str, float]) -> float:
        """How likely a clause with these signs is wrong, 0 to 1."""
        exponent = self.bias + sum(weight * signs.get(name, 0.0) for name, weight in self.by_sign.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, exponent))))


FITTED = Weights(
    bias=-4.3534,
    by_sign={
        "letters": 0.9557,
        "mean support": 1.0125,
        "least support 1": -0.2656,
        "least support 3": -0.0731,
        "least support 5": 0.3265,
        "lone kanji": 0.4798,
        "cost": 0.0460,
        "corrected": -0.9706,
        "alike": 0.6442,
        "unlike": 0.4785,
        "unlike words": 1.3401,
        "unlike facts": -0.4463,
        "plainer": 1.3837,
        "rivals unlike": -1.1446,
        "rivals' distance": 0.2463,
        "rivals' farthest": 0.0760,
        "rivals' words": 1.3230,
    },
    doubted=0.454,
    figures_doubted=0.435,
)
"""From the five recordings that scripts/bench/acted makes (423 clauses, 173 of them wrong); held against others in docs/benchmarks.md."""
