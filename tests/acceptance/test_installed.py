"""The program installed as an office would install it: the built wheel with its pinned packages, far from any checkout.

The environment is a real one: empty at first, then filled by hash from requirements/runtime.txt. uv's cache, filled when this
environment here was made, saves the download, nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import sounds

from transcriber import __version__
from transcriber.media import decoding
from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import shipped
from transcriber.settings import HOME

pytestmark = pytest.mark.acceptance

PACKED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE",
    "CHANGELOG.md",
    "requirements",
    "sbom",
    "templates",
    "transcriber",
)
UV = Path(sys.executable).with_name("uv")
SECONDS = 15
"""Of the recording: some sentences of two people."""


def uv(*arguments: str | Path) -> None:
    done = subprocess.run([UV, *arguments], capture_output=True, text=True, check=False, env=clean())
    assert done.returncode == 0, done.stdout + done.stderr


def clean() -> dict[str, str]:
    """This process's environment without what would lead a program back to the checkout."""
    return {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "TRANSCRIBER_CONFIG"}}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that an office works in: recordings, drafts, weights and files of its own lie in its folders."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in PACKED:
        source = HOME / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    shipped.lay_out(copy / "watch_folders")
    (copy / "models" / "weights").mkdir(parents=True)
    shutil.copy(HOME / "models" / "models.toml", copy / "models")
    for private in (
        "models/weights/model.bin",
        "watch_folders/会議録/1_録音/秘密会.mp3",
        "watch_folders/会議録/設定/学習候補.xlsx",
        "watch_folders/会議録/状況.html",
        "watch_folders/福祉課_相談記録/設定/名簿.xlsx",
        "transcriber.toml",
    ):
        (copy / private).parent.mkdir(parents=True, exist_ok=True)
        (copy / private).write_bytes(b"the office's own")
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    uv("build", "--no-build-isolation", "--python", sys.executable, "--out-dir", out, checkout)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@dataclass(frozen=True)
class Installed:
    """An environment with the program in it, and an office's folder laid out by it."""

    python: Path
    office: Path
    data: Path

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        """What a command says, run in the office's folder; its exit code must be `code`."""
        command = [self.python.with_name("transcriber"), *arguments]
        environment = clean() | {"XDG_DATA_HOME": str(self.data)}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.office, env=environment, timeout=600
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """With `init` done."""
    root = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", root / "venv"], check=True)
    python = root / "venv" / "bin" / "python"
    pins = HOME / "requirements" / "runtime.txt"
    uv("pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", pins)
    # Offline and with its dependencies: it fails unless the pinned packages are all that the wheel asks for.
    uv("pip", "install", "--quiet", "--python", python, "--offline", "--no-index", wheel)
    (root / "office").mkdir()
    found = Installed(python, root / "office", root / "data")
    found.run("init", ".")
    config = found.office / "transcriber.toml"
    text = config.read_text(encoding="utf-8").replace("[engine]\n", "[engine]\nthreads = 2\n")  # else they are measured
    config.write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def ready(installed: Installed) -> Installed:
    """With the small models fetched."""
    installed.run("models", "fetch", "embedded")
    return installed


def test_the_packages_hold_all_that_ships_and_nothing_that_an_office_put_there(built: Path, wheel: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        sources = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    shipping = [p for p in (HOME / "templates").rglob("*") if p.is_file()]
    shipping += [HOME / "watch_folders" / profile / file for profile in shipped.PROFILES for file in shipped.FILES]
    shipping += [HOME / "models" / "models.toml", *(HOME / "sbom").iterdir()]
    expected = {p.relative_to(HOME).as_posix(): p.read_bytes() for p in shipping}
    inside = {n.removeprefix("transcriber/resources/"): c for n, c in files.items() if "transcriber/resources/" in n}
    del inside["__init__.py"]
    assert inside == expected
    assert expected.keys() <= sources
    assert "transcriber/py.typed" in files
    for names in (files.keys(), sources):
        assert not [n for n in names if "秘密会" in n or "学習候補" in n or "福祉課" in n or "weights" in n]
        assert "transcriber.toml" not in names


def test_it_runs_from_its_own_files(installed: Installed) -> None:
    assert installed.run("version").strip() == __version__
    where = (
        "import transcriber, transcriber.resources as r; print(transcriber.__file__, r.CHECKOUT, r.folder('templates'))"
    )
    told = subprocess.run(
        [installed.python, "-I", "-c", where], capture_output=True, text=True, check=True, cwd=installed.office
    ).stdout
    file, checkout, templates = told.split()
    assert installed.python.parents[1] in Path(file).parents
    assert installed.python.parents[1] in Path(templates).parents
    assert checkout == "None"


def test_before_the_models_are_there_doctor_misses_nothing_else(installed: Installed) -> None:
    told = installed.run("doctor", code=1).splitlines()
    assert [line.partition("：")[0] for line in told if line.startswith("要対応")] == ["要対応  モデル"]


def test_the_models_come_into_the_users_data_folder_and_all_is_well(ready: Installed) -> None:
    assert (ready.data / "transcriber" / "models" / "weights" / "faster-whisper-base" / "model.bin").is_file()
    assert "すべて整っています" in ready.run("doctor")


def test_a_recording_becomes_a_draft(ready: Installed, tmp_path: Path) -> None:
    decoding.decode(HOME / "tests" / "recordings" / "consultation.m4a", tmp_path / "audio.pcm", name="consultation")
    beginning = Pcm(tmp_path / "audio.pcm").read(0, SECONDS)
    sounds.write(ready.office / "面談.wav", beginning, "pcm_s16le", rate=SAMPLE_RATE)
    ready.run("process", "面談.wav", "--profile", "相談記録", "--out", "out")
    transcript = Transcript.read(ready.office / "out" / "資料" / "transcript.json")
    assert sum(len(u.text) for u in transcript.utterances) > 30
    assert zipfile.is_zipfile(ready.office / "out" / "面談_下書き.docx")


@pytest.mark.parametrize("style", ["会議録_東郷型", "相談受付票"])
def test_the_shipped_styles_are_there_and_right(installed: Installed, style: str) -> None:
    assert "誤りはありません" in installed.run("style", "check", style)
