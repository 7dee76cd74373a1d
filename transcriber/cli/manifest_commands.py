"""`transcriber manifest`: the list of an original and its attachments that is signed electronically, made and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber.cli import paths
from transcriber.drafts import manifest
from transcriber.drafts.word.template import open_template
from transcriber.errors import ManifestError
from transcriber.system import rights, wall_clock

manifest_app = typer.Typer(
    help="原本と添付ファイルの目録（電子署名を付けるもの）を作り、変わっていないかを確かめます。", no_args_is_help=True
)


@manifest_app.callback()
def manifest_group() -> None:
    """原本と添付ファイルの目録（電子署名を付けるもの）を作り、変わっていないかを確かめます。"""


@manifest_app.command("make")
def make_manifest(
    original: Annotated[Path, typer.Argument(metavar="原本", help="原本の Word ファイル", callback=paths.a_file)],
) -> None:
    """原本と、同じ名前で始まるファイル（PDF など）と、「…_添付」フォルダの中のファイルの目録を、原本の隣に作ります。前の目録は上書きしません。"""
    if not original.is_file():
        raise ManifestError(f"ファイル {original} がありません。", "原本の場所と名前を確かめてください。")
    paths.an_output_folder(original.parent)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"目録：{write_manifest(original, open_template(original).core_properties.title or '')}")


@manifest_app.command("check")
def check_manifest_command(
    listing: Annotated[Path, typer.Argument(metavar="目録", help="「…_目録.txt」", callback=paths.a_file)],
) -> None:
    """目録のとおりかを確かめます。変わった・なくなった・増えたファイルがあれば、その名前を示します（終了コード 1）。"""
    listed = manifest.check_manifest(listing)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"目録のとおりです（{len(listed)}個のファイルは、目録を作ったときのままです）。")
    for each in listed:
        console.print(f"　{each.name}")


def write_manifest(original: Path, title: str) -> Path:
    """The manifest of `original`, written beside it under a free name.

    Raises:
        ManifestError: a file that belongs to it cannot be read.
        OSError: from the disk.
    """
    path = free_path(original.with_name(f"{original.stem}{manifest.MANIFEST}.txt"))
    text = manifest.manifest_text(original, title, wall_clock.time_now())
    # No mark at its beginning and no carriage returns: sha256sum takes them for a part of a line.
    path.write_text(text, encoding="utf-8", newline="\n")
    rights.like_its_folder(path)
    return path


def free_path(path: Path, *others: str) -> Path:
    """`path`, or beside it under a number: what a person has signed is never overwritten.

    Args:
        others: suffixes under which other forms of it will lie there; those have to be free too.
    """
    tried, number = path, 2
    while any(tried.with_suffix(suffix).exists() for suffix in (path.suffix, *others)):
        tried, number = path.with_stem(f"{path.stem}({number})"), number + 1
    return tried
