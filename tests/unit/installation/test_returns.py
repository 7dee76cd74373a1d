"""The folder for checked files: whatever its name, a file finds its draft; nothing is changed, lost or passed over."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from support import hostile
from support.council import meeting
from support.reviewers import Reviewer
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts import word
from transcriber.exchange import monthly_reports, replay
from transcriber.exchange.returns import EFFECT, Returns
from transcriber.learning import sheet
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.transcript import RecordKind, Transcript, Utterance
from transcriber.profiles.profile import Profile
from transcriber.queue import single_runs
from transcriber.queue.job import Status
from transcriber.review.effect import Effect
from transcriber.settings import HOME
from transcriber.speaker_sheets import edited_speaker_sheets
from transcriber.system import removal
from transcriber.untrusted.files import sha256_of
from transcriber.work.contract import Assignment, Progress, Result, Stop, untold
from transcriber.work.workfolder import SIDE, work_folder


class Drafting:
    """A pipeline that leaves a real draft of a known meeting, different for each recording."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        out = assignment.work / "out"
        (out / SIDE).mkdir(parents=True, exist_ok=True)
        transcript = meeting(assignment.sha256, profile=assignment.profile.name)
        if "第2回" in assignment.name:
            own = tuple(
                Utterance(**{**dict(u), "text": f"{n}件目の陳情は、公園の遊具の点検と夜間照明の増設を求めるものです。"})
                for n, u in enumerate(transcript.utterances)
            )
            transcript = transcript.model_copy(update={"utterances": own})
        path = out / SIDE / "transcript.json"
        transcript.write(path)
        draft = out / f"{Path(assignment.name).stem}_下書き.docx"
        word.render_draft(
            transcript, template=word.shipped_template(RecordKind.COUNCIL, HOME / "templates"), office="", out=draft
        )
        return Result(path, (draft, path))


@pytest.fixture
def desk(office):
    office.pipeline = Drafting()
    office.drop("第1回.wav", "one")
    office.drop("第2回.wav", "two")
    office.run()
    return office


def draft(office, name="第1回"):
    return office.council.drafts / name / f"{name}_下書き.docx"


def effect(office, name="第1回.wav") -> Effect:
    return Effect.read(work_folder(office.work, office.job(name).id) / EFFECT)


def edited(office, file: str, name="第1回", *, ids=True, besides: tuple[str, str] | None = None) -> Path:
    reviewer = Reviewer(draft(office, name))
    reviewer.tick(*range(1, 13))
    if name == "第1回":
        reviewer.replace("u0005", "大規児童", "待機児童")
    if besides is not None:
        reviewer.replace("u0006", *besides)
    if not ids:
        reviewer.without_ids()
    return reviewer.save(office.council.checked / file)


@pytest.mark.parametrize("name", ["R8.9.3 本会議（確定）.docx", "コピー.docx", "部長確認済/提出.docx"])
def test_a_file_of_any_name_finds_its_draft(desk, name):
    (desk.council.checked / name).parent.mkdir(exist_ok=True)
    edited(desk, name)
    desk.run()
    assert desk.job("第1回.wav").status is Status.CHECKED
    assert desk.job("第2回.wav").status is Status.DRAFTED
    figures = effect(desk)
    assert (figures.matched, figures.corrections["misheard"].count, figures.checklist_ticked) == ("identity", 1, 12)


@pytest.mark.parametrize("name", ["第1回", "第2回"])
def test_without_any_id_the_text_tells_which_draft_it_was(desk, name):
    edited(desk, "貼り直し.docx", name, ids=False)
    desk.run()
    assert desk.job(f"{name}.wav").status is Status.CHECKED
    assert effect(desk, f"{name}.wav").matched == "text"


def test_a_file_is_read_and_never_changed(desk):
    path = edited(desk, "確認.docx")
    before = (sha256_of(path), path.stat().st_mtime_ns)
    desk.run()
    assert (sha256_of(path), path.stat().st_mtime_ns) == before


