"""Edits of a text that can be taken back: applied in layers, kept as one list of `Change` for the text as it stands.

Later layers may edit what earlier ones wrote; such changes become one, so that `undo` always gives back what was heard.
Every character of the text also knows which characters of what was heard it stands for, so that times come along.

This is the only place that takes edits back, and it does so for reviewers: whoever wants to know what was said reads what was
recognised, before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from os.path import commonprefix

from transcriber.minutes.transcript import Change


@dataclass(frozen=True)
class Edit:
    """Put `after` in the place of the characters `start` to `end`."""

    start: int
    end: int
    after: str
    rule: str
    score: float = 1.0


HeardPlace = tuple[int, int]
"""Characters of what was heard, from and up to, that a written character stands for; equal: put in before that place."""


@dataclass(frozen=True)
class Edited:
    """A text, and what was changed in it.

    Attributes:
        origins: for each character of `text` what it stands for, in order. What an edit left as it was stands for itself;
            all characters of what it wrote anew stand for all that it replaced.
    """

    text: str
    changes: tuple[Change, ...]
    origins: tuple[HeardPlace, ...]

    @classmethod
    def unchanged(cls, heard: str) -> Edited:
        """A text as it was heard."""
        return cls(heard, (), tuple((i, i + 1) for i in range(len(heard))))

    @classmethod
    def joined(cls, parts: Iterable[Edited]) -> Edited:
        """Texts that were heard one after the other, as one."""
        text, changes, origins, heard = "", list[Change](), list[HeardPlace](), 0
        for part in parts:
            changes += [c.model_copy(update={"position": c.position + len(text)}) for c in part.changes]
            origins += [(a + heard, b + heard) for a, b in part.origins]
            text += part.text
            heard += len(part.undone())
        return cls(text, tuple(changes), tuple(origins))

    def edited(self, edits: Iterable[Edit]) -> Edited:
        """With `edits`, which hold for `text` and do not overlap each other; those that change nothing are left out."""
        text, changes, origins = self.text, list(self.changes), list(self.origins)
        for edit in sorted(edits, key=attrgetter("start", "end"), reverse=True):  # from the end: positions stay good
            before = text[edit.start : edit.end]
            if before != edit.after:
                origins[edit.start : edit.end] = _origins(origins, edit, before)
                text, changes = _with(text, changes, edit)
        return Edited(text, tuple(changes), tuple(origins))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the heard characters `start` to `end` stand now, with all that was written in their place: from and up to, in
        characters of `text`. Equal where nothing is left of them."""
        inside = [p for p, (a, b) in enumerate(self.origins) if a < end and start < b]
        if inside:
            return inside[0], inside[-1] + 1
        gone = sum(b <= start for _, b in self.origins)
        return gone, gone

    def undone(self) -> str:
        """The text before all changes."""
        return undo(self.text, self.changes)


def _origins(origins: Sequence[HeardPlace], edit: Edit, before: str) -> list[HeardPlace]:
    """What the characters of `edit.after` stand for."""
    head = len(commonprefix((before, edit.after)))
    tail = len(commonprefix((before[head:][::-1], edit.after[head:][::-1])))
    first, last = edit.start + head, edit.end - tail
    if first < last:
        start, end = origins[first][0], origins[last - 1][1]
    elif 0 < first < len(origins) and origins[first - 1] == origins[first]:  # put in within what was written anew
        start, end = origins[first]
    else:  # put in between two characters
        start = end = origins[first - 1][1] if first else origins[first][0] if origins else 0
    new = [(start, end)] * (len(edit.after) - head - tail)
    return [*origins[edit.start : first], *new, *origins[last : edit.end]]


def undo(text: str, changes: Sequence[Change]) -> str:
    """The text before `changes`, which hold for it as it stands."""
    in_order = sorted(changes, key=attrgetter("position"))  # stable: of two at one place the later one goes first
    for change in in_order[::-1]:
        end = change.position + len(change.after)
        text = text[: change.position] + change.before + text[end:]
    return text


def _with(text: str, changes: Sequence[Change], edit: Edit) -> tuple[str, list[Change]]:
    touched = [c for c in changes if _touches(c, edit)]
    start = min([edit.start, *(c.position for c in touched)])
    end = max([edit.end, *(c.position + len(c.after) for c in touched)])
    after = text[start : edit.start] + edit.after + text[edit.end : end]
    heard = undo(text[start:end], [c.model_copy(update={"position": c.position - start}) for c in touched])
    shift = len(after) - (end - start)
    rules = dict.fromkeys([*(r for c in touched for r in c.rule.split("・")), edit.rule])
    merged = Change(
        before=heard,
        after=after,
        rule="・".join(rules),
        score=min([edit.score, *(c.score for c in touched)]),
        position=start,
    )
    left = [c for c in changes if c not in touched and (c.position < start or (c.position == start and not c.after))]
    right = [
        c.model_copy(update={"position": c.position + shift}) for c in changes if c not in touched and c not in left
    ]
    middle = [merged] if heard != after else []
    return text[:start] + after + text[end:], [*left, *middle, *right]


def _touches(change: Change, edit: Edit) -> bool:
    """Whether they share a character, or one lies inside the other."""
    start, end = change.position, change.position + len(change.after)
    if start == end:
        return edit.start < start < edit.end
    if edit.start == edit.end:
        return start < edit.start < end
    return start < edit.end and edit.start < end
