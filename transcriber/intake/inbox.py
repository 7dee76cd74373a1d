"""What lies in an inbox: each top-level recording or folder with what belongs to it. Looks only; changes nothing."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from transcriber.errors import RecordingError
from transcriber.system import file_names
from transcriber.untrusted import files

DOCUMENT_SUFFIXES = frozenset(
    [
        ".doc",
        ".docx",
        ".docm",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ppt",
        ".pptx",
        ".pdf",
        ".txt",
        ".csv",
        ".md",
        ".rtf",
        ".odt",
        ".ods",
        ".jtd",
        ".jtt",
        ".xdw",
        ".xbd",
        ".jpg",
        ".jpeg",
        ".png",
        ".tif",
        ".tiff",
        ".bmp",
        ".eml",
        ".msg",
        ".html",
        ".htm",
        *(".mht", ".mhtml", ".xps", ".oxps", ".odp", ".pub", ".vsd", ".vsdx", ".xlsb", ".pages", ".numbers", ".key"),
        *(".heic", ".heif", ".gif", ".webp", ".svg"),
        *(".ics", ".vcs", ".vcf", ".p7s"),
    ]
)
"""Suffixes of papers that may lie beside a recording; everything else is taken for a recording, and the pipeline says
what it thinks of it: nothing that is dropped is passed over in silence."""

COMPANIONS = frozenset(
    (
        *(".m3u", ".m3u8", ".pls", ".wpl", ".cue", ".edl", ".mrk", ".idx"),  # lists and marks of players and recorders
        *(".conf", ".cfg", ".ini", ".json", ".xml", ".log", ".nfo"),  # what programs note for themselves
        *(".vtt", ".srt", ".sbv", ".ttml", ".lrc", ".ass"),  # subtitles
        *(".thm", ".cpi", ".mpl", ".bdm", ".bdmv", ".mpls", ".clpi", ".msf", ".ifo", ".bup", ".xmp"),  # cameras
        *(".hprj", ".zdt", ".tmk"),  # projects and marks of recorders (ZOOM, SONY)
        *(".sfk", ".sfl", ".pk", ".pkf", ".gpk", ".ovw", ".peak", ".reapeaks", ".asd"),  # editors: what waves look like
        *(".aup", ".aup3", ".rpp", ".sesx"),  # editors: projects
        *(".md5", ".sha1", ".sha256", ".sfv"),
    )
)
"""Suffixes of what meeting programs and recorders put beside a recording in its folder: neither sound nor paper."""

_SHORTCUTS = frozenset((".lnk", ".url"))
"""Suffixes of files that only say where another one lies."""

_CHAT = re.compile(r"(?:^|[ _.-]|new|saved)(?:chat|closed_caption|チャット)s?\.txt$", re.I)
"""What meeting programs call the chat and the subtitles they save: no paper of the meeting."""

IGNORED_NAMES = (
    ".*",
    "~*",
    "*~",
    "*.tmp",
    "*.temp",
    "*.part",
    "*.partial",
    "*.crdownload",
    "*.filepart",
    "*.download",
    "*.!ut",
    "*.swp",
    "*.bak",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "状況.html",
    "状況.csv",
    "はじめにお読みください.txt",
)
"""Temporary names of copy tools, browsers, sync clients and Office, and what systems leave behind (lower case)."""

IGNORED_FOLDERS = frozenset(
    ("@eadir", "@tmp", "#recycle", "#snapshot", "$recycle.bin", "__macosx", "lost+found", "system volume information")
)
"""Folders that NAS boxes and systems put beside people's files (lower case; those with a leading dot go by name)."""


@dataclass(frozen=True)
class InboxFile:
    """One file as it looked when listed. `mtime` in nanoseconds, by the share's clock: compared, never interpreted."""

    path: Path
    size: int
    mtime: int

    @classmethod
    def of(cls, path: Path) -> InboxFile:
        """The file as it looks now."""
        found = path.stat(follow_symlinks=False)
        return cls(path, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True)
class Passed:
    """Something that lies with a recording and is not read: a link or shortcut, a pipe, a device."""

    path: Path
    why: str
    """Why, and what to do, in Japanese."""

    @classmethod
    def at(cls, path: Path) -> Passed | None:
        """What lies at `path`, if it is no file to be read (any more)."""
        if path.suffix.lower() in _SHORTCUTS:
            return cls(path, "別の場所へのリンク（ショートカット）です。ファイル自体をコピーして入れてください。")
        try:
            files.identity(path)
        except files.NotRegularFile as e:
            return cls(path, "".join(files.fault(e)))
        except OSError:
            pass  # gone meanwhile
        return None


