"""Files of one meeting that were recorded at the same time: told by their sound, each time used once, and none of it lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from transcriber.media import joining, simultaneous
from transcriber.media.inside_dates import InsideDate
from transcriber.media.joining import Piece, Unused
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.media.simultaneous import PartSound
from transcriber.minutes.capture import UnusedReason
from transcriber.minutes.recorder_names import JST

Sound = npt.NDArray[np.float64]


def talk(seconds: float, seed: int) -> Sound:
    """Noise in words of half a second with pauses of a quarter, never twice the same."""
    dice = np.random.default_rng(seed)
    count = round(seconds * SAMPLE_RATE)
    words = np.repeat(dice.uniform(0.1, 1, count // 6000 + 1) * (dice.random(count // 6000 + 1) > 0.3), 6000)[:count]
    return np.asarray(dice.normal(0, 0.05, count) * words, dtype=np.float64)


def room(sound: Sound, seed: int, *, noise: float = 0.002) -> Sound:
    """As a microphone across an echoing room hears it: more of the walls than of the speaker."""
    dice = np.random.default_rng(seed)
    count = SAMPLE_RATE // 2
    walls = dice.normal(size=count) * np.exp(-6.9 * np.arange(count) / count)
    walls *= 2 / np.sqrt((walls**2).sum())
    walls[0] += 1
    size = 1 << (len(sound) + count).bit_length()
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(walls, size), size)[: len(sound)]
    return np.asarray(heard / 2 + dice.normal(0, noise, len(sound)), dtype=np.float64)


def part(folder: Path, name: str, sound: Sound, at: dt.datetime | None = None) -> PartSound:
    path = folder / f"{name}.pcm"
    path.write_bytes(to_bytes(sound.astype(np.float32)))
    pcm = Pcm(path)
    return PartSound.of(name, pcm, InsideDate(at, None, pcm.seconds) if at else None)


def planned(parts: list[PartSound]) -> tuple[list[Piece], list[Unused]]:
    plan = joining.joining_plan(parts)
    assert not plan.repeated
    return list(plan.pieces), list(plan.unused)


def seconds_of(value: float) -> int:
    return round(value * SAMPLE_RATE)


def test_the_same_sound_in_two_files_is_one_recording(tmp_path: Path) -> None:
    """Zoom's audio and video of one meeting."""
    sound = talk(20, 1)
    parts = [part(tmp_path, "audio", sound), part(tmp_path, "video", sound * 0.3)]
    pieces, unused = planned(parts)
    assert pieces == [Piece((0,), 0.0, 20.0, whole=True)]
    assert [(u.part, u.reason, u.instead) for u in unused] == [(1, UnusedReason.SAME_SOUND, 0)]


@pytest.mark.parametrize("late", [0.0, 7.3, 31.0])
def test_another_microphone_in_the_room_is_known_also_when_it_was_switched_on_later(
    tmp_path: Path, late: float
) -> None:
    sound = talk(120, 2)
    parts = [part(tmp_path, "near", room(sound, 3)), part(tmp_path, "far", room(sound, 4)[seconds_of(late) :])]
    (found,) = simultaneous.simultaneous_pairs(parts)
    assert found.lag == pytest.approx(late, abs=0.05)
    pieces, unused = planned(parts)
    assert [p.parts for p in pieces] == [(0,)]
    assert [u.part for u in unused] == [1]


def test_clocks_of_two_devices_that_drift_apart_are_followed(tmp_path: Path) -> None:
    sound = talk(300, 5)
    slow = np.interp(np.arange(0, len(sound) - 1, 1.00009), np.arange(len(sound)), room(sound, 6))
    (found,) = simultaneous.simultaneous_pairs([part(tmp_path, "a", room(sound, 7)), part(tmp_path, "b", slow)])
    assert found.drift == pytest.approx(300 * 9e-5, abs=0.01)


def test_parts_of_different_times_are_none_of_this(tmp_path: Path) -> None:
    sound = talk(240, 8)
    hum = 0.01 * np.sin(2 * np.pi * 100 * np.arange(seconds_of(80)) / SAMPLE_RATE)
    thirds = [part(tmp_path, str(n), sound[seconds_of(80 * n) : seconds_of(80 * n + 80)] + hum) for n in range(3)]
    assert simultaneous.simultaneous_pairs(thirds) == []
    pieces, unused = planned(thirds)
    assert [p.parts for p in pieces] == [(0,), (1,), (2,)]
    assert unused == []


