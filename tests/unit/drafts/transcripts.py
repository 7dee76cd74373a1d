"""Transcripts made by hand: small, complete, and changeable where a test cares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import (
    Doubt,
    DoubtKind,
    Meeting,
    ModelUsed,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)

JST = dt.timezone(dt.timedelta(hours=9))

COUNCIL_ROSTER = Roster(
    people=(
        Person(name="山下 清隆", kana="やました きよたか", post="議長"),
        Person(name="加藤 啓二", kana="かとう けいじ", post="議員", seat="5"),
        Person(name="近藤 美穂", kana="こんどう みほ", post="福祉部長"),
    )
)
CONSULTATION_ROSTER = Roster(
    people=(Person(name="西野 香織", kana="にしの かおり", post="相談員"), Person(post="相談者"))
)


def utterance(
    number: int,
    text: str,
    *,
    speaker: str | None = "S1",
    name: str | None = None,
    at: float = 0.0,
    seconds: float = 5.0,
    doubts: Sequence[Doubt] = (),
) -> Utterance:
    """An utterance of `seconds`, starting `at` seconds into the recording."""
    return Utterance(
        id=f"u{number:04d}", speaker=speaker, name=name, start=at, end=at + seconds, text=text, doubts=tuple(doubts)
    )


COUNCIL_UTTERANCES = (
    utterance(1, "ただいまから会議を開きます。", speaker="S1", name="議長", at=0.4),
    utterance(2, "五番、加藤啓二議員。", speaker="S1", name="議長", at=6.0),
    utterance(
        3,
        "待機児童は十二名と聞いております。",
        speaker="S2",
        name="加藤啓二",
        at=12.0,
        doubts=(
            Doubt(kind=DoubtKind.NUMBER, start=13.0, end=14.5, reason="人数を確かめてください。", alternative="十名"),
        ),
    ),
    utterance(4, "お答えいたします。", speaker="S3", at=30.0),
)
COUNCIL_GAP = Doubt(kind=DoubtKind.GAP, start=20.0, end=26.0, reason="話し声がありますが、文字になりませんでした。")

CONSULTATION_UTTERANCES = (
    utterance(1, "今日はどのようなことでお困りでしょうか。", speaker="S1", name="相談員", at=1.0),
    utterance(2, "家賃が払えなくなりそうで。", speaker="S2", name="相談者", at=7.0),
)


def transcript(
    kind: RecordKind = RecordKind.COUNCIL,
    *,
    utterances: Sequence[Utterance] | None = None,
    doubts: Sequence[Doubt] | None = None,
    roster: Roster | None = None,
    title: str | None = None,
    date: dt.date | None = dt.date(2024, 9, 3),
    started_at: dt.datetime | None = dt.datetime(2024, 9, 3, 10, 0, tzinfo=JST),
    seconds: float = 314.7,
) -> Transcript:
    """A complete transcript; whatever is not given is a short, plausible meeting of that kind."""
    council = kind is RecordKind.COUNCIL
    if utterances is None:
        utterances = COUNCIL_UTTERANCES if council else CONSULTATION_UTTERANCES
    if doubts is None:
        doubts = (COUNCIL_GAP,) if council else ()
    clusters = dict.fromkeys(u.speaker for u in utterances if u.speaker)
    return Transcript(
        meeting=Meeting(
            kind=kind,
            title=title or ("令和6年第3回東郷町議会定例会" if council else "生活困窮者自立相談支援 面接相談"),
            date=date,
            started_at=started_at,
            profile="会議録" if council else "相談記録",
        ),
        recording=Recording(
            file_name="240903_本会議.mp3" if council else "240903_面接.m4a",
            sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            bytes=5_035_522,
            container="mp3",
            codec="mp3",
            sample_rate=44_100,
            channels=2,
            container_seconds=seconds,
            seconds=seconds,
            preflight=Preflight(
                peak_dbfs=-3.1,
                speech_dbfs=-23.4,
                noise_dbfs=-51.0,
                clipped_share=0.0,
                silence_share=0.18,
                channels="左右2チャンネル（中身は同じ音）",
                advice=("マイクを話し手に近づけると、聞き取りやすくなります。",),
            ),
        ),
        roster=(COUNCIL_ROSTER if council else CONSULTATION_ROSTER) if roster is None else roster,
        speakers=tuple(Speaker(id=c, seconds=10.0) for c in clusters),
        utterances=tuple(utterances),
        doubts=tuple(doubts),
        speech_seconds=seconds * 0.8,
        provenance=Provenance(
            created_at=dt.datetime(2024, 9, 3, 13, 5, tzinfo=JST),
            versions={"transcriber": "0.1.0", "faster-whisper": "1.2.1", "pyannote.audio": "4.0.7"},
            models=(
                ModelUsed(
                    role="speech",
                    id="Systran/faster-whisper-base",
                    revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
                    licence="MIT",
                    sha256={"model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"},
                ),
                ModelUsed(
                    role="speakers",
                    id="pyannote-embedded",
                    revision="1",
                    licence="MIT, Apache-2.0",
                    sha256={
                        "segmentation/pytorch_model.bin": "0b5b3216d60a2d32fc086b47ea8c67589aaeb26b7e07fcbe620d6d0b83e209ea"
                    },
                ),
            ),
            settings={"engine": {"tier": "embedded", "threads": 2}, "speech": {"beam": 5}},
            device="cpu int8",
            engine_log=("メモリ不足のため、まとめて認識する数を 8 から 4 に減らしました。",),
            stage_seconds={"media": 1.2, "speakers": 9.8, "speech": 36.5},
        ),
    )
