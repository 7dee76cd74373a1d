"""Days in an office: what becomes of what people drop, move, replace and edit."""

from __future__ import annotations

import errno
import gc
import os
import threading
import time
import weakref
from unittest.mock import Mock

import pytest

from transcriber.errors import ShareUnreachable
from transcriber.intake import inbox
from transcriber.queue.job import Status
from transcriber.queue.runner import Runner
from transcriber.service import loop
from transcriber.service.loop import Service


def test_a_recording_becomes_a_draft_and_its_original_is_kept(office):
    office.drop("定例会.wav", "sound 1")
    assert not office.run().failed
    assert list(office.drafts()) == ["定例会/定例会_下書き.docx"]
    assert (office.council.done / "定例会.wav").read_text() == "sound 1"
    assert office.job("定例会.wav").status is Status.DRAFTED
    assert list(office.council.inbox.iterdir()) == []
    assert not list((office.work / "jobs").rglob("part-*"))  # our copy goes once the original is safe


def test_a_second_pass_does_nothing_again(office):
    office.drop("定例会.wav")
    office.run()
    office.run()
    assert len(office.pipeline.runs) == 1


def test_a_folder_is_one_meeting_and_moves_as_one(office):
    for number in (10, 2, 1):
        office.drop(f"委員会/録音{number}.mp3", f"part {number}")
    office.drop("委員会/次第.docx", "papers")
    parts = []
    office.pipeline.during = lambda a: parts.extend(p.read_text() for p in a.parts)
    office.run()
    (run,) = office.pipeline.runs
    assert parts == ["part 1", "part 2", "part 10"]
    assert (run.work / "documents" / "次第.docx").read_text() == "papers"
    assert sorted(p.name for p in (office.council.done / "委員会").iterdir()) == [
        "次第.docx",
        "録音1.mp3",
        "録音10.mp3",
        "録音2.mp3",
    ]


def test_papers_of_one_name_in_several_folders_are_all_read(office):
    for number, place in enumerate(("", "午前/", "午後/", "午後/別紙/"), start=1):
        office.drop(f"委員会/{place}録音{number}.mp3", f"part {number}")
        office.drop(f"委員会/{place}次第.docx", f"papers {number}")
    office.drop("委員会/午後/名簿.xlsx", "people")
    office.drop("委員会/午前／次第.docx", "a name as the product would give it")
    office.run()
    (run,) = office.pipeline.runs
    assert {p.name: p.read_text() for p in run.papers} == {
        "次第.docx": "papers 1",
        "午前／次第.docx": "papers 2",
        "午後／次第.docx": "papers 3",
        "午後／別紙／次第.docx": "papers 4",
        "午前／次第 (2).docx": "a name as the product would give it",
        "名簿.xlsx": "people",
    }


def test_papers_whose_names_differ_in_spelling_only_are_two_papers(office):
    """A disk that does not tell upper from lower case would hold one of them."""
    office.drop("委員会/録音.mp3")
    office.drop("委員会/午前/AGENDA.docx", "one")
    office.drop("委員会/午後/agenda.docx", "two")
    office.run()
    (run,) = office.pipeline.runs
    assert {p.name: p.read_text() for p in run.papers} == {"午前／AGENDA.docx": "one", "午後／agenda.docx": "two"}


def test_a_paper_goes_with_its_recording(office):
    office.drop("定例会.wav")
    office.drop("定例会.docx", "papers")
    office.run()
    assert sorted(p.name for p in office.council.done.iterdir()) == ["定例会.docx", "定例会.wav"]


def test_a_paper_alone_waits_for_its_recording(office):
    office.drop("定例会.docx", "papers")
    assert not office.run().failed
    job = office.job("定例会.docx")
    assert (job.status, "資料だけ" in job.found) == (Status.ARRIVING, True)


def test_the_same_name_with_other_content_is_a_new_recording(office):
    for content in ("first", "second"):
        office.drop("録音.wav", content)
        office.run()
    assert list(office.drafts()) == ["録音/録音_下書き.docx", "録音 (2)/録音_下書き.docx"]
    assert {p.name: p.read_text() for p in office.council.done.iterdir()} == {
        "録音.wav": "first",
        "録音 (2).wav": "second",
    }


