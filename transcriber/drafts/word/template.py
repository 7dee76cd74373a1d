"""Open a template and check it before anything is poured in: every tag known, every loop closed, nothing lost.

The checks read the tags as the clerk sees them (paragraph by paragraph, however Word has split them into runs), so
that a message can name the place. Expressions are held to a small part of Jinja: a template comes from a shared folder
and must not be a program.
"""

from __future__ import annotations

import difflib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from transcriber.drafts.word.vocabulary import Draft, Tags
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import Kind

TEMPLATE = "ひな形.docx"
BODY = "発言一覧"
"""The one tag no template may lack: without it what was said would be lost unseen."""

_FOLDERS = {Kind.COUNCIL: "会議録", Kind.CONSULTATION: "相談記録"}
_PARTS = {
    RELATIONSHIP_TYPE.HEADER: "ヘッダー",
    RELATIONSHIP_TYPE.FOOTER: "フッター",
    RELATIONSHIP_TYPE.FOOTNOTES: "脚注",
}
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE_AS = "Word で開き、「名前を付けて保存」で「Word 文書 (*.docx)」を選んで保存し直してください。"
_GUIDE = "見本は templates フォルダの ひな形.docx にあります。"


def shipped_template(kind: Kind, templates_dir: Path) -> Path:
    """The template that comes with the product.

    Raises:
        TemplateError: it is not there.
    """
    path = templates_dir / _FOLDERS[kind] / TEMPLATE
    if not path.is_file():
        raise TemplateError(
            f"付属のひな形 {path} がありません。", "製品の templates フォルダを元に戻すか、入れ直してください。"
        )
    return path


def check_template(path: Path) -> None:
    """Check that a template can be filled, and that nothing it asks for is unknown.

    Raises:
        TemplateError: it is no Word file, is protected, or holds a tag that is misspelt, misplaced or not closed;
            the message names the tag, the nearest known one, and the place.
    """
    document = open_template(path)
    used: set[str] = set()
    for place, root in _stories(document):
        used |= _check_story(path.name, list(_tags(path.name, place, root)))
    if BODY not in used:
        raise TemplateError(
            f"{path.name} に発言を並べるタグ {{%p for 発言 in {BODY} %}} がありません。このままでは発言が一つも印字されません。",
            f"発言を入れたい場所に書いてください。{_GUIDE}",
        )


def open_template(path: Path) -> Document:
    """Open a .docx.

    Raises:
        TemplateError: missing, unreadable, protected, or another kind of file.
    """
    try:
        with path.open("rb") as f:
            if f.read(len(_OLE)) == _OLE:
                raise _ole(path.name, f.read())
        return docx.Document(str(path))
    except FileNotFoundError as e:
        raise TemplateError(f"ひな形 {path} がありません。", "ファイルの場所と名前を確かめてください。") from e
    except OSError as e:
        raise TemplateError(
            f"ひな形 {path.name} を開けません（{e.strerror or e}）。",
            "ほかの人が開いていないか、読む権限があるかを確かめてください。",
        ) from e
    except ValueError as e:
        if "macroEnabled" in str(e):
            raise TemplateError(f"{path.name} はマクロ付きの文書です。", _SAVE_AS) from e
        raise TemplateError(f"{path.name} は Word の文書ではありません。", _SAVE_AS) from e
    # lxml reports XML that cannot be read as a SyntaxError.
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, KeyError, SyntaxError) as e:
        if zipfile.is_zipfile(path):
            raise TemplateError(f"{path.name} は壊れているか、Word の文書ではありません。", _SAVE_AS) from e
        raise TemplateError(
            f"{path.name} は Word の文書ではありません（名前だけを .docx に変えたファイルのようです）。", _SAVE_AS
        ) from e


def _ole(name: str, data: bytes) -> TemplateError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return TemplateError(
            f"{name} はパスワードで保護されています。",
            "Word で開き、「ファイル」→「情報」→「文書の保護」でパスワードを外して保存し直してください。",
        )
    return TemplateError(f"{name} は古い形式 (.doc) の文書です（名前だけを .docx に変えたもののようです）。", _SAVE_AS)


@dataclass(frozen=True)
class _Tag:
    """A tag as Jinja is to read it, and where the clerk finds it."""

    source: str
    place: str


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝|｛[%％]|[%％]｝|\{％|％\}")
_PREFIX = re.compile(r"^\{%(p|tr|tc|r) ")
_CONTAINERS = {"p": ("w:p", "段落"), "tr": ("w:tr", "表の行"), "tc": ("w:tc", "表のセル"), "r": ("w:r", "文字列")}
_CURLY_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word's autocorrection of straight quotes; docxtpl reverts them too


def _stories(document: Document) -> Iterator[tuple[str, BaseOxmlElement]]:
    """The body, headers, footers and footnotes, under the names Word shows."""
    yield "本文", document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in _PARTS and not relation.is_external:
            yield _PARTS[relation.reltype], parse_xml(relation.target_part.blob)


