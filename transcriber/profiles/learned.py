"""What a person ticked in 学習候補.xlsx, added to roster and glossary. The office's own sheets come first and stay as they are."""

from __future__ import annotations

from pathlib import Path

from transcriber.learning import sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, as_person, as_terms
from transcriber.minutes.characters import hiragana
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary


def with_adopted(roster: Roster, glossary: Glossary, path: Path) -> tuple[Roster, Glossary]:
    """Roster and glossary with what is adopted; what is rejected or not decided adds nothing.

    Raises:
        GlossaryError: the sheet cannot be read.
    """
    adopted = [c for c in sheet.read_candidates(path) if c.decision is ClerkDecision.ADOPTED]
    return _people(roster, adopted), _terms(glossary, adopted)


def have_read(path: Path) -> None:
    """Have the sheet read in both ways in which it is asked for, so that whoever asks next finds it remembered.

    Raises:
        GlossaryError: the sheet cannot be read.
        OSError: it cannot be opened now.
    """
    sheet.read_candidates(path)
    sheet.keys(path)


def _people(roster: Roster, adopted: list[LearnedCandidate]) -> Roster:
    if not adopted:
        return roster
    known = [p.compared_name for p in roster.people if p.name]
    new = []
    for candidate in adopted:
        person = as_person(candidate)
        # The office's own line says more than the surname that was learned.
        if person is not None and not any(name.startswith(person.compared_name) for name in known):
            new.append(person.model_copy(update={"kana": hiragana(person.kana)}))
    return Roster(people=(*roster.people, *new)) if new else roster


def _terms(glossary: Glossary, adopted: list[LearnedCandidate]) -> Glossary:
    if not adopted:
        return glossary
    terms = list(glossary.terms)
    places = {
        t.text: i for i, t in reversed(list(enumerate(terms)))
    }  # a word that is read in two ways stands there twice
    for new in (term for candidate in adopted for term in as_terms(candidate)):
        at = places.setdefault(new.text, len(terms))
        if at == len(terms):
            terms.append(new.model_copy(update={"kana": hiragana(new.kana)}))
        else:
            misheard = tuple(dict.fromkeys((*terms[at].misheard, *new.misheard)))
            terms[at] = terms[at].model_copy(
                update={"misheard": misheard, "kana": terms[at].kana or hiragana(new.kana)}
            )
    return Glossary(terms=tuple(terms))
