"""The tiers that offices use, as far as can be seen without their weights: models of their kind made of the embedded ones.

Whatever is particular of large-v3 (128 mel channels, its token numbers, another width) and of community-1 (powerset segmentation over
ten seconds, a ResNet, VBx) runs here through the whole pipeline.
"""

from __future__ import annotations

import datetime as dt
import os
import wave
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pytest

from scripts.bench.tiers import stand_ins
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm, to_bytes
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline.stages import Stages
from transcriber.profiles.profile import Profile
from transcriber.settings import HOME, Device, Engine, Folders, Settings, Tier
from transcriber.speakers.turns import Turns
from transcriber.work.contract import Assignment, untold

pytestmark = pytest.mark.engine

NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
SECONDS = 12.0
SAID = "本日はお越しいただきありがとうございます"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stand_ins.models_folder(tmp_path_factory.mktemp("models"), stand_ins.SMALL)


@pytest.fixture(scope="module")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("media") / "audio.pcm"
    decode(HOME / "tests" / "recordings" / "consultation.m4a", out, name="consultation.m4a")
    return out


@pytest.fixture(scope="module")
def run(models: Path, pcm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work folder of a consultation that went through the standard tier."""
    folder = tmp_path_factory.mktemp("standard")
    recording, profile = folder / "相談.wav", folder / "相談記録"
    profile.mkdir()
    with wave.open(str(recording), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(to_bytes(Pcm(pcm).read(0.0, SECONDS)))
    engine = Engine(tier=Tier.AUTO, device=Device.CPU, threads=2)
    stages = Stages(Settings(folders=Folders(work=folder, models=models), engine=engine), now=lambda: NOW)
    job = Assignment((recording,), recording.name, "0" * 64, Profile.read(profile), folder / "job")
    stages(job, progress=untold, stop=lambda: False)
    return folder / "job"


def test_the_whole_pipeline_runs_through_models_of_these_shapes(run: Path) -> None:
    transcript = Transcript.read(run / "out" / "資料" / "transcript.json")
    text = "".join(u.text for u in transcript.utterances)
    assert SAID in text
    assert all(u.start < u.end <= SECONDS for u in transcript.utterances)
    assert {m.id for m in transcript.provenance.models} == {"faster-whisper-large-v3-turbo", "pyannote-community-1"}
    (turns,) = run.glob("turns-*.json")
    found = Turns.model_validate_json(turns.read_text(encoding="utf-8"))
    assert all(len(v.embedding) == 256 for v in found.voices if v.seconds)


def test_the_draft_says_that_nothing_was_set_for_these_models(run: Path) -> None:
    (draft,) = (run / "out").glob("*_下書き.docx")
    said = "\n".join(p.text for p in docx.Document(str(draft)).paragraphs)
    assert "このモデルでの確認値はまだありません" in said
    assert "試用" not in said


@pytest.mark.parametrize("name", ["pyannote-community-1", "pyannote-embedded"])
def test_encoding_each_chunk_once_gives_what_pyannote_gives(name: str, models: Path, pcm: Path) -> None:
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    from transcriber.speakers.diarizer import Diarizer

    diarizer = Diarizer(models / "weights" / name, device="cpu", threads=2)
    import torch
    from pyannote.audio.pipelines.speaker_verification import PyannoteAudioPretrainedSpeakerEmbedding

    ours = diarizer._encoder
    theirs = PyannoteAudioPretrainedSpeakerEmbedding(ours.model_)
    sound = torch.from_numpy(Pcm(pcm).read(0.0, 9.0)).reshape(3, 1, -1).repeat_interleave(3, dim=0)
    masks = torch.zeros(9, 100)
    for row in range(8):  # the last row's speaker says nothing
        masks[row, 10 * row : 10 * row + 25] = 1.0
    encoded: list[int] = []
    frames: Any = ours.model_.forward_frames
    ours.model_.forward_frames = lambda chunks: (encoded.append(len(chunks)), frames(chunks))[1]
    found = ours(sound, masks=masks)
    del ours.model_.forward_frames
    assert encoded == [3]
    np.testing.assert_allclose(found, theirs(sound, masks=masks), atol=1e-5)
