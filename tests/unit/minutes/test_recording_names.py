"""What a recording's name says about the meeting; nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.minutes import naming


@pytest.mark.parametrize(
    ("name", "title", "date"),
    [
        ("令和6年9月3日_第3回東郷町議会定例会.mp3", "第3回東郷町議会定例会", dt.date(2024, 9, 3)),
        ("R6.9.3 総務委員会.wav", "総務委員会", dt.date(2024, 9, 3)),
        ("令和元年5月1日臨時会.mp3", "臨時会", dt.date(2019, 5, 1)),
        ("2024-11-26_相談.m4a", "相談", dt.date(2024, 11, 26)),
        ("20240903_総務委員会.wav", "総務委員会", dt.date(2024, 9, 3)),
        ("２０２４年９月３日　定例会.mp3", "定例会", dt.date(2024, 9, 3)),
        ("第3回定例会.mp3", "第3回定例会", None),
        ("REC0001.WMA", "REC0001", None),
        ("2024-13-45 会議.mp3", "2024-13-45 会議", None),
        ("20240903.mp3", "20240903", dt.date(2024, 9, 3)),
    ],
)
def test_title_and_day(name: str, title: str, date: dt.date | None) -> None:
    assert naming.read(name) == naming.Named(title=title, date=date)
