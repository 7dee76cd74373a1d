"""`transcriber effect`: what the drafts were worth, month by month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcriber.cli import paths
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.exchange import monthly_reports
from transcriber.queue import temporary
from transcriber.system import wall_clock


def effect(
    month: Annotated[
        str | None, typer.Option("--month", help="月（例 2026-09）。書かなければ記録のある月の全部")
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="設定の名前。書かなければ全部")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="置くフォルダ。書かなければ各設定のフォルダの「効果検証」", callback=paths.an_output_folder
        ),
    ] = None,
    config: Config = None,
) -> None:
    """確認済みのファイルから分かった効果（時間、文字正解率、直しの内訳）を、月ごとの CSV と Word の報告書にします。"""
    with opened_store(config) as (settings, store), temporary.inside(settings.folders.work):
        today = wall_clock.time_now().date()
        written = monthly_reports.write_monthly_reports(
            settings, store, month=month, profile=profile, out=out, today=today
        )
    for path in written:
        typer.echo(f"できました：{path}")
    if not written:
        typer.echo("その月に確認済みになった録音はありません。")
