"""What the signs of an error weigh: fitted by scripts/bench/doubts/fit.py, for the embedded model heard once more in two ways."""

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
    bias=-4.3697,
    by_sign={
        "letters": 0.9458,
        "mean support": 1.1007,
        "least support 1": -0.2379,
        "least support 3": -0.1393,
        "least support 5": 0.2044,
        "lone kanji": 0.5049,
        "cost": 0.0430,
        "corrected": -0.9551,
        "alike": 0.7733,
        "unlike": 0.8460,
        "unlike words": 1.6784,
        "unlike facts": -0.9721,
        "plainer": 0.9708,
    },
    doubted=0.43,
    figures_doubted=0.42,
)
"""From the five recordings that scripts/bench/acted makes (423 clauses, 173 of them wrong); held against others in docs/benchmarks.md."""
