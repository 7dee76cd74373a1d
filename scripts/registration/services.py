"""The service itself: a systemd unit, a cron line or a Windows task, put there or taken away."""

import argparse
import ipaddress
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from scripts.registration import accounts, office_files, product, rights, unit_files

CRON_MINUTES = 5


def worker(file: Path, kind: str, asked: argparse.Namespace) -> None:
    """Register `transcriber worker`, or take it away."""
    name = f"{product.NAME}-worker-{asked.town}" if asked.town else f"{product.NAME}-worker"
    if kind == "cron":
        sys.exit("手伝うパソコンは cron では動かせません。--systemd か --windows-task を選んでください。")
    unit = product.UNITS / f"{name}.service"
    if asked.remove:
        gone = [["systemctl", "disable", "--now", unit.name], ["rm", "-f", str(unit)], ["systemctl", "daemon-reload"]]
        task = [["schtasks", "/End", "/TN", name], ["schtasks", "/Delete", "/F", "/TN", name]]
        product.run(task if kind == "windows-task" else gone, asked.dry_run, check=False)
        print(f"{told_removed(asked.dry_run)}{file} には秘密の鍵が入っています。もう使わないなら消してください。")
        return
    said = office_files.worker_file(file)
    if kind == "windows-task":
        turn = (
            Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / product.NAME / unit_files.TURN.name
            if asked.town
            else None
        )
        windows_task(file, asked.dry_run, "worker", name, turn)
        return
    if not Path(models := str(said.get("models", "/"))).is_absolute():
        sys.exit(
            f"{file} の models「{models}」は、/ から始まる場所ではありません。サービスはこのファイルの写しを別の場所で読むので、"
            f"/ から始まる場所に書き直してください（例 {(file.parent / Path(models).expanduser()).resolve()}）。"
        )
    if asked.town and (product.UNITS / f"{product.NAME}-worker.service").exists():
        sys.exit(
            f"このパソコンには、団体の呼び名のない登録（{product.NAME}-worker）があり、順番を待ちません。先にそれを --remove で外し、"
            "--town を付けて登録し直してください。"
        )
    if not asked.dry_run and os.geteuid() != 0:
        sys.exit("手伝うパソコンの登録は、管理者（root）として実行してください。sudo を付けて実行してください。")
    if not asked.dry_run and accounts.exists(
        "nobody"
    ):  # the user of the service is made when it starts, and may do as little
        rights.refuse_unstartable(
            ["runuser", "-u", "nobody", "--"], "nobody（手伝うサービスと同じだけのことができる利用者）"
        )
    inside = product.HOME.is_relative_to("/home") or product.HOME.is_relative_to("/root")
    text = unit_files.WORKER_UNIT.format(
        command=quoted(product.command(False)), config=str(file).replace("%", "%%"), home="read-only" if inside else "yes",
        allowed=allowed([said["coordinator"]["host"]]), turn=f" --turn {unit_files.TURN}" if asked.town else "",
        groups=f"SupplementaryGroups={unit_files.TURN_GROUP}\nReadWritePaths=-{unit_files.TURN.parent}\nSlice={product.NAME}.slice\n" if asked.town else "",
    )  # fmt: skip
    if asked.town:
        product.write(product.UNITS / f"{product.NAME}.slice", unit_files.SLICE.encode(), asked.dry_run)
        group, files = (
            Path(f"/etc/sysusers.d/{unit_files.TURN_GROUP}.conf"),
            Path(f"/etc/tmpfiles.d/{unit_files.TURN_GROUP}.conf"),
        )
        product.write(group, f"g {unit_files.TURN_GROUP} -\n".encode(), asked.dry_run)
        product.write(files, unit_files.TURNS.encode(), asked.dry_run)
        product.run([["systemd-sysusers", str(group)], ["systemd-tmpfiles", "--create", str(files)]], asked.dry_run)
    product.write(unit, text.encode(), asked.dry_run)
    product.run(
        [["systemctl", "daemon-reload"], ["systemctl", "enable", unit.name], ["systemctl", "restart", unit.name]],
        asked.dry_run,
    )


def allowed(hosts: list[str]) -> str:
    """The lines of a unit that let it speak to these addresses alone; none where one is a name, which systemd does not look up."""
    try:
        addresses = sorted({str(ipaddress.ip_address(host)) for host in hosts})
    except ValueError:
        return ""
    return f"IPAddressDeny=any\nIPAddressAllow={' '.join(addresses)}\n"


def remove(kind: str, called: str, user: str, dry_run: bool) -> None:
    """Stop and unregister. The user, its files and the program stay: first everything with content is erased by `transcriber dispose`."""
    if kind == "windows-task":
        product.run(
            [["schtasks", "/End", "/TN", called], ["schtasks", "/Delete", "/F", "/TN", called]], dry_run, check=False
        )
        return
    root = os.geteuid() == 0
    if kind == "cron":
        tables = [["crontab", "-u", user]] if root and accounts.exists(user) else [["crontab"]]
        for table in tables:
            if dry_run:
                print(f"--- {shlex.join(table)}: the line of transcriber goes")
            else:
                change(table, [])
    else:
        control = ["systemctl"] if root else ["systemctl", "--user"]
        folder = Path("/etc/systemd/system") if root else Path.home() / ".config/systemd/user"
        unit = folder / f"{called}.service"
        product.run(
            [[*control, "disable", "--now", unit.name], ["rm", "-f", str(unit)], [*control, "daemon-reload"]],
            dry_run,
            check=False,
        )
    print(
        f"{told_removed(dry_run)}作業フォルダ（録音の写し、文字、台帳）は残っています。手放すときは transcriber dispose で消して証明書を作り、"
        "そのあと利用者（userdel など）と製品のフォルダを消してください。"
    )


