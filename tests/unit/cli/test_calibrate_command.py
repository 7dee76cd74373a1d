"""`transcriber models calibrate`: fits on what is known to be true, says how good that is, and refuses to guess."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from transcriber import models, settings
from transcriber.cli import calibrate_command
from transcriber.cli.model_commands import model_app
from transcriber.errors import ModelError, UsageFault
from transcriber.refitting.known_recordings import KnownRecording
from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.refitting.refit import JudgedRecording

BYTES = b"weights"
ROW = f'licence = "MIT"\nrevision = "1"\nsources = []\nfiles = [{{path = "model.bin", sha256 = "{hashlib.sha256(BYTES).hexdigest()}"}}]'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    tier = 'speech = "ear"\nspeakers = "voices"'
    rows = "\n".join(f"[tiers.{t}]\n{tier}" for t in ("embedded", "standard", "high"))
    folder.mkdir()
    (folder / "models.toml").write_text(f"{rows}\n[models.ear]\n{ROW}\n[models.voices]\n{ROW}\n", encoding="utf-8")
    for model in ("ear", "voices"):
        (folder / "weights" / model).mkdir(parents=True)
        (folder / "weights" / model / "model.bin").write_bytes(BYTES)
    path = tmp_path / "transcriber.toml"
    path.write_text('[folders]\nmodels = "models"\nwork = "work"\n', encoding="utf-8")
    return path


def heard(count: int, *, shipped_knows: bool = False) -> list[KnownRecording]:
    """Recordings in which a clause is wrong where others heard something else."""
    found = []
    for seed in range(count):
        chance = np.random.default_rng(seed)
        wrong = [bool(w) for w in chance.random(100) < 0.3]
        clauses = [
            NoticedClause("節", 0.0, {"unlike": chance.normal(2.0 * w, 0.8)}, False, 0.9 * w if shipped_knows else 0.5)
            for w in wrong
        ]
        found.append(KnownRecording(str(seed) * 64, 600.0, JudgedRecording(tuple(clauses), tuple(wrong))))
    return found


def run(config: Path, *given: str) -> str:
    result = CliRunner().invoke(
        model_app, ["calibrate", "standard", *given, "--config", str(config)], env={"COLUMNS": "200"}
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_what_is_fitted_is_used_and_the_model_no_longer_called_unproved(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate_command, "_judged", lambda *_: iter(heard(3)))
    output = run(config)
    assert "3件、30分、300節" in output
    speech = models.open_store(settings.load_settings(config)).verified("ear")
    assert speech.limits is not None
    assert speech.limits.recordings == tuple(str(i) * 64 for i in range(3))
    assert speech.fitted.startswith("calibrated ")


def test_where_the_shipped_limits_are_better_they_stay(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate_command, "_judged", lambda *_: iter(heard(3, shipped_knows=True)))
    assert "変えませんでした" in run(config)
    assert models.open_store(settings.load_settings(config)).verified("ear").limits is None


def test_too_little_is_told_with_what_is_lacking(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate_command, "_judged", lambda *_: iter(heard(1)))
    with pytest.raises(ModelError) as told:
        run(config)
    assert "1件、100節" in told.value.found
    assert "3_確認済み" in told.value.todo


def test_an_office_without_checked_recordings_is_told_so(config: Path) -> None:
    with pytest.raises(ModelError) as told:
        run(config)
    assert "0件、0節" in told.value.found


def test_recordings_of_ones_own_need_a_profile(config: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageFault) as told:
        run(config, "--recordings", str(tmp_path))
    assert "--profile" in told.value.found
