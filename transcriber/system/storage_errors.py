"""What the operating system says of a disk or share, in words for staff."""

from __future__ import annotations

import errno

from transcriber import reasons
from transcriber.errors import DiskFull, ShareUnreachable, StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_FULL_WINDOWS = {39, 112, 1295}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
_BUSY_WINDOWS = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR}


def storage_error(error: OSError, place: str) -> StorageError:
    """The error to show for `error`, which happened at `place` (e.g. "1_録音", "作業用フォルダ")."""
    code, windows = error.errno, getattr(error, "winerror", None)
    if code in _FULL or windows in _FULL_WINDOWS:
        return DiskFull(
            f"{place}の空き容量がありません。", "不要なファイルを移すか消してください。空きができれば自動で続けます。"
        )
    if windows in _BUSY_WINDOWS:
        return StorageError(f"{place}のファイルをほかの人が使っています。", "閉じられたら自動で続けます。")
    if code == errno.EROFS:
        return StorageError(
            f"{place}が読み取り専用になっています。", "情報担当者に連絡してください。書けるようになれば自動で続けます。"
        )
    if code in (errno.EACCES, errno.EPERM):
        return StorageError(
            f"{place}を読み書きする権限がありません。", "情報担当者に連絡してください。権限が付けば自動で続けます。"
        )
    if code in _NO_FOLDER:
        return StorageError(
            f"{place}のフォルダがあるはずの場所に、同じ名前のファイルがあります。",
            "そのファイルの名前を変えてください。直れば自動で続けます。",
        )
    if code == errno.ELOOP:
        return StorageError(
            f"{place}の場所に、製品が作ったものではないリンク（ショートカット）かフォルダがあるため、書けません。",
            "それの名前を変えるか、ほかへ移してください。直れば自動で続けます。",
        )
    if code == errno.ENOENT:
        return ShareUnreachable(
            f"{place}が見つかりません。", "共有フォルダへの接続を確かめてください。つながれば自動で続けます。"
        )
    return ShareUnreachable(
        f"{place}が応答しません（{reasons.of_system(error)}）。",
        "共有フォルダや機器の状態を確かめてください。つながれば自動で続けます。",
    )
