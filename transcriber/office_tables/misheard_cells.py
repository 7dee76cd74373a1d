"""What stands under 誤認識例: the wrong forms of a word, also where somebody wrote them as 誤→正."""

from __future__ import annotations

import re

from transcriber.office_tables.grid import compact

_LISTED = re.compile(r"[、，,/／;；\n]\s*")
_REMARK = re.compile(r"\([^()]*\)|（[^（）]*）")
_ARROW = re.compile(r"\s*(?:[→⇒➡⇨]|[-=]+>)\s*")


def misheard_forms(text: str, right: str) -> tuple[str, ...]:
    """The forms in a cell; of 誤→正 the one that is not `right`. What has an arrow still is not understood (`is_unclear`).

    Args:
        right: how the word is written.
    """
    forms = []
    for part in filter(None, map(str.strip, _LISTED.split(text))):
        sides = _ARROW.split(part)
        wrong = [s for s in sides if s and compact(s) != compact(right)]
        told = len(sides) == 2 and len(wrong) == 1
        forms.append(wrong[0] if told else part)
    return tuple(dict.fromkeys(forms))


def is_unclear(form: str) -> bool:
    """Whether a form says from what to what, and neither is the word beside it."""
    return _ARROW.search(form) is not None


def is_remark(form: str) -> bool:
    """Whether a form stands in brackets, and says how something was heard: （聞き取れず）."""
    return _REMARK.fullmatch(form) is not None
