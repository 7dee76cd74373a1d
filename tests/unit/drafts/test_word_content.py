"""What a clerk finds in the draft."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import transcripts
from conftest import render, texts
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcriber.drafts.player import page_data as player_content
from transcriber.drafts.word import content, wording
from transcriber.drafts.word.house_style import HouseStyle, NameStyle
from transcriber.drafts.word.vocabulary import Draft
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Doubt, DoubtKind, PaperUsed, RecordKind, Transcript


def drafted(transcript: Transcript) -> Draft:
    """What a template could print."""
    return content.contents(transcript, office="", house=HouseStyle(kind=transcript.meeting.kind)).draft


def test_the_cover_says_which_meeting_when_and_what_to_expect(council: Path) -> None:
    found = texts(council)
    assert "愛知県東郷町議会" in found
    assert "令和6年第3回東郷町議会定例会" in found
    assert "令和6年9月3日（火曜日）" in found
    recording = next(t for t in found if t.startswith("録音　"))
    assert "5分14秒、午前10時00分から　午前10時05分まで" in recording
    assert any(t.startswith("発言 3件、要確認 2か所、名前の分からない話者 1人。書式「会議録」") for t in found)


def test_what_the_name_does_not_say_is_left_to_be_filled_in(tmp_path: Path) -> None:
    """新規録音 5.m4a, recorded at a time nobody knows: no title, no day, and no clock time anywhere."""
    made = transcripts.transcript(RecordKind.COUNCIL)
    open_ = made.meeting.model_copy(update={"title": "", "date": None, "started_at": None})
    made = made.model_copy(update={"meeting": open_})
    draft = drafted(made)
    assert (draft.title, draft.date) == ("（要記入）", wording.BLANK_DATE)
    assert {draft.started, draft.ended, draft.opened, draft.closed} == {wording.BLANK_CLOCK}
    assert "（要記入）" in texts(render(made, tmp_path / "draft.docx"))
    assert player_content.page_title(made) == made.recording.file_name


def test_the_roster_becomes_the_attendance_tables(council: Path) -> None:
    tables = docx.Document(str(council)).tables
    members = [[c.text for c in row.cells] for row in tables[2].rows]
    officials = [[c.text for c in row.cells] for row in tables[3].rows]
    assert members == [
        ["議席番号", "役職", "氏名", "出欠"],
        ["", "議長", "山下 清隆", "出　・　欠"],
        ["5", "議員", "加藤 啓二", "出　・　欠"],
    ]
    assert officials == [["役職", "氏名", "出欠"], ["福祉部長", "近藤 美穂", "出　・　欠"]]


def test_the_number_of_those_on_the_roster_is_no_number_of_those_who_came(council: Path) -> None:
    found = texts(council)
    assert "出席議員（名簿では2名）" in found
    assert not [t for t in found if t.startswith("出席議員（2名")]


def test_other_boards_explain_and_only_the_councils_own_staff_is_its_secretariat() -> None:
    posts = ("議員", "代表監査委員", "教育委員会事務局長", "議会事務局長", "書記")
    people = tuple(Person(name=f"氏名{i}", post=post) for i, post in enumerate(posts))
    draft = drafted(transcripts.transcript(roster=Roster(people=people)))
    listed = [[p.post for p in part] for part in (draft.members, draft.explainers, draft.secretariat)]
    assert listed == [["議員"], ["代表監査委員", "教育委員会事務局長"], ["議会事務局長", "書記"]]


def test_nobody_who_comes_to_be_heard_is_listed_as_called_to_explain_by_law() -> None:
    people = tuple(Person(name=f"氏名{i}", post=post) for i, post in enumerate(("議長", "町長", "自治会長")))
    draft = drafted(transcripts.transcript(roster=Roster(people=people)))
    groups = {g.title: [p.post for p in g.people] for g in draft.attending}
    assert groups["地方自治法第121条の規定により説明のため出席した者"] == ["町長"]
    assert groups["参考人その他の出席者"] == ["自治会長"]
    without = drafted(transcripts.transcript(roster=Roster(people=people[:2])))
    assert "参考人その他の出席者" not in {g.title for g in without.attending}


def test_who_advised_is_the_only_worker_or_those_that_were_heard() -> None:
    """Where an office lists all its workers, most of them were not there."""
    nishino, mizuno = Person(name="西野 香織", post="相談員"), Person(name="水野 亜希子", post="就労支援員")

    def staff(*people: Person, said: str = "今日はどうされましたか。", name: str | None = None) -> str:
        utterances = (transcripts.utterance(1, said, name=name),)
        told = transcripts.transcript(RecordKind.CONSULTATION, utterances=utterances, roster=Roster(people=people))
        return drafted(told).staff

    assert staff(nishino) == "西野 香織"
    assert staff(nishino, mizuno) == ""
    assert staff(nishino, mizuno, said="就労支援員の水野です。") == "水野 亜希子"
    assert staff(nishino, mizuno, name="相談員") == "西野 香織"
    assert staff(nishino, Person(name="土屋 洋一", post="相談員"), name="相談員") == ""


def test_a_style_with_surnames_finds_them_in_names_without_a_space() -> None:
    roster = Roster(people=(Person(name="加藤啓二", kana="かとうけいじ"),))
    house = HouseStyle(kind=RecordKind.COUNCIL, names=NameStyle(official="{姓}さん"))
    made = content.contents(transcripts.transcript(roster=roster), office="", house=house)
    assert "加藤さん" in made.names.values()


def test_without_a_roster_every_group_is_to_be_filled_in(tmp_path: Path) -> None:
    found = texts(render(transcripts.transcript(roster=Roster()), tmp_path / "d.docx"))
    for group in ("応招議員", "出席議員", "欠席議員", "職務のため出席した事務局職員"):
        assert f"{group}　（要記入）" in found


def test_an_absent_member_is_listed_as_absent_and_nowhere_else(tmp_path: Path) -> None:
    people = (
        Person(name="山下 清隆", post="議長", seat="1"),
        Person(name="青木 太郎", post="議員", seat="4", absent=True),
        Person(name="田中 実", post="総務課長", absent=True),
    )
    made = transcripts.transcript(roster=Roster(people=people))
    draft = drafted(made)
    assert [p.name for p in draft.members] == ["山下 清隆"]
    assert draft.explainers == ()
    groups = {g.title: [(p.seat, p.name) for p in g.people] for g in draft.attending}
    assert groups["欠席議員"] == [("4", "青木 太郎")]
    assert [name for _, name in groups["出席議員"]] == ["山下 清隆"]
    found = texts(render(made, tmp_path / "d.docx"))
    assert "欠席議員　（要記入）" not in found


def test_the_record_of_the_draft_names_what_of_a_paper_was_not_read() -> None:
    made = transcripts.transcript()
    papers = (
        PaperUsed(
            name="次第.docx",
            unread=("次第.docx の 3行目：「…」を議題として読んでいません。",),
            told=("欠席とあるので、…",),
        ),
        PaperUsed(name="名簿.xlsx"),
    )
    made = made.model_copy(update={"meeting": made.meeting.model_copy(update={"papers": papers})})
    (section,) = [s for s in drafted(made).provenance if s.title == "資料"]
    told = {row.item: row.value.split("\n") for row in section.rows}
    assert told["次第.docx"][:2] == ["読みました", "欠席とあるので、…"]
    assert told["次第.docx"][-1] == papers[0].unread[0]
    assert told["名簿.xlsx"] == ["読みました"]


def test_the_record_says_how_many_people_a_paper_gave_and_that_they_are_to_be_compared() -> None:
    """A paper that was read otherwise than a person would is found by who counts."""
    made = transcripts.transcript()
    papers = (PaperUsed(name="出席者.docx", people=12, absent=1), PaperUsed(name="次第.docx"))
    made = made.model_copy(update={"meeting": made.meeting.model_copy(update={"papers": papers})})
    (section,) = [s for s in drafted(made).provenance if s.title == "資料"]
    rows = {row.item: row.value for row in section.rows}
    assert rows["出席者.docx"] == "読みました（人 12 名、うち欠席 1 名）"
    assert rows["次第.docx"] == "読みました"
    assert rows["見比べること"].endswith("資料のとおりか、見比べてください。")


def test_without_an_agenda_there_is_one_row_to_fill_in(council: Path) -> None:
    rows = docx.Document(str(council)).tables[1].rows
    assert [[c.text for c in r.cells] for r in rows][1:] == [["", "", "（要記入：議題は見つかっていません）", ""]]


def test_utterances_follow_each_other_with_marks_time_codes_doubts_and_gaps(council: Path) -> None:
    found = texts(council)
    start = found.index("○議長　00:00:00　ただいまから会議を開きます。")
    assert found[start : start + 5] == [
        "○議長　00:00:00　ただいまから会議を開きます。",
        "00:00:06　五番、加藤啓二議員。",
        "○加藤啓二　00:00:12　待機児童は十二名と聞いております。〔要確認 1〕",
        "〔聞き取れなかった区間 00:00:20–00:00:26〕〔要確認 2〕",
        "○話者3　00:00:30　お答えいたします。",
    ]


def test_time_codes_and_marks_have_character_styles_of_their_own(council: Path) -> None:
    document = docx.Document(str(council))
    paragraph = next(p for p in document.paragraphs if "待機児童" in p.text)
    runs = [Run(r, paragraph) for r in paragraph._p.iter(qn("w:r"))]
    assert [(r.text, r.style.name) for r in runs if r.style.name != "Default Paragraph Font"] == [
        ("加藤啓二", "話者名"),
        ("00:00:12　", "時刻コード"),
        ("〔要確認 1〕", "要確認の印"),
        ("", "annotation reference"),
    ]


def test_doubts_are_listed_with_what_to_listen_for(council: Path) -> None:
    table = next(t for t in docx.Document(str(council)).tables if t.rows[0].cells[0].text == "番号")
    assert [[c.text for c in r.cells] for r in table.rows[1:]] == [
        ["1", "数字", "00:00:13–00:00:14", "加藤啓二", "人数を確かめてください。（別の候補：十名）"],
        ["2", "聞き取れず", "00:00:20–00:00:26", "", "話し声がありますが、文字になりませんでした。"],
    ]


def test_every_kind_of_doubt_has_a_japanese_name() -> None:
    assert set(wording.DOUBT_NAMES) == set(DoubtKind)


def test_a_doubt_between_utterances_that_is_no_gap_says_what_it_is() -> None:
    doubt = Doubt(kind=DoubtKind.OVERLAP, start=1.0, end=2.0, reason="声が重なっています。")
    speeches = drafted(transcripts.transcript(utterances=(), doubts=(doubt,))).speeches
    assert [s.text for s in speeches] == ["〔発言の重なり 00:00:01–00:00:02〕"]


def test_a_speaker_is_announced_again_after_a_long_pause_a_gap_or_if_nobody_is_known() -> None:
    def continued(*utterances: object, doubts: tuple[Doubt, ...] = ()) -> list[bool]:
        made = transcripts.transcript(utterances=utterances, doubts=doubts)  # type: ignore[arg-type]
        return [s.continued for s in drafted(made).speeches if not s.inaudible]

    u = transcripts.utterance
    assert continued(u(1, "あ", at=0), u(2, "い", at=6)) == [False, True]
    assert continued(u(1, "あ", at=0), u(2, "い", at=60)) == [False, False]
    assert continued(u(1, "あ", at=0, speaker=None), u(2, "い", at=6, speaker=None)) == [False, False]
    gap = Doubt(kind=DoubtKind.GAP, start=5.5, end=6, reason="")
    assert continued(u(1, "あ", at=0), u(2, "い", at=6), doubts=(gap,)) == [False, False]


def test_where_one_file_of_a_meeting_ends_there_is_a_line_and_the_speaker_is_announced_again() -> None:
    u = transcripts.utterance
    whole = transcripts.transcript(utterances=(u(1, "あ", at=0), u(2, "い", at=6), u(3, "う", at=12)), doubts=())
    parts = whole.model_copy(update={"recording": whole.recording.model_copy(update={"joints": (6.0,)})})
    assert [(s.text, s.time, s.continued) for s in drafted(parts).speeches] == [
        ("あ", "00:00:00", False),
        ("（ここで録音が切り替わります）", "00:00:06", False),
        ("い", "00:00:06", False),
        ("う", "00:00:12", True),
    ]


def test_unknown_dates_and_times_are_blanks_to_fill_in(tmp_path: Path) -> None:
    found = texts(render(transcripts.transcript(date=None, started_at=None), tmp_path / "d.docx"))
    assert "令和　　年　　月　　日（　　曜日）" in found
    assert wording.BLANK_CLOCK in found
    assert not any(t.startswith("録音　") and "午前・午後" in t for t in found)  # a sentence has no blanks


def test_a_recording_without_speech_still_gives_a_draft_that_says_so(tmp_path: Path) -> None:
    path = render(transcripts.transcript(utterances=(), doubts=()), tmp_path / "d.docx")
    found = texts(path)
    assert "（話し声がありません）" in found
    assert "機械が見つけた要確認の箇所はありません。誤りがないという意味ではありません。" in found


def test_a_consultation_says_what_was_not_taken_and_leaves_judgement_to_the_worker(consultation: Path) -> None:
    fields: dict[str, str] = {}
    for table in docx.Document(str(consultation)).tables:
        for row in table.rows:
            cells = [c.text for c in row.cells]
            fields.update(zip(cells[::2], cells[1::2], strict=False))
    for name in ("氏名", "生年月日（年齢）", "住所", "電話（携帯）", "主訴（本人の言葉で）", "本人の意向・申請意思"):
        assert fields[name].splitlines()[0] == "（要記入）"
    for name in ("アセスメント（A）", "緊急度の判断", "支援方針・計画（P）"):
        assert fields[name] == ""
    assert fields["対応者"] == "西野 香織"
    assert fields["録音時間"] == "5分14秒"


def test_a_consultation_lists_who_said_what_and_when(consultation: Path) -> None:
    assert "00:00:07\t相談者\t家賃が払えなくなりそうで。" in texts(consultation)


def test_the_last_page_says_how_the_draft_was_made(draft: Path) -> None:
    found = "\n".join(texts(draft))
    for proof in (
        "機械が自動で作成した下書きです",
        "−23 dB（最大 −3 dB。0 dB が上限）",
        "マイクを話し手に近づけると",
        "Systran/faster-whisper-base",
        "cpu int8",
        "8 から 4 に減らしました",
        "transcript.json にあります",
    ):
        assert proof in found
    for left_to_the_transcript in ("9f86d081884c", "d01c3014881c", "engine.tier", "faster-whisper 1.2.1"):
        assert left_to_the_transcript not in found


def test_no_tag_is_left_over(draft: Path) -> None:
    assert not [t for t in texts(draft) if "{" in t or "}" in t]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80))
def test_any_text_comes_out_as_it_went_in(tmp_path: Path, office_template: object, text: str) -> None:
    template = tmp_path / "ひな形.docx"
    if not template.exists():
        office_template("表紙")  # type: ignore[operator]
    made = transcripts.transcript(utterances=(transcripts.utterance(1, text, name="議長"),), doubts=(), title=text)
    path = render(made, tmp_path / "d.docx", template)
    assert texts(path)[1] == f"議長：{wording.printable(text)}"


def test_text_that_looks_like_markup_or_a_tag_is_only_text(tmp_path: Path) -> None:
    for text in (
        "{{ 会議名 }}",
        "{_{ a }_}",
        "{%p endfor %}",
        "<w:p>&amp;</w:t>",
        "A&B",
        " 前後の空白 ",
        "一行\n二行\t字下げ",
    ):
        made = transcripts.transcript(utterances=(transcripts.utterance(1, text, name="議長"),), doubts=())
        assert f"○議長　00:00:00　{text}" in texts(render(made, tmp_path / "d.docx"))


def test_control_characters_and_lone_surrogates_are_dropped_line_breaks_stay() -> None:
    assert wording.printable("あ\x00い\x0b\x1bう\ud800え\ufffe\x85お\r\nか\rき\tく") == "あいうえお\nか\nき\tく"


def test_dates_are_in_japanese_eras() -> None:
    assert wording.date(dt.date(2019, 5, 1)) == "令和元年5月1日（水曜日）"
    assert wording.date(dt.date(2019, 4, 30)) == "平成31年4月30日（火曜日）"


def test_clock_times_are_japan_time_whatever_the_zone() -> None:
    assert wording.clock(dt.datetime(2024, 9, 3, 3, 5, tzinfo=dt.UTC)) == "午後0時05分"


def test_words_that_may_be_anothers_stand_under_a_name_of_their_own() -> None:
    doubt = Doubt(kind=DoubtKind.SPEAKER, start=6, end=9, reason="前の文が質問です。")
    said = (
        transcripts.utterance(1, "感想を聞かせてください。", speaker="S1", at=0.0),
        transcripts.utterance(2, "大きい大会に出ました。", speaker="S1", at=6.0, doubts=[doubt]),
        transcripts.utterance(3, "成長できました。", speaker="S1", at=12.0),
    )
    draft = drafted(transcripts.transcript(RecordKind.CONSULTATION, utterances=said))
    assert [(s.speaker, s.voice, s.continued) for s in draft.speeches] == [
        ("話者1", "S1", False),
        ("話者1", "u0002", False),
        ("話者1", "S1", True),
    ]
    assert [(v.speaker, v.count) for v in draft.voices] == [("話者1", 2)]
    assert draft.speech_count == 2
