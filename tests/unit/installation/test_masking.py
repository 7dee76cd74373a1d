"""A profile that masks personal data: what lies in the office's folders holds none, the original stays with us, and work goes on."""

from __future__ import annotations

import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.reviewers import Reviewer
from support.sensitive import SECRETS, SPOKEN, sensitive_consultation
from typer.testing import CliRunner

from scripts.bench.masking.searched import holds, unpacked
from transcriber.cli.main import app
from transcriber.drafts import masked_places, speakersheet
from transcriber.errors import UnmaskFault
from transcriber.minutes.personal_data import MaskedPlace
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline import draft_folder
from transcriber.pipeline.draft_folder import DraftFolder
from transcriber.profiles.profile import Profile
from transcriber.settings import HOME
from transcriber.speaker_sheets.edited_speaker_sheets import SpeakerSheets
from transcriber.untrusted import files
from transcriber.work.contract import Assignment, Progress, Result, Stop
from transcriber.work.workfolder import WorkFolder, work_folder

MASKED = ("2026-11-29_相談記録", "2026-11-29_相談記録_下書き.docx")


class Consulting:
    """A pipeline that leaves real drafts of a known consultation."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        profile = assignment.profile
        made = sensitive_consultation()
        made = made.model_copy(update={"recording": made.recording.model_copy(update={"sha256": assignment.sha256})})
        template, style = draft_folder.choose_template(profile, HOME / "templates")
        desk = DraftFolder(assignment.work / "out", draft_folder.draft_name(assignment.name, profile))
        return draft_folder.draft(made, profile=profile, template=template, style=style, desk=desk)


def consultation(office, show: str):
    office.pipeline = Consulting()
    tree = office.consultation
    tree.options.parent.mkdir(parents=True, exist_ok=True)
    tree.options.write_text(f'[masking]\nshow = "{show}"\n', encoding="utf-8")
    office.drop("2026-11-29 大森礼子さん.wav", "one", tree)
    office.run()
    return office


def leaks(folder: Path, secrets: tuple[str, ...]) -> list[str]:
    found = [str(p) for p in folder.rglob("*") if any(s in p.name for s in secrets)]
    for path in (p for p in folder.rglob("*") if p.is_file()):
        for where, data in unpacked(path.name, path.read_bytes()):
            found += [f"{where}: {s}" for s in secrets if holds(s, data)]
    return found


@pytest.mark.parametrize("show", ["伏せ字", "役割"])
def test_no_file_of_the_draft_holds_what_is_masked(office, show):
    folder = consultation(office, show).consultation.drafts
    assert (folder.joinpath(*MASKED)).is_file()
    assert leaks(folder, SECRETS) == []


def test_what_shows_everything_holds_everything_but_my_number(office):
    folder = consultation(office, "全部").consultation.drafts
    assert leaks(folder, ("1234", "5678", "9018", SPOKEN)) == []
    assert leaks(folder, ("青葉小学校",)) != []
    assert (folder / "2026-11-29 大森礼子さん").is_dir()


def test_the_original_stays_in_the_work_folder_for_us_alone(office):
    job = consultation(office, "伏せ字").store.jobs()[0]
    original = WorkFolder(work_folder(office.work, job.id)).original
    assert SPOKEN in original.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(original.stat().st_mode) & 0o077 == 0 or stat.S_IMODE(office.work.stat().st_mode) == 0o700


def test_speakers_are_set_right_in_the_original_and_the_draft_stays_masked(office):
    job = consultation(office, "役割").store.jobs()[0]
    folder = office.consultation.drafts / MASKED[0]
    path = folder / speakersheet.NAME
    book = load_workbook(path)
    sheet = book[speakersheet.VOICES]
    head = next(r for r in sheet.iter_rows() if "正しい氏名・役職" in [c.value for c in r])
    next(r for r in sheet.iter_rows() if r[0].value == "S1")[
        [c.value for c in head].index("正しい氏名・役職")
    ].value = "主任相談員"
    book.save(path)
    office.run()
    original = Transcript.read(WorkFolder(work_folder(office.work, job.id)).original)
    assert original.speakers[0].name == "主任相談員" and SPOKEN in original.utterances[1].text
    assert original.speakers[1].name == "相談者（大森礼子）"
    assert leaks(office.consultation.drafts, SECRETS) == []
    shown = Transcript.read(folder / "資料" / "transcript.json")
    assert shown.utterances[0].name == "主任相談員"


def test_one_place_is_unmasked_for_one_person_and_the_log_says_so_without_the_words(office, tmp_path):
    job = consultation(office, "全部").store.jobs()[0]
    config = tmp_path / "transcriber.toml"
    config.write_text(
        f"[folders]\nwatch = '{office.watch.as_posix()}'\nwork = '{office.work.as_posix()}'\n", encoding="utf-8"
    )
    place = Transcript.read(WorkFolder(work_folder(office.work, job.id)).transcript).masked[0]
    done = CliRunner().invoke(app, ["unmask", str(job.id), place.item, "--config", str(config)])
    assert done.exit_code == 0 and SPOKEN in done.output
    log = (office.work / "audit.jsonl").read_text(encoding="utf-8")
    assert '"unmasked"' in log and place.item in log and '"my_number"' in log
    assert SPOKEN not in log and "大森" not in log
    refused = CliRunner().invoke(app, ["unmask", str(job.id), "k9999", "--config", str(config)])
    assert refused.exit_code == 1
    assert log == (office.work / "audit.jsonl").read_text(encoding="utf-8")


@pytest.fixture
def shown_before(office):
    """A draft of a profile that showed everything, with a sound that says it all, in a profile that masks since."""
    job = consultation(office, "全部").store.jobs()[0]
    sound = office.consultation.drafts / job.draft_folder / "資料/音声.webm"
    sound.write_bytes(b"everything that was said")
    office.store.publishing(job, "資料/音声.webm", files.sha256_of(sound))
    office.consultation.options.write_text('[masking]\nshow = "伏せ字"\n', encoding="utf-8")
    return office


def made_again(office) -> None:
    job = office.store.jobs()[0]
    lists = SpeakerSheets(office.store, office.watch, office.work, HOME / "templates")
    lists.relabel(job, office.consultation, Relabelling(names={"S1": "主任相談員"}))


def processed_again(office) -> None:
    assert office.store.retry(office.store.jobs()[0])
    office.run()


@pytest.mark.parametrize("again", [made_again, processed_again])
def test_nothing_of_a_draft_from_before_stays_beside_the_masked_one(shown_before, again):
    again(shown_before)
    folder = shown_before.consultation.drafts / shown_before.store.jobs()[0].draft_folder
    assert leaks(folder, SECRETS) == []
    assert not (folder / "資料/音声.webm").exists()
    assert (folder / MASKED[1]).is_file()
    work = WorkFolder(work_folder(shown_before.work, 1)).out
    assert leaks(work, SECRETS) == []
    assert shown_before.store.jobs()[0].found == ""


def test_a_draft_from_before_that_a_person_edited_stays_and_is_told(shown_before):
    (draft,) = shown_before.consultation.drafts.glob("*/*_下書き.docx")
    reviewer = Reviewer(draft)
    reviewer.replace("u0001", "お願い", "ご用意")
    reviewer.save(draft)
    made_again(shown_before)
    assert draft.is_file() and draft.with_name(MASKED[1]).is_file()
    assert "伏せる前の下書き" in shown_before.store.jobs()[0].found
    assert "大森" not in shown_before.store.jobs()[0].found


def test_learned_words_from_before_the_masking_name_nobody(office):
    tree = consultation(office, "全部").consultation
    (draft,) = tree.drafts.glob("*/*_下書き.docx")
    reviewer = Reviewer(draft)
    reviewer.replace("u0002", "健太", "健汰")
    reviewer.save(tree.checked / "確認.docx")
    office.run()
    office.clock += 3600
    office.run()
    assert leaks(tree.settings, ("健汰",))
    tree.options.write_text('[masking]\nshow = "伏せ字"\n', encoding="utf-8")
    for _ in range(2):
        office.clock += 3600
        office.run()
    assert leaks(tree.settings, ("健汰", *SECRETS)) == []


def test_a_recording_that_cannot_be_run_again_is_told_without_its_name(office, tmp_path):
    tree = consultation(office, "伏せ字").consultation
    (draft,) = tree.drafts.glob("*/*_下書き.docx")
    shutil.copy(draft, tree.checked / "確認.docx")
    office.run()
    config = tmp_path / "transcriber.toml"
    config.write_text(
        f"[folders]\nwatch = '{office.watch.as_posix()}'\nwork = '{office.work.as_posix()}'\n[engine]\ntier = 'fake'\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["replay", "1", "--config", str(config)], env={"COLUMNS": "400"})
    assert "録音として読めません" in done.output and "大森" not in done.output


@pytest.mark.parametrize(
    ("profile", "show", "name", "called"),
    [
        ("相談記録", "伏せ字", "2026-11-02 山田さん.m4a", "2026-11-02_相談記録"),
        ("会議録", "役割", "2026-11-02 山田さんの件.m4a", "2026-11-02_会議録"),
        ("会議録", "全部", "1234-5678-9018.m4a", "会議録"),
        ("会議録", "全部", "2026-11-02 第3回定例会.m4a", "2026-11-02 第3回定例会.m4a"),
    ],
)
def test_what_a_draft_is_called_names_nobody_where_names_are_masked(profile, show, name, called, office):
    tree = {"相談記録": office.consultation, "会議録": office.council}[profile]
    tree.options.write_text(f'[masking]\nshow = "{show}"\n', encoding="utf-8")
    assert draft_folder.draft_name(name, Profile.read(tree.root)) == called


RULES_CHANGED = [
    # what the draft shows, where of the original its masks lie
    ("連絡先は■■■で、母は■■■です。", ("連絡先は090-1111-2222で、母は里美です。", "090-1111-2222", "里美")),
    ("■■■から■■■まで", ("豊橋から岡崎まで", "豊橋", "岡崎")),
]


def draft_and_original(masked: str, whole: str) -> tuple[Transcript, Transcript]:
    """As they lie in the work folder of a draft that was made by other rules than there are now."""
    original = sensitive_consultation()
    original = original.model_copy(
        update={"utterances": (original.utterances[0].model_copy(update={"text": whole, "doubts": ()}),)}
    )
    shown = original.utterances[0].model_copy(update={"text": masked})
    masks = [m.start() for m in re.finditer("■■■", masked)]
    places = tuple(
        MaskedPlace(item=f"k{n:04d}", kind="person", utterance=shown.id, position=at, mask="■■■", start=0, end=1)
        for n, at in enumerate(masks, start=7)
    )
    return original, original.model_copy(update={"utterances": (shown,), "masked": places, "shown": "伏せ字"})


@pytest.mark.parametrize(("masked", "words"), RULES_CHANGED)
def test_a_place_is_unmasked_although_the_rules_changed_since(masked, words):
    original, shown = draft_and_original(masked, words[0])
    told = [masked_places.unmasked(original, shown, place.item) for place in shown.masked]
    assert tuple(t.text for t in told if t) == words[1:]


def test_where_it_cannot_be_told_the_message_says_how_to_get_there():
    original, shown = draft_and_original("■■■の■■■です。", "春日の山の手の家です。")
    with pytest.raises(UnmaskFault) as refused:
        masked_places.unmasked(original, shown, "k0007")
    assert "transcriber relabel" in refused.value.todo and "伏せた箇所" in refused.value.todo
