"""The media stage: parts on one timeline under their own names, tracks as the office wants them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber import errors
from transcriber.media.pcm import Pcm
from transcriber.minutes.capture import TrackUse, WholenessVerdict
from transcriber.minutes.transcript import Recording, RecordKind
from transcriber.pipeline import media_step
from transcriber.profiles.profile import Options, Profile, RecordingOptions
from transcriber.profiles.tree import ProfileTree
from transcriber.work.contract import Assignment
from transcriber.work.workfolder import WorkFolder


def receive(work: Path, *parts: Path, names: tuple[str, ...] = (), options: Options | None = None) -> Recording:
    profile = Profile(name="会議録", kind=RecordKind.COUNCIL, tree=ProfileTree(work), options=options or Options())
    job = Assignment(parts=parts, name="定例会", sha256="0" * 64, profile=profile, work=work, part_names=names)
    found = media_step.recording(job, WorkFolder(work), "key", lambda done: None)
    assert media_step.received(WorkFolder(work), "key") == found
    assert media_step.received(WorkFolder(work), "key of another version") is None
    return found


def test_a_joint_lies_where_each_part_begins_also_within_a_file(tmp_path: Path) -> None:
    one = sounds.write(tmp_path / "1.wav", sounds.tone(2), "pcm_s16le")
    two = sounds.write(tmp_path / "2.wav", sounds.tone(3), "pcm_s16le")
    both = tmp_path / "both.wav"
    both.write_bytes(one.read_bytes() + two.read_bytes())
    found = receive(tmp_path, one, both, one)
    assert found.joints == pytest.approx((2, 4, 7), abs=0.01)
    assert [f.start for f in found.files] == pytest.approx([0, 2, 7], abs=0.01)
    assert [f.verdict for f in found.files] == [
        WholenessVerdict.WHOLE,
        WholenessVerdict.CONTINUED,
        WholenessVerdict.WHOLE,
    ]
    assert found.seconds == pytest.approx(9, abs=0.01)


def test_messages_and_the_draft_name_the_part(tmp_path: Path) -> None:
    good = sounds.write(tmp_path / "part-001.wav", sounds.tone(2), "pcm_s16le")
    bad = tmp_path / "part-002.wav"
    bad.write_bytes(b"no sound")
    with pytest.raises(errors.NotARecording, match="「定例会/午後.wav」"):
        receive(tmp_path, good, bad, names=("午前.wav", "午後.wav"))
    found = receive(tmp_path, good, good, names=("午前.wav", "午後.wav"))
    assert [f.name for f in found.files] == ["定例会/午前.wav", "定例会/午後.wav"]


def two_people(path: Path) -> Path:
    """A recorder's two tracks: one speaks in the first five seconds, the other in the last."""
    dice = np.random.default_rng(2)
    voice = [
        dice.normal(0, 0.1, 5 * 16_000).astype(np.float32) * (np.arange(5 * 16_000) % 8000 < 5000) for _ in range(2)
    ]
    noise = [dice.normal(0, 0.0005, 10 * 16_000).astype(np.float32) for _ in range(2)]
    noise[0][: 5 * 16_000] += voice[0]
    noise[1][5 * 16_000 :] += voice[1]
    return sounds.write_tracks(path, noise, "aac")


def test_two_people_on_two_tracks_are_both_heard_and_told_apart(tmp_path: Path) -> None:
    found = receive(tmp_path, two_people(tmp_path / "a.mp4"))
    assert [t.use for t in found.files[0].tracks] == [TrackUse.MIXED, TrackUse.MIXED]
    pcm = Pcm(WorkFolder(tmp_path).pcm)
    for start in (1, 7):
        assert np.sqrt((pcm.read(start, start + 2) ** 2).mean()) > 0.05
    assert found.preflight.separate
    levels = np.load(WorkFolder(tmp_path).levels)
    assert levels.shape[1] == 2
    assert len(levels) == pytest.approx(found.seconds * 20, abs=1)
    assert not list(tmp_path.glob("*track*"))


def test_the_office_chooses_a_track(tmp_path: Path) -> None:
    options = Options(recording=RecordingOptions(tracks=(2,)))
    found = receive(tmp_path, two_people(tmp_path / "a.mp4"), options=options)
    assert [t.use for t in found.files[0].tracks] == [TrackUse.LEFT_OUT, TrackUse.USED]
    assert found.wished_tracks == (2,)
    pcm = Pcm(WorkFolder(tmp_path).pcm)
    assert np.sqrt((pcm.read(1, 3) ** 2).mean()) < 0.01
    assert np.sqrt((pcm.read(7, 9) ** 2).mean()) > 0.05


def microphones(seconds: int) -> np.ndarray:
    """Two channels; the first speaks in even blocks of two seconds, the other in odd ones."""
    dice = np.random.default_rng(seconds)
    voice = dice.normal(0, 0.1, (2, seconds * 16_000)) * (np.arange(seconds * 16_000) % 8000 < 5000)
    turn = np.arange(seconds * 16_000) // 32_000 % 2
    return (voice * np.stack([turn == 0, turn == 1]) + dice.normal(0, 0.0005, voice.shape)).astype(np.float32)


def test_levels_of_microphones_lie_where_the_sound_does(tmp_path: Path) -> None:
    """Also behind the end of the first of two recordings in one file."""
    one = sounds.write(tmp_path / "1.wav", microphones(12), "pcm_s16le")
    both = tmp_path / "both.wav"
    both.write_bytes(one.read_bytes() * 2)
    found = receive(tmp_path, both)
    assert found.preflight.separate
    levels = np.load(WorkFolder(tmp_path).levels)
    assert len(levels) == pytest.approx(found.seconds * 20, abs=2)
    loudest = [levels[(n * 2) * 20 : (n * 2 + 1) * 20].mean(axis=0).argmax() for n in range(12)]
    assert loudest == [0, 1] * 6


def test_levels_of_microphones_that_begin_late_begin_late(tmp_path: Path) -> None:
    path = sounds.write_late(tmp_path / "late.mkv", microphones(12), "pcm_s16le", late=5)
    found = receive(tmp_path, path)
    assert found.seconds == pytest.approx(17, abs=0.1)
    levels = np.load(WorkFolder(tmp_path).levels)
    assert len(levels) == pytest.approx(found.seconds * 20, abs=2)
    assert levels[:95].max() < -90
    assert levels[105:135].mean(axis=0).argmax() == 0
