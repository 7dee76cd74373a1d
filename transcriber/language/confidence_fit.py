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
    bias=-6.1613,
    by_sign={
        "alike": -0.7992,
        "corrected": -0.2029,
        "cost": -0.2187,
        "expected instead": 0.0208,
        "least support 1": 0.2450,
        "least support 3": -0.3856,
        "least support 5": 0.2994,
        "letters": 0.4324,
        "lone kanji": 0.3261,
        "mean support": 0.3090,
        "most unexpected": 0.0185,
        "plainer": -0.5962,
        "rivals unlike": 0.5184,
        "rivals' distance": -0.0354,
        "rivals' farthest": 0.0732,
        "rivals' words": 0.0865,
        "two most unexpected": 0.2678,
        "unexpected": 0.5215,
        "unexpected words": 0.1436,
        "unlike": -0.3975,
        "unlike facts": 0.4526,
        "unlike words": 0.3174,
    },
    doubted=0.533,
    figures_doubted=0.323,
)
"""From nine recordings that scripts/bench/acted makes, two of them with breaths (1010 clauses, 374 of them wrong); held against others in
docs/benchmarks.md."""
