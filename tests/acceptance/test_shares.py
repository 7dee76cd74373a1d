"""A share that hangs, is slow, goes away and comes back; a disk that is full or read-only; all of it real."""

from __future__ import annotations

import hashlib
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import shares
from test_processes import Office

from transcriber.profiles.tree import PAGE, ProfileTree
from transcriber.queue.job import Status

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(bool(shares.refusal()), reason=shares.refusal()),
]

BACK_OFF = 25
"""Seconds: the first pause after a temporary fault (10 s), and time to do the work."""


@pytest.fixture
def inside() -> Iterator[shares.Namespace]:
    namespace = shares.Namespace()
    yield namespace
    namespace.close()


class Confined(Office):
    """An office whose program sees the shared folder through a namespace; `tree` is the folder at its source."""

    def __init__(self, root: Path, inside: shares.Namespace, watch: str = "share") -> None:
        super().__init__(root)
        self.inside = inside
        self.config.write_text(
            f'[folders]\nwatch = "{watch}"\nwork = "work"\n[watching]\npoll_seconds = 0.1\nstable_seconds = 0.5\n'
        )

    def command(self, verb: str) -> list[str]:
        return self.inside.enter(*super().command(verb))


@pytest.fixture
def office(tmp_path: Path, inside: shares.Namespace) -> Iterator[Confined]:
    office = Confined(tmp_path, inside)
    yield office
    office.inside.close()  # first: nobody can be killed while waiting for a share that hangs
    for process in office.started:
        process.kill()
        process.communicate()


@pytest.fixture
def share(office: Confined) -> shares.NetworkShare:
    return shares.NetworkShare(office.inside, office.root / "watch", office.root / "share")


def test_a_share_that_hangs_holds_up_neither_the_sign_of_life_nor_the_stop(office, share):
    office.drop("録音.wav", "WINDOWS 400 a")
    address = office.root / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(address))
        listener.settimeout(25)
        process = office.start("watch", NOTIFY_SOCKET=str(address), DRIVER_WINDOW_SECONDS="0.1")
        office.wait("録音.wav", Status.RUNNING)
        share.cut()
        time.sleep(1)  # the look in flight hangs now
        while listener.recv(99) != b"WATCHDOG=1":
            pass
        assert listener.recv(99) == b"WATCHDOG=1"  # one more, ten seconds into the silence
        process.send_signal(signal.SIGTERM)
        # The kernel lets no thread go that waits for a FUSE answer (it does for SMB and NFS): the program has ended when
        # its main thread has, and goes when the share answers.
        until = time.monotonic() + 10
        while main_thread(process.pid) != "Z":
            assert time.monotonic() < until
            time.sleep(0.1)
    assert office.jobs()["録音.wav"].status is Status.WAITING
    share.mend()
    assert process.wait(timeout=60) == 0
    office.scan()
    assert office.drafts() == ["録音_下書き.docx"]
    assert (office.tree.done / "録音.wav").read_text() == "WINDOWS 400 a"


def main_thread(pid: int) -> str:
    """The state of a process's main thread, in the kernel's letter; Z has ended."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_share_that_goes_away_during_the_work_and_comes_back_costs_nothing_but_time(office, share):
    office.drop("録音.wav", "WINDOWS 60 a")
    process = office.start("watch", DRIVER_WINDOW_SECONDS="0.03")
    office.wait("録音.wav", Status.RUNNING)
    share.vanish()
    job = office.wait("録音.wav", Status.WAITING)
    assert job.found
    assert process.poll() is None
    assert list(share.mount_point.iterdir()) == [], "nothing may be written beside the share"
    share.connect()
    office.wait("録音.wav", Status.DRAFTED, BACK_OFF)
    assert office.drafts() == ["録音_下書き.docx"]
    office.drop("次.wav", "WINDOWS 1 b")
    office.wait("次.wav", Status.DRAFTED)


def test_over_a_slow_share_a_file_that_still_grows_is_arriving_and_then_read_whole(office, tmp_path):
    shares.NetworkShare(office.inside, office.root / "watch", office.root / "share", delay=0.003)
    content = b"WINDOWS 1 " + bytes(range(256)) * 4000  # a megabyte
    file = office.tree.inbox / "録音.wav"

    def copy() -> None:
        with file.open("wb", buffering=0) as f:
            for at in range(0, len(content), len(content) // 16):
                f.write(content[at : at + len(content) // 16])
                time.sleep(0.5)

    office.drop("先.wav", "WINDOWS 1 b")
    office.start("watch")
    office.wait("先.wav", Status.DRAFTED)
    colleague = threading.Thread(target=copy)
    colleague.start()
    seen = set()
    while colleague.is_alive():
        if (job := office.jobs().get("録音.wav")) is not None:
            seen.add(job.status)
        time.sleep(0.05)
    assert seen == {Status.ARRIVING}
    job = office.wait("録音.wav", Status.DRAFTED)
    assert job.sha256 == hashlib.sha256(content).hexdigest()


def test_a_work_folder_on_the_share_is_refused(office, share):
    office.config.write_text('[folders]\nwatch = "share"\nwork = "share/work"\n')
    code, log = office.scan()
    assert code != 0
    assert "NotALocalDisk" in log or "ネットワークドライブ" in log


def test_a_disk_read_only_then_full_then_well_gives_every_draft(tmp_path, inside):
    office = Confined(tmp_path, inside, watch="disk")
    disk = shares.Disk(inside, tmp_path / "disk.img", tmp_path / "disk", megabytes=8)
    tree = ProfileTree(disk.mount_point / "会議録")
    inside.run("mkdir", "-p", *map(str, tree.folders()))
    drop = "printf 'WINDOWS 1 {0}' > '{1}/{0}.wav'"
    inside.run("sh", "-c", drop.format("a", tree.inbox))
    disk.read_only()
    office.scan()
    assert "読み取り専用" in office.jobs()["a.wav"].found
    disk.writable()
    inside.run("sh", "-c", drop.format("b", tree.inbox))
    disk.fill()
    office.scan()
    assert "空き容量" in office.jobs()["b.wav"].found
    assert ".transcriber-" not in inside.run("find", str(tree.root))
    disk.free()
    process = office.start("watch")
    try:
        office.wait("a.wav", Status.DRAFTED, BACK_OFF)
        office.wait("b.wav", Status.DRAFTED, BACK_OFF)
        found = inside.run("find", str(tree.root), "-name", "*_下書き.docx", "-o", "-name", PAGE)
        assert sorted(Path(line).name for line in found.split()) == ["a_下書き.docx", "b_下書き.docx", PAGE]
    finally:
        process.kill()
        process.communicate()
