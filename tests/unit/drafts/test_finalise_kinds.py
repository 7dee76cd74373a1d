"""A consultation is never published and never signed by a council, whatever became of its file on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import transcripts
from conftest import TEMPLATES
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from support.styled_drafts import styled_draft
from typer.testing import CliRunner, Result

from transcriber.cli.main import app
from transcriber.drafts import word
from transcriber.drafts.word import finishing, house_style, identity
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import FinaliseError, NotForPublication, TemplateError, UnknownKind
from transcriber.minutes.transcript import RecordKind

CONSULTATIONS = [s.name for s in house_style.shipped_styles(TEMPLATES) if s.kind is RecordKind.CONSULTATION]
SIGNATURES = ("議長", "議　　　長", "会議録署名議員", "委　員　長", "記　録　者", "確　認　者", "＿＿＿")


def whole(path: Path) -> str:
    return "".join(t.text or "" for t in docx.Document(str(path)).element.body.iter(qn("w:t")))


def draft(folder: Path, style: str, name: str = "面談_下書き.docx") -> Path:
    kind = house_style.find_style(style, TEMPLATES).kind
    return styled_draft(style, folder / name, transcripts.transcript(kind), office="")


def without_identity(path: Path) -> Path:
    """As a program leaves it that knows no custom XML."""
    document = docx.Document(str(path))
    for key in [k for k, r in document.part.rels.items() if r.reltype == RELATIONSHIP_TYPE.CUSTOM_XML]:
        del document.part.rels[key]
    document.save(str(path))
    assert identity.read_identity(docx.Document(str(path))) is None
    return path


def as_an_older_version(path: Path, profile: str) -> Path:
    """With an identity that names the profile, not the kind."""
    document = docx.Document(str(path))
    known = identity.read_identity(document)
    assert known is not None
    older = identity.Identity(known.id, known.sha256, known.transcript, known.created, profile, known.names)
    identity.embed(document, older)
    document.save(str(path))
    return path


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit log that is written to is the test's own."""
    config = tmp_path / "own.toml"
    config.write_text(f'[folders]\nwatch = "{tmp_path / "s"}"\nwork = "{tmp_path / "w"}"\n', encoding="utf-8")
    monkeypatch.setenv("TRANSCRIBER_CONFIG", str(config))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["finalise", *map(str, arguments), "--no-pdf", "--reason", "試験のため"])


@pytest.fixture
def plain(office_template: Callable[..., Path]) -> Callable[[RecordKind, str], Path]:
    """A draft on an office's own paper, which has no heading of ours."""

    def make(kind: RecordKind, name: str = "記録.docx") -> Path:
        template = office_template("福祉課　{{ 会議名 }}")
        path = template.with_name(name)
        word.render_draft(transcripts.transcript(kind), template=template, office="", out=path)
        return path

    return make


@pytest.mark.parametrize("style", CONSULTATIONS)
def test_a_consultation_gets_an_original_and_no_public_copy(style: str, tmp_path: Path) -> None:
    path = draft(tmp_path, style)
    done = run(path, "--out", tmp_path / "完成")
    assert done.exit_code == 0, done.output
    assert [p.name for p in (tmp_path / "完成").glob("*.docx")] == ["面談_原本.docx"]
    text = whole(tmp_path / "完成" / "面談_原本.docx")
    assert not [w for w in SIGNATURES if w in text]
    assert "公開用は作りません" in done.output


@pytest.mark.parametrize("style", CONSULTATIONS)
def test_without_its_identity_and_under_another_name_it_is_still_known(style: str, tmp_path: Path) -> None:
    path = without_identity(draft(tmp_path, style, "令和6年第3回定例会_下書き.docx"))
    with pytest.raises(NotForPublication):
        finishing.finish_copy(path, RecordCopy.PUBLIC)
    assert "会議録署名議員" not in "".join(
        p.text for p in finishing.finish_copy(path, RecordCopy.ORIGINAL).document.paragraphs
    )


