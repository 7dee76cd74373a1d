"""Where the text of the draft can be found again: bookmarks, names, links, and the places of comments.

Templates belong to the office, so these are not in the template. While it is filled, printed text is enclosed in
characters that no Unicode text may hold (`wording.printable` drops them); afterwards `settle` turns them into what Word knows:

- the text of utterance u0001 lies between the start and the end of the bookmark `u0001`;
- a speaker's name is a content control with the tag `speaker:S1`, bound to that voice's name in the identity part, so
  that a name corrected in one place changes everywhere; a name that stands for one utterance only (`speaker:u0007`) is not bound.
  It is a combo box, into which any name can be typed: a plain text control comes out of LibreOffice 7.4 with its name four times.
  In the list of speakers it offers the people of the roster;
- a place (a time code) is a link to the bookmark of its utterance;
- the mark of a doubt is where its comment is attached.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from transcriber.drafts.word import identity
from transcriber.drafts.word.reading import text_of

SPEAKER, TEXT, LINK, DOUBT, PICTURE, CHOICE = "s", "t", "l", "d", "p", "c"
_OPEN, _CLOSE, _ENDS = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{_OPEN}(.)([^{_ENDS}]*){_ENDS}|{_CLOSE}(.)")
_UTTERANCE = re.compile("u[0-9]{4,}")
_FIRST_CONTROL = 30_260_000


class Marked(str):
    """Text of the draft that is to be found again; as a value in a template it is like any other text."""

    __slots__ = ("pieces",)
    pieces: tuple[tuple[str, str, str], ...]
    """Kind, identity and text of each piece that is printed; a kind of nothing is plain text."""

    @classmethod
    def of(cls, kind: str, identity: str, text: str) -> Marked:
        """`text` as one piece."""
        made = cls(text)
        made.pieces = ((kind, identity, text),)
        return made

    @classmethod
    def links(cls, places: str) -> Marked:
        """`u0003@00:01:12 u0009@00:05:01` (docket.written) as links to the bookmarks."""
        made = cls(places)
        pieces: list[tuple[str, str, str]] = []
        for place in places.split():
            utterance, _, time = place.partition("@")
            if pieces:
                pieces.append(("", "", "　"))
            pieces.append((LINK, utterance, time) if time else ("", "", f"ほか{place.lstrip('+')}か所"))
        made.pieces = tuple(pieces)
        return made

    @classmethod
    def sentence(cls, text: str) -> Marked:
        """Text in which each `u0003@00:01:12` is a link."""
        made = cls(text)
        pieces: list[tuple[str, str, str]] = []
        for part in re.split(r"(u[0-9]{4,}@[0-9:]+)", text):
            utterance, _, time = part.partition("@")
            pieces.append((LINK, utterance, time) if time else ("", "", part))
        made.pieces = tuple(pieces)
        return made

    def enclosed(self, clean: Any) -> str:
        """What is printed for it, between its marks; nothing stays nothing."""
        return "".join(
            f"{_OPEN}{kind}{identity}{_ENDS}{clean(text)}{_CLOSE}{kind}" if kind and text else clean(text)
            for kind, identity, text in self.pieces
        )


def marked_context(context: dict[str, Any]) -> dict[str, Any]:
    """The values for a template, with everything that is to be found again marked."""
    for entry in (*context["発言一覧"], *context["経過一覧"]):
        if entry["番号"]:
            entry["話者"] = Marked.of(SPEAKER, entry["話者番号"], entry["話者"])
            entry["本文"] = Marked.of(TEXT, entry["番号"], entry["本文"])
        if entry["要確認"]:
            entry["要確認"] = Marked.of(DOUBT, "", entry["要確認"])
    for voice in context["話者一覧"]:
        voice["話者"] = Marked.of(CHOICE, voice["話者番号"], voice["話者"])
    context["話の箇所"] = {name: Marked.sentence(hint) for name, hint in context["話の箇所"].items()}
    if context["話者の時間帯"]:
        context["話者の時間帯"] = Marked.of(PICTURE, "", context["話者の時間帯"])
    _link(context)
    return context


def _link(values: dict[str, Any]) -> None:
    """Make links of the places in every list, and in the lists within."""
    for rows in values.values():
        for row in rows if isinstance(rows, (list, tuple)) else ():
            if isinstance(row, dict):
                if "箇所" in row:
                    row["箇所"] = Marked.links(row["箇所"])
                _link(row)


def without(text: str) -> str:
    """`text` without marks, for headers and notes, where Word has no place for them."""
    return _MARK.sub("", text)


@dataclass
class Settled:
    """What became of the marks.

    Attributes:
        doubts: the number of a doubt → the runs of its mark in the text.
        utterances: the ids that have a bookmark → the first run of their text.
        pictures: the runs in whose place the picture of who spoke when belongs.
    """

    doubts: dict[int, list[BaseOxmlElement]] = field(default_factory=dict)
    utterances: dict[str, BaseOxmlElement] = field(default_factory=dict)
    pictures: list[BaseOxmlElement] = field(default_factory=list)
    controls: int = 0


def settle_marks(
    body: BaseOxmlElement, *, bound: Mapping[str, str], link_style: str | None = None, people: Sequence[str] = ()
) -> Settled:
    """Turn the marks in `body` into bookmarks, content controls and links.

    Args:
        bound: voice → XPath of its name in the identity part; voices not in it get a control that is bound to nothing.
        link_style: id of the character style of links, if the template has one.
        people: names to choose from in the list of speakers.
    """
    done = Settled()
    _drop_repeated_bookmarks(body)
    taken = [int(b.get(qn("w:id"))) for b in body.iter(qn("w:bookmarkStart"))]
    first = max(taken, default=-1) + 1
    runs = {t.getparent() for t in body.iter(qn("w:t")) if t.text and _MARK.search(t.text)}
    places: dict[BaseOxmlElement, None] = {}
    for run in [r for r in body.iter(qn("w:r")) if r in runs]:
        places[run.getparent()] = None
        _split(run)
    for place in places:
        first = _settle_place(place, done, bound, first, link_style, people)
    _drop_dead_links(body, done)
    return done


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
        mark = etree.Element("mark", kind=found[1] or found[3])
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


def _settle_place(
    place: BaseOxmlElement,
    done: Settled,
    bound: Mapping[str, str],
    first: int,
    link_style: str | None,
    people: Sequence[str],
) -> int:
    """What the marks that are children of `place` stand for; returns the next free bookmark id."""
    opened: dict[str, Any] = {}
    for mark in place.findall("mark"):
        kind, name = mark.get("kind"), mark.get("opens")
        if name is not None:
            opened[kind] = mark
            continue
        start = opened.pop(kind, None)
        if start is None:
            continue
        named, inside = start.get("opens"), _between(start, mark)
        runs = [e for e in inside if e.tag == qn("w:r")]
        if kind == TEXT and named not in done.utterances and runs:
            done.utterances[named] = runs[0]
            start.addprevious(_bookmark("w:bookmarkStart", first, named))
            mark.addnext(_bookmark("w:bookmarkEnd", first))
            first += 1
        elif kind in (SPEAKER, CHOICE) and runs:
            done.controls += 1
            offered = [text_of(runs[0]), *people] if kind == CHOICE else []
            control = _control(named, bound.get(named), done.controls, runs[0].find(qn("w:rPr")), offered)
            _move(start, control, control[1], inside)
        elif kind == LINK and runs:
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), named)
            link.set(qn("w:history"), "1")
            _move(start, link, link, inside)
            for run in runs if link_style else ():
                _restyle(run, str(link_style))
        elif kind == PICTURE:
            done.pictures += runs
        elif kind == DOUBT:
            for run in runs:
                text = "".join(t.text or "" for t in run.iter(qn("w:t")))
                for number in re.findall(r"\d+", text):
                    done.doubts.setdefault(int(number), []).append(run)
    for mark in place.findall("mark"):
        place.remove(mark)
    return first


def _between(start: Any, end: Any) -> list[Any]:
    inside = []
    at = start.getnext()
    while at is not None and at is not end:
        if at.tag != "mark":
            inside.append(at)
        at = at.getnext()
    return inside


def _move(before: Any, wrapper: BaseOxmlElement, into: BaseOxmlElement, elements: Iterable[Any]) -> None:
    before.addprevious(wrapper)
    for element in elements:
        into.append(element)


def _bookmark(tag: str, number: int, name: str | None = None) -> BaseOxmlElement:
    element = OxmlElement(tag)
    element.set(qn("w:id"), str(number))
    if name is not None:
        element.set(qn("w:name"), name)
    return element


def _control(
    named: str, path: str | None, number: int, properties: BaseOxmlElement | None, offered: Sequence[str]
) -> BaseOxmlElement:
    """A content control for the name of `named`, empty; names in `offered` can be chosen, others typed."""
    binding = (
        f'<w:dataBinding w:prefixMappings="xmlns:d=\'{identity.NAMESPACE}\'" w:xpath="{path}"'
        f' w:storeItemID="{identity.STORE_ITEM}"/>'
        if path
        else ""
    )
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="話者 {named}"/><w:tag w:val="speaker:{named}"/>'
        f'<w:id w:val="{_FIRST_CONTROL + number}"/>{binding}<w:comboBox/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    for name in dict.fromkeys(n for n in offered if n):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), name)
        item.set(qn("w:value"), name)
        control[0].find(qn("w:comboBox")).append(item)
    if properties is not None:
        control[0].insert(0, copy.deepcopy(properties))
    return control


def _restyle(run: BaseOxmlElement, style: str) -> None:
    properties = run.get_or_add_rPr()
    for old in properties.findall(qn("w:rStyle")):
        properties.remove(old)
    element = OxmlElement("w:rStyle")
    element.set(qn("w:val"), style)
    properties.insert(0, element)


def _drop_dead_links(body: BaseOxmlElement, done: Settled) -> None:
    """A template that does not print an utterance has no place to go to; the time code stays as text."""
    for link in list(body.iter(qn("w:hyperlink"))):
        anchor = link.get(qn("w:anchor"))
        if anchor and _UTTERANCE.fullmatch(anchor) and anchor not in done.utterances:
            for run in list(link):
                link.addprevious(run)
            link.getparent().remove(link)
