"""`transcriber models`: which weights are here, and bringing them in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from transcriber import models, settings
from transcriber.cli import paths
from transcriber.cli.calibrate_command import calibrate
from transcriber.cli.options import Config
from transcriber.cli.printed_tables import print_table
from transcriber.errors import ModelCorrupt, ModelMissing
from transcriber.models import bundle
from transcriber.models.fetch import fetch_model as fetch_model
from transcriber.models.fitted_limits import FittedLimits, limits_path, write_limits

model_app = typer.Typer(help="モデル（音声認識と話者の重み）を調べ、取り寄せ、運びます。", no_args_is_help=True)

Names = Annotated[list[str], typer.Argument(metavar="段階かモデル…", help="embedded、standard、high、またはモデル名")]


def _store(config: Path | None) -> models.ModelStore:
    return models.open_store(settings.load_settings(config))


def _ids(store: models.ModelStore, names: list[str]) -> list[str]:
    return list(dict.fromkeys(model_id for name in names for model_id in store.catalogue.ids(name)))


@model_app.command("list")
def list_models(config: Config = None) -> None:
    """目録にあるモデルと、このパソコンにあるかどうかを表示します。"""
    store = _store(config)
    rows = []
    for model in store.catalogue.models.values():
        tiers = [tier.value for tier, pair in store.catalogue.tiers.items() if model.id in pair.ids]
        here = "あり" if store.present(model.id) else "なし"
        size = f"{model.size / 1e6:,.0f} MB" if model.size else "不明"
        rows.append((model.id, "、".join(tiers) or "（個別）", size, model.licence, here))
    print_table(("モデル", "使う段階", "大きさ", "ライセンス", "このパソコン"), rows, first_whole=True)
    typer.echo("中身まで確かめるには「transcriber models verify」を実行してください。")


@model_app.command("fetch")
def fetch_command(
    names: Names,
    at_hand: Annotated[
        Path | None,
        typer.Option(
            "--from",
            exists=True,
            help="手元のフォルダ（モデルのファイルか .whl が入ったもの）か束（zip）",
            callback=paths.a_file_or_folder,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """モデルを取り寄せ、SHA-256 を確かめて置きます。すでにあるものは取り寄せません。"""
    store = _store(config)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("準備しています…")

        def report(text: str) -> None:
            progress.update(task, description=text)
            progress.console.print(text, markup=False, soft_wrap=True)

        for model_id in _ids(store, names):
            fetch_model(store, model_id, report, at_hand)


@model_app.command("verify")
def verify_models(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="段階かモデル…", help="embedded、standard、high、またはモデル名")
    ] = None,
    config: Config = None,
) -> None:
    """モデルの全部のバイトを目録と比べます。名前を省くと、このパソコンにあるものすべてを調べます。"""
    store = _store(config)
    console = Console()
    wanted = _ids(store, names) if names else [i for i in store.catalogue.models if store.path(i).exists()]
    if not wanted:
        console.print("モデルはまだありません。「transcriber models fetch embedded」で取り寄せられます。")
    failed = False
    for model_id in wanted:
        try:
            found = store.verified(model_id, afresh=True)
        except (ModelMissing, ModelCorrupt) as e:
            failed = True
            console.print(f"× {model_id}：{e.found} {e.todo}", markup=False, soft_wrap=True)
        else:
            console.print(
                f"○ {model_id}：{len(found.files)} ファイルすべて目録のとおりです。", markup=False, soft_wrap=True
            )
    if failed:
        raise typer.Exit(1)


@model_app.command("bundle")
def bundle_(
    names: Names,
    out: Annotated[Path, typer.Option("--out", help="作る zip ファイル", callback=paths.an_output_file)],
    config: Config = None,
) -> None:
    """インターネットにつながらないパソコンへ運ぶための束（zip）を作ります。"""
    store = _store(config)
    ids = _ids(store, names)
    with Console().status("束を作っています…"):
        bundle.write_bundle(store, ids, out)
    Console().print(
        f"{out} に {'、'.join(ids)} を入れました（{out.stat().st_size / 1e6:,.0f} MB）。", markup=False, soft_wrap=True
    )


@model_app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="束", help="「models bundle」で作った束", callback=paths.a_file)],
    config: Config = None,
    limits: Annotated[
        bool,
        typer.Option(
            "--limits", help="束に入っている、疑わしい所に印を付ける基準も使います（同じ役所で合わせたものだけ）"
        ),
    ] = False,
) -> None:
    """束のモデルを、すべて目録と比べてから置きます。一つでも違えば何も置きません。"""
    store = _store(config)
    with Console().status("束を確かめています…"):
        placed = bundle.take_in(store, path)
        fitted = bundle.limits_in(path, placed)
    for model in placed:
        Console().print(f"○ {model.id} を取り込みました。", markup=False, soft_wrap=True)
        if (found := fitted.get(model.id)) is not None:
            Console().print(_of_limits(store, model, found, take=limits), markup=False, soft_wrap=True)


def _of_limits(store: models.ModelStore, model: models.VerifiedModel, found: FittedLimits, *, take: bool) -> str:
    """Take in limits that came with a model, if that was asked for; what is said of them."""
    how = (
        f"{found.made_at:%Y-%m-%d} に{len(found.recordings)}件の録音（{found.minutes:.0f}分）で合わせた、印を付ける基準"
    )
    if take:
        write_limits(limits_path(store.weights, model.id), found)
        return f"　{how}も取り込みました。次の下書きから使います。"
    return f"　{how}も入っていますが、使いません。同じ役所で合わせたものなら、--limits を付けてもう一度取り込むと使えます。"


model_app.command("calibrate")(calibrate)
