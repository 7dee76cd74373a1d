"""The papers stage: what was dropped with a recording adds to what the office knows of this one meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from transcriber.errors import EngineError
from transcriber.language.readings import Reader
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.transcript import PaperUsed
from transcriber.papers import findings, meeting_rosters, seat_doubts
from transcriber.papers.findings import Findings
from transcriber.recognition.knowledge import MeetingKnowledge
from transcriber.system import durable, engines
from transcriber.untrusted import files
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder, artefact_key

_NAMED = 3
"""Papers named in the line for staff."""


def papers_key(papers: Iterable[tuple[str, str]], known: Collection[str], day: dt.date | None = None) -> str:
    """Of what the papers say.

    Args:
        papers: name and SHA-256 of each.
        known: terms that the office lists already.
        day: of the meeting.
    """
    return artefact_key(findings.PAPERS_FORMAT, *papers, *sorted(known), *([day.isoformat()] if day else []))


def papers_found(
    papers: tuple[Path, ...],
    known: MeetingKnowledge,
    work: WorkFolder,
    progress: StageProgress,
    engine: engines.EngineProcess,
    note: Callable[[str], None],
) -> Findings:
    """What the papers say; nothing where they cannot be read, which is noted.

    Args:
        note: takes a line, in Japanese, for the record of how the draft came to be.
    """
    if not papers:
        return Findings()
    terms = known.known_terms()
    path = work.papers(papers_key(((p.name, files.sha256_of(p)) for p in papers), terms, known.day))
    if not path.exists():
        from transcriber.papers import (
            papers_reading,  # its regular expressions take a second, which most programs do without
        )

        with progress.timed(Stage.PAPERS):
            try:
                found = progress.call(engine, papers_reading.read_papers, papers, terms, known.day)
            except EngineError as e:
                note(f"資料を読み取れませんでした（{e.found}）。資料なしで続けました。")
                return Findings(papers=tuple(PaperUsed(name=p.name, problem=str(e)) for p in papers))
            durable.write_text(path, found.model_dump_json(indent=1))
    return Findings.model_validate_json(path.read_text(encoding="utf-8"))


def with_papers(known: MeetingKnowledge, found: Findings) -> MeetingKnowledge:
    """What is known, with what the papers add."""
    roster = meeting_rosters.merged_rosters(known.roster, seat_doubts.without_taken(found.people, known.roster))
    return replace(
        known,
        roster=meeting_rosters.written_alike(roster, known.roster, Reader()) if found.people.people else known.roster,
        glossary=findings.with_terms(known.glossary, found),
        agenda=found.agenda,
    )


def papers_told(known: MeetingKnowledge, found: Findings) -> tuple[PaperUsed, ...]:
    """The papers, with what staff are told of them beside what the office's own roster says."""
    told = seat_doubts.against_office(known.roster, [p.name for p in found.papers], found.lists) if found.lists else {}
    return tuple(
        paper.model_copy(update={"told": (*paper.told, *told.get(number, ()))})
        for number, paper in enumerate(found.papers)
    )


def unread_note(papers: Sequence[PaperUsed]) -> str:
    """What staff are told of papers and places in them that were not read; empty if all were."""
    said = ""
    if unread := [paper.name for paper in papers if paper.problem]:
        said = f"一緒に入れた{_named(unread)}は読めなかったので、使わずに作りました（理由と直し方は下書きの「作成の記録」にあります）。"
    if partly := [paper.name for paper in papers if paper.unread]:
        said += f"一緒に入れた{_named(partly)}に、読み取れなかったところがあります（どこかは下書きの「作成の記録」にあります）。"
    return said


def _named(names: Sequence[str]) -> str:
    more = f" ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return "、".join(f"「{name}」" for name in names[:_NAMED]) + more
