"""What `transcriber cluster init` makes: an authority of this town alone, certificates that say who may do what, and files that nobody
else can read."""

from __future__ import annotations

import datetime as dt
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID
from typer.testing import CliRunner

from transcriber.cli import main
from transcriber.cluster import certificates, cluster_files, cluster_setup, coordinator
from transcriber.errors import ClusterFileError, ClusterNotInstalled, SettingsFileError
from transcriber.settings import Cluster, Settings, load_settings, sample

NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
AT = cluster_setup.address_of("192.168.1.10")
TWO = {"pc-1": cluster_setup.address_of("192.168.1.21"), "pc-2": cluster_setup.address_of("192.168.1.22:9000")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cluster_setup.set_up(tmp_path / "cluster", AT, TWO, NOW)
    return tmp_path / "cluster"


def certificate(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode())


def test_each_computer_gets_one_file_with_everything_it_needs(folder: Path) -> None:
    own = cluster_files.read_coordinator_file(folder / "coordinator.toml")
    assert own.listen == AT and own.workers == TWO
    worker = cluster_files.read_worker_file(folder / "workers" / "pc-2.toml")
    assert (worker.name, worker.listen, worker.coordinator) == ("pc-2", TWO["pc-2"], AT)
    assert worker.keys.authority == own.keys.authority
    assert worker.keys.key != own.keys.key


@pytest.mark.skipif(sys.platform == "win32", reason="folders there get their rules from the one above")
def test_nobody_else_can_read_a_key(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_certificate_says_its_role_and_is_good_for_nothing_else(folder: Path) -> None:
    own = certificate(cluster_files.read_coordinator_file(folder / "coordinator.toml").keys.certificate)
    worker = certificate(cluster_files.read_worker_file(folder / "workers" / "pc-1.toml").keys.certificate)
    for made, role, name in ((own, "coordinator", "coordinator"), (worker, "worker", "pc-1")):
        said = {a.oid: a.value for a in made.subject}
        assert said[NameOID.ORGANIZATIONAL_UNIT_NAME] == role and said[NameOID.COMMON_NAME] == name
        assert made.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS).value.ca is False
        usage = made.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE).value
        assert usage.digital_signature and not usage.key_cert_sign
        wide = set(made.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value)
        assert wide == {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH}
    hosts = worker.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    assert certificates.COORDINATOR_HOST not in hosts.get_values_for_type(x509.DNSName)


def test_a_clock_that_is_off_by_a_day_is_no_reason_to_refuse(folder: Path) -> None:
    made = certificate(cluster_files.read_worker_file(folder / "workers" / "pc-1.toml").keys.certificate)
    assert made.not_valid_before_utc < NOW - dt.timedelta(days=2)
    assert made.not_valid_after_utc > NOW + dt.timedelta(days=4 * 365)


def test_the_authority_can_sign_computers_and_no_further_authority(folder: Path) -> None:
    authority = certificate(cluster_files.read_authority(folder / "authority.toml").certificate)
    bounds = authority.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS).value
    assert bounds.ca and bounds.path_length == 0
    ssl.create_default_context(cadata=cluster_files.read_authority(folder / "authority.toml").certificate)


def test_run_again_it_adds_a_computer_and_leaves_the_others_as_they_are(folder: Path) -> None:
    before = {p.name: p.read_bytes() for p in (folder / "workers").iterdir()}
    done = cluster_setup.set_up(folder, None, {"laptop": cluster_setup.address_of("192.168.1.30")}, NOW)
    assert [p.name for p in done.made] == ["laptop.toml"]
    assert {p.name: p.read_bytes() for p in (folder / "workers").iterdir() if p.name in before} == before
    own = cluster_files.read_coordinator_file(folder / "coordinator.toml")
    assert set(own.workers) == {"pc-1", "pc-2", "laptop"}
    added = cluster_files.read_worker_file(folder / "workers" / "laptop.toml")
    assert added.keys.authority == own.keys.authority


@pytest.mark.parametrize(
    ("listen", "workers", "found"),
    [
        (cluster_setup.address_of("192.168.1.99"), {}, "取りまとめ役は 192.168.1.10:8786 です"),
        (None, {"pc-1": cluster_setup.address_of("192.168.1.99")}, "「pc-1」は、別のアドレスで登録されています"),
    ],
)
def test_what_is_there_is_not_changed_behind_anybodys_back(
    folder: Path, listen: cluster_files.Address | None, workers: dict[str, cluster_files.Address], found: str
) -> None:
    with pytest.raises(ClusterFileError, match=found):
        cluster_setup.set_up(folder, listen, workers, NOW)


