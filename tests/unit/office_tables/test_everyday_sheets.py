"""What a town hall writes in its sheets beside names and words, and what a clerk makes of it."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pytest
from support.papers import workbook

from scripts.bench.sheets.clerks.__main__ import results
from transcriber.errors import RosterError
from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.grid import RemarkKind
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import sheets

Row = tuple[object, ...]


def roster(tmp_path: Path, *rows: Row) -> RosterReading:
    return sheets.parse_roster(workbook(tmp_path / "名簿.xlsx", *rows))


def glossary(tmp_path: Path, *rows: Row) -> GlossaryReading:
    return sheets.parse_glossary(workbook(tmp_path / "用語.xlsx", *rows))


def posts(read: RosterReading) -> list[tuple[str, str]]:
    return [(p.name, p.post) for p in read.persons]


def told(read: RosterReading | GlossaryReading) -> str:
    return "\n".join(map(str, read.remarks))


def to_look_at(read: RosterReading) -> list[str]:
    return [str(r) for r in read.remarks if r.kind is RemarkKind.LEFT_OUT]


def test_nothing_in_a_town_halls_sheets_is_wrong_without_a_word(tmp_path: Path) -> None:
    assert {name: one.silent for name, one in results(tmp_path) if one.silent} == {}


def test_sums_of_attendance_are_nobody(tmp_path: Path) -> None:
    read = roster(tmp_path, ("議席", "氏名", "12/1"), (1, "早川 美穂", "○"), ("", "出席者数", 1), ("", "欠席議員数", 0))
    assert posts(read) == [("早川 美穂", "")]


def test_how_many_there_are_is_a_note_and_nothing_to_mend(tmp_path: Path) -> None:
    read = roster(tmp_path, ("議席", "氏名"), (1, "早川 美穂"), ("定数14名　現員13名　欠員1名", ""))
    assert (len(read.people), to_look_at(read)) == (1, [])


@pytest.mark.parametrize("title", ["２　厚生常任委員会（2名）", "(2) 厚生常任委員会", "②厚生常任委員会（全2人）"])
def test_a_numbered_committee_between_the_rows_is_the_committee_of_those_below(tmp_path: Path, title: str) -> None:
    heads = ("役職", "氏名", "ふりがな")
    first = ("委員長", "早川 美穂", "はやかわ みほ")
    second = ("委員長", "河合 恵", "かわい めぐみ")
    read = roster(tmp_path, ("１　総務常任委員会（1名）",), heads, first, (title,), second)
    assert posts(read) == [("早川 美穂", "総務常任委員長"), ("河合 恵", "厚生常任委員長")]


def test_the_title_of_the_next_page_or_list_is_nothing_to_mend(tmp_path: Path) -> None:
    heads = ("議席", "氏名", "期数")
    read = roster(tmp_path, heads, (1, "早川 美穂", 2), ("市議会議員名簿", "", "2/2"), heads, (2, "河合 恵", 1))
    assert (len(read.people), to_look_at(read)) == (2, [])
    read = roster(tmp_path, heads, (1, "早川 美穂", 2), ("２　説明員",), ("職名", "氏名"), ("町長", "大槻 誠"))
    assert (len(read.people), to_look_at(read)) == (2, [])


def test_the_post_is_that_of_the_department_or_section_it_belongs_to(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        ("部", "課", "職名", "氏名"),
        ("総務部", "", "部長", "真壁 修"),
        ("総務部", "総務課", "課長", "落合 亮"),
        ("福祉部", "こども課", "課長補佐", "田所 潤"),
        ("福祉部", "こども課", "副町長", "並木 浩"),
    )
    assert [post for _, post in posts(read)] == ["総務部長", "総務課長", "こども課長補佐", "副町長"]
    assert "「部」" not in told(read)


def test_an_organisation_without_a_name_is_nobody_and_is_said(tmp_path: Path) -> None:
    heads = ("No.", "氏名", "所属・役職", "備考")
    first = (1, "浅野 美代", "浦原大学 教授", "会長")
    read = roster(tmp_path, heads, first, (2, "", "浦原町老人クラブ連合会", "選任中"), (3, "", "浦原町商工会", ""))
    assert posts(read) == [("浅野 美代", "会長")]
    assert re.search("3行目.*選任中", told(read)) and re.search("4行目.*浦原町商工会.*氏名がありません", told(read))


def test_who_leads_by_a_mark_or_a_remark_is_called_by_that(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        ("区分", "氏名", "備考"),
        ("学識経験者", "◎浅野 美代", ""),
        ("学識経験者", "柿沼 徹", "副会長"),
        ("公募委員", "辻 まどか", "新任"),
        ("◎は会長", "", ""),
    )
    assert posts(read) == [("浅野 美代", "会長"), ("柿沼 徹", "副会長"), ("辻 まどか", "公募委員")]


def test_an_old_name_in_brackets_is_left_out_of_the_reading_too(tmp_path: Path) -> None:
    read = roster(tmp_path, ("議席", "氏名", "ふりがな"), (4, "沢田（山根） 幸", "さわだ（やまね） さち"))
    assert [(p.name, p.kana) for p in read.persons] == [("沢田 幸", "さわだ さち")]
    assert "かっこ書きは使いません" in told(read)


def test_numbers_with_ban_are_seats_whatever_stands_above_them(tmp_path: Path) -> None:
    read = roster(tmp_path, ("番号", "議員名"), ("1番", "早川 美穂"), ("２番", "河合 恵"))
    assert [p.seat for p in read.persons] == ["1", "2"]
    assert "「番号」を議席番号として" in told(read)
    with pytest.raises(RosterError, match="役職"):
        roster(tmp_path, ("番号", "議員名"), (1, "早川 美穂"), (2, "河合 恵"))


def test_an_honorific_that_the_reading_does_not_read_is_no_part_of_the_name(tmp_path: Path) -> None:
    heads = ("議席", "氏名", "ふりがな")
    rows = ((5, "三枝勝氏", "さえぐさまさる"), (6, "王昭君", "おうしょうくん"))
    assert [p.name for p in roster(tmp_path, heads, *rows).persons] == ["三枝勝", "王昭君"]


@pytest.mark.parametrize(
    "legend", ["※網掛けは退職者（参考）", "灰色のセルは辞職議員", "注）赤字＝欠席者", "黄色の行は前任者"]
)
def test_a_legend_that_tells_by_colour_who_is_not_there_is_said(tmp_path: Path, legend: str) -> None:
    read = roster(tmp_path, ("議席", "氏名"), (1, "早川 美穂"), (legend, ""))
    assert len(read.people) == 1
    assert any(legend in line and "3行目" in line for line in to_look_at(read))


@pytest.mark.parametrize("note", ["※赤字は変更箇所", "網掛けの欄に記入してください", "緑の党は無会派"])
def test_other_legends_of_colour_are_not(tmp_path: Path, note: str) -> None:
    assert not to_look_at(roster(tmp_path, ("氏名", "役職", "備考"), ("早川 美穂", "議員", ""), ("", "", note)))


def with_furigana(path: Path, ruby: dict[str, str], *, shared: bool) -> Path:
    """Put Excel's own furigana to texts of a workbook; `shared`: as Excel stores them, in the table of strings."""
    strings: list[str] = []

    def add(found: re.Match[str]) -> str:
        inner = f"<t>{found[2]}</t>{ruby.get(html.unescape(found[2]), '')}"
        if not shared:
            return f'<c r="{found[1]}" t="inlineStr"><is>{inner}</is></c>'
        strings.append(f"<si>{inner}</si>")
        return f'<c r="{found[1]}" t="s"><v>{len(strings) - 1}</v></c>'

    with zipfile.ZipFile(path) as old:
        members = {m: old.read(m).decode() for m in old.namelist()}
    sheet, rels = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
    cell = r'<c r="([A-Z]+[0-9]+)" t="inlineStr"><is><t>([^<]*)</t></is></c>'
    members[sheet] = re.sub(cell, add, members[sheet])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    members[rels] = members[rels].replace("</Relationships>", related)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{"".join(strings)}</sst>'
    with zipfile.ZipFile(path, "w") as new:
        for name, text in members.items():
            new.writestr(name, text)
    return path