def _tags(name: str, place: str, root: BaseOxmlElement) -> Iterator[_Tag]:
    """The tags of one story in order.

    Raises:
        TemplateError: braces that do not make a tag, or a row or paragraph tag that is not alone.
    """
    for number, paragraph in enumerate(root.iter(qn("w:p")), start=1):
        text = _text(paragraph, paragraph).translate(_CURLY_QUOTES)
        where = f"{place}の{number}番目の段落「{_shorten(text)}」"
        stray = _STRAY.search(_TAG.sub("", text))
        if stray:
            raise TemplateError(
                f"{name} の{where}に、閉じていない、または全角の「{stray.group()}」があります。",
                "タグは {{ 会議名 }} や {%p for 発言 in 発言一覧 %} のように、半角の括弧で始め、同じ段落の中で閉じてください。",
            )
        for found in _TAG.findall(text):
            prefix = _PREFIX.match(found)
            if prefix:
                _check_alone(name, where, found, prefix.group(1), paragraph)
            yield _Tag(source=_PREFIX.sub("{% ", found).replace("\n", " "), place=where)


def _check_alone(name: str, where: str, found: str, prefix: str, paragraph: BaseOxmlElement) -> None:
    """{%p …%} swallows its whole paragraph, {%tr …%} its row: anything else in there would vanish."""
    tag, japanese = _CONTAINERS[prefix]
    if prefix == "r":
        return
    container = paragraph if prefix == "p" else next(paragraph.iterancestors(qn(tag)), None)
    if container is None:
        raise TemplateError(
            f"{name} の{where}の {found} は表の中でだけ使えます。",
            f"表の外では {found.replace(prefix, 'p', 1)} と書いてください。",
        )
    if _text(container, paragraph if prefix == "p" else None).translate(_CURLY_QUOTES).strip() != found:
        raise TemplateError(
            f"{name} の{where}で、{found} と同じ{japanese}に他の文字があります。",
            f"{found} は、それだけの{japanese}に書いてください（その{japanese}ごと消えるためです）。",
        )


def _text(element: BaseOxmlElement, paragraph: BaseOxmlElement | None) -> str:
    """The text under `element`; with `paragraph`, only what is that paragraph's own (not a text box's in it)."""
    found = []
    for t in element.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if paragraph is None or next(t.iterancestors(qn("w:p"))) is paragraph:
            found.append((t.text or "") if t.tag == qn("w:t") else " ")
    return "".join(found)


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


# --- the meaning of the tags ---------------------------------------------------------------------------------------


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
    return {name: _Many(entry) if entry else None for name, entry in tags.tags().items()}


def _check_story(name: str, tags: list[_Tag]) -> set[str]:
    """Check the tags of one story; return the names of the lists it loops over."""
    _check_blocks(name, tags)
    # One tag a line: Jinja's line numbers then say which tag it means.
    source = "\n".join(t.source for t in tags)
    jinja = ImmutableSandboxedEnvironment()
    try:
        tree = jinja.parse(source)
        jinja.compile(source)
    except TemplateSyntaxError as e:
        tag = tags[min(e.lineno, len(tags)) - 1]
        raise TemplateError(
            f"{name} の{tag.place}の {tag.source} の書き方に誤りがあります（{e.message}）。",
            f"つづり、空白、括弧を確かめてください。{_GUIDE}",
        ) from e
    reader = _Reader(name, tags)
    reader.block(tree.body, _shapes(Draft))
    return reader.looped


def _check_blocks(name: str, tags: list[_Tag]) -> None:
    """Every for and if has its end, in the right order (Jinja's own message cannot say where it began)."""
    opened: list[tuple[str, _Tag]] = []
    for tag in tags:
        word = re.match(r"\{%-?\s*(\w+)", tag.source)
        if not word:
            continue
        match word.group(1):
            case "for" | "if" as begun:
                opened.append((begun, tag))
            case "endfor" | "endif" as ended:
                if not opened or opened[-1][0] != ended.removeprefix("end"):
                    raise TemplateError(
                        f"{name} の{tag.place}の {tag.source} に対応する始まりがありません。",
                        f"{{%p {ended.removeprefix('end')} … %}} を前に書くか、この行を消してください。",
                    )
                opened.pop()
    if opened:
        begun, tag = opened[-1]
        raise TemplateError(
            f"{name} の{tag.place}の {tag.source} が閉じられていません。",
            f"繰り返しや条件の終わりに {{%p end{begun} %}} を書いてください（表の行なら {{%tr end{begun} %}}）。",
        )


class _Reader:
    """Walks a template's syntax tree and resolves every name against the vocabulary."""

    def __init__(self, name: str, tags: list[_Tag]) -> None:
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
            node, "の書き方はひな形では使えません", f"使えるのは {{{{ タグ }}}}、for、if だけです。{_GUIDE}"
        )

    def error(self, node: nodes.Node, what: str, todo: str) -> TemplateError:
        tag = self.tags[min(node.lineno, len(self.tags)) - 1]
        return TemplateError(f"{self.name} の{tag.place}にある {tag.source} {what}。", todo)


def _lists(scope: dict[str, _Shape]) -> str:
    names = [n for n, shape in scope.items() if isinstance(shape, _Many)]
    names += [f"{n}.{f}" for n, s in scope.items() if isinstance(s, type) for f, v in _shapes(s).items() if v]
    return "、".join(names)