def test_of_several_files_of_one_draft_the_last_saved_counts_and_the_others_are_named(desk):
    stale = edited(desk, "乙_前の版.docx")
    shutil.copyfile(draft(desk), stale)
    os.utime(stale, (desk.clock - 900, desk.clock - 900))
    final = edited(desk, "甲_決定版.docx")
    shutil.copyfile(final, desk.council.checked / "写し.docx")
    desk.run()
    job = desk.job("第1回.wav")
    assert effect(desk).corrections["misheard"].count == 1
    assert "同じ下書きの確認済みのファイルがほかにもあります（「乙_前の版.docx」）" in job.found
    assert "保存し直してください" in job.todo
    stale.unlink()
    edited(desk, "甲_決定版.docx", besides=("十名", "十一名"))
    desk.run()
    assert "前の版" not in desk.job("第1回.wav").found


def test_that_there_are_several_is_said_as_long_as_it_is_so(desk):
    for number, name in enumerate(("甲.docx", "乙.docx", "丙.docx")):
        path = edited(desk, name, besides=("十名", f"十{'一二三'[number]}名"))
        os.utime(path, (desk.clock - 900 + number, desk.clock - 900 + number))
    desk.run()
    before = desk.job("第1回.wav")
    assert "ほかにもあります（「甲.docx」「乙.docx」）。いまは「丙.docx」で数えています。" in before.found
    (desk.council.checked / "甲.docx").unlink()
    desk.run()
    job = desk.job("第1回.wav")
    assert "ほかにもあります（「乙.docx」）。いまは「丙.docx」で数えています。" in job.found and job.todo == before.todo
    (desk.council.checked / "乙.docx").unlink()
    desk.run()
    job = desk.job("第1回.wav")
    assert "ほかにもあります" not in job.found and "ほかのファイルなら" not in job.todo
    assert job.found and before.found.startswith(job.found) and before.todo.startswith(job.todo)
    assert (job.status, job.changed) == (Status.CHECKED, before.changed)
    assert "ほかにもあります" not in (desk.council.root / "状況.html").read_text(encoding="utf-8")


def test_a_draft_whose_remaking_was_called_off_is_still_named_and_may_come_back(desk):
    desk.store.retry(desk.job("第1回.wav"))
    desk.store.cancel(desk.job("第1回.wav"))
    desk.run()
    page = desk.council.root / "状況.html"
    assert "取りやめました。元の録音はそのままです。前にできた下書きは 2_下書き/第1回 にあります。" in page.read_text(
        encoding="utf-8"
    )
    edited(desk, "確認.docx")
    desk.run()
    assert desk.job("第1回.wav").status is Status.CHECKED


def test_an_unfinished_checklist_is_answered_with_a_note_and_taken_all_the_same(desk):
    reviewer = Reviewer(draft(desk))
    reviewer.tick(1, 2, 3, 5, 6, 7, 8, 10, 11)
    reviewer.save(desk.council.checked / "確認.docx")
    desk.run()
    job = desk.job("第1回.wav")
    assert job.status is Status.CHECKED
    assert "12項目のうち3項目に印がありません（4、9、12）" in job.found and "受け付けました" in job.todo
    assert "（4、9、12）" in (desk.council.root / "状況.html").read_text(encoding="utf-8")
    assert (effect(desk).checklist_ticked, effect(desk).checklist_items) == (9, 12)


def test_ticks_typed_by_hand_count(desk):
    reviewer = Reviewer(draft(desk))
    reviewer.type_ticks(*range(1, 12))
    reviewer.save(desk.council.checked / "確認.docx")
    desk.run()
    assert (effect(desk).checklist_ticked, effect(desk).checklist_items) == (11, 12)


def test_a_second_return_replaces_the_figures_and_keeps_both_files(desk):
    path = edited(desk, "確認.docx")
    desk.run()
    first = path.read_bytes()
    reviewer = Reviewer(draft(desk))
    reviewer.replace("u0001", "提足数", "定足数")
    reviewer.replace("u0005", "大規児童", "待機児童")
    reviewer.save(path)
    desk.clock += 60
    desk.run()
    assert effect(desk).corrections["misheard"].count == 2 and effect(desk).return_number == 2
    kept = sorted((work_folder(desk.work, desk.job("第1回.wav").id) / "returns").glob("*.docx"))
    assert [k.read_bytes() for k in kept] == [first, path.read_bytes()]


def test_a_file_that_is_only_touched_is_not_read_again(desk):
    path = edited(desk, "確認.docx")
    desk.run()
    before = effect(desk)
    os.utime(path)
    desk.clock += 86400
    desk.run()
    assert effect(desk) == before


