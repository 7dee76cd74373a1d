"""How long things stay: nothing goes unless the office says so, what goes is certified, what is held stays."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from transcriber.audit import log as audit_log
from transcriber.audit import verify_log
from transcriber.cli.main import app
from transcriber.deletion import audit_journal
from transcriber.deletion.due_files import Sweep
from transcriber.profiles.tree import PAGE, TABLE
from transcriber.queue.job import Status
from transcriber.queue.returns_and_holds import Returned
from transcriber.service.status_page import Board
from transcriber.system import wall_clock
from transcriber.untrusted.files import sha256_of
from transcriber.work.workfolder import work_folder

DAY = 86400


def rule(office, text: str) -> None:
    office.council.options.write_text(f"[retention]\n{text}\n", encoding="utf-8")


def finished(office, name: str = "山田太郎さん.wav") -> Path:
    """A recording whose draft is out, with everything that the stages and the player leave; its work folder."""
    office.drop(name)
    office.run()
    job = office.job(name)
    work = work_folder(office.work, job.id)
    (work / "audio.pcm").write_bytes(b"pcm")
    (work / "media.json").write_text("{}")
    (work / "speech-1").mkdir()
    (work / "speech-1/0001.json").write_text("{}")
    (work / "effect.json").write_text("{}")
    publish(office, job, "資料/音声.webm", "sound")
    publish(office, job, f"{Path(name).stem}_聞き直し.html", "everything that was said")
    return work


def publish(office, job, place: str, content: str) -> Path:
    """A companion of the draft, as the runner publishes it (queue/publish.py)."""
    path = office.council.drafts / job.draft_folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    office.store.publishing(job, place, sha256_of(path))
    return path


def give_back(office, name: str = "山田太郎さん.wav") -> Path:
    """A checked file as the service notes it."""
    job = office.job(name)
    final = office.council.checked / f"{job.id}.docx"
    final.write_text("final")
    one = Returned("会議録", final.name, "s", sha256_of(final), job.id, "identity", 12, 12, "", "", office.clock)
    office.store.keeping.returned(one)
    office.store.checked(job)
    return final


def sweep(office) -> Sweep:
    def moment() -> dt.datetime:
        return dt.datetime.fromtimestamp(office.clock).astimezone()

    log = audit_journal.open_log(office.store, office.work)
    return Sweep(office.store, office.watch, office.work, log, moment)


def entries(office, what: str) -> list[audit_log.LogLine]:
    lines = (office.work / audit_log.LOG_FILE).read_text(encoding="utf-8").splitlines()
    return [e for e in map(audit_log.parse_line, lines) if e and e.what == what]


def everything(*folders: Path) -> set[str]:
    return {str(p) for folder in folders for p in folder.rglob("*") if p.is_file()}


def test_without_a_rule_only_the_decoded_audio_goes_and_only_after_the_return(office):
    work = finished(office)
    before = everything(office.watch, work)
    office.clock += 1000 * DAY
    sweep(office)()
    assert everything(office.watch, work) == before

    final = give_back(office)
    office.clock += 1000 * DAY
    sweep(office)()
    assert before - everything(office.watch, work) == {str(work / "audio.pcm"), str(work / "media.json")}
    assert final.exists()


def test_the_decoded_audio_stays_where_the_original_is_not_in_the_archive(office):
    work = finished(office)
    give_back(office)
    (office.council.done / "山田太郎さん.wav").unlink()
    sweep(office)()
    assert (work / "audio.pcm").exists()


@pytest.mark.parametrize("held", [False, True])
def test_the_rule_of_a_recording_that_is_gone_does_not_reach_the_same_one_that_was_dropped_again(office, held):
    rule(office, "audio_days = 0")
    finished(office, "定例会.wav")
    give_back(office, "定例会.wav")
    office.clock += DAY
    sweep(office)()
    original = office.council.done / "定例会.wav"
    assert not original.exists()

    office.drop("定例会.wav")  # by somebody who needs it once more
    office.run()
    (again,) = (j for j in office.store.jobs() if j.id != 1)
    if again.status is Status.ATTENTION:  # known content: as the status page advises
        office.store.retry(again)
        office.run()
    if held:
        office.store.keeping.hold(again, "開示請求")
    office.clock += DAY
    sweep(office)()
    assert original.exists(), "nobody has returned its draft yet"
    assert office.store.get(again.id).archive == "定例会.wav"

    if not held:
        final = office.council.checked / "2.docx"
        final.write_text("final")
        one = Returned("会議録", final.name, "s", sha256_of(final), again.id, "identity", 1, 1, "", "", office.clock)
        office.store.keeping.returned(one)
        office.store.checked(office.store.get(again.id))
        office.clock += DAY
        sweep(office)()
        assert not original.exists(), "its own rule does"


@pytest.mark.parametrize(
    ("line", "gone", "stays"),
    [
        (
            "audio_days = 30",
            ("処理済み/山田太郎さん.wav", "音声.webm", "audio.pcm"),
            ("_下書き.docx", "transcript.json", "_聞き直し.html"),
        ),
        ("work_days = 30", ("speech-1/0001.json",), ("処理済み/山田太郎さん.wav", "transcript.json", "effect.json")),
        (
            "draft_days = 30",
            ("_下書き.docx", "transcript.json", "_聞き直し.html", "音声.webm", "2_下書き/山田太郎さん"),
            ("処理済み/山田太郎さん.wav", "effect.json"),
        ),
        ("final_days = 30", ("3_確認済み/1.docx",), ("_下書き.docx", "処理済み/山田太郎さん.wav")),
    ],
)
def test_each_kind_has_its_own_days_counted_from_the_return(office, line, gone, stays):
    work = finished(office)
    rule(office, line)
    office.clock += 400 * DAY
    give_back(office)
    office.clock += 29 * DAY
    assert not {p.due.kind.value for p in sweep(office).plan() if p.due.at <= sweep(office)._now()} - {"decoded"}
    office.clock += 2 * DAY
    sweep(office)()
    left = everything(office.watch, work)
    assert not [name for name in gone if any(p.endswith(name) for p in left)]
    assert not [name for name in stays if not any(p.endswith(name) for p in left)]


def test_days_may_be_counted_from_the_day_of_the_meeting(office):
    office.clock = dt.datetime(2026, 4, 1, tzinfo=dt.UTC).timestamp()
    finished(office, "令和8年3月1日定例会.wav")
    rule(office, 'count_from = "meeting"\naudio_days = 60')
    due = {p.due.kind.value: p.due.at.date() for p in sweep(office).plan()}
    assert due["audio"] == dt.date(2026, 4, 30)


def test_a_certificate_is_written_that_outlives_the_data_and_names_nobody(office):
    finished(office)
    original = sha256_of(office.council.done / "山田太郎さん.wav")
    rule(office, "audio_days = 1")
    give_back(office)
    office.clock += 2 * DAY
    sweep(office)()
    (deleted,) = [e for e in entries(office, "deleted") if e.facts["kind"] == "audio"]
    assert original in deleted.facts["sha256"]
    assert (deleted.job, deleted.facts["left"], deleted.facts["rule"]) == (1, 0, "audio_days=1 count_from=return")
    assert "山田" not in (office.work / audit_log.LOG_FILE).read_text(encoding="utf-8")
    assert verify_log(office.work / audit_log.LOG_FILE, office.store.keeping.read()).whole


def test_nothing_of_a_held_recording_goes_until_it_is_released(office):
    work = finished(office)
    rule(office, "audio_days = 0\nwork_days = 0\ndraft_days = 0\nfinal_days = 0")
    give_back(office)
    office.store.keeping.hold(office.job("山田太郎さん.wav"), "開示請求 令和8年第3号")
    before = everything(office.watch, work)
    office.clock += DAY
    assert sweep(office)() == 0
    assert all(p.kept for p in sweep(office).plan())
    assert everything(office.watch, work) == before
    assert not office.store.forget(office.job("山田太郎さん.wav"))
    office.store.keeping.release(office.job("山田太郎さん.wav"))
    assert sweep(office)() > 0
    assert everything(office.watch, work) == {str(office.council.options), *(str(work / "effect.json"),)} | {
        str(p) for p in office.council.root.glob("状況.*")
    } | {str(p) for p in office.consultation.root.glob("状況.*")}


def test_failed_and_cancelled_recordings_have_an_end_too(office):
    office.drop("だめ.wav", "NotARecording x")
    office.run()
    rule(office, "failed_days = 90")
    office.clock += 89 * DAY
    sweep(office)()
    assert (office.council.inbox / "だめ.wav").exists()
    office.clock += 2 * DAY
    sweep(office)()
    assert not (office.council.inbox / "だめ.wav").exists()
    assert not everything(work_folder(office.work, 1))


def test_another_recording_under_the_same_name_is_never_deleted(office):
    finished(office)
    rule(office, "audio_days = 0")
    give_back(office)
    (office.council.done / "山田太郎さん.wav").write_bytes(b"another one")
    office.clock += DAY
    sweep(office)()
    assert (office.council.done / "山田太郎さん.wav").read_bytes() == b"another one"
    (planned,) = [p for p in sweep(office).plan() if p.due.kind.value == "audio"]
    (stays,) = planned.stays
    assert stays.path == office.council.done / "山田太郎さん.wav" and "変わって" in stays.why


def test_a_draft_that_was_edited_but_never_returned_stays(office):
    finished(office)
    rule(office, 'count_from = "draft"\ndraft_days = 0')
    draft = office.council.drafts / "山田太郎さん/山田太郎さん_下書き.docx"
    draft.write_text("edited by a person")
    office.clock += DAY
    sweep(office)()
    assert draft.read_text() == "edited by a person"


def test_an_open_file_waits(office):
    finished(office)
    rule(office, "draft_days = 0")
    give_back(office)
    draft = office.council.drafts / "山田太郎さん/山田太郎さん_下書き.docx"
    lock = draft.with_name(f"~${draft.name}")
    lock.touch()
    office.clock += DAY
    sweep(office)()
    assert draft.exists()
    lock.unlink()
    sweep(office)()
    assert not draft.exists()


def test_what_cannot_be_certified_is_not_deleted(office):
    work = finished(office)
    rule(office, "audio_days = 0")
    give_back(office)
    office.clock += DAY
    (office.work / audit_log.LOG_FILE).unlink(missing_ok=True)
    (office.work / audit_log.LOG_FILE).mkdir()
    before = everything(office.watch, work)
    with pytest.raises(Exception, match="監査記録"):
        sweep(office)()
    assert everything(office.watch, work) == before


def test_a_wrong_rule_deletes_nothing(office):
    work = finished(office)
    rule(office, 'audio_days = "soon"')
    give_back(office)
    office.clock += 1000 * DAY
    before = everything(office.watch, work)
    sweep(office)()
    assert everything(office.watch, work) == before


def test_the_service_applies_the_rule_by_itself_and_follows_its_own_journal(office):
    finished(office)
    rule(office, "audio_days = 0")
    give_back(office)
    office.clock += DAY
    office.run()
    assert not (office.council.done / "山田太郎さん.wav").exists()
    for what in ("copied", "drafted", "archived", "returned", "checked", "deleted"):
        assert entries(office, what), what
    assert verify_log(office.work / audit_log.LOG_FILE, office.store.keeping.read()).whole


EVERYTHING = "audio_days = 0\nwork_days = 0\ndraft_days = 0\nfinal_days = 0"


def test_what_staff_put_beside_the_draft_stays_and_is_named_to_them(office):
    finished(office)
    rule(office, EVERYTHING)
    give_back(office)
    folder = office.council.drafts / "山田太郎さん"
    strangers = {folder / "写真.jpg", folder / "資料/書類.zip", folder / "ケース会議資料.docx"}
    for path in strangers:
        path.write_text("staff's own")
    office.clock += DAY
    office.run()
    assert {p for p in folder.rglob("*") if p.is_file()} == strangers
    page = (office.council.root / "状況.html").read_text(encoding="utf-8")
    assert "2_下書き/山田太郎さん/写真.jpg" in page and "製品が置いたものではありません" in page
    (deleted,) = [e for e in entries(office, "deleted") if e.facts["kind"] == "drafts"]
    assert deleted.facts["kept"] == {"strange": 3}
    for path in strangers:
        path.unlink()
    office.clock += DAY
    office.run()
    assert not folder.exists()
    assert "写真" not in (office.council.root / "状況.html").read_text(encoding="utf-8")


def test_what_stays_is_no_fault_of_a_scheduled_run(office):
    finished(office)
    rule(office, EVERYTHING)
    give_back(office)
    (office.council.drafts / "山田太郎さん/写真.jpg").write_text("staff's own")
    office.clock += DAY
    assert not office.run().failed
    assert not office.run().failed


def test_with_a_link_in_the_draft_folders_place_nothing_outside_is_touched(office, tmp_path):
    finished(office)
    rule(office, EVERYTHING)
    give_back(office)
    folder = office.council.drafts / "山田太郎さん"
    folder.rename(tmp_path / "よそ")
    folder.symlink_to(tmp_path / "よそ", target_is_directory=True)
    before = everything(tmp_path / "よそ")
    office.clock += DAY
    sweep(office)()
    assert everything(tmp_path / "よそ") == before and folder.is_symlink()
    stays = {s.path: s.why for p in sweep(office).plan() for s in p.stays}
    assert "リンク" in stays[folder]


def test_an_edited_and_a_renamed_copy_stay_and_are_named(office):
    finished(office)
    rule(office, EVERYTHING)
    give_back(office)
    folder = office.council.drafts / "山田太郎さん"
    (folder / "山田太郎さん_下書き.docx").write_text("edited by a person")
    (folder / "山田太郎さん_聞き直し.html").rename(folder / "控え.html")
    office.clock += DAY
    sweep(office)()
    assert {p.name for p in folder.rglob("*") if p.is_file()} == {"山田太郎さん_下書き.docx", "控え.html"}
    stays = {s.path.name: s.why for p in sweep(office).plan() for s in p.stays}
    assert (
        "中身が変わって" in stays["山田太郎さん_下書き.docx"] and "製品が置いたものではありません" in stays["控え.html"]
    )


def test_a_draft_that_was_edited_into_what_came_back_goes_with_it(office):
    finished(office)
    rule(office, "draft_days = 0\nfinal_days = 30")
    give_back(office)
    draft = office.council.drafts / "山田太郎さん/山田太郎さん_下書き.docx"
    draft.write_text("final")
    office.clock += DAY
    sweep(office)()
    assert draft.exists()
    office.clock += 30 * DAY
    sweep(office)()
    assert not draft.exists() and not list(office.council.checked.iterdir())


def test_a_checked_file_that_comes_after_its_time_has_its_own_days(office):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 10\nwork_days = 10\ndraft_days = 10\nfinal_days = 10')
    office.clock += 11 * DAY
    sweep(office)()
    for _ in range(2):  # a second one, long after the first went
        office.clock += 100 * DAY
        final = give_back(office, office.store.jobs()[0].entry)
        office.clock += 9 * DAY
        sweep(office)()
        assert final.exists()
        planned = [p for p in sweep(office).plan() if final in p.paths]
        assert [p.due.at.timestamp() for p in planned] == [office.clock + DAY]
        office.clock += DAY
        sweep(office)()
        assert not final.exists()


def test_a_second_return_is_counted_by_itself_where_the_first_went(office):
    finished(office)
    rule(office, "final_days = 30")
    for _ in range(3):
        final = give_back(office)
        office.clock += 29 * DAY
        sweep(office)()
        assert final.exists()
        office.clock += 2 * DAY
        sweep(office)()
        assert not final.exists()


def test_of_a_folder_of_parts_only_the_recording_goes_and_its_papers_stay(office):
    for number in (1, 2):
        office.drop(f"山田太郎さん/{number}.wav", f"part {number}")
    office.drop("山田太郎さん/相談票.docx", "a paper")
    office.run()
    rule(office, 'count_from = "draft"\naudio_days = 0')
    done = office.council.done / "山田太郎さん"
    (done / "書類.zip").write_text("put there afterwards")
    office.clock += DAY
    sweep(office)()
    assert {p.name for p in done.iterdir()} == {"相談票.docx", "書類.zip"}
    (planned,) = [p for p in sweep(office).plan() if p.due.kind.value == "audio"]
    why = {s.path.name: s.why for s in planned.stays}
    assert "一緒に入れた資料" in why["相談票.docx"] and why["書類.zip"] == "製品が置いたものではありません"
    for path in done.iterdir():
        path.unlink()
    sweep(office)()
    assert not done.exists()


COMPANIONS = ("chat.txt", "字幕/closed_caption.vtt", "録音.sfk", "ZOOM0001.hprj", "THUMB.THM", "list.cue")


def with_companions(office, name="山田太郎さん"):
    office.drop(f"{name}/1.wav", "part")
    office.drop(f"{name}/相談票.docx", "a paper")
    for companion in COMPANIONS:
        office.drop(f"{name}/{companion}", f"made by a program: {companion}")


def test_what_a_program_put_beside_a_recording_goes_with_it(office):
    """Chats and subtitles hold what was said: a clerk who sees the recording go expects them to go, too."""
    with_companions(office)
    office.run()
    rule(office, 'count_from = "draft"\naudio_days = 30')
    done = office.council.done / "山田太郎さん"
    (planned,) = [p for p in sweep(office).plan() if p.due.kind.value == "audio"]
    assert {done / c for c in COMPANIONS} <= set(planned.paths)
    office.clock += 31 * DAY
    sweep(office)()
    assert {p.name for p in done.iterdir()} == {"相談票.docx"}
    (certificate,) = entries(office, "deleted")
    assert certificate.facts["files"] >= 1 + len(COMPANIONS)


def test_a_companion_that_was_changed_or_came_later_stays_and_is_named_as_what_it_is(office):
    with_companions(office)
    office.run()
    rule(office, 'count_from = "draft"\naudio_days = 0')
    done = office.council.done / "山田太郎さん"
    (done / "chat.txt").write_text("somebody wrote into it")
    (done / "あとから.srt").write_text("put there afterwards")
    office.clock += DAY
    sweep(office)()
    assert {p.name for p in done.iterdir()} == {"相談票.docx", "chat.txt", "あとから.srt"}
    (planned,) = [p for p in sweep(office).plan() if p.due.kind.value == "audio"]
    why = {s.path.name: s.why for s in planned.stays}
    assert why["あとから.srt"] == "製品が置いたものではありません"
    assert "一緒に入れた資料" in why["相談票.docx"]
    assert "chat.txt" in why


def test_beside_a_recording_that_failed_companions_stay_and_are_named(office):
    """They were never read, so nothing proves that they are what was dropped."""
    office.drop("うそ/1.wav", "NotARecording")
    office.drop("うそ/chat.txt", "made by a program")
    office.run()
    rule(office, "failed_days = 0")
    office.clock += DAY
    (planned,) = [p for p in sweep(office).plan() if p.due.kind.value == "audio"]
    assert [(s.path.name, "録音でも資料でもない" in s.why) for s in planned.stays] == [("chat.txt", True)]
    sweep(office)()
    assert [p.name for p in (office.council.inbox / "うそ").iterdir()] == ["chat.txt"]


def test_a_link_that_was_dropped_stays_whatever_the_rule_for_failed_ones_says(office, tmp_path):
    (tmp_path / "よそ.wav").write_text("elsewhere")
    (office.council.inbox / "会議.wav").symlink_to(tmp_path / "よそ.wav")
    office.run()
    rule(office, "failed_days = 0")
    office.clock += DAY
    sweep(office)()
    assert (office.council.inbox / "会議.wav").is_symlink() and (tmp_path / "よそ.wav").exists()


def test_of_links_among_the_work_files_only_the_links_go(office, tmp_path):
    work = finished(office)
    (tmp_path / "写真.jpg").write_text("staff's own")
    (work / "speech-1/link.json").symlink_to(tmp_path / "写真.jpg")
    (work / "documents").symlink_to(tmp_path, target_is_directory=True)
    rule(office, 'count_from = "draft"\nwork_days = 0')
    office.clock += DAY
    sweep(office)()
    assert not (work / "speech-1").exists() and not (work / "documents").is_symlink()
    assert (tmp_path / "写真.jpg").exists()


def test_the_plan_tells_what_lies_there_without_a_day_and_what_will_not_go(office, tmp_path):
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n', encoding="utf-8")

    def plan() -> str:
        result = CliRunner().invoke(app, ["retention", "--config", str(config)], env={"COLUMNS": "200"})
        assert result.exit_code == 0, result.output
        return result.output

    office.clock = time.time()
    finished(office)
    assert "消える日の決まっていないものの残る録音が1件" in plan()
    rule(office, 'count_from = "draft"\ndraft_days = 400')
    assert "そのあとに消えるものが1件" in plan()
    rule(office, 'count_from = "draft"\ndraft_days = 0')
    (office.council.drafts / "山田太郎さん/写真.jpg").write_text("staff's own")
    assert "下書き" in plan() and "写真.jpg。製品が置いたものではありません" in plan().replace("\n", "")
    office.clock += DAY
    sweep(office)()
    said = plan().replace("\n", "")
    assert "写真.jpg" in said and "ものの残る録音が1件" in said  # the original has no end


def test_a_recording_that_comes_again_after_its_erasure_is_a_new_one(office):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    office.clock += DAY
    office.run()
    assert office.store.jobs()[0].erased is not None
    office.drop("山田太郎さん.wav")
    assert not office.run().failed
    assert [job.entry for job in office.store.jobs()] == ["消去済みの録音 1", "山田太郎さん.wav"]
    assert list(office.drafts()) == ["山田太郎さん/山田太郎さん_下書き.docx"]


def test_a_renamed_original_is_found_and_told_before_its_name_is_forgotten(office):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    (office.council.done / "山田太郎さん.wav").rename(office.council.done / "山田 済.wav")
    office.clock += DAY
    office.run()
    assert (office.council.done / "山田 済.wav").exists()
    (left,) = office.store.keeping.leftovers("会議録")
    assert "処理済み/山田 済.wav" in left.found
    (office.council.done / "山田 済.wav").unlink()
    sweep(office)()
    assert office.store.jobs()[0].erased is not None and not office.store.keeping.leftovers("会議録")


def test_with_the_share_away_nothing_is_taken_for_erased(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    office.clock += DAY
    for folder in ("2_下書き", "処理済み"):
        (office.council.root / folder).rename(tmp_path / folder)
    sweep(office)()
    assert office.store.jobs()[0].erased is None


# -- what staff are told of it -----------------------------------------------------------------------------------------


def told(office, tmp_path: Path) -> str:
    """What 状況.html, 状況.csv and `transcriber status` say, as one text."""
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n', encoding="utf-8")
    Board(office.store, office.now).write(office.council)
    status = CliRunner().invoke(app, ["status", "--config", str(config)], env={"COLUMNS": "400"})
    assert status.exit_code == 0, status.output
    page, table = (office.council.root / name for name in (PAGE, TABLE))
    return page.read_text("utf-8").split("</style>")[1] + table.read_text("utf-8-sig") + status.output


def day(at: float) -> str:
    when = wall_clock.moment_at(at)
    return f"{when.year}年{when.month}月{when.day}日"


def test_a_draft_that_the_rule_deleted_is_told_as_gone_with_the_day_and_what_is_left(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\ndraft_days = 0')
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    assert words.count(f"下書きは{day(office.clock)}に保存期間の決まりにより消しました") == 3
    assert words.count("残っているもの：録音（処理済み/山田太郎さん.wav）。") == 3
    for wrong in ("2_下書き/山田太郎さん にあります", "下書きができました", "確認が済んだら"):
        assert wrong not in words
    assert "消去済み" in words


def test_a_draft_of_which_an_edited_file_is_left_says_which(office, tmp_path):
    finished(office)
    edited = office.council.drafts / "山田太郎さん/山田太郎さん_下書き.docx"
    edited.write_text("a person's words")
    rule(office, 'count_from = "draft"\ndraft_days = 0')
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    assert edited.exists()
    assert "一部は消去済み" in words
    left = "2_下書き/山田太郎さん/山田太郎さん_下書き.docx（製品が置いたときから中身が変わっています）"
    assert words.count(f"消していないものがあります：{left}。") == 3  # in the notices, once on each
    assert words.count("消していないものもあります（上の要対応に、録音 1 として書いてあります）。") == 3
    assert words.count("残っているもの：録音（処理済み/山田太郎さん.wav）。") == 3
    assert "下書きができました" not in words


def test_an_edited_draft_that_waits_for_its_checked_file_is_told_and_nothing_is_asked(office, tmp_path):
    finished(office)
    edited = office.council.drafts / "山田太郎さん/山田太郎さん_下書き.docx"
    edited.write_bytes(give_back(office).read_bytes())
    rule(office, "draft_days = 0\nfinal_days = 30")
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    later = "確認済みのファイルと同じ内容なので、確認済みのファイルと一緒に消します"
    assert words.count(f"2_下書き/山田太郎さん/山田太郎さん_下書き.docx も残っています（{later}）。") == 3
    assert "要対応" not in words and "消していないもの" not in words


def test_each_thing_that_stays_has_its_reason_once(office, tmp_path):
    finished(office)
    folder = office.council.drafts / "山田太郎さん"
    (folder / "山田太郎さん_下書き.docx").write_text("a person's words")
    for name in ("写真.jpg", "書類.zip"):
        (folder / name).write_text("staff's own")
    rule(office, 'count_from = "draft"\ndraft_days = 0')
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    changed = "2_下書き/山田太郎さん/山田太郎さん_下書き.docx（製品が置いたときから中身が変わっています）"
    strange = "2_下書き/山田太郎さん/写真.jpg、2_下書き/山田太郎さん/書類.zip（いずれも製品が置いたものではありません）"
    listed = [words.count(f"：{a}、{b}。") for a, b in ((changed, strange), (strange, changed))]
    assert 3 in listed


def test_a_draft_whose_sound_is_gone_is_still_a_draft_and_says_since_when_there_is_no_sound(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 0')
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    assert words.count(f"録音（聞き直しの音声も）は{day(office.clock)}に") == 3
    assert words.count("残っているもの：下書き（2_下書き/山田太郎さん）。") == 3
    assert "下書きができました" in words


def test_a_checked_file_that_the_rule_deleted_is_told_as_gone(office, tmp_path):
    finished(office)
    give_back(office)
    rule(office, "final_days = 0\ndraft_days = 0")
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    assert words.count(f"下書きと確認済みのファイルは{day(office.clock)}に") == 3
    assert "消去済み" in words


def test_what_came_again_after_the_deletion_is_not_told_as_gone(office, tmp_path):
    finished(office)
    give_back(office)
    rule(office, "final_days = 0")
    office.clock += DAY
    sweep(office)()
    give_back(office)
    words = told(office, tmp_path)
    assert "消しました" not in words and "確認済み" in words


def test_a_recording_of_which_nothing_is_left_says_since_when_and_names_no_state_of_a_draft(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\n' + EVERYTHING)
    office.clock += DAY
    sweep(office)()
    words = told(office, tmp_path)
    assert words.count(f"保存期間が過ぎたので、録音と文書を消しました。（{day(office.clock)}）") == 3
    assert "下書きができました" not in words


# -- worked on again ---------------------------------------------------------------------------------------------------


def retry(office, tmp_path: Path, *numbers: str) -> tuple[int, str]:
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["retry", *numbers, "--config", str(config)])
    return done.exit_code, done.output


def test_a_recording_whose_sound_the_rule_deleted_is_not_taken_up_again_and_the_rule_is_named(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 30')
    office.clock += 31 * DAY
    sweep(office)()
    before = office.job("山田太郎さん.wav")
    code, said = retry(office, tmp_path, str(before.id))
    assert code == 1
    assert (
        f"{day(office.clock)}に保存期間の決まり（設定.toml の [retention]：audio_days=30 count_from=draft）により"
        in said
    )
    assert "1_録音 に入れてください" in said
    assert office.job("山田太郎さん.wav") == before


def test_one_that_was_asked_for_before_is_told_so_and_does_not_wait_for_ever(office):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 0')
    office.clock += DAY
    sweep(office)()
    office.store.retry(office.job("山田太郎さん.wav"))  # as an older version did
    office.run()
    job = office.job("山田太郎さん.wav")
    assert job.status is Status.ATTENTION
    assert f"{day(office.clock)}に保存期間の決まり" in job.found


def without_sound(office) -> str:
    """The number of a recording whose draft is out and whose original a person took away from 処理済み."""
    work = finished(office)
    shutil.rmtree(work / "parts", ignore_errors=True)
    (office.council.done / "山田太郎さん.wav").unlink()
    return str(office.job("山田太郎さん.wav").id)


def test_one_whose_original_is_gone_cannot_be_asked_for(office, tmp_path):
    code, said = retry(office, tmp_path, without_sound(office))
    assert (code, "「山田太郎さん.wav」が 処理済み にない" in said) == (1, True)
    assert office.job("山田太郎さん.wav").status is Status.DRAFTED


def test_one_whose_original_goes_while_it_waits_is_told_and_its_draft_stays_named(office):
    without_sound(office)
    office.store.retry(office.job("山田太郎さん.wav"))
    office.run()
    job = office.job("山田太郎さん.wav")
    assert job.status is Status.ATTENTION
    assert "「山田太郎さん.wav」が 処理済み にない" in job.found
    assert f"2_下書き/{job.draft_folder} にあります" in job.found
    assert "1_録音 に入れてください" in job.todo


def test_the_same_sound_put_in_again_can_be_worked_on(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 5')
    office.clock += 6 * DAY
    sweep(office)()
    office.drop("もう一度.wav")  # the same bytes
    office.run()
    again = office.job("もう一度.wav")
    assert again.status is Status.ATTENTION
    assert retry(office, tmp_path, str(again.id))[0] == 0
    office.run()
    assert office.job("もう一度.wav").status is Status.DRAFTED


def test_of_several_asked_for_the_others_are_taken_up(office, tmp_path):
    finished(office)
    rule(office, 'count_from = "draft"\naudio_days = 0')
    office.clock += DAY
    sweep(office)()
    office.drop("別.wav", "NotARecording")
    office.run()
    gone, other = (str(office.job(name).id) for name in ("山田太郎さん.wav", "別.wav"))
    code, said = retry(office, tmp_path, gone, other)
    assert (code, f"{other}：もう一度処理します。" in said) == (1, True)
    assert office.job("別.wav").status is Status.WAITING
