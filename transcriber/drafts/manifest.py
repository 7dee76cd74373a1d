"""The manifest (目録) of an original and its attachments: what is signed electronically when several files are one record.

A text that people read and `sha256sum -c` checks: comments, then a line a file. It lists everything that belongs to the original:
what is called like it (原本.docx, its .pdf, the reason why something was left open) and what lies in its folder of attachments. Its
own signature and time stamp are called like the manifest and belong to none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from transcriber import __version__, reasons
from transcriber.errors import ManifestError, NotAsListed

MANIFEST, ATTACHMENTS = "_目録", "_添付"
"""Behind the original's name: the manifest, and the folder of its attachments."""

_LONGEST = 4 * 1024 * 1024
"""Bytes of a manifest that are read; 20,000 files need less."""

_OF_THE_SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini")
"""What Windows puts into folders (in small letters); other systems' names begin with a dot."""

_LINE = re.compile(r"(\\?)([0-9a-fA-F]{64}) [ *](.+)")
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_COUNTED = re.compile(r"^(.*_目録)(?:\(\d+\))?$")


@dataclass(frozen=True)
class ListedFile:
    """One line: a file's name, relative to the manifest's folder with forward slashes, and its SHA-256 in hex."""

    name: str
    sha256: str


def manifest_text(original: Path, title: str, made: dt.datetime) -> str:
    """The manifest of `original` and of everything that belongs to it, as it lies there now.

    Args:
        original: the Word file; its folder is where the manifest will lie.
        title: what the record is called; may be empty.
        made: with its time zone.

    Raises:
        ManifestError: a file cannot be read.
    """
    files = [(each, _hash_of(original.parent / each)) for each in _belonging(original.parent, original.stem)]
    sizes = [(original.parent / each).stat().st_size for each, _ in files]
    name = f"{original.stem}{MANIFEST}.txt"
    told = [
        f"記録の目録：{original.name}とその添付ファイル",
        *([f"記録の名前：{title}"] if title else []),
        f"作成：{made.year}年{made.month}月{made.day}日 {made:%H:%M:%S}（{made:%z}）　transcriber {__version__}",
        f"ファイルの数：{len(files)}",
        "",
        "下の各行は、ファイルの SHA-256（ハッシュ値）と名前です。ファイルが1文字でも変わると、値が合わなくなります。",
        "この目録に電子署名を付けると、署名はここにあるすべてのファイルに及びます。",
        "電子署名とタイムスタンプのファイルは、この目録と同じ名前で始めて、隣に置いてください。",
        f"確かめ方：transcriber manifest check {name}　または　sha256sum -c {name}",
    ]
    lines = [f"# {line}".rstrip() for line in told]
    for (each, digest), size in zip(files, sizes, strict=True):
        lines += ["", f"# {size:,}バイト", _written(each, digest)]
    return "\n".join((*lines, ""))


def check_manifest(path: Path) -> tuple[ListedFile, ...]:
    """Whether every file is as the manifest says, and none was added; the files, if so.

    Raises:
        ManifestError: it is no manifest.
        NotAsListed: files are missing, changed, unreadable or added.
    """
    listed = _read(path)
    wrong = []
    for each in listed:
        file = path.parent / each.name
        try:
            if not file.is_file():
                wrong.append(f"ありません：{each.name}")
            elif _digest(file) != each.sha256:
                wrong.append(f"変わっています：{each.name}")
        except OSError as e:
            wrong.append(f"読めません（{reasons.of_system(e)}）：{each.name}")
    known = {each.name for each in listed}
    counted = _COUNTED.match(path.stem)
    if counted:
        stem = counted[1].removesuffix(MANIFEST)
        wrong += [f"目録にないファイルです：{n}" for n in _belonging(path.parent, stem) if n not in known]
    if wrong:
        lines = "".join(f"\n・{_printable(line)}" for line in wrong)
        raise NotAsListed(
            f"{path.name} のとおりでないファイルが{len(wrong)}個あります。{lines}",
            "署名や保管のあとなら、控えから元のファイルに戻し、誰がいつ変えたかを調べてください。署名の前に直したのなら、"
            "transcriber manifest make で目録を作り直してください。",
        )
    return listed


def _belonging(folder: Path, stem: str) -> Iterator[str]:
    """Names of what belongs to the original called `stem`, in order: itself first, attachments last."""
    own = [
        f.name
        for f in folder.iterdir()
        if f.is_file()
        and (f.name.startswith(f"{stem}.") or f.name.startswith(f"{stem}_"))
        and not f.name.startswith(f"{stem}{MANIFEST}")
    ]
    yield from sorted(own)
    attached = folder / f"{stem}{ATTACHMENTS}"
    if attached.is_dir():
        files = [f for f in attached.rglob("*") if f.is_file() and not f.name.startswith(".")]
        yield from sorted(f.relative_to(folder).as_posix() for f in files if f.name.lower() not in _OF_THE_SYSTEM)


def _read(path: Path) -> tuple[ListedFile, ...]:
    no_manifest = "目録（名前が「_目録.txt」で終わるファイル）を指定してください。"
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
    except OSError as e:
        raise ManifestError(f"{path.name} を読めません（{reasons.of_system(e)}）。", no_manifest) from e
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise ManifestError(f"{path.name} は目録ではありません（文字として読めません）。", no_manifest) from e
    if len(data) > _LONGEST:
        raise ManifestError(f"{path.name} は目録ではありません（大きすぎます）。", no_manifest)
    listed = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip("\r"))
        name = _unescaped(found[3]) if found and found[1] else found[3] if found else ""
        if found is None or not _is_beside(name):
            raise ManifestError(
                f"{path.name} の{number}行目は、目録の行ではありません。",
                "目録が書き換えられたかもしれません。控えの目録と比べてください。",
            )
        listed.append(ListedFile(name, found[2].lower()))
    if not listed:
        raise ManifestError(f"{path.name} には、ファイルが1つも書かれていません。", no_manifest)
    return tuple(listed)


def _is_beside(name: str) -> bool:
    """Whether a name leads to the manifest's own folder or below."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and ":" not in parts[0] and "\0" not in name


def _written(name: str, digest: str) -> str:
    """The line as sha256sum writes it: a name with a backslash or a line end is escaped, and the line says so."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != name else ""
    return f"{mark}{digest}  {escaped}"


def _printable(text: str) -> str:
    """A name may hold what a screen takes for a command, or for the end of a line."""
    return "".join(c if c.isprintable() or c == "\u3000" else "�" for c in text)


def _unescaped(name: str) -> str:
    return re.sub(r"\\[\\nr]", lambda found: _ESCAPES[found[0]], name)


def _hash_of(path: Path) -> str:
    try:
        return _digest(path)
    except OSError as e:
        raise ManifestError(
            f"{path.name} を読めないので、目録を作れません（{reasons.of_system(e)}）。",
            "ファイルを閉じ、読む権限を確かめて、もう一度実行してください。",
        ) from e


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
