"""What a person renames is followed: one recording, one job, under the name it has now, and nobody is told to remove it."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from support.jobs import SHORT

from transcriber.intake import copying, inbox
from transcriber.intake.arrival import Arrivals
from transcriber.intake.inbox import InboxEntry, InboxFile
from transcriber.intake.stability import Stability
from transcriber.profiles.tree import PAGE
from transcriber.queue import publish, renames
from transcriber.queue.job import Job, Status
from transcriber.queue.scan import Scan


@pytest.fixture
def scan(office):
    ticks = iter(range(1000))
    return Scan(office.watch, office.store, Arrivals(Stability(lambda: float(next(ticks))), 0.5))


def rename(office, old: str, new: str) -> Path:
    return (office.council.inbox / old).rename(office.council.inbox / new)


def once(act):
    """What happens in the first run of the pipeline only."""
    done = []

    def during(assignment: object) -> None:
        if not done:
            done.append(True)
            act()

    return during


def whole(office) -> tuple[list[str], list[str], list[tuple[str, Status]]]:
    """Drafts, names in the archive, and jobs."""
    archive = sorted(p.name for p in office.council.done.iterdir())
    return sorted(office.drafts()), archive, [(j.entry, j.status) for j in office.store.jobs()]


FOLLOWED = (["新/新_下書き.docx"], ["新.wav"], [("新.wav", Status.DRAFTED)])


# -- at every moment ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("looks", [1, 2], ids=["arriving", "waiting"])
def test_before_it_is_read(office, scan, looks):
    office.drop("旧.wav")
    for _ in range(looks):
        scan()
    (before,) = office.store.jobs()
    rename(office, "旧.wav", "新.wav")
    scan()
    assert [(j.id, j.entry) for j in office.store.jobs()] == [(before.id, "新.wav")]
    assert not office.run().failed
    assert whole(office) == FOLLOWED


@pytest.mark.parametrize("begun", [False, True], ids=["before its copy begins", "before its copy ends"])
def test_while_it_is_copied_in(office, monkeypatch, begun):
    office.drop("旧.wav")
    real = copying.copy_in

    def copy_in(source: InboxFile, target: Path, **more: object) -> copying.LocalCopy:
        monkeypatch.setattr(copying, "copy_in", real)
        if not begun:
            rename(office, "旧.wav", "新.wav")
            return real(source, target, **more)
        more["go_on"] = lambda _: rename(office, "旧.wav", "新.wav")
        return real(source, target, **more)

    monkeypatch.setattr(copying, "copy_in", copy_in)
    assert not office.run().failed
    assert whole(office) == FOLLOWED


@pytest.mark.parametrize("seen", [False, True], ids=["no look between", "seen by a look"])
def test_while_it_is_transcribed(office, seen):
    office.drop("旧.wav")

    def act() -> None:
        rename(office, "旧.wav", "新.wav")
        until = time.monotonic() + 10
        while seen and office.store.jobs()[0].entry != "新.wav" and time.monotonic() < until:
            time.sleep(0.01)

    office.pipeline.during = once(act)
    assert not office.run().failed
    assert whole(office) == FOLLOWED
    assert (office.council.done / "新.wav").read_text() == "sound"


def test_while_it_is_transcribed_and_renamed_back(office):
    office.drop("旧.wav")
    office.pipeline.during = once(lambda: rename(office, rename(office, "旧.wav", "新.wav").name, "旧.wav"))
    office.run()
    assert whole(office) == (["旧/旧_下書き.docx"], ["旧.wav"], [("旧.wav", Status.DRAFTED)])


def test_while_it_waits_with_its_copy_made(office):
    office.drop("旧.wav")
    office.pipeline.during = lambda a: office.stop.set()
    office.run()
    rename(office, "旧.wav", "新.wav")
    office.pipeline.during = lambda a: None
    assert not office.run().failed
    assert whole(office) == FOLLOWED


def test_while_its_draft_is_written_the_draft_keeps_its_name(office, monkeypatch):
    """Some of its files are out under the old name: others beside them under another would be two drafts."""
    office.drop("旧.wav")
    real = publish.publish

    def broken(*args: object, **more: object) -> str:
        real(*args, **more)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "publish", broken)
    office.run()
    monkeypatch.setattr(publish, "publish", real)
    rename(office, "旧.wav", "新.wav")
    office.clock += 3600
    assert not office.run().failed
    assert whole(office) == (["旧/旧_下書き.docx"], ["新.wav"], [("新.wav", Status.DRAFTED)])


def test_between_draft_and_archive(office):
    office.council.done.rmdir()
    office.council.done.write_text("a file where the folder should be")
    office.drop("旧.wav")
    office.run()
    rename(office, "旧.wav", "新.wav")
    office.council.done.unlink()
    office.run()
    assert whole(office) == (["旧/旧_下書き.docx"], ["新.wav"], [("新.wav", Status.DRAFTED)])
    assert len(office.pipeline.runs) == 1


def test_a_draft_made_again_keeps_the_name_of_the_first(office):
    office.council.done.rmdir()
    office.council.done.write_text("a file where the folder should be")
    office.drop("旧.wav")
    office.run()
    rename(office, "旧.wav", "新.wav")
    office.council.done.unlink()
    office.run()
    office.council.options.write_text('office = "東郷町議会"')
    office.store.retry(office.job("新.wav"))
    office.run()
    ((name, text),) = office.drafts().items()
    assert (name, "東郷町議会" in text) == ("旧/旧_下書き.docx", True)


def test_what_needs_attention_is_tried_again_under_its_new_name(office):
    office.drop("旧.wav", "TruncatedRecording")
    office.run()
    (before,) = office.store.jobs()
    rename(office, "旧.wav", "旧_途中まで.wav")  # the advised way out
    office.run()
    (after,) = office.store.jobs()
    assert (after.id, after.entry) == (before.id, "旧_途中まで.wav")
    assert [run.name for run in office.pipeline.runs] == ["旧.wav", "旧_途中まで.wav"]


def test_what_was_cancelled_stays_cancelled(office):
    office.drop("旧.wav", "full")
    office.run()
    office.store.cancel(office.job("旧.wav"))
    rename(office, "旧.wav", "新.wav")
    office.run()
    assert whole(office) == ([], [], [("新.wav", Status.CANCELLED)])
    assert len(office.pipeline.runs) == 1


def test_what_was_taken_out_may_come_back_under_another_name(office):
    aside = office.drop("旧.wav", "NotARecording").rename
    office.run()
    aside = aside(office.watch / "aside.wav")
    office.run()
    assert office.job("旧.wav").status is Status.WITHDRAWN
    aside.rename(office.council.inbox / "新.wav")
    office.run()
    assert whole(office) == ([], [], [("新.wav", Status.ATTENTION)])


# -- spellings, folders, neighbours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Council.WAV", "council.wav"),
        (unicodedata.normalize("NFD", "ガバナンス会議.wav"), unicodedata.normalize("NFC", "ガバナンス会議.wav")),
    ],
    ids=["case", "composition"],
)
@pytest.mark.parametrize("folds", [False, True], ids=["a share that tells them apart", "one that does not"])
def test_another_spelling_of_its_name(office, monkeypatch, old, new, folds):
    office.drop(old)
    real = inbox.signature_at
    if folds:  # there, a path in the old spelling leads to the file as well
        monkeypatch.setattr(inbox, "signature_at", lambda path: real(path) or real(path.with_name(new)))
    office.pipeline.during = once(lambda: rename(office, old, new))
    assert not office.run().failed
    assert [(j.entry, j.status) for j in office.store.jobs()] == [(new, Status.DRAFTED)]
    assert [p.name for p in office.council.done.iterdir()] == [new]
    (draft,) = office.drafts()
    assert draft == unicodedata.normalize("NFC", f"{Path(new).stem}/{Path(new).stem}_下書き.docx")


def test_a_folder_of_parts(office):
    for number in (1, 2):
        office.drop(f"旧/録音{number}.mp3", f"part {number}")
    office.pipeline.during = once(lambda: rename(office, "旧", "新"))
    assert not office.run().failed
    assert whole(office) == (["新/新_下書き.docx"], ["新"], [("新", Status.DRAFTED)])
    assert sorted(p.name for p in (office.council.done / "新").iterdir()) == ["録音1.mp3", "録音2.mp3"]


def test_a_part_renamed_within_its_folder_makes_another_order_and_so_another_recording(office):
    for number in (1, 2):
        office.drop(f"会議/録音{number}.mp3", f"part {number}")
    office.pipeline.during = once(lambda: rename(office, "会議/録音1.mp3", "会議/録音3.mp3"))
    heard = []
    real = office.pipeline.during
    office.pipeline.during = lambda a: (heard.append([p.read_text() for p in a.parts]), real(a))
    office.run()
    assert heard == [["part 1", "part 2"], ["part 2", "part 1"]]
    assert sorted(p.name for p in (office.council.done / "会議").iterdir()) == ["録音2.mp3", "録音3.mp3"]


def test_a_part_renamed_without_another_order_is_the_same_recording(office):
    for number in (1, 2):
        office.drop(f"会議/録音{number}.mp3", f"part {number}")
    office.pipeline.during = once(lambda: rename(office, "会議/録音2.mp3", "会議/録音3.mp3"))
    assert not office.run().failed
    assert whole(office)[2] == [("会議", Status.DRAFTED)]
    assert sorted(p.name for p in (office.council.done / "会議").iterdir()) == ["録音1.mp3", "録音3.mp3"]


@pytest.mark.parametrize("seen_empty", [False, True], ids=["at once", "a look between"])
def test_a_file_put_into_a_folder_of_its_own(office, seen_empty):
    """A folder that a look saw empty seems to grow when the file is moved into it: a single run leaves it to the next one."""
    file = office.drop("会議.wav")
    folder = office.council.inbox / "定例会"

    def act() -> None:
        aside = folder if seen_empty else office.watch.parent / "定例会"
        aside.mkdir()
        until = time.monotonic() + 10
        while seen_empty and len(office.store.jobs()) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        file.rename(aside / "会議.wav")
        aside.rename(folder)

    office.pipeline.during = once(act)
    assert not office.run().failed
    if seen_empty:
        assert not office.run().failed
    assert (office.council.done / "定例会" / "会議.wav").read_text() == "sound"
    assert [j.status for j in office.store.jobs()] == [Status.DRAFTED]
    assert len(office.pipeline.runs) == 1


def test_its_paper_renamed_with_it_is_kept_with_it(office):
    office.drop("旧.wav")
    office.drop("旧.docx", "papers")
    office.pipeline.during = once(lambda: (rename(office, "旧.wav", "新.wav"), rename(office, "旧.docx", "新.docx")))
    assert not office.run().failed
    assert sorted(p.name for p in office.council.done.iterdir()) == ["新.docx", "新.wav"]


def test_two_that_swap_their_names(office):
    office.drop("甲.wav", "first, the shorter")
    office.drop("乙.wav", "second, which is the longer one")

    def act() -> None:
        aside = rename(office, "甲.wav", "甲.tmp")
        rename(office, "乙.wav", "甲.wav")
        aside.rename(office.council.inbox / "乙.wav")

    office.pipeline.during = once(act)
    assert not office.run().failed
    assert {p.name: p.read_text() for p in office.council.done.iterdir()} == {
        "乙.wav": "first, the shorter",
        "甲.wav": "second, which is the longer one",
    }
    assert sorted(office.drafts()) == ["乙/乙_下書き.docx", "甲/甲_下書き.docx"]
    drafted = {text.split()[1]: name for name, text in office.drafts().items()}
    assert drafted[hashlib.sha256(b"first, the shorter").hexdigest()].startswith("乙/")
    assert len(office.store.jobs()) == 2


def test_renamed_while_another_recording_takes_its_name(office):
    office.drop("録音.wav", "first")

    def act() -> None:
        rename(office, "録音.wav", "午前.wav")
        office.drop("録音.wav", "second, longer")

    office.pipeline.during = once(act)
    assert not office.run().failed
    assert {p.name: p.read_text() for p in office.council.done.iterdir()} == {
        "午前.wav": "first",
        "録音.wav": "second, longer",
    }
    assert sorted(office.drafts()) == ["午前/午前_下書き.docx", "録音/録音_下書き.docx"]


def test_moved_over_another_recording_that_was_not_read_yet(office):
    office.drop("甲.wav", "first")
    office.drop("乙.wav", "second, longer")
    office.pipeline.during = once(lambda: rename(office, "甲.wav", "乙.wav"))
    assert not office.run().failed
    assert {p.name: p.read_text() for p in office.council.done.iterdir()} == {"乙.wav": "first"}
    assert [j.status for j in office.store.jobs() if j.status is not Status.WITHDRAWN] == [Status.DRAFTED]


def test_replaced_in_the_instant_before_it_is_archived(office, monkeypatch):
    office.drop("録音.wav", "first")
    real = publish.archive

    def archive(original: Path, done: Path) -> str:
        monkeypatch.setattr(publish, "archive", real)
        other = office.watch / "aside"
        other.write_text("second, longer")
        other.rename(original)  # whole at once: a run that is to end does not wait for what a look has seen grow
        return real(original, done)

    monkeypatch.setattr(publish, "archive", archive)
    assert not office.run().failed
    assert len(office.drafts()) == 2
    assert [p.read_text() for p in office.council.done.iterdir()] == ["second, longer"]


def test_what_only_looks_like_it_is_another_recording(office):
    """Same size, same time, another content: a recorder's two tracks, one removed while it is read, the other new."""
    file = office.drop("左.wav", "left")

    def act() -> None:
        other = office.watch / "aside"
        other.write_text("righ")
        shutil.copystat(file, other)
        file.unlink()
        other.rename(office.council.inbox / "右.wav")

    office.pipeline.during = once(act)
    assert not office.run().failed
    assert {Path(n).name: text.split()[1] for n, text in office.drafts().items()} == {
        "左_下書き.docx": office.pipeline.runs[0].sha256,
        "右_下書き.docx": office.pipeline.runs[-1].sha256,
    }
    assert office.pipeline.runs[0].sha256 != office.pipeline.runs[-1].sha256
    assert [p.read_text() for p in office.council.done.iterdir()] == ["righ"]


