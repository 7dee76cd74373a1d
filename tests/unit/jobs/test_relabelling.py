"""The list of speakers beside a draft: edited and saved, it makes the draft anew, and no hand's work is lost."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from support.council import meeting
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts import speakersheet, word
from transcriber.jobs import drafting
from transcriber.jobs.assignment import Assignment, Progress, Result, Stop
from transcriber.jobs.drafting import Desk
from transcriber.minutes.transcript import Kind, Transcript
from transcriber.settings import HOME


class Drafting:
    """A pipeline that leaves real drafts of a known meeting."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        out = assignment.work / "out"
        transcript = meeting(assignment.sha256, profile=assignment.profile.name)
        template = word.shipped_template(Kind.COUNCIL, HOME / "templates")
        desk = Desk(out, assignment.name)
        return drafting.draft(transcript, profile=assignment.profile, template=template, desk=desk)


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
    assert not speakersheet.read(folder(desk) / speakersheet.NAME)
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


def test_a_wrong_number_is_told_to_staff_and_nothing_is_changed(desk):
    write(desk, "同じ人の声の番号", "S77")
    before = (folder(desk) / "第1回_下書き.docx").read_bytes()
    desk.run()
    (notice,) = desk.store.notices()
    assert "S77" in notice.found and "第1回" in notice.place
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
    assert "S1" not in {u.speaker for u in transcript(desk).utterances}
