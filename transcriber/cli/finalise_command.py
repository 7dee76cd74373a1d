"""`transcriber finalise`: from a checked draft to the record that is signed, and the copies that are published."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli import paths
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.manifest_commands import free_path, write_manifest
from transcriber.cli.options import Config
from transcriber.deletion import audit_journal
from transcriber.drafts import manifest
from transcriber.drafts.word import finishing, identity, kind_marks, my_number_places, pdf, record_page
from transcriber.drafts.word.finishing import Finished, RecordCopy
from transcriber.drafts.word.open_points import OpenPoint
from transcriber.drafts.word.template import open_template
from transcriber.errors import (
    FinaliseError,
    FormNotMade,
    NotForPublication,
    StillOpen,
    StorageError,
    TranscriberError,
)
from transcriber.minutes import my_numbers
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import SETTINGS
from transcriber.queue import temporary
from transcriber.system import rights
from transcriber.untrusted import word_files


class KindOption(StrEnum):
    """What staff call the two kinds of record."""

    COUNCIL = "会議録"
    CONSULTATION = "相談記録"


def finalise(
    checked: Annotated[
        Path, typer.Argument(metavar="ファイル", help="確認の済んだ Word ファイル", callback=paths.a_file)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="置き場所。書かなければ元のファイルと同じフォルダ", callback=paths.an_output_folder),
    ] = None,
    copy: Annotated[
        RecordCopy | None,
        typer.Option(
            "--copy",
            help="作るもの。書かなければ、会議録は原本と公開用、相談記録は原本だけ。速報版は校正前に公開する写し",
        ),
    ] = None,
    kind: Annotated[
        KindOption | None,
        typer.Option("--kind", help="会議録か相談記録か。下書きの目印が残っていないファイルのときに書きます"),
    ] = None,
    profile: Annotated[str, typer.Option("--profile", help="どの設定の記録か。名前かフォルダ。ふつうは不要です")] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help="まだ終わっていない所を残したまま原本を作る理由。原本の隣に残し、その指紋を監査記録に書きます",
        ),
    ] = "",
    attach: Annotated[
        list[Path] | None,
        typer.Option(
            "--attach",
            help="原本の添付ファイル（議案書など）。写しを隣の「…_添付」に置き、目録に入れます。何度でも書けます",
        ),
    ] = None,
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="PDF を作りません")] = False,
    config: Config = None,
) -> None:
    """確認済みの下書きから、原本（取消し部分に下線）と公開用（取消し部分と秘密会を除く）を作ります。相談記録は原本だけです。元のファイルは変えません。終わっていない所があれば、一覧を示して作りません。"""
    console = Console()
    if out is None and checked.parent.is_dir():
        paths.an_output_folder(checked.parent)
    meeting = _kind(checked, kind, profile, config)
    usual = (RecordCopy.ORIGINAL, RecordCopy.PUBLIC) if meeting is RecordKind.COUNCIL else (RecordCopy.ORIGINAL,)
    copies = (copy,) if copy else usual
    made = {each: finishing.finish_copy(checked, each, meeting) for each in copies}
    first = next(iter(made.values()))
    still_open = first.open
    overruled = bool(still_open) and copies != (RecordCopy.PROVISIONAL,)
    if overruled and not reason.strip():
        raise _still_open(my_numbers.without_my_numbers(checked.name), first, meeting)
    _refuse_my_numbers(made, reason)
    attached = _attachments(attach or [], copies)
    written = _saved(made, checked, out or checked.parent)
    if overruled:
        note = _keep_reason(next(iter(written.values())), reason.strip(), still_open)
        log_finalised(checked, written, still_open, note, config)
        _say(console, f"理由：{note}（監査記録に指紋を書きました）")
    if first.saved_as:
        _say(
            console,
            f"「{checked.name}」は、{word_files.saved_as(first.saved_as)}できたファイルは、ふつうの .docx です。",
        )
    for each, path in written.items():
        _tell_copy(console, each, path, made[each], still_open)
        with ExitStack() as closed:
            # Whoever may not look into the work folder has a closed place of their own.
            with suppress(StorageError, OSError):
                closed.enter_context(temporary.inside(settings_module.load_settings(config).folders.work))
            _write_forms(console, each, path, made[each], with_pdf=not no_pdf)
        if each is RecordCopy.ORIGINAL:
            _copy_attachments(attached, path)
            title = made[each].document.core_properties.title or ""
            _say(console, f"　目録（電子署名はこれに付けます）：{write_manifest(path, title)}")
    if meeting is RecordKind.CONSULTATION:
        _say(console, "相談記録なので、公開用は作りません（相談記録は公開する写しを持たない記録です）。")


def _saved(made: Mapping[RecordCopy, Finished], checked: Path, folder: Path) -> dict[RecordCopy, Path]:
    """Save each copy under a free name; returns where."""
    rights.make(folder)
    stem = checked.stem.removesuffix("_下書き")
    written = {}
    for each, finished in made.items():
        written[each] = path = free_path(folder / f"{stem}_{each.file_mark}.docx", ".pdf", ".html")
        finished.document.save(str(path))
        rights.like_its_folder(path)
    return written


def _tell_copy(
    console: Console, copy: RecordCopy, path: Path, finished: Finished, still_open: Sequence[OpenPoint]
) -> None:
    """Where a copy lies, and what is open or left out of it."""
    _say(console, f"{copy.value}：{path}")
    if copy is not RecordCopy.PUBLIC:
        for point in still_open:
            _say(console, f"注意：{point.text}")
    if copy is not RecordCopy.ORIGINAL:
        _say(console, f"　{copy.value}から除いた文字：{finished.left_out}字")


def _write_forms(console: Console, copy: RecordCopy, word: Path, finished: Finished, *, with_pdf: bool) -> None:
    """Beside the Word file: the PDF to keep, and of what is published a page. Where one cannot be made, why is said."""
    if with_pdf:
        try:
            printed = pdf.write_pdf(word, word.parent)
            rights.like_its_folder(printed)
            _say(console, f"　PDF（長期保存用の PDF/A）：{printed}")
        except FormNotMade as e:
            _say(console, f"　{e.found}{e.todo}")
    if copy is RecordCopy.ORIGINAL:
        return
    try:
        page = word.with_suffix(".html")
        page.write_text(record_page.record_page(finished.document, copy.file_mark), encoding="utf-8", newline="\n")
        rights.like_its_folder(page)
        _say(console, f"　公開するページ：{page}")
    except FormNotMade as e:
        _say(console, f"　{e.found}{e.todo}")


def _attachments(named: Sequence[Path], copies: Sequence[RecordCopy]) -> list[Path]:
    """The attachments, looked at before anything is written.

    Raises:
        FinaliseError: one is missing, two have the same name, or no original is made.
    """
    files = [path for path in map(paths.a_file, named) if path is not None]
    if files and RecordCopy.ORIGINAL not in copies:
        raise FinaliseError(
            "添付ファイルは原本に付けるものです。", "--attach を付けないか、--copy を付けずに実行してください。"
        )
    for path in files:
        if not path.is_file():
            raise FinaliseError(f"添付ファイル {path} がありません。", "添付ファイルの場所と名前を確かめてください。")
    if len({path.name for path in files}) < len(files):
        raise FinaliseError(
            "添付ファイルに、同じ名前のものがあります。", "名前を変えてから、もう一度実行してください。"
        )
    return files


def _copy_attachments(files: Sequence[Path], original: Path) -> None:
    """Into the original's folder of attachments, if there are any."""
    folder = original.with_name(f"{original.stem}{manifest.ATTACHMENTS}")
    for path in files:
        rights.make(folder)
        shutil.copyfile(path, folder / path.name)
        rights.like_its_folder(folder / path.name)