def test_without_the_key_that_signs_no_computer_is_added(folder: Path) -> None:
    (folder / "authority.toml").unlink()
    with pytest.raises(ClusterFileError, match="証明書を作る鍵"):
        cluster_setup.set_up(folder, None, {"laptop": cluster_setup.address_of("192.168.1.30")}, NOW)


def test_no_certificate_outlives_the_authority(folder: Path) -> None:
    end = certificates.valid_until(cluster_files.read_authority(folder / "authority.toml").certificate)
    later = {"pc-4": cluster_setup.address_of("192.168.1.24")}
    (path,) = cluster_setup.set_up(folder, None, later, NOW + dt.timedelta(days=400)).made
    assert certificates.valid_until(cluster_files.read_worker_file(path).keys.certificate) == end
    with pytest.raises(ClusterFileError, match="証明書を作る鍵は 2031年3月31日 に切れました"):
        cluster_setup.set_up(folder, None, {}, NOW + dt.timedelta(days=6 * 365), again={"pc-4": None})


def test_a_computer_that_is_known_already_is_told_and_nothing_is_written(folder: Path) -> None:
    (folder / "workers" / "pc-1.toml").unlink()
    before = (folder / "coordinator.toml").read_bytes()
    (folder / "authority.toml").unlink()
    done = cluster_setup.set_up(folder, None, {"pc-1": TWO["pc-1"]}, NOW)
    assert (done.made, done.known) == ((), ("pc-1",))
    assert (folder / "coordinator.toml").read_bytes() == before
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), "--worker", "pc-1=192.168.1.21"])
    assert said.exit_code == 0 and "もう登録されているので、何も書いていません" in said.output
    assert "--again pc-1" in said.output and "scripts/install" not in said.output
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder)])
    assert said.exit_code == 0 and "何も書いていません" in said.output and "coordinator.toml'" in said.output


def test_a_computer_gets_a_new_file_at_its_old_or_a_new_address_and_the_others_keep_theirs(folder: Path) -> None:
    before = (folder / "workers" / "pc-2.toml").read_bytes()
    old = cluster_files.read_worker_file(folder / "workers" / "pc-1.toml").keys
    for text, at in (("pc-1", TWO["pc-1"]), ("pc-1=192.168.1.31", cluster_setup.address_of("192.168.1.31"))):
        said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), "--again", text])
        assert said.exit_code == 0 and "pc-1.toml" in said.output and "もう使えません" in said.output
        assert ("もう一度実行してください" in said.output) == ("=" in text), (
            "only who may be talked to is settled there"
        )
        assert "coordinator = " not in said.output, "it stands in transcriber.toml already"
        own = cluster_files.read_coordinator_file(folder / "coordinator.toml")
        new = cluster_files.read_worker_file(folder / "workers" / "pc-1.toml")
        assert own.workers["pc-1"] == new.listen == at and new.keys.certificate != old.certificate
        assert own.serials["pc-1"] == certificates.serial_of(new.keys.certificate)
    assert (folder / "workers" / "pc-2.toml").read_bytes() == before


def test_a_computer_is_taken_away_and_may_come_back_under_its_name(folder: Path) -> None:
    (folder / "authority.toml").rename(folder / "elsewhere.toml")
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), "--remove", "pc-1"])
    assert said.exit_code == 0 and "pc-1：外しました" in said.output and "もう使えません" in said.output
    own = cluster_files.read_coordinator_file(folder / "coordinator.toml")
    assert set(own.workers) == set(own.serials) == {"pc-2"} and not (folder / "workers" / "pc-1.toml").exists()
    (folder / "elsewhere.toml").rename(folder / "authority.toml")
    assert cluster_setup.set_up(folder, None, {"pc-1": TWO["pc-1"]}, NOW).made


@pytest.mark.parametrize(
    "typed",
    [
        ["--worker", "pc-3=192.168.1.21"],
        ["--worker", "pc-3=192.168.1.40", "--worker", "pc-4=192.168.1.40:8786"],
        ["--again", "pc-2=192.168.1.21"],
    ],
)
def test_no_two_computers_have_one_address(folder: Path, typed: list[str]) -> None:
    before = (folder / "coordinator.toml").read_bytes()
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), *typed])
    assert isinstance(said.exception, ClusterFileError) and "のアドレスが、どちらも 192.168.1." in said.exception.found
    assert (folder / "coordinator.toml").read_bytes() == before and len(list((folder / "workers").iterdir())) == 2
    moved = ["--remove", "pc-1", "--worker", "pc-3=192.168.1.21", "--worker", "pc-4=192.168.1.21:8787"]
    assert CliRunner().invoke(main.app, ["cluster", "init", str(folder), *moved]).exit_code == 0


