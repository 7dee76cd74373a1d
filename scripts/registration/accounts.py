"""The system user that does the work: who may be it, how it is made, and which groups it is in."""

import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.registration import product

if sys.platform != "win32":
    import grp
    import pwd

NEW_USER = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
"""What useradd and systemd-sysusers both make."""

NOBODY = (65534, 65535, 99)
"""The number of nobody, by the system; files of others may count as that one's, too."""


@dataclass(frozen=True)
class Account:
    """The system user that does the work, its home if it is made, and the groups through which it reaches the share (none: its own)."""

    name: str
    home: Path
    share: tuple[str, ...]


def state(called: str) -> Path:
    """The home of the system user that does the work."""
    return Path("/var/lib") / called


def unfit(name: str) -> str:
    """Why no user of that name may do the work; empty if it may. Nothing is asked of the name but what the system says of it."""
    found = None
    if sys.platform != "win32":
        with contextlib.suppress(KeyError, ValueError):
            found = pwd.getpwnam(name)
    if name == "root" or (found and found.pw_uid == 0):
        as_root = "" if name == "root" else f"{name} は root の別名です（番号 0）。"
        return f"{as_root}root では動かしません。"
    if name in ("nobody", "nfsnobody") or (found and found.pw_uid in NOBODY):
        return f"{name} は、ほかのプログラムも共に使う利用者です。録音をそれらから守れないので、使えません。"
    if name.isdecimal():
        return f"「{name}」は番号です。利用者は名前で書きます。"
    if ":" in name:
        return f"「{name}」の「:」は使えません。利用者の名前だけを書きます（グループは共有フォルダの持ち主から分かります）。"
    if found is None and not NEW_USER.fullmatch(name):
        return f"利用者「{name}」はいません。新しく作る名前は、英小文字で始まる31字までの英小文字・数字・_・- です。"
    return ""


def share_groups(watch: Path) -> tuple[str, ...]:
    """The groups that work in the shared folder and in the folders of its profiles, each writable for its group: every section
    may have its own. The group that alone sees what lies in the shared folder counts, too. Root's is none."""
    found: dict[str, None] = {}
    for folder in (watch, *sorted(p.parent for p in watch.glob("*/設定"))):
        if not folder.is_dir():
            continue
        about = folder.stat()
        sees_alone = folder == watch and about.st_mode & 0o050 == 0o050 and about.st_mode & 0o005 != 0o005
        if not (about.st_mode & stat.S_IWGRP or sees_alone) or about.st_gid == 0:
            continue
        try:
            name = grp.getgrgid(about.st_gid).gr_name
        except KeyError:
            name = str(about.st_gid)
        found[name] = None
    return tuple(found)


def account_home(account: Account) -> Path:
    """Where the user lives, or will."""
    return Path(pwd.getpwnam(account.name).pw_dir) if exists(account.name) else account.home


def primary(name: str) -> str:
    """The user's own group."""
    return grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name if exists(name) else name


def exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def make_user(account: Account, dry_run: bool) -> None:
    """A system user without a password and a shell; by systemd's own way, else by useradd."""
    about, name, home = "Meeting transcriber", account.name, account.home
    if shutil.which("systemd-sysusers"):
        wanted = Path(f"/etc/sysusers.d/{home.name}.conf")
        product.write(wanted, f'u {name} - "{about}" {home}\n'.encode(), dry_run)
        product.run([["systemd-sysusers", str(wanted)], ["mkdir", "-p", str(home)]], dry_run)
    elif shutil.which("useradd"):
        shell = "/usr/sbin/nologin"
        made = ["useradd", "--system", "--user-group", "--create-home", "--home-dir", str(home)]
        product.run([[*made, "--shell", shell, "--comment", about, name]], dry_run)
    else:
        sys.exit(
            f"利用者 {name} を作れません（systemd-sysusers も useradd もありません）。"
            "管理の道具で利用者を作り、--user にその名前を書いて、もう一度実行してください。"
        )


def join(account: Account, dry_run: bool) -> None:
    """Make the user one of the share's groups itself: `sudo -u` and cron know no others, whatever a unit says."""
    mine = set()
    if exists(account.name):
        mine = set(os.getgrouplist(account.name, pwd.getpwnam(account.name).pw_gid))
    missing = [group for group in account.share if number(group) not in mine]
    if not missing:
        return
    try:
        product.run([["usermod", "-a", "-G", ",".join(missing), account.name]], dry_run)
    except (OSError, subprocess.CalledProcessError):  # of a directory that is not kept on this machine, perhaps
        sys.exit(
            f"利用者 {account.name} をグループ {'、'.join(missing)} に加えられません。"
            "利用者とグループを管理している道具で加えてから、もう一度実行してください。"
        )


def number(group: str) -> int:
    """Of a group that is called by its name or, where it has none, by its number."""
    return int(group) if group.isdecimal() else grp.getgrnam(group).gr_gid
