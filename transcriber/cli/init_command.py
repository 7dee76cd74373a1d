"""`transcriber init`: the folder tree and the settings file of an office, anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import settings
from transcriber.profiles import shipped


def init(
    folder: Annotated[Path, typer.Argument(metavar="フォルダ", help="作る場所（フォルダ）。なければ作ります")],
) -> None:
    """設定ファイルと、職員が使うフォルダ一式を作ります。すでにあるものには触れません。"""
    console = Console(highlight=False)
    config = folder.expanduser().resolve() / settings.SETTINGS_FILE
    new = shipped.write_new(config, settings.sample().encode("utf-8"))
    profiles = shipped.lay_out(settings.load_settings(config).folders.watch)

    made = [f"{config}（設定ファイル）"] if new else []
    kept = [] if new else [f"{config}（設定ファイル）"]
    for profile in profiles:
        if profile.made:
            made.append(f"{profile.profile}（フォルダとファイル {len(profile.made)}個）")
        if profile.kept:
            kept.append(f"{profile.profile}（フォルダとファイル {len(profile.kept)}個）")
    for heading, listed in (("作りました：", made), ("すでにあったので、そのままにしました：", kept)):
        if listed:
            _say(console, "\n  ".join([heading, *listed]))
    option = f'--config "{config}"'
    _say(
        console,
        "次にすること：\n"
        f"  1. モデルを取り寄せます：transcriber models fetch standard {option}\n"
        "     （インターネットにつながらないパソコンでは、運んできたものを取り込みます：transcriber models import）\n"
        f"  2. 整っているかを調べます：transcriber doctor {option}\n"
        f"  3. 録音を待ちます：transcriber watch {option}\n"
        f"共有フォルダを別の場所にするときは、{settings.SETTINGS_FILE} の watch を書き換えて、もう一度 transcriber init を"
        "実行してください。",
    )


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)
