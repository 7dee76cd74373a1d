"""The commands around what is kept: the audit log, the retention rule, and holds against it."""

from __future__ import annotations

import csv
import datetime as dt
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from transcriber.audit import log as audit_log
from transcriber.audit import verify_log as verify_log
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.cli.printed_tables import print_table
from transcriber.deletion import audit_journal
from transcriber.deletion.due_files import Planned, Sweep
from transcriber.errors import TranscriberError, UsageFault
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import lock, single_runs
from transcriber.queue.job import Job
from transcriber.queue.shown_names import HiddenNames, ShownNames
from transcriber.queue.store import Store
from transcriber.service import status_page
from transcriber.settings import Settings
from transcriber.system import wall_clock
from transcriber.untrusted.harmless_text import harmless_row

_DIGITS = 16
"""Characters of the name of a work folder of `transcriber process`: no number of a recording is that long."""

_MOST_DAYS = 36_500
"""A hundred years: no rule is longer, and the calendar ends not far behind."""

audit = typer.Typer(
    help="監査記録（録音ごとに何をしたかの、書き換えると分かる記録）を確かめます。", no_args_is_help=True
)


@audit.command("verify")
def verify_audit(
    config: Config = None,
    expect: Annotated[
        list[str] | None,
        typer.Option("--expect", help="控えてある「番号:ハッシュの先頭」。印刷した報告書の値と突き合わせます"),
    ] = None,
) -> None:
    """監査記録が書き換えられていないことを確かめます（異常があれば終了コード 1）。"""
    noted = tuple(_noted(each) for each in expect or [])
    with opened_store(config) as (settings, store):
        audit_journal.follow_journal(store, audit_journal.open_log(store, settings.folders.work))
        verdict = verify_log(settings.folders.work / audit_log.LOG_FILE, store.keeping.read(), expect=noted)
    for finding in verdict.findings:
        typer.echo(f"異常：{f'{finding.line}行目：' if finding.line else ''}{finding.what}", err=True)
    number, digest = verdict.last
    if not verdict.whole:
        typer.echo(
            "監査記録に書き換えのあとがあります。作業用フォルダの写しを取り、情報担当者に連絡してください。", err=True
        )
        raise typer.Exit(1)
    if remains := _began_amid(settings.folders.work / audit_log.LOG_FILE):
        typer.echo(
            f"警告：監査記録と作業台帳がどちらもないところに、録音の作業フォルダが{remains}件ありました。それより前のことは、何も証明できません。"
            "控え（バックアップ）の監査記録と作業台帳を確かめ、情報担当者に連絡してください。",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"監査記録は書き換えられていません（{verdict.entries}件）。控え {number}:{digest[:16]}")
    if verdict.unfinished:
        typer.echo(f"停電などで書きかけの行が{verdict.unfinished}行ありますが、失われた記録はありません。")


def _began_amid(file: Path) -> int:
    """How many recordings lay there when the log began; 0: none, as it must be."""
    with file.open(encoding="utf-8", errors="replace") if file.exists() else nullcontext([""]) as lines:
        first = audit_log.parse_line(next(iter(lines), ""))
    return int(first.facts.get("remains", 0)) if first is not None and first.what == audit_journal.AMID_REMAINS else 0


@audit.command("list")
def list_entries(
    config: Config = None,
    number: Annotated[int | None, typer.Option("--job", help="録音の番号。付けるとその録音の分だけ")] = None,
    what: Annotated[str | None, typer.Option("--what", help="出来事の種類（例 deleted：削除の証明）")] = None,
) -> None:
    """監査記録を CSV で書き出します（録音の内容や氏名は含みません）。"""
    writer = csv.writer(sys.stdout)
    writer.writerow(("番号", "時刻", "出来事", "録音の番号", "設定", "内容", "ハッシュ"))
    with opened_store(config) as (settings, store):
        audit_journal.follow_journal(store, audit_journal.open_log(store, settings.folders.work))
        file = settings.folders.work / audit_log.LOG_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for entry in filter(None, map(audit_log.parse_line, lines)):
        if number in (None, entry.job) and what in (None, entry.what):
            facts = "; ".join(f"{k}={v}" for k, v in entry.facts.items())
            line = (entry.number, entry.at, entry.what, entry.job or "", entry.profile, facts, entry.hash)
            writer.writerow(harmless_row(line))


RecordNumber = Annotated[
    str,
    typer.Argument(
        metavar="番号", help="録音の番号（transcriber status）か、process で作ったものの16字（transcriber retention）"
    ),
]


def hold(
    number: RecordNumber,
    reason: Annotated[str, typer.Option("--reason", help="理由（例 開示請求 令和8年第3号）")] = "",
    config: Config = None,
) -> None:
    """録音と、その下書き・確認済みのファイルを、保存期間が過ぎても消さないようにします（開示請求のときなど）。"""
    with opened_store(config) as (settings, store):
        place = _one_off(number, settings)
        job = None if place else _job(number, store)
        if place is not None and single_runs.hold_single_run(place, reason, wall_clock.time_now()):
            _log_one_off("held", place, settings, store)
        elif job is not None:
            store.keeping.hold(job, reason)
        else:
            typer.echo(f"番号 {number} の録音はありません。", err=True)
            raise typer.Exit(1)
        typer.echo(f"{number}：release で解くまで、何も消しません。")


