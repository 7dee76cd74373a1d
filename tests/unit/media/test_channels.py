"""Channels that carry separate speakers are told from those that do not, and who speaks from their levels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from transcriber.media import channels as media
from transcriber.media.channels import FrameLevels
from transcriber.media.pcm import SAMPLE_RATE
from transcriber.speakers import channel_turns as speakers

Sound = npt.NDArray[np.float32]


def voice(seconds: float, seed: int) -> Sound:
    """Noise in syllables, as loud as speech."""
    rng = np.random.default_rng(seed)
    samples = rng.standard_normal(round(seconds * SAMPLE_RATE)).astype(np.float32) * 0.1
    syllables = 0.55 + 0.45 * np.sin(np.arange(len(samples)) / SAMPLE_RATE * 2 * np.pi * 4)
    return (samples * syllables).astype(np.float32)


def conversation(leak_db: float, gains_db: tuple[float, float] = (0.0, 0.0)) -> Sound:
    """(2, samples): A speaks 0–4 and 8–12 s, B 4–8 and 12–16 s, both 16–18 s; room noise everywhere."""
    a, b = (np.zeros(20 * SAMPLE_RATE, np.float32) for _ in range(2))
    for track, spans in ((a, ((0, 4), (8, 12), (16, 18))), (b, ((4, 8), (12, 16), (16, 18)))):
        for start, end in spans:
            track[start * SAMPLE_RATE : end * SAMPLE_RATE] = voice(end - start, start + (track is b))
    leak = 10 ** (leak_db / 20)
    noise = np.random.default_rng(9).standard_normal((2, len(a))).astype(np.float32) * 0.0005
    mixed = np.stack([a + leak * b, b + leak * a]) + noise
    return (mixed * np.array([[10 ** (g / 20)] for g in gains_db])).astype(np.float32)


def levels(sound: Sound) -> media.Levels:
    """As the decoder collects them, in blocks of odd lengths."""
    frames = FrameLevels(sound.shape[0])
    at = 0
    for size in [1000, 77, 16_000, 5] * 400:
        frames.add(sound[:, at : at + size])
        at += size
    return frames.levels()


def test_channels_that_only_follow_one_another_are_nobodys_microphones() -> None:
    """A second device that took over: each hears whoever speaks in its time."""
    sound = np.random.default_rng(9).standard_normal((2, 20 * SAMPLE_RATE)).astype(np.float32) * 0.0005
    for channel, start in ((0, 0), (0, 5), (1, 10), (1, 15)):
        sound[channel, start * SAMPLE_RATE : (start + 4) * SAMPLE_RATE] += voice(4, start)
    assert media.separate(levels(sound)), "they are no copies of one another"
    assert not media.own_microphones(levels(sound))
    assert media.own_microphones(levels(conversation(-20.0)))


@pytest.mark.parametrize("leak", [-30.0, -20.0, -14.0])
@pytest.mark.parametrize("gains", [(0.0, 0.0), (0.0, -15.0)])
def test_two_microphones_are_two_speakers_whatever_their_gain(leak: float, gains: tuple[float, float]) -> None:
    found = levels(conversation(leak, gains))
    assert media.separate(found)
    exclusive, overlapped = speakers.turns_by_level(found, [])
    for second in np.arange(0.2, 15.8, 0.1):
        if abs(second % 4) < 0.15 or abs(second % 4 - 4) < 0.15:
            continue
        (holder,) = [t.speaker for t in exclusive if t.start <= second < t.end]
        assert holder == ("1" if int(second / 4) % 2 == 0 else "2"), second
    both = [t for t in overlapped if t.start < 17 < t.end]
    assert {t.speaker for t in both} == {"1", "2"}


@pytest.mark.parametrize("difference", [0.0, -3.0, -12.0])
def test_one_sound_on_both_channels_is_no_pair_of_microphones(difference: float) -> None:
    mono = conversation(-200)[0] + conversation(-200)[1]
    assert not media.separate(levels(np.stack([mono, mono * 10 ** (difference / 20)]).astype(np.float32)))


def test_a_stereo_pair_in_a_room_is_no_pair_of_microphones() -> None:
    assert not media.separate(levels(conversation(-4.0)))


def test_a_dead_channel_is_nobody() -> None:
    sound = conversation(-20)
    sound[1] = np.random.default_rng(3).standard_normal(sound.shape[1]).astype(np.float32) * 1e-5
    assert media.live(levels(sound)) == [0]
    assert not media.separate(levels(sound))


def test_nobody_speaks_outside_of_detected_speech() -> None:
    exclusive, _ = speakers.turns_by_level(levels(conversation(-20)), [(0.0, 4.0)])
    assert all(t.end <= 4.2 for t in exclusive)
