from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import CATALOGUE

from transcriber.models import catalogue
from transcriber.models.model_store import ModelStore


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / catalogue.CATALOGUE_FILE).write_text(CATALOGUE, encoding="utf-8")
    return ModelStore(folder, catalogue.load_catalogue(folder))


@pytest.fixture
def config(store: ModelStore, tmp_path: Path) -> Path:
    path = tmp_path / "transcriber.toml"
    path.write_text('[folders]\nmodels = "models"\n', encoding="utf-8")
    return path


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def report(said: list[str]) -> Callable[[str], None]:
    return said.append
