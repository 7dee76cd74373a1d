"""作成の記録: how the draft came to be, in words that someone answering for the record can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from transcriber import __version__
from transcriber.drafts.word import clock_lines, recorded, wording
from transcriber.drafts.word.vocabulary import ProvenanceTags, SectionTags
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.transcript import PaperUsed, Preflight, Provenance, Recording, Transcript

_SILENT_DBFS = -90.0
"""Below it lies no sound of a room: a recorder or a program has put silence there."""


def sections(transcript: Transcript) -> tuple[SectionTags, ...]:
    """The blocks of 作成の記録, in order; those of which there is nothing to say are left out. Hashes, versions and settings are
    in transcript.json."""
    every = (
        _section(
            "録音",
            chain(_recording(transcript.recording, transcript.speech_seconds), clock_lines.clock_rows(transcript)),
        ),
        _section("録音の状態", _preflight(transcript.recording.preflight)),
        _section("資料", _papers(transcript) if transcript.meeting.papers else iter(())),
        _section("処理", _processing(transcript.provenance)),
    )
    return tuple(s for s in every if s.rows)


def about_models(provenance: Provenance) -> str:
    """What the first page must say of the models; empty if nothing."""
    said = []
    if any(m.trial for m in provenance.models):
        said.append(
            "試用のための小さいモデルで作った下書きです。言葉や名前の誤りが多く残ります。"
            "仕事に使うときは、情報担当者に standard のモデルを入れてもらってください。"
        )
    if unproved := [m.id for m in provenance.models if m.fitted == ""]:
        said.append(
            f"{'と'.join(unproved)}：このモデルでの確認値はまだありません。疑わしい所の印が、多すぎたり足りなかったりします。"
        )
    return "".join(said)


def spelled_moment(when: dt.datetime) -> str:
    """令和6年9月3日（火曜日）午前10時05分"""
    return wording.date(when.astimezone(JST).date()) + wording.clock(when)


def _section(title: str, rows: Iterator[tuple[str, str]]) -> SectionTags:
    return SectionTags(title=title, rows=tuple(ProvenanceTags(item=i, value=v) for i, v in rows))


def _recording(recording: Recording, speech_seconds: float) -> Iterator[tuple[str, str]]:
    yield "ファイル名", recording.file_name
    yield "長さ", f"{wording.length(recording.seconds)}（うち話し声 {wording.length(speech_seconds)}）"
    yield from recorded.rows(recording)


def _preflight(preflight: Preflight) -> Iterator[tuple[str, str]]:
    speech, noise = preflight.speech_dbfs, preflight.noise_dbfs
    loudness = "測れませんでした" if speech is None else _decibels(speech)
    yield "話し声の大きさ", f"{loudness}（最大 {_decibels(preflight.peak_dbfs)}。0 dB が上限）"
    if noise is None:
        yield "雑音", "測れませんでした"
    elif noise < _SILENT_DBFS:
        yield "雑音", "測れるほどありません（間の音が消されているか、無音です）"
    elif speech is None:
        yield "雑音", _decibels(noise)
    else:
        yield "雑音", f"{_decibels(noise)}（話し声との差 {speech - noise:.0f} dB。大きいほど聞き取りやすい）"
    if preflight.clipped_share:
        yield "音割れ", f"全体の {preflight.clipped_share:.1%}"
    yield "チャンネル", preflight.channels
    if preflight.advice:
        yield "次回への助言", "\n".join(preflight.advice)


def _papers(transcript: Transcript) -> Iterator[tuple[str, str]]:
    papers, items = transcript.meeting.papers, len(transcript.meeting.agenda)
    for paper in papers:
        yield paper.name, paper.problem or "\n".join((_people_found(paper), *paper.told, *_unread(paper)))
    yield "見つけた議題", f"{items} 件"
    if items or any(p.people for p in papers):
        yield (
            "見比べること",
            "人と議題は、機械が資料から読み取りました。人数、役職、欠席、件数、題名が資料のとおりか、見比べてください。",
        )


def _people_found(paper: PaperUsed) -> str:
    if not paper.people:
        return "読みました"
    return f"読みました（人 {paper.people} 名" + (f"、うち欠席 {paper.absent} 名）" if paper.absent else "）")


def _unread(paper: PaperUsed) -> Iterator[str]:
    if paper.unread:
        yield "次のところは読み取れませんでした。下書きで足りないものを補うか、資料を直して入れ直してください。"
        yield from paper.unread


def _decibels(level: float) -> str:
    return f"{level:.0f} dB".replace("-", "−")


def _called(stage: str) -> str:
    """What staff call a stage; the name itself of one that this program does not have."""
    return Stage(stage).label if stage in set(Stage) else stage


def _processing(provenance: Provenance) -> Iterator[tuple[str, str]]:
    yield "作成日時", spelled_moment(provenance.created_at)
    yield "モデル", "、".join(f"{_called(m.role)} {m.id}" for m in provenance.models) or "なし"
    yield "装置", provenance.device
    yield "版", provenance.versions.get("transcriber", __version__)
    if provenance.engine_log:
        yield "処理中の切り替え", "\n".join(provenance.engine_log)
