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


@pytest.mark.parametrize(
    ("name", "time", "title"),
    [
        ("2024-09-03_1000_第3回定例会.mp3", "10:00", "第3回定例会"),
        ("令和6年9月3日 午後1時30分 総務委員会.m4a", "13:30", "総務委員会"),
        ("20240903 10時 本会議.wav", "10:00", "本会議"),
        ("20240903_095812.wav", "09:58", "20240903_095812"),
        ("2024-09-03_第3回定例会.mp3", None, "第3回定例会"),
        ("2024-09-03_2500_会議.mp3", None, "2500 会議"),
    ],
)
def test_a_time_behind_the_day_is_when_the_recording_began(name: str, time: str | None, title: str) -> None:
    named = naming.read(name)
    assert named.title == title
    started = named.started()
    assert (started.strftime("%H:%M") if started else None) == time


def test_where_the_name_says_no_time_the_usual_one_holds() -> None:
    started = naming.read("2024-09-03_本会議.mp3").started(dt.time(10, 0))
    assert started is not None
    assert started.isoformat() == "2024-09-03T10:00:00+09:00"
    assert naming.read("本会議.mp3").started(dt.time(10, 0)) is None
