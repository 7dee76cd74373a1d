"""All messages in one language and one form: Japanese, what was found and what to do, and nobody else's words in between."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path

import pydantic
import pytest
from pydantic_core import core_schema
from support.messages import JAPANESE, Message, messages, of_source
from typer.testing import CliRunner

from transcriber import reasons, settings
from transcriber.cli import main
from transcriber.errors import SettingsFileError
from transcriber.profiles import shipped

PACKAGE = Path(__file__).resolve().parents[2] / "transcriber"

PRODUCTS = ["Excel", "LibreOffice", "Linux", "Python", "Word", "Windows"]
FORMATS = [
    "CSV",
    "TOML",
    "DTD",
    "MP",
    "PDF",
    "SHA",
    "SRT",
    "UTF",
    "WAV",
    "WebVTT",
    "XML",
    "Open",
    "Strict",
    "docx",
    "json",
    "toml",
    "whl",
    "xlsx",
    "txt",
    "xml",
    "zip",
    "ZIP",
    "GB",
    "MB",
    "CPU",
    "GPU",
    "IP",
    "pc",
]
COMMANDS = [
    "again",
    "audit",
    "roster",
    "bundle",
    "cancel",
    "cluster",
    "worker",
    "coordinator",
    "host",
    "doctor",
    "effect",
    "enrol",
    "fetch",
    "finalise",
    "forget",
    "help",
    "hold",
    "import",
    "init",
    "install",
    "scripts",
    "learn",
    "list",
    "models",
    "process",
    "release",
    "render",
    "unmask",
    "relabel",
    "replay",
    "calibrate",
    "retention",
    "retry",
    "scan",
    "settings",
    "status",
    "style",
    "templates",
    "transcriber",
    "verify",
    "version",
    "voices",
    "watch",
    "check",
    "preview",
    "from",
    "remove",
    "config",
    "copy",
    "reason",
    "job",
    "recording",
    "recordings",
    "speaker",
    "what",
    "name",
    "merge",
    "give",
    "time",
    "profile",
    "out",
    "papers",
    "all",
    "delete",
    "dispose",
    "days",
    "expect",
    "date",
    "kind",
    "attach",
    "make",
    "manifest",
]
VALUES = [
    "arrival",
    "auto",
    "careful",
    "consultation",
    "council",
    "cpu",
    "cuda",
    "deleted",
    "draft",
    "embedded",
    "fair",
    "fake",
    "false",
    "fast",
    "full",
    "hide",
    "high",
    "inline",
    "keep",
    "meeting",
    "off",
    "return",
    "short",
    "standard",
    "suggest",
    "device",
    "engine",
    "folders",
    "office",
    "tier",
    "work",
]
PATHS_AND_PROGRAMS = [
    "authority",
    "offers",
    "requirements",
    "speech",
    "speakers",
    "tier",
    "auth",
    "chmod",
    "docs",
    "document",
    "ensurepip",
    "go",
    "hf",
    "ja",
    "login",
    "md",
    "pip",
    "rwx",
    "shm",
    "sudo",
    "transcript",
    "wal",
    "word",
]
TAGS = ["end", "for", "in", "tr"]
NAMES = {*PRODUCTS, *FORMATS, *COMMANDS, *VALUES, *PATHS_AND_PROGRAMS, *TAGS}
"""Words in Latin letters that are names of something: what a person types, reads on a screen, or finds in a folder."""


@pytest.fixture(scope="module")
def told() -> list[Message]:
    return list(messages(PACKAGE))


def test_no_message_is_in_english(told: list[Message]) -> None:
    assert len(told) > 500
    assert {m.place: m.words - NAMES for m in told if m.words - NAMES} == {}


def test_no_message_hands_on_what_the_system_or_a_library_says(told: list[Message]) -> None:
    assert {m.place: m.foreign for m in told if m.foreign} == {}


def test_every_error_says_what_to_do(told: list[Message]) -> None:
    assert {m.place: m.texts for m in told if m.lacks_todo} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('raise RosterError("The roster is broken.", "直してください。")', "words"),
        ('raise RosterError(f"{n} is not a number", "直してください。")', "words"),
        ('try: x()\nexcept OSError as e: raise RosterError(f"読めません（{e}）。", "直してください。")', "foreign"),
        (
            'try: x()\nexcept OSError as e: raise RosterError(f"読めません（{e.strerror}）。", "直してください。")',
            "foreign",
        ),
        ('try: x()\nexcept OSError as e: return f"は読めません（{e}）。", ""', "foreign"),
        (
            'try: x()\nexcept SyntaxError as e: raise TemplateError(f"誤りです（{e.message}）。", "直してください。")',
            "foreign",
        ),
        (
            'try: x()\nexcept RosterError as e: raise e\ntry: y()\nexcept OSError as e: raise RosterError(f"誤りです（{e}）。", "直してください。")',
            "foreign",
        ),
        ('raise RosterError("読めません。", "")', "todo"),
        ('typer.echo("No such file")', "words"),
        ('x: str = typer.Option("", help="the 名簿 of the office")', "words"),
    ],
)
def test_a_message_that_is_not_as_it_should_be_is_noticed(source: str, fault: str) -> None:
    (*_, one) = sorted(of_source(source, "x.py"), key=lambda m: bool(m.words - NAMES or m.foreign or m.lacks_todo))
    assert {"words": bool(one.words - NAMES), "foreign": bool(one.foreign), "todo": one.lacks_todo}[fault]


# -- what the system and libraries say -----------------------------------------------------------------------------


def test_every_error_number_of_the_system_has_japanese_words() -> None:
    for number in errno.errorcode:
        words = reasons.of_system(OSError(number, os.strerror(number)))
        assert JAPANESE.search(words) and not re.search("[A-Za-z]", words), errno.errorcode[number]


def test_every_kind_of_value_that_pydantic_refuses_has_japanese_words() -> None:
    for kind in typing.get_args(core_schema.ErrorType):
        words = reasons.of_value(
            {"type": kind, "loc": ("a",), "msg": "", "input": 1, "ctx": {"gt": 0, "ge": 0, "lt": 1, "le": 1}}
        )
        assert JAPANESE.search(words), kind
        assert set(re.findall("[A-Za-z]+", words)) <= {"true", "false"}, kind


def test_a_validator_of_a_library_is_not_quoted() -> None:
    class One(pydantic.BaseModel):
        value: int

        @pydantic.field_validator("value")
        @classmethod
        def refuse(cls, value: int) -> int:
            raise ValueError("something went wrong here")

    with pytest.raises(pydantic.ValidationError) as caught:
        One(value=1)
    assert reasons.of_validation(caught.value) == "value（使えない値です）"


@pytest.mark.parametrize(
    ("text", "place"), [("a = 1\nb = x\n", " 2 行目"), ("a = 1\n\n\nb = 'open", "最後の行"), ("a=1\na=2\n", " 2 行目")]
)
def test_a_settings_file_is_told_with_the_line(text: str, place: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert reasons.place_in_toml(caught.value) == place


def test_the_programs_own_settings_file_is_told_in_japanese(tmp_path: Path) -> None:
    path = tmp_path / "transcriber.toml"
    path.write_text('[watching]\npoll_seconds = "often"\norder = "any"\nevery = 3\n', encoding="utf-8")
    with pytest.raises(SettingsFileError) as caught:
        settings.load_settings(path)
    assert (
        "watching.poll_seconds（数で書いてください）、watching.order（使えるのは fair、arrival です）"
        in caught.value.found
    )
    assert "watching.every（知らない項目です）" in caught.value.found


# -- the command line ----------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, ...]]:
    yield ()
    for name in [*main.COMMANDS, "version"]:
        yield (name,)
    for group in ("style", "models", "voices"):
        yield group, "list"
    yield "cluster", "init"
    yield "cluster", "status"


def english(text: str) -> set[str]:
    """Words that are no names: neither known ones nor abbreviations (CAPITALS), options, files or what was typed."""
    plain = re.sub(r"\S*[./=_-]\S*|「[^」]*」|\b[A-Z]+\b|[a-z]?[0-9]+\S*", " ", text)
    return set(re.findall(r"[A-Za-z]{2,}", plain)) - NAMES


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_is_japanese(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main.app, [*command, "--help"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("使い方：") and "オプション：" in done.output
    assert english(done.output) <= {"root", "Ctrl", "SIGTERM", "cron", "hash"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["stauts"], "「stauts」というコマンドはありません。近いのは status です。"),
        (["models", "xyz"], "「xyz」というコマンドはありません。"),
        (["cancel"], "「番号」（録音の番号（transcriber status で分かります））が指定されていません。"),
        (["cancel", "abc"], "の値「abc」は使えません（整数で書いてください）。"),
        (["status", "--foo"], "「--foo」という指定はありません。"),
        (
            ["process", "x.wav", "--profil", "a"],
            "「--profil」という指定はありません。近いのは --config、--profile です。",
        ),
        (["process", "x.wav", "--out", "b"], "「--profile」が指定されていません。"),
        (["scan", "--config"], "「--config」には値が要ります。"),
        (["retry", "--all=1"], "「--all」には値を付けられません。"),
        (["status", "1", "2"], "余分な指定があります：2"),
        (["finalise", "a.docx", "--copy", "x"], "の値「x」は使えません（使えるのは 原本、公開用、速報版 です）。"),
    ],
)
def test_a_command_that_was_mistyped_is_told_in_japanese(typed: list[str], found: str) -> None:
    done = CliRunner().invoke(main.app, typed)
    assert done.exit_code == 2
    first, second = done.output.strip().split("\n")
    assert first.startswith("エラー：") and found in first
    assert second.startswith("対処：") and "--help" in second
    assert english(done.output) == set()


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    done = CliRunner().invoke(main.app, [])
    assert done.exit_code == 2 and done.output.startswith("使い方：")


def scanned(folder: Path) -> tuple[int, str]:
    """Run `transcriber scan` once; its exit code and its error output."""
    config = folder / "transcriber.toml"
    config.write_text(
        '[folders]\nwatch = "共有"\nwork = "作業"\n[engine]\ntier = "fake"\n[watching]\npoll_seconds = 0.5\nstable_seconds = 0\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "transcriber", "scan", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    return done.returncode, done.stderr


def test_a_scan_of_a_share_that_is_missing_says_so(tmp_path: Path) -> None:
    code, said = scanned(tmp_path)
    assert code == 1
    assert said == (
        f"エラー：共有フォルダ「{tmp_path / '共有'}」が見つかりません。\n対処：共有フォルダへの接続を確かめてください。つながれば自動で続けます。\n"
    )


def test_a_scan_of_a_share_without_profiles_says_so(tmp_path: Path) -> None:
    (tmp_path / "共有").mkdir()
    code, said = scanned(tmp_path)
    assert code == 1
    assert said.startswith("エラー：監視フォルダに設定（会議録・相談記録など）のフォルダがありません。\n対処：")


def test_what_a_scan_says_names_no_file(tmp_path: Path) -> None:
    """It goes into mail and logs that are kept for long, and files are named after people."""
    shipped.lay_out(tmp_path / "共有")
    profile = tmp_path / "共有" / "相談記録"
    (profile / "1_録音" / "山田花子.wav").write_bytes(b"no sound " * 100)
    (profile / "3_確認済み" / "山田花子.docx").write_bytes(b"no document " * 100)
    code, said = scanned(tmp_path)
    assert code == 1
    assert "エラー：下書きにできなかった録音があります（番号 1）。\n対処：「transcriber status」" in said
    assert "山田" not in said


def test_a_scan_does_not_say_again_what_an_earlier_one_has_said(tmp_path: Path) -> None:
    shipped.lay_out(tmp_path / "共有")
    (tmp_path / "共有" / "相談記録" / "1_録音" / "山田花子.wav").write_bytes(b"no sound " * 100)
    scanned(tmp_path)
    assert scanned(tmp_path) == (0, "")


def test_no_space_stands_behind_a_quoted_name_nor_is_one_missing_behind_a_narrow_bracket(told: list[Message]) -> None:
    """Before a particle: 「会議.docx」は, 文書 (.docm) として."""
    stray = re.compile(r"」 [ぁ-ゖ]|[A-Za-z0-9]\)[ぁ-ゖ]|行目 [ぁ-ゖ]")
    assert {m.place: t for m in told for t in m.texts if stray.search(t)} == {}
