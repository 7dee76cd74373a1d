"""The documentation says what the program does: generated parts are current, and what is quoted by hand exists."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from transcriber.cli.main import app
from transcriber.profiles import tree
from transcriber.settings import HOME

SCRIPT = HOME / "scripts" / "docs"
PAGES = sorted([*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md")])
STAFF_GUIDE = HOME / "docs" / "ja" / "職員向け手引き.md"
MESSAGES = "| 表示される文 |"
"""How a table of messages begins in the guides; ○○ in its first column stands for a name or a figure."""


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


def by_name(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=[p.name for p in pages])


def test_every_generated_part_is_current() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_stale_page_is_noticed_and_what_would_be_written_is_current(script: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(HOME / "docs", tmp_path / "docs")
    page = tmp_path / "docs" / "ja" / "settings.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("| `engine.tier` |", "| `engine.size` |"), encoding="utf-8"
    )
    stale = script["stale"](tmp_path)
    assert list(stale) == [page]
    page.write_text(stale[page], encoding="utf-8")
    assert script["stale"](tmp_path) == {}


def test_what_is_written_by_hand_around_a_generated_part_stays(script: dict[str, Any]) -> None:
    text = "before\n<!-- generated: options -->\nold\n<!-- end of options -->\nafter\n"
    made = script["refreshed"](text)
    assert made.startswith("before\n<!-- generated: options -->\n")
    assert made.endswith("<!-- end of options -->\nafter\n")
    assert "old" not in made
    assert "`office`" in made


@by_name(PAGES)
def test_every_marker_names_a_part_and_is_closed(page: Path, script: dict[str, Any]) -> None:
    text = page.read_text(encoding="utf-8")
    begun = re.findall(r"<!-- generated: (.*?) -->", text)
    assert begun == re.findall(r"<!-- end of (.*?) -->", text)
    assert set(begun) <= set(script["parts"]())


@by_name(PAGES)
def test_every_link_into_the_repository_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = unquote(target).partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in set(anchors(file)), target


@by_name(PAGES)
def test_every_command_in_an_example_exists(page: Path) -> None:
    groups: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # typer's own click
    for command, sub in re.findall(r"bin/transcriber ([a-z-]+)(?: ([a-z]+))?", page.read_text(encoding="utf-8")):
        assert command in groups
        if hasattr(groups[command], "commands"):
            assert sub in groups[command].commands


@by_name([p for p in PAGES if MESSAGES in p.read_text(encoding="utf-8")])
def test_every_message_a_guide_explains_is_one_the_program_says(page: Path) -> None:
    said = sorted(set(strings()))
    for message in messages(page.read_text(encoding="utf-8")):
        for piece in filter(None, message.split("○○")):
            assert any(piece in text for text in said), f"{piece!r} of {message!r}"


def test_the_staff_guide_explains_every_folder_staff_see() -> None:
    guide = STAFF_GUIDE.read_text(encoding="utf-8")
    for name in (tree.INBOX, tree.DRAFTS, tree.CHECKED, tree.DONE, tree.SETTINGS, tree.NOTE):
        assert f"| {name} |" in guide
    for name in (tree.ROSTER, tree.GLOSSARY, tree.TEMPLATE):
        assert name in guide


def anchors(file: Path) -> Iterator[str]:
    """The anchors that GitHub makes of a page's headings."""
    for heading in re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def messages(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line.startswith(MESSAGES):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            yield line.split("|")[1].strip()


def strings() -> Iterator[str]:
    """Every piece of text in the program, joined as Python joins it."""
    for path in (HOME / "transcriber").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
