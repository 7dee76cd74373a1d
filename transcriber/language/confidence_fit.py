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
    bias=-4.1967,
    by_sign={
        "letters": 0.9086,
        "mean support": 1.0616,
        "least support 1": -0.2307,
        "least support 3": -0.0723,
        "least support 5": 0.1595,
        "lone kanji": 0.5095,
        "cost": 0.0461,
        "corrected": -0.9220,
        "alike": 0.6444,
        "unlike": 0.8525,
        "unlike letters": 1.4599,
        "unlike facts": -0.9097,
        "plainer": 1.3198,
    },
    doubted=0.43,
    figures_doubted=0.40,
)
"""From the five recordings that scripts/bench/acted makes (423 clauses, 173 of them wrong); held against others in docs/benchmarks.md."""
