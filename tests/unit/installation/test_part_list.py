"""The names of a meeting's parts outlive their originals: they tell the order when work goes on from the local copies."""

from __future__ import annotations

import os
from pathlib import Path

from transcriber.intake import inbox
from transcriber.queue import part_list
from transcriber.queue.part_list import PartList


def dropped(folder: Path, *names: str) -> inbox.InboxEntry:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"sound")
    entry = inbox.look_at(folder)
    assert entry is not None
    return entry


def test_names_are_kept_beside_the_copies(tmp_path: Path) -> None:
    entry = dropped(tmp_path / "会議", "午後/1.m4a", "午前/1.m4a", "chat.txt", "次第.docx")
    copies = tmp_path / "parts"
    copies.mkdir()
    assert part_list.kept(copies) is None
    part_list.keep(copies, entry)
    assert part_list.kept(copies) == PartList(parts=("午前/1.m4a", "午後/1.m4a"), companions=("chat.txt",))


def test_a_single_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "会議.m4a").write_bytes(b"sound")
    entry = inbox.look_at(tmp_path / "会議.m4a")
    assert entry is not None
    assert part_list.part_list_of(entry) == PartList()


def test_a_name_whose_bytes_are_no_text_is_kept_readable(tmp_path: Path) -> None:
    entry = dropped(tmp_path / "会議", os.fsdecode("録音1.wav".encode("cp932")))
    copies = tmp_path / "parts"
    copies.mkdir()
    part_list.keep(copies, entry)
    assert part_list.kept(copies) == PartList(parts=("録音1.wav",))
