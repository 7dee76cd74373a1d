"""A copy is complete and hashed, or it is not there."""

import hashlib
import os
from pathlib import Path

import pytest

from transcriber.errors import Changed, DiskFull, EmptyRecording, RecordingError
from transcriber.intake import copying
from transcriber.intake.inbox import InboxFile


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    file = tmp_path / "inbox" / "会議.wav"
    file.write_bytes(os.urandom(3 * copying.BLOCK + 7))
    return file


def copy(source: Path, tmp_path: Path, go_on=lambda done: None) -> copying.LocalCopy:
    return copying.copy_in(
        InboxFile.of(source), tmp_path / "work" / "part-001.wav", inside=tmp_path / "inbox", go_on=go_on
    )


def nothing_left(tmp_path: Path) -> bool:
    return not [p for p in (tmp_path / "work").rglob("*") if p.is_file()]


def test_the_copy_has_the_content_and_its_hash(source, tmp_path):
    done = copy(source, tmp_path)
    assert done.path.read_bytes() == source.read_bytes()
    assert done.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert source.exists()


def test_a_file_that_grows_while_it_is_read_is_not_taken(source, tmp_path):
    def grow(done: int) -> None:
        with source.open("ab") as f:
            f.write(b"more")

    with pytest.raises(Changed):
        copy(source, tmp_path, grow)
    assert nothing_left(tmp_path)


def test_a_file_touched_while_it_is_read_is_not_taken(source, tmp_path):
    with pytest.raises(Changed):
        copy(source, tmp_path, lambda done: os.utime(source, ns=(1, 1)))


def test_a_file_that_changed_since_it_was_listed_is_not_taken(source, tmp_path):
    item = InboxFile.of(source)
    source.write_bytes(b"other")
    with pytest.raises(Changed):
        copying.copy_in(item, tmp_path / "work" / "p", inside=tmp_path / "inbox", go_on=lambda done: None)


def test_stopping_leaves_no_half_copy(source, tmp_path):
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(source, tmp_path, stop)
    assert nothing_left(tmp_path)


def test_an_empty_file_says_so(source, tmp_path):
    source.write_bytes(b"")
    with pytest.raises(EmptyRecording, match="0バイト"):
        copy(source, tmp_path)


def test_an_empty_part_is_named_with_its_folder(tmp_path):
    part = tmp_path / "inbox" / "本会議" / "2.wav"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"")
    with pytest.raises(EmptyRecording, match="「本会議/2.wav」は中身が空"):
        copy(part, tmp_path)


def test_nothing_outside_the_inbox_is_read(source, tmp_path):
    outside = tmp_path / "passwd"
    outside.write_text("secret")
    link = source.with_name("link")
    link.symlink_to(tmp_path)
    with pytest.raises(RecordingError):
        copy(link / "passwd", tmp_path)


def test_a_disk_without_room_is_said_before_it_is_filled(tmp_path):
    with pytest.raises(DiskFull, match="GB"):
        copying.check_room(tmp_path, 1 << 60)


@pytest.mark.parametrize(
    ("name", "expected"), [("会議.WAV", "part-001.wav"), ("a.b c", "part-001.bc"), ("会議", "part-001")]
)
def test_local_names_are_plain(name, expected):
    assert copying.part_name(1, Path(name)) == expected