_RUBY = {
    "小鳥遊　さち子": '<rPh sb="0" eb="3"><t>タカナシ</t></rPh><rPh sb="6" eb="7"><t>コ</t></rPh><phoneticPr fontId="1"/>',
    "𠮷田　昭": '<rPh sb="0" eb="3"><t>ヨシダ</t></rPh><rPh sb="4" eb="5"><t>アキラ</t></rPh>',
    "早川　美穂": '<rPh sb="0" eb="2"><t>ハヤカワ</t></rPh><rPh sb="3" eb="9"><t>ミホ</t></rPh>',
    "河合　恵": '<rPh sb="0" eb="2"><t>カワイ</t></rPh>',
}


@pytest.mark.parametrize("shared", [True, False])
def test_excels_own_furigana_is_the_reading_where_the_list_has_none(tmp_path: Path, shared: bool) -> None:
    rows = ((1, "小鳥遊　さち子"), (2, "𠮷田　昭"), (3, "早川　美穂"), (4, "河合　恵"))
    path = with_furigana(workbook(tmp_path / "名簿.xlsx", ("議席", "氏名"), *rows), _RUBY, shared=shared)
    read = sheets.parse_roster(path)
    assert [p.kana for p in read.persons] == ["たかなし さちこ", "よしだ あきら", "", ""]
    assert "名簿.xlsx の 2～3行目：氏名のセルに付いた Excel のふりがな" in told(read)


