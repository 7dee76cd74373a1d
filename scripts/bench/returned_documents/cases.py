"""Files that come back, each with what must become of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import docx
from openpyxl import Workbook

from scripts.bench.returned_documents import edited, making, village

ALL = 12
"""Boxes of the council's checklist."""


@dataclass(frozen=True)
class Read:
    """It is read.

    Attributes:
        recording: the one it belongs to.
        how: it was found; empty: it may be found in any way.
        ticked: boxes of the checklist.
        corrections: words corrected.
        words: what staff are told beside the figures; empty: nothing in particular.
    """

    recording: str = "第1回定例会"
    how: str = "identity"
    ticked: int = ALL
    corrections: int = 1
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """It is not, and staff are told what it is (`words`) and what to do."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One file: its name below 3_確認済み, its content, and the truth. `folder`: a folder with that content in it."""

    name: str
    data: bytes
    truth: Read | Refused
    folder: bool = False


def cases(drafts: Mapping[str, bytes]) -> Iterator[Case]:
    """All of them.

    Args:
        drafts: recording → its draft.
    """
    draft = drafts["第1回定例会"]
    done = making.clicked(making.corrected(draft))
    yield from _forms(draft, done)
    yield from _damaged(done)
    yield from _ticks(making.corrected(draft))
    yield from _others(done)
    yield from _lost(drafts, done)
    yield from _edited(draft)


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


def _forms(draft: bytes, done: bytes) -> Iterator[Case]:
    core = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    libre = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    yield Case("普通.docx", done, Read())
    yield Case("未確認のまま.docx", draft, Read(ticked=0, corrections=0, words=("12項目のうち12項目に印がありません",)))
    yield Case("変更履歴.docx", making.clicked(making.corrected(draft, tracked=True)), Read())
    yield Case("厳密.docx", making.strict(done), Read(words=("Strict Open XML 形式",)))
    yield Case("厳密_一部.docx", making.strict(draft), Read(ticked=0, corrections=0, words=("Strict",)))
    yield Case("マクロ.docm", making.of_type(done, _MACRO, vba=True), Read(words=("マクロ付きの文書 (.docm)",)))
    yield Case("マクロ.docx", making.of_type(done, _MACRO), Read(words=("マクロ付きの文書 (.docm)",)))
    yield Case("ひな形として.dotx", making.of_type(done, _MAIN), Read(words=("テンプレート (.dotx)",)))
    yield Case(
        "ひな形として.dotm", making.of_type(done, _MACRO_TEMPLATE, vba=True), Read(words=("テンプレート (.dotm)",))
    )
    yield Case("話者名が未定.docx", making.called(done, "議長→副議長"), Read(words=("議長→副議長", "決まっていない")))
    yield Case("テキストボックス.docx", making.boxed(done, "ここは聞き直しました。"), Read())
    yield Case("名前だけ古い.doc", done, Read())
    yield Case("名前だけ圧縮.zip", done, Read())
    yield Case("大文字.DOCX", done, Read())
    yield Case("全角．ｄｏｃｘ", done, Read())
    yield Case("拡張子なし", done, Read())
    yield Case("第1回 ver2.1", done, Read())
    yield Case("NULL参照.docx", making.related(done, "image", "../NULL"), Read())
    yield Case("空の参照.docx", making.related(done, "image", ""), Read())
    yield Case("しおりへの参照.docx", making.related(done, "hyperlink", "#_Toc123"), Read())
    yield Case("ない部品への参照.docx", making.related(done, "glossaryDocument", "glossary/document.xml"), Read())
    yield Case("LibreOffice.docx", making.with_members(done, {"_rels/.rels": lambda d: d.replace(core, libre)}), Read())
    yield Case("逆斜線.docx", making.with_members(done, {}, renamed=lambda n: n.replace("/", "\\")), Read())
    yield Case("大小文字.docx", making.with_members(done, {}, renamed=lambda n: n.replace("word/d", "word/D")), Read())
    yield Case("末尾に余り.docx", done + bytes(500), Read())
    yield Case("UTF-16.docx", making.utf16(done), Read())
    yield Case("写真9MB.docx", making.with_picture(done, 9 * 1024 * 1024), Read())
    yield Case("長い付録.docx", making.longer(done, 12_000), Read())
    yield Case("部長/課長/係長/確認.docx", done, Read())
    yield Case("1/2/3/4/5/6/7/8/確認.docx", done, Refused(("深すぎる",)))


