"""The folders staff see, and where each thing lies in a profile. Japanese names live here (the inbox's: in system/rights.py), nowhere else in code."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from transcriber import named_paths
from transcriber.errors import StorageError
from transcriber.system import rights
from transcriber.system.storage_errors import storage_error

INBOX = rights.DROP_FOLDER
DRAFTS = "2_下書き"
CHECKED = "3_確認済み"
SETTINGS = "設定"
DONE = "処理済み"
EFFECTS = "効果検証"
NOTE = "はじめにお読みください.txt"
PAGE = "状況.html"
TABLE = "状況.csv"

ROSTER = "名簿.xlsx"
GLOSSARY = "用語.xlsx"
TEMPLATE = "ひな形.docx"
OPTIONS = "設定.toml"
LEARNED = "学習候補.xlsx"
STYLE = "書式.toml"
LIST_OF_SPEAKERS = re.compile(r"話者.*\.xlsx$", re.IGNORECASE)
"""What the list of speakers of a draft is called, also where a system or person added something."""

READINGS = "読み取った内容.html"
"""In 設定, of ours: how roster and glossary were read."""


@dataclass(frozen=True)
class ProfileTree:
    """Paths inside one profile folder; nothing is created or checked here."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / INBOX

    @property
    def drafts(self) -> Path:
        return self.root / DRAFTS

    @property
    def checked(self) -> Path:
        return self.root / CHECKED

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS

    @property
    def done(self) -> Path:
        """Where an original goes once its draft is safe (a folder inside the inbox's profile, never deleted from)."""
        return self.root / DONE

    @property
    def roster(self) -> Path:
        return self.settings / ROSTER

    @property
    def glossary(self) -> Path:
        return self.settings / GLOSSARY

    @property
    def learned(self) -> Path:
        return self.settings / LEARNED

    @property
    def style(self) -> Path:
        """The office's own house style, if it has one."""
        return self.settings / STYLE

    @property
    def template(self) -> Path:
        return self.settings / TEMPLATE

    @property
    def options(self) -> Path:
        return self.settings / OPTIONS

    def folders(self) -> tuple[Path, ...]:
        """Every folder a profile has, in working order."""
        return (self.inbox, self.drafts, self.checked, self.settings, self.done)


def closed_share(watch: Path, error: OSError) -> StorageError:
    """What to show for `error`, which the shared folder itself raised: it is named, for there may be several in an office."""
    said = storage_error(error, f"共有フォルダ「{watch}」")
    todo = named_paths.right_to_give(watch)
    return type(said)(said.found, f"{todo}権限が付けば自動で続けます。") if todo else said


def settings_state(tree: ProfileTree) -> str:
    """Changes whenever a file of the profile's settings does.

    Raises:
        OSError: the folder cannot be listed.
    """
    if not tree.settings.is_dir():
        return "-"
    lines = []
    with os.scandir(tree.settings) as found:
        for each in found:
            if each.name in (READINGS, f".{READINGS}.tmp"):
                continue  # ours, and made of the others
            try:
                state = each.stat(follow_symlinks=False)  # a link that leads nowhere is no reason not to look
            except FileNotFoundError:
                continue
            lines.append(f"{each.name}\0{state.st_size}\0{state.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
