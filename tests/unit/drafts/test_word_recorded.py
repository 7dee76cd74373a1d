"""What a draft says of how its recording was read: nothing where all is well, the place and the length where not."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from transcripts import transcript

from transcriber.drafts import word
from transcriber.drafts.word import recorded, sample
from transcriber.minutes.capture import (
    ClockEvent,
    ClockEventKind,
    FileRead,
    OrderBasis,
    PartsOrder,
    TimeSpan,
    TrackRead,
    TrackUse,
    UnusedFile,
    UnusedReason,
    WholenessVerdict,
)
from transcriber.minutes.transcript import Recording, RecordKind

TEMPLATES = Path(__file__).parents[3] / "templates"


def recording(*files: FileRead) -> Recording:
    return transcript().recording.model_copy(update={"files": files})


def rows(*files: FileRead) -> dict[str, str]:
    return dict(recorded.rows(recording(*files)))


WHOLE = FileRead(name="会議.wav", seconds=3600, verdict=WholenessVerdict.WHOLE)


def test_a_whole_recording_has_no_warning() -> None:
    assert recorded.warning(recording(WHOLE)) == ""
    said = rows(WHOLE)
    assert said["最後まであるか"].startswith("最後まであります")
    assert said["壊れていた部分"] == "なし"
    assert not {"録音の途切れ", "録音の時計", "音声トラック", "ファイルの順"} & said.keys()


def test_a_recording_read_by_an_older_version_says_what_it_knew() -> None:
    old = transcript().recording.model_copy(update={"damaged_packets": 3})
    assert dict(recorded.rows(old)) == {"壊れていた部分": "3 か所（読み飛ばしました）"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [(216.0, "あと3分36秒あるはずです"), (None, "どれだけ足りないかは分かりません"), (0.4, "1秒に足りません")],
)
def test_a_cut_recording_says_so_first_and_how_much_is_missing(missing: float | None, said: str) -> None:
    file = WHOLE.model_copy(update={"verdict": WholenessVerdict.CUT, "missing_seconds": missing})
    warning = recorded.warning(recording(file))
    assert warning.startswith("この録音は途中で切れています（読めたのは1時間0分0秒まで。")
    assert said in warning
    assert "コピーし直してください" in warning
    assert said in rows(file)["最後まであるか"]


def test_in_a_meeting_in_parts_each_file_is_named() -> None:
    cut = FileRead(name="会議/2.wav", start=3600, seconds=60, verdict=WholenessVerdict.CUT)
    first = WHOLE.model_copy(update={"name": "会議/1.wav"})
    assert recorded.warning(recording(first, cut)).startswith("「会議/2.wav」は途中で切れています")
    said = rows(first, cut)
    assert said["ファイルの順"] == "00:00:00から　会議/1.wav（1時間0分0秒）\n01:00:00から　会議/2.wav（1分0秒）"
    assert [line.split("：")[0] for line in said["最後まであるか"].split("\n")] == ["会議/1.wav", "会議/2.wav"]


PARTS = (
    WHOLE.model_copy(update={"name": "会議/新規録音.m4a"}),
    FileRead(name="会議/新規録音 2.m4a", start=3600, seconds=60, verdict=WholenessVerdict.WHOLE),
)


def joined(order: PartsOrder, *unused: UnusedFile, companions: tuple[str, ...] = ()) -> Recording:
    return recording(*PARTS).model_copy(update={"order": order, "unused": unused, "companions": companions})


def test_it_is_said_why_the_parts_follow_each_other_so() -> None:
    sure = joined(PartsOrder(bases=(OrderBasis.SUFFIX, OrderBasis.NUMBERS)))
    assert dict(recorded.rows(sure))["順の根拠"] == "番号などの付かない名前を先にして、名前の番号の順につなぎました。"
    assert recorded.warning(sure) == ""
    assert list(recorded.parts(sure)) == [
        "番号などの付かない名前を先にして、名前の番号の順につなぎました。",
        "00:00:00から　会議/新規録音.m4a（1時間0分0秒）",
        "01:00:00から　会議/新規録音 2.m4a（1分0秒）",
    ]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (PartsOrder(bases=(OrderBasis.NAMES,)), "順番が分かるものがないので、名前の順につなぎました。"),
        (
            PartsOrder(bases=(OrderBasis.DATES,), contrary=OrderBasis.NUMBERS),
            "ファイルの中にある録音日時の順につなぎました。名前の番号の順とは違います。",
        ),
    ],
)
def test_an_order_that_nothing_proves_is_to_be_checked_first(order: PartsOrder, said: str) -> None:
    warning = recorded.warning(joined(order))
    assert said in warning
    assert "聞いて確かめてください" in warning


NUMBERS, WORDS, SUFFIX, COPIES, DATES = (
    OrderBasis.NUMBERS,
    OrderBasis.WORDS,
    OrderBasis.SUFFIX,
    OrderBasis.COPIES,
    OrderBasis.DATES,
)
BY_WORDS = "名前の言葉（午前・午後、前半・後半など）"


@pytest.mark.parametrize(
    ("bases", "contrary", "said"),
    [
        ((OrderBasis.STAMPS,), None, "名前にある日時の順につなぎました。"),
        ((OrderBasis.STAMPS, DATES), None, "名前にある日時とファイルの中にある録音日時の順につなぎました。"),
        ((NUMBERS,), None, "名前の番号の順につなぎました。"),
        ((WORDS,), None, f"{BY_WORDS}の順につなぎました。"),
        ((SUFFIX,), None, "番号などの付かない名前を先にしてつなぎました。"),
        ((COPIES,), None, "コピーを後にしてつなぎました。"),
        ((DATES,), None, "ファイルの中にある録音日時の順につなぎました。"),
        ((WORDS, NUMBERS), None, f"{BY_WORDS}と名前の番号の順につなぎました。"),
        ((NUMBERS, COPIES), None, "コピーを後にして、名前の番号の順につなぎました。"),
        ((SUFFIX, NUMBERS), None, "番号などの付かない名前を先にして、名前の番号の順につなぎました。"),
        ((SUFFIX, COPIES), None, "番号などの付かない名前を先に、コピーを後にしてつなぎました。"),
        (
            (SUFFIX, NUMBERS, COPIES, DATES),
            None,
            "番号などの付かない名前を先に、コピーを後にして、名前の番号とファイルの中にある録音日時の順につなぎました。",
        ),
        (
            (SUFFIX,),
            DATES,
            "番号などの付かない名前を先にしてつなぎました。ファイルの中にある録音日時の順とは違います。",
        ),
        (
            (DATES,),
            SUFFIX,
            "ファイルの中にある録音日時の順につなぎました。番号などの付かない名前を先にする順とは違います。",
        ),
        ((DATES,), COPIES, "ファイルの中にある録音日時の順につなぎました。コピーを後にする順とは違います。"),
    ],
)
def test_every_reason_for_an_order_reads_as_a_sentence(
    bases: tuple[OrderBasis, ...], contrary: OrderBasis | None, said: str
) -> None:
    order = PartsOrder(bases=bases, contrary=contrary)
    assert dict(recorded.rows(joined(order)))["順の根拠"] == said


def test_no_combination_of_reasons_puts_a_rule_of_placing_where_an_order_belongs() -> None:
    told = [b for b in OrderBasis if b is not OrderBasis.NAMES]
    for count in range(1, len(told) + 1):
        for bases in itertools.permutations(told, count):
            said = dict(recorded.rows(joined(PartsOrder(bases=bases))))["順の根拠"]
            assert said.endswith(("の順につなぎました。", "にしてつなぎました。"))
            assert "にする" not in said
            assert "先にの" not in said
            assert "後にの" not in said


def test_what_was_not_used_is_named_with_the_reason() -> None:
    found = joined(
        PartsOrder(bases=(OrderBasis.NUMBERS,)),
        UnusedFile(name="会議/録音 - コピー.m4a", reason=UnusedReason.COPY, instead="会議/録音.m4a"),
        UnusedFile(name="会議/video1.mp4", reason=UnusedReason.SAME_SOUND, instead="会議/audio1.m4a"),
        UnusedFile(name="会議/スマホ.m4a", reason=UnusedReason.OTHER_MICROPHONE, instead="会議/audio1.m4a"),
        companions=("chat.txt", "playback.m3u"),
    )
    copy, same, other, beside = dict(recorded.rows(found))["使っていないファイル"].split("\n")
    assert copy == "「会議/録音 - コピー.m4a」は「会議/録音.m4a」とまったく同じ内容なので、使っていません。"
    assert same == "「会議/video1.mp4」は「会議/audio1.m4a」と同じ録音なので、使っていません。"
    assert "これだけをフォルダに入れ直してください" in other
    assert beside == "録音でも資料でもないので読まなかったもの：chat.txt、playback.m3u"
    assert recorded.warning(found) == other  # which microphone is better is for a person to say


@pytest.mark.parametrize("verdict", [WholenessVerdict.NOT_KNOWN, WholenessVerdict.DAMAGED])
def test_a_broken_end_of_which_nothing_is_known_is_told_on_the_status_page_and_first_in_the_draft(
    verdict: WholenessVerdict,
) -> None:
    told = recording(WHOLE.model_copy(update={"verdict": verdict, "broken_end": True}))
    (line,) = recorded.faults(told)
    assert "途中で切れたものかもしれません（読めたのは1時間0分0秒まで。どれだけ足りないかは分かりません）" in line
    assert "録音機に続きがあれば、コピーし直してください" in line
    assert recorded.warning(told) == line


def test_a_track_that_nothing_decodes_is_told_with_what_to_do() -> None:
    tracks = (
        TrackRead(number=1, use=TrackUse.UNREADABLE, title="議長席"),
        TrackRead(number=2, use=TrackUse.USED),
    )
    told = recording(WHOLE.model_copy(update={"tracks": tracks}))
    (line,) = recorded.faults(told)
    assert "音声トラック2本のうち、1本目（議長席）は" in line
    assert "WAV か MP3 か M4A にして、入れ直してください" in line
    assert recorded.warning(told) == line


def test_a_file_that_is_left_out_is_told_once_on_the_status_page_and_by_the_command() -> None:
    missed = (
        UnusedFile(name="会議/画面.mp4", reason=UnusedReason.NO_SOUND),
        UnusedFile(name="会議/スマホ.m4a", reason=UnusedReason.OTHER_MICROPHONE, instead="会議/audio1.m4a"),
    )
    copy = UnusedFile(name="会議/録音 - コピー.m4a", reason=UnusedReason.COPY, instead="会議/録音.m4a")
    told = joined(PartsOrder(bases=(OrderBasis.NUMBERS,)), *missed, copy, companions=("会議2.dss",))
    without_sound, microphone = recorded.faults(told)
    assert "音がないので、使っていません" in without_sound
    assert "これだけをフォルダに入れ直してください" in microphone
    shown = list(recorded.parts(told))
    assert not {without_sound, microphone} & set(shown)
    assert shown[-2].startswith("「会議/録音 - コピー.m4a」は")
    assert shown[-1] == "録音でも資料でもないので読まなかったもの：会議2.dss"


def test_the_same_sound_under_names_of_different_times_is_to_be_checked_first() -> None:
    first, second = PARTS
    told = recording(first, second.model_copy(update={"repeats": first.name}))
    assert "「会議/新規録音 2.m4a」には「会議/新規録音.m4a」と同じ音が入っています" in recorded.warning(told)
    assert list(recorded.faults(told)) == [recorded.warning(told)]  # the status page says it in the same words


def test_the_same_bytes_under_a_name_that_is_no_copys_are_told_first() -> None:
    """午前 and 午後 with the same bytes: somebody took the wrong file."""
    twice = UnusedFile(name="会議/午後.m4a", reason=UnusedReason.COPY, instead="会議/午前.m4a")
    assert "まったく同じ内容" in recorded.warning(joined(PartsOrder(bases=(OrderBasis.WORDS,)), twice))


def test_one_recording_of_several_files_has_no_order_to_check() -> None:
    one = recording(WHOLE).model_copy(update={"order": PartsOrder(bases=(OrderBasis.NAMES,))})
    assert recorded.warning(one) == ""
    assert "順の根拠" not in dict(recorded.rows(one))


def test_what_the_container_does_not_tell_is_said_as_not_known() -> None:
    said = rows(WHOLE.model_copy(update={"verdict": WholenessVerdict.NOT_KNOWN, "broken_end": True}))["最後まであるか"]
    assert "分かりません" in said
    assert "切れたものかもしれません" in said


def test_what_follows_the_end_is_said() -> None:
    two = WHOLE.model_copy(update={"verdict": WholenessVerdict.CONTINUED, "recordings": 2})
    assert "2本続けて" in rows(two)["最後まであるか"]
    beyond = WHOLE.model_copy(update={"verdict": WholenessVerdict.CONTINUED, "declared_seconds": 10.0})
    assert "書かれた長さ（10秒）の後ろにも" in rows(beyond)["最後まであるか"]
    unread = WHOLE.model_copy(update={"unread_bytes": 2_000_000})
    assert "2.0 MB" in rows(unread)["最後まであるか"]
    assert "読めなかった部分があります（2.0 MB）" in recorded.warning(recording(unread))


def test_holes_are_listed_with_place_and_length_and_a_late_start_as_such() -> None:
    events = (
        ClockEvent(kind=ClockEventKind.LATE, at=0, seconds=12),
        ClockEvent(kind=ClockEventKind.HOLE, at=75, seconds=3.5),
    )
    said = rows(WHOLE.model_copy(update={"clock": events, "added_silence": 15.5}))["録音の途切れ"]
    assert said.split("\n") == [
        "初めの12秒（録音より後から音が始まります）",
        "00:01:15から3.5秒",
        "あわせて16秒。音のない時間にして、時刻を合わせました",
    ]


def test_lengths_of_silence_and_of_what_is_missing_are_rounded_not_cut_off() -> None:
    late = ClockEvent(kind=ClockEventKind.LATE, at=0, seconds=11.979)
    said = rows(WHOLE.model_copy(update={"clock": (late,), "added_silence": 11.979}))["録音の途切れ"]
    assert said.startswith("初めの12秒")
    half = WHOLE.model_copy(update={"verdict": WholenessVerdict.CUT, "seconds": 15.127, "missing_seconds": 14.911})
    assert "読めたのは15秒まで。あと15秒あるはずです" in recorded.warning(recording(half))


def test_a_silence_of_one_track_among_several_names_the_track() -> None:
    """A second person who joins later: the first track has sound from the beginning."""
    late = ClockEvent(kind=ClockEventKind.LATE, at=0, seconds=30, track=2)
    jump = ClockEvent(kind=ClockEventKind.JUMP, at=60, seconds=5400, track=1)
    tracks = (TrackRead(number=1, use=TrackUse.MIXED), TrackRead(number=2, use=TrackUse.MIXED))
    said = rows(WHOLE.model_copy(update={"clock": (late, jump), "added_silence": 30.0, "tracks": tracks}))
    assert said["録音の途切れ"].startswith("2本目の音声トラック：初めの30秒")
    assert said["録音の時計"].startswith("1本目の音声トラック：00:01:00で")


def test_thousands_of_holes_are_counted() -> None:
    events = tuple(ClockEvent(kind=ClockEventKind.HOLE, at=n * 10, seconds=0.2) for n in range(50))
    said = rows(WHOLE.model_copy(update={"clock": events, "more_events": 4950, "added_silence": 1000.0}))[
        "録音の途切れ"
    ]
    assert "ほか4,980か所" in said
    assert "あわせて16分40秒" in said


def test_a_clock_that_jumps_is_said() -> None:
    event = ClockEvent(kind=ClockEventKind.JUMP, at=60, seconds=5400)
    assert "00:01:00で時計が飛んでいる" in rows(WHOLE.model_copy(update={"clock": (event,)}))["録音の時計"]


def test_what_became_of_each_track_is_said() -> None:
    tracks = (
        TrackRead(number=1, use=TrackUse.SILENT, title="Desktop"),
        TrackRead(number=2, use=TrackUse.USED),
        TrackRead(number=3, use=TrackUse.UNREADABLE),
    )
    said = rows(WHOLE.model_copy(update={"tracks": tracks}))["音声トラック"].split("\n")
    assert said[0] == "1本目（Desktop）：音が入っていないので、使っていません"
    assert said[1] == "2本目：使いました"
    assert "読めない形式" in said[2]


def test_damage_is_said_with_its_times_and_first_where_it_is_long() -> None:
    short = WHOLE.model_copy(update={"damaged": (TimeSpan(start=10, end=10.2),)})
    assert rows(short)["壊れていた部分"].startswith("00:00:10")
    assert recorded.warning(recording(short)) == ""
    long = WHOLE.model_copy(update={"damaged": (TimeSpan(start=10, end=70),)})
    assert "壊れていて読めなかったところがあります（あわせて1分0秒）" in recorded.warning(recording(long))


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*/ひな形.docx")), ids=lambda p: p.parent.name)
def test_every_shipped_template_prints_the_warning_on_its_first_page(template: Path) -> None:
    first = [p.text for p in docx.Document(str(template)).paragraphs[:12]]
    assert any("{{ 録音の注意 }}" in text for text in first), first


def test_an_offices_own_template_without_a_place_for_the_warning_says_it_first(
    office_template: Callable[..., Path], tmp_path: Path
) -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)
    cut = WHOLE.model_copy(update={"damaged": (TimeSpan(start=10, end=70),)})
    broken = told.model_copy(update={"recording": told.recording.model_copy(update={"files": (cut,)})})
    for name, its, first in (("壊れた", broken, "壊れていて読めなかった"), ("無事", told, "会議録")):
        out = tmp_path / f"{name}.docx"
        word.render_draft(its, template=office_template("会議録", "{{ 会議名 }}"), office="", out=out)
        assert first in docx.Document(str(out)).paragraphs[0].text
    out = tmp_path / "場所がある.docx"
    word.render_draft(broken, template=office_template("会議録", "{{ 録音の注意 }}"), office="", out=out)
    texts = [p.text for p in docx.Document(str(out)).paragraphs]
    assert texts[0] == "会議録"
    assert sum("壊れていて読めなかった" in text for text in texts) == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            {"verdict": WholenessVerdict.CUT, "missing_seconds": 216.0},
            "この録音は途中で切れています（読めたのは1時間0分0秒まで。あと3分36秒あるはずです）。"
            "録音機に続きがあれば、コピーし直してください。",
        ),
        (
            {"verdict": WholenessVerdict.CUT},
            "この録音は途中で切れています（読めたのは1時間0分0秒まで。どれだけ足りないかは分かりません）。"
            "録音機に続きがあれば、コピーし直してください。",
        ),
        (
            {"verdict": WholenessVerdict.DAMAGED, "damaged": (TimeSpan(start=10, end=22),)},
            "この録音には壊れていて読めなかったところがあります（あわせて12秒）。"
            "録音機に元の録音があれば、聞ける録音か確かめて、コピーし直してください。",
        ),
        (
            {"unread_bytes": 2_000_000},
            "この録音の終わりに、録音として読めなかった部分があります（2.0 MB）。"
            "録音機に元の録音があれば、聞ける録音か確かめて、コピーし直してください。",
        ),
        (
            {"verdict": WholenessVerdict.CONTINUED, "recordings": 2},
            "この録音には録音が2本続けて入っていたので、順に続けて読みました。別の会議が入っていないか確かめてください。",
        ),
        (
            {"verdict": WholenessVerdict.CONTINUED, "declared_seconds": 10.0},
            "この録音には、書かれた長さ（10秒）の後ろにも音が続いていたので、最後まで読みました。"
            "別の会議が入っていないか確かめてください。",
        ),
    ],
    ids=["cut", "cut by an unknown length", "damaged", "unreadable end", "two recordings", "longer than declared"],
)
def test_the_status_page_is_told_in_one_line_what_is_wrong_and_what_to_do(fault: dict[str, object], said: str) -> None:
    assert list(recorded.faults(recording(WHOLE.model_copy(update=fault)))) == [said]


def test_the_status_page_is_told_nothing_of_whole_recordings_and_the_name_of_a_cut_part() -> None:
    unknown = WHOLE.model_copy(update={"verdict": WholenessVerdict.NOT_KNOWN})
    assert not list(recorded.faults(recording(WHOLE))) and not list(recorded.faults(recording(unknown)))
    cut = FileRead(name="会議/2.wav", start=3600, seconds=60, verdict=WholenessVerdict.CUT)
    (line,) = recorded.faults(recording(WHOLE, cut))
    assert line.startswith("「会議/2.wav」は途中で切れています")


def test_the_first_line_says_that_a_recording_sounds_worse_than_what_was_measured() -> None:
    calm = recording()
    assert "音の条件が悪い" not in recorded.warning(calm)
    noisy = calm.model_copy(
        update={"preflight": calm.preflight.model_copy(update={"speech_dbfs": -30.0, "noise_dbfs": -35.0})}
    )
    assert "話し声と雑音の差が 5 dB" in recorded.warning(noisy)
