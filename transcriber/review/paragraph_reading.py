"""One paragraph of a returned Word file: what is said in it, who is announced in it, and the draft's bookmarks in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from typing import Any, TypeAlias

from docx.oxml import ns

from transcriber.drafts.word import ticks
from transcriber.drafts.word.reading import speaker_of
from transcriber.minutes.characters import composed
from transcriber.review import returned_tables, speaker_labels

_Element: TypeAlias = Any

_qn = cache(ns.qn)
"""Asked for twenty names at each of some ten thousand paragraphs."""

_UTTERANCE = re.compile(r"u[0-9]{4,}")
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}:\d{2}(?![\d:])")
_MARK = re.compile(r"〔(?:要確認|確認済)[^〕]*〕")
_SIGN = "○◯◎◆△●〇◇□■▲▽"
_BRACKETS = {"【": "】", "〔": "〕", "［": "］", "[": "]", "《": "》", "〈": "〉"}
_SIGNED = re.compile(rf"[{_SIGN}][ \u3000]*(?P<label>[^\s\u3000:：。、]{{1,160}})(?=[\s\u3000:：]|$)")
_SIGNED_WITHIN = re.compile(r"[○◯◎◆△][ \u3000]*(?P<label>[^\s\u3000:：。、]{1,160})(?=[\s\u3000:：])")
_NAME_BEHIND = re.compile(r"[ \u3000]+(?P<name>[^\s\u3000:：。、]{2,20})(?=[\s\u3000:：])")
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
STYLES = {"時刻コード": "t", "要確認の印": "m", "話者名": "l"}
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
        heading: Word takes it for a heading, by its style or its outline level.
    """

    text: str
    label: str | None
    voice: str | None
    marks: tuple[tuple[str, int], ...]
    whole: str
    heading: bool = False


class ParagraphReading:
    """Gathers one line: its characters, what each of them is, and the bookmarks between them."""

    def __init__(self, styles: dict[str, str], named: tuple[str, ...], headings: Collection[str] = ()) -> None:
        self._styles = styles
        self._named = named
        self._headings = headings
        self._heading = True
        self._text: list[str] = []
        self._kinds: list[str] = []
        self._marks: list[tuple[str, int]] = []
        self._voices: list[tuple[int, str]] = []

    def take(self, paragraph: _Element, *, names: bool = False) -> None:
        """One more paragraph; `names`: all that stands in it says who speaks."""
        self._heading &= self._is_heading(paragraph)
        for child in paragraph:
            self._node(child, "l" if names else "x")
        if names:
            self._add("\t", "x")

    def _is_heading(self, paragraph: _Element) -> bool:
        style = paragraph.find(f"{_qn('w:pPr')}/{_qn('w:pStyle')}")
        level = paragraph.find(f"{_qn('w:pPr')}/{_qn('w:outlineLvl')}")
        if level is not None:
            return bool(level.get(_qn("w:val"), "9") != "9")
        return style is not None and style.get(_qn("w:val"), "") in self._headings

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
        if ticks.is_unseen(run):
            return
        properties = run.find(_qn("w:rPr"))
        if properties is not None:
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
                start, end = found.span()
                if (
                    kind == "t"
                    and whole[start - 1 : start] in ("[", "［", "(", "（")
                    and whole[end : end + 1] in ("]", "］", ")", "）")
                ):
                    start, end = start - 1, end + 1
                kinds[start:end] = kind * (end - start)
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
        return Line(composed("".join(kept)), label, voice, marks, whole[start:end].strip(), self._heading)

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
            return speaker_labels.bare_label(returned_tables.name_once(name.strip(_SIGN + " \u3000\t:："))) or None
        signed = _SIGNED.match(whole, at, stop)
        if signed and all(k == "x" for k in kinds[at : signed.end()]):
            end = signed.end() + (whole[signed.end() : stop][:1] in (":", "："))
            named = _NAME_BEHIND.match(whole, signed.end(), stop)
            if named and signed["label"] + named["name"] in labels:  # ○議長　山下清隆
                kinds[at : named.end()] = "l" * (named.end() - at)
                return f"{signed['label']}（{named['name']}）"
            kinds[at:end] = "l" * (end - at)
            return speaker_labels.bare_label(returned_tables.name_once(signed["label"]))
        closing = _BRACKETS.get(whole[at:stop][:1], "")
        for known in sorted(labels, key=len, reverse=True):
            begin = end = at + len(closing)
            while whole.startswith(known, end):
                end += len(known)
            if end == begin or not whole.startswith(closing, end):
                continue
            end += len(closing)
            if not closing and whole[end:stop][:1] in ("「", "『") and stop - end > 1:
                self._quote(whole, kinds, end, stop)
                kinds[at:end] = "l" * (end - at)
                return known
            parted = whole[end:stop][:1] in tuple(" \u3000\t:：")
            alone = not self._marks and not whole[end:stop].strip()
            if closing or parted or alone:
                kinds[at : end + parted] = "l" * (end + parted - at)
                return known
        return None

    def _quote(self, whole: str, kinds: list[str], start: int, stop: int) -> None:
        """加藤「…」: the marks around what is said are no speech."""
        kinds[start] = "l"
        last = max((i for i in range(start, stop) if not whole[i].isspace()), default=start)
        if whole[last] in "」』":
            kinds[last] = "l"

    def _starts_text(self, start: int, at: int) -> bool:
        """Nothing of the utterance itself begins at or before `at`."""
        mine = [offset for _, offset in self._marks if offset >= start]
        return bool(mine) and mine[0] > at


def _between(node: _Element, top: _Element) -> Iterator[_Element]:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return
        yield ancestor
