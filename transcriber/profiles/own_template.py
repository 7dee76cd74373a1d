"""ひな形 in a profile's 設定: which file an office's own Word template is."""

from __future__ import annotations

from pathlib import Path

from transcriber.errors import TemplateError
from transcriber.profiles.named_alike import SettingFile, named_alike, stem_of, unused, used
from transcriber.untrusted import files

WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
"""What is read of Word's own forms."""

_KINDS = (*WORD_SUFFIXES, ".doc", ".dot", ".odt", ".ott", ".rtf", ".pages", ".jtd")
_SPELLINGS = ("ひな形", "ひな型", "雛形", "雛型", "ひながた")


def own_template(expected: Path) -> SettingFile:
    """The file at `expected` (ひな形.docx), or what an office saved beside it as a template or with macros (ひな形.dotx, 雛形.docm).

    Raises:
        TemplateError: there is one only in a form that is not read (ひな形.doc), or several that may be meant.
    """
    alike = named_alike(expected, _SPELLINGS, _KINDS)
    if files.present(expected):
        return SettingFile(expected, unused(alike, f"{expected.name} を使うので、使いません。"))
    named = [p for p in alike if stem_of(p, _KINDS) in _SPELLINGS]
    readable = [p for p in named if p.suffix.lower() in WORD_SUFFIXES]
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
        why = f"ひな形に使っていません。使うときは、名前を「{expected.name}」にしてください。"
        return SettingFile(None, unused(alike, why))
    return used(readable[0], [p for p in alike if p != readable[0]], expected, "ひな形に使います")
