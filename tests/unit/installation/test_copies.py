"""Nobody is told to remove a recording whose bytes lie nowhere else; and a copy never takes its original's place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from transcriber.errors import StorageError
from transcriber.intake import inbox
from transcriber.profiles.tree import PAGE, TABLE
from transcriber.queue import originals
from transcriber.queue.job import FileState, Status
from transcriber.queue.overwritten import OverwrittenOriginals
from transcriber.untrusted import files

REMOVE = "取り除いて"


@pytest.fixture
def copied(office):
    """A recording that is a draft, with its original in the archive, and a copy of it in the inbox."""
    office.drop("定例会.wav", "sound")
    office.run()
    office.drop("もう一つ.wav", "sound")
    office.run()
    return office


def page(office) -> str:
    return (office.council.root / PAGE).read_text() + (office.council.root / TABLE).read_text(encoding="utf-8-sig")


def test_the_advice_names_the_original_that_is_safe(copied):
    copy = copied.job("もう一つ.wav")
    assert (copy.status, "「定例会.wav」" in copy.found, REMOVE in copy.todo) == (Status.ATTENTION, True, True)
    assert REMOVE in page(copied)


def test_when_the_archived_original_disappears_the_copy_becomes_the_original(copied):
    (copied.council.done / "定例会.wav").unlink()
    assert not copied.run().failed
    (job,) = copied.store.jobs()
    assert (job.entry, job.status, job.archive) == ("もう一つ.wav", Status.DRAFTED, "もう一つ.wav")
    assert (copied.council.done / "もう一つ.wav").read_text() == "sound"
    assert REMOVE not in page(copied)
    assert "見当たらなくなっていたので、同じ内容の「もう一つ.wav」を元の録音として扱いました" in page(copied)
    assert "確認が済んだら" in page(copied)
    assert len(copied.pipeline.runs) == 1


def test_the_advice_is_gone_at_the_first_look_not_when_there_is_time_to_read_it(copied, monkeypatch):
    (copied.council.done / "定例会.wav").unlink()
    monkeypatch.setattr(copied.store, "due", tuple)  # the worker is busy with others
    copied.run()
    copy = copied.job("もう一つ.wav")
    assert (copy.status, "この録音だけ" in copy.found, copy.todo) == (Status.WAITING, True, "")
    assert REMOVE not in page(copied)


def test_an_archived_original_with_other_bytes_is_no_original(copied):
    original = copied.council.done / "定例会.wav"
    times = original.stat()
    original.write_text("noise")
    os.utime(original, ns=(times.st_atime_ns, times.st_mtime_ns))  # a look at size and time would not tell
    copied.drop("三つ目.wav", "sound")
    copied.run()
    for copy in (j for j in copied.store.jobs() if REMOVE in j.todo):  # of the two left, one takes its place
        archived = copied.council.done / copied.store.get(copy.first).archive
        assert archived.read_text() == "sound"
    assert "sound" in [p.read_text() for p in copied.council.done.iterdir()]
    assert original.read_text() == "noise"


@pytest.mark.parametrize("times_kept", [True, False], ids=["same size and time", "same size"])
def test_an_original_that_was_overwritten_after_the_advice_takes_it_back(copied, times_kept):
    original = copied.council.done / "定例会.wav"
    times = original.stat()
    original.write_text("noise")
    if times_kept:
        os.utime(original, ns=(times.st_atime_ns, times.st_mtime_ns))
    copied.run()
    assert REMOVE not in page(copied)
    assert not [j for j in copied.store.jobs() if REMOVE in j.todo]
    assert "sound" in [p.read_text() for p in copied.council.root.rglob("*.wav")], "the last one is kept"
    assert original.read_text() == "noise"


def test_an_original_in_the_inbox_that_was_overwritten_takes_the_advice_back(office):
    first = office.drop("定例会.wav", "TruncatedRecording sound")
    office.run()
    office.drop("もう一つ.wav", "TruncatedRecording sound")
    office.run()
    assert REMOVE in office.job("もう一つ.wav").todo
    times = first.stat()
    first.write_text("TruncatedRecording noise")
    os.utime(first, ns=(times.st_atime_ns, times.st_mtime_ns))
    office.run()
    assert not [j for j in office.store.jobs() if REMOVE in j.todo]


def test_the_advice_rests_on_bytes_read_not_long_ago(copied, monkeypatch):
    """A share that tells nothing of an overwritten file: the same number, size and times."""
    original = copied.council.done / "定例会.wav"
    same = files.identity(original)
    real = files.identity
    monkeypatch.setattr(files, "identity", lambda path: same if path == original else real(path))
    original.write_text("noise")
    os.utime(original, ns=(same.modified, same.modified))
    copied.clock += originals.PROVED_SECONDS
    copied.run()
    assert REMOVE not in page(copied)


def test_an_original_is_not_read_again_at_every_look(copied, monkeypatch):
    read = []
    real = originals.content_hash
    monkeypatch.setattr(originals, "content_hash", lambda path, stop: read.append(path) or real(path, stop))
    for _ in range(3):
        copied.clock += 60
        copied.run()
    assert read == []
    assert REMOVE in copied.job("もう一つ.wav").todo


def test_where_the_archive_cannot_be_read_nothing_is_advised_for_now(copied, monkeypatch):
    real = inbox.signature_at

    def denied(path):
        if path.is_relative_to(copied.council.done):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(inbox, "signature_at", denied)
    copied.run()
    copy = copied.job("もう一つ.wav")
    assert (REMOVE in copy.todo, "確かめられません" in copy.found) == (False, True)
    assert REMOVE not in page(copied)
    monkeypatch.setattr(inbox, "signature_at", real)
    copied.run()
    assert REMOVE in copied.job("もう一つ.wav").todo


def test_an_original_that_the_rule_deleted_makes_the_copy_the_last_one_but_not_a_new_original(copied):
    (copied.council.done / "定例会.wav").unlink()
    copied.store.keeping.erased(copied.job("定例会.wav"), "audio")
    copied.run()
    copy = copied.job("もう一つ.wav")
    assert (copy.status, REMOVE in copy.todo) == (Status.ATTENTION, False)
    assert "残っているのはこの録音だけです" in copy.found
    assert list(copied.council.done.iterdir()) == []


def test_a_recording_whose_original_was_lost_takes_the_next_copy(office):
    office.drop("定例会.wav", "sound")
    office.run()
    (office.council.done / "定例会.wav").unlink()
    office.drop("送ってもらった.wav", "sound")
    assert not office.run().failed
    (job,) = office.store.jobs()
    assert (job.archive, job.draft_folder) == ("送ってもらった.wav", "定例会")
    assert len(office.pipeline.runs) == 1


def test_an_original_that_waits_in_the_inbox_is_safe_until_it_is_taken_out(office):
    office.drop("定例会.wav", "TruncatedRecording sound")
    office.run()
    office.drop("もう一つ.wav", "TruncatedRecording sound")
    office.run()
    assert REMOVE in office.job("もう一つ.wav").todo
    (office.council.inbox / "定例会.wav").unlink()
    office.run()
    copy = office.job("もう一つ.wav")
    assert (copy.status, REMOVE in copy.todo, copy.first) == (Status.ATTENTION, False, None)
    assert "こういうことでした" in copy.found, "it is tried by itself"


def test_the_message_follows_the_name_and_the_draft_of_the_original(office):
    office.drop("定例会.wav", "full sound")
    office.run()
    office.clock += 1
    office.drop("もう一つ.wav", "full sound")
    office.run()
    assert "これから作ります" in office.job("もう一つ.wav").found
    (office.council.inbox / "定例会.wav").rename(office.council.inbox / "第2回.wav")
    office.run()
    assert "「第2回.wav」" in office.job("もう一つ.wav").found
    office.store.cancel(office.job("第2回.wav"))
    office.run()
    assert "取りやめた録音です" in office.job("もう一つ.wav").found


def test_an_original_that_only_looks_like_it_is_proved_before_anything_is_advised(office):
    """Cancelled while it was transcribed, then renamed; or was it another of the same size and time?"""
    file = office.drop("左.wav", "left")
    office.pipeline.during = lambda a: office.store.cancel(office.job("左.wav"))
    office.run()
    times = file.stat()
    file.unlink()
    other = office.drop("右.wav", "righ")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    office.pipeline.during = lambda a: None
    office.run()  # proves
    office.run()
    assert [(j.entry, j.status) for j in office.store.jobs()] == [
        ("左.wav", Status.CANCELLED),
        ("右.wav", Status.DRAFTED),
    ]


def test_a_copy_that_is_renamed_stays_a_copy(copied):
    (copied.council.inbox / "もう一つ.wav").rename(copied.council.inbox / "第2回.wav")
    copied.run()
    copy = copied.job("第2回.wav")
    assert (copy.status, copy.first) == (Status.ATTENTION, copied.job("定例会.wav").id)
    assert len(copied.pipeline.runs) == 1


def test_forgetting_the_first_makes_the_copy_a_recording(copied):
    assert copied.store.forget(copied.job("定例会.wav"))
    copied.run()
    assert (copied.job("もう一つ.wav").status, len(copied.pipeline.runs)) == (Status.DRAFTED, 2)


def test_a_hold_on_the_copy_goes_over_to_the_recording(copied):
    copied.store.keeping.hold(copied.job("もう一つ.wav"), "訴訟")
    (copied.council.done / "定例会.wav").unlink()
    copied.run()
    (job,) = copied.store.jobs()
    assert [h.reason for h in copied.store.keeping.holds().values()] == ["訴訟"]
    assert job.id in copied.store.keeping.holds()


def test_the_original_taken_back_out_of_the_archive_is_archived_again(office):
    office.drop("定例会.wav", "sound")
    office.run()
    shutil.move(office.council.done / "定例会.wav", office.council.inbox / "定例会 修正.wav")
    assert not office.run().failed
    assert [(j.status, j.archive) for j in office.store.jobs()] == [(Status.DRAFTED, "定例会 修正.wav")]
    assert REMOVE not in page(office)


def test_of_several_with_the_same_content_one_that_is_safe_is_enough(copied):
    copied.store.retry(copied.job("もう一つ.wav"))  # a person wants it as a record of its own
    copied.run()
    (copied.council.done / "定例会.wav").unlink()
    copied.drop("三つ目.wav", "sound")
    copied.run()
    third = copied.job("三つ目.wav")
    assert (REMOVE in third.todo, "「もう一つ.wav」" in third.found) == (True, True)


def test_papers_in_a_copied_folder_are_not_sent_away_with_it(office):
    office.drop("会議/録音1.wav", "sound")
    office.run()
    office.drop("会議の写し/録音1.wav", "sound")
    office.drop("会議の写し/次第.docx", "papers of which there is one only")
    for _ in range(2):
        office.run()
        assert "取り除いてください（中の資料は先に取り出してください）" in office.job("会議の写し").todo


def test_a_copy_set_aside_and_tried_again_is_still_a_copy(office):
    """Only who asks for what is known to be a copy gets a second record."""
    office.drop("定例会.wav", "sound")
    office.run()
    office.drop("もう一つ.wav", "sound")
    office.store.complete(None, FileState("会議録", "もう一つ.wav", 5, "as it was when the program died over it"))
    for _ in range(2):
        office.store.died(office.store.lease(office.job("もう一つ.wav"), "me"))
    assert "続けて" in office.job("もう一つ.wav").found
    office.store.retry(office.job("もう一つ.wav"))
    office.run()
    assert office.job("もう一つ.wav").first == office.job("定例会.wav").id
    assert len(office.drafts()) == 1


# -- copied beside itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "copy",
    [
        "録音 - コピー.wav",
        "録音 - コピー (2).wav",
        "録音 (1).wav",
        "録音（1）.wav",
        "録音のコピー.wav",
        "録音 copy.wav",
    ],
)
@pytest.mark.parametrize("copy_first", [True, False], ids=["the copy first", "the original first"])
def test_the_one_without_a_mark_is_the_recording(office, copy, copy_first):
    for name in (copy, "録音.wav") if copy_first else ("録音.wav", copy):
        office.drop(name, "sound")
        office.clock += 1
    office.run()
    assert list(office.drafts()) == ["録音/録音_下書き.docx"]
    assert [p.name for p in office.council.done.iterdir()] == ["録音.wav"]
    job = office.job(copy)
    assert (job.status, "「録音.wav」" in job.found, REMOVE in job.todo) == (Status.ATTENTION, True, True)


@pytest.fixture
def here(office):
    """Let entries lie in the inbox: what may be taken up now, by name."""

    def look(status: Status, name: str, size: int = 10) -> None:
        sight = FileState("会議録", name, size, f"{name} {status} {size}")
        job = next((j for j in office.store.jobs() if j.entry == name), None)
        if status is Status.ARRIVING:
            office.store.arriving(job, sight, "コピーの途中です。")
        else:
            office.store.complete(job, sight)

    look.ready = lambda: [job.entry for job in originals.ready(office.store, office.clock)]
    return look


def test_a_copy_waits_for_its_original_that_is_still_arriving_but_not_for_ever(office, here):
    """Copy programs reserve the full size first: a file of that size is coming."""
    here(Status.WAITING, "録音 - コピー.wav")
    here(Status.ARRIVING, "録音.wav")
    assert here.ready() == []
    office.clock += originals.PREALLOCATED_SECONDS
    assert here.ready() == ["録音 - コピー.wav"]
    here(Status.WAITING, "録音.wav")
    assert here.ready() == ["録音.wav"]


def test_a_copy_does_not_wait_for_an_original_that_cannot_be_read(office, here):
    here(Status.WAITING, "録音 - コピー.wav")
    here(Status.WAITING, "録音.wav")
    office.store.delay(
        office.store.lease(office.job("録音.wav"), "me"), StorageError("権限がありません。", "待ちます。")
    )
    assert here.ready() == ["録音 - コピー.wav"]


def test_a_mark_of_a_copy_means_nothing_beside_another_size_or_alone(here):
    here(Status.WAITING, "録音 (1).wav")
    here(Status.WAITING, "録音.wav", size=11)
    here(Status.WAITING, "会議 - コピー.wav")
    assert here.ready() == ["録音 (1).wav", "録音.wav", "会議 - コピー.wav"]


def test_numbered_recordings_of_one_length_are_each_their_own(office):
    for number in ("", " (1)", " (2)"):
        office.drop(f"録音{number}.wav", f"part {number or '   '}x"[:8])
    assert not office.run().failed
    assert len(office.drafts()) == 3


# -- originals in the archive that are not what was read any more ---------------------------------------------------------


def overwrite(office, name: str, content: str, seconds: float = 5) -> Path:
    """Write over an archived original, with another time, as a program that edits sound does."""
    path = office.council.done / name
    path.write_text(content)
    at = path.stat().st_mtime + seconds
    os.utime(path, (at, at))
    return path


def test_an_archived_original_that_somebody_wrote_over_is_told_until_it_is_right_again(office):
    office.drop("定例会.wav", "what was said")
    office.drop("委員会/1.wav", "part one")
    office.drop("委員会/2.wav", "part two")
    office.run()
    assert "違う内容" not in page(office)
    overwrite(office, "定例会.wav", "something else")
    overwrite(office, "委員会/2.wav", "cut in an editor")
    office.run()
    for name in ("定例会.wav", "委員会"):
        assert f"処理済み の「{name}」が、文字起こしをしたときと違う内容になっています" in page(office)
    assert "録音機や控えから戻してください" in page(office)
    assert office.job("定例会.wav").status is Status.DRAFTED, "its draft is there as before"
    overwrite(office, "定例会.wav", "what was said", 9)
    (office.council.done / "委員会").rename(office.watch.parent / "よそ")
    office.run()
    assert "違う内容" not in page(office)


def test_an_archived_original_with_another_time_and_the_same_content_is_no_other(office):
    office.drop("定例会.wav", "what was said")
    office.run()
    overwrite(office, "定例会.wav", "what was said")
    office.run()
    assert "違う内容" not in page(office)
    assert office.store.retry(office.job("定例会.wav"))
    office.run()
    assert office.job("定例会.wav").status is Status.DRAFTED
    assert len(office.pipeline.runs) == 2


def test_a_retry_of_a_recording_that_was_overwritten_in_the_archive_says_what_to_do(office):
    """It would wait for ever, with the advice to wait until a copy is over."""
    office.drop("定例会.wav", "what was said")
    office.run()
    overwrite(office, "定例会.wav", "something else")
    assert office.store.retry(office.job("定例会.wav"))
    office.run()
    job = office.job("定例会.wav")
    assert job.status is Status.ATTENTION
    assert "違う内容になっているので、もう一度処理することはできません" in job.found
    assert f"2_下書き/{job.draft_folder} にあります" in job.found
    assert "1_録音 に入れてください" in job.todo
    assert job.found in page(office) and job.todo in page(office)
    assert len(office.pipeline.runs) == 1


def test_what_was_written_over_is_read_once_and_not_at_every_look(office, monkeypatch):
    office.drop("定例会.wav", "what was said")
    office.run()
    overwrite(office, "定例会.wav", "something else")
    watch = OverwrittenOriginals(office.store)
    watch.tell(office.council)
    assert [n.place for n in office.store.notices()] == ["会議録の処理済み/定例会.wav"]
    monkeypatch.setattr(originals, "content_hash", lambda *_: pytest.fail("read again"))
    watch.tell(office.council)
    assert len(office.store.notices()) == 1
