"""Each edit that the truth asks for belongs to one clause, and a doubt lies on the clauses that it touches."""

from __future__ import annotations

from typing import Any

from scripts.bench.doubts.judging import clauses, mark_errors


def transcript(*texts: str, doubts: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    said = [
        {"start": 10.0 * i, "end": 10.0 * i + 10, "text": t, "marks": [], "doubts": []} for i, t in enumerate(texts)
    ]
    said[0]["doubts"] = list(doubts)
    return {"utterances": said}


def judged(truth: str, *texts: str) -> list[tuple[str, int, int]]:
    found = clauses(transcript(*texts))
    mark_errors(found, {"utterances": [{"clean": truth}]})
    return [(c.text, c.errors, c.wrong_figures) for c in found]


def test_an_edit_belongs_to_the_clause_of_its_character() -> None:
    assert judged("本案に賛成の方の起立を求めます", "本案に賛成の方の、", "起立お求めます。") == [
        ("本案に賛成の方の、", 0, 0),
        ("起立お求めます。", 1, 0),
    ]


def test_lost_words_belong_to_the_clause_that_ended_too_early() -> None:
    assert judged("起立を求めます着席願います", "起立を求めま。", "着席願います。")[0] == ("起立を求めま。", 1, 0)


def test_a_wrong_figure_is_counted_as_one_however_it_is_written() -> None:
    assert judged("十二人です", "12人です。") == [("12人です。", 0, 0)]
    assert judged("十二人です", "13人です。") == [("13人です。", 1, 1)]


def test_a_doubt_lies_on_the_clauses_it_touches() -> None:
    placed = {"kind": "low_confidence", "start": 0.0, "end": 9.0, "place": [5, 7]}
    found = clauses(transcript("本案に、賛成の方、", doubts=(placed,)))
    assert [bool(c.doubts) for c in found] == [False, True]


def test_without_a_place_the_seconds_decide_and_who_speaks_does_not_count() -> None:
    by_time = {"kind": "gap", "start": 6.0, "end": 9.0, "place": None}
    who = {"kind": "name_conflict", "start": 0.0, "end": 9.0, "place": None}
    found = clauses(transcript("本案に、賛成の方、", doubts=(by_time, who)))
    assert [len(c.doubts) for c in found] == [0, 1]
