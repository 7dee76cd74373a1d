"""The one opener of Word files: says what a file is where it cannot be read, and reads every form that can.

    with files.open_regular(path) as file:
        opened = word_files.open_word(file, limits)

Strict documents, documents with macros, templates, documents with relationships that lead nowhere or with damaged parts
beside the text are read (open_xml.py makes ordinary ones of them). Called in the child of bounded.py.
"""

from __future__ import annotations

import errno
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from transcriber.untrusted import archive, file_kinds, open_xml
from transcriber.untrusted.archive import ArchiveLimits
from transcriber.untrusted.file_kinds import ContentKind
from transcriber.untrusted.files import UnreadableFile
from transcriber.untrusted.open_xml import PlainDocument

SAVE_AS = "Word で開き、「名前を付けて保存」で「Word 文書 (*.docx)」を選んで保存し直してください。"
_COPY_AGAIN = "元のファイルを開けるか確かめ、もう一度コピーしてください。開けなければ、前の版か控えを使ってください。"
REPAIR = "Word で開けば、修復するかを聞かれます。修復して開き、「Word 文書 (*.docx)」で保存し直してください。開けなければ、前の版か控えを使ってください。"
_DRAFT_IN_WORD = "Word の文書 (.docx) を入れてください。"


class NotAWordFile(UnreadableFile):
    """A file that cannot be read as a Word document."""


@dataclass(frozen=True)
class OpenedWord:
    """An open document.

    Attributes:
        form: what kind of Word file it is, in Japanese; empty for an ordinary .docx.
        left_out: names of damaged parts beside the text.
    """

    document: Document
    form: str
    left_out: tuple[str, ...]


def open_word(file: BinaryIO, limits: ArchiveLimits, *, text_only: bool = False) -> OpenedWord:
    """Open a Word document of any form.

    Args:
        text_only: what is no XML (pictures) is left out.

    Raises:
        NotAWordFile: it is none, or cannot be read.
        UnsafeArchive: over a limit.
    """
    plain = ordinary(file, limits, text_only=text_only)
    return OpenedWord(document_of(plain), form_of(plain), plain.left_out)


def said_of(kind: ContentKind) -> tuple[str, str]:
    """What staff are told of a file of another kind: how it goes on after the file's name, and what to do.

    Raises:
        KeyError: a kind that is read, or looked into further.
    """
    return _SAID[kind]


def document_of(plain: PlainDocument) -> Document:
    """Parse it.

    Raises:
        NotAWordFile: its text is damaged.
    """
    try:
        return docx.Document(plain.data)
    except _DAMAGE as e:
        raise _damaged_text(e.lineno if isinstance(e, SyntaxError) else None) from e


def ordinary(file: BinaryIO, limits: ArchiveLimits, *, text_only: bool = False) -> PlainDocument:
    """As `open_word`: the same document as an ordinary .docx, for libraries that open it themselves.

    Raises:
        NotAWordFile, UnsafeArchive: see `open_word`.
    """
    kind = file_kinds.kind_of(file)
    if kind is ContentKind.ARCHIVE:
        raise _archive(file)
    if kind is not ContentKind.OPEN_XML:
        raise NotAWordFile(*said_of(kind))
    damaged: set[str] = set()
    try:
        archive.check_archive(file, limits, damaged=damaged)
        with zipfile.ZipFile(file) as packed:
            return open_xml.plain_document(packed, damaged, text_only=text_only)
    except open_xml.NoWordDocument as e:
        raise _other_program(e.what) from e
    except open_xml.LostPart as e:
        raise _damaged_text(None) from e
    except OSError as e:
        if e.errno != errno.EINVAL:  # as in file_kinds.py
            raise
        raise NotAWordFile(*said_of(ContentKind.CUT_ARCHIVE)) from e
    except _DAMAGE as e:
        raise NotAWordFile(*said_of(ContentKind.CUT_ARCHIVE)) from e


_DAMAGE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    SyntaxError,  # so lxml reports XML that cannot be read
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    NotImplementedError,
)


def form_of(plain: PlainDocument) -> str:
    """What kind of Word file it was, in Japanese; empty for an ordinary .docx."""
    words = []
    if plain.strict:
        words.append("Strict Open XML 形式")
    if plain.template:
        words.append("マクロ付きのテンプレート (.dotm)" if plain.macros else "テンプレート (.dotx)")
    elif plain.macros:
        words.append("マクロ付きの文書 (.docm)")
    return "、".join(words)


def saved_as(form: str) -> str:
    """What staff are told of a file of that `form` (`form_of`), how it goes on after the file's name; nothing of an ordinary .docx."""
    return f"{form}{' ' if form.endswith(')') else ''}として保存されていましたが、文章は読めました。" if form else ""


def _damaged_text(line: int | None) -> NotAWordFile:
    where = f"の {line} 行目" if line else ""
    return NotAWordFile(f"は壊れていて、本文（word/document.xml）{where}を読めません。", REPAIR)


def _other_program(what: str) -> NotAWordFile:
    if what:
        return NotAWordFile(f"は Word の文書ではありません（{what} のファイルです）。", _DRAFT_IN_WORD)
    return NotAWordFile("は壊れているか、Word の文書ではありません（中に本文がありません）。", SAVE_AS)


