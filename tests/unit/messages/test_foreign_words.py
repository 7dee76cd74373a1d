"""No message holds the English of a library, and every error says what to do: read off the program's source, so that a new one is
noticed even if no test reaches it."""

from __future__ import annotations

import pytest

from tests.support import wording


@pytest.mark.parametrize(
    ("name", "source"), list(wording.modules()), ids=lambda text: text if text.endswith(".py") else ""
)
def test_every_text_for_staff_is_japanese(name: str, source: str) -> None:
    assert wording.faults_of_source(source, name) == []


FAULTS = {
    "an English message": 'raise RosterError("the roster is broken", "直してください。")',
    "an English thing to do": 'raise RosterError("名簿が壊れています。", "Save it again.")',
    "an English word in Japanese": 'raise RosterError("名簿の column がありません。", "足してください。")',
    "nothing to do": 'raise RosterError("名簿が壊れています。", "残念")',
    "an error class that is handed in": 'raise error("the sheet is broken", "直してください。")',
    "what a library says": """
try:
    read()
except ValueError as e:
    raise RosterError(f"読めません（{e}）。", "直してください。") from e
""",
    "what a library says, as a text": """
try:
    read()
except ValueError as e:
    raise RosterError("読めません。" + str(e), "直してください。") from e
""",
    "what the system says": """
try:
    read()
except OSError as e:
    raise RosterError(f"読めません（{e.strerror}）。", "直してください。") from e
""",
    "what the system says, in a function of its own": """
def refused(e: OSError) -> str:
    return f"を読めません（{e.strerror or e}）。"
""",
    "help in English": 'typer.Option("--config", help="the settings file")',
}


@pytest.mark.parametrize("source", FAULTS.values(), ids=FAULTS)
def test_a_new_message_in_english_is_noticed(source: str) -> None:
    assert wording.faults_of_source(source)


def test_what_a_command_prints_is_looked_at() -> None:
    assert wording.faults_of_source('typer.echo("nothing to do")', "transcriber/cli/new_command.py")


GOOD = {
    "Japanese with names of files and programs": 'raise RosterError("名簿.xlsx を Excel で開けません。", "保存し直してください。")',
    "the reason in our words": """
try:
    read()
except OSError as e:
    raise RosterError(f"{e.filename} を読めません（{plain_reasons.of_system(e)}）。", "直してください。") from e
""",
    "an error of ours inside another": """
try:
    read()
except RosterError as e:
    raise ProfileError(f"設定を読めません。{e.found}", e.todo) from e
""",
    "a line of the log": 'log.error("look failed: %s", where)',
    "a docstring": 'def f():\n    """Reads 名簿.xlsx row by row."""',
}


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_what_staff_can_read_passes(source: str) -> None:
    assert wording.faults_of_source(source) == []