def test_a_chime_that_both_begin_with_makes_them_no_recording_of_the_same(tmp_path: Path) -> None:
    chime = talk(6, 9)
    parts = [part(tmp_path, str(n), np.concatenate([chime, talk(60, 10 + n)])) for n in range(2)]
    assert simultaneous.simultaneous_pairs(parts) == []


def test_tones_and_silence_tell_nothing(tmp_path: Path) -> None:
    tone = 0.2 * np.sin(2 * np.pi * 220 * np.arange(seconds_of(20)) / SAMPLE_RATE)
    parts = [part(tmp_path, "a", tone), part(tmp_path, "b", tone[: seconds_of(15)]), part(tmp_path, "c", tone * 0)]
    assert simultaneous.simultaneous_pairs(parts) == []


def test_what_a_second_recorder_holds_before_and_after_is_used_too(tmp_path: Path) -> None:
    sound = talk(300, 12)
    middle = part(tmp_path, "main", sound[seconds_of(20) : seconds_of(220)])
    other = part(tmp_path, "spare", room(sound, 13)[seconds_of(100) :])
    pieces, unused = planned([middle, other])
    assert unused == []
    first, second = pieces
    covered = (first.end - first.start) + (second.end - second.start)
    assert covered == pytest.approx(280, abs=0.1)
    assert sum(p.whole for p in pieces) == 1
    assert [p.runs_on for p in pieces] == [False, True]


def test_the_one_in_which_most_is_heard_is_used_not_the_clearest(tmp_path: Path) -> None:
    """Zoom's file of one participant holds nothing while others speak."""
    sound = talk(120, 14)
    alone = sound * (np.arange(len(sound)) < seconds_of(30))
    pieces, unused = planned([part(tmp_path, "participant", alone), part(tmp_path, "all", room(sound, 15))])
    assert [p.parts for p in pieces] == [(1,)]
    assert [u.part for u in unused] == [0]


def tracks(folder: Path, leak: float, names: tuple[str, str], at: dt.datetime | None = None) -> list[PartSound]:
    """Two people's microphones; each hears the other by `leak`."""
    count = seconds_of(120)
    turn = np.arange(count) // seconds_of(5) % 2
    a, b = talk(120, 16) * (turn == 0), talk(120, 17) * (turn == 1)
    noise = np.random.default_rng(18).normal(0, 0.0001, (2, count))
    return [
        part(folder, name, mine + leak * other + n, at)
        for name, mine, other, n in zip(names, (a, b), (b, a), noise, strict=True)
    ]


@pytest.mark.parametrize(
    ("leak", "names", "at"),
    [
        (0.1, ("a", "b"), None),
        (0.03, ("a", "b"), None),
        (0.0, ("ZOOM0001_Tr1", "ZOOM0001_Tr2"), None),
        (0.0, ("花子", "太郎"), dt.datetime(2026, 11, 20, 10, tzinfo=JST)),
    ],
)
def test_tracks_of_a_recorder_are_mixed(
    tmp_path: Path, leak: float, names: tuple[str, str], at: dt.datetime | None
) -> None:
    pieces, unused = planned(tracks(tmp_path, leak, names, at))
    assert pieces == [Piece((0, 1), 0.0, 120.0, whole=True)]
    assert unused == []


def test_without_sound_in_common_names_alone_make_nothing_simultaneous(tmp_path: Path) -> None:
    """Parts of the same length, cut by size: both are full of speech."""
    parts = [part(tmp_path, f"会議_Tr{n}", talk(60, 20 + n)) for n in (1, 2)]
    assert simultaneous.simultaneous_pairs(parts) == []


def test_names_that_say_that_one_follows_the_other_count_more_than_the_same_sound_and_it_is_told(
    tmp_path: Path,
) -> None:
    """Nobody records the afternoon in the morning: losing it would be worse than having something twice."""
    sound = talk(20, 23)
    plan = joining.joining_plan([part(tmp_path, "午前1", sound), part(tmp_path, "午後2", sound[: seconds_of(7)])])
    assert [p.parts for p in plan.pieces] == [(0,), (1,)]
    assert plan.unused == ()
    assert plan.repeated == {1: 0}
