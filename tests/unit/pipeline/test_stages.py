"""The real pipeline around the shipped fake engine: every stage but recognition itself, in seconds.

Recognition with real models is tests/engine's; here: order, reuse, stops, bad input, and what the result holds.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pytest
from support import failing, sounds

from transcriber import errors, settings
from transcriber.language import correction
from transcriber.language.weighing import Measured, SoundScores
from transcriber.learning import sheet
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.relabelling import Relabelling
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.minutes.transcript import PaperUsed, RecordKind, Transcript
from transcriber.pipeline import media_stage
from transcriber.pipeline.stages import Stages, most_voices
from transcriber.profiles.profile import Options, Profile
from transcriber.profiles.tree import ProfileTree
from transcriber.recognition import second_hearing
from transcriber.settings import Engine, Folders, Settings, Tier
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.speech import scoring
from transcriber.speech.audit import WindowText
from transcriber.speech.scoring import ScoringQuestion
from transcriber.transcripts import assemble, decided_speakers
from transcriber.work import by_hand
from transcriber.work.contract import Assignment, Result, Stopped, WaitingPapers
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder

NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    work = tmp_path_factory.mktemp("work")
    configured = Settings(folders=Folders(work=work), engine=Engine(tier=Tier.FAKE))
    return Stages(configured, now=lambda: NOW)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    folder = tmp_path_factory.mktemp("profile") / "会議録"
    folder.mkdir()
    roster = Roster(people=(Person(name="山下清隆", post="議長"), Person(name="近藤美穂", post="福祉部長")))
    return replace(Profile.read(folder), roster=roster)


@dataclass(frozen=True)
class Finished:
    """A recording that has been through all stages."""

    job: Assignment
    result: Result
    told: list[tuple[str, float]]

    def copy(self, folder: Path) -> Assignment:
        """The same, finished, in a folder of its own."""
        shutil.copytree(self.job.work, folder / "job")
        return replace(self.job, work=folder / "job")


@pytest.fixture(scope="module")
def finished(stages: Stages, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    job = assignment(profile, talk(tmp_path_factory.mktemp("finished")))
    return Finished(job, *run(stages, job))


def assignment(profile: Profile, *parts: Path, name: str = "令和6年9月3日_定例会.wav") -> Assignment:
    return Assignment(parts=parts, name=name, sha256="0" * 64, profile=profile, work=parts[0].parent / "job")


def run(
    stages: Stages, job: Assignment, stop: Callable[[], bool] = lambda: False
) -> tuple[Result, list[tuple[str, float]]]:
    told: list[tuple[str, float]] = []
    result = stages(job, progress=lambda stage, done, left, **_: told.append((stage, done)), stop=stop)
    return result, told


def talk(folder: Path, seconds: float = 25, name: str = "a.wav", said: float = 4) -> Path:
    turns = [np.concatenate([sounds.tone(said), sounds.silence(5 - said)]) for _ in range(int(seconds // 5))]
    return sounds.write(folder / name, np.concatenate(turns), "pcm_s16le")


def test_a_recording_becomes_a_word_draft_and_a_transcript(finished: Finished) -> None:
    result, told = finished.result, finished.told
    assert [str(result.place(f)) for f in result.files] == [
        "令和6年9月3日_定例会_下書き.docx",
        "話者.xlsx",
        "資料/音声.webm",
        "令和6年9月3日_定例会_聞き直し.html",
        "資料/発言一覧.csv",
        "資料/字幕.srt",
        "資料/字幕.vtt",
        "資料/話者区間.rttm",
        "資料/解析範囲.uem",
        "資料/話者の時間帯.png",
        "資料/transcript.json",
    ]
    assert all(f.exists() for f in result.files)
    transcript = Transcript.read(result.transcript)
    assert transcript.meeting.title == "定例会"
    assert transcript.meeting.date == dt.date(2024, 9, 3)
    assert {u.speaker for u in transcript.utterances} == {"S1", "S2"}
    assert transcript.provenance.created_at == NOW
    assert set(transcript.provenance.stage_seconds) == {"media", "voice", "speech", "weighing", "speakers"}
    words = "\n".join(p.text for p in docx.Document(str(result.files[0])).paragraphs)
    assert transcript.utterances[0].text in words
    shares = [done for _, done in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_what_is_there_is_not_done_again(stages: Stages, finished: Finished, tmp_path: Path) -> None:
    job = finished.copy(tmp_path)
    windows = sorted(job.work.glob("speech-*/*.json"))
    before = {w: w.stat().st_mtime_ns for w in windows}
    windows[-1].unlink()
    run(stages, job)
    after = {w: w.stat().st_mtime_ns for w in windows}
    assert [w for w in windows if before[w] != after[w]] == [windows[-1]]


def test_window_files_are_parsed_once_a_recording(
    stages: Stages, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = finished.copy(tmp_path)
    parsed = []
    parse = WindowText.model_validate_json

    def counted(text: str) -> WindowText:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(WindowText, "model_validate_json", counted)
    run(stages, job)
    assert len(parsed) == len(list(job.work.glob("speech-*/0*.json")))


def test_what_older_code_decoded_is_decoded_again(
    stages: Stages, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = finished.copy(tmp_path)
    written = {p: p.stat().st_mtime_ns for p in (job.work / "audio.pcm", WorkFolder(job.work).sound)}
    monkeypatch.setattr(media_stage, "MEDIA_FORMAT", media_stage.MEDIA_FORMAT + 1)
    run(stages, job)
    assert all(p.stat().st_mtime_ns > before for p, before in written.items())
    assert len(list(job.work.glob("speech-*"))) == 2  # and recognised again


def test_likeness_is_used_only_for_the_units_it_was_made_for(
    stages: Stages, finished: Finished, tmp_path: Path
) -> None:
    job = finished.copy(tmp_path)
    (path,) = job.work.glob("likeness-*.npz")
    right = path.read_bytes()
    with np.load(path) as kept:
        tables = dict(kept)
    tables["stretches"] = tables["stretches"] + 0.1
    np.savez(path, **tables)
    run(stages, job)
    assert path.read_bytes() == right
    path.write_bytes(right[:40])  # a damaged file is no table
    run(stages, job)
    assert path.read_bytes() == right


def test_a_second_hearing_that_died_is_done_again_by_the_next_run(
    stages: Stages, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = finished.copy(tmp_path)
    for kept in job.work.glob("weighed-*.json"):
        kept.unlink()
    candidate = correction.WordCandidate(0, 1, "近藤", Measured(0.1, 0.3, 4, 1.0, False, 0, True, True, False, False))
    asked = second_hearing.Asked(ScoringQuestion(0.0, 4.0, "今度議員", ("近藤議員",)), (candidate,))
    monkeypatch.setattr(second_hearing, "questions", lambda *_: [asked])
    monkeypatch.setattr(scoring, "score_alternatives", failing.answer_unless_first)
    result, _ = run(stages, job)  # a draft all the same, and it says what it lacks
    log = Transcript.read(result.transcript).provenance.engine_log
    assert any("言葉の確かめを途中でやめました" in line for line in log)
    assert not list(job.work.glob("weighed-*.json"))
    result, _ = run(stages, job)
    assert not Transcript.read(result.transcript).provenance.engine_log
    (kept,) = job.work.glob("weighed-*.json")
    assert len(SoundScores.model_validate_json(kept.read_text(encoding="utf-8")).heard) == 1


def test_a_profile_may_do_without_what_lies_beside_the_draft(
    stages: Stages, finished: Finished, tmp_path: Path
) -> None:
    job = finished.copy(tmp_path)
    plain = replace(job.profile, options=Options(player=False, tables=False, timeline=False))
    result, _ = run(stages, replace(job, profile=plain))
    assert [f.name for f in result.files] == ["令和6年9月3日_定例会_下書き.docx", "話者.xlsx", "transcript.json"]


def test_what_a_person_said_about_speakers_is_kept_by_the_next_run(
    stages: Stages, finished: Finished, tmp_path: Path
) -> None:
    job = finished.copy(tmp_path)
    before = Transcript.read(WorkFolder(job.work).transcript)
    named = decided_speakers.relabelled(before, Relabelling(names={before.speakers[0].id: "監査委員"}))
    by_hand.remember_decisions(WorkFolder(job.work), before, named)
    again = Transcript.read(run(stages, job)[0].transcript)
    assert [u.name for u in again.utterances] == [u.name for u in named.utterances]
    assert "監査委員" in {u.name for u in again.utterances}


def test_another_roster_is_heard_anew(stages: Stages, finished: Finished, tmp_path: Path) -> None:
    job = finished.copy(tmp_path)
    run(stages, replace(job, profile=replace(job.profile, roster=Roster())))
    assert len(list(job.work.glob("speech-*"))) == 2


def test_what_was_learned_changes_nothing_of_what_is_heard_first(
    stages: Stages, finished: Finished, tmp_path: Path
) -> None:
    job = finished.copy(tmp_path)
    before = {w: w.stat().st_mtime_ns for w in job.work.glob("speech-*/*.json")}
    roster = Roster(people=(*job.profile.roster.people, Person(name="榊原", kana="さかきばら", learned=True)))
    glossary = Glossary(terms=(Term(text="遊水池", kana="ゆうすいち", origin=Origin.LEARNED),))
    run(stages, replace(job, profile=replace(job.profile, roster=roster, glossary=glossary)))
    assert {w: w.stat().st_mtime_ns for w in job.work.glob("speech-*/*.json")} == before
    assert len(list(job.work.glob("weighed-*.json"))) == 2  # but weighed anew


def test_learned_people_bound_no_number_of_voices(
    stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = ProfileTree(tmp_path / "会議録")
    tree.learned.parent.mkdir(parents=True)
    learned = [
        LearnedCandidate(Sort.PERSON, name, "", post="委員", decision=ClerkDecision.ADOPTED)
        for name in ("榊原", "都築")
    ]
    tree.learned.write_bytes(sheet.build_workbook(learned, {}))
    asked: list[int | None] = []

    def request(**parts: Any) -> SpeakersRequest:
        asked.append(parts["max_speakers"])
        return SpeakersRequest(**parts)

    monkeypatch.setattr("transcriber.transcripts.speakers_stage.SpeakersRequest", request)
    profile = Profile.read(tree.root)
    assert [p.name for p in profile.roster.people] == ["榊原", "都築"]
    run(stages, assignment(profile, talk(tmp_path, 10)))
    assert asked == [None]

    listed = Roster(people=(*profile.roster.people, Person(name="山下清隆", post="委員長")))
    assert most_voices(profile, listed) == 5  # the one on the list, the two learned, two guests
    assert most_voices(replace(profile, options=Options(max_speakers=3)), profile.roster) == 3


def test_papers_add_agenda_people_and_terms_and_a_bad_one_is_named(
    stages: Stages, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_speak = []
    name_speakers = assemble.name_speakers

    def named(said: assemble.Recognised, roster: Roster, kind: RecordKind) -> assemble.Recognised:
        may_speak.extend(p.name for p in roster.people)
        return name_speakers(said, roster, kind)

    monkeypatch.setattr(assemble, "name_speakers", named)
    good, bad = tmp_path / "次第.txt", tmp_path / "議案.docx"
    good.write_bytes(
        "日程第１　議案第７号　財産の取得について\n説明員名簿\n町長　小田切誠\n欠席議員\n４番　青木太郎\n".encode(
            "cp932"
        )
    )
    bad.write_bytes(b"no document")
    pipe = PaperUsed(name="名簿.xlsx", problem="ふつうのファイルではありません。")
    result, _ = run(stages, replace(assignment(profile, talk(tmp_path, 10)), papers=(good, bad), left_out=(pipe,)))
    transcript = Transcript.read(result.transcript)
    assert [(i.number, i.bill, i.title) for i in transcript.meeting.agenda] == [(1, "議案第7号", "財産の取得について")]
    assert [p.name for p in transcript.roster.people] == ["山下清隆", "近藤美穂", "小田切誠", "青木太郎"]
    assert may_speak == ["山下清隆", "近藤美穂", "小田切誠"]  # who is absent has no voice
    assert [(p.name, bool(p.problem)) for p in transcript.meeting.papers] == [
        ("次第.txt", False),
        ("議案.docx", True),
        ("名簿.xlsx", True),
    ]
    (papers,) = [p.text for p in docx.Document(str(result.files[0])).paragraphs if p.text.startswith("資料　")]
    assert "「議案.docx」は" in papers
    assert "名簿.xlsx：ふつうのファイルではありません。" in papers
    assert "一緒に入れた「議案.docx」、「名簿.xlsx」は読めなかったので、使わずに作りました" in result.note


def test_papers_that_were_read_before_the_turn_are_not_read_in_it(
    stages: Stages, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "次第.txt"
    paper.write_text("日程第１　議案第７号　財産の取得について\n", encoding="utf-8")
    job = replace(assignment(profile, talk(tmp_path, 10)), papers=(paper,))
    waiting = WaitingPapers(job.papers, job.name, job.profile, job.work)
    stages.read_papers(waiting, stop=lambda: False)
    monkeypatch.setattr(StageProgress, "timed", _not_papers(StageProgress.timed))
    result, _ = run(stages, job)
    assert [i.bill for i in Transcript.read(result.transcript).meeting.agenda] == ["議案第7号"]


def _not_papers(timed: Callable[..., Any]) -> Callable[..., Any]:
    def stage(self: StageProgress, stage: Stage, found: float = 0.0) -> Any:
        assert stage is not Stage.PAPERS
        return timed(self, stage, found)

    return stage


def test_a_stop_ends_the_reading_of_papers(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    paper = tmp_path / "次第.txt"
    paper.write_text("日程第１　議案第７号　財産の取得について\n", encoding="utf-8")
    with pytest.raises(Stopped):
        stages.read_papers(WaitingPapers((paper,), "会議.wav", profile, tmp_path / "work"), stop=lambda: True)


def test_a_name_that_cannot_be_read_is_told_with_the_draft(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    person = Person(name="\ue000田 太郎", post="議員")
    own = replace(profile, roster=Roster(people=(*profile.roster.people, person)))
    result, _ = run(stages, assignment(own, talk(tmp_path)))
    assert "名簿の「\ue000田太郎」には読みの分からない字がある" in result.note
    assert "「ふりがな」に読みを入れてください。" in result.note


def test_a_stop_keeps_what_was_done_and_the_next_run_finishes(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    job = assignment(profile, talk(tmp_path))
    with pytest.raises(Stopped):
        run(stages, job, stop=lambda: (job.work / "media.json").exists())
    assert (job.work / "audio.pcm").exists()
    result, _ = run(stages, job)
    assert result.files[0].exists()


def test_a_meeting_in_parts_is_one_recording(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    parts = [talk(tmp_path, 10, "1.wav"), talk(tmp_path, 15, "2.wav", said=3.3)]
    result, _ = run(stages, assignment(profile, *parts, name="定例会"))
    recording = Transcript.read(result.transcript).recording
    assert recording.seconds == pytest.approx(25, abs=0.1)
    assert recording.joints == pytest.approx((10,), abs=0.1)
    lines = [p.text for p in docx.Document(str(result.files[0])).paragraphs]
    assert sum("（ここで録音が切り替わります）" in line for line in lines) == 1


def test_pure_silence_is_named_not_transcribed(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    quiet = sounds.write(tmp_path / "quiet.wav", sounds.silence(5), "pcm_s16le")
    with pytest.raises(errors.SilentRecording, match="声が見つかりませんでした"):
        run(stages, assignment(profile, quiet))


def test_a_broken_template_is_found_before_the_work_starts(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ 会議めい }}")
    template.save(str(tmp_path / "ひな形.docx"))
    job = assignment(replace(profile, template=tmp_path / "ひな形.docx"), talk(tmp_path))
    with pytest.raises(errors.TemplateError, match="会議名"):
        run(stages, job)
    assert not job.work.exists()


def test_a_missing_model_says_how_to_get_it(profile: Profile, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "models.toml").write_bytes((settings.HOME / "models" / "models.toml").read_bytes())
    empty = Settings(folders=Folders(work=tmp_path / "work", models=models), engine=Engine(tier=Tier.EMBEDDED))
    with pytest.raises(errors.ModelMissing, match="transcriber models fetch"):
        run(Stages(empty), assignment(profile, talk(tmp_path)))


def test_no_socket_is_opened(stages: Stages, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    result, _ = run(stages, assignment(profile, talk(tmp_path)))
    assert json.loads(result.transcript.read_text(encoding="utf-8"))["utterances"]


def test_a_recording_of_clicks_is_said_to_hold_no_voice(stages: Stages, profile: Profile, tmp_path: Path) -> None:
    """A thousand files of 50 ms in one: each is shorter than anything that is recognised. No fault of the program."""
    click = sounds.write(tmp_path / "a.wav", sounds.tone(0.05), "pcm_s16le")
    click.write_bytes(click.read_bytes() * 1000)
    with pytest.raises(errors.SilentRecording):
        run(stages, assignment(profile, click))
