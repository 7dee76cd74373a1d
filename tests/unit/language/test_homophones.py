"""Homophone alerts: raised where the context does not decide, silent where it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.language import homophones
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import DoubtKind

READER = Reader()
RIGHT = (Path(__file__).parent / "right_sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "word", "other"),
    [
        ("本日はこれにて三回いたします。", "三回", "散会"),
        ("これより裁決いたします。", "裁決", "採決"),
        ("市政方針について伺います。", "市政", "施政"),
        ("記載残高は増えております。", "記載", "起債"),
        ("御意義ありませんか。", "意義", "異議"),
        ("そこは保証いたします。", "保証", "保障"),
        ("不要手当を受けています。", "不要", "扶養"),
        ("私怨が必要な世帯です。", "私怨", "支援"),
    ],
)
def test_an_alert_names_the_other_word(text: str, word: str, other: str) -> None:
    (alert,) = homophones.alerts(text, READER)
    assert (alert.word, text[alert.start : alert.end]) == (word, word)
    assert other in alert.others


@pytest.mark.parametrize(
    "text",
    [
        "本日の会議を開きます。",
        "これより採決いたします。",
        "施政方針を述べます。",
        "起債残高は減っております。",
        "申請書を提出し、支援を受けた。",
        "社会保障と損害補償と連帯保証人。",
        "児童扶養手当の支給を受けています。",
        "異議なしと認めます。",
        "第三回定例会を三回に分けて。",
        *RIGHT,
    ],
)
def test_no_alert_where_the_context_decides(text: str) -> None:
    assert list(homophones.alerts(text, READER)) == []


def test_a_doubt_lies_about_where_the_word_is_said() -> None:
    text = "ご静粛に願います。本日はこれにて三回いたします。"
    (doubt,) = homophones.homophone_doubts(text, 10.0, 20.0, {text.index("三回"): 18.5}.__getitem__, READER)
    assert doubt.kind is DoubtKind.HOMOPHONE
    assert (doubt.start, doubt.end) == (16.5, 20.0)  # around the word, within the utterance
    assert doubt.alternative == "散会"
    assert "「三回」" in doubt.reason
