"""What the tags of a template may say: a small part of Jinja, every name of it from the vocabulary.

A template comes from a shared folder and must not be a program; and a tag that is misspelt must not become a blank in
the minutes unseen.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from transcriber.drafts.word.vocabulary import Draft, Tags
from transcriber.errors import TemplateError

PREFIX = re.compile(r"^\{%(p|tr|tc) ")
"""docxtpl: this tag swallows its whole paragraph, table row or cell."""

GUIDE = "見本は templates フォルダの ひな形.docx にあります。"


@dataclass(frozen=True)
class Tag:
    """A tag as the clerk wrote it, and where."""

    written: str
    place: str
    container: object
    """The element whose children a block repeats or drops; its beginning and its end must have the same one."""

    @property
    def jinja(self) -> str:
        """Without docxtpl's prefix, as Jinja reads it."""
        return PREFIX.sub("{% ", self.written).replace("\n", " ")


def check(name: str, tags: list[Tag]) -> set[str]:
    """Check the tags of one story (body, header, …) of the template `name`; return the lists it loops over.

    Raises:
        TemplateError: a tag that is unknown, not closed, or beyond what a template may say.
    """
    _check_blocks(name, tags)
    # One tag a line: Jinja's line numbers then say which tag it means.
    source = "\n".join(t.jinja for t in tags)
    try:
        tree = ImmutableSandboxedEnvironment().parse(source)
        reader = _Reader(name, tags)
        reader.block(tree.body, _shapes(Draft))
        TagLanguage().compile(source)  # last: Jinja works out constants here
    except TemplateSyntaxError as e:
        tag = tags[min(e.lineno, len(tags)) - 1]
        raise TemplateError(
            f"{name} の{tag.place}の {tag.written} の書き方に誤りがあります。",
            f"つづり、空白、括弧を確かめてください。{GUIDE}",
        ) from e
    except RecursionError as e:
        raise TemplateError(
            f"{name} のタグの括弧や繰り返しが深すぎて、読めません。", f"タグを短く分けてください。{GUIDE}"
        ) from e
    return reader.looped


_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr, nodes.CondExpr,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Const, nodes.Concat, nodes.Filter,
)  # fmt: skip


class TagLanguage(ImmutableSandboxedEnvironment):
    """Jinja without arithmetic, calls, macros and filters: whatever stands in a file, nothing of it is worked out before it is
    known to be allowed.

    Jinja evaluates constant expressions while it compiles and also while it looks for undeclared variables (`'a' * 10**9`), and
    docxtpl hands it the whole XML of a part: also attributes, fields and properties, which `check` does not read tag by tag.
    """

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """As in Jinja.

        Raises:
            TemplateSyntaxError: something is not allowed.
        """
        tree = super().parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            if _repeats_too_often(loop, ()):
                raise TemplateSyntaxError("loops within loops", loop.lineno)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name != "length"):
                raise TemplateSyntaxError("not allowed", getattr(node, "lineno", 1))
        return tree

    def compile(self, source: Any, *others: Any, **named: Any) -> Any:
        """As in Jinja. Raises as `parse`."""
        return super().compile(self.parse(source) if isinstance(source, str) else source, *others, **named)


_MOST_NESTED = 2
"""Whole lists within each other: the remarks of each speaker need two; with a third, a day's record would be written for hours."""


def _repeats_too_often(loop: nodes.For, outer: tuple[str, ...]) -> bool:
    """Whether a list is repeated within itself, or more than two whole lists within each other."""
    over = (*outer, _list_name(loop))
    whole = [o for o in over if "." not in o]
    return (
        len(set(over)) < len(over)
        or len(whole) > _MOST_NESTED
        or any(_repeats_too_often(inner, over) for inner in _loops_within(loop))
    )


def _loops_within(node: nodes.Node) -> Iterable[nodes.For]:
    """The nearest loops below a node."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.For):
            yield child
        else:
            yield from _loops_within(child)


def _list_name(loop: nodes.For) -> str:
    """What is repeated: 発言一覧, 議題.発言一覧."""
    match loop.iter:
        case nodes.Name():
            return loop.iter.name
        case nodes.Getattr(node=nodes.Name() as owner):
            return f"{owner.name}.{loop.iter.attr}"
        case _:
            return f".{id(loop)}"


@dataclass(frozen=True)
class _Many:
    """A list whose entries carry these tags."""

    entry: type[Tags]


_Shape = type[Tags] | _Many | None  # None: a plain value


class _Loop(Tags):
    """What Jinja's `loop` offers."""

    @classmethod
    def tags(cls) -> dict[str, type[Tags] | None]:
        return dict.fromkeys(("index", "first", "last", "length"))


def _shapes(tags: type[Tags]) -> dict[str, _Shape]:
    groups = tags.groups()
    return {name: _Many(entry) if entry else groups.get(name) for name, entry in tags.tags().items()}