def _still_open(name: str, made: Finished, meeting: RecordKind) -> StillOpen:
    listed = "".join(f"\n・{p.text}" for p in made.open)
    saved, form = "", ""
    if made.saved_as:
        saved = f"{name} は、{word_files.saved_as(made.saved_as)}"
        form = "この形式のまま保存してもかまいません（できる原本は、ふつうの .docx です）。"
    provisional = "校正前のまま公開するなら --copy 速報版 で速報版を作れます。" if meeting is RecordKind.COUNCIL else ""
    return StillOpen(
        f"{saved}{name} には、まだ終わっていない所があります。{listed}",
        f"Word で直して保存し、もう一度実行してください。{form}残したまま原本を作るときは、--reason に理由を書いてください"
        f"（理由は記録に残ります）。{provisional}",
    )


def _refuse_my_numbers(made: Mapping[RecordCopy, Finished], reason: str) -> None:
    """None is published, whatever the reason is, nor written into the reason.

    Raises:
        NotForPublication: a copy that is published holds one.
        FinaliseError: the reason does.
    """
    for copy, finished in made.items():
        if copy is not RecordCopy.ORIGINAL and finished.my_numbers:
            raise NotForPublication(
                f"{copy.value}は作れません。{my_number_places.standing_at(finished.my_numbers)}",
                f"{my_number_places.WITHOUT_IT}直して保存し、もう一度実行してください。",
            )
    if my_numbers.holds_my_number(reason):
        raise FinaliseError(
            "--reason に書いた理由に、個人番号（マイナンバー）と思われる12桁の数字があります。",
            "番号を書かずに、もう一度実行してください。",
        )


