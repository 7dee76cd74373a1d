"""Recognised text is given to voices, named, and written last: what correction makes of a call neither helps nor hurts a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from transcriber.language.correction import Corrector
from transcriber.language.edits import Edit, Edited
from transcriber.language.readings import Reader
from transcriber.language.writing import Writer
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.text_style import TextStyle
from transcriber.minutes.transcript import Doubt, DoubtKind, RecordKind, Utterance
from transcriber.profiles import sheets
from transcriber.speakers.turns import Turn, Turns, Voice
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.transcripts import assemble, stored_units
from transcriber.transcripts.assemble import Recognised
from transcriber.transcripts.written_utterances import WriteUtterance, written_utterances

READER = Reader()
STEP = 0.15
"""Seconds a character."""


def member(name: str, kana: str) -> Person:
    return Person(name=name, kana=kana, post="委員")


CHAIR = Person(name="岡部 弘", kana="おかべ ひろし", post="委員長")
ROSTER = Roster(
    people=(
        CHAIR,
        member("水野 良平", "みずの りょうへい"),
        member("堀田 さつき", "ほった さつき"),
        member("加藤 啓二", "かとう けいじ"),
        Person(name="近藤 美穂", kana="こんどう みほ", post="福祉課長"),
    )
)
WRITER = Writer(Corrector(ROSTER, Glossary(), reader=READER), TextStyle(), READER)


def recorded(lines: Sequence[tuple[str, str]]) -> tuple[list[WindowText], Turns]:
    """What was recognised and who spoke when, of lines by voice, each in a window of its own, half a second apart."""
    texts, turns, at = [], [], 0.0
    for n, (voice, text) in enumerate(lines):
        characters = tuple(
            Character(text=c, start=at + i * STEP, end=at + (i + 1) * STEP, probability=0.9) for i, c in enumerate(text)
        )
        end = characters[-1].end
        texts.append(WindowText(index=n, start=at, end=end, characters=characters, doubts=()))
        turns.append(Turn(speaker=voice, start=at, end=end))
        at = end + 0.5
    voices = tuple(Voice(speaker=v) for v in dict.fromkeys(voice for voice, _ in lines))
    return texts, Turns(exclusive=tuple(turns), overlapped=tuple(turns), voices=voices, unrelated=0.0)


def recognised(lines: Sequence[tuple[str, str]]) -> Recognised:
    texts, turns = recorded(lines)
    return assemble.assemble(texts, assemble.units_of(texts, turns, ()), turns)


def committee(*calls: str) -> list[tuple[str, str]]:
    """A sitting in which the chair (S1) calls one member after the other (S2, S3, …), each of whom asks something."""
    opening = "ただいまから総務委員会を開きます。議題といたします。質疑はありませんか。発言を許します。"
    question = "はい。これについて伺います。どうお考えでしょうか、お聞かせください。"
    lines = [("S1", opening)]
    for n, call in enumerate(calls, start=2):
        lines += [("S1", call), (f"S{n}", question)]
    return [*lines, ("S1", "これで質疑を終わります。本日はこれで散会いたします。")]


def drafted(
    lines: Sequence[tuple[str, str]], write: WriteUtterance = WRITER
) -> tuple[Recognised, tuple[Utterance, ...]]:
    named = assemble.name_speakers(recognised(lines), ROSTER, RecordKind.COUNCIL)
    return named, written_utterances(named, write)


THREE = {"S2": "水野良平委員", "S3": "堀田さつき委員", "S4": "加藤啓二委員"}


@pytest.mark.parametrize(
    "calls",
    [
        ("水の委員。", "堀田五月委員。", "カトウ委員。"),
        ("えー、水の委員。", "えー、堀田五月委員。", "えー、カトウ委員。"),
        ("えーと、水の委員どうぞ。", "あの、ホッタ委員。", "ええ、加東委員。"),
        ("あー、次に、えー、水の委員。", "え、ホッタさつき委員。", "あのー、カトー委員。"),
    ],
)
def test_a_dropped_filler_before_a_corrected_name_costs_no_name(calls: tuple[str, ...]) -> None:
    named, written = drafted(committee(*calls))
    assert {s.id: s.name for s in named.speakers if s.id != "S1"} == THREE
    assert {u.name for u in written if u.speaker != "S1"} == set(THREE.values())


def test_calls_are_printed_corrected_and_without_fillers() -> None:
    _, written = drafted(committee("えー、水の委員。", "えー、堀田五月委員。", "えー、カトウ委員。"))
    chair = "".join(u.text for u in written if u.speaker == "S1")
    assert "許します。水野委員。堀田さつき委員。加藤委員。これで" in chair


def test_from_the_rosters_line_in_variant_characters_to_the_name_in_the_draft(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("氏名", "役職"), ("岡部 弘", "委員長"), ("髙橋 花子", "委員"), ("𠮷田 一郎", "委員"), ("黒栁 徹", "委員"),
                ("黒田 実", "委員"), ("濵﨑 勇", "委員")):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "名簿.xlsx")
    roster = Roster(people=sheets.roster_read(tmp_path / "名簿.xlsx").persons)
    write = Writer(Corrector(roster, Glossary(), reader=READER), TextStyle(), READER)
    calls = ("高橋花子委員。", "吉田委員。", "クロヤナギ委員。", "浜崎委員。")
    named = assemble.name_speakers(recognised(committee(*calls)), roster, RecordKind.COUNCIL)
    written = written_utterances(named, write)
    labels = ["髙橋花子委員", "𠮷田一郎委員", "黒栁徹委員", "濵﨑勇委員"]
    assert [s.name for s in named.speakers if s.id != "S1"] == labels
    chair = "".join(u.text for u in written if u.speaker == "S1")
    assert "髙橋花子委員。𠮷田委員。黒栁委員。濵﨑委員。" in chair


def test_a_name_that_only_correction_put_there_names_nobody() -> None:
    def wishful(heard: str, start: float, end: float) -> Edited:
        said = Edited.unchanged(heard)
        at = heard.find("次の方")
        return said.edited([Edit(at, at + 3, "水野委員", "名簿の姓と敬称")]) if at >= 0 else said

    named, written = drafted(committee("次の方。"), wishful)
    assert any("水野委員。" in u.text for u in written)
    assert {s.id: s.name for s in named.speakers} == {"S1": CHAIR.label, "S2": None}
    assert all(u.name is None for u in written if u.speaker == "S2")


def test_the_quote_of_a_name_is_as_it_was_recognised() -> None:
    named, _ = drafted(committee("えー、水の委員。"))
    quotes = [e.quote for s in named.speakers if s.id == "S2" for e in s.evidence]
    assert quotes == ["水の委員。"]


def test_an_utterance_carries_times_changes_and_the_places_of_its_doubts() -> None:
    said = recognised([("S1", "えー、日程第一、水の委員の質疑を十二名で行います。"), ("S2", "はい。")])
    doubt = Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=8 * STEP, end=10 * STEP, reason="")  # 水の
    first = said.utterances[0].model_copy(update={"doubts": (doubt,)})
    (u, _) = written_utterances(replace(said, utterances=(first, *said.utterances[1:])), WRITER)
    assert u.text == "日程第1、水野委員の質疑を12名で行います。"
    assert [(u.text[m.position :][:2], m.time) for m in u.marks] == [("水野", pytest.approx(8 * STEP))]
    assert [(d.kind, u.text[slice(*d.place)]) for d in u.doubts if d.place] == [(DoubtKind.LOW_CONFIDENCE, "水野")]
    assert {r for c in u.changes for r in c.rule.split("・")} >= {"フィラー", "数字の表記", "名簿の姓と敬称"}


def test_a_number_that_was_written_in_parts_is_doubted_in_the_draft() -> None:
    (u,) = written_utterances(recognised([("S1", "予算の総額を90、2億3000万円とする。")]), WRITER)
    assert [(d.kind, u.text[slice(*d.place)]) for d in u.doubts if d.place] == [(DoubtKind.NUMBER, "90")]


def test_text_of_nothing_but_marks_is_no_utterance() -> None:
    assert [u.text for u in recognised([("S1", "、。"), ("S2", "はい。")]).utterances] == ["はい。"]


def test_units_come_back_as_they_were_kept(tmp_path: Path) -> None:
    texts, turns = recorded(committee("水の委員。"))
    units = tuple(assemble.units_of(texts, turns, ()))
    path = tmp_path / "units-1.json"
    assert stored_units.read_units(path) is None
    stored_units.write_units(path, units)
    assert stored_units.read_units(path) == units
