"""Clusters of voices: torn ones are joined, slight ones judged by their sound, and pieces brought together under constraints."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcriber.speakers import pieces, voices
from transcriber.speakers.voice_limits import VOICE_LIMITS
from transcriber.speakers.voices import Vector

UNRELATED = 0.57


def voice(seed: int) -> Vector:
    """A voice as GE2E has them: strangers have a cosine of about 0.57."""
    own = np.random.default_rng(seed).normal(size=256)
    common = np.random.default_rng(0).normal(size=256)
    return unit(np.sqrt(UNRELATED) * unit(common) + np.sqrt(1 - UNRELATED) * unit(own))


def heard(seed: int, take: int, noise: float = 0.15) -> Vector:
    """One stretch of that voice."""
    return unit(voice(seed) + noise * unit(np.random.default_rng((seed, take)).normal(size=256)))


def unit(v: Vector) -> Vector:
    return v / float(np.linalg.norm(v))


def test_a_stretch_in_the_wrong_cluster_moves_to_the_voice_it_sounds_like() -> None:
    sounds = np.array([heard(1, 0), heard(2, 0), heard(1, 1), heard(2, 1), heard(2, 2)])
    settled = voices.settle_clusters([0, 1, 0, 1, 0], sounds, [9, 9, 9, 9, 3], UNRELATED)
    assert settled[4] == settled[1] == settled[3] != settled[0] == settled[2]


def test_a_stranger_swallowed_by_a_cluster_becomes_a_voice_of_its_own() -> None:
    sounds = np.array([heard(1, 0), heard(1, 1), heard(3, 0)])
    settled = voices.settle_clusters([0, 0, 0], sounds, [20, 20, 3], UNRELATED)
    assert settled[0] == settled[1] != settled[2]


def test_a_voice_torn_in_two_is_joined() -> None:
    sounds = np.array([heard(1, take) for take in range(4)])
    assert len(set(voices.settle_clusters([0, 0, 1, 1], sounds, [8, 8, 8, 8], UNRELATED))) == 1


def test_speech_without_a_label_goes_to_the_voice_it_sounds_like_or_to_none() -> None:
    sounds = np.array([heard(1, 0), heard(2, 0), heard(2, 1), heard(3, 0), np.full(256, np.nan)])
    given_labels = voices.join([0, 1, 9, 9, 9], [2, 3, 4], sounds, [8, 8, 2, 2, 0.5], UNRELATED)
    assert given_labels == [0, 1, 1, None, None]


def test_a_scrap_that_is_a_little_like_somebody_is_no_voice_but_three_seconds_are() -> None:
    between = unit(voice(1) + 1.3 * voice(5))
    sounds = np.array([heard(1, 0), heard(2, 0), between])
    assert voices.settle_clusters([0, 1, 2], sounds, [60, 60, 1.6], UNRELATED)[2] in (0, 1)
    assert (
        len(
            set(
                voices.settle_clusters(
                    [0, 1, 2], np.array([heard(1, 0), heard(2, 0), heard(3, 0)]), [60, 60, 3.0], UNRELATED
                )
            )
        )
        == 3
    )


def test_syllables_without_a_voice_do_not_make_a_scrap_somebody() -> None:
    between = unit(voice(1) + 1.3 * voice(5))
    sounds = np.array([heard(1, 0), heard(2, 0), between, *[np.full(256, np.nan)] * 9])
    settled = voices.settle_clusters([0, 1, *[2] * 10], sounds, [60, 60, 1.6, *[0.4] * 9], UNRELATED)
    assert len(set(settled)) == 2


def test_what_is_too_short_for_a_voice_goes_with_its_neighbour() -> None:
    sounds = np.array([heard(1, 0), np.full(256, np.nan), heard(2, 0)])
    settled = voices.settle_clusters([0, 5, 1], sounds, [8, 0.3, 8], UNRELATED)
    assert settled[1] in (settled[0], settled[2])


def test_one_voice_in_every_piece_is_one_voice_however_short() -> None:
    given_pieces = [[(heard(1, p), 600.0), (heard(2, p), 300.0), (heard(3, p, 0.3), 3.0)] for p in range(16)]
    found = voices.stitch(given_pieces, UNRELATED)
    assert {tuple(f) for f in found} == {tuple(found[0])}
    assert len(set(found[0])) == 3


def test_two_clusters_of_one_piece_are_not_one_voice_if_both_have_much_to_say() -> None:
    found = voices.stitch([[(heard(1, 0), 30.0), (heard(1, 1), 30.0)], [(heard(1, 2), 30.0)]], UNRELATED, max_voices=1)
    assert found[0][0] != found[0][1]


def test_a_few_seconds_apart_in_each_piece_are_of_the_voice_that_the_meeting_knows() -> None:
    much_like_one = unit(voice(1) + 0.75 * voice(5))
    assert VOICE_LIMITS.same_voice < voices.likeness(much_like_one, voice(1), UNRELATED) < 0.9
    found = voices.stitch([[(heard(1, p), 300.0), (much_like_one, 6.0)] for p in range(4)], UNRELATED)
    assert {v for piece in found for v in piece} == {found[0][0]}


def test_a_scrap_that_its_piece_took_for_somebody_is_known_by_the_voice_of_the_whole_meeting() -> None:
    a_little_like_one = unit(voice(1) + 1.3 * voice(5))
    meeting = [[(heard(1, 0), 9.0), (a_little_like_one, 1.6)], [(heard(1, 1), 600.0), (heard(2, 0), 3.0)]]
    found = voices.stitch(meeting, UNRELATED)
    assert found[0][1] == found[0][0] == found[1][0] != found[1][1]


def test_the_number_of_people_bounds_the_voices_but_forces_no_strangers_together() -> None:
    halfway = unit(voice(1) + 0.7 * voice(4))
    crowded = [[(heard(1, 0), 99.0)], [(halfway, 9.0)], [(heard(2, 0), 99.0)]]
    assert len({v for p in voices.stitch(crowded, UNRELATED, max_voices=2) for v in p}) == 2
    strangers = [[(heard(k, 0), 99.0)] for k in (1, 2, 3)]
    assert len({v for p in voices.stitch(strangers, UNRELATED, max_voices=1) for v in p}) == 3


@given(st.lists(st.tuples(st.floats(0.5, 400), st.floats(0.1, 700)), max_size=60), st.floats(0, 600))
def test_pieces_cover_the_recording_and_are_short_enough(
    speech_and_pauses: list[tuple[float, float]], rest: float
) -> None:
    speech, at = [], 0.0
    for talk, pause in speech_and_pauses:
        speech.append((at, at + talk))
        at += talk + pause
    cut = pieces.cut_pieces(at + rest, speech)
    assert cut[0][0] == 0 and cut[-1][1] == at + rest
    assert all(a[1] == b[0] for a, b in zip(cut, cut[1:], strict=False))
    assert all(end - start <= pieces.LONGEST_PIECE for start, end in cut)


def test_a_piece_ends_in_the_recess() -> None:
    rng = random.Random(1)
    speech, at = [], 0.0
    while at < 3600:
        talk = rng.uniform(5, 40)
        speech.append((at, at + talk))
        at += talk + (600 if 1500 < at < 1600 and not any(b - a > 500 for a, b in speech) else rng.uniform(0.2, 2))
    recess = max(zip(speech, speech[1:], strict=False), key=lambda pair: pair[1][0] - pair[0][1])
    assert any(recess[0][1] < end < recess[1][0] for _, end in pieces.cut_pieces(at, speech))
