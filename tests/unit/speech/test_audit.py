"""The audit: every second of speech ends as text or as a gap, and what only the prompt suggests is not believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from transcriber.media.pcm import Pcm, Samples
from transcriber.minutes.transcript import DoubtKind
from transcriber.speech.audit import LEAST_GAP, WindowText, understand
from transcriber.speech.recogniser import Character, Heard, duration
from transcriber.speech.voice import Span, outside
from transcriber.speech.windows import Window


def heard(text: str, *, seconds: float, start: float = 0.0, probability: float = 0.9) -> Heard:
    step = (seconds - start) / max(1, len(text))
    characters = tuple(
        Character(text=c, start=start + i * step, end=start + (i + 1) * step, probability=probability)
        for i, c in enumerate(text)
    )
    return Heard(characters=characters, log_probability=-0.2, no_speech=0.0)


@dataclass
class Scripted:
    """A recogniser that answers by script: (length of the audio, prompt) → Heard."""

    answer: Callable[[float, str], Heard]
    asked: list[tuple[float, str]] = field(default_factory=list)

    def recognise(self, pieces: list[Samples], *, prompt: str, temperature: float = 0.0) -> list[Heard]:
        self.asked += [(round(duration(p), 2), prompt) for p in pieces]
        return [self.answer(duration(p), prompt) for p in pieces]

    def count_tokens(self, text: str) -> int:
        return len(text)


@pytest.fixture
def pcm(tmp_path: Path) -> Pcm:
    path = tmp_path / "audio.pcm"
    np.zeros(20 * 16_000, "<i2").tofile(path)
    return Pcm(path)


SPAN = Span(2, 12)


def run(pcm: Pcm, recogniser: Scripted) -> WindowText:
    return understand(Window(0, (SPAN,)), pcm, [SPAN], recogniser, prompt="加藤啓二議員。")


def test_text_that_covers_its_speech_is_taken_as_it_is(pcm: Pcm) -> None:
    recogniser = Scripted(lambda seconds, prompt: heard("ただいまから会議を開きます。", seconds=seconds))
    found = run(pcm, recogniser)
    assert "".join(c.text for c in found.characters) == "ただいまから会議を開きます。"
    assert found.doubts == ()
    assert len(recogniser.asked) == 1
    assert found.characters[0].start == 2.0  # times are the recording's, not the piece's


def test_a_sentence_the_recogniser_left_out_is_recognised_by_itself(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Heard:
        return heard("前半です。", seconds=4.0) if seconds == 10 else heard("後半です。", seconds=seconds)

    found = run(pcm, Scripted(answer))
    assert "".join(c.text for c in found.characters) == "前半です。後半です。"
    assert found.doubts == ()


def test_speech_that_stays_without_text_is_a_gap(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Heard:
        return heard("前半です。", seconds=4.0) if seconds == 10 else heard("", seconds=seconds)

    (doubt,) = run(pcm, Scripted(answer)).doubts
    assert doubt.kind is DoubtKind.GAP
    assert (doubt.start, doubt.end) == (pytest.approx(6.2), 12.0)


def test_an_echo_of_the_prompt_is_replaced_and_kept_as_the_alternative(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Heard:
        if prompt:
            return heard("加藤啓二議員、指定管理者。", seconds=seconds, probability=0.01)
        return heard("それとも町が負担するのか。", seconds=seconds)

    found = run(pcm, Scripted(answer))
    assert "".join(c.text for c in found.characters) == "それとも町が負担するのか。"
    assert [d.alternative for d in found.doubts] == ["加藤啓二議員、指定管理者。"]


def test_a_loop_loses_against_any_believable_text(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Heard:
        # Later rounds of a loop look certain: its probability is high.
        return (
            heard("はい、" * 60, seconds=seconds, probability=0.99)
            if prompt
            else heard("挙手を願います。", seconds=seconds, probability=0.5)
        )

    assert "".join(c.text for c in run(pcm, Scripted(answer)).characters) == "挙手を願います。"


def test_a_loop_without_an_alternative_is_doubted_not_deleted(pcm: Pcm) -> None:
    found = run(pcm, Scripted(lambda seconds, prompt: heard("はい、" * 60, seconds=seconds)))
    assert len(found.characters) == 180
    assert DoubtKind.LOOP in {d.kind for d in found.doubts}


def test_a_stock_phrase_is_flagged_only_where_the_sound_does_not_support_it(pcm: Pcm) -> None:
    weak = run(pcm, Scripted(lambda s, p: heard("ご視聴ありがとうございました。", seconds=s, probability=0.4)))
    clear = run(pcm, Scripted(lambda s, p: heard("ご視聴ありがとうございました。", seconds=s, probability=0.95)))
    assert [d.kind for d in weak.doubts] == [DoubtKind.STOCK_PHRASE]
    assert clear.doubts == ()


def test_a_stretch_that_only_the_prompt_supports_is_quoted(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Heard:
        plain = heard("これから堀田自動生徒への支援について説明を求めます", seconds=seconds)
        characters = [
            c.model_copy(update={"probability": 0.05}) if 4 <= i < 10 else c for i, c in enumerate(plain.characters)
        ]
        return Heard(characters=tuple(characters), log_probability=-0.3, no_speech=0.0)

    (doubt,) = run(pcm, Scripted(answer)).doubts
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE
    assert "堀田自動生徒" in doubt.reason


def test_every_second_is_text_or_gap_whatever_the_recogniser_does(pcm: Pcm) -> None:
    rng = np.random.default_rng(3)

    def answer(seconds: float, prompt: str) -> Heard:
        start = float(rng.uniform(0, seconds))
        return heard(
            "あいうえお" if rng.random() < 0.7 else "", seconds=float(rng.uniform(start, seconds)), start=start
        )

    for _ in range(50):
        found = run(pcm, Scripted(answer))
        covered = [Span(c.start - 0.2, c.end + 0.2) for c in found.characters]
        gaps = [Span(d.start, d.end) for d in found.doubts if d.kind is DoubtKind.GAP]
        assert outside([SPAN], covered + gaps, least=LEAST_GAP + 1e-6) == []
