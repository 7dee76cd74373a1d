"""Lessons of all jobs of a profile become 学習候補.xlsx in its settings folder."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from transcriber.errors import GlossaryError, SettingsError, TranscriberError, VoicesError
from transcriber.learning import candidates, sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort
from transcriber.learning.lessons import Lesson, Teacher
from transcriber.minutes.personal_data import Shown
from transcriber.profiles.profile import Profile, Voices
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import publish
from transcriber.queue.store import Store
from transcriber.system import durable
from transcriber.untrusted import files
from transcriber.untrusted.files import FileIdentity
from transcriber.work.workfolder import LEARNING, work_folder

log = logging.getLogger(__name__)


def lessons(store: Store, work: Path, profile: str) -> tuple[Lesson, ...]:
    """The lessons of a profile's recordings, oldest first."""
    found = []
    for job in store.jobs(profile):
        if taught(work, job.id):
            try:
                found.append(Lesson.read(work_folder(work, job.id) / LEARNING))
            except (ValidationError, OSError) as e:
                log.warning("job %d: no lesson: %s", job.id, type(e).__name__)
    return tuple(sorted(found, key=lambda one: one.day))


def taught(work: Path, job: int) -> bool:
    """Whether what a recording's return taught is still here."""
    return (work_folder(work, job) / LEARNING).exists()


def propose_terms(
    store: Store,
    work: Path,
    tree: ProfileTree,
    now: Callable[[], float] = time.time,
    standing: Mapping[str, str] = MappingProxyType({}),
) -> tuple[LearnedCandidate, ...] | None:
    """Bring 学習候補.xlsx up to date; None where it could not be written now (open in Excel, or just being saved).

    Args:
        now: seconds since 1970.
        standing: ID of a line → name, of voices that a tick enrolled: a sheet made anew shows them as ticked.

    Raises:
        SettingsError: a sheet of the profile cannot be read.
        OSError: the folder cannot be written.
    """
    path = tree.learned
    learnt = lessons(store, work, tree.root.name)
    if not learnt and not files.present(path):
        return ()
    if publish.is_open(path, now()):
        return None
    before = _state(path)
    lines, ids = sheet.read_candidates(path), sheet.keys(path)
    profile = Profile.read(tree.root)
    if before is None and profile.options.voices is not Voices.OFF:
        lines = tuple(
            LearnedCandidate(Sort.VOICE, name, "", decision=ClerkDecision.ADOPTED) for name in standing.values()
        )
        ids = {key: (Sort.VOICE.value, name) for key, name in standing.items()}
    teacher = Teacher()
    learnt = tuple(_as_masked(lesson, profile, teacher, work) for lesson in learnt)
    found = candidates.proposals(learnt, teacher, profile.roster)
    found = candidates.tried(found, learnt, profile.glossary, profile.roster)
    if profile.options.voices is not Voices.OFF:
        found = (*found, *candidates.voices(learnt))
    words = "\n".join(one.model_dump_json() for one in learnt)
    merged = sheet.merged_candidates(lines, ids, found, lambda text: text in words)
    if merged == lines:
        return merged
    data = sheet.build_workbook(merged, ids)
    if _state(path) != before or publish.is_open(path, now()):
        return None  # a person was faster: their version is read the next time
    try:
        durable.write(path, data, temporary=f".{path.name}.tmp")
    except OSError as e:
        if durable.is_busy(e):
            return None
        raise
    return merged


def _as_masked(lesson: Lesson, profile: Profile, teacher: Teacher, work: Path) -> Lesson:
    """A lesson with no more in it than the profile shows now; kept so, since it takes as long as masking a draft.

    Raises:
        OSError: it cannot be kept.
    """
    shown = profile.options.masking.show
    if shown is Shown.ALL or lesson.shown is not Shown.ALL:
        return lesson
    masked = teacher.withheld(lesson, shown, profile.roster)
    masked.write(work_folder(work, lesson.job) / LEARNING)
    return masked


def _state(path: Path) -> FileIdentity | None:
    """Raises: GlossaryError (no file), OSError."""
    try:
        return files.identity(path)
    except FileNotFoundError:
        return None
    except files.NotRegularFile as e:
        found, todo = files.fault(e)
        raise GlossaryError(f"{path.name} {found}", todo) from e


def propose_all(
    store: Store,
    watch: Path,
    work: Path,
    now: Callable[[], float] = time.time,
    standing: Callable[[ProfileTree], Mapping[str, str]] = lambda tree: {},
    ready: Callable[[str], bool] = lambda profile: True,
) -> tuple[bool, dict[str, TranscriberError]]:
    """`propose` for every profile with lessons.

    Args:
        standing: asked for the voices of a profile that a tick enrolled.
        ready: asked whether it is the turn of a profile now.

    Returns:
        False if any of them has to be tried again soon; and profile → why it cannot be done until its settings change.
    """
    done = True
    errors: dict[str, TranscriberError] = {}
    for name in sorted({job.profile for job in store.jobs()}):
        tree = ProfileTree(watch / name)
        if not tree.settings.is_dir():
            continue
        if not ready(name):
            done = False
            continue
        try:
            done &= propose_terms(store, work, tree, now, standing(tree)) is not None
        except (SettingsError, VoicesError) as e:
            log.warning("proposals: %s", type(e).__name__)
            errors[name] = e
        except OSError as e:
            log.warning("proposals: %s", type(e).__name__)
            done = False
    return done, errors
