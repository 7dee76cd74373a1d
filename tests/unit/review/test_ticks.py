"""A tick is what a reviewer means as one, whatever it looks like; a cross, 未 and an empty box are none."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from transcriber.drafts.word import ticks
from transcriber.review import returned_tables


@pytest.mark.parametrize(
    "text",
    ["済", "済み", "済。", "確認済", "確認済み", "○", "◯", "〇", "◎", "✅", "☑", "☒", "レ", "ﾚ", "✓", "✔️", "■", "●", "√", "OK", "ＯＫ", "ok", "v", "印", "㊞", "完了", "可", "□済", "☐✓", "済（山田）", "○9/3", "済\u30009月3日午後", "済（田中）", "問題なし", "修正なし", "OKです", "はい"],
)  # fmt: skip
def test_what_a_reviewer_means_as_done(text: str) -> None:
    assert ticks.says_done(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u3000", *["□", "☐", "×", "✕", "✗", "未", "未済", "未確認", "未了", "否", "不可", "要確認", "確認中", "確認予定", "保留", "△", "？", "NG", "ng", "該当なし", "-", "―", "山田", "9/3", "経済", "□未", "○×", "1", "一部済", "半分済", "済ではない", "済？", "OKではない"]],
)  # fmt: skip
def test_what_a_reviewer_does_not_mean_as_done(text: str) -> None:
    assert not ticks.says_done(text)


def test_a_sentence_is_no_sign() -> None:
    assert not ticks.says_done("確認した結果、次のとおり○と●を入れ替える必要があると思われるところがある")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', True),
        ('<w:sym w:font="Wingdings 2" w:char="F050"/>', True),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', False),
        ('<w:sym w:font="Wingdings" w:char="F0FB"/>', False),
        ('<w:sym w:font="Segoe UI Symbol" w:char="2713"/>', True),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t>', True),
        ("<w:rPr><w:strike/></w:rPr><w:t>済</w:t>", False),
        ("<w:rPr><w:vanish/></w:rPr><w:t>済</w:t>", False),
        ('<w:rPr><w:strike w:val="0"/></w:rPr><w:t>済</w:t>', True),
        ("<w:instrText>eq \\o\\ac(○,済)</w:instrText>", True),
        (
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>',
            True,
        ),
        (
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar>',
            True,
        ),
        (
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox></w:ffData></w:fldChar>',
            False,
        ),
        ("<w:drawing/>", True),
    ],
)
def test_symbols_fields_and_stamps(content: str, expected: bool) -> None:
    cell = parse_xml(f"<w:tc {nsdecls('w')}><w:p><w:r>{content}</w:r></w:p></w:tc>")
    assert ticks.ticked(cell) is expected


def test_a_tick_that_a_tracked_change_took_away_is_none() -> None:
    cell = parse_xml(
        f'<w:tc {nsdecls("w")}><w:p><w:del w:id="1" w:author="x"><w:r><w:t>済</w:t></w:r></w:del></w:p></w:tc>'
    )
    assert not ticks.ticked(cell)


def test_a_row_that_was_deleted_is_no_tick() -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>済</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc></w:tr>"
        for n in (1, 2, 4)
    )
    heading = "<w:p><w:r><w:t>確認チェックリスト</w:t></w:r></w:p>"
    body = parse_xml(f"<w:body {nsdecls('w')}>{heading}<w:tbl>{rows}</w:tbl></w:body>")
    found = returned_tables.checklist(body)
    assert (found.items, found.open, found.ticked) == (4, (3,), 3)
    known = returned_tables.checklist(body, 6)  # the draft had six: the last rows were deleted, too
    assert (known.items, known.open, known.ticked) == (6, (3, 5, 6), 3)


def _checklist(*rows: str) -> str:
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    heading = "<w:p><w:r><w:t>確認チェックリスト</w:t></w:r></w:p>"
    return f"<w:body {nsdecls('w', 'w14')}>{heading}<w:tbl>{lines}</w:tbl></w:body>"


@pytest.mark.parametrize(("sign", "ticked"), [("☑", 3), ("", 0)])
def test_one_sign_in_cells_merged_downwards_stands_for_all_of_them(sign: str, ticked: int) -> None:
    def row(number: int) -> str:
        merge = '<w:vMerge w:val="restart"/>' if number == 1 else "<w:vMerge/>"
        text = f"<w:r><w:t>{sign}</w:t></w:r>" if number == 1 else ""
        cell = f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{text}</w:p></w:tc>"
        return f"{cell}<w:tc><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:tc>"

    found = returned_tables.checklist(parse_xml(_checklist(row(1), row(2), row(3))))
    assert (found.items, found.ticked) == (3, ticked)


def test_of_several_boxes_in_one_cell_each_counts_for_itself() -> None:
    def box(number: int, on: int) -> str:
        checkbox = f'<w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox>'
        sign = "☒" if on else "☐"
        content = f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent>"
        return f'<w:sdt><w:sdtPr><w:tag w:val="check-{number}"/>{checkbox}</w:sdtPr>{content}</w:sdt>'

    cell = f"<w:tc><w:p>{box(1, 1)}</w:p><w:p>{box(2, 0)}</w:p><w:p>{box(3, 0)}</w:p></w:tc>"
    found = returned_tables.checklist(parse_xml(_checklist(cell)))
    assert (found.ticked, found.open) == (1, (2, 3))


@pytest.mark.parametrize(("items", "ticked"), [(2, 2), (0, 0), (3, 0)])
def test_a_checklist_under_another_heading_is_known_by_its_columns_and_rows(items: int, ticked: int) -> None:
    def row(*texts: str) -> str:
        return "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in texts)

    table = _checklist(row("確認", "番号", "確かめること"), row("☑", "1", "時刻"), row("☑", "2", "数字"))
    body = parse_xml(table.replace("確認チェックリスト", "校正チェック表"))
    assert returned_tables.checklist(body, items).ticked == ticked
