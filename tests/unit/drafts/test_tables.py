"""Tables: what other programs make of them, checked with readers that are not ours."""

from __future__ import annotations

import csv
import io
import re

import pytest
import transcripts
from hypothesis import example, given
from hypothesis import strategies as st

from transcriber.drafts import tables
from transcriber.drafts.tables import cues, subtitles, utterances
from transcriber.minutes.procedure import BusinessItem, Procedure
from transcriber.minutes.transcript import Mark, RecordKind


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_one_line_an_utterance_with_seat_and_post_from_the_roster() -> None:
    meeting = transcripts.transcript(RecordKind.COUNCIL)
    found = rows(
        utterances.csv(meeting, items={"u0003": "一般質問"}, mark=lambda person: "◯" if person and person.seat else "△")
    )
    assert [r["発言番号"] for r in found] == [u.id for u in meeting.utterances]
    asked = found[2]
    assert (asked["議席番号"], asked["役職"], asked["氏名"]) == ("5", "議員", "加藤 啓二")
    assert (asked["議事"], asked["印"], asked["順番"], asked["要確認"]) == ("一般質問", "◯", "3", "1")
    assert (asked["開始"], asked["終了"]) == ("00:00:12", "00:00:17")
    assert (found[0]["役職"], found[0]["氏名"]) == ("議長", "山下 清隆")
    assert found[3]["氏名"] == "話者3"
    assert found[0]["日付"] == (meeting.meeting.date.isoformat() if meeting.meeting.date else "")


@pytest.mark.parametrize(
    "said",
    ["=1+1", "+81 90", "-3度です", "@SUM(A1)", "＝ＨＹＰＥＲＬＩＮＫ（）", "\t=1+1", "\n=cmd|' /C calc'!A0", "−5℃"],
)
def test_what_was_said_is_never_a_formula(said: str) -> None:
    meeting = transcripts.transcript(utterances=[transcripts.utterance(1, said)], doubts=[])
    (row,) = rows(utterances.csv(meeting, items={}, mark=lambda person: "○"))
    assert row["発言"].startswith("'")
    assert row["発言"][1:] == " ".join(said.split())


@given(st.text())
@example("-0")
def test_any_text_stays_in_its_cell(text: str) -> None:
    cell = utterances.cell(text)
    figure = re.fullmatch(r"[+-]\d[\d,.]*%?", cell)  # -0 is a number, and no formula
    assert figure or not set(cell[:1]) & set("=+-@＝＋－−＠\t\r\n")
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([cell, "after"])
    assert next(csv.reader(io.StringIO(line.getvalue(), newline=""))) == [cell, "after"]


def test_a_long_utterance_becomes_cues_that_can_be_read() -> None:
    text = "待機児童の現状と、今後の受け皿整備の考え方について、民間の保育所や認定こども園を含めて、お聞きいたします。よろしくお願いします。"
    meeting = transcripts.transcript(utterances=[transcripts.utterance(1, text, at=10, seconds=12)], doubts=[])
    found = cues.cues(meeting)
    assert "".join(c.text for c in found) == text
    assert found[0].start == 10
    assert found[-1].end == pytest.approx(22)
    for cue in found:
        assert len(cue.lines) <= 2
        assert all(len(line) <= cues.LINE for line in cue.lines)
        assert cue.end - cue.start <= cues.LONGEST_CUE + 0.01
    assert found[-1].text == "よろしくお願いします。"
    assert all(c.text[-1] in "、。" for c in found)


@given(
    st.lists(
        st.tuples(st.text(alphabet="あ亜アa1 、。「」（）", min_size=1, max_size=150), st.floats(0.1, 60)),
        min_size=1,
        max_size=5,
    )
)
def test_cues_keep_order_length_and_every_character(spoken: list[tuple[str, float]]) -> None:
    said, at = [], 0.0
    for number, (text, length) in enumerate(spoken, start=1):
        said.append(transcripts.utterance(number, text, at=at, seconds=length))
        at += length
    found = cues.cues(transcripts.transcript(utterances=said, doubts=[]))
    assert re.sub(r"\s", "", "".join(c.text for c in found)) == re.sub(r"\s", "", "".join(t for t, _ in spoken))
    for cue, after in zip(found, found[1:], strict=False):
        assert cue.start <= after.start
        assert cue.end <= after.start + 0.01
    assert all(len(line) <= cues.LINE for c in found for line in c.lines)
    assert all(len(c.lines) <= 3 for c in found)


def test_srt_and_vtt_are_what_their_readers_expect() -> None:
    meeting = transcripts.transcript(
        utterances=[
            transcripts.utterance(1, "A & B --> <i>とは</i>。", name="議長", at=3599.5, seconds=2),
            transcripts.utterance(2, "はい。", at=3602, seconds=1),
        ],
        doubts=[],
    )
    shown = cues.cues(meeting)
    srt = subtitles.srt(shown)
    assert srt.startswith("\ufeff1\r\n00:59:59,500 --> 01:00:01,500\r\n【議長】\r\n")
    assert "\r\n\r\n2\r\n01:00:02,000 --> 01:00:03,000\r\n" in srt
    assert srt.count("-->") == 2
    vtt = subtitles.vtt(shown)
    assert vtt.startswith(
        "WEBVTT\n\nu0001-1\n00:59:59.500 --> 01:00:01.500\n<v 議長>A &amp; B → &lt;i&gt;とは&lt;/i&gt;。</v>\n"
    )
    assert "\n\nu0002-1\n" in vtt


def test_each_utterance_has_the_item_that_was_announced_last() -> None:
    meeting = transcripts.transcript(RecordKind.COUNCIL)
    items = (
        BusinessItem(number=3, title="町税条例の一部改正について", bill="議案第45号", utterance="u0002", time=6.0),
    )
    meeting = meeting.model_copy(update={"procedure": Procedure(items=items)})
    found = rows(tables.texts(meeting)["発言一覧.csv"])
    assert [r["議事"] for r in found] == ["", *["日程第3 議案第45号 町税条例の一部改正について"] * 3]


def test_all_tables_of_a_meeting_have_their_names() -> None:
    assert set(tables.texts(transcripts.transcript())) == {
        "発言一覧.csv",
        "字幕.srt",
        "字幕.vtt",
        "話者区間.rttm",
        "解析範囲.uem",
    }


def test_cues_follow_the_times_of_the_clauses() -> None:
    text = "お答えいたします。四月一日現在の待機児童数は、七名でございます。"
    said = transcripts.utterance(1, text, at=10, seconds=20).model_copy(
        update={"marks": (Mark(position=9, time=22.0), Mark(position=23, time=26.0))}
    )
    found = cues.cues(transcripts.transcript(utterances=[said], doubts=[]))
    by_text = {c.text: (c.start, c.end) for c in found}
    assert by_text["お答えいたします。"] == (10, 22)
    assert {c.start for c in found} >= {10, 22, 26}
    assert found[-1].end == 30
