"""A models folder of its own, in which models of the right shapes stand in for weights that are not here; real ones take their place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence, Set
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scripts.bench.corpus import ROOT, SHIPPED
from scripts.bench.tiers import community, whisper_shapes
from scripts.bench.tiers.whisper_shapes import Shape
from transcriber.models.catalogue import CATALOGUE_FILE, Tuning
from transcriber.models.model_store import sha256
from transcriber.settings import Tier

WEIGHTS = ROOT / "models" / "weights"
BASE, EMBEDDED = "faster-whisper-base", "pyannote-embedded"
COMMUNITY = "pyannote-community-1"

SPEECH = {Tier.STANDARD: "faster-whisper-large-v3-turbo", Tier.HIGH: "faster-whisper-large-v3"}
"""Tier → the speech model of it; both diarize with community-1."""

SHAPES = {Tier.STANDARD: whisper_shapes.TURBO_THAT_WRITES, Tier.HIGH: whisper_shapes.LARGE}
SMALL = {Tier.STANDARD: whisper_shapes.SMALL}


def models_folder(folder: Path, shapes: dict[Tier, Shape], real: Path | None = None) -> Path:
    """Make what is missing of a models folder, catalogue and weights; returns it.

    Args:
        shapes: of the speech model of each tier that is wanted.
        real: a folder of real models (its subfolders have the catalogue's names); they are used where they are.
    """
    weights = folder / "weights"
    weights.mkdir(parents=True, exist_ok=True)
    for model in (BASE, EMBEDDED):
        _linked(weights / model, WEIGHTS / model)
    speech = _speech()
    wanted = {SPEECH[tier]: shape for tier, shape in shapes.items()}
    for model, shape in wanted.items():
        if real and (real / model).is_dir():
            _linked(weights / model, real / model)
        elif not _complete(weights / model):
            whisper_shapes.build_whisper(WEIGHTS / BASE, weights / model, shape, speech)
            _mark(weights / model)
    if real and (real / COMMUNITY).is_dir():
        _linked(weights / COMMUNITY, real / COMMUNITY)
    elif not _complete(weights / COMMUNITY):
        community.build_community(WEIGHTS / EMBEDDED, weights / COMMUNITY, speech)
        _mark(weights / COMMUNITY)
    (folder / CATALOGUE_FILE).write_text(_catalogue(weights, list(shapes)), encoding="utf-8")
    return folder


def folder_for(folder: Path, tiers: Sequence[Tier], version: str) -> Path:
    """The same models for another version of the program, whose catalogue knows less of `tuning`, or nothing.

    Args:
        folder: as `models_folder` made it.
        tiers: with stand-ins.
        version: source of that version's transcriber/models/catalogue.py.
    """
    known = {key for key in Tuning.model_fields if "class Tuning" in version and f"    {key}: " in version}
    own = folder / "-".join(["for", *sorted(known)])
    own.mkdir(exist_ok=True)
    _linked(own / "weights", folder / "weights")
    (own / CATALOGUE_FILE).write_text(_catalogue(folder / "weights", tiers, known), encoding="utf-8")
    return own


def _linked(here: Path, there: Path) -> None:
    if not here.exists():
        here.symlink_to(there.resolve(), target_is_directory=True)


def _complete(model: Path) -> bool:
    return _done(model).exists()


def _mark(model: Path) -> None:
    """A build that was broken off leaves no mark: it is made again."""
    _done(model).touch()


def _done(model: Path) -> Path:
    return model.with_name(f".{model.name}.made")


def _speech() -> list[npt.NDArray[np.float32]]:
    from faster_whisper.audio import decode_audio

    return [decode_audio(str(SHIPPED / name))[: 60 * 16_000] for name in ("council.mp3", "consultation.m4a")]


def _catalogue(weights: Path, tiers: Sequence[Tier], known: Set[str] = frozenset(Tuning.model_fields)) -> str:
    """models.toml: the embedded tier as shipped, the others of what lies in `weights`.

    Args:
        known: keys of `tuning`.
    """
    shipped = tomllib.loads((ROOT / "models" / CATALOGUE_FILE).read_text(encoding="utf-8"))
    lines = [f'[tiers.embedded]\nspeech = "{BASE}"\nspeakers = "{EMBEDDED}"']
    lines += [f'[tiers.{tier.value}]\nspeech = "{SPEECH[tier]}"\nspeakers = "{COMMUNITY}"' for tier in tiers]
    for model in (BASE, EMBEDDED, *(SPEECH[tier] for tier in tiers), COMMUNITY):
        row = shipped["models"][model]
        files = sorted(p for p in (weights / model).resolve().rglob("*") if p.is_file())
        named = ", ".join(
            f'{{ path = "{p.relative_to((weights / model).resolve()).as_posix()}", '
            f'size = {p.stat().st_size}, sha256 = "{sha256(p)}" }}'
            for p in files
        )
        lines.append(
            f"[models.{model}]\nlicence = {json.dumps(row['licence'])}\nrevision = {json.dumps(row['revision'])}\n"
            f"files = [{named}]\nsources = []"
        )
        if tuning := {k: v for k, v in row.get("tuning", {}).items() if k in known}:
            lines.append(f"[models.{model}.tuning]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in tuning.items()))
    return "\n\n".join([*lines, ""])
