"""`transcriber process` with the real embedded models, judged against what was really said."""

from __future__ import annotations

import re
import unicodedata

import docx
import jiwer
import pytest
from support.processed import Processed

from transcriber.minutes.transcript import DoubtKind
from transcriber.speech.voice import Span, outside

pytestmark = pytest.mark.engine


def plain(text: str) -> str:
    return re.sub(r"[\W_ー]", "", unicodedata.normalize("NFKC", text))


def in_digits(text: str) -> str:
    """Kanji numerals as the recogniser writes them, as far as these two recordings hold any."""
    pairs = {
        "令和六年": "令和6年",
        "第三回": "第3回",
        "十六名": "16名",
        "五番": "5番",
        "二点": "2点",
        "一点目": "1点目",
    }
    pairs |= {"十二名": "12名", "四月一日": "4月1日", "七名": "7名", "五名": "5名", "日程第一": "日程第1"}
    pairs |= {"五万八千円": "58000円", "十二万円": "12万円", "三か月": "3ヶ月"}
    for kanji, digits in pairs.items():
        text = text.replace(kanji, digits)
    return text


@pytest.mark.parametrize(("name", "worst_cer"), [("council", 0.25), ("consultation", 0.18)])
def test_the_words_are_those_that_were_said(name: str, worst_cer: float, request: pytest.FixtureRequest) -> None:
    found: Processed = request.getfixturevalue(name)
    said = plain(in_digits("".join(u["clean"] for u in found.truth["utterances"])))
    written = plain("".join(u.text for u in found.transcript.utterances))
    errors = jiwer.process_characters(said, written)
    assert errors.cer <= worst_cer
    assert errors.deletions / len(said) <= 0.03


def test_every_voice_is_found_and_none_invented(processed: Processed) -> None:
    said = {u["speaker"] for u in processed.truth["utterances"]}
    assert len({u.speaker for u in processed.transcript.utterances}) == len(said)


def test_each_voice_keeps_its_own_words(processed: Processed) -> None:
    label: dict[str, str] = {}
    for u in processed.truth["utterances"]:
        middle = (u["start"] + u["end"]) / 2
        (heard,) = [v for v in processed.transcript.utterances if v.start <= middle <= v.end]
        assert heard.speaker is not None
        assert label.setdefault(u["speaker"], heard.speaker) == heard.speaker


_MARGIN = 0.35
"""Seconds by which the detector's speech outlasts the words, in the mean of all utterances."""


def test_every_second_of_speech_is_text_or_a_gap(processed: Processed) -> None:
    """Detected speech begins early and ends late by up to half a second; anything longer without text would be a loss."""
    told = [Span(u.start, u.end) for u in processed.transcript.utterances]
    told += [Span(d.start, d.end) for d in processed.transcript.all_doubts() if d.kind is DoubtKind.GAP]
    assert outside(list(processed.speech), sorted(told, key=lambda s: s.start), least=0.5) == []
    lost = sum(s.seconds for s in outside(list(processed.speech), sorted(told, key=lambda s: s.start), least=0.0))
    assert lost <= _MARGIN * len(processed.transcript.utterances)


def test_names_are_right_and_rest_on_what_was_said(processed: Processed) -> None:
    right = {p["speaker"]: {p["name"], p["post"]} - {"", "議員", "委員"} for p in processed.truth["roster"]}
    for said in processed.truth["utterances"]:
        middle = (said["start"] + said["end"]) / 2
        (heard,) = [u for u in processed.transcript.utterances if u.start <= middle <= u.end]
        assert heard.name is not None
        assert any(word in heard.name for word in right[said["speaker"]]), (heard.name, said["speaker"])
    for speaker in processed.transcript.speakers:
        assert [e.quote for e in speaker.evidence if e.quote]


def test_corrections_can_be_undone(processed: Processed) -> None:
    changed = [u for u in processed.transcript.utterances if u.changes]
    for utterance in changed:
        for change in utterance.changes:
            assert utterance.text[change.position :].startswith(change.after)
    assert changed


def test_the_draft_holds_every_word_and_the_checklist(processed: Processed) -> None:
    document = docx.Document(str(processed.draft))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    words = "".join(p.text for p in document.paragraphs) + "".join(cells)
    for utterance in processed.transcript.utterances:
        assert utterance.text in words
    boxes = document.element.findall(".//{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")
    assert len(boxes) >= {"council": 12, "consultation": 10}[processed.transcript.meeting.kind.value]


def test_provenance_names_the_models_by_hash(processed: Processed) -> None:
    speech, speakers = processed.transcript.provenance.models
    assert speech.sha256["model.bin"] == "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
    assert speakers.id == "pyannote-embedded"
    assert processed.transcript.provenance.device == "cpu int8"


def test_nothing_leaves_the_machine(processed: Processed) -> None:
    """The kernel was asked, not the libraries: no process of the pipeline opened a socket to anywhere but this machine's
    own files (AF_UNIX: how the C library looks up the user's name)."""
    opened = [call for call in processed.network_calls if "socket(" in call]
    assert [call for call in opened if "AF_UNIX" not in call] == []
