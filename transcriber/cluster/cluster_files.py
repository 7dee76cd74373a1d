"""coordinator.toml and worker.toml: everything that one computer of a cluster needs, in one file that is its user's alone.

FOLDER/authority.toml      signs certificates; needed only to add a computer, best kept elsewhere
FOLDER/coordinator.toml    for the coordinator: transcriber.toml names it ([cluster] coordinator)
FOLDER/workers/NAME.toml   for each worker: carried there by a person, and deleted here
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transcriber import named_paths, reasons
from transcriber.cluster import certificates
from transcriber.cluster.certificates import KeyPair
from transcriber.errors import ClusterFileError
from transcriber.settings import HOME
from transcriber.system import rights

AUTHORITY_FILE, COORDINATOR_FILE, WORKERS_FOLDER = "authority.toml", "coordinator.toml", "workers"

SPEECH, SPEAKERS = "speech", "speakers"
"""What a worker offers, and a task asks for."""

COMPUTER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}")
HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,252}")

CARRY_AGAIN = (
    "「transcriber cluster init」が作ったファイルを指定してください。運ぶ途中で切れたものなら、もう一度運んでください。"
)
RESTORE = (
    "控えから戻してください。控えがなければ、新しいフォルダに「transcriber cluster init」で作り直し、"
    "transcriber.toml の coordinator と、全部のパソコンの worker.toml を入れ替えてください。"
)
"""What to do with a worker's file that is no use; with the coordinator's, or the authority's."""

_F = TypeVar("_F", bound=BaseModel)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(_File):
    """authority.toml."""

    certificate: str
    key: str = Field(repr=False)


class Keys(_File):
    """What TLS needs, as PEM: whom to trust, and who this is."""

    authority: str
    certificate: str
    key: str = Field(repr=False)

    def require_usable(self, file: Path, now: dt.datetime, damaged: str = CARRY_AGAIN) -> None:
        """Args: file: where they stand; damaged: what to do then. Raises: ClusterFileError: they cannot be used, now or at all."""
        certificates.require_usable(file, self.authority, KeyPair(self.certificate, self.key), now, damaged)


class Address(_File):
    """A computer's name or address in the network, and a port."""

    host: str = Field(pattern=HOST.pattern)
    port: int = Field(ge=1, le=65535)

    def __str__(self) -> str:
        return f"tls://[{self.host}]:{self.port}" if ":" in self.host else f"tls://{self.host}:{self.port}"


class CoordinatorFile(_File):
    """coordinator.toml.

    Attributes:
        listen: where the workers find the coordinator.
        workers: name → where each one listens.
        serials: name → the certificate that counts for it, of all that bear its name; none: any does.
    """

    listen: Address
    workers: dict[str, Address]
    serials: dict[str, str] = {}
    keys: Keys


