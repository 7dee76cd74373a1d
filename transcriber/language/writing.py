"""From what was recognised to what is printed, once and last, in a fixed order: known words by sound, figures, editing level,
comma.

The marks are there before (`punctuation.py`), and so is who speaks. Every step is logged in the utterance's changes; taken back
together they give what was recognised.
"""

from __future__ import annotations

import re

from transcriber.language import bills, misheard_units, numerals
from transcriber.language.bills import Bills
from transcriber.language.correction import Corrector
from transcriber.language.editing import Editor
from transcriber.language.edits import Edit, Edited
from transcriber.language.readings import Reader
from transcriber.language.weighing import SoundScores
from transcriber.minutes import posts
from transcriber.minutes.text_style import Comma, TextStyle

_LEFT_OVER = re.compile(r"^[、。]+|(?<=[。！？])[、。]+|、+(?=[。！？])|(?<=、)、+")
"""Marks that stand alone once a filler between them is gone."""

_CALL = re.compile(rf"(?:^|(?<=[。？！]))[^。？！]{{0,22}}(?:(?:{posts.any_title(polite=True)})|番)(?P<mark>、?)$")
"""Somebody is called to speak, and nothing else is said after it: a comma was the breath before they answered."""

MARKS = "句読点の整え"


class Writer:
    """Writes utterances in one style.

    Args:
        corrector: knows what the office knows.
        style: editing level, numerals and comma.
        weighed: what the sound says about possible corrections.
        meeting: the bills that it names.
    """

    def __init__(
        self,
        corrector: Corrector,
        style: TextStyle,
        reader: Reader,
        weighed: SoundScores | None = None,
        meeting: Bills | None = None,
    ) -> None:
        self._bills = meeting or Bills()
        self._corrector = corrector
        self._weighed = weighed or SoundScores()
        self._style = style
        self._editor = Editor(style.editing, reader, without=style.without, names=corrector.names())

    def __call__(self, heard: str, start: float = 0.0, end: float = 0.0) -> Edited:
        """The text to print for what the recogniser wrote between `start` and `end` (seconds), its marks tidied."""
        told, recalled = self._weighed.between(start, end), self._weighed.recalled_between(start, end)
        said = self._corrector.correct(heard, told, recalled)
        said = said.edited(bills.bill_edits(said.text, self._bills))
        said = said.edited(misheard_units.unit_edits(said.text))
        if numerals.RULE not in self._style.without:
            said = said.edited(numerals.numeral_edits(said.text, self._style.numerals))
        edited = self._editor.edited(said)
        edited = edited.edited(Edit(m.start(), m.end(), "", MARKS) for m in _LEFT_OVER.finditer(edited.text))
        edited = edited.edited(Edit(m.start("mark"), m.end(), "。", MARKS) for m in _CALL.finditer(edited.text))
        if edited.text:  # an utterance of nothing but fillers stays as it was: nothing goes without a trace
            said = edited
        return _with_comma(said, self._style.comma)


def _with_comma(said: Edited, comma: Comma) -> Edited:
    if comma is Comma.TOUTEN:
        return said
    changes = tuple(
        c.model_copy(update={"before": c.before.replace("、", comma), "after": c.after.replace("、", comma)})
        for c in said.changes
    )
    return Edited(said.text.replace("、", comma), changes, said.origins)
