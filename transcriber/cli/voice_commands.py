"""`transcriber voices`: voices that the office enrols, each person by their own consent."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from transcriber import settings
from transcriber.cli import paths
from transcriber.cli.folder_commands import opened_store
from transcriber.cli.options import Config
from transcriber.cli.printed_tables import print_table
from transcriber.enrolment import decoded_sound, voice_enrolment
from transcriber.errors import VoicesError
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import temporary
from transcriber.settings import Settings
from transcriber.speaker_sheets import edited_speaker_sheets
from transcriber.speakers import enrolled
from transcriber.work.workfolder import WorkFolder, work_folder

voice_app = typer.Typer(
    help='声の登録（話者名の候補を出すため。本人の同意が要ります。使うには 設定.toml に voices = "suggest"）。',
    no_args_is_help=True,
)


@voice_app.command("enrol")
def enrol_command(
    name: Annotated[str, typer.Argument(metavar="氏名", help="氏名（下書きに出す書き方）")],
    job: Annotated[int | None, typer.Option("--job", help="録音の番号。--speaker とともに")] = None,
    speaker: Annotated[str, typer.Option("--speaker", help="声の番号（話者.xlsx の S1 など）")] = "",
    recording: Annotated[
        Path | None, typer.Option("--recording", help="本人だけが話している録音", callback=paths.a_file)
    ] = None,
    consent: Annotated[bool, typer.Option("--consent", help="本人の同意を得ていると答えたことにします")] = False,
    config: Config = None,
) -> None:
    """声を登録します。下書きの中の声（--job と --speaker）か、本人だけの録音（--recording）から。何回でも足せます。"""
    if not consent:
        typer.echo(
            "声の特徴は個人情報です。登録した声は、このパソコンの中だけに置き、話者名の候補を出すことだけに使います。"
        )
        typer.confirm(f"{name}さん本人の同意を得ていますか", abort=True)
    loaded = settings.load_settings(config)
    with temporary.inside(loaded.folders.work), tempfile.TemporaryDirectory() as folder:
        if recording is not None:
            pcm = Path(folder) / "audio.pcm"
            decoded_sound.decode_in_child([recording], pcm, name=recording.name)
            seconds = voice_enrolment.enrol_recording(loaded, name, pcm, recording.name)
        elif job is not None and speaker:
            seconds = _from_draft(loaded, config, name, job, speaker)
        else:
            raise VoicesError(
                "どの声を登録するか分かりません。", "--job と --speaker、または --recording を付けてください。"
            )
    file = enrolled.path(loaded.folders.work)
    typer.echo(f"登録しました：{name}（{seconds:.0f}秒の声から）。置き場所は {file.parent} です。")


@voice_app.command("list")
def list_voices(config: Config = None) -> None:
    """登録した声の一覧を表示します。"""
    loaded = settings.load_settings(config)
    book = enrolled.read_enrolled(enrolled.path(loaded.folders.work))
    if not book.people:
        typer.echo("登録した声はありません。")
        return
    rows = [
        (person.name, r.source, f"{r.enrolled_at:%Y-%m-%d}", f"{r.seconds:.0f}秒")
        for person in book.people
        for r in person.references
    ]
    print_table(("氏名", "元の録音", "登録した日", "長さ"), rows)


@voice_app.command("forget")
def forget_voice(name: Annotated[str, typer.Argument(metavar="氏名", help="氏名")], config: Config = None) -> None:
    """登録した声を消します。"""
    loaded = settings.load_settings(config)
    file = enrolled.path(loaded.folders.work)
    book = enrolled.read_enrolled(file)
    if name not in {p.name for p in book.people}:
        raise VoicesError(f"「{name}」の声は登録されていません。", "transcriber voices list で氏名を確かめてください。")
    enrolled.write_enrolled(book.without(name), file)
    typer.echo(f"消しました：{name}")


def _from_draft(loaded: Settings, config: Path | None, name: str, number: int, speaker: str) -> float:
    """Enrol a voice of a job's draft; the seconds it rests on."""
    with opened_store(config) as (_, store):
        job = store.get(number)
    if job is None or not edited_speaker_sheets.may_relabel(job):
        raise VoicesError(
            f"番号 {number} の録音には下書きがありません。", "transcriber status で番号を確かめてください。"
        )
    kept = WorkFolder(work_folder(loaded.folders.work, number))
    if not kept.transcript.exists():
        raise VoicesError(
            f"番号 {number} の下書きの記録は、保存期間が過ぎて消えています。",
            "本人だけの録音から --recording で登録してください。",
        )
    transcript = Transcript.read(kept.transcript)
    if speaker not in {t.speaker for t in transcript.turns}:
        raise VoicesError(
            f"番号 {number} の録音に、声 {speaker} はありません。", "話者.xlsx の声の番号を確かめてください。"
        )
    tree = ProfileTree(loaded.folders.watch / job.profile)
    with voice_enrolment.sound(loaded.folders.work, tree, job) as pcm:
        return voice_enrolment.enrol_recording(
            loaded, name, pcm, job.entry, enrolled.stretches_of_voice(transcript, speaker)
        )
