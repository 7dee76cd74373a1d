"""A short line of which something was used neither for the agenda nor for the people is named."""

from __future__ import annotations

from pathlib import Path

from transcriber.papers.findings import read_papers


def told(folder: Path, *lines: str) -> str:
    path = folder / "次第.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    (paper,) = read_papers([path]).papers
    return "".join(t for t in (*paper.unread, *paper.told))


def test_a_line_that_is_all_used_is_not_named(tmp_path: Path) -> None:
    assert (
        told(
            tmp_path,
            "総務委員会次第",
            "日程第1　会議録署名議員の指名",
            "日程第2　会期の決定",
            "出席委員",
            "委員長　山下　清隆",
        )
        == ""
    )


def test_a_line_that_nothing_was_made_of_is_named_with_its_number(tmp_path: Path) -> None:
    said = told(
        tmp_path,
        "日程第1　会期の決定",
        "日程第2　質問",
        "",
        "出席委員",
        "委員長　山下　清隆",
        "",
        "緑町商工振興組合連合",
    )
    assert "7行目" in said and "緑町商工振興組合連合" in said


def test_what_is_left_beside_a_person_is_named(tmp_path: Path) -> None:
    said = told(tmp_path, "委員名簿", "会長　山下　清隆　緑川町商工会", "委員　加藤　啓二　緑川町社会福祉協議会")
    assert "2行目「会長 山下 清隆 緑川町商工会」" in said


def test_running_text_is_not_named(tmp_path: Path) -> None:
    assert told(tmp_path, "日程第1　会期の決定", "この案件については、付託先を産業建設委員会とします。") == ""


def test_many_lines_are_counted(tmp_path: Path) -> None:
    said = told(
        tmp_path,
        "日程第1　会期の決定",
        "出席委員",
        "委員長　山下　清隆",
        *(f"備考欄その{n}は緑町商工振興" for n in range(1, 13)),
    )
    assert "使っていません" in said and "ほか" in said


def test_a_vacant_seat_is_nobody(tmp_path: Path) -> None:
    path = tmp_path / "出席者名簿.txt"
    path.write_text("出席議員\n1番　山下　清隆\n2番　欠　員\n3番　加藤　啓二", encoding="utf-8")
    assert [p.compact_name for p in read_papers([path]).people.people] == ["山下清隆", "加藤啓二"]
