"""What a recording's name says about the meeting: right, or left open; never a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.minutes import naming, recorder_names
from transcriber.minutes.recorder_names import StampClock

OPEN = ""

NAMES = """
# --- as people write them: name | title | day | time
令和6年9月3日_第3回東郷町議会定例会.mp3 | 第3回東郷町議会定例会 | 2024-09-03 |
令和６年９月３日（火）第３回定例会（１日目）.mp3 | 第３回定例会（１日目） | 2024-09-03 |
令和6年9月3日(火)_第3回定例会(2日目).mp3 | 第3回定例会(2日目) | 2024-09-03 |
令和六年九月三日　本会議.mp3 | 本会議 | 2024-09-03 |
令和元年5月1日臨時会.mp3 | 臨時会 | 2019-05-01 |
㋿6年9月3日 本会議.mp3 | 本会議 | 2024-09-03 |
平成31年4月30日 議会.mp3 | 議会 | 2019-04-30 |
R6.9.3 総務委員会.wav | 総務委員会 | 2024-09-03 |
R8.11.10議会運営委員会 (1).mp3 | 議会運営委員会 | 2026-11-10 |
R8-11-10_議会運営委員会.mp3 | 議会運営委員会 | 2026-11-10 |
R080609文教委員会.mp3 | 文教委員会 | 2026-06-09 |
２０２４年９月３日　定例会.mp3 | 定例会 | 2024-09-03 |
2024-11-26_相談.m4a | 相談 | 2024-11-26 |
20240903_総務委員会.wav | 総務委員会 | 2024-09-03 |
2024.9.3厚生委員会.mp3 | 厚生委員会 | 2024-09-03 |
2024-09-03 Tue 総務委員会.mp3 | 総務委員会 | 2024-09-03 |
20240903火_総務委員会.mp3 | 総務委員会 | 2024-09-03 |
20240903_土木委員会.mp3 | 土木委員会 | 2024-09-03 |
【令和6年9月3日】全員協議会.mp3 | 全員協議会 | 2024-09-03 |
全員協議会（令和6年9月3日）.mp3 | 全員協議会 | 2024-09-03 |
第1分科会（R6.9.3）録音用.mp3 | 第1分科会 録音用 | 2024-09-03 |
20240903_令和6年9月3日定例会.mp3 | 定例会 | 2024-09-03 |
髙﨑地区懇談会 令和6年9月3日.mp3 | 髙﨑地区懇談会 | 2024-09-03 |
# a time that a person wrote
令和6年9月3日 午後1時30分 総務委員会.m4a | 総務委員会 | 2024-09-03 | 13:30
令和8年11月20日 10時00分_議会運営委員会 | 議会運営委員会 | 2026-11-20 | 10:00
令和6年9月3日（火）午前10時開会 本会議.mp3 | 本会議 | 2024-09-03 | 10:00
20240903 10時 本会議.wav | 本会議 | 2024-09-03 | 10:00
2024.9.3(火)13時30分～15時00分_厚生委員会.mp3 | 厚生委員会 | 2024-09-03 | 13:30
2024-09-03 10：05 会議.m4a | 会議 | 2024-09-03 | 10:05
20240903 9時半 打合せ.m4a | 打合せ | 2024-09-03 | 09:30
# digits that nothing explains are no time
20240903_0001_総務委員会.mp3 | 総務委員会 | 2024-09-03 |
2024-09-03_1000_第3回定例会.mp3 | 第3回定例会 | 2024-09-03 |
2024-09-03_2500_会議.mp3 | 会議 | 2024-09-03 |
20240903_095812.wav | | 2024-09-03 |
2024_09_03_10_00.mp3 | | 2024-09-03 |
20240903-1_研修.mp3 | 研修 | 2024-09-03 |
# can be read in two ways
R0611_定例会.mp3 | 定例会 | |
R61127定例会.mp3 | 定例会 | |
240903_総務委員会.mp3 | 総務委員会 | |
24.9.3 総務委員会.mp3 | 総務委員会 | |
6年9月3日 総務委員会.mp3 | 総務委員会 | |
2024年9月3日 1時30分 会議.mp3 | 会議 | 2024-09-03 |
令和6年9月3日午後12時30分会議.mp3 | 会議 | 2024-09-03 |
# contradicts itself, does not exist, or is one of several days
令和6年9月3日（水）本会議.mp3 | 本会議 | |
令和6年2月30日_定例会.mp3 | 定例会 | |
2024-13-45 会議.mp3 | 会議 | |
令和1年4月1日 会議.mp3 | 会議 | |
令和6年9月3日（火）～5日（木）行政視察.mp3 | 行政視察 | |
令和6年9月3日・4日 研修.mp3 | 研修 | |
20240903-05_研修.mp3 | 研修 | |
R6.9.3_R6.9.10_合冊.mp3 | 合冊 | |
# no day at all
第3回定例会.mp3 | 第3回定例会 | |
令和6年第3回定例会.mp3 | 令和6年第3回定例会 | |
令和6年9月定例会.mp3 | 令和6年9月定例会 | |
2024年度予算委員会.mp3 | 2024年度予算委員会 | |
第３回_定例会（１日目）.mp3 | 第３回 定例会（１日目） | |
# copies
議会運営委員会 - コピー.mp3 | 議会運営委員会 | |
議会運営委員会 - コピー (2).mp3 | 議会運営委員会 | |
議会運営委員会のコピー 2.mp3 | 議会運営委員会 | |
議会運営委員会 copy.mp3 | 議会運営委員会 | |
コピー ～ 議会運営委員会.mp3 | 議会運営委員会 | |
20240903_総務委員会 (2) - コピー.mp3 | 総務委員会 | 2024-09-03 |
定例会_途中まで.mp3 | 定例会 | |
# --- meeting programs
GMT20261127-010500_Recording.m4a | | 2026-11-27 | 10:05
GMT20261127-223000_Recording_gallery_1920x1080.mp4 | | 2026-11-28 | 07:30
GMT20261231-160000_Recording.mp4 | | 2027-01-01 | 01:00
議会運営委員会_GMT20261127-010500_Recording.m4a | 議会運営委員会 | 2026-11-27 | 10:05
2026-11-27 10.05.00 議会運営委員会 1234567890 | 議会運営委員会 | 2026-11-27 | 10:05
2026-11-27 10.05.00 山田太郎のZoomミーティング 1234567890 | | 2026-11-27 | 10:05
2026-11-27 10.05.00 Google Calendar Meeting (not synced) | | 2026-11-27 | 10:05
audio1234567890.m4a | | |
zoom_0.mp4 | | |
会議-20261127_100500-会議の録音.mp4 | 会議 | 2026-11-27 |
議会運営委員会-20261127_223000-会議の録音.mp4 | 議会運営委員会 | |
議会運営委員会-20261127_010500UTC-会議の録音.mp4 | 議会運営委員会 | 2026-11-27 | 10:05
定例会-20261127_170500UTC-Meeting Recording.mp4 | 定例会 | 2026-11-28 | 02:05
議会運営委員会 (2026-11-27 at 10:05 GMT+9).mp4 | 議会運営委員会 | 2026-11-27 | 10:05
議会運営委員会 - 2026_11_27 10_05 JST - Recording.mp4 | 議会運営委員会 | 2026-11-27 | 10:05
Meeting (2026-11-27 at 20:05 GMT-8).mp4 | Meeting | 2026-11-28 | 13:05
議会運営委員会-20261127 1005-1.mp4 | 議会運営委員会 | 2026-11-27 |
2026-11-27 10-05-00.mp4 | | 2026-11-27 | 10:05
令和8年11月27日議会運営委員会-20261128_100500-会議の録音.mp4 | 議会運営委員会 | |
# --- recorders and phones
REC0001.WMA | | |
20240903.mp3 | | 2024-09-03 |
261127_0001.MP3 | | 2026-11-27 |
261127_1005.mp3 | | 2026-11-27 |
261127_1005_01.mp3 | | 2026-11-27 |
060903_0001.MP3 | | |
260101_0003.MP3 | | |
269901_0003.MP3 | | |
DS260012.WMA | | |
TASCAM_0012.wav | | |
R07_0001.WAV | | |
STE-000.wav | | |
ZOOM0003.WAV | | |
F261127_001 | | 2026-11-27 |
20261127100500 | | 2026-11-27 | 10:05
T001_20261127-100500_001_01.wav | | 2026-11-27 | 10:05
新規録音.m4a | | |
新規録音 5.m4a | | |
録音 (2).m4a | | |
音声 261127_100500.m4a | | 2026-11-27 |
VID_20261127_100500.mp4 | | 2026-11-27 | 10:05
PXL_20261127_010500123.mp4 | | 2026-11-27 |
PXL_20261126_230500123.mp4 | | |
画面収録 2026-11-27 10.05.00.mov | | 2026-11-27 | 10:05
画面収録 2026-11-27 9.05.00.mov | | 2026-11-27 | 09:05
11月27日 10-05.m4a | | |
"""

CASES = [
    [field.strip() for field in line.split("|")] for line in NAMES.splitlines() if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_title_day_and_time_are_right_or_left_open(case: list[str]) -> None:
    name, title, day, time = [*case, OPEN][:4]
    named = naming.read(name)
    assert named.title == title
    assert (named.date.isoformat() if named.date else OPEN) == day
    assert (f"{named.time:%H:%M}" if named.time else OPEN) == time


def test_at_least_sixty_names_are_tried() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("pattern", recorder_names.patterns(), ids=lambda p: p.device)
def test_every_known_pattern_has_a_source_and_reads_its_own_example(pattern: recorder_names.NamePattern) -> None:
    assert pattern.source
    assert pattern.match.fullmatch(pattern.example)
    stamp = recorder_names.stamped(pattern.example)
    assert stamp is not None
    assert stamp.date == dt.date(2026, 11, 27)
    assert (stamp.time is None) == (pattern.clock in (StampClock.UNKNOWN, StampClock.NONE))


def test_a_name_as_macos_takes_it_apart_is_put_together_again() -> None:
    assert naming.read("2024-09-03_カ\u3099ハ\u3099ナンス委員会.mp3").title == "ガバナンス委員会"


def test_compatibility_characters_of_a_name_are_not_replaced() -> None:
    assert naming.read("令和6年9月3日_福\ufa19委員会㈱.mp3").title == "福\ufa19委員会㈱"


def test_where_the_name_says_no_time_the_usual_one_holds() -> None:
    started = naming.read("2024-09-03_本会議.mp3").started(dt.time(10, 0))
    assert started is not None
    assert started.isoformat() == "2024-09-03T10:00:00+09:00"
    assert naming.read("本会議.mp3").started(dt.time(10, 0)) is None


def test_without_a_time_there_is_no_start_and_never_midnight() -> None:
    assert naming.read("20240903_0000_本会議.mp3").started() is None
