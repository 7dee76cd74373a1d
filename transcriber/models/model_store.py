"""The weights on this machine: one folder a model under `<models>/weights`, and the guard before each load.

    weights/<model id>/…      exactly the files the catalogue lists
    weights/<model id>.fitted.json   limits fitted on it (fitted_limits.py)
    weights/.incoming/        what a fetch or an import is still gathering; becomes a model by one rename

A checkpoint is code, so nothing here is handed out before its SHA-256 has been compared with the catalogue.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from transcriber import reasons, resources
from transcriber.errors import DiskFull, ModelCorrupt, ModelError, ModelMissing
from transcriber.models.catalogue import CATALOGUE_FILE as CATALOGUE_FILE
from transcriber.models.catalogue import Catalogue, Model, Tuning
from transcriber.models.catalogue import load_catalogue as load_catalogue
from transcriber.models.fitted_limits import FittedLimits, limits_path, read_limits
from transcriber.settings import Settings
from transcriber.system import removal, rights
from transcriber.system.keys import short_key


@dataclass(frozen=True)
class VerifiedModel:
    """A model whose every byte is the catalogue's.

    Args:
        path: the folder to load from.
        id: its name in the catalogue.
        revision: which edition of the weights.
        licence: its licence.
        files: file (relative to `path`) → SHA-256.
        tuning: what belongs to this model alone.
        limits: what was fitted on it where it is used; None: nothing.
    """

    path: Path
    id: str
    revision: str
    licence: str
    files: Mapping[str, str]
    tuning: Tuning = Tuning()
    limits: FittedLimits | None = None

    @property
    def fitted(self) -> str:
        """How this product's limits were set for it; empty: they were not."""
        return self.limits.how if self.limits else self.tuning.fitted

    def embeddings_key(self) -> str:
        """Names the embeddings that this model makes. It outlives versions: voices that an office enrolled are known by it."""
        return short_key(self.id, self.files)


@dataclass(frozen=True)
class _Stamp:
    """A file that keeps all of these has not been written to."""

    size: int
    mtime_ns: int
    inode: int


