"""Figures: what is one, of which kind, with which value; and what only looks like one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.language import numbers
from transcriber.language.figures import FigureKind, find_figures


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1億8千万円", FigureKind.AMOUNT, "180000000"),
        ("一億八千万円", FigureKind.AMOUNT, "180000000"),
        ("１２，０００円", FigureKind.AMOUNT, "12000"),
        ("令和六年九月三日", FigureKind.DATE, "2024-09-03"),
        ("令和元年度", FigureKind.DATE, "2019年度"),
        ("平成31年4月", FigureKind.DATE, "2019-04"),
        ("二〇二四年九月三日", FigureKind.DATE, "2024-09-03"),
        ("四月一日", FigureKind.DATE, "--04-01"),
        ("10月の8日", FigureKind.DATE, "--10-08"),
        ("9月", FigureKind.DATE, "--09"),
        ("午後1時半", FigureKind.TIME, "13:30"),
        ("午前十時五分", FigureKind.TIME, "10:05"),
        ("議案第45号", FigureKind.BILL, "議案45"),
        ("第四十五号議案", FigureKind.BILL, "議案45"),
        ("陳情第2号", FigureKind.BILL, "陳情2"),
        ("第十二条第三項", FigureKind.ARTICLE, "12条3項"),
        ("第121条", FigureKind.ARTICLE, "121条"),
        ("日程第一", FigureKind.AGENDA, "1"),
        ("議席番号五番", FigureKind.SEAT, "5"),
        ("12番", FigureKind.SEAT, "12"),
        ("八パーセント", FigureKind.PERCENT, "8"),
        ("三点五パーセント", FigureKind.PERCENT, "3.5"),
        ("8.5%", FigureKind.PERCENT, "8.5"),
        ("三割五分", FigureKind.PERCENT, "35"),
        ("三分の一", FigureKind.PERCENT, "1/3"),
        ("第三回", FigureKind.ORDINAL, "3回"),
        ("十六名", FigureKind.COUNT, "16名"),
        ("延べ十二万人".removeprefix("延べ"), FigureKind.COUNT, "120000人"),
    ],
)
def test_a_figure_in_a_sentence(text: str, kind: FigureKind, value: str) -> None:
    figures = find_figures(f"それは、{text}でございます。")
    assert [(f.text, f.kind, f.value) for f in figures] == [(text, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "一般質問を行います。",
        "十分に検討し、一部の方に一定の御理解を頂きました。",
        "三重県と千葉県、九州と四国の事例。",
        "一人ひとりに寄り添い、一日も早い復旧を。",
        "一時保護と、一人親世帯への支援。",
        "五十嵐議員と三浦議員。",
        "二、三日お待ちください。",
        "数千円の負担。",
        "一番大事なことは、十三月ではありません。",
    ],
)
def test_words_that_hold_a_numeral_are_no_figures(text: str) -> None:
    assert find_figures(text) == ()


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(["円", "人", "件"]))
def test_the_value_does_not_depend_on_the_writing(number: int, unit: str) -> None:
    writings = [
        f"{number}{unit}",
        f"{number:,}{unit}",
        numbers.kanji(Decimal(number)) + unit,
        numbers.arabic(Decimal(number), myriads=True) + unit,
    ]
    values = {find_figures(w)[0].value for w in writings}
    assert len(values) == 1
    assert all(find_figures(w)[0].text == w for w in writings)


@given(st.text(alphabet="一二三十百千万億0123456789,.円人第号条番月日年令和時分はの", max_size=40))
def test_figures_lie_in_order_and_apart(text: str) -> None:
    figures = find_figures(text)
    assert all(f.text == text[f.start : f.end] and f.value for f in figures)
    assert all(a.end <= b.start for a, b in zip(figures, figures[1:], strict=False))