def told_removed(dry_run: bool) -> str:
    return "--dry-run なので、登録はそのままです（上の命令で外します）。" if dry_run else "登録を外しました。"


def systemd(config: Path, account: accounts.Account | None, called: str, dry_run: bool) -> None:
    folder = product.UNITS if account else Path.home() / ".config/systemd/user"
    target = "multi-user.target" if account else "default.target"
    hosts = office_files.helpers(config)
    unit = unit_files.UNIT.format(
        command=quoted(product.command(False)),
        config=quoted(config),
        home=product.HOME,
        target=target,
        network=unit_files.ALONE if hosts is None else unit_files.TOGETHER.format(allowed=allowed(hosts)).rstrip(),
        confined=confined(config, account) if account else "",
        slice=f"Slice={product.NAME}.slice\n" if called != product.NAME else "",
    )
    control = ["systemctl"] if account else ["systemctl", "--user"]
    steps = [
        [*control, "daemon-reload"],
        [*control, "enable", f"{called}.service"],
        [*control, "restart", f"{called}.service"],
    ]
    if called != product.NAME:
        product.write(folder / f"{product.NAME}.slice", unit_files.SLICE.encode(), dry_run)
    product.write(folder / f"{called}.service", unit.encode(), dry_run)
    if not dry_run and (analyze := shutil.which("systemd-analyze")):
        checked = [analyze, *([] if account else ["--user"]), "verify", str(folder / f"{called}.service")]
        subprocess.run(checked, check=False)
    product.run(steps, dry_run)


def confined(config: Path, account: accounts.Account) -> str:
    """What the unit of the system may see and change beside the program: the work folder and the share."""
    where = office_files.places(config, accounts.account_home(account))
    every = (
        product.HOME,
        config,
        office_files.coordinator_file(config) or config,
        where.work,
        where.watch,
        where.models,
    )

    def among(*roots: str) -> bool:
        return any(p.is_relative_to(root) for p in every for root in roots)

    modprobe = shutil.which("nvidia-modprobe")
    return unit_files.CONFINED.format(
        user=account.name,
        families="AF_UNIX" if office_files.helpers(config) is None else "AF_UNIX AF_INET AF_INET6",
        group=accounts.primary(account.name),
        groups=f"SupplementaryGroups={' '.join(account.share)}\n" if account.share else "",
        # The share may not be mounted when the service starts: "-".
        writable=f"{quoted(where.work)} {quoted(where.watch, '-')}",
        home="read-only" if among("/home", "/root", "/run/user") else "yes",
        tmp="no" if among("/tmp", "/var/tmp") else "yes",
        # Only root can make the device files of the GPU, and nobody else has asked for them at boot.
        gpu=f"ExecStartPre=+-{modprobe} -c 0 -u\n" if modprobe else "",
    )


def cron(config: Path, account: accounts.Account | None, called: str, dry_run: bool) -> None:
    log = (accounts.account_home(account) if account else product.HOME) / "transcriber.log"
    # What is older than the last 10 MB goes to a second file, and from there for good.
    turned = f'[ -z "$(find "{log}" -size +10M 2>/dev/null)" ] || mv -f "{log}" "{log}.1"'
    work = f'umask 077; {turned}; "{product.command(False)}" scan --config "{config}" >> "{log}" 2>&1'
    line = f"*/{CRON_MINUTES} * * * * {work}".replace("%", r"\%")  # a bare percent sign ends a command in cron
    table = ["crontab", *(["-u", account.name] if account else [])]
    if dry_run:
        print(f"--- {shlex.join(table)}\n{line}\n")
        return
    if account:
        change(["crontab"], [])  # an older line may run as root
    change(table, [line])
    print(f"cron: {line}")


def change(table: list[str], lines: list[str]) -> None:
    """Put `lines` into a crontab, in the place of ours that are in it."""
    before = subprocess.run([*table, "-l"], capture_output=True, text=True, check=False).stdout.splitlines()
    kept = [each for each in before if str(product.command(False)) not in each]
    if kept != before or lines:
        subprocess.run([*table, "-"], input="\n".join([*kept, *lines, ""]), text=True, check=True)


def windows_task(
    config: Path, dry_run: bool, verb: str = "watch", name: str = product.NAME, turn: Path | None = None
) -> None:
    task = unit_files.TASK.format(
        command=escape(str(product.command(True))), config=escape(str(config)), home=escape(str(product.HOME)), verb=verb,
        more=f' --turn "{escape(str(turn))}"' if turn else "",
    )  # fmt: skip
    path = Path(tempfile.gettempdir()) / f"{name}-task.xml"
    product.write(path, task.encode("utf-16"), dry_run, shown=task)
    product.run(
        [["schtasks", "/Create", "/F", "/TN", name, "/XML", str(path)], ["schtasks", "/Run", "/TN", name]], dry_run
    )


def quoted(path: Path, prefix: str = "") -> str:
    """A path in a unit file: quoted, with systemd's own marks escaped."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{prefix}{text}"'
