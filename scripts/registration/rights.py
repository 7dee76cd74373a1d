"""What the user of the service has to reach and must not share: changed where it is ours, else told with what to do."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.registration import accounts, office_files, product

if sys.platform != "win32":
    import grp
    import pwd


def refuse_shared(config: Path, called: str, account: accounts.Account) -> None:
    """End here where another municipality of this computer has the same user, folder or port: nothing may be read by both."""
    own = claims(config, account)
    for unit in sorted(product.UNITS.glob(f"{product.NAME}*.service")):
        found = re.search(
            r'^ExecStart=.* watch --config "(.*)"$', text := unit.read_text(encoding="utf-8"), re.MULTILINE
        )
        if unit.stem == called or found is None:
            continue
        user = re.search(r"^User=(.*)$", text, re.MULTILINE)
        other = Path(re.sub(r'\\(["\\])', r"\1", found[1]).replace("%%", "%"))
        name = user[1] if user else ""
        if not other.is_file():
            continue
        theirs = claims(other, accounts.Account(name, accounts.state(unit.stem), ()))
        for what, mine in own.items():
            if (there := theirs.get(what)) is not None and overlap(mine, there):
                sys.exit(
                    f"{what}「{mine}」は、このパソコンのもう1つの登録（{unit.stem}、設定 {other}）も使っています。"
                    "団体ごとに分けてください（--town で利用者を、transcriber.toml と cluster init の --host でフォルダとポートを）。"
                )


def claims(config: Path, account: accounts.Account) -> dict[str, str | Path]:
    """What one registration has for itself, by its Japanese name."""
    where = office_files.places(config, accounts.account_home(account))
    found: dict[str, str | Path] = {"利用者": account.name, "作業フォルダ": where.work, "共有フォルダ": where.watch}
    if (path := office_files.coordinator_file(config)) is not None:
        at = office_files.coordinator_at(path)["listen"]
        found |= {"取りまとめ役の設定": path, "ポート": f"{at['host']}:{at['port']}"}
    return found


def overlap(one: str | Path, other: str | Path) -> bool:
    """The same, or one folder within the other."""
    if isinstance(one, Path) and isinstance(other, Path):
        return one.is_relative_to(other) or other.is_relative_to(one)
    return one == other


def prepare(account: accounts.Account, config: Path, called: str, dry_run: bool) -> None:
    """Make the user and its folders, and see that it can read the program and write what it has to."""
    where = office_files.places(config, accounts.account_home(account))
    if not dry_run:
        refuse_strange(where.work, account)
    unit = product.UNITS / f"{called}.service"
    if unit.exists():  # an older one may run as root, and would go on making files of root's
        product.run([["systemctl", "stop", unit.name]], dry_run)
    if not accounts.exists(account.name):
        accounts.make_user(account, dry_run)
    accounts.join(account, dry_run)
    new = [str(p) for p in (where.work, *where.work.parents) if not p.exists()]
    product.run(
        [
            ["mkdir", "-p", str(where.work)],
            *([["chown", f"{account.name}:", *new]] if new else []),
            # What an earlier version made as root belongs to the user that goes on with it.
            ["chown", "-R", "--no-dereference", f"{account.name}:", str(where.work)],
            ["chmod", "0700", str(where.work)],
            *(
                [["chown", f"{account.name}:", str(path)], ["chmod", "0600", str(path)]]
                if (path := office_files.coordinator_file(config))
                else []
            ),
            *(
                step
                for place in closed(config)
                for step in (
                    ["chgrp", accounts.primary(account.name), str(place)],
                    ["chmod", "g+x" if place.is_dir() else "g+r", str(place)],
                )
            ),
            *(
                ["find", str(p), "-mindepth", "1", "-user", "root", "-exec", "chown", "-h", account.name, "{}", "+"]
                for name in ("2_下書き", "効果検証")
                for p in sorted(where.watch.glob(f"*/{name}"))
            ),
            *([["chmod", "-R", "go+rX", str(where.models)]] if where.models.is_dir() else []),
        ],
        dry_run,
    )
    if not dry_run:
        groups = [part for group in account.share for part in ("-G", group)]
        as_user = ["runuser", "-u", account.name, "-g", accounts.primary(account.name), *groups, "--"]
        for test, path, todo in needed(config, where, accounts.primary(account.name)):
            if subprocess.run([*as_user, "test", test, str(path)], check=False).returncode != 0:
                sys.exit(f"利用者 {account.name} は {path} を使えません。{todo}")
            if path == product.command(False):
                refuse_unstartable(as_user, account.name)
        if subprocess.run([*as_user, "test", "-w", str(product.HOME)], check=False).returncode == 0:
            sys.exit(
                f"利用者 {account.name} は製品のフォルダ {product.HOME} に書けます。書ける人は、ここで動くほかの団体のプログラムも変えられます。"
                f"chown -R root: {shlex.quote(str(product.HOME))} と chmod -R go-w {shlex.quote(str(product.HOME))} を実行してから、もう一度実行してください。"
            )


def closed(config: Path) -> list[Path]:
    """What `transcriber init` and `cluster init` made as root's alone: the settings, and the folders that lead to them and to
    coordinator.toml. Its user has to pass those folders, and sees no more of what lies in them than before."""
    files = [path for path in (config, office_files.coordinator_file(config)) if path and path.exists()]
    found = [config] if config in files else []
    for file in files:
        found.append(file.parent)
        for inner, above in zip(file.parents, file.parents[1:], strict=False):
            if list(above.iterdir()) != [inner]:  # other things lie there, too
                break
            found.append(above)
    return [
        p for p in dict.fromkeys(found) if p != Path("/root") and (s := p.stat()).st_uid == 0 and not s.st_mode & 0o077
    ]


def refuse_strange(work: Path, account: accounts.Account) -> None:
    """End here where the work folder is no such thing, or the records lie elsewhere: its owner is about to change."""
    name, home = account.name, accounts.account_home(account)
    if home != account.home and not home.is_dir() and home in work.parents:
        sys.exit(
            f"利用者 {name} にはホームフォルダがありません。{product.NAME}.toml の folders.work に、作業フォルダを書いてください。"
        )
    left = Path("/root/.local/share/transcriber")
    if work != left and left.is_dir() and not work.exists():
        sys.exit(
            f"これまで root が使っていた作業フォルダ {left} があります。中の記録を引き継ぐため、先に移してください："
            f"\nmkdir -p {shlex.quote(str(work.parent))} && mv {left} {shlex.quote(str(work))}"
        )
    if not work.exists():
        return
    owner = work.stat().st_uid
    if owner != 0 and (not accounts.exists(name) or owner != pwd.getpwnam(name).pw_uid):
        sys.exit(f"作業フォルダ {work} は別の利用者のものです。その利用者の名前を --user に書いてください。")
    if any(work.iterdir()) and not any((work / each).exists() for each in ("jobs.sqlite3", "process")):
        sys.exit(
            f"{work} には別のものが入っています。folders.work に、このプログラムだけが使うフォルダを書いてください。"
        )


def refuse_unstartable(as_user: list[str], name: str) -> None:
    """End here where the program does not start for another user: its Python may lie where only root gets to."""
    program = product.command(False)
    if subprocess.run([*as_user, "test", "-x", str(program)], cwd="/", check=False).returncode != 0:
        sys.exit(
            f"利用者 {name} は {program} を使えません。製品を、ほかの利用者も読める場所（例 /opt/transcriber）に置いてください。"
        )
    tried = subprocess.run([*as_user, str(program), "version"], cwd="/", capture_output=True, check=False)
    if tried.returncode == 0:
        return
    python = (program.parent / "python").resolve()
    venv = shlex.quote(str(program.parent.parent))
    sys.exit(
        f"利用者 {name} は {program} を動かせません。動かす Python は {python} です。この利用者も使える場所の Python"
        f"（例 /usr/bin/python3）で作り直してください：rm -r {venv} のあと、PATH=/usr/local/bin:/usr/bin:/bin を付けて scripts/setup を"
        "実行します（前に付けた runtime、gpu、cluster も同じに付けます）。"
    )


def needed(config: Path, where: office_files.Places, group: str) -> Iterator[tuple[str, Path, str]]:
    """(test, path, what to do if the user fails it). Args: group: the user's own."""
    reach = "製品と設定ファイルを、ほかの利用者も読める場所（例 /opt/transcriber）に置いてください。"
    yield "-x", product.command(False), reach
    own = office_files.coordinator_file(config)
    for file in (config, *([own] if own else []), where.watch):
        for folder in reversed(file.parents):
            passed = f"chmod o+x {shlex.quote(str(folder))} を実行するか（中にあるものの一覧は見えません）、"
            move = "" if folder == Path("/root") else passed
            yield (
                "-x",
                folder,
                f"中の {file} を使うには、このフォルダを通れなければなりません。{move}{file.name} をほかの場所に移してください。",
            )
    if own:
        yield "-r", own, "chown でこの利用者のものにしてください。"
    yield "-r", config, f"{reach}または chmod a+r {shlex.quote(str(config))} を実行してください。"
    if where.watch.is_dir():
        for test in ("-r", "-x"):
            yield test, where.watch, listing(where.watch, group)
    for settings in sorted(where.watch.glob("*/設定")):
        profile = settings.parent
        for folder in (profile, *sorted(p for p in profile.iterdir() if p.is_dir())):
            for test in ("-r", "-w", "-x"):
                yield test, folder, staff(profile)


