"""A recording as the store knows it, for tests that need one and no store."""

from __future__ import annotations

from transcriber.queue.job import Job, Status

MB = 1_000_000
NOW = 1_700_000_000.0
SHORT = Job(
    id=2, profile="会議録", entry="短い.wav", size=10 * MB, signature="", sha256=None, status=Status.WAITING, stage="", done=0.0,
    remaining=None, found="", todo="", first=None, again=False, settings="", wish="", attempts=0, not_before=0, deaths=0,
    death_stage="", death_done=0, owner="", heartbeat=None, in_inbox=True, archive="", draft_folder="", draft="", arrived=NOW,
    started=None, changed=NOW,
)  # fmt: skip
