"""The real diarizer over pieces: voices found once across pieces, kept piece by piece, and any pipeline folder loads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm
from transcriber.settings import HOME
from transcriber.speakers import pieces
from transcriber.speakers.stage import SpeakersRequest, bring_together, compare, diarize, listen, pending
from transcriber.speakers.turns import Turns

pytestmark = pytest.mark.engine

MODEL = HOME / "models" / "weights" / "pyannote-embedded"
TRUTH = json.loads((HOME / "tests" / "recordings" / "council.json").read_text(encoding="utf-8"))["utterances"]


@pytest.fixture(scope="module")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("media") / "audio.pcm"
    decode(HOME / "tests" / "recordings" / "council.mp3", out, name="council.mp3")
    return out


def request_for(pcm: Path, out: Path, model: Path = MODEL) -> SpeakersRequest:
    speech = tuple((u["start"], u["end"]) for u in TRUTH)
    return SpeakersRequest(pcm=pcm, out=out, model=model, device="cpu", threads=2, speech=speech)


def voice_at(turns: Turns, time: float) -> str | None:
    return next((t.speaker for t in turns.exclusive if t.start <= time <= t.end), None)


def true_voices_agree(turns: Turns) -> None:
    label: dict[str, str | None] = {}
    for u in TRUTH:
        if u["end"] - u["start"] < 1.5:
            continue  # in pieces this short, one word is too little to be somebody
        found = voice_at(turns, (u["start"] + u["end"]) / 2)
        assert label.setdefault(u["speaker"], found) == found
    assert len(set(label.values())) == len(label)


def test_voices_are_the_same_across_pieces_and_a_kill_costs_one(
    pcm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = Pcm(pcm).seconds / 3
    monkeypatch.setattr(pieces, "AIM", third)
    monkeypatch.setattr(pieces, "LONGEST", third * 1.3)
    request = request_for(pcm, tmp_path / "turns.json")
    assert len(pending(request)) >= 2
    listen(request, 0)
    kept = (tmp_path / "turns" / "0000.json").read_bytes()
    assert pending(request) == list(range(1, len(pieces.cut(Pcm(pcm).seconds, request.speech))))
    diarize(request)
    assert (tmp_path / "turns" / "0000.json").read_bytes() == kept
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    true_voices_agree(turns)
    assert len(turns.voices) == len({u["speaker"] for u in TRUTH})

    spans = [(u["start"], u["end"]) for u in TRUTH]
    compare(request, spans, tmp_path / "likeness.npy")
    likeness = np.load(tmp_path / "likeness.npy")
    names = [v.speaker for v in turns.voices]
    for row, u in zip(likeness, TRUTH, strict=True):
        if u["end"] - u["start"] > 1.5:
            assert names[int(np.argmax(row))] == voice_at(turns, (u["start"] + u["end"]) / 2)


def test_a_folder_that_clusters_otherwise_runs_through_the_same_code(pcm: Path, tmp_path: Path) -> None:
    """community-1 clusters by VBx over a PLDA; here its kind of folder holds the embedded networks."""
    folder = tmp_path / "vbx"
    shutil.copytree(MODEL, folder)
    config = (folder / "config.yaml").read_text(encoding="utf-8")
    head, _, _ = config.partition("  clustering:\n    method")
    config = head.replace("AgglomerativeClustering", "VBxClustering")
    config += "  clustering:\n    threshold: 0.6\n    Fa: 0.07\n    Fb: 0.8\n"
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    request = request_for(pcm, tmp_path / "turns.json", folder)
    bring_together_after_all(request)
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    assert turns.exclusive
    assert all(len(v.embedding) == 256 for v in turns.voices if v.seconds)


def bring_together_after_all(request: SpeakersRequest) -> None:
    for index in pending(request):
        listen(request, index)
    bring_together(request)
