"""`transcriber security-report`: the answers to what a security officer asks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcriber import settings as settings_module
from transcriber.assurance import security_report as reports
from transcriber.cli import paths
from transcriber.cli.options import Config
from transcriber.errors import StorageError
from transcriber.reasons import of_system
from transcriber.system import wall_clock


def security_report(
    out: Annotated[Path, typer.Option("--out", help="置くフォルダ", callback=paths.an_output_folder)] = Path(),
    office: Annotated[str, typer.Option("--office", help="自治体名・部署名。表題に入ります")] = "",
    config: Config = None,
) -> None:
    """セキュリティ担当者に渡す説明書（データの流れ、権限、通信、部品、点検表）を Word と PDF にし、部品表を添えます。"""
    settings = settings_module.load_settings(config)
    try:
        out.mkdir(parents=True, exist_ok=True)
        today = wall_clock.time_now().date()
        files = reports.write_security_report(settings, out, office=office, made=today)
    except OSError as e:
        raise StorageError(f"{out} に書けません（{of_system(e)}）。", "フォルダの権限と空きを確かめてください。") from e
    for file in files:
        typer.echo(f"できました：{file}")
