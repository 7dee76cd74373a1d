"""`transcriber style …`: check a template or style, look at a page of it, propose one from a past record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli import paths
from transcriber.cli.options import Config
from transcriber.drafts.word import check_template, house_style, pdf, proposal, render_draft, sample
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.drafts.word.template import TEMPLATE_SUFFIX
from transcriber.errors import FormNotMade
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles.tree import STYLE
from transcriber.system import rights

style_app = typer.Typer(
    help="書式（会議録・相談記録の体裁）を調べ、試し、過去の記録から案を作ります。", no_args_is_help=True
)
StyleName = Annotated[str, typer.Argument(metavar="書式", help="書式の名前、ひな形（.docx）、または 書式.toml")]


@style_app.command("list")
def list_styles(config: Config = None) -> None:
    """付属の書式の一覧を表示します。"""
    console = Console()
    for style in house_style.shipped_styles(settings_module.load_settings(config).folders.templates):
        _say(console, f"{style.name}　{style.about}")


@style_app.command("check")
def check_style(which: StyleName, config: Config = None) -> None:
    """書式やひな形に誤りがないかを調べます。誤りがあれば、場所と直し方を表示します。"""
    style, template = _find(which, config)
    check_template(template)
    _say(Console(), f"誤りはありません：{template.name}（書式「{style.name or which}」、{len(style.parts)}の部分）")


@style_app.command()
def preview(
    which: StyleName,
    out: Annotated[Path, typer.Option("--out", help="見本を置くフォルダ", callback=paths.an_output_folder)] = Path(),
    config: Config = None,
) -> None:
    """架空の会議で、書式の見本（Word と、LibreOffice があれば PDF）を作ります。"""
    style, template = _find(which, config)
    rights.make(out)
    path = out / f"{style.name or Path(which).stem}_見本.docx"
    render_draft(sample.sample_transcript(style.kind), template=template, office="見本町", out=path, style=style)
    console = Console()
    _say(console, f"見本：{path}")
    try:
        _say(console, f"PDF：{pdf.write_pdf(path, out)}")
    except FormNotMade as e:
        _say(console, f"{e.found}{e.todo}")


@style_app.command("from")
def from_(
    record: Annotated[Path, typer.Argument(metavar="会議録", help="過去の会議録（.docx）", callback=paths.a_file)],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="案を書くファイル。書かなければ画面に表示します", callback=paths.an_output_file),
    ] = None,
) -> None:
    """過去の会議録から、発言者の書き方などを読み取り、書式の案（書式.toml）を作ります。"""
    made = proposal.propose_style(record).toml(record.name)
    console = Console()
    if out is None:
        _say(console, made)
        return
    out.write_text(made, encoding="utf-8")
    house_style.read_style(out)
    _say(console, f"案：{out}\n設定フォルダに {STYLE} という名前で置くと使われます。")


def _find(which: str, config: Path | None) -> tuple[HouseStyle, Path]:
    """The style and template that a name or a path means."""
    templates = settings_module.load_settings(config).folders.templates
    path = Path(which)
    if path.suffix or path.is_symlink():  # a name of a style has none
        paths.a_file(path)
    if path.suffix.lower() == ".toml":
        style = house_style.read_style(path)
        beside = path.with_name(TEMPLATE_SUFFIX)
        return style, beside if beside.exists() else house_style.template(
            house_style.usual_style(style.kind, templates), templates
        )
    if path.suffix or path.exists():
        own = next((p for p in (path.with_name(STYLE), path.with_name(house_style.FILE)) if p.exists()), None)
        return house_style.read_style(own) if own else house_style.usual_style(_kind(path), templates), path
    style = house_style.find_style(which, templates)
    return style, house_style.template(style, templates)


def _kind(path: Path) -> RecordKind:
    return (
        RecordKind.CONSULTATION
        if any(w in str(path.absolute()) for w in ("相談", "面談", "支援"))
        else RecordKind.COUNCIL
    )


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
