"""Places that not all may have at once: whoever began first goes first, and who waits can be stopped."""

from __future__ import annotations

import threading
import time

import pytest

from transcriber.queue.one_at_a_time import OneAtATime
from transcriber.system.ordered_places import OrderedPlaces
from transcriber.work.contract import Stopped


def nothing() -> None:
    """Nobody is to stop."""


def stopped() -> None:
    raise Stopped


def with_a_place(places: OrderedPlaces, number: int) -> None:
    with places.place(number, stopped):
        pass


def test_those_who_wait_go_in_their_order_whenever_they_came() -> None:
    places, went = OrderedPlaces(1), list[int]()

    def go(number: int) -> None:
        with places.place(number, nothing):
            went.append(number)

    with places.place(0, nothing):
        threads = [threading.Thread(target=go, args=(number,)) for number in (3, 1, 2)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 10
        while len(places._waiting) < 3 and time.monotonic() < until:
            time.sleep(0.01)
        assert went == []
    for thread in threads:
        thread.join(10)
    assert went == [1, 2, 3]


def test_as_many_as_there_are_places_and_whoever_has_one_may_enter_again() -> None:
    places = OrderedPlaces(2)
    with places.place(1, nothing), places.place(2, nothing), places.place(1, stopped), pytest.raises(Stopped):
        with_a_place(places, 3)
    with_a_place(places, 3)


def test_who_is_stopped_while_waiting_holds_up_nobody() -> None:
    places = OrderedPlaces(1)
    with places.place(5, nothing), pytest.raises(Stopped), places.place(1, stopped):
        pass
    with places.place(7, stopped):
        pass


def test_turns_are_by_key_and_end_with_an_error() -> None:
    turns = OneAtATime()
    with turns.turn("会議録", lambda: False), turns.turn("相談記録", lambda: False), turns.turn("会議録", lambda: True):
        found: list[type[BaseException]] = []

        def wait() -> None:
            try:
                with turns.turn("会議録", lambda: True):
                    pass
            except Stopped as e:
                found.append(type(e))

        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(10)
        assert found == [Stopped]
    with pytest.raises(ZeroDivisionError), turns.turn("会議録", lambda: False):
        raise ZeroDivisionError
    with turns.turn("会議録", lambda: True):
        pass
    assert turns._there == {}
