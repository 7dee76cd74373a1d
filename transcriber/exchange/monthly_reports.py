"""The effect of all meetings: gathered from the jobs' effect.json, written as a table and a report for each month."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from collections import defaultdict
from pathlib import Path

from pydantic import ValidationError

from transcriber.errors import SettingsError
from transcriber.exchange.returns import EFFECT
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import EFFECTS, ProfileTree
from transcriber.queue import publish, single_runs
from transcriber.queue.store import Store
from transcriber.review import summary
from transcriber.review.effect import Effect
from transcriber.settings import Settings
from transcriber.system import rights, wall_clock
from transcriber.untrusted import files
from transcriber.work.workfolder import work_folder

log = logging.getLogger(__name__)


def gathered(store: Store, work: Path) -> dict[tuple[str, str], tuple[Effect, ...]]:
    """(profile, month of the return as 2026-09) → the meetings that came back, oldest first."""
    found: defaultdict[tuple[str, str], list[Effect]] = defaultdict(list)
    seen = set()
    for job in store.jobs():
        one = _read(work_folder(work, job.id) / EFFECT)
        if one is not None:
            found[job.profile, _month(one)].append(one)
            seen.add(one.recording_sha256)
    for place in single_runs.single_run_folders(
        work
    ):  # made without the shared folder; what was dropped as well counts once
        one = _read(place / EFFECT)
        if one is not None and one.recording_sha256 not in seen:
            found[one.profile, _month(one)].append(one)
    return {key: tuple(sorted(each, key=_when)) for key, each in sorted(found.items())}


def one_offs(work: Path) -> tuple[tuple[str, int], ...]:
    """Changes whenever a draft made without the shared folder has other figures."""
    files = (place / EFFECT for place in single_runs.single_run_folders(work))
    return tuple((f.parent.name, f.stat().st_mtime_ns) for f in files if f.exists())


def _read(file: Path) -> Effect | None:
    if not file.exists():
        return None
    try:
        return Effect.read(file)
    except (ValidationError, OSError) as e:
        log.warning("%s: no figures: %s", file.parent.name, type(e).__name__)
        return None


def _month(one: Effect) -> str:
    return f"{wall_clock.in_japan(one.returned_at):%Y-%m}"


def write_monthly_reports(
    settings: Settings, store: Store, *, month: str | None, profile: str | None, out: Path | None, today: dt.date
) -> tuple[Path, ...]:
    """Write table and report of each profile and month that is asked for; what a person has open or has changed stays
    and the new file gets a number.

    Returns:
        The files written.

    Raises:
        OSError: a folder cannot be written.
    """
    from transcriber.review import report  # heavy: a daemon that writes no report does without the charts' library

    number, digest = store.keeping.read()
    written: list[Path] = []
    for (name, when), effects in gathered(store, settings.folders.work).items():
        if month not in (None, when) or profile not in (None, name):
            continue
        tree = ProfileTree(settings.folders.watch / name)
        if out is None and not tree.root.is_dir():
            continue  # of a profile that lay elsewhere, or is no more
        folder = out or tree.root / EFFECTS
        rights.make(folder)
        written.append(write_table(store, effects, folder, f"{name}_{when}"))
        year, month_of_year = when.split("-")
        with tempfile.TemporaryDirectory() as made:
            fresh = Path(made) / f"効果検証_{name}_{when}.docx"
            report.write_report(
                effects,
                fresh,
                title=f"{name}　{year}年{int(month_of_year)}月",
                office=_office(tree),
                made=today,
                anchor=f"{number}:{digest[:16]}" if number else "",
            )
            # A report that was made before may carry a person's notes, so it is never replaced.
            written.append(folder / publish.publish(fresh, folder, job=0, ours={}, announce=lambda *_: None))
    return tuple(written)


def keep_current(settings: Settings, store: Store, today: dt.date) -> None:
    """Bring the tables up to date, and write the report of a month that is over and has none.

    Raises:
        OSError: a folder cannot be written.
    """
    for (name, when), effects in gathered(store, settings.folders.work).items():
        tree = ProfileTree(settings.folders.watch / name)
        if not tree.root.is_dir():
            continue
        folder = tree.root / EFFECTS
        rights.make(folder, parents=False)
        table = folder / f"効果検証_{name}_{when}.csv"
        if not _holds(table, summary.month_csv(effects).encode("utf-8-sig")):
            write_table(store, effects, folder, f"{name}_{when}")
        if when < f"{today:%Y-%m}" and not list(folder.glob(f"効果検証_{name}_{when}*.docx")):
            write_monthly_reports(settings, store, month=when, profile=name, out=None, today=today)


def _holds(table: Path, data: bytes) -> bool:
    try:
        return files.read_bytes(table) == data
    except (FileNotFoundError, files.NotRegularFile, files.TooLarge):
        return False


def write_table(store: Store, effects: tuple[Effect, ...], folder: Path, name: str) -> Path:
    """The month's CSV; one that is open in Excel, or that a person has edited, is left, and the new one gets a number."""
    place = f"{folder.parent.name}/{folder.name}"
    with tempfile.TemporaryDirectory() as made:
        fresh = Path(made) / f"効果検証_{name}.csv"
        fresh.write_bytes(summary.month_csv(effects).encode("utf-8-sig"))

        def announce(file: str, sha256: str) -> None:
            store.keeping.wrote(place, file, sha256)

        return folder / publish.publish(fresh, folder, job=0, ours=store.keeping.written(place), announce=announce)


def _office(tree: ProfileTree) -> str:
    try:
        return profiles.read_options(tree.options).office
    except (SettingsError, OSError):
        return ""


def _when(effect: Effect) -> tuple[dt.date, dt.datetime]:
    return effect.meeting_date or effect.returned_at.date(), effect.returned_at
