"""Readable punctuation, whatever the recogniser gave. Only marks change, never a word."""

from __future__ import annotations

import re

_WIDE = str.maketrans({"?": "？", "!": "！", ",": "、"})

# A window ends where the speaker draws breath, and Whisper closes it with 。 even in mid-sentence. After these endings a
# Japanese sentence goes on.
_GOES_ON = re.compile(r"(?<=[はがをにとでてもの])。(?=.)|(?<=ので)。(?=.)|(?<=から)。(?=.)|(?<=つつ)。(?=.)")

_STRAY_SPACE = re.compile(r"(?<![A-Za-z0-9])[ 　]+|[ 　]+(?![A-Za-z0-9])")


def tidy(text: str) -> str:
    """Full-width marks, no stray spaces, no full stop in mid-sentence, no mark at the beginning.

    A comma between digits is a thousands separator and stays as it is.
    """
    numbers = re.sub(r"(?<=\d),(?=\d)", "\0", text)
    marks = _STRAY_SPACE.sub("", numbers).translate(_WIDE).replace("\0", ",")
    return _GOES_ON.sub("、", marks).lstrip("、。，．,. 　")
