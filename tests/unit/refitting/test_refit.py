"""Weights fitted anew: what tells an error in these recordings weighs, and how good that is is told by recordings left out."""

from __future__ import annotations

import numpy as np
import pytest

from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.refitting.refit import JudgedRecording, cross_validated, enough, refitted


def recording(seed: int, clauses: int = 120, errors: float = 0.3) -> JudgedRecording:
    """An error is likely where other hearings understood something else; what a clause costs says nothing."""
    chance = np.random.default_rng(seed)
    made, wrong = [], []
    for _ in range(clauses):
        is_wrong = bool(chance.random() < errors)
        signs = {"unlike": chance.normal(2.0 if is_wrong else 0.0, 0.7), "cost": chance.normal(0.0, 3.0)}
        made.append(NoticedClause("節", 0.0, signs, bool(chance.random() < 0.2), float(chance.random())))
        wrong.append(is_wrong)
    return JudgedRecording(tuple(made), tuple(wrong))


def test_what_tells_errors_weighs_and_what_does_not_weighs_nothing() -> None:
    weights = refitted([recording(1), recording(2)])
    assert weights.by_sign["unlike"] > 1.0
    assert abs(weights.by_sign["cost"]) < 0.15


def test_as_many_right_clauses_are_doubted_as_may_be() -> None:
    several = [recording(i) for i in range(5)]
    weights = refitted(several)
    right = [c for r in several for c, w in zip(r.clauses, r.wrong, strict=True) if not w]
    for figure, limit, share in ((False, weights.doubted, 0.11), (True, weights.figures_doubted, 0.36)):
        likely = [weights.likelihood(c.signs) for c in right if c.figure is figure]
        assert np.mean([x >= limit for x in likely]) == pytest.approx(share, abs=0.02)


def test_the_figures_come_from_recordings_that_were_left_out() -> None:
    """On labels by chance nothing can be learned: whoever measures on what was fitted sees something all the same."""
    chance = np.random.default_rng(9)
    by_chance = [
        JudgedRecording(r.clauses, tuple(bool(w) for w in chance.random(len(r.clauses)) < 0.3))
        for r in (recording(i) for i in range(4))
    ]
    figures = cross_validated(by_chance)
    assert figures.caught == pytest.approx(figures.alarms, abs=0.1)
    learned = cross_validated([recording(i) for i in range(4)])
    assert learned.caught > 0.85
    assert learned.caught > learned.caught_before + 0.3  # the shipped likelihoods are by chance here


def test_one_recording_is_divided() -> None:
    assert cross_validated([recording(3, clauses=300)]).caught > 0.85


@pytest.mark.parametrize(
    ("clauses", "errors", "is_enough"), [(149, 0.3, False), (200, 0.3, True), (200, 0.02, False), (200, 0.98, False)]
)
def test_nothing_is_fitted_on_too_little(clauses: int, errors: float, is_enough: bool) -> None:
    assert enough([recording(4, clauses, errors)]) is is_enough
