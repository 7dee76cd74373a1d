"""What the command line says of itself, in Japanese: `--help`, and what is wrong with a command as it was typed.

Typer 0.29 says both in English, partly in words that cannot be set from outside; so its objects are only asked, and the
text is ours.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from transcriber import reasons
from transcriber.errors import TranscriberError, UsageFault

USAGE_ERROR = 2
"""The exit code of a command that was not understood."""

_HELP = "この説明を表示します"
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"extra argument\(?s?\)? \((.*)\)$")


def is_usage_error(error: BaseException) -> bool:
    """Whether Typer raised it because of what was typed."""
    return any(each.__name__ == "UsageError" for each in type(error).__mro__)


def is_call_for_help(error: BaseException) -> bool:
    """Whether nothing was typed where a command is expected, so that its help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"


def help_called_for(error: Any) -> str:
    """The help that stands in for the missing command."""
    return str(error.message)


def explained(error: Any) -> TranscriberError:
    """A usage error in our own form.

    Args:
        error: as Typer raised it; known by what it offers, since its classes are of a private copy of click.
    """
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "transcriber"
    return UsageFault(
        _found(error, context), f"使い方は「{path} --help」で分かります。確かめて、もう一度実行してください。"
    )


def _found(error: Any, context: Any) -> str:
    kind, said = type(error).__name__, str(error.message)
    if kind == "MissingParameter":
        return f"{_called(error.param)}が指定されていません。"
    if kind == "NoSuchOption":
        near = "、".join(sorted(error.possibilities or ()))
        return f"「{error.option_name}」という指定はありません。" + (f"近いのは {near} です。" if near else "")
    if kind == "BadOptionUsage":
        lacks = "requires" in said
        return f"「{error.option_name}」には{'値が要ります' if lacks else '値を付けられません'}。"
    if kind == "BadParameter":
        return _bad_value(error)
    quoted = _QUOTED.search(said)
    if quoted and context is not None and hasattr(context.command, "commands"):
        near = "、".join(difflib.get_close_matches(quoted[1], list(context.command.commands), n=2))
        return f"「{quoted[1]}」というコマンドはありません。" + (f"近いのは {near} です。" if near else "")
    extra = _EXTRA.search(said)
    if extra:
        return f"余分な指定があります：{extra[1]}"
    return "コマンドの書き方が正しくありません。"


def _bad_value(error: Any) -> str:
    cause, said = error.__cause__, str(error.message)
    where = _called(error.param) if error.param is not None else "指定"
    if isinstance(cause, ValidationError):
        first = cause.errors()[0]
        return f"{where}の値「{first['input']}」は使えません（{reasons.of_value(first)}）。"
    if isinstance(cause, OSError):
        return f"{where}のファイルを開けません（{reasons.of_system(cause)}）。"
    quoted = _QUOTED.search(said)
    if quoted and "does not exist" in said:
        return f"{where}に指定された「{quoted[1]}」がありません。"
    return f"{where}の値が正しくありません。"


def _called(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return f"「{parameter.opts[-1] if len(parameter.opts) == 1 else parameter.opts[0]}」"
    return f"「{_placeholder(parameter)}」" + (f"（{parameter.help}）" if parameter.help else "")


def speak(command: Any) -> Any:
    """The same command, and those in it, with its help in Japanese."""

    def write(context: Any, formatter: Any) -> None:
        formatter.write(help_text(command, context))

    command.format_help = write
    inner = getattr(command, "commands", {})
    for each in inner.values() if isinstance(inner, dict) else ():
        speak(each)
    return command


def help_text(command: Any, context: Any) -> str:
    """What `--help` prints of a command."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    inner = getattr(command, "commands", None)
    pieces = [context.command_path, "[オプション]", *map(_in_usage, arguments), *(["コマンド …"] if inner else [])]
    blocks = [f"使い方：{' '.join(pieces)}", command.help or ""]
    if arguments:
        blocks.append(_table("引数", [(_placeholder(p), _help(p)) for p in arguments]))
    blocks.append(_table("オプション", [*((_written(p), _help(p)) for p in options), ("--help", _HELP)]))
    if inner:
        rows = [(name, _first(each.help)) for name, each in inner.items() if not each.hidden]
        blocks.append(_table("コマンド", rows))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _in_usage(argument: Any) -> str:
    name = _placeholder(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _placeholder(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _written(option: Any) -> str:
    names = "、".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} 値"


def _help(parameter: Any) -> str:
    needed = "（必須）" if parameter.required else ""
    many = "（いくつでも書けます）" if getattr(parameter, "multiple", False) else ""
    return f"{parameter.help or ''}{needed}{many}"


def _first(text: str | None) -> str:
    return (text or "").partition("\n")[0]


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    width = min(max((_width(name) for name, _ in rows), default=0), 28)
    lines = []
    for name, text in rows:
        gap = " " * (width - _width(name)) if _width(name) <= width else "\n" + " " * (width + 2)
        lines.append(f"  {name}{gap}  {text}".rstrip())
    return "\n".join([f"{title}：", *lines])


def _width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