def listing(watch: Path, group: str) -> str:
    """How the user gets to see which profiles lie in the shared folder: for that folder alone, since each profile has staff of its
    own. Args: group: the user's own."""
    about, place = watch.stat(), shlex.quote(str(watch))
    # A group that sees something already is one of staff, and the user becomes one of it; else the user's own takes that place.
    own = "" if about.st_gid != 0 and about.st_mode & 0o070 else f"chgrp {group} {place} と "
    return (
        f"中にある設定のフォルダを見つけるには、このフォルダの一覧を見られなければなりません。{own}chmod g+rx,o+x {place} を実行するか、"
        f"設定のフォルダの名前をこのパソコンのほかの利用者に見られてもよければ chmod go+rx {place} を実行して、もう一度実行してください"
        "（どちらも、中の設定のフォルダの権限は変えません）。"
    )


def staff(profile: Path) -> str:
    """How the folders of one profile become its staff's and the user's: of that profile alone, for those of others see it not."""
    place, about = shlex.quote(str(profile)), profile.stat()
    try:
        group = grp.getgrgid(about.st_gid).gr_name if about.st_gid != 0 else ""
    except KeyError:
        group = str(about.st_gid)
    decide = "" if group else f"設定「{profile.name}」の職員のグループを決めて "
    return (
        f"{decide}chgrp -R {group or 'グループ'} {place} と chmod -R g+rwX,o-rwx {place} と "
        f"find {place} -type d -exec chmod g+s {{}} + を実行してから、もう一度実行してください。"
    )