def test_the_same_content_under_another_name_is_said_and_linked(office):
    office.drop("定例会.wav", "sound")
    office.run()
    office.drop("コピー.wav", "sound")
    assert office.run().failed
    copy = office.job("コピー.wav")
    assert copy.status is Status.ATTENTION
    assert copy.first == office.job("定例会.wav").id
    assert "定例会.wav" in copy.found
    assert "2_下書き/定例会" in copy.found
    assert len(office.pipeline.runs) == 1
    assert (office.council.inbox / "コピー.wav").exists()


def test_a_person_may_still_ask_for_the_copy(office):
    office.drop("定例会.wav", "sound")
    office.run()
    office.drop("コピー.wav", "sound")
    office.run()
    office.store.retry(office.job("コピー.wav"))
    assert not office.run().failed
    assert len(office.drafts()) == 2


def test_the_other_profile_is_another_matter(office):
    office.drop("録音.wav")
    office.drop("録音.wav", tree=office.consultation)
    office.run()
    assert len(office.drafts()) == len(office.drafts(office.consultation)) == 1


def test_a_recording_taken_out_is_withdrawn_and_taken_up_when_it_returns(office):
    file = office.drop("定例会.wav", "NotARecording")
    office.run()
    aside = file.rename(office.watch / "aside.wav")
    office.run()
    assert office.job("定例会.wav").status is Status.WITHDRAWN
    aside.rename(file)
    office.run()
    assert office.job("定例会.wav").status is Status.ATTENTION


def test_a_bad_file_replaced_by_a_good_one_goes_on_by_itself(office):
    office.drop("定例会.wav", "TruncatedRecording")
    assert office.run().failed
    office.drop("定例会.wav", "now complete")
    assert not office.run().failed
    assert office.job("定例会.wav").status is Status.DRAFTED


def test_a_repaired_roster_lets_its_recordings_go_on(office):
    office.council.roster.write_text("no workbook")
    office.drop("定例会.wav")
    assert office.run().failed
    assert "名簿.xlsx" in office.job("定例会.wav").found
    office.council.roster.unlink()
    assert not office.run().failed
    assert office.job("定例会.wav").status is Status.DRAFTED


def test_a_file_still_being_copied_is_arriving_and_never_failed(office):
    file = office.drop("定例会.wav", "begin")
    office.pipeline.during = lambda assignment: None
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.005):
            with file.open("ab") as f:
                f.write(b"more")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert not office.run().failed
        job = office.job("定例会.wav")
    finally:
        stop.set()
        writer.join()
    assert job.status is Status.ARRIVING
    assert job.found
    office.run()
    assert office.job("定例会.wav").status is Status.DRAFTED


def test_zeros_at_the_end_are_given_more_time(office):
    office.settings = office.settings.model_copy(
        update={"watching": office.settings.watching.model_copy(update={"stable_seconds": 0.1})}
    )
    office.drop("定例会.wav", b"sound" + bytes(8192))
    began = time.monotonic()
    office.run()
    assert time.monotonic() - began > 1.0  # twelve times the usual tenth of a second
    assert office.job("定例会.wav").status is Status.DRAFTED


def test_a_recording_replaced_while_it_is_transcribed_is_left_for_its_own_turn(office):
    office.drop("録音.wav", "first")
    office.pipeline.during = lambda a: (
        office.drop("録音.wav", "second, longer") if len(office.pipeline.runs) == 1 else None
    )
    office.run()
    assert len(office.drafts()) == 2
    assert [p.read_text() for p in office.council.done.iterdir()] == ["second, longer"]


def test_a_nas_that_touches_times_makes_no_second_recording(office):
    file = office.drop("録音.wav", "first")
    office.pipeline.during = lambda a: os.utime(file, ns=(1, 1))
    office.run()
    assert len(office.pipeline.runs) == 1
    assert [j.status for j in office.store.jobs()] == [Status.DRAFTED]
    assert (office.council.done / "録音.wav").exists()


