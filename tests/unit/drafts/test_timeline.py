"""The picture of who spoke when: looked at by its pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import transcripts
from PIL import Image, ImageDraw, ImageFont

from transcriber.drafts.japanese_font import japanese_font
from transcriber.drafts.tables import timeline
from transcriber.errors import FontMissing
from transcriber.minutes.transcript import Doubt, DoubtKind, Transcript


def drawn(meeting: Transcript, folder: Path) -> npt.NDArray[np.uint8]:
    timeline.png(meeting, folder / "t.png")
    with Image.open(folder / "t.png") as image:
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        return np.asarray(image.convert("L"))


def meeting(*spans: tuple[str, float, float], seconds: float) -> Transcript:
    said = [
        transcripts.utterance(n, "はい。", name=name, at=start, seconds=end - start)
        for n, (name, start, end) in enumerate(spans, start=1)
    ]
    made = transcripts.transcript(utterances=said, doubts=[])
    return made.model_copy(update={"recording": made.recording.model_copy(update={"seconds": seconds})})


def bars(row: npt.NDArray[np.uint8]) -> list[tuple[float, float]]:
    """Dark stretches right of the labels, as shares of the time axis."""
    axis = row[timeline._LABEL + 2 :] < 100
    edges = np.flatnonzero(np.diff(np.concatenate([[False], axis, [False]])))
    return [(a / len(axis), b / len(axis)) for a, b in edges.reshape(-1, 2)]


def test_each_lane_is_dark_while_its_person_speaks(tmp_path: Path) -> None:
    picture = drawn(meeting(("議長", 0, 300), ("加藤", 300, 900), ("議長", 900, 1000), seconds=1000), tmp_path)
    assert picture.shape[1] == timeline.WIDTH
    first = timeline._FLAGS + timeline._LANE // 2
    (a, b), (c, d) = bars(picture[first])
    assert (a, b, c, d) == pytest.approx((0, 0.3, 0.9, 1), abs=0.005)
    ((a, b),) = bars(picture[first + timeline._LANE])
    assert (a, b) == pytest.approx((0.3, 0.9), abs=0.005)


def test_a_long_meeting_has_several_bands_and_many_people_share_a_lane(tmp_path: Path) -> None:
    people = [(f"{n}番", n * 60.0, n * 60.0 + 30 + n) for n in range(40)]
    short = drawn(meeting(*people, seconds=7000), tmp_path)
    assert short.shape[0] == timeline._FLAGS + timeline.MOST_LANES * timeline._LANE + timeline._AXIS
    long = drawn(meeting(("議長", 0, 60), ("議長", 28000, 28800), seconds=28800), tmp_path)
    assert long.shape[0] == 4 * (timeline._FLAGS + timeline._LANE + timeline._AXIS) + 3 * timeline._GAP


def test_names_are_drawn_with_the_programs_own_font_whatever_the_pc_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = ImageFont.truetype

    def noted(font: str, *more: object, **named: object) -> ImageFont.FreeTypeFont:
        opened.append(font)
        return real(font, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageFont, "truetype", noted)
    drawn(meeting(("議長", 0, 300), ("髙橋", 300, 900), seconds=1000), tmp_path)
    assert opened == [str(japanese_font())]


def test_its_font_has_the_characters_of_registered_names() -> None:
    font = ImageFont.truetype(str(japanese_font()), 20)
    nothing = bytes(font.getmask("\U000f0000"))  # no font has this one
    for character in "議髙﨑𠮷濵德栁":
        assert bytes(font.getmask(character)) not in (nothing, b""), character


def test_without_its_font_it_is_drawn_with_numbers_and_nothing_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_texts: list[str] = []
    real = ImageDraw.ImageDraw.text

    def noted(pen: ImageDraw.ImageDraw, at: object, text: str, *more: object, **named: object) -> None:
        drawn_texts.append(text)
        real(pen, at, text, *more, **named)  # type: ignore[arg-type]

    def missing() -> Path:
        raise FontMissing("ありません。", "入れ直してください。")

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    monkeypatch.setattr(timeline, "japanese_font", missing)
    doubt = Doubt(kind=DoubtKind.GAP, start=10, end=20, reason="")
    made = meeting(("議長", 0, 300), ("加藤", 300, 900), seconds=1000).model_copy(update={"doubts": (doubt,)})
    assert drawn(made, tmp_path).min() < 100
    assert {"1", "2"} <= set(drawn_texts)
    assert all(t.isascii() and "?" not in t for t in drawn_texts)


def test_an_empty_meeting_has_a_picture_too(tmp_path: Path) -> None:
    assert drawn(meeting(seconds=0), tmp_path).size
