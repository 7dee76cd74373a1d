"""What `transcriber process` leaves goes by its profile's rule too, with a certificate, unless it is held or nobody knows whose
it is."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from support import sounds
from support.council import meeting
from typer.testing import CliRunner

from transcriber.audit import log as audit_log
from transcriber.audit import verify_log
from transcriber.cli import process_command
from transcriber.cli.main import app
from transcriber.deletion import audit_journal
from transcriber.deletion.due_files import Sweep
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import single_runs
from transcriber.queue.returns_and_holds import Returned
from transcriber.settings import Engine, Tier
from transcriber.untrusted.files import sha256_of

DAY = 86400
SHA256 = hashlib.sha256(b"one").hexdigest()
LEFT = {"oneoff.json", "effect.json", "timing.json"}


def moment(office) -> dt.datetime:
    return dt.datetime.fromtimestamp(office.clock).astimezone()


def sweep(office) -> Sweep:
    log = audit_journal.open_log(office.store, office.work)
    return Sweep(office.store, office.watch, office.work, log, lambda: moment(office))


def processed(office, profile: Path | None = None, *, drafted: bool = True) -> Path:
    """As a run of `process` leaves its work folder, or one that broke off."""
    folder = profile or office.council.root
    work = single_runs.single_run_folder(office.work, SHA256)
    single_runs.begin(work, SHA256, folder, office.watch, moment(office))
    (work / "speech-1").mkdir()
    for name in ("audio.pcm", "media.json", "speech-1/0001.json", "turns-1.json", "effect.json", "timing.json"):
        (work / name).write_text("{}")
    if drafted:
        (work / "out/資料").mkdir(parents=True)
        (work / "out/資料/音声.webm").write_bytes(b"sound")
        (work / "out/単発_聞き直し.html").write_text("player")
        (work / "out/単発_下書き.docx").write_text("draft")
        meeting(SHA256, profile=folder.name).write(work / "out/資料/transcript.json")
        single_runs.note_drafted(work, moment(office))
    return work


def give_back(office, work: Path, tree: ProfileTree | None = None) -> Path:
    """A checked file, as the service notes it (exchange/returns.py)."""
    tree = tree or office.council
    final = tree.checked / "直したもの.docx"
    final.write_text("final")
    how = f"process {work.name}"
    one = Returned(tree.root.name, final.name, "s", sha256_of(final), None, how, 12, 12, "", "", office.clock)
    office.store.keeping.returned(one)
    return final


def rule(tree: ProfileTree, text: str) -> None:
    tree.options.parent.mkdir(parents=True, exist_ok=True)
    tree.options.write_text(f'kind = "council"\n[retention]\n{text}\n', encoding="utf-8")


def there(work: Path) -> set[str]:
    return {p.relative_to(work).as_posix() for p in work.rglob("*") if p.is_file()}


def deleted(office) -> list[audit_log.LogLine]:
    file = office.work / audit_log.LOG_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [e for e in map(audit_log.parse_line, lines) if e and e.what == "deleted"]


ALL = "audio_days = 10\nwork_days = 10\ndraft_days = 10\nfinal_days = 10"


def test_without_a_rule_nothing_goes(office):
    work = processed(office)
    give_back(office, work)
    before = there(work)
    office.clock += 1000 * DAY
    assert sweep(office)() == 0
    assert there(work) == before


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("audio_days = 10", {"audio.pcm", "media.json", "out/資料/音声.webm"}),
        ("work_days = 10", {"speech-1/0001.json", "turns-1.json"}),
        (
            "draft_days = 10",
            {"out/単発_聞き直し.html", "out/単発_下書き.docx", "out/資料/transcript.json", "out/資料/音声.webm"},
        ),
        ("final_days = 10", set()),
    ],
)
def test_each_kind_goes_by_its_own_days_with_a_certificate(office, line, gone):
    work = processed(office)
    rule(office.council, line)
    final = give_back(office, work)
    before = there(work)
    hashes = {sha256_of(p) for p in (*(work / name for name in gone), *([final] if "final" in line else []))}
    office.clock += 9 * DAY
    assert sweep(office)() == 0
    office.clock += 2 * DAY
    assert sweep(office)() == 1
    assert before - there(work) == gone
    assert final.exists() is not ("final" in line)
    (certificate,) = deleted(office)
    assert (certificate.job, certificate.profile, certificate.facts["process"]) == (None, "会議録", work.name)
    assert set(certificate.facts["sha256"]) == hashes
    assert verify_log(office.work / audit_log.LOG_FILE, office.store.keeping.read()).whole
    assert sweep(office)() == 0  # once


def test_figures_and_the_record_outlive_everything(office):
    work = processed(office)
    rule(office.council, ALL)
    final = give_back(office, work)
    office.clock += 11 * DAY
    assert sweep(office)() == 4
    assert there(work) == LEFT
    assert not final.exists()
    assert "単発" not in (work / single_runs.RECORD).read_text(encoding="utf-8")


def test_what_never_came_back_is_counted_from_the_draft_where_the_rule_says_so(office):
    work = processed(office)
    rule(office.council, ALL)
    office.clock += 1000 * DAY
    assert sweep(office)() == 0
    rule(office.council, f'count_from = "draft"\n{ALL}')
    assert sweep(office)() == 3
    assert there(work) == LEFT


def test_a_run_that_broke_off_goes_as_a_failed_recording(office):
    work = processed(office, drafted=False)
    rule(office.council, "failed_days = 30")
    office.clock += 29 * DAY
    assert sweep(office)() == 0
    office.clock += 2 * DAY
    assert sweep(office)() == 2
    assert there(work) == LEFT


def test_a_profile_given_as_a_folder_has_its_own_rule(office, tmp_path):
    own = ProfileTree(tmp_path / "elsewhere/会議録")  # the same name as one in the watch folder
    rule(own, f'count_from = "draft"\n{ALL}')
    work = processed(office, own.root)
    office.clock += 11 * DAY
    assert sweep(office)() == 3
    assert there(work) == LEFT


@pytest.mark.parametrize("inside", [True, False])
def test_of_a_profile_that_is_gone_nothing_is_deleted_and_the_plan_says_so(office, tmp_path, inside):
    rule(office.council, f'count_from = "draft"\n{ALL}')
    own = ProfileTree((office.watch if inside else tmp_path) / "委員会")
    rule(own, f'count_from = "draft"\n{ALL}')
    work = processed(office, own.root)
    before = there(work)
    shutil.rmtree(own.root)
    office.clock += 11 * DAY
    assert sweep(office)() == 0
    assert there(work) == before
    (lasting,) = sweep(office).lasting()
    assert lasting.place == work and "「委員会」のフォルダがありません" in lasting.why


def test_settings_that_cannot_be_read_delete_nothing(office):
    work = processed(office)
    rule(office.council, 'audio_days = "soon"')
    office.clock += 1000 * DAY
    assert sweep(office)() == 0
    assert "読めません" in sweep(office).lasting()[0].why
    assert (work / "audio.pcm").exists()


def test_a_folder_from_before_records_were_kept_goes_by_its_transcript(office):
    work = processed(office)
    (work / single_runs.RECORD).unlink()
    office.clock = 3_000_000_000.0  # the transcript says that it was made today
    rule(office.council, 'count_from = "draft"\ndraft_days = 0\nwork_days = 0')
    assert sweep(office)() == 2
    assert there(work) == LEFT | {"audio.pcm", "media.json"}


def test_a_folder_that_nobody_knows_stays_and_the_plan_says_so(office):
    work = processed(office, drafted=False)
    (work / single_runs.RECORD).unlink()
    office.clock += 1000 * DAY
    assert sweep(office)() == 0
    assert "どの設定で作ったか分かりません" in sweep(office).lasting()[0].why


def test_nothing_is_deleted_under_a_running_process(office):
    work = processed(office)
    rule(office.council, 'count_from = "draft"\naudio_days = 0')
    with single_runs.worked_on(work, wait=False) as ours:
        assert ours
        sweep(office)()
        assert (work / "audio.pcm").exists()
    sweep(office)()
    assert not (work / "audio.pcm").exists()


def test_a_held_recording_of_the_store_holds_what_process_made_of_it_as_well(office):
    office.drop("単発.wav", "one")
    office.run()
    work = processed(office)
    rule(office.council, 'count_from = "draft"\naudio_days = 0')
    job = office.job("単発.wav")
    assert job.sha256 == SHA256
    office.store.keeping.hold(job, "開示請求")
    office.clock += DAY
    sweep(office)()
    assert (work / "audio.pcm").exists()
    assert all(p.kept for p in sweep(office).plan())


def test_hold_release_and_plan_by_command(office, tmp_path):
    work = processed(office)
    rule(office.council, 'count_from = "draft"\naudio_days = 0')
    config = tmp_path / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{office.watch}"\nwork = "{office.work}"\n', encoding="utf-8")

    def said(*command: str) -> str:
        result = CliRunner().invoke(app, [*command, "--config", str(config)], env={"COLUMNS": "200"})
        assert result.exit_code == 0, result.output
        return result.output

    assert "release で解くまで" in said("hold", work.name, "--reason", "開示請求 第3号")
    plan = said("retention")
    assert work.name in plan and "保存の指定" in plan and "開示請求 第3号" in plan
    assert "0件を消しました" in said("retention", "--delete")
    assert (work / "audio.pcm").exists()
    single_runs.begin(
        work, SHA256, office.council.root, office.watch, moment(office)
    )  # another run does not end the hold
    assert "0件を消しました" in said("retention", "--delete")
    said("release", work.name)
    assert "1件を消しました" in said("retention", "--delete")
    assert not (work / "audio.pcm").exists()
    listed = said("audit", "list")
    assert all(f"{what},," in listed for what in ("held", "hold_released", "deleted"))
    assert CliRunner().invoke(app, ["hold", "99", "--config", str(config)]).exit_code == 1


def test_process_remembers_its_profile_and_waits_for_another_one_at_the_same_recording(office, tmp_path):
    recording = sounds.write(tmp_path / "単発.wav", np.concatenate([sounds.tone(4), sounds.silence(1)]), "pcm_s16le")
    settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    work = single_runs.single_run_folder(office.work, sha256_of(recording))
    console = Console(file=io.StringIO(), width=200)
    held = threading.Event()

    def hold() -> None:
        with single_runs.worked_on(work, wait=False):
            held.set()
            while "別の transcriber" not in console.file.getvalue():
                time.sleep(0.01)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    process_command.processed(settings, recording, "会議録", console)
    other.join()
    record = single_runs.record(work)
    assert (record.profile, record.place, record.sha256) == ("会議録", "", sha256_of(recording))
    assert record.drafted and record.begun <= record.tried <= record.drafted
