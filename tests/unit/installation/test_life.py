"""The life of an installation: a backup comes back, an update can be taken back, and a machine that is given away holds nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from test_erased_names import NAME, places_with
from typer.testing import CliRunner

from transcriber.audit import verify_log
from transcriber.audit.log import LOG_FILE
from transcriber.cli import main
from transcriber.deletion import audit_journal, disposal
from transcriber.queue import database, migrations
from transcriber.queue.job import Status
from transcriber.queue.store import Store


def config(office) -> str:
    file = office.watch.parent / "transcriber.toml"
    file.write_text('[folders]\nwatch = "watch"\nwork = "work"\n[engine]\ntier = "fake"\n', encoding="utf-8")
    return str(file)


def originals(office) -> list[str]:
    tree = office.council
    return sorted(p.name for folder in (tree.inbox, tree.done) for p in folder.rglob("*.wav"))


# -- backup --------------------------------------------------------------------------------------------------------


def test_a_backup_of_the_work_folder_comes_back_and_the_office_goes_on(office, tmp_path):
    office.drop("前.wav", "before")
    office.run()
    office.drop("待ち.wav", "waits")
    office.store.close()
    shutil.copytree(office.work, tmp_path / "backup")  # as the guide says: stopped, then copied
    office.store = Store.open(office.work, office.now)
    office.run()
    office.drop("後.wav", "after")
    office.run()
    office.store.close()
    shutil.rmtree(office.work)  # the disk of the PC is gone; the share is not
    shutil.copytree(tmp_path / "backup", office.work)
    office.store = Store.open(office.work, office.now)
    office.drop("次.wav", "next")
    office.run()
    assert set(originals(office)) == {"前.wav", "後.wav", "待ち.wav", "次.wav"} and len(originals(office)) == 4
    assert {name.split("/")[0] for name in office.drafts()} == {"前", "待ち", "後", "次"}
    assert len(office.drafts()) == len(set(office.drafts())) == 4  # nothing was drafted twice
    assert office.job("前.wav").status is office.job("次.wav").status is Status.DRAFTED
    assert verify_log(office.work / LOG_FILE, office.store.keeping.read()).whole


def test_without_any_backup_the_recordings_and_drafts_are_still_there_and_new_ones_are_made(office):
    office.drop("前.wav", "before")
    office.run()
    office.store.close()
    shutil.rmtree(office.work)
    office.store = Store.open(office.work, office.now)
    office.drop("次.wav", "next")
    office.run()
    assert originals(office) == sorted(["前.wav", "次.wav"])
    assert {name.split("/")[0] for name in office.drafts()} == {"前", "次"}


# -- update and back -----------------------------------------------------------------------------------------------


def test_an_update_keeps_a_store_that_the_program_of_before_goes_on_with(office, monkeypatch):
    office.drop("録音.wav", "one")
    office.run()
    office.store.close()
    before = migrations.STEPS
    after = (*before, "ALTER TABLE jobs ADD COLUMN newer TEXT NOT NULL DEFAULT ''")
    monkeypatch.setattr(migrations, "STEPS", after)
    monkeypatch.setattr(migrations.migrate, "__defaults__", (after,))
    Store.open(office.work, office.now).close()
    (former,) = office.work.glob(database.FORMER.format("*"))
    assert former.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(former)) as kept:
        assert migrations.schema_version(kept) == len(before)
    monkeypatch.setattr(migrations, "STEPS", before)
    monkeypatch.setattr(migrations.migrate, "__defaults__", (before,))
    for each in office.work.glob("jobs.sqlite3*"):
        each.unlink()
    shutil.copyfile(former, office.work / database.STORE_FILE)  # back, as the guide says
    office.store = Store.open(office.work, office.now)
    assert office.job("録音.wav").status is Status.DRAFTED
    office.drop("次.wav", "two")
    office.run()
    assert office.job("次.wav").status is Status.DRAFTED


def test_a_first_start_and_an_ordinary_one_keep_no_copy(office):
    office.store.close()
    office.store = Store.open(office.work, office.now)
    assert not list(office.work.glob(database.FORMER.format("*")))


def test_the_copy_goes_with_what_was_erased(office):
    (office.work / database.FORMER.format(2)).write_bytes(NAME.encode())
    office.store._database.scrub()
    assert not list(office.work.glob(database.FORMER.format("*")))


# -- log and store both gone ---------------------------------------------------------------------------------------


def test_a_log_that_begins_amid_work_of_before_says_so_for_ever(office):
    office.drop("録音.wav", "one")
    office.run()
    asked = ["audit", "verify", "--config", config(office)]
    assert CliRunner().invoke(main.app, asked).exit_code == 0
    office.store.close()
    for each in (*office.work.glob("jobs.sqlite3*"), *office.work.glob("audit.jsonl*")):
        each.unlink()
    done = CliRunner().invoke(main.app, asked)
    assert done.exit_code == 1 and "作業フォルダが1件" in done.output
    shutil.rmtree(office.work / "jobs")  # as the watcher tidies up what belongs to no recording
    assert CliRunner().invoke(main.app, asked).exit_code == 1
    office.store = Store.open(office.work, office.now)


def test_a_new_installation_begins_without_such_a_line(office):
    assert not audit_journal.open_log(office.store, office.work).file.exists()


# -- disposal ------------------------------------------------------------------------------------------------------


@pytest.fixture
def used(office):
    office.drop(f"{NAME}さん.wav", f"sound {NAME}")
    office.run()
    (office.work / "voices").mkdir()
    (office.work / "voices" / f"{NAME}.npz").write_bytes(NAME.encode())
    (office.work / "tmp").mkdir(exist_ok=True)
    (office.work / "tmp" / "lu1.tmp").write_text(NAME)
    office.store.close()
    yield office
    if office.work.exists():
        office.store = Store.open(office.work, office.now)


def test_a_machine_that_is_given_away_holds_nothing_and_that_is_certified(used, tmp_path):
    out = tmp_path / "証明"
    asked = ["dispose", "--out", str(out), "--config", config(used)]
    shown = CliRunner().invoke(main.app, asked)
    assert shown.exit_code == 0 and "--delete" in shown.output and used.work.exists()
    done = CliRunner().invoke(main.app, [*asked, "--delete"])
    assert done.exit_code == 0, done.output
    assert not used.work.exists()
    told = json.loads((out / disposal.CERTIFICATE).read_text(encoding="utf-8"))
    assert told["done"] and told["left"] == [] and told["log_whole"]
    assert told["kinds"]["登録した声の特徴"] == 1 and told["files"] >= 5
    assert "物理的な破壊" in (out / disposal.CERTIFICATE_TEXT).read_text(encoding="utf-8")
    assert (out / disposal.LAST_LOG).read_text(encoding="utf-8").count("\n") >= 3
    assert places_with(NAME, out) == []
    assert originals(used) == [f"{NAME}さん.wav"]  # the share is the office's


@pytest.mark.parametrize("why", ["hold", "unfinished", "elsewhere", "inside"])
def test_nothing_goes_while_something_speaks_against_it(used, why, tmp_path):
    out = tmp_path / "証明"
    used.store = Store.open(used.work, used.now)
    if why == "hold":
        used.store.keeping.hold(used.job(f"{NAME}さん.wav"), "開示請求")
    elif why == "unfinished":
        used.store.retry(used.job(f"{NAME}さん.wav"))
    used.store.close()
    if why == "inside":
        out = used.work / "証明"
    if why == "elsewhere":
        (used.work / "jobs.sqlite3").unlink()
        with pytest.raises(Exception, match="作業フォルダではありません"):
            disposal.dispose(used.work, out, __import__("datetime").datetime.now().astimezone())
    else:
        done = CliRunner().invoke(main.app, ["dispose", "--out", str(out), "--delete", "--config", config(used)])
        assert done.exit_code != 0 or isinstance(done.exception, Exception)
    assert Path(used.work / "voices" / f"{NAME}.npz").exists()
