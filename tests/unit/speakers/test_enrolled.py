"""Enrolled voices: kept for this user only, compared within one model, offered only where one person is meant."""

from __future__ import annotations

import datetime as dt
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from transcriber.errors import VoicesError
from transcriber.minutes.transcript import Band, DoubtKind, Speaker, Utterance
from transcriber.speakers import enrolled
from transcriber.speakers.enrolled import EnrolledVoices, Reference
from transcriber.speakers.turns import Turn, Voice
from transcriber.transcripts import assemble

UNRELATED = 0.57
NOW = dt.datetime(2026, 9, 3, tzinfo=dt.UTC)


def sound(who: int, take: int = 0, noise: float = 0.15) -> tuple[float, ...]:
    common, own = np.random.default_rng(0).normal(size=256), np.random.default_rng(who).normal(size=256)
    own = np.sqrt(UNRELATED) * unit(common) + np.sqrt(1 - UNRELATED) * unit(own)
    heard = unit(own) + noise * unit(np.random.default_rng((who, take)).normal(size=256))
    return tuple(unit(heard).tolist())


def unit(v: np.ndarray) -> np.ndarray:
    return v / np.linalg.norm(v)


def reference(who: int, take: int = 0, model: str = "m1") -> Reference:
    return Reference(model=model, embedding=sound(who, take), seconds=30, source=f"録音{take}", enrolled_at=NOW)


def voice(speaker: str, who: int, take: int = 9, seconds: float = 60, noise: float = 0.15) -> Voice:
    return Voice(speaker=speaker, embedding=sound(who, take, noise), seconds=seconds)


BOOK = EnrolledVoices().with_reference("加藤啓二", reference(1)).with_reference("大塚由紀", reference(2))


def test_a_voice_is_offered_the_person_it_sounds_like() -> None:
    found = enrolled.suggest([voice("S1", 1), voice("S2", 2), voice("S3", 3)], BOOK, "m1", UNRELATED)
    assert {s: [(x.name, x.band) for x in given] for s, given in found.items()} == {
        "S1": [("加藤啓二", Band.CLOSE)],
        "S2": [("大塚由紀", Band.CLOSE)],
    }


def test_several_references_of_a_person_count_together() -> None:
    book = BOOK.with_reference("加藤啓二", reference(1, take=1)).with_reference("加藤啓二", reference(1, take=2))
    assert [len(p.references) for p in book.people if p.name == "加藤啓二"] == [3]
    one = enrolled.suggest([voice("S1", 1)], BOOK, "m1", UNRELATED)["S1"][0]
    three = enrolled.suggest([voice("S1", 1)], book, "m1", UNRELATED)["S1"][0]
    assert three.likeness > one.likeness


def test_a_person_is_offered_to_the_voice_most_like_them_only() -> None:
    found = enrolled.suggest([voice("S1", 1, noise=0.6), voice("S2", 1, noise=0.1)], BOOK, "m1", UNRELATED)
    assert list(found) == ["S2"]


def test_two_people_who_sound_alike_are_not_told_apart_by_a_guess() -> None:
    book = BOOK.with_reference("双子の兄弟", reference(1, take=5))
    assert enrolled.suggest([voice("S1", 1)], book, "m1", UNRELATED) == {}


def test_embeddings_of_another_model_mean_nothing() -> None:
    assert enrolled.suggest([voice("S1", 1)], BOOK, "m2", UNRELATED) == {}


def test_a_voice_of_a_few_words_is_not_compared() -> None:
    assert enrolled.suggest([voice("S1", 1, seconds=1.0)], BOOK, "m1", UNRELATED) == {}


def test_only_speech_without_others_is_taken_down() -> None:
    turns = [
        Turn(speaker="S1", start=0, end=10),
        Turn(speaker="S2", start=9, end=12),
        Turn(speaker="S1", start=20, end=30),
        Turn(speaker="S1", start=40, end=41),
    ]
    assert enrolled.clean_stretches(turns, "S1") == [(20.2, 29.8)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists, not modes")
def test_the_file_is_for_this_user_and_comes_with_a_warning(tmp_path: Path) -> None:
    file = enrolled.path(tmp_path)
    enrolled.write_enrolled(BOOK, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "同意" in (file.parent / "声の登録について.txt").read_text(encoding="utf-8-sig")
    assert enrolled.read_enrolled(file) == BOOK


def test_forgetting_the_last_person_leaves_no_file(tmp_path: Path) -> None:
    file = enrolled.path(tmp_path)
    enrolled.write_enrolled(BOOK, file)
    enrolled.write_enrolled(BOOK.without("加藤啓二"), file)
    assert "加藤啓二" not in file.read_text(encoding="utf-8")
    enrolled.write_enrolled(EnrolledVoices(), file)
    assert not file.exists()
    assert enrolled.read_enrolled(file) == EnrolledVoices()


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    file = enrolled.path(tmp_path)
    enrolled.write_enrolled(BOOK, file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(VoicesError, match="読めません"):
        enrolled.read_enrolled(file)


def said(name: str | None) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    return (
        (Utterance(id="u0001", speaker="S1", name=name, start=0, end=5, text="お伺いします。"),),
        (Speaker(id="S1", name=name, seconds=5),),
    )


def test_a_suggestion_is_no_name_unless_the_office_wants_it() -> None:
    found = enrolled.suggest([voice("S1", 1)], BOOK, "m1", UNRELATED)
    utterances, speakers = assemble.suggest_names(*said(None), found, give=False)
    assert (utterances[0].name, speakers[0].name, speakers[0].suggestions[0].name) == (None, None, "加藤啓二")
    utterances, speakers = assemble.suggest_names(*said(None), found, give=True)
    assert (utterances[0].name, speakers[0].evidence[0].kind.value) == ("加藤啓二", "voice")


def test_a_name_that_the_voice_contradicts_stays_and_is_doubted() -> None:
    found = enrolled.suggest([voice("S1", 1)], BOOK, "m1", UNRELATED)
    utterances, _ = assemble.suggest_names(*said("大塚由紀議員"), found, give=True)
    assert utterances[0].name == "大塚由紀議員"
    assert [d.kind for d in utterances[0].doubts] == [DoubtKind.NAME_CONFLICT]
    utterances, _ = assemble.suggest_names(*said("加藤啓二議員"), found, give=True)
    assert utterances[0].doubts == ()
