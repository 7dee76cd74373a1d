"""The papers of a recording on the local disk: copies of those that can be read, and why the others cannot.

A paper never holds up its recording: one that cannot be opened, has nothing in it or is no file is left out, and the draft
names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from transcriber.errors import Changed, RecordingError
from transcriber.intake import copying, inbox
from transcriber.intake.inbox import InboxEntry, InboxFile
from transcriber.minutes.transcript import PaperUsed
from transcriber.system import durable, file_names, rights
from transcriber.system.durable import is_busy
from transcriber.untrusted import files

DOCUMENTS = "documents"
"""In a job's work folder: the papers that belong to it."""

_LEFT_OUT = "papers-left-out.json"

_LIST = TypeAdapter(tuple[PaperUsed, ...])


def copy_papers(entry: InboxEntry, work: Path, *, inside: Path) -> None:
    """Copy the papers of `entry` into the work folder, and note those that had to be left out. Copies of papers that were taken away since
    an earlier time are removed.

    Args:
        inside: the inbox; nothing outside it is read.

    Raises:
        Changed: a paper is not as it was when it was found complete.
        OSError: the disk is full, the share does not answer, or a program has a paper open (Windows).
    """
    left = [PaperUsed(name=_name(one.path, entry), problem=one.why) for one in entry.passed]
    names = _local_names(entry)
    for copy in copies(work):
        if copy.name not in names.values():
            copy.unlink()
    for paper, name in names.items():
        problem = _copied(paper, entry, work / DOCUMENTS / name, inside)
        if problem:
            left.append(PaperUsed(name=_name(paper.path, entry), problem=problem))
    rights.make(work)
    durable.write_text(work / _LEFT_OUT, _LIST.dump_json(tuple(left)).decode())


def copy_anew(place: Path, work: Path, parts: Sequence[Path], *, inside: Path) -> None:
    """Copy the papers once more for a recording whose sound is here already: they may have been changed while it waited again. Where that
    cannot be told now, the copies stay.

    Args:
        place: where the original should lie.
        parts: the local copies of its sound; papers beside any other sound are not its own.
    """
    with suppress(Changed, RecordingError, OSError):
        entry = inbox.look_at(place)
        if entry is not None and [p.size for p in entry.parts] == [p.stat().st_size for p in parts]:
            copy_papers(entry, work, inside=inside)


def told_of_changes(number: int, place: Path, work: Path) -> str:
    """What staff should know of papers that are not those any more of which a draft was made; names none of them. Empty: nothing.

    Args:
        number: of the recording.
        place: where its original lies.
    """
    many = _changed_since(place, work)
    if not many:
        return ""
    return (
        f"文字起こしを始めたあとで、資料が{many}件変わりました（追加・差し替え・取り除き）。この下書きは、変わる前の資料で作っています。"
        f"いまの資料で作り直すときは、情報担当者に「transcriber retry {number}」を頼んでください。"
    )


def _changed_since(place: Path, work: Path) -> int:
    """How many were changed, added or taken away; 0 where that cannot be told."""
    with suppress(OSError):
        entry = inbox.look_at(place)
        if entry is not None and entry.parts:
            there, unread = {c.name: c for c in copies(work)}, {one.name for one in left_out(work)}
            names = {
                name: paper for paper, name in _local_names(entry).items() if _name(paper.path, entry) not in unread
            }
            both = there.keys() & names.keys()
            differ = sum(files.sha256_of(there[n]) != files.sha256_of(names[n].path) for n in both)
            return differ + len(there.keys() ^ names.keys())
    return 0


def copies(work: Path) -> tuple[Path, ...]:
    """The papers in a work folder, in order of name."""
    folder = work / DOCUMENTS
    return tuple(sorted(folder.iterdir())) if folder.is_dir() else ()


def left_out(work: Path) -> tuple[PaperUsed, ...]:
    """The papers that were left out, each with why and what to do."""
    try:
        return _LIST.validate_json((work / _LEFT_OUT).read_bytes())
    except FileNotFoundError:
        return ()  # of a job that an older version took in


def in_folder(folder: Path) -> tuple[tuple[Path, ...], tuple[PaperUsed, ...]]:
    """The papers directly in a folder that somebody named, and what lies there and is no file."""
    found = [p for p in sorted(folder.iterdir()) if not p.name.startswith((".", "~"))]
    return tuple(p for p in found if _regular(p)), tuple(_no_files(found))


def readable_papers(papers: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[PaperUsed, ...]]:
    """Those that can be opened, and the others, each with why and what to do."""
    found: list[Path] = []
    closed: list[PaperUsed] = []
    for path in papers:
        try:
            with files.open_regular(path):
                found.append(path)
        except OSError as e:
            closed.append(PaperUsed(name=path.name, problem=_cannot_open(e)))
    return tuple(found), tuple(closed)


def _cannot_open(error: OSError) -> str:
    found, todo = files.fault(error)
    return f"このファイル{found}{todo}"


def _no_files(paths: list[Path]) -> Iterator[PaperUsed]:
    for path in paths:
        if not _regular(path) and (path.is_symlink() or not path.is_dir()):
            try:
                files.identity(path)
            except files.NotRegularFile as e:
                yield PaperUsed(name=path.name, problem="".join(files.fault(e)))


def _regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _local_names(entry: InboxEntry) -> dict[InboxFile, str]:
    """Paper → the name of its copy: its own; of papers of one name those in folders with the folder before it
    (午前／次第.docx). No two are equal, also where a disk does not tell upper from lower case."""
    own = [copying.document_name(p.path) for p in entry.documents]
    often = Counter(map(file_names.same, own))
    names: dict[InboxFile, str] = {}
    taken: set[str] = set()
    for paper, name in zip(entry.documents, own, strict=True):
        if often[file_names.same(name)] > 1:
            within = PurePosixPath(_name(paper.path, entry))
            name = file_names.fit(str(within.with_suffix("")), paper.path.suffix)
        numbered = (file_names.numbered_name(name, n) for n in count(1))
        names[paper] = next(n for n in numbered if file_names.same(n) not in taken)
        taken.add(file_names.same(names[paper]))
    return names


def _copied(paper: InboxFile, entry: InboxEntry, target: Path, inside: Path) -> str:
    """Why the paper cannot be used; empty if it was copied."""
    if not paper.size:
        return "中身が空（0バイト）です。元のファイルをもう一度コピーしてください。"
    try:
        copying.copy_in(paper, target, inside=inside, go_on=lambda _: None)
    except RecordingError as e:
        return f"{e.found}資料のファイル自体をコピーして入れてください。"
    except FileNotFoundError:
        raise  # taken away: the recording has its turn when all lies still again
    except OSError as e:
        about = e.filename is not None and Path(e.filename) == paper.path
        if not about or is_busy(e) or not (isinstance(e, PermissionError) or _answers(entry)):
            raise
        return _cannot_open(e)
    return ""


def _answers(entry: InboxEntry) -> bool:
    """Whether the recording beside can be read, so that it is the paper that cannot, and not the share."""
    try:
        with files.open_regular(entry.parts[0].path, most=None) as f:
            return bool(f.read(1))
    except OSError:
        return False


def _name(path: Path, entry: InboxEntry) -> str:
    """What staff call a paper: its name, with the folders between it and its meeting's."""
    within = path.relative_to(entry.path) if entry.path in path.parents else Path(path.name)
    return file_names.readable(within.as_posix())
