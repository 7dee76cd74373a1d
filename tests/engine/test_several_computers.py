"""The real embedded models on other computers: what one computer makes of a meeting; and never other weights.

That nothing is lost, doubled or put elsewhere is shown character by character with the fake recogniser (tests/acceptance). Here the
mathematical library has a say: on some processors its sums, and so now and then a word, depend on how many threads share them and on
where its memory lies (CTranslate2, issue 693), in two runs on one computer too.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein
from support.processed import RECORDINGS, Processed
from support.town import HOME, Town, shares

from transcriber.models.model_store import sha256

pytestmark = pytest.mark.engine

_ROUNDING = 0.1
"""Of the characters may differ by it; a window that is missing or stands twice is more than that."""


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
    one, several = ("".join(u.text for u in t.utterances) for t in (council.transcript, found))
    assert Levenshtein.normalized_distance(one, several) < _ROUNDING
    assert abs(len(found.utterances) - len(council.transcript.utterances)) <= 1
    assert len(found.speakers) == len(council.transcript.speakers)
    assert set(shares(found)) <= {"pc-1", "pc-3"}, "who of the two was there first may have done all of it"
    assert set(shares(found, "話者の区別")) <= {"pc-1", "pc-3"}
    assert "こちらと同じモデル faster-whisper-base がありません" in told
