"""Headings are told from business by what is listed below them; where that can be read in two ways, staff are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers


def read(folder: Path, text: str) -> Findings:
    (folder / "資料.txt").write_text(text, encoding="utf-8")
    return read_papers([folder / "資料.txt"])


def business(found: Findings) -> list[tuple[int | None, str, str]]:
    return [(item.number, item.bill, item.title) for item in found.agenda]


def told(found: Findings) -> str:
    return "".join((*found.papers[0].unread, *found.papers[0].told))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "次第\n1 開会\n2 付託案件審査\n(1) 建設部関係\n・議案第74号 市道路線の廃止について\n(2) 経済部関係\n・議案第76号 施設条例の廃止について\n",
            [(None, "議案第74号", "市道路線の廃止について"), (None, "議案第76号", "施設条例の廃止について")],
        ),
        (
            "会議日程\n1 教育長報告\n2 議事\n議第18号 委員の委嘱について\n3 非公開案件\n議第20号 教職員の人事について\n",
            [(None, "", "教育長報告"), (None, "議第18号", "委員の委嘱について"), (None, "議第20号", "教職員の人事について")],
        ),
        ("次第\n1 開会\n2 議事\n議事1 計画について\n議事2 目標について\n", [(None, "", "計画について"), (None, "", "目標について")]),
        ("次第\n議題\n(1) 計画について\n報告\n(1) 実績について\n閉会\n", [(None, "", "計画について"), (None, "", "実績について")]),
        ("総会次第\n1 開会\n2 議案\n第1号 会則について\n第2号 予算について\n", [(None, "議案第1号", "会則について"), (None, "議案第2号", "予算について")]),
        ("次第\n13:30 開会\n13:35 第1 審査方法の確認\n13:45 第2 採点\n", [(None, "", "審査方法の確認"), (None, "", "採点")]),
        ("日程第1 あいさつ\n日程第2 議案第2号から\n　議案第3号まで\n", [(1, "", "あいさつ"), (2, "議案第2号", ""), (2, "議案第3号", "")]),
    ],
    ids=["bills below", "numbers of headings", "headings in the line", "a heading without a number", "kind of bills", "times", "a range over two lines"],
)  # fmt: skip
def test_a_heading_is_no_business(tmp_path: Path, text: str, expected: list[tuple[int | None, str, str]]) -> None:
    found = read(tmp_path, text)
    assert business(found) == expected
    assert found.papers[0].unread == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("次第\n1 開会\n2 告示事務\n(1) 名簿の登録者数について\n3 閉会\n", "見出しとして読み、議題にしていません"),
        ("次第\n1 開会\n2 選定について\n(1) 市民体育館\n(2) 温水プール\n", "両方を議題にしています"),
        ("次第\n1 開会\n2 計画について\n4 目標について\n", "番号が2から4に飛んでいます"),
        ("日程第1 議案上程（議案第71号から議案第73号まで）\n", "中の議案は、議案として読んでいません"),
        ("日程第1 署名委員の指名（3番 山下 清隆 委員）\n", "中の人は、出席者として読んでいません"),
        ("次第\n1 開会\n2 条例の改正　　　　西棟二階\n", "横の「西棟二階」は使っていません"),
        ("委員会\n1 編集について\n2 日程について\n3 その他\n", "番号の並びから議題とみなしました"),
        ("次第\n1 開会\n2 計画について\n緑川町の案\n3 目標について\n", "上の「計画について」の続きかもしれません"),
    ],
    ids=["heading", "both", "a gap", "bills inside", "people inside", "beside", "no heading", "perhaps wrapped"],
)
def test_what_can_be_read_in_two_ways_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert said in told(read(tmp_path, text))


def test_the_rows_of_a_table_that_were_not_read_are_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "資料.csv").write_text(
        "次第,,\n時間,内容,進行\n10:00,開会,会長\n10:05,市からの説明について,市\n", encoding="utf-8"
    )
    found = read_papers([tmp_path / "資料.csv"])
    assert business(found) == [(None, "", "市からの説明について")]
    assert found.papers[0].unread == ()