# -- moved away ------------------------------------------------------------------------------------------------------


def test_moved_into_another_profile_while_it_is_transcribed(office):
    file = office.drop("録音.wav")
    office.pipeline.during = once(lambda: file.rename(office.consultation.inbox / "録音.wav"))
    assert not office.run().failed
    assert len(office.drafts()) == len(office.drafts(office.consultation)) == 1
    assert (office.consultation.done / "録音.wav").read_text() == "sound"
    assert all(job.todo == "" for job in office.store.jobs())


@pytest.mark.parametrize("name", ["録音.wav", "令和8年_録音.wav"])
def test_moved_into_the_archive_by_hand_while_it_is_transcribed(office, name):
    file = office.drop("録音.wav")
    office.pipeline.during = once(lambda: file.rename(office.council.done / name))
    assert not office.run().failed
    (job,) = office.store.jobs()
    assert (job.status, job.archive, job.todo) == (Status.DRAFTED, name, "")
    assert len(office.drafts()) == 1


def test_taken_away_while_it_is_transcribed_the_draft_still_arrives(office):
    file = office.drop("録音.wav")
    office.pipeline.during = once(lambda: file.rename(office.watch / "aside.wav"))
    assert not office.run().failed
    assert len(office.drafts()) == 1
    (office.watch / "aside.wav").rename(office.council.inbox / "戻した録音.wav")
    assert not office.run().failed
    assert [(j.status, j.archive, j.todo) for j in office.store.jobs()] == [(Status.DRAFTED, "戻した録音.wav", "")]


