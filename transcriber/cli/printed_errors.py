"""An error as every command prints it, on standard error."""

from __future__ import annotations

import typer

from transcriber.errors import TranscriberError


def print_error(error: TranscriberError) -> None:
    """What was found and what to do."""
    print_found(error.found, error.todo)


def print_found(found: str, todo: str) -> None:
    """The same of what is known without an error."""
    typer.echo(f"エラー：{found}\n対処：{todo}", err=True)
