"""Where to listen to a voice is told as long as the voice is there: utterances may be cut, numbered anew, moved and merged."""

from __future__ import annotations

import transcripts

from transcriber import procedure
from transcriber.language.readings import Reader
from transcriber.minutes.listening_places import samples_within
from transcriber.minutes.relabelling import Relabelling, relabel
from transcriber.minutes.transcript import Sample, Speaker, Transcript

_LONG = (
    "待機児童の対策について質問いたします。昨年度は12名の待機児童が発生したと聞いております。現在の入所調整の状況を伺います。"
    "次に、会議録作成の効率化についてであります。試行導入により、職員の負担はどの程度軽減されたのでしょうか。"
    "3点目は、巡回バスについてであります。増便の可能性についてお聞かせください。"
)


def heard() -> Transcript:
    """A long speech, which becomes paragraphs, and an answer; each voice with a place to listen to."""
    said = (
        transcripts.utterance(1, _LONG, speaker="S1", at=0, seconds=60),
        transcripts.utterance(2, "お答えいたします。12名でございます。", speaker="S2", at=61, seconds=6),
    )
    voices = tuple(
        Speaker(
            id=u.speaker or "",
            seconds=u.end - u.start,
            samples=(Sample(start=u.start + 1, end=u.start + 5, utterance=u.id),),
        )
        for u in said
    )
    return transcripts.transcript(utterances=said, doubts=[]).model_copy(update={"speakers": voices, "turns": ()})


def of(transcript: Transcript, speaker: str) -> list[tuple[float, str]]:
    return next([(x.start, x.utterance) for x in s.samples] for s in transcript.speakers if s.id == speaker)


def test_samples_name_the_utterance_they_lie_in_after_others_were_cut() -> None:
    made = procedure.attach_procedure(heard(), Reader())
    answer = next(u for u in made.utterances if u.speaker == "S2")
    assert answer.id != "u0002"
    assert (of(made, "S1"), of(made, "S2")) == ([(1.0, "u0001")], [(62.0, answer.id)])


def test_after_one_voice_was_named_the_others_can_still_be_listened_to() -> None:
    made = procedure.attach_procedure(heard(), Reader())
    named = relabel(made, Relabelling(names={"S1": "議長"}))
    assert (of(named, "S1"), of(named, "S2")) == (of(made, "S1"), of(made, "S2"))


def test_a_transcript_whose_samples_name_utterances_of_before_loses_none() -> None:
    made = procedure.attach_procedure(heard(), Reader())
    stale = made.model_copy(update={"speakers": heard().speakers})
    named = relabel(stale, Relabelling(names={"S1": "議長"}))
    assert (of(named, "S1"), of(named, "S2")) == (of(made, "S1"), of(made, "S2"))


def test_what_was_moved_to_another_voice_is_no_sample_of_the_first() -> None:
    made = heard()
    moved = relabel(made, Relabelling(moves={"u0002": "S1"}))
    assert of(moved, "S1") == [(1.0, "u0001")]


def test_a_stretch_on_the_border_of_two_utterances_is_one_sample_of_the_later() -> None:
    first = transcripts.utterance(1, "はい。", at=0, seconds=5)
    second = transcripts.utterance(2, "次です。", at=5, seconds=5)
    assert [x.utterance for x in samples_within([(5.0, 8.0)], [first, second])] == ["u0002"]
