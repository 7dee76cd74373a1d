"""What a recording's name says: the title, the day and the time of the meeting. What is not sure is left open."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePath

from transcriber.minutes import recorder_names, written_days, written_times
from transcriber.minutes.characters import composed
from transcriber.minutes.recorder_names import JST, Stamped
from transcriber.minutes.written_days import WrittenDay

_ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{2,5}$")
"""Of a file; the name of a folder may end in a date (R8.11.10), which is none."""

_COPY = tuple(
    re.compile(p)
    for p in (
        r" ?- ?(?:コピー|Copy|copy)(?: ?\(\d+\))?$",  # Windows
        r"のコピー ?\d*$| copy(?: \d+)?$",  # macOS, shares
        r"^コピー ?[~～〜] ?|^Copy (?:\(\d+\) )?of ",  # older Windows
        r"_途中まで$",  # what the office adds to have a recording taken that was cut off
        r"\s*\(\d{1,3}\)$",  # downloads; （１） in full width is a person's
    )
)
_EMPTY = re.compile(r"[(（\[【〔「『<＜]\s*[)）\]】〕」』>＞]")
_PAIRS = dict(zip("(（[【〔「『", ")）]】〕」』", strict=True))
_EDGES = " 　_-‐–—−－・、，,.．~～〜"
_NO_WORD = re.compile(r"[\W\d_年月日時分秒曜午前後]*")
"""Nothing but numbers and their units: what is left of a day and time that could not be read."""

_BETWEEN_DAYS = re.compile(r"[\s_]*(?:[~～〜・,、，&＆と‐–—−－-]|から|[、,]?(?:及び|および))[\s_]*")
_HALF_OF_DAY = re.compile(r"[\s_・,、-]*(?:午前|午後|(?i:am|pm)(?![A-Za-z0-9.]| 2\.5(?!\d)))(?![の中半])")
"""Which half of the day it was, directly behind a day. 「午前の部」 and 「PMO定例会」 are words of the meeting."""

_MIDNIGHT = re.compile(r"0101[_T-]?0000(?:00)?(?!\d)")
_LONG_NUMBER = re.compile(r"\d{4,}")


_SPEAKERS = re.compile(r"(?:話者|発言者|声)(?:の?数)?[ :：は]*(\d{1,2}) *[人名](?:分)?")
"""話者4人, 発言者数：2名: how many people speak, where a person has counted them. 「4人の相談」 may be anything."""


@dataclass(frozen=True)
class RecordingName:
    """Title, day and time of day at which the recording begins, as far as the name says them.

    Attributes:
        title: in the office's own characters; empty where the name holds none.
        date, time: in Japan; None where they cannot be told.
        speakers: how many people speak; None where the name does not say it.
    """

    title: str
    date: dt.date | None
    time: dt.time | None = None
    speakers: int | None = None

    def started(self, usually: dt.time | None = None) -> dt.datetime | None:
        """When the recording began, in Japan's time; `usually` where the name says the day only."""
        time = self.time or usually
        return dt.datetime.combine(self.date, time, JST) if self.date and time else None


def read_recording_name(name: str) -> RecordingName:
    """`令和6年9月3日_第3回定例会.mp3` → title 第3回定例会, 2024-09-03. Days and times that can be read in two ways are left open."""
    whole = composed(PurePath(name).name)
    ending = _ENDING.search(written_days.fold(whole))  # ．ＭＰ３ too
    stem, speakers = _counted(_uncopied(whole[: ending.start()] if ending else whole))
    stamp = recorder_names.stamped(written_days.fold(stem)) or Stamped(None, None, ((0, len(stem)),))
    words = " ".join(stem[start:end] for start, end in stamp.titles)
    folded = written_days.fold(words)
    found = written_days.days_in(folded)
    date, time = _settled(stamp, found)
    title = _title(words, found)
    if not stamp.date and date and _never_set(date, folded, title):
        date = time = None
    return RecordingName(title=title, date=date, time=time, speakers=speakers)


def _counted(stem: str) -> tuple[str, int | None]:
    """The name without how many people speak, and that number."""
    folded = written_days.fold(stem)
    found = _SPEAKERS.search(folded)
    if found is None or int(found[1]) == 0:
        return stem, None
    return f"{stem[: found.start()]} {stem[found.end() :]}", int(found[1])


