"""聞き直し of a whole day: twelve thousand utterances in eight hours are no different from ten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import transcripts
from selenium import webdriver
from support import days, listener
from support.listener import Listener

pytestmark = [pytest.mark.browser, pytest.mark.alone]


@pytest.fixture(scope="module")
def day(chrome: webdriver.Chrome, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Somebody before eight hours, with sound of that length."""
    desk = tmp_path_factory.mktemp("day")
    (desk / "資料").mkdir()
    days.prolonged(folder / listener.SOUND, desk / listener.SOUND, days.HOURS * 3600)
    yield Listener(chrome, desk).given(days.long_day(transcripts.transcript()))


def test_it_opens_and_the_first_click_sounds_within_a_second(day: Listener) -> None:
    began = time.monotonic()
    day.opens()
    assert time.monotonic() - began < 8
    day.js(
        """window.T = {}; const a = document.getElementById('audio');
        document.addEventListener('pointerdown', () => T.click = performance.now(), true);
        a.addEventListener('timeupdate', () => { if (!a.paused) T.heard ??= performance.now(); });"""
    )
    day.clicks("#u0003 .part")
    day.until(lambda: day.js("return T.heard"))
    assert day.js("return T.heard - T.click") < 1000


def test_any_place_is_one_jump_away_and_plays_there(day: Listener) -> None:
    day.opens("#u9000")
    assert day.now == "u9000"
    assert day.shows("#u9000")
    day.presses("SPACE")
    day.until(lambda: day.playing and 21597 < day.time < 21602)
    day.until(lambda: day.shows(".said[aria-current]"))
    day.presses("d")
    day.until(lambda: day.shows(".said[aria-current]") and day.js("return !!document.querySelector('.card.now')"))


@pytest.mark.parametrize("pixels", [60, 600])
def test_it_scrolls_at_thirty_frames_a_second(day: Listener, pixels: int) -> None:
    rates: list[float] = []
    while len(rates) < 3 and max(rates, default=0) < 30:  # other work on the machine may take one try's time
        day.opens()
        rates.append(
            day.chrome.execute_async_script(
                """const [pixels, done] = arguments; let frames = 0; const began = performance.now();
                scrollTo(0, 100000);
                requestAnimationFrame(function step(now) {
                  frames++; scrollBy(0, pixels);
                  if (now - began < 3000) requestAnimationFrame(step); else done(1000 * frames / (now - began));
                });""",
                pixels,
            )
        )
    assert max(rates) >= 30, rates


def test_search_reaches_what_was_never_drawn(day: Listener) -> None:
    day.opens()
    day.presses("/", *"不足分")
    day.until(lambda: day.find("#hits").text.endswith("件"))
    day.presses("Shift+ENTER")
    day.until(lambda: day.find("#hits").text.endswith(" 件") and "/" in day.find("#hits").text)
    day.until(lambda: day.shows("mark.now"))
    assert int(day.js("return document.querySelector('mark.now').closest('.said').dataset.said")) > 11_900


def test_all_of_it_is_there_after_a_while_for_the_browsers_own_search_and_for_paper(day: Listener) -> None:
    day.opens()
    day.until(lambda: day.js("return 'complete' in document.body.dataset"), seconds=60)
    assert day.js("return document.querySelectorAll('.said').length") == days.UTTERANCES
