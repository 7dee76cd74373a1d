"""What a person reads when something is wrong, as it comes out: found and todo in Japanese, whatever library or system noticed it."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, Field, ValidationError
from typer.testing import CliRunner

from tests.support import wording
from transcriber import plain_reasons, settings
from transcriber.cli import folder_commands
from transcriber.cli.main import app
from transcriber.errors import EngineFailed, SettingsFileError, TranscriberError
from transcriber.profiles import shipped
from transcriber.profiles.profile import read_options
from transcriber.queue.job import Notice
from transcriber.service import side_threads, status_page
from transcriber.system import engines, storage_errors
from transcriber.untrusted import files

pytestmark = pytest.mark.timeout(60)


def office(folder: Path, more: str = "") -> Path:
    """Settings of an office without models; its share is not there."""
    config = folder / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "共有"\nwork = "作業"\n[engine]\ntier = "fake"\n{more}', encoding="utf-8")
    return config


def transcriber(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "transcriber", *words], capture_output=True, text=True, check=False, timeout=50
    )


def messages(error_output: str) -> list[tuple[str, str]]:
    """The messages on the error output; nothing else may stand there."""
    lines = error_output.splitlines()
    told = []
    for found, todo in zip(lines[::2], lines[1::2], strict=True):
        assert found.startswith("エラー：") and todo.startswith("対処："), error_output
        told.append((found.removeprefix("エラー："), todo.removeprefix("対処：")))
    return told


# -- the command line ----------------------------------------------------------------------------------------------------

MISTAKES = {
    "unknown command": (["statsu"], "「status」のことでしょうか"),
    "unknown command of a group": (["models", "fech"], "「fetch」のことでしょうか"),
    "nothing like it": (["ほげ"], "という命令はありません"),
    "missing argument": (["cancel"], "「番号」（録音の番号"),
    "missing option": (["process", "録音.wav", "--out", "下書き"], "オプション「--profile」が書かれていません"),
    "no number": (["cancel", "三"], "整数で書きます"),
    "no numbers": (["retry", "1", "二"], "整数で書きます"),
    "unknown option": (["retry", "--foo"], "「--foo」はありません"),
    "option cut short": (["retry", "--al"], "--all"),
    "option without its value": (["status", "--config"], "値が要ります"),
    "a value where none belongs": (["retry", "--all=3"], "値を付けられません"),
    "one word too many": (["cancel", "1", "2"], "余分な語があります（2）"),
    "a value of a form of ours": (["audit", "verify", "--expect", "12"], "番号:ハッシュの先頭"),
}


@pytest.mark.parametrize(("words", "part"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_on_the_command_line(words: list[str], part: str) -> None:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    ((found, todo),) = messages(done.stderr)
    assert part in found
    assert "--help" in todo
    assert wording.faults_of_message(found, todo) == []


def every_command() -> list[list[str]]:
    import typer

    def walk(command: object, words: list[str]) -> list[list[str]]:
        inner = getattr(command, "commands", {})
        return [words, *(w for name in inner for w in walk(inner[name], [*words, name]))]

    return walk(typer.main.get_command(app), [])


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_the_help_of_every_command(words: list[str]) -> None:
    done = CliRunner().invoke(app, [*words, "--help"], prog_name="transcriber")
    assert done.exit_code == 0
    said = done.stdout.replace("\n", " ")
    assert "使い方：transcriber" in said
    assert "この説明を表示します" in said
    assert wording.foreign_words(said) == []


def test_without_a_word_the_help_is_shown() -> None:
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 2
    assert "使い方：" in done.stderr


def test_a_refused_question_is_no_english() -> None:
    done = CliRunner().invoke(app, ["voices", "enrol", "山田"], input="n\n")
    assert done.exit_code == 1
    assert "取りやめました。" in done.output
    assert "Abort" not in done.output


# -- a share that is not there -------------------------------------------------------------------------------------------


def test_scan_says_that_the_share_is_missing(tmp_path: Path) -> None:
    done = transcriber("scan", "--config", str(office(tmp_path)))
    assert done.returncode == 1
    ((found, todo),) = messages(done.stderr)
    assert "共有フォルダが見つかりません" in found
    assert wording.faults_of_message(found, todo) == []


def test_scan_says_that_the_share_holds_no_profile(tmp_path: Path) -> None:
    (tmp_path / "共有").mkdir()
    done = transcriber("scan", "--config", str(office(tmp_path)))
    assert done.returncode == 1
    ((found, todo),) = messages(done.stderr)
    assert "設定（会議録・相談記録など）のフォルダがありません" in found
    assert wording.faults_of_message(found, todo) == []


def test_scan_counts_what_is_named_after_people(tmp_path: Path) -> None:
    """Its output goes into mail and logs."""
    config = office(tmp_path)
    shipped.lay_out(tmp_path / "共有")
    inbox = tmp_path / "共有" / "相談記録" / "1_録音"
    (inbox / "山田花子.wav").write_bytes(b"no sound " * 100)
    config.write_text(
        config.read_text(encoding="utf-8") + "[watching]\npoll_seconds = 1\nstable_seconds = 0\n", encoding="utf-8"
    )
    done = transcriber("scan", "--config", str(config))
    assert done.returncode == 1
    told = done.stderr[done.stderr.index("エラー：") :]
    ((found, todo),) = messages(told)
    assert "番号 1" in found
    assert "山田" not in done.stderr
    assert wording.faults_of_message(found, todo) == []


def test_scan_beside_another_says_why_it_does_nothing(tmp_path: Path) -> None:
    config = office(tmp_path)
    loaded = settings.load_settings(config)
    loaded.folders.work.mkdir()
    with folder_commands.lock.only_instance(loaded.folders.work) as ours:
        assert ours
        done = transcriber("scan", "--config", str(config))
    assert done.returncode == 0
    assert "ほかの transcriber が動いています" in done.stderr.replace("いるので", "います")


# -- settings ------------------------------------------------------------------------------------------------------------

SETTINGS = {
    "no value": ("[engine]\ntier =\n", "2 行目"),
    "quotes not closed": ('[engine]\ntier = "auto\n', "引用符が閉じていません"),
    "a word without quotes": ("[engine]\ntier = 自動\n", "引用符"),
    "a Windows path": ('[folders]\nwatch = "C:\\Users\\共有"\n', "Windows のパス"),
    "twice the same": ("[engine]\n[engine]\n", "2回書かれています"),
    "no pair": ("engine\n", "「項目 = 値」"),
    "not closed": ("[engine\n", "括弧"),
    "another tier": ('[engine]\ntier = "大"\n', "使えるのは auto、embedded"),
    "another device": ('[engine]\ndevice = "npu"\n', "使えるのは auto、cpu、cuda"),
    "no number": ('[engine]\nthreads = "多い"\n', "engine.threads（整数で書きます）"),
    "half a thread": ("[engine]\nthreads = 1.5\n", "整数"),
    "less than nothing": ("[watching]\npoll_seconds = -1\n", "0"),
    "a list": ("[engine]\ntier = [1]\n", "使えるのは"),
    "no table": ('engine = "auto"\n', "見出し"),
    "unknown": ("[engine]\nmodel = 1\n", "engine.model（知らない項目です）"),
    "a path that is none": ("[folders]\nwatch = 3\n", "folders.watch（ファイルかフォルダの場所"),
    "nothing": ("# あとで書く\n", "何も書かれていません"),
}


@pytest.mark.parametrize(("text", "part"), SETTINGS.values(), ids=SETTINGS)
def test_a_mistake_in_the_settings(text: str, part: str, tmp_path: Path) -> None:
    config = tmp_path / "transcriber.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsFileError) as told:
        settings.load_settings(config)
    assert part in told.value.found
    assert wording.faults_of_message(told.value.found, told.value.todo) == []


def test_settings_in_another_encoding(tmp_path: Path) -> None:
    config = tmp_path / "transcriber.toml"
    config.write_bytes('[folders]\nwatch = "共有"\n'.encode("cp932"))
    with pytest.raises(SettingsFileError, match="UTF-8 ではありません") as told:
        settings.load_settings(config)
    assert wording.faults_of_message(told.value.found, told.value.todo) == []


OPTIONS = {
    "another kind": ('kind = "会議"\n', "使えるのは council、consultation"),
    "a day that is none": ('[retention]\naudio_days = "三十"\n', "整数"),
    "less than nothing": ("[retention]\naudio_days = -1\n", "0以上の数で書きます"),
    "not TOML": ("kind：council\n", "1 行目"),
}


@pytest.mark.parametrize(("text", "part"), OPTIONS.values(), ids=OPTIONS)
def test_a_mistake_in_the_settings_of_a_profile(text: str, part: str, tmp_path: Path) -> None:
    file = tmp_path / "設定.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsFileError) as told:
        read_options(file)
    assert part in told.value.found
    assert wording.faults_of_message(told.value.found, told.value.todo) == []


def test_a_check_that_pydantic_words_in_a_way_nobody_has_seen_yet() -> None:
    class Odd(BaseModel):
        value: complex = Field()

    with pytest.raises(ValidationError) as wrong:
        Odd(value="x")  # type: ignore[arg-type]
    assert plain_reasons.of_validation(wrong.value) == "value（この値は使えません）"


# -- the system ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(errno.errorcode), ids=lambda code: errno.errorcode[code])
def test_whatever_the_system_refuses(code: int) -> None:
    refused = OSError(code, os.strerror(code), "名簿.xlsx")
    told = storage_errors.storage_error(refused, "1_録音")
    assert wording.faults_of_message(told.found, told.todo) == []
    found, todo = files.fault(refused)
    assert wording.faults_of_message(f"名簿.xlsx {found}", todo) == []
    assert wording.foreign_words(plain_reasons.of_system(refused)) == []


def test_a_database_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    sqlite3.connect(file).close()
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(f"file:{tmp_path}/nowhere/store.db?mode=ro", uri=True).execute("SELECT 1")
    assert plain_reasons.of_database(refused.value) == "開けません"


def test_a_library_that_fails_in_an_engine() -> None:
    def broken() -> None:
        raise RuntimeError("CUDA driver version is insufficient")

    with pytest.raises(EngineFailed) as told:
        engines._call(broken, (), {})
    assert wording.faults_of_message(told.value.found, told.value.todo) == []


def test_a_fault_that_nobody_foresaw() -> None:
    told = side_threads.unexpected(KeyError("name"))
    assert wording.faults_of_message(told.found, told.todo) == []


def test_a_notice_stands_on_the_page_as_it_was_said() -> None:
    error = storage_errors.storage_error(OSError(errno.EIO, "Input/output error"), "1_録音")
    assert isinstance(error, TranscriberError)
    page = status_page.status_html("会議録", (), 0.0, (Notice("1_録音", error.found, error.todo, 0.0),))
    shown = page[page.index("</style>") : page.index("<script>")]
    assert error.found in shown
    assert wording.foreign_words(shown) == []
