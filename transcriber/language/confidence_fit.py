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
    bias=-6.2468,
    by_sign={
        "alike": -0.7913,
        "corrected": -0.3595,
        "cost": -0.1882,
        "expected instead": 0.0135,
        "least support 1": 0.2663,
        "least support 3": -0.4114,
        "least support 5": 0.3840,
        "letters": 0.4528,
        "lone kanji": 0.3072,
        "mean support": 0.2716,
        "most unexpected": 0.0329,
        "plainer": -0.7463,
        "rivals unlike": 0.4419,
        "rivals' distance": 0.0389,
        "rivals' farthest": 0.0191,
        "rivals' words": 0.1877,
        "two most unexpected": 0.2412,
        "unexpected": 0.5391,
        "unexpected words": 0.1531,
        "unlike": -0.3991,
        "unlike facts": 0.5327,
        "unlike words": 0.2715,
    },
    doubted=0.542,
    figures_doubted=0.325,
)
"""From nine recordings that scripts/bench/acted makes, two of them with breaths (1009 clauses, 381 of them wrong); held against others in
docs/benchmarks.md."""
