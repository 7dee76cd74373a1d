"""話者の時間帯.png: a picture of who spoke when, for the draft's appendix and for a look at a glance.

Black, grey and labels only: it is printed on office printers. One band for two hours, one lane in it for each person, and
a row of flags on top where a person should listen again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from transcriber.drafts.japanese_font import japanese_font
from transcriber.drafts.word import wording
from transcriber.errors import FontMissing
from transcriber.minutes.transcript import Transcript, Utterance

DPI = 200
WIDTH = round(160 / 25.4 * DPI)
"""Pixels: what an A4 page leaves between usual margins, 160 mm."""

BAND = 2 * 3600.0
"""Seconds in one band; a longer meeting has several, of equal length."""

MOST_LANES = 16
"""People with a lane of their own; who spoke least shares the last one."""

_LABEL = round(43 / 25.4 * DPI)
_LANE = 30
_AXIS = 34
_FLAGS = 22
_GAP = 26
_SIZE = 20
_INK, _BAR, _GRID = (20, 20, 20), (60, 60, 60), (200, 200, 200)
_STRIPE = (245, 245, 245)
_STEPS = (60, 120, 300, 600, 900, 1800, 3600)

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class _Lane:
    label: str
    spans: tuple[tuple[float, float], ...]


def png(transcript: Transcript, out: Path) -> None:
    """Draw the picture of `transcript` into `out` (160 mm wide at 200 dpi).

    Where the program's own font is missing (`doctor` says so), names become 1, 2, 3 …, in the order of the draft's list of
    speakers, and the flags stand without a word.

    Raises:
        OSError: `out` cannot be written.
    """
    font, japanese = _font()
    lanes = _lanes(transcript, named=japanese)
    length = max(transcript.recording.seconds, max((u.end for u in transcript.utterances), default=0.0), 1.0)
    count = max(1, -(-round(length) // round(BAND)))
    bands = [(length * i / count, length * (i + 1) / count) for i in range(count)]
    shown = [[lane for lane in lanes if _inside(lane.spans, *band)] for band in bands]
    heights = [_FLAGS + _LANE * max(1, len(s)) + _AXIS for s in shown]
    image = Image.new("RGB", (WIDTH, sum(heights) + _GAP * (count - 1)), "white")
    pen = ImageDraw.Draw(image)
    top = 0
    doubts = [d.start for d in transcript.all_doubts()]
    for band, rows, height in zip(bands, shown, heights, strict=True):
        _band(pen, font, top, band, rows, doubts, japanese=japanese)
        top += height + _GAP
    image.save(out, format="PNG", dpi=(DPI, DPI), optimize=True)


def _lanes(transcript: Transcript, *, named: bool) -> list[_Lane]:
    """In order of first speech; with the rest in one lane where there are too many."""
    spoken: dict[str, list[Utterance]] = {}
    for u in transcript.utterances:
        spoken.setdefault(wording.printable(wording.speaker(u.speaker, u.name)), []).append(u)
    labels = list(spoken) if named else [str(i) for i in range(1, len(spoken) + 1)]
    lanes = [
        _Lane(label, tuple((u.start, u.end) for u in said)) for label, said in zip(labels, spoken.values(), strict=True)
    ]
    if len(lanes) <= MOST_LANES:
        return lanes
    by_talk = sorted(lanes, key=lambda lane: -sum(end - start for start, end in lane.spans))
    own, rest = by_talk[: MOST_LANES - 1], by_talk[MOST_LANES - 1 :]
    others = _Lane(f"ほか{len(rest)}名" if named else "+", tuple(sorted(span for lane in rest for span in lane.spans)))
    return [*(lane for lane in lanes if lane in own), others]


def _inside(spans: Sequence[tuple[float, float]], start: float, end: float) -> list[tuple[float, float]]:
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and b >= start]


def _band(
    pen: ImageDraw.ImageDraw,
    font: Font,
    top: int,
    band: tuple[float, float],
    lanes: Sequence[_Lane],
    doubts: Sequence[float],
    *,
    japanese: bool,
) -> None:
    start, end = band

    def x(time: float) -> float:
        return _LABEL + (WIDTH - 1 - _LABEL) * (time - start) / (end - start)

    first, last = top + _FLAGS, top + _FLAGS + _LANE * max(1, len(lanes))
    for i in range(0, len(lanes), 2):
        pen.rectangle((0, first + i * _LANE, WIDTH, first + (i + 1) * _LANE - 1), fill=_STRIPE)
    step = next((s for s in _STEPS if (end - start) / s <= 8), _STEPS[-1])
    ticks = [t for t in range(0, round(end) + 1, step) if t >= start]
    for time in ticks:
        pen.line((x(time), first, x(time), last + 5), fill=_GRID)
    room = (x(ticks[1]) - x(ticks[0])) if len(ticks) > 1 else float("inf")
    for time in ticks:
        text = f"{time // 3600}:{time // 60 % 60:02d}:{time % 60:02d}"
        width = pen.textlength(text, font=font)
        if width < room:
            pen.text((min(x(time), WIDTH - width / 2 - 1), last + 6), text, fill=_INK, font=font, anchor="ma")
    for i, lane in enumerate(lanes):
        middle = first + i * _LANE + _LANE // 2
        pen.text((6, middle), _short(pen, font, lane.label), fill=_INK, font=font, anchor="lm")
        for a, b in _inside(lane.spans, start, end):
            pen.rectangle((x(a), middle - 10, max(x(a) + 1, x(b) - 1), middle + 10), fill=_BAR)
    if japanese and any(start <= d < end for d in doubts):
        pen.text((6, top + _FLAGS // 2), "要確認", fill=_INK, font=font, anchor="lm")
    for at in doubts:
        if start <= at < end:
            pen.polygon([(x(at) - 6, top + 3), (x(at) + 6, top + 3), (x(at), first - 4)], fill=_INK)
    pen.line((_LABEL, first, _LABEL, last), fill=_INK)
    pen.line((_LABEL, last, WIDTH, last), fill=_INK)


def _short(pen: ImageDraw.ImageDraw, font: Font, label: str) -> str:
    """The label, cut with … where it is wider than its column."""
    room = _LABEL - 16
    if pen.textlength(label, font=font) <= room:
        return label
    while label and pen.textlength(label + "…", font=font) > room:
        label = label[:-1]
    return label + "…"


def _font() -> tuple[Font, bool]:
    """A font to draw with, and whether it has Japanese."""
    try:
        return ImageFont.truetype(str(japanese_font()), _SIZE), True
    except (FontMissing, OSError):
        return ImageFont.load_default(_SIZE), False
