"""An original is made only of what is closed, or for a reason that is kept; what is published before that says so on every page."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.run import Run
from support.styled_drafts import styled_draft
from typer.testing import CliRunner, Result

from transcriber.audit import log as audit_log
from transcriber.cli.main import app
from transcriber.drafts.word import finishing
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.drafts.word.open_points import OpenKind
from transcriber.errors import StillOpen

Edit = Callable[[Document], None]


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A draft as the machine made it."""
    return styled_draft("会議録", tmp_path / "会議_下書き.docx")


def run(path: Path, *arguments: str) -> Result:
    folder = path.parent
    config = folder / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{folder / "共有"}"\nwork = "{folder / "作業"}"\n', encoding="utf-8")
    return CliRunner().invoke(
        app, ["finalise", str(path), "--no-pdf", "--out", str(folder / "完成"), "--config", str(config), *arguments]
    )


def with_macros(path: Path) -> Path:
    """The same as Word saves it with macros."""
    ordinary = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"].decode()
    assert ordinary in types
    parts["[Content_Types].xml"] = types.replace(
        ordinary, "application/vnd.ms-word.document.macroEnabled.main+xml"
    ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_draft_that_was_saved_as_another_kind_of_word_file_is_said_to_be(checked: Path) -> None:
    said = "マクロ付きの文書 (.docm) として保存されていました"
    assert said not in run(checked, "--reason", "試験").output
    assert said in run(with_macros(checked), "--reason", "試験").output.replace("\n", "")


def test_the_refusal_says_of_what_kind_the_file_is_and_that_it_may_stay_so(checked: Path) -> None:
    usual = run(checked).exception
    assert isinstance(usual, StillOpen)
    assert "として保存されていました" not in str(usual)
    told = run(with_macros(checked)).exception
    assert isinstance(told, StillOpen)
    assert "会議_下書き.docx は、マクロ付きの文書 (.docm) として保存されていましたが、文章は読めました。" in told.found
    assert "この形式のまま保存してもかまいません（できる原本は、ふつうの .docx です）。" in told.todo


def edited(path: Path, *edits: Edit) -> Path:
    document = docx.Document(str(path))
    for edit in edits:
        edit(document)
    document.save(str(path))
    return path


def still_open(path: Path) -> dict[OpenKind, int]:
    return {p.kind: p.count for p in finishing.finish_copy(path, RecordCopy.ORIGINAL).open}


def tick_all(document: Document) -> None:
    for t in document.element.body.iter(qn("w:t")):
        t.text = (t.text or "").replace("☐", "☒")


def fill_in(document: Document) -> None:
    """What a person writes: times, places, attendance, groups."""
    for t in document.element.body.iter(qn("w:t")):
        text = (t.text or "").replace("出　・　欠", "出").replace("（要記入）", "なし")
        t.text = text
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text == "場所":
                row.cells[1].text = "議場"


def drop_doubts(document: Document) -> None:
    for run in list(document.element.body.iter(qn("w:r"))):
        if "〔要確認" in "".join(t.text or "" for t in run.iter(qn("w:t"))):
            run.getparent().remove(run)


ALL = (tick_all, fill_in, drop_doubts)


def test_what_is_open_in_a_draft_that_nobody_checked_is_counted(checked: Path) -> None:
    assert still_open(checked) == {
        OpenKind.DOUBT: 1,
        OpenKind.BLANK: 5,
        OpenKind.ATTENDANCE: 6,
        OpenKind.CHECKLIST: 12,
    }


def test_a_draft_in_which_everything_is_closed_is_finished_without_a_reason(checked: Path) -> None:
    done = run(edited(checked, *ALL))
    assert done.exit_code == 0, done.exception
    made = sorted(p.name for p in (checked.parent / "完成").iterdir())
    assert made == ["会議_公開用.docx", "会議_公開用.html", "会議_原本.docx", "会議_原本_目録.txt"]


@pytest.mark.parametrize(("mark", "left"), [("☒", 0), ("☐済", 0), ("☐○", 0), ("☐未", 12), ("☐×", 12)])
def test_a_box_is_ticked_by_what_ticks_it_in_a_returned_draft(mark: str, left: int, checked: Path) -> None:
    def tick(document: Document) -> None:
        tick_all(document)
        for t in document.element.body.iter(qn("w:t")):
            t.text = (t.text or "").replace("☒", mark)

    assert still_open(edited(checked, tick)).get(OpenKind.CHECKLIST, 0) == left


def vote_gone(document: Document) -> None:
    row = next(r for t in document.tables for r in t.rows if r.cells[0].text == "議案第45号" and len(r.cells) == 5)
    row.cells[4].text = ""


def comment(document: Document) -> None:
    run = next(p for p in document.paragraphs if p.runs).runs[0]
    document.add_comment([run], text="ここは課長に聞くこと", author="鈴木", initials="鈴")


def strike(document: Document) -> None:
    """With Word's 取り消し線, as on paper: the words stay legible in every copy."""
    run = next(t for t in document.element.body.iter(qn("w:t")) if "議長（青木太郎）" in (t.text or "")).getparent()
    Run(run, document.paragraphs[0]).font.strike = True


def put(before: str, after: str) -> Edit:
    def edit(document: Document) -> None:
        t = next(t for t in document.element.body.iter(qn("w:t")) if before in (t.text or ""))
        t.text = (t.text or "").replace(before, after)

    return edit


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (put("午前10時00分", "午前・午後　　時　　分"), OpenKind.TIME),
        (put("令和6年9月3日（火曜日）", "令和　　年　　月　　日（　　曜日）"), OpenKind.TIME),
        (put("出", "出　・　欠"), OpenKind.ATTENDANCE),
        (put("なし", "（要記入）"), OpenKind.BLANK),
        (put("☒", "☐"), None),
        (vote_gone, OpenKind.VOTE),
        (put("議案第45号", "（採決の宣告は見つかっていません）"), OpenKind.VOTE),
        (comment, OpenKind.COMMENT),
        (strike, OpenKind.STRUCK),
        (put("議長（青木太郎）", "話者1"), OpenKind.VOICE),
    ],
)
def test_each_thing_left_open_stops_the_original(edit: Edit, kind: OpenKind | None, checked: Path) -> None:
    path = edited(checked, *ALL, edit)
    if kind is None:  # a figure of the docket: its item on the checklist is ticked, and that is what counts
        assert run(path).exit_code == 0
        return
    assert set(still_open(path)) == {kind}
    done = run(path)
    assert isinstance(done.exception, StillOpen)
    assert not (checked.parent / "完成").exists()


