"""The audit: every second of speech ends as text or as a gap, and what only the prompt suggests is not believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from transcriber.media.pcm import Pcm, Samples
from transcriber.minutes.transcript import DoubtKind
from transcriber.speech.audit import WindowText, understand
from transcriber.speech.effort import CAREFUL, FAST, Effort
from transcriber.speech.other_hearings import OtherHearing
from transcriber.speech.prompt import Prompt
from transcriber.speech.recogniser import Character, Recognition, Sound, duration
from transcriber.speech.speech_limits import SPEECH_LIMITS
from transcriber.speech.voice import Span, outside
from transcriber.speech.windows import Window


def heard(text: str, *, seconds: float, start: float = 0.0, probability: float = 0.9) -> Recognition:
    step = (seconds - start) / max(1, len(text))
    characters = tuple(
        Character(text=c, start=start + i * step, end=start + (i + 1) * step, probability=probability)
        for i, c in enumerate(text)
    )
    return Recognition(characters=characters, log_probability=-0.2, no_speech=0.0)


@dataclass
class Scripted:
    """A recogniser that answers by script: (length of the audio, prompt) → Heard, or several, the likeliest first."""

    answer: Callable[[float, str], Recognition | tuple[Recognition, ...]]
    asked: list[tuple[float, str]] = field(default_factory=list)

    def listen(self, pieces: Sequence[Samples]) -> Sound:
        return Sound(seconds=tuple(map(duration, pieces)))

    def recognise(
        self,
        sound: Sound,
        which: Sequence[int],
        *,
        prompt: str,
        beam: int = 5,
        texts: int = 1,
    ) -> list[tuple[Recognition, ...]]:
        self.asked += [(round(sound.seconds[i], 2), prompt) for i in which]
        answers = [self.answer(sound.seconds[i], prompt) for i in which]
        return [(a,) if isinstance(a, Recognition) else a[:texts] for a in answers]

    def count_tokens(self, text: str) -> int:
        return len(text)


@pytest.fixture
def pcm(tmp_path: Path) -> Pcm:
    path = tmp_path / "audio.pcm"
    np.zeros(20 * 16_000, "<i2").tofile(path)
    return Pcm(path)


SPAN = Span(2, 12)


PROMPT = Prompt(known="会議を開きます。加藤啓二議員。", plain="会議を開きます。")


def run(pcm: Pcm, recogniser: Scripted, speech: Sequence[Span] = (SPAN,), effort: Effort = CAREFUL) -> WindowText:
    return understand(Window(0, (SPAN,)), pcm, speech, recogniser, prompt=PROMPT, effort=effort)


def text(found: WindowText) -> str:
    return "".join(c.text for c in found.characters)


def test_text_that_covers_its_speech_is_taken_as_it_is(pcm: Pcm) -> None:
    recogniser = Scripted(
        lambda seconds, prompt: heard("ただいまから本日の会議を開きます。定足数に達しております。", seconds=seconds)
    )
    found = run(pcm, recogniser)
    assert "".join(c.text for c in found.characters) == "ただいまから本日の会議を開きます。定足数に達しております。"
    assert found.doubts == ()
    assert len(recogniser.asked) == 1
    assert found.characters[0].start == 2.0  # times are the recording's, not the piece's


def test_a_sentence_the_recogniser_left_out_is_recognised_by_itself(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        return (
            heard("前半の発言です。よろしくお願いいたします。", seconds=4.0)
            if seconds == 10
            else heard("後半の発言です。どうもありがとうございました。", seconds=seconds)
        )

    found = run(pcm, Scripted(answer))
    assert (
        "".join(c.text for c in found.characters)
        == "前半の発言です。よろしくお願いいたします。後半の発言です。どうもありがとうございました。"
    )
    assert found.doubts == ()


def test_what_comes_back_between_other_words_is_put_in_its_place_under_a_doubt(pcm: Pcm) -> None:
    """It was not heard at first, and what stands beside it was timed without it."""
    before, gone, behind = "前半の発言です。", "どうもありがとう", "以上で終わります。"

    @dataclass
    class Aligning(Scripted):
        def alignments(self, sound: Sound, texts: Sequence[str]) -> list[list[Character]]:
            right = before + gone + behind
            return [list(heard(t, seconds=10, probability=0.9 if t == right else 0.1).characters) for t in texts]

    def answer(seconds: float, prompt: str) -> Recognition:
        if seconds < 10:
            return heard(gone, seconds=seconds)
        first, last = heard(before, seconds=3.0), heard(behind, seconds=3.0)
        later = [c.model_copy(update={"start": c.start + 7, "end": c.end + 7}) for c in last.characters]
        return Recognition((*first.characters, *later), -0.2, 0.0)

    found = run(pcm, Aligning(answer))
    assert text(found) == before + gone + behind
    (doubt,) = [d for d in found.doubts if d.kind is DoubtKind.GAP]
    assert doubt.start < 7 and doubt.end > 7 and "順" in doubt.reason


def test_speech_that_stays_without_text_is_a_gap(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        return (
            heard("前半の発言です。よろしくお願いいたします。", seconds=4.0)
            if seconds == 10
            else heard("", seconds=seconds)
        )

    (doubt,) = [d for d in run(pcm, Scripted(answer)).doubts if d.kind is DoubtKind.GAP]
    assert (doubt.start, doubt.end) == (pytest.approx(6.2), 12.0)


@pytest.mark.parametrize(("probability", "marked"), [(0.9, False), (0.3, True)])
def test_what_fills_a_gap_with_little_support_is_marked_as_a_gap_whoever_else_listens(
    pcm: Pcm, probability: float, marked: bool
) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        if seconds == 10:
            return heard("前半の発言です。よろしくお願いいたします。", seconds=4.0)
        return heard("後半の発言です。どうもありがとうございました。", seconds=seconds, probability=probability)

    class Same:
        """Another listener that writes what the first one wrote at first."""

        whole = True

        def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
            return OtherHearing(["前半の発言です。よろしくお願いいたします。"])

    found = understand(Window(0, (SPAN,)), pcm, (SPAN,), Scripted(answer), prompt=PROMPT, listeners=(Same(),))
    assert text(found).endswith("後半の発言です。どうもありがとうございました。")
    doubted = [d for d in found.doubts if d.kind is DoubtKind.GAP and d.start < 7 and d.end > 11]
    assert bool(doubted) is marked


def test_an_echo_of_the_prompt_is_replaced_and_kept_as_the_alternative(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        if prompt == PROMPT.known:
            return heard("加藤啓二議員、指定管理者。", seconds=seconds, probability=0.01)
        return heard("それとも町が負担するのか。", seconds=seconds)

    found = run(pcm, Scripted(answer))
    assert "".join(c.text for c in found.characters) == "それとも町が負担するのか。"
    assert [d.alternative for d in found.doubts] == ["加藤啓二議員、指定管理者。"]


def test_a_loop_loses_against_any_believable_text(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        # Later rounds of a loop look certain: its probability is high.
        return (
            heard("はい、" * 60, seconds=seconds, probability=0.99)
            if prompt == PROMPT.known
            else heard("それでは、挙手を願います。どうぞ。", seconds=seconds, probability=0.5)
        )

    assert "".join(c.text for c in run(pcm, Scripted(answer)).characters) == "それでは、挙手を願います。どうぞ。"


def test_a_loop_without_an_alternative_is_doubted_not_deleted(pcm: Pcm) -> None:
    found = run(pcm, Scripted(lambda seconds, prompt: heard("はい、" * 60, seconds=seconds)))
    assert len(found.characters) == 180
    assert DoubtKind.LOOP in {d.kind for d in found.doubts}


def test_a_stock_phrase_is_flagged_only_where_the_sound_does_not_support_it(pcm: Pcm) -> None:
    weak = run(
        pcm,
        Scripted(
            lambda s, p: heard("本日はご視聴ありがとうございました。またお会いしましょう。", seconds=s, probability=0.4)
        ),
    )
    clear = run(
        pcm,
        Scripted(
            lambda s, p: heard(
                "本日はご視聴ありがとうございました。またお会いしましょう。", seconds=s, probability=0.95
            )
        ),
    )
    assert [d.kind for d in weak.doubts] == [DoubtKind.STOCK_PHRASE]
    assert clear.doubts == ()


def test_a_stretch_that_only_the_prompt_supports_is_quoted(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        plain = heard("これから堀田自動生徒への支援について説明を求めます", seconds=seconds)
        characters = [
            c.model_copy(update={"probability": 0.05}) if 4 <= i < 10 else c for i, c in enumerate(plain.characters)
        ]
        return Recognition(characters=tuple(characters), log_probability=-0.3, no_speech=0.0)

    (doubt,) = run(pcm, Scripted(answer)).doubts
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE
    assert "堀田自動生徒" in doubt.reason


def test_every_second_is_text_or_gap_whatever_the_recogniser_does(pcm: Pcm) -> None:
    rng = np.random.default_rng(3)

    def answer(seconds: float, prompt: str) -> Recognition:
        start = float(rng.uniform(0, seconds))
        return heard(
            "あいうえお" if rng.random() < 0.7 else "", seconds=float(rng.uniform(start, seconds)), start=start
        )

    for _ in range(50):
        found = run(pcm, Scripted(answer))
        covered = [Span(c.start - 0.2, c.end + 0.2) for c in found.characters]
        gaps = [Span(d.start, d.end) for d in found.doubts if d.kind is DoubtKind.GAP]
        assert outside([SPAN], covered + gaps, least=SPEECH_LIMITS.least_gap + 1e-6) == []


def test_where_the_likeliest_text_leaves_speech_out_the_next_ones_are_weighed(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> tuple[Recognition, ...]:
        short = heard("ただいまから、総務文教委員会を開会いたします。", seconds=7.0, probability=0.95)
        whole = heard(
            "ただいまから、総務文教委員会を開会いたします。本日の議題は二件です。", seconds=10.0, probability=0.85
        )
        return short, whole

    found = run(pcm, Scripted(answer))
    assert text(found) == "ただいまから、総務文教委員会を開会いたします。本日の議題は二件です。"


def test_a_character_that_seems_to_last_hides_no_lost_sentence(pcm: Pcm) -> None:
    """An alignment puts every frame somewhere: the character before a lost sentence is given its time."""

    def answer(seconds: float, prompt: str) -> Recognition:
        if seconds < 10:
            return heard("はい、助かります。", seconds=seconds)
        before = heard("一緒に考えましょう。それでは", seconds=4.0).characters
        stretched = Character(text="で", start=4.0, end=7.0, probability=0.3)
        after = heard("次回は十二月三日の火曜日です。", seconds=10.0, start=7.0).characters
        return Recognition(characters=(*before, stretched, *after), log_probability=-0.2, no_speech=0.0)

    found = run(pcm, Scripted(answer))
    assert "助かります" in text(found)
    assert text(found).startswith("一緒に考えましょう。それではで")
    assert text(found).endswith("次回は十二月三日の火曜日です。")


def test_what_is_too_short_for_its_speech_is_divided_at_its_pauses(pcm: Pcm) -> None:
    speech = (Span(2, 6), Span(6.5, 12))

    def answer(seconds: float, prompt: str) -> Recognition:
        return (
            heard("はい。", seconds=seconds)
            if seconds == 10
            else heard("手続きをしてください。お願いします。", seconds=seconds)
        )

    recogniser = Scripted(answer)
    found = run(pcm, recogniser, speech)
    assert text(found) == "手続きをしてください。お願いします。" * 2
    assert {4.0, 5.5} <= {seconds for seconds, _ in recogniser.asked}
    assert [d.alternative for d in found.doubts if d.kind is not DoubtKind.GAP] == ["はい。"]
    gaps = [d for d in found.doubts if d.kind is DoubtKind.GAP]
    assert gaps and all("聞き直して補った" in d.reason for d in gaps), "where there was speech without text at first"


def test_what_is_too_long_for_its_speech_is_doubted(pcm: Pcm) -> None:
    words = "".join(chr(0x4E00 + 7 * i) for i in range(140))
    found = run(pcm, Scripted(lambda seconds, prompt: heard(words, seconds=seconds)))
    assert text(found) == words
    assert any("多すぎ" in d.reason for d in found.doubts)


def test_other_speeds_are_heard_only_where_nothing_else_helps(pcm: Pcm) -> None:
    fine = Scripted(lambda s, p: heard("ただいまから本日の会議を開きます。定足数に。", seconds=s))
    hopeless = Scripted(lambda s, p: heard("ただいまから本日の会議を開きます。定足数に。", seconds=s, probability=0.05))
    run(pcm, fine)
    run(pcm, hopeless)
    whole = {round(10 / speed, 2) for speed in CAREFUL.speeds}
    assert not whole & {seconds for seconds, _ in fine.asked}
    assert whole <= {seconds for seconds, _ in hopeless.asked}


def test_what_another_speed_made_usable_stands_at_its_own_time(pcm: Pcm) -> None:
    slow = round(10 / CAREFUL.speeds[-1], 2)
    said = "ただいまから本日の会議を開きます。定足数に達しております。"

    def answer(seconds: float, prompt: str) -> Recognition:
        return heard(said, seconds=seconds, probability=0.9 if round(seconds, 2) == slow else 0.05)

    found = run(pcm, Scripted(answer))
    assert text(found) == said
    assert (found.characters[0].start, found.characters[-1].end) == pytest.approx((found.start, found.end), abs=0.2)


def test_the_fast_mode_is_audited_too(pcm: Pcm) -> None:
    def answer(seconds: float, prompt: str) -> Recognition:
        return (
            heard("前半の発言です。よろしくお願いいたします。", seconds=4.0)
            if seconds == 10
            else heard("", seconds=seconds)
        )

    assert DoubtKind.GAP in {d.kind for d in run(pcm, Scripted(answer), effort=FAST).doubts}


def test_a_gap_in_part_of_what_was_left_out_hides_nothing_of_the_rest(pcm: Pcm) -> None:
    """Two seconds left out: the alignment gives them to what comes next, and only what this cannot last is a gap by itself."""
    times = [0.0, 0.24, 0.46, 0.68, 0.98, 2.24, 3.74, 3.94, 4.14, 4.34]
    text = tuple(
        Character(text=c, start=a, end=b, probability={"財": 0.01, "入": 0.01, "最": 0.5}.get(c, 0.9))
        for c, a, b in zip("ご説明財入最出です", times[:-1], times[1:], strict=True)
    )
    whole = Recognition(characters=text, log_probability=-0.2, no_speech=0.0)
    nothing = Recognition(characters=(), log_probability=-0.2, no_speech=0.0)
    speech = (Span(2, 3.71), Span(3.79, 4.93), Span(4.98, 6.34))
    found = run(pcm, Scripted(lambda seconds, _: whole if seconds > 3 else nothing), speech)
    doubted = [(d.start, d.end) for d in found.doubts if d.kind is DoubtKind.GAP]
    assert any(start <= 3.2 and end >= 4.9 for start, end in doubted)
