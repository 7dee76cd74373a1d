"""What `transcriber scan` says at its end if something could not be done: cron sends it to whoever looks after the machine.

Such mail is kept for long, so it names folders and numbers, and no file: a recording or a returned draft may be named after a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from transcriber.cli.printed_errors import print_found
from transcriber.queue.job import Notice

_LOOK = "「transcriber status」で内容を確かめてください。"


def print_troubles(notices: Iterable[Notice], attention: Iterable[int]) -> None:
    """Say it on the error output.

    Args:
        notices: what is wrong with folders, and with single files in them.
        attention: the recordings that came to need a person in this run.
    """
    notices, numbers = tuple(notices), sorted(attention)
    of_folders = [n for n in notices if "/" not in n.place]
    for notice in of_folders:
        print_found(notice.found, notice.todo)
    if files := len(notices) - len(of_folders):
        print_found(f"取り込めないファイルが{files}件あります。", _LOOK)
    if numbers:
        print_found(f"下書きにできなかった録音があります（番号 {'、'.join(map(str, numbers))}）。", _LOOK)
    if not notices and not numbers:
        print_found(
            "途中でできなかったことがあります。", f"{_LOOK}続くときは、記録（ログ）を添えて担当者へ連絡してください。"
        )
