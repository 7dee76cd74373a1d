"""Open a template and check it before anything is poured in: every tag known, every loop closed, nothing lost.

The checks read the tags as the clerk sees them (paragraph by paragraph, however Word has split them into runs), so
that a message can name the place. What the tags may say is the business of `grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from jinja2 import TemplateSyntaxError

from transcriber.drafts.word import grammar
from transcriber.drafts.word.grammar import Tag
from transcriber.drafts.word.wrapped_blocks import unwrapped
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import RecordKind
from transcriber.untrusted import archive, bounded, files, word_files
from transcriber.untrusted.archive import ArchiveLimits, UnsafeArchive
from transcriber.untrusted.open_xml import PlainDocument
from transcriber.untrusted.word_files import NotAWordFile

TEMPLATE_SUFFIX = "ひな形.docx"
BODY = ("経過一覧", "発言一覧")
"""One of these tags no template may lack: without it what was said would be lost unseen."""

PARTS_BESIDE_THE_BODY = {
    RELATIONSHIP_TYPE.HEADER: "ヘッダー",
    RELATIONSHIP_TYPE.FOOTER: "フッター",
    RELATIONSHIP_TYPE.FOOTNOTES: "脚注",
}
_LIMITS = ArchiveLimits()


def shipped_template(kind: RecordKind, templates_dir: Path) -> Path:
    """The template that comes with the product.

    Raises:
        TemplateError: it is not there.
    """
    path = templates_dir / kind.label / TEMPLATE_SUFFIX
    if not path.is_file():
        raise TemplateError(
            f"付属のひな形 {path} がありません。", "製品の templates フォルダを元に戻すか、入れ直してください。"
        )
    return path.resolve()  # installers may link; what the office puts into a profile may not be a link


def check_template(path: Path) -> None:
    """Check that a template can be filled, and that nothing it asks for is unknown.

    Raises:
        TemplateError: it is no Word file, is protected, or holds a tag that is misspelt, misplaced or not closed;
            the message names the tag, the nearest known one, and the place.
    """
    try:
        bounded.parse_in_child(inspect_template, path, error=TemplateError, remember=True)
    except OSError as e:
        raise _cannot_open(path, e) from e


def inspect_template(path: Path) -> None:
    """As `check_template`, in this process."""
    document = open_template(path)
    used: set[str] = set()
    _check_hidden(path.name, document)
    for place, root in _stories(document):
        _no_text_boxes(path.name, place, root)
        used |= grammar.check(path.name, list(_tags(path.name, place, root)))
    if not used & set(BODY):
        raise TemplateError(
            f"{path.name} に発言を並べるタグ {{%p for 項 in {BODY[0]} %}}（または {{%p for 発言 in {BODY[1]} %}}）がありません。このままでは発言が一つも印字されません。",
            f"発言を入れたい場所に書いてください。{grammar.GUIDE}",
        )


def beyond_the_tags(name: str) -> TemplateError:
    """A tag where no paragraph shows it: docxtpl fills these places too."""
    return TemplateError(
        f"{name} に文章を入れられません（ファイルの情報、図の説明、フィールドのどれかの中のタグに誤りがあります）。",
        "Word の「ファイル」→「情報」のタイトルや作成者、図の代替テキスト、フィールドにタグが書かれていれば、消してください。",
    )


def _check_hidden(name: str, document: Document) -> None:
    """Before hours of work, not after: what stands in properties, attributes and fields, too."""
    about = document.core_properties
    hidden = [about.author, about.comments, about.identifier, about.language, about.subject, about.title]
    for _, root in _stories(document):
        for element in root.iter():
            hidden += element.attrib.values()
            if element.tag in (qn("w:instrText"), qn("w:delText")):
                hidden.append(element.text or "")
    try:
        for text in hidden:
            if _STRAY.search(text):
                grammar.TagLanguage().parse(text)
    except (TemplateSyntaxError, RecursionError) as e:
        raise beyond_the_tags(name) from e


def open_template(path: Path) -> Document:
    """Open a Word document of any form that can be read.

    Raises:
        TemplateError: missing, unreadable, protected, damaged anywhere, or another kind of file.
    """
    return open_as_saved(path)[0]


def open_as_saved(path: Path) -> tuple[Document, str]:
    """As `open_template`, and what kind of Word file it is, in Japanese; empty for an ordinary .docx."""
    plain = plain_template(path)
    try:
        return word_files.document_of(plain), word_files.form_of(plain)
    except NotAWordFile as e:
        raise TemplateError(f"{path.name} {e.found}", e.todo) from e


def has_tags(document: Document) -> bool:
    """Whether a document is to be filled: any text of it looks like a tag."""
    return any(_STRAY.search(_text(p, p)) for _, root in _stories(document) for p in root.iter(qn("w:p")))


def plain_template(path: Path) -> PlainDocument:
    """The document as an ordinary .docx, for libraries that open it themselves.

    Raises:
        TemplateError: as `open_template`.
    """
    try:
        with files.open_regular(path) as file:
            plain = word_files.ordinary(file, _LIMITS)
    except OSError as e:
        raise _cannot_open(path, e) from e
    except UnsafeArchive as e:
        raise TemplateError(f"ひな形 {path.name} {e}", archive.TODO) from e
    except NotAWordFile as e:
        raise TemplateError(f"{path.name} {e.found}", e.todo) from e
    if plain.left_out:  # what is made of it would lack them, and nobody would see it
        parts = "、".join(plain.left_out[:3])
        raise TemplateError(f"{path.name} は壊れていて、一部（{parts}）を読めません。", word_files.REPAIR)
    try:
        return unwrapped(plain, word_files.document_of(plain))
    except NotAWordFile as e:
        raise TemplateError(f"{path.name} {e.found}", e.todo) from e


def _cannot_open(path: Path, error: OSError) -> TemplateError:
    if isinstance(error, FileNotFoundError):
        return TemplateError(f"ひな形 {path} がありません。", "ファイルの場所と名前を確かめてください。")
    found, todo = files.fault(error)
    return TemplateError(f"ひな形 {path.name} {found}", todo)


def _no_text_boxes(name: str, place: str, root: BaseOxmlElement) -> None:
    """Word keeps a text box twice (for old and new programs), and a tag in it would be filled twice or not at all."""
    for box in root.iter(qn("w:txbxContent")):
        for paragraph in box.iter(qn("w:p")):
            text = _text(paragraph, paragraph)
            if _TAG.search(text) or _STRAY.search(text):
                raise TemplateError(
                    f"{name} の{place}のテキストボックスの中に、タグ「{_shorten(text)}」があります。",
                    "テキストボックスの中のタグは使えません。テキストボックスの外（本文や表の中）に移してください。",
                )


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝|｛[%％]|[%％]｝|\{％|％\}")
_SWALLOWED = {"p": ("w:p", "段落"), "tr": ("w:tr", "表の行"), "tc": ("w:tc", "表のセル")}
_CURLY_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word's autocorrection of straight quotes; docxtpl reverts them too


def _stories(document: Document) -> Iterator[tuple[str, BaseOxmlElement]]:
    """The body, headers, footers and footnotes, under the names Word shows."""
    yield "本文", document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in PARTS_BESIDE_THE_BODY and not relation.is_external:
            yield PARTS_BESIDE_THE_BODY[relation.reltype], parse_xml(relation.target_part.blob)


def _tags(name: str, place: str, root: BaseOxmlElement) -> Iterator[Tag]:
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
            prefix = grammar.PREFIX.match(found)
            container = _alone(name, where, found, prefix.group(1), paragraph) if prefix else paragraph
            yield Tag(written=found, place=where, container=container)


def _alone(name: str, where: str, found: str, prefix: str, paragraph: BaseOxmlElement) -> BaseOxmlElement:
    """What holds the paragraph, row or cell of {%p …%}, {%tr …%}, {%tc …%}: it must hold nothing but the tag.

    The tag swallows it whole, so anything else in there would vanish.
    """
    tag, japanese = _SWALLOWED[prefix]
    swallowed = paragraph if prefix == "p" else next(paragraph.iterancestors(qn(tag)), None)
    if swallowed is None:
        raise TemplateError(
            f"{name} の{where}の {found} は表の中でだけ使えます。",
            f"表の外では {found.replace(prefix, 'p', 1)} と書いてください。",
        )
    if _text(swallowed, paragraph if prefix == "p" else None).translate(_CURLY_QUOTES).strip() != found:
        raise TemplateError(
            f"{name} の{where}で、{found} と同じ{japanese}に他の文字があります。",
            f"{found} は、それだけの{japanese}に書いてください（その{japanese}ごと消えるためです）。",
        )
    parent: BaseOxmlElement = swallowed.getparent()
    return parent


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
