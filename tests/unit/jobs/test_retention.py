"""How long things stay: nothing goes unless the office says so, what goes is certified, what is held stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from transcriber.audit import log as audit_log
from transcriber.audit import verify
from transcriber.jobs import auditing
from transcriber.jobs.keeping import Returned
from transcriber.jobs.publish import sha256_of
from transcriber.jobs.retention import Sweep
from transcriber.jobs.runner import work_folder

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
    """A companion of the draft, as the runner publishes it (jobs/publish.py)."""
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

    log = auditing.open_log(office.store, office.work)
    return Sweep(office.store, office.watch, office.work, log, moment)


def entries(office, what: str) -> list[audit_log.Entry]:
    lines = (office.work / audit_log.FILE_NAME).read_text(encoding="utf-8").splitlines()
    return [e for e in map(audit_log.parse, lines) if e and e.what == what]


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
            ("_下書き.docx", "transcript.json", "_聞き直し.html"),
            ("処理済み/山田太郎さん.wav", "音声.webm", "effect.json"),
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
    assert "山田" not in (office.work / audit_log.FILE_NAME).read_text(encoding="utf-8")
    assert verify(office.work / audit_log.FILE_NAME, office.store.keeping.read()).whole


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
    (office.work / audit_log.FILE_NAME).unlink(missing_ok=True)
    (office.work / audit_log.FILE_NAME).mkdir()
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
    assert verify(office.work / audit_log.FILE_NAME, office.store.keeping.read()).whole
