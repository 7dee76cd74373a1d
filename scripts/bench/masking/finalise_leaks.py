"""What of phrases planted in a checked draft `finalise` carries into what is made of it.

    python -m scripts.bench.masking.finalise_leaks [--pdf]

A masked council draft and a masked consultation are made as the product makes them; a phrase of its own is planted in every place of the
Word file where an office's computer or a person may leave one without seeing it (properties, comments, deleted text, hidden text, custom
XML, variables, paths of templates and pictures, alternative texts, field codes, …). Then `transcriber finalise` makes its copies, and
every file of them is unpacked and searched. In the original what was deleted stands (it is struck out there); nothing else may.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from scripts.bench.masking.consultations import consultations
from scripts.bench.masking.leaks import _drafted, transcript_of
from scripts.bench.masking.reporting_set import REPORTING
from scripts.bench.masking.searched import holds, unpacked
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.transcript import RecordKind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCUMENT, _SETTINGS, _CORE, _APP = "word/document.xml", "word/settings.xml", "docProps/core.xml", "docProps/app.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, bytes]


def _before_end(part: str, tag: str, text: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        data = parts[part].decode()
        at = data.rindex(f"</{tag}>")
        parts[part] = (data[:at] + text + data[at:]).encode()

    return change


def _paragraph(runs: str) -> Callable[[Parts], None]:
    """Before the first paragraph of the body, so that it stands in what is published."""

    def change(parts: Parts) -> None:
        data = parts[_DOCUMENT].decode()
        at = re.search(r"<w:body[^>]*>", data)
        assert at
        parts[_DOCUMENT] = (data[: at.end()] + f"<w:p {W}>{runs}</w:p>" + data[at.end() :]).encode()

    return change


def _new_part(name: str, kind: str, data: str, content: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = data.encode()
        target = name.removeprefix("word/") if name.startswith("word/") else f"../{name}"
        link = f'<Relationship Id="rLeak{len(parts)}" Type="{kind}" Target="{target}"/>'
        _before_end(_RELATIONS, "Relationships", link)(parts)
        _before_end(_TYPES, "Types", f'<Override PartName="/{name}" ContentType="{content}"/>')(parts)

    return change


def _property(tag: str, text: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        data = re.sub(rf"<{tag}[^>]*?(/>|>.*?</{tag}>)", "", parts[_CORE].decode(), flags=re.S)
        parts[_CORE] = data.encode()
        _before_end(_CORE, "cp:coreProperties", f"<{tag}>{text}</{tag}>")(parts)

    return change


def _app(tag: str, text: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[_APP] = re.sub(rf"<{tag}>.*?</{tag}>", "", parts[_APP].decode(), flags=re.S).encode()
        _before_end(_APP, "Properties", f"<{tag}>{text}</{tag}>")(parts)

    return change


def _template_path(parts: Parts) -> None:
    rels = "word/_rels/settings.xml.rels"
    parts[rels] = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rT" Type="{_OFFICE}/attachedTemplate" Target="file:///C:/Users/漏れ型紙/a.dotx" TargetMode="External"/></Relationships>'
    ).encode()
    data = parts[_SETTINGS].decode()
    at = re.search(r"<w:settings[^>]*>", data)
    assert at
    link = f'<w:attachedTemplate xmlns:r="{_OFFICE}" r:id="rT"/>'
    parts[_SETTINGS] = (data[: at.end()] + link + data[at.end() :]).encode()


_AUTHOR = 'w:id="9001" w:author="漏れ筆者" w:date="2026-11-01T00:00:00Z"'
PLANTS: dict[str, Callable[[Parts], None]] = {
    "漏れ作成者": _property("dc:creator", "漏れ作成者"),
    "漏れ題名": _property("dc:title", "漏れ題名"),
    "漏れ件名": _property("dc:subject", "漏れ件名"),
    "漏れ説明": _property("dc:description", "漏れ説明"),
    "漏れ鍵語": _property("cp:keywords", "漏れ鍵語"),
    "漏れ更新者": _property("cp:lastModifiedBy", "漏れ更新者"),
    "漏れ分類": _property("cp:category", "漏れ分類"),
    "漏れ会社": _app("Company", "漏れ会社"),
    "漏れ上司": _app("Manager", "漏れ上司"),
    "漏れ独自項目": _new_part("docProps/custom.xml", f"{_OFFICE}/custom-properties", '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="a"><vt:lpwstr>漏れ独自項目</vt:lpwstr></property></Properties>', "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    "漏れ独自部品": _new_part("customXml/item9.xml", f"{_OFFICE}/customXml", "<a>漏れ独自部品</a>", "application/xml"),
    "漏れ人物": _new_part("word/people.xml", "http://schemas.microsoft.com/office/2011/relationships/people", '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="漏れ人物"/></w15:people>', "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml"),
    "漏れ用語集": _new_part("word/glossary/document.xml", f"{_OFFICE}/glossaryDocument", f"<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>漏れ用語集</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"),
    "漏れ変数": _before_end(_SETTINGS, "w:settings", f'<w:docVars {W}><w:docVar w:name="a" w:val="漏れ変数"/></w:docVars>'),
    "漏れ差込": _before_end(_SETTINGS, "w:settings", f'<w:mailMerge {W}><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/><w:query w:val="漏れ差込"/></w:mailMerge>'),
    "漏れ型紙": _template_path,
    "漏れ隠し文字": _paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>漏れ隠し文字</w:t></w:r>"),
    "漏れ筆者": _paragraph(f"<w:ins {_AUTHOR}><w:r><w:t>追加</w:t></w:r></w:ins>"),
    "漏れ削除": _paragraph(f"<w:r><w:t>前</w:t></w:r><w:del {_AUTHOR}><w:r><w:delText>漏れ削除</w:delText></w:r></w:del>"),
    "漏れ移動元": _paragraph(f'<w:moveFrom {_AUTHOR}><w:r><w:t>漏れ移動元</w:t></w:r></w:moveFrom><w:r><w:t>後</w:t></w:r>'),
    "漏れ命令": _paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> COMMENTS "漏れ命令" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>欄</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    "漏れしおり": _paragraph('<w:bookmarkStart w:id="9050" w:name="漏れしおり"/><w:r><w:t>所</w:t></w:r><w:bookmarkEnd w:id="9050"/>'),
    "漏れ書式前": _paragraph(f'<w:r><w:rPr><w:b/><w:rPrChange {_AUTHOR}><w:rPr><w:rFonts w:ascii="漏れ書式前"/></w:rPr></w:rPrChange></w:rPr><w:t>字</w:t></w:r>'),
    "漏れ札": _paragraph('<w:sdt><w:sdtPr><w:alias w:val="漏れ札"/><w:tag w:val="漏れ札"/></w:sdtPr><w:sdtContent><w:r><w:t>枠</w:t></w:r></w:sdtContent></w:sdt>'),
}  # fmt: skip
STRUCK_OUT = {"漏れ削除", "漏れ移動元"}
"""In the original these stand on purpose: what was taken back is underlined there."""


def planted(draft: Path, out: Path) -> list[str]:
    """Writes the draft with every plant that the file can take; returns them."""
    with zipfile.ZipFile(draft) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for change in PLANTS.values():
        change(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return list(PLANTS)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pdf", action="store_true", help="also the PDF files; takes LibreOffice and a minute")
    asked = parser.parse_args()
    leaks = 0
    for kind, copies in (("会議録", ("", "速報版")), ("相談記録", ("",))):
        with tempfile.TemporaryDirectory() as folder:
            talk = consultations(REPORTING, 1, 77)[0]
            root = Path(folder)
            made = transcript_of(talk, "遠山")
            kind_of = RecordKind.COUNCIL if kind == "会議録" else RecordKind.CONSULTATION
            made = made.model_copy(update={"meeting": made.meeting.model_copy(update={"kind": kind_of})})
            desk = _drafted(made, Shown.HIDDEN, root)
            draft = next(p for p in desk.rglob("*.docx"))
            checked = root / "確認.docx"
            names = planted(draft, checked)
            for copy in copies:
                out = root / f"出力{copy}"
                command = [
                    sys.executable,
                    "-m",
                    "transcriber",
                    "finalise",
                    str(checked),
                    "--out",
                    str(out),
                    "--kind",
                    kind,
                ]
                command += ["--reason", "試し"] + (["--copy", copy] if copy else []) + ([] if asked.pdf else ["--no-pdf"])  # fmt: skip
                done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
                print(
                    f"{kind} {copy or '既定'}: rc {done.returncode} {(done.stdout + done.stderr)[-500:] if done.returncode else ''}"
                )
                for path in sorted(p for p in out.rglob("*") if p.is_file()):
                    found = set()
                    for where, data in unpacked(path.name, path.read_bytes()):
                        found |= {(n, where) for n in names if holds(n, data)}
                    allowed = STRUCK_OUT if "原本" in path.name else set()
                    told = sorted(f"{n} in {w.rpartition('!')[2]}" for n, w in found if n not in allowed)
                    leaks += len(told)
                    print(f"  {path.name}: {told or 'nothing'}")
    print(f"{len(PLANTS)} plants a file, {leaks} leaks")
    return bool(leaks)


if __name__ == "__main__":
    sys.exit(main())
