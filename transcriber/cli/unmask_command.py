"""`transcriber unmask`: what one masked place of a draft says, for one person who needs to know; noted in the audit log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.deletion import audit_journal
from transcriber.drafts import masked_places
from transcriber.errors import UnmaskFault
from transcriber.minutes.transcript import Transcript, timecode
from transcriber.queue import single_runs
from transcriber.queue.store import Store
from transcriber.settings import Settings
from transcriber.work.workfolder import WorkFolder, work_folder


def unmask(
    number: Annotated[
        str,
        typer.Argument(metavar="録音", help="録音の番号（transcriber status）か、process で作ったものの16字"),
    ],
    item: Annotated[
        str,
        typer.Argument(metavar="番号", help="伏せた箇所の番号。資料フォルダの「伏せた箇所」の表にあります（例 k0003）"),
    ],
    config: Config = None,
) -> None:
    """下書きで伏せてある1か所の、元の言葉を表示します。表示したことは、言葉を書かずに監査記録に残ります。"""
    with opened_store(config) as (settings, store):
        kept, job, profile = _work(number, settings, store)
        shown = _read(kept.transcript)
        found = masked_places.unmasked(_read(kept.original), shown, item.strip())
        if found is None:
            raise UnmaskFault(
                f"録音 {number} の下書きに、伏せた箇所 {item} はありません。",
                f"下書きの横の資料フォルダにある「{masked_places.MASKED_PLACES}」で番号を確かめてください。",
            )
        log = audit_journal.open_log(store, settings.folders.work)  # first the entry, then the words
        log.append("unmasked", job=job, profile=profile, item=found.place.item, kind=found.place.kind.value)
    typer.echo(f"{found.place.item} {found.place.kind.label}（{timecode(found.place.start)}）：{found.text}")


def _work(number: str, settings: Settings, store: Store) -> tuple[WorkFolder, int | None, str]:
    """The work folder of a recording, its number in the store if it has one, and its profile."""
    job = store.get(int(number)) if number.isdecimal() and len(number) < 16 else None
    if job is not None:
        return WorkFolder(work_folder(settings.folders.work, job.id)), job.id, job.profile
    folder = next((p for p in single_runs.single_run_folders(settings.folders.work) if p.name == number), None)
    if folder is None:
        raise UnmaskFault(f"番号 {number} の録音はありません。", "transcriber status で番号を確かめてください。")
    known = single_runs.record(folder)
    return WorkFolder(folder), None, known.profile if known else ""


def _read(path: Path) -> Transcript:
    try:
        return Transcript.read(path)
    except (OSError, ValidationError) as e:
        raise UnmaskFault(
            "元の文字起こしは、作業用フォルダにありません。",
            "保存期間が過ぎて消えたか、伏せ方ができる前の下書きです。録音が残っていれば、もう一度文字起こしをしてください。",
        ) from e
