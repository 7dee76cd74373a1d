"""The real diarizer over pieces: voices found once across pieces, kept piece by piece, and any pipeline folder loads."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from transcriber.errors import VoicesError
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm, sound_part, to_bytes
from transcriber.settings import HOME
from transcriber.speakers import enrolled, likeness, pieces
from transcriber.speakers.enrolled import EnrolledVoices, Reference
from transcriber.speakers.enrolment import EnrolmentRequest, mean_voice
from transcriber.speakers.speaker_engine import (
    SpeakersRequest,
    bring_together,
    by_channel,
    diarize,
    listen,
    pending_pieces,
)
from transcriber.speakers.turns import Turns, Voice

pytestmark = pytest.mark.engine

MODEL = HOME / "models" / "weights" / "pyannote-embedded"
RECORDINGS = HOME / "tests" / "recordings"
GE2E_UNRELATED = 0.57
TRUTH = json.loads((RECORDINGS / "council.json").read_text(encoding="utf-8"))["utterances"]


@pytest.fixture(scope="module")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("media") / "audio.pcm"
    decode(HOME / "tests" / "recordings" / "council.mp3", out, name="council.mp3")
    return out


def request_for(pcm: Path, out: Path, model: Path = MODEL) -> SpeakersRequest:
    speech = tuple((u["start"], u["end"]) for u in TRUTH)
    return SpeakersRequest(pcm=pcm, out=out, model=model, device="cpu", threads=2, speech=speech)


def voice_of(turns: Turns, u: dict[str, Any]) -> str | None:
    """The voice that holds most of a true utterance."""
    held: dict[str, float] = {}
    for t in turns.exclusive:
        held[t.speaker] = held.get(t.speaker, 0.0) + max(0.0, min(t.end, u["end"]) - max(t.start, u["start"]))
    best = max(held, key=lambda s: held[s], default=None)
    return best if best is not None and held[best] > 0 else None


def true_voices_agree(turns: Turns) -> None:
    label: dict[str, str | None] = {}
    for u in TRUTH:
        if u["end"] - u["start"] < 1.5:
            continue  # in pieces this short, one word is too little to be somebody
        found = voice_of(turns, u)
        assert label.setdefault(u["speaker"], found) == found
    assert len(set(label.values())) == len(label)


def test_voices_are_the_same_across_pieces_and_a_kill_costs_one(
    pcm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = Pcm(pcm).seconds / 3
    monkeypatch.setattr(pieces, "AIM", third)
    monkeypatch.setattr(pieces, "LONGEST_PIECE", third * 1.3)
    request = request_for(pcm, tmp_path / "turns.json")
    assert len(pending_pieces(request)) >= 2
    listen(request, 0)
    kept = (tmp_path / "turns" / "0000.json").read_bytes()
    assert pending_pieces(request) == list(range(1, len(pieces.cut_pieces(Pcm(pcm).seconds, request.speech))))
    diarize(request)
    assert (tmp_path / "turns" / "0000.json").read_bytes() == kept
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    true_voices_agree(turns)
    assert len(turns.voices) == len({u["speaker"] for u in TRUTH})

    spans = [(u["start"], u["end"]) for u in TRUTH]
    names = [v.speaker for v in turns.voices]
    likeness.compare_voices(request, spans, tmp_path / "likeness.npz")
    table = likeness.read_likeness(tmp_path / "likeness.npz", spans, names)
    assert table is not None
    assert likeness.read_likeness(tmp_path / "likeness.npz", spans[1:], names) is None
    assert likeness.read_likeness(tmp_path / "likeness.npz", spans, names[::-1]) is None
    for row, u in zip(table, TRUTH, strict=True):
        if u["end"] - u["start"] > 1.5:
            assert names[int(np.argmax(row))] == voice_of(turns, u)

    # What another computer hears in a part of the sound makes the same table, to the last bit, and then nothing is loaded here.
    part = sound_part(Pcm(pcm), spans[0][0] - 1, spans[-1][1] + 1)
    elsewhere = dict(enumerate(json.loads(json.dumps(likeness.heard_voices(request, spans, part)))))
    some = {i: sounds for i, sounds in elsewhere.items() if i % 2}
    likeness.compare_voices(request, spans, tmp_path / "rest_here.npz", some)
    assert np.array_equal(likeness.read_likeness(tmp_path / "rest_here.npz", spans, names), table, equal_nan=True)
    monkeypatch.setattr(likeness, "loaded_diarizer", lambda _: pytest.fail("loaded"))
    likeness.compare_voices(request, spans, tmp_path / "elsewhere.npz", elsewhere)
    assert np.array_equal(likeness.read_likeness(tmp_path / "elsewhere.npz", spans, names), table, equal_nan=True)


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


def two_microphones(pcm: Path, truth: list[dict[str, Any]], left: set[str], folder: Path) -> SpeakersRequest:
    """The recording as if those `left` had the first channel and everybody else the second, 20 dB of crosstalk between."""
    mono = Pcm(pcm).read(0, 9999)
    gain = np.full((2, len(mono)), 0.1, dtype=np.float32)
    for u in truth:
        gain[0 if u["speaker"] in left else 1, round((u["start"] - 0.1) * 16000) : round((u["end"] + 0.1) * 16000)] = (
            1.0
        )
    path, out = folder / "stereo.wav", folder / "audio.pcm"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(to_bytes((mono * gain).T.reshape(-1)))
    channels = decode(path, out, name="stereo.wav").channels
    assert channels.separate()
    np.save(folder / "levels.npy", channels.frames.levels())
    return replace(request_for(out, folder / "turns.json"), levels=folder / "levels.npy")


def test_a_microphone_for_each_person_tells_who_speaks(tmp_path: Path) -> None:
    truth = json.loads((RECORDINGS / "consultation.json").read_text(encoding="utf-8"))["utterances"]
    mono = tmp_path / "mono.pcm"
    decode(RECORDINGS / "consultation.m4a", mono, name="consultation.m4a")
    request = replace(two_microphones(mono, truth, {"相談員"}, tmp_path), speech=())
    assert by_channel(request)
    assert pending_pieces(request) == []
    turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
    assert sorted(turns.channels.values()) == [1, 2]
    assert all(v.seconds > 5 for v in turns.voices)
    for u in truth:
        speaker = voice_of(turns, u)
        assert speaker is not None
        assert turns.channels[speaker] == (1 if u["speaker"] == "相談員" else 2)


def test_a_microphone_that_two_people_share_is_told_apart_by_voice(pcm: Path, tmp_path: Path) -> None:
    assert not by_channel(two_microphones(pcm, TRUTH, {"議長", "福祉部長"}, tmp_path))
    assert pending_pieces(replace(request_for(pcm, tmp_path / "turns.json"))) == [0]


def test_an_enrolled_voice_is_known_again_in_what_was_not_enrolled(pcm: Path) -> None:
    spans = {s: [(u["start"], u["end"]) for u in TRUTH if u["speaker"] == s] for s in ("加藤啓二", "福祉部長")}
    halves = {s: [((a + b) / 2, b) for a, b in x] for s, x in spans.items()}
    book = EnrolledVoices()
    for name, stretches in spans.items():
        first = tuple((a, (a + b) / 2) for a, b in stretches)
        embedding, seconds = mean_voice(EnrolmentRequest(pcm, MODEL, "cpu", 2, first))
        when = dt.datetime(2026, 9, 3, tzinfo=dt.UTC)
        book = book.with_reference(
            name, Reference(model="m", embedding=embedding, seconds=seconds, source="", enrolled_at=when)
        )
    heard = [
        Voice(
            speaker=name,
            embedding=mean_voice(EnrolmentRequest(pcm, MODEL, "cpu", 2, tuple(halves[name])))[0],
            seconds=10,
        )
        for name in spans
    ]
    found = enrolled.suggest(heard, book, "m", GE2E_UNRELATED)
    assert {s: x[0].name for s, x in found.items()} == {s: s for s in spans}
    with pytest.raises(VoicesError, match="秒しかありません"):
        mean_voice(EnrolmentRequest(pcm, MODEL, "cpu", 2, ((0.5, 3.0),)))
    with pytest.raises(VoicesError, match="二人以上"):
        mean_voice(EnrolmentRequest(pcm, MODEL, "cpu", 2))


def bring_together_after_all(request: SpeakersRequest) -> None:
    for index in pending_pieces(request):
        listen(request, index)
    bring_together(request)
