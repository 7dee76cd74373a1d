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
    bias=-5.7001,
    by_sign={
        "alike": -0.5857,
        "corrected": -0.3287,
        "cost": -0.0991,
        "expected instead": 0.0815,
        "least support 1": 0.0725,
        "least support 3": -0.3669,
        "least support 5": 0.4946,
        "letters": 0.4971,
        "lone kanji": 0.0727,
        "mean support": 0.6218,
        "most unexpected": -0.0384,
        "plainer": -0.4093,
        "rivals unlike": 0.5219,
        "rivals' distance": 0.1942,
        "rivals' farthest": -0.2122,
        "rivals' words": 0.2350,
        "two most unexpected": 0.3401,
        "unexpected": 0.4050,
        "unexpected words": 0.1222,
        "unlike": 0.1197,
        "unlike facts": 0.2756,
        "unlike words": -0.0026,
    },
    doubted=0.598,
    figures_doubted=0.393,
)
"""From the fifteen scenes of scripts/bench/acted, spoken with breaths (1,592 clauses, 800 of them wrong); held against others in
docs/benchmarks.md."""
