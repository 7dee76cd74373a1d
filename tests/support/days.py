"""A whole day of council: as many utterances as eight hours hold, and sound of that length without hours of encoding."""

from __future__ import annotations

import random
from pathlib import Path

import av

from transcriber.minutes.transcript import Change, Doubt, DoubtKind, Transcript, Utterance

UTTERANCES = 12_000
HOURS = 8

_SENTENCES = """一点目は、防災対策についてであります。
現在の備蓄の状況について、お伺いをいたします。
待機児童の現状と、今後の受け皿整備の考え方について、民間の保育所や認定こども園も含めて、お聞きいたします。
お答えいたします。
四月一日現在の待機児童数は七名でございまして、前年度から五名減少しております。
はい。
国の交付金を活用し、残りの不足分につきましては、町が負担する考えでございますが、来年度の予算編成のなかで、あらためてお示ししたいと考えております。
再質問いたします。
具体的な時期をお示しください。
引き続き効果を検証してまいりたいと考えております。
以上で質問を終わります。""".splitlines()


def long_day(pattern: Transcript, *, utterances: int = UTTERANCES, hours: float = HOURS, seed: int = 1) -> Transcript:
    """`pattern` with as much said in it as in a whole day: 24 voices, a doubt in every twelfth utterance, a correction in
    every twentieth, gaps, and two joints."""
    rng = random.Random(seed)
    length = hours * 3600 / utterances
    said: list[Utterance] = []
    for i in range(utterances):
        voice = 0 if i % 3 == 0 else rng.randrange(24)
        text = "".join(rng.choice(_SENTENCES) for _ in range(rng.choice((1, 1, 1, 2, 3))))
        start = i * length
        doubts = [
            Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=start + 0.3, end=start + 1.2, reason="聞き直してください。")
        ]
        changes = [Change(before="大規", after=text[:2], rule="用語", score=0.9, position=0)]
        said.append(
            Utterance(
                id=f"u{i + 1:04d}",
                speaker=f"S{voice + 1}",
                name="議長" if voice == 0 else f"第{voice}番議員" if voice < 20 else None,
                start=round(start, 2),
                end=round(start + length * 0.9, 2),
                text=text,
                confidence=0.9,
                doubts=tuple(doubts if i % 12 == 5 else ()),
                changes=tuple(changes if i % 20 == 7 else ()),
            )
        )
    recording = pattern.recording.model_copy(
        update={"seconds": hours * 3600.0, "joints": (hours * 1200.0, hours * 2400.0)}
    )
    gaps = [
        Doubt(kind=DoubtKind.GAP, start=g * 1800.0 + 900, end=g * 1800.0 + 906, reason="文字になりませんでした。")
        for g in range(int(hours * 2))
    ]
    return pattern.model_copy(update={"recording": recording, "utterances": tuple(said), "doubts": tuple(gaps)})


def prolonged(source: Path, target: Path, seconds: float) -> Path:
    """`source` (a listening copy) again and again until `seconds` are full: its packets are copied, nothing is encoded."""
    with av.open(str(source)) as reader:
        stream = reader.streams.audio[0]
        packets = [(bytes(p), p.duration or 0) for p in reader.demux(stream) if p.size]
        base = stream.time_base
        assert base is not None
        with av.open(str(target), "w", format="webm", options={"cues_to_front": "1"}) as writer:
            out = writer.add_stream_from_template(stream)
            now = 0
            while now * base < seconds:
                for data, duration in packets:
                    packet = av.Packet(data)
                    packet.stream, packet.time_base = out, base
                    packet.pts = packet.dts = now
                    packet.duration = duration
                    now += duration
                    writer.mux(packet)
    return target
