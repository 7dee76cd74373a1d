"""The list of speakers beside a draft: edited and saved, it makes the draft anew, and no hand's work is lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from support.council import meeting
from support.reviewers import Reviewer
from typer.testing import CliRunner

from transcriber import procedure
from transcriber.cli.main import app
from transcriber.drafts import speakersheet
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline import draft_folder
from transcriber.pipeline.draft_folder import DraftFolder
from transcriber.queue import publish
from transcriber.settings import HOME
from transcriber.speaker_sheets import edited_speaker_sheets
from transcriber.work import by_hand
from transcriber.work.contract import Assignment, Progress, Result, Stop
from transcriber.work.workfolder import WorkFolder


class Drafting:
    """A pipeline that leaves real drafts of a known meeting."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        out = assignment.work / "out"
        transcript = meeting(assignment.sha256, profile=assignment.profile.name)
        template, style = draft_folder.choose_template(assignment.profile, HOME / "templates")
        desk = DraftFolder(out, assignment.name)
        return draft_folder.draft(transcript, profile=assignment.profile, template=template, style=style, desk=desk)


@pytest.fixture
def desk(office):
    office.pipeline = Drafting()
    office.drop("第1回.wav", "one")
    office.run()
    return office


def folder(office) -> Path:
    return office.council.drafts / "第1回"


def transcript(office) -> Transcript:
    found = sorted((folder(office) / "資料").glob("transcript*.json"))
    return Transcript.read(found[-1])


def write(office, column: str, text: str, voice: str = "S1") -> None:
    path = folder(office) / speakersheet.NAME
    book = load_workbook(path)
    sheet = book[speakersheet.VOICES]
    head = next(r for r in sheet.iter_rows() if column in [c.value for c in r])
    at = [c.value for c in head].index(column)
    next(r for r in sheet.iter_rows() if r[0].value == voice)[at].value = text
    book.save(path)


