"""What lies at a path that a person named, in Japanese; nothing is opened."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from transcriber import reasons

A_FOLDER = "ファイルではなく、フォルダです。"
NO_PLAIN_FILE = "ふつうのファイルではありません（名前付きパイプなど）。"
NOWHERE = "リンク（ショートカット）で、その先に何もありません。"


def not_a_file(path: Path) -> str:
    """What lies at a path that a person named as a file, in Japanese, to go on after 「は」; empty if it is a file or nothing lies
    there. A link counts as what it leads to; nothing is opened."""
    found = lies_behind(path)
    if isinstance(found, str):
        return found
    return (
        ""
        if found is None or stat.S_ISREG(found.st_mode)
        else A_FOLDER
        if stat.S_ISDIR(found.st_mode)
        else NO_PLAIN_FILE
    )


def not_a_folder(path: Path) -> str:
    """The same for a path that was named as a folder."""
    found = lies_behind(path)
    if isinstance(found, str):
        return found
    if found is None or stat.S_ISDIR(found.st_mode):
        return ""
    return "フォルダではなく、ファイルです。" if stat.S_ISREG(found.st_mode) else NO_PLAIN_FILE


def right_to_give(path: Path) -> str:
    """What somebody has to give this user who may not read the file at `path`, or list the folder and pass it, in Japanese; empty where
    no right is missing."""
    user = _user()
    for folder in reversed(path.absolute().parents):
        try:
            os.stat(f"{folder}/.")  # noqa: PTH116 - a Path would lose the point, and only look at the folder from outside
        except PermissionError:
            return (
                f"フォルダ {folder} を、プログラムを動かす利用者{user}が通れるようにしてください"
                "（「scripts/install」で登録したサービスなら、もう一度登録すると直ります）。"
            )
        except OSError:
            return ""
    listed = path.is_dir()
    wanted = os.R_OK | os.X_OK if listed else os.R_OK
    if not path.exists() or os.access(path, wanted, effective_ids=os.access in os.supports_effective_ids):
        return ""
    if listed:
        return (
            f"フォルダ {path} の中を、プログラムを動かす利用者{user}が見られるようにしてください"
            "（「scripts/install」で登録したサービスなら、もう一度登録すると、することが出ます）。"
        )
    return f"{path} を、プログラムを動かす利用者{user}が読めるようにしてください。"


def _user() -> str:
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        return f"「{pwd.getpwuid(os.geteuid()).pw_name}」"
    except KeyError:
        return f"（番号 {os.geteuid()}）"


def lies_behind(path: Path) -> os.stat_result | str | None:
    """What a path leads to; None: nothing lies there; a text: why it leads nowhere."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return NOWHERE if path.is_symlink() else None
    except OSError as e:
        return f"調べられません（{reasons.of_system(e)}）。"
