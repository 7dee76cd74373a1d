"""Terms the office knows: the glossary (用語)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from transcriber.minutes.long_lists import LongList


class Origin(StrEnum):
    """Where a term comes from."""

    SHEET = "sheet"  # 用語.xlsx
    PAPER = "paper"  # picked from the papers dropped with this recording
    LEARNED = "learned"  # adopted from a correction (学習候補.xlsx)


class Term(BaseModel):
    """One line of the glossary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, description="用語, as it is to be written")
    kana: str = Field("", description="よみ, hiragana")
    misheard: tuple[str, ...] = Field((), description="誤認識例: what the recogniser has been seen to write instead")
    note: str = Field("", description="備考")
    origin: Origin = Origin.SHEET
    weight: float = Field(1.0, ge=0, le=1, description="how much it matters in this meeting; the office's own terms: 1")


class Glossary(LongList):
    """Terms in order of importance: the first are offered to the recogniser first."""

    terms: tuple[Term, ...] = ()

    def listed(self) -> Glossary:
        """Without what was learned from corrections: this very list, which is written out once, where nothing was."""
        terms = tuple(t for t in self.terms if t.origin is not Origin.LEARNED)
        return Glossary(terms=terms) if len(terms) < len(self.terms) else self

    def learned(self) -> Glossary:
        """What was learned from corrections."""
        return Glossary(terms=tuple(t for t in self.terms if t.origin is Origin.LEARNED))
