"""Weights for the signs of an error: a logistic regression over clauses of which it is known whether they are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcriber.language.confidence_fit import Weights
from transcriber.models.fitted_limits import FittedFigures
from transcriber.refitting.noticed_clauses import NoticedClause

RIGHT_DOUBTED, RIGHT_FIGURES_DOUBTED = 0.11, 0.36
"""Shares of the right clauses that may carry a doubt; of those with a figure more, so that nine of ten wrong figures do."""

_RIDGE = 1 / 0.3
"""Pulls the weights of scaled signs to zero, as much as scikit-learn's C = 0.3 (weights in confidence_fit.py were fitted so)."""

LEAST_CLAUSES, LEAST_OF_EACH = 150, 30
"""Clauses, and of these wrong and right ones, below which nothing is fitted: with fewer a dozen weights learn the recordings by heart."""

_LEAST_FIGURES = 10
"""Right clauses with a figure below which they get the limit of the others."""


@dataclass(frozen=True)
class JudgedRecording:
    """The clauses of one recording, and which of them are wrong."""

    clauses: tuple[NoticedClause, ...]
    wrong: tuple[bool, ...]


def enough(recordings: Sequence[JudgedRecording]) -> bool:
    """Whether there is enough to fit weights on."""
    wrong = [w for r in recordings for w in r.wrong]
    return len(wrong) >= LEAST_CLAUSES and LEAST_OF_EACH <= sum(wrong) <= len(wrong) - LEAST_OF_EACH


def refitted(recordings: Sequence[JudgedRecording]) -> Weights:
    """Weights and limits fitted on all of these."""
    from scipy import optimize  # 45 MB that a waiting service does without

    clauses = [c for r in recordings for c in r.clauses]
    wrong = np.array([w for r in recordings for w in r.wrong])
    names = sorted({name for c in clauses for name in c.signs})
    table = np.array([[c.signs.get(n, 0.0) for n in names] for c in clauses])
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    scaled, sign = (table - mean) / spread, np.where(wrong, 1.0, -1.0)

    def loss(x: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margin = sign * (x[0] + scaled @ x[1:])
        pull = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        gradient = np.r_[pull.sum(), scaled.T @ pull + _RIDGE * x[1:]]
        return float(np.logaddexp(0, -margin).sum() + 0.5 * _RIDGE * (x[1:] ** 2).sum()), gradient

    found = optimize.minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    by_sign = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
    bias = round(float(found[0] - (weights * mean).sum()), 4)
    likely = np.array([Weights(bias, by_sign, 1.0, 1.0).likelihood(c.signs) for c in clauses])
    figure = np.array([c.figure for c in clauses])
    doubted = _limit(likely[~wrong & ~figure], RIGHT_DOUBTED)
    own = likely[~wrong & figure]
    figures = _limit(own, RIGHT_FIGURES_DOUBTED) if len(own) >= _LEAST_FIGURES else doubted
    return Weights(bias, by_sign, doubted, figures)


def _limit(likely: npt.NDArray[np.float64], share: float) -> float:
    return round(float(np.quantile(likely, 1 - share)), 3) if len(likely) else 0.5


def cross_validated(recordings: Sequence[JudgedRecording]) -> FittedFigures:
    """How good weights are on a recording that they were not fitted on, each left out in turn; one alone is divided in five."""
    parts = list(recordings) if len(recordings) > 1 else _fifths(recordings[0])
    marked: list[bool] = []
    for i, part in enumerate(parts):
        weights = refitted([*parts[:i], *parts[i + 1 :]])
        marked += [
            weights.likelihood(c.signs) >= (weights.figures_doubted if c.figure else weights.doubted)
            for c in part.clauses
        ]
    clauses, wrong = [c for p in parts for c in p.clauses], np.array([w for p in parts for w in p.wrong])
    found = np.array(marked)
    alarms = float(found[~wrong].mean())
    shipped = np.array([c.shipped for c in clauses])
    # The shipped weights, at as many marks on right clauses.
    before = float((shipped[wrong] > np.quantile(shipped[~wrong], 1 - alarms)).mean())
    return FittedFigures(
        clauses=len(clauses),
        wrong=int(wrong.sum()),
        caught=round(float(found[wrong].mean()), 3),
        alarms=round(alarms, 3),
        caught_before=round(before, 3),
    )


def _fifths(one: JudgedRecording) -> list[JudgedRecording]:
    size = -(-len(one.clauses) // 5)
    return [
        JudgedRecording(one.clauses[i : i + size], one.wrong[i : i + size]) for i in range(0, len(one.clauses), size)
    ]
