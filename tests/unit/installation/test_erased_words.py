"""After the retention rule ran, nothing that was said, written or named is left on any disk: not in a file, a database, or an archive.

A phrase is planted in every place through which words come in; then every byte of the share and the work folder is searched.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import numpy as np
import pytest
from openpyxl import Workbook
from support import sounds
from support.reviewers import Reviewer
from test_erased_names import DAY, RULE, places_with

from transcriber.errors import ReturnedFileError
from transcriber.exchange import monthly_reports
from transcriber.learning import sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort
from transcriber.pipeline.stages import Stages
from transcriber.queue import temporary
from transcriber.review import returned_document
from transcriber.settings import Engine, Tier

IN_FILE_NAME, IN_TITLE = "鶴亀花代", "青空会館面談"
IN_ROSTER, IN_SPEECH, IN_PAPER, IN_CORRECTION = "柊木蘭子", "試験用の発言", "紫陽花荘", "虹色学級"
PHRASES = (IN_FILE_NAME, IN_TITLE, IN_ROSTER, IN_SPEECH, IN_PAPER, IN_CORRECTION)


def roster(path: Path, name: str) -> None:
    book = Workbook()
    for row in (("氏名", "ふりがな", "役職"), (name, "しめい", "相談員")):
        book.active.append(row)
    book.save(path)


@pytest.fixture(params=["", '[masking]\nshow = "伏せ字"\n'], ids=["shown", "masked"])
def masking(request) -> str:
    """In 設定.toml. What was masked in the draft lies unmasked in what the stages left on the way to it."""
    return request.param


@pytest.fixture
def planted(office, tmp_path, masking):
    """A consultation of several files with a paper, drafted by the real stages around the fake engine, and returned corrected."""
    office.settings = office.settings.model_copy(update={"engine": Engine(tier=Tier.FAKE)})
    office.pipeline = Stages(office.settings)
    tree = office.consultation
    tree.options.write_text(f'kind = "consultation"\n{masking}', encoding="utf-8")
    roster(tree.settings / "名簿.xlsx", IN_ROSTER)
    sound = sounds.write(tmp_path / "a.wav", np.concatenate([sounds.tone(4), sounds.silence(1)] * 3), "pcm_s16le")
    folder = f"{IN_TITLE} {IN_FILE_NAME}"
    office.drop(f"{folder}/1.wav", sound.read_bytes(), tree)
    paper = docx.Document()
    paper.add_paragraph(f"次第　1 {IN_PAPER}の入所について")
    paper.save(str(tree.inbox / folder / "次第.docx"))
    with temporary.inside(office.work):
        office.run()
    (draft,) = tree.drafts.glob("*/*_下書き.docx")
    reviewer = Reviewer(draft)
    reviewer.replace("u0001", "試験用", IN_CORRECTION)
    reviewer.save(tree.checked / f"{IN_FILE_NAME}_確認.docx")
    with temporary.inside(office.work):
        office.run()
        office.run()
    return office


def test_of_all_that_was_planted_not_one_byte_is_left(planted, tmp_path):
    office, tree = planted, planted.consultation
    for phrase in PHRASES:
        assert places_with(phrase, office.watch, office.work), f"{phrase} was never written anywhere"
    assert list(office.work.rglob("learning.json")), "the correction was not learned from"
    reports = tmp_path / "reports"
    monthly_reports.write_monthly_reports(
        office.settings, office.store, month=None, profile=None, out=reports, today=dt.date(2030, 1, 1)
    )
    assert list(reports.iterdir())  # they outlive the records, so they name nobody
    assert [places_with(phrase, reports) for phrase in PHRASES] == [[]] * len(PHRASES)
    # What is the office's own goes by the office's hand: its roster, and the paper it put beside the recording.
    roster(tree.settings / "名簿.xlsx", "別人一郎")
    for paper in tree.done.rglob("次第.docx"):
        paper.unlink()
    tree.options.write_text(RULE, encoding="utf-8")
    for _ in range(3):
        office.clock += DAY
        with temporary.inside(office.work):
            office.run()
    left = {phrase: places_with(phrase, office.watch, office.work) for phrase in PHRASES}
    assert left == {phrase: [] for phrase in PHRASES}
    assert (office.work / "audit.jsonl").read_text(encoding="utf-8").count('"deleted"') >= 3  # the certificates stay
    (figures,) = list(office.work.rglob("effect.json"))
    assert figures.stat().st_size > 0  # numbers stay


def test_a_checked_file_that_is_being_read_lies_among_temporary_files(office, monkeypatch):
    """So that it goes also where the process is killed meanwhile."""
    read: list[Path] = []

    def broken_off(path: Path, *_: object) -> None:
        read.append(path)
        raise ReturnedFileError("切れました。", "もう一度入れてください。")

    monkeypatch.setattr(returned_document, "read_returned", broken_off)
    office.drop("面談.wav", tree=office.consultation)
    office.run()
    (office.consultation.checked / "確認.docx").write_bytes(b"PK")
    with temporary.inside(office.work) as place:
        office.run()
    assert {path.parent for path in read} == {place}


def line(text: str, decision: ClerkDecision) -> LearnedCandidate:
    return LearnedCandidate(
        Sort.TERM, text, "", misheard=("にじいろ",), example=f"「{text}」と話した", decision=decision
    )


def test_what_was_erased_leaves_the_sheet_of_proposals_as_well():
    before = (
        line("開いた語", ClerkDecision.OPEN),
        line("採った語", ClerkDecision.ADOPTED),
        line("断った語", ClerkDecision.REJECTED),
    )
    kept = sheet.merged_candidates(before, {}, (), lambda text: True)
    assert [c.text for c in kept] == ["採った語", "断った語"]
    (adopted,) = sheet.merged_candidates(before, {}, (), lambda text: False)
    assert (adopted.text, adopted.misheard, adopted.example) == ("採った語", ("にじいろ",), "")


def test_a_sheet_whose_last_proposal_was_erased_is_written_anew(office):
    tree = office.consultation
    office.drop("面談.wav", tree=tree)
    office.run()
    tree.learned.write_bytes(sheet.build_workbook((line(IN_CORRECTION, ClerkDecision.OPEN),), {}))
    office.clock += DAY
    office.run()
    assert places_with(IN_CORRECTION, tree.settings) == []
