"""What typer says of a command line that cannot be understood, as an error of ours: its own messages are English."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from typer.exceptions import TyperException

from transcriber import plain_reasons
from transcriber.errors import CommandLineError

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_NO_COMMAND = re.compile(r"No such command '(.*?)'\.", re.DOTALL)
_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


def command_line_error(error: TyperException) -> CommandLineError:
    """`error` in Japanese. typer keeps its classes to itself, so they are told apart by their names and what they hold."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "transcriber"
    return CommandLineError(_found(error, context), f"「{command} --help」で使い方を確かめ、書き直してください。")


def _found(error: TyperException, context: Any) -> str:
    kind, said = type(error).__name__, error.message
    option = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        meant = "か".join(sorted(getattr(error, "possibilities", None) or ()))
        return f"オプション「{option}」はありません。{f'{meant} のことでしょうか。' if meant else ''}"
    if kind == "BadOptionUsage":
        return f"オプション「{option}」には値{'を付けられません' if 'does not take' in said else 'が要ります'}。"
    name = _name(error)
    if kind == "MissingParameter":
        return f"{name}が書かれていません。"
    if kind == "BadParameter":
        reason = said if _JAPANESE.search(said) else _reason(error)
        return f"{name}の値が使えません（{reason.rstrip('。')}）。" if name else reason
    if unknown := _NO_COMMAND.match(said):
        near = get_close_matches(unknown[1], getattr(context.command, "commands", ()), n=1)
        return f"「{unknown[1]}」という命令はありません。{f'「{near[0]}」のことでしょうか。' if near else ''}"
    if extra := _TOO_MANY.match(said):
        return f"余分な語があります（{extra[1]}）。"
    return said if _JAPANESE.search(said) else "命令の書き方に誤りがあります。"


def _name(error: TyperException) -> str:
    """The option or argument that it is about, as it is typed or as the help calls it."""
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return f"オプション「{parameter.opts[0]}」"
    return f"「{parameter.metavar or parameter.name.upper()}」（{parameter.help or '引数'}）"


def _reason(error: TyperException) -> str:
    cause = error.__cause__
    return plain_reasons.of_values(cause) if isinstance(cause, ValidationError) else "この値は使えません"
