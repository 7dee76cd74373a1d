"""A client's name in a file name is gone with the files: out of the store, the status page, the folders, and every byte on disk."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from support import sounds

from scripts.bench.masking.searched import holds, unpacked
from transcriber.deletion import erased_names
from transcriber.pipeline.stages import Stages
from transcriber.queue import told_gone
from transcriber.queue.job import Status
from transcriber.settings import Engine, Tier

NAME = "山田幸子"
DAY = 86400
RULE = 'kind = "consultation"\n[retention]\ncount_from = "draft"\n' + "\n".join(
    f"{kind}_days = 0" for kind in ("audio", "work", "draft", "final", "failed")
)


def places_with(name: str, *roots: Path) -> list[str]:
    """Every path whose name or content holds `name`: packed, escaped, in any of the codings of a Japanese PC."""
    found = []
    for path in (p for root in roots for p in (root, *root.rglob("*"))):
        inside = unpacked(path.name, path.read_bytes()) if path.is_file() else ()
        if name in path.name or any(holds(name, data) for _, data in inside):
            found.append(str(path))
    return found


@pytest.fixture
def spoken(tmp_path) -> Path:
    return sounds.write(tmp_path / "a.wav", np.concatenate([sounds.tone(4), sounds.silence(1)] * 3), "pcm_s16le")


@pytest.fixture
def consultation(office, spoken, tmp_path):
    """The real stages around the fake engine, and names everywhere a file name may bring them."""
    office.settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    office.pipeline = Stages(office.settings)
    other = sounds.write(tmp_path / "b.wav", np.concatenate([sounds.tone(3), sounds.silence(1)] * 3), "pcm_s16le")
    tree = office.consultation
    office.drop(f"{NAME}さん面談.wav", spoken.read_bytes(), tree)
    for number in (1, 2):
        office.drop(f"{NAME}の家族/{number}.wav", other.read_bytes() if number == 1 else spoken.read_bytes(), tree)
    office.drop(f"{NAME}_壊れ.wav", b"not a recording", tree)
    office.run()
    office.drop(f"{NAME}のコピー.wav", spoken.read_bytes(), tree)  # is told whose copy it is
    office.run()
    return office


def give_back(office, folder: str, name: str) -> Path:
    tree = office.consultation
    (draft,) = (tree.drafts / folder).glob("*_下書き.docx")
    return Path(shutil.copy(draft, tree.checked / name))


def test_not_one_byte_of_the_name_is_left_when_everything_was_erased_nor_after_a_late_return(consultation, tmp_path):
    office, tree = consultation, consultation.consultation
    late = shutil.copy(give_back(office, f"{NAME}さん面談", f"{NAME}さん面談_確認.docx"), tmp_path / "late.docx")
    stray = tree.checked / f"{NAME}の覚書.docx"
    stray.write_bytes(b"no draft of ours")
    sheet = tree.drafts / f"{NAME}の家族/話者.xlsx"
    sheet.write_bytes(b"no workbook")  # gives a notice that names the folder
    office.run()
    office.run()
    assert len(places_with(NAME, office.watch, office.work)) > 20
    sheet.unlink()
    stray.unlink()
    tree.options.write_text(RULE, encoding="utf-8")
    office.clock += DAY
    office.run()
    office.clock += 3601
    office.run()
    assert places_with(NAME, office.watch, office.work) == []
    assert [job.entry for job in office.store.jobs()] == [f"消去済みの録音 {n}" for n in (1, 2, 3, 4)]
    page = (tree.root / "状況.html").read_text(encoding="utf-8")
    assert "消去済みの録音" in page and told_gone.ERASED in page
    assert sum(bool(job.sha256) for job in office.store.jobs()) >= 2  # hashes stay

    office.clock += 100 * DAY
    shutil.copy(late, tree.checked / f"{NAME}さん_遅れて.docx")
    office.run()
    assert places_with(NAME, office.watch, office.work)
    for _ in range(2):
        office.clock += DAY
        office.run()
    assert places_with(NAME, office.watch, office.work) == []


def row(office) -> tuple[str, str, str]:
    """State, explanation and what to do of the one recording, as 状況.csv has them."""
    with (office.consultation.root / "状況.csv").open(encoding="utf-8-sig", newline="") as f:
        (one,) = [row for row in csv.DictReader(f) if not row["録音"].startswith("［")]
    return one["状態"], one["説明"], one["すること"]


def test_what_came_back_late_and_was_deleted_is_not_asked_for_again(office, spoken, tmp_path):
    office.settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    office.pipeline = Stages(office.settings)
    office.drop("面談.wav", spoken.read_bytes(), office.consultation)
    office.run()
    late = shutil.copy(give_back(office, "面談", "面談.docx"), tmp_path / "late.docx")
    (office.consultation.checked / "面談.docx").unlink()
    office.consultation.options.write_text(RULE, encoding="utf-8")
    office.clock += 5
    office.run()
    erased = row(office)
    assert erased[0] == "消去済み" and told_gone.ERASED in erased[1] and not erased[2]
    shutil.copy(late, office.consultation.checked / "面談.docx")
    office.clock += 5
    office.run()  # the rule was applied before the file was read
    state, found, todo = row(office)
    assert state == "一部は消去済み" and not todo
    assert (
        found.startswith(told_gone.ERASED)
        and "そのあとに戻った確認済みのファイル（3_確認済み）が残っています。" in found
    )
    office.clock += 5
    office.run()
    assert not (office.consultation.checked / "面談.docx").exists()
    assert row(office) == erased


def test_with_the_checked_file_goes_what_was_to_be_done_about_it(office, spoken):
    office.settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    office.pipeline = Stages(office.settings)
    office.drop("面談.wav", spoken.read_bytes(), office.consultation)
    office.run()
    give_back(office, "面談", "面談.docx")
    office.run()
    assert "もう一度入れてください" in row(office)[2]
    own = office.consultation.drafts / "面談/メモ.txt"
    own.write_text("staff's own")
    office.consultation.options.write_text(RULE, encoding="utf-8")
    office.clock += DAY
    office.run()
    state, found, todo = row(office)
    assert state == "一部は消去済み" and not todo
    assert "確認済みの Word を受け取りました。" in found and "項目に印がありません" not in found


def test_the_name_stays_as_long_as_something_lies_under_it(office):
    tree = office.consultation
    office.drop(f"{NAME}さん面談.wav", tree=tree)
    office.run()
    note = tree.drafts / f"{NAME}さん面談/メモ.txt"
    note.write_text("staff's own")
    tree.options.write_text(RULE, encoding="utf-8")
    office.clock += DAY
    office.run()
    assert note.exists() and office.job(f"{NAME}さん面談.wav").erased is None
    note.unlink()
    office.clock += DAY
    office.run()
    assert places_with(NAME, office.watch, office.work) == []


@pytest.fixture
def real(office):
    """The real stages around the fake engine."""
    office.settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    office.pipeline = Stages(office.settings)
    return office


@pytest.mark.parametrize("called", ["~${0}", ".~lock.{1}#"], ids=["Word", "LibreOffice"])
def test_what_word_left_beside_a_checked_file_is_told_and_keeps_the_name(real, spoken, called):
    """It is called after the file and holds who opened it; it is staff's, so staff remove it."""
    office, tree, name = real, real.consultation, f"確認_{NAME}.docx"
    office.drop("面談.wav", spoken.read_bytes(), tree)
    office.run()
    give_back(office, "面談", name)
    office.run()
    left = tree.checked / called.format(name[2:], name)
    left.write_bytes("筆者".encode("utf-16-le"))
    os.utime(left, (1, 1))  # a crash of long ago
    os.utime(tree.checked / name, (1, 1))
    tree.options.write_text(RULE, encoding="utf-8")
    for _ in range(3):
        office.clock += DAY
        office.run()
    (told,) = office.store.keeping.leftovers(tree.root.name)
    assert left.name in told.found and erased_names.LOCK in told.found
    left.unlink()
    office.clock += DAY
    office.run()
    assert places_with(NAME, office.watch, office.work) == []


