"""Corrections become proposals; a person decides; what is decided holds, and nothing else is learned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.council import meeting

from transcriber.errors import GlossaryError
from transcriber.learning import candidates, sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort
from transcriber.learning.lessons import Lesson, LessonWord, Met, Teacher
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.profiles import learned
from transcriber.review.comparison import Comparison, Correction, Renamed
from transcriber.review.kinds import CorrectionKind

DAY = dt.date(2026, 9, 3)


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    return Teacher()


def compared(*corrections: Correction, voices=(), pairs=()) -> Comparison:
    return Comparison(0, 0, 0, 0, 0, 0, (0, 0), corrections, voices, (), (), 0, (), pairs)


def corrected(
    before: str, after: str, left: str = "", right: str = "", kind: CorrectionKind = CorrectionKind.MISHEARD
) -> Correction:
    return Correction(kind, "u0001", before, after, left, right, 0.0)


@pytest.mark.parametrize(
    ("left", "before", "after", "right", "word", "wrong"),
    [
        ("ここでは", "大規", "待機", "児童の数について", "待機児童", "大規児童"),
        ("出席議員が", "提", "定", "足数に達しますので", "定足数", "提足数"),
        ("次に、", "かと計時", "加藤啓二", "議員の発言を許します", "加藤啓二議員", "かと計時議員"),
        (
            "新しい",
            "パークアンドラ",
            "パークアンドライ",
            "ド駐車場について",
            "パークアンドライド駐車場",
            "パークアンドラド駐車場",
        ),
    ],
)
def test_the_whole_word_around_a_correction_is_proposed(teacher, left, before, after, right, word, wrong):
    lesson = teacher.lesson(meeting(), compared(corrected(before, after, left, right)), Glossary(), job=1, day=DAY)
    assert [(h.right, h.wrong) for h in lesson.heard] == [(word, wrong)]


def test_what_is_only_tidied_or_rewritten_or_a_number_teaches_nothing(teacher):
    comparison = compared(
        corrected("えー、", "", kind=CorrectionKind.TIDIED),
        corrected("検討します", "道路を直します", "これを", "。"),
        corrected("十", "十二", "人数は", "名です"),
    )
    assert teacher.lesson(meeting(), comparison, Glossary(), job=1, day=DAY).heard == ()


def test_a_speaker_who_is_not_on_the_roster_is_proposed_for_it(teacher):
    voices = (
        Renamed("S3", "u0005", "話者3", "総務課長（鈴木一郎君）"),
        Renamed("S1", "u0001", "話者1", "議長（山下清隆君）"),
        Renamed("S4", "u0002", "話者4", "傍聴人"),
    )
    met = teacher.lesson(meeting(), compared(voices=voices), Glossary(), job=1, day=DAY).met
    assert [(m.name, m.post) for m in met] == [("鈴木一郎", "総務課長")]


def lesson(job: int, *heard: tuple[str, str], pairs=(), met=()) -> Lesson:
    return Lesson(
        job=job,
        day=DAY + dt.timedelta(days=job),
        heard=tuple(LessonWord(right=r, wrong=w, kana="たいきじどう", context=r) for r, w in heard),
        met=tuple(Met(name=n, post="課長", kana="") for n in met),
        pairs=pairs,
    )


def test_proposals_are_ranked_by_how_often_they_would_have_helped(teacher):
    found = candidates.proposals(
        [
            lesson(1, ("定足数", "提足数"), ("待機児童", "大規児童"), met=("鈴木一郎",)),
            lesson(2, ("待機児童", "大規児童"), ("待機児童", "体記児童")),
        ],
        teacher,
    )
    assert [(c.text, c.times, c.meetings) for c in found] == [("待機児童", 3, 2), ("定足数", 1, 1), ("鈴木一郎", 1, 1)]
    assert found[0].misheard == ("大規児童", "体記児童")


def test_a_right_word_is_never_a_mishearing(teacher):
    pairs = (("期間の延長と機関の設置", "期間の延長と機関の設置"),)
    (found,) = candidates.proposals([lesson(1, ("機関", "期間"), pairs=pairs)], teacher)
    assert (found.sort, found.misheard) == (Sort.HOMOPHONE, ())


@pytest.mark.parametrize(
    ("right", "wrong"), [("遊水池", "有数位置"), ("福家地区", "福祉地区"), ("橋梁工事", "協力工事")]
)
def test_what_is_put_together_of_whole_words_is_never_replaced(teacher, right, wrong):
    (found,) = candidates.proposals([lesson(1, (right, wrong))], teacher)
    assert found.misheard == ()


def test_what_a_reviewer_left_standing_elsewhere_is_not_replaced(teacher):
    pairs = (("大規児童館に行く", "大規児童館に行く"),)
    (found,) = candidates.proposals([lesson(1, ("待機児童", "大規児童"), pairs=pairs)], teacher)
    assert found.misheard == ()


@pytest.mark.parametrize("wrong", ["はい、水域上", "はい水/域上", "はい。", "うい", "ー"])
def test_marks_and_short_kana_are_never_replaced_wherever_they_stand(teacher, wrong):
    (found,) = candidates.proposals([lesson(1, ("排水機場", wrong))], teacher)
    assert found.misheard == ()


def test_a_proposal_is_tried_on_past_meetings(teacher):
    pairs = (
        ("大規児童の数について。", "待機児童の数について。"),
        ("大規児童が減りました。", "待機児童が減りました。"),
        ("これは変わりません。", "これは変わりません。"),
    )
    lessons = [lesson(1, ("待機児童", "大規児童"), pairs=pairs)]
    (found,) = candidates.tried(candidates.proposals(lessons, teacher), lessons, Glossary(), Roster())
    assert (found.better, found.worse) == (2, 0)


# -- people --------------------------------------------------------------------------------------------------------


def called(job: int, right: str, wrong: str, context: str, pairs=()) -> Lesson:
    return Lesson(
        job=job, day=DAY, heard=(LessonWord(right=right, wrong=wrong, kana="", context=context),), met=(), pairs=pairs
    )


@pytest.mark.parametrize(
    ("right", "wrong", "context", "line"),
    [
        ("榊原委員", "坂木腹委員", "質疑を許します。榊原委員。", ("榊原", "さかきばら", "委員", ("坂木腹",))),
        ("鵜飼課長", "深い課長", "次に、鵜飼課長、", ("鵜飼", "うかい", "課長", ())),
        ("鵜飼総務課長", "深い総務課長", "次に、鵜飼総務課長", ("鵜飼", "うかい", "総務課長", ())),
        ("榊原", "坂木腹", "榊原です。", ("榊原", "さかきばら", "", ("坂木腹",))),
        ("都築委員", "続き委員", "都築委員、どうぞ", ("都築", "つづき", "委員", ())),
        ("鵜飼課長", "羽飼い課長", "次に、鵜飼課長、", ("鵜飼", "うかい", "課長", ("羽飼い",))),
        ("加藤啓二議員", "かと計時議員", "加藤啓二議員の発言", ("加藤啓二", "かとうけいじ", "議員", ("かと計時",))),
        ("榊原委員", "さかきバライン", "次に、榊原委員、", ("榊原", "さかきばら", "委員", ())),
    ],
)
def test_a_corrected_name_with_a_title_is_proposed_for_the_roster(teacher, right, wrong, context, line):
    (found,) = candidates.proposals([called(1, right, wrong, context)], teacher)
    assert (found.sort, (found.text, found.kana, found.post, found.misheard)) == (Sort.PERSON, line)


@pytest.mark.parametrize(
    "word", ["監査委員", "総務課長", "都市計画課長", "選挙管理委員", "建設委員長", "東郷町長", "待機児童", "涼松地区"]
)
def test_a_post_or_a_place_is_nobodys_name(teacher, word):
    (found,) = candidates.proposals([called(1, word, "冒事冒事", f"次に、{word}から")], teacher)
    assert (found.sort, found.text) == (Sort.TERM, word)


def test_a_person_is_one_line_however_they_are_called(teacher):
    lessons = [
        called(1, "榊原委員", "坂木腹委員", "榊原委員。"),
        called(2, "榊原", "さかきわらし", "次の榊原、"),
        lesson(3, met=("榊原太郎",)),
    ]
    (found,) = candidates.proposals(lessons, teacher)
    assert (found.text, found.times, found.meetings) == ("榊原太郎", 3, 3)


def test_somebody_on_the_roster_is_not_proposed_for_it(teacher):
    roster = Roster(people=(Person(name="榊原 太郎", kana="さかきばら たろう", post="委員"),))
    (found,) = candidates.proposals([called(1, "榊原委員", "坂木腹委員", "榊原委員。")], teacher, roster)
    assert (found.sort, found.text) == (Sort.TERM, "榊原委員")


def test_a_name_is_tried_on_past_meetings_and_leaves_words_of_the_same_sound_alone(teacher):
    drafted = "続き委員。前回の続きです。続きまして、議案に入ります。"
    pairs = ((drafted, "都築委員。前回の続きです。続きまして、議案に入ります。"),)
    lessons = [called(1, "都築委員", "続き委員", "都築委員。", pairs)]
    (found,) = candidates.tried(candidates.proposals(lessons, teacher), lessons, Glossary(), Roster())
    assert (found.better, found.worse) == (1, 0)


def test_an_adopted_person_joins_the_roster_and_is_called_as_the_chair_does(tmp_path):
    path = tmp_path / "学習候補.xlsx"
    adopted = LearnedCandidate(
        Sort.PERSON,
        "鵜飼",
        "ウカイ",
        ("深い課長", "羽飼"),
        post="課長",
        times=1,
        last=DAY,
        decision=ClerkDecision.ADOPTED,
    )
    roster, glossary = learned.with_adopted(Roster(), Glossary(), written(path, adopted))
    assert roster.people == (Person(name="鵜飼", kana="うかい", post="課長", learned=True),)
    assert roster.listed() == ()
    assert [(t.text, t.kana, t.misheard) for t in glossary.terms] == [
        ("鵜飼課長", "うかいかちょう", ("深い課長",)),
        ("鵜飼", "うかい", ("羽飼",)),
    ]
    office = Roster(people=(Person(name="鵜飼 次郎", kana="うかい じろう", post="総務課長"),))
    assert learned.with_adopted(office, Glossary(), path)[0] == office


# -- the sheet -----------------------------------------------------------------------------------------------------


def candidate(text: str, times: int = 1, **more) -> LearnedCandidate:
    return LearnedCandidate(Sort.TERM, text, "よみ", times=times, meetings=1, last=DAY, **more)


def written(path: Path, *lines: LearnedCandidate) -> Path:
    path.write_bytes(sheet.build_workbook(lines, {}))
    return path


def fill_in(path: Path, **cells: str) -> None:
    book = load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("採用", ClerkDecision.ADOPTED),
        ("○", ClerkDecision.ADOPTED),
        ("〇", ClerkDecision.ADOPTED),
        ("レ", ClerkDecision.ADOPTED),
        ("採用する", ClerkDecision.ADOPTED),
        ("可", ClerkDecision.ADOPTED),
        ("◎", ClerkDecision.ADOPTED),
        ("はい", ClerkDecision.ADOPTED),
        ("ＯＫ", ClerkDecision.ADOPTED),
        ("却下", ClerkDecision.REJECTED),
        ("×", ClerkDecision.REJECTED),
        ("不可", ClerkDecision.REJECTED),
        ("否", ClerkDecision.REJECTED),
        ("採用しない", ClerkDecision.REJECTED),
        ("ＮＧ", ClerkDecision.REJECTED),
        ("採　用", ClerkDecision.ADOPTED),
        ("採用（読み修正）", ClerkDecision.ADOPTED),
        ("採用（よみを直しました）", ClerkDecision.ADOPTED),
        ("不採用（確認済）", ClerkDecision.REJECTED),
        ("却下：普通の言葉", ClerkDecision.REJECTED),
        ("却下（地名ではない）", ClerkDecision.REJECTED),
        ("ダメ", ClerkDecision.REJECTED),
        ("いらない", ClerkDecision.REJECTED),
        ("却下：要確認", ClerkDecision.OPEN),
        ("却下→採用", ClerkDecision.OPEN),
        ("採用（次回から）", ClerkDecision.OPEN),
        ("採用（要確認）", ClerkDecision.OPEN),
        ("保留", ClerkDecision.OPEN),
        ("△", ClerkDecision.OPEN),
        ("", ClerkDecision.OPEN),
        ("あとで", ClerkDecision.OPEN),
    ],
)
def test_a_decision_is_understood_as_people_write_it(said, meant):
    assert sheet.decision(said) is meant


def test_what_was_written_instead_of_a_decision_stays_in_the_sheet(tmp_path):
    path = tmp_path / "学習候補.xlsx"
    lines = [candidate(text, times) for text, times in (("待機児童", 3), ("定足数", 2), ("諸輪", 1))]
    fill_in(written(path, *lines), A3="保留", A4="係長に聞く")
    read = sheet.read_candidates(path)
    assert [(c.decision, c.written, sheet.is_understood(c)) for c in read] == [
        (ClerkDecision.OPEN, "保留", True),
        (ClerkDecision.OPEN, "係長に聞く", False),
        (ClerkDecision.OPEN, "", True),
    ]
    path.write_bytes(sheet.build_workbook(sheet.merged_candidates(read, sheet.keys(path), lines), sheet.keys(path)))
    assert [c.written for c in sheet.read_candidates(path)] == ["保留", "係長に聞く", ""]


def test_the_other_cells_are_read_as_people_write_in_them(tmp_path):
    path = tmp_path / "学習候補.xlsx"
    lines = [candidate(text, times) for text, times in (("待機児童", 3), ("定足数", 2), ("諸輪", 1))]
    fill_in(
        written(path, *lines),
        A3="採用",
        E3="大規児童→待機児童",
        D3="たいきじどう（待機児童）",
        A4="採用",
        D4="teisoku",
        E4="低速→提則",
    )
    read = sheet.read_candidates(path)
    assert (read[0].misheard, read[0].kana) == (("大規児童",), "たいきじどう")
    assert [len(sheet.unclear_cells(line)) for line in read] == [0, 2, 0]
    (term,) = candidates.as_terms(read[1])
    assert (term.kana, term.misheard) == ("", ())


def test_a_decision_written_over_the_sort_leaves_the_line_what_it_is_and_is_told(tmp_path):
    path = tmp_path / "学習候補.xlsx"
    person = LearnedCandidate(Sort.PERSON, "小鳥遊", "たかなし", post="議員", times=2)
    fill_in(written(path, person, candidate("諸輪")), B3="採用", B4="地名")
    read = sheet.read_candidates(path)
    assert [c.sort for c in read] == [Sort.PERSON, Sort.TERM]
    assert all("採用・却下は「採用」の列に書いてください。" in text for c in read for text in sheet.unclear_cells(c))
    assert [len(sheet.unclear_cells(c)) for c in read] == [1, 1]


@pytest.mark.parametrize("merged", [True, False])
def test_a_decision_for_several_lines_is_one_for_each_of_them(tmp_path, merged):
    path = tmp_path / "学習候補.xlsx"
    lines = [candidate(text, times) for text, times in (("待機児童", 3), ("定足数", 2), ("諸輪", 1))]
    fill_in(written(path, *lines), A3="採用", **({} if merged else {"A4": "〃"}))
    if merged:
        book = load_workbook(path)
        book.worksheets[0].merge_cells("A3:A4")
        book.save(path)
    decided = [c.decision for c in sheet.read_candidates(path)]
    assert decided == [ClerkDecision.ADOPTED, ClerkDecision.ADOPTED, ClerkDecision.OPEN]


def test_what_is_written_is_read_again(tmp_path):
    lines = (candidate("待機児童", 3, misheard=("大規児童", "体記児童"), better=2), candidate("=1+1"))
    assert sheet.read_candidates(written(tmp_path / "学習候補.xlsx", *lines)) == lines


def test_a_rejected_line_stays_rejected_and_an_adopted_one_adopted(tmp_path):
    path = written(tmp_path / "学習候補.xlsx", candidate("待機児童"), candidate("定足数"), candidate("補正予算"))
    fill_in(path, A3="却下", A4="採用")
    merged = sheet.merged_candidates(
        sheet.read_candidates(path), sheet.keys(path), [candidate("待機児童", 9), candidate("定足数", 9)]
    )
    assert {c.text: c.decision for c in merged} == {"待機児童": ClerkDecision.REJECTED, "定足数": ClerkDecision.ADOPTED}
    assert {c.text: c.times for c in merged} == {"待機児童": 9, "定足数": 9}


def test_a_line_a_person_edited_is_not_proposed_again_in_its_old_form(tmp_path):
    path = written(tmp_path / "学習候補.xlsx", candidate("加藤刑事"))
    fill_in(path, A3="採用", C3="加藤啓二", D3="かとうけいじ")
    (line,) = sheet.merged_candidates(sheet.read_candidates(path), sheet.keys(path), [candidate("加藤刑事", 5)])
    assert (line.text, line.kana, line.decision, line.times) == ("加藤啓二", "かとうけいじ", ClerkDecision.ADOPTED, 5)
    path.write_bytes(sheet.build_workbook([line], sheet.keys(path)))
    assert (
        sheet.merged_candidates(sheet.read_candidates(path), sheet.keys(path), [candidate("加藤刑事", 6)])[0].text
        == "加藤啓二"
    )


def test_what_is_misheard_after_the_adoption_is_shown_but_not_used(tmp_path):
    path = written(
        tmp_path / "学習候補.xlsx", candidate("待機児童", misheard=("大規児童",), decision=ClerkDecision.ADOPTED)
    )
    fresh = candidate("待機児童", 2, misheard=("大規児童", "体記児童"))
    (line,) = sheet.merged_candidates(sheet.read_candidates(path), sheet.keys(path), [fresh])
    assert (line.misheard, line.unused) == (("大規児童",), ("体記児童",))
    assert sheet.read_candidates(written(path, line)) == (line,)
    (term,) = learned.with_adopted(Roster(), Glossary(), path)[1].terms
    assert term.misheard == ("大規児童",)


def test_what_would_break_right_words_is_marked(tmp_path):
    path = written(tmp_path / "学習候補.xlsx", candidate("待機児童"), candidate("定足数", worse=2))
    page = load_workbook(path).worksheets[0]
    red = [row[2].value for row in page.iter_rows(min_row=3) if {c.fill.fgColor.rgb for c in row} == {"00F8D7D3"}]
    assert red == ["定足数"]  # the whole line


def test_a_word_and_a_person_of_the_same_writing_are_two_lines(tmp_path):
    word = candidate("榊原", decision=ClerkDecision.ADOPTED)
    path = written(tmp_path / "学習候補.xlsx", word)
    person = LearnedCandidate(Sort.PERSON, "榊原", "さかきばら", post="委員", times=1, last=DAY)
    merged = sheet.merged_candidates(sheet.read_candidates(path), sheet.keys(path), [person])
    path.write_bytes(sheet.build_workbook(merged, sheet.keys(path)))
    assert {c.sort: c.decision for c in sheet.read_candidates(path)} == {
        Sort.TERM: ClerkDecision.ADOPTED,
        Sort.PERSON: ClerkDecision.OPEN,
    }
    assert sheet.merged_candidates(sheet.read_candidates(path), sheet.keys(path), [person]) == sheet.read_candidates(
        path
    )


def test_a_sheet_that_is_none_is_explained(tmp_path):
    path = tmp_path / "学習候補.xlsx"
    path.write_text("nothing")
    with pytest.raises(GlossaryError, match="Excel の表として読めません"):
        sheet.read_candidates(path)


def test_a_term_of_the_office_keeps_all_its_readings(tmp_path):
    both = Glossary(terms=(Term(text="重複", kana="ちょうふく"), Term(text="重複", kana="じゅうふく")))
    adopted = written(tmp_path / "some.xlsx", candidate("橋梁", decision=ClerkDecision.ADOPTED))
    for path in (tmp_path / "none.xlsx", adopted):
        terms = learned.with_adopted(Roster(), both, path)[1].terms
        assert [t.kana for t in terms if t.text == "重複"] == ["ちょうふく", "じゅうふく"]


def test_only_what_is_adopted_joins_roster_and_glossary(tmp_path):
    path = written(
        tmp_path / "学習候補.xlsx",
        candidate("待機児童", misheard=("大規児童",), decision=ClerkDecision.ADOPTED),
        candidate("定足数", decision=ClerkDecision.REJECTED),
        candidate("補正予算"),
        LearnedCandidate(Sort.PERSON, "鈴木一郎", "スズキイチロウ", post="総務課長", decision=ClerkDecision.ADOPTED),
    )
    own = Glossary(terms=(Term(text="待機児童", kana="たいきじどう", misheard=("体記児童",)),))
    roster, glossary = learned.with_adopted(Roster(), own, path)
    assert [(t.text, t.kana, t.misheard) for t in glossary.terms] == [
        ("待機児童", "たいきじどう", ("体記児童", "大規児童"))
    ]
    assert [(p.name, p.kana, p.post) for p in roster.people] == [("鈴木一郎", "すずきいちろう", "総務課長")]


def test_the_sheet_can_be_read_on_a_screen_and_on_paper(tmp_path):
    candidates = (
        LearnedCandidate(Sort.TERM, "橋梁", "きょうりょう", ("協量",), times=2, worse=1, example="短い例"),
        LearnedCandidate(
            Sort.TERM, "傍示本", "ぼうじほん", ("文字本", "法事本", "大事本", "同じ本"), example="長い例" * 30
        ),
    )
    path = tmp_path / "学習候補.xlsx"
    path.write_bytes(sheet.build_workbook(candidates, {}))
    page = load_workbook(path).worksheets[0]
    assert page.print_title_rows == "$2:$2" and page.freeze_panes == "D3"
    assert page.row_dimensions[4].height >= 2 * page.row_dimensions[3].height
    assert all(cell.alignment.wrap_text for cell in page[4])
    (choice,) = page.data_validations.dataValidation
    assert "A3" in choice.sqref and not choice.showErrorMessage  # ○ may be typed, too
