"""scripts/install: what it would register is what the system in question accepts."""

from __future__ import annotations

import grp
import itertools
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from configparser import RawConfigParser
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from scripts.registration import accounts, office_files, product, rights, services
from transcriber.cli import main
from transcriber.cluster import cluster_files
from transcriber.errors import TranscriberError
from transcriber.settings import HOME, load_settings

INSTALL = HOME / "scripts" / "install"
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def shown(*options: str) -> str:
    """What a dry run prints."""
    return subprocess.run(
        [sys.executable, str(INSTALL), "--dry-run", *options], capture_output=True, text=True, check=True
    ).stdout


def unit(config: Path) -> tuple[str, RawConfigParser]:
    return parsed(shown("--systemd", "--config", str(config)))


def parsed(told: str) -> tuple[str, RawConfigParser]:
    """The unit in what a dry run printed."""
    text = told.split("transcriber.service\n", 1)[1].split("\n--- ")[0]
    found = RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(text)
    return text, found


def test_a_dry_run_shows_all_three_and_writes_nothing(tmp_path):
    told = shown("--config", str(tmp_path / "transcriber.toml"))
    for part in ("[Service]", "*/5 * * * *", "<Task ", "systemctl", "schtasks"):
        assert part in told
    assert list(tmp_path.iterdir()) == []


def test_the_service_has_a_watchdog_comes_back_and_stops_softly_within_its_time(tmp_path):
    _, found = unit(tmp_path / "transcriber.toml")
    service = found["Service"]
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) > 2 * 10  # two signs of life fit into it
    assert service["Restart"] == "always"
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > 10
    assert service["PrivateNetwork"] == "yes"


def test_systemd_accepts_the_unit_with_a_path_that_needs_care(tmp_path):
    config = tmp_path / '議会 100% "東" の設定.toml'
    text, found = unit(config)
    assert "%%" in found["Service"]["ExecStart"]
    if (analyze := shutil.which("systemd-analyze")) is None:
        return  # no systemd here; its own words were looked at above
    file = tmp_path / "transcriber.service"
    file.write_text(text)
    checked = subprocess.run([analyze, "verify", str(file)], capture_output=True, text=True, check=False)
    ours = [line for line in checked.stderr.splitlines() if "transcriber.service" in line]
    assert ours == []


def test_cron_runs_the_command_that_was_meant(tmp_path):
    config = tmp_path / "議会 100% の設定.toml"
    line = next(each for each in shown("--cron", "--config", str(config)).splitlines() if each.startswith("*/"))
    minutes, _, _, _, _, command = line.split(" ", 5)
    assert minutes == "*/5"
    assert "%" not in command.replace(r"\%", ""), "cron ends a command at a bare percent sign"
    before, _, command = command.partition("; ")
    assert before == "umask 077", "the log holds what went wrong with which recording"
    run = command.replace(r"\%", "%").split(" >> ")[0].replace(str(HOME / ".venv/bin/transcriber"), "printf", 1)
    words = subprocess.run(
        ["sh", "-c", run.replace('"printf"', "printf '%s\\n'")], capture_output=True, text=True, check=True
    )
    assert words.stdout.splitlines() == ["scan", "--config", str(config)]


def test_windows_gets_a_task_that_starts_with_the_session_and_again_when_it_ended(tmp_path):
    text = shown("--windows-task", "--config", str(tmp_path / "A & B.toml"))
    task = ElementTree.fromstring(text[text.index("<Task") : text.index("</Task>") + len("</Task>")])
    assert task.find(f".//{SPACE}LogonTrigger") is not None
    assert task.findtext(f".//{SPACE}Interval") == "PT15M"
    assert task.findtext(f".//{SPACE}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{SPACE}ExecutionTimeLimit") == "PT0S"
    assert "A & B.toml" in (task.findtext(f".//{SPACE}Arguments") or "")
    assert (task.findtext(f".//{SPACE}Command") or "").endswith("transcriber.exe")


