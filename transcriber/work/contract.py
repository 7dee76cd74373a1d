"""What the pipeline is asked to do, and what it gives back: the seam between folders and stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the scan imports this module, and a profile brings what reads documents
    from transcriber.minutes.transcript import PaperUsed
    from transcriber.profiles.profile import Profile


@dataclass(frozen=True)
class Assignment:
    """One recording to be transcribed.

    Attributes:
        parts: local copies of the media file(s), in any order; more than one where a meeting came in parts.
        name: what staff called it (file or folder name, with suffix); titles and draft names come from it.
        sha256: of the one part, or of the parts' hashes joined by newlines.
        profile: as read when the job started.
        work: the job's folder on the local disk; every artefact lies there, so a rerun does only what is missing.
        papers: local copies of what was dropped with it (次第, 名簿, 議案), in order of name.
        left_out: what was dropped with it and could not be read as papers, each with why and what to do.
        part_names: what staff called the parts, in the same order; they tell the order of playing, and messages and the draft
            name them so.
        companions: names of what lay beside the parts and is neither recording nor paper.
        others_wait: whether other recordings are to follow this one: engines are kept for them.
    """

    parts: tuple[Path, ...]
    name: str
    sha256: str
    profile: Profile
    work: Path
    papers: tuple[Path, ...] = ()
    left_out: tuple[PaperUsed, ...] = ()
    part_names: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    others_wait: Callable[[], bool] = field(default=lambda: False, compare=False)


@dataclass(frozen=True)
class WaitingPapers:
    """The papers of a recording that waits for its turn.

    Attributes:
        papers, name, profile, work: as those of its `Assignment` will be.
    """

    papers: tuple[Path, ...]
    name: str
    profile: Profile
    work: Path


@dataclass(frozen=True)
class Result:
    """What a finished job leaves in its work folder, ready to be published.

    Attributes:
        transcript: transcript.json
        files: everything to publish into the drafts folder, under these names. The first is the Word draft and lies on
            top; what lies in a folder beside it is published into a folder of the same name.
        note: what staff should know of it beside that it is there (Japanese); empty if nothing.
        name: what the draft's folder is called after; empty: what staff called the recording.
        masks: whether personal data is masked in it, so that nothing of an earlier draft, which may show more, is to stay beside it.
    """

    transcript: Path
    files: tuple[Path, ...]
    note: str = ""
    name: str = ""
    masks: bool = False

    def place(self, file: Path) -> PurePosixPath:
        """Where `file` goes, seen from the draft's own folder: 下書き.docx, 資料/transcript.json."""
        return PurePosixPath(file.relative_to(self.files[0].parent).as_posix())


class Progress(Protocol):
    """Told every few seconds how far a job is."""

    def __call__(self, stage: str, done: float, remaining: float | None, *, rests: bool = False) -> None:
        """`stage` in Japanese, `done` of the whole job in 0..1, `remaining` seconds (None while unknown); `rests`: it goes on when
        it is its turn again at the other computers."""


def untold(stage: str, done: float, remaining: float | None, *, rests: bool = False) -> None:
    """A `Progress` for where nobody asks."""


Stop = Callable[[], bool]
"""Asked between two pieces of work; True means: stop soon, everything done so far is kept."""


class Stopped(Exception):
    """The pipeline stopped because it was asked to; the job can be taken up again where it was."""


class Pipeline(Protocol):
    """The stages from recording to draft (pipeline/stages.py is the real one)."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        """Run what is missing.

        Raises:
            TranscriberError: with a message for staff; `temporary` says whether waiting may help.
            Stopped: `stop` said so.
        """

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        """Read the papers of a recording before its turn, beside others that are in work. What is found lies in its work folder, where its
        turn finds it; what cannot be read is told in its turn.

        Raises:
            TranscriberError, OSError: its turn meets it again, and says it.
            Stopped: `stop` said so.
        """