def _damaged(done: bytes) -> Iterator[Case]:
    pictured = making.with_picture(done, 1000)
    picture = making.member_names(pictured, r"word/media/.*")[0]
    header = making.member_names(done, r"word/header[0-9]*\.xml")[0]
    own = making.member_names(done, r"customXml/item[0-9]*\.xml")[0]
    broken = {"word/styles.xml": lambda d: d[: len(d) // 2]}
    yield Case("画像が壊れ.docx", making.damaged(pictured, picture), Read())
    yield Case("ヘッダーが壊れ.docx", making.damaged(done, header), Read(words=(header,)))
    yield Case("書式が壊れ.docx", making.with_members(done, broken), Read(words=("word/styles.xml",)))
    yield Case("コメントが壊れ.docx", making.damaged(done, "word/comments.xml"), Read(words=("word/comments.xml",)))
    yield Case(
        "設定が空.docx", making.with_members(done, {"word/settings.xml": lambda _: b""}), Read(words=("settings.xml",))
    )
    yield Case("目印が壊れ.docx", making.damaged(done, own), Read(how="bookmarks", words=(own,)))
    yield Case("種類の表がない.docx", making.with_members(done, {"[Content_Types].xml": None}), Read())
    yield Case("関係の表がない.docx", making.with_members(done, {"word/_rels/document.xml.rels": None}), Read())
    yield Case("本文が壊れ.docx", making.damaged(done, "word/document.xml"), Refused(("壊れて", "本文")))
    cut = {"word/document.xml": lambda d: d[: len(d) // 2]}
    yield Case("本文が途中まで.docx", making.with_members(done, cut), Refused(("壊れて", "本文", "行目")))
    entity = {"word/document.xml": lambda d: d.replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document', 1)}
    yield Case("定義.docx", making.with_members(done, entity), Refused(("定義（DTD）",)))
    yield Case("半分.docx", done[: len(done) // 2], Refused(("途中までしかなく",)))
    yield Case("真ん中がない.docx", done[:2000] + done[-2000:], Refused(("途中までしかなく",)))
    yield Case("後ろがゼロ.docx", done[: len(done) // 2] + bytes(len(done) // 2), Refused(("途中までしかなく",)))
    yield Case("全部ゼロ.docx", bytes(40_000), Refused(("中身が書かれていません",)))
    yield Case("空.docx", b"", Refused(("空のファイル",)))


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _field(state: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_CIRCLED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,済)</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

_TICKED = {
    **{
        t: _run(t)
        for t in [
            "済",
            "済み",
            "確認済",
            "○",
            "◯",
            "◎",
            "✅",
            "☑",
            "☒",
            "レ",
            "ﾚ",
            "✓",
            "✔",
            "■",
            "●",
            "√",
            "OK",
            "ＯＫ",
            "㊞",
            "□済",
            "☑済（山田）",
            "済9/3",
            "OKです",
            "はい",
        ]
    },
    "問題なし": _run("問題なし"),
    "記号FE": _symbol("Wingdings", "F0FE"),
    "記号FC": _symbol("Wingdings", "F0FC"),
    "記号2-52": _symbol("Wingdings 2", "F052"),
    "書体の字": _run("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
    "囲い文字": _CIRCLED,
    "古い欄": _field('<w:default w:val="0"/><w:checked/>'),
}
_OPEN = {
    **{
        t: _run(t)
        for t in [
            "×",
            "✗",
            "□",
            "☐",
            "未",
            "未済",
            "未確認",
            "要確認",
            "確認中",
            "NG",
            "保留",
            "△",
            "該当なし",
            "一部済",
            "半分済",
            "済ではない",
            "済？",
        ]
    },
    "空欄": "",
    "取り消し線": _run("済", "<w:strike/>"),
    "記号A8": _symbol("Wingdings", "F0A8"),
    "記号FB": _symbol("Wingdings", "F0FB"),
    "古い欄": _field('<w:default w:val="0"/>'),
}


def _ticks(draft: bytes) -> Iterator[Case]:
    for signs, count in ((_TICKED, ALL), (_OPEN, 0)):
        for name, run in signs.items():
            words = () if count else ("12項目に印がありません",)
            file = f"印{'あり' if count else 'なし'}_{name.replace('/', '-')}.docx"
            yield Case(file, making.signed(draft, run), Read(ticked=count, words=words))


def _others(done: bytes) -> Iterator[Case]:
    book = io.BytesIO()
    Workbook().save(book)
    html = "<html><head><title>確認</title></head><body>本文です。</body></html>".encode("cp932")
    told: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "鍵.docx": (making.ole("EncryptionInfo", "EncryptedPackage"), ("パスワードで保護",)),
        "秘密度.docx": (making.ole("EncryptedPackage", "DRMEncryptedTransform"), ("秘密度ラベル",)),
        "昔.doc": (making.ole("WordDocument", "1Table"), ("古い形式 (.doc)",)),
        "昔を改名.docx": (making.ole("WordDocument"), ("古い形式 (.doc)",)),
        "リッチ.rtf": (b"{\\rtf1\\ansi text}", ("RTF",)),
        "リッチ.doc": (b"{\\rtf1\\ansi text}", ("RTF",)),
        "ウェブ.doc": (html, ("Web ページ",)),
        "ウェブ.mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", ("Web ページ",)),
        "XML.docx": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', ("XML ファイル",)),
        "オープン.odt": (making.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), (".odt",)),
        "マック.pages": (making.zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), ("Pages",)),
        "提出.docx.zip": (making.zipped({"提出.docx": done, "__MACOSX/._提出.docx": b"x"}), ("zip", "提出.docx")),
        "中身だけ.zip": (making.zipped({"提出/word/document.xml": b"<a/>"}), ("フォルダごと",)),
        "印刷.pdf": (b"%PDF-1.7\n", ("PDF",)),
        "写し.docx": (b"\x89PNG\r\n\x1a\n" + bytes(90), ("画像",)),
        "文字.txt": ("ただの文章です。".encode("cp932"), ("テキスト",)),
        "表.docx": (book.getvalue(), ("Excel",)),
        "古い表.docx": (making.ole("Workbook"), (".xls",)),
        "一太郎.jtd": (making.ole("JSRV_SegmentInformation", "DocumentText"), ("一太郎",)),
        "メール.eml": (b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\n\r\nbody", ("保存したメール",)),
        "提出.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(60), ("圧縮したファイル",)),
        "提出.lzh": (b"\x21\x00-lh5-" + bytes(60), ("圧縮したファイル",)),
        "写真.docx": (b"\0\0\0\x18ftypheic" + bytes(60), ("画像",)),
        "取り込み中.docx.crdownload": (done[: len(done) // 3], ("途中までしかなく",)),
        "メール.docx": (making.ole("__substg1.0_0037001F", "WordDocument"), ("Outlook",)),
        "近道.lnk": (bytes.fromhex("4C0000000114020000000000C000000000000046") + bytes(60), ("ショートカット",)),
        "近道.url": (b"[InternetShortcut]\r\nURL=https://example.jp\r\n", ("ショートカット",)),
        "でたらめ.docx": (bytes(range(1, 256)) * 4, ("Word の文書ではありません",)),
    }  # fmt: skip
    for name, (data, words) in told.items():
        yield Case(name, data, Refused(words))
    yield Case("フォルダ.pages", b"x", Refused(("Pages",)), folder=True)


def _lost(drafts: Mapping[str, bytes], done: bytes) -> Iterator[Case]:
    strange = docx.Document()
    for n in range(60):
        strange.add_paragraph(f"来月の予定表です。会議室の予約{n}と、出張の日程を確かめてください。")
    saved = io.BytesIO()
    strange.save(saved)
    foreign = saved.getvalue()
    empty = io.BytesIO()
    docx.Document().save(empty)
    second = making.pasted(drafts["第2回定例会"])
    twin = making.pasted(drafts["双子B"])
    none = Read("第2回定例会", "text", ticked=0, corrections=0)
    yield Case("貼り直し.docx", making.pasted(making.corrected(drafts["第1回定例会"])), Read(how="text", ticked=0))
    yield Case("違う名前.docx", second, none)
    yield Case(
        "文字だけ貼付.docx", making.pasted_as_text(making.corrected(drafts["第1回定例会"])), Read(how="text", ticked=0)
    )
    for name in (
        "双子B_下書き.docx",
        "【確認済】双子B_下書き.docx",
        "双子B_下書き_山田確認.docx",
        "双子B（最終版）.docx",
        "双子B 確認済み.docx",
    ):
        yield Case(name, twin, Read("双子B", "name", ticked=0, corrections=0, words=("ファイル名", name)))
    yield Case(
        "双子A_下書き - コピー.docx", twin, Read("双子A", "name", ticked=0, corrections=0, words=("ファイル名",))
    )
    for name in ("確認.docx", "双子.docx", "双子BとA.docx", "双子A_下書き（双子Bから）.docx", "第12双子C.docx"):
        yield Case(name, twin, Refused(("どの下書きのものか分かりません",)))
    yield Case("第1回定例会_下書き.docx", foreign, Refused(("書いてあることが合いません",)))
    for name in ("第11回定例会_下書き.docx", "第1回定例会 総務委員会.docx", "予定表.docx"):
        yield Case(name, foreign, Refused(("どの下書きのものか分かりません",)))
    yield Case("第2回定例会_白紙.docx", empty.getvalue(), Refused(("どの下書きのものか分かりません",)))


def _edited(draft: bytes) -> Iterator[Case]:
    for name, data, ticks in edited.returned(draft):
        words = () if ticks == ALL else (f"{ALL - ticks}項目に印がありません",)
        added = 2 if name == "議案を貼付" else 1  # what was pasted is new text of the record
        yield Case(f"編集_{name}.docx", data, Read(how="", ticked=ticks, corrections=added, words=words))
    for name, data, ticks in village.village_returns(draft):
        words = () if ticks == ALL else ("印がありません",)
        _, count = village.COUNTED.get(name, (None, 1))
        yield Case(f"村_{name}.docx", data, Read(how="", ticked=ticks, corrections=count, words=words))
