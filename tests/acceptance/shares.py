"""Disks and shares that really go slow, full, read-only and away: file systems in namespaces of their own.

A holder process keeps a mount and a network namespace; everything of a test runs inside. The network share is an SFTP
server behind a TCP port of that network, mounted with sshfs: to the program it is what a NAS is, a file system whose
answers come over a network that can be slow or cut. (The kernel's own SMB client is missing on many test machines.)
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PORT = 2022
SFTP_SERVER = "/usr/lib/openssh/sftp-server"
OVER_TCP = Path(__file__).with_name("sftp_over_tcp.py")


@cache
def refusal() -> str:
    """Why this machine lets nobody mount, or an empty text."""
    if os.geteuid() != 0:
        return "needs root: mounts file systems in namespaces of its own (sudo scripts/test)"
    tried = subprocess.run(
        ["unshare", "--mount", "--net", "sh", "-c", "mount -t tmpfs none /mnt"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"this machine does not let root mount: {tried.stderr.strip()}"


class Namespace:
    """A mount and a network namespace of their own; close it to let go of both, with everything in them."""

    def __init__(self) -> None:
        self._holder = subprocess.Popen(
            ["unshare", "--mount", "--net", "--propagation", "private", "sh", "-c", "echo ready; exec sleep 600"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._holder.stdout is not None
        self._holder.stdout.readline()
        self._started: list[subprocess.Popen[str]] = []
        self.run("ip", "link", "set", "lo", "up")

    def enter(self, *command: str) -> list[str]:
        """`command`, to be run inside."""
        return ["nsenter", f"--target={self._holder.pid}", "--mount", "--net", *command]

    def run(self, *command: str) -> str:
        """Run inside, and what it printed."""
        return subprocess.run(
            self.enter(*command), capture_output=True, text=True, check=True, timeout=30
        ).stdout  # fmt: skip

    def start(self, command: Sequence[str], first_line: bool = False) -> subprocess.Popen[str]:
        process = subprocess.Popen(self.enter(*command), stdout=subprocess.PIPE, text=True)
        self._started.append(process)
        if first_line:
            assert process.stdout is not None
            assert process.stdout.readline()
        return process

    def close(self) -> None:
        everything = [*self._started, self._holder]
        self._started = []
        for process in everything:
            process.kill()  # a file system's process first: whoever waits for its answer can go then
        for process in everything:
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


class NetworkShare:
    """A folder, served over the namespace's network and mounted in it."""

    def __init__(self, inside: Namespace, folder: Path, mount: Path, delay: float = 0.0) -> None:
        self._inside = inside
        self._folder = folder
        self.mount_point = mount
        mount.mkdir()
        self._delay = delay
        self.connect()

    def connect(self) -> None:
        """Start the server and mount."""
        self._server = self._inside.start(
            [sys.executable, str(OVER_TCP), str(PORT), str(self._delay), SFTP_SERVER], first_line=True
        )
        options = f"directport={PORT},dir_cache=no,attr_timeout=0,entry_timeout=0"
        self._inside.start(["sshfs", "-f", "-o", options, f"127.0.0.1:{self._folder}", str(self.mount_point)])
        until = time.monotonic() + 10
        while "fuse.sshfs" not in self._inside.run("cat", "/proc/mounts"):
            assert time.monotonic() < until, "sshfs did not mount"
            time.sleep(0.05)

    def cut(self) -> None:
        """Pull the cable: nothing fails, nothing answers."""
        self._inside.run("ip", "link", "set", "lo", "down")

    def mend(self) -> None:
        """Plug it in again."""
        self._inside.run("ip", "link", "set", "lo", "up")

    def vanish(self) -> None:
        """The NAS is switched off and the share unmounted; what is left is the empty mount point."""
        self._inside.run("umount", "--lazy", str(self.mount_point))
        self._server.kill()
        self._server.wait()  # its port is free then


class Disk:
    """A small ext4 disk in a file."""

    def __init__(self, inside: Namespace, image: Path, mount: Path, megabytes: int) -> None:
        self._inside = inside
        self._image = image
        self.mount_point = mount
        with image.open("wb") as f:
            f.truncate(megabytes << 20)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True)
        mount.mkdir(exist_ok=True)
        inside.run("mount", "-o", "loop", str(image), str(mount))

    def read_only(self) -> None:
        self._inside.run("mount", "-o", "remount,ro", str(self.mount_point))

    def writable(self) -> None:
        self._inside.run("mount", "-o", "remount,rw", str(self.mount_point))

    def fill(self) -> None:
        """Use up every block; the file system keeps some back at first, for what is not written out yet."""
        here = str(self.mount_point)
        self._inside.run("sh", "-c", f"cat /dev/zero > '{here}/filler' 2>/dev/null; sync; exit 0")
        small = f"i=0; while [ $i -lt 500 ] && printf x > '{here}/filler-'$i && sync; do i=$((i+1)); done; exit 0"
        self._inside.run("sh", "-c", small)

    def free(self) -> None:
        self._inside.run("sh", "-c", f"rm '{self.mount_point}'/filler*")
