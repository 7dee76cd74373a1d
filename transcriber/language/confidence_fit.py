"""What the signs of an error weigh: fitted by scripts/bench/doubts/fit.py, for the embedded models."""

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
    bias=-6.1173,
    by_sign={
        "alike": -0.6216,
        "corrected": -0.5263,
        "cost": -0.0380,
        "expected instead": 0.0150,
        "least support 1": 0.0613,
        "least support 3": -0.1387,
        "least support 5": 0.1758,
        "letters": 0.6384,
        "lone kanji": 0.0489,
        "mean support": 0.8236,
        "most unexpected": -0.0368,
        "plainer": -0.0992,
        "rivals unlike": 0.4893,
        "rivals' distance": 0.6429,
        "rivals' farthest": -0.5581,
        "rivals' words": 0.2118,
        "two most unexpected": 0.3136,
        "unexpected": 0.5532,
        "unexpected words": 0.0634,
        "unlike": 0.2912,
        "unlike facts": 0.2462,
        "unlike words": -0.0612,
    },
    doubted=0.567,
    figures_doubted=0.439,
)
"""From the fifteen scenes of scripts/bench/acted, spoken with breaths (1,596 clauses, 800 of them wrong); held against others in
docs/benchmarks.md."""
