"""A zip that carries models to a machine without internet.

    bundle.json              the catalogue's rows of the models inside
    <model id>/<file>        stored, not compressed: weights do not shrink
    <model id>.fitted.json   the limits that were fitted on the model where it comes from, if any

What the bundle says about itself is only used to know which models it holds. The hashes that count, and the names under
which files are written, are those of the catalogue here. Fitted limits no catalogue can vouch for: they decide what is doubted,
so they are taken only where that is asked for.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from transcriber.errors import ModelSourceError
from transcriber.models.catalogue import Model
from transcriber.models.fitted_limits import FittedLimits, limits_path, parse_limits
from transcriber.models.model_store import ModelStore, VerifiedModel, disk
from transcriber.system import removal

MANIFEST = "bundle.json"
BUNDLE_FORMAT = 1

LARGEST_MODEL_FILE = 8 << 30
"""Bytes of a file whose size the catalogue does not say."""

_LARGEST_MANIFEST = 1 << 20
DAMAGED_MEMBER = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises where a member is damaged, or packed or locked in a way that no bundle of ours is."""

_REMEDY = "束を作り直すか、製品の版をそろえてください。何も取り込んでいません。"


def write_bundle(store: ModelStore, model_ids: Iterable[str], out: Path) -> None:
    """Pack verified models; the file appears under its name only when it is whole.

    Raises:
        ModelMissing, ModelCorrupt: a model is not fit to be carried on.
        DiskFull, ModelError: the zip cannot be written.
    """
    models = [store.verified(model_id) for model_id in model_ids]
    rows = [store.catalogue.model(model.id).model_dump(mode="json") for model in models]
    part = out.with_name(out.name + ".part")
    with disk(out):
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(
                MANIFEST, json.dumps({"format": BUNDLE_FORMAT, "models": rows}, ensure_ascii=False, indent=1)
            )
            for model in models:
                for name in model.files:
                    archive.write(model.path / name, f"{model.id}/{name}")
                if model.limits is not None:
                    archive.writestr(limits_path(Path(), model.id).name, model.limits.model_dump_json(indent=1))
        part.replace(out)


def take_in(store: ModelStore, path: Path) -> list[VerifiedModel]:
    """Import every model of a bundle, or none: all are verified before the first is placed.

    Raises:
        ModelSourceError: not a bundle, or one with models or files that the catalogue here does not know.
        ModelCorrupt, ModelMissing: a file is not the catalogue's, or not in the bundle.
        DiskFull, ModelError: the models folder cannot be written.
    """
    models = [store.catalogue.model(model_id) for model_id in _held(path)]
    with store.incoming() as incoming:
        staged = {model.id: incoming / model.id for model in models}
        for folder in staged.values():
            removal.discard(folder)
        try:
            unpack(path, models, staged)
            for model in models:
                store.check(model, staged[model.id])
            return [store.place(model, staged[model.id]) for model in models]
        finally:
            for folder in staged.values():
                with suppress(OSError):
                    removal.discard(folder)


def limits_in(path: Path, models: Sequence[VerifiedModel]) -> dict[str, FittedLimits]:
    """What a bundle says was fitted on these models, by model; what was fitted on other files is left out.

    Raises:
        ModelSourceError: not a bundle.
    """
    found = {}
    with _open(path) as archive:
        for model in models:
            with io.BytesIO() as held:
                try:
                    copy_member(archive, limits_path(Path(), model.id).name, held, most=_LARGEST_MANIFEST)
                except (KeyError, TooLargeMember, *DAMAGED_MEMBER):
                    continue
                limits = parse_limits(held.getvalue(), model.files, model.tuning.hearings)
            if limits is not None:
                found[model.id] = limits
    return found


def unpack(path: Path, models: Sequence[Model], folders: Mapping[str, Path]) -> None:
    """Write the models' files to their folders, unverified; nothing else in the zip is touched.

    Raises:
        ModelSourceError: not a bundle; a file is missing in it; or it holds one that does not belong to its models.
    """
    known = {f"{model.id}/{file.path}" for model in models for file in model.files}
    known |= {limits_path(Path(), model_id).name for model_id in _held(path)}
    others = {f"{model_id}/" for model_id in _held(path)} - {f"{model.id}/" for model in models}
    with _open(path) as archive:
        for name in archive.namelist():
            if name not in known and name != MANIFEST and not name.startswith(tuple(others)):
                raise ModelSourceError(f"束 {path.name} に、目録にないファイル {name} が入っています。", _REMEDY)
        for model in models:
            for file in model.files:
                target = folders[model.id] / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    with target.open("wb") as out:
                        copy_member(archive, f"{model.id}/{file.path}", out, most=file.size or LARGEST_MODEL_FILE)
                except KeyError as e:
                    raise ModelSourceError(
                        f"束 {path.name} に {model.id} の {file.path} がありません。", _REMEDY
                    ) from e
                except TooLargeMember as e:
                    raise ModelSourceError(
                        f"束 {path.name} の {file.path} は、目録の大きさより大きく広がります。", _REMEDY
                    ) from e
                except DAMAGED_MEMBER as e:
                    raise ModelSourceError(f"束 {path.name} が壊れています（{file.path}）。", _REMEDY) from e


def _held(path: Path) -> list[str]:
    """The ids of the models that a bundle says it holds."""
    with _open(path) as archive:
        try:
            with io.BytesIO() as held:
                copy_member(archive, MANIFEST, held, most=_LARGEST_MANIFEST)
                manifest = json.loads(held.getvalue())
            if manifest["format"] != BUNDLE_FORMAT:
                raise ModelSourceError(f"束 {path.name} の形式 {manifest['format']} を知りません。", _REMEDY)
            return [str(row["id"]) for row in manifest["models"]]
        except (KeyError, TypeError, ValueError, RecursionError, TooLargeMember, *DAMAGED_MEMBER) as e:
            raise ModelSourceError(
                f"{path.name} はモデルの束ではありません（{MANIFEST} を読めません）。", _REMEDY
            ) from e


class TooLargeMember(Exception):
    """What a zip holds under a name is larger than that can be."""


def copy_member(archive: zipfile.ZipFile, name: str, out: BinaryIO, *, most: int) -> None:
    """Unpack one member, no more of it than it may have, whatever the zip says of its size.

    Args:
        most: bytes.

    Raises:
        KeyError: there is no such member.
        TooLargeMember: it has more; nothing of it was written, or no more than that.
        OSError, zipfile.BadZipFile, zlib.error and others of `zipfile`: it cannot be unpacked.
    """
    if archive.getinfo(name).file_size > most:
        raise TooLargeMember(name)
    left = most
    with archive.open(name) as data:
        while block := data.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise TooLargeMember(name)
            out.write(block)


def _open(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as e:
        raise ModelSourceError(
            f"{path} をモデルの束（zip）として開けません。", "パスとファイルを確かめてください。"
        ) from e
