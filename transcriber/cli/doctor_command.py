"""`transcriber doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import models
from transcriber import settings as settings_module
from transcriber.assurance import decoder as decoding
from transcriber.cli import doctor_at_work
from transcriber.cli.doctor_finding import DoctorFinding, finding_of
from transcriber.cli.options import Config
from transcriber.drafts import word
from transcriber.drafts.japanese_font import JAPANESE_FONT, japanese_font
from transcriber.errors import ProfileError, StorageError, TranscriberError
from transcriber.minutes.transcript import RecordKind
from transcriber.office_tables.grid import RemarkKind
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import PAGE, ProfileTree
from transcriber.queue import local_disk
from transcriber.service import standstill
from transcriber.settings import Device, Settings, Tier
from transcriber.system import devices, engines, rights, wall_clock, windows_rights

_ROOM = 5 * 1024**3
"""Bytes free below which a day of recordings may not fit (an hour is about 120 MB while it is worked on)."""


_STILL = 2
"""Exit code of `--watch` where the watcher stands still."""


def doctor(
    config: Config = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="見張りが動いているかだけを調べます（自動の監視用。止まっていれば終了コード 2）"),
    ] = False,
    minutes: Annotated[int, typer.Option("--minutes", help="--watch で、止まったとみなすまでの分数", min=1)] = 10,
) -> None:
    """モデル、ディスク、GPU、ひな形、名簿、フォルダを調べ、直すことがあれば教えます（あれば終了コード 1）。"""
    if watch:
        raise typer.Exit(_STILL if _watcher_stands_still(settings_module.load_settings(config), minutes) else 0)
    console = Console(highlight=False)
    troubles = 0
    for finding in examine(settings_module.load_settings(config)):
        mark = "[red]要対応[/red]" if finding.todo else "[green]よし[/green]"
        console.print(f"{mark}  {finding.about}：", end="")
        console.print(finding.found, markup=False, soft_wrap=True)
        if finding.todo:
            troubles += 1
            console.print(f"        → {finding.todo}", markup=False, soft_wrap=True)
    console.print(f"直すことが {troubles} 件あります。" if troubles else "すべて整っています。")
    raise typer.Exit(1 if troubles else 0)


def _watcher_stands_still(settings: Settings, minutes: int) -> bool:
    """Tell it, and put a note beside the page of each profile that is old."""
    try:
        folders = profiles.profile_folders(settings.folders.watch)
    except StorageError as e:
        typer.echo(f"{e.found}{e.todo}", err=True)
        return True
    if not folders:
        typer.echo("共有フォルダに設定フォルダがないか、つながりません。", err=True)
        return True
    late = False
    if left := doctor_at_work.left_in_work(settings, time.time()):
        typer.echo(f"見張りは動いていません。処理の途中で止まった録音が {left}件あります。", err=True)
    for tree in map(ProfileTree, folders):
        pulse = standstill.pulse_of(tree)
        still = left > 0 or pulse.still(time.time(), minutes * 60)
        standstill.alert(tree, still=still)
        late |= still
        last = (
            "まだ一度も書かれていません"
            if pulse.at is None
            else f"{wall_clock.moment_at(pulse.at):%m月%d日 %H:%M}が最後です"
        )
        typer.echo(f"{'止まっています' if still else '動いています'}：{tree.root.name}（{PAGE} は{last}）", err=still)
    return late


def examine(settings: Settings) -> Iterator[DoctorFinding]:
    """Look at everything; one finding each, troubles included, never an exception for what the office can mend."""
    source = str(settings.source) if settings.source else "設定ファイルなし（既定値を使います）"
    yield DoctorFinding("設定", source)
    found = yield from _gpu(settings)
    yield from _models(settings, found)
    yield _weights(settings)
    yield _program()
    yield _decoder()
    yield from doctor_at_work.computers(settings, time.time())
    yield from _disk(settings)
    yield doctor_at_work.watcher(settings, time.time())
    yield from _templates(settings)
    yield finding_of("図の文字", _font)
    yield from _profiles(settings)


def _gpu(settings: Settings) -> Generator[DoctorFinding, None, devices.Found]:
    found = devices.Found()
    if settings.engine.tier is Tier.FAKE:
        yield DoctorFinding("計算装置", "試験用の疑似エンジン")
        return found
    try:
        with engines.EngineProcess(threads=devices.most_threads(settings.engine)) as engine:
            found = devices.probe(engine, engine)
        order = devices.ladder(settings.engine, found)
        voices = devices.speaker_ladder(settings.engine, found)[0].device
        card = (
            f"{found.gpu_name}、{found.gpu_memory / 1024**3:.0f} GB、ドライバー {found.driver}"
            if found.driver
            else found.gpu_name
        )
        yield DoctorFinding(
            "計算装置",
            f"文字起こし {' → '.join(map(str, order))}、話者の区別 {voices}（{card or 'GPU なし'}）",
            found.trouble if settings.engine.device is not Device.CPU else "",
        )
    except TranscriberError as e:
        yield DoctorFinding("計算装置", e.found, e.todo)
    return found


def _models(settings: Settings, found: devices.Found) -> Iterator[DoctorFinding]:
    def check() -> str:
        store = models.open_store(settings)
        memory = 0 if settings.engine.device is Device.CPU else found.gpu_memory
        tier = models.best_tier(store, settings.engine.tier, gpu_memory=memory)
        chosen = models.of_tier(store, tier)
        names = [m.id for m in (chosen.speech, chosen.speakers) if m]
        said = f"{tier.value}（{'、'.join(names) or 'モデルなし'}）。中身を確かめました"
        used = [m for m in (chosen.speech, chosen.speakers) if m]
        if unproved := [m.id for m in used if not m.fitted]:
            said += f"。{'と'.join(unproved)}：このモデルでの確認値はまだありません"
            if chosen.speech in used and not chosen.speech.fitted:
                said += f"（「transcriber models calibrate {tier.value}」で合わせられます）"
        if any(m.tuning.trial for m in used):
            said += (
                "。試用のための小さいモデルで、実務には向きません。"
                "仕事に使う前に「transcriber models fetch standard」で取り寄せてください"
            )
        return said

    yield finding_of("モデル", check)


def _weights(settings: Settings) -> DoctorFinding:
    """Who may exchange the models after they were checked."""
    folder = settings.folders.models
    return (
        _only_ours("モデルの権限", folder, "モデル")
        if folder.exists()
        else DoctorFinding("モデルの権限", f"{folder} はまだありません")
    )


def _program() -> DoctorFinding:
    return _only_ours("プログラムの権限", Path(__file__).resolve().parents[1], "プログラム")


def _only_ours(about: str, folder: Path, what: str) -> DoctorFinding:
    if sys.platform == "win32":
        return _inherited(about, folder)
    if opened := rights.writable_by_all(folder):
        return DoctorFinding(
            about,
            f"{opened} は、このパソコンのどの利用者でも書き換えられます",
            f"{what}を差し替えられないように chmod o-w {shlex.quote(str(opened))} を実行してください。",
        )
    owner = folder.stat().st_uid
    if owner not in (0, os.geteuid()):
        return DoctorFinding(
            about,
            f"{folder} は別の利用者のものです",
            f"その利用者が{what}を差し替えられます。管理者か、このプログラムの利用者のものにしてください。",
        )
    return DoctorFinding(about, f"書き換えられるのは持ち主だけです（{folder}、{rights.mode(folder)}）")


def _inherited(about: str, folder: Path) -> DoctorFinding:
    """Windows: what is put into a folder gets its rules from it."""
    told = windows_rights.list_of(folder)
    if told is None:
        return DoctorFinding(
            about,
            f"{folder} の権限を Windows から聞けません",
            "フォルダのプロパティの「セキュリティ」を確かめてください。",
        )
    if accounts := windows_rights.open_to(told):
        return DoctorFinding(
            about,
            f"{folder} は、ほかの利用者（{'、'.join(accounts)}）も開けます",
            "フォルダのプロパティの「セキュリティ」→「詳細設定」で継承を止め、このプログラムの利用者と職員のグループだけにしてください。",
        )
    return DoctorFinding(about, f"決まった利用者だけが開けます（{folder}）")


def _decoder() -> DoctorFinding:
    found = decoding.decoder()
    todo = f"この版で試験した FFmpeg {decoding.OLDEST[0]}.{decoding.OLDEST[1]} より古いので、requirements のとおりに入れ直してください。"
    return DoctorFinding("録音の読み取り", str(found), todo if found.too_old else "")


def _disk(settings: Settings) -> Iterator[DoctorFinding]:
    def check() -> str:
        work = settings.folders.work
        was_open = local_disk.prepare(work)
        return f"{work}（ほかの利用者が開ける状態でした。この利用者だけに直しました）" if was_open else str(work)

    yield finding_of("作業フォルダ", check)
    if sys.platform == "win32" and settings.folders.work.is_dir():
        yield _inherited("作業フォルダの権限", settings.folders.work)
    free = shutil.disk_usage(_existing(settings.folders.work)).free
    about = f"空き {free / 1024**3:.0f} GB"
    yield DoctorFinding(
        "ディスク", about, "" if free > _ROOM else "空きが5GBより少なくなっています。不要なファイルを移してください。"
    )


def _templates(settings: Settings) -> Iterator[DoctorFinding]:
    for kind in RecordKind:

        def check(kind: RecordKind = kind) -> str:
            path = word.shipped_template(kind, settings.folders.templates)
            word.check_template(path)
            return str(path)

        yield finding_of("付属のひな形", check)


def _font() -> str:
    japanese_font()
    return f"{JAPANESE_FONT}（プログラムに付属）"


def _profiles(settings: Settings) -> Iterator[DoctorFinding]:
    try:
        folders = profiles.profile_folders(settings.folders.watch)
    except StorageError as e:
        yield DoctorFinding("共有フォルダ", e.found, e.todo)
        return
    if not folders:
        yield DoctorFinding(
            "共有フォルダ",
            f"{settings.folders.watch} に設定フォルダがありません",
            "transcriber.toml の folders.watch を確かめるか、「transcriber init フォルダ」で作ってください。",
        )
    for folder in profiles.closed(settings.folders.watch):
        yield DoctorFinding(
            f"設定「{folder.name}」",
            "フォルダの中を見る権限がありません",
            "このプログラムの利用者に権限を付けてください。設定のフォルダでなければ、共有フォルダの外に移してください。",
        )
    for folder in folders:

        def check(folder: Path = folder) -> str:
            profile = profiles.Profile.read(folder)
            if profile.template:
                word.check_template(profile.template)
            missing = [p.name for p in profile.tree.folders() if not p.is_dir()]
            if missing:
                names = "」「".join(missing)
                raise ProfileError(f"フォルダ「{names}」がありません。", "同じ名前のフォルダを作ってください。")
            template = f"独自のひな形（{profile.template.name}）" if profile.template else "付属のひな形"
            people, terms = len(profile.roster.people), len(profile.glossary.terms)
            found = f"{profile.kind.value}、名簿 {people}人、用語 {terms}語、{template}"
            if bad := [r for r in profile.remarks if r.kind is RemarkKind.LEFT_OUT]:
                more = f"（ほかに{len(bad) - 1}か所）" if len(bad) > 1 else ""
                raise ProfileError(
                    f"{found}。{bad[0]}{more}",
                    f"「transcriber roster check {folder.name}」で読めなかったところを確かめ、直して保存してください。",
                )
            return found

        yield finding_of(f"設定「{folder.name}」", check)
        yield _rights(ProfileTree(folder))


def _rights(tree: ProfileTree) -> DoctorFinding:
    """Who can read recordings and drafts; and whether those who bring recordings can work on the drafts."""
    about = f"権限「{tree.root.name}」"
    if local_disk.is_remote(tree.root):
        return DoctorFinding(about, "共有サーバーの権限の設定に従います")
    if sys.platform == "win32":
        return _inherited(about, tree.root)
    there = [p for p in (tree.root, *tree.folders()) if p.is_dir()]
    place = shlex.quote(str(tree.root))
    group = (
        f"職員のグループを決めて chgrp -R グループ {place} と chmod -R g+rwX,o-rwx {place} と "
        f"find {place} -type d -exec chmod g+s {{}} + を実行してください。"
    )
    if opened := [f"{p.name}（{rights.mode(p)}）" for p in there if rights.open_to_others(p)]:
        return DoctorFinding(
            about,
            f"このパソコンのどの利用者でも開けるフォルダがあります：{'、'.join(opened)}",
            f"{group}職員がこのパソコンの同じ利用者だけなら chmod -R go-rwx {place} です。",
        )
    wanted = ((tree.root, 4, "開けません"), (tree.drafts, 4, "開けません"), (tree.checked, 6, "書き込めません"))
    if closed := [
        f"{p.name}（{cannot}）" for p, need, cannot in wanted
        if tree.inbox.is_dir() and p.is_dir() and rights.lacks(tree.inbox, p, need)
    ]:  # fmt: skip
        return DoctorFinding(about, f"録音を入れる職員の使えないフォルダがあります：{'、'.join(closed)}", group)
    if shut := tree.inbox.is_dir() and rights.impassable(tree.inbox):
        return DoctorFinding(
            about,
            f"録音を入れる職員は、途中のフォルダ {shut} を通れません",
            f"chmod go+x {shlex.quote(str(shut))} を実行するか（中にあるものの一覧は見えません）、共有フォルダをほかの場所に移してください。",
        )
    return DoctorFinding(about, f"フォルダの権限どおりに下書きを置きます（{rights.mode(tree.root)}）")


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
