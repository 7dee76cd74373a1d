"""What the retention rule had to leave is told as soon as its time is over, with the place, the reason and what to do; and only then."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from test_deletion import DAY, EVERYTHING, entries, finished, give_back, rule, told
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.deletion.recording_files import LOCK, PAPER
from transcriber.queue.job import Status
from transcriber.queue.returns_and_holds import Returned
from transcriber.system import opened, removal
from transcriber.system.removal import Why
from transcriber.untrusted.files import sha256_of

NAME = "山田太郎さん"


def mounted(*arguments: object) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


def reopen(office) -> None:
    """The archive may be written again."""
    subprocess.run(["umount", str(office.council.done)], check=False, capture_output=True)
    office.council.done.chmod(0o755)


@pytest.fixture
def closed(office):
    """The archive on a share that lets nobody write: its rights do not, or for root, whom no rights stop, a mount for reading only."""
    done = office.council.done
    finished(office)
    try:
        if os.geteuid() != 0:
            done.chmod(0o555)
        elif not (mounted("--bind", done, done) and mounted("-o", "remount,ro,bind", done)):
            pytest.skip("root may not mount here, and no rights stop it")
        yield office
    finally:
        reopen(office)


def fail_and_wait(office) -> None:
    """What was dropped fails, and the time for which it is kept is over."""
    office.run()
    rule(office, "failed_days = 45")
    office.clock += 46 * DAY


def left(office) -> str:
    """What staff are told of it, and what to do."""
    return "".join(f"{one.found}{one.todo}" for one in office.store.keeping.leftovers("会議録"))


def test_what_may_not_be_deleted_is_told_with_who_can_help_and_goes_when_it_may(closed, tmp_path):
    rule(closed, 'count_from = "draft"\n' + EVERYTHING)
    closed.clock += DAY
    for _ in range(3):
        closed.run()
    assert f"処理済み/山田太郎さん.wav（{Why.REFUSED.label}）" in left(closed)
    assert "情報担当者に頼んで、そのファイルとフォルダを書き換えてよい設定にしてください" in left(closed)
    words = told(closed, tmp_path)
    assert "一部は消去済み" in words and "消していないものもあります" in words
    reopen(closed)
    closed.run()
    assert not left(closed) and closed.store.jobs()[0].erased is not None


def test_no_deletion_is_certified_again_and_again_of_what_may_not_be_deleted(closed):
    rule(closed, 'count_from = "draft"\naudio_days = 0')
    closed.clock += DAY
    for _ in range(3):
        closed.run()
    assert [e.facts["left"] for e in entries(closed, "deleted")] == [0]


def test_what_only_the_attempt_shows_to_be_refused_is_told_as_well(office, monkeypatch):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 0')

    def refuse(self: object, name: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(opened.FOLDER_AT(office.watch)), "unlink", refuse)
    office.clock += DAY
    office.run()
    assert "処理済み/山田太郎さん.wav" in left(office) and Why.REFUSED.label in left(office)
    assert (office.council.done / f"{NAME}.wav").exists()
    monkeypatch.undo()
    office.run()
    assert not left(office) and not (office.council.done / f"{NAME}.wav").exists()


def test_on_windows_a_file_that_somebody_has_open_is_no_matter_of_rights():
    error = PermissionError(13, "in use")
    assert removal.why_not(error) is Why.REFUSED
    error.winerror = 32  # type: ignore[attr-defined]
    assert removal.why_not(error) is Why.BUSY


def test_a_draft_that_somebody_has_open_is_told_only_after_a_day(office):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    draft = office.council.drafts / NAME / f"{NAME}_下書き.docx"
    lock = draft.with_name(f"~${draft.name[2:]}")
    lock.touch()
    office.clock += DAY - 60
    office.run()
    assert draft.exists() and left(office) == ""
    office.clock += DAY
    office.run()
    assert f"{NAME}_下書き.docx（開いている人がいます）" in left(office)
    assert "「~$」で始まる隠しファイルを消してください" in left(office)
    lock.unlink()
    office.run()
    assert not draft.exists() and left(office) == ""


def test_the_lock_that_a_crash_left_in_a_drafts_folder_is_told_as_what_it_is(office):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    draft = office.council.drafts / NAME / f"{NAME}_下書き.docx"
    lock = draft.with_name(f"~${draft.name[2:]}")
    lock.touch()
    for path in (draft, lock):
        os.utime(path, (1, 1))
    office.clock += DAY
    office.run()
    assert not draft.exists() and lock.exists()
    assert f"{lock.name}（{LOCK}）" in left(office)


def test_a_renamed_folder_of_a_draft_is_told_when_the_drafts_days_are_over_although_the_recording_stays(
    office, tmp_path
):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 400\ndraft_days = 10')
    folder = office.council.drafts / NAME
    folder.rename(folder.with_name(f"済 {NAME}"))
    office.clock += 9 * DAY
    office.run()
    assert left(office) == ""
    office.clock += 2 * DAY
    office.run()
    assert f"2_下書き/済 {NAME}/{NAME}_下書き.docx" in left(office) and "場所か名前が変わっています" in left(office)
    assert "一部は消去済み" in told(office, tmp_path)
    assert folder.with_name(f"済 {NAME}").is_dir()
    shutil.rmtree(folder.with_name(f"済 {NAME}"))
    office.run()
    assert left(office) == ""


def test_a_renamed_original_is_told_when_its_days_are_over_although_the_draft_stays(office):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 0\ndraft_days = 400')
    (office.council.done / f"{NAME}.wav").rename(office.council.done / "済.wav")
    office.clock += DAY
    office.run()
    assert "処理済み/済.wav（場所か名前が変わっています）" in left(office)


def test_a_checked_file_that_came_back_as_it_was_is_no_draft_that_was_moved(office):
    finished(office)
    rule(office, "draft_days = 0\nfinal_days = 30")
    final = give_back(office)
    draft = office.council.drafts / NAME / f"{NAME}_下書き.docx"
    shutil.copyfile(draft, final)
    job = office.store.jobs()[0]
    one = Returned("会議録", final.name, "s2", sha256_of(final), job.id, "identity", 12, 12, "", "", office.clock)
    office.store.keeping.returned(one)
    office.clock += DAY
    office.run()
    assert final.exists() and left(office) == ""


def test_the_papers_of_a_recording_that_failed_stay_and_are_told_and_nobody_waits_for_a_recording(office, tmp_path):
    office.drop("うそ/1.wav", "NotARecording")
    office.drop("うそ/次第.docx", "a paper")
    fail_and_wait(office)
    for _ in range(3):
        office.run()
    folder = office.council.inbox / "うそ"
    assert [p.name for p in folder.iterdir()] == ["次第.docx"]
    assert f"1_録音/うそ/次第.docx（{PAPER}）" in left(office)
    words = told(office, tmp_path)
    assert "まだ入っていません" not in words and "取り下げ" not in words
    shutil.rmtree(folder)
    office.run()
    assert left(office) == "" and office.store.jobs()[0].erased is not None


def test_a_paper_beside_a_recording_that_failed_stays_and_is_told(office):
    office.drop("うそ.wav", "NotARecording")
    office.drop("うそ.docx", "a paper")
    fail_and_wait(office)
    for _ in range(3):
        office.run()
    assert f"1_録音/うそ.docx（{PAPER}）" in left(office)
    assert office.store.get(1).status is Status.ATTENTION


def test_a_recording_that_is_put_into_that_folder_again_is_taken_up(office):
    office.drop("うそ/1.wav", "NotARecording")
    office.drop("うそ/次第.docx", "a paper")
    fail_and_wait(office)
    office.run()
    office.drop("うそ/2.wav", "sound")
    office.run()
    assert [j.status for j in office.store.jobs()] == [Status.DRAFTED] and left(office) == ""


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda root: root.rename(root.with_name("会議録2")), "設定「会議録」のフォルダがありません"),
        (lambda root: (root / "設定/設定.toml").write_text("[retention"), "設定「会議録」の 設定.toml を読めません"),
    ],
    ids=["renamed profile", "settings that cannot be read"],
)
def test_where_the_rule_cannot_be_read_nothing_goes_and_the_plan_says_of_how_many_recordings_and_why(
    office, tmp_path, harm, why
):
    work = finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    harm(office.council.root)
    office.clock += DAY
    office.run()
    assert (work / "audio.pcm").exists()
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n', encoding="utf-8")
    plan = CliRunner().invoke(app, ["retention", "--config", str(config)], env={"COLUMNS": "200"})
    assert f"消しません：録音 1件のもの（共有フォルダと作業フォルダ）。{why}" in plan.output
