"""What people do around the program, for scripts/bench/intake: files of theirs lie everywhere; and they rename, copy and
replace recordings while it works.
"""

import contextlib
import csv
import hashlib
import random
import shutil
import sqlite3
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

REMOVE = "取り除いて"
"""In what staff are told to do where a recording is called needless."""

COPIES = ("{} - コピー", "{} (1)", "{}のコピー", "{} copy", "写し_{}")


@dataclass
class Deeds:
    """What people did, and what became of it."""

    acts: Counter[str] = field(default_factory=Counter)
    overwritten: set[str] = field(default_factory=set)  # hashes that a person put another recording over
    advised_away: set[str] = field(default_factory=set)  # hashes all of whose files staff were told to remove
    touched: set[str] = field(default_factory=set)  # strangers' files that were changed, moved or removed


class Strangers:
    """Files of people's own, everywhere the program reads, writes, moves or sweeps."""

    def __init__(self, root: Path, profile: Path, chance: random.Random, deeds: Deeds) -> None:
        self.root = root
        self.profile = profile
        self.random = chance
        self.deeds = deeds
        self._hashes: dict[Path, str] = {}
        self._moving: dict[str, str] = {}  # name → hash of what goes where its recording's folder goes
        self._visited: set[Path] = set()

    def strew(self) -> None:
        """Before the program starts for the first time."""
        inbox, drafts, done = (self.profile / name for name in ("1_録音", "2_下書き", "処理済み"))
        work = self.root / "work"
        for path in (
            inbox / "写真" / "庁舎.jpg",
            inbox / "~$会議1.docx",
            inbox / ".DS_Store",
            inbox / "Thumbs.db",
            inbox / "@eaDir" / "会議1.wav",
            drafts / "写真.jpg",
            drafts / "会議1.tmp",
            drafts / "職員のメモ" / "資料" / "音声.webm",
            done / "書類.zip",
            done / "会議1.wav",  # a name that will be wanted
            done / "会議2",
            done / "令和5年" / "会議1.wav",
            self.profile / "設定" / "控え.txt",
            self.profile.parent / "関係のないもの" / "表.xlsx",
            work / "メモ.txt",
            work / "jobs" / "控え" / "part-001.wav",
            work / "jobs" / "メモ.txt",
            self.root / "work.bak" / "jobs.sqlite3",
            self.root / "work2" / "jobs" / "000001" / "audio.pcm",
        ):
            self._leave(path)

    def visit_drafts(self) -> None:
        """Put something of one's own into drafts' folders."""
        for folder in (self.profile / "2_下書き").glob("*/"):
            if folder in self._visited or not list(folder.glob("*.docx")):
                continue
            self._visited.add(folder)
            inside = self.random.choice((folder, folder / "資料"))
            if inside.is_dir():
                self._leave(inside / self.random.choice(("写真.jpg", "書類.zip", "ケース会議資料.docx")))

    def leave_in(self, folder: Path, number: int) -> None:
        """Put something beside the parts of a recording: it goes where they go."""
        name = f"写真{number}.jpg"
        self._moving[name] = self._write(folder / name)

    def own(self, path: Path) -> bool:
        """Whether something in the inbox or the archive is theirs."""
        return any(path == mine or path in mine.parents for mine in self._hashes)

    def check(self) -> None:
        """Note what is not as it was left."""
        for path, digest in self._hashes.items():
            if not path.is_file() or _sha256(path) != digest:
                self.deeds.touched.add(str(path.relative_to(self.root)))
        for name, digest in self._moving.items():
            found = [p for place in ("1_録音", "処理済み") for p in (self.profile / place).glob(f"*/{name}")]
            if digest not in {_sha256(p) for p in found}:
                self.deeds.touched.add(name)

    def _leave(self, path: Path) -> None:
        if not path.exists():
            self._hashes[path] = self._write(path)

    def _write(self, path: Path) -> str:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.random.randbytes(1000))
        return _sha256(path)


