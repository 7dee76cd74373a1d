"""The view in which personal data is masked: nowhere in it stands what was masked, and all places still mean what they meant."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from transcriber.drafts import masked_places
from transcriber.language.readings import Reader
from transcriber.masking.masked_view import HIDDEN_MARK, masked_view
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind, Shown
from transcriber.minutes.transcript import (
    Change,
    Doubt,
    DoubtKind,
    Evidence,
    EvidenceKind,
    Mark,
    Meeting,
    PaperUsed,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)

READER = Reader()
NUMBER, SPOKEN = "123456789018", "1234 5678 9018"
SECRETS = ("1234", "5678", "9018", "大森", "礼子", "れいこ", "青葉小学校", "090-2345-6789", "健太")


def original(shown: Shown | None = None) -> Transcript:
    line = f"はい、マイナンバーは{SPOKEN}です。それで、長男の健太が青葉小学校に行けなくて。"
    at = line.index("それで")
    return Transcript(
        meeting=Meeting(
            kind=RecordKind.CONSULTATION,
            title="大森礼子さん相談",
            date=dt.date(2026, 11, 29),
            profile="相談記録",
            papers=(PaperUsed(name="大森礼子_受付票.docx"),),
        ),
        recording=Recording(
            file_name="大森礼子さん相談.m4a",
            sha256="0" * 64,
            bytes=1,
            container="mp4",
            codec="aac",
            sample_rate=16000,
            channels=1,
            container_seconds=60.0,
            seconds=60.0,
            preflight=Preflight(
                peak_dbfs=-3.0, speech_dbfs=-20.0, noise_dbfs=-50.0, clipped_share=0.0, silence_share=0.1, channels="1"
            ),
        ),
        roster=Roster(
            people=(
                Person(name="西野 香織", kana="にしの かおり", post="相談員"),
                Person(name="大森 礼子", kana="おおもり れいこ", post="相談者"),
            )
        ),
        speakers=(
            Speaker(id="S1", name="相談員（西野香織）", seconds=10.0),
            Speaker(
                id="S2",
                name="相談者（大森礼子）",
                seconds=20.0,
                evidence=(Evidence(kind=EvidenceKind.INTRODUCTION, quote="大森れいこです", time=6.0),),
            ),
        ),
        utterances=(
            Utterance(id="u0001", speaker="S1", name="相談員（西野香織）", start=0.0, end=4.0, text="大森さん、お電話番号とマイナンバーをお願いします。"),
            Utterance(
                id="u0002",
                speaker="S2",
                name="相談者（大森礼子）",
                start=5.0,
                end=25.0,
                text=line,
                marks=(Mark(position=3, time=6.0), Mark(position=at, time=14.0), Mark(position=at + 4, time=15.0)),
                doubts=(
                    Doubt(
                        kind=DoubtKind.NUMBER,
                        start=6.0,
                        end=14.0,
                        reason="「1234」を確かめてください。",
                        alternative="1234 5678 9013",
                        place=(line.index("1234"), line.index("です")),
                    ),
                    Doubt(
                        kind=DoubtKind.LOW_CONFIDENCE,
                        start=20.0,
                        end=24.0,
                        reason="聞き違いの疑いがあります。",
                        place=(line.index("行け"), line.index("くて")),
                    ),
                ),
                changes=(
                    Change(before="青場小学校", after="青葉小学校", rule="用語", score=1.0, position=line.index("青葉")),
                    Change(before="いけなくて", after="行けなくて", rule="用語", score=1.0, position=line.index("行け")),
                ),
            ),
            Utterance(id="u0003", speaker="S2", name="相談者（大森礼子）", start=26.0, end=30.0, text="電話は090-2345-6789です。"),
        ),
        speech_seconds=50.0,
        provenance=Provenance(
            created_at=dt.datetime(2026, 11, 29, tzinfo=dt.UTC),
            versions={},
            models=(),
            settings={},
            device="cpu",
            engine_log=("名簿.xlsx の 3行目「大森 礼子」を読めませんでした。",),
            stage_seconds={},
        ),
    )


@pytest.mark.parametrize("shown", [Shown.HIDDEN, Shown.ROLES])
def test_nothing_of_what_was_masked_stands_anywhere_in_the_view(shown):
    text = masked_view(original(), shown, READER).model_dump_json()
    assert [s for s in SECRETS if s in text] == []
    assert "西野香織" in text  # who acts for the office is said


def test_my_number_is_shown_by_no_view():
    view = masked_view(original(), Shown.ALL, READER)
    text = view.model_dump_json()
    assert "1234" not in text and "5678" not in text and "9018" not in text
    assert "大森礼子" in text and "青葉小学校" in text and "090-2345-6789" in text
    assert [p.kind for p in view.masked] == [PersonalKind.MY_NUMBER]


def test_roles_say_whose_it_is():
    said = masked_view(original(), Shown.ROLES, READER).utterances
    assert said[1].text == "はい、マイナンバーは〔個人番号〕です。それで、長男の〔相談者の長男〕が〔学校〕に行けなくて。"
    assert said[2].text == "電話は〔電話番号〕です。"
    assert said[1].name == "相談者"


def test_places_point_at_the_same_words_as_before():
    before, view = original().utterances[1], masked_view(original(), Shown.HIDDEN, READER).utterances[1]
    assert view.text.startswith(f"はい、マイナンバーは{HIDDEN_MARK}です。")
    assert view.doubts[1].place is not None and before.doubts[1].place is not None
    assert view.text[slice(*view.doubts[1].place)] == before.text[slice(*before.doubts[1].place)] == "行けな"
    assert [view.text[m.position :][:3] for m in view.marks] == ["マイナ", "それで", "長男の"]
    assert [c.after for c in view.changes] == ["行けなくて"]
    assert view.text[view.changes[0].position :].startswith("行けなくて")


def test_a_doubt_about_what_is_masked_says_nothing_of_it():
    doubt = masked_view(original(), Shown.ALL, READER).utterances[1].doubts[0]
    assert doubt.alternative is None and "1234" not in doubt.reason


def test_the_sound_is_masked_from_the_beginning_of_the_clause_to_its_end():
    place = masked_view(original(), Shown.ALL, READER).masked[0]
    assert place.start < 6.0 < 14.0 < place.end
    assert place.utterance == "u0002" and place.mask == "〔個人番号〕"


def test_a_view_of_a_view_masks_nothing_twice_and_keeps_its_places():
    once = masked_view(original(), Shown.ROLES, READER)
    again = masked_view(once, Shown.ROLES, READER)
    assert [u.text for u in again.utterances] == [u.text for u in once.utterances]
    assert again.masked == once.masked


def test_the_list_of_masked_places_says_where_and_of_what_kind_and_nothing_else():
    view = masked_view(original(), Shown.HIDDEN, READER)
    rows = list(csv.DictReader(io.StringIO(masked_places.masked_places_csv(view).removeprefix("\ufeff"))))
    assert {r["種類"] for r in rows} == {"個人番号", "氏名", "学校", "電話番号"}
    assert {r["表示"] for r in rows} == {HIDDEN_MARK}
    assert "1234" not in str(rows)


def test_one_item_can_be_unmasked_by_its_number():
    view = masked_view(original(), Shown.HIDDEN, READER)
    number = next(p.item for p in view.masked if p.kind is PersonalKind.MY_NUMBER)
    found = masked_places.unmasked(original(), view, number)
    assert found is not None and found.text == SPOKEN
    assert masked_places.unmasked(original(), view, "k9999") is None


def test_a_day_in_a_file_name_is_no_number_of_a_person():
    view = masked_view(
        original().model_copy(
            update={"meeting": original().meeting.model_copy(update={"title": "202611291000 面談"})}
        ),
        Shown.ALL,
        READER,
    )
    assert view.meeting.title == "202611291000 面談"