def _check_blocks(name: str, tags: list[Tag]) -> None:
    """Every for and if has its end, in the right order (Jinja's own message cannot say where it began)."""
    opened: list[tuple[str, Tag]] = []
    for tag in tags:
        word = re.match(r"\{%-?\s*(\w+)", tag.jinja)
        if not word:
            continue
        match word.group(1):
            case "for" | "if" as begun:
                opened.append((begun, tag))
            case "else" | "elif" | "endfor" | "endif" as ended if (
                opened and tag.container is not opened[-1][1].container
            ):
                raise TemplateError(
                    f"{name} の{tag.place}の {tag.written} は、{opened[-1][1].place}の {opened[-1][1].written} と組になりません（{ended} の場所が違います）。",
                    "始まりと終わりは、両方とも本文に、または両方とも同じ表（同じセル）に、同じ書き方（{%p または {%tr）で書いてください。",
                )
            case "endfor" | "endif" as ended:
                if not opened or opened[-1][0] != ended.removeprefix("end"):
                    raise TemplateError(
                        f"{name} の{tag.place}の {tag.written} に対応する始まりがありません。",
                        f"{{%p {ended.removeprefix('end')} … %}} を前に書くか、この行を消してください。",
                    )
                opened.pop()
    if opened:
        begun, tag = opened[-1]
        raise TemplateError(
            f"{name} の{tag.place}の {tag.written} が閉じられていません。",
            f"繰り返しや条件の終わりに {{%p end{begun} %}} を書いてください（表の行なら {{%tr end{begun} %}}）。",
        )


class _Reader:
    """Walks a template's syntax tree and resolves every name against the vocabulary."""

    def __init__(self, name: str, tags: list[Tag]) -> None:
        self.name = name
        self.tags = tags
        self.looped: set[str] = set()

    def block(self, body: Iterable[nodes.Node], scope: dict[str, _Shape]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        if not isinstance(part, nodes.TemplateData):
                            self.printed(part, scope)
                case nodes.For(target=nodes.Name() as target, recursive=False, test=None):
                    entries = self.shape(node.iter, scope)
                    if not isinstance(entries, _Many):
                        raise self.error(node, "は繰り返せません", f"繰り返せるのは {_lists(scope)} です。")
                    if _repeats_too_often(node, ()):
                        raise self.error(
                            node,
                            "は、繰り返しの中で同じ一覧を、または3つ以上の一覧を重ねて繰り返しています",
                            "内側の {%p for … %} と {%p endfor %} を消してください。重ねられる一覧は2つまでです。",
                        )
                    if isinstance(node.iter, nodes.Name):
                        self.looped.add(node.iter.name)
                    self.block(node.body, {**scope, target.name: entries.entry, "loop": _Loop})
                    self.block(node.else_, scope)
                case nodes.If():
                    self.shape(node.test, scope)
                    for branch in (node.body, node.elif_, node.else_):
                        self.block(branch, scope)
                case _:
                    raise self.unsupported(node)

    def printed(self, node: nodes.Expr, scope: dict[str, _Shape]) -> None:
        """An expression whose value is printed must be a plain value."""
        if self.shape(node, scope) is not None:
            raise self.error(
                node,
                "はまとまりなので、そのままでは印字できません",
                "{%p for 発言 in 発言一覧 %} のように繰り返し、{{ 発言.本文 }} のように項目を選んでください。",
            )

    def shape(self, node: nodes.Node, scope: dict[str, _Shape]) -> _Shape:
        """What an expression yields."""
        match node:
            case nodes.Name():
                if node.name not in scope:
                    raise self.unknown(node, node.name, scope)
                return scope[node.name]
            case nodes.Getattr():
                owner = self.shape(node.node, scope)
                fields = _shapes(owner) if isinstance(owner, type) else {}
                if node.attr not in fields:
                    prefix = node.node.name + "." if isinstance(node.node, nodes.Name) else ""
                    raise self.unknown(node, prefix + node.attr, {prefix + f: None for f in fields} or scope)
                return fields[node.attr]
            case nodes.CondExpr() | nodes.And() | nodes.Or() | nodes.Not() | nodes.Compare() | nodes.Operand():
                for child in node.iter_child_nodes():
                    self.shape(child, scope)
                return None
            case nodes.Const() | nodes.Concat():
                for child in node.iter_child_nodes():
                    self.shape(child, scope)
                return None
            case nodes.Filter(name="length", node=nodes.Node() as inner):
                self.shape(inner, scope)
                return None
            case _:
                raise self.unsupported(node)

    def unknown(self, node: nodes.Node, written: str, known: dict[str, _Shape]) -> TemplateError:
        head = written.split(".")[0]
        if head not in known and f"{head}一覧" in known:
            return self.error(
                node,
                f"の「{written}」は、繰り返しの外では使えません",
                f"{{%p for {head} in {head}一覧 %}} と {{%p endfor %}} の間に書いてください。",
            )
        names = [n for n in known if n != "loop"]
        names += [
            f"{n}.{f}" for n, shape in known.items() if isinstance(shape, type) for f in _shapes(shape) if n != "loop"
        ]
        near = difflib.get_close_matches(written, names, n=1, cutoff=0.3)
        hint = f"「{near[0]}」ではありませんか。" if near else f"ここで使えるのは {'、'.join(names)} です。"
        return self.error(node, f"の「{written}」は知らないタグです", hint)

    def unsupported(self, node: nodes.Node) -> TemplateError:
        return self.error(
            node, "の書き方はひな形では使えません", f"使えるのは {{{{ タグ }}}}、for、if だけです。{GUIDE}"
        )

    def error(self, node: nodes.Node, what: str, todo: str) -> TemplateError:
        tag = self.tags[min(node.lineno, len(self.tags)) - 1]
        return TemplateError(f"{self.name} の{tag.place}にある {tag.written} {what}。", todo)


def _lists(scope: dict[str, _Shape]) -> str:
    names = [n for n, shape in scope.items() if isinstance(shape, _Many)]
    names += [f"{n}.{f}" for n, s in scope.items() if isinstance(s, type) for f, v in _shapes(s).items() if v]
    return "、".join(names)
