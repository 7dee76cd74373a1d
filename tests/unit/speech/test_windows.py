"""Windows: never over 30 s, never overlapping, and no second of detected speech is left outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.speech import voice, windows
from transcriber.speech.effort import CAREFUL, FAST, Effort
from transcriber.speech.voice import DETECTOR_FRAME_SECONDS, Span

PROBABILITIES = st.lists(
    st.tuples(st.integers(1, 1500), st.sampled_from([0.0, 0.1, 0.3, 0.6, 0.99])), min_size=0, max_size=12
).map(lambda runs: np.concatenate([np.full(n, p, np.float32) for n, p in runs] or [np.zeros(0, np.float32)]))


@given(PROBABILITIES)
def test_windows_cover_all_speech_and_keep_their_limits(probabilities: np.ndarray) -> None:
    speech = voice.spans(probabilities)
    cut = windows.cut_windows(speech, probabilities)
    pieces = [p for w in cut for p in w.pieces]
    assert [w.index for w in cut] == list(range(len(cut)))
    assert all(w.end - w.start <= windows.LONGEST_WINDOW + 1e-6 for w in cut)
    assert all(0 < p.seconds <= CAREFUL.longest_piece + 1e-6 for p in pieces)
    assert all(a.end <= b.start + 1e-6 for a, b in zip(pieces, pieces[1:], strict=False))
    assert voice.outside(speech, pieces, least=1e-6) == []


@given(PROBABILITIES, st.lists(st.floats(0, 60), max_size=4))
def test_no_piece_and_no_window_runs_across_a_joint_of_two_files(
    probabilities: np.ndarray, joints: list[float]
) -> None:
    speech = voice.spans(probabilities)
    cut = windows.cut_windows(speech, probabilities, joints)
    pieces = [p for w in cut for p in w.pieces]
    assert not [w for w in cut for joint in joints if w.start < joint < w.end]
    assert [w.index for w in cut] == list(range(len(cut)))
    assert all(w.end - w.start <= windows.LONGEST_WINDOW + 1e-6 for w in cut)
    assert voice.outside(speech, pieces, least=windows.SLIVER + 1e-6) == []


def test_speech_over_a_joint_is_two_windows() -> None:
    frames = np.full(300, 0.9, np.float32)  # 9.6 s of speech, two files
    before, after = windows.cut_windows(voice.spans(frames), frames, [4.0])
    assert (before.end, after.start) == (4.0, 4.0)


@given(PROBABILITIES)
def test_spans_are_ordered_apart_and_inside(probabilities: np.ndarray) -> None:
    spans = voice.spans(probabilities)
    total = len(probabilities) * DETECTOR_FRAME_SECONDS
    assert all(0 <= s.start < s.end <= total + 1e-9 for s in spans)
    assert all(a.end < b.start for a, b in zip(spans, spans[1:], strict=False))


def test_a_cut_falls_on_the_pause() -> None:
    frames = np.full(700, 0.9, np.float32)  # 22 s without a real pause …
    frames[290] = 0.3  # … but one frame at 9.3 s where the detector hesitates
    cut = windows.cut_windows(voice.spans(frames), frames)
    assert any(abs(p.end - 290.5 * DETECTOR_FRAME_SECONDS) < 0.01 for w in cut for p in w.pieces)


def spoken(*seconds: float) -> np.ndarray:
    """Speech and pauses in turn, as the detector sees them."""
    runs = [np.full(round(s / DETECTOR_FRAME_SECONDS), 0.0 if i % 2 else 0.95) for i, s in enumerate(seconds)]
    return np.concatenate(runs).astype(np.float32)


def cuts(frames: np.ndarray, effort: Effort = CAREFUL) -> list[float]:
    """Seconds at which one piece ends and another begins."""
    pieces = [p for w in windows.cut_windows(voice.spans(frames), frames, effort=effort) for p in w.pieces]
    return [(a.end + b.start) / 2 for a, b in zip(pieces, pieces[1:], strict=False)]


@pytest.mark.parametrize("effort", [CAREFUL, FAST])
def test_a_piece_ends_at_the_longer_pause_though_more_would_fit(effort: Effort) -> None:
    breath, between_sentences = 0.36, 0.8
    frames = spoken(4.0, between_sentences, 4.5, breath, 5.0)
    assert cuts(frames, effort) == [pytest.approx(4.4, abs=0.1)], "4.0 + 0.8 + 4.5 s would have filled a piece"


def test_a_clause_with_a_breath_in_it_is_heard_in_one_piece() -> None:
    assert cuts(spoken(6.0, 0.34, 6.0)) == []


def test_where_no_pause_is_a_good_one_pieces_end_in_time_all_the_same() -> None:
    found = cuts(spoken(*[3.0, 0.34] * 10))
    lengths = np.diff([0.0, *found])
    assert len(found) >= 2 and max(lengths) <= CAREFUL.longest_piece


def test_nothing_is_recognised_across_a_long_pause() -> None:
    frames = np.concatenate([np.full(60, 0.9), np.zeros(100), np.full(60, 0.9)]).astype(np.float32)
    pieces = [p for w in windows.cut_windows(voice.spans(frames), frames) for p in w.pieces]
    assert len(pieces) == 2


def test_outside_finds_what_is_not_covered() -> None:
    speech = [Span(0, 10), Span(12, 14)]
    assert voice.outside(speech, [Span(1, 4), Span(6, 9.8), Span(11, 13)], least=0.5) == [
        Span(0, 1),
        Span(4, 6),
        Span(13, 14),
    ]
