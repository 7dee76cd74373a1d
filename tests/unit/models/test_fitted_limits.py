"""Limits fitted on a model count for the very files and hearings that they were fitted on, and for nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_models import FILES, LIMITS, TINY, install

from transcriber.models.fitted_limits import (
    limits_path,
    read_limits,
    write_limits,
)
from transcriber.models.model_store import ModelStore
from transcriber.transcripts.transcript_stage import doubt_weights


@pytest.fixture
def installed(store: ModelStore) -> ModelStore:
    install(store, "tiny", TINY)
    return store


def test_a_model_brings_what_was_fitted_on_it(installed: ModelStore) -> None:
    assert installed.verified("tiny").fitted == ""
    write_limits(limits_path(installed.weights, "tiny"), LIMITS)
    model = installed.verified("tiny")
    assert model.limits == LIMITS
    assert model.fitted == "calibrated 2026-04-01 on 1 recordings, 31 minutes"
    weights = doubt_weights(model)
    assert (weights.bias, weights.by_sign, weights.doubted, weights.figures_doubted) == (
        -2.0,
        {"unlike": 1.5},
        0.4,
        0.3,
    )


def test_without_them_the_shipped_ones_are_used(installed: ModelStore) -> None:
    assert doubt_weights(installed.verified("tiny")) == doubt_weights(None)


def test_other_weights_or_other_hearings_have_nothing_fitted(installed: ModelStore) -> None:
    path = limits_path(installed.weights, "tiny")
    write_limits(path, LIMITS)
    assert read_limits(path, FILES, None) == LIMITS
    assert read_limits(path, FILES | {"model.bin": "f" * 64}, None) is None
    assert read_limits(path, FILES, ((1.07, True),)) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"version": 2}'])
def test_a_file_that_cannot_be_read_is_as_good_as_none(installed: ModelStore, content: bytes) -> None:
    limits_path(installed.weights, "tiny").write_bytes(content)
    assert installed.verified("tiny").limits is None


def test_limits_of_a_later_version_are_left_alone(installed: ModelStore) -> None:
    write_limits(limits_path(installed.weights, "tiny"), LIMITS.model_copy(update={"version": 2}))
    assert installed.verified("tiny").limits is None


def test_a_model_without_limits_is_the_same_model(installed: ModelStore) -> None:
    before = installed.verified("tiny")
    write_limits(limits_path(installed.weights, "tiny"), LIMITS)
    assert replace(installed.verified("tiny"), limits=None) == before
    assert installed.verified("tiny").embeddings_key() == before.embeddings_key()
