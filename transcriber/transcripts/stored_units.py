"""The units of a recording, kept between its stages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from transcriber.speakers.units import Unit
from transcriber.speech.recogniser import Character
from transcriber.system import durable

_STORED = TypeAdapter(tuple[Unit[Character], ...])


def write_units(path: Path, cut: Sequence[Unit[Character]]) -> None:
    """Keep units where `read_units` finds them."""
    durable.write_text(path, _STORED.dump_json(tuple(cut)).decode())


def read_units(path: Path) -> tuple[Unit[Character], ...] | None:
    """The units that were kept; None if none were."""
    return _STORED.validate_json(path.read_text(encoding="utf-8")) if path.exists() else None
