"""Read a Word file as it really comes back: edited in Word, LibreOffice or ONLYOFFICE, changes tracked or accepted.

What is read is the text as it stands when every tracked change is accepted, line by line (a line is a paragraph), without
the furniture of the draft: time codes, 〔要確認〕 marks, and speakers' names, which are told apart by content control,
character style, or how they are written. The file is only ever opened for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, compress
from pathlib import Path
from typing import Any, TypeAlias

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import ns
from lxml import etree

from transcriber.drafts.word import identity
from transcriber.drafts.word.identity import Identity
from transcriber.drafts.word.reading import speaker_of
from transcriber.errors import ReturnedFileError
from transcriber.minutes.characters import composed
from transcriber.review import returned_tables
from transcriber.review.returned_tables import Checklist
from transcriber.untrusted import bounded, files, word_files
from transcriber.untrusted.archive import ArchiveLimits, ForbiddenDefinitions, UnsafeArchive
from transcriber.untrusted.word_files import NotAWordFile, OpenedWord

_Element: TypeAlias = Any

_qn = cache(ns.qn)
"""Asked for twenty names at each of some ten thousand paragraphs."""

_UTTERANCE = re.compile(r"u[0-9]{4,}")
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}:\d{2}(?![\d:])")
_MARK = re.compile(r"〔要確認[^〕]*〕")
_SIGN = "○◯◎◆△●〇◇□■▲▽"
_SIGNED = re.compile(rf"[{_SIGN}][ \u3000]*(?P<label>[^\s\u3000:：。、]{{1,160}})(?=[\s\u3000:：]|$)")
_SIGNED_WITHIN = re.compile(r"[○◯◎◆△][ \u3000]*(?P<label>[^\s\u3000:：。、]{1,160})(?=[\s\u3000:：])")
_LIMITS = ArchiveLimits()
_MOST_PARAGRAPHS = 60_000
_MOST_CHARACTERS = 3_000_000
"""A day of eight hours has 13,000 paragraphs with 250,000 characters."""
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SKIPPED = frozenset(
    {
        _qn("w:del"),
        _qn("w:moveFrom"),
        _qn("w:txbxContent"),
        _qn("w:rt"),
        _qn("w:pPr"),
        _qn("w:rPr"),
        f"{{{_MC}}}Fallback",
    }
)
_STYLES = {"時刻コード": "t", "要確認の印": "m", "話者名": "l"}
"""Character style → what the text is: t time, m mark, l label; everything else is x, speech."""


@dataclass(frozen=True)
class Line:
    """One paragraph, tracked changes accepted.

    Attributes:
        text: what is said in it, without white space and furniture.
        label: the speaker it announces, as printed; None if it announces nobody.
        voice: the voice (S1, …) or utterance that the name's content control stands for; None where there is no control.
        marks: (utterance id, offset in `text`) of the draft's bookmarks that begin in it.
        whole: everything that is to be read in it.
    """

    text: str
    label: str | None
    voice: str | None
    marks: tuple[tuple[str, int], ...]
    whole: str


@dataclass(frozen=True)
class ReturnedDocument:
    """A Word file as it was read.

    Attributes:
        identity: what the file says of itself; None if it lost it or is none of ours.
        names: voice → its name, as the list of speakers (話者一覧) or the identity says it; not how the text calls it.
        editing_minutes: Word's own count of editing time (docProps/app.xml TotalTime); None where no program kept it.
        application: the program that saved it last, as it calls itself.
        tracked: number of tracked changes still in it.
        comments: number of comments.
        form: what kind of Word file it is, in Japanese, where it is no ordinary .docx.
        left_out: names of damaged parts beside the text, which were not read.
    """

    lines: tuple[Line, ...]
    identity: Identity | None
    checklist: Checklist
    names: dict[str, str]
    editing_minutes: int | None
    application: str
    tracked: int
    comments: int
    form: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def bookmarks(self) -> int:
        """How many utterances can be found by their bookmark."""
        return sum(len(line.marks) for line in self.lines)


def read_returned(path: Path, labels: Iterable[str] = ()) -> ReturnedDocument:
    """Read a returned file or a draft.

    Args:
        labels: how speakers are called in the draft and on the roster, to know them where nothing else marks them.

    Raises:
        ReturnedFileError: it is no Word document, is protected by a password, damaged or far too large; the message says
            what it is and what to do.
        OSError: it cannot be opened now.
    """
    return bounded.parse_in_child(parse_returned, path, sorted(filter(None, labels)), error=ReturnedFileError)


def parse_returned(path: Path, labels: list[str]) -> ReturnedDocument:
    """As `read`, in this process."""
    opened = _open(path)
    body = opened.document.element.body
    paragraphs = sum(1 for _ in body.iter(_qn("w:p")))
    characters = sum(len(t.text or "") for t in body.iter(_qn("w:t")))
    if paragraphs > _MOST_PARAGRAPHS or characters > _MOST_CHARACTERS:  # before each is looked at closely
        raise _too_large(path.name)
    try:
        paper = _paper(opened.document, frozenset(labels))
    except (etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as e:
        raise ReturnedFileError(f"{path.name} は壊れているようで、最後まで読めません。", word_files.SAVE_AS) from e
    return replace(paper, form=opened.form, left_out=opened.left_out)


def _too_large(name: str) -> ReturnedFileError:
    return ReturnedFileError(
        f"{name} は段落や文字が多すぎて読めません。",
        "下書きを直したファイルかどうか確かめ、要らない部分を消して保存し直してください。",
    )


def without_marks(paper: ReturnedDocument) -> ReturnedDocument:
    """The paper without its bookmarks: for one whose ids name the utterances of another draft."""
    lines = tuple(Line(x.text, x.label, x.voice, (), x.whole) for x in paper.lines)
    return replace(paper, lines=lines)


def _paper(document: Document, labels: frozenset[str]) -> ReturnedDocument:
    body = document.element.body
    styles = {
        s.get(_qn("w:styleId"), ""): _STYLES[name]
        for s in document.styles.element.iter(_qn("w:style"))
        if (name := _style_name(s)) in _STYLES
    }
    told = identity.read_identity(document)
    named = tuple(told.names) if told else ()
    lines = []
    carried: _Reading | None = None
    for paragraph in body.iter(_qn("w:p")):
        if _in_deleted_row(paragraph):
            continue
        reading = carried or _Reading(styles, named)
        reading.take(paragraph)
        if _mark_deleted(paragraph):  # the paragraph runs on into the next one
            carried = reading
            continue
        carried = None
        lines += reading.lines(labels)
    if carried is not None:
        lines += carried.lines(labels)
    minutes, application = _properties(document)
    return ReturnedDocument(
        lines=tuple(lines),
        identity=told,
        checklist=returned_tables.checklist(body, told.checks if told else 0),
        names=returned_tables.names_in(body, named),
        editing_minutes=minutes,
        application=application,
        tracked=sum(1 for _ in body.iter(_qn("w:ins"), _qn("w:del"), _qn("w:moveFrom"), _qn("w:moveTo"))),
        comments=_comments(document),
    )


def _open(path: Path) -> OpenedWord:
    try:
        with files.open_regular(path) as file:
            return word_files.open_word(file, _LIMITS, text_only=True)
    except NotAWordFile as e:
        raise ReturnedFileError(f"{path.name} {e.found}", e.todo) from e
    except ForbiddenDefinitions as e:
        raise ReturnedFileError(f"{path.name} {e}", word_files.SAVE_AS) from e
    except UnsafeArchive as e:
        raise _too_large(path.name) from e


class _Reading:
    """Gathers one line: its characters, what each of them is, and the bookmarks between them."""

    def __init__(self, styles: dict[str, str], named: tuple[str, ...]) -> None:
        self._styles = styles
        self._named = named
        self._text: list[str] = []
        self._kinds: list[str] = []
        self._marks: list[tuple[str, int]] = []
        self._voices: list[tuple[int, str]] = []

    def take(self, paragraph: _Element) -> None:
        for child in paragraph:
            self._node(child, "x")

    def _node(self, node: _Element, kind: str) -> None:
        if node.tag in _SKIPPED or not isinstance(node.tag, str):
            return
        if node.tag == _qn("w:bookmarkStart"):
            name = node.get(_qn("w:name"), "")
            if _UTTERANCE.fullmatch(name):
                self._marks.append((name, len(self._text)))
        elif node.tag == _qn("w:sdt"):
            speaker = speaker_of(node, self._named)
            if speaker:
                self._voices.append((len(self._text), speaker))
            content = node.find(_qn("w:sdtContent"))
            for child in content if content is not None else ():
                self._node(child, kind if speaker is None else "l")
        elif node.tag == _qn("w:r"):
            self._run(node, kind)
        elif node.tag != _qn("w:p"):
            for child in node:
                self._node(child, kind)

    def _run(self, run: _Element, kind: str) -> None:
        properties = run.find(_qn("w:rPr"))
        if properties is not None:
            if properties.find(_qn("w:vanish")) is not None:
                return
            style = properties.find(_qn("w:rStyle"))
            if style is not None and kind == "x":
                kind = self._styles.get(style.get(_qn("w:val"), ""), kind)
        for node in run.iter(_qn("w:t"), _qn("w:tab"), _qn("w:br"), _qn("w:cr"), _qn("w:noBreakHyphen")):
            if any(a.tag in _SKIPPED for a in _between(node, run)):
                continue
            if node.tag == _qn("w:t"):
                self._add(node.text or "", kind)
            elif node.tag == _qn("w:noBreakHyphen"):
                self._add("-", kind)
            else:
                self._add("\t", kind)

    def _add(self, text: str, kind: str) -> None:
        self._text += text
        self._kinds += kind * len(text)

    def lines(self, labels: frozenset[str]) -> list[Line]:
        """What was taken, as lines: a name in the middle, left by a paragraph that was joined to another, begins a new one."""
        whole = "".join(self._text)
        kinds = self._kinds
        for pattern, kind in ((_MARK, "m"), (_TIME, "t")):
            for found in pattern.finditer(whole):
                kinds[found.start() : found.end()] = kind * (found.end() - found.start())
        bounds = [0, *self._joints(whole, kinds, labels), len(whole)]
        return [self._line(whole, kinds, labels, *b) for b in zip(bounds, bounds[1:], strict=False)]

    def _joints(self, whole: str, kinds: list[str], labels: frozenset[str]) -> list[int]:
        """Where a speaker is announced in the middle of the text."""
        starts = {i for i, kind in enumerate(kinds) if kind == "l" and (i == 0 or kinds[i - 1] != "l")}
        for found in _SIGNED_WITHIN.finditer(whole):
            after = found.end() + len(whole[found.end() :]) - len(whole[found.end() :].lstrip())
            timed = after < len(whole) and kinds[after] == "t"
            if all(k == "x" for k in kinds[found.start() : found.end()]) and (timed or found["label"] in labels):
                starts.add(found.start())
        joints = []
        for start in sorted(starts):
            while (
                start
                and kinds[start - 1] in "xt"
                and (whole[start - 1].isspace() or whole[start - 1] in _SIGN or kinds[start - 1] == "t")
            ):
                start -= 1
            if "x" in (k for k, c in zip(kinds[:start], whole[:start], strict=True) if not c.isspace()):
                joints.append(start)
        return sorted(set(joints))

    def _line(self, whole: str, kinds: list[str], labels: frozenset[str], start: int, end: int) -> Line:
        label = self._label(whole, kinds, labels, start, end)
        pairs = zip(whole[start:end], kinds[start:end], strict=True)
        said = [kind == "x" and not c.isspace() and c not in "\u200b\ufeff\u00ad" for c, kind in pairs]
        kept = compress(whole[start:end], said)
        offsets = [0, *accumulate(said)] if self._marks else []
        last = end == len(whole)
        marks = tuple(
            (name, offsets[at - start]) for name, at in self._marks if start <= at < end or (last and at == end)
        )
        voice = next((v for at, v in self._voices if start <= at < end), None)
        return Line(composed("".join(kept)), label, voice, marks, whole[start:end].strip())

    def _label(self, whole: str, kinds: list[str], labels: frozenset[str], start: int, stop: int) -> str | None:
        """The speaker's name at the beginning; what belongs to it is marked as such in `kinds`."""
        at = next((i for i in range(start, stop) if kinds[i] in "xl" and not whole[i].isspace()), stop)
        first = next((i for i in range(start, stop) if kinds[i] == "l"), None)
        if first is not None and not whole[at:first].strip(_SIGN + " \u3000\t"):
            end = next((i for i in range(first, stop) if kinds[i] != "l"), stop)
            # A hand that typed at the end of the name is in the control, or right after it before the next space.
            while end < stop and kinds[end] == "x" and not whole[end].isspace() and self._starts_text(start, end):
                end += 1
            name = "".join(whole[first:end])
            kinds[at:end] = "l" * (end - at)
            return returned_tables.name_once(name.strip(_SIGN + " \u3000\t:：")) or None
        signed = _SIGNED.match(whole, at, stop)
        if signed and all(k == "x" for k in kinds[at : signed.end()]):
            kinds[at : signed.end()] = "l" * (signed.end() - at)
            return returned_tables.name_once(signed["label"])
        for known in sorted(labels, key=len, reverse=True):
            end = at
            while whole.startswith(known, end):
                end += len(known)
            if at < end < stop and whole[end] in " \u3000\t:：":
                kinds[at : end + 1] = "l" * (end + 1 - at)
                return known
        return None

    def _starts_text(self, start: int, at: int) -> bool:
        """Nothing of the utterance itself begins at or before `at`."""
        mine = [offset for _, offset in self._marks if offset >= start]
        return bool(mine) and mine[0] > at


def _between(node: _Element, top: _Element) -> Iterator[_Element]:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _style_name(style: _Element) -> str:
    name = style.find(_qn("w:name"))
    return name.get(_qn("w:val"), "") if name is not None else ""


def _mark_deleted(paragraph: _Element) -> bool:
    properties = paragraph.find(_qn("w:pPr"))
    mark = properties.find(_qn("w:rPr")) if properties is not None else None
    return mark is not None and any(mark.find(_qn(tag)) is not None for tag in ("w:del", "w:moveFrom"))


def _in_deleted_row(paragraph: _Element) -> bool:
    return any(row.find(f"{_qn('w:trPr')}/{_qn('w:del')}") is not None for row in paragraph.iterancestors(_qn("w:tr")))


def _properties(document: Document) -> tuple[int | None, str]:
    """Editing minutes and the program's name from docProps/app.xml."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            root = etree.fromstring(part.blob)
            found = {etree.QName(e).localname: (e.text or "").strip() for e in root}
            total = found.get("TotalTime", "")
            return (int(total) if total.isdecimal() else None), found.get("Application", "")
    return None, ""


def _comments(document: Document) -> int:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS and not relation.is_external:
            return int(relation.target_part.blob.count(b"<w:comment "))
    return 0
