"""A short council meeting as the pipeline leaves it, with the errors a recogniser makes."""

from __future__ import annotations

import datetime as dt

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import (
    Doubt,
    DoubtKind,
    Meeting,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)

LINES = (
    ("S1", "議長（山下清隆）", "ただいまの出席議員は十二名であります。提足数に達しますので、これより会議を開きます。"),
    ("S1", "議長（山下清隆）", "日程第一、議案第四十五号、令和六年度一般会計補正予算を議題といたします。"),
    ("S2", "福祉部長（近藤美穂）", "ただいま上程されました議案につきまして、えー、提案理由の説明を申し上げます。"),
    ("S1", "議長（山下清隆）", "これより質疑に入ります。五番、加藤啓二議員。"),
    ("S3", None, "大規児童の数についてお伺いします。保育士の確保の見通しはどうでしょうか。"),
    ("S2", "福祉部長（近藤美穂）", "お答えいたします。本年四月の時点で十名でございます。"),
    ("S3", None, "わかりました。それではパークアンドライド駐車場の整備状況について伺います。"),
    ("S1", "議長（山下清隆）", "ほかに質疑はありませんか。なければ、これで質疑を終わります。"),
)


def recording(name: str, sha256: str, seconds: float) -> Recording:
    """A recording that sounds as it should."""
    return Recording(
        file_name=name,
        sha256=sha256,
        bytes=1000,
        container="mp3",
        codec="mp3",
        sample_rate=44100,
        channels=1,
        container_seconds=seconds,
        seconds=seconds,
        preflight=Preflight(
            peak_dbfs=-3, speech_dbfs=-20, noise_dbfs=-60, clipped_share=0, silence_share=0.1, channels="モノラル"
        ),
    )


def meeting(sha256: str = "ab" * 32, *, profile: str = "会議録") -> Transcript:
    """Eight utterances, three voices (one without a name), two doubts in the text and a gap."""
    utterances = tuple(
        Utterance(
            id=f"u{n:04d}",
            speaker=speaker,
            name=name,
            start=n * 20.0,
            end=n * 20.0 + 15,
            text=text,
            doubts=(
                (Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=n * 20.0, end=n * 20 + 2.0, reason="聞き直してください。"),)
                if n in (5, 8)
                else ()
            ),
        )
        for n, (speaker, name, text) in enumerate(LINES, start=1)
    )
    return Transcript(
        meeting=Meeting(kind=RecordKind.COUNCIL, title="第3回定例会", date=dt.date(2026, 9, 3), profile=profile),
        recording=recording("第3回定例会.mp3", sha256, 200.0),
        roster=Roster(
            people=(
                Person(name="山下 清隆", kana="やました きよたか", post="議長"),
                Person(name="加藤 啓二", kana="かとう けいじ", post="議員", seat="5"),
                Person(name="近藤 美穂", kana="こんどう みほ", post="福祉部長"),
            )
        ),
        speakers=tuple(Speaker(id=s, seconds=60) for s in ("S1", "S2", "S3")),
        utterances=utterances,
        doubts=(Doubt(kind=DoubtKind.GAP, start=136.0, end=139.0, reason="文字になりませんでした。"),),
        speech_seconds=150,
        provenance=Provenance(
            created_at=dt.datetime(2026, 9, 3, 12, tzinfo=dt.UTC),
            versions={},
            models=(),
            settings={},
            device="cpu int8",
            stage_seconds={"speech": 40.0},
        ),
    )
