"""The real embedded models on other computers: what one computer makes of a meeting, character by character; and never other weights."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from support.processed import RECORDINGS, Processed
from support.town import HOME, Town, shares

from transcriber.models.model_store import sha256

pytestmark = pytest.mark.engine


def other_weights(folder: Path) -> Path:
    """A models folder whose embedded models are whole by their own catalogue, and are not ours."""
    shutil.copytree(
        HOME / "models" / "weights", folder / "weights", symlinks=False, ignore=shutil.ignore_patterns(".*")
    )
    catalogue = (HOME / "models" / "models.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(catalogue)
    for model in ("faster-whisper-base", "pyannote-embedded"):
        name = "config.json" if model == "faster-whisper-base" else "config.yaml"
        path = folder / "weights" / model / name
        before = sha256(path)
        assert before in catalogue, (model, list(listed))
        path.write_bytes(path.read_bytes() + b"\n")
        catalogue = catalogue.replace(before, sha256(path))
    (folder / "models.toml").write_text(catalogue, encoding="utf-8")
    return folder


def test_two_workers_write_what_one_computer_writes_and_one_with_other_weights_gets_nothing(
    council: Processed, tmp_path: Path
) -> None:
    profile = next(council.draft.parents[1].glob("会議録"))
    town = Town(
        tmp_path, RECORDINGS / "council.mp3", 60, tier="embedded", profile=str(profile), names=("pc-1", "pc-2", "pc-3")
    )
    try:
        strange = town.worker_file("pc-2")
        models = other_weights(tmp_path / "models")
        strange.write_text(f"models = '{models}'\n{strange.read_text(encoding='utf-8')}", encoding="utf-8")
        town.worker("pc-1")
        town.worker("pc-2")
        town.worker("pc-3")
        found = town.transcript(town.process())
        told = town.transcriber("cluster", "status", "--config", str(town.config))
    finally:
        town.started.close()
    assert [u.model_dump() for u in found.utterances] == [u.model_dump() for u in council.transcript.utterances]
    assert found.speakers == council.transcript.speakers
    assert found.all_doubts() == council.transcript.all_doubts()
    assert set(shares(found)) <= {"pc-1", "pc-3"}, "who of the two was there first may have done all of it"
    assert set(shares(found, "話者の区別")) <= {"pc-1", "pc-3"}
    assert set(shares(found, "声の聞き比べ")) <= {"pc-1", "pc-3"}, "and nothing of it was left to this computer"
    assert "取りまとめ役と同じモデル faster-whisper-base がありません" in told
