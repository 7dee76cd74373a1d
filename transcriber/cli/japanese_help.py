"""Commands whose help and mistakes are told in Japanese: typer's own headings, hints and messages are English.

typer lets the class of a command and of a group be chosen; these two print the help themselves and hand a mistake in what was typed
to usage_errors.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import Enum
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from typer import Abort
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from transcriber.cli import usage_errors

USAGE_CODE = 2
"""Exit code of a command line that cannot be understood, as other programs have it."""


class JapaneseCommand(TyperCommand):
    """One command."""

    def main(self, *args: Any, **extra: Any) -> Any:
        return _told(super().main, *args, **extra)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        arguments = [p for p in self.params if p.param_type_name == "argument"]
        words = [_word(p) for p in arguments]
        lines = [
            f"使い方：{' '.join([ctx.command_path, *words])} [オプション]",
            "",
            self.help or "",
            *_listed("引数", ((_word(p), _meaning(p)) for p in arguments)),
            *_listed("オプション", _options(self)),
        ]
        formatter.write("\n".join(lines))


class JapaneseGroup(TyperGroup):
    """A command with commands of its own."""

    def main(self, *args: Any, **extra: Any) -> Any:
        return _told(super().main, *args, **extra)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        commands = ((name, command.help or "") for name, command in self.commands.items())
        lines = [
            f"使い方：{ctx.command_path} 命令 [引数] [オプション]",
            "",
            self.help or "",
            *_listed("命令", commands),
            *_listed("オプション", _options(self)),
        ]
        formatter.write("\n".join(lines))


def _told(main: Any, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
    """typer's `main`, with its mistakes and its ends in our words.

    Raises:
        TranscriberError: what the command raised; cli/main.py prints it.
        SystemExit: otherwise, with the exit code, as typer does.
    """
    if not standalone_mode:
        return main(*args, standalone_mode=False, **extra)
    try:
        code = main(*args, standalone_mode=False, **extra)
    except TyperException as e:
        if type(e).__name__ == "NoArgsIsHelpError":  # its message is the help
            sys.stderr.write(f"{e.format_message()}\n")
        else:
            wrong = usage_errors.command_line_error(e)
            sys.stderr.write(f"エラー：{wrong.found}\n対処：{wrong.todo}\n")
        sys.exit(USAGE_CODE)
    except Abort:
        sys.stderr.write("取りやめました。\n")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _options(command: Any) -> Iterable[tuple[str, str]]:
    for option in command.params:
        if option.param_type_name == "option" and not option.hidden:
            names = " ".join([*option.opts, *option.secondary_opts])
            yield names if option.is_flag else f"{names} 値", _meaning(option)
    yield "--help", "この説明を表示します。"


def _word(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    several = "…" if argument.nargs != 1 and not name.endswith("…") else ""
    return f"{name}{several}" if argument.required else f"[{name}{several}]"


def _meaning(parameter: Any) -> str:
    """Its help, whether it must be there, and what holds without it."""
    text = parameter.help or ""
    if parameter.required:
        return f"{text}（必須）"
    default = parameter.default
    default = default.value if isinstance(default, Enum) else default
    told = isinstance(default, str | int | float) and not isinstance(default, bool) and default != ""
    return f"{text}（書かないとき {default}）" if told else text


def _listed(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    """A heading and a list in two columns, as wide as the screen; Japanese letters take two places, which typer's own does not know."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    count = 0
    for name, meaning in rows:
        table.add_row(f"  {name}".replace("[", r"\["), meaning.replace("[", r"\["))
        count += 1
    if not count:
        return []
    screen = Console(file=StringIO(), width=Console().width, highlight=False)
    with screen.capture() as taken:
        screen.print(table)
    return ["", f"{title}：", *(line.rstrip() for line in taken.get().splitlines())]
