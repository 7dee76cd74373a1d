"""Names of persons in short texts that people wrote themselves: what a speaker is called, the title of a meeting.

There is no conversation around such a text that could tell a name by how it is used; so whatever may be one is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transcriber.language.readings import Reader, Word
from transcriber.masking.personal_words import personal_words
from transcriber.masking.spoken_name_rules import is_name
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch

CLIENTS = frozenset((Branch.CLIENT, Branch.COMPANY, Branch.OTHER, Branch.NONE))
"""Those who do not act for the office."""

_PIECE = re.compile(r"[^\s（）()「」『』〔〕【】\[\]・、。,，/／:：？?]+")
_OF = re.compile("の|と|か|兼")
_LABELLED = re.compile(r"(?P<post>[^（）()]+)[（(](?P<name>[^（）()]+)[）)]")
_LETTERS = re.compile(f"[{KANJI}ぁ-んァ-ヴ]")


def staff_names(roster: Roster) -> frozenset[str]:
    """Names of the office's own people, whom the record names."""
    own = (p.compact_name for p in roster.people if posts.branch(p.post) not in CLIENTS)
    return frozenset(filter(None, own))


def written_names(text: str, reader: Reader, staff: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Where (from, up to) such a text may name somebody.

    Args:
        staff: names of people who are no matter of masking, whole; their parts are none either.
    """
    found: set[tuple[int, int]] = set()
    for piece in _PIECE.finditer(text):
        words = reader.words(piece[0])
        found |= {(piece.start() + a, piece.start() + b) for a, b in _runs(words)}
        at = piece.start()
        for part in _OF.split(piece[0]):
            start = text.index(part, at)
            at = start + len(part)
            bare = _bare(part)
            if _may_be_somebody(bare, reader):
                found.add((start, start + len(bare)))
    return tuple((a, b) for a, b in _apart(found) if not _is_part(text[a:b], staff))


def with_named_speakers(roster: Roster, labels: Iterable[str | None], reader: Reader) -> Roster:
    """The roster and those whom nobody listed, but by whose name a speaker is called: a person may have written it by hand."""
    known = {p.compact_name for p in roster.people} | {p.label for p in roster.people}
    staff = staff_names(roster)
    people: dict[str, Person] = {}
    for label in filter(None, dict.fromkeys(labels)):
        if label in known:
            continue
        split = _LABELLED.fullmatch(label)
        post = split["post"] if split and not written_names(split["post"], reader) else ""
        if posts.branch(post) not in CLIENTS:
            continue
        for start, end in written_names(label, reader, staff):
            name = label[start:end]
            if name not in known:
                people.setdefault(name, Person(name=name, post=post))
    return Roster(people=(*roster.people, *people.values())) if people else roster


def _is_part(name: str, staff: frozenset[str]) -> bool:
    return any(whole.startswith(name) or whole.endswith(name) for whole in staff)


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Words in a row that the dictionary has as names, or not at all."""
    start = None
    for word in words:
        if _is_named(word):
            start = word.start if start is None else start
            end = word.end
        elif start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _is_named(word: Word) -> bool:
    if personal_words().no_names.fullmatch(word.surface) or personal_words().relations.fullmatch(word.surface):
        return False
    return is_name(word) or (not word.known and _LETTERS.search(word.surface) is not None)


def _may_be_somebody(text: str, reader: Reader) -> bool:
    """Whether a whole text is one that the dictionary has for a name as well (林, 大森, さくら)."""
    if not text or personal_words().relations.fullmatch(text) or personal_words().no_names.fullmatch(text):
        return False
    return any(part[2] == "人名" for part in reader.parts(text))


def _bare(text: str) -> str:
    polite = next((h for h in posts.honorifics() if text.endswith(h) and len(text) > len(h)), "")
    return text.removesuffix(polite)


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, those that touch as one."""
    now: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if now is not None and start <= now[1]:
            now = (now[0], max(now[1], end))
        else:
            if now is not None:
                yield now
            now = (start, end)
    if now is not None:
        yield now
