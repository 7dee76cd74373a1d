"""The score of the benches: what is a matter of style costs nothing, and each figure is what can be counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.bench.score import Counts, count, normalise, score


def truth(*said: tuple[str, float, float, str], keywords: str = "", roster: Any = ()) -> dict[str, Any]:
    rows = [{"speaker": s, "start": a, "end": b, "clean": text} for s, a, b, text in said]
    return {"utterances": rows, "keywords": keywords, "roster": roster}


def transcript(*written: tuple[str, str | None, float, float, str]) -> dict[str, Any]:
    rows = [{"speaker": s, "name": name, "start": a, "end": b, "text": text} for s, name, a, b, text in written]
    return {"utterances": rows}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("百五十六億七千万円", "15670000000円"),
        ("１５６億７，０００万円", "15670000000円"),
        ("千二百三十四", "1234"),
        ("〇九〇の三", "090の3"),
        ("万一", "10001"),
        ("12.5パーセント", "12点5%"),
        ("十二点五％", "12点5%"),
        ("えーっと、議案の、サーバーです。", "議案のサバです"),
        ("Ａ社 と_B社", "a社とb社"),
    ],
)
def test_style_is_left_out_of_what_is_compared(written: str, plain: str) -> None:
    assert normalise(written) == plain


def test_characters_are_counted_by_what_became_of_them() -> None:
    counted = count(truth(("A", 0, 5, "議案を可決した")), transcript(("1", None, 0, 5, "議案は可決しました")))
    assert (counted.characters, counted.substituted, counted.deleted, counted.inserted) == (7, 1, 0, 2)
    assert counted.cer == pytest.approx(3 / 7)


def test_what_is_missing_is_deleted_and_no_text_loses_everything() -> None:
    figures = score(truth(("A", 0, 5, "議案を可決した")), transcript(("1", None, 0, 5, "")))
    assert figures["cer"] == figures["cp_cer"] == 1
    assert figures["deletion"] + figures["insertion"] <= 1


def test_a_keyword_counts_as_often_as_it_was_said() -> None:
    counted = count(
        truth(("A", 0, 5, "水野委員と水野市長と榊原"), keywords="水野 榊原 待機児童"),
        transcript(("1", None, 0, 5, "水野委員と見ず野市長と榊原と榊原")),
    )
    assert (counted.found, counted.keywords) == (2, 3)


def test_text_under_another_voice_costs_only_with_the_voices_looked_at() -> None:
    said = truth(("A", 0, 5, "ああああ"), ("B", 5, 9, "いいいい"))
    assert score(said, transcript(("1", None, 0, 5, "ああああ"), ("2", None, 5, 9, "いいいい")))["cp_cer"] == 0
    mixed = score(said, transcript(("1", None, 0, 9, "ああああいいいい")))
    assert mixed["cer"] == 0
    assert mixed["cp_cer"] == pytest.approx(1)


ROSTER = (
    {"speaker": "議長", "name": "山下清隆", "post": "議長"},
    {"speaker": "加藤啓二", "name": "加藤啓二", "post": "議員"},
)


@pytest.mark.parametrize(
    ("printed", "right", "wrong"),
    [
        ("加藤啓二", 1, 0),
        ("加藤", 1, 0),
        ("5番 加藤啓二 君", 1, 0),
        ("山下清隆", 0, 1),
        ("議員", 0, 1),  # many are
        (None, 0, 0),
    ],
)
def test_a_name_is_right_wrong_or_withheld(printed: str | None, right: float, wrong: float) -> None:
    said = truth(("加藤啓二", 0, 10, "質問します"), roster=ROSTER)
    figures = score(said, transcript(("1", printed, 0, 10, "質問します")))
    assert figures["name_accuracy"] == pytest.approx(right, abs=1e-6)
    assert figures["wrong_name"] == pytest.approx(wrong, abs=1e-6)


def test_a_post_that_is_theirs_alone_names_a_person() -> None:
    said = truth(("議長", 0, 10, "開会します"), roster=ROSTER)
    assert score(said, transcript(("1", "議長", 0, 10, "開会します")))["name_accuracy"] == pytest.approx(1, abs=1e-6)


def test_names_are_weighed_by_time_within_an_utterance_and_by_length_between_them() -> None:
    said = truth(("加藤啓二", 0, 10, "あ" * 30), ("議長", 10, 20, "い" * 10), roster=ROSTER)
    written = transcript(("1", "加藤啓二", 0, 5, "あ"), ("2", "山下清隆", 5, 10, "あ"), ("3", None, 10, 20, "い"))
    figures = score(said, written)
    assert figures["name_accuracy"] == pytest.approx(0.5 * 30 / 40, abs=1e-6)
    assert figures["wrong_name"] == pytest.approx(0.5 * 30 / 40, abs=1e-6)


def test_counts_of_several_recordings_add_up() -> None:
    total = Counts(10, 1, 0, 1, 2, 1) + Counts(30, 0, 2, 0, 2, 2)
    assert (total.cer, total.recall) == (4 / 40, 3 / 4)
