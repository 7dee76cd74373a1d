"""A cluster that holds two people is torn in two, and no person is; where the people were counted, there are so many voices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from transcriber.speakers import voice_splits, voices

UNRELATED = 0.0


def people(*likes: float, dimension: int = 32) -> npt.NDArray[np.float64]:
    """Directions of people: each next one has that cosine to the first."""
    found = [np.eye(dimension)[0]]
    for n, like in enumerate(likes, start=1):
        found.append(like * np.eye(dimension)[0] + np.sqrt(1 - like**2) * np.eye(dimension)[n])
    return np.array(found)


def stretches(who: list[int], voice: npt.NDArray[np.float64], spread: float = 0.08) -> npt.NDArray[np.float64]:
    """One stretch for each of `who`, somewhat unlike each other as one person's are."""
    chance = np.random.default_rng(7)
    found = voice[who] + chance.normal(0, spread, (len(who), voice.shape[1]))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def groups(labels: list[int], who: list[int]) -> list[set[int]]:
    """The people behind each label."""
    return sorted(({w for w, k in zip(who, labels, strict=True) if k == label} for label in set(labels)), key=min)


TWO = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1]


def test_a_cluster_of_two_people_is_torn() -> None:
    found = voice_splits.tear([0] * 10, stretches(TWO, people(0.4)), [3.0] * 10, UNRELATED)
    assert groups(found, TWO) == [{0}, {1}]


def test_a_cluster_of_three_people_is_torn_twice() -> None:
    who = [0, 1, 2] * 4
    found = voice_splits.tear([0] * 12, stretches(who, people(0.3, 0.3)), [3.0] * 12, UNRELATED)
    assert groups(found, who) == [{0}, {1}, {2}]


def test_one_person_stays_one_with_a_cough_beside() -> None:
    voice = people(-0.2)
    rows = stretches([0] * 9, voice, spread=0.1)
    rows[4] = voice[1]
    assert set(voice_splits.tear([0] * 9, rows, [3.0] * 4 + [1.0] + [3.0] * 4, UNRELATED)) == {0}


def test_two_who_sound_nearly_alike_are_not_told_apart_without_a_number() -> None:
    rows = stretches(TWO, people(0.93), spread=0.03)
    assert set(voice_splits.tear([0] * 10, rows, [3.0] * 10, UNRELATED)) == {0}
    counted = voice_splits.with_count([0] * 10, rows, [3.0] * 10, UNRELATED, 2)
    assert groups(counted, TWO) == [{0}, {1}]


def test_more_voices_than_people_are_joined_by_likeness() -> None:
    who = [0, 0, 1, 1, 2, 2]
    found = voice_splits.with_count([0, 1, 2, 2, 3, 3], stretches(who, people(0.2, 0.2)), [5.0] * 6, UNRELATED, 3)
    assert groups(found, who) == [{0}, {1}, {2}]


def test_nobody_is_made_up_where_there_is_nothing_to_tear() -> None:
    assert voice_splits.with_count([0], people(), [5.0], UNRELATED, 3) == [0]
    nothing = np.full((2, 32), np.nan)
    assert voice_splits.with_count([0, 0], nothing, [0.3, 0.3], UNRELATED, 2) == [0, 0]
    assert voice_splits.tear([0, 0], nothing, [0.3, 0.3], UNRELATED) == [0, 0]


def test_what_is_too_short_for_a_voice_goes_with_its_neighbour() -> None:
    rows = stretches([0, 0, 0, 1, 1, 1], people(0.3))
    rows[1] = rows[4] = np.nan
    found = voice_splits.tear([0] * 6, rows, [4.0, 0.5, 4.0, 4.0, 0.5, 4.0], UNRELATED)
    assert found[1] == found[0] and found[4] == found[3] and found[0] != found[3]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_over_many_pieces_the_number_holds_against_likeness(count: int) -> None:
    voice = people(0.3, 0.65)
    pieces = [[(voice[0], 30.0), (voice[1], 30.0)], [(voice[2], 30.0)], [(voice[0], 30.0), (voice[1], 30.0)]]
    numbers = {n for piece in voices.stitch(pieces, UNRELATED, count=count) for n in piece}
    assert len(numbers) == max(2, count)  # two that talk in one piece are never one