@dataclass(frozen=True)
class InboxEntry:
    """One thing a person dropped: a recording, or a folder that is one meeting.

    Attributes:
        name: as it is called in the inbox (made readable where its bytes are no text).
        path: where it lies.
        parts: the media files, in natural order of their names; in which order they are played is found out when they are read.
        documents: the papers that belong to it.
        companions: what programs put beside the recordings in a folder, and what is not read.
        refused: why it will never be read, or None.
        passed: what lies with it and is no file to be read; the draft names it.
    """

    name: str
    path: Path
    parts: tuple[InboxFile, ...] = ()
    documents: tuple[InboxFile, ...] = ()
    refused: RecordingError | None = None
    passed: tuple[Passed, ...] = ()
    companions: tuple[InboxFile, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(p.size for p in self.parts)

    @property
    def signature(self) -> str:
        """Changes when a part changes size, time or number, or its name within a folder; stays when all is moved."""
        return _signature(self.path, self.parts)

    @property
    def everything(self) -> str:
        """As `signature`, with all else that belongs to it."""
        return _signature(self.path, self.parts + self.documents + self.companions)


def listing(inbox: Path) -> tuple[InboxEntry, ...]:
    """Everything a person dropped into `inbox`, in natural order.

    Raises:
        OSError: the inbox itself cannot be listed.
    """
    recordings: list[InboxEntry] = []
    papers: list[Path] = []
    with os.scandir(inbox) as found:
        listed = sorted(found, key=lambda e: file_names.natural(file_names.readable(e.name)))
    for each in listed:
        path = inbox / each.name
        try:
            entry = _entry(path, each)
        except FileNotFoundError:
            continue  # taken away between listing and looking
        if entry is None:
            continue
        if entry.refused is None and not each.is_dir() and is_paper(path):
            papers.append(path)
        else:
            recordings.append(entry)
    return tuple(_with_papers(recordings, papers))


def look_at(path: Path) -> InboxEntry | None:
    """What lies at `path`, with the papers of its stem beside it; None if nothing is there or it is to be ignored.

    Raises:
        OSError: the folder it should lie in cannot be listed.
    """
    with os.scandir(path.parent) as found:
        stem = file_names.same(file_names.stem(path.name))
        near = [e for e in found if e.name == path.name or file_names.same(file_names.stem(e.name)) == stem]
    entries = {e.name: entry for e in near if (entry := _entry(path.parent / e.name, e)) is not None}
    entry = entries.pop(path.name, None)
    if entry is None:
        return None
    papers = [e.path for e in entries.values() if e.refused is None and is_paper(e.path) and not e.path.is_dir()]
    strange = [e for e in entries.values() if e.refused is not None]
    return next(_with_papers([entry, *strange], papers))


def left_behind(path: Path) -> tuple[Path, ...]:
    """What lies where the recording at `path` is no more: papers and companions in its folder, papers of its stem beside it.

    Raises:
        OSError: the folder cannot be listed.
    """
    with os.scandir(path.parent) as found:
        stem = file_names.same(file_names.stem(path.name))
        near = [e for e in found if e.name == path.name or file_names.same(file_names.stem(e.name)) == stem]
    entries = [e for each in near if (e := _entry(path.parent / each.name, each)) is not None and e.refused is None]
    inside = [file.path for e in entries if e.path == path for file in (*e.documents, *e.companions)]
    papers = [e.path for e in entries if e.path != path and is_paper(e.path) and not e.path.is_dir()]
    others = [e for e in entries if e.path not in (path, *papers)]
    return tuple(sorted(inside if others else (*inside, *papers)))


def signature_at(path: Path) -> str:
    """The signature of the recording at `path`, without a look at what lies around it; empty if there is none.

    Raises:
        OSError: the share does not answer, or does not let us.
    """
    try:
        if stat.S_ISDIR(path.stat(follow_symlinks=False).st_mode):
            parts = tuple(InboxFile.of(file) for file in _walk(path) if not (is_paper(file) or is_companion(file)))
        else:
            parts = (InboxFile.of(path),)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return _signature(path, parts)


def is_paper(path: Path) -> bool:
    """Whether a file of that name is taken for a paper, not for a recording."""
    return path.suffix.lower() in DOCUMENT_SUFFIXES


def is_companion(path: Path) -> bool:
    """Whether a file of that name is what a program put beside a recording: neither sound nor paper."""
    return path.suffix.lower() in COMPANIONS or _CHAT.search(file_names.readable(path.name)) is not None


def _entry(path: Path, found: os.DirEntry[str]) -> InboxEntry | None:
    name = file_names.readable(found.name)
    if _ignored(name, folder=found.is_dir(follow_symlinks=False)):
        return None
    refused = _refusal(path, found)
    if refused is not None:
        return InboxEntry(name, path, refused=refused)
    if not found.is_dir(follow_symlinks=False):
        return InboxEntry(name, path, parts=(InboxFile.of(path),))
    parts: list[InboxFile] = []
    documents: list[InboxFile] = []
    companions: list[InboxFile] = []
    strange: list[Path] = []
    try:
        for file in _walk(path, strange):
            kind = companions if is_companion(file) else documents if is_paper(file) else parts
            kind.append(InboxFile.of(file))
    except PermissionError as e:
        return InboxEntry(name, path, refused=_closed(path, e))
    passed = (Passed.at(each) for each in strange)
    return InboxEntry(
        name,
        path,
        tuple(parts),
        tuple(documents),
        passed=tuple(p for p in passed if p is not None),
        companions=tuple(companions),
    )


def _refusal(path: Path, found: os.DirEntry[str]) -> RecordingError | None:
    itself = "資料" if is_paper(path) else "録音"
    if not file_names.is_text(found.name):
        return RecordingError(
            "ファイル名の文字コードが UTF-8 ではありません。", "名前を付け直してください。付け直すと自動で始めます。"
        )
    if found.is_symlink() or _is_junction(found) or path.suffix.lower() in _SHORTCUTS:
        return RecordingError(
            f"{itself}そのものではなく、別の場所へのリンク（ショートカット）です。",
            f"{itself}ファイル自体をコピーして入れてください。",
        )
    mode = found.stat(follow_symlinks=False).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return RecordingError("ふつうのファイルではありません。", f"{itself}ファイル自体をコピーして入れてください。")
    return None


def _closed(entry: Path, error: PermissionError) -> RecordingError:
    inner = Path(os.fsdecode(error.filename)) if error.filename is not None else entry
    within = f"「{file_names.readable(str(inner.relative_to(entry)))}」" if entry in inner.parents else ""
    return RecordingError(
        f"フォルダ{within}の中を読む権限がありません。", "情報担当者に連絡してください。権限が付けば自動で始めます。"
    )


def _is_junction(found: os.DirEntry[str]) -> bool:
    tag = getattr(found.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))


