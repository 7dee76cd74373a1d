"""How a text is to read: editing level, numerals and marks, as a house style or a profile chooses them.

Applied once, when the transcript is made, so that transcript.json holds what the draft prints; every edit is a `Change`.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from transcriber.minutes.transcript import RecordKind


class EditingLevel(StrEnum):
    """How far a text may move away from what was said. Each level includes the one before."""

    VERBATIM = "verbatim"  # 逐語: every sound that was recognised
    FILLERS = "fillers"  # ケバ取り: without fillers and false starts
    TIDY = "tidy"  # 整文: spoken endings and slips put right, meaning untouched

    @property
    def label(self) -> str:
        """As staff call it."""
        return {"verbatim": "逐語", "fillers": "ケバ取り", "tidy": "整文"}[self.value]


class Numerals(StrEnum):
    """How figures are written. Fixed words (一般質問, 一人ひとり) are not figures and never change."""

    AS_HEARD = "as_heard"  # as the recogniser wrote them
    ARABIC = "arabic"  # 令和6年, 12番, 1億2,000万円
    KANJI = "kanji"  # 令和六年, 十二番, 一億二千万円


class Comma(StrEnum):
    """The mark inside a sentence."""

    TOUTEN = "、"
    WESTERN = "，"


class TextStyle(BaseModel):
    """What a house style says about the text of utterances."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    editing: EditingLevel = Field(
        EditingLevel.FILLERS,
        description="整え方。verbatim（逐語）、fillers（ケバ取り）、tidy（整文）",
    )
    numerals: Numerals = Field(
        Numerals.ARABIC,
        description="数字の書き方。as_heard（聞こえたまま）、arabic（12番、令和6年）、kanji（十二番、令和六年）",
    )
    comma: Comma = Field(Comma.TOUTEN, description="文中の区切り。「、」または「，」")
    without: tuple[str, ...] = Field((), description="使わない整え方の規則の名前（職員向け手引きの一覧にあるもの）")


def usual_text_style(kind: RecordKind) -> TextStyle:
    """What a secretariat expects where nothing is said: council minutes without fillers, an interview as it was spoken."""
    if kind is RecordKind.CONSULTATION:
        return TextStyle(editing=EditingLevel.VERBATIM)
    return TextStyle()