def _archive(file: BinaryIO) -> NotAWordFile:
    """A zip that is no document: most often one with a document in it."""
    with zipfile.ZipFile(file) as packed:
        names = [_readable(m) for m in packed.infolist() if not m.filename.startswith("__MACOSX/")]
    words = [n.rpartition("/")[2] for n in names if n.lower().endswith((".docx", ".docm", ".doc"))]
    if words:
        more = f"など{len(words)}件" if len(words) > 1 else ""
        return NotAWordFile(
            f"は Word の文書ではありません（圧縮したファイル (zip) で、中に「{words[0][:60]}」{more}があります）。",
            "zip を展開（解凍）して、中の Word の文書をそのまま入れてください。",
        )
    if any(n.lower().endswith("word/document.xml") for n in names):
        return NotAWordFile(
            "は Word の文書ではありません（文書の中身を取り出して、フォルダごと圧縮し直したものです）。",
            "圧縮する前の Word の文書 (.docx) を入れてください。",
        )
    return NotAWordFile("は Word の文書ではありません（圧縮したファイル (zip) です）。", _DRAFT_IN_WORD)


def _readable(member: zipfile.ZipInfo) -> str:
    """A member's name: Windows writes Japanese ones in its own encoding and does not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return member.filename


_SAID: dict[ContentKind, tuple[str, str]] = {
    ContentKind.EMPTY: ("は空のファイルです（0 バイトで、Word の文書ではありません）。", SAVE_AS),
    ContentKind.ZEROS: (
        "は中身が書かれていません（大きさだけがあり、全部ゼロです）。コピーか保存が途中で止まったようです。",
        _COPY_AGAIN,
    ),
    ContentKind.CUT_ARCHIVE: (
        "は壊れているか、Word の文書ではありません（途中までしかなく、終わりの部分が読めません）。コピーか保存が途中で止まったようです。",
        _COPY_AGAIN,
    ),
    ContentKind.LOCKED_ARCHIVE: (
        "はパスワード付きの圧縮ファイル (zip) なので、読めません。",
        "パスワードで展開（解凍）して、中の Word の文書をそのまま入れてください。",
    ),
    ContentKind.ODF: (
        "は Word の文書ではありません（LibreOffice などの OpenDocument 形式 (.odt) です）。",
        SAVE_AS,
    ),
    ContentKind.PAGES: (
        "は Word の文書ではありません（Mac の Pages の書類 (.pages) です）。",
        "Pages で開き、「ファイル」→「書き出す」→「Word」で .docx を作って入れてください。",
    ),
    ContentKind.PASSWORD: (
        "はパスワードで保護されているため、読めません。",
        "Word で開き、「ファイル」→「情報」→「文書の保護」→「パスワードを使用して暗号化」でパスワードを外して、保存し直してください。",
    ),
    ContentKind.RIGHTS: (
        "は閲覧を制限する保護（秘密度ラベル、IRM）がかかっているため、読めません。",
        "Word で開き、「ファイル」→「情報」→「文書の保護」でアクセスの制限か秘密度ラベルを外して、保存し直してください。",
    ),
    ContentKind.OLD_WORD: ("は古い形式 (.doc) の Word の文書です。", SAVE_AS),
    ContentKind.OLD_EXCEL: (
        "は Word の文書ではありません（古い形式の Excel のファイル (.xls) です）。",
        _DRAFT_IN_WORD,
    ),
    ContentKind.OLD_POWERPOINT: ("は Word の文書ではありません（PowerPoint のファイルです）。", _DRAFT_IN_WORD),
    ContentKind.ICHITARO: (
        "は Word の文書ではありません（一太郎の文書です）。",
        "一太郎で開き、「名前を付けて保存」で「Word 文書 (*.docx)」を選んで保存し直してください。",
    ),
    ContentKind.OUTLOOK: (
        "は Word の文書ではありません（Outlook のメールです）。",
        "メールを開き、添付の Word の文書を保存して入れてください。",
    ),
    ContentKind.MAIL: (
        "は Word の文書ではありません（保存したメールです）。",
        "メールを開き、添付の Word の文書を保存して入れてください。",
    ),
    ContentKind.OTHER_ARCHIVE: (
        "は Word の文書ではありません（圧縮したファイルです）。",
        "展開（解凍）して、中の Word の文書をそのまま入れてください。",
    ),
    ContentKind.OLE: ("は古い形式 (.doc など) のファイルで、いまの Word の文書 (.docx) ではありません。", SAVE_AS),
    ContentKind.RTF: ("は Word の文書 (.docx) ではありません（リッチテキスト (RTF) です）。", SAVE_AS),
    ContentKind.WEB_PAGE: ("は Word の文書 (.docx) ではありません（Web ページ (HTML) です）。", SAVE_AS),
    ContentKind.WORD_XML: ("は Word の文書 (.docx) ではありません（Word の XML ファイルです）。", SAVE_AS),
    ContentKind.PDF: (
        "は Word の文書ではありません（PDF です）。",
        "PDF にする前の Word の文書 (.docx) を入れてください。",
    ),
    ContentKind.PICTURE: (
        "は Word の文書ではありません（画像です）。",
        "画像にする前の Word の文書 (.docx) を入れてください。",
    ),
    ContentKind.SHORTCUT: (
        "は Word の文書ではありません（文書そのものではなく、ショートカットです）。",
        "ショートカットの元の Word の文書をコピーして入れてください。",
    ),
    ContentKind.TEXT: (
        "は Word の文書ではありません（文字だけのファイル (テキスト) です）。",
        SAVE_AS,
    ),
    ContentKind.UNKNOWN: ("は Word の文書ではありません（中身が別の種類のファイルです）。", SAVE_AS),
}
"""What a file of each other kind is, and what to do about it."""
