"""A style proposed from a past record of the council."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES
from support.styled_drafts import styled_draft

from transcriber.drafts.word import house_style, proposal
from transcriber.errors import TemplateError

TOGO = [
    "〔午前10時00分　開会〕",
    "◯議長（青木太郎君）　ただいまから会議を開きます。出席議員は16名であります。",
    "◯3番（石田花子君）　議席番号3番、石田です。",
    "〔3番　石田花子君登壇〕",
    "◯総務部長（大西明君）　お答えいたします。",
    "（「なし」と呼ぶ者あり）",
    "〔午前11時05分　休憩〕",
    "◯議長（青木太郎君）　本日はこれにて散会いたします。",
    "〔午後2時10分　散会〕",
]
KANJI = [
    "○議長（青木太郎）　それでは，開会いたします。第一番，石田花子君。",
    "◆十二番（石田花子）　通告に従い，三点伺います。",
    "◎総務部長（大西明）　お答えいたします。十二名でございます。",
    "〔「異議なし」と言う人あり〕",
    "（午前十時五分休憩）",
]


def test_marks_names_honorific_lines_and_times_are_read_from_a_record() -> None:
    values = proposal.of_lines(TOGO).values
    assert values["marks.chair"] == values["marks.member"] == values["marks.official"] == "◯"
    assert values["names.honorific"] == "君"
    assert values["names.chair"] == "{役職}（{氏名}{敬称}）"
    assert values["names.member"] == "{議席}番（{氏名}{敬称}）"
    assert values["lines.audience"] == "（「{声}」と呼ぶ者あり）"
    assert values["lines.podium"] == "〔{議席}番　{氏名}{敬称}登壇〕"
    assert values["lines.recess"] == "〔{時刻}　休憩〕"
    assert values["lines.adjournment"] == "〔{時刻}　{件名}〕"
    assert values["clock"] == "full"
    assert values["text.comma"] == "、"


def test_another_council_gives_another_style() -> None:
    values = proposal.of_lines(KANJI).values
    assert [values[f"marks.{r}"] for r in ("chair", "member", "official")] == ["○", "◆", "◎"]
    assert values["names.honorific"] == ""
    assert values["text.comma"] == "，"
    assert values["text.numerals"] == "kanji"
    assert values["lines.audience"] == "〔「{声}」と言う人あり〕"
    assert values["lines.recess"] == "（{時刻}休憩）"


def test_each_value_says_what_it_rests_on_and_what_was_not_found_keeps_its_default(tmp_path: Path) -> None:
    made = proposal.of_lines(TOGO[1:5])
    text = made.toml("過去の会議録.docx")
    assert "# names.honorific：敬称「君」が3回" in text
    assert "lines.recess" in made.unsure
    (tmp_path / "書式.toml").write_text(text, encoding="utf-8")
    assert house_style.read_style(tmp_path / "書式.toml").honorific == "君"


def test_what_a_style_prints_is_read_back_as_that_style(tmp_path: Path) -> None:
    made = house_style.find_style("会議録_東郷型", TEMPLATES)
    path = styled_draft("会議録_東郷型", tmp_path / "d.docx", office="")
    values = proposal.propose_style(path).values
    assert values["names.honorific"] == made.honorific
    assert values["names.member"] == made.names.member
    assert values["lines.podium"] == made.lines.podium
    assert values["marks.member"] == made.marks.member


def test_a_document_without_speakers_is_explained(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("これは通知文です。")
    document.save(str(tmp_path / "x.docx"))
    with pytest.raises(TemplateError, match="発言者の行を見つけられません"):
        proposal.propose_style(tmp_path / "x.docx")