class Staff:
    """Renames, copies, replaces and takes back recordings of one profile.

    Args:
        aside: a folder on the same disk that the program does not know.
        sound: writes a recording that no other equals at a path without suffix; its hash.
        digest: the hash of a recording (file or folder) as the program means it.
        dropped: hash → name of every recording; added to.
    """

    def __init__(
        self,
        profile: Path,
        aside: Path,
        chance: random.Random,
        deeds: Deeds,
        strangers: Strangers,
        sound: Callable[[Path], str],
        digest: Callable[[Path], str],
        dropped: dict[str, str],
    ) -> None:
        self.inbox = profile / "1_録音"
        self.done = profile / "処理済み"
        self.table = profile / "状況.csv"
        self.aside = aside
        self.random = chance
        self.deeds = deeds
        self.strangers = strangers
        self.sound = sound
        self.digest = digest
        self.dropped = dropped
        self.number = 0

    def live(self, seconds: float) -> None:
        """Let so much time pass, and do something now and then."""
        began = time.monotonic()
        for moment in sorted(self.random.uniform(0, seconds) for _ in range(self.random.choice((0, 1, 1, 2, 3)))):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            self.act()
        time.sleep(max(0.0, began + seconds - time.monotonic()))

    def act(self) -> None:
        """Do one thing; what the program has moved away meanwhile is let be."""
        self.number += 1
        act = self.random.choice(
            (self.rename, self.rename, self.rename, self.copy, self.copy, self.exchange, self.overwrite, self.take_back)
        )
        with contextlib.suppress(FileNotFoundError, shutil.Error):
            if act():
                self.deeds.acts[act.__name__.replace("_", " ")] += 1

    def rename(self) -> bool:
        """A new name, or another spelling of the old one."""
        old = self._one_of(self.inbox)
        if old is None:
            return False
        spellings = (old.name.upper(), unicodedata.normalize("NFD", old.name), f"ガバナンス{self.number}{old.suffix}")
        new = old.with_name(self.random.choice((*spellings[:2], *[spellings[2]] * 4)))
        if new == old or new.exists():
            return False
        old.rename(new)
        paper = old.with_suffix(".txt")
        if paper.is_file() and old.suffix:
            paper.rename(new.with_suffix(".txt"))
        return True

    def copy(self) -> bool:
        """A true copy beside the original, or of what is in the archive."""
        old = self._one_of(self.random.choice((self.inbox, self.inbox, self.done)))
        if old is None:
            return False
        new = self.inbox / (self.random.choice(COPIES).format(old.stem) + old.suffix)
        if new.exists():
            return False
        made = self.aside / new.name
        try:
            if old.is_dir():
                shutil.copytree(old, made)
            else:
                self.random.choice((shutil.copy, shutil.copy2))(old, made)
            made.rename(new)
        finally:
            if made.is_dir():
                shutil.rmtree(made)
            made.unlink(missing_ok=True)
        return True

    def exchange(self) -> bool:
        """Another recording under the old name, the old one under another."""
        old = self._one_of(self.inbox)
        if old is None or old.is_dir():
            return False
        old.rename(old.with_stem(f"{old.stem}の前{self.number}"))
        self._new(old)
        return True

    def overwrite(self) -> bool:
        """Another recording over the only file of an old one, which is lost by that."""
        old = self._one_of(self.inbox)
        if old is None or old.is_dir():
            return False
        digest = self.digest(old)
        if sum(d == digest for d in self.files().values()) > 1:
            return False
        self._new(old)
        if digest not in self.files().values():  # else it had just been archived
            self.deeds.overwritten.add(digest)
        return True

    def take_back(self) -> bool:
        """Out of the archive, into the inbox."""
        old = self._one_of(self.done)
        if old is None:
            return False
        old.rename(self.inbox / f"戻し{self.number}{old.suffix}")
        return True

    def files(self) -> dict[Path, str]:
        """Every recording in the inbox and the archive, with its hash."""
        found = {}
        for place in (self.inbox, self.done):
            for path in place.iterdir():
                if path.suffix != ".txt" and not self.strangers.own(path):
                    with contextlib.suppress(FileNotFoundError):  # the program or an act moved it just now
                        found[path] = self.digest(path)
        return found

    def check_advice(self, jobs: Iterable[sqlite3.Row]) -> None:
        """Whether following all advice at once would lose a recording: the store's advice, and what the page shows."""
        files = self.files()
        by_store = {
            self.inbox / j["entry"]: j["changed"] for j in jobs if j["status"] == "attention" and REMOVE in j["todo"]
        }
        told = self.table.stat().st_mtime if self.table.exists() else 0.0
        by_page = dict.fromkeys(self.advised(), told)
        for advice in (by_store, by_page):
            # What was put under that name since is not what was meant, and whoever put it there knows.
            advised = {path for path, at in advice.items() if path.exists() and path.stat().st_ctime < at}
            safe = {digest for path, digest in files.items() if path not in advised}
            self.deeds.advised_away |= {files[path] for path in advised if path in files} - safe

    def advised(self) -> list[Path]:
        """What the page tells staff to remove."""
        if not self.table.exists():
            return []
        with self.table.open(encoding="utf-8-sig", newline="") as f:
            return [self.inbox / row["録音"] for row in csv.DictReader(f) if REMOVE in row["すること"]]

    def follow_advice(self) -> int:
        """Remove what the page says; how many."""
        advised = [path for path in self.advised() if path.exists()]
        for path in advised:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.deeds.acts["removed as advised"] += len(advised)
        return len(advised)

    def _one_of(self, place: Path) -> Path | None:
        known = [p for p, digest in self.files().items() if p.parent == place and digest in self.dropped]
        return self.random.choice(sorted(known)) if known else None

    def _new(self, target: Path) -> None:
        digest = self.sound(self.aside / "neu")
        (made,) = self.aside.glob("neu*")
        self.dropped[digest] = target.stem
        made.replace(target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
