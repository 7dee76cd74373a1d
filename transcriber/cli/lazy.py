"""A group of commands that imports a command's module only when that command is asked for.

Most of the program's start is imports: `status` needs none of what reads Word files or audio. `--help` imports all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from transcriber.cli import usage_in_japanese
from transcriber.cli.printed_errors import print_error


class Commands(MutableMapping[str, Any]):
    """Command name → command, made on first use.

    Args:
        places: name → `module:attribute`, where the attribute is a function or, for a command with commands of its own,
            a `typer.Typer`.
        ready: commands that need no import; they come last.
    """

    def __init__(self, places: Mapping[str, str], ready: Mapping[str, Any]) -> None:
        self._places = dict(places)
        self._ready = dict(ready)

    def __getitem__(self, name: str) -> Any:
        if name not in self._ready:
            module, _, attribute = self._places[name].partition(":")
            self._ready[name] = _made(name, getattr(import_module(module), attribute))
        return self._ready[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._ready[name] = command

    def __delitem__(self, name: str) -> None:
        self._places.pop(name, None)
        self._ready.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        yield from self._places
        yield from (name for name in self._ready if name not in self._places)

    def __len__(self) -> int:
        return len(self._places.keys() | self._ready.keys())


def group(places: Mapping[str, str]) -> type[TyperGroup]:
    """The class to give to `typer.Typer(cls=…)`; `places` as in `Commands`."""

    class Group(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = Commands(places, {name: usage_in_japanese.speak(c) for name, c in self.commands.items()})

        def format_help(self, ctx: Any, formatter: Any) -> None:
            formatter.write(usage_in_japanese.help_text(self, ctx))

        def main(self, *args: Any, **others: Any) -> Any:
            if not others.pop("standalone_mode", True):
                return super().main(*args, **{**others, "standalone_mode": False})
            try:
                code = super().main(*args, **{**others, "standalone_mode": False})
            except typer.Abort:
                typer.echo("中止しました。", err=True)
                sys.exit(1)
            except Exception as e:
                if usage_in_japanese.is_call_for_help(e):
                    typer.echo(usage_in_japanese.help_called_for(e), err=True)
                elif usage_in_japanese.is_usage_error(e):
                    print_error(usage_in_japanese.explained(e))
                else:
                    raise
                sys.exit(usage_in_japanese.USAGE_ERROR)
            sys.exit(code if isinstance(code, int) else 0)

    return Group


def _made(name: str, found: Any) -> Any:
    if isinstance(found, typer.Typer):
        inner: Any = typer.main.get_group(found)
        inner.name = name
        return usage_in_japanese.speak(inner)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(found)
    return usage_in_japanese.speak(typer.main.get_command(alone))
