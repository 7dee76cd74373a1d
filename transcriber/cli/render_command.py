"""`transcriber render`: the drafts once more, from a transcript.json, without recognising anything."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli import paths
from transcriber.cli.options import Config
from transcriber.cli.process_command import place
from transcriber.errors import NotATranscript
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline import draft_folder, masked_sound
from transcriber.profiles import profile as profiles
from transcriber.settings import Settings
from transcriber.system import durable
from transcriber.untrusted import files
from transcriber.work.contract import Result
from transcriber.work.workfolder import OF_RECORDING, RENDER, SIDE, SOUND, TRANSCRIPT


def render(
    transcript: Annotated[
        Path, typer.Argument(metavar="ファイル", help="資料フォルダの transcript.json", callback=paths.a_file)
    ],
    profile: Annotated[
        str, typer.Option("--profile", help="設定の名前かフォルダ。書かなければ transcript.json にある設定")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="下書きを置くフォルダ。書かなければ、元の下書きのフォルダ", callback=paths.an_output_folder
        ),
    ] = None,
    config: Config = None,
) -> None:
    """transcript.json から下書き一式を作り直します。文字起こしはし直しません（ひな形や設定を変えたとき用）。"""
    settings = settings_module.load_settings(config)
    source = read_transcript(transcript)
    home = transcript.parent.parent if transcript.parent.name == SIDE else transcript.parent
    paths.an_output_folder(out or home)
    result = render_transcript(settings, source, transcript, profile or source.meeting.profile)
    made = Transcript.read(result.transcript)
    same = made.model_copy(update={"shown": source.shown}) == source
    if (
        same and transcript.parent == (out or home) / SIDE
    ):  # it stays: a copy that says the same would be a second truth
        result = replace(result, files=tuple(f for f in result.files if f.name != TRANSCRIPT))
    placed = place(result, out or home)
    Console().print(f"できました：{placed}", highlight=False, markup=False, soft_wrap=True)


def read_transcript(path: Path) -> Transcript:
    """The transcript in `path`.

    Raises:
        NotATranscript: it is none, or not of this version.
    """
    try:
        return Transcript.read(path)
    except FileNotFoundError as e:
        raise NotATranscript(
            f"{path} がありません。", "下書きの横の「資料」フォルダにある transcript.json を指定してください。"
        ) from e
    except OSError as e:
        found, todo = files.fault(e)
        raise NotATranscript(f"{path} {found}", todo) from e
    except (ValidationError, UnicodeDecodeError) as e:
        raise NotATranscript(
            f"{path.name} は、この版で読める文字起こしの記録（transcript.json）ではありません。",
            "下書きの横の「資料」フォルダにある transcript.json を指定してください。",
        ) from e


def render_transcript(settings: Settings, transcript: Transcript, path: Path, profile: str) -> Result:
    """Make the drafts in the local work folder; the sound beside `path`, if there is any, is used again."""
    chosen = profiles.Profile.read(profiles.find_profile(profile, settings.folders.watch))
    template, style = draft_folder.choose_template(chosen, settings.folders.templates)
    work = settings.folders.work / RENDER / files.sha256_of(path)[:16]
    desk = draft_folder.DraftFolder(work / "out", draft_folder.draft_name(transcript.recording.file_name, chosen))
    desk.make_folders()
    durable.write_text(work / OF_RECORDING, transcript.recording.sha256)  # for the retention rule
    sound = path.with_name(SOUND)
    view = draft_folder.shown(transcript, chosen)
    desk.sound.unlink(missing_ok=True)
    if (
        sound.exists()
        and masked_sound.what_is_muted(view, chosen).spans == masked_sound.what_is_muted(transcript, chosen).spans
    ):
        shutil.copyfile(sound, desk.sound)  # else it would say aloud what is masked now
        desk.sound_file.note_masked(view, chosen)
    return draft_folder.draft(transcript, profile=chosen, template=template, desk=desk, style=style, view=view)
