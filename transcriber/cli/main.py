"""All commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import logging
import sys

import typer
from rich.console import Console

from transcriber import __version__, rights
from transcriber.cli import (
    doctor,
    effect,
    finalise,
    folder,
    learning,
    models,
    process,
    records,
    relabel,
    render,
    style,
    voices,
)
from transcriber.errors import TranscriberError

app = typer.Typer(
    help="会議や面談の録音を、このパソコンの中だけで文字にし、Word の下書きを作ります。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def prepared(context: typer.Context) -> None:
    """Before any command: what it writes is for its user alone. Models are no secret, and other users run them."""
    if context.invoked_subcommand != "models":
        rights.private_by_default()


app.command()(process.process)
app.command()(render.render)
app.command()(folder.watch)
app.command()(folder.scan)
app.command()(folder.status)
app.command()(folder.retry)
app.command()(folder.cancel)
app.command()(folder.forget)
app.command()(effect.effect)
app.command()(learning.learn)
app.command()(learning.replay)
app.command()(relabel.relabel)
app.command()(records.hold)
app.command()(records.release)
app.command()(records.retention)
app.add_typer(records.audit, name="audit")
app.command()(doctor.doctor)
app.command()(finalise.finalise)
app.add_typer(style.app, name="style")
app.add_typer(models.app, name="models")
app.add_typer(voices.app, name="voices")


@app.command()
def version() -> None:
    """版を表示します。"""
    typer.echo(__version__)


def run() -> None:
    """The console script. An error for people is printed as its message; anything else keeps its traceback."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        app()
    except TranscriberError as e:
        Console(stderr=True).print(f"エラー：{e.found}\n対処：{e.todo}", highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    run()
