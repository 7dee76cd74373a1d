"""What somebody else put into a folder is opened only if it is a regular file, never waited for, and never without a bound."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from transcriber.untrusted import files

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files in a folder")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_text("x")
    path.symlink_to(target)


def _link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may have a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


STRANGE: tuple[tuple[Callable[[Path], None], str], ...] = (
    (_pipe, "ふつうのファイルではありません"),
    (_socket, "ふつうのファイルではありません"),
    (_link, "リンク"),
    (_link_to_nothing, "その先に何もありません"),
    (_link_to_a_device, "リンク"),
    (Path.mkdir, "フォルダ"),
)


@needs_posix
@pytest.mark.timeout(10)
@pytest.mark.parametrize(("make", "word"), STRANGE)
def test_what_is_no_file_is_not_opened_and_said(make, word, tmp_path):
    path = tmp_path / "名簿.xlsx"
    make(path)
    for read in (files.identity, files.read_bytes, lambda p: files.copy(p, tmp_path / "copy")):
        with pytest.raises(files.NotRegularFile) as e:
            read(path)
        assert word in files.fault(e.value)[0]
    assert files.present(path)
    assert not (tmp_path / "copy").exists()


@needs_posix
@pytest.mark.timeout(10)
def test_a_pipe_that_takes_the_files_place_after_the_first_look_is_not_waited_for(tmp_path, monkeypatch):
    path = tmp_path / "名簿.xlsx"
    path.write_text("x")
    before = files.identity(path)
    monkeypatch.setattr(files, "identity", lambda _: before)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(files.NotRegularFile):
        files.read_bytes(path)


def test_a_file_is_read_whole_up_to_its_bound(tmp_path):
    path = tmp_path / "用語.csv"
    path.write_bytes(b"12345")
    assert files.read_bytes(path, most=5) == b"12345"
    files.copy(path, tmp_path / "copy", most=5)
    assert (tmp_path / "copy").read_bytes() == b"12345"
    for read in (lambda: files.read_bytes(path, most=4), lambda: files.copy(path, tmp_path / "copy", most=4)):
        with pytest.raises(files.TooLarge) as e:
            read()
        assert "大きすぎます" in files.fault(e.value)[0]


def test_an_error_names_the_file_it_is_about(tmp_path):
    path = tmp_path / "名簿.xlsx"
    path.write_text("x")
    with pytest.raises(OSError, match="名簿") as missing:
        files.read_bytes(tmp_path / "別の名簿.xlsx")
    assert missing.value.filename == str(tmp_path / "別の名簿.xlsx")
    with pytest.raises(OSError, match="copy") as e:
        files.copy(path, tmp_path / "no folder" / "copy")
    assert e.value.filename == str(tmp_path / "no folder" / "copy")


def test_another_content_has_another_identity(tmp_path):
    path = tmp_path / "名簿.xlsx"
    path.write_text("甲")
    first = files.identity(path)
    assert files.identity(path) == first
    new = tmp_path / "new"
    new.write_text("乙")
    os.utime(new, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    new.replace(path)
    assert files.identity(path) != first
