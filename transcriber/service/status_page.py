"""状況.html and 状況.csv: what stands where, on the share itself, readable from any PC without a server."""

from __future__ import annotations

import csv
import html
import io
import logging
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from transcriber.profiles.tree import CHECKED, DRAFTS, INBOX, NOTE, PAGE, READINGS, SETTINGS, TABLE, ProfileTree
from transcriber.queue import told_gone
from transcriber.queue.job import SHARE, Job, Notice, Status
from transcriber.queue.shown_names import HiddenNames, ShownNames
from transcriber.queue.store import Store
from transcriber.queue.told_gone import NOTHING, Gone
from transcriber.service import standstill
from transcriber.service.computer_section import computer_section, helper_lines
from transcriber.service.part_lines import PartLines
from transcriber.system import durable, wall_clock
from transcriber.system.storage_errors import storage_error
from transcriber.untrusted.harmless_text import harmless_cell, source_hash

log = logging.getLogger(__name__)

STATUS_COLUMNS = ("届いた時刻", "録音", "状態", "説明", "すること", "更新時刻")

REFRESH = 15
"""Seconds after which the page reloads itself, unless its reader switched that off or is at a link of it."""

PULSE = 60.0
"""Seconds after which the page is written again although nothing changed, to show that the program lives."""

STALE = 600
"""Seconds without a pulse after which the page says so by itself."""

KEEP_DAYS = 30
"""Days for which finished recordings stay on the board."""

_NONE_GONE: Mapping[int, Gone] = MappingProxyType({})

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2933; --soft: #5f6b7a; --line: #dfe4ea; --paper: #fff; --ground: #f4f6f8;
  --arriving: #6b7280; --waiting: #6b7280; --running: #1d5fbf; --drafted: #1b7f4b; --checked: #44624f;
  --attention: #b42318; --cancelled: #6b7280; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa6b4; --line: #333c48; --paper: #1b222b;
  --ground: #12171d; --running: #6ea8fe; --drafted: #5fce94; --checked: #9cc5ac; --attention: #ff8a7a;
  --arriving: #a3adba; --waiting: #a3adba; --cancelled: #a3adba; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.7;
  font-family: "BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; }
time, .soft { color: var(--soft); font-variant-numeric: tabular-nums; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0 1.25rem; list-style: none; }
.counts li { background: var(--paper); border: 1px solid var(--line); border-radius: 999px; padding: .15rem .9rem; }
.counts a { text-decoration: none; }
.counts a:hover, .counts a:focus { text-decoration: underline; }
.counts b { margin-left: .35rem; }
.counts li::before { content: ""; display: inline-block; width: .6rem; height: .6rem; border-radius: 50%;
  margin-right: .45rem; background: var(--colour); }
.notice { border: 1px solid var(--attention); border-left-width: 6px; background: var(--paper); border-radius: 6px;
  padding: .6rem 1rem; margin: 1rem 0; }
ol { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line);
  border-radius: 8px; overflow: hidden; }
li.job { display: grid; grid-template-columns: 10.5rem 1fr auto; gap: .15rem 1rem; padding: .85rem 1.1rem;
  border-top: 1px solid var(--line); border-left: 5px solid var(--colour); }
li.job:first-child { border-top: 0; }
li.job:target { background: var(--ground); }
.name { font-weight: 600; overflow-wrap: anywhere; }
.state { color: var(--colour); font-weight: 700; white-space: nowrap; }
.when { text-align: right; font-size: .9rem; white-space: nowrap; }
.text { grid-column: 2 / 4; }
a { color: inherit; text-underline-offset: .2em; }
.bar { height: .5rem; border-radius: 999px; background: var(--line); margin: .4rem 0 .1rem; overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--colour); }
.empty { padding: 2rem; text-align: center; color: var(--soft); background: var(--paper); border-radius: 8px;
  border: 1px dashed var(--line); }
