"""Every message that the program's source holds, found in its syntax: errors, what commands print, descriptions, answers about files.

for message in messages(Path("transcriber")): message.words, message.foreign, message.has_todo
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transcriber import errors

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_WORD = re.compile(r"[A-Za-z][A-Za-z']+")
_SENTENCE = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,} [A-Za-z']{2,}")
_OWN = {name for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.TranscriberError)}
TOLD = _OWN | {"NotAWordFile", "UnreadableTable", "DoctorFinding"}
"""What is made with (found, todo)."""

_ANSWERS = {"UnsafeArchive", "ForbiddenDefinitions", "NoStart", "Skipped", "Stay", "PaperUsed"}
"""What is made with a text for staff."""

_PRINTED = {"echo", "print"}
_PRINTERS = {"typer", "console"}
_DO = re.compile("ください|ましょう|ます。|です。|不要です|要りません")
_CONTRACT = ("minutes/", "review/effect.py")
"""Where fields are described for programmers who read the schema."""

_NO_WORDS = {"filename", "errno", "winerror", "lineno"}
"""What an exception of a library may give: no words of its own."""

_TOLD_IN_HALVES = _OWN | {
    "NotAWordFile",
    "UnreadableTable",
    "AmbiguousName",
    "NotRegularFile",
    "DamagedPart",
}
"""Exceptions of our own that carry what was found and what to do, or names, each in Japanese."""

_OURS = {"UnsafeArchive", "ForbiddenDefinitions", "TooMuchContent", "UnknownTarget"}
"""Exceptions of our own whose text is a message or a number that a person wrote."""


@dataclass(frozen=True)
class Message:
    """One text for people, as far as it stands in the source.

    Attributes:
        place: file and line.
        texts: the parts that stand there.
        foreign: expressions in it that hold what somebody else's program says.
        todo: whether it is what to do.
        passes_on: what to do was made elsewhere and is a part of it.
    """

    place: str
    texts: tuple[str, ...]
    foreign: tuple[str, ...]
    todo: bool = False
    passes_on: bool = False

    @property
    def words(self) -> set[str]:
        """The words in Latin letters."""
        return {
            w
            for text in self.texts
            for w in _WORD.findall(re.sub(r"`[^`]*`|\{\{.*?\}\}|\{%.*?%\}|\[/?[a-z]+\]", " ", text))
        }

    @property
    def lacks_todo(self) -> bool:
        """It ought to say what to do, and says nothing."""
        whole = "".join(self.texts)
        return self.todo and bool(self.texts) and not _DO.search(whole) and not self.passes_on


def messages(package: Path) -> Iterator[Message]:
    """Those of every module."""
    for module in sorted(package.rglob("*.py")):
        yield from of_source(module.read_text(encoding="utf-8"), module.relative_to(package).as_posix())


def of_source(source: str, name: str) -> Iterator[Message]:
    """Those of one module."""
    tree = ast.parse(source)
    caught, docstrings = _Caught(tree), _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument, todo in _arguments(node):
                if name.startswith(_CONTRACT) and getattr(node.func, "id", "") == "Field":
                    continue
                place = f"{name}:{argument.lineno}"
                yield Message(
                    place,
                    tuple(_texts(argument)),
                    tuple(_foreign(argument, caught.at(node))),
                    todo,
                    _passes_on(argument),
                )
        elif isinstance(node, ast.JoinedStr) and any(map(JAPANESE.search, _texts(node))):
            yield Message(f"{name}:{node.lineno}", (), tuple(_foreign(node, caught.at(node))))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            mixed = JAPANESE.search(node.value) and _SENTENCE.search(node.value)
            if mixed and not name.startswith(_CONTRACT) and not re.search(r"[<\\|]|; |, ", node.value):
                yield Message(f"{name}:{node.lineno}", (node.value,), ())


def _arguments(call: ast.Call) -> Iterator[tuple[ast.expr, bool]]:
    """The arguments that people read, and whether each is what to do."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if called in TOLD:
        texts = call.args[1:] if called == "DoctorFinding" else call.args
        yield from ((a, n == 1 and called != "DoctorFinding") for n, a in enumerate(texts))
    elif called in _ANSWERS or called in _PRINTED and isinstance(owner, ast.Name) and owner.id in _PRINTERS:
        yield from ((a, False) for a in call.args)
    elif called in ("Option", "Argument", "Field"):
        described = (k.value for k in call.keywords if k.arg in ("help", "description"))
        yield from ((d, False) for d in described if any(map(JAPANESE.search, _texts(d))))


def _texts(node: ast.expr) -> Iterator[str]:
    for each in ast.walk(node):
        if (
            (
                isinstance(each, ast.Constant)
                and isinstance(each.value, str)
                and (" " in each.value or JAPANESE.search(each.value))
            )
            or isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and each is node
        ):
            yield each.value


def _foreign(node: ast.expr, caught: dict[str, set[str]]) -> Iterator[str]:
    """What hands on the text of a system's or a library's exception."""
    for each in ast.walk(node):
        if isinstance(each, ast.FormattedValue) and isinstance(each.value, ast.Name):
            kinds = caught.get(each.value.id)
            if kinds is not None and not kinds & _OURS:
                yield each.value.id
        elif isinstance(each, ast.Attribute) and each.attr in ("strerror", "msg", "args"):
            yield ast.unparse(each)
        elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.attr not in _NO_WORDS:
            kinds = caught.get(each.value.id)
            if kinds is not None and not kinds & (_OURS | _TOLD_IN_HALVES):
                yield ast.unparse(each)
        elif isinstance(each, ast.Call) and getattr(each.func, "id", "") in ("str", "repr") and each.args:
            argument = each.args[0]
            if (
                isinstance(argument, ast.Name)
                and argument.id in caught
                and not caught[argument.id] & (_OURS | {"EngineError", "PaperError"})
            ):
                yield ast.unparse(each)


def _passes_on(node: ast.expr) -> bool:
    """Whether what to do was said elsewhere and is put in here."""
    named = (getattr(n, "id", "") or getattr(n, "attr", "") for n in ast.walk(node))
    return any(name.endswith("todo") for name in named)


class _Caught:
    """Which exceptions are at hand under which name, at each place of a module: a name is used again from handler to handler."""

    def __init__(self, tree: ast.Module) -> None:
        self._there: dict[int, dict[str, set[str]]] = {}
        self._fill(tree, {})

    def at(self, node: ast.AST) -> dict[str, set[str]]:
        """Name → the classes it may be of."""
        return self._there.get(id(node), {})

    def _fill(self, node: ast.AST, known: dict[str, set[str]]) -> None:
        if isinstance(node, ast.ExceptHandler) and node.name and node.type is not None:
            classes = {
                n.id if isinstance(n, ast.Name) else n.attr
                for n in ast.walk(node.type)
                if isinstance(n, ast.Name | ast.Attribute)
            }
            known = {**known, node.name: classes}
        self._there[id(node)] = known
        for child in ast.iter_child_nodes(node):
            self._fill(child, known)


def _docstrings(tree: ast.Module) -> set[str]:
    return {
        n.value.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) and isinstance(n.value.value, str)
    }
