"""A consultation in which a client says what must be masked."""

from __future__ import annotations

import datetime as dt

from support.council import recording
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import (
    Change,
    Doubt,
    DoubtKind,
    Evidence,
    EvidenceKind,
    Mark,
    Meeting,
    PaperUsed,
    Provenance,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)

SPOKEN = "1234 5678 9018"
SECRETS = ("1234", "5678", "9018", "大森", "礼子", "れいこ", "青葉小学校", "090-2345-6789", "健太")


def sensitive_consultation() -> Transcript:
    """With a client's name, My Number, telephone, child and school, wherever such may stand."""
    line = f"はい、マイナンバーは{SPOKEN}です。それで、長男の健太が青葉小学校に行けなくて。"
    at = line.index("それで")
    return Transcript(
        meeting=Meeting(
            kind=RecordKind.CONSULTATION,
            title="大森礼子さん相談",
            date=dt.date(2026, 11, 29),
            profile="相談記録",
            papers=(PaperUsed(name="大森礼子_受付票.docx"),),
        ),
        recording=recording("大森礼子さん相談.m4a", "0" * 64, 60.0),
        roster=Roster(
            people=(
                Person(name="西野 香織", kana="にしの かおり", post="相談員"),
                Person(name="大森 礼子", kana="おおもり れいこ", post="相談者"),
            )
        ),
        speakers=(
            Speaker(id="S1", name="相談員（西野香織）", seconds=10.0),
            Speaker(
                id="S2",
                name="相談者（大森礼子）",
                seconds=20.0,
                evidence=(Evidence(kind=EvidenceKind.INTRODUCTION, quote="大森れいこです", time=6.0),),
            ),
        ),
        utterances=(
            Utterance(
                id="u0001",
                speaker="S1",
                name="相談員（西野香織）",
                start=0.0,
                end=4.0,
                text="大森さん、お電話番号とマイナンバーをお願いします。",
            ),
            Utterance(
                id="u0002",
                speaker="S2",
                name="相談者（大森礼子）",
                start=5.0,
                end=25.0,
                text=line,
                marks=(Mark(position=3, time=6.0), Mark(position=at, time=14.0), Mark(position=at + 4, time=15.0)),
                doubts=(
                    Doubt(
                        kind=DoubtKind.NUMBER,
                        start=6.0,
                        end=14.0,
                        reason="「1234」を確かめてください。",
                        alternative="1234 5678 9013",
                        place=(line.index("1234"), line.index("です")),
                    ),
                    Doubt(
                        kind=DoubtKind.LOW_CONFIDENCE,
                        start=20.0,
                        end=24.0,
                        reason="聞き違いの疑いがあります。",
                        place=(line.index("行け"), line.index("くて")),
                    ),
                ),
                changes=(
                    Change(
                        before="青場小学校", after="青葉小学校", rule="用語", score=1.0, position=line.index("青葉")
                    ),
                    Change(
                        before="いけなくて", after="行けなくて", rule="用語", score=1.0, position=line.index("行け")
                    ),
                ),
            ),
            Utterance(
                id="u0003",
                speaker="S2",
                name="相談者（大森礼子）",
                start=26.0,
                end=30.0,
                text="電話は090-2345-6789です。",
            ),
        ),
        speech_seconds=50.0,
        provenance=Provenance(
            created_at=dt.datetime(2026, 11, 29, tzinfo=dt.UTC),
            versions={},
            models=(),
            settings={},
            device="cpu",
            engine_log=("名簿.xlsx の 3行目「大森 礼子」を読めませんでした。",),
            stage_seconds={},
        ),
    )
