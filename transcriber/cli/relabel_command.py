"""`transcriber relabel`: rename, merge and split the speakers of a draft, without running an engine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from transcriber import settings as settings_module
from transcriber.cli import paths, process_command
from transcriber.cli.options import Config
from transcriber.drafts import speakersheet
from transcriber.errors import SpeakerSheetError
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline import draft_folder, masked_sound
from transcriber.pipeline.draft_folder import DraftFolder
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import single_runs
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.settings import Settings
from transcriber.speaker_sheets import edited_speaker_sheets
from transcriber.system import wall_clock
from transcriber.transcripts import decided_speakers
from transcriber.untrusted import files
from transcriber.work import by_hand
from transcriber.work.workfolder import SIDE, TRANSCRIPT, WorkFolder


def relabel_command(
    draft: Annotated[
        str, typer.Argument(metavar="録音", help="録音の番号（transcriber status で分かります）か、下書きのフォルダ")
    ],
    name: Annotated[list[str] | None, typer.Option("--name", help="声に名前を付ける。例 S1=福祉部長、S2=不明")] = None,
    merge: Annotated[
        list[str] | None, typer.Option("--merge", help="声をまとめる。例 S3=S1（S3 は S1 と同じ人）")
    ] = None,
    give: Annotated[
        list[str] | None, typer.Option("--give", help="発言を別の人に。例 u0012=S2、u0012=加藤啓二")
    ] = None,
    span: Annotated[list[str] | None, typer.Option("--time", help="ある時間を別の人に。例 0:10:00-0:12:30=S2")] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="設定（会議録など）。書かなければ下書きを作ったときの設定")
    ] = "",
    config: Config = None,
) -> None:
    """話者の名前を直し、まとめ、分けて、下書きを作り直します（文字起こしはやり直しません）。指定がなければ 話者.xlsx を読みます。"""
    settings = settings_module.load_settings(config)
    wanted = Relabelling(
        names=dict(_pair(x) for x in name or ()),
        merges=dict(_pair(x) for x in merge or ()),
        moves=dict(_pair(x) for x in give or ()),
        ranges=tuple(_range(x) for x in span or ()),
    )
    if draft.isdecimal():
        typer.echo(f"作り直しました：{_job(settings, int(draft), wanted)}")
    else:
        typer.echo(f"作り直しました：{_folder(settings, Path(draft), wanted, profile)}")


def _job(settings: Settings, number: int, wanted: Relabelling) -> Path:
    store = Store.open(settings.folders.work, time.time)
    try:
        job = store.get(number)
        if job is None or not edited_speaker_sheets.may_relabel(job):
            raise SpeakerSheetError(
                f"番号 {number} の録音には下書きがありません。", "transcriber status で番号と状態を確かめてください。"
            )
        return _relabel(settings, store, job, wanted)
    finally:
        store.close()


def _relabel(settings: Settings, store: Store, job: Job, wanted: Relabelling) -> Path:
    tree = ProfileTree(settings.folders.watch / job.profile)
    lists = edited_speaker_sheets.SpeakerSheets(
        store, settings.folders.watch, settings.folders.work, settings.folders.templates
    )
    sheet = tree.drafts / job.draft_folder / speakersheet.NAME
    if wanted:
        lists.relabel(job, tree, wanted)
    else:
        lists.relabel(job, tree, *_from_sheet(sheet))
    after = store.get(job.id)
    return tree.drafts / (after or job).draft_folder / (after or job).draft


def _folder(settings: Settings, folder: Path, wanted: Relabelling, profile: str) -> Path:
    """A draft that `transcriber process` made; one that belongs to a job is done as that job's."""
    paths.a_folder(folder)
    path = paths.a_file(folder / SIDE / TRANSCRIPT)
    if path is None or not path.is_file():
        raise SpeakerSheetError(
            f"{folder} に下書き（{SIDE}/{TRANSCRIPT}）がありません。",
            "下書きのフォルダか、録音の番号を指定してください。",
        )
    store = Store.open(settings.folders.work, time.time)
    try:
        for job in store.jobs():
            place = settings.folders.watch / job.profile
            if (
                edited_speaker_sheets.may_relabel(job)
                and ProfileTree(place).drafts / job.draft_folder == folder.resolve()
            ):
                return _relabel(settings, store, job, wanted)
    finally:
        store.close()
    before = _whole(settings, Transcript.read(path))
    sheet = folder / speakersheet.NAME
    taken_up = ""
    if not wanted:
        wanted, taken_up = _from_sheet(sheet)
    after = decided_speakers.relabelled(before, wanted, in_list=bool(taken_up))
    chosen = profiles.Profile.read(profiles.find_profile(profile or before.meeting.profile, settings.folders.watch))
    sha256 = before.recording.sha256
    work = WorkFolder(single_runs.single_run_folder(settings.folders.work, sha256))
    now = wall_clock.time_now()
    single_runs.begin(work.root, sha256, chosen.tree.root, settings.folders.watch, now)
    by_hand.remember_decisions(work, before, after)
    template, style = draft_folder.choose_template(chosen, settings.folders.templates)
    desk = DraftFolder(work.out, draft_folder.draft_name(before.recording.file_name, chosen))
    view = draft_folder.shown(after, chosen)
    if chosen.options.player and after.shown is None:
        masked_sound.make_sound(view, chosen, desk.sound_file, work.pcm)
    result = draft_folder.draft(after, profile=chosen, template=template, style=style, desk=desk, view=view)
    single_runs.note_drafted(work.root, now)
    if taken_up:  # the list may be written anew
        record = work.out / "published.json"
        known = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
        known.setdefault(speakersheet.NAME, []).append(taken_up)
        record.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return process_command.place(result, folder)


def _whole(settings: Settings, shown: Transcript) -> Transcript:
    """The original of a transcript in which personal data may be masked; that itself where the original is gone."""
    kept = WorkFolder(single_runs.single_run_folder(settings.folders.work, shown.recording.sha256))
    if not kept.original.exists():
        return shown
    whole = Transcript.read(kept.original)
    return whole if whole.recording.sha256 == shown.recording.sha256 else shown


def _from_sheet(sheet: Path) -> tuple[Relabelling, str]:
    """What the list wishes, and the SHA-256 of the list."""
    paths.a_file(sheet)
    if not sheet.exists():
        raise SpeakerSheetError(
            f"{sheet} がありません。", "--name などで直す内容を指定するか、話者.xlsx を元の場所に戻してください。"
        )
    digest = files.sha256_of(sheet)
    return speakersheet.read_speaker_sheet(sheet), digest


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not equals or not left.strip():
        raise SpeakerSheetError(f"「{text}」の書き方が違います。", "S1=福祉部長 のように、= でつないで書いてください。")
    return left.strip(), right.strip()


def _range(text: str) -> tuple[float, float, str]:
    span, who = _pair(text)
    start, dash, end = span.partition("-")
    if not dash:
        raise SpeakerSheetError(f"「{text}」の書き方が違います。", "0:10:00-0:12:30=S2 のように書いてください。")
    return speakersheet.seconds(start), speakersheet.seconds(end), who
