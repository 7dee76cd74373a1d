"""The doubts that recognition raises: typed, with what to listen for in Japanese."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speech.evidence import Suspicion
from transcriber.speech.recogniser import Character, Recognition
from transcriber.speech.voice import Span

UNSURE = -0.8
"""Mean log probability given the sound below which a text is kept but doubted."""

WEAK = -1.6
"""Mean log probability given the sound, over `_WEAK_RUN` characters, below which that stretch is doubted: what the prompt
suggested rather than the sound. On the corpus about one such stretch a minute, half of them misheard."""

_WEAK_RUN = 5

STOCK_PHRASES = ("ご視聴ありがとうございました", "チャンネル登録", "字幕", "おやすみなさい", "次回予告")
"""What Whisper is known to write over silence. Never deleted: flagged when the sound does not support it."""


def gap(span: Span) -> Doubt:
    """Speech without text."""
    return _gap_at(span, "声は入っていますが、文字にできませんでした。聞いて補ってください。")


def filled_gap(span: Span) -> Doubt:
    """Speech that got its text only when it was asked about, and one that the sound supports little."""
    return _gap_at(
        span,
        "一度は文字にならず、聞き直しても音の裏付けが弱い所です。言葉が抜けたり違ったりしていないか、聞いて確かめてください。",
    )


def put_between(span: Span) -> Doubt:
    """Speech in the middle of a piece that got its text only when it was asked about."""
    return _gap_at(
        span,
        "話の途中で一度は文字にならず、聞き直して補った所です。言葉の抜けや順の入れ替わりがないか、聞いて確かめてください。",
    )


def _gap_at(span: Span, reason: str) -> Doubt:
    return Doubt(kind=DoubtKind.GAP, start=span.start, end=span.end, reason=reason)


def is_unsure(characters: Sequence[Character]) -> bool:
    """Whether the sound supports a text too little to leave it unmarked."""
    return bool(characters) and sum(map(_support, characters)) / len(characters) < UNSURE


def thin_text(span: Span) -> Doubt:
    """More speech than the text that stands for it."""
    return _gap_at(span, "声の長さに比べて文字が少ない所です。言葉が抜けていないか、聞いて確かめてください。")


def doubts_of(kept: Recognition, first: Recognition, suspicions: frozenset[Suspicion]) -> list[Doubt]:
    """What to listen for in a text.

    Args:
        kept: the text that stays, times from the start of the recording.
        first: the text that came first, which another one may have replaced.
        suspicions: what is still suspicious about `kept`.
    """
    if not kept.characters:
        return []
    alternative = first.text if first.text not in ("", kept.text) else None
    kind, reason = _judge(kept, suspicions)
    if kind is None and alternative is None:
        return list(weak(kept.characters))
    return [
        Doubt(
            kind=kind or DoubtKind.LOW_CONFIDENCE,
            start=kept.characters[0].start,
            end=kept.characters[-1].end,
            reason=reason or "認識し直した箇所です。音声と見比べてください。",
            alternative=alternative,
        )
    ]


def cut_word(span: Span) -> Doubt:
    """Words around a cut that were replaced. What stood there is not named: most likely nobody said it."""
    return Doubt(
        kind=DoubtKind.LOW_CONFIDENCE,
        start=span.start,
        end=span.end,
        reason="息つぎなどで切れた所の言葉を、続けて聞き直したとおりに直しました。聞いて確かめてください。",
    )


def _judge(heard: Recognition, suspicions: frozenset[Suspicion]) -> tuple[DoubtKind | None, str]:
    if Suspicion.LOOP in suspicions:
        return DoubtKind.LOOP, "同じ言葉の繰り返しになっています。実際に繰り返しているか聞いてください。"
    if heard.sound_log_probability < UNSURE and any(p in heard.text for p in STOCK_PHRASES):
        return (
            DoubtKind.STOCK_PHRASE,
            "無音や雑音のときに機械が書きがちな決まり文句です。本当に話しているか聞いてください。",
        )
    if heard.sound_log_probability < UNSURE:
        return DoubtKind.LOW_CONFIDENCE, "機械の自信が低い箇所です。聞き直してください。"
    if Suspicion.FAST in suspicions:
        return DoubtKind.LOW_CONFIDENCE, "声の長さのわりに文字が多すぎます。言っていない言葉がないか聞いてください。"
    if Suspicion.SLOW in suspicions:
        return DoubtKind.LOW_CONFIDENCE, "声の長さのわりに文字が少なすぎます。抜けた言葉がないか聞いてください。"
    return None, ""


def _support(character: Character) -> float:
    return math.log(max(character.probability, 1e-6))


def weak(characters: Sequence[Character]) -> Iterator[Doubt]:
    """Stretches that the sound supports less than the rest."""
    support = [_support(c) for c in characters]
    runs = [sum(support[i : i + _WEAK_RUN]) / _WEAK_RUN < WEAK for i in range(len(support) - _WEAK_RUN + 1)]
    at = 0
    while True in runs[at:]:
        first = runs.index(True, at)
        last = next((i for i in range(first, len(runs)) if not runs[i]), len(runs)) + _WEAK_RUN - 2
        stretch = characters[first : last + 1]
        yield Doubt(
            kind=DoubtKind.LOW_CONFIDENCE,
            start=stretch[0].start,
            end=stretch[-1].end,
            reason=f"「{''.join(c.text for c in stretch)}」：音だけでは裏付けが弱い箇所です。聞き直してください。",
        )
        at = last + 1
