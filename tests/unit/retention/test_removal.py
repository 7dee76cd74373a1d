"""The guard: a file goes only from below its folder, by no link, and only with the content that is ours."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

import pytest

from transcriber.system.opened import NamedFolder, OpenedFolder, What
from transcriber.system.removal import Below, Hashes, Known, Why, discard

OURS = b"what we put there"
KNOWN = Known(frozenset({hashlib.sha256(OURS).hexdigest()}))
PLACE = PurePosixPath("2_下書き/会議/資料/発言一覧.csv")


@pytest.fixture(params=[OpenedFolder, NamedFolder])
def below(request, tmp_path) -> Below:
    """Both ways of opening folders: that of Linux, and the one for Windows."""
    root = tmp_path / "会議録"
    (root / PLACE).parent.mkdir(parents=True)
    (root / PLACE).write_bytes(OURS)
    return Below(root, request.param.at)


@pytest.fixture
def outside(tmp_path) -> Path:
    folder = tmp_path / "よそ"
    folder.mkdir()
    return folder


def test_our_unchanged_file_goes_and_is_told_with_its_content(below):
    found = below.remove(PLACE, KNOWN)
    assert (found.why, found.content.sha256 in KNOWN.hashes, found.content.bytes) == (None, True, len(OURS))
    assert not (below.root / PLACE).exists()
    assert below.remove(PLACE, KNOWN).why is Why.ABSENT


def test_examining_deletes_nothing(below):
    assert below.examine(PLACE, KNOWN).why is None
    assert (below.root / PLACE).read_bytes() == OURS


def test_an_edited_file_stays_and_its_content_is_known(below):
    (below.root / PLACE).write_bytes(OURS + b" and what a person added")
    found = below.remove(PLACE, KNOWN)
    assert (found.why, found.content.bytes) == (Why.CHANGED, len(OURS) + 24)
    assert (below.root / PLACE).exists()


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_folder_on_the_way_is_entered_by_a_link(below, outside, depth):
    top = below.root / Path(*PLACE.parts[:depth])
    top.rename(outside / "moved")
    top.symlink_to(outside / "moved", target_is_directory=True)
    assert below.remove(PLACE, KNOWN).why is Why.LINK
    assert below.what(PLACE) is What.LINK
    assert list(below.walk(PurePosixPath(*PLACE.parts[:depth]))) == []
    assert not below.discard(PLACE)
    assert len([p for p in outside.rglob("*") if p.is_file()]) == 1


@pytest.mark.parametrize("inside", [True, False])
def test_a_link_in_the_files_place_stays_and_so_does_what_it_leads_to(below, outside, inside):
    target = (below.root if inside else outside) / "ours too.csv"
    target.write_bytes(OURS)
    (below.root / PLACE).unlink()
    (below.root / PLACE).symlink_to(target)
    assert below.remove(PLACE, KNOWN).why is Why.LINK
    assert (below.root / PLACE).is_symlink() and target.read_bytes() == OURS


def test_a_folder_or_a_pipe_in_the_files_place_stays_and_nothing_hangs(below):
    (below.root / PLACE).unlink()
    os.mkfifo(below.root / PLACE)
    assert below.remove(PLACE, KNOWN).why is Why.NO_FILE
    (below.root / PLACE).unlink()
    (below.root / PLACE).mkdir()
    assert below.remove(PLACE, KNOWN).why is Why.NO_FILE
    assert (below.root / PLACE).is_dir()


def test_a_file_that_was_never_read_is_known_by_size_and_time(below):
    state = (below.root / PLACE).stat()
    seen = Known(seen=frozenset({(state.st_size, state.st_mtime_ns)}))
    assert below.examine(PLACE, seen).why is None
    os.utime(below.root / PLACE, ns=(0, state.st_mtime_ns + 1))
    assert below.remove(PLACE, seen).why is Why.CHANGED


def test_what_is_exchanged_between_reading_and_deleting_stays(tmp_path):
    """Somebody saves over the file at the very moment."""

    class Slow(NamedFolder):
        def open(self, name: str) -> int:
            descriptor = super().open(name)
            (tmp_path / "new").write_bytes(b"a person's")
            (tmp_path / "new").replace(tmp_path / name)
            return descriptor

    (tmp_path / "a.csv").write_bytes(OURS)
    found = Below(tmp_path, lambda path: Slow(path)).remove(PurePosixPath("a.csv"), KNOWN)
    assert found.why is Why.CHANGED
    assert (tmp_path / "a.csv").read_bytes() == b"a person's"


@pytest.mark.parametrize("place", ["../x", "/etc/x", "a/../../x"])
def test_no_place_leads_out_of_its_root(below, place):
    with pytest.raises(ValueError, match="below its root"):
        below.remove(PurePosixPath(place), KNOWN)


def test_a_folder_goes_only_when_it_is_empty_and_real(below, outside):
    folder = PLACE.parent
    assert not below.remove_empty(folder)
    below.remove(PLACE, KNOWN)
    assert below.remove_empty(folder)
    (below.root / folder).symlink_to(outside, target_is_directory=True)
    assert not below.remove_empty(folder)
    assert outside.is_dir()


def test_of_a_link_among_our_own_working_files_the_link_goes(below, outside):
    (outside / "写真.jpg").write_bytes(b"staff's")
    work = below.root / "jobs/000001"
    (work / "speech").mkdir(parents=True)
    (work / "speech/inner").symlink_to(outside, target_is_directory=True)
    (below.root / "jobs/000002").symlink_to(outside, target_is_directory=True)
    assert below.discard(PurePosixPath("jobs/000001"))
    discard(below.root / "jobs/000002")
    discard(below.root / "jobs/000003")
    assert list((below.root / "jobs").iterdir()) == []
    assert (outside / "写真.jpg").read_bytes() == b"staff's"


def test_a_remembered_hash_is_not_believed_when_it_comes_to_deleting(below):
    hashes = Hashes()
    assert below.examine(PLACE, KNOWN, hashes).why is None
    state = (below.root / PLACE).stat()
    (below.root / PLACE).write_bytes(bytes(reversed(OURS)))
    os.utime(below.root / PLACE, ns=(state.st_atime_ns, state.st_mtime_ns))  # same size, inode and time
    assert below.remove(PLACE, KNOWN).why is Why.CHANGED
