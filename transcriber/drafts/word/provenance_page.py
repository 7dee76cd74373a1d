"""作成の記録: how the draft came to be, in words that someone answering for the record can read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from transcriber.drafts.word import clock_lines, recorded, wording
from transcriber.drafts.word.vocabulary import ProvenanceTags, SectionTags
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.transcript import ModelUsed, Preflight, Provenance, Recording, Transcript

_HASH_DIGITS = 12
"""Digits of a model's hash that are printed: enough to tell files apart; transcript.json holds all of them."""


def sections(transcript: Transcript) -> tuple[SectionTags, ...]:
    """The blocks of the provenance page, in order; those of which there is nothing to say are left out."""
    every = (
        _section(
            "録音",
            chain(_recording(transcript.recording, transcript.speech_seconds), clock_lines.clock_rows(transcript)),
        ),
        _section("録音の状態（認識前の点検）", _preflight(transcript.recording.preflight)),
        _section("資料", _papers(transcript) if transcript.meeting.papers else iter(())),
        _section("使用したモデル", (_model(m) for m in transcript.provenance.models)),
        _section("処理", _processing(transcript.provenance)),
    )
    return tuple(s for s in every if s.rows)


def spelled_moment(when: dt.datetime) -> str:
    """令和6年9月3日（火曜日）午前10時05分"""
    return wording.date(when.astimezone(JST).date()) + wording.clock(when)


def _section(title: str, rows: Iterator[tuple[str, str]]) -> SectionTags:
    return SectionTags(title=title, rows=tuple(ProvenanceTags(item=i, value=v) for i, v in rows))


def _recording(recording: Recording, speech_seconds: float) -> Iterator[tuple[str, str]]:
    yield "ファイル名", recording.file_name
    yield "指紋（SHA-256）", recording.sha256
    yield "大きさ", f"{recording.bytes:,} バイト"
    yield (
        "形式",
        (f"{recording.container}（{recording.codec}、{recording.sample_rate:,} Hz、{recording.channels}チャンネル）"),
    )
    header = "記載なし" if recording.container_seconds is None else wording.length(recording.container_seconds)
    yield "長さ", f"{wording.length(recording.seconds)}（ファイルに書かれた長さ：{header}）"
    yield "うち話し声", wording.length(speech_seconds)
    yield from recorded.rows(recording)


def _preflight(preflight: Preflight) -> Iterator[tuple[str, str]]:
    speech, noise = preflight.speech_dbfs, preflight.noise_dbfs
    loudness = "測れませんでした" if speech is None else _decibels(speech)
    yield "話し声の大きさ", f"{loudness}（最大 {_decibels(preflight.peak_dbfs)}。0 dB が上限）"
    if noise is None:
        yield "雑音", "測れませんでした"
    elif speech is None:
        yield "雑音", _decibels(noise)
    else:
        yield "雑音", f"{_decibels(noise)}（話し声との差 {speech - noise:.0f} dB。大きいほど聞き取りやすい）"
    yield "音割れ", f"全体の {preflight.clipped_share:.1%}" if preflight.clipped_share else "なし"
    yield "無音", f"全体の {preflight.silence_share:.0%}"
    yield "チャンネル", preflight.channels
    yield "次回への助言", "\n".join(preflight.advice) or "特にありません"


def _papers(transcript: Transcript) -> Iterator[tuple[str, str]]:
    for paper in transcript.meeting.papers:
        yield paper.name, paper.problem or "読みました"
    yield "見つけた議題", f"{len(transcript.meeting.agenda)} 件"


def _decibels(level: float) -> str:
    return f"{level:.0f} dB".replace("-", "−")


def _model(model: ModelUsed) -> tuple[str, str]:
    files = "、".join(f"{name}　{digest[:_HASH_DIGITS]}…" for name, digest in model.sha256.items())
    lines = (
        model.id,
        f"版　{model.revision}",
        f"ライセンス　{model.licence}",
        *([f"SHA-256　{files}"] if files else ()),
    )
    return _called(model.role), "\n".join(lines)


def _called(stage: str) -> str:
    """What staff call a stage; the name itself of one that this program does not have."""
    return Stage(stage).label if stage in set(Stage) else stage


def _processing(provenance: Provenance) -> Iterator[tuple[str, str]]:
    yield "作成日時", spelled_moment(provenance.created_at)
    yield "装置", provenance.device
    yield "ソフトウェアの版", "、".join(f"{name} {version}" for name, version in provenance.versions.items())
    yield "設定", "、".join(f"{name} = {value}" for name, value in _flat(provenance.settings)) or "既定のまま"
    yield "処理中の切り替え", "\n".join(provenance.engine_log) or "なし"
    yield (
        "かかった時間",
        "、".join(
            f"{_called(stage)}　{wording.length(seconds)}" for stage, seconds in provenance.stage_seconds.items()
        ),
    )


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested settings as `engine.tier`, `standard`: one line each."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
