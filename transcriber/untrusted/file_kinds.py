"""What a file is by what is in it, whatever its name says: Office files of each form, and what is put in their place.

Called in the child of bounded.py. Names inside OLE files are looked for as text: they stand there in UTF-16.
"""

from __future__ import annotations

import codecs
import errno
import re
import zipfile
from enum import Enum, auto
from typing import BinaryIO


class ContentKind(Enum):
    """What a file is. A file that begins like one kind and is not to be read as such is told apart where people do so."""

    EMPTY = auto()
    ZEROS = auto()  # room was made for it, and nothing was written
    OPEN_XML = auto()  # docx, xlsx, pptx and their relatives
    CUT_ARCHIVE = auto()  # begins like a zip, and its end is missing
    LOCKED_ARCHIVE = auto()
    ARCHIVE = auto()  # any other zip
    ODF = auto()  # OpenDocument: odt, ods, odp
    PAGES = auto()
    PASSWORD = auto()  # Office, encrypted
    RIGHTS = auto()  # Office, encrypted by an organisation's rights management
    OLD_WORD = auto()
    OLD_EXCEL = auto()
    OLD_POWERPOINT = auto()
    ICHITARO = auto()
    OUTLOOK = auto()
    MAIL = auto()  # saved by any other mail program
    OTHER_ARCHIVE = auto()  # 7z, rar, lzh and others that are not opened here
    OLE = auto()  # any other
    RTF = auto()
    WEB_PAGE = auto()
    WORD_XML = auto()  # one XML file: Word 2003, or the flat form of today's
    PDF = auto()
    PICTURE = auto()
    SHORTCUT = auto()
    TEXT = auto()
    UNKNOWN = auto()


_HEAD = 4096
_BLOCK = 1 << 20
_MAGIC = (
    (b"{\\rtf", ContentKind.RTF),
    (b"%PDF", ContentKind.PDF),
    (b"\x89PNG", ContentKind.PICTURE),
    (b"\xff\xd8\xff", ContentKind.PICTURE),
    (b"GIF8", ContentKind.PICTURE),
    (b"II*\0", ContentKind.PICTURE),
    (b"MM\0*", ContentKind.PICTURE),
    (b"7z\xbc\xaf\x27\x1c", ContentKind.OTHER_ARCHIVE),
    (b"Rar!\x1a\x07", ContentKind.OTHER_ARCHIVE),
    (b"\x1f\x8b", ContentKind.OTHER_ARCHIVE),
    (b"MSCF", ContentKind.OTHER_ARCHIVE),
    (bytes.fromhex("4C0000000114020000000000C000000000000046"), ContentKind.SHORTCUT),
    (b"[InternetShortcut]", ContentKind.SHORTCUT),
)
_OLE = bytes.fromhex("D0CF11E0")
_IN_OLE = (
    # Rights-managed files hold an encrypted package as well, so they are asked for first.
    ("DRMEncrypted", ContentKind.RIGHTS),
    ("EncryptedPackage", ContentKind.PASSWORD),
    ("__substg1.0_", ContentKind.OUTLOOK),  # mails, which hold their attachments whole
    ("JSRV_SegmentInformation", ContentKind.ICHITARO),
    ("DocumentText", ContentKind.ICHITARO),
    ("WordDocument", ContentKind.OLD_WORD),
    ("Workbook", ContentKind.OLD_EXCEL),
    ("PowerPoint Document", ContentKind.OLD_POWERPOINT),
)
_WEB = re.compile(
    r"<(!doctype\s+html|html|head|body|meta)\b|^mime-version:|^content-type:\s*multipart/related", re.I | re.M
)
_MAIL = (
    re.compile(r"^(received|return-path|delivered-to|message-id|to):", re.I | re.M),
    re.compile(r"^subject:", re.I | re.M),
)
_HEIC = re.compile(rb"^.{4}ftyp(heic|heix|mif1|avif)", re.DOTALL)
_LZH = re.compile(rb"^..-l[hz][0-9ds]-", re.DOTALL)
_WORD_XML = ("<?mso-application", "<w:wordDocument", "<pkg:package", "schemas.microsoft.com/office/word/2003/wordml")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def kind_of(file: BinaryIO) -> ContentKind:
    """What `file` is; its position is at the beginning afterwards."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not head:
        return ContentKind.EMPTY
    if head.startswith(b"PK"):
        return _zip(file)
    if head.startswith(_OLE):
        return _ole(file)
    for mark, kind in _MAGIC:
        if head.startswith(mark):
            return kind
    if not head.strip(b"\0"):
        return ContentKind.ZEROS
    if _HEIC.match(head):
        return ContentKind.PICTURE
    if _LZH.match(head):
        return ContentKind.OTHER_ARCHIVE
    return _of_text(head)


def _zip(file: BinaryIO) -> ContentKind:
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            names = {m.filename.replace("\\", "/") for m in members}
            if any(m.flag_bits & 1 for m in members):
                return ContentKind.LOCKED_ARCHIVE
            if any(n.startswith("Index/") and n.endswith(".iwa") for n in names) or "Index.zip" in names:
                return ContentKind.PAGES
            lower = {n.lower() for n in names}
            if "[content_types].xml" in lower or "word/document.xml" in lower:
                return ContentKind.OPEN_XML
            if "mimetype" in lower and "content.xml" in lower:
                return ContentKind.ODF
            return ContentKind.ARCHIVE
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return ContentKind.CUT_ARCHIVE
    except OSError as e:
        if e.errno != errno.EINVAL:  # a place before the beginning: the middle of the file is missing
            raise
        return ContentKind.CUT_ARCHIVE
    finally:
        file.seek(0)


def _ole(file: BinaryIO) -> ContentKind:
    marks = [(name.encode("utf-16-le"), kind) for name, kind in _IN_OLE]
    longest = max(len(mark) for mark, _ in marks)
    seen: set[ContentKind] = set()
    tail = b""
    while block := file.read(_BLOCK):
        stretch = tail + block
        seen |= {kind for mark, kind in marks if mark in stretch}
        tail = stretch[-longest:]
    file.seek(0)
    return next((kind for _, kind in _IN_OLE if kind in seen), ContentKind.OLE)


def _of_text(head: bytes) -> ContentKind:
    text = _decoded(head)
    if text is None:
        return ContentKind.UNKNOWN
    if any(mark in text for mark in _WORD_XML):
        return ContentKind.WORD_XML
    if not text.lstrip().startswith("<") and all(line.search(text) for line in _MAIL):
        return ContentKind.MAIL
    return ContentKind.WEB_PAGE if _WEB.search(text) else ContentKind.TEXT


def _decoded(head: bytes) -> str | None:
    """The beginning as text, in the encodings that Japanese programs write; None if it is none."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head.removeprefix(bom).decode(encoding, "replace")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(head)  # what is cut at the end is no fault
        except UnicodeDecodeError:
            continue
    return None
