"""ひな形 in a profile's 設定, in the forms and under the names that offices give it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts import word
from transcriber.errors import TemplateError
from transcriber.office_tables.grid import RemarkKind
from transcriber.profiles.own_template import own_template
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import ProfileTree
from transcriber.settings import HOME

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORMS = {
    ".dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ".docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    ".dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


@pytest.fixture
def tree(tmp_path: Path) -> ProfileTree:
    found = ProfileTree(tmp_path / "会議録")
    for folder in found.folders():
        folder.mkdir(parents=True)
    return found


def saved_as(path: Path) -> Path:
    """The shipped template as Word saves it in the form that the suffix names."""
    shipped = HOME / "templates" / "会議録" / "ひな形.docx"
    with zipfile.ZipFile(shipped) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            content = before.read(member)
            if member.filename == "[Content_Types].xml":
                content = content.replace(_MAIN.encode(), _FORMS.get(path.suffix, _MAIN).encode())
            after.writestr(member.filename, content)
    return path


@pytest.mark.parametrize(
    "name", ["ひな形.dotx", "ひな形.docm", "ひな形.dotm", "雛形.docx", "ひな型.docx", "ひな形.docx.docx"]
)
def test_a_template_saved_as_a_template_or_with_another_spelling_is_used_and_said(tree: ProfileTree, name: str) -> None:
    path = saved_as(tree.settings / name)
    profile = Profile.read(tree.root)
    assert profile.template == path
    word.check_template(path)
    [remark] = [r for r in profile.remarks if r.place == name]
    assert remark.kind is RemarkKind.MENDED
    told = CliRunner().invoke(app, ["roster", "check", "会議録", "--config", str(settings_of(tree))])
    assert name in told.stdout


def settings_of(tree: ProfileTree) -> Path:
    path = tree.root.parent.parent / "transcriber.toml"
    path.write_text(f'[folders]\nwatch = "{tree.root.parent}"\nwork = "{tree.root.parent}-work"\n', encoding="utf-8")
    return path


def test_the_usual_name_goes_before_all_others(tree: ProfileTree) -> None:
    saved_as(tree.settings / "ひな形.dotx")
    usual = saved_as(tree.template)
    assert own_template(tree.template).path == usual
    assert [r.kind for r in own_template(tree.template).remarks] == [RemarkKind.NOT_USED]


def test_a_template_of_another_day_is_not_used_and_said(tree: ProfileTree) -> None:
    saved_as(tree.settings / "ひな形（旧）.docx")
    found = own_template(tree.template)
    assert found.path is None
    assert [(r.kind, r.place) for r in found.remarks] == [(RemarkKind.NOT_USED, "ひな形（旧）.docx")]


@pytest.mark.parametrize("name", ["ひな形.doc", "ひな形.odt", "ひな形.rtf"])
def test_a_template_that_cannot_be_read_is_refused_before_a_draft_is_made_without_it(
    tree: ProfileTree, name: str
) -> None:
    (tree.settings / name).write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(TemplateError, match=name) as told:
        Profile.read(tree.root)
    assert "「ひな形.docx」として保存" in told.value.todo


def test_two_that_may_be_meant_are_asked_about(tree: ProfileTree) -> None:
    for name in ("ひな形.dotx", "雛形.docx"):
        saved_as(tree.settings / name)
    with pytest.raises(TemplateError, match="どのひな形"):
        own_template(tree.template)


def test_what_word_and_macos_lay_beside_an_open_file_is_no_template(tree: ProfileTree) -> None:
    for name in ("~$ひな形.docx", ".~lock.ひな形.docx#", "._ひな形.docx"):
        (tree.settings / name).write_bytes(b"x")
    assert own_template(tree.template) == own_template(tree.settings / "no" / "ひな形.docx")
