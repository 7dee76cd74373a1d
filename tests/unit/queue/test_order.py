"""Short recordings are not stuck behind a long one, and the long one is not stuck for ever."""

from dataclasses import replace

from support.jobs import MB, NOW, SHORT

from transcriber.queue import order
from transcriber.queue.job import Job
from transcriber.settings import Order

LONG = replace(SHORT, id=1, entry="8時間.mp3", size=460 * MB)


def test_the_short_one_goes_first():
    assert order.next_job([LONG, SHORT], NOW) == SHORT


def test_waiting_counts_so_that_the_long_one_has_its_turn():
    old = replace(LONG, arrived=NOW - 7 * 3600)
    assert order.next_job([old, SHORT], NOW) == old


def test_a_long_one_at_work_lets_a_short_one_pass():
    assert order.should_yield(LONG, order.SLICE + 1, [SHORT], NOW)


def test_but_not_before_it_has_worked_for_a_while():
    assert not order.should_yield(LONG, order.SLICE - 1, [SHORT], NOW)


def test_nor_when_it_is_nearly_done():
    assert not order.should_yield(replace(LONG, done=0.99), order.SLICE + 1, [SHORT], NOW)


def test_who_lets_another_pass_would_not_be_chosen_again_at_once():
    assert order.next_job([LONG, SHORT], NOW) != LONG


def test_an_office_may_want_strict_order():
    assert order.next_job([LONG, SHORT], NOW, Order.ARRIVAL) == LONG
    assert not order.should_yield(LONG, 9999, [SHORT], NOW, Order.ARRIVAL)


def test_a_clock_set_back_gives_no_negative_age():
    ahead = replace(LONG, arrived=NOW + 10**9)
    assert order.next_job([ahead, SHORT], NOW) == SHORT


def test_nothing_due_is_nothing_to_do():
    assert order.next_job([], NOW) is None


def of(profile: str, number: int) -> Job:
    return replace(SHORT, id=number, profile=profile)


def test_where_several_are_in_work_the_profile_with_fewest_is_next():
    many = [of("会議録", n) for n in range(1, 5)]
    one = replace(of("相談記録", 9), size=460 * MB)
    assert order.next_job([*many[2:], one], NOW, in_work=many[:2]) == one
    assert order.next_job([*many[2:], one], NOW, in_work=[many[0], one]) == many[2]
    assert order.next_job([*many[2:], one], NOW, Order.ARRIVAL, in_work=many[:2]) == many[2]


def test_a_profile_with_none_in_work_is_let_pass_by_the_last_begun_of_the_one_with_most():
    first, last, other = of("会議録", 1), of("会議録", 2), of("相談記録", 3)
    assert order.lets_pass([(first, 50.0), (last, 10.0)], [other], NOW) == last
    assert order.lets_pass([(first, 50.0), (other, 10.0)], [of("相談記録", 4)], NOW) is None
    assert order.lets_pass([(first, 50.0), (last, 10.0)], [of("会議録", 5)], NOW) is None
    assert order.lets_pass([(first, 50.0), (last, 10.0)], [other], NOW, Order.ARRIVAL) is None


def test_one_in_work_lets_pass_only_as_it_always_did():
    assert order.lets_pass([(LONG, order.SLICE + 1)], [SHORT], NOW) == LONG
    assert order.lets_pass([(LONG, order.SLICE - 1)], [SHORT], NOW) is None
    assert order.lets_pass([(LONG, 5.0)], [of("相談記録", 3)], NOW) is None