def test_a_draft_a_person_has_edited_is_not_overwritten(office):
    office.drop("定例会.wav")
    office.run()
    draft = office.council.drafts / "定例会" / "定例会_下書き.docx"
    draft.write_text("edited by a person")
    office.council.options.write_text('office = "東郷町議会"')
    office.store.retry(office.job("定例会.wav"))
    office.run()
    assert draft.read_text() == "edited by a person"
    assert "東郷町議会" in office.drafts()["定例会/定例会_下書き (2).docx"]


def test_a_draft_nobody_touched_is_renewed_in_place(office):
    office.drop("定例会.wav")
    office.run()
    office.council.options.write_text('office = "東郷町議会"')
    office.store.retry(office.job("定例会.wav"))
    office.run()
    (content,) = office.drafts().values()
    assert "東郷町議会" in content


@pytest.mark.parametrize("lock", ["~$例会_下書き.docx", "~$定例会_下書き.docx", ".~lock.定例会_下書き.docx#"])
def test_a_draft_a_person_has_open_is_not_overwritten(office, lock):
    office.drop("定例会.wav")
    office.run()
    folder = office.council.drafts / "定例会"
    (folder / lock).write_text("")
    office.council.options.write_text('office = "東郷町議会"')
    office.store.retry(office.job("定例会.wav"))
    office.run()
    assert "定例会/定例会_下書き (2).docx" in office.drafts()


def test_a_share_that_is_gone_changes_nothing_and_is_said(office):
    office.drop("定例会.wav", "NotARecording")
    office.run()
    before = office.store.jobs()
    office.watch.rename(office.watch.with_name("unmounted"))
    assert office.run().failed
    assert office.store.jobs() == before
    assert "見つかりません" in office.store.notices()[0].found
    office.watch.with_name("unmounted").rename(office.watch)
    office.run()
    assert office.store.notices() == ()


def test_a_share_that_may_not_be_read_is_no_fault_of_the_program_to_look_for(office, monkeypatch, caplog):
    office.drop("定例会.wav")
    closed = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(Runner, "archive_pending", Mock(side_effect=closed))
    office.run()
    told = [r.getMessage() for r in caplog.records if "archiving" in r.getMessage()]
    assert told and set(told) == {"archiving: PermissionError"}


def test_an_empty_mount_point_is_no_empty_inbox(office):
    office.drop("定例会.wav", "NotARecording")
    office.run()
    office.watch.rename(office.watch.with_name("unmounted"))
    office.watch.mkdir()
    assert office.run().failed
    assert office.job("定例会.wav").status is Status.ATTENTION


def test_a_share_that_goes_while_a_recording_is_transcribed_delays_the_draft(office):
    office.drop("定例会.wav")
    office.pipeline.during = lambda a: office.watch.rename(office.watch.with_name("unmounted"))
    office.run()
    job = office.job("定例会.wav")
    assert (job.status, job.attempts) == (Status.WAITING, 1)
    assert "自動で続けます" in job.todo
    office.watch.with_name("unmounted").rename(office.watch)
    office.pipeline.during = lambda a: None
    office.clock += 3600
    assert not office.run().failed
    assert len(office.drafts()) == 1


def test_a_run_ends_well_where_what_an_earlier_run_could_not_read_is_there_again(office):
    """Whether a folder is well again is found after the look, in a thread of its own."""
    office.store.notice(
        "会議録の3_確認済み", ShareUnreachable("3_確認済みが見つかりません。", "接続を確かめてください。")
    )
    assert not office.run().failed
    assert office.store.notices() == ()


def test_a_full_disk_is_waited_out_with_growing_pauses(office):
    office.drop("定例会.wav", "full")
    pauses = []
    for _ in range(4):
        office.run()
        job = office.job("定例会.wav")
        assert (job.status, "空き容量" in job.found) == (Status.WAITING, True)
        pauses.append(job.not_before - office.clock)
        office.clock = job.not_before + 1
    assert pauses == [10, 20, 40, 80]


def test_a_clock_set_back_does_not_make_a_recording_wait_for_years(office):
    office.drop("定例会.wav", "full")
    office.clock += 10 * 365 * 86400
    office.run()
    office.clock -= 10 * 365 * 86400
    office.run()
    assert office.job("定例会.wav").attempts == 2