def _keep_reason(copy: Path, reason: str, points: Sequence[OpenPoint]) -> Path:
    """The reason and what was open, as a text beside the copy: the audit log holds no free text, only this file's hash."""
    path = free_path(copy.with_name(f"{copy.stem}_残した所と理由.txt"))
    lines = [f"{copy.name} は、次の所を残したまま作りました。", *(f"・{p.text}" for p in points), "", f"理由：{reason}"]
    path.write_text("\r\n".join((*lines, "")), encoding="utf-8-sig", newline="")
    rights.like_its_folder(path)
    return path


def log_finalised(
    checked: Path, copies: Mapping[RecordCopy, Path], points: Sequence[OpenPoint], note: Path, config: Path | None
) -> None:
    """A line `finalised` in the audit log: hashes of what was checked, of what was made and of the reason, and how much was open.

    Raises:
        AuditError: the log cannot be written.
    """
    known = identity.read_identity(open_template(checked))
    with opened_store(config) as (settings, store):
        job = next((j for j in store.jobs() if known is not None and j.sha256 == known.sha256), None)
        audit_journal.open_log(store, settings.folders.work).append(
            "finalised",
            job=job.id if job else None,
            profile=job.profile if job else "",
            checked=_sha256(checked),
            copies={each.name.lower(): _sha256(path) for each, path in copies.items()},
            open={p.kind.value: p.count for p in points},
            reason=_sha256(note),
        )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _kind(checked: Path, kind: KindOption | None, profile: str, config: Path | None) -> RecordKind:
    """Council or consultation, by what the person, the file, its profile and its place say.

    Raises:
        FinaliseError: nothing says it, or the person contradicts all the rest.
        ProfileError, SettingsFileError: what the person named cannot be read.
    """
    watch = settings_module.load_settings(config).folders.watch
    around = [profiles.Profile.read(profiles.find_profile(profile, watch)).kind] if profile else []
    said = RecordKind[kind.name] if kind else None
    if not checked.is_file():  # finishing will say so
        return said or RecordKind.CONSULTATION
    document = open_template(checked)
    known = identity.read_identity(document)
    if known is None or known.kind is None:  # a draft that knows its kind is not made another by the folder it lies in
        around += [*_kind_of_profile(known.profile, watch)] if known else []
        around += _kinds_of_place(checked)
    return kind_marks.kind_settled(checked.name, kind_marks.kind_told(document), said, around)


def _kind_of_profile(name: str, watch: Path) -> Iterator[RecordKind]:
    """What the profile of that name says, if it is still there; else what its name says."""
    try:
        yield profiles.Profile.read(profiles.find_profile(name, watch)).kind
    except TranscriberError:
        yield from profiles.kind_by_name(Path(name).name)


def _kinds_of_place(checked: Path) -> Iterator[RecordKind]:
    """What the profile says in whose folders the file lies."""
    for folder in checked.resolve().parents:
        if (folder / SETTINGS).is_dir():
            yield from _kind_of_profile(str(folder), folder.parent)


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
