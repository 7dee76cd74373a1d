"""The end of an installation: everything with content is erased from this machine, and a certificate of it is left elsewhere.

The office's folders on the share are not touched: they have rules of their own. Erasing files does not wipe a disk: blocks of an
SSD, backups and swap keep what they keep, and the certificate says so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from transcriber import __version__
from transcriber.audit import verify_log
from transcriber.audit.log import LOG_FILE
from transcriber.errors import StorageError
from transcriber.queue import local_disk, single_runs
from transcriber.queue.database import STORE_FILE
from transcriber.queue.lock import only_instance
from transcriber.queue.store import Store
from transcriber.system import durable, removal

CERTIFICATE = "消去の証明.json"
CERTIFICATE_TEXT = "消去の証明.txt"
LAST_LOG = "監査記録.jsonl"
"""The audit log goes along with the certificate: it proves what was deleted before."""

_KINDS = {
    "jobs": "録音ごとの作業ファイル（録音の写し、文字）",
    "process": "一つずつ処理したものの作業ファイル",
    "render": "作り直した下書き",
    "replay": "更新前後の比較",
    "voices": "登録した声の特徴",
    "tmp": "一時ファイル",
}


@dataclass(frozen=True)
class Disposal:
    """What was erased.

    Attributes:
        files, bytes: of all that lay in the work folder.
        kinds: what it was (Japanese) → files.
        sha256_of_sha256s: one hash over the sorted hashes of all files.
        log: lines of the audit log and the beginning of the last one's hash; `log_whole` whether it was unaltered.
        left: what could not be erased; empty as it must be.
    """

    at: str
    version: str
    machine_folder: str
    files: int
    bytes: int
    kinds: dict[str, int]
    sha256_of_sha256s: str
    log: str
    log_whole: bool
    left: tuple[str, ...]


def standing_in_the_way(store: Store, work: Path) -> tuple[str, ...]:
    """Why this machine's records may not go yet, in Japanese; empty: nothing speaks against it."""
    reasons = [f"録音 {job} には保存の指定（hold）があります" for job in sorted(store.keeping.holds())]
    reasons += [f"録音 {job.id} は処理が終わっていません" for job in store.jobs() if not job.status.settled]
    for place in single_runs.single_run_folders(work):
        record = single_runs.record(place)
        if record is not None and record.held is not None:
            reasons.append(f"{place.name} には保存の指定（hold）があります")
    return tuple(reasons)


def dispose(work: Path, out: Path, now: dt.datetime) -> Disposal:
    """Erase the work folder, and leave the certificate and the audit log in `out`.

    Args:
        out: a folder outside the work folder.

    Raises:
        StorageError: `work` is no work folder, a watcher runs there, `out` lies in it or cannot be written, or something stays.
    """
    if not (work / STORE_FILE).is_file():
        raise StorageError(
            f"{work} は作業フォルダではありません（作業台帳がありません）。", "設定の folders.work を確かめてください。"
        )
    if out.resolve().is_relative_to(work.resolve()):
        raise StorageError(
            f"証明書の置き場所 {out} が、消す作業フォルダの中にあります。", "別の場所を指定してください。"
        )
    local_disk.prepare(work)
    with only_instance(work) as ours:
        if not ours:
            raise StorageError(
                "transcriber が動いています。",
                "サービスを止めてから、もう一度実行してください。",
            )
        head = _head(work)
        verdict = verify_log(work / LOG_FILE, head)
        files = list(_files(work))
        told = Disposal(
            at=now.isoformat(timespec="seconds"),
            version=__version__,
            machine_folder=str(work),
            files=len(files),
            bytes=sum(size for _, size, _ in files),
            kinds=dict(sorted(Counter(_kind(path, work) for path, _, _ in files).items())),
            sha256_of_sha256s=hashlib.sha256("\n".join(sorted(h for _, _, h in files)).encode()).hexdigest(),
            log=f"{verdict.last[0]}:{verdict.last[1][:16]}",
            log_whole=verdict.whole,
            left=(),
        )
        if (work / LOG_FILE).exists():
            durable.write(out / LAST_LOG, (work / LOG_FILE).read_bytes(), temporary=f".{LAST_LOG}.tmp")
        _certify(out, told, done=False)  # before anything goes
    for each in sorted(work.iterdir()):
        try:
            removal.discard(each)
        except OSError:
            continue
    told = Disposal(**{**asdict(told), "left": tuple(sorted(p.name for p in work.iterdir()))})
    if not told.left:
        work.rmdir()
    _certify(out, told, done=not told.left)
    if told.left:
        raise StorageError(
            f"消せなかったものが {work} にあります：{'、'.join(told.left)}",
            "開いているプログラムを閉じて、もう一度実行してください。",
        )
    return told


def _certify(out: Path, told: Disposal, *, done: bool) -> None:
    durable.write_text(
        out / CERTIFICATE, json.dumps(asdict(told) | {"done": done}, ensure_ascii=False, indent=2) + "\n"
    )
    kinds = "\n".join(f"  {kind}：{count}" for kind, count in told.kinds.items())
    durable.write_text(
        out / CERTIFICATE_TEXT,
        f"消去の証明（文字起こしプログラム {told.version}）\n\n"
        f"日時：{told.at}\n場所：{told.machine_folder}\n結果：{'すべて消しました' if done else '消している途中か、消せなかったものがあります'}\n"
        f"消したファイル：{told.files}（{told.bytes} バイト）\n{kinds}\n"
        f"全ファイルのハッシュのハッシュ（SHA-256）：{told.sha256_of_sha256s}\n"
        f"監査記録の控え：{told.log}（{'書き換えのあとはありません' if told.log_whole else '書き換えのあとがあります'}）。写しは {LAST_LOG}\n\n"
        "この証明は、作業フォルダのファイルを消したことを示します。記憶装置に残る古い写し（SSD の予備領域、スワップ、控え）は消えません。\n"
        "パソコンを手放すときは、所属の手順に従って、記憶装置の消去か物理的な破壊をしてください。共有フォルダのものは消していません。\n\n"
        "実施した人：　　　　　　　　　　立ち会った人：　　　　　　　　　　記憶装置の消去・破壊の方法と日：\n",
    )


def _head(work: Path) -> tuple[int, str]:
    store = Store.open(work, lambda: 0.0)
    try:
        return store.keeping.read()
    finally:
        store.close()


def _files(work: Path) -> Iterator[tuple[Path, int, str]]:
    for path in sorted(work.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as f:
                yield path, path.stat().st_size, hashlib.file_digest(f, "sha256").hexdigest()


def _kind(path: Path, work: Path) -> str:
    return _KINDS.get(path.relative_to(work).parts[0], "作業台帳、監査記録、測定値")
