"""`transcriber doctor`: who is at work, the watcher here and the other computers."""

from __future__ import annotations

import contextlib
import datetime as dt
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from transcriber.cli.doctor_finding import DoctorFinding, finding_of
from transcriber.cluster import certificates
from transcriber.cluster.cluster_files import RESTORE, read_coordinator_file
from transcriber.cluster.coordinator import require_packages
from transcriber.errors import ClusterFileError, StorageError, TranscriberError
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.attendance import attendance
from transcriber.service.standstill import pulse_of
from transcriber.settings import Settings
from transcriber.system import other_pcs, wall_clock

_SOON = dt.timedelta(days=90)
"""Before the end of a certificate it is told."""


def watcher(settings: Settings, now: float) -> DoctorFinding:
    """Whether somebody works on what was dropped. Args: now: seconds since 1970."""
    about = "見張り"
    folders: tuple[Path, ...] = ()
    with contextlib.suppress(StorageError):  # told of the share itself
        folders = profiles.profile_folders(settings.folders.watch)
    page = max((at for folder in folders if (at := pulse_of(ProfileTree(folder)).at) is not None), default=None)
    try:
        seen = attendance(folders, page, settings.folders.work, now)
    except TranscriberError as e:
        return DoctorFinding(about, e.found, e.todo)
    except OSError as e:
        return DoctorFinding(
            about, f"動いているかを調べられません（{type(e).__name__}）", "作業フォルダの権限を確かめてください。"
        )
    last = (
        f"最後に動いたのは {wall_clock.moment_at(seen.last):%m月%d日 %H:%M}" if seen.last else "動いた記録がありません"
    )
    if seen.hangs(now):
        return DoctorFinding(
            about, f"動いていますが、応答がありません（{last}）", "サービスか、実行中の watch を動かし直してください。"
        )
    if seen.at_work:
        return DoctorFinding(about, "動いています")
    if seen.missed(now):
        left = f"処理の途中で止まった録音 {seen.broken_off}件、" if seen.broken_off else ""
        return DoctorFinding(
            about,
            f"動いていません（{last}）。{left}待っている録音 {seen.waiting}件",
            "登録したサービスを確かめて、動かし直してください。"
            "すぐに始めるなら「transcriber scan」を実行してください。録音は失われません。",
        )
    if not seen.began:
        return DoctorFinding(about, "まだ動かしたことがありません")
    waiting = (
        f"待っている録音 {seen.waiting}件は、次に動いたときに始めます" if seen.waiting else "待っている録音はありません"
    )
    return DoctorFinding(about, f"今は動いていません（{last}）。{waiting}")


def left_in_work(settings: Settings, now: float) -> int:
    """How many recordings one who died left in work, while nobody is at work; 0 too where that cannot be asked. Args: now: seconds since
    1970."""
    with contextlib.suppress(TranscriberError, OSError):
        return attendance((), None, settings.folders.work, now).broken_off
    return 0


def computers(settings: Settings, now: float) -> Iterator[DoctorFinding]:
    """Those that help, as the watcher saw them last. Args: now: seconds since 1970."""
    if settings.cluster.coordinator is None:
        return

    def check() -> str:
        require_packages()
        return str(len(read_coordinator_file(path).workers)) + "台"

    path = settings.cluster.coordinator
    yield finding_of("手伝うパソコン", check)
    yield from key_findings(path)
    found = other_pcs.read_other_pcs(settings.folders.work)
    if found is None:
        return
    if found.trouble:
        yield DoctorFinding("手伝うパソコン", "仕事を渡せません。", f"{found.trouble}{other_pcs.age_note(found, now)}")
        return  # nobody can be there
    if found.listed and all(pc.missing is not None and not pc.left for pc in found.listed):
        yield DoctorFinding("手伝うパソコン", "1台もつながっていません。", _own_port(path))
    for pc in found.listed:
        away = f"{pc.host} の電源と、そこで「transcriber worker」が動いているかを確かめてください。このパソコンだけでも仕事は続きます。"
        todo = pc.trouble or ("" if pc.missing is None or pc.left else away)
        said = ("使えません。" if pc.trouble else pc.state()) + other_pcs.age_note(found, now)
        yield DoctorFinding(f"手伝うパソコン「{pc.name}」", said, todo)


def _own_port(path: Path) -> str:
    """What to do where nobody gets through to this computer."""
    port = ""
    with contextlib.suppress(TranscriberError):  # told already
        port = f" {read_coordinator_file(path).listen.port} 番（TCP）の"
    return (
        f"このパソコン（取りまとめ役）のファイアウォールで、手伝うパソコンからの{port}受信を許可しているかを確かめてください。"
        "許可していれば、次のとおりです。"
    )


def key_findings(path: Path) -> Iterator[DoctorFinding]:
    """Of the coordinator: that nobody else reads them, and that their time is not over soon."""
    with contextlib.suppress(TranscriberError, ValueError):  # told already
        require_packages()
        keys = read_coordinator_file(path).keys
        if sys.platform != "win32" and path.stat().st_mode & 0o077:
            yield DoctorFinding(
                "手伝うパソコンの鍵",
                f"{path} を、ほかの利用者も読めます。",
                f"chmod 600 {shlex.quote(str(path))} を実行してください。",
            )
        now, until = dt.datetime.now(dt.UTC), wall_clock.in_japan(certificates.valid_until(keys.certificate))
        said = f"証明書は {until:%Y-%m-%d} まで使えます"
        try:
            keys.require_usable(path, now, RESTORE)
        except ClusterFileError as e:
            yield DoctorFinding("手伝うパソコンの鍵", e.found, e.todo)
        else:
            soon = "切れる前に、新しいフォルダに「transcriber cluster init」で作り直し、全部の worker.toml を入れ替えてください。"
            yield DoctorFinding("手伝うパソコンの鍵", said, soon if until - now < _SOON else "")