# -- what nobody may read --------------------------------------------------------------------------------------------


def test_neither_journal_nor_log_tell_the_names(office, caplog):
    caplog.set_level("DEBUG")
    office.drop("相談_東郷花子.wav")
    office.pipeline.during = once(lambda: rename(office, "相談_東郷花子.wav", "相談_東郷太郎.wav"))
    office.run()
    shutil.move(office.council.done / "相談_東郷太郎.wav", office.council.inbox / "相談_東郷次郎.wav")
    office.run()
    (job,) = office.store.jobs()
    told = [e.what for e in office.store.events(job.id)]
    assert "renamed" in told
    assert "reattached" in told
    assert "東郷" not in caplog.text + "".join(e.what + e.detail for e in office.store.events(job.id))


# -- pairing ---------------------------------------------------------------------------------------------------------


def entry(name: str, size: int = 1, time: int = 1) -> InboxEntry:
    return InboxEntry(name, Path(name), parts=(InboxFile(Path(name), size, time),))


def known(number: int, name: str, size: int = 1, time: int = 1) -> Job:
    return replace(SHORT, id=number, entry=name, signature=entry(name, size, time).signature)


def pairs(jobs: list[Job], entries: list[InboxEntry]) -> dict[str, str]:
    return {one.job.entry: one.entry.name for one in renames.find_renames(jobs, entries)}