def test_a_reading_that_the_office_wrote_is_used_and_not_excels(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名簿.xlsx", ("議席", "氏名", "ふりがな"), (2, "𠮷田　昭", "よしだ しょう"))
    read = sheets.parse_roster(with_furigana(path, _RUBY, shared=True))
    assert ([p.kana for p in read.persons], told(read)) == (["よしだ しょう"], "")


@pytest.mark.parametrize("name", ["名簿.docx", "名簿.pdf", "名簿.txt"])
def test_a_list_that_is_no_table_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(RosterError, match=f"{name} は読めません.*中の表を Excel に貼り付け"):
        sheets.sheet_file(tmp_path / "名簿.xlsx", RosterError)


def test_a_list_of_another_name_that_is_no_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "議員名簿.docx").write_bytes(b"x")
    found = sheets.sheet_file(tmp_path / "名簿.xlsx", RosterError)
    assert found.path is None and "議員名簿.docx" in str(found.remarks[0])
    workbook(tmp_path / "名簿.xlsx", ("氏名", "役職"), ("早川 美穂", "議員"))
    assert sheets.sheet_file(tmp_path / "名簿.xlsx", RosterError).path == tmp_path / "名簿.xlsx"


def test_lines_of_the_syllabary_between_the_words_are_titles(tmp_path: Path) -> None:
    rows = (
        ("【か行】", ""),
        ("債務負担行為（さいむふたんこうい）", "財政"),
        ("【さ行】", ""),
        ("自立支援医療", "福祉"),
    )
    read = glossary(tmp_path, ("用語", "分類"), *rows)
    assert [t.term.text for t in read.terms] == ["債務負担行為", "自立支援医療"]


def test_the_short_form_is_a_word_of_its_own(tmp_path: Path) -> None:
    rows = (("社会福祉協議会", "しゃかいふくしきょうぎかい", "社協", "しゃきょう"), ("継続費", "けいぞくひ", "－", ""))
    read = glossary(tmp_path, ("正式名称", "よみ", "略称", "略称のよみ"), *rows)
    assert [(t.term.text, t.term.kana) for t in read.terms] == [
        ("社会福祉協議会", "しゃかいふくしきょうぎかい"),
        ("社協", "しゃきょう"),
        ("継続費", "けいぞくひ"),
    ]


def test_a_word_with_two_readings_has_both(tmp_path: Path) -> None:
    read = glossary(tmp_path, ("用語", "よみ"), ("重複受診", "ちょうふくじゅしん／じゅうふくじゅしん"))
    assert [t.term.kana for t in read.terms] == ["ちょうふくじゅしん", "じゅうふくじゅしん"]
    assert "どれも使います" in told(read)


def test_a_list_of_those_who_were_there_before_is_not_of_today(tmp_path: Path) -> None:
    heads = ("氏名", "ふりがな", "役職")
    now, before = ("浅野 美代", "あさの みよ", "会長"), ("柿沼 徹", "かきぬま とおる", "会長")
    for title in ("前任の委員（令和6年4月～令和8年3月）", "【旧役員】", "退任者"):
        read = roster(tmp_path, ("現在の委員",), heads, now, (title,), heads, before)
        assert posts(read) == [("浅野 美代", "会長")]
        assert [t.text for t in read.former] == ["柿沼徹"]
    read = roster(tmp_path, ("退職手当組合議会議員名簿",), heads, now)
    assert len(read.people) == 1