def test_what_another_recording_was_told_of_it_goes_with_the_name(real, spoken, tmp_path):
    """A recording that is a part of another one is told to use that one's draft."""
    office, tree = real, real.consultation
    other = sounds.write(tmp_path / "b.wav", np.concatenate([sounds.tone(3), sounds.silence(1)] * 3), "pcm_s16le")
    office.drop("前半.wav", spoken.read_bytes(), tree)
    office.run()
    for number, part in enumerate((spoken, other), start=1):
        office.drop(f"{NAME}/{number}.wav", part.read_bytes(), tree)
    office.run()
    part = office.job("前半.wav")
    assert NAME in part.found and NAME in part.todo
    office.store.keeping.hold(part, "")
    tree.options.write_text(RULE, encoding="utf-8")
    for _ in range(2):
        office.clock += DAY
        office.run()
    assert (office.job("前半.wav").found, office.job("前半.wav").todo) == ("", "")
    assert places_with(NAME, office.watch, office.work) == []


def test_without_a_rule_no_name_goes(office):
    tree = office.consultation
    office.drop(f"{NAME}さん面談.wav", tree=tree)
    office.run()
    shutil.rmtree(tree.drafts / f"{NAME}さん面談")
    office.clock += 1000 * DAY
    office.run()
    assert office.job(f"{NAME}さん面談.wav").erased is None


