"""What a person said about speakers outlasts another run of the machine, whatever that run calls voices and utterances."""

from __future__ import annotations

import pytest
from support.council import meeting

from transcriber.minutes import carrying
from transcriber.minutes.relabelling import Relabelling, relabel
from transcriber.minutes.transcript import Speaker, Transcript

WISHES = (
    Relabelling(names={"S3": "加藤啓二"}),
    Relabelling(names={"S1": "不明"}),
    Relabelling(merges={"S2": "S1"}),
    Relabelling(moves={"u0005": "S2"}),
    Relabelling(moves={"u0006": "新しい人", "u0002": "S3"}),
    Relabelling(ranges=((0.0, 130.0, "S3"),)),
    Relabelling(names={"S3": "監査委員"}, merges={"S1": "S2"}, moves={"u0008": "書記"}),
)


def renumbered(transcript: Transcript) -> Transcript:
    """The same meeting where the machine counts voices otherwise, and takes two utterances of a voice for one."""
    other = {"S1": "S3", "S2": "S1", "S3": "S2"}
    said = [u.model_copy(update={"speaker": other[u.speaker or ""]}) for u in transcript.utterances]
    one = said[0].model_copy(update={"text": said[0].text + said[1].text, "end": said[1].end})
    said = [u.model_copy(update={"id": f"u{n:04d}"}) for n, u in enumerate([one, *said[2:]], start=1)]
    return transcript.model_copy(
        update={"utterances": tuple(said), "speakers": tuple(Speaker(id=s, seconds=60) for s in ("S1", "S2", "S3"))}
    )


def who(transcript: Transcript) -> list[tuple[float, str | None]]:
    """When somebody begins, and the name."""
    return [(u.start, u.name) for u in transcript.utterances]


@pytest.mark.parametrize("wanted", WISHES)
def test_another_run_with_the_same_outcome_gives_the_same_speakers(wanted: Relabelling) -> None:
    before = meeting()
    by_hand = relabel(before, wanted)
    again = carrying.carry(before, carrying.after(None, before, by_hand))
    assert who(again) == who(by_hand)
    same_voice = {(u.speaker, v.speaker) for u, v in zip(by_hand.utterances, again.utterances, strict=True)}
    assert len({a for a, _ in same_voice}) == len(same_voice) == len({b for _, b in same_voice})


@pytest.mark.parametrize("wanted", WISHES[:4])
def test_other_numbers_and_limits_change_nothing_in_what_the_person_said(wanted: Relabelling) -> None:
    before = meeting()
    by_hand = relabel(before, wanted)
    again = carrying.carry(renumbered(before), carrying.after(None, before, by_hand))
    assert who(again) == [who(by_hand)[0], *who(by_hand)[2:]]


def test_several_corrections_one_after_another_are_all_kept() -> None:
    machine = meeting()
    first = relabel(machine, Relabelling(names={"S3": "加藤啓二"}))
    known = carrying.after(None, machine, first)
    second = relabel(first, Relabelling(moves={"u0005": "近藤美穂"}))
    known = carrying.after(known, first, second)
    assert who(carrying.carry(machine, known)) == who(second)


def test_where_nothing_was_said_the_machine_may_know_better_this_time() -> None:
    machine = meeting()
    known = carrying.after(None, machine, relabel(machine, Relabelling(names={"S2": "町長"})))
    better = relabel(machine, Relabelling(names={"S3": "議員　加藤"}))
    names = {u.speaker: u.name for u in carrying.carry(better, known).utterances}
    assert names["S2"] == "町長"
    assert names["S3"] == "議員　加藤"
    assert names["S1"] == "議長（山下清隆）"