def test_an_engine_that_dies_twice_sets_the_recording_aside(office):
    office.drop("毒.wav", "EngineDied")
    office.drop("次.wav", "fine")
    assert office.run().failed
    poison = office.job("毒.wav")
    assert poison.status is Status.ATTENTION
    assert "2回" in poison.found
    assert "音声認識" in poison.found
    assert office.job("次.wav").status is Status.DRAFTED


def test_an_unfinished_archive_is_finished_later(office):
    office.council.done.rmdir()
    office.council.done.write_text("a file where the folder should be")
    office.drop("定例会.wav")
    office.run()
    job = office.job("定例会.wav")
    assert (job.status, job.in_inbox, bool(job.found)) == (Status.DRAFTED, True, True)
    office.council.done.unlink()
    office.run()
    assert office.job("定例会.wav").archive == "定例会.wav"
    assert len(office.pipeline.runs) == 1


def test_cancel_leaves_the_original_and_retry_takes_it_up(office):
    file = office.drop("定例会.wav", "full")
    office.run()
    office.store.cancel(office.job("定例会.wav"))
    office.run()
    assert (office.job("定例会.wav").status, file.exists()) == (Status.CANCELLED, True)
    office.store.retry(office.job("定例会.wav"))
    assert office.job("定例会.wav").status is Status.WAITING


def test_cancel_stops_a_running_job(office):
    office.drop("定例会.wav")
    office.pipeline.during = lambda a: office.store.cancel(office.job("定例会.wav"))
    office.run()
    assert office.job("定例会.wav").status is Status.CANCELLED
    assert office.drafts() == {}


def test_forget_makes_a_recording_new(office):
    office.drop("定例会.wav", "NotARecording")
    office.run()
    old = office.job("定例会.wav")
    office.store.forget(old)
    office.run()
    assert office.job("定例会.wav").id != old.id
    assert [e.what for e in office.store.events(old.id)][-1] == "forgotten"


def test_being_asked_to_stop_gives_the_job_back(office):
    office.drop("定例会.wav")
    office.pipeline.during = lambda a: office.stop.set()
    office.run()
    job = office.job("定例会.wav")
    assert (job.status, job.deaths, job.owner) == (Status.WAITING, 0, "")
    office.pipeline.during = lambda a: None
    office.run()
    assert office.job("定例会.wav").status is Status.DRAFTED


def test_a_job_left_running_by_a_dead_process_is_taken_up(office):
    office.drop("定例会.wav", "full")
    office.run()
    office.clock += 3600
    office.store.lease(office.job("定例会.wav"), "a process long gone")
    office.drop("定例会2.wav", "fine")
    office.run()
    assert office.job("定例会.wav").deaths == 1
    assert all(job.status is not Status.RUNNING for job in office.store.jobs())


def test_many_at_once_all_become_drafts_and_none_twice(office):
    """scripts/bench/intake does it with five hundred."""
    for number in range(20):
        office.drop(f"録音{number}.wav", f"sound {number}")
    assert not office.run().failed
    assert len(office.drafts()) == len(office.pipeline.runs) == 20


def test_the_journal_and_the_log_hold_no_names(office, caplog):
    caplog.set_level("DEBUG")
    office.drop("相談_東郷花子.wav", "NotARecording")
    office.drop("別_東郷太郎.wav", "bug")
    office.drop("件_東郷次郎.wav", "speak 町長の東郷です")
    office.run()
    told = caplog.text + "".join(e.detail for j in office.store.jobs() for e in office.store.events(j.id))
    assert "東郷" not in told
    assert "ZeroDivisionError" in told
    assert "UnicodeError" in told
    assert "conftest.py" in told, "where it happened is told"


def test_a_look_that_does_not_come_back_is_told_to_people(office, monkeypatch):
    answer = threading.Event()
    real = inbox.listing
    monkeypatch.setattr(loop, "HUNG", 0.1)
    monkeypatch.setattr(inbox, "listing", lambda folder: (answer.wait(20), real(folder))[1])
    daemon = Service(office.settings, office.store, office.pipeline, office.stop, now=office.now)
    running = threading.Thread(target=daemon.run, kwargs={"once": False})
    running.start()

    def told(words: set[str]) -> bool:
        until = time.monotonic() + 10
        while {n.found for n in office.store.notices()} != words and time.monotonic() < until:
            time.sleep(0.02)
        return {n.found for n in office.store.notices()} == words

    try:
        assert told({"共有フォルダが応答しません。"})
        answer.set()
        assert told(set())
    finally:
        answer.set()
        office.stop.set()
        running.join()