@pytest.mark.parametrize(
    ("jobs", "entries", "found"),
    [
        pytest.param([known(1, "a")], [entry("a")], {}, id="at home"),
        pytest.param([known(1, "a")], [entry("a"), entry("b")], {}, id="copied, not renamed"),
        pytest.param([known(1, "a")], [entry("b", 2)], {}, id="another size"),
        pytest.param([known(1, "a")], [entry("b", 1, 2)], {}, id="another time"),
        pytest.param([known(1, "a")], [entry("b"), entry("b - コピー")], {"a": "b"}, id="renamed and copied"),
        pytest.param([known(1, "a")], [entry("a", 2), entry("b")], {"a": "b"}, id="its old name given to another"),
        pytest.param(
            [known(1, "a"), known(2, "b", 2)], [entry("b"), entry("a", 2)], {"a": "b", "b": "a"}, id="swapped"
        ),
        pytest.param([known(1, "a"), known(2, "b", 2)], [entry("b")], {}, id="put over another"),
        pytest.param(
            [known(1, "録音2"), known(2, "録音10")],
            [entry("会議2"), entry("会議10")],
            {"録音2": "会議2", "録音10": "会議10"},
            id="alike, in the order of their names",
        ),
        pytest.param(
            [known(1, "A.WAV"), known(2, "b.wav")],
            [entry("c.wav"), entry("a.wav")],
            {"A.WAV": "a.wav", "b.wav": "c.wav"},
            id="alike, one of them respelled",
        ),
        pytest.param(
            [replace(known(1, "a"), status=Status.WITHDRAWN), known(2, "b")],
            [entry("c")],
            {"b": "c"},
            id="one was gone",
        ),
    ],
)
def test_which_entry_is_whose(jobs, entries, found):
    assert pairs(jobs, entries) == found


