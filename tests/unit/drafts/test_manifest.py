"""The manifest of an original and its attachments: anybody can check it, and nothing that changed, went or came passes."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TEMPLATES
from typer.testing import CliRunner, Result

from transcriber.cli.main import app
from transcriber.drafts import manifest, word
from transcriber.drafts.word import house_style, sample
from transcriber.errors import FinaliseError, ManifestError, NotAsListed
from transcriber.minutes.transcript import RecordKind

MADE = dt.datetime(2026, 9, 30, 15, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An original with its PDF, two attachments and, beside them, files that are none of its."""
    (tmp_path / "会議_原本_添付" / "別紙").mkdir(parents=True)
    for name in (
        "会議_原本.docx", "会議_原本.pdf", "会議_原本_添付/議案第45号.pdf", "会議_原本_添付/別紙/答弁書.docx",
        "会議_公開用.docx", "会議_原本(2).docx", "別の会議_原本.docx", "会議_原本_添付/Thumbs.db",
    ):  # fmt: skip
        (tmp_path / name).write_text(f"{name}の中身", encoding="utf-8")
    return tmp_path


def listed(folder: Path, name: str = "会議_原本") -> Path:
    path = folder / f"{name}_目録.txt"
    path.write_text(manifest.manifest_text(folder / f"{name}.docx", "定例会", MADE), encoding="utf-8", newline="\n")
    return path


def wrong(path: Path) -> list[str]:
    """What the check complains of, a line each."""
    with pytest.raises(NotAsListed) as caught:
        manifest.check_manifest(path)
    return [line.removeprefix("・") for line in caught.value.found.splitlines()[1:]]


def sha256sum(path: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", path.name]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)


def test_it_lists_the_original_what_is_called_like_it_and_its_attachments(folder: Path) -> None:
    names = [each.name for each in manifest.check_manifest(listed(folder))]
    assert names == [
        "会議_原本.docx",
        "会議_原本.pdf",
        "会議_原本_添付/別紙/答弁書.docx",
        "会議_原本_添付/議案第45号.pdf",
    ]


def test_a_person_can_read_it(folder: Path) -> None:
    text = listed(folder).read_text(encoding="utf-8")
    for said in (
        "会議_原本.docxとその添付ファイル",
        "定例会",
        "2026年9月30日 15:04:05（+0900）",
        "ファイルの数：4",
        "電子署名",
    ):
        assert said in text


def test_it_is_checked_without_this_program_too(folder: Path) -> None:
    path = listed(folder)
    assert sha256sum(path).returncode == 0
    (folder / "会議_原本.pdf").write_text("別の中身", encoding="utf-8")
    assert sha256sum(path).returncode == 1


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (lambda f: (f / "会議_原本.docx").write_text("直した"), "変わっています：会議_原本.docx"),
        (lambda f: (f / "会議_原本_添付/議案第45号.pdf").unlink(), "ありません：会議_原本_添付/議案第45号.pdf"),
        (lambda f: (f / "会議_原本_添付/追加.pdf").write_text("x"), "目録にないファイルです：会議_原本_添付/追加.pdf"),
        (lambda f: (f / "会議_原本_正誤表.docx").write_text("x"), "目録にないファイルです：会議_原本_正誤表.docx"),
    ],
    ids=["changed", "missing", "attached", "beside"],
)  # fmt: skip
def test_what_happened_to_a_file_since_is_told(folder: Path, happened: Callable[[Path], object], told: str) -> None:
    path = listed(folder)
    happened(folder)
    assert wrong(path) == [told]


def test_everything_that_happened_is_told_at_once(folder: Path) -> None:
    path = listed(folder)
    (folder / "会議_原本.docx").unlink()
    (folder / "会議_原本.pdf").write_text("x")
    (folder / "会議_原本_添付" / "増えた.txt").write_text("x")
    assert len(wrong(path)) == 3


def test_its_own_signature_and_time_stamp_are_no_additions(folder: Path) -> None:
    path = listed(folder)
    for name in ("会議_原本_目録.txt.p7s", "会議_原本_目録.tsr", "会議_原本_目録(2).txt"):
        (folder / name).write_text("x")
    assert len(manifest.check_manifest(path)) == 4


def test_an_original_with_a_number_is_another_one(folder: Path) -> None:
    assert [each.name for each in manifest.check_manifest(listed(folder, "会議_原本(2)"))] == ["会議_原本(2).docx"]


