"""A recording whose sound the retention rule has deleted cannot be worked on again: who asks for it is told when, and by which rule."""

from __future__ import annotations

from pathlib import Path

from transcriber.audit import log as audit_log
from transcriber.errors import RecordingError
from transcriber.profiles.tree import INBOX
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.queue.told_gone import ERASED_BY_RULE, day
from transcriber.retention.rules import FileKind


def refusal(store: Store, job: Job, work: Path) -> RecordingError | None:
    """Why `job` cannot be worked on again; None if its sound was not deleted, or has come back since.

    Args:
        work: the folder for all work, where the audit log lies.
    """
    at = store.keeping.erasures(job).get(FileKind.AUDIO.value)
    if at is None:
        return None
    rule = _rule(job, work / audit_log.LOG_FILE)
    by = f"{ERASED_BY_RULE}（設定.toml の [retention]：{rule}）" if rule else ERASED_BY_RULE
    return RecordingError(
        f"この録音の音は、{day(at)}に{by}により消したので、もう一度処理することはできません。",
        f"録音がほかの場所に残っていれば、{INBOX} に入れてください。",
    )


def _rule(job: Job, file: Path) -> str:
    """By which rule it was deleted last, as the audit log says; empty where that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for entry in filter(None, map(audit_log.parse_line, reversed(lines))):
        if entry.what == "deleted" and entry.job == job.id and entry.facts.get("kind") == FileKind.AUDIO.value:
            return str(entry.facts.get("rule", ""))
    return ""
