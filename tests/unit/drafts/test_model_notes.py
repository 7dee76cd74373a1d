"""The first page says what must be known of the models: for trying out only, or nothing set for them yet."""

from __future__ import annotations

from typing import Any

import pytest

from transcriber.drafts.word.provenance_page import about_models
from transcriber.minutes.transcript import ModelUsed, Provenance

TRIAL = {"id": "faster-whisper-base", "trial": True, "fitted": "on acted recordings"}
TURBO = {"id": "faster-whisper-large-v3-turbo", "fitted": ""}
COMMUNITY = {"id": "pyannote-community-1", "fitted": ""}
FITTED = {"id": "a-model", "fitted": "on acted recordings"}
OLDER = {"id": "of-an-older-transcript"}


def note(*used: dict[str, Any]) -> str:
    models = [{"role": "speech", "revision": "1", "licence": "MIT", "sha256": {}, **m} for m in used]
    made = {
        "created_at": "2026-04-01T09:00:00+09:00",
        "versions": {},
        "models": [ModelUsed.model_validate(m) for m in models],
        "settings": {},
        "device": "cpu int8",
        "stage_seconds": {},
    }
    return about_models(Provenance.model_validate(made))


def test_a_model_for_trying_out_is_called_so_and_what_to_do_is_said() -> None:
    assert "試用" in note(TRIAL)
    assert "standard" in note(TRIAL)
    assert "確認値" not in note(TRIAL)


def test_models_that_nothing_was_set_for_are_named() -> None:
    assert note(TURBO, COMMUNITY).startswith("faster-whisper-large-v3-turboとpyannote-community-1：")
    assert "このモデルでの確認値はまだありません" in note(TURBO, COMMUNITY)
    assert "試用" not in note(TURBO, COMMUNITY)


@pytest.mark.parametrize("used", [(FITTED,), (OLDER,), ()])
def test_of_others_nothing_is_said(used: tuple[dict[str, Any], ...]) -> None:
    assert note(*used) == ""