@pytest.mark.parametrize("typed", [["--again", "pc-9"], ["--remove", "pc-9"], ["--again", "pc-9=192.168.1.9"]])
def test_only_a_computer_that_is_known_is_renewed_or_taken_away(folder: Path, typed: list[str]) -> None:
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), *typed])
    assert isinstance(said.exception, ClusterFileError) and "「pc-9」は、登録されていません" in said.exception.found
    assert "pc-1、pc-2" in said.exception.todo


def test_one_computer_is_named_once(folder: Path) -> None:
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), "--again", "pc-1", "--remove", "pc-1"])
    assert isinstance(said.exception, ClusterFileError) and "2度" in said.exception.found


def test_a_file_of_an_earlier_version_names_no_certificates(folder: Path) -> None:
    path = folder / "coordinator.toml"
    kept = (
        path.read_text(encoding="utf-8").split("[serials]")[0]
        + path.read_text(encoding="utf-8")[path.read_text(encoding="utf-8").index("[keys]") :]
    )
    path.write_text(kept, encoding="utf-8")
    assert cluster_files.read_coordinator_file(path).serials == {}
    cluster_setup.set_up(folder, None, {}, NOW, again={"pc-1": None})
    assert set(cluster_files.read_coordinator_file(path).serials) == {"pc-1"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pc 2",
        "192.168.1.1:0",
        "192.168.1.1:99999",
        "host:port",
        "http://pc/",
        "192.168.1.300",
        "192.168.1",
        "1921681.20:8786",
        "fd00::12345",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ClusterFileError, match="読めません"):
        cluster_setup.address_of(text)


def test_addresses_of_both_kinds_are_read() -> None:
    assert str(cluster_setup.address_of("pc-2.town.lg.jp:9000")) == "tls://pc-2.town.lg.jp:9000"
    assert str(cluster_setup.address_of("fd00::12")) == "tls://[fd00::12]:8786"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda t: t.replace("speakers", "drafts"), "offers"),
        (lambda t: "offers = [\n", "TOML"),
        (lambda t: t.replace('name = "pc-1"', 'name = "市役所"'), "name"),
        (lambda t: f'leaves = "25:00"\n{t}', "leaves"),
        (lambda t: f"colour = 1\n{t}", "colour（知らない項目です）"),
    ],
)
def test_a_workers_file_with_a_mistake_is_told_and_not_used(folder: Path, change, found: str) -> None:  # type: ignore[no-untyped-def]
    path = folder / "workers" / "pc-1.toml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ClusterFileError) as caught:
        cluster_files.read_worker_file(path)
    assert found in caught.value.found


@pytest.mark.parametrize("line", ['leaves = "25:00"', "leaves = 1700", 'leaves = "17時"'])
def test_a_time_that_is_none_is_told_with_one_that_is(folder: Path, line: str) -> None:
    path = folder / "workers" / "pc-1.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(ClusterFileError) as caught:
        cluster_files.read_worker_file(path)
    assert caught.value.found.endswith('leaves（このように書いてください："17:00"）')
    assert caught.value.todo == "その項目を直してください。"


@pytest.mark.parametrize(
    ("line", "todo"),
    [
        ('offers = ["speech"]', "項目「offers」が2つあります。1つにまとめて"),
        ("leaves = 17:00", "その行を直してください。文字と時刻は"),
        ('device = "cpu', "その行を直してください。文字と時刻は"),
    ],
)
def test_a_line_that_was_mistyped_is_no_file_cut_off_on_its_way(folder: Path, line: str, todo: str) -> None:
    path = folder / "workers" / "pc-1.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(ClusterFileError) as caught:
        cluster_files.read_worker_file(path)
    assert caught.value.todo.startswith(todo)
    path.write_text(path.read_text(encoding="utf-8").replace(f"{line}\n", "")[:-40], encoding="utf-8")
    with pytest.raises(ClusterFileError) as caught:
        cluster_files.read_worker_file(path)
    assert "もう一度運んでください" in caught.value.todo


def test_what_the_file_itself_says_of_its_items_is_true(folder: Path) -> None:
    path = folder / "workers" / "pc-1.toml"
    text = path.read_text(encoding="utf-8")
    assert "offers（下に書いてあります。その行を直します）" in text and 'leaves = "17:00"' in text
    path.write_text(f"leaves = \"17:00\"\nmodels = '/opt/models'\n{text}", encoding="utf-8")
    assert cluster_files.read_worker_file(path).models == Path("/opt/models")