def test_a_sum_beside_a_list_is_not_its_rows(tmp_path: Path) -> None:
    read = roster(
        tmp_path, ("議席", "氏名", "", "会派名", "人数"), (1, "早川 美穂", "", "創政会", 1), (2, "河合 恵", "", "計", 2)
    )
    assert [p.name for p in read.persons] == ["早川 美穂", "河合 恵"]


@pytest.mark.parametrize("remark", ["代理：課長補佐 田所 潤", "欠席（代理 田所）", "代理出席者・田所潤"])
def test_a_deputy_in_the_remarks_is_said(tmp_path: Path, remark: str) -> None:
    read = roster(tmp_path, ("職名", "氏名", "備考"), ("財政課長", "稲葉 薫", remark))
    assert posts(read) == [("稲葉 薫", "財政課長")]
    assert any("田所" in line and "行を足して" in line for line in to_look_at(read))


@pytest.mark.parametrize("remark", ["代理出席あり", "市長職務代理者", "12/3午後から", "代理"])
def test_a_remark_that_names_no_deputy_is_not(tmp_path: Path, remark: str) -> None:
    assert not to_look_at(roster(tmp_path, ("職名", "氏名", "備考"), ("財政課長", "稲葉 薫", remark)))


def test_readings_in_brackets_below_the_names_are_theirs(tmp_path: Path) -> None:
    rows = ((1, "早　川　美　穂"), ("", "（はやかわ　みほ）"), (2, "河　合　　恵"), ("", "(かわい　めぐみ)"))
    read = roster(tmp_path, ("議席", "氏名（よみがな）"), *rows)
    assert [(p.name, p.kana) for p in read.persons] == [("早川美穂", "はやかわ みほ"), ("河合恵", "かわい めぐみ")]


def test_headings_of_a_system_with_strokes_between_are_headings(tmp_path: Path) -> None:
    read = roster(tmp_path, ("宛名番号", "氏名_漢字", "氏名_カナ", "続柄"), ("001", "工藤　保", "ｸﾄﾞｳ ﾀﾓﾂ", "本人"))
    assert [(p.name, p.kana, p.post) for p in read.persons] == [("工藤 保", "くどう たもつ", "本人")]


def test_the_end_of_a_list_is_no_word(tmp_path: Path) -> None:
    read = glossary(tmp_path, ("用語", "よみ"), ("継続費", "けいぞくひ"), ("（以下余白）", ""), ("－以上－", ""))
    assert [t.term.text for t in read.terms] == ["継続費"]


def test_a_list_of_facilities_is_a_list_of_words(tmp_path: Path) -> None:
    read = glossary(tmp_path, ("№", "施設名称", "ふりがな", "電話"), (1, "浦原プラザ", "うらはらぷらざ", "45-2000"))
    assert [(t.term.text, t.term.kana) for t in read.terms] == [("浦原プラザ", "うらはらぷらざ")]


def test_a_list_of_people_and_their_groups_is_no_list_of_words(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "委員.xlsx", ("氏名", "ふりがな", "団体名", "役職"), ("早川 美穂", "はやかわ みほ", "商工会", "委員")
    )
    assert not sheets.parse_holds_terms(path)
    assert sheets.parse_holds_terms(workbook(tmp_path / "語.xlsx", ("用語", "よみ"), ("継続費", "けいぞくひ")))


def test_a_column_that_nobody_asks_for_changes_no_term_unless_it_says_that_its_row_is_an_example(
    tmp_path: Path,
) -> None:
    heads = ("用語", "よみ", "分類")
    read = glossary(
        tmp_path, heads, ("諸輪", "もろわ", "地名"), ("和合", "わごう", "記入例"), ("愛知池", "あいちいけ", "")
    )
    assert [(t.term.text, t.term.kana) for t in read.terms] == [("諸輪", "もろわ"), ("愛知池", "あいちいけ")]
    assert "記入例の行なので" in told(read)
