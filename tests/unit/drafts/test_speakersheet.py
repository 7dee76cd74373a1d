"""話者.xlsx: what staff see, what they write, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from transcripts import transcript

from scripts.bench.sheets.clerks import tail
from transcriber.drafts import speakersheet
from transcriber.drafts.tables import rttm
from transcriber.errors import SpeakerSheetError
from transcriber.minutes.relabelling import Relabelling, UnknownTarget, relabel
from transcriber.minutes.transcript import SpeakerTurn, Transcript


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / speakersheet.NAME
    speakersheet.write_speaker_sheet(transcript(), path)
    return path


def fill(path: Path, sheet: str, row_of: str, column: str, text: object) -> None:
    """Write `text` into the line that begins with `row_of`, as staff do."""
    book = load_workbook(path)
    rows = list(book[sheet].iter_rows())
    head = next(r for r in rows if column in [c.value for c in r])
    at = [c.value for c in head].index(column)
    line = next(r for r in rows if r[0].value == row_of) if row_of else rows[rows.index(head) + 1]
    line[at].value = text
    book.save(path)


def test_the_list_has_a_line_for_every_voice_and_every_utterance(written: Path) -> None:
    given = transcript()
    book = load_workbook(written)
    assert book.sheetnames == [speakersheet.VOICES, speakersheet.UTTERANCES, speakersheet.RANGES]
    first = [r[0] for r in book[speakersheet.VOICES].iter_rows(values_only=True)]
    assert [s.id for s in given.speakers] == first[-len(given.speakers) :]
    ids = [r[0] for r in book[speakersheet.UTTERANCES].iter_rows(values_only=True)]
    assert [u.id for u in given.utterances] == ids[-len(given.utterances) :]


def test_the_same_transcript_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    speakersheet.write_speaker_sheet(transcript(), again)
    assert again.read_bytes() == written.read_bytes()


def test_an_untouched_list_asks_for_nothing(written: Path) -> None:
    assert not speakersheet.read_speaker_sheet(written)


def test_what_staff_write_is_read(written: Path) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", "福祉部長")
    fill(written, speakersheet.VOICES, "S2", "同じ人の声の番号", "Ｓ１")
    fill(written, speakersheet.UTTERANCES, "u0002", "正しい声の番号か氏名", "s1")
    fill(written, speakersheet.RANGES, "", "開始（時:分:秒）", "0:00:01")
    fill(written, speakersheet.RANGES, "0:00:01", "終了（時:分:秒）", "0:01:02.5")
    fill(written, speakersheet.RANGES, "0:00:01", "正しい声の番号か氏名", "大塚由紀")
    assert speakersheet.read_speaker_sheet(written) == Relabelling(
        names={"S1": "福祉部長"}, merges={"S2": "S1"}, moves={"u0002": "S1"}, ranges=((1.0, 62.5, "大塚由紀"),)
    )


def test_a_time_that_is_none_and_a_file_that_is_none_are_said_in_japanese(written: Path) -> None:
    fill(written, speakersheet.RANGES, "", "開始（時:分:秒）", "十時")
    fill(written, speakersheet.RANGES, "十時", "正しい声の番号か氏名", "S1")
    with pytest.raises(SpeakerSheetError, match="十時"):
        speakersheet.read_speaker_sheet(written)
    written.write_bytes(b"not a workbook")
    with pytest.raises(SpeakerSheetError, match="Excel"):
        speakersheet.read_speaker_sheet(written)


def test_a_formula_like_text_stays_text(tmp_path: Path) -> None:
    given = transcript()
    evil = given.utterances[0].model_copy(update={"text": "=HYPERLINK(1)"})
    path = tmp_path / speakersheet.NAME
    speakersheet.write_speaker_sheet(given.model_copy(update={"utterances": (evil, *given.utterances[1:])}), path)
    cells = [c for row in load_workbook(path)[speakersheet.UTTERANCES].iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)


def with_turns() -> Transcript:
    given = transcript()
    turns = tuple(SpeakerTurn(speaker=u.speaker, start=u.start, end=u.end) for u in given.utterances if u.speaker)
    return given.model_copy(update={"turns": turns})


def test_a_name_goes_to_every_utterance_of_the_voice_and_says_who_gave_it() -> None:
    after = relabel(with_turns(), Relabelling(names={"S1": "監査委員"}))
    assert {u.name for u in after.utterances if u.speaker == "S1"} == {"監査委員"}
    speaker = next(s for s in after.speakers if s.id == "S1")
    assert (speaker.name, [e.kind.value for e in speaker.evidence]) == ("監査委員", ["reviewer"])
    assert [u.text for u in after.utterances] == [u.text for u in transcript().utterances]


def test_nobody_takes_a_name_away() -> None:
    after = relabel(with_turns(), Relabelling(names={"S1": "不明"}))
    assert {u.name for u in after.utterances if u.speaker == "S1"} == {None}


def test_two_voices_of_one_person_become_one() -> None:
    before = with_turns()
    for wanted in (Relabelling(merges={"S2": "S1"}), Relabelling(names={"S1": "同じ人", "S2": "同じ人"})):
        after = relabel(before, wanted)
        assert len(after.speakers) == len(before.speakers) - 1
        assert "S2" not in {t.speaker for t in after.turns}
        assert sum(s.share for s in after.speakers) == pytest.approx(1, abs=0.01)


def test_who_has_a_name_keeps_it_whichever_of_two_voices_is_said_to_be_the_other() -> None:
    given = relabel(with_turns(), Relabelling(names={"S1": "監査委員", "S2": "不明"}))
    for merges in ({"S1": "S2"}, {"S2": "S1"}):
        after = relabel(given, Relabelling(merges=merges))
        one = {(u.speaker, u.name) for u in after.utterances if u.name == "監査委員" or u.speaker in ("S1", "S2")}
        assert [name for _, name in one] == ["監査委員"]


def test_a_voice_that_is_another_that_is_a_third_is_the_third_in_any_order() -> None:
    before = with_turns()
    for merges in ({"S1": "S2", "S2": "S3"}, {"S2": "S3", "S1": "S2"}, {"S1": "S2", "S2": "S1", "S3": "S1"}):
        after = relabel(before, Relabelling(merges=merges))
        assert len({u.speaker for u in after.utterances if u.speaker}) == len(before.speakers) - 2


@pytest.mark.parametrize(
    ("written_as", "meant"), [("20分", 1200.0), ("1時間 5分", 3900.0), ("1時間2分3秒", 3723.0), ("21分30秒", 1290.0)]
)
def test_a_time_in_words_is_read(written_as: str, meant: float) -> None:
    assert speakersheet.seconds(written_as) == meant


@pytest.mark.parametrize("cell", ["0:10:00～0:12:30", "10分から12分30秒まで", "0:10:00-0:12:30"])
def test_both_times_in_one_cell_are_read(written: Path, cell: str) -> None:
    fill(written, speakersheet.RANGES, "", "開始（時:分:秒）", cell)
    fill(written, speakersheet.RANGES, "", "正しい声の番号か氏名", "S1")
    assert speakersheet.parse_speaker_sheet(written).ranges == ((600.0, 750.0, "S1"),)


@pytest.mark.parametrize("said", ["話者Ｓ2", "声S2", "話者2と同じ"])
def test_a_voice_by_its_sign_and_its_number_is_that_voice(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "同じ人の声の番号", said)
    assert speakersheet.parse_speaker_sheet(written).merges == {"S1": "S2"}


@pytest.mark.parametrize("said", ["早川 美穂\n（0:10で名乗り）", "荻野 瞳 ※録音0:15", "荻野 瞳（録音で確認）"])
def test_where_a_name_was_heard_is_not_printed_as_part_of_it(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", said)
    with pytest.raises(SpeakerSheetError, match="氏名のほかに覚え書きがあります"):
        speakersheet.parse_speaker_sheet(written)


def test_an_utterance_given_to_somebody_new_splits_the_voice() -> None:
    before = with_turns()
    u = before.utterances[1]
    after = relabel(before, Relabelling(moves={u.id: "新しい人"}))
    moved = after.utterances[1]
    assert moved.name == "新しい人" and moved.speaker not in {s.id for s in before.speakers}
    assert after.utterances[0] == before.utterances[0]
    assert f"SPEAKER {Path(before.recording.file_name).stem}" in rttm.rttm(after)
    assert moved.speaker in rttm.rttm(after)


def test_a_stretch_of_time_goes_to_one_speaker() -> None:
    before = with_turns()
    after = relabel(before, Relabelling(ranges=((0.0, before.recording.seconds, "S1"),)))
    assert {u.speaker for u in after.utterances} == {"S1"}


def test_what_is_not_there_is_refused() -> None:
    for wanted in (
        Relabelling(names={"S99": "x"}),
        Relabelling(moves={"u9999": "S1"}),
        Relabelling(moves={"u0001": "S99"}),
    ):
        with pytest.raises(UnknownTarget):
            relabel(with_turns(), wanted)


def test_uem_is_what_was_analysed() -> None:
    given = transcript().model_copy(update={"analysed": ((0.0, 10.0), (10.0, 20.5))})
    assert [line.split()[1:] for line in rttm.uem(given).splitlines()] == [
        ["1", "0.000", "10.000"],
        ["1", "10.000", "20.500"],
    ]


def write_at(path: Path, sheet: str, cell: str, text: object) -> None:
    book = load_workbook(path)
    book[sheet][cell] = text
    book.save(path)


@pytest.mark.parametrize("ditto", ["〃", "同上", "々"])
def test_as_above_is_the_name_above_and_no_name(written: Path, ditto: str) -> None:
    fill(written, speakersheet.UTTERANCES, "u0001", "正しい声の番号か氏名", "加藤議員")
    fill(written, speakersheet.UTTERANCES, "u0002", "正しい声の番号か氏名", ditto)
    assert speakersheet.read_speaker_sheet(written).moves == {"u0001": "加藤議員", "u0002": "加藤議員"}


def test_a_merged_cell_holds_for_all_its_rows(written: Path) -> None:
    fill(written, speakersheet.UTTERANCES, "u0001", "正しい声の番号か氏名", "加藤議員")
    book = load_workbook(written)
    sheet = book[speakersheet.UTTERANCES]
    row = next(c.row for c in sheet["A"] if c.value == "u0001")
    sheet.merge_cells(f"E{row}:E{row + 1}")
    book.save(written)
    assert speakersheet.read_speaker_sheet(written).moves == {"u0001": "加藤議員", "u0002": "加藤議員"}


def test_words_in_a_shape_are_refused_with_what_they_say(written: Path) -> None:
    written.write_bytes(tail.with_text_box(written.read_bytes()))
    with pytest.raises(SpeakerSheetError, match="財政課長は薄井哲也に交代") as caught:
        speakersheet.read_speaker_sheet(written)
    assert caught.value.todo


@pytest.mark.parametrize("said", ["そのまま", "このままでよい", "○", "ＯＫ", "変更なし"])
def test_words_that_ask_for_nothing_are_no_name(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", said)
    assert not speakersheet.read_speaker_sheet(written)


@pytest.mark.parametrize("said", ["不明", "（不明）", "わからない", "話者不明"])
def test_nobody_is_written_in_more_than_one_way(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", said)
    assert speakersheet.read_speaker_sheet(written).names == {"S1": "不明"}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("福祉部長\n近藤 美穂", "福祉部長 近藤 美穂"),
        ("近藤 美穂（こんどう みほ）", "近藤 美穂"),
        ("こんどう　みほ\n近藤　美穂", "近藤　美穂"),
        ("福祉部長（近藤美穂）", "福祉部長（近藤美穂）"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("部長（介護・福祉）", "部長（介護・福祉）"),
        ("介護・福祉課長", "介護・福祉課長"),
    ],
)
def test_one_person_is_read_however_it_is_written(written: Path, said: str, read: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", said)
    assert speakersheet.read_speaker_sheet(written).names == {"S1": read}


@pytest.mark.parametrize(
    "said",
    [
        "？",
        "加藤議員？",
        "議長→副議長",
        "加藤議員・大塚議員",
        "加藤啓二・大塚由紀",
        "加藤または大塚",
        "加藤議員\n大塚議員",
        "〃",
    ],
)
def test_what_is_no_single_name_is_refused_with_its_row(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", said)
    with pytest.raises(SpeakerSheetError, match="シート「話者」の 6行目") as caught:
        speakersheet.read_speaker_sheet(written)
    assert caught.value.todo


@pytest.mark.parametrize("said", ["S1、S3", "S1とS3"])
def test_two_numbers_are_not_one_voice(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S2", "同じ人の声の番号", said)
    with pytest.raises(SpeakerSheetError, match="7行目"):
        speakersheet.read_speaker_sheet(written)


@pytest.mark.parametrize("said", ["S1", "1", "話者１", "S1と同じ", "声1の人"])
def test_one_number_is_read_however_it_is_written(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S2", "同じ人の声の番号", said)
    assert speakersheet.read_speaker_sheet(written).merges == {"S2": "S1"}


def test_a_name_beside_a_number_is_the_name_of_both_voices(written: Path) -> None:
    fill(written, speakersheet.VOICES, "S2", "同じ人の声の番号", "S1")
    fill(written, speakersheet.VOICES, "S2", "正しい氏名・役職", "福祉部長")
    wanted = speakersheet.read_speaker_sheet(written)
    assert (wanted.names, wanted.merges) == ({"S2": "福祉部長"}, {"S2": "S1"})
    assert {u.name for u in relabel(with_turns(), wanted).utterances if u.speaker == "S1"} == {"福祉部長（近藤美穂）"}
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", "総務部長")
    with pytest.raises(SpeakerSheetError, match="氏名が違います"):
        speakersheet.read_speaker_sheet(written)


@pytest.mark.parametrize(
    ("sheet", "cell", "place"),
    [
        (speakersheet.VOICES, "C20", "20行目"),  # a row that somebody added, without a number
        (speakersheet.VOICES, "L6", "6行目"),  # beside the table
        (speakersheet.VOICES, "B20", "20行目"),  # a note below it
        (speakersheet.UTTERANCES, "E30", "30行目"),
        (speakersheet.RANGES, "C4", "4行目"),  # who, without when
        (speakersheet.RANGES, "A4", "4行目"),
    ],
)
def test_what_is_written_where_it_is_not_read_is_said(written: Path, sheet: str, cell: str, place: str) -> None:
    write_at(written, sheet, cell, "0:00:01" if cell == "A4" else "加藤議員")
    with pytest.raises(SpeakerSheetError, match=place) as caught:
        speakersheet.read_speaker_sheet(written)
    assert caught.value.todo


def test_a_name_written_over_what_the_list_shows_is_said(written: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(written.read_bytes())
    assert not speakersheet.read_speaker_sheet(written, ours)
    fill(written, speakersheet.VOICES, "S2", "いまの表示", "加藤議員")
    with pytest.raises(SpeakerSheetError, match="7行目の「いまの表示」が「加藤議員」"):
        speakersheet.read_speaker_sheet(written, ours)


def test_what_is_written_over_the_text_of_an_utterance_is_said(written: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(written.read_bytes())
    assert not speakersheet.read_speaker_sheet(written, ours)
    fill(written, speakersheet.UTTERANCES, "u0002", "発言", "それでは質疑に入りたいと思います。")
    with pytest.raises(
        SpeakerSheetError, match="「発言」が「それでは質疑に入りたいと思います。」に変わっています"
    ) as caught:
        speakersheet.read_speaker_sheet(written, ours)
    assert "Word の下書きで直してください" in caught.value.todo


def test_a_comment_is_said_because_the_list_is_written_anew(written: Path) -> None:
    book = load_workbook(written)
    book[speakersheet.VOICES]["C6"].comment = Comment("加藤議員では", "確認者")
    book.save(written)
    with pytest.raises(SpeakerSheetError, match="セル C6 に、コメント"):
        speakersheet.read_speaker_sheet(written)


def test_the_same_voice_in_two_rows_is_said(written: Path) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", "議長")
    write_at(written, speakersheet.VOICES, "A20", "S1")
    write_at(written, speakersheet.VOICES, "C20", "副議長")
    with pytest.raises(SpeakerSheetError, match="20行目と.*6行目"):
        speakersheet.read_speaker_sheet(written)


def test_a_shortened_heading_is_known_and_a_missing_one_is_said(written: Path) -> None:
    fill(written, speakersheet.VOICES, "S1", "正しい氏名・役職", "福祉部長")
    write_at(written, speakersheet.VOICES, "C5", "正しい氏名")
    assert speakersheet.read_speaker_sheet(written).names == {"S1": "福祉部長"}
    write_at(written, speakersheet.VOICES, "C5", "だれ")
    with pytest.raises(SpeakerSheetError, match="見出し「正しい氏名・役職」がありません"):
        speakersheet.read_speaker_sheet(written)


def test_an_end_before_its_beginning_is_said(written: Path) -> None:
    for cell, text in (("A4", "0:02:00"), ("B4", "0:01:00"), ("C4", "S1")):
        write_at(written, speakersheet.RANGES, cell, text)
    with pytest.raises(SpeakerSheetError, match="4行目は、開始「0:02:00」"):
        speakersheet.read_speaker_sheet(written)


def test_utterances_of_nobody_have_no_name() -> None:
    after = relabel(with_turns(), Relabelling(moves={"u0001": "不明", "u0002": "不明"}))
    assert {(u.speaker, u.name) for u in after.utterances[:2]} == {("S4", None)}


def test_a_seat_is_no_number_of_a_voice(written: Path) -> None:
    fill(written, speakersheet.UTTERANCES, "u0001", "正しい声の番号か氏名", "5番")
    assert speakersheet.read_speaker_sheet(written).moves == {"u0001": "5番"}


@pytest.mark.parametrize(
    "said",
    [
        "同じ",
        "上と同じ",
        "前の人と同じ",
        "削除",
        "不要",
        "要確認",
        "ここは別の人",
        "たぶん議長",
        "途中からS2",
        "S1とS2",
        "×",
    ],
)
@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [(speakersheet.VOICES, "S1", "正しい氏名・役職"), (speakersheet.UTTERANCES, "u0002", "正しい声の番号か氏名")],
)
def test_words_about_a_voice_become_nobodys_name(written: Path, sheet: str, row: str, column: str, said: str) -> None:
    fill(written, sheet, row, column, said)
    with pytest.raises(SpeakerSheetError, match=f"行目.*「{said}」"):
        speakersheet.read_speaker_sheet(written)


@pytest.mark.parametrize("said", ["S1", "話者1", "Ｓ１と同じ", "S1の人"])
def test_the_number_of_a_voice_where_a_name_belongs_makes_them_one(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S2", "正しい氏名・役職", said)
    assert speakersheet.read_speaker_sheet(written) == Relabelling(merges={"S2": "S1"})


@pytest.mark.parametrize("said", ["山下議長と同じ", "山下議長です", "山下議長と同じ人"])
def test_the_name_within_an_answer_is_the_name(written: Path, said: str) -> None:
    fill(written, speakersheet.VOICES, "S2", "正しい氏名・役職", said)
    assert speakersheet.read_speaker_sheet(written).names == {"S2": "山下議長"}
