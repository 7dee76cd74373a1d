"""Weights for the signs of an error: a logistic regression over clauses with known truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

_RIGHT_DOUBTED, _RIGHT_FIGURES_DOUBTED = 0.15, 0.30
"""Shares of the right clauses that may carry a doubt."""


def fitted(signs: Sequence[Mapping[str, float]], wrong: Sequence[bool], figures: Sequence[bool]) -> str:
    """The lines of confidence_fit.py."""
    usable = [i for i, s in enumerate(signs) if "letters" in s]
    names = list(signs[usable[0]])
    table = np.array([[signs[i].get(n, 0.0) for n in names] for i in usable])
    truth, figure = np.array([wrong[i] for i in usable]), np.array([figures[i] for i in usable])
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=0.3, max_iter=3000).fit(scaler.transform(table), truth)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    likelihood = model.predict_proba(scaler.transform(table))[:, 1]
    doubted = float(np.quantile(likelihood[~truth & ~figure], 1 - _RIGHT_DOUBTED))
    figures_doubted = float(np.quantile(likelihood[~truth & figure], 1 - _RIGHT_FIGURES_DOUBTED))
    lines = [f"    bias={bias:.4f},", "    by_sign={"]
    lines += [f'        "{n}": {w:.4f},' for n, w in zip(names, weights, strict=True)]
    lines += ["    },", f"    doubted={doubted:.3f},", f"    figures_doubted={figures_doubted:.3f},"]
    return "\n".join(lines)
