"""Papers that staff change after a recording's turn has begun: used where it begins anew, told where the draft was made without them."""

from __future__ import annotations

import pytest

from transcriber.queue.job import Status
from transcriber.service import in_work
from transcriber.work.contract import Assignment, Stopped
from transcriber.work.workfolder import work_folder


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else this machine does, it has memory for two things at a time."""
    monkeypatch.setattr(in_work.ThisComputer, "largest_beside", lambda self: 1 << 40)


def papers(office) -> None:
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")


def change(office) -> None:
    office.drop("委員会/次第.docx", "other papers")
    office.drop("委員会/名簿.docx", "people")


def test_a_recording_that_was_interrupted_goes_on_with_the_papers_of_now(office):
    papers(office)
    seen: list[dict[str, str]] = []

    def during(assignment: Assignment) -> None:
        seen.append({p.name: p.read_text() for p in assignment.papers})
        if len(seen) == 1:
            office.stop.set()
            raise Stopped

    office.pipeline.during = during
    office.run()
    assert office.job("委員会").status is Status.WAITING
    change(office)
    ahead: list[str] = []
    office.pipeline.reading = lambda waiting, stop: ahead.extend(p.read_text() for p in waiting.papers)
    (work_folder(office.work, office.job("委員会").id) / "papers.json").unlink()  # what was read of the older ones
    assert not office.run().failed
    job = office.job("委員会")
    assert job.status is Status.DRAFTED and "資料" not in job.found
    assert seen[-1] == {"次第.docx": "other papers", "名簿.docx": "people"}
    assert sorted(ahead) == ["other papers", "people"], "read once, and before the turn as ever"


def test_papers_that_change_while_a_recording_is_in_work_are_told_and_a_retry_uses_them(office):
    papers(office)
    office.pipeline.during = lambda assignment: change(office)
    office.run()
    job = office.job("委員会")
    assert job.status is Status.DRAFTED
    assert "資料が2件変わりました" in job.found and f"transcriber retry {job.id}" in job.found
    assert "名簿" not in job.found, "what papers are called may be somebody's name"
    seen: list[str] = []
    office.pipeline.during = lambda assignment: seen.extend(p.read_text() for p in assignment.papers)
    office.store.retry(job)
    assert not office.run().failed
    assert sorted(seen) == ["other papers", "people"]
    assert "資料" not in office.job("委員会").found


@pytest.mark.parametrize("away", ["the paper", "the share"])
def test_papers_that_stay_as_they_were_are_nothing_to_speak_of(office, away, monkeypatch):
    papers(office)

    def during(assignment: Assignment) -> None:
        if away == "the share":
            monkeypatch.setattr("transcriber.queue.paper_copies.inbox.look_at", _away)

    office.pipeline.during = during
    office.run()
    assert "資料" not in office.job("委員会").found


def _away(place: object) -> None:
    raise OSError(5, "Input/output error")
