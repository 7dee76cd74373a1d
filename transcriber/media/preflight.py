"""What the recording sounds like, in words a clerk understands, before any recognition is trusted."""

from __future__ import annotations

import numpy as np

from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.media.statistics import ChannelStatistics
from transcriber.minutes.transcript import Preflight

_FRAME = SAMPLE_RATE // 10
"""Samples of a level frame: 100 ms, short enough for pauses between words, long enough to be stable."""

_NOTHING_DBFS = -120.0
"""What a frame without any sound counts as."""

_SILENT_DBFS = -60.0
_QUIET_SPEECH_DBFS = -40.0
_SMALL_DISTANCE_DB = 15.0
_CLIPPED_SHARE = 0.001


def measure_recording(pcm: Pcm, channels: ChannelStatistics) -> Preflight:
    """Measure a decoded recording in one streaming pass."""
    peak, clipped = 0.0, 0
    levels: list[np.ndarray] = []
    for block in pcm.blocks(60):
        if not block.any():  # the same as below
            levels.append(np.full(len(block) // _FRAME, _NOTHING_DBFS))
            continue
        magnitude = np.abs(block)
        peak = max(peak, float(magnitude.max(initial=0)))
        clipped += int((magnitude >= 0.999).sum())
        whole = block[: len(block) // _FRAME * _FRAME].reshape(-1, _FRAME)
        levels.append(10 * np.log10((whole.astype(np.float64) ** 2).mean(axis=1) + 10 ** (_NOTHING_DBFS / 10)))
    level = np.concatenate(levels) if levels else np.zeros(0)
    sounding = level[level > _SILENT_DBFS]
    # Speech pauses fill at least a tenth of any meeting, speech at least a tenth: the two ends of the distribution.
    speech = float(np.percentile(sounding, 80)) if sounding.size else None
    noise = float(np.percentile(level, 10)) if level.size else None
    clipped_share = clipped / max(1, len(pcm))
    silence = (
        float((level <= (_SILENT_DBFS if speech is None else max(_SILENT_DBFS, speech - 25))).mean())
        if level.size
        else 1.0
    )
    separate = channels.separate()
    return Preflight(
        peak_dbfs=round(20 * float(np.log10(peak + 1e-6)), 1),
        speech_dbfs=None if speech is None else round(speech, 1),
        noise_dbfs=None if noise is None else round(noise, 1),
        clipped_share=round(clipped_share, 5),
        silence_share=round(silence, 3),
        channels=_channels(channels, separate=separate),
        separate=separate,
        advice=tuple(_advice(speech, noise, clipped_share, channels)),
    )


def _channels(channels: ChannelStatistics, *, separate: bool) -> str:
    if channels.channels == 1:
        return "モノラル（1チャンネル）"
    one = "トラック" if channels.tracks else "チャンネル"
    stereo = channels.channels == 2 and not channels.tracks
    kind = "ステレオ" if stereo else f"{channels.channels}{one}"
    levels = channels.levels_dbfs()
    if channels.cancelled():
        return f"{kind}（{'左右' if stereo else '音'}が逆位相のため、1つの{one}だけを使いました）"
    if min(levels) < max(levels) - 40:
        return f"{kind}（音が入っていない{one}があります）"
    if separate:
        return f"{kind}（{one}ごとに別の人の声が入っています。話者は{one}で分けました）"
    if channels.correlation() > 0.98:
        return f"{kind}（どの{one}も同じ音です）"
    return f"{kind}（{one}ごとに違う音です。混ぜて文字にしました）"


def _advice(speech: float | None, noise: float | None, clipped: float, channels: ChannelStatistics) -> list[str]:
    advice = []
    if speech is None:
        return ["音がほとんど入っていません。マイクの接続と録音機の設定を確かめてください。"]
    if clipped > _CLIPPED_SHARE:
        advice.append("音が大きすぎて割れているところがあります。次回は録音レベルを下げてください。")
    if speech < _QUIET_SPEECH_DBFS:
        advice.append("声が小さく録れています。次回はマイクを話す人に近づけるか、録音レベルを上げてください。")
    if noise is not None and speech - noise < _SMALL_DISTANCE_DB:
        advice.append("雑音や反響が大きめです。次回はマイクを話す人に近づけ、空調や机の音から離してください。")
    if channels.channels > 1 and channels.cancelled():
        advice.append("左右のチャンネルが打ち消し合っています。ケーブルの配線を確かめてください。")
    return advice