def release(number: RecordNumber, config: Config = None) -> None:
    """hold を解きます。保存期間の過ぎたものは、次の見回りで消えます。"""
    with opened_store(config) as (settings, store):
        place = _one_off(number, settings)
        job = None if place else _job(number, store)
        if place is not None and single_runs.release_single_run(place):
            _log_one_off("hold_released", place, settings, store)
        elif job is None or not store.keeping.release(job):
            typer.echo(f"番号 {number} の録音に保存の指定（hold）はありません。", err=True)
            raise typer.Exit(1)
        typer.echo(f"{number}：保存の指定を解きました。")


def _job(number: str, store: Store) -> Job | None:
    return store.get(int(number)) if number.isdecimal() and len(number) < _DIGITS else None


def _one_off(number: str, settings: Settings) -> Path | None:
    """The work folder of what `transcriber process` made, if `number` is its name."""
    return next((p for p in single_runs.single_run_folders(settings.folders.work) if p.name == number), None)


def _log_one_off(what: str, place: Path, settings: Settings, store: Store) -> None:
    """What the journal of the store does for other recordings."""
    record = single_runs.record(place)
    log = audit_journal.open_log(store, settings.folders.work)
    log.append(what, profile=record.profile if record else "", process=place.name)


def retention(
    config: Config = None,
    days: Annotated[int, typer.Option("--days", help="今日からこの日数のうちに消えるものも表示します")] = 30,
    delete: Annotated[bool, typer.Option("--delete", help="期限の過ぎたものを、いま消します")] = False,
) -> None:
    """保存期間により消えるものを一覧にします。--delete を付けなければ何も消しません。"""
    if not 0 <= days <= _MOST_DAYS:
        raise TranscriberError(
            f"--days に {days} が指定されています。",
            f"今日からの日数を、0から{_MOST_DAYS}までの数で指定してください（0 は、もう期限の過ぎたものだけ）。",
        )
    with opened_store(config) as (settings, store):
        now = wall_clock.time_now()
        log = audit_journal.open_log(store, settings.folders.work)
        sweep = Sweep(store, settings.folders.watch, settings.folders.work, log, lambda: now)
        if delete:
            with lock.only_instance(settings.folders.work) as ours:
                if not ours:
                    typer.echo("transcriber が動いています。期限の過ぎたものは、1時間以内に自動で消えます。", err=True)
                    raise typer.Exit(1)
                audit_journal.follow_journal(store, log)
                typer.echo(f"{sweep()}件を消しました。証明は transcriber audit list --what deleted で見られます。")
                for folder in profiles.profile_folders(settings.folders.watch):
                    status_page.Board(store, time.time, settings.folders.work).write(ProfileTree(folder))
            return
        plan = sweep.plan()
        until = now + dt.timedelta(days=days)
        shown = [p for p in plan if p.due.at <= until and (p.paths or p.kept)]
        hidden, jobs = HiddenNames(settings.folders.watch), store.jobs()
        names = {p.profile: hidden.of(p.profile, jobs) for p in plan}
        if shown:
            print_table(_TO_GO, _rows(shown, names, now), first_whole=True)
        else:
            typer.echo(f"{days}日のうちに消えるものはありません。{_rest(plan, sweep.without_end(), until)}")
        for planned in plan:
            for stay in planned.stays:
                where = names[planned.profile].text(str(stay.path))
                typer.echo(f"消しません：{planned.number} の {where}。{stay.why}。")
        for held in store.keeping.holds().values():
            since = f"{wall_clock.moment_at(held.since):%Y-%m-%d}"
            typer.echo(f"保存の指定：{held.job}（{since}から）{held.reason}")
        for place in single_runs.single_run_folders(settings.folders.work):
            record = single_runs.record(place)
            if record is not None and record.held is not None:
                typer.echo(f"保存の指定：{place.name}（{record.held:%Y-%m-%d}から）{record.reason}")
        for _, number, why in sweep.without_rule():
            typer.echo(
                f"消しません：録音 {number}件のもの（共有フォルダと作業フォルダ）。{why}戻るか直ると、保存期間の決まりのとおりに消えます。"
            )
        for lasting in sweep.lasting():
            typer.echo(f"消しません：process の {lasting.place.name}。{lasting.why}")


_TO_GO = ("消える日", "番号", "設定", "録音", "種類", "ファイル", "消さない理由")


def _rows(shown: Sequence[Planned], names: Mapping[str, ShownNames], now: dt.datetime) -> Iterator[tuple[str, ...]]:
    for planned in shown:
        name = names[planned.profile].called(planned.of if isinstance(planned.of, Job) else planned.name)
        cells = (planned.profile, name, planned.due.kind.label, f"{len(planned.paths)}件", planned.kept)
        passed = "（期限切れ）" if planned.due.at <= now else ""
        yield f"{planned.due.at:%Y-%m-%d}{passed}", str(planned.number), *cells


def _rest(plan: Sequence[Planned], without_end: Sequence[Job], until: dt.datetime) -> str:
    """What lies there all the same, so that nobody thinks that nothing is left."""
    later = [p for p in plan if p.due.at > until]
    said = [f"そのあとに消えるものが{len(later)}件（いちばん早いもの {later[0].due.at:%Y-%m-%d}）"] if later else []
    if without_end:
        said.append(
            f"消える日の決まっていないものの残る録音が{len(without_end)}件（日数が書かれていないか、数え始める日がまだ来ていません）"
        )
    return f"ほかに、{'、'.join(said)}あります。" if said else ""


def _noted(text: str) -> tuple[int, str]:
    number, _, start = text.partition(":")
    if not (number.isdecimal() and start):
        raise UsageFault("控えの書き方が違います。", "「番号:ハッシュの先頭」の形で指定してください（例 123:0f3a9c）。")
    return int(number), start