def test_asked_for_a_public_copy_it_says_why_there_is_none_and_writes_nothing(tmp_path: Path) -> None:
    done = run(draft(tmp_path, "相談記録"), "--copy", "公開用", "--out", tmp_path / "完成")
    assert isinstance(done.exception, NotForPublication)
    assert "相談記録から「公開用」は作れません" in done.exception.found
    assert not (tmp_path / "完成").exists()


def test_nobody_can_call_it_a_council(tmp_path: Path) -> None:
    for path in (draft(tmp_path, "相談記録", "a.docx"), without_identity(draft(tmp_path, "相談記録", "b.docx"))):
        assert isinstance(run(path, "--kind", "会議録").exception, FinaliseError)
    assert sorted(p.name for p in tmp_path.glob("*.docx")) == ["a.docx", "b.docx"]


def test_a_paper_of_the_offices_own_is_known_by_its_identity(plain: Callable[[RecordKind], Path]) -> None:
    with pytest.raises(NotForPublication):
        finishing.finish_copy(plain(RecordKind.CONSULTATION), RecordCopy.PUBLIC)
    assert finishing.finish_copy(plain(RecordKind.COUNCIL), RecordCopy.PUBLIC).left_out == 0


@pytest.mark.parametrize("kind", list(RecordKind))
def test_where_nothing_says_it_the_person_is_asked_and_no_council_is_guessed(
    kind: RecordKind, plain: Callable[[RecordKind], Path], tmp_path: Path
) -> None:
    path = without_identity(plain(kind))
    asked = run(path, "--out", tmp_path / "完成")
    assert isinstance(asked.exception, UnknownKind)
    assert "--kind" in asked.exception.todo
    assert not (tmp_path / "完成").exists()
    for answer, made in (("相談記録", ["原本"]), ("会議録", ["公開用", "原本"])):
        assert run(path, "--kind", answer, "--out", tmp_path / answer).exit_code == 0
        assert sorted(p.stem.split("_")[1] for p in (tmp_path / answer).glob("*.docx")) == made


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A share with a profile whose name says nothing, and the settings that lead to it."""
    profile = tmp_path / "共有" / "福祉課"
    (profile / "設定").mkdir(parents=True)
    (profile / "3_確認済み").mkdir()
    (profile / "設定" / "設定.toml").write_text('kind = "consultation"', encoding="utf-8")
    config = tmp_path / "transcriber.toml"
    config.write_text('[folders]\nwatch = "共有"\nwork = "作業"\n', encoding="utf-8")
    return config


def test_a_draft_of_an_older_version_is_known_by_its_profile(office: Path, plain: Callable[[RecordKind], Path]) -> None:
    path = as_an_older_version(plain(RecordKind.CONSULTATION), "福祉課")
    done = run(path, "--copy", "公開用", "--config", office)
    assert isinstance(done.exception, NotForPublication)
    assert run(path, "--config", office).exit_code == 0


def test_a_file_that_lost_everything_is_known_by_the_folder_it_lies_in(
    office: Path, plain: Callable[[RecordKind], Path]
) -> None:
    path = without_identity(plain(RecordKind.CONSULTATION))
    there = office.parent / "共有" / "福祉課" / "3_確認済み" / path.name
    path.rename(there)
    assert isinstance(run(there, "--copy", "公開用").exception, NotForPublication)


def test_a_file_that_lost_everything_is_known_by_the_profile_it_is_said_to_belong_to(
    office: Path, plain: Callable[[RecordKind], Path]
) -> None:
    path = without_identity(plain(RecordKind.CONSULTATION))
    done = run(path, "--profile", "福祉課", "--copy", "公開用", "--config", office)
    assert isinstance(done.exception, NotForPublication)


def test_a_council_stays_a_council(tmp_path: Path) -> None:
    path = without_identity(draft(tmp_path, "会議録", "会議_下書き.docx"))
    assert run(path, "--out", tmp_path / "完成").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "完成").glob("*.docx")) == ["会議_公開用.docx", "会議_原本.docx"]


def test_a_file_that_is_not_there_is_named_whatever_it_was(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "ない.docx").exception, TemplateError)
