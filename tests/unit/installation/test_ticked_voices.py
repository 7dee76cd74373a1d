"""Voices in 学習候補.xlsx: proposed only where the profile uses them, enrolled only by a tick, gone when the tick goes."""

from __future__ import annotations

import io
import wave

import pytest
from openpyxl import load_workbook
from support.council import meeting
from support.reviewers import Reviewer

from transcriber.drafts import word
from transcriber.enrolment import voice_enrolment
from transcriber.errors import VoicesError
from transcriber.learning import sheet
from transcriber.learning.candidates import Sort
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind, SpeakerTurn
from transcriber.profiles import learned
from transcriber.queue.job import Status
from transcriber.settings import HOME
from transcriber.speakers import enrolled
from transcriber.speakers.enrolled import Reference
from transcriber.work.contract import Assignment, Progress, Result, Stop
from transcriber.work.workfolder import SIDE, WorkFolder, work_folder

LINE = "福祉部長（近藤美穂）"


class Drafting:
    """A pipeline that leaves a real draft of a known meeting, with turns and the sound they are of."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        transcript = meeting(assignment.sha256, profile=assignment.profile.name)
        named = {"S1": "議長（山下清隆）", "S2": LINE}
        transcript = transcript.model_copy(
            update={
                "turns": tuple(SpeakerTurn(speaker=u.speaker, start=u.start, end=u.end) for u in transcript.utterances),
                "speakers": tuple(s.model_copy(update={"name": named.get(s.id)}) for s in transcript.speakers),
            }
        )
        kept = WorkFolder(assignment.work)
        (kept.out / SIDE).mkdir(parents=True, exist_ok=True)
        path = kept.out / SIDE / "transcript.json"
        transcript.write(path)
        draft = kept.out / "会議_下書き.docx"
        word.render_draft(
            transcript, template=word.shipped_template(RecordKind.COUNCIL, HOME / "templates"), office="", out=draft
        )
        return Result(path, (draft, path))


def wave_of(seconds: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(16000)
        f.writeframes(b"\0\1" * round(16000 * seconds))
    return out.getvalue()


@pytest.fixture
def asked(monkeypatch) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Names and stretches that were enrolled; no engine runs, any sound is the same."""
    found: list[tuple[str, tuple[tuple[float, float], ...]]] = []

    def enrol(settings, name, pcm, source, stretches=()):
        assert (
            pcm.stat().st_size == 2 * 16000 * 2
        )  # the original, decoded again: the work folder keeps no PCM after a return
        found.append((name, stretches))
        at = meeting().provenance.created_at
        reference = Reference(model="m1", embedding=(1.0, 0.0), seconds=20, source=source, enrolled_at=at)
        file = enrolled.path(settings.folders.work)
        enrolled.write_enrolled(enrolled.read_enrolled(file).with_reference(name, reference), file)
        return 20.0

    monkeypatch.setattr(voice_enrolment, "enrol_recording", enrol)
    return found


@pytest.fixture
def desk(office, asked):
    office.pipeline = Drafting()
    office.council.options.write_text('kind = "council"\nvoices = "suggest"\n', encoding="utf-8")
    office.drop("会議.wav", wave_of(2.0))
    office.run()
    return office


def bring_back(office, edit=lambda reviewer: None) -> None:
    folder = office.council.drafts / office.job("会議.wav").draft_folder
    reviewer = Reviewer(next(folder.glob("*_下書き.docx")))
    edit(reviewer)
    reviewer.save(office.council.checked / "確認.docx")
    office.clock += 60
    office.run()
    assert office.job("会議.wav").status is Status.CHECKED


def proposed(office) -> list[str]:
    return [c.text for c in sheet.read_candidates(office.council.learned) if c.sort is Sort.VOICE]


def decide(office, decision: str, text: str = LINE) -> None:
    book = load_workbook(office.council.learned)
    (row,) = [r for r in book.worksheets[0].iter_rows(min_row=3) if (r[1].value, r[2].value) == ("声", text)]
    row[0].value = decision
    book.save(office.council.learned)
    office.clock += 60
    office.run()


def names(office) -> list[str]:
    return [p.name for p in enrolled.read_enrolled(enrolled.path(office.work)).people]


def test_a_confirmed_voice_is_proposed_and_enrolled_by_the_tick_alone(desk, asked):
    bring_back(desk)
    assert proposed(desk) == [LINE, "議長（山下清隆）"]
    assert asked == [] and not enrolled.path(desk.work).exists()
    assert "本人に目的を説明し、同意を得た" in load_workbook(desk.council.learned).worksheets[0]["A1"].value
    decide(desk, "採用")
    assert asked == [(LINE, ((60.2, 74.8), (120.2, 134.8)))]
    assert names(desk) == [LINE]
    desk.run()
    assert len(asked) == 1


