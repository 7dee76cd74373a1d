"""People whom nobody can be heard to call: their name holds a character without a reading, and the office gave no furigana."""

from __future__ import annotations

from collections.abc import Iterable

from transcriber.language.readings import Reader
from transcriber.minutes.characters import is_own
from transcriber.minutes.people import Person

_NAMED = 3
"""People named in the line for staff."""


def unread_characters(person: Person, reader: Reader) -> tuple[str, ...]:
    """The characters of a name that have no reading; none where the office gave the reading."""
    return () if person.kana.strip() else reader.unread(person.compact_name)


def unread_line(person: Person, reader: Reader) -> str:
    """What to say beside a person's line in a list; empty if every character can be read."""
    found = unread_characters(person, reader)
    if not found:
        return ""
    named = "、".join(f"「{c}」（{'外字' if is_own(c) else f'U+{ord(c):04X}'}）" for c in found)
    return f"「{person.compact_name}」の{named}は読みが分かりません。「ふりがな」に読みを入れてください。"


def unread_names_note(people: Iterable[Person], reader: Reader) -> str:
    """The same of all people in one line, for the recording that was made with them; empty if there is nothing to say."""
    found = [p.compact_name for p in people if unread_characters(p, reader)]
    if not found:
        return ""
    more = f" ほか{len(found) - _NAMED}人" if len(found) > _NAMED else ""
    named = "、".join(f"「{name}」" for name in found[:_NAMED])
    return (
        f"名簿の{named}{more}には読みの分からない字があるため、呼ばれても分からないことがあります。"
        "名簿の「ふりがな」に読みを入れてください。"
    )
