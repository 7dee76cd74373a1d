"""The house keeps its shape: rooms know few others, arrows point one way, modules are short, and a name means one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from transcriber.drafts.word.house_style import HouseStyle
from transcriber.profiles.profile import Options
from transcriber.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2] / "transcriber"
MODULES = sorted(PACKAGE.rglob("*.py"))
BASE = {"errors", "reasons", "settings", "resources", "named_paths"}
"""What every room may know: one tree of errors, why something failed, the settings, where shipped files lie, and what lies at a
path."""

MOST_ROOMS = 10
MOST_LINES = 400
FRONT_DOOR = {"cli"}
"""Rooms that may know more than `MOST_ROOMS`: each command is for another room, and nothing imports it."""


def room(module: Path) -> str:
    """The first folder below the package; a module beside the rooms is one of its own."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(module: Path) -> frozenset[Path]:
    """Our own modules that a module imports, wherever in it that stands. What only the type checker sees does not count."""
    return frozenset(_imports(module))


def _imports(module: Path) -> Iterator[Path]:
    for node in _nodes(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "transcriber":
            base = PACKAGE.joinpath(*node.module.split(".")[1:])
            for alias in node.names:
                yield next(p for p in _places(base, alias.name) if p.exists())


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _nodes(node)


def _places(base: Path, name: str) -> Iterator[Path]:
    yield base / f"{name}.py"
    yield base / name / "__init__.py"
    yield base.with_suffix(".py")
    yield base / "__init__.py"


@cache
def uses() -> Mapping[str, set[str]]:
    """Room → the rooms it imports from."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        found[room(module)] |= {room(other) for other in imports(module)} - {room(module), "__init__"}
    return dict(found)


def public(module: Path) -> Iterator[str]:
    """Classes, functions and values that a module defines under a name for others."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        names: list[str] = []
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [t.id for t in node.targets if isinstance(t, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        yield from (n for n in names if not n.startswith("_") and n != "log")


def test_rooms_form_no_circle() -> None:
    TopologicalSorter(uses()).prepare()


def test_modules_form_no_circle() -> None:
    TopologicalSorter({m: {o for o in imports(m) if o.name != "__init__.py"} - {m} for m in MODULES}).prepare()


@pytest.mark.parametrize("name", sorted(set(uses()) - FRONT_DOOR))
def test_a_room_knows_few_others(name: str) -> None:
    assert len(uses()[name] - BASE) <= MOST_ROOMS


def test_nothing_imports_the_front_door() -> None:
    assert {name for name, others in uses().items() if others & FRONT_DOOR} == {"__main__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_two_modules_share_a_name() -> None:
    places = defaultdict(list)
    for module in MODULES:
        if module.name not in ("__init__.py", "__main__.py"):
            places[module.name].append(module.relative_to(PACKAGE).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_public_name_means_two_things() -> None:
    places = defaultdict(list)
    for module in MODULES:
        for name in public(module):
            places[name].append(module.relative_to(PACKAGE).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("asked", [Settings, Options, HouseStyle], ids=lambda m: m.__name__)
def test_what_an_office_can_set_is_read(asked: type[BaseModel]) -> None:
    assert settable(asked) - read_names() == set()


@cache
def read_names() -> frozenset[str]:
    """What the program reads of anything: as an attribute, or by a name in a string (getattr)."""
    nodes = [n for module in MODULES for n in ast.walk(ast.parse(module.read_text(encoding="utf-8")))]
    attributes = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    return frozenset(attributes | {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)})


def settable(asked: type[BaseModel]) -> set[str]:
    """The names of all that a file of settings may say, in its parts too."""
    names = set(asked.model_fields)
    for field in asked.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                names |= settable(kind)
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_module_that_a_docstring_names_exists(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    said = [
        n.value.value
        for n in ast.walk(ast.parse(text))
        if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    ]
    told = "\n".join([*map(str, said), *re.findall("#.*", text)])
    assert {name for name in re.findall(r"\b([\w/]+\.py)\b", told) if not ours(name)} == set()


@cache
def ours(name: str) -> bool:
    """Whether a file of the repository ends so."""
    return any(
        f"/{path.as_posix()}".endswith(f"/{name}")
        for part in ("transcriber", "scripts", "tests")
        for path in paths(part)
    )


@cache
def paths(part: str) -> tuple[Path, ...]:
    return tuple(path.relative_to(PACKAGE.parent) for path in (PACKAGE.parent / part).rglob("*.py"))
