"""`transcriber finalise`: from a checked draft to the record that is signed, and the copy that is published."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli import paths
from transcriber.cli.options import Config
from transcriber.drafts.word import finishing, identity, kind_marks, pdf
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.drafts.word.template import open_template
from transcriber.errors import TranscriberError
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import SETTINGS
from transcriber.system import rights


class KindOption(StrEnum):
    """What staff call the two kinds of record."""

    COUNCIL = "会議録"
    CONSULTATION = "相談記録"


def finalise(
    checked: Annotated[
        Path, typer.Argument(metavar="CHECKED", help="確認の済んだ Word ファイル", callback=paths.a_file)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="置き場所。書かなければ元のファイルと同じフォルダ", callback=paths.an_output_folder),
    ] = None,
    copy: Annotated[
        RecordCopy | None, typer.Option("--copy", help="作るもの。書かなければ、会議録は両方、相談記録は原本だけ")
    ] = None,
    kind: Annotated[
        KindOption | None,
        typer.Option("--kind", help="会議録か相談記録か。下書きの目印が残っていないファイルのときに書きます"),
    ] = None,
    profile: Annotated[str, typer.Option("--profile", help="どの設定の記録か。名前かフォルダ。ふつうは不要です")] = "",
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="PDF を作りません")] = False,
    config: Config = None,
) -> None:
    """確認済みの下書きから、原本（取消し部分に下線）と公開用（取消し部分と秘密会を除く）を作ります。相談記録は原本だけです。元のファイルは変えません。"""
    console = Console()
    if out is None and checked.parent.is_dir():
        paths.an_output_folder(checked.parent)
    meeting = _kind(checked, kind, profile, config)
    copies = (copy,) if copy else (RecordCopy.ORIGINAL,) if meeting is RecordKind.CONSULTATION else tuple(RecordCopy)
    made = {each: finishing.finish_copy(checked, each, meeting) for each in copies}
    folder = out or checked.parent
    rights.make(folder)
    stem = checked.stem.removesuffix("_下書き")
    for each, finished in made.items():
        path = _free(folder / f"{stem}_{each.value}.docx")
        finished.document.save(str(path))
        rights.like_its_folder(path)
        _say(console, f"{each.value}：{path}")
        if each is RecordCopy.ORIGINAL:
            for point in finished.open:
                _say(console, f"注意：{point.text}")
        else:
            _say(console, f"　公開用から除いた文字：{finished.left_out}字")
        if not no_pdf:
            printed = pdf.write_pdf(path, folder)
            if printed:
                rights.like_its_folder(printed)
            _say(
                console,
                f"　PDF：{printed}"
                if printed
                else "　PDF は作れませんでした（LibreOffice がないときは Word で保存してください）。",
            )
    if meeting is RecordKind.CONSULTATION:
        _say(console, "相談記録なので、公開用は作りません（相談記録は公開する写しを持たない記録です）。")


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


def _free(path: Path) -> Path:
    """`path`, or beside it under a number: what a person has signed is never overwritten."""
    tried, number = path, 2
    while tried.exists():
        tried, number = path.with_stem(f"{path.stem}({number})"), number + 1
    return tried


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
