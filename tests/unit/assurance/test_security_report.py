"""What a security officer is given: complete, true of this installation, and with nothing of any recording."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
from importlib import resources
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import docx
import pytest

from transcriber.assurance import bill_of_materials, security_report
from transcriber.assurance.decoder import Decoder, decoder
from transcriber.cli.main import COMMANDS
from transcriber.drafts.word import pdf
from transcriber.errors import InstallationDamaged
from transcriber.settings import HOME, Cluster, Folders, Settings


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    settings = root / "watch" / "福祉課_相談記録" / "設定"
    settings.mkdir(parents=True)
    (root / "watch" / "福祉課_相談記録" / "1_録音").mkdir()
    (root / "watch" / "福祉課_相談記録" / "1_録音" / "鶴亀花代.wav").touch()
    (settings / "設定.toml").write_text('kind = "consultation"\n[retention]\naudio_days = 45\n', encoding="utf-8")
    out = root / "out"
    out.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "converter", lambda: None)  # the PDF is LibreOffice's matter, and takes its time
        chosen = Settings(folders=Folders(watch=root / "watch", work=root / "work"))
        security_report.write_security_report(chosen, out, office="東郷町", made=dt.date(2026, 11, 29))
    return out


@pytest.fixture(scope="module")
def text(pack: Path) -> str:
    document = docx.Document(str(pack / security_report.REPORT))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_question_has_its_section(text: str) -> None:
    assert [int(n) for n in re.findall(r"^(\d+)\. ", text, re.M)] == list(range(1, 13))
    for word in (
        "脅威",
        "待ち受ける通信口（ポート）はありません",
        "生成AI",
        "SHA-256",
        "令和7年3月版",
        "DS-200",
        "照合はしていません",
    ):
        assert word in text


def test_it_is_true_of_this_installation_and_names_no_recording(text: str) -> None:
    assert "福祉課_相談記録" in text and "45日" in text
    assert str(decoder()) in text
    assert "鶴亀" not in text


def test_every_command_and_script_that_it_names_is_there(text: str) -> None:
    """What an officer is told to look at must answer."""
    commands = set(re.findall(r"transcriber ([a-z]+(?:-[a-z]+)*)", text))
    assert commands - set(COMMANDS) - {"watch", "scan"} == set()
    assert {"audit", "dispose", "retention"} <= commands
    for script in set(re.findall(r"scripts/[a-z]+(?:/[a-z]+)?", text)):
        assert (HOME / script).exists(), script


def test_the_logs_are_not_said_to_hold_less_than_they_do(text: str) -> None:
    """The store holds names of recordings, so the sentence that nothing does is of log and audit alone."""
    assert "どの記録にも" not in text
    assert "動作のログと監査記録には、話された内容、氏名、ファイル名を書きません" in text
    assert "作業台帳には、録音と文書の名前があります" in text


def test_copyleft_is_marked_and_what_needs_no_mark_is_not(text: str) -> None:
    marked = {p.name: p for p in bill_of_materials.read_parts(bill_of_materials.bill_file()) if p.copyleft}
    assert {"docxtpl", "x264", "x265", "FFmpeg", "certifi"} <= marked.keys()
    assert {"numpy", "python-docx", "Opus"}.isdisjoint(marked)
    for name in marked:
        assert name in text
    notice = (HOME / "NOTICE").read_text(encoding="utf-8")
    for name in ("docxtpl", "x264", "x265", "FFmpeg"):
        assert name in notice


@pytest.mark.parametrize(
    ("licence", "copyleft"),
    [
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("GPL-2.0-or-later", True),
        ("(GPL-3.0-or-later WITH GCC-exception-3.1) AND LGPL-2.1-or-later", True),
        ("MPL-2.0 AND MIT", True),
        ("BSD-3-Clause", False),
        ("", False),
    ],
)
def test_what_copyleft_is(licence: str, copyleft: bool) -> None:
    assert bill_of_materials.BillPart("a", "1", licence).copyleft is copyleft


def test_a_check_that_reached_no_list_is_not_called_clean() -> None:
    """pip-audit says "No known vulnerabilities found" where it could ask about no package at all."""
    nothing = bill_of_materials.KnownFaults("pip-audit", "2026-11-29", 0, 148, (), "")
    assert "まだ調べられていません" in nothing.result and "なし" not in nothing.result
    some = bill_of_materials.KnownFaults("pip-audit", "2026-11-29", 100, 48, (), "")
    assert "既知の脆弱性：なし" in some.result and "調べられなかった部品 48" in some.result


@pytest.mark.parametrize(("version", "old"), [("8.1.2", False), ("n8.1", False), ("9.0", False), ("8.0.3", True), ("6.1", True), ("", True), ("N-1234-gabc", True)])  # fmt: skip
def test_the_decoder_is_judged_by_what_was_tested(version: str, old: bool) -> None:
    assert Decoder(version, "18").too_old is old


def test_a_bill_that_is_broken_is_said(tmp_path: Path) -> None:
    (tmp_path / "linux.cdx.json").write_text("{}")
    with pytest.raises(InstallationDamaged, match="部品表"):
        bill_of_materials.read_parts(tmp_path / "linux.cdx.json")


# -- the bills themselves ------------------------------------------------------------------------------------------


def bill(platform: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HOME / "sbom" / f"{platform}.cdx.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def script() -> Any:
    loader = SourceFileLoader("sbom_script", str(HOME / "scripts" / "sbom"))
    spec = spec_from_loader("sbom_script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize("platform", ["linux", "windows"])
def test_the_bill_lists_what_is_pinned_for_its_platform_and_all_models(platform: str, script: Any) -> None:
    components = bill(platform)["components"]
    packages = {c["name"]: c["version"] for c in components if c["type"] == "library"}
    assert packages == script.pinned(platform)
    assert ("nvidia-cublas" in packages) is (platform == "linux")
    models = [c for c in components if c["type"] == "machine-learning-model"]
    assert {"faster-whisper-large-v3", "pyannote-community-1"} <= {m["name"] for m in models}
    assert all(len(f["hashes"][0]["content"]) == 64 for m in models for f in m["components"])
    assert [c["name"] for c in components if not c.get("licenses")] == []


def test_the_bills_are_of_the_pins() -> None:
    assert subprocess.run([sys.executable, HOME / "scripts" / "sbom", "--check"], check=False).returncode == 0


def test_every_native_library_in_a_wheel_is_known(script: Any) -> None:
    """A wheel that begins to bring another library is noticed here, and its licence looked up."""
    import tomllib

    rows = tomllib.loads((HOME / "sbom" / "libraries.toml").read_text(encoding="utf-8"))["native"]
    known = {name for row in rows for name in row["files"]}
    site = Path(docx.__file__).parents[1]
    found = set()
    for folder in site.glob("*.libs"):
        for file in folder.iterdir():
            found.add(re.sub(r"[-.][0-9a-f]{8}.*|\.so.*", "", file.name.removeprefix("lib")).rstrip("-"))
    assert found and found - known == set()


def test_where_other_computers_help_it_says_so_and_nowhere_that_there_is_no_port(tmp_path: Path) -> None:
    texts = tomllib.loads(
        resources.files("transcriber.assurance").joinpath("data/security.toml").read_text(encoding="utf-8")
    )
    several = texts["several"]
    for section, said in several.items():
        assert set(said.get("rows", ())) <= {row[0] for row in texts[section]["rows"]}, section
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "converter", lambda: None)
        chosen = Settings(folders=Folders(work=tmp_path), cluster=Cluster(coordinator=tmp_path / "coordinator.toml"))
        security_report.write_security_report(chosen, tmp_path, office="", made=dt.date(2026, 11, 29))
    document = docx.Document(str(tmp_path / security_report.REPORT))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    told = "\n".join([*(p.text for p in document.paragraphs), *cells])
    assert "TLS 1.3" in told and "coordinator.toml に書いたパソコンだけ" in told
    assert "待ち受ける通信口（ポート）はありません" not in told and "パソコン1台の中だけ" not in told
