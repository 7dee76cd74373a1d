"""A reviewer acted out on a real draft: what Word does to the file's XML when a person edits, with and without tracking.

Every method changes the document as one action of a person would and says nothing of how it is to be read back.
"""

from __future__ import annotations

import copy
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


class Reviewer:
    """One sitting over one draft.

    Args:
        tracked: Word's 「変更履歴の記録」 is on.
    """

    def __init__(self, draft: Path, *, tracked: bool = False) -> None:
        self.document = docx.Document(str(draft))
        self.tracked = tracked
        self._number = 9000

    @property
    def body(self) -> BaseOxmlElement:
        body: BaseOxmlElement = self.document.element.body
        return body

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path

    def paragraph(self, utterance: str) -> BaseOxmlElement:
        """The paragraph in which an utterance begins."""
        (start,) = [b for b in self.body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == utterance]
        paragraph: BaseOxmlElement = next(start.iterancestors(qn("w:p")))
        return paragraph

    def replace(self, utterance: str, before: str, after: str) -> None:
        """Mark `before` in an utterance and type `after` (nothing: delete)."""
        run, at = self._find(utterance, before)
        self._replace(run, at, len(before), after)

    def _replace(self, run: BaseOxmlElement, at: int, length: int, after: str) -> None:
        head, middle, _ = self._cut(run, at, length)
        if self.tracked:
            self._delete(middle)
            if after:
                self._insert_after(middle.getparent(), after, head)
        elif after:
            _set(middle, after)
        else:
            middle.getparent().remove(middle)

    def replace_within(self, utterance: str, left: str, before: str, right: str, after: str) -> None:
        """`replace` at the one place with these surroundings."""
        run, at = self._find(utterance, left + before + right)
        self._replace(run, at + len(left), len(before), after)

    def insert_within(self, utterance: str, left: str, right: str, text: str) -> None:
        """`insert` between these surroundings."""
        run, at = self._find(utterance, left + right)
        head, middle, _ = self._cut(run, at, len(left))
        if self.tracked:
            self._insert_after(middle, text, head)
        else:
            _set(middle, left + text)

    def write(self, utterance: str, text: str) -> None:
        """Type the whole of an utterance anew."""
        start = next(b for b in self.body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == utterance)
        runs = []
        node = start.getnext()
        while node is not None and node.tag != qn("w:bookmarkEnd"):
            runs += [node] if node.tag == qn("w:r") else []
            node = node.getnext()
        _set(runs[0], text)
        for rest in runs[1:]:
            rest.getparent().remove(rest)

    def insert(self, utterance: str, behind: str, text: str) -> None:
        """Put the cursor behind `behind` and type."""
        run, at = self._find(utterance, behind)
        head, middle, _ = self._cut(run, at, len(behind))
        if self.tracked:
            self._insert_after(middle, text, head)
        else:
            _set(middle, behind + text)

    def add_line(self, after: str, text: str, label: str = "") -> None:
        """A new paragraph below an utterance: what the machine did not hear."""
        paragraph = self.paragraph(after)
        made = OxmlElement("w:p")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        run = OxmlElement("w:r")
        t = OxmlElement("w:t")
        t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(t)
        t.text = f"○{label}　{text}" if label else text
        if self.tracked:
            holder = self._change("w:ins")
            holder.append(run)
            made.append(holder)
        else:
            made.append(run)
        paragraph.addnext(made)

    def remove_utterance(self, utterance: str) -> None:
        """Delete a whole paragraph, its mark included."""
        paragraph = self.paragraph(utterance)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run in list(paragraph.iter(qn("w:r"))):
            self._delete(run)
        properties = paragraph.get_or_add_pPr()
        mark = OxmlElement("w:rPr")
        mark.append(self._change("w:del"))
        properties.append(mark)

    def merge_with_next(self, utterance: str) -> None:
        """Backspace at the beginning of the next paragraph."""
        paragraph = self.paragraph(utterance)
        following = paragraph.getnext()
        if self.tracked:
            mark = OxmlElement("w:rPr")
            mark.append(self._change("w:del"))
            paragraph.get_or_add_pPr().append(mark)
            return
        for child in list(following):
            if child.tag != qn("w:pPr"):
                paragraph.append(child)
        following.getparent().remove(following)

    def split(self, utterance: str, behind: str) -> None:
        """Enter behind `behind`."""
        run, at = self._find(utterance, behind)
        _, middle, _ = self._cut(run, at, len(behind))
        paragraph = next(middle.iterancestors(qn("w:p")))
        made = OxmlElement("w:p")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        node = middle.getnext()
        while node is not None:
            after = node.getnext()
            made.append(node)
            node = after
        paragraph.addnext(made)

    def move(self, utterance: str, behind: str) -> None:
        """Cut a paragraph and paste it behind another (untracked)."""
        self.paragraph(behind).addnext(self.paragraph(utterance))

    def rename(self, voice: str, name: str) -> None:
        """Correct a bound name once: Word writes it into every control of that voice and into the identity part."""
        for control in self.body.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            if tag is not None and tag.get(qn("w:val")) == f"speaker:{voice}":
                texts = list(control.find(qn("w:sdtContent")).iter(qn("w:t")))
                texts[0].text = name
                for rest in texts[1:]:
                    rest.text = ""

    def relabel(self, utterance: str, name: str) -> None:
        """Type another name over the one that stands before an utterance, without its control."""
        paragraph = self.paragraph(utterance)
        control = next(paragraph.iter(qn("w:sdt")))
        run = copy.deepcopy(next(control.iter(qn("w:r"))))
        _set(run, name)
        control.getparent().replace(control, run)

    def tick(self, *numbers: int) -> None:
        """Click boxes of the checklist."""
        for control in self.body.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            name = tag.get(qn("w:val")) if tag is not None else ""
            if name.startswith("check-") and int(name.removeprefix("check-")) in numbers:
                control.find(f"{qn('w:sdtPr')}/{{{W14}}}checkbox/{{{W14}}}checked").set(f"{{{W14}}}val", "1")
                next(control.iter(qn("w:t"))).text = "☒"

    def type_ticks(self, *numbers: int) -> None:
        """Replace boxes by ☑ typed by hand, as a program without content controls leaves them."""
        for control in list(self.body.iter(qn("w:sdt"))):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            name = tag.get(qn("w:val")) if tag is not None else ""
            if name.startswith("check-"):
                run = next(control.iter(qn("w:r")))
                if int(name.removeprefix("check-")) in numbers:
                    _set(run, "☑")
                control.getparent().replace(control, run)

    def strike(self, utterance: str, text: str) -> None:
        """Mark `text` and click 取り消し線."""
        run, at = self._find(utterance, text)
        _, middle, _ = self._cut(run, at, len(text))
        middle.get_or_add_rPr().append(OxmlElement("w:strike"))

    def into_table(self, *utterances: str, headings: tuple[str, ...] = (), times: bool = False) -> None:
        """The paragraphs of these utterances as rows of a table: who speaks (and when) in cells of their own."""
        first = self.paragraph(utterances[0])
        made = self.document.add_table(0, 3 if times else 2)
        if headings:
            for cell, text in zip(made.add_row().cells, headings, strict=True):
                cell.text = text
        first.addprevious(made._tbl)
        for utterance in utterances:
            paragraph = self.paragraph(utterance)
            row = made.add_row().cells
            name = copy.deepcopy(paragraph)
            begins = next(n for n, c in enumerate(paragraph) if c.tag == qn("w:bookmarkStart"))
            for node in list(name)[begins:]:
                name.remove(node)
            for node in list(paragraph)[:begins]:
                if node.tag != qn("w:pPr"):
                    paragraph.remove(node)
            row[0]._tc.replace(row[0]._tc.p_lst[0], name)
            if times:
                row[1].text = "0:01:02"
            row[-1]._tc.replace(row[-1]._tc.p_lst[0], paragraph)

    def name_above(self, utterance: str, written: str) -> None:
        """The name before an utterance typed into a paragraph of its own; `written`: how, around {}."""
        paragraph = self.paragraph(utterance)
        name = "".join(_text(run) for run in paragraph.iter(qn("w:r")))
        begins = next(n for n, c in enumerate(paragraph) if c.tag == qn("w:bookmarkStart"))
        before = [node for node in list(paragraph)[:begins] if node.tag != qn("w:pPr")]
        name = "".join(_text(run) for node in before for run in node.iter(qn("w:r"))) or name
        for node in before:
            paragraph.remove(node)
        made = OxmlElement("w:p")
        run = OxmlElement("w:r")
        _set(run, written.format(name.split("\u3000")[0].strip("○ ")))
        made.append(run)
        paragraph.addprevious(made)

    def drop_marks(self) -> None:
        """Remove 〔要確認〕 and time codes, as the guide asks."""
        for run in list(self.body.iter(qn("w:r"))):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            if text.startswith("〔要確認") and run.getparent() is not None:
                run.getparent().remove(run)

    def without_ids(self) -> None:
        """What is left when the text is pasted into a new document: no bookmarks, no controls, no identity."""
        for mark in list(self.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            mark.getparent().remove(mark)
        for control in list(self.body.iter(qn("w:sdt"))):
            content = control.find(qn("w:sdtContent"))
            for child in list(content if content is not None else ()):
                control.addprevious(child)
            control.getparent().remove(control)
        relations = self.document.part.rels
        for key in [k for k, r in relations.items() if r.reltype.endswith("/customXml")]:
            del relations[key]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _find(self, utterance: str, text: str) -> tuple[BaseOxmlElement, int]:
        for run in self.paragraph(utterance).iter(qn("w:r")):
            if next(run.iterancestors(qn("w:del")), None) is not None:
                continue
            found = _text(run).find(text)
            if found >= 0:
                return run, found
        raise AssertionError(f"{text} is not in one run of {utterance}")

    def _cut(self, run: BaseOxmlElement, at: int, length: int) -> tuple[BaseOxmlElement, ...]:
        """The run in three: before, the `length` characters at `at`, after (empty ones are left out of the document)."""
        text = _text(run)
        pieces = []
        for part in (text[:at], text[at : at + length], text[at + length :]):
            piece = copy.deepcopy(run)
            _set(piece, part)
            pieces.append(piece)
            if part:
                run.addprevious(piece)
        run.getparent().remove(run)
        return tuple(pieces)

    def _change(self, tag: str) -> BaseOxmlElement:
        self._number += 1
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(self._number))
        change.set(qn("w:author"), "確認者")
        change.set(qn("w:date"), "2026-04-01T09:00:00Z")
        return change

    def _delete(self, run: BaseOxmlElement) -> None:
        holder = self._change("w:del")
        run.addprevious(holder)
        holder.append(run)
        for t in list(run.iter(qn("w:t"))):
            gone = OxmlElement("w:delText")
            gone.text = t.text
            gone.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            t.getparent().replace(t, gone)

    def _insert_after(self, node: BaseOxmlElement, text: str, like: BaseOxmlElement) -> None:
        holder = self._change("w:ins")
        run = copy.deepcopy(like)
        _set(run, text)
        holder.append(run)
        node.addnext(holder)


def _text(run: BaseOxmlElement) -> str:
    return "".join(t.text or "" for t in run.iter(qn("w:t")))


def _set(run: BaseOxmlElement, text: str) -> None:
    for child in list(run):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    t = OxmlElement("w:t")
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    t.text = text
    run.append(t)