class WorkerFile(_File):
    """worker.toml.

    Attributes:
        name: of this computer in the cluster.
        coordinator: where the coordinator listens.
        listen: where this worker listens, for the coordinator alone.
        offers: which work it takes.
        models: the folder with its models.
        tier: "fake" for tests, else empty: any model that lies there.
        device: "auto", "cpu" or "cuda".
        threads: of the processor; 0: all but two, at least two, at most eight.
        leaves: time of day (HH:MM) at which it ends what it does and helps no more until midnight; empty: never.
    """

    name: str = Field(pattern=COMPUTER_NAME.pattern)
    coordinator: Address
    listen: Address
    offers: tuple[str, ...] = (SPEECH, SPEAKERS)
    models: Path = HOME / "models"
    tier: str = Field("", pattern="^(fake)?$")
    device: str = Field("auto", pattern="^(auto|cpu|cuda)$")
    threads: int = Field(0, ge=0)
    leaves: str = Field("", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    keys: Keys


def read_coordinator_file(path: Path) -> CoordinatorFile:
    """Raises: ClusterFileError."""
    return _read(path, CoordinatorFile)


def read_worker_file(path: Path) -> WorkerFile:
    """Raises: ClusterFileError."""
    found = _read(path, WorkerFile)
    if strange := set(found.offers) - {SPEECH, SPEAKERS}:
        raise ClusterFileError(
            f"{path} の項目「offers」に、分からない言葉があります：{'、'.join(sorted(strange))}",
            f"「{SPEECH}」（文字起こし）と「{SPEAKERS}」（話者の区別）のどちらか、または両方を書いてください。",
        )
    return found


def read_authority(path: Path) -> Authority:
    """Raises: ClusterFileError."""
    return _read(path, Authority)


def write_secret(path: Path, text: str) -> None:
    """Put a file that holds a key; nobody but this user may read it.

    Raises:
        ClusterFileError: the system refuses.
    """
    try:
        if not _opened_to_service(path.parent):
            rights.private(path.parent)
        with rights.opened(path) as stream:
            stream.write(text.encode())
    except OSError as e:
        raise ClusterFileError(
            f"{path} に書けません（{reasons.of_system(e)}）。", "書く権限と空き容量を確かめてください。"
        ) from e


def _opened_to_service(folder: Path) -> bool:
    """Whether one group may pass `folder` and see nothing of it: so scripts/install leaves it for the user of the service."""
    return sys.platform != "win32" and folder.is_dir() and folder.stat().st_mode & 0o077 == 0o010


def toml_of(comments: str, values: Mapping[str, object]) -> str:
    """A small TOML file: strings, numbers, lists and tables of them; text of several lines as it is."""
    lines = [f"# {line}" for line in comments.splitlines()]
    tables = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    lines += [f"{name} = {_value(value)}" for name, value in values.items() if name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join([*lines, ""])


def _value(value: object) -> str:
    if isinstance(value, str) and "\n" in value:
        return f"'''\n{value}'''"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _read(path: Path, kind: type[_F]) -> _F:
    again = CARRY_AGAIN if kind is WorkerFile else RESTORE
    if what := named_paths.not_a_file(path):
        raise ClusterFileError(f"{path} は{what}", named_paths.right_to_give(path) or again)
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text)
    except FileNotFoundError as e:
        where = (
            "" if kind is WorkerFile else "transcriber.toml の coordinator の場所を確かめてください。なくしたときは、"
        )
        raise ClusterFileError(f"{path} がありません。", f"{where}{again}") from e
    except OSError as e:
        raise ClusterFileError(
            f"{path} を開けません（{reasons.of_system(e)}）。",
            named_paths.right_to_give(path) or "読む権限を確かめてください。",
        ) from e
    except UnicodeDecodeError as e:
        raise ClusterFileError(f"{path} の文字コードが UTF-8 ではありません。", again) from e
    except tomllib.TOMLDecodeError as e:
        place = reasons.place_in_toml(e)
        raise ClusterFileError(
            f"{path} の{place}の書き方（TOML）に誤りがあります。",
            reasons.doubled_in_toml(e, text) or _mistyped(e, text) or again,
        ) from e
    if isinstance(raw.get("models"), str):
        raw["models"] = (path.parent / Path(raw["models"]).expanduser()).resolve()
    try:
        return kind(**raw)
    except ValidationError as e:
        wrong = [(one["loc"], one["type"], reasons.of_value(one)) for one in e.errors()]
        said = "、".join(f"{'.'.join(map(str, at))}（{_told(at, type_, words, kind)}）" for at, type_, words in wrong)
        whole = all(type_ != "missing" for _, type_, _ in wrong)
        raise ClusterFileError(
            f"{path} に誤りがあります：{said}", "その項目を直してください。" if whole else again
        ) from e


def _mistyped(error: tomllib.TOMLDecodeError, text: str) -> str:
    """What to do about a line that a person wrote into the part that they may change, above the keys; empty: it is none."""
    line = reasons.line_in_toml(error)
    if not line or any(each.startswith("[") for each in text.splitlines()[:line]):
        return ""
    return 'その行を直してください。文字と時刻は " " で囲みます（例 leaves = "17:00"、offers = ["speech"]）。'


def _told(at: tuple[int | str, ...], type_: str, words: str, kind: type[BaseModel]) -> str:
    """What is wrong with an item, where its place or its form is what a person mistook."""
    name = at[-1]
    if type_ == "extra_forbidden" and len(at) > 1 and name in kind.model_fields:
        return f"「{name}」は、最初の [ ] の行より前に書いてください"
    return 'このように書いてください："17:00"' if at == ("leaves",) else words
