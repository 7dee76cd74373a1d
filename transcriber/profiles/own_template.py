"""ひな形 in a profile's 設定: which file an office's own Word template is."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from transcriber.errors import TemplateError
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.untrusted import files

_READ = (".docx", ".docm", ".dotx", ".dotm")
_OTHER = (".doc", ".dot", ".odt", ".ott", ".rtf", ".pages", ".jtd")
_SPELLINGS = ("ひな形", "ひな型", "雛形", "雛型", "ひながた")


@dataclass(frozen=True)
class OwnTemplate:
    """An office's own template.

    Attributes:
        path: None if there is none.
        remarks: what is to be said of its name, and of files that may be meant.
    """

    path: Path | None
    remarks: tuple[SheetRemark, ...] = ()


def own_template(expected: Path) -> OwnTemplate:
    """The file at `expected` (ひな形.docx), or what an office saved beside it as a template or with macros (ひな形.dotx, 雛形.docm).

    Raises:
        TemplateError: there is one only in a form that is not read (ひな形.doc), or several that may be meant.
    """
    alike = _named_alike(expected)
    if files.present(expected):
        return OwnTemplate(expected, _unused(alike, f"{expected.name} を使うので、使いません。"))
    named = [p for p in alike if _stem(p) in _SPELLINGS]
    readable = [p for p in named if p.suffix.lower() in _READ]
    if len(readable) > 1:
        names = "」「".join(p.name for p in readable)
        raise TemplateError(
            f"設定フォルダに「{names}」があり、どのひな形を使うか分かりません。",
            f"使うものの名前を「{expected.name}」にしてください。",
        )
    if named and not readable:
        raise TemplateError(
            f"ひな形 {named[0].name} は読めません（読めるのは Word 文書 .docx です）。",
            f"Word で開き、「名前を付けて保存」で「Word 文書 (*.docx)」を選んで、「{expected.name}」として保存してください。",
        )
    if not readable:
        return OwnTemplate(
            None, _unused(alike, f"ひな形に使っていません。使うときは、名前を「{expected.name}」にしてください。")
        )
    used = SheetRemark(
        RemarkKind.MENDED, readable[0].name, f"{expected.name} がないので、このファイルをひな形に使います。"
    )
    rest = [p for p in alike if p != readable[0]]
    return OwnTemplate(readable[0], (used, *_unused(rest, f"{readable[0].name} を使うので、使いません。")))


def _named_alike(expected: Path) -> list[Path]:
    """Word files beside `expected` whose names say that they are a template, in order of name."""
    try:
        with os.scandir(expected.parent) as found:
            names = sorted(e.name for e in found if e.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [
        expected.parent / name
        for name in names
        if name != expected.name
        and not name.startswith(("~", "."))
        and Path(name).suffix.lower() in (*_READ, *_OTHER)
        and any(word in _stem(Path(name)) for word in _SPELLINGS)
    ]


def _stem(path: Path) -> str:
    """The name as it is compared: NFKC, without spaces and suffixes (ひな形.docx.docx)."""
    stem = unicodedata.normalize("NFKC", path.name).replace(" ", "")
    while Path(stem).suffix.lower() in (*_READ, *_OTHER):
        stem = Path(stem).stem
    return stem


def _unused(paths: list[Path], why: str) -> tuple[SheetRemark, ...]:
    return tuple(SheetRemark(RemarkKind.NOT_USED, p.name, why) for p in paths)