class ModelStore:
    """The models folder of one installation.

    Hashes are remembered for as long as the object lives, while a file's size, time and inode stay the same: a daemon
    reads three gigabytes once, not once a recording.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.weights = folder / "weights"
        self.catalogue = catalogue
        self._hashes: dict[Path, tuple[_Stamp, str]] = {}

    def path(self, model_id: str) -> Path:
        """Where a model lies, or would."""
        return self.weights / model_id

    def present(self, model_id: str) -> bool:
        """Whether every file is there with its size. Cheap; says nothing about the content."""
        folder = self.path(model_id)
        return all(
            (folder / file.path).is_file() and file.size in (None, (folder / file.path).stat().st_size)
            for file in self.catalogue.model(model_id).files
        )

    def verified(self, model_id: str, *, afresh: bool = False) -> VerifiedModel:
        """The model, ready to load.

        Args:
            model_id: its name in the catalogue.
            afresh: read every byte again, even of files that look unchanged.

        Raises:
            ModelMissing: it is not on this machine, or not whole.
            ModelCorrupt: a file is not the catalogue's, or does not belong there.
        """
        model = self.catalogue.model(model_id)
        if afresh:
            self._hashes.clear()
        return self.check(model, self.path(model_id))

    def check(self, model: Model, folder: Path) -> VerifiedModel:
        """Compare a folder with the catalogue's row of a model. Raises as `verified`."""
        again = (
            f"「transcriber models fetch {model.id}」で取り直すか、「transcriber models import」で取り込んでください。"
        )
        if not folder.is_dir():
            raise ModelMissing(f"モデル {model.id} がこのパソコンにありません（{folder}）。", again)
        for place in (folder, *(p for p in (folder / file.path for file in model.files) if p.exists())):
            if opened := rights.writable_by_all(place):
                raise ModelCorrupt(
                    f"モデル {model.id} の {opened} は、このパソコンのどの利用者でも書き換えられます。",
                    f"確かめた後に差し替えられるおそれがあるので、読み込みません。chmod o-w {shlex.quote(str(opened))} を実行してください。",
                )
        listed = {file.path for file in model.files}
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in listed:
                raise ModelCorrupt(
                    f"モデル {model.id} のフォルダに、目録にないファイルがあります：{path}",
                    "そのファイルをほかの場所へ移してください。確かめていないファイルは読み込みません。",
                )
        for file in model.files:
            path = folder / file.path
            if not path.is_file():
                raise ModelMissing(f"モデル {model.id} のファイル {file.path} がありません。", again)
            require_hash(file.sha256, self._hash(path), f"モデル {model.id} のファイル {file.path}", again)
        files = {f.path: f.sha256 for f in model.files}
        limits = read_limits(limits_path(folder.parent, model.id), files, model.tuning.hearings)
        return VerifiedModel(folder, model.id, model.revision, model.licence, files, model.tuning, limits)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """A folder to gather files in, on the same disk, for one fetch or import at a time.

        It is kept when the block fails, so that a broken-off download of gigabytes can go on.

        Raises:
            ModelError: another fetch is running, or the folder cannot be written.
            DiskFull: no room.
        """
        folder = self.weights / ".incoming"
        with disk(self.weights):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                with FileLock(self.weights / ".lock", timeout=0):
                    yield folder
                    removal.discard(folder)
            except Timeout as e:
                raise ModelError(
                    "別の取り込みが進んでいます。", "それが終わってから、もう一度実行してください。"
                ) from e

    def place(self, model: Model, staged: Path) -> VerifiedModel:
        """Verify a staged folder, then make it the model's folder in one step.

        Raises:
            ModelMissing, ModelCorrupt: the staged files are not the catalogue's; the model's folder stays as it was.
        """
        self.check(model, staged)
        target, before = self.path(model.id), staged.with_name(f"{model.id}.before")
        removal.discard(before)
        if os.path.lexists(
            target
        ):  # also a link to a folder on another disk: it is replaced, and what it leads to stays
            target.rename(before)
        staged.rename(target)
        removal.discard(before)
        return self.check(model, target)

    def _hash(self, path: Path) -> str:
        status = path.stat()
        stamp = _Stamp(status.st_size, status.st_mtime_ns, status.st_ino)
        known = self._hashes.get(path)
        if known is None or known[0] != stamp:
            known = self._hashes[path] = (stamp, sha256(path))
        return known[1]


def open_store(settings: Settings) -> ModelStore:
    """The models folder that the settings name, with the catalogue in it or, where it has none, the shipped one.

    Raises:
        ModelError: the catalogue is broken.
    """
    folder = settings.folders.models
    own = (folder / CATALOGUE_FILE).exists()
    return ModelStore(folder, load_catalogue(folder if own else resources.folder(resources.CATALOGUE)))


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_hash(expected: str, found: str, what: str, todo: str) -> None:
    """Refuse bytes that are not the catalogue's.

    Raises:
        ModelCorrupt: the hashes differ.
    """
    if found != expected:
        raise ModelCorrupt(
            f"{what} の中身が目録と違います（SHA-256 目録 {expected[:12]}…、実物 {found[:12]}…）。",
            f"このファイルは使いません。{todo}",
        )


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """Give the operating system's refusals while files move to or from `folder` their message.

    Raises:
        DiskFull: no room.
        ModelError: any other refusal.
    """
    try:
        yield
    except OSError as e:
        if e.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"ディスクに空きがありません（{folder}）。", "空きを作ってください。") from e
        raise ModelError(
            f"モデルのファイルを読み書きできません（{e.filename or folder}：{reasons.of_system(e)}）。",
            "フォルダの権限と、ほかのプログラムが使っていないかを確かめてください。",
        ) from e
