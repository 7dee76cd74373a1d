"""Where the text of the draft can be found again: a bookmark for each utterance, a content control for each name.

Templates belong to the office, so these are not in the template. While it is filled, printed text is enclosed in
characters that no Unicode text may hold (`wording.clean` drops them); afterwards `settle` turns them into what Word knows:

- the text of utterance u0001 lies between the start and the end of the bookmark `u0001`;
- a speaker's name is a content control with the tag `speaker:S1`, bound to that voice's name in the identity part, so
  that a name corrected in one place changes everywhere; a name that stands for one utterance only (`speaker:u0007`) is not bound.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from transcriber.drafts.word import identity

_OPEN = {"speaker": "\ufdd0", "text": "\ufdd1"}
_CLOSE = {"speaker": "\ufdd2", "text": "\ufdd3"}
_ID_ENDS = "\ufdd4"
_MARK = re.compile("([\ufdd0\ufdd1])([^\ufdd4]*)\ufdd4|([\ufdd2\ufdd3])")
_ANY = re.compile("[\ufdd0\ufdd1][^\ufdd4]*\ufdd4|[\ufdd2\ufdd3]")
_KINDS = {c: kind for table in (_OPEN, _CLOSE) for kind, c in table.items()}
_UTTERANCE = re.compile("u[0-9]{4,}")
_FIRST_CONTROL = 30_260_000


class Marked(str):
    """Text of the draft that is to be found again; as a value in a template it is like any other text."""

    __slots__ = ("identity", "kind")
    kind: str
    identity: str

    @classmethod
    def of(cls, kind: str, identity: str, text: str) -> Marked:
        """`text`, to become a bookmark (`kind` "text") or a content control ("speaker") called `identity`."""
        made = cls(text)
        made.kind, made.identity = kind, identity
        return made

    def enclosed(self, printed: str) -> str:
        """What is printed for it, between its marks; nothing stays nothing."""
        if not printed:
            return printed
        return f"{_OPEN[self.kind]}{self.identity}{_ID_ENDS}{printed}{_CLOSE[self.kind]}"


def marked(context: dict[str, Any]) -> dict[str, Any]:
    """The values for a template, with utterances and speakers marked."""
    for speech in context["発言一覧"]:
        if speech["番号"]:
            speech["話者"] = Marked.of("speaker", speech["話者番号"], speech["話者"])
            speech["本文"] = Marked.of("text", speech["番号"], speech["本文"])
    for voice in context["話者一覧"]:
        voice["話者"] = Marked.of("speaker", voice["話者番号"], voice["話者"])
    return context


def without(text: str) -> str:
    """`text` without marks, for headers and notes, where Word has no place for them."""
    return _ANY.sub("", text)


@dataclass
class _Settled:
    """What is already in the document."""

    bound: dict[str, str]
    """Voice → XPath of its name."""
    bookmarks: set[str] = field(default_factory=set)
    controls: int = 0


def settle(body: BaseOxmlElement, *, bound: dict[str, str]) -> None:
    """Turn the marks in `body` into bookmarks and content controls.

    Args:
        bound: voice → XPath of its name in the identity part; voices not in it get a control that is bound to nothing.
    """
    done = _Settled(bound)
    _drop_repeated_bookmarks(body)
    taken = [int(b.get(qn("w:id"))) for b in body.iter(qn("w:bookmarkStart"))]
    first = max(taken, default=-1) + 1
    runs = {t.getparent() for t in body.iter(qn("w:t")) if t.text and _MARK.search(t.text)}
    places: dict[BaseOxmlElement, None] = {}
    for run in [r for r in body.iter(qn("w:r")) if r in runs]:
        places[run.getparent()] = None
        _split(run)
    for place in places:
        first = _settle_place(place, done, first)


def _drop_repeated_bookmarks(body: BaseOxmlElement) -> None:
    """A loop in a template repeats the bookmarks that stand in it; a name may be there once, and _GoBack names nothing."""
    seen: set[str] = set()
    opened: dict[str, Any] = {}
    for number, mark in enumerate(list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")))):
        old, keep = mark.get(qn("w:id")), False
        if mark.tag == qn("w:bookmarkStart"):
            name = mark.get(qn("w:name"))
            keep = name not in seen and name != "_GoBack" and not _UTTERANCE.fullmatch(name or "")
            if keep:
                seen.add(name)
                mark.set(qn("w:id"), str(number))
                opened[old] = mark
        elif old in opened:
            start, keep = opened.pop(old), True
            mark.set(qn("w:id"), start.get(qn("w:id")))
        if not keep:
            mark.getparent().remove(mark)
    for start in opened.values():
        start.getparent().remove(start)


def _split(run: BaseOxmlElement) -> None:
    """Replace a run by runs that hold no mark, with a `mark` element for each mark between them."""
    properties = run.find(qn("w:rPr"))

    def empty() -> BaseOxmlElement:
        piece = OxmlElement("w:r")
        if properties is not None:
            piece.append(copy.deepcopy(properties))
        return piece

    made: list[Any] = []
    piece = empty()
    for child in [c for c in run if c is not properties]:
        if child.tag != qn("w:t") or not child.text or not _MARK.search(child.text):
            piece.append(child)
            continue
        for part in _parts(child.text):
            if isinstance(part, str):
                piece.append(_text(part))
            else:
                made += [piece, part]
                piece = empty()
    made.append(piece)
    blank = 0 if properties is None else 1
    for element in made:
        if element.tag == "mark" or len(element) > blank:
            run.addprevious(element)
    run.getparent().remove(run)


def _parts(text: str) -> Iterator[Any]:
    """The text between marks as str, and each mark as an element."""
    at = 0
    for found in _MARK.finditer(text):
        if text[at : found.start()]:
            yield text[at : found.start()]
        mark = etree.Element("mark", kind=_KINDS[found[1] or found[3]])
        if found[1]:
            mark.set("opens", found[2])
        yield mark
        at = found.end()
    if text[at:]:
        yield text[at:]


def _text(text: str) -> BaseOxmlElement:
    t = OxmlElement("w:t")
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return t


def _settle_place(place: BaseOxmlElement, done: _Settled, first: int) -> int:
    """Bookmarks and controls for the marks that are children of `place`; returns the next free bookmark id."""
    opened: dict[str, Any] = {}
    for mark in place.findall("mark"):
        kind, identity_ = mark.get("kind"), mark.get("opens")
        if identity_ is not None:
            opened[kind] = mark
            continue
        start = opened.pop(kind, None)
        if start is not None:
            named = start.get("opens")
            if kind == "text" and named not in done.bookmarks:
                done.bookmarks.add(named)
                start.addprevious(_bookmark("w:bookmarkStart", first, named))
                mark.addnext(_bookmark("w:bookmarkEnd", first))
                first += 1
            elif kind == "speaker":
                _wrap(start, mark, named, done)
    for mark in place.findall("mark"):
        place.remove(mark)
    return first


def _bookmark(tag: str, number: int, name: str | None = None) -> BaseOxmlElement:
    element = OxmlElement(tag)
    element.set(qn("w:id"), str(number))
    if name is not None:
        element.set(qn("w:name"), name)
    return element


def _wrap(start: Any, end: Any, named: str, done: _Settled) -> None:
    """Put what lies between two marks into a content control for the name of `named`."""
    inside = []
    at = start.getnext()
    while at is not None and at is not end:
        inside.append(at)
        at = at.getnext()
    runs = [e for e in inside if e.tag == qn("w:r")]
    if not runs:
        return
    done.controls += 1
    properties = runs[0].find(qn("w:rPr"))
    path = done.bound.get(named)
    binding = (
        f'<w:dataBinding w:prefixMappings="xmlns:d=\'{identity.NAMESPACE}\'" w:xpath="{path}"'
        f' w:storeItemID="{identity.STORE_ITEM}"/>'
        if path
        else ""
    )
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="話者 {named}"/><w:tag w:val="speaker:{named}"/>'
        f'<w:id w:val="{_FIRST_CONTROL + done.controls}"/>{binding}<w:text/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    if properties is not None:
        control[0].insert(0, copy.deepcopy(properties))
    start.addprevious(control)
    for element in inside:
        control[1].append(element)


def utterances(body: BaseOxmlElement) -> Iterable[str]:
    """The ids of the utterances that have a bookmark, in order of the document."""
    for start in body.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"))
        if name and _UTTERANCE.fullmatch(name):
            yield name
