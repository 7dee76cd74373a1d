"""The figures: by the printed formula, only where there is data, and on one page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from support.reviewers import Reviewer
from support.validators import office_errors

from transcriber.review import effect, report, summary
from transcriber.review.baseline import Baseline
from transcriber.review.effect import Effect
from transcriber.review.kinds import Classifier, CorrectionKind

DRAFTED = dt.datetime(2026, 9, 3, 12, tzinfo=dt.UTC)


def minutes(path, value: str):
    """The file as Word leaves it: with its count of editing minutes."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/app.xml":
                data = (
                    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                    f"<TotalTime>{value}</TotalTime><Application>Microsoft Office Word</Application></Properties>"
                ).encode()
            new.writestr(name, data)
    path.write_bytes(out.getvalue())


def measured(desk, edit=lambda r: None, total: str = "0") -> Effect:
    reviewer = Reviewer(desk.draft)
    edit(reviewer)
    path = reviewer.save(desk.folder / "確認済み.docx")
    minutes(path, total)
    draft, final = desk.read(desk.draft), desk.read(path)
    return effect.measure_return(
        desk.transcript,
        desk.compare(path),
        draft=draft,
        final=final,
        baseline=Baseline(),
        facts=effect.ReturnFacts(DRAFTED, DRAFTED + dt.timedelta(days=2, hours=12), matched="identity"),
    )


def test_accuracy_is_what_the_formula_says(desk):
    def edit(r: Reviewer) -> None:
        r.replace("u0005", "大規児童", "待機児童")  # 2 exchanged
        r.insert("u0006", "時点で", "約")  # 1 missing
        r.replace("u0007", "わかりました。", "")  # 7 superfluous, 6 without punctuation
        r.replace("u0002", "第四十五号", "第45号")  # 3, tidied

    figures = measured(desk, edit)
    n = sum(len(u.text) for u in desk.transcript.utterances) + 1 - 7 - 1
    assert figures.characters_final == n
    assert figures.distance == 2 + 1 + 7 + 3
    assert figures.accuracy_strict == (n - 13) / n
    assert figures.distance_bare == 2 + 1 + 6
    assert figures.accuracy_lenient == (figures.characters_final_bare - 9) / figures.characters_final_bare


def test_the_reviewers_time_is_the_files_own_or_none(desk):
    assert measured(desk, total="42").reviewer_minutes == 42
    assert measured(desk, total="42").saved_minutes == pytest.approx(200 / 60 * 5 - 42, abs=0.1)
    nothing = measured(desk, total="0")
    assert (nothing.reviewer_minutes, nothing.saved_minutes) == (None, None)
    assert nothing.days_to_return == 2.5


def test_a_file_survives_writing_and_reading_and_holds_no_words(desk):
    figures = measured(desk, lambda r: r.replace("u0005", "大規児童", "待機児童"))
    path = desk.folder / "effect.json"
    figures.write(path)
    assert Effect.read(path) == figures
    assert "児童" not in path.read_text(encoding="utf-8") and "加藤" not in path.read_text(encoding="utf-8")


def test_the_table_leaves_cells_empty_where_nothing_is_known(desk):
    (row,) = csv.DictReader(io.StringIO(summary.month_csv([measured(desk)])))
    assert row["確認（分）"] == "" and row["縮減見込み（分）"] == ""
    assert row["文字正解率・厳密（％）"] == "100.0"


def test_meetings_are_pooled_by_their_characters(desk):
    good, bad = measured(desk), measured(desk, lambda r: r.replace("u0005", "大規児童", "待機児童"))
    assert effect.pooled([good, bad], strict=True) == 1 - 2 / (good.characters_final + bad.characters_final)
    assert effect.pooled([], strict=True) is None


def test_the_report_says_what_it_knows_and_no_more(desk):
    out = desk.folder / "報告.docx"
    report.write_report(
        (measured(desk),), out, title="会議録　2026年9月", office="", made=dt.date(2026, 10, 1), anchor="12:ab"
    )
    document = docx.Document(str(out))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "記録がないため分かりません" in text and "見込みです" not in text
    assert "付録" in text and "12:ab" in text
    assert len(document.inline_shapes) == 1


def test_the_report_can_be_read_by_everybody(desk):
    out = desk.folder / "報告.docx"
    report.write_report((measured(desk),), out, title="会議録", office="", made=dt.date(2026, 10, 1), anchor="")
    assert office_errors(out, "Office2013") == []
    document = docx.Document(str(out))
    styles = document.styles.element
    assert {language.get(qn("w:eastAsia")) for language in styles.iter(qn("w:lang"))} == {"ja-JP"}
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "効果検証報告書　会議録"),
        ("Heading 2", "分かったこと"),
        ("Heading 2", "数値"),
        ("Heading 2", "録音ごとの推移"),
        ("Heading 1", "付録　計算のしかた"),
    ]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr").startswith("録音1件。文字正解率は全体で100.0％。")
    modes = [
        s for s in document.settings.element.iter(qn("w:compatSetting")) if s.get(qn("w:name")) == "compatibilityMode"
    ]
    assert [m.get(qn("w:val")) for m in modes] == ["15"]


@pytest.mark.parametrize(
    ("before", "after", "left", "right", "kind"),
    [
        ("大規", "待機", "", "児童", CorrectionKind.MISHEARD),
        ("採決", "裁決", "", "", CorrectionKind.MISHEARD),
        ("四十五", "45", "第", "号", CorrectionKind.TIDIED),
        ("300", "三百", "", "万円", CorrectionKind.TIDIED),
        ("300", "400", "", "万円", CorrectionKind.MISHEARD),
        ("、", "", "", "", CorrectionKind.TIDIED),
        ("", "。", "", "", CorrectionKind.TIDIED),
        ("ほか", "他", "", "に", CorrectionKind.TIDIED),
        ("下さ", "くださ", "", "い", CorrectionKind.TIDIED),
        ("えー、", "", "", "", CorrectionKind.TIDIED),
        ("あのー", "", "", "", CorrectionKind.TIDIED),
        ("保育園の", "", "、", "保育園の整備", CorrectionKind.TIDIED),
        ("せん", "す", "思いま", "。", CorrectionKind.MISHEARD),
        ("ますけれども", "ますが", "思い", "、", CorrectionKind.TIDIED),
        ("さかきバラ", "榊原", "", "です", CorrectionKind.MISHEARD),
        ("子供", "子ども", "", "", CorrectionKind.TIDIED),
        ("反対", "", "私は", "です", CorrectionKind.REMOVED),
        ("", "約", "", "十名", CorrectionKind.ADDED),
    ],
)
def test_kinds_of_correction(before, after, left, right, kind):
    assert Classifier()(before, after, left=left, right=right) is kind
