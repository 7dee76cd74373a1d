"""The page of a public copy: one HTML file of the finished Word file, which needs no script and can be read by everybody
(WCAG 2.2 AA, JIS X 8341-3).

It is made of the Word file, not of the transcript: what a person changed, withdrew or masked there is so here too. mammoth reads
the Word file; what it would pass over is put where it is read, and whether every character arrived is counted.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import mammoth
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import html as markup
from lxml.html import HtmlElement

from transcriber import __version__
from transcriber.errors import FormNotMade

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='発言'] => p.speech:fresh
p[style-name='発言（続き）'] => p.speech.more:fresh
p[style-name='ト書き'] => p.direction:fresh
p[style-name='議場の声'] => p.voice:fresh
p[style-name='列記'] => p.listed:fresh
p[style-name='署名'] => p.signature:fresh
p[style-name='表の見出し'] => p.head:fresh
r[style-name='話者名'] => b.speaker
"""
_HEADINGS = re.compile("h[1-6]")
_SAFE_LINK = re.compile("(?:https?://|mailto:|#)", re.IGNORECASE)
_NO_WORDS = "図（説明はありません）"
_AC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def record_page(document: Document, copy: str) -> str:
    """The whole page.

    Args:
        document: a finished copy for the public (drafts/word/finishing.py); it is not changed.
        copy: what the copy is called, e.g. 公開用.

    Raises:
        FormNotMade: a part of the Word file would be missing on the page.
    """
    body = _converted(document)
    title, above = _title(document, body)
    _headings(body)
    _tables(body)
    for number, speech in enumerate(body.iterfind(".//p[@class='speech']"), start=1):
        speech.set("id", f"hatsugen-{number}")
    for image in body.iter("img"):
        image.set("alt", image.get("alt") or _NO_WORDS)
    for link in body.iter("a"):
        if "href" in link.attrib and not _SAFE_LINK.match(link.get("href")):
            del link.attrib["href"]
    style = files(__package__).joinpath("data", "record_page.css").read_text(encoding="utf-8")
    parts = {
        "csp": f"default-src 'none'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
        "title": html.escape(f"{title}（{copy}）"),
        "version": html.escape(__version__),
        "style": style,
        "above": above,
        "contents": _contents(body),
        "body": "".join(markup.tostring(e, encoding="unicode") for e in body),
        "copy": html.escape(copy),
    }
    page = files(__package__).joinpath("data", "record_page.html").read_text(encoding="utf-8")
    return re.sub("@([a-z]+)@", lambda found: parts[found[1]], page)


def _converted(document: Document) -> HtmlElement:
    """The body as HTML elements in one div."""
    saved = io.BytesIO()
    document.save(saved)
    again = document.part.package.open(saved).main_document_part.document
    wanted = Counter(_characters(again.element.body))
    _open_up(again.element.body)
    saved = io.BytesIO()
    again.save(saved)
    made = mammoth.convert_to_html(saved, style_map=_STYLES, id_prefix="n-").value
    body = markup.fragment_fromstring(made, create_parent="div")
    lost = wanted - Counter(_visible("".join(body.itertext())))
    if lost:
        raise FormNotMade(
            f"公開用のページに写せない文字が{lost.total()}字あります（図形や数式の中の文字など）。",
            "Word のその部分を本文か表に書き直し、もう一度実行してください。Word の公開用はできています。",
        )
    return body


def _characters(body: BaseOxmlElement) -> str:
    """What stands in the Word file; of a shape only its newer form, since the older one says the same."""
    old = {t for fallback in body.iter(f"{_AC}Fallback") for t in fallback.iter(qn("w:t"))}
    return _visible("".join(t.text or "" for t in body.iter(qn("w:t")) if t not in old))


def _visible(text: str) -> str:
    return "".join(text.split())


def _open_up(body: BaseOxmlElement) -> None:
    """What mammoth does not look into: furigana becomes 「榊原（さかきばら）」, the content of simple fields and XML tags stays."""
    for ruby in list(body.iter(qn("w:ruby"))):
        run = next(ruby.iterancestors(qn("w:r")))
        base = [t.text or "" for t in ruby.find(qn("w:rubyBase")).iter(qn("w:t"))]
        over = [t.text or "" for t in ruby.find(qn("w:rt")).iter(qn("w:t"))]
        text = OxmlElement("w:t")
        text.text = f"{''.join(base)}（{''.join(over)}）"
        run.replace(ruby, text)
    for wrapper in list(body.iter(qn("w:fldSimple"), qn("w:customXml"))):
        for child in list(wrapper):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


def _title(document: Document, body: HtmlElement) -> tuple[str, str]:
    """The title as text, and what stands above the record as HTML: taken out of the body, the office's name and the like with it."""
    first = next((e for e in body if _HEADINGS.fullmatch(e.tag) and e.get("class") != "title"), None)
    above = []
    for element in list(body):
        if element is first:
            break
        if element.get("class") in ("title", "subtitle"):
            above.append(element)
            body.remove(element)
    names = [e.text_content().strip() for e in above if e.tag == "h1"]
    title = " ".join(names) or document.core_properties.title or "会議録"
    if not names:
        heading = markup.Element("h1")
        heading.text = title
        above.insert(0, heading)
    main, *others = [e for e in above if e.tag == "h1"]
    main.set("id", "daimei")
    for other in others:
        other.tag = "p"
    return title, "".join(markup.tostring(e, encoding="unicode") for e in above)


def _headings(body: HtmlElement) -> None:
    """One level below the page's own title, none left out on the way down, each with a name to link to."""
    number, before = 0, 1
    for heading in [e for e in body.iter() if isinstance(e.tag, str) and _HEADINGS.fullmatch(e.tag)]:
        if not heading.text_content().strip():
            heading.drop_tag()
            continue
        number += 1
        before = min(int(heading.tag[1]) + 1, before + 1, 6)
        heading.tag = f"h{before}"
        heading.set("id", f"midashi-{number}")


def _tables(body: HtmlElement) -> None:
    """Which cells are headings, and what the table is about."""
    for table in body.iter("table"):
        above = next((e for e in table.itersiblings(preceding=True) if e.get("id", "").startswith("midashi-")), None)
        table.set("aria-labelledby", above.get("id") if above is not None else "daimei")
        for row in table.iter("tr"):
            for place, cell in enumerate(row):
                heads = cell.findall("p[@class='head']")
                if place == 0 and cell.tag == "td" and heads and len(heads) == len(cell):
                    cell.tag = "th"
                    cell.set("scope", "row")
                elif cell.tag == "th":
                    cell.set("scope", "col")
                if cell.tag == "th" and not cell.text_content().strip():
                    cell.tag = "td"
                    cell.attrib.pop("scope", None)


def _contents(body: HtmlElement) -> str:
    """The headings as lists within lists."""
    made, open_lists = [], [1]
    for heading in _named(body):
        level = int(heading.tag[1])
        if level > open_lists[-1]:
            made.append("<ol>")
            open_lists.append(level)
        else:
            while level < open_lists[-1]:
                made.append("</li></ol>")
                open_lists.pop()
            made.append("</li>")
        made.append(f'<li><a href="#{heading.get("id")}">{html.escape(heading.text_content().strip())}</a>')
    return "".join(made) + "</li></ol>" * (len(open_lists) - 1)


def _named(body: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in body.iter() if isinstance(e.tag, str) and e.get("id", "").startswith("midashi-"))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
