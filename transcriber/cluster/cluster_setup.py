"""`transcriber cluster init`: the authority, the coordinator's file, and a file for each worker. Run again, it adds workers, gives one
a new file in the place of its old one, or takes one away."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from transcriber.cluster import certificates
from transcriber.cluster.certificates import KeyPair
from transcriber.cluster.cluster_files import (
    AUTHORITY_FILE,
    COMPUTER_NAME,
    COORDINATOR_FILE,
    HOST,
    RESTORE,
    SPEAKERS,
    SPEECH,
    WORKERS_FOLDER,
    Address,
    CoordinatorFile,
    Keys,
    read_authority,
    read_coordinator_file,
    toml_of,
    write_secret,
)
from transcriber.errors import ClusterFileError

PORT = 8786
"""Where coordinator and workers listen, unless another port is named."""


@dataclass(frozen=True)
class SetUp:
    """What lies in the folder now, which workers' files are new, whether new workers were added to what lay there, and who was known
    already, so that nothing was written."""

    coordinator: Path
    made: tuple[Path, ...]
    added: bool = False
    known: tuple[str, ...] = ()


def set_up(
    folder: Path,
    listen: Address | None,
    workers: Mapping[str, Address],
    now: dt.datetime,
    again: Mapping[str, Address | None] | None = None,
    remove: Collection[str] = (),
) -> SetUp:
    """Make what is missing in `folder`.

    Args:
        listen: where the coordinator listens; None: as the folder says already.
        workers: name → where it listens; those that are known already keep their certificates.
        again: of those, who gets a new certificate, the only one that counts from now on, and where it listens; None: as before.
        remove: of those, whose certificates count no more.

    Raises:
        ClusterFileError: the folder holds something else, its coordinator.toml is lost, or the key that signs is not there.
    """
    path = folder / COORDINATOR_FILE
    if before := path.exists():
        authority, known = None, read_coordinator_file(path)
        if listen is not None and listen != known.listen:
            raise ClusterFileError(
                f"{folder} の取りまとめ役は {known.listen.host}:{known.listen.port} です。",
                "変えるときは、別のフォルダに作り直し、各パソコンの worker.toml も入れ替えてください。",
            )
    else:
        if again or remove or (folder / AUTHORITY_FILE).exists() or any((folder / WORKERS_FOLDER).glob("*.toml")):
            raise ClusterFileError(
                f"{folder} に coordinator.toml がありません。",
                f"フォルダが正しいかを確かめてください。正しければ、{RESTORE}",
            )
        if listen is None:
            raise ClusterFileError(
                f"{folder} には、まだ何もありません。",
                "--host で、このパソコンの名前か IP アドレスを指定してください。",
            )
        authority = certificates.make_authority(now)
        pair = certificates.issue(authority, certificates.COORDINATOR, certificates.COORDINATOR, listen.host, now)
        known = CoordinatorFile(listen=listen, workers={}, keys=_keys(authority, pair))
    again = again or {}
    if strange := [name for name in (*again, *remove) if name not in known.workers]:
        raise ClusterFileError(
            f"「{'」「'.join(strange)}」は、登録されていません。",
            f"登録されているのは次のとおりです：{'、'.join(known.workers) or 'なし'}。名前を確かめてください（足すときは --worker です）。",
        )
    new = {name: at for name, at in workers.items() if name not in known.workers}
    if changed := [name for name, at in workers.items() if known.workers.get(name, at) != at]:
        raise ClusterFileError(
            f"「{'」「'.join(changed)}」は、別のアドレスで登録されています。",
            f"アドレスが変わったときは --again {changed[0]}=アドレス で作り直し、別のパソコンなら別の名前を付けてください。",
        )
    added = before and bool(new)
    new |= {name: at or known.workers[name] for name, at in again.items()}
    whole = known.model_copy(
        update={
            "workers": {name: at for name, at in {**known.workers, **new}.items() if name not in remove},
            "serials": {name: serial for name, serial in known.serials.items() if name not in remove},
        }
    )
    _require_one_address_each(whole.workers, new)
    if not before and authority:
        write_secret(folder / AUTHORITY_FILE, toml_of(_OF_AUTHORITY, vars(authority)))
    made = []
    for name, at in new.items():
        pair = certificates.issue(authority := authority or _authority(folder), certificates.WORKER, name, at.host, now)
        whole.serials[name] = certificates.serial_of(pair.certificate)
        made.append(_worker(folder, name, at, known.listen, _keys(authority, pair)))
    if whole != known or not before:
        write_secret(path, toml_of(_OF_COORDINATOR, whole.model_dump()))
    for name in remove:
        (folder / WORKERS_FOLDER / f"{name}.toml").unlink(missing_ok=True)
    return SetUp(path, tuple(made), added, tuple(name for name in workers if name in known.workers))


def _require_one_address_each(workers: Mapping[str, Address], new: Collection[str]) -> None:
    """Raises: ClusterFileError: a new one would listen where another does."""
    for name in new:
        for other, at in workers.items():
            if other != name and at == workers[name]:
                raise ClusterFileError(
                    f"「{other}」と「{name}」のアドレスが、どちらも {at.host}:{at.port} です。",
                    "パソコンごとに、別のアドレスを指定してください。",
                )


def address_of(text: str, port: int = PORT) -> Address:
    """HOST or HOST:PORT.

    Raises:
        ClusterFileError: it is neither.
    """
    host, _, given = text.rpartition(":") if text.count(":") == 1 else (text.strip("[]"), "", "")
    number = int(given) if given.isascii() and given.isdigit() else (0 if given else port)
    if not HOST.fullmatch(host) or not _may_exist(host) or not 1 <= number <= 65535:
        raise ClusterFileError(
            f"「{text}」は、パソコンの名前や IP アドレスとして読めません。",
            "192.168.1.20 または 192.168.1.20:8786 のように指定してください。",
        )
    return Address(host=host, port=number)


def _may_exist(host: str) -> bool:
    """Whether what is written like an IP address is one."""
    if ":" not in host and not host.replace(".", "").isdigit():
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def named_worker(text: str) -> tuple[str, Address]:
    """NAME=HOST or NAME=HOST:PORT.

    Raises:
        ClusterFileError: it is not.
    """
    name, _, where = text.partition("=")
    if not COMPUTER_NAME.fullmatch(name) or not where:
        raise ClusterFileError(
            f"「{text}」は、名前=アドレス の形になっていません。",
            "pc-2=192.168.1.21 のように、英数字とハイフンの名前と、アドレスを = でつないでください。",
        )
    return name, address_of(where)


def worker_again(text: str) -> tuple[str, Address | None]:
    """NAME, or what `named_worker` reads.

    Raises:
        ClusterFileError: it is neither.
    """
    return (text, None) if COMPUTER_NAME.fullmatch(text) else named_worker(text)


def _authority(folder: Path) -> KeyPair:
    path = folder / AUTHORITY_FILE
    if not path.exists():
        raise ClusterFileError(
            f"証明書を作る鍵 {path} がありません。",
            "別の場所に保管した authority.toml を、いったんここへ戻してから実行してください。",
        )
    found = read_authority(path)
    return KeyPair(found.certificate, found.key)


def _worker(folder: Path, name: str, at: Address, coordinator: Address, keys: Keys) -> Path:
    path = folder / WORKERS_FOLDER / f"{name}.toml"
    values = {
        "name": name,
        "coordinator": coordinator.model_dump(),
        "listen": at.model_dump(),
        "offers": [SPEECH, SPEAKERS],
        "keys": keys.model_dump(),
    }
    write_secret(path, toml_of(_OF_WORKER, values))
    return path


def _keys(authority: KeyPair, own: KeyPair) -> Keys:
    return Keys(authority=authority.certificate, certificate=own.certificate, key=own.key)


_OF_AUTHORITY = (
    """この鍵を持つ人は、パソコンを仲間に加えられます。加え終わったら、取りまとめ役のパソコンの外に保管してください。"""
)
_OF_COORDINATOR = """取りまとめ役のパソコンの設定です。秘密の鍵が入っています。ほかの人に渡さないでください。"""
_OF_WORKER = """手伝うパソコンの設定です。秘密の鍵が入っています。このファイルをそのパソコンへ運び、ここからは消してください。
offers（下に書いてあります。その行を直します）: 引き受ける仕事。speech（文字起こし）、speakers（話者の区別）
次の項目は、必要なら書き足せます（[ ] の行より前に、1つずつ書きます）。
models: モデルのフォルダ。/（Windows では C:）から始まる場所を ' ' で囲んで書きます。手で動かすときだけ、このファイルからの相対パスでも書けます
device: auto、cpu、cuda
threads: 使う CPU のスレッド数（0 は自動）
leaves: この時刻（例 leaves = "17:00"）から日付が変わるまでは手伝いません。していた仕事は終えてから抜けます"""
