"""What the papers of one meeting say."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import AgendaItem, PaperUsed

PAPERS_FORMAT = 17
"""Of papers-KEY.json, or of how papers are read: what an earlier one left is not read."""


class Findings(BaseModel):
    """What the papers of one meeting say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agenda: tuple[AgendaItem, ...] = ()
    people: Roster = Roster()
    lists: tuple[Roster, ...] = Field((), description="whom each paper lists, one a file, in order")
    terms: tuple[Term, ...] = ()
    papers: tuple[PaperUsed, ...] = Field((), description="one a file, in order; those that could not be read say why")


def with_terms(glossary: Glossary, findings: Findings) -> Glossary:
    """The office's terms first, then the papers'."""
    return Glossary(terms=(*glossary.terms, *findings.terms))
