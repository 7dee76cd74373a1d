"""All commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import logging
import sys

import typer

from transcriber import __version__
from transcriber.cli import lazy
from transcriber.cli.printed_errors import print_error
from transcriber.errors import TranscriberError
from transcriber.system import rights

COMMANDS = {
    "init": "transcriber.cli.init_command:init",
    "process": "transcriber.cli.process_command:process",
    "render": "transcriber.cli.render_command:render",
    "watch": "transcriber.cli.folder_commands:watch",
    "scan": "transcriber.cli.folder_commands:scan",
    "status": "transcriber.cli.folder_commands:status",
    "retry": "transcriber.cli.folder_commands:retry",
    "cancel": "transcriber.cli.folder_commands:cancel",
    "forget": "transcriber.cli.folder_commands:forget_recording",
    "effect": "transcriber.cli.effect_command:effect",
    "learn": "transcriber.cli.learning_commands:learn",
    "replay": "transcriber.cli.learning_commands:replay_command",
    "relabel": "transcriber.cli.relabel_command:relabel_command",
    "unmask": "transcriber.cli.unmask_command:unmask",
    "hold": "transcriber.cli.record_commands:hold",
    "release": "transcriber.cli.record_commands:release",
    "retention": "transcriber.cli.record_commands:retention",
    "audit": "transcriber.cli.record_commands:audit",
    "dispose": "transcriber.cli.dispose_command:dispose_of_installation",
    "doctor": "transcriber.cli.doctor_command:doctor",
    "security-report": "transcriber.cli.security_command:security_report",
    "roster": "transcriber.cli.roster_commands:roster_app",
    "finalise": "transcriber.cli.finalise_command:finalise",
    "manifest": "transcriber.cli.manifest_commands:manifest_app",
    "style": "transcriber.cli.style_commands:style_app",
    "models": "transcriber.cli.model_commands:model_app",
    "voices": "transcriber.cli.voice_commands:voice_app",
    "cluster": "transcriber.cli.cluster_commands:cluster_app",
    "worker": "transcriber.cli.cluster_commands:worker",
}
"""Each command and where it is, imported when it is asked for; in the order of `--help`."""

app = typer.Typer(
    cls=lazy.group(COMMANDS),
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


@app.command()
def version() -> None:
    """版を表示します。"""
    typer.echo(__version__)


def main() -> None:
    """The console script. An error for people is printed as its message; anything else keeps its traceback."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("transcriber").setLevel(logging.INFO)  # of other libraries only what they warn of
    try:
        app()
    except TranscriberError as e:
        print_error(e)
        sys.exit(1)


if __name__ == "__main__":
    main()