def checklist_rows(document: Document) -> list[BaseOxmlElement]:
    table = next(t for t in document.tables if t.rows[0].cells[2:] and t.rows[0].cells[2].text == "確かめること")
    return [r._tr for r in table.rows[1:]]


def drop_last(document: Document) -> None:
    checklist_rows(document)[-1].getparent().remove(checklist_rows(document)[-1])


def drop_whole(document: Document) -> None:
    heading = next(p for p in document.paragraphs if p.text == "確認チェックリスト")._p
    table = checklist_rows(document)[0].getparent()
    for gone in (heading, table):
        gone.getparent().remove(gone)


def drop_a_box(document: Document) -> None:
    cell = checklist_rows(document)[-1].find(qn("w:tc"))
    for run in list(cell.iter(qn("w:sdt"), qn("w:r"))):
        run.getparent().remove(run)


@pytest.mark.parametrize(("edit", "count"), [(drop_last, 1), (drop_whole, 12), (drop_a_box, 1)])
def test_what_is_gone_from_the_checklist_is_not_closed(edit: Edit, count: int, checked: Path) -> None:
    assert still_open(edited(checked, *ALL, edit)) == {OpenKind.CHECKLIST: count}


def test_the_message_lists_what_is_open_and_says_what_can_be_done(checked: Path) -> None:
    error = run(checked).exception
    assert isinstance(error, StillOpen)
    for part in (
        "確認チェックリストのうち、印のない項目（消した項目を含みます）が12",
        "出欠を選んでいない人が6人",
        "〔要確認〕の印",
    ):
        assert part in error.found
    assert "--reason" in error.todo
    assert "--copy 速報版" in error.todo


def test_a_reason_is_kept_beside_the_original_and_its_hash_in_the_audit_log(checked: Path) -> None:
    done = run(checked, "--reason", "議長の指示により、署名前に原本を回覧するため")
    assert done.exit_code == 0, done.exception
    made = checked.parent / "完成"
    (note,) = made.glob("*理由.txt")
    told = note.read_text(encoding="utf-8-sig")
    assert "理由：議長の指示により、署名前に原本を回覧するため" in told
    assert "確認チェックリストのうち、印のない項目（消した項目を含みます）が12" in told
    (line,) = (checked.parent / "作業" / audit_log.LOG_FILE).read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert entry["what"] == "finalised"
    assert entry["facts"]["reason"] == hashlib.sha256(note.read_bytes()).hexdigest()
    assert entry["facts"]["open"] == {"doubt": 1, "blank": 5, "attendance": 6, "checklist": 12}
    original = made / "会議_原本.docx"
    assert entry["facts"]["copies"]["original"] == hashlib.sha256(original.read_bytes()).hexdigest()
    assert "議長の指示" not in line


def test_a_provisional_copy_needs_no_reason_says_what_it_is_on_every_page_and_is_signed_by_nobody(
    checked: Path,
) -> None:
    done = run(checked, "--copy", "速報版")
    assert done.exit_code == 0, done.exception
    path, page = sorted((checked.parent / "完成").iterdir())
    assert page.name == "会議_速報版（未校正）.html"
    assert "校正前の速報版です" in page.read_text(encoding="utf-8")
    assert path.name == "会議_速報版（未校正）.docx"
    document = docx.Document(str(path))
    assert document.paragraphs[0].text.startswith("速報版（未校正）　この記録は、録音から作った校正前の速報版です。")
    assert all("速報版（未校正）" in s.header.paragraphs[0].text for s in document.sections)
    text = "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    for absent in ("会議録署名議員", "ここに署名する", "〔要確認", "確認チェックリスト"):
        assert absent not in text
    assert "議席番号3番、石田花子でございます。" in text


def test_comments_of_the_machine_count_by_their_marks_only(checked: Path) -> None:
    assert OpenKind.COMMENT not in still_open(checked)
    assert list(docx.Document(str(checked)).comments)
