"""A draft says first if its recording sounds worse than what the text was ever measured on."""

from __future__ import annotations

import pytest

from transcriber.minutes.measured_conditions import worse_than_measured
from transcriber.minutes.transcript import Preflight


def sounds(speech: float | None = -25.0, noise: float | None = -60.0, clipped: float = 0.0) -> Preflight:
    return Preflight(
        peak_dbfs=-1.0,
        speech_dbfs=speech,
        noise_dbfs=noise,
        clipped_share=clipped,
        silence_share=0.2,
        channels="モノラル",
    )


@pytest.mark.parametrize(
    "preflight",
    [
        sounds(),
        sounds(noise=-35.0),
        sounds(noise=None),
        sounds(speech=-58.0, noise=-90.0),
        sounds(clipped=0.001),
        sounds(speech=None),
    ],
)
def test_what_was_measured_is_not_warned_of(preflight: Preflight) -> None:
    assert worse_than_measured(preflight) == ""


def test_every_condition_that_is_worse_is_named_with_what_was_measured() -> None:
    told = worse_than_measured(sounds(speech=-60.0, noise=-67.0, clipped=0.02))
    assert "話し声と雑音の差が 7 dB で、確かめたのは 10 dB まで" in told
    assert "話し声の大きさが −60 dB で、確かめたのは −58 dB まで" in told
    assert "音が割れていて" in told
    assert told.endswith("全体を聞き直してください。")


def test_noise_louder_than_speech_is_no_distance() -> None:
    assert "差が 0 dB" in worse_than_measured(sounds(noise=-20.0))
