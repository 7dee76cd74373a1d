"""Which clauses count as wrong: those in which the truth asks for an edit, or in which a reviewer corrected what was said."""

from __future__ import annotations

from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.refitting.wrong_clauses import wrong_by_corrections, wrong_by_text
from transcriber.review.comparison import Correction
from transcriber.review.kinds import CorrectionKind


def clauses(*texts: str) -> list[NoticedClause]:
    return [NoticedClause(text, 5.0 * i, {}, False, 0.1) for i, text in enumerate(texts)]


def corrected(
    before: str, after: str, *, left: str = "", right: str = "", time: float = 0.0, kind: str = "misheard"
) -> Correction:
    return Correction(CorrectionKind(kind), "u0001", before, after, left, right, time)


SAID = ("これより本会議を開きます", "日程第１", "会議録署名議員の指名です")


def test_a_clause_with_another_word_is_wrong() -> None:
    truth = ["これより本会議を開きます。日程第一、会議録署名委員の指名です。"]
    assert wrong_by_text(clauses(*SAID), truth) == [False, False, True]


def test_how_a_number_or_a_mark_is_written_is_no_error() -> None:
    assert wrong_by_text(clauses("予算は123万円です"), ["予算は、百二十三万円です。"]) == [False]


def test_what_was_lost_makes_the_clause_before_it_wrong() -> None:
    truth = ["これより本会議を開きます。", "ご起立願います。", "日程第一、会議録署名議員の指名です。"]
    assert wrong_by_text(clauses(*SAID), truth) == [True, False, False]


def test_a_recording_without_text_has_no_wrong_clause() -> None:
    assert wrong_by_text([], ["何か"]) == []


def test_what_a_reviewer_corrected_is_wrong() -> None:
    assert wrong_by_corrections(clauses(*SAID), [corrected("指名", "氏名", left="署名議員の", right="です")]) == [
        False,
        False,
        True,
    ]


def test_what_a_reviewer_tidied_or_struck_out_was_heard_right() -> None:
    found = [
        corrected("指名", "しめい", left="署名議員の", kind="tidied"),
        corrected("指名", "", left="署名議員の", kind="removed"),
    ]
    assert wrong_by_corrections(clauses(*SAID), found) == [False, False, False]


def test_what_a_reviewer_added_was_not_heard() -> None:
    added = corrected("", "ご起立願います。", left="会議を開きます。", right="日程第１", kind="added")
    assert wrong_by_corrections(clauses(*SAID), [added])[0]


def test_of_two_like_places_the_one_at_that_time_is_meant() -> None:
    said = clauses("異議なしと認めます", "日程第２", "異議なしと認めます")
    again = corrected("認め", "みとめ", left="異議なしと", right="ます", time=10.0)
    assert wrong_by_corrections(said, [again]) == [False, False, True]


def test_a_correction_whose_place_is_not_found_counts_nowhere() -> None:
    assert wrong_by_corrections(clauses(*SAID), [corrected("■■", "佐藤", left="■■■■■", right="■■")]) == [False] * 3
