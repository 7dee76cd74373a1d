"""The view in which personal data is masked: nowhere in it stands what was masked, and all places still mean what they meant."""

from __future__ import annotations

import csv
import io

import pytest
from support.sensitive import SECRETS, SPOKEN, sensitive_consultation

from transcriber.drafts import masked_places
from transcriber.language.readings import Reader
from transcriber.masking.masked_view import HIDDEN_MARK, masked_view
from transcriber.minutes.personal_data import PersonalKind, Shown

READER = Reader()


@pytest.mark.parametrize("shown", [Shown.HIDDEN, Shown.ROLES])
def test_nothing_of_what_was_masked_stands_anywhere_in_the_view(shown):
    text = masked_view(sensitive_consultation(), shown, READER).model_dump_json()
    assert [s for s in SECRETS if s in text] == []
    assert "西野香織" in text  # who acts for the office is said


def test_my_number_is_shown_by_no_view():
    view = masked_view(sensitive_consultation(), Shown.ALL, READER)
    text = view.model_dump_json()
    assert "1234" not in text and "5678" not in text and "9018" not in text
    assert "大森礼子" in text and "青葉小学校" in text and "090-2345-6789" in text
    assert [p.kind for p in view.masked] == [PersonalKind.MY_NUMBER]


def test_roles_say_whose_it_is():
    said = masked_view(sensitive_consultation(), Shown.ROLES, READER).utterances
    assert (
        said[1].text == "はい、マイナンバーは〔個人番号〕です。それで、長男の〔相談者の長男〕が〔学校〕に行けなくて。"
    )
    assert said[2].text == "電話は〔電話番号〕です。"
    assert said[1].name == "相談者"


def test_places_point_at_the_same_words_as_before():
    before, view = (
        sensitive_consultation().utterances[1],
        masked_view(sensitive_consultation(), Shown.HIDDEN, READER).utterances[1],
    )
    assert view.text.startswith(f"はい、マイナンバーは{HIDDEN_MARK}です。")
    assert view.doubts[1].place is not None and before.doubts[1].place is not None
    assert view.text[slice(*view.doubts[1].place)] == before.text[slice(*before.doubts[1].place)] == "行けな"
    assert [view.text[m.position :][:3] for m in view.marks] == ["マイナ", "それで", "長男の"]
    assert [c.after for c in view.changes] == ["行けなくて"]
    assert view.text[view.changes[0].position :].startswith("行けなくて")


def test_a_doubt_about_what_is_masked_says_nothing_of_it():
    doubt = masked_view(sensitive_consultation(), Shown.ALL, READER).utterances[1].doubts[0]
    assert doubt.alternative is None and "1234" not in doubt.reason


def test_the_sound_is_masked_from_the_beginning_of_the_clause_to_its_end():
    place = masked_view(sensitive_consultation(), Shown.ALL, READER).masked[0]
    assert place.start < 6.0 < 14.0 < place.end
    assert place.utterance == "u0002" and place.mask == "〔個人番号〕"


def test_a_view_of_a_view_masks_nothing_twice_and_keeps_its_places():
    once = masked_view(sensitive_consultation(), Shown.ROLES, READER)
    again = masked_view(once, Shown.ROLES, READER)
    assert [u.text for u in again.utterances] == [u.text for u in once.utterances]
    assert again.masked == once.masked


def test_the_list_of_masked_places_says_where_and_of_what_kind_and_nothing_else():
    view = masked_view(sensitive_consultation(), Shown.HIDDEN, READER)
    rows = list(csv.DictReader(io.StringIO(masked_places.masked_places_csv(view).removeprefix("\ufeff"))))
    assert {r["種類"] for r in rows} == {"個人番号", "氏名", "学校", "電話番号"}
    assert {r["表示"] for r in rows} == {HIDDEN_MARK}
    assert "1234" not in str(rows)


def test_one_item_can_be_unmasked_by_its_number():
    view = masked_view(sensitive_consultation(), Shown.HIDDEN, READER)
    number = next(p.item for p in view.masked if p.kind is PersonalKind.MY_NUMBER)
    found = masked_places.unmasked(sensitive_consultation(), view, number)
    assert found is not None and found.text == SPOKEN
    assert masked_places.unmasked(sensitive_consultation(), view, "k9999") is None


def test_a_day_in_a_file_name_is_no_number_of_a_person():
    view = masked_view(
        sensitive_consultation().model_copy(
            update={"meeting": sensitive_consultation().meeting.model_copy(update={"title": "202611291000 面談"})}
        ),
        Shown.ALL,
        READER,
    )
    assert view.meeting.title == "202611291000 面談"
