"""Tables that commands print: whatever stands in them can be read, on a narrow terminal and in a file."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from transcriber.cli import printed_tables

SAID = "名簿.xlsx が開かれているので、いまは読めません。閉じてから入れ直してください。[確認]"


def printed(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=40, color_system=None)
    monkeypatch.setattr(printed_tables, "Console", lambda: console)
    printed_tables.print_table(("番号", "説明"), [("1", SAID), ("2", "")])
    return out.getvalue()


def test_on_a_narrow_terminal_a_long_cell_is_folded_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, terminal=True).splitlines()
    said = "".join(line.split("│")[2].strip() for line in lines if line.startswith("│"))
    assert said.replace(" ", "") == SAID.replace(" ", "")


def test_where_nobody_sees_lines_each_row_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = [line for line in printed(monkeypatch, terminal=False).splitlines() if SAID in line]
    assert row.startswith("│ 1")
