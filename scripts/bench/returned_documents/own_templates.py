"""An office's own templates (ひな形.docx) as people make and save them, filled with a meeting of six utterances.

    .venv/bin/python -m scripts.bench.returned_documents.own_templates

Right: every utterance, the title and the speakers are printed and no tag is left, or the template is refused with its place and what to do.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scripts.bench.returned_documents import making
from scripts.bench.returned_documents.edited import office
from transcriber.drafts import word
from transcriber.errors import TemplateError
from transcriber.settings import HOME

_TITLE = "第1回定例会"
_LIST = ("{%p for 項 in 経過一覧 %}", "{{ 項.印 }}{{ 項.話者 }}\u3000{{ 項.本文 }}{{ 項.要確認 }}", "{%p endfor %}")


def _typed(*lines: str, then: Callable[[Document], None] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if then is not None:
        then(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _runs_of_three(document: Document) -> None:
    """Tags cut into runs by spelling and formats."""
    for paragraph in document.paragraphs:
        text = paragraph.text
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)
        for n, part in enumerate(re.findall(".{1,3}", text)):
            paragraph.add_run(part).bold = n % 2 == 0


def _rows(document: Document) -> None:
    table = document.add_table(rows=4, cols=2)
    texts = (
        ("発言者", "発言"),
        ("{%tr for 項 in 経過一覧 %}", ""),
        ("{{ 項.話者 }}", "{{ 項.本文 }}"),
        ("{%tr endfor %}", ""),
    )
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text


def _tracked(document: Document) -> None:
    """Another tag put in its place while changes were tracked."""
    first = document.paragraphs[0]
    first.text = ""
    about = f'{nsdecls("w")} w:id="1" w:author="x"'
    first._p.append(parse_xml(f"<w:del {about}><w:r><w:delText>{{{{ 録音時間 }}}}</w:delText></w:r></w:del>"))
    first._p.append(parse_xml(f"<w:ins {about}><w:r><w:t>{{{{ 会議名 }}}}</w:t></w:r></w:ins>"))


def _header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ 会議名 }}\u3000{{ 自治体名 }}"


def templates() -> Iterator[tuple[str, bytes]]:
    """(name, file) of each."""
    title = "{{ 会議名 }}"
    yield "素朴", _typed(title, *_LIST)
    yield "字ごとに分断", _typed(title, *_LIST, then=_runs_of_three)
    yield "空白なし", _typed("{{会議名}}", *(line.replace(" ", "") if "{{" in line else line for line in _LIST))
    yield "表の行", _typed(title, then=_rows)
    yield "ヘッダー", _typed(title, *_LIST, then=_header)
    yield "変更履歴", _typed(title, *_LIST, then=_tracked)
    yield (
        "曲がった引用符",
        _typed(title, _LIST[0], "{% if 項.種類 == “発言” %}{{ 項.話者 }}{% endif %}{{ 項.本文 }}", _LIST[2]),
    )
    yield "一段落に全部", _typed(title, "{% for 項 in 経過一覧 %}{{ 項.話者 }}{{ 項.本文 }}{% endfor %}")
    yield "全角空白", _typed(title, *(line.replace(" ", "\u3000") for line in _LIST))
    yield "pのない繰り返し", _typed(title, "{% for 項 in 経過一覧 %}", _LIST[1], "{% endfor %}")
    yield "pの前に空白", _typed(title, "{% p for 項 in 経過一覧 %}", _LIST[1], "{% p endfor %}")
    yield "終わりなし", _typed(title, *_LIST[:2])
    yield "違う名前", _typed("{{ 会議の名前 }}", *_LIST)
    yield "全角の括弧", _typed("｛｛ 会議名 ｝｝", *_LIST)
    shipped = word.shipped_template(making.meeting("0" * 64, _TITLE, 6).meeting.kind, HOME / "templates").read_bytes()
    for name, ways in (
        ("LibreOfficeで保存", ("docx:MS Word 2007 XML",)),
        ("ODTを経て", ("odt", "docx:MS Word 2007 XML")),
    ):
        saved = office(shipped, *ways)
        if saved is not None:
            yield name, saved


def filled(template: bytes) -> str:
    """What is wrong with the draft made of it; empty: nothing, or the template was refused with its place."""
    meeting = making.meeting("0" * 64, _TITLE, 6)
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "ひな形.docx", Path(folder) / "draft.docx"
        path.write_bytes(template)
        try:
            word.render_draft(meeting, template=path, office="鳥越村", out=out)
        except TemplateError as e:
            return (
                ""
                if "ひな形.docx" in e.found and "段落" in e.found and e.todo
                else f"refused without a place: {e.found}"
            )
        text = "".join(t.text or "" for t in docx.Document(str(out)).element.body.iter(qn("w:t")))
    lacks = [u.id for u in meeting.utterances if u.text[:20] not in text]
    left = re.findall(r"\{[{%].{0,20}", text)
    return "" if not lacks and not left and _TITLE in text and "福祉部長" in text else f"lacks {lacks}, left {left}"


def main() -> None:
    """Fill all of them."""
    found = [(name, filled(data)) for name, data in templates()]
    for name, wrong in found:
        if wrong:
            print(f"{name}: {wrong}")
    count = sum(bool(w) for _, w in found)
    print(f"{len(found)} templates: {count} wrong")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
