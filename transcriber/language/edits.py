"""Edits of a text that can be taken back: applied in layers, kept as one list of `Change` for the text as it stands.

Later layers may edit what earlier ones wrote; such changes become one, so that `undo` always gives back what was heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from transcriber.minutes.transcript import Change


@dataclass(frozen=True)
class Edit:
    """Put `after` in the place of the characters `start` to `end`."""

    start: int
    end: int
    after: str
    rule: str
    score: float = 1.0


@dataclass(frozen=True)
class Edited:
    """A text, and what was changed in it."""

    text: str
    changes: tuple[Change, ...] = ()

    def edited(self, edits: Iterable[Edit]) -> Edited:
        """With `edits`, which hold for `text` and do not overlap each other; those that change nothing are left out."""
        text, changes = self.text, list(self.changes)
        for edit in sorted(edits, key=attrgetter("start", "end"), reverse=True):  # from the end: positions stay good
            if text[edit.start : edit.end] != edit.after:
                text, changes = _with(text, changes, edit)
        return Edited(text, tuple(changes))

    def undone(self) -> str:
        """The text before all changes."""
        return undo(self.text, self.changes)


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
