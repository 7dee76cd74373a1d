"""Past recordings with today's models and settings: does an update make the drafts better or worse?

Only recordings that came back checked and whose original is still kept can be judged. Nothing of theirs is changed: the
work is done in a folder of its own, which is removed afterwards.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from transcriber import reasons
from transcriber.errors import TranscriberError
from transcriber.exchange.returns import Returns
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import archived, paper_copies, part_list
from transcriber.queue.job import Job
from transcriber.queue.paper_copies import DOCUMENTS
from transcriber.review import comparison, effect, returned_document
from transcriber.review.comparison import Comparison
from transcriber.review.kinds import CorrectionKind
from transcriber.system import removal
from transcriber.work.contract import Assignment, Pipeline, Stop, untold
from transcriber.work.workfolder import REPLAY, RETURNS, work_folder


@dataclass(frozen=True)
class Figures:
    """How near a draft is to the checked file; shares are 0..1, None where there is no text.

    Attributes:
        content: corrections it needs that are not 整文.
        speakers: voices and utterances with another name.
    """

    strict: float | None
    lenient: float | None
    content: int
    speakers: int


@dataclass(frozen=True)
class Replayed:
    """One recording: the draft that was checked, and the one that would be made today.

    Attributes:
        compared: today's draft with the checked file.
    """

    job: Job
    before: Figures
    now: Figures
    compared: Comparison


@dataclass(frozen=True)
class Skipped:
    """One recording that could not be judged, and why, in Japanese."""

    job: Job
    why: str


@dataclass(frozen=True)
class Replay:
    """Today's program on an office's past recordings.

    Attributes:
        returns: reads what came back.
    """

    watch: Path
    work: Path
    pipeline: Pipeline
    returns: Returns


def replay(by: Replay, jobs: Iterable[Job], *, stop: Stop, tell: Callable[[Job], None]) -> Iterator[Replayed | Skipped]:
    """Run each recording again and judge both drafts by the file that came back last.

    Args:
        tell: called before a recording is begun.

    Raises:
        StorageError: the store cannot be read.
        Stopped: `stop` said so.
    """
    for job in jobs:
        tell(job)
        folder = by.work / REPLAY / f"{job.id:06d}"
        try:
            yield _one(by, job, folder, stop)
        except TranscriberError as e:
            yield Skipped(job, f"{e.found} {e.todo}")
        except OSError as e:
            yield Skipped(job, f"読めないファイルがあります（{reasons.of_system(e)}）。")
        finally:
            with suppress(OSError):
                removal.discard(folder)


def _one(by: Replay, job: Job, folder: Path, stop: Stop) -> Replayed | Skipped:
    tree = ProfileTree(by.watch / job.profile)
    finals = sorted((work_folder(by.work, job.id) / RETURNS).glob("*.docx"))
    if not finals:
        return Skipped(job, "確認済みのファイルがまだ戻っていないか、保存期間が過ぎています。")
    entry = archived.archived_entry(tree, job)
    if entry is None or not entry.parts or job.sha256 is None:
        return Skipped(job, "元の録音が 処理済み にありません（保存期間が過ぎたか、移されています）。")
    compared = by.returns.compare(job, finals[-1])
    if compared is None:
        return Skipped(job, "下書きの記録が残っていません。")
    _, draft, final, before = compared
    papers = work_folder(by.work, job.id) / DOCUMENTS
    left_out = paper_copies.left_out(work_folder(by.work, job.id))
    if papers.is_dir():  # as they were read then: what lies in 処理済み may have been changed since
        shutil.copytree(papers, folder / DOCUMENTS, dirs_exist_ok=True)
    else:
        paper_copies.copy_papers(entry, folder, inside=tree.done)
        left_out = paper_copies.left_out(folder)
    parts = archived.copied_parts(entry, tree, folder / "parts")
    names = part_list.part_list_of(entry)
    assignment = Assignment(
        parts=parts,
        name=job.name,
        sha256=job.sha256,
        profile=Profile.read(tree.root),
        work=folder,
        papers=paper_copies.copies(folder),
        left_out=left_out,
        part_names=names.parts,
        companions=names.companions,
    )
    result = by.pipeline(assignment, progress=untold, stop=stop)
    transcript = Transcript.read(result.transcript)
    fresh = returned_document.read_returned(result.files[0], comparison.labels_of(transcript))
    unmarked = returned_document.without_marks(final)  # its ids name the utterances of the draft that was checked
    now = comparison.compare_with_draft(transcript, fresh, unmarked, by.returns.classify, printed=draft)
    return Replayed(job, _figures(before), _figures(now), now)


def _figures(compared: Comparison) -> Figures:
    content = [c for c in compared.corrections if c.kind is not CorrectionKind.TIDIED]
    return Figures(
        strict=effect.accuracy(compared.final, compared.distance),
        lenient=effect.lenient(compared),
        content=len(content),
        speakers=len(compared.voices) + len(compared.reassigned),
    )