def test_what_has_no_sound_is_never_a_rename(office, scan):
    office.drop("旧.docx", "papers alone")
    scan()
    rename(office, "旧.docx", "新.docx")
    scan()
    assert [(j.entry, j.status) for j in office.store.jobs()] == [
        ("旧.docx", Status.WITHDRAWN),
        ("新.docx", Status.ARRIVING),
    ]


@pytest.mark.parametrize("worker_first", [True, False])
def test_look_and_worker_may_both_see_a_rename(office, scan, monkeypatch, worker_first):
    office.drop("旧.wav")
    scan()
    scan()
    job = office.store.jobs()[0]
    rename(office, "旧.wav", "新.wav")
    found = renames.find_renames([job], inbox.listing(office.council.inbox))
    if worker_first:
        real = office.store.placement.renamed
        assert real(found)
        monkeypatch.setattr(office.store, "in_inbox", lambda profile: (job,))  # what the look read before
    else:
        scan()
        assert not office.store.placement.renamed(found)
    scan()
    assert [(j.id, j.entry) for j in office.store.jobs()] == [(job.id, "新.wav")]


def test_a_touched_archive_is_recognised(office):
    """A NAS that touches times in the archive makes no original disappear."""
    office.drop("録音.wav")
    office.run()
    os.utime(office.council.done / "録音.wav", ns=(1, 1))
    office.drop("もう一つ.wav")
    office.run()
    assert "取り除いて" in office.job("もう一つ.wav").todo
    before = office.store.events(office.job("もう一つ.wav").id)
    office.run()
    assert office.store.events(office.job("もう一つ.wav").id) == before, "once is enough"