@pytest.mark.parametrize("decision", ["却下", ""])
def test_a_tick_taken_back_removes_the_voice(desk, decision):
    bring_back(desk)
    decide(desk, "採用")
    decide(desk, decision)
    assert names(desk) == []


def test_a_voice_that_was_forgotten_is_not_enrolled_again_by_the_old_tick(desk, asked):
    bring_back(desk)
    decide(desk, "採用")
    file = enrolled.path(desk.work)
    enrolled.write_enrolled(enrolled.read_enrolled(file).without(LINE), file)
    decide(desk, "採用")
    assert names(desk) == [] and len(asked) == 1


def test_without_the_profiles_consent_no_voice_is_proposed_or_enrolled(desk, asked):
    desk.council.options.write_text('kind = "council"\n', encoding="utf-8")
    bring_back(desk)
    assert proposed(desk) == []
    assert '"voices":[]' in (work_folder(desk.work, desk.job("会議.wav").id) / "learning.json").read_text()
    desk.council.options.write_text('kind = "council"\nvoices = "suggest"\n', encoding="utf-8")
    desk.run()
    assert asked == []


def test_a_voice_that_the_reviewer_gave_to_two_people_is_nobodys(desk):
    bring_back(desk, lambda r: r.relabel("u0006", "議長（山下清隆）"))
    assert proposed(desk) == ["議長（山下清隆）"]


def test_a_voice_named_by_the_reviewer_is_proposed_under_that_name(desk):
    bring_back(desk, lambda r: r.rename("S3", "加藤啓二議員"))
    assert "加藤啓二議員" in proposed(desk)


def test_a_voice_whose_sound_is_gone_is_explained(desk, asked):
    bring_back(desk)
    (desk.council.done / "会議.wav").unlink()
    decide(desk, "採用")
    desk.run()
    assert asked == []
    assert "声を登録できません" in (desk.council.root / "状況.html").read_text(encoding="utf-8")
    decide(desk, "")
    desk.run()
    assert "声を登録できません" not in (desk.council.root / "状況.html").read_text(encoding="utf-8")


def test_an_adopted_voice_is_no_word_and_nobody_on_the_roster(desk):
    bring_back(desk)
    decide(desk, "採用")
    assert learned.with_adopted(Roster(), Glossary(), desk.council.learned) == (Roster(), Glossary())


def test_a_damaged_record_of_ticks_is_no_reason_to_enrol_again(desk):
    bring_back(desk)
    decide(desk, "採用")
    (desk.work / "voices" / "ticked.json").write_text("{", encoding="utf-8")
    with pytest.raises(VoicesError, match="控え"):
        voice_enrolment.Ticks(desk.settings, desk.store).follow(desk.council, [])


def test_a_sheet_that_is_gone_takes_no_tick_back_and_the_new_one_shows_them(desk, asked):
    """It may be a save in progress, or a slip of the hand. What the person agreed to holds until it is taken back."""
    bring_back(desk)
    decide(desk, "採用")
    desk.council.learned.unlink()
    for _ in range(3):  # made anew, seen, taken up
        desk.clock += 86400
        desk.run()
    assert names(desk) == [LINE]
    assert len(asked) == 1
    assert {c.text for c in sheet.read_candidates(desk.council.learned) if c.decision.value == "採用"} == {LINE}
    decide(desk, "却下")
    assert names(desk) == [], "the tick that came back can be taken back"


def test_a_line_that_is_deleted_takes_its_tick_back(desk):
    bring_back(desk)
    decide(desk, "採用")
    book = load_workbook(desk.council.learned)
    page = book.worksheets[0]
    (row,) = [r for r in page.iter_rows(min_row=3) if (r[1].value, r[2].value) == ("声", LINE)]
    page.delete_rows(row[0].row)
    book.save(desk.council.learned)
    desk.clock += 60
    desk.run()
    assert names(desk) == []


def test_a_voice_that_was_forgotten_is_not_shown_as_ticked_in_a_new_sheet(desk):
    bring_back(desk)
    decide(desk, "採用")
    file = enrolled.path(desk.work)
    enrolled.write_enrolled(enrolled.read_enrolled(file).without(LINE), file)
    desk.council.learned.unlink()
    for _ in range(3):
        desk.clock += 86400
        desk.run()
    assert LINE in proposed(desk)
    assert not [c for c in sheet.read_candidates(desk.council.learned) if c.decision.value == "採用"]
    assert names(desk) == []