def test_a_file_still_open_in_word_waits(desk):
    path = edited(desk, "確認.docx")
    os.utime(path, (desk.clock, desk.clock))
    lock = path.with_name("~$確認.docx")
    lock.touch()
    desk.run()
    assert desk.job("第1回.wav").status is Status.DRAFTED
    lock.unlink()
    desk.run()
    assert desk.job("第1回.wav").status is Status.CHECKED


OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def foreign(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("来月の予定表です。会議室の予約と、出張の日程を確かめてください。")
    document.save(str(path))


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("予定表.docx", foreign, "どの下書きのものか分かりません"),
        ("壊れ.docx", lambda p: p.write_bytes(b"PK\3\4 no zip"), "壊れているか、Word の文書ではありません"),
        ("空.docx", lambda p: p.write_bytes(b""), "空のファイルです"),
        (
            "古い.docx",
            lambda p: p.write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600),
            "古い形式 (.doc)",
        ),
        (
            "鍵.docx",
            lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600),
            "パスワードで保護されているため",
        ),
        ("昔.doc", lambda p: p.write_bytes(OLE + b"\0" * 600), "古い形式 (.doc など)"),
        ("印刷.pdf", lambda p: p.write_bytes(b"%PDF-1.7"), "Word の文書ではありません（PDF です）"),
    ],
)
def test_what_cannot_be_taken_is_explained_on_the_board_until_it_is_gone(desk, name, make, words):
    path = desk.council.checked / name
    make(path)
    before = path.read_bytes()
    desk.run()
    page = (desk.council.root / "状況.html").read_text(encoding="utf-8")
    assert words in page and name in page
    assert f"「{name}」 " not in page  # no space behind a quoted name
    assert path.read_bytes() == before
    assert not [j for j in desk.store.jobs() if j.status is Status.CHECKED]
    path.unlink()
    desk.run()
    assert words not in (desk.council.root / "状況.html").read_text(encoding="utf-8")


def test_a_file_in_the_wrong_profile_finds_its_draft_with_a_word_about_it(desk):
    path = edited(desk, "確認.docx")
    path.rename(desk.consultation.checked / "確認.docx")
    desk.run()
    job = desk.job("第1回.wav")
    assert job.status is Status.CHECKED and "設定「会議録」の下書きです" in job.found


def test_a_return_is_a_line_in_the_audit_log(desk):
    path = edited(desk, "確認.docx")
    desk.run()
    log = (desk.work / "audit.jsonl").read_text(encoding="utf-8")
    assert f'"sha256":"{sha256_of(path)}"' in log and "確認.docx" not in log


def test_speakers_set_right_before_the_return_count_as_corrections_too(desk):
    job, tree = desk.job("第1回.wav"), desk.council
    lists = edited_speaker_sheets.SpeakerSheets(desk.store, desk.watch, desk.work, HOME / "templates")
    lists.relabel(job, tree, Relabelling(names={"S3": "加藤啓二議員"}, moves={"u0008": "S2"}))
    reviewer = Reviewer(draft(desk))
    reviewer.rename("S2", "監査委員（戸田順子）")
    reviewer.save(desk.council.checked / "確認.docx")
    desk.run()
    figures = effect(desk)
    assert (figures.matched, figures.voices_renamed, figures.utterances_reassigned) == ("identity", 2, 1)
    assert figures.distance == 0


# -- drafts made without the shared folder -------------------------------------------------------------------------


def one_off(office, content: str, name: str = "単発_下書き.docx") -> Path:
    """What `transcriber process` leaves, and its draft, corrected at one place, in the folder for checked files."""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    work = single_runs.single_run_folder(office.work, sha256)
    profile = Profile.read(office.council.root)
    made = Drafting()(
        Assignment(parts=(), name="単発.wav", sha256=sha256, profile=profile, work=work),
        progress=untold,
        stop=lambda: False,
    )
    reviewer = Reviewer(made.files[0])
    reviewer.replace("u0005", "大規児童", "待機児童")
    reviewer.save(office.council.checked / name)
    return work


def board(office) -> str:
    return (office.council.root / "状況.html").read_text(encoding="utf-8")


