"""A profile that masks personal data names no recording where people look: status page, table, `status`, `due` and what is said to them."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from transcripts import transcript
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts import speakersheet
from transcriber.errors import ReturnedFileError
from transcriber.minutes.capture import FileRead, WholenessVerdict
from transcriber.profiles.tree import CHECKED, DRAFTS, INBOX, OPTIONS, PAGE, READINGS, SETTINGS, TABLE
from transcriber.queue.job import Notice
from transcriber.queue.shown_names import HIDDEN_NAME, HiddenNames
from transcriber.service import status_page
from transcriber.work.received import Received
from transcriber.work.workfolder import WorkFolder, work_folder

CLIENT = "山田花子さん_2026-11-02_面談.m4a"
"""As an office calls it: after the client."""


@pytest.fixture
def masked(office):
    """An office whose consultations are masked."""
    (office.consultation.settings / OPTIONS).write_text('[masking]\nshow = "伏せ字"\n', encoding="utf-8")
    return office


def shown(office, tree=None) -> str:
    """Both files of the board as one text."""
    tree = tree or office.consultation
    status_page.Board(office.store, office.now, office.work).write(tree)
    return (tree.root / PAGE).read_text("utf-8") + (tree.root / TABLE).read_text("utf-8-sig")


def rows(tree) -> list[list[str]]:
    return list(csv.reader((tree.root / TABLE).read_text("utf-8-sig").splitlines()))[1:]


def test_a_recording_is_called_by_number_day_and_size(masked):
    masked.drop(CLIENT, b"x" * 2048, masked.consultation)
    masked.run()
    page = shown(masked)
    job = masked.job(CLIENT)
    assert "山田" not in page
    assert [row[1] for row in rows(masked.consultation)] == [f"録音{job.id}_2026-11-02.m4a（2 KB）"]
    assert (masked.consultation.done / CLIENT).exists()  # where its owner looks, it has its name


@pytest.mark.parametrize("name", ["090-1234-5678.wav", "Yamada.wav", "h.yamada (2).wav"])
def test_a_name_in_latin_letters_or_a_telephone_number_is_not_shown(masked, name):
    masked.drop(name, tree=masked.consultation)
    masked.run()
    page = shown(masked)
    assert "yamada" not in page.lower()
    assert "5678" not in page
    single = HiddenNames(masked.watch).of(masked.consultation.root.name, ()).called(name)  # of `transcriber process`
    assert single == HIDDEN_NAME


@pytest.mark.parametrize("name", ["240918_0032.WMA", "2026-11-02_1400.m4a", "REC0001.wav"])
def test_a_name_that_says_nothing_of_people_is_shown(masked, name):
    masked.drop(name, tree=masked.consultation)
    masked.run()
    shown(masked)
    assert [row[1] for row in rows(masked.consultation)] == [name]


def test_a_profile_that_shows_everything_shows_names(office):
    office.drop(CLIENT, tree=office.consultation)
    office.run()
    assert CLIENT in shown(office)


def test_a_my_number_in_a_name_is_shown_by_no_profile(office):
    office.drop("1234 5678 9018 相談.m4a", "NotARecording")
    office.drop("202611021430.m4a", "another")  # a day and a time
    office.run()
    page = shown(office, office.council)
    assert "9018" not in page
    assert "202611021430.m4a" in page


def test_a_my_number_in_the_name_of_a_paper_is_shown_by_no_profile_either(office):
    told = "一緒に入れた「個人番号1234-5678-9018.pdf」は読めなかったので、使わずに作りました。"
    names = HiddenNames(office.watch).of(office.council.root.name, ())
    assert names.text(told) == told.replace("1234-5678-9018", "〔個人番号〕")


def test_what_is_wrong_with_a_recording_is_told_without_its_name(masked):
    masked.drop(CLIENT, "NotARecording", masked.consultation)
    masked.drop("鈴木一郎/一郎の前半.m4a", tree=masked.consultation)
    masked.drop("鈴木一郎/一郎の写真.exe", tree=masked.consultation)
    masked.run()
    page = shown(masked)
    assert "要対応" in page
    assert "山田" not in page
    assert "一郎" not in page


def test_a_copy_is_told_without_the_name_of_the_first(masked):
    masked.drop(CLIENT, tree=masked.consultation)
    masked.run()
    masked.drop("もう一度.m4a", tree=masked.consultation)
    masked.run()
    page = shown(masked)
    assert "と同じ内容の録音です" in page
    assert "山田" not in page
    assert "もう一度.m4a" not in page


def test_another_profile_does_not_name_it_either(masked):
    """A checked draft of the consultation lies in the council's folder, and its name is that of two recordings."""
    masked.drop(CLIENT, tree=masked.consultation)
    masked.run()
    both = ReturnedFileError(
        f"名前に「{masked.job(CLIENT).name}」と「第1回.m4a」の両方があります。", "確かめてください。"
    )
    masked.store.notice(f"{masked.council.root.name}の{CHECKED}/x.docx", both)
    page = shown(masked, masked.council)
    assert "の両方があります" in page
    assert "第1回.m4a" in page
    assert "山田" not in page


def test_files_that_are_no_recordings_are_not_named(masked):
    """A returned document that belongs to nothing is named after the client, too."""
    lost = ReturnedFileError(f"{CHECKED} の「佐藤さん.docx」は、どの下書きのものか分かりません。", "確かめてください。")
    masked.store.notice(f"{masked.consultation.root.name}の{CHECKED}/佐藤さん.docx", lost)
    page = shown(masked)
    assert "どの下書きのものか分かりません" in page
    assert HIDDEN_NAME in page
    assert "佐藤" not in page


