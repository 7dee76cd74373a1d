"""The name of a returned file: which draft it says, and where it says none, or another meeting's."""

from __future__ import annotations

import pytest

from transcriber.exchange import draft_names


@pytest.mark.parametrize(
    "file",
    [
        "第1回定例会_下書き.docx",
        "第1回定例会_下書き - コピー (2).docx",
        "第1回定例会_下書き_山田確認0905.docx",
        "第1回定例会_下書き（総務課長）.docx",
        "第1回定例会.docx",
        "第１回定例会　確認済み.docx",
        "【最終版】第1回定例会.docx",
        "第1回定例会 ver2.1.docx",
        "第1回定例会_会議録_決裁済.docx.zip",
    ],
)
def test_the_drafts_name_with_what_people_add(file: str) -> None:
    assert draft_names.says(file, "第1回定例会.wav", agrees=False)


@pytest.mark.parametrize(
    "file",
    [
        "第11回定例会_下書き.docx",
        "第1回定例会 総務委員会.docx",
        "令和8年第1回定例会_下書き.docx",
        "第1回定例会 2_下書き.docx",
        "第1回定例会 (2).docx",
        "定例会_下書き.docx",
        "確認.docx",
    ],
)
def test_another_name(file: str) -> None:
    assert not draft_names.says(file, "第1回定例会.wav", agrees=False)


def test_a_day_or_a_number_may_be_another_meetings_unless_the_text_agrees() -> None:
    for file in ("第1回定例会 令和8年9月3日.docx", "第1回定例会 (2).docx", "20260903_第1回定例会.docx"):
        assert not draft_names.says(file, "第1回定例会.wav", agrees=False)
        assert draft_names.says(file, "第1回定例会.wav", agrees=True)


def test_numbers_are_whole() -> None:
    assert not draft_names.says("定例会12_下書き.docx", "定例会1.wav", agrees=True)
    assert not draft_names.says("2定例会_下書き.docx", "定例会.wav", agrees=False)


def test_a_name_that_holds_two_drafts_names_is_noticed() -> None:
    assert draft_names.names_another("双子A_下書き（双子Bから）.docx", "双子A.wav", "双子B.wav")
    assert not draft_names.names_another("双子A_下書き（最終）.docx", "双子A.wav", "双子B.wav")
    assert not draft_names.names_another("定例会2_下書き.docx", "定例会2.wav", "定例会.wav")
    assert not draft_names.names_another("双子A_下書き_定例会12.docx", "双子A.wav", "定例会1.wav")