def test_a_draft_made_without_the_shared_folder_is_measured_by_its_work_folder(desk):
    work = one_off(desk, "three")
    desk.run()
    figures = Effect.read(work / EFFECT)
    assert (figures.job, figures.return_number, figures.corrections["misheard"].count) == (None, 1, 1)
    assert "共有フォルダを通さずに作った下書きです" in board(desk) and "直し 1か所" in board(desk)
    assert not [j for j in desk.store.jobs() if j.status is Status.CHECKED]
    assert [e for each in monthly_reports.gathered(desk.store, desk.work).values() for e in each] == [figures]


def test_a_draft_that_is_not_known_here_is_read_once_its_recording_was_dropped(desk):
    shutil.rmtree(one_off(desk, "three"))
    desk.run()
    assert "このパソコンに記録のない下書きです" in board(desk) and "元の録音を 1_録音 に入れてください" in board(desk)
    desk.clock += 60
    desk.drop("単発.wav", "three")
    desk.run()
    assert desk.job("単発.wav").status is Status.CHECKED
    assert effect(desk, "単発.wav").corrections["misheard"].count == 1
    assert "このパソコンに記録のない" not in board(desk)


def test_a_recording_processed_twice_counts_once(desk):
    one_off(desk, "three")
    desk.run()
    desk.clock += 60
    desk.drop("単発.wav", "three")
    desk.run()
    assert desk.job("単発.wav").status is Status.CHECKED
    (counted,) = (e for each in monthly_reports.gathered(desk.store, desk.work).values() for e in each)
    assert counted.job == desk.job("単発.wav").id


# -- learning ------------------------------------------------------------------------------------------------------


def lines(office) -> dict[str, str]:
    return {c.text: c.decision.value for c in sheet.read_candidates(office.council.learned)}


def test_a_correction_is_proposed_and_used_only_once_it_is_ticked(desk):
    edited(desk, "確認.docx")
    desk.run()
    assert lines(desk) == {"待機児童": ""}
    assert Profile.read(desk.council.root).glossary.terms == ()
    book = load_workbook(desk.council.learned)
    book.worksheets[0]["A3"] = "採用"
    book.save(desk.council.learned)
    (term,) = Profile.read(desk.council.root).glossary.terms
    assert (term.text, term.misheard) == ("待機児童", ("大規児童",))


def test_a_sheet_open_in_excel_waits_and_what_a_person_decided_stays(desk):
    edited(desk, "確認.docx")
    desk.run()
    book = load_workbook(desk.council.learned)
    book.worksheets[0]["A3"] = "却下"
    book.save(desk.council.learned)
    before = desk.council.learned.read_bytes()
    lock = desk.council.learned.with_name("~$学習候補.xlsx")
    lock.touch()
    reviewer = Reviewer(draft(desk))
    reviewer.replace("u0005", "大規児童", "待機児童")
    reviewer.replace("u0001", "提足数", "定足数")
    reviewer.save(desk.council.checked / "確認2.docx")
    desk.run()
    assert desk.council.learned.read_bytes() == before
    lock.unlink()
    desk.run()
    assert lines(desk) == {"定足数": "", "待機児童": "却下"}


# -- replay --------------------------------------------------------------------------------------------------------