def test_what_others_keep_beside_the_jobs_files_is_not_tidied_away(office):
    kept = office.work / "jobs" / "控え" / "part-001.wav"
    kept.parent.mkdir(parents=True)
    kept.write_text("ours")
    orphan = office.work / "jobs" / "000099"
    orphan.mkdir()
    office.run()
    assert (kept.read_text(), orphan.exists()) == ("ours", False)


def test_the_daemon_keeps_looking_while_it_works(office):
    """A second recording is seen on the board before the first is done."""
    office.drop("長い.wav")
    seen = []

    def wait(assignment: object) -> None:
        if not seen:
            office.drop("後から.wav", "later")
            for _ in range(100):
                if any(j.entry == "後から.wav" for j in office.store.jobs()):
                    seen.append(True)
                    return
                time.sleep(0.02)

    office.pipeline.during = wait
    Service(office.settings, office.store, office.pipeline, office.stop, now=office.now).run(once=True)
    assert seen


def test_a_run_that_is_to_end_rests_while_a_recording_is_worked_on(office):
    spent = []

    def wait(assignment: object) -> None:
        before = time.process_time()
        time.sleep(1)
        spent.append(time.process_time() - before)

    office.drop("定例会.wav", "sound")
    office.pipeline.during = wait
    Service(office.settings, office.store, office.pipeline, office.stop, now=office.now).run(once=True)
    assert spent[0] < 0.5


def test_a_draft_made_again_does_not_go_into_a_folder_that_became_a_link(office, tmp_path):
    office.drop("定例会.wav", "sound")
    office.run()
    folder = office.council.drafts / "定例会"
    folder.rename(tmp_path / "よそ")
    folder.symlink_to(tmp_path / "よそ", target_is_directory=True)
    before = {p.name: p.read_text() for p in (tmp_path / "よそ").iterdir()}
    office.council.options.write_text('office = "新しい町"', encoding="utf-8")
    office.store.retry(office.job("定例会.wav"))
    office.run()
    assert {p.name: p.read_text() for p in (tmp_path / "よそ").iterdir()} == before
    assert office.job("定例会.wav").draft_folder == "定例会 (2)"
    assert "新しい町" in (office.council.drafts / "定例会 (2)/定例会_下書き.docx").read_text()


def test_at_start_only_our_own_work_folders_go_and_a_link_among_them_as_a_link(office, tmp_path):
    (tmp_path / "写真.jpg").write_text("staff's own")
    jobs = office.work / "jobs"
    (jobs / "控え").mkdir(parents=True)
    (jobs / "000098").mkdir()
    (jobs / "000099").symlink_to(tmp_path, target_is_directory=True)
    incoming = office.work / "incoming-123.docx"
    incoming.write_text("a copy that a killed process was reading")
    old = time.time() - 2 * 86400
    os.utime(incoming, (old, old))
    (office.work / "incoming.docx").write_text("not ours")
    office.run()
    assert [p.name for p in jobs.iterdir()] == ["控え"]
    assert (tmp_path / "写真.jpg").exists()
    assert not incoming.exists() and (office.work / "incoming.docx").exists()


def test_what_a_recording_leaves_in_cycles_is_given_back_when_it_is_over(office):
    """The program looks for cycles almost never by itself (`transcriber/__main__.py`): a megabyte a recording would stay for good."""

    class Knot:
        def __init__(self) -> None:
            self.itself = self

    left: list[weakref.ref[Knot]] = []
    office.pipeline.during = lambda assignment: left.append(weakref.ref(Knot()))
    gc.disable()
    try:
        for name in ("一.wav", "二.wav"):
            office.drop(name, name)
            office.run()
        kept = [knot() for knot in left]
    finally:
        gc.enable()
    assert kept == [None, None]
