"""What people wrote themselves (a speaker's name, a title, a line of a list) names nobody in a masked view."""

from __future__ import annotations

import pytest
from support.sensitive import sensitive_consultation

from transcriber.language.readings import Reader
from transcriber.masking.masked_view import masked_view
from transcriber.masking.names_by_hand import written_names
from transcriber.minutes.my_numbers import without_my_numbers
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.transcript import PaperUsed, RecordKind, Transcript

READER = Reader()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("轟木", ["轟木"]),
        ("轟木さん", ["轟木"]),
        ("母・轟木真帆", ["轟木真帆"]),
        ("林の妻", ["林"]),
        ("さくら", ["さくら"]),
        ("轟木ケース会議", ["轟木"]),
        ("主任相談員", []),
        ("相談者の長男", []),
        ("通訳", []),
        ("話者9", []),
        ("東郷町議会第3回定例会", []),
        ("要保護児童対策地域協議会", []),
    ],
)
def test_whatever_may_be_a_name_is_taken_for_one(text, names):
    assert [text[a:b] for a, b in written_names(text, READER)] == names


def called(label: str) -> Transcript:
    """The consultation after a person called its second voice so."""
    made = sensitive_consultation()
    speakers = (made.speakers[0], made.speakers[1].model_copy(update={"name": label, "evidence": ()}))
    said = tuple(u.model_copy(update={"name": label}) if u.speaker == "S2" else u for u in made.utterances)
    last = said[2].model_copy(update={"text": "轟木の家に電話してください。"})
    return made.model_copy(update={"speakers": speakers, "utterances": (*said[:2], last)})


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("轟木", "〔氏名〕"),
        ("相談者（轟木）", "相談者"),
        ("轟木（相談者）", "〔氏名〕（相談者）"),
        ("相談者の母", "相談者の母"),
        ("主任相談員", "主任相談員"),
        ("相談員（西野香織）", "相談員（西野香織）"),
        ("西野", "西野"),
    ],
)
def test_a_speaker_whom_a_person_named_is_called_by_no_name_but_that_of_staff(label, shown):
    view = masked_view(called(label), Shown.ROLES, READER)
    assert [view.speakers[1].name, view.utterances[1].name] == [shown, shown]


def test_the_name_of_a_speaker_is_masked_in_what_is_said_as_well():
    assert "轟木" not in masked_view(called("轟木"), Shown.HIDDEN, READER).model_dump_json()
    assert "轟木" not in masked_view(called("相談者（轟木）"), Shown.ROLES, READER).model_dump_json()


def test_where_everything_is_shown_a_person_is_called_as_before():
    assert masked_view(called("轟木"), Shown.ALL, READER).speakers[1].name == "轟木"


def council(**meeting: object) -> Transcript:
    made = sensitive_consultation()
    return made.model_copy(update={"meeting": made.meeting.model_copy(update={"kind": RecordKind.COUNCIL, **meeting})})


def test_a_masked_council_names_nobody_by_its_title_or_its_papers():
    papers = (PaperUsed(name="轟木_台帳.docx", problem="資料「轟木_台帳.docx」は Word の文書ではありません。"),)
    view = masked_view(council(title="轟木ケース会議", papers=papers), Shown.ROLES, READER)
    assert "轟木" not in view.model_dump_json()
    assert view.meeting.title == "〔氏名〕ケース会議"
    assert masked_view(council(title="第3回定例会"), Shown.ROLES, READER).meeting.title == "第3回定例会"


def test_a_line_of_a_list_that_could_not_be_read_is_not_quoted():
    made = sensitive_consultation()
    log = ("名簿.xlsx の 6行目：「鶴亀 花代／」を氏名として読めません。この行は使っていません。",)
    made = made.model_copy(update={"provenance": made.provenance.model_copy(update={"engine_log": log})})
    (line,) = masked_view(made, Shown.HIDDEN, READER).provenance.engine_log
    assert line == "名簿.xlsx の 6行目：「…」を氏名として読めません。この行は使っていません。"
    assert masked_view(made, Shown.ALL, READER).provenance.engine_log == log


def test_no_view_shows_a_my_number_that_a_list_or_a_speakers_name_holds():
    made = called("相談者 1234-5678-9018")
    people = (*made.roster.people, Person(name="山田太郎", post="議員　１２３４ ５６７８ ９０１８"))
    made = made.model_copy(update={"roster": Roster(people=people)})
    view = masked_view(made, Shown.ALL, READER)
    assert view.roster.people[-1].post == "議員　〔個人番号〕"
    assert view.speakers[1].name == "相談者 〔個人番号〕"
    assert "9018" not in view.model_dump_json()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("個人番号1234 5678 9018.pdf", "個人番号〔個人番号〕.pdf"),
        ("１２３４－５６７８－９０１８", "〔個人番号〕"),
        ("202611021430.m4a", "202611021430.m4a"),  # a day and a time
        ("1234 5678 9010", "1234 5678 9010"),  # its check digit is another
        ("電話 0561-38-3111", "電話 0561-38-3111"),
    ],
)
def test_a_my_number_is_told_by_its_check_digit(text, shown):
    assert without_my_numbers(text) == shown