class Better(Drafting):
    """The same meeting after an update that hears one word right."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        result = super().__call__(assignment, progress=progress, stop=stop)
        text = result.transcript.read_text(encoding="utf-8").replace("提足数", "定足数")
        result.transcript.write_text(text, encoding="utf-8")
        word.render_draft(
            Transcript.read(result.transcript),
            template=word.shipped_template(RecordKind.COUNCIL, HOME / "templates"),
            office="",
            out=result.files[0],
        )
        return result


def replayed(office, pipeline):
    returns = Returns(office.store, office.watch, office.work)
    jobs = [office.job("第1回.wav"), office.job("第2回.wav")]
    tell = lambda job: None  # noqa: E731
    return list(
        replay.replay(replay.Replay(office.watch, office.work, pipeline, returns), jobs, stop=lambda: False, tell=tell)
    )


def test_a_replay_tells_what_an_update_would_change_and_leaves_everything_as_it_is(desk):
    reviewer = Reviewer(draft(desk))
    reviewer.replace("u0001", "提足数", "定足数")
    reviewer.replace("u0005", "大規児童", "待機児童")
    reviewer.save(desk.council.checked / "確認.docx")
    desk.run()
    before = sorted(p.relative_to(desk.work).as_posix() for p in desk.work.rglob("*"))
    same, never = replayed(desk, Drafting())
    assert same.before == same.now and same.before.content == 2
    assert "まだ戻っていない" in never.why
    better, _ = replayed(desk, Better())
    assert (better.before.content, better.now.content) == (2, 1)
    assert better.now.strict > better.before.strict
    after = sorted(p.relative_to(desk.work).as_posix() for p in desk.work.rglob("*"))
    assert [p for p in after if not p.startswith("replay")] == [p for p in before if not p.startswith("replay")]


@pytest.mark.parametrize("kept", [True, False], ids=["as they were read", "taken from the archive"])
def test_a_replay_reads_the_papers_that_the_recording_had(office, kept):
    """Without them the draft of today would lack names and titles, and the update would look worse than it is."""
    office.pipeline = Drafting()
    for number in (1, 2):
        office.drop(f"第{number}回.wav", f"number {number}")
        office.drop(f"第{number}回.txt", f"1　議案第{number}号")
    office.drop("第1回.docx", b"")
    office.run()
    edited(office, "確認.docx")
    office.run()
    if not kept:
        removal.discard(work_folder(office.work, office.job("第1回.wav").id) / "documents")
    seen = []

    class Watched(Drafting):
        def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
            seen.append(assignment)
            return super().__call__(assignment, progress=progress, stop=stop)

    replayed(office, Watched())
    (again,) = seen
    assert [p.name for p in again.papers] == ["第1回.txt"]
    (left,) = again.left_out
    assert left.name == "第1回.docx" and "中身が空" in left.problem


def test_a_recording_that_is_not_kept_any_more_cannot_be_replayed(desk):
    edited(desk, "確認.docx")
    desk.run()
    (desk.council.done / "第1回.wav").unlink()
    gone, _ = replayed(desk, Drafting())
    assert "処理済み にありません" in gone.why


# -- one file in trouble keeps no other waiting ----------------------------------------------------------------------


def places(office) -> dict[str, str]:
    return {n.place: n.found for n in office.store.notices()}


def test_a_file_with_its_ending_in_capitals_is_a_checked_file_like_any_other(desk):
    edited(desk, "A提出.DOCX")
    edited(desk, "B提出.Docx", "第2回")
    desk.run()
    assert {desk.job(name).status for name in ("第1回.wav", "第2回.wav")} == {Status.CHECKED}
    assert [p.suffix for p in sorted(desk.work.rglob("returns/*"))] == [".docx", ".docx"]
    assert places(desk) == {}


@pytest.mark.parametrize(
    "fault",
    [PermissionError(13, "Permission denied"), OSError(5, "Input/output error"), OSError(116, "Stale file handle")],
)
def test_one_file_that_cannot_be_read_is_named_and_the_others_are_read(desk, monkeypatch, fault):
    bad = edited(desk, "A提出.docx")
    edited(desk, "B第2回.docx", "第2回")
    real = os.open

    def refusing(path, *rest, **how):
        if os.fspath(path) == str(bad):
            raise OSError(fault.errno, fault.strerror, str(path))
        return real(path, *rest, **how)

    monkeypatch.setattr(os, "open", refusing)
    desk.run()
    assert desk.job("第2回.wav").status is Status.CHECKED
    assert desk.job("第1回.wav").status is Status.DRAFTED
    ((place, found),) = places(desk).items()
    assert place == "会議録の3_確認済み/A提出.docx"
    assert "「A提出.docx」を開けません" in found
    assert "共有フォルダ" not in found
    assert "A提出.docx" in (desk.council.root / "状況.html").read_text(encoding="utf-8")

    monkeypatch.undo()
    desk.run()
    assert desk.job("第1回.wav").status is Status.CHECKED
    assert places(desk) == {}


@pytest.mark.timeout(120)
def test_what_is_no_file_is_said_and_goes_with_it(desk):
    os.mkfifo(desk.council.checked / "A提出.docx")
    (desk.council.checked / "A別.docx").symlink_to(draft(desk))
    (desk.council.checked / "フォルダ.docx").mkdir()
    edited(desk, "B第2回.docx", "第2回")
    edited(desk, "フォルダ.docx/提出.docx")
    desk.run()
    assert {desk.job(name).status for name in ("第1回.wav", "第2回.wav")} == {Status.CHECKED}
    assert sorted(places(desk)) == ["会議録の3_確認済み/A別.docx", "会議録の3_確認済み/A提出.docx"]
    for name in ("A提出.docx", "A別.docx"):
        (desk.council.checked / name).unlink()
    desk.run()
    assert places(desk) == {}


def test_a_return_of_millions_of_paragraphs_is_answered_and_the_others_are_read(desk):
    hostile.paragraphs(desk.council.checked / "A提出.docx", 3_000_000)
    edited(desk, "B第2回.docx", "第2回")
    desk.run()
    assert desk.job("第2回.wav").status is Status.CHECKED
    (refused,) = [r for r in desk.store.keeping.returns("会議録") if r.job is None]
    assert "「A提出.docx」は段落や文字が多すぎて読めません" in refused.found
    assert list(desk.work.glob("incoming*")) == []


def finalised(desk, file: str) -> Path:
    """What `transcriber finalise` makes of a checked file, where it puts it if nothing is said."""
    config = desk.watch.parent / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{desk.watch}"\nwork = "{desk.work}"\n', encoding="utf-8")
    checked = desk.council.checked / file
    done = CliRunner().invoke(
        app, ["finalise", str(checked), "--no-pdf", "--copy", "原本", "--reason", "試験", "--config", str(config)]
    )
    assert done.exit_code == 0, done.exception
    return checked.with_name(f"{checked.stem}_原本.docx")


def test_an_original_that_was_made_beside_its_checked_file_is_no_second_return(desk):
    edited(desk, "確認.docx")
    desk.run()
    before = effect(desk), desk.job("第1回.wav").found
    original = finalised(desk, "確認.docx")
    desk.clock += 60
    desk.run()
    assert (effect(desk), desk.job("第1回.wav").found) == before
    page = (desk.council.root / "状況.html").read_text(encoding="utf-8")
    assert original.stem not in page and "目録" not in page


def test_an_original_stays_when_the_days_of_its_checked_file_are_over(desk):
    desk.council.options.write_text("[retention]\naudio_days = 0\ndraft_days = 0\nfinal_days = 0\n", encoding="utf-8")
    checked = edited(desk, "確認.docx")
    original = finalised(desk, "確認.docx")
    desk.run()
    desk.clock += 86400
    desk.run()
    assert not checked.exists() and original.exists()


def test_a_checked_draft_that_somebody_named_like_an_original_is_read(desk):
    edited(desk, "第1回_原本.docx")
    desk.run()
    assert desk.job("第1回.wav").status is Status.CHECKED


def test_a_my_number_that_was_typed_into_a_checked_file_is_told_by_its_place_and_nowhere_written(desk, caplog):
    edited(desk, "確認.docx", besides=("十名", "1234-5678-9018"))
    desk.run()
    job = desk.job("第1回.wav")
    assert job.status is Status.CHECKED
    assert "個人番号（マイナンバー）と思われる12桁の数字が、" in job.found and "の発言）にあります。" in job.found
    assert (
        "個人番号は記録に残せません。消すか「〔個人番号〕」に直してください。直したら、もう一度入れてください。"
        in job.todo
    )
    written = [desk.council.root / "状況.html", desk.council.root / "状況.csv", desk.work / "audit.jsonl"]
    for text in (caplog.text, job.found, job.todo, *(p.read_text(encoding="utf-8") for p in written)):
        assert "5678" not in text
    edited(desk, "確認.docx", besides=("十名", "〔個人番号〕"))
    desk.clock += 60
    desk.run()
    assert "個人番号" not in desk.job("第1回.wav").found


def test_a_my_number_in_the_name_of_a_checked_file_is_told_and_not_repeated(desk):
    edited(desk, "確認 123456789018.docx")
    foreign(desk.council.checked / "予定 123456789018.docx")
    desk.run()
    assert "12桁の数字が、ファイルの名前にあります" in desk.job("第1回.wav").found
    page = (desk.council.root / "状況.html").read_text(encoding="utf-8")
    assert "予定 〔個人番号〕.docx" in page and "123456789018" not in page
