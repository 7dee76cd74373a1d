"""What a newcomer puts in the wrong place: a recording outside 1_録音, a draft or 話者.xlsx in it, several files of one draft."""

from __future__ import annotations

import shutil

import pytest

from transcriber.queue.job import Status


def told(office) -> list[str]:
    return [f"{n.found}{n.todo}" for n in office.store.notices()]


@pytest.mark.parametrize("place", ["", "設定", "2_下書き", "3_確認済み", "11月分"])
def test_a_recording_outside_the_inbox_is_told_with_where_it_belongs_until_it_is_gone(office, place):
    path = office.council.root / place / "定例会.MP3"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"sound")
    assert not office.run().failed  # nothing went wrong: it is the page that tells
    (line,) = told(office)
    assert line.startswith("録音が1個、「会議録」のフォルダ")
    assert place in line or place == "11月分"
    assert "定例会" not in line
    assert "「1_録音」に移してください" in line
    assert line.partition("。")[0] in (office.council.root / "状況.html").read_text(encoding="utf-8")
    path.rename(office.council.inbox / path.name)
    office.run()
    assert told(office) == []
    assert office.job("定例会.MP3").status is Status.DRAFTED


def test_a_recording_beside_the_profiles_is_told_to_all_without_its_name(office):
    (office.watch / "山田さん面談.m4a").write_bytes(b"sound")
    (office.watch / "新しい会議").mkdir()
    (office.watch / "新しい会議" / "1.mp3").write_bytes(b"other")
    office.run()
    (line,) = told(office)
    assert "山田" not in "".join(n.place for n in office.store.notices())
    assert line.startswith("録音が2個、設定（会議録・相談記録など）のフォルダの外に")
    assert "山田" not in line
    assert "録音が2個" in (office.council.root / "状況.html").read_text(encoding="utf-8")


def test_a_known_recording_that_is_kept_with_its_checked_draft_is_left_alone(office):
    office.drop("第1回.wav", "one")
    office.run()
    shutil.copy2(office.council.done / "第1回.wav", office.council.checked / "第1回の録音.wav")
    office.run()
    assert told(office) == []


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("第1回_下書き.docx", "「3_確認済み」"),
        ("第1回_下書き (2).docx", "「3_確認済み」"),
        ("話者.xlsx", "「2_下書き」"),
    ],
)
def test_what_belongs_to_a_draft_and_waits_in_the_inbox_is_told_where_it_belongs(office, name, where):
    office.drop(name, "paper")
    office.drop("次第.docx", "another")
    office.run()
    assert where not in office.job("次第.docx").found
    job = office.job(name)
    assert job.status is Status.ARRIVING
    assert job.found.startswith("資料だけ届いています。")
    assert where in job.found
