"""Who gets a free place at another computer: profiles evenly, the recording begun first before others of its profile, and nobody idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from transcriber.cluster.cluster_files import SPEAKERS, SPEECH
from transcriber.cluster.fair_shares import AHEAD, ASKED_LATELY, UNUSED_FOR, FairShares, RecordingShare
from transcriber.cluster.pool import TaskFlight
from transcriber.cluster.work_data import Fate, Wanted, WorkAnswer

WINDOW, PIECE = Wanted(SPEECH, "", ""), Wanted(SPEAKERS, "", "")


@dataclass
class Computers:
    """Computers whose tasks end when a test says so."""

    names: list[str]
    clock: float = 0.0
    down: bool = False
    over: set[int] = field(default_factory=set)

    def present(self) -> int:
        return len(self.names)

    def ready(self, asked: Wanted, without: Sequence[str] = ()) -> list[str]:
        return self.names

    def give(self, asked: Wanted, parcel: bytes, names: Sequence[str]) -> TaskFlight | None:
        (name,) = names
        return None if self.down else TaskFlight(object(), None, self.clock, asked, name)

    def answer(self, flight: TaskFlight) -> WorkAnswer | None:
        return WorkAnswer(Fate.DONE, flight.name, "") if id(flight) in self.over else None

    def drop(self, flight: TaskFlight) -> None: ...

    def wait(self, seconds: float) -> None:
        self.clock += seconds


@pytest.fixture
def computers() -> Computers:
    return Computers(["pc-1", "pc-2", "pc-3", "pc-4"])


@pytest.fixture
def shares(computers: Computers) -> FairShares:
    return FairShares(computers, lambda: computers.clock)


def given(share: RecordingShare, asked: Wanted, many: int = 100, *, aside: bool = False) -> list[TaskFlight]:
    """What it gets of so many tasks."""
    flights = []
    for _ in range(many):
        flight = share.give_in_turn(asked, bytes, share.ready(asked), aside=aside)
        if flight is None:
            break
        flights.append(flight)
    return flights


def end(computers: Computers, share: RecordingShare, flight: TaskFlight) -> None:
    computers.over.add(id(flight))
    assert share.answer(flight) is not None


def test_one_recording_gets_every_place_evenly(shares: FairShares) -> None:
    found = given(shares.join("会議録"), WINDOW)
    assert Counter(flight.name for flight in found) == dict.fromkeys(["pc-1", "pc-2", "pc-3", "pc-4"], AHEAD)


def test_of_one_profile_the_recording_begun_first_gets_each_place_that_becomes_free(
    shares: FairShares, computers: Computers
) -> None:
    first, second = shares.join("会議録"), shares.join("会議録")
    own = given(first, WINDOW)
    assert given(second, WINDOW) == []
    assert given(first, WINDOW) == []
    for flight in own[:3]:
        end(computers, first, flight)
    assert given(second, WINDOW) == [], "the first asked for them"
    assert len(given(first, WINDOW)) == 3


def test_what_the_first_does_not_want_is_the_next_ones_at_once(shares: FairShares) -> None:
    first, second = shares.join("会議録"), shares.join("会議録")
    assert len(given(first, WINDOW, many=3)) == 3
    assert len(given(second, WINDOW)) == 4 * AHEAD - 3


def test_a_place_is_kept_for_a_moment_only(shares: FairShares, computers: Computers) -> None:
    """Whoever is held up by something else keeps no computer idle."""
    first, second = shares.join("会議録"), shares.join("会議録")
    own = given(first, WINDOW)
    end(computers, first, own[0])
    assert given(second, WINDOW) == []
    computers.clock += ASKED_LATELY
    assert len(given(second, WINDOW)) == 1


def test_profiles_share_evenly_however_many_recordings_one_has_and_whoever_began_first(
    shares: FairShares, computers: Computers
) -> None:
    many = [shares.join("会議録") for _ in range(6)]
    flights = [(many[0], flight) for flight in given(many[0], WINDOW)]
    one = shares.join("相談記録")
    assert given(one, WINDOW) == []
    for _ in range(200):  # whatever ends first, all ask again
        share, flight = flights.pop(0)
        end(computers, share, flight)
        for each in (*many, one):
            flights += [(each, f) for f in given(each, WINDOW)]
        computers.clock += 0.2
    of = Counter(share.profile for share, _ in flights)
    assert abs(of["会議録"] - of["相談記録"]) <= 1
    assert {share for share, _ in flights} == {many[0], one}


def test_pieces_leave_half_of_the_computers_to_windows_of_all_recordings(
    shares: FairShares, computers: Computers
) -> None:
    first, second = shares.join("会議録"), shares.join("会議録")
    given(first, WINDOW, many=4)
    assert len(given(first, PIECE, aside=True)) == 2
    assert given(second, PIECE, aside=True) == []
    assert len(given(second, WINDOW)) == 2, "where nobody listens to a piece; a window would wait behind it"


def test_a_computer_that_only_tells_voices_apart_gets_a_piece_at_once(shares: FairShares) -> None:
    first = shares.join("会議録")
    first.give_in_turn(WINDOW, bytes, ["pc-1"])
    found = first.give_in_turn(PIECE, bytes, ["small"], aside=True)
    assert found is not None and found.name == "small"


def test_a_computer_that_has_had_nothing_for_a_while_gets_what_there_is(
    shares: FairShares, computers: Computers
) -> None:
    first = shares.join("会議録")
    given(first, WINDOW, many=1)
    assert len(given(first, PIECE, aside=True)) == 2
    computers.clock += UNUSED_FOR - 0.1
    assert given(first, PIECE, aside=True) == []
    computers.clock += 0.1
    assert [flight.name for flight in given(first, PIECE, aside=True)] == ["pc-4"], "pc-1 has a window"


def test_a_recording_that_left_keeps_nothing_from_others(shares: FairShares) -> None:
    with shares.join("会議録") as first:
        own = given(first, WINDOW)
        for flight in own:
            first.drop(flight)
        given(first, WINDOW, many=0)
    assert len(given(shares.join("会議録"), WINDOW)) == 4 * AHEAD


def test_where_the_line_is_down_no_place_is_lost(shares: FairShares, computers: Computers) -> None:
    first = shares.join("会議録")
    computers.down = True
    assert given(first, WINDOW) == []
    computers.down = False
    assert len(given(first, WINDOW)) == 4 * AHEAD


def test_a_question_is_asked_at_once_wherever_it_belongs(shares: FairShares) -> None:
    first = shares.join("会議録")
    given(first, WINDOW)
    flight = first.give(WINDOW, b"", ["pc-3"])
    assert flight is not None and flight.name == "pc-3"


def test_what_waits_for_a_recordings_own_tasks_waits_for_no_other(computers: Computers, shares: FairShares) -> None:
    only = shares.join("本会議")
    given(only, WINDOW)
    assert not only.waits(SPEECH), "it has all places itself: there is nobody behind whom it waits"
    second = shares.join("本会議")
    given(second, WINDOW)
    assert second.waits(SPEECH)
