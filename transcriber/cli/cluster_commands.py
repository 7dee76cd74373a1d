"""`transcriber cluster` and `transcriber worker`: one recording over several computers."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli.options import Config
from transcriber.cluster import coordinator
from transcriber.cluster.cluster_files import AUTHORITY_FILE, COORDINATOR_FILE, read_worker_file
from transcriber.errors import ClusterFileError
from transcriber.system import other_pcs, wall_clock

if TYPE_CHECKING:
    from transcriber.cluster.cluster_setup import SetUp

cluster_app = typer.Typer(help="複数のパソコンで文字起こしを分けます。", no_args_is_help=True)


@cluster_app.command("init")
def init_cluster(
    folder: Annotated[
        Path, typer.Argument(metavar="フォルダ", help="証明書と設定を置くフォルダ（このパソコンのディスク）")
    ],
    host: Annotated[
        str,
        typer.Option(
            "--host", help="取りまとめ役（このパソコン）の名前か IP アドレス。:ポート も付けられます（既定 8786）"
        ),
    ] = "",
    worker: Annotated[
        list[str] | None,
        typer.Option("--worker", help="手伝うパソコン。名前=アドレス（例：pc-2=192.168.1.21）。何度でも書けます"),
    ] = None,
    again: Annotated[
        list[str] | None,
        typer.Option(
            "--again",
            help="登録してあるパソコンの worker.toml を作り直します（なくしたとき、アドレスが変わったとき）。名前 または 名前=新しいアドレス。前の worker.toml は使えなくなります",
        ),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", help="登録してあるパソコンを名前で外します。その worker.toml は使えなくなります"),
    ] = None,
) -> None:
    """専用の証明書を作り、手伝うパソコンごとに worker.toml を書きます。もう一度実行すると、パソコンを足したり、作り直したり、外したりできます。"""
    coordinator.require_packages()
    from transcriber.cluster import cluster_setup

    listen = cluster_setup.address_of(host) if host else None
    named = [cluster_setup.named_worker(text) for text in worker or []]
    renewed = [cluster_setup.worker_again(text) for text in again or []]
    every = [name for name, _ in (*named, *renewed)] + (gone := remove or [])
    if len(set(every)) < len(every):
        raise ClusterFileError(
            "同じ名前のパソコンが2度指定されています。", "1台に、1つの名前を1度だけ指定してください。"
        )
    before = (folder / COORDINATOR_FILE).exists()
    done = cluster_setup.set_up(folder, listen, dict(named), dt.datetime.now(dt.UTC), dict(renewed), gone)
    _tell_files(done, gone, new=not before)
    if renewed or gone:
        typer.echo(
            "作り直したパソコンと外したパソコンの、前の worker.toml は、もう使えません（動いている watch も、すぐに外します）。"
        )
    if done.added or any(at is not None for _, at in renewed):
        typer.echo(
            "動いている watch は、加えたパソコンや新しいアドレスを自分で見つけます。scripts/install で登録した見張り（Linux）は、"
            "通信の相手が決めてあるので、登録したときと同じ命令で「scripts/install」をもう一度実行してください。"
        )
    if (folder / AUTHORITY_FILE).exists():
        typer.echo(f"終わったら、{folder / AUTHORITY_FILE} を別の場所に保管してください。")


def _tell_files(done: SetUp, gone: Sequence[str], *, new: bool) -> None:
    """What was written for whom, and what to do with it.

    Args:
        gone: PCs that were taken away.
        new: there was no coordinator.toml before.
    """
    if new:
        typer.echo(
            "取りまとめ役：transcriber.toml の [cluster] の下の「# coordinator = ''」を、# を外して次の行に書き換えてください"
            f"（[cluster] がなければ、[cluster] の行も書きます）。\n  coordinator = '{done.coordinator.resolve()}'"
        )
    for path in done.made:
        typer.echo(
            f"{path.stem}：{path} をそのパソコンへ運び、「scripts/install --worker worker.toml」で登録します"
            "（試すだけなら「transcriber worker --config worker.toml」）。運んだら、ここから消してください。"
        )
    for name in done.known:
        typer.echo(
            f"{name}：もう登録されているので、何も書いていません。worker.toml をなくしたときは「--again {name}」で作り直します。"
        )
    for name in gone:
        typer.echo(f"{name}：外しました。")
    if not new and not done.made and not gone and not done.known:
        typer.echo(
            f"もう作ってあるので、何も書いていません。transcriber.toml の行：coordinator = '{done.coordinator.resolve()}'"
        )


@cluster_app.command("status")
def cluster_status(config: Config = None) -> None:
    """手伝うパソコンの様子を表示します。"""
    settings = settings_module.load_settings(config)
    if settings.cluster.coordinator is None:
        typer.echo("このパソコンだけで動く設定です（transcriber.toml に [cluster] がありません）。")
        return
    for line in computer_lines(settings.folders.work):
        Console().print(line, markup=False, highlight=False, soft_wrap=True)


def computer_lines(work: Path) -> tuple[str, ...]:
    """What is known of the other computers; a word where nothing is."""
    found = other_pcs.read_other_pcs(work)
    if found is None:
        return ("手伝うパソコンの様子は、watch、scan、process が動くと分かります。",)
    said = other_pcs.lines(found, time.time())
    return (f"手伝うパソコン（{wall_clock.moment_at(found.at):%m月%d日 %H:%M:%S} の様子）", *said) if said else ()


def worker(
    config: Annotated[
        Path, typer.Option("--config", help="「transcriber cluster init」が作った worker.toml", readable=False)
    ],
    turn: Annotated[
        Path | None,
        typer.Option(
            "--turn",
            help="1台で複数の団体を手伝うとき、順番を決めるためのファイル（どの団体の worker にも同じものを指定します）",
        ),
    ] = None,
) -> None:
    """このパソコンで、取りまとめ役の文字起こしを手伝います（終了は Ctrl+C または SIGTERM。していた仕事は終えてから抜けます）。"""
    coordinator.require_packages()
    file = read_worker_file(config)
    file.keys.require_usable(config, dt.datetime.now(dt.UTC))
    from transcriber.cluster.worker_process import WorkerProcess

    def say(text: str) -> None:
        typer.echo(f"{wall_clock.time_now():%m-%d %H:%M:%S} {file.name}：{text}")

    process = WorkerProcess(file, say, turn)

    def asked(number: int, frame: FrameType | None) -> None:
        process.leave()

    wanted = [signal.SIGTERM, signal.SIGINT]
    if sys.platform == "win32":
        wanted.append(signal.SIGBREAK)
    for number in wanted:
        signal.signal(number, asked)
    asyncio.run(process.run())
