"""Recordings whose true text is known: those that came back checked and whose sound is kept, or a folder of sound with its text.

Each is run again as a draft would be made today, in a folder of its own that is removed afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from transcriber.errors import NamedPathError
from transcriber.exchange import replay as replays
from transcriber.exchange.replay import Replay, Skipped
from transcriber.minutes.text_style import TextStyle
from transcriber.models.model_store import sha256
from transcriber.profiles.profile import Profile
from transcriber.refitting.noticed_clauses import NoticedClause, noticed_clauses
from transcriber.refitting.refit import JudgedRecording
from transcriber.refitting.wrong_clauses import wrong_by_corrections, wrong_by_text
from transcriber.transcripts.transcript_stage import Understood
from transcriber.work.contract import Assignment, Pipeline, untold

if TYPE_CHECKING:
    from transcriber.queue.job import Job

_SOUNDS = (".wav", ".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wma", ".mp4")


@dataclass
class ClauseObserver:
    """Keeps the clauses of the recording that a pipeline has just run (`Stages.observe`)."""

    clauses: tuple[NoticedClause, ...] = ()
    seconds: float = 0.0

    def __call__(self, found: Understood, profile: Profile, style: TextStyle) -> None:
        self.clauses = noticed_clauses(found, profile, style)
        self.seconds = found.recording.seconds


@dataclass(frozen=True)
class KnownRecording:
    """One recording that was judged.

    Attributes:
        sha256: of its file.
    """

    sha256: str
    seconds: float
    judged: JudgedRecording = field(repr=False)


def checked_recordings(
    by: Replay, jobs: Iterable[Job], observer: ClauseObserver, tell: Callable[[Job], None]
) -> Iterator[KnownRecording | Skipped]:
    """Those that came back checked, by what a reviewer corrected in the draft that would be made today. Raises as `replay`.

    Args:
        observer: of `by.pipeline`.
    """
    for one in replays.replay(by, jobs, stop=lambda: False, tell=tell):
        if isinstance(one, Skipped):
            yield one
            continue
        wrong = wrong_by_corrections(observer.clauses, one.compared.corrections)
        judged = JudgedRecording(observer.clauses, tuple(wrong))
        yield KnownRecording(one.job.sha256 or "", observer.seconds, judged)


def told_recordings(
    folder: Path,
    profile: Profile,
    work: Path,
    pipeline: Pipeline,
    observer: ClauseObserver,
    tell: Callable[[Path], None],
) -> Iterator[KnownRecording]:
    """The recordings of a folder, each with its true text beside it (NAME.txt).

    Args:
        profile: what is known about them.
        work: where room is made for the work.
        observer: of `pipeline`.

    Raises:
        NamedPathError: there is no recording with its text.
        TranscriberError: as a pipeline does.
    """
    found = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in _SOUNDS and p.with_suffix(".txt").is_file()]
    if not found:
        raise NamedPathError(
            f"フォルダ {folder} に、正しい文が付いた録音がありません。",
            "録音と同じ名前のテキスト（会議.txt など）に、話されたとおりの文を書いて置いてください。",
        )
    for path in found:
        tell(path)
        with tempfile.TemporaryDirectory(dir=work) as made:
            whole = sha256(path)
            assignment = Assignment((path,), path.name, whole, profile, Path(made))
            pipeline(assignment, progress=untold, stop=lambda: False)
        wrong = wrong_by_text(observer.clauses, _text(path.with_suffix(".txt")).splitlines())
        yield KnownRecording(whole, observer.seconds, JudgedRecording(observer.clauses, tuple(wrong)))


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp932", errors="replace")  # what an older editor of an office writes
