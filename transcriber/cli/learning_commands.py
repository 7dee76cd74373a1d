"""`transcriber learn` and `transcriber replay`: what corrections teach, and whether an update is better."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber.cli import paths
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.cli.printed_tables import print_table
from transcriber.exchange import proposals
from transcriber.exchange import replay as replays
from transcriber.exchange.returns import Returns
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Status
from transcriber.queue.shown_names import HiddenNames
from transcriber.review.summary import percent
from transcriber.untrusted.harmless_text import harmless_row


def learn(
    profile: Annotated[str, typer.Argument(metavar="設定", help="設定の名前")],
    config: Config = None,
) -> None:
    """戻ったファイルの直しから「学習候補.xlsx」を新しくし、採用したら過去の会議がどう変わったかを表示します。"""
    with opened_store(config) as (settings, store):
        tree = ProfileTree(profiles.find_profile(profile, settings.folders.watch))
        found = proposals.propose_terms(store, settings.folders.work, tree)
    if found is None:
        typer.echo(
            f"{tree.learned.name} が開かれているので、いまは書き換えません。閉じてからやり直してください。", err=True
        )
        raise typer.Exit(1)
    if not found:
        typer.echo("候補はありません。")
        return
    rows = [
        (
            c.decision.value, c.sort.value, c.text, c.kana, "、".join(c.misheard), str(c.times), str(c.better),
            str(c.worse),
        )
        for c in found
    ]  # fmt: skip
    print_table(("採用", "種類", "書き方", "よみ", "誤認識例", "直した回数", "良くなる", "悪くなる"), rows)
    typer.echo(f"{tree.learned} で「採用」か「却下」を選んでください。選ぶまでは使いません。")


def replay_command(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="番号", help="録音の番号。書かなければ、確認済みの録音の新しいものから"),
    ] = None,
    most: Annotated[int, typer.Option("--most", help="番号を書かないとき、何件まで試すか")] = 5,
    profile: Annotated[str | None, typer.Option("--profile", help="設定の名前。書かなければ全部")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="結果の CSV を書くファイル", callback=paths.an_output_file)
    ] = None,
    config: Config = None,
) -> None:
    """過去の録音を、いまのモデルと設定でもう一度文字にし、確認済みのファイルとの一致がどう変わるかを調べます（更新の前後に）。"""
    from transcriber.pipeline.stages import Stages  # heavy: only where it is run

    console = Console()
    rows: list[tuple[str, ...]] = []
    changed = 0.0
    judged = 0
    with opened_store(config) as (settings, store):
        jobs = [j for j in store.jobs() if profile in (None, j.profile)]
        if numbers:
            jobs = [j for j in jobs if j.id in numbers]
        else:
            jobs = [j for j in reversed(jobs) if j.status is Status.CHECKED][:most]
        returns = Returns(store, settings.folders.watch, settings.folders.work)
        hidden, every = HiddenNames(settings.folders.watch), store.jobs()
        for one in replays.replay(
            replays.Replay(settings.folders.watch, settings.folders.work, Stages(settings), returns),
            jobs,
            stop=lambda: False,
            tell=lambda job: console.print(f"{job.id}：処理しています …", style="dim"),
        ):
            if isinstance(one, replays.Skipped):
                why = hidden.of(one.job.profile, every).text(one.why)
                rows.append((str(one.job.id), one.job.profile, "", "", "", "", "", "", why))
                continue
            before, now = one.before, one.now
            judged += 1
            changed += (now.lenient or 0) - (before.lenient or 0)
            rows.append(
                (
                    str(one.job.id),
                    one.job.profile,
                    percent(before.strict),
                    percent(now.strict),
                    percent(before.lenient),
                    percent(now.lenient),
                    f"{before.content}→{now.content}",
                    f"{before.speakers}→{now.speakers}",
                    "",
                )
            )
    head = (
        "番号",
        "設定",
        "厳密・前",
        "厳密・今",
        "寛容・前",
        "寛容・今",
        "直し（整文以外）",
        "話者の直し",
        "試せない理由",
    )
    print_table(head, rows)
    if out is not None:
        with out.open("w", encoding="utf-8-sig", newline="") as f:
            csv.writer(f).writerows(map(harmless_row, [head, *rows]))
    if not judged:
        typer.echo("試せる録音がありませんでした。")
        raise typer.Exit(1)
    mean = changed / judged * 100
    verdict = (
        "良くなりました"
        if mean > 0.05
        else "悪くなりました。更新を見合わせてください"
        if mean < -0.05
        else "変わりません"
    )
    typer.echo(f"文字正解率（寛容）は{judged}件の平均で {mean:+.1f} ポイント：{verdict}。")