@pytest.mark.parametrize(
    "change", [lambda t: t[:60], lambda t: t[:-40], lambda _: "", lambda t: f"colour = 1\n{t[:-200]}"]
)
def test_the_coordinators_file_is_restored_and_carried_nowhere(folder: Path, change) -> None:  # type: ignore[no-untyped-def]
    path = folder / "coordinator.toml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ClusterFileError) as caught:
            cluster_files.read_coordinator_file(path)
        assert "控えから戻して" in caught.value.todo and "運んで" not in caught.value.todo
        path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "typed", [["--host", "192.168.1.10"], ["--again", "pc-1"], ["--remove", "pc-1"], ["--worker", "pc-9=192.168.1.99"]]
)
def test_where_the_coordinators_file_is_lost_nothing_is_made_anew_over_what_is_left(
    folder: Path, typed: list[str]
) -> None:
    (folder / "coordinator.toml").unlink()
    before = (folder / "authority.toml").read_bytes()
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), *typed])
    assert isinstance(said.exception, ClusterFileError) and said.exception.found.endswith(
        "に coordinator.toml がありません。"
    )
    assert "控えから戻して" in said.exception.todo and "新しいフォルダ" in said.exception.todo
    assert (folder / "authority.toml").read_bytes() == before


def test_what_was_refused_leaves_nothing_that_would_refuse_the_next_try(tmp_path: Path) -> None:
    same = ["--worker", "pc-1=192.168.1.21", "--worker", "pc-2=192.168.1.21"]
    asked = ["cluster", "init", str(tmp_path / "c"), "--host", "192.168.1.10"]
    assert CliRunner().invoke(main.app, [*asked, *same]).exit_code != 0
    assert CliRunner().invoke(main.app, [*asked, *same[:2]]).exit_code == 0


def test_an_item_below_a_section_that_belongs_above_it_is_told(folder: Path) -> None:
    path = folder / "workers" / "pc-1.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}leaves = "17:00"\n', encoding="utf-8")
    with pytest.raises(ClusterFileError, match=r"「leaves」は、最初の \[ \] の行より前に書いてください"):
        cluster_files.read_worker_file(path)


def test_what_the_command_says_of_the_settings_fits_those_that_init_makes(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    said = CliRunner().invoke(main.app, ["cluster", "init", str(folder), "--host", "192.168.1.10"]).output
    line = f"coordinator = '{folder / 'coordinator.toml'}'"
    assert line in said and "\n  [cluster]" not in said
    config = folder / "transcriber.toml"
    assert sample().count(old := "# coordinator = ''") == 1 and old in said
    config.write_text(sample().replace(old, line), encoding="utf-8")
    assert load_settings(config).cluster.coordinator == folder / "coordinator.toml"
    config.write_text(f"{sample()}[cluster]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsFileError) as caught:
        load_settings(config)
    assert "[cluster] が2つあります" in caught.value.todo


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main.app, ["cluster", "init", str(tmp_path / "c"), "--host", "10.0.0.1", "--worker", "pc-2=10.0.0.2"]
    )
    assert done.exit_code == 0, done.output
    assert "[cluster]" in done.output and "pc-2.toml" in done.output and "authority.toml" in done.output
    assert "「scripts/install --worker worker.toml」で登録します" in done.output


def test_the_settings_name_the_file_from_their_own_folder(tmp_path: Path) -> None:
    config = tmp_path / "transcriber.toml"
    config.write_text('[cluster]\ncoordinator = "cluster/coordinator.toml"\n', encoding="utf-8")
    assert load_settings(config).cluster.coordinator == tmp_path / "cluster" / "coordinator.toml"


def test_without_the_setting_nothing_of_it_is_loaded() -> None:
    with coordinator.helping_computers(Settings()) as found:
        assert found is None
    code = (
        "import sys; from transcriber.cli import folder_commands, process_command, doctor_command; "
        "from transcriber.cluster.coordinator import helping_computers; from transcriber.settings import Settings; "
        "helping_computers(Settings()).__enter__(); "
        "print([m for m in ('distributed', 'dask', 'tornado', 'cryptography', 'transcriber.cluster.pool') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_where_the_packages_are_missing_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coordinator, "PACKAGES", ("no_such_package",))
    wanted = Settings(cluster=Cluster(coordinator=tmp_path / "coordinator.toml"))
    with pytest.raises(ClusterNotInstalled, match="no_such_package"), coordinator.helping_computers(wanted):
        pass