def words(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(t.text or "" for t in document.element.body.iter(f"{{{document.element.nsmap['w']}}}t"))


def test_the_list_lies_beside_the_draft_and_asks_for_nothing(desk):
    before = {p: p.read_bytes() for p in folder(desk).rglob("*") if p.is_file()}
    assert folder(desk) / speakersheet.NAME in before
    desk.run()
    assert {p: p.read_bytes() for p in folder(desk).rglob("*") if p.is_file()} == before


def test_a_name_written_into_the_list_stands_in_the_draft_at_the_next_look(desk):
    write(desk, "正しい氏名・役職", "監査委員　田中一郎")
    runs = desk.store.events(desk.job("第1回.wav").id)
    assert not desk.run().failed
    assert "監査委員　田中一郎" in words(folder(desk) / "第1回_下書き.docx")
    assert {u.name for u in transcript(desk).utterances if u.speaker == "S1"} == {"監査委員　田中一郎"}
    # Its wish is taken up: the list shows the name, and asks for nothing more.
    assert not speakersheet.read_speaker_sheet(folder(desk) / speakersheet.NAME)
    assert [p.name for p in folder(desk).glob("*(2)*")] == []
    after = desk.store.events(desk.job("第1回.wav").id)
    assert [e.what for e in after[len(runs) :]] == ["drafted"]
    desk.run()
    assert len(desk.store.events(desk.job("第1回.wav").id)) == len(after)


def test_an_edited_draft_is_never_overwritten(desk):
    path = folder(desk) / "第1回_下書き.docx"
    document = docx.Document(str(path))
    document.add_paragraph("確認した人の書き込み")
    document.save(str(path))
    edited = path.read_bytes()
    write(desk, "正しい氏名・役職", "監査委員")
    desk.run()
    assert path.read_bytes() == edited
    assert "監査委員" in words(folder(desk) / "第1回_下書き (2).docx")


def test_a_list_that_is_open_waits_until_it_is_closed(desk):
    lock = folder(desk) / f"~${speakersheet.NAME}"
    lock.write_bytes(b"")
    write(desk, "正しい氏名・役職", "監査委員")
    desk.run()
    assert "監査委員" not in words(folder(desk) / "第1回_下書き.docx")
    lock.unlink()
    desk.run()
    assert "監査委員" in words(folder(desk) / "第1回_下書き.docx")


def test_a_lock_that_a_crash_left_days_ago_does_not_keep_a_list_from_being_read(desk):
    lock = folder(desk) / f"~${speakersheet.NAME}"
    lock.write_bytes(b"")
    write(desk, "正しい氏名・役職", "監査委員")
    for path in (lock, folder(desk) / speakersheet.NAME):
        os.utime(path, (desk.clock - 5 * 86400,) * 2)
    desk.run()
    assert "監査委員" in words(folder(desk) / "第1回_下書き.docx")
    assert [p.name for p in folder(desk).glob("*(2)*")] == []
    assert desk.store.notices() == ()


@pytest.mark.timeout(120)
def test_a_list_that_is_no_file_is_said_on_the_status_page(desk):
    (folder(desk) / speakersheet.NAME).unlink()
    os.mkfifo(folder(desk) / speakersheet.NAME)
    desk.run()
    (notice,) = desk.store.notices()
    assert "「第1回」の 話者.xlsx はふつうのファイルではありません" in notice.found
    assert notice.found in (desk.council.root / "状況.html").read_text(encoding="utf-8")


def test_a_roster_in_the_way_is_said_and_the_list_taken_up_when_it_is_mended(desk):
    desk.council.roster.write_bytes(b"no workbook")
    write(desk, "正しい氏名・役職", "監査委員")
    desk.run()
    assert "名簿.xlsx" in desk.store.notices()[0].found
    desk.council.roster.unlink()
    desk.run()
    assert "監査委員" in words(folder(desk) / "第1回_下書き.docx")
    assert desk.store.notices() == ()


def test_a_wrong_number_is_told_to_staff_and_nothing_is_changed(desk):
    write(desk, "同じ人の声の番号", "S77")
    before = (folder(desk) / "第1回_下書き.docx").read_bytes()
    desk.run()
    (notice,) = desk.store.notices()
    assert "S77" in notice.found and "第1回" in notice.place
    assert notice.found.startswith("「第1回」の"), "there is a 話者.xlsx beside every draft"
    assert (folder(desk) / "第1回_下書き.docx").read_bytes() == before
    write(desk, "同じ人の声の番号", "S2")
    desk.run()
    assert desk.store.notices() == ()
    assert "S1" not in {u.speaker for u in transcript(desk).utterances}


def test_the_command_does_the_same_by_number_or_by_folder(desk, tmp_path):
    config = tmp_path / "transcriber.toml"
    folders = f'watch = "{desk.watch}"\nwork = "{desk.work}"\ntemplates = "{HOME / "templates"}"'
    config.write_text(f"[folders]\n{folders}\n", encoding="utf-8")
    number = str(desk.job("第1回.wav").id)
    done = CliRunner().invoke(app, ["relabel", number, "--name", "S1=監査委員", "--config", str(config)])
    assert done.exit_code == 0, done.output
    assert "監査委員" in words(folder(desk) / "第1回_下書き.docx")
    done = CliRunner().invoke(app, ["relabel", str(folder(desk)), "--merge", "S1=S2", "--config", str(config)])
    assert done.exit_code == 0, done.output
    assert "S2" not in {u.speaker for u in transcript(desk).utterances}  # the one that has no name gives way
    assert "監査委員" in words(folder(desk) / "第1回_下書き.docx")


class InTogo(Drafting):
    """The same, for a profile with a style of its own."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        template, style = draft_folder.choose_template(assignment.profile, HOME / "templates")
        made = meeting(assignment.sha256, profile=assignment.profile.name)
        work = WorkFolder(assignment.work)
        made = procedure.attach_procedure(by_hand.with_earlier_decisions(work, made), Reader())
        desk = DraftFolder(work.out, assignment.name)
        return draft_folder.draft(made, profile=assignment.profile, template=template, style=style, desk=desk)


@pytest.fixture
def togo(office):
    office.council.options.parent.mkdir(parents=True, exist_ok=True)
    office.council.options.write_text('style = "会議録_東郷型"\n', encoding="utf-8")
    office.settings = office.settings.model_copy(
        update={"folders": office.settings.folders.model_copy(update={"templates": HOME / "templates"})}
    )
    office.pipeline = InTogo()
    office.drop("第1回.wav", "one")
    office.run()
    return office


def test_a_draft_made_again_keeps_its_house_style(togo):
    path = folder(togo) / "第1回_下書き.docx"
    assert "◯\n福祉部長（近藤美穂君）" in words(path)
    write(togo, "正しい氏名・役職", "加藤啓二", voice="S3")
    togo.run()
    assert "◯\n福祉部長（近藤美穂君）" in words(path)
    assert "加藤啓二君" in words(path)


def test_the_course_is_followed_again_once_the_chair_is_known(togo):
    """Nobody but the chair announces: with another chair, other words are announcements."""
    said = transcript(togo)
    assert [i.bill for i in said.procedure.items] == ["議案第四十五号"]
    write(togo, "正しい氏名・役職", "副議長", voice="S2")
    write(togo, "正しい氏名・役職", "監査委員", voice="S1")
    togo.run()
    now = transcript(togo)
    assert now.procedure.items == ()
    assert [u.id for u in now.utterances] == [u.id for u in said.utterances]


def test_a_name_given_by_hand_survives_another_run(togo):
    write(togo, "正しい氏名・役職", "加藤啓二", voice="S3")
    togo.run()
    write(togo, "同じ人の声の番号", "S1", voice="S2")
    togo.run()
    by_hand = transcript(togo)
    assert togo.store.retry(togo.job("第1回.wav"))
    togo.run()
    again = transcript(togo)
    assert [(u.speaker, u.name) for u in again.utterances] == [(u.speaker, u.name) for u in by_hand.utterances]
    assert "加藤啓二議員" in {s.name for s in again.speakers}
    # and is not taken for the machine's account: a second run changes nothing either
    assert togo.store.retry(togo.job("第1回.wav"))
    togo.run()
    assert transcript(togo).speakers == again.speakers


def breaking(monkeypatch, at):
    """The share goes away at that call of publish; the names of all files that are published from now on."""
    real = publish.publish
    calls = []

    def breaks(file, *arguments, **named):
        calls.append(file.name)
        if len(calls) == at:
            raise OSError(errno.EHOSTDOWN, "share")
        return real(file, *arguments, **named)

    monkeypatch.setattr(publish, "publish", breaks)
    return calls


def test_a_relabelling_that_broke_off_is_finished(togo, monkeypatch):
    """The share goes away in the middle of publishing: what was wished is done once, and everywhere."""
    write(togo, "同じ人の声の番号", "S1", voice="S2")
    calls = breaking(monkeypatch, 3)
    lists = edited_speaker_sheets.SpeakerSheets(togo.store, togo.watch, togo.work, HOME / "templates")
    for _ in range(4):
        lists.look(togo.council)
    assert len(calls) > 3
    assert togo.store.notices() == ()
    assert {u.speaker for u in transcript(togo).utterances} == {"S1", "S3"}
    assert "S2" not in (folder(togo) / "資料" / "話者区間.rttm").read_text(encoding="utf-8")


def test_a_wish_is_done_once_even_if_the_first_attempt_failed_early(togo, monkeypatch):
    write(togo, "同じ人の声の番号", "S1", voice="S2")
    breaking(monkeypatch, 1)
    lists = edited_speaker_sheets.SpeakerSheets(togo.store, togo.watch, togo.work, HOME / "templates")
    for _ in range(4):
        lists.look(togo.council)
    assert togo.store.notices() == ()
    assert {u.speaker for u in transcript(togo).utterances} == {"S1", "S3"}


def test_wishes_in_the_list_that_nobody_has_read_outlive_a_command_about_something_else(desk, tmp_path):
    write(desk, "正しい氏名・役職", "監査委員　田中一郎", voice="S2")
    edited = (folder(desk) / speakersheet.NAME).read_bytes()
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{desk.watch}"\nwork = "{desk.work}"\n', encoding="utf-8")
    job = desk.job("第1回.wav")
    result = CliRunner().invoke(app, ["relabel", str(job.id), "--name", "S1=議長", "--config", str(config)])
    assert result.exit_code == 0, result.output
    assert (folder(desk) / speakersheet.NAME).read_bytes() == edited


def test_a_list_saved_after_the_return_is_answered_and_changes_nothing(desk):
    Reviewer(folder(desk) / "第1回_下書き.docx").save(desk.council.checked / "確認.docx")
    desk.run()
    before = {p: p.read_bytes() for p in folder(desk).rglob("*.docx")}
    write(desk, "正しい氏名・役職", "福祉部長")
    desk.run()
    assert {p: p.read_bytes() for p in folder(desk).rglob("*.docx")} == before
    [notice] = [n for n in desk.store.notices() if n.place == "会議録の2_下書き/第1回"]
    assert "確認済みの原稿が返された後で保存された" in notice.found
    (folder(desk) / speakersheet.NAME).unlink()
    desk.run()
    assert not [n for n in desk.store.notices() if n.place.startswith("会議録の2_下書き/")]


def test_years_of_returned_drafts_are_not_looked_at(desk):
    Reviewer(folder(desk) / "第1回_下書き.docx").save(desk.council.checked / "確認.docx")
    desk.run()
    write(desk, "正しい氏名・役職", "福祉部長")
    desk.clock += 31 * 86_400
    desk.run()
    assert (folder(desk) / speakersheet.NAME).is_file()
    assert not [n for n in desk.store.notices() if n.place.startswith("会議録の2_下書き/")]