def test_a_folder_that_is_renamed_and_gets_a_part_while_it_is_worked_on_says_which_draft_is_whole(office):
    office.drop("会議/1.wav", "part one")
    office.drop("会議/2.wav", "part two")
    renamed = []

    def rename(assignment):
        if not renamed:
            renamed.append((office.council.inbox / "会議").rename(office.council.inbox / "本会議"))
            office.drop("本会議/3.wav", "part three")

    office.pipeline.during = rename
    office.run()
    old, new = office.job("会議"), office.job("本会議")
    assert (old.status, new.status) == (Status.DRAFTED, Status.DRAFTED)
    assert "「本会議」の下書きが別にあります" in old.found
    assert f"2_下書き/{new.draft_folder} の下書きを使ってください" in old.todo
    assert "写してください" in old.todo
    assert not new.found
    assert sorted(p.name for p in (office.council.done / "本会議").iterdir()) == ["1.wav", "2.wav", "3.wav"]
    page = (office.council.root / PAGE).read_text(encoding="utf-8")
    assert f"2_下書き/{old.draft_folder}</a> にあります。{old.found}" in page


def test_a_folder_whose_parts_are_renamed_while_it_is_worked_on_says_which_draft_is_in_the_new_order(office):
    office.drop("会議/1.wav", "part one")
    office.drop("会議/2.wav", "part two")

    def rename(assignment):
        if (office.council.inbox / "会議/1.wav").exists():
            (office.council.inbox / "会議/1.wav").rename(office.council.inbox / "会議/3.wav")

    office.pipeline.during = rename
    office.run()
    old, new = office.store.jobs()
    assert (old.status, new.status) == (Status.DRAFTED, Status.DRAFTED)
    assert "同じファイルで、その名前か順番を変えた「会議」の下書きが別にあります" in old.found
    assert f"2_下書き/{new.draft_folder} の下書きを使ってください" in old.todo
    assert new.draft_folder != old.draft_folder and not new.found


def test_a_recording_with_other_parts_supersedes_nothing(office):
    office.drop("会議/1.wav", "part one")
    office.drop("会議/2.wav", "part two")
    office.run()
    office.drop("別の会議/2.wav", "part two")
    office.drop("別の会議/4.wav", "part four")
    office.run()
    assert not office.job("会議").found and not office.job("別の会議").found


def test_a_draft_that_is_checked_already_is_not_sent_to_another(office):
    office.drop("会議/1.wav", "part one")
    office.drop("会議/2.wav", "part two")
    office.run()
    office.store.checked(office.job("会議"))
    office.drop("続き/1.wav", "part one")
    office.drop("続き/2.wav", "part two")
    office.drop("続き/3.wav", "part three")
    office.run()
    assert office.job("会議").status is Status.CHECKED
    assert not office.job("会議").found
