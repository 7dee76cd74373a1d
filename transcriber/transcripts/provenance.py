"""Where a transcript comes from: versions, models with their hashes, settings, and what was tried on the way."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from transcriber import __version__, models
from transcriber.minutes.transcript import ModelUsed, Provenance
from transcriber.settings import Settings
from transcriber.system import devices


def provenance_of(
    settings: Settings,
    chosen: models.TierModels,
    placement: devices.Placement,
    *,
    log: Sequence[str],
    took: Mapping[str, float],
    now: dt.datetime,
) -> Provenance:
    """The provenance of a transcript made now.

    Args:
        placement: where recognition ran in the end.
        log: fallbacks taken on the way, in order.
        took: stage → wall-clock seconds.
        now: timezone-aware.
    """
    used = (("speech", chosen.speech), ("speakers", chosen.speakers))
    return Provenance(
        created_at=now,
        versions=_versions(),
        models=tuple(
            ModelUsed(
                role=role,
                id=m.id,
                revision=m.revision,
                licence=m.licence,
                sha256=dict(m.files),
                trial=m.tuning.trial,
                fitted=m.fitted,
            )
            for role, m in used
            if m is not None
        ),
        settings={"engine": settings.engine.model_dump(mode="json")},
        device=str(placement),
        engine_log=tuple(log),
        stage_seconds=dict(took),
    )


def _versions() -> dict[str, str]:
    packages = (
        "faster-whisper",
        "ctranslate2",
        "pyannote.audio",
        "torch",
        "av",
        "docxtpl",
        "sudachipy",
        "sudachidict-core",
    )
    return {"transcriber": __version__, "python": platform.python_version(), **{p: version(p) for p in packages}}
