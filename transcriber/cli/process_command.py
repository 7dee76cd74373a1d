"""`transcriber process`: one recording, here and now, without the shared folder."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from transcriber import named_paths
from transcriber import settings as settings_module
from transcriber.cli import paths
from transcriber.cli.bar import WithBar
from transcriber.cli.options import Config
from transcriber.cluster.coordinator import helping_computers
from transcriber.errors import NotARecording, PaperError
from transcriber.intake.copying import whole_hash
from transcriber.minutes.transcript import PaperUsed, Transcript
from transcriber.pipeline.stages import Stages
from transcriber.profiles import profile as profiles
from transcriber.queue import paper_copies, publish, single_runs, temporary
from transcriber.settings import Settings
from transcriber.system import rights, wall_clock
from transcriber.untrusted import files
from transcriber.work.contract import Assignment, Result, untold


def process(
    recording: Annotated[Path, typer.Argument(metavar="録音", help="録音・録画のファイル", callback=paths.a_file)],
    profile: Annotated[str, typer.Option("--profile", help="設定（会議録、相談記録など）の名前かフォルダ")],
    out: Annotated[Path, typer.Option("--out", help="下書きを置くフォルダ", callback=paths.an_output_folder)],
    papers: Annotated[
        list[Path] | None, typer.Option("--papers", help="次第・名簿・議案などの資料。何度でも書けます。フォルダも可")
    ] = None,
    config: Config = None,
) -> None:
    """録音を1つ文字起こしし、Word の下書きを作ります。途中で止めても、同じ命令で続きから始まります。"""
    settings = settings_module.load_settings(config)
    console = Console()
    found, left_out = _papers(papers or [])
    result = processed(settings, recording, profile, console, papers=found, left_out=left_out)
    console.print(f"できました：{place(result, out)}", highlight=False, markup=False, soft_wrap=True)


def _papers(named: list[Path]) -> tuple[tuple[Path, ...], tuple[PaperUsed, ...]]:
    """The files named and those in the folders named; and what lies in those folders and is no file."""
    found: list[Path] = []
    left_out: list[PaperUsed] = []
    for path in named:
        if path.is_dir():
            inside, strange = paper_copies.in_folder(path)
            found += inside
            left_out += strange
        elif what := named_paths.not_a_file(path):
            raise PaperError(f"資料 {path} は{what}", "資料のファイルかフォルダを指定してください。")
        elif not path.exists():
            raise PaperError(f"資料 {path} がありません。", "パスを確かめてください。")
        elif not path.name.startswith((".", "~")):
            found.append(path.resolve() if path.is_symlink() else path)
    readable, closed = paper_copies.readable_papers(found)
    return readable, (*left_out, *closed)


def processed(
    settings: Settings,
    recording: Path,
    profile: str,
    console: Console,
    *,
    papers: tuple[Path, ...] = (),
    left_out: tuple[PaperUsed, ...] = (),
) -> Result:
    """Transcribe one file with a progress bar; what an interrupted run left is used."""
    if what := named_paths.not_a_file(recording):
        raise NotARecording(f"{recording} は{what}", "録音・録画のファイルを指定してください。")
    if not recording.is_file():
        raise NotARecording(f"ファイル {recording} がありません。", "パスを確かめてください。")
    chosen = profiles.Profile.read(profiles.find_profile(profile, settings.folders.watch))
    try:
        sha256 = files.sha256_of(recording.resolve())
    except OSError as e:
        found, todo = files.fault(e)
        raise NotARecording(f"{recording} {found}", todo) from e
    work = single_runs.single_run_folder(settings.folders.work, sha256)
    assignment = Assignment(
        parts=(recording,),
        name=recording.name,
        sha256=whole_hash((sha256,)),
        profile=chosen,
        work=work,
        papers=papers,
        left_out=left_out,
    )
    with temporary.inside(settings.folders.work), _alone(work, console), helping_computers(settings) as elsewhere:
        pipeline = WithBar(Stages(settings, elsewhere), console)
        single_runs.begin(work, sha256, chosen.tree.root, settings.folders.watch, _now())
        result = pipeline(assignment, progress=untold, stop=lambda: False)
        single_runs.note_drafted(work, _now())
    return result


@contextmanager
def _alone(work: Path, console: Console) -> Iterator[None]:
    """While nobody else works on this recording, nor deletes what its retention rule says."""
    with single_runs.worked_on(work, wait=False) as ours:
        if ours:
            yield
            return
    console.print("同じ録音を、別の transcriber が処理しています。終わるのを待ちます。", markup=False)
    with single_runs.worked_on(work, wait=True):
        yield


def _now() -> dt.datetime:
    return wall_clock.time_now()


def place(result: Result, out: Path) -> Path:
    """Put the result into `out`; beside, in a folder of its own, if `out` holds another recording's.

    What a person edited since is never overwritten: the work folder remembers what was put there (published.json).
    """
    folder = out
    existing = out / result.place(result.transcript)
    if not publish.usable(out.resolve()) or (existing.exists() and not _same_recording(existing, result.transcript)):
        draft = result.files[0]
        folder = out / publish.folder_for(draft.stem, out, frozenset(), draft.stem)
    rights.make(folder)
    record = result.files[0].parent / "published.json"
    known: dict[str, list[str]] = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}

    def announce(name: str, sha256: str) -> None:
        known.setdefault(name, []).append(sha256)
        record.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")

    ours = {name: frozenset(hashes) for name, hashes in known.items()}
    done = publish.publish_all(result, folder, job=0, ours=ours, announce=announce, root=out)
    return folder / done.names[0]


def _same_recording(placed: Path, made: Path) -> bool:
    """Whether a transcript that lies there is of the recording just made; a file that is none is somebody's own."""
    try:
        return Transcript.read(placed).recording.sha256 == Transcript.read(made).recording.sha256
    except (OSError, ValidationError):
        return False
