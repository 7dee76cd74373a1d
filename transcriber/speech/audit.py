"""Recognise a window and prove that nothing in it went missing or was invented.

Two things are measured, not guessed. *Coverage*: every second of detected speech must lie under a character; what does not
is recognised again by itself, and what still stays empty becomes a `gap` doubt. *Support*: each character's probability
given the sound alone; a text which only the prompt suggested has next to none and is recognised again without the prompt.
The better text is kept by that evidence, the other one stays in the doubt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from transcriber.media.pcm import Pcm
from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speech.recogniser import Character, Heard, Recogniser
from transcriber.speech.voice import Span, outside
from transcriber.speech.windows import LONGEST_WINDOW, Window

UNSUPPORTED = -1.4
"""Mean log probability given the sound, below which a text is not believed. Right texts lie above −1.0, echoes of the
prompt below −3 (docs/benchmarks.md)."""

UNSURE = -0.8
"""Below this, a text is kept but doubted."""

WEAK = -1.6
"""Mean log probability given the sound, over `_WEAK_RUN` characters, below which that stretch is doubted: what the prompt
suggested rather than the sound. On the corpus about one such stretch a minute, half of them misheard."""

_WEAK_RUN = 5

REPEATING = 2.2
"""Compression ratio of a text that repeats itself; OpenAI's threshold is 2.4, for longer texts."""

LEAST_GAP = 0.5
"""Seconds of uncovered speech that count as missing: less is the edge of a syllable."""

_REACH = 0.2
"""Seconds that a character covers beyond its own time: alignments begin late and end early by about this much."""

_ROUNDS = 3
"""How often missing speech is tried again before it becomes a gap."""

_JOIN = 1.0
"""Missing stretches closer than this are tried as one."""

STOCK_PHRASES = ("ご視聴ありがとうございました", "チャンネル登録", "字幕", "おやすみなさい", "次回予告")
"""What Whisper is known to write over silence. Never deleted: flagged when the sound does not support it."""


class WindowText(BaseModel):
    """What windows/NNNN.json holds. Times are seconds from the start of the recording."""

    model_config = ConfigDict(frozen=True)

    index: int
    start: float
    end: float
    characters: tuple[Character, ...]
    doubts: tuple[Doubt, ...]


@dataclass
class _Piece:
    """One piece while it is worked on; character times from the start of the recording."""

    span: Span
    characters: list[Character] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def missing(self, speech: list[Span]) -> list[Span]:
        inside = [Span(max(s.start, self.span.start), min(s.end, self.span.end)) for s in speech]
        covered = [Span(c.start - _REACH, c.end + _REACH) for c in self.characters]
        joined: list[Span] = []
        for gap in outside([s for s in inside if s.seconds > 0], covered, least=LEAST_GAP):
            silent = joined and not any(joined[-1].end <= c.start < gap.start for c in self.characters)
            if joined and silent and gap.start - joined[-1].end < _JOIN:
                joined[-1] = Span(joined[-1].start, gap.end)
            else:
                joined.append(gap)
        return joined


def understand(window: Window, pcm: Pcm, speech: list[Span], recogniser: Recogniser, *, prompt: str) -> WindowText:
    """Recognise one window until its speech is covered or given up on.

    Args:
        speech: every span of detected speech in the recording (those outside the window do not matter).
        prompt: what the office knows (speech/prompt.py).
    """
    speech = [s for s in speech if s.end > window.start and s.start < window.end]
    pieces = [_Piece(span) for span in window.pieces]
    for piece, (characters, doubts) in zip(
        pieces, _recognise([p.span for p in pieces], pcm, recogniser, prompt), strict=True
    ):
        piece.characters += characters
        piece.doubts += doubts
    for _ in range(_ROUNDS):
        wanted = [(piece, gap) for piece in pieces for gap in piece.missing(speech)]
        if not wanted:
            break
        found = _recognise([gap for _, gap in wanted], pcm, recogniser, prompt)
        if not any(characters for characters, _ in found):
            break
        for (piece, gap), (characters, doubts) in zip(wanted, found, strict=True):
            # Only what lies in the gap is new: the rest was heard already.
            piece.characters += [c for c in characters if gap.start <= (c.start + c.end) / 2 <= gap.end]
            piece.characters.sort(key=lambda c: c.start)
            piece.doubts += doubts
    for piece in pieces:
        piece.doubts += [_gap(gap) for gap in piece.missing(speech)]
    return WindowText(
        index=window.index,
        start=window.start,
        end=window.end,
        characters=tuple(c for p in pieces for c in p.characters),
        doubts=tuple(sorted((d for p in pieces for d in p.doubts), key=lambda d: d.start)),
    )