@pytest.mark.parametrize("name", ["第1号\n追加.txt", "a\\b.txt", " 空白 .txt", "#.txt", "𠮷田﨑.txt", "a\u2028b.txt"])
def test_any_name_can_be_listed(folder: Path, name: str) -> None:
    (folder / "会議_原本_添付" / name).write_text("x")
    path = listed(folder)
    assert f"会議_原本_添付/{name}" in [each.name for each in manifest.check_manifest(path)]
    assert sha256sum(path).returncode == 0
    (folder / "会議_原本_添付" / name).write_text("y")
    shown = name.replace("\n", "�").replace("\u2028", "�")
    assert wrong(path) == [f"変わっています：会議_原本_添付/{shown}"]


@pytest.mark.parametrize("rewritten", [lambda b: b"\xef\xbb\xbf" + b, lambda b: b.replace(b"\n", b"\r\n")])
def test_an_editor_that_saved_it_again_does_no_harm(folder: Path, rewritten: Callable[[bytes], bytes]) -> None:
    path = listed(folder)
    path.write_bytes(rewritten(path.read_bytes()))
    assert len(manifest.check_manifest(path)) == 4


@pytest.mark.parametrize(
    "data",
    [
        b"", b"# nothing\n", b"a letter\n", b"\xff\xfe\x00", b"ab12  short.txt\n", b"0" * 64 + b"  /etc/passwd\n",
        b"0" * 64 + b"  ../other.txt\n", b"0" * 64 + b"  C:/other.txt\n", b"0" * 5_000_000,
    ],
    ids=["empty", "comments", "words", "binary", "short", "absolute", "above", "drive", "huge"],
)  # fmt: skip
def test_what_is_no_manifest_is_told_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "会議_原本_目録.txt"
    path.write_bytes(data)
    with pytest.raises(ManifestError) as caught:
        manifest.check_manifest(path)
    assert not isinstance(caught.value, NotAsListed)


# --- by command ---------------------------------------------------------------------------------------------------


@pytest.fixture(params=[RecordKind.COUNCIL, RecordKind.CONSULTATION], ids=lambda k: k.value)
def checked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    style = house_style.usual_style(request.param, TEMPLATES)
    path = tmp_path / "会議_下書き.docx"
    told = sample.sample_transcript(request.param)
    word.render_draft(told, template=house_style.template(style, TEMPLATES), office="見本町", out=path, style=style)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def finalised(checked: Path, *arguments: str | Path) -> Result:
    config = checked.with_name("own.toml")
    config.write_text(
        f'[folders]\nwatch = "{checked.parent / "s"}"\nwork = "{checked.parent / "w"}"\n', encoding="utf-8"
    )
    out = checked.with_name("完成")
    return run("finalise", checked, "--no-pdf", "--out", out, "--config", config, "--reason", "試験のため", *arguments)


def test_finalising_makes_one_with_the_attachments_and_it_is_right(checked: Path) -> None:
    (checked.parent / "議案.pdf").write_text("議案")
    done = finalised(checked, "--attach", checked.parent / "議案.pdf")
    assert done.exit_code == 0, done.output
    path = checked.parent / "完成" / "会議_原本_目録.txt"
    names = [each.name for each in manifest.check_manifest(path)]
    assert names == ["会議_原本.docx", "会議_原本_残した所と理由.txt", "会議_原本_添付/議案.pdf"]
    told = run("manifest", "check", path)
    assert (told.exit_code, "3個のファイル" in told.output) == (0, True)


def test_made_again_it_leaves_the_former_one(checked: Path) -> None:
    finalised(checked)
    original = checked.parent / "完成" / "会議_原本.docx"
    (original.parent / "会議_原本.pdf").write_text("署名した PDF")
    with pytest.raises(NotAsListed):
        manifest.check_manifest(original.parent / "会議_原本_目録.txt")
    done = run("manifest", "make", original)
    assert done.exit_code == 0, done.output
    assert len(manifest.check_manifest(original.parent / "会議_原本_目録(2).txt")) == 3


def test_a_changed_record_ends_the_command_with_an_error(checked: Path) -> None:
    finalised(checked)
    (checked.parent / "完成" / "会議_原本.docx").write_text("x")
    assert isinstance(run("manifest", "check", checked.parent / "完成" / "会議_原本_目録.txt").exception, NotAsListed)


@pytest.mark.parametrize("named", [["ない.pdf"], ["a/議案.pdf", "b/議案.pdf"]], ids=["missing", "twice"])
def test_attachments_that_cannot_be_taken_stop_everything(checked: Path, named: list[str]) -> None:
    for name in ("a", "b"):
        (checked.parent / name).mkdir()
        (checked.parent / name / "議案.pdf").write_text(name)
    done = finalised(checked, *(part for name in named for part in ("--attach", checked.parent / name)))
    assert isinstance(done.exception, FinaliseError)
    assert not (checked.parent / "完成").exists()
