"""The work folder: on a local disk, because SQLite's WAL does not work over a network file system, and the user's alone."""

from __future__ import annotations

import sys
from pathlib import Path

from transcriber.errors import NotALocalDisk
from transcriber.system import rights

NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "ceph",
        "glusterfs",
        "lustre",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.s3fs",
        "fuse.rclone",
        "fuse.glusterfs",
        "fuse.smbnetfs",
        "fuse.gvfsd-fuse",
        "davfs",
    ]
)

MOUNTS = Path("/proc/self/mountinfo")


def prepare(work: Path) -> bool:
    """Make the work folder, or close it to others; True if it was open to them before.

    Raises:
        NotALocalDisk: it lies on a network drive.
        StorageError: it is another user's.
        OSError: it cannot be made.
    """
    require_local_disk(work)  # first: no folder of a share is closed because of a slip in the settings
    return rights.private(work)


def require_local_disk(folder: Path, mounts: Path = MOUNTS) -> None:
    """Raises:
    NotALocalDisk: `folder` lies on a network drive.
    """
    if is_remote(folder, mounts):
        raise NotALocalDisk(
            f"作業用フォルダ {folder} はネットワークドライブの上にあります。",
            "transcriber.toml の folders.work を、このパソコン自身のディスクにあるフォルダにしてください。",
        )


def is_remote(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether `folder` lies on a network drive."""
    return _is_remote(folder.resolve(), mounts)


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system that holds `folder`, as the kernel names it; empty where it cannot be told."""
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        point = Path(
            fields[4].encode("latin-1", "replace").decode("unicode_escape") if "\\" in fields[4] else fields[4]
        )
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0]
    return kind


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def _is_remote(folder: Path, mounts: Path) -> bool:
        root = folder.anchor
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE

else:

    def _is_remote(folder: Path, mounts: Path) -> bool:
        return mounts.exists() and file_system(folder, mounts) in NETWORK
