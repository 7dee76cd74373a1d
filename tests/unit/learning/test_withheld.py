"""What a checked file teaches holds neither masks nor what is masked."""

from __future__ import annotations

import datetime as dt

import pytest
from support.council import meeting

from transcriber.learning.lessons import Teacher
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.terms import Glossary
from transcriber.review.comparison import Comparison, Correction, Renamed
from transcriber.review.kinds import CorrectionKind

DAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    return Teacher()


def compared(*corrections: Correction, voices=(), pairs=()) -> Comparison:
    return Comparison(0, 0, 0, 0, 0, 0, (0, 0), corrections, voices, (), (), 0, (), pairs)


def corrected(before: str, after: str, left: str = "", right: str = "") -> Correction:
    return Correction(CorrectionKind.MISHEARD, "u0001", before, after, left, right, 0.0)


def lesson(teacher: Teacher, shown: Shown, comparison: Comparison) -> str:
    view = meeting().model_copy(update={"shown": shown})
    return teacher.lesson(view, comparison, Glossary(), job=1, day=DAY).model_dump_json()


def test_a_mask_is_no_mishearing(teacher):
    change = compared(corrected("■■■", "佐藤", "隣の", "さんが来ました"), pairs=(("隣の■■■さんが", "隣の佐藤さんが"),))
    kept = lesson(teacher, Shown.HIDDEN, change)
    assert "佐藤" not in kept and '"heard":[]' in kept


def test_my_number_written_back_by_a_reviewer_is_kept_nowhere_whatever_is_shown(teacher):
    pairs = (("マイナンバーは〔個人番号〕です。", "マイナンバーは1234 5678 9018です。"),)
    kept = lesson(
        teacher, Shown.ALL, compared(corrected("〔個人番号〕", "1234 5678 9018", "マイナンバーは", "です"), pairs=pairs)
    )
    assert "1234" not in kept and "9018" not in kept


def test_where_people_are_masked_none_is_proposed_for_the_roster(teacher):
    change = compared(voices=(Renamed("S1", "u0001", "話者1", "監査委員（田中一郎）"),))
    assert "田中一郎" in lesson(teacher, Shown.ALL, change)
    assert "田中一郎" not in lesson(teacher, Shown.ROLES, change)


def test_other_words_are_learned_as_before(teacher):
    change = compared(corrected("大規", "待機", "ここでは", "児童の数について"))
    assert "待機児童" in lesson(teacher, Shown.HIDDEN, change)


def test_what_was_learned_before_a_profile_masked_anything_is_masked_since(teacher):
    change = compared(
        corrected("隣の佐東", "隣の佐藤", "", "さんが来ました"),
        corrected("大規", "待機", "ここでは", "児童の数を佐藤さんに聞きます"),
        voices=(Renamed("S1", "u0001", "話者1", "監査委員（田中一郎）"),),
        pairs=(("隣の佐東さんが来ました", "隣の佐藤さんが来ました"),),
    )
    view = meeting().model_copy(update={"shown": Shown.ALL})
    before = teacher.lesson(view, change, Glossary(), job=1, day=DAY)
    assert "佐藤" in before.model_dump_json() and "田中一郎" in before.model_dump_json()
    since = teacher.withheld(before, Shown.HIDDEN, view.roster)
    assert "佐藤" not in since.model_dump_json() and "田中一郎" not in since.model_dump_json()
    assert "待機児童" in since.model_dump_json()
    assert teacher.withheld(since, Shown.HIDDEN, view.roster) == since
