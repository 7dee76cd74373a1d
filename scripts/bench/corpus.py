"""Recordings whose truth is known: NAME.json (kind, title, roster, terms, keywords, utterances) beside NAME.mp3, .flac, …"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

SHIPPED = ROOT / "tests" / "recordings"
SUFFIXES = (".flac", ".wav", ".mp3", ".m4a")
PROFILES = {"council": "会議録", "consultation": "相談記録"}
"""Kind of a recording → the shipped profile for it."""


@dataclass(frozen=True)
class Item:
    """One recording.

    Attributes:
        audio: the recording.
        truth: the JSON file.
        reference: what is in it.
    """

    audio: Path
    truth: Path
    reference: dict[str, Any]

    @property
    def name(self) -> str:
        return self.truth.stem


def items(folder: Path, beginnings: str = "") -> list[Item]:
    """The recordings of a folder, by name; of a comma-separated list of beginnings, those whose name begins with one.

    Ends the program where there are none: a bench over nothing would print a table that looks like a result.
    """
    found = list(_items(folder, tuple(beginnings.split(","))))
    if not found:
        wanted = f" whose name begins with {beginnings}" if beginnings else ""
        sys.exit(f"No recording with its truth (NAME.json) in {folder}{wanted}. Name another folder with --corpus.")
    return found


def argument(parser: argparse.ArgumentParser) -> None:
    """Add `--corpus DIR`."""
    parser.add_argument(
        "--corpus", type=Path, default=SHIPPED, help="folder with recordings and their truth; default: tests/recordings"
    )


def _items(folder: Path, beginnings: Sequence[str]) -> Iterator[Item]:
    for truth in sorted(folder.glob("*.json")):
        audio = next((p for s in SUFFIXES if (p := truth.with_suffix(s)).exists()), None)
        if audio and truth.stem.startswith(tuple(beginnings)):
            yield Item(audio, truth, json.loads(truth.read_text(encoding="utf-8")))
