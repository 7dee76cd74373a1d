"""The media stage: parts on one timeline under their own names, tracks as the office wants them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from support import sounds

from transcriber import errors
from transcriber.media.pcm import Pcm
from transcriber.minutes.capture import (
    OrderBasis,
    PartsOrder,
    TrackUse,
    UnusedFile,
    UnusedReason,
    WholenessVerdict,
)
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import Recording, RecordKind
from transcriber.pipeline import media_child, media_stage
from transcriber.profiles.profile import Options, Profile, RecordingOptions
from transcriber.profiles.tree import ProfileTree
from transcriber.service import part_lines
from transcriber.work import received
from transcriber.work.contract import Assignment, untold
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder, work_folder


def receive(work: Path, *parts: Path, names: tuple[str, ...] = (), options: Options | None = None) -> Recording:
    profile = Profile(name="会議録", kind=RecordKind.COUNCIL, tree=ProfileTree(work), options=options or Options())
    job = Assignment(parts=parts, name="定例会", sha256="0" * 64, profile=profile, work=work, part_names=names)
    found = media_stage.recording(job, WorkFolder(work), "key", lambda done: None)
    assert received.received(WorkFolder(work), "key") == found
    assert received.received(WorkFolder(work), "key of another version") is None
    return found


class _Sent(StageProgress):
    """Keeps what the child is sent, and does its work here."""

    sent: Assignment

    def call(self, engine: Any, function: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
        self.sent = arguments[0]
        return function(*arguments)


def test_the_child_that_reads_a_recording_is_not_sent_the_offices_lists(tmp_path: Path) -> None:
    """Fifty thousand terms are read back in no process that asks for none."""
    part = sounds.write(tmp_path / "a.wav", sounds.tone(1), "pcm_s16le")
    glossary = Glossary(terms=(Term(text="諸輪"),))
    roster = Roster(people=(Person(name="山下清隆", post="議長"),))
    profile = Profile("会議録", RecordKind.COUNCIL, ProfileTree(tmp_path), Options(), roster, glossary)
    job = Assignment((part,), "定例会", "0" * 64, profile, tmp_path)
    walk = _Sent(WorkFolder(tmp_path), untold, lambda: False)
    assert media_child.read_recording(job, WorkFolder(tmp_path), "key", walk).seconds == pytest.approx(1, abs=0.01)
    assert (walk.sent.profile.roster, walk.sent.profile.glossary) == (Roster(), Glossary())


def test_a_joint_lies_where_each_part_begins_also_within_a_file(tmp_path: Path) -> None:
    first, second, third, last = (
        sounds.write(tmp_path / f"sound{n}.wav", sounds.tone(n, hertz=100 * n), "pcm_s16le") for n in (2, 2.5, 3, 4)
    )
    both = tmp_path / "both.wav"
    both.write_bytes(second.read_bytes() + third.read_bytes())
    found = receive(tmp_path, first, both, last, names=("1.wav", "2.wav", "3.wav"))
    assert found.joints == pytest.approx((2, 4.5, 7.5), abs=0.01)
    assert [f.start for f in found.files] == pytest.approx([0, 2, 7.5], abs=0.01)
    assert [f.verdict for f in found.files] == [
        WholenessVerdict.WHOLE,
        WholenessVerdict.CONTINUED,
        WholenessVerdict.WHOLE,
    ]
    assert found.seconds == pytest.approx(11.5, abs=0.01)


def test_messages_and_the_draft_name_the_part(tmp_path: Path) -> None:
    good = sounds.write(tmp_path / "part-001.wav", sounds.tone(2), "pcm_s16le")
    bad = tmp_path / "part-002.wav"
    bad.write_bytes(b"no sound")
    with pytest.raises(errors.NotARecording, match="「定例会/午後.wav」"):
        receive(tmp_path, good, bad, names=("午前.wav", "午後.wav"))
    other = sounds.write(tmp_path / "part-003.wav", sounds.tone(3, hertz=330), "pcm_s16le")
    found = receive(tmp_path, good, other, names=("午前.wav", "午後.wav"))
    assert [f.name for f in found.files] == ["定例会/午前.wav", "定例会/午後.wav"]


def test_parts_are_joined_in_the_order_that_their_names_say(tmp_path: Path) -> None:
    """The local copies are numbered as they were listed: 新規録音 2, 新規録音 3, 新規録音."""
    second, third, first = (
        sounds.write(tmp_path / f"part-{n:03d}.wav", sounds.tone(n, hertz=100 * n), "pcm_s16le") for n in (2, 3, 4)
    )
    found = receive(tmp_path, second, third, first, names=("新規録音 2.wav", "新規録音 3.wav", "新規録音.wav"))
    assert [f.name for f in found.files] == [f"定例会/新規録音{n}.wav" for n in ("", " 2", " 3")]
    assert [f.start for f in found.files] == pytest.approx([0, 4, 6], abs=0.01)
    assert found.order == PartsOrder(bases=(OrderBasis.SUFFIX, OrderBasis.NUMBERS))


def test_the_status_page_is_told_from_the_work_folder_how_parts_were_joined(tmp_path: Path) -> None:
    first, second = (
        sounds.write(tmp_path / f"part-{n:03d}.wav", sounds.tone(n, hertz=100 * n), "pcm_s16le") for n in (2, 3)
    )
    work = work_folder(tmp_path, 7)
    assert part_lines.read_part_lines(tmp_path, 7) == ()
    work.mkdir(parents=True)
    receive(work, first, second, names=("前半.wav", "後半.wav"))
    assert part_lines.read_part_lines(tmp_path, 7) == (
        "名前の言葉（午前・午後、前半・後半など）の順につなぎました。",
        "00:00:00から　定例会/前半.wav（2秒）",
        "00:00:02から　定例会/後半.wav（3秒）",
    )


def test_what_could_not_be_read_is_on_the_status_page(tmp_path: Path) -> None:
    """Half a FLAC that does not say its length, and a track of which no packet can be decoded."""
    flac = sounds.write(tmp_path / "a.flac", sounds.tone(9), "flac")
    raw = bytearray(flac.read_bytes())
    raw[21] &= 0xF0  # the number of samples, which a stream does not know
    raw[22:26] = bytes(4)
    flac.write_bytes(raw[: len(raw) * 3 // 5 + 7])
    for number in (1, 2):
        work_folder(tmp_path, number).mkdir(parents=True)
    receive(work_folder(tmp_path, 1), flac)
    (line,) = part_lines.read_part_lines(tmp_path, 1, joining=False)
    assert "途中で切れたものかもしれません" in line

    second = sounds.write_tracks(tmp_path / "b.mov", [sounds.tone(3), sounds.tone(3, hertz=330)], "aac")
    coded = re.compile(b"(stsd.{12})mp4a(.{,100}?)esds", re.DOTALL)
    second.write_bytes(coded.sub(rb"\1apac\2dapa", second.read_bytes(), count=1))
    found = receive(work_folder(tmp_path, 2), second)
    assert [t.use for t in found.files[0].tracks] == [TrackUse.UNREADABLE, TrackUse.USED]
    (line,) = part_lines.read_part_lines(tmp_path, 2, joining=False)
    assert "音声トラック2本のうち、1本目は" in line


def test_a_track_of_which_no_packet_is_sound_any_more_is_not_called_silent(tmp_path: Path) -> None:
    path = sounds.write_tracks(tmp_path / "b.mp4", [sounds.tone(3), sounds.tone(3, hertz=330)], "aac")
    with av.open(str(path)) as media:
        places = [(p.pos, p.size) for p in media.demux(media.streams.audio[1]) if p.size]
    raw = bytearray(path.read_bytes())
    for at, size in places:
        raw[at : at + size] = b"\xff" * size
    path.write_bytes(raw)
    found = receive(tmp_path, path)
    assert [t.use for t in found.files[0].tracks] == [TrackUse.USED, TrackUse.UNREADABLE]


def test_the_same_bytes_twice_are_one_part_and_the_original_wins(tmp_path: Path) -> None:
    one = sounds.write(tmp_path / "part-001.wav", sounds.tone(2), "pcm_s16le")
    two = sounds.write(tmp_path / "part-002.wav", sounds.tone(3, hertz=330), "pcm_s16le")
    found = receive(tmp_path, one, one, two, names=("コピー ～ 会議.wav", "会議.wav", "会議 2.wav"))
    assert [f.name for f in found.files] == ["定例会/会議.wav", "定例会/会議 2.wav"]
    assert found.seconds == pytest.approx(5, abs=0.01)
    assert found.unused == (
        UnusedFile(name="定例会/コピー ～ 会議.wav", reason=UnusedReason.COPY, instead="定例会/会議.wav"),
    )


def test_a_picture_without_sound_beside_a_recording_is_passed_over_and_told(tmp_path: Path) -> None:
    one = sounds.write(tmp_path / "part-001.m4a", sounds.tone(2), "aac")
    screen = sounds.video_without_sound(tmp_path / "part-002.mp4")
    found = receive(tmp_path, one, screen, names=("audio.m4a", "画面.mp4"))
    assert [f.name for f in found.files] == ["定例会/audio.m4a"]
    assert found.unused == (UnusedFile(name="定例会/画面.mp4", reason=UnusedReason.NO_SOUND),)
    with pytest.raises(errors.NoAudioTrack, match="「定例会/画面.mp4」"):
        receive(tmp_path, screen, screen, names=("画面.mp4", "画面 2.mp4"))


def two_people(path: Path, speak: tuple[int, ...] = (0, 1, 0)) -> Path:
    """A recorder's two tracks: on which of them somebody speaks, five seconds each."""
    dice = np.random.default_rng(2)
    size = 5 * 16_000
    tracks = [dice.normal(0, 0.0005, len(speak) * size).astype(np.float32) for _ in range(2)]
    for k, track in enumerate(speak):
        tracks[track][k * size : (k + 1) * size] += dice.normal(0, 0.1, size) * (np.arange(size) % 8000 < 5000)
    return sounds.write_tracks(path, tracks, "aac")


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