def _never_set(date: dt.date, folded: str, title: str) -> bool:
    """Whether the day may be that of a clock nobody set, which begins on a first of January."""
    return (date.month, date.day) == (1, 1) and (not title or _MIDNIGHT.search(folded) is not None)


def _settled(stamp: Stamped, found: list[WrittenDay]) -> tuple[dt.date | None, dt.time | None]:
    """Day and time where all that was written agrees."""
    found = [f for f in found if not f.unclear and not f.kept]
    days = {f.day for f in found} | ({stamp.date} if stamp.date else set())
    if len(days) != 1 or None in days:
        return None, None
    times = {t for t in (stamp.time, *(f.time for f in found)) if t}
    (day,) = days
    return day, stamp.time or (times.pop() if len(times) == 1 else None)


def _title(text: str, found: list[WrittenDay]) -> str:
    kept = any(f.kept for f in found)
    begins = len(text) + 1
    for start, end in reversed(_no_title(text, found)):
        ends = begins if _BETWEEN_DAYS.fullmatch(text[end:begins]) and begins < len(text) else end
        text = f"{text[:start]} {text[ends:]}"
        begins = start
    while (shorter := _EMPTY.sub(" ", text)) != text:
        text = shorter
    text = re.sub(
        r"(?<=[(（\[【〔「『<＜])[ 　]*[、,，・][ 　]*|(?<=[(（\[【〔「『<＜]) | (?=[)）\]】〕」』>＞])|[ 　]*[、,，・][ 　]*(?=[)）\]】〕」』>＞])",
        "",
        re.sub(r"[ _]+", " ", _balanced(text)),
    ).strip(_EDGES)
    text = re.sub(r"[ 　]*　[ 　]*", "　", text)
    while len(text) > 1 and _PAIRS.get(text[0]) == text[-1] and text.count(text[0]) == 1:
        text = text[1:-1].strip(_EDGES)
    if recorder_names.is_unnamed(written_days.fold(text)):
        return ""
    start, end = recorder_names.without_device(written_days.fold(text))
    words = text[start:end].split(" ")
    while not kept and len(words) > 1 and _LONG_NUMBER.fullmatch(written_days.fold(words[0])):
        words.pop(0)
    while not kept and len(words) > 1 and _LONG_NUMBER.fullmatch(written_days.fold(words[-1])):
        words.pop()
    text = " ".join(words).strip(_EDGES)
    folded = written_days.fold(text)
    return "" if _NO_WORD.fullmatch(folded) or recorder_names.is_unnamed(folded) else text


def _no_title(text: str, found: list[WrittenDay]) -> list[tuple[int, int]]:
    """Places of days, times of day and what is only said of the sound beside them, in order; those that overlap are one."""
    folded = written_days.fold(text)
    kept = [f for f in found if f.kept]
    times = [
        (start, end)
        for start, end in written_times.times_in(folded)
        if not any(start < f.end and f.start < end for f in kept)
    ]
    places: list[tuple[int, int]] = []
    days = [(recorder_names.sound_word(folded, f.start), f.end) for f in found if not f.kept]
    times += [half.span() for _, end in days if (half := _HALF_OF_DAY.match(folded, end))]
    sounds = [(at, recorder_names.sound_word_end(folded, at)) for at in (0, *(end for _, end in days))]
    for start, end in sorted([*days, *times, *(s for s in sounds if s[1])]):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((start, end))
    return places


def _balanced(text: str) -> str:
    """Without brackets whose other half is missing."""
    open_: list[int] = []
    lost: set[int] = set()
    for place, c in enumerate(text):
        if c in _PAIRS:
            open_.append(place)
        elif c in _PAIRS.values():
            if open_ and _PAIRS[text[open_[-1]]] == c:
                open_.pop()
            else:
                lost.add(place)
    lost.update(open_)
    return "".join(c for place, c in enumerate(text) if place not in lost)


def _uncopied(stem: str) -> str:
    """Without what Windows, macOS and browsers add to the name of a copy."""
    before = ""
    while stem != before:
        before = stem
        for pattern in _COPY:
            stem = pattern.sub("", stem) or stem
    return stem
