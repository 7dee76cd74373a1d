"""The order that the names of a meeting's parts give. Each line is a folder: its files in their true order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.minutes import part_names
from transcriber.minutes.capture import OrderBasis

FOLDERS = """
# --- iPhone, Voice Memos
新規録音.m4a | 新規録音 2.m4a | 新規録音 3.m4a
新規録音 8.m4a | 新規録音 9.m4a | 新規録音 10.m4a
New Recording.m4a | New Recording 2.m4a | New Recording 11.m4a
東郷町役場.m4a | 東郷町役場 2.m4a | 東郷町役場 3.m4a
# --- Android
音声 001.m4a | 音声 002.m4a | 音声 010.m4a
録音_1.m4a | 録音_2.m4a | 録音_12.m4a
ボイス 001.m4a | ボイス 002.m4a
20261120_095812.m4a | 20261120_130112.m4a
標準録音 1.mp3 | 標準録音 2.mp3 | 標準録音 10.mp3
# --- Windows, Sound Recorder; downloads
録音.m4a | 録音 (2).m4a | 録音 (3).m4a | 録音 (10).m4a
レコーディング.m4a | レコーディング (2).m4a
会議(1).mp3 | 会議(2).mp3 | 会議(11).mp3
会議.mp3 | 会議-2.mp3 | 会議-3.mp3
# --- Zoom, Teams, Meet
GMT20261120-010000_Recording.m4a | GMT20261120-040130_Recording.m4a
zoom_0.mp4 | zoom_1.mp4 | zoom_2.mp4
audio1987654321.m4a | audio2987654321.m4a
2026-11-20 10.05.00 委員会/audio1234567890.m4a | 2026-11-20 13.00.10 委員会/audio1234567890.m4a
委員会-20261120_010000UTC-会議の録音.mp4 | 委員会-20261120_040500UTC-会議の録音.mp4
委員会 (2026-11-20 at 10:05 GMT+9).mp4 | 委員会 (2026-11-20 at 13:01 GMT+9).mp4
# --- OLYMPUS, OM SYSTEM, SONY, TASCAM, Panasonic, ZOOM, Roland
DM650001.MP3 | DM650002.MP3 | DM650010.MP3
261120_0001.WAV | 261120_0002.WAV | 261120_0010.WAV
261120_0958.mp3 | 261120_1301.mp3
261120_0958_01.mp3 | 261120_0958_02.mp3 | 261120_1301.mp3
TASCAM_0001S12.wav | TASCAM_0002S12.wav | TASCAM_0010S12.wav
DR0000_0009.wav | DR0000_0010.wav
ZOOM0001.WAV | ZOOM0001-001.WAV | ZOOM0001-002.WAV
STE-000.wav | STE-001.wav | STE-010.wav
20261120095800.wav | 20261120130100.wav
RR_001.mp3 | RR_002.mp3 | RR_010.mp3
REC0009.mp3 | REC0010.mp3 | REC0100.mp3
# --- numbers in any script
その一.m4a | その二.m4a | その三.m4a
其の一.m4a | 其の二.m4a | 其の十.m4a | 其の十一.m4a
会議録一.mp3 | 会議録二.mp3 | 会議録十.mp3 | 会議録二十一.mp3
第一部.mp3 | 第二部.mp3 | 第三部.mp3
第１部.mp3 | 第２部.mp3 | 第１０部.mp3
定例会①.mp3 | 定例会②.mp3 | 定例会⑩.mp3 | 定例会⑪.mp3
第2回①.mp3 | 第2回②.mp3 | 第2回⑩.mp3
定例会Ⅰ.mp3 | 定例会Ⅱ.mp3 | 定例会Ⅲ.mp3 | 定例会Ⅳ.mp3 | 定例会Ⅸ.mp3 | 定例会Ⅹ.mp3
Part I.mp3 | Part II.mp3 | Part IV.mp3 | Part V.mp3 | Part IX.mp3
会議㈠.mp3 | 会議㈡.mp3 | 会議㈢.mp3
定例会（１）.mp3 | 定例会（２）.mp3 | 定例会（１０）.mp3
A.mp3 | B.mp3 | C.mp3
会議_ア.mp3 | 会議_イ.mp3
1日目午前.mp3 | 1日目午後.mp3 | 2日目午前.mp3 | 2日目午後.mp3
午前_1日目.mp3 | 午後_1日目.mp3 | 午前_2日目.mp3
# --- words of order
会議_上.mp3 | 会議_中.mp3 | 会議_下.mp3
会議録上.mp3 | 会議録下.mp3
上巻.mp3 | 下巻.mp3
前半.mp3 | 後半.mp3
総務委員会（前半）.m4a | 総務委員会（後半）.m4a
前編.mp4 | 中編.mp4 | 後編.mp4
午前.mp3 | 午後.mp3
令和8年11月20日午前.mp3 | 令和8年11月20日午後.mp3
午前1.mp3 | 午前2.mp3 | 午後1.mp3 | 午後2.mp3
午前1.mp3 | 午後2.mp3
午前/1.mp3 | 午前/2.mp3 | 午後/1.mp3
午前の部.mp3 | 午後の部.mp3 | 夜の部.mp3
会議 AM.mp3 | 会議 PM.mp3
開会.mp3 | 再開.mp3 | 再開2.mp3 | 閉会.mp3
開会.mp3 | 再開.mp3
休憩前.mp3 | 休憩後.mp3
会議.mp3 | 会議 続き.mp3 | 会議 続き2.mp3
冒頭.mp3 | 1.mp3 | 2.mp3 | 最後.mp3
A面.mp3 | B面.mp3
# --- copies last
会議.mp3 | 会議 2.mp3 | 会議 - コピー.mp3 | 会議 - コピー (2).mp3
"""


def folders() -> list[list[str]]:
    lines = [line for line in FOLDERS.splitlines() if line and not line.startswith("#")]
    return [line.split(" | ") for line in lines]


def test_there_are_enough_of_them() -> None:
    assert len(folders()) >= 40


@pytest.mark.parametrize("files", folders(), ids=lambda files: files[0])
@pytest.mark.parametrize("turned", [False, True])
def test_the_names_say_the_order(files: list[str], turned: bool) -> None:
    listed = sorted(files, reverse=turned)
    found = part_names.order(listed)
    assert [listed[i] for i in found.order] == files
    assert found.sure, found.bases


@pytest.mark.parametrize(
    ("files", "bases"),
    [
        (("新規録音.m4a", "新規録音 2.m4a", "新規録音 3.m4a"), (OrderBasis.SUFFIX, OrderBasis.NUMBERS)),
        (("午前.mp3", "午後.mp3"), (OrderBasis.WORDS,)),
        (("GMT20261120-010000_Recording.m4a", "GMT20261120-040130_Recording.m4a"), (OrderBasis.STAMPS,)),
        (("会議.mp3", "会議 - コピー.mp3"), (OrderBasis.COPIES,)),
        (("あいさつ.mp3", "質疑.mp3"), (OrderBasis.NAMES,)),
    ],
)
def test_it_is_known_why(files: tuple[str, ...], bases: tuple[OrderBasis, ...]) -> None:
    assert part_names.order(files).bases == bases


@pytest.mark.parametrize(
    "files",
    [
        ("あいさつ.mp3", "質疑.mp3"),
        ("教育課.mp3", "総務課.mp3", "1.mp3"),
        ("上水道.mp3", "下水道.mp3"),
        ("一般質問.mp3", "三役協議.mp3"),
        ("午後.mp3", "会議2.mp3"),
    ],
)
def test_names_of_other_kinds_say_nothing(files: tuple[str, ...]) -> None:
    assert not part_names.order(files).sure


@pytest.mark.parametrize(
    ("files", "device"),
    [
        (("新規録音.m4a", "新規録音 2.m4a"), True),
        (("REC0001.mp3", "REC0002.mp3"), True),
        (("総務委員会.m4a", "総務委員会 2.m4a"), False),
        (("午前.mp3", "午後.mp3"), False),
        (("1日目/REC0001.mp3", "2日目/REC0001.mp3"), False),
    ],
)
def test_numbers_of_a_device_are_told_from_those_of_a_person(files: tuple[str, ...], device: bool) -> None:
    assert part_names.order(files).numbered_by_device is device


def test_one_file_has_an_order_too() -> None:
    assert part_names.order(["会議.mp3"]).order == (0,)


PIECES = st.sampled_from(
    list("0129①Ⅱ一十二上下前後中-_ （）()./")
    + ["午前", "再開", "録音", "その", "第", "部", " - コピー", ".m4a", "am", "iv"]
)


@given(
    st.lists(st.text(max_size=6) | st.lists(PIECES, max_size=6).map("".join), min_size=1, max_size=5, unique=True),
    st.randoms(),
)
def test_the_order_does_not_depend_on_how_the_files_were_listed(names: list[str], dice: random.Random) -> None:
    listed = names[:]
    dice.shuffle(listed)
    one, other = part_names.order(names), part_names.order(listed)
    assert [names[i] for i in one.order] == [listed[i] for i in other.order]
    assert one.bases == other.bases
