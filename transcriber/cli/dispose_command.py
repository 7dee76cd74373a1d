"""`transcriber dispose`: the end of an installation, with a certificate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcriber.cli import paths
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.deletion import disposal
from transcriber.errors import StorageError
from transcriber.system import wall_clock


def dispose_of_installation(
    out: Annotated[
        Path, typer.Option("--out", help="証明書を置くフォルダ（作業フォルダの外）", callback=paths.an_output_folder)
    ],
    delete: Annotated[
        bool, typer.Option("--delete", help="ほんとうに消します。付けなければ、何が消えるかを表示します")
    ] = False,
    config: Config = None,
) -> None:
    """このパソコンの作業フォルダ（録音の写し、文字、台帳、登録した声）を全部消し、証明書を作ります。廃棄や入れ替えのときに使います。"""
    with opened_store(config) as (settings, store):
        work = settings.folders.work
        reasons = disposal.standing_in_the_way(store, work)
    if reasons:
        raise StorageError(
            f"まだ消せません：{'、'.join(reasons[:5])}{f' ほか{len(reasons) - 5}件' if len(reasons) > 5 else ''}。",
            "保存の指定は release で解き、処理は終わるのを待つか cancel してください。",
        )
    if not delete:
        typer.echo(f"{work} の中を全部消します。共有フォルダの録音、下書き、確認済みのファイルは消しません。")
        typer.echo("消すには --delete を付けてください。")
        return
    out.mkdir(parents=True, exist_ok=True)
    told = disposal.dispose(work, out, wall_clock.time_now())
    typer.echo(f"{told.files}個のファイルを消しました。証明書：{out / disposal.CERTIFICATE_TEXT}")
