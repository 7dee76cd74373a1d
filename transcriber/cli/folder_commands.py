"""The commands around the shared folder: watch and scan do the work; status, retry, cancel and forget are for people."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

import transcriber.queue.erased_sound
from transcriber import settings as settings_module
from transcriber.cli import scan_report
from transcriber.cli.cluster_commands import computer_lines
from transcriber.cli.options import Config
from transcriber.cli.printed_tables import print_table
from transcriber.cluster.coordinator import helping_computers
from transcriber.errors import RecordingError
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import local_disk, lock, temporary, told_gone
from transcriber.queue.event_words import event_words
from transcriber.queue.job import Job, Notice, Status
from transcriber.queue.shown_names import HiddenNames, ShownNames
from transcriber.queue.store import Store
from transcriber.service import part_lines, status_page, systemd
from transcriber.settings import Settings
from transcriber.system import wall_clock

if TYPE_CHECKING:  # what runs the pipeline takes seconds to import, and the commands for people do not need it
    from transcriber.cluster.other_computers import OtherComputers
    from transcriber.service.loop import RunOutcome
    from transcriber.work.contract import Pipeline

log = logging.getLogger(__name__)

Number = Annotated[int, typer.Argument(metavar="番号", help="録音の番号（transcriber status で分かります）")]


def watch(config: Config = None) -> None:
    """共有フォルダを見張り、届いた録音を順に文字起こしします（終了は Ctrl+C または SIGTERM）。"""
    raise typer.Exit(_serve_with_help(config, once=False))


def scan(config: Config = None) -> None:
    """共有フォルダを一度だけ見て、届いている録音を全部処理します（cron 用。失敗があれば終了コード 1）。"""
    raise typer.Exit(_serve_with_help(config, once=True))


def status(
    config: Config = None,
    number: Annotated[
        int | None, typer.Argument(metavar="番号", help="録音の番号。付けると経過の記録を表示します")
    ] = None,
) -> None:
    """録音がそれぞれどの状態にあるかを表示します。"""
    console = Console()
    with opened_store(config) as (settings, store):
        if number is not None:
            if store.get(number) is None:
                typer.echo(f"番号 {number} の録音はありません。", err=True)
                raise typer.Exit(1)
            for event in store.events(number):
                console.print(
                    f"{_stamp(event.at)}  {event_words(event)}", highlight=False, markup=False, soft_wrap=True
                )
            return
        hidden, jobs = HiddenNames(settings.folders.watch), store.jobs()
        begun = sum(job.status is Status.RUNNING for job in jobs)
        if begun and lock.is_free(settings.folders.work):
            console.print(
                f"要対応：見張りが動いていないので、「文字起こし中」の録音 {begun}件は止まっています。"
                "登録したサービスを確かめて、動かし直してください。録音は失われず、続きから始まります。",
                style="red", markup=False, highlight=False, soft_wrap=True,
            )  # fmt: skip
        shown = {name: hidden.of(name, jobs) for name in {*store.profiles_in_use(), *(j.profile for j in jobs)}}
        left = [shown[profile].notice(n) for profile in sorted(shown) for n in told_gone.left_notices(store, profile)]
        for notice in (*(_without_names(n, shown) for n in store.notices()), *left):
            console.print(f"要対応：{notice.found} {notice.todo}", style="red", markup=False, soft_wrap=True)
        rows = []
        for whole in jobs:
            names = shown[whole.profile]
            job, gone = names.job(whole), names.gone(told_gone.gone_of(store, whole))
            faults = part_lines.read_part_lines(settings.folders.work, job.id, joining=False, hidden=names.hidden)
            said = " ".join((*status_page.explain(job, gone), *faults))
            rows.append((str(job.id), job.profile, job.entry, status_page.state(job, gone), said))
        if rows:
            print_table(("番号", "設定", "録音", "状態", "説明"), rows)
        else:
            console.print("録音はまだありません。", highlight=False)
        if settings.cluster.coordinator is not None:
            for line in computer_lines(settings.folders.work):
                console.print(line, markup=False, highlight=False, soft_wrap=True)


def retry(
    numbers: Annotated[list[int] | None, typer.Argument(metavar="番号", help="録音の番号")] = None,
    config: Config = None,
    everything: Annotated[bool, typer.Option("--all", help="要対応の録音を全部")] = False,
) -> None:
    """要対応・取りやめ・処理済みの録音を、もう一度処理します。"""

    with opened_store(config) as (settings, store):
        if everything:
            numbers = [job.id for job in store.jobs() if job.status.value == "attention"]
            if not numbers:
                typer.echo("要対応の録音はありません。")
                return

        def again(job: Job) -> bool:
            if refused := transcriber.queue.erased_sound.refusal(store, job, settings.folders.work):
                raise refused
            from transcriber.queue import lost_sound  # looks at recordings, which takes long to import

            tree = ProfileTree(settings.folders.watch / job.profile)
            lost = job.status.settled and lost_sound.nothing_left(store, job, settings.folders.work, tree)
            if lost:
                raise lost
            return store.retry(job)

        _each(settings, store, numbers or [], again, "もう一度処理します。", "処理の途中なので、やり直しは要りません。")


def cancel(number: Number, config: Config = None) -> None:
    """録音の処理を取りやめます（元の録音はそのまま残ります）。"""
    with opened_store(config) as (settings, store):
        _each(settings, store, [number], store.cancel, "取りやめます。", "もう終わっています。")


def forget_recording(number: Number, config: Config = None) -> None:
    """録音の記録と作業用の写しを消します（元の録音と下書きは消しません。1_録音 に残っていれば、新しい録音として扱います）。"""
    from transcriber.queue.work_files import remove_work

    with opened_store(config) as (settings, store):

        def remove(job: Job) -> bool:
            if not store.forget(job):
                return False
            remove_work(settings.folders.work, job.id)
            return True

        _each(
            settings,
            store,
            [number],
            remove,
            "記録を消しました。",
            "処理の途中か、保存の指定（hold）があります。先に cancel か release をしてください。",
        )


def serve(
    settings: Settings,
    pipeline: Callable[[Settings], Pipeline],
    *,
    once: bool,
    helping: Callable[[], int] | None = None,
) -> int:
    """Run the service under the instance lock until it is told to stop (or, with `once`, until all is done).

    Args:
        pipeline: makes the stages; called once the lock is held. Tests hand in a small one of their own.
        helping: how many other computers share the work now, so many recordings and one more are worked on side by side; None: there
            never are any.

    Returns:
        The exit code: 0, or 1 if anything failed (`once`).

    Raises:
        TranscriberError: the store cannot be opened.
    """
    if not logging.getLogger().handlers:
        logging.basicConfig(
            level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
        )
    logging.getLogger("watchdog").setLevel(
        logging.CRITICAL
    )  # it calls the end of an observer an error; we say what matters
    stop = threading.Event()
    if local_disk.prepare(settings.folders.work):
        log.warning("the work folder was open to others; it is the user's alone now")
    with _signals(stop):
        outcome = None
        while outcome is None:
            with lock.only_instance(settings.folders.work) as ours:
                if ours:
                    lock.note_beginning(settings.folders.work)
                    outcome = _run(settings, pipeline, stop, helping, once=once)
                    continue
            log.info("another instance is at work")
            if once:
                typer.echo("ほかの transcriber が動いているので、何もしませんでした。録音はそちらが処理します。")
            systemd.notify("READY=1\nWATCHDOG=1")  # waiting for a cron run to end is no fault
            if once or stop.wait(settings.watching.poll_seconds):
                return 0
    code = int(outcome.failed) if once else 0
    if outcome.hung:
        log.warning("a thread hangs; ending without it")
        logging.shutdown()
        os._exit(code)
    return code


def _run(
    settings: Settings,
    pipeline: Callable[[Settings], Pipeline],
    stop: threading.Event,
    helping: Callable[[], int] | None,
    *,
    once: bool,
) -> RunOutcome:
    from transcriber.service.loop import Service

    store = Store.open(settings.folders.work, time.time)
    before = _in_attention(store)
    with temporary.inside(settings.folders.work):
        outcome = Service(settings, store, pipeline(settings), stop, helping=helping).run(once=once)
    if once and outcome.failed:
        scan_report.print_troubles(store.notices(), _in_attention(store) - before)
    if not outcome.hung:
        store.close()
    return outcome


def _in_attention(store: Store) -> frozenset[int]:
    return frozenset(job.id for job in store.jobs() if job.status is Status.ATTENTION)


def _serve_with_help(config: Path | None, *, once: bool) -> int:
    settings = settings_module.load_settings(config)
    with helping_computers(settings) as elsewhere:
        helping = elsewhere.helping if elsewhere is not None else None
        return serve(settings, lambda settings: _stages(settings, elsewhere), once=once, helping=helping)


def _stages(settings: Settings, elsewhere: OtherComputers | None) -> Pipeline:
    from transcriber.cli.bar import WithBar
    from transcriber.pipeline.stages import Stages

    stages: Pipeline = Stages(settings, elsewhere)
    return WithBar(stages, Console()) if sys.stdout.isatty() else stages


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM, Ctrl+C (and Ctrl+Break on Windows) ask to stop."""

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()

    wanted = [signal.SIGTERM, signal.SIGINT]
    if sys.platform == "win32":
        wanted.append(signal.SIGBREAK)
    before = {number: signal.signal(number, asked) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def opened_store(config: Path | None) -> Iterator[tuple[Settings, Store]]:
    """The settings, and the job store for as long as the block runs."""
    settings = settings_module.load_settings(config)
    store = Store.open(settings.folders.work, time.time)
    try:
        yield settings, store
    finally:
        store.close()


def _each(
    settings: Settings, store: Store, numbers: list[int], act: Callable[[Job], bool], done: str, refused: str
) -> None:
    wrong = not numbers
    if wrong:
        typer.echo("録音の番号を指定してください（transcriber status で分かります）。", err=True)
    for number in numbers:
        job = store.get(number)
        if job is None:
            typer.echo(f"番号 {number} の録音はありません。", err=True)
            wrong = True
            continue
        try:
            why = "" if act(job) else refused
        except RecordingError as e:
            why = HiddenNames(settings.folders.watch).of(job.profile, store.jobs()).text(f"{e.found}{e.todo}")
        typer.echo(f"{number}：{why or done}", err=bool(why))
        wrong |= bool(why)
    if wrong:
        raise typer.Exit(1)


def _without_names(notice: Notice, shown: Mapping[str, ShownNames]) -> Notice:
    """A notice as the profile shows it whose folder it is of; of any other place as one that shows no names, if there is one."""
    of = (
        name for name in sorted(shown, key=len, reverse=True) if re.match(f"{re.escape(name)}(?:$|[の/])", notice.place)
    )
    hiding = (name for name in shown if shown[name].hidden)
    profile = next(of, None) or next(hiding, None)
    return shown[profile].notice(notice) if profile else notice


def _stamp(at: float) -> str:
    return f"{wall_clock.moment_at(at):%Y-%m-%d %H:%M:%S}"