def test_tracks_of_which_one_goes_on_where_the_other_ends_are_heard_and_are_nobodys_microphones(tmp_path: Path) -> None:
    found = receive(tmp_path, two_people(tmp_path / "a.mp4", (0, 1)))
    assert [t.use for t in found.files[0].tracks] == [TrackUse.MIXED, TrackUse.MIXED]
    pcm = Pcm(WorkFolder(tmp_path).pcm)
    for start in (1, 7):
        assert np.sqrt((pcm.read(start, start + 2) ** 2).mean()) > 0.05
    assert not found.preflight.separate
    assert "別の人の声" not in found.preflight.channels


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


def test_tracks_of_a_recorder_in_files_of_their_own_are_both_heard_and_told_apart(tmp_path: Path) -> None:
    both = microphones(24)
    one, other = (sounds.write(tmp_path / f"part-{n:03d}.wav", both[n - 1], "pcm_s16le") for n in (1, 2))
    found = receive(tmp_path, one, other, names=("ZOOM0001_Tr1.WAV", "ZOOM0001_Tr2.WAV"))
    assert found.seconds == pytest.approx(24, abs=0.01)
    assert found.joints == ()
    assert [(f.start, f.mixed) for f in found.files] == [(0, True), (0, True)]
    assert found.preflight.separate
    levels = np.load(WorkFolder(tmp_path).levels)
    assert levels.shape == (480, 2)
    pcm = Pcm(WorkFolder(tmp_path).pcm)
    for start in (0, 2):
        assert np.sqrt((pcm.read(start, start + 2) ** 2).mean()) > 0.05


def test_what_a_second_recorder_holds_beyond_the_first_is_joined_to_it(tmp_path: Path) -> None:
    """Each time once: a joint where the recorder changes, and nothing lost of either."""
    dice = np.random.default_rng(4)
    words = np.repeat(dice.uniform(0, 1, 400) * (dice.random(400) > 0.3), 6000)
    sound = (dice.normal(0, 0.1, 150 * 16_000) * words).astype(np.float32)
    main = sounds.write(tmp_path / "part-001.wav", sound[: 110 * 16_000], "pcm_s16le")
    spare = sounds.write(tmp_path / "part-002.wav", sound[30 * 16_000 :] * 0.4, "pcm_s16le")
    found = receive(tmp_path, main, spare, names=("会議室.wav", "予備.wav"))
    assert found.seconds == pytest.approx(150, abs=0.05)
    assert found.unused == ()
    assert len(found.joints) == 1
    first, second = found.files
    assert second.runs_on
    assert second.start == pytest.approx(found.joints[0])
    assert first.seconds + second.seconds == pytest.approx(150, abs=0.05)
    assert len(Pcm(WorkFolder(tmp_path).pcm)) == pytest.approx(found.seconds * 16_000, abs=16)
    assert not list(tmp_path.glob("*.joined"))
