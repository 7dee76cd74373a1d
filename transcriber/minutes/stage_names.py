"""The stages from a recording to its draft, by name, and what staff call them."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """A stage; its value stands in timing.json, pace.json and a transcript's provenance. In the order in which they run."""

    PAPERS = "papers"
    MEDIA = "media"
    VOICE = "voice"
    SPEECH = "speech"
    WEIGHING = "weighing"
    SPEAKERS = "speakers"
    LISTENING = "listening"
    DRAFTS = "drafts"

    @property
    def label(self) -> str:
        """In Japanese, for staff."""
        return _LABELS[self]


_LABELS = {
    Stage.PAPERS: "資料の読み取り",
    Stage.MEDIA: "音声の読み込み",
    Stage.LISTENING: "聞き直し用の音声",
    Stage.VOICE: "声の検出",
    Stage.SPEECH: "文字起こし",
    Stage.WEIGHING: "言葉の確かめ",
    Stage.SPEAKERS: "話者の区別",
    Stage.DRAFTS: "下書きの作成",
}
