"""`transcriber finalise`: from a checked draft to the record that is signed, and the copy that is published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber.drafts.word import finishing, pdf
from transcriber.drafts.word.finishing import Copy


def finalise(
    checked: Annotated[Path, typer.Argument(metavar="CHECKED", help="確認の済んだ Word ファイル")],
    out: Annotated[Path | None, typer.Option("--out", help="置き場所。書かなければ元のファイルと同じフォルダ")] = None,
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="PDF を作りません")] = False,
) -> None:
    """確認済みの下書きから、原本（取消し部分に下線）と公開用（取消し部分と秘密会を除く）を作ります。元のファイルは変えません。"""
    console = Console()
    folder = out or checked.parent
    folder.mkdir(parents=True, exist_ok=True)
    stem = checked.stem.removesuffix("_下書き")
    for kind in Copy:
        made = finishing.finish(checked, kind)
        path = _free(folder / f"{stem}_{kind.value}.docx")
        made.document.save(str(path))
        _say(console, f"{kind.value}：{path}")
        if kind is Copy.ORIGINAL:
            for warning in made.warnings:
                _say(console, f"注意：{warning}")
        else:
            _say(console, f"　公開用から除いた文字：{made.left_out}字")
        if not no_pdf:
            printed = pdf.write(path, folder)
            _say(
                console,
                f"　PDF：{printed}"
                if printed
                else "　PDF は作れませんでした（LibreOffice がないときは Word で保存してください）。",
            )


def _free(path: Path) -> Path:
    """`path`, or beside it under a number: what a person has signed is never overwritten."""
    tried, number = path, 2
    while tried.exists():
        tried, number = path.with_stem(f"{path.stem}({number})"), number + 1
    return tried


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
