"""The audit log follows the journal of the store: each change of a recording's state becomes a line."""

from __future__ import annotations

import re
from pathlib import Path

from transcriber.audit import AuditLog
from transcriber.audit.log import LOG_FILE
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.system import wall_clock

_UNTOLD = frozenset({"arriving", "waiting", "leased", "released", "requeued", "stage", "delayed", "unstable", "erased"})
"""Steps of the machinery; and `erased`, which has its certificate."""

_WORD = re.compile(r"[A-Za-z0-9_]{1,64}")


AMID_REMAINS = "began_amid_remains"
"""First line of a log that was begun where recordings had been worked on already."""

_OF_A_JOB = re.compile(r"[0-9]{6,}")


def open_log(store: Store, work: Path) -> AuditLog:
    """The audit log of this installation, in the work folder beside the store.

    Where log and store both begin and folders of recordings lie there, somebody took the two away (or moved the folders alone):
    the log begins with a line that says so, before those folders are tidied up.

    Raises:
        AuditError: that line cannot be written.
    """
    log = AuditLog(work / LOG_FILE, store.keeping, wall_clock.time_now)
    if store.keeping.read()[0] == 0 and not log.file.exists() and not store.jobs():
        folders = (work / "jobs").iterdir() if (work / "jobs").is_dir() else ()
        if remains := sum(1 for each in folders if _OF_A_JOB.fullmatch(each.name)):
            log.append(AMID_REMAINS, remains=remains)
    return log


def follow_journal(store: Store, log: AuditLog) -> None:
    """Write a line for each new line of the journal that matters. A process killed in between may write one twice;
    both then carry the journal's number.

    Raises:
        AuditError: the log cannot be written; the next call tries again.
    """
    for event in store.keeping.unaudited():
        if event.what not in _UNTOLD:
            job = store.get(event.job)
            facts = _facts(event.what, job, store)
            if _WORD.fullmatch(event.detail):
                facts["sha256" if event.what == "returned" else "detail"] = event.detail
            log.append(
                event.what,
                job=event.job,
                profile=job.profile if job else "",
                event=event.id,
                happened=wall_clock.moment_at(event.at).isoformat(timespec="seconds"),
                **facts,
            )
        store.keeping.audited(event.id)


def _facts(what: str, job: Job | None, store: Store) -> dict[str, str | int | tuple[str, ...]]:
    if job is None:
        return {}
    if what == "copied" and job.sha256:
        return {"sha256": job.sha256, "bytes": job.size}
    if what == "drafted":
        return {"sha256": tuple(sorted({h for hashes in store.published(job).values() for h in hashes})[:40])}
    return {}
