"""The embedded model asked what a piece of sound speaks for: the name that was said, not another one."""

from __future__ import annotations

import json

import pytest

from transcriber.media import decoding
from transcriber.media.pcm import Pcm
from transcriber.settings import HOME
from transcriber.speech.recogniser import WhisperRecogniser

RECORDING = HOME / "tests" / "recordings" / "council.mp3"
TRUTH = json.loads(RECORDING.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def judge() -> WhisperRecogniser:
    model = HOME / "models" / "weights" / "faster-whisper-base"
    return WhisperRecogniser(model, device="cpu", compute_type="int8", threads=2)


@pytest.fixture(scope="module")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> Pcm:
    path = tmp_path_factory.mktemp("sound") / "audio.pcm"
    decoding.decode(RECORDING, path, name=RECORDING.name)
    return Pcm(path)


def test_the_sound_speaks_for_the_name_that_was_said(judge: WhisperRecogniser, pcm: Pcm) -> None:
    people = [p for p in TRUTH["roster"] if p["post"] == "議員"]
    said = next(u for u in TRUTH["utterances"] if people[0]["name"] + "議員" in u["clean"])
    right = said["clean"]
    wrong = right.replace(people[0]["name"], "南雲百合子")
    sound = judge.listen([pcm.read(said["start"], said["end"])])
    given_right, given_wrong = judge.log_probabilities(sound, [right, wrong])
    assert given_right - given_wrong > 5


def test_silence_speaks_for_nobody(judge: WhisperRecogniser, pcm: Pcm) -> None:
    said = next(u for u in TRUTH["utterances"] if "議員" in u["clean"])
    audio = pcm.read(said["start"], said["end"])
    (with_sound,) = judge.log_probabilities(judge.listen([audio]), [said["clean"]])
    (without,) = judge.log_probabilities(judge.listen([audio * 0]), [said["clean"]])
    assert with_sound - without > 20


def test_the_beams_other_texts_cost_no_second_search(
    judge: WhisperRecogniser, pcm: Pcm, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = []
    search = judge._decode
    monkeypatch.setattr(judge, "_decode", lambda *a, **k: searches.append(a) or search(*a, **k))
    sound = judge.listen([pcm.read(u["start"], u["end"]) for u in TRUTH["utterances"][:2]])
    first = judge.recognise(sound, [0, 1], prompt="質疑を行います。", beam=4)
    made = len(searches)
    several = judge.recognise(sound, [1], prompt="質疑を行います。", beam=4, texts=4)
    assert len(searches) == made
    assert several[0][0] == first[1][0]
    assert len({h.text for h in several[0]}) == len(several[0]) > 1
    judge.recognise(sound, [1], prompt="", beam=4, texts=4)
    assert len(searches) == made + 1


def test_a_piece_is_encoded_once_whoever_hears_it_or_asks_about_it(
    judge: WhisperRecogniser, pcm: Pcm, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded = []
    encode = judge._whisper.encode
    monkeypatch.setattr(judge._whisper, "encode", lambda features: encoded.append(len(features)) or encode(features))
    pieces = [pcm.read(u["start"], u["end"] + 0.01) for u in TRUTH["utterances"][:3]]
    heard = judge.recognise(judge.listen(pieces), [0, 1, 2], prompt="")
    assert sum(encoded) == 3
    (again,) = judge.recognise(judge.listen(pieces[1:2]), [0], prompt="")
    judge.log_probabilities(judge.listen(pieces[2:]), ["異議なし"])
    assert sum(encoded) == 3
    assert again == heard[1]


def test_a_text_does_not_depend_on_what_else_is_heard_with_it(judge: WhisperRecogniser, pcm: Pcm) -> None:
    short, long = pcm.read(2.0, 4.5), pcm.read(4.0, 14.0)
    (alone,) = judge.recognise(judge.listen([short]), [0], prompt="")
    among = judge.recognise(judge.listen([long, short, long[16_000:]]), [1], prompt="")
    assert among == [alone]