def test_while_another_process_reads_the_store_its_bytes_are_cleaned_by_a_later_sweep(office):
    tree = office.consultation
    office.drop(f"{NAME}さん面談.wav", tree=tree)
    office.run()
    tree.options.write_text(RULE, encoding="utf-8")
    reader = sqlite3.connect(office.work / "jobs.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT entry FROM jobs").fetchall()
    office.clock += DAY
    office.run()
    assert office.store.jobs()[0].erased is not None
    assert places_with(NAME, office.work)
    reader.close()
    office.clock += DAY
    office.run()
    assert places_with(NAME, office.work) == []


def test_a_failed_recording_that_a_look_finds_missing_after_the_rule_took_it_was_not_taken_by_a_person(
    office, monkeypatch
):
    tree = office.consultation
    tree.options.write_text(RULE.replace("failed_days = 0", "failed_days = 30"), encoding="utf-8")
    office.drop(f"{NAME}.wav", "NotARecording", tree)
    office.run()
    office.clock += 31 * DAY
    settle = erased_names.ErasedNames.settle
    monkeypatch.setattr(erased_names.ErasedNames, "settle", lambda *_, **__: None)  # the look comes first
    office.run()
    office.run()  # a run may end before it looks again
    monkeypatch.setattr(erased_names.ErasedNames, "settle", settle)
    assert office.job(f"{NAME}.wav").status is Status.ATTENTION
    office.run()
    assert places_with(NAME, office.watch, office.work) == []


def test_a_failed_recording_that_a_look_finds_missing_before_its_deletion_is_noted_is_not_counted_anew(
    office, monkeypatch
):
    tree = office.consultation
    tree.options.write_text(RULE.replace("failed_days = 0", "failed_days = 30"), encoding="utf-8")
    office.drop(f"{NAME}.wav", "NotARecording", tree)
    office.run()
    office.clock += 31 * DAY
    erased = office.store.keeping.erased

    def looked_at_before(job, what):
        office.store.withdrawn(job)
        erased(job, what)

    monkeypatch.setattr(office.store.keeping, "erased", looked_at_before)
    office.run()
    office.clock += DAY
    office.run()
    assert places_with(NAME, office.watch, office.work) == []
