"""Which entry of an inbox is a recording that we know under another name.

Size and times of the parts, which a rename keeps, are the hint. The content is the proof (originals.py): it is asked for
wherever something that was read under the old name would be told or moved under the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transcriber.intake.inbox import InboxEntry
from transcriber.queue.job import Job, Status
from transcriber.system import file_names


@dataclass(frozen=True)
class Rename:
    """A job, and the entry that looks like its recording."""

    job: Job
    entry: InboxEntry


def find_renames(known: Iterable[Job], entries: Iterable[InboxEntry]) -> tuple[Rename, ...]:
    """The renames that explain one look at an inbox, each name at most once; also names that were swapped.

    Args:
        known: the jobs whose original should lie there.
        entries: what lies there.
    """
    known, entries = tuple(known), tuple(entries)
    there = {e.name: e.signature for e in entries}
    lost = [job for job in known if there.get(job.entry) != job.signature]
    at_home = {job.entry for job in known if there.get(job.entry) == job.signature}
    free = [e for e in entries if e.parts and e.refused is None and e.name not in at_home]
    found = {
        one.entry.name: one for signature in {job.signature for job in lost} for one in _pairs(signature, lost, free)
    }
    while blocked := _blocked(found, lost):
        del found[blocked]
    return tuple(found.values())


def _pairs(signature: str, lost: list[Job], free: list[InboxEntry]) -> Iterator[Rename]:
    """Pair what looks alike: names that differ in spelling only first, then in the order of their names, copies last."""
    jobs = [j for j in lost if j.signature == signature]
    jobs.sort(key=lambda j: (j.status is Status.WITHDRAWN, file_names.natural(j.entry)))
    alike = sorted(
        (e for e in free if e.signature == signature), key=lambda e: (_is_copy(e), file_names.natural(e.name))
    )
    for job in tuple(jobs):
        respelled = next((e for e in alike if file_names.same(e.name) == file_names.same(job.entry)), None)
        if respelled is not None:
            jobs.remove(job)
            alike.remove(respelled)
            yield Rename(job, respelled)
    yield from map(Rename, jobs, alike)


def _blocked(found: dict[str, Rename], lost: list[Job]) -> str | None:
    """A new name that another job still has which goes nowhere: one recording was put over another."""
    moving = {one.job.id for one in found.values()}
    return next((job.entry for job in lost if job.entry in found and job.id not in moving), None)


def _is_copy(entry: InboxEntry) -> bool:
    return file_names.same(file_names.without_copy_mark(entry.name)) != file_names.same(entry.name)
