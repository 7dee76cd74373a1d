"""Whatever staff do with the folders, a sweep takes our own unchanged files that are due, all of them, and nothing else.

The trees are random: strangers' files, links inside and outside, edited, renamed and copied files, folders in the place of files.
What should go is told here by its own means (pathlib and the contents as written), not by the product's plan.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from transcriber.deletion import audit_journal
from transcriber.deletion.due_files import Sweep
from transcriber.intake.copying import LocalCopy
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import FileState
from transcriber.queue.returns_and_holds import Returned
from transcriber.queue.store import Store
from transcriber.untrusted.files import sha256_of

DRAFT = "2_下書き/山田太郎さん"
OURS = {
    f"{DRAFT}/山田太郎さん_下書き.docx": "draft",
    f"{DRAFT}/山田太郎さん_聞き直し.html": "player",
    f"{DRAFT}/話者.xlsx": "speakers",
    f"{DRAFT}/資料/音声.webm": "sound",
    f"{DRAFT}/資料/発言一覧.csv": "table",
    f"{DRAFT}/資料/transcript.json": "transcript",
    "処理済み/山田太郎さん/1.wav": "part 1",
    "処理済み/山田太郎さん/2.wav": "part 2",
    "3_確認済み/山田太郎さん.docx": "final",
}
"""Every file of one recording on the share, with its content."""

FOLDERS = (DRAFT, f"{DRAFT}/資料", "処理済み/山田太郎さん", "処理済み", "3_確認済み", "2_下書き", "1_録音", "設定")
STRANGERS = (
    "写真.jpg",
    "書類.zip",
    "ケース会議資料.docx",
    "名簿.xlsx",
    "山田太郎さん_下書き (2).docx",
    ".transcriber-1.tmp",
    "3.wav",
)

ours = st.sampled_from(sorted(OURS))
folder = st.sampled_from(FOLDERS)
deed = st.one_of(
    st.tuples(st.just("put"), folder, st.sampled_from(STRANGERS)),
    st.tuples(st.just("edit"), ours, st.just("")),
    st.tuples(st.just("touch"), ours, st.just("")),
    st.tuples(st.just("remove"), ours, st.just("")),
    st.tuples(st.just("rename"), ours, st.sampled_from(["控え.docx", "a.bin"])),
    st.tuples(st.just("copy"), ours, folder),
    st.tuples(st.just("link"), ours, st.sampled_from(["inside", "outside", "nowhere"])),
    st.tuples(st.just("link folder"), folder, st.sampled_from(["inside", "outside"])),
    st.tuples(st.just("folder"), ours, st.just("")),
)


class Share:
    """One finished recording in a profile where everything is due at once."""

    def __init__(self, root: Path) -> None:
        self.outside = root / "よそ"
        self.outside.mkdir()
        self.watch, self.work = root / "watch", root / "work"
        self.tree = ProfileTree(self.watch / "相談記録")
        for each in self.tree.folders():
            each.mkdir(parents=True)
        self.tree.options.write_text(
            '[retention]\ncount_from = "draft"\naudio_days = 0\nwork_days = 0\ndraft_days = 0\nfinal_days = 0\n'
        )
        self.clock = 1_700_000_000.0
        self.store = Store.open(self.work, lambda: self.clock)
        for name, content in OURS.items():
            path = self.tree.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        self._job()

    def _job(self) -> None:
        store = self.store
        store.complete(None, FileState("相談記録", "山田太郎さん", 12, "s"))
        (job,) = store.jobs()
        store.lease(job, "here")
        archived = {}
        for number, name in enumerate(n for n in sorted(OURS) if n.startswith("処理済み")):
            digest = sha256_of(self.tree.root / name)
            store.part_copied(job, number, LocalCopy(Path(f"part-{number}"), digest, 6))
            archived[name.removeprefix("処理済み/")] = digest
        store.copied(job, "0" * 64)
        store.draft_folder(job, "山田太郎さん")
        for name in OURS:
            if name.startswith(DRAFT):
                store.publishing(job, name.removeprefix(f"{DRAFT}/"), sha256_of(self.tree.root / name))
        store.drafted(job, "山田太郎さん_下書き.docx")
        store.archived(job, "山田太郎さん", archived)
        final = "山田太郎さん.docx"
        digest = sha256_of(self.tree.checked / final)
        store.keeping.returned(Returned("相談記録", final, "s", digest, job.id, "identity", 0, 0, "", "", self.clock))
        store.checked(job)

    def do(self, what: str, where: str, how: str) -> None:
        """One thing that a person may do; nothing where it cannot be done."""
        path = self.tree.root / where
        try:
            match what:
                case "put":
                    (path / how).write_text(f"staff's own {how}")
                case "edit" if path.is_file():
                    path.write_text(path.read_text() + " edited")
                case "touch" if path.is_file():
                    os.utime(path)
                case "remove":
                    path.unlink()
                case "rename":
                    path.rename(path.with_name(how))
                case "copy":
                    shutil.copy(path, self.tree.root / how / f"控え_{path.name}")
                case "folder":
                    path.unlink()
                    path.mkdir()
                    (path / "写真.jpg").write_text("staff's own")
                case "link":
                    target = {"inside": self.tree.root / "設定/写し", "outside": self.outside / path.name}.get(how)
                    if target is not None and path.is_file():
                        shutil.copy(path, target)
                    path.unlink()
                    path.symlink_to(target or self.outside / "ありません")
                case "link folder" if where not in ("設定", "1_録音"):
                    base = self.outside if how == "outside" else self.tree.settings
                    target = base / f"moved {len(list(base.iterdir()))}"
                    path.rename(target)
                    path.symlink_to(target, target_is_directory=True)
        except OSError:
            return

    def everything(self) -> dict[str, str]:
        """Path → what it is and holds, of all that lies in the share and outside; links are not followed."""
        found = {}
        for root in (self.watch, self.outside):
            for place, folders, files in os.walk(root):
                for name in (*folders, *files):
                    path = Path(place, name)
                    if path.is_symlink():
                        found[str(path)] = f"link to {path.readlink()}"
                    elif path.is_file():
                        found[str(path)] = f"file {path.read_text()}"
        return found

    def due(self) -> set[str]:
        """Our own unchanged files: each at its place, by no link, with its content."""
        places = {self.tree.root / name: content for name, content in OURS.items()}
        real = self.tree.root.resolve()
        return {
            str(path)
            for path, content in places.items()
            if path.is_file()
            and path.resolve() == real / path.relative_to(self.tree.root)
            and path.read_text() == content
        }

    def sweep(self) -> Sweep:
        log = audit_journal.open_log(self.store, self.work)
        return Sweep(self.store, self.watch, self.work, log, lambda: dt.datetime.fromtimestamp(self.clock).astimezone())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(deed, max_size=8))
@example([("link folder", f"{DRAFT}/資料", "inside")])
@example([("copy", f"{DRAFT}/山田太郎さん_下書き.docx", "処理済み")])
@example([("put", "処理済み", "山田太郎さん_下書き (2).docx")])
@example([("put", "2_下書き", "山田太郎さん_下書き (2).docx")])
def test_all_that_is_ours_and_due_goes_and_nothing_else(deeds):
    with tempfile.TemporaryDirectory() as folder:
        share = Share(Path(folder))
        for each in deeds:
            share.do(*each)
        before, due = share.everything(), share.due()
        share.clock += 86400
        sweep = share.sweep()
        for _ in range(2):
            sweep()
        after = share.everything()
        assert set(before) - set(after) == due
        assert after == {path: what for path, what in before.items() if path not in due}
        named = {str(stay.path) for planned in sweep.plan() for stay in planned.stays}
        left = {p for p in after if p.startswith(f"{share.tree.root / DRAFT}/")}
        assert all(any(p == n or p.startswith(f"{n}/") for n in named) for p in left)
        job = share.store.get(1)
        watched = tuple(str(share.tree.root / top) for top in ("2_下書き", "3_確認済み", "処理済み"))
        # What staff put there themselves is none of the recording's, however it is called.
        its = (p for p, what in after.items() if p.startswith(watched) and not what.startswith("file staff's own"))
        assert job.erased is None or not any("山田太郎さん" in p for p in its)
        share.store.close()