def _recognise(
    spans: list[Span], pcm: Pcm, recogniser: Recogniser, prompt: str
) -> list[tuple[list[Character], list[Doubt]]]:
    """Characters and doubts of each span: with the prompt, and without it where the first text is not believable."""
    audio = [pcm.read(s.start, min(s.end, s.start + LONGEST_WINDOW)) for s in spans]
    heard = recogniser.recognise(audio, prompt=prompt)
    suspects = [i for i, h in enumerate(heard) if not _believable(h)]
    plain = (
        dict(zip(suspects, recogniser.recognise([audio[i] for i in suspects], prompt=""), strict=True))
        if suspects
        else {}
    )
    return [_choose(span, h, plain.get(i)) for i, (span, h) in enumerate(zip(spans, heard, strict=True))]


def _choose(span: Span, prompted: Heard, plain: Heard | None) -> tuple[list[Character], list[Doubt]]:
    best, other = prompted, plain
    if plain is not None and plain.characters and _rank(plain) > _rank(prompted):
        best, other = plain, prompted
    if not best.characters:
        return [], []
    characters = [
        c.model_copy(update={"start": c.start + span.start, "end": c.end + span.start}) for c in best.characters
    ]
    alternative = other.text if other is not None and other.text not in ("", best.text) else None
    kind, reason = _judge(best)
    if kind is None and alternative is None:
        return characters, list(_weak(characters))
    doubt = Doubt(
        kind=kind or DoubtKind.LOW_CONFIDENCE,
        start=characters[0].start,
        end=characters[-1].end,
        reason=reason or "認識し直した箇所です。音声と見比べてください。",
        alternative=alternative,
    )
    return characters, [doubt]


def _weak(characters: list[Character]) -> Iterator[Doubt]:
    """Stretches that the sound supports less than the rest."""
    support = [math.log(max(c.probability, 1e-6)) for c in characters]
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


def _judge(heard: Heard) -> tuple[DoubtKind | None, str]:
    if heard.compression > REPEATING:
        return DoubtKind.LOOP, "同じ言葉の繰り返しになっています。実際に繰り返しているか聞いてください。"
    if heard.sound_log_probability < UNSURE and any(p in heard.text for p in STOCK_PHRASES):
        return (
            DoubtKind.STOCK_PHRASE,
            "無音や雑音のときに機械が書きがちな決まり文句です。本当に話しているか聞いてください。",
        )
    if heard.sound_log_probability < UNSURE:
        return DoubtKind.LOW_CONFIDENCE, "機械の自信が低い箇所です。聞き直してください。"
    return None, ""


def _believable(heard: Heard) -> bool:
    if not heard.characters:
        return False
    return heard.sound_log_probability >= UNSUPPORTED and heard.compression <= REPEATING


def _rank(heard: Heard) -> tuple[bool, bool, float]:
    # A loop's later rounds look well supported, because each predicts the next: so repetition weighs before support.
    return _believable(heard), heard.compression <= REPEATING, heard.sound_log_probability


def _gap(span: Span) -> Doubt:
    return Doubt(
        kind=DoubtKind.GAP,
        start=span.start,
        end=span.end,
        reason="声は入っていますが、文字にできませんでした。聞いて補ってください。",
    )