footer { margin-top: 1.25rem; font-size: .9rem; color: var(--soft); }
footer label:not([hidden]) { display: block; margin-bottom: .25rem; }
@media (max-width: 40rem) { li.job { grid-template-columns: 1fr; } .when { text-align: left; } .text { grid-column: 1; } }
@media print { body { background: #fff; } }
"""

_SCRIPT = """
const told = document.querySelector("main").dataset.told * 1000;
if (Date.now() - told > STALE * 1000) document.getElementById("stale").hidden = false;
const box = document.getElementById("renew");
const kept = (run) => { try { return run(sessionStorage); } catch { return null; } };
box.checked = kept((s) => s.getItem("transcriber.status.renew")) !== "no";
box.parentElement.hidden = false;
box.addEventListener("change", () => kept((s) => s.setItem("transcriber.status.renew", box.checked ? "yes" : "no")));
setInterval(() => { if (box.checked && !document.querySelector("a:focus")) location.reload(); }, REFRESH * 1000);
""".replace("STALE", str(STALE)).replace("REFRESH", str(REFRESH))

_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{source_hash(_SCRIPT)}'; base-uri 'none'; form-action 'none'"
"""Nothing but this script runs, and nothing is loaded: a file name is a stranger's text. (Colours are attributes.)"""


class Board:
    """Writes the two files of each profile, when something changed or a minute has passed.

    Args:
        now: seconds since 1970.
        work: the folder for all work, where it stands how the recordings were read; None: it is not told.
        sheets: profile → what is to be looked at in its roster and glossary.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], float],
        work: Path | None = None,
        sheets: Callable[[str], tuple[Notice, ...]] = lambda _: (),
    ) -> None:
        self._sheets = sheets
        self._store = store
        self._now = now
        self._work = work
        self._lines = PartLines(work) if work is not None else None
        self._hidden: HiddenNames | None = None
        self._written: dict[Path, tuple[object, float]] = {}
        self._lock = threading.Lock()

    def write(self, tree: ProfileTree) -> None:
        """Bring the files of one profile up to date. A folder that cannot be written is noted in the store, no more:
        a board must never stop the work.

        Raises:
            StorageError: the store cannot be read.
        """
        with self._lock:
            self._write(tree)

    def _write(self, tree: ProfileTree) -> None:
        names = self._names(tree)
        whole = self._store.on_board(tree.root.name, self._now() - KEEP_DAYS * 86400)
        place = f"{tree.root.name}の{PAGE}"
        folders = (place, *(f"{tree.root.name}の{folder.name}" for folder in tree.folders()))
        about = (SHARE, tree.root.name, *folders)
        notices = tuple(n for n in self._store.notices() if _in(n.place, about)) + self._unmatched(tree)
        notices += told_gone.left_notices(self._store, tree.root.name) + self._sheets(tree.root.name)
        notices = tuple(map(names.notice, notices))
        gone = {job: names.gone(its) for job, its in told_gone.gone_of_all(self._store, whole).items()}
        parts = self._parts(whole, hidden=names.hidden)
        jobs = tuple(map(names.job, whole))
        link = os.path.isfile(tree.settings / READINGS)  # noqa: PTH113 - False where nobody may look
        shown = (
            tuple((j.id, j.entry, state(j, gone[j.id]), *explain(j, gone[j.id]), *parts.get(j.id, ())) for j in jobs),
            notices,
            link,
            computers := helper_lines(self._work, self._now),
        )
        before, at = self._written.get(tree.root, (None, 0.0))
        now = self._now()
        if before == shown and 0 <= now - at < PULSE:
            return
        try:
            page = status_html(tree.root.name, jobs, now, notices, gone, parts, readings=link, computers=computers)
            _write(tree.root / PAGE, page.encode())
            _write(tree.root / TABLE, status_csv(jobs, notices, gone, parts).encode("utf-8-sig"))
        except OSError as e:
            if not durable.is_busy(e):
                self._store.notice(place, storage_error(e, place))
                log.warning("board: %s", type(e).__name__)
            return
        self._store.notice(place, None)
        standstill.alert(tree, still=False)
        self._written[tree.root] = (shown, now)

    def _names(self, tree: ProfileTree) -> ShownNames:
        """What recordings are called on this board."""
        if self._hidden is None or self._hidden.watch != tree.root.parent:
            self._hidden = HiddenNames(tree.root.parent)
        return self._hidden.of(tree.root.name, self._store.jobs())

    def _parts(self, jobs: tuple[Job, ...], *, hidden: bool) -> dict[int, tuple[str, ...]]:
        """Job → what is wrong with its recording, and how its parts were joined."""
        lines = {j.id: self._lines.of(j.id, hidden=hidden) for j in jobs} if self._lines is not None else {}
        return {job: said for job, said in lines.items() if said}

    def _unmatched(self, tree: ProfileTree) -> tuple[Notice, ...]:
        """Files for checked drafts that could not be read or matched, and still lie there."""
        last = {r.file: r for r in self._store.keeping.returns(tree.root.name)}
        strange = (r for r in last.values() if r.job is None and r.file and (tree.checked / r.file).exists())
        return tuple(Notice(r.file, r.found, r.todo, r.at) for r in strange)


def _in(place: str, about: tuple[str, ...]) -> bool:
    """Whether a notice is of one of these places, or of a file or folder in one."""
    return any(place == folder or place.startswith(f"{folder}/") for folder in about)


def status_html(
    profile: str,
    jobs: tuple[Job, ...],
    now: float,
    notices: tuple[Notice, ...] = (),
    gone: Mapping[int, Gone] = _NONE_GONE,
    parts: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
    *,
    readings: bool = False,
    computers: tuple[str, ...] = (),
) -> str:
    """The whole of 状況.html; it needs nothing beside itself.

    Args:
        now: seconds since 1970.
        notices: of its folders.
        gone: job → what the retention rule deleted of it.
        parts: job → what is wrong with its recording, and how its parts were joined.
        readings: whether the page about the sheets is there.
        computers: a line for each other computer that helps.
    """
    kinds: dict[tuple[bool, int, str], list[Job]] = {}
    for job in jobs:
        order = job.status is not Status.ATTENTION, list(Status).index(job.status)
        kinds.setdefault((*order, label(job, gone.get(job.id, NOTHING))), []).append(job)
    chips = "".join(
        f'<li style="--colour:var(--{each[0].status.value})"><a href="#{each[0].id}">{words}<b>{len(each)}</b></a></li>'
        for (_, _, words), each in sorted(kinds.items())
    )
    items = "".join(_item(job, gone.get(job.id, NOTHING), parts.get(job.id, ())) for job in jobs)
    body = f"<ol>{items}</ol>" if jobs else _EMPTY
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>状況 – {html.escape(profile)}</title><style>{_STYLE}</style></head>"
        f'<body><main data-told="{now:.0f}"><header><h1>{html.escape(profile)}の状況</h1>'
        f"<time>{_clock(now)} 現在</time></header>"
        '<p id="stale" class="notice" hidden>この画面はしばらく更新されていません。文字起こしのプログラムが止まっている'
        "かもしれません。情報担当者に連絡してください。録音はそのまま残っています。</p>"
        f"{''.join(map(_notice, notices))}"
        f'<ul class="counts">{chips}</ul>{body}{computer_section(computers, _clock(now))}'
        '<footer><label hidden><input type="checkbox" id="renew" checked> この画面を自動で新しくする</label>'
        "<noscript>新しくするには F5 キーを押してください。</noscript> "
        f"使い方は「{NOTE}」をご覧ください。{_READINGS if readings else ''}</footer></main>"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


_READINGS = f' <a href="{quote(f"{SETTINGS}/{READINGS}")}">名簿と用語を読み取った内容</a>'
_EMPTY = f'<p class="empty">録音はまだありません。<br>「{INBOX}」に録音ファイルを入れると、ここに表示されます。</p>'


def _notice(notice: Notice) -> str:
    return (
        f'<p class="notice" role="alert"><b>{Status.ATTENTION.label}</b> {html.escape(notice.found)} '
        f"{html.escape(notice.todo)}<br><time>{_clock(notice.since)} から</time></p>"
    )


def status_csv(
    jobs: tuple[Job, ...],
    notices: tuple[Notice, ...] = (),
    gone: Mapping[int, Gone] = _NONE_GONE,
    parts: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> str:
    """The whole of 状況.csv, for Excel; what is wrong with a folder comes first, with the folder in place of a recording."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(STATUS_COLUMNS)
    for n in notices:
        since = _stamp(n.since)
        writer.writerow(
            harmless_cell(c) for c in (since, f"［{n.place}］", Status.ATTENTION.label, n.found, n.todo, since)
        )
    for job in jobs:
        its = gone.get(job.id, NOTHING)
        found, todo = explain(job, its)
        found = "\n".join((found, *parts.get(job.id, ())))
        row = (_stamp(job.arrived), job.entry, state(job, its), found, todo, _stamp(job.changed))
        writer.writerow(harmless_cell(cell) for cell in row)
    return out.getvalue()


def label(job: Job, gone: Gone = NOTHING) -> str:
    """The state of a job in one word; a draft that the rule has deleted is none that is ready."""
    over = job.status is Status.DRAFTED and (job.erased is not None or gone.drafts)
    over = over or (job.status is Status.CHECKED and (job.erased is not None or gone.finals))
    if not over:
        return job.status.label
    late = told_gone.came_back(job) and not gone.finals
    return told_gone.PARTLY_DELETED if gone.left or late else told_gone.DELETED


def state(job: Job, gone: Gone = NOTHING) -> str:
    """The state of a job in the words staff read, with figures while it runs."""
    if job.status is not Status.RUNNING:
        return label(job, gone)
    left = _left(job)
    return f"{job.status.label} {job.done * 100:.0f}%{f'、{left}' if left else ''}"


def _left(job: Job) -> str:
    return "" if job.remaining is None else f"残り約{_duration(job.remaining)}"


def explain(job: Job, gone: Gone = NOTHING) -> tuple[str, str]:
    """What was found, and what to do, for a job in any state."""
    if job.erased is not None:
        return gone.told_erased(job)
    told = gone.told(job)
    if job.status is Status.DRAFTED and gone.drafts:
        return told, ""
    if job.status is Status.DRAFTED:  # whatever else there is to say, the draft is there
        when_checked = f"確認が済んだら {CHECKED} に入れてください。"
        return f"{DRAFTS}/{job.draft_folder} にあります。{told}{job.found}", job.todo or when_checked
    if told and job.status.settled:
        words = "確認済みの Word を受け取りました。" if job.status is Status.CHECKED and not job.found else job.found
        return f"{words}{told}", job.todo
    if job.found or job.todo:
        return job.found, job.todo
    match job.status:
        case Status.ARRIVING:
            return "コピーが終わったか確かめています。", ""
        case Status.WAITING:
            return "順番を待っています。", ""
        case Status.RUNNING:
            waits = "（先に始めた録音のあとで進みます）" if job.rests else ""
            return (f"いま：{job.stage}{waits}" if job.stage else "始めています。"), ""
        case Status.CHECKED:
            return "確認済みの Word を受け取りました。", ""
        case Status.CANCELLED:
            before = f"前にできた下書きは {DRAFTS}/{job.draft_folder} にあります。" if job.has_draft else ""
            return f"取りやめました。元の録音はそのままです。{before}", ""
    return "", ""


def _item(job: Job, gone: Gone = NOTHING, parts: tuple[str, ...] = ()) -> str:
    found, todo = explain(job, gone)
    bar = ""
    if job.status is Status.RUNNING:
        bar = f'<div class="bar"><i style="width:{job.done * 100:.0f}%"></i></div>'
    where = html.escape(found)
    link = f"{DRAFTS}/{job.draft_folder}"
    if job.status is Status.DRAFTED and found.startswith(link):
        where = f'<a href="{html.escape(_href(link))}">{html.escape(link)}</a>{html.escape(found.removeprefix(link))}'
    text = f"{where} {f'<b>{html.escape(todo)}</b>' if job.status is Status.ATTENTION else html.escape(todo)}"
    return (
        f'<li class="job" id="{job.id}" style="--colour:var(--{job.status.value})"><div class="state">{html.escape(label(job, gone))}'
        f'</div><div class="name">{html.escape(job.entry)}</div>'
        f'<div class="when"><time>{_clock(job.arrived)} 着{_finished(job)}</time></div>'
        f'<div class="text">{bar}{_figures(job)}{text}</div>{_joined(parts)}</li>'
    )


def _joined(parts: tuple[str, ...]) -> str:
    return f'<div class="text soft">{"<br>".join(map(html.escape, parts))}</div>' if parts else ""


def _finished(job: Job) -> str:
    words = {Status.DRAFTED: "完成", Status.CHECKED: "確認"}
    return f"・{_clock(job.changed)} {words[job.status]}" if job.status in words else ""


def _figures(job: Job) -> str:
    if job.status is not Status.RUNNING:
        return ""
    return f'<span class="state">{html.escape(state(job).removeprefix(job.status.label).strip())}</span> '


def _href(path: str) -> str:
    return quote(path)


def _duration(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes}分" if minutes < 90 else f"{minutes // 60}時間{minutes % 60}分"


def _clock(at: float) -> str:
    when = wall_clock.moment_at(at)
    return f"{when.month}月{when.day}日 {when:%H:%M}"


def _stamp(at: float) -> str:
    return f"{wall_clock.moment_at(at):%Y-%m-%d %H:%M}"


def _write(target: Path, data: bytes) -> None:
    durable.write(target, data, temporary=f".{target.name}.tmp")
