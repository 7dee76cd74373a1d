"""Several bills in one item are several bills."""

from __future__ import annotations

import pytest

from transcriber.papers.bill_ranges import leading_bills


def bills(kind: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{kind}第{n}号" for n in numbers)


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("議案第45号から議案第47号まで", bills("議案", 45, 46, 47), ""),
        ("議案第45号~第47号 条例の一部改正について", bills("議案", 45, 46, 47), "条例の一部改正について"),
        ("議案第45~47号 予算", bills("議案", 45, 46, 47), "予算"),
        ("議案第51号及び議案第52号 財産の取得について", bills("議案", 51, 52), "財産の取得について"),
        ("議案第1号ないし第3号", bills("議案", 1, 2, 3), ""),
        ("認定第1号、認定第2号 決算の認定について", bills("認定", 1, 2), "決算の認定について"),
        ("議案第1号、第2号及び第5号", bills("議案", 1, 2, 5), ""),
        ("議案第1号から議案第3号まで及び報告第1号", (*bills("議案", 1, 2, 3), "報告第1号"), ""),
        ("議案第4号と議案第5号の2件を一括議題とする", bills("議案", 4, 5), ""),
        ("議案第十二号から第十四号まで", ("議案第十二号", "議案第十三号", "議案第十四号"), ""),
        ("議案45号 予算", bills("議案", 45), "予算"),
        ("議案第5号の2 予算", ("議案第5号の2",), "予算"),
        ("議案第1号、3月補正予算", bills("議案", 1), "、3月補正予算"),
        ("第5号に関すること", (), "第5号に関すること"),
        ("第31号議案から第33号議案まで", ("第31号議案", "第32号議案", "第33号議案"), ""),
        ("第3号議案から第5号まで一括議題", ("第3号議案", "第4号議案", "第5号議案"), ""),
        ("第1号議案、第2号議案 規則の改正", ("第1号議案", "第2号議案"), "規則の改正"),
        ("第7号報告 専決処分", ("第7号報告",), "専決処分"),
        ("議第20号 教職員の人事", ("議第20号",), "教職員の人事"),
        ("市議第1号 意見書", ("市議第1号",), "意見書"),
        ("協議第3号から協議第4号まで", bills("協議", 3, 4), ""),
        ("会議第2号について", (), "会議第2号について"),
        ("第2号補正予算について", (), "第2号補正予算について"),
    ],
)
def test_each_bill_of_a_range_or_list(text: str, expected: tuple[str, ...], rest: str) -> None:
    found = leading_bills(text)
    assert (found.bills, found.rest.strip(), found.wrong) == (expected, rest, "")


@pytest.mark.parametrize(
    ("text", "said"), [("議案第9号ほか2件", "ほか2件"), ("議案第10号から第8号まで", "どの番号まで")]
)
def test_what_is_not_told_is_said(text: str, said: str) -> None:
    assert said in leading_bills(text).wrong