def _ignored(name: str, *, folder: bool) -> bool:
    low = name.lower()
    if folder and low in IGNORED_FOLDERS:
        return True
    return any(fnmatch(low, pattern) for pattern in IGNORED_NAMES)


def _walk(folder: Path, strange: list[Path] | None = None) -> Iterator[Path]:
    """The regular files below a dropped folder in natural order; links and shortcuts are not followed and not taken.

    Args:
        strange: gets what is neither such a file nor a folder.
    """
    with os.scandir(folder) as found:
        listed = sorted(found, key=lambda e: file_names.natural(file_names.readable(e.name)))
    for each in listed:
        if _ignored(file_names.readable(each.name), folder=each.is_dir(follow_symlinks=False)):
            continue
        if each.is_dir(follow_symlinks=False) and not _is_junction(each):
            yield from _walk(folder / each.name, strange)
        elif each.is_file(follow_symlinks=False) and Path(each.name).suffix.lower() not in _SHORTCUTS:
            yield folder / each.name
        elif strange is not None:
            strange.append(folder / each.name)


def _with_papers(recordings: list[InboxEntry], papers: list[Path]) -> Iterator[InboxEntry]:
    """Give each paper to the recordings of its stem; one whose recording has not come is an entry without parts."""
    by_stem: dict[str, list[InboxFile]] = {}
    for paper in papers:
        by_stem.setdefault(file_names.same(file_names.stem(paper.name)), []).append(InboxFile.of(paper))
    strange = [
        (file_names.same(file_names.stem(e.path.name)), e.path)
        for e in recordings
        if e.refused is not None and is_paper(e.path)
    ]
    taken: set[str] = set()
    for entry in recordings:
        stem = file_names.same(file_names.stem(entry.path.name))
        single = bool(entry.parts) and not entry.path.is_dir()
        mine = by_stem.get(stem, []) if single else []
        taken.update(stem for _ in mine)
        passed = (Passed.at(path) for its, path in strange if single and its == stem)
        yield replace(
            entry,
            documents=entry.documents + tuple(mine),
            passed=entry.passed + tuple(p for p in passed if p is not None),
        )
    for stem, alone in by_stem.items():
        if stem not in taken:
            yield from (InboxEntry(p.path.name, p.path, documents=(p,)) for p in alone)


def _signature(root: Path, items: tuple[InboxFile, ...]) -> str:
    # Papers beside a single file lie next to `root`; their relative names begin with "..", which is as good as any.
    lines = (f"{os.path.relpath(i.path, root)}\0{i.size}\0{i.mtime}" for i in items)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:32]