def test_the_parts_of_a_recording_have_numbers(masked):
    masked.drop(CLIENT, tree=masked.consultation)
    masked.run()
    found = transcript().recording.model_copy(
        update={"files": tuple(FileRead(name=f"山田_{n}.m4a", seconds=60, verdict=WholenessVerdict.CUT) for n in "ab")}
    )
    media = WorkFolder(work_folder(masked.work, masked.job(CLIENT).id)).media
    media.write_text(Received(key="k", recording=found).model_dump_json(), encoding="utf-8")
    page = shown(masked)
    assert "「録音1.m4a」は途中で切れています" in page
    assert "山田" not in page


def test_settings_that_cannot_be_read_show_nothing_more_than_before(masked):
    masked.drop(CLIENT, tree=masked.consultation)
    masked.run()
    (masked.consultation.settings / OPTIONS).write_text("[masking", encoding="utf-8")
    assert "山田" not in shown(masked)


def test_the_commands_name_it_as_little(masked, tmp_path):
    masked.drop(CLIENT, tree=masked.consultation)
    masked.drop("山田の妻.m4a", "NotARecording", masked.consultation)
    masked.drop("第3回定例会.m4a", tree=masked.council)
    masked.run()
    settings = tmp_path / "transcriber.toml"
    settings.write_text(f'[folders]\nwatch = "{masked.watch}"\nwork = "{masked.work}"\n', encoding="utf-8")
    with (masked.consultation.settings / OPTIONS).open("a", encoding="utf-8") as options:
        options.write("[retention]\naudio_days = 1\ndraft_days = 1\nfailed_days = 1\n")
    wrong = masked.job("山田の妻.m4a")
    (masked.consultation.done / CLIENT).unlink()
    for work in (work_folder(masked.work, masked.job(CLIENT).id),):
        (work / "audio.pcm").unlink(missing_ok=True)

    def said(*command: str) -> str:
        return CliRunner().invoke(app, [*command, "--config", str(settings)], env={"COLUMNS": "400"}).output

    listed = said("status")
    assert "第3回定例会.m4a" in listed
    assert f"録音{wrong.id}.m4a" in listed
    assert f"録音{wrong.id}.m4a" in said("retention", "--days", "36500")
    assert "録音" in said("retry", str(masked.job(CLIENT).id))
    for command in (["status"], ["retention", "--days", "36500"], ["retry", str(masked.job(CLIENT).id)]):
        assert "山田" not in said(*command)


@pytest.fixture
def names(masked):
    """What is shown of one recording that has a draft."""
    masked.drop(CLIENT, tree=masked.consultation)
    masked.run()
    return HiddenNames(masked.watch).of(masked.consultation.root.name, masked.store.jobs())


@pytest.mark.parametrize(
    "text",
    [
        f"{INBOX}/{CLIENT} を確かめてください。",
        f"録音 7 は保存期間が過ぎましたが、消していないものがあります：{CHECKED}/田中 一.docx、{DRAFTS}/田中さん（理由）。",
        f"{CHECKED} の「田中さん分」は、フォルダです。",
        "資料「田中さんの経過.docx」は大きすぎます。",
        "名前に「田中」と「鈴木.m4a」の両方があり、どちらのものか決められません",
        "山田花子さん_2026-11-02_面談の2番目の録音",
        f"下書きは {DRAFTS}/山田花子さん_2026-11-02_面談 にあります",
        "「2026-11-02_相談記録」の話者.xlsx のシート「話者」の 7行目の「鈴木か母」は、1人の氏名に決まっていないので使えません。",
        "話者名「鈴木か母」「田中？」は、1人に決まっていないので、話者の直しとして数えていません。",
        "名簿.xlsx の 6行目：「鈴木／」を氏名として読めません。この行は使っていません。",
        "名簿.xlsx のシート「田中」に見出しの行がありません。",
        "名簿の「鈴木」、「田中」には読みの分からない字があるため、呼ばれても分からないことがあります。",
        "学習候補.xlsx の「鈴木」の行：「採用」の欄の「田中に聞く」が採用か却下か分からないので、使っていません。",
    ],
)
def test_a_sentence_holds_no_name(names, text):
    said = names.text(text)
    assert not {"山田", "田中", "鈴木"} & {said[i : i + 2] for i in range(len(said))}


@pytest.mark.parametrize(
    "text",
    [
        f"{SETTINGS}フォルダの「{READINGS}」にあります。",
        f"{DRAFTS}/2026-11-02_相談記録 (2) にあります。確認が済んだら {CHECKED} に入れてください。",
        "理由と直し方は下書きの「作成の記録」にあります。",
        "「Excel ブック」で保存し直してください。",
        f"「話者.xlsx」のシート「{speakersheet.VOICES}」の見出し「{speakersheet.NEW_NAME}」が、7行目にありません。",
        f"フォルダ「相談記録」が見つかりません。「{INBOX}」に戻してください。",
    ],
)
def test_a_sentence_keeps_what_is_no_name(names, text):
    assert names.text(text) == text


def test_a_draft_made_before_its_profile_masked_anything_is_found_by_its_folder(masked, names):
    job = replace(masked.job(CLIENT), draft_folder="山田花子さん_2026-11-02_面談")
    assert status_page.explain(names.job(job))[0].startswith(f"{DRAFTS}/ にあります")


def test_a_notice_of_a_whole_folder_stays_as_it_is(names):
    notice = Notice("相談記録", "相談記録の1_録音に書けません。", "接続を確かめてください。", 0.0)
    assert names.notice(notice) == notice
