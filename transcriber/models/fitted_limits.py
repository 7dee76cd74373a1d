"""Limits that were fitted on one model, kept beside its weights: weights/<model id>.fitted.json.

They count only for the very files that they were fitted on, heard in the same way; else they are as good as not there. The file holds
numbers and hashes, nothing of what was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from transcriber.system import durable

_VERSION = 1


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DoubtLimits(_Row):
    """What the signs of an error weigh (language/confidence_fit.py, Weights)."""

    bias: float
    by_sign: dict[str, float]
    doubted: float
    figures_doubted: float


class FittedFigures(_Row):
    """How good the doubts are on recordings that were left out of the fit, in turn.

    Attributes:
        clauses, wrong: how many there were.
        caught: share of the wrong ones that carry a doubt.
        alarms: share of the right ones that do.
        caught_before: share of the wrong ones that the shipped weights mark, with as many marks on right ones.
    """

    clauses: int
    wrong: int
    caught: float
    alarms: float
    caught_before: float


class FittedLimits(_Row):
    """The file.

    Attributes:
        files: of the model, with their SHA-256.
        hearings: how else the sound was heard (catalogue.Tuning).
        recordings: SHA-256 of what they were fitted on.
        minutes: of these.
    """

    version: int = _VERSION
    program: str
    model: str
    files: dict[str, str]
    hearings: tuple[tuple[float, bool], ...] | None = None
    made_at: AwareDatetime
    recordings: tuple[str, ...]
    minutes: float = Field(ge=0)
    doubts: DoubtLimits
    figures: FittedFigures

    @property
    def how(self) -> str:
        """How they came about, for a draft's provenance."""
        return f"calibrated {self.made_at.date().isoformat()} on {len(self.recordings)} recordings, {self.minutes:.0f} minutes"


def limits_path(weights: Path, model_id: str) -> Path:
    """Where the limits of a model lie.

    Args:
        weights: the folder in which the models' folders lie.
    """
    return weights / f"{model_id}.fitted.json"


def read_limits(
    path: Path, files: Mapping[str, str], hearings: tuple[tuple[float, bool], ...] | None
) -> FittedLimits | None:
    """What was fitted for these files and hearings; None: nothing, or something that cannot be read."""
    try:
        return parse_limits(path.read_bytes(), files, hearings)
    except OSError:
        return None


def parse_limits(
    content: bytes, files: Mapping[str, str], hearings: tuple[tuple[float, bool], ...] | None
) -> FittedLimits | None:
    """As `read_limits`, of what the file holds."""
    try:
        found = FittedLimits.model_validate_json(content)
    except ValidationError:
        return None
    same = found.version == _VERSION and found.files == dict(files) and found.hearings == hearings
    return found if same else None


def write_limits(path: Path, limits: FittedLimits) -> None:
    """Keep them, in place of what was there."""
    durable.write_text(path, limits.model_dump_json(indent=1))