def test_without_settings_nothing_is_registered(tmp_path):
    refused = subprocess.run(
        [sys.executable, str(INSTALL), "--cron", "--config", str(tmp_path / "none.toml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "設定ファイル" in refused.stderr


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The settings of an office whose share is a group's."""
    share = tmp_path / "共有 100%"
    for folder in ("相談記録/設定", "相談記録/2_下書き"):
        (share / folder).mkdir(parents=True)
    config = tmp_path / "transcriber.toml"
    config.write_text('[folders]\nwatch = "共有 100%"\nwork = "作業"\n', encoding="utf-8")
    return config


def test_for_root_the_work_is_done_by_a_user_that_can_change_the_work_folder_and_the_share_only(office: Path) -> None:
    told = shown("--systemd", "--user", "transcriber-of-test", "--config", str(office))
    _, found = parsed(told)
    service = found["Service"]
    assert service["User"] == service["Group"] == "transcriber-of-test"
    assert service["UMask"] == "0077"
    assert service["LimitCORE"] == "0"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    escaped = str(office.parent).replace("%", "%%")
    assert service["ReadWritePaths"] == f'"{escaped}/作業" "-{escaped}/共有 100%%"'
    assert "RestrictSUIDSGID" not in service, "folders on a group's share carry that bit"


def test_the_user_is_made_before_the_work_folder_becomes_its_own_and_the_service_starts_last(office: Path) -> None:
    steps = [line for line in shown("--systemd", "--user", "transcriber-of-test", "--config", str(office)).splitlines() if line.startswith("--- ")]  # fmt: skip
    orders = ["sysusers" in s or "useradd" in s for s in steps], ["chown" in s for s in steps]
    assert orders[0].index(True) < orders[1].index(True)
    assert any(s.startswith("--- chmod 0700 ") and s.endswith("作業") for s in steps)
    assert any(s.startswith("--- chmod -R go+rX ") and s.endswith("models") for s in steps), "weights stay root's"
    assert steps[-1] == "--- systemctl restart transcriber.service"
    assert (
        list(office.parent.iterdir()) == [office.parent / "共有 100%", office] or not (office.parent / "作業").exists()
    )


def test_the_group_that_works_on_the_share_is_given_to_the_service(office: Path) -> None:
    share = office.parent / "共有 100%"
    group = next(g for g in (*os.getgroups(), grp.getgrnam("daemon").gr_gid) if g != 0)
    os.chown(share, -1, group)
    share.chmod(0o2770)
    _, found = parsed(shown("--systemd", "--user", "transcriber-of-test", "--config", str(office)))
    assert found["Service"]["SupplementaryGroups"] == grp.getgrgid(group).gr_name


def test_each_section_may_have_a_group_of_its_own(office: Path) -> None:
    share = office.parent / "共有 100%"
    (share / "会議録" / "設定").mkdir(parents=True)
    (share / "控え").mkdir()
    one, two, other = (
        [grp.getgrnam(name).gr_gid for name in ("daemon", "games", "mail")]
        if os.geteuid() == 0
        else itertools.islice(
            itertools.cycle(g for g in os.getgroups() if g != 0), 3
        )  # who is not root may only give these
    )
    for folder, group in {"会議録": one, "相談記録": two, "控え": other}.items():
        os.chown(share / folder, -1, group)
        (share / folder).chmod(0o2770)
    _, found = parsed(shown("--systemd", "--user", "transcriber-of-test", "--config", str(office)))
    wanted = dict.fromkeys(grp.getgrgid(group).gr_name for group in (one, two))
    assert found["Service"]["SupplementaryGroups"].split() == list(wanted), "the third is no profile's"


def test_systemd_accepts_the_unit_of_the_system(office: Path) -> None:
    text, _ = parsed(shown("--systemd", "--user", "transcriber-of-test", "--config", str(office)))
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return  # no systemd here; its own words were looked at above
    file = office.with_name("transcriber.service")
    file.write_text(text)
    checked = subprocess.run([analyze, "verify", str(file)], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if "transcriber.service" in line] == []


def test_cron_of_root_runs_as_the_user_too(office: Path) -> None:
    told = shown("--cron", "--user", "transcriber-of-test", "--config", str(office))
    assert "--- crontab -u transcriber-of-test" in told.splitlines()


def test_root_itself_is_refused(office: Path) -> None:
    refused = subprocess.run(
        [sys.executable, str(INSTALL), "--dry-run", "--systemd", "--user", "root", "--config", str(office)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "root では動かしません" in refused.stderr


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, on a system with a second name for root and a user of an office's directory."""
    loader = SourceFileLoader("install_script", str(INSTALL))
    module = module_from_spec(spec_from_loader("install_script", loader))
    monkeypatch.setitem(sys.modules, "install_script", module)
    loader.exec_module(module)
    real = pwd.getpwnam

    def getpwnam(name: str) -> pwd.struct_passwd:
        numbers = {"toor": 0, "gast": 65534, "OFFICE\\yamada": 12001}
        if name in numbers:
            return pwd.struct_passwd((name, "x", numbers[name], numbers[name], "", "/home/x", "/bin/sh"))
        return real(name)

    monkeypatch.setattr(pwd, "getpwnam", getpwnam)
    return module


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("root", "root では動かしません"),
        ("toor", "toor は root の別名です"),
        ("0", "番号です"),
        ("00", "番号です"),
        ("1000", "番号です"),
        ("nobody", "ほかのプログラムも共に使う"),
        ("gast", "ほかのプログラムも共に使う"),
        ("transcriber:staff", "「:」は使えません"),
        ("root:root", "「:」は使えません"),
        ("transcriber.staff", "はいません"),
        ("ROOT", "はいません"),
        (" root", "はいません"),
        ("root ", "はいません"),
        ("+0", "はいません"),
        ("0x0", "はいません"),
        ("山田", "はいません"),
        ("a" * 32, "はいません"),
        ("a\nb", "はいません"),
    ],
)
@pytest.mark.parametrize("kind", ["--systemd", "--cron"])
def test_no_user_who_may_do_everything_or_is_shared_with_others_does_the_work(
    install, office, monkeypatch, capsys, name, word, kind
):
    monkeypatch.setattr(sys, "argv", ["install", kind, "--user", name, "--config", str(office), "--dry-run"])
    with pytest.raises(SystemExit) as e:
        install.main()
    assert word in str(e.value)
    assert "--user に書いてください" in str(e.value)
    assert capsys.readouterr().out == ""


def test_a_user_of_the_offices_directory_may_do_the_work(install):
    assert accounts.unfit("OFFICE\\yamada") == ""
    assert accounts.unfit("transcriber-of-test") == ""


@pytest.mark.timeout(30)
def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "transcriber.toml")
    refused = subprocess.run(
        [sys.executable, str(INSTALL), "--systemd", "--config", str(tmp_path / "transcriber.toml"), "--dry-run"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "ファイルではありません" in refused.stderr


def test_the_service_can_do_little_more_than_its_work(office: Path) -> None:
    """What systemd-analyze counts against it; without the GPU's devices and compiling at run time it needs all else shut."""
    service = parsed(shown("--systemd", "--user", "transcriber-of-test", "--config", str(office)))[1]["Service"]
    assert service["RestrictAddressFamilies"] == "AF_UNIX"
    assert service["CapabilityBoundingSet"] == ""
    assert service["LimitCORE"] == "0"
    assert service["MemoryMax"] == "90%" and service["OOMPolicy"] == "continue"
    for name in (
        "NoNewPrivileges",
        "PrivateNetwork",
        "ProtectKernelModules",
        "ProtectKernelTunables",
        "RestrictNamespaces",
    ):
        assert service[name] == "yes"
    assert (service["ProtectSystem"], service["ProtectProc"], service["UMask"]) == ("strict", "invisible", "0077")


def test_a_municipality_is_shown_as_systemd_would_have_it_without_being_asked_for(office: Path) -> None:
    told = shown("--town", "higashi", "--user", "transcriber-higashi", "--config", str(office))
    assert "transcriber-higashi.service" in told and "<Task" not in told and "crontab" not in told


@pytest.fixture
def made_by_root(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What `sudo transcriber init` and `sudo transcriber cluster init` leave, on a system where another user gets through to it."""
    before = os.umask(0o022)  # a command that ran earlier in this process may have made it stricter
    base = Path(tempfile.mkdtemp())
    base.chmod(0o755)
    program = base / "product" / ".venv" / "bin" / "transcriber"
    program.parent.mkdir(parents=True)
    program.touch()
    program.chmod(0o755)
    monkeypatch.setattr(product, "HOME", base / "product")
    monkeypatch.setattr(product, "UNITS", base / "units")
    (base / "work").mkdir()
    root = base / "higashi"
    for folder in (root, root / "cluster", root / "cluster" / "workers"):
        folder.mkdir(mode=0o700)
    helped(root / "cluster")
    (root / "cluster" / "authority.toml").write_text(KEYS)
    (root / "transcriber.toml").write_text(
        f'[folders]\nwork = "{base}/work"\nwatch = "{base}/share"\n[cluster]\ncoordinator = "cluster/coordinator.toml"\n'
    )
    for path in root.rglob("*.toml"):
        path.chmod(0o600)
    yield root
    os.umask(before)
    shutil.rmtree(base)


def lets(path: Path, what: str, user: str = "daemon") -> bool:
    return subprocess.run(["runuser", "-u", user, "--", "test", what, str(path)], check=False).returncode == 0


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root registers a service of the system")


@as_root
def test_the_user_of_the_service_reaches_what_root_made_and_nobody_else_does(
    install: ModuleType, made_by_root: Path
) -> None:
    config, own = made_by_root / "transcriber.toml", made_by_root / "cluster" / "coordinator.toml"
    account = accounts.Account("daemon", made_by_root.parent / "home", "")
    for _ in range(2):
        rights.prepare(account, config, "transcriber-higashi", dry_run=False)
        assert lets(config, "-r") and lets(own, "-r") and not lets(config, "-w")
        assert not lets(own.with_name("authority.toml"), "-r") and not lets(own.parent, "-r")
        assert not lets(own.parent, "-w") and not lets(made_by_root, "-w")
        assert not lets(config, "-r", "bin") and not lets(own, "-r", "bin") and not lets(own.parent, "-x", "bin")
        cluster_files.write_secret(own, own.read_text())  # as `cluster init` does for one more computer
        assert lets(own, "-r"), "the service can start again"


@as_root
def test_a_folder_that_the_user_cannot_pass_is_named(install: ModuleType, made_by_root: Path) -> None:
    closed = made_by_root.parent
    os.chown(closed, 1, 1)
    closed.chmod(0o700)
    account = accounts.Account("bin", closed / "home", "")
    (closed / "product").rename(moved := Path(tempfile.mkdtemp()) / "product")
    moved.parent.chmod(0o755)
    product.HOME = moved
    with pytest.raises(SystemExit) as e:
        rights.prepare(account, made_by_root / "transcriber.toml", "transcriber-higashi", dry_run=False)
    shutil.rmtree(moved.parent)
    assert f"利用者 bin は {closed} を使えません" in str(e.value) and f"chmod o+x {closed}" in str(e.value)


@as_root
@pytest.mark.parametrize("name", ["transcriber.toml", "cluster/coordinator.toml"])
@pytest.mark.parametrize("what", ["folder", "file"])
def test_who_may_not_read_a_file_is_told_which_right_is_missing(made_by_root: Path, name: str, what: str) -> None:
    path = made_by_root / name
    if what == "file":
        made_by_root.chmod(0o711)
        path.parent.chmod(0o711)
    os.seteuid(2)
    try:
        with pytest.raises(TranscriberError) as e:
            load_settings(path) if name == "transcriber.toml" else cluster_files.read_coordinator_file(path)
    finally:
        os.seteuid(0)
    asked = f"フォルダ {made_by_root} を" if what == "folder" else f"{path} を"
    assert "権限がありません" in e.value.found and asked in e.value.todo and "利用者「bin」" in e.value.todo


def test_settings_that_cannot_be_read_are_no_mistake_of_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "transcriber.toml").write_text("[engine]\n")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # what Typer asks before the settings are opened
    done = CliRunner().invoke(main.app, ["cluster", "status", "--config", str(tmp_path / "transcriber.toml")])
    assert done.exit_code == 0, done.output


KEYS = '[keys]\nauthority = ""\ncertificate = ""\nkey = ""\n'


def helped(tmp_path, host="192.168.1.10"):
    """An office whose settings name computers that help; and the file of one of them."""
    (tmp_path / "coordinator.toml").write_text(
        f'listen = {{ host = "{host}", port = 8786 }}\n[workers]\npc-2 = {{ host = "192.168.1.21", port = 8786 }}\n{KEYS}'
    )
    (tmp_path / "worker.toml").write_text(
        f'name = "pc-2"\ncoordinator = {{ host = "{host}", port = 8786 }}\nlisten = {{ host = "192.168.1.21", port = 8786 }}\n{KEYS}'
    )
    config = tmp_path / "transcriber.toml"
    config.write_text('[cluster]\ncoordinator = "coordinator.toml"\n')
    return config


def test_only_a_service_whose_settings_name_other_computers_gets_a_network_and_of_that_only_theirs(tmp_path):
    text, found = unit(helped(tmp_path))
    assert "PrivateNetwork" not in found["Service"]
    assert found["Service"]["IPAddressDeny"] == "any"
    assert found["Service"]["IPAddressAllow"] == "192.168.1.10 192.168.1.21"
    alone = tmp_path / "alone.toml"
    alone.write_text("[engine]\n")
    assert "IPAddress" not in unit(alone)[0] and unit(alone)[1]["Service"]["PrivateNetwork"] == "yes"
    assert text.count("[Install]") == 1


def test_where_a_computer_has_a_name_the_service_is_not_bound_to_addresses(tmp_path):
    _, found = unit(helped(tmp_path, host="pc-1.town.lg.jp"))
    assert "IPAddressDeny" not in found["Service"] and "PrivateNetwork" not in found["Service"]


def test_a_computer_that_helps_gets_a_service_that_ends_its_task_before_it_goes(tmp_path):
    helped(tmp_path)
    told = shown("--worker", str(tmp_path / "worker.toml"), "--systemd")
    text = told.split("transcriber-worker.service\n", 1)[1].split("\n--- ")[0]
    found = RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(text)
    service = found["Service"]
    assert " worker --config ${CREDENTIALS_DIRECTORY}/worker.toml" in service["ExecStart"]
    assert service["LoadCredential"] == f"worker.toml:{tmp_path / 'worker.toml'}"
    assert int(service["TimeoutStopSec"]) >= 1800 and service["DynamicUser"] == "yes"
    assert service["IPAddressAllow"] == "192.168.1.10"
    if (analyze := shutil.which("systemd-analyze")) is None:
        return
    file = tmp_path / "transcriber-worker.service"
    file.write_text(text)
    checked = subprocess.run([analyze, "verify", str(file)], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if "transcriber-worker.service" in line] == []


def test_windows_gets_a_task_that_helps(tmp_path):
    helped(tmp_path)
    told = shown("--worker", str(tmp_path / "worker.toml"), "--windows-task")
    assert f'worker --config "{tmp_path / "worker.toml"}"' in told and "transcriber-worker" in told


def service_of(told: str, name: str) -> dict[str, str]:
    """The [Service] part of one unit in what a dry run printed."""
    found = RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(told.split(f"{name}.service\n", 1)[1].split("\n--- ")[0])
    return dict(found["Service"])


def test_each_municipality_of_a_computer_gets_a_user_a_service_and_a_home_of_its_own(office: Path) -> None:
    for town in ("higashi", "nishi"):
        told = shown("--systemd", "--town", town, "--user", f"transcriber-{town}", "--config", str(office))
        service = service_of(told, f"transcriber-{town}")
        assert service["User"] == f"transcriber-{town}" and service["Slice"] == "transcriber.slice"
        assert f"/var/lib/transcriber-{town}" in told and "MemoryMax=90%" in told.split("transcriber.slice\n", 1)[1]
        gone = shown("--remove", "--systemd", "--town", town)
        assert f"disable --now transcriber-{town}.service" in gone and "transcriber.service" not in gone


def test_a_computer_that_helps_several_municipalities_has_a_service_for_each_and_they_take_turns(
    tmp_path: Path,
) -> None:
    helped(tmp_path)
    told = shown("--worker", str(tmp_path / "worker.toml"), "--town", "higashi", "--systemd")
    service = service_of(told, "transcriber-worker-higashi")
    assert service["ExecStart"].endswith(" --turn /run/transcriber/turn")
    assert service["SupplementaryGroups"] == "transcriber-turn" and service["DynamicUser"] == "yes"
    assert service["ReadWritePaths"] == "-/run/transcriber", "the system around it is read-only for the service"
    assert "f /run/transcriber/turn 0660 root transcriber-turn" in told
    windows = shown("--worker", str(tmp_path / "worker.toml"), "--town", "higashi", "--windows-task")
    assert "--turn" in windows and "transcriber-worker-higashi" in windows
    assert "--turn" not in shown("--worker", str(tmp_path / "worker.toml"), "--systemd")


@pytest.mark.parametrize("shared", ["利用者", "作業フォルダ", "共有フォルダ", "ポート"])
def test_two_municipalities_never_share_a_user_a_folder_or_a_port(
    install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: str
) -> None:
    monkeypatch.setattr(product, "UNITS", tmp_path / "units")
    product.UNITS.mkdir()
    ports = {"higashi": 8786, "nishi": 8787}
    for town, port in ports.items():
        root = tmp_path / town
        root.mkdir()
        helped(root)
        file = root / "coordinator.toml"
        file.write_text(file.read_text().replace("port = 8786 }\n[workers]", f"port = {port} }}\n[workers]"))
        (root / "transcriber.toml").write_text(
            f'[folders]\nwork = "{root}/作業"\nwatch = "{root}/共有"\n[cluster]\ncoordinator = "coordinator.toml"\n',
            encoding="utf-8",
        )
    there, own = tmp_path / "higashi", tmp_path / "nishi" / "transcriber.toml"
    (product.UNITS / "transcriber-higashi.service").write_text(
        f'[Service]\nExecStart="x" watch --config "{there}/transcriber.toml"\nUser=transcriber-higashi\n'
    )
    account = accounts.Account("transcriber-nishi", Path("/var/lib/transcriber-nishi"), "")
    rights.refuse_shared(own, "transcriber-nishi", account)
    changes = {
        "作業フォルダ": (own, f"{own.parent}/作業", f"{there}/作業/nishi"),
        "共有フォルダ": (own, f"{own.parent}/共有", f"{there}/共有"),
        "ポート": (own.parent / "coordinator.toml", "8787", "8786"),
    }
    if shared == "利用者":
        account = accounts.Account("transcriber-higashi", Path("/var/lib/transcriber-nishi"), "")
    else:
        file, before, after = changes[shared]
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(SystemExit) as e:
        rights.refuse_shared(own, "transcriber-nishi", account)
    assert (
        str(e.value).startswith(shared) and "transcriber-higashi" in str(e.value) and "分けてください" in str(e.value)
    )


@pytest.mark.parametrize("name", ["東町", "Higashi", "-a", "a-b", "a" * 13, "../x"])
def test_what_a_municipality_cannot_be_called_is_said(office: Path, name: str) -> None:
    refused = subprocess.run(
        [sys.executable, str(INSTALL), "--dry-run", "--systemd", f"--town={name}", "--config", str(office)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0 and f"「{name}」は、団体の呼び名に使えません" in refused.stderr


@pytest.fixture
def shared(made_by_root: Path) -> Path:
    """A shared folder with two sections, each with a group of its own, that root made and the user of the service can work in."""
    watch = made_by_root.parent / "share"
    for name, group in {"会議録": "games", "相談記録": "mail"}.items():
        for folder in ("1_録音", "設定"):
            (watch / name / folder).mkdir(parents=True)
        for each in (watch / name, *(watch / name).iterdir()):
            os.chown(each, -1, grp.getgrnam(group).gr_gid)
            each.chmod(0o2770)
    return watch


def prepared(install: ModuleType, config: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the registration of a service says where it ends before it began; empty: it goes on. No user is changed."""
    real = product.run
    monkeypatch.setattr(product, "run", lambda steps, *rest, **more: real([s for s in steps if s[0] != "usermod"], *rest, **more))  # fmt: skip
    share = accounts.share_groups(office_files.places(config, Path("/nowhere")).watch)
    try:
        rights.prepare(accounts.Account("daemon", Path("/nowhere"), share), config, "transcriber", dry_run=False)
    except SystemExit as e:
        return str(e)
    return ""


@as_root
@pytest.mark.parametrize("mode", [0o700, 0o711, 0o744])
def test_a_shared_folder_that_the_service_could_not_list_is_named_and_what_is_told_to_do_is_enough(
    install: ModuleType, made_by_root: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    shared.chmod(mode)
    config = made_by_root / "transcriber.toml"
    told = prepared(install, config, monkeypatch)
    assert told.startswith(f"利用者 daemon は {shared} を使えません。") and "-R" not in told
    assert f"chgrp daemon {shared} と chmod g+rx,o+x {shared}" in told and f"chmod go+rx {shared}" in told
    os.chown(shared, -1, grp.getgrnam("daemon").gr_gid)
    shared.chmod(shared.stat().st_mode | 0o051)
    assert prepared(install, config, monkeypatch) == ""
    assert lets(shared, "-r", "bin") == bool(mode & 0o004) and lets(shared, "-x", "bin"), (
        "staff get through to their folder"
    )


@as_root
def test_the_group_that_alone_sees_the_shared_folder_lets_the_service_see_it(
    install: ModuleType, made_by_root: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.chown(shared, -1, grp.getgrnam("audio").gr_gid)
    shared.chmod(0o710)
    told = prepared(install, made_by_root / "transcriber.toml", monkeypatch)
    assert f"chmod g+rx,o+x {shared}" in told and "chgrp" not in told, "it stays the staff's"
    shared.chmod(0o750)
    assert prepared(install, made_by_root / "transcriber.toml", monkeypatch) == ""
    shared.chmod(0o755)
    assert "audio" not in accounts.share_groups(shared), "it needs no group to see what all see"


@as_root
@pytest.mark.parametrize("closed", ["会議録", "会議録/1_録音"])
def test_a_profile_that_the_service_cannot_work_in_is_opened_to_its_own_staff_alone(
    install: ModuleType, made_by_root: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    shared.chmod(0o755)
    (shared / closed).chmod(0o700)
    told = prepared(install, made_by_root / "transcriber.toml", monkeypatch)
    assert told.startswith(f"利用者 daemon は {shared / closed} を使えません。")
    assert f"chgrp -R games '{shared / '会議録'}' " in told and "相談記録" not in told and f" {shared} " not in told
    os.chown(shared / "会議録", -1, 0)
    assert f"設定「会議録」の職員のグループを決めて chgrp -R グループ '{shared / '会議録'}' " in prepared(
        install, made_by_root / "transcriber.toml", monkeypatch
    )


def refused(*options: str) -> str:
    """What a dry run that ends with a message says; none ends with a traceback."""
    done = subprocess.run([sys.executable, str(INSTALL), "--dry-run", *options], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode != 0 and "Traceback" not in done.stderr, done.stderr
    return done.stderr


@as_root
def test_the_user_itself_becomes_one_of_the_sections_so_that_sudo_reaches_the_share_as_the_service_does(
    install: ModuleType,
    made_by_root: Path,
    shared: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shared.chmod(0o755)
    done: list[list[str]] = []
    real = product.run
    monkeypatch.setattr(product, "run", lambda steps, *rest, **more: (done.extend(steps), real([s for s in steps if s[0] != "usermod"], *rest, **more)))  # fmt: skip
    account = accounts.Account("daemon", Path("/nowhere"), accounts.share_groups(shared))
    rights.prepare(account, made_by_root / "transcriber.toml", "transcriber", dry_run=False)
    assert ["usermod", "-a", "-G", "games,mail", "daemon"] in done
    done.clear()
    monkeypatch.setattr(os, "getgrouplist", lambda *_: [grp.getgrnam(g).gr_gid for g in ("games", "mail")])
    accounts.join(account, dry_run=False)
    assert done == [], "a user of the office's directory may be one already"
    monkeypatch.undo()
    monkeypatch.setattr(subprocess, "run", lambda step, check: subprocess.CompletedProcess(step, 6).check_returncode())
    with pytest.raises(SystemExit) as e:
        accounts.join(account, dry_run=False)
    assert "games、mail" in str(e.value) and "管理している道具" in str(e.value)


def test_both_ways_make_the_user_one_of_the_groups(office: Path) -> None:
    share = office.parent / "共有 100%"
    group = next(g for g in (*os.getgroups(), grp.getgrnam("daemon").gr_gid) if g != 0)
    os.chown(share, -1, group)
    share.chmod(0o2770)
    for kind, last in (("--systemd", "systemctl restart"), ("--cron", "crontab -u")):
        told = shown(kind, "--user", "transcriber-of-test", "--config", str(office))
        joins = f"--- usermod -a -G {grp.getgrgid(group).gr_name} transcriber-of-test"
        assert told.count(joins) == 1 and told.index(joins) < told.index(last)


@as_root
def test_a_python_that_only_root_reaches_is_named_before_anything_starts(
    install: ModuleType, made_by_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = product.command(False)
    program.write_text(f"#!{program.parent}/python\n")
    program.with_name("python").symlink_to("/root/.pyenv/versions/3.12/bin/python")
    told = prepared(install, made_by_root / "transcriber.toml", monkeypatch)
    assert (
        told.startswith(f"利用者 daemon は {program} を動かせません")
        and "/root/.pyenv" in told
        and "scripts/setup" in told
    )


@as_root
def test_a_computer_that_helps_has_the_program_where_the_service_gets_to_it(
    install: ModuleType, made_by_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(product, "run", lambda *_: pytest.fail("it was registered"))
    file = made_by_root / "cluster" / "worker.toml"
    monkeypatch.setattr(sys, "argv", ["install", "--worker", str(file), "--systemd"])
    made_by_root.parent.chmod(0o700)
    with pytest.raises(SystemExit, match="ほかの利用者も読める場所"):
        install.main()
    made_by_root.parent.chmod(0o755)
    product.command(False).write_text("#!/root/bin/python\n")
    with pytest.raises(SystemExit, match="を動かせません。動かす Python は"):
        install.main()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda t: t.replace("name = ", 'leaves = "25:00"\nname = '), "leaves（このように書いてください"),
        (lambda t: t.replace("name = ", 'models = "models"\nname = '), "/ から始まる場所に書き直してください"),
        (lambda t: t.replace("name = ", 'models = "~/models"\nname = '), "/ から始まる場所に書き直してください"),
        (lambda t: t.replace("name = ", "name = \nname = "), " 1 行目の書き方（TOML）に誤りがあります"),
        (lambda _: KEYS, "手伝うパソコンの設定（worker.toml）ではありません"),
    ],
)
def test_a_file_that_the_worker_would_not_take_is_not_registered(tmp_path: Path, change, word: str) -> None:  # type: ignore[no-untyped-def]
    helped(tmp_path)
    file = tmp_path / "worker.toml"
    file.write_text(change(file.read_text()))
    assert word in refused("--worker", str(file), "--systemd")


def test_a_file_of_another_kind_is_told_from_the_one_that_was_meant(tmp_path: Path) -> None:
    config = helped(tmp_path)
    assert "取りまとめ役の設定（coordinator.toml）です" in refused("--worker", str(tmp_path / "coordinator.toml"))
    assert "worker.toml）ではありません" in refused("--worker", str(config))
    for wrong in ("worker.toml", "transcriber.toml"):
        config.write_text(f'[cluster]\ncoordinator = "{wrong}"\n')
        assert "取りまとめ役の設定（coordinator.toml）ではありません" in refused("--systemd", "--config", str(config))
    config.write_text("[cluster]\n[cluster]\n")
    assert "2 行目の書き方（TOML）に誤りがあります" in refused("--systemd", "--config", str(config))


@as_root
@pytest.mark.parametrize("option", ["--config", "--worker"])
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_who_may_not_read_the_file_is_told_to_use_sudo(option: str, closed: str) -> None:
    base = Path(tempfile.mkdtemp())
    (base / "f.toml").touch(mode=0o600)
    base.chmod(0o755 if closed == "file" else 0o700)
    product_folder = base.with_suffix(".product")
    script = product_folder / "scripts" / "install"
    shutil.copytree(INSTALL.parent / "registration", script.parent / "registration")
    shutil.copy(INSTALL, script)
    for path in (product_folder, *product_folder.rglob("*")):  # whatever umask made it
        path.chmod(0o755)
    asked = [
        "runuser",
        "-u",
        "daemon",
        "--",
        "/usr/bin/python3",
        str(script),
        "--dry-run",
        option,
        str(base / "f.toml"),
    ]
    done = subprocess.run(asked, cwd="/", capture_output=True, text=True, check=False)
    shutil.rmtree(base)
    shutil.rmtree(product_folder)
    assert done.returncode == 1 and "sudo を付けて実行してください" in done.stderr and "Traceback" not in done.stderr


def test_a_dry_run_says_that_nothing_was_taken_away_and_that_the_settings_are_missing(tmp_path: Path) -> None:
    helped(tmp_path)
    for options in (["--systemd"], ["--cron"], ["--worker", str(tmp_path / "worker.toml")]):
        told = shown("--remove", *options)
        assert "登録を外しました" not in told and "--dry-run なので、登録はそのままです" in told
    asked = [sys.executable, str(INSTALL), "--dry-run", "--config", str(tmp_path / "none.toml")]
    assert "none.toml がありません" in subprocess.run(asked, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize("options", [[], ["--remove"]])
def test_a_machine_without_cron_is_told_so_before_anything_is_changed(
    install: ModuleType, office: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(rights, "prepare", lambda *_: pytest.fail("the user was changed"))
    monkeypatch.setattr(services, "change", lambda *_: pytest.fail("there is no cron"))
    monkeypatch.setattr(sys, "argv", ["install", "--cron", "--config", str(office), *options])
    with pytest.raises(SystemExit, match="cron（crontab）がありません"):
        install.main()
