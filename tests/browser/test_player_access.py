"""聞き直し for everybody: keyboard alone, screen readers, any window, dark and light, on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from support.listener import Listener
from support.validators import axe_violations

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, person: Listener) -> Iterator[Listener]:
    """Both colour schemes."""
    scheme = {"features": [{"name": "prefers-color-scheme", "value": request.param}]}
    person.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    yield person.opens()
    person.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("place", ["", "#tab-course", "#tab-voices", "#tab-changes", "#help", "#doubt-next"])
def test_axe_finds_nothing_to_complain_of(themed: Listener, place: str) -> None:
    """axe-core's rules for WCAG 2.2 A and AA and its best practices, names, contrast and size of targets among them."""
    if place:
        themed.clicks(place)
    assert axe_violations(themed.chrome) == []


def test_everything_can_be_reached_and_seen_by_keyboard(person: Listener) -> None:
    order = []
    for _ in range(40):
        person.presses("TAB")
        order.append(person.focus)
        if order[-1] == "BODY":
            break
    wanted = [
        "A",
        "back",
        "play",
        "ahead",
        "speed",
        "follow",
        "doubt-back",
        "doubt-next",
        "query",
        "fold-timeline",
        "fold-clues",
        "help",
        "timeline",
    ]
    assert order[: len(wanted)] == wanted
    assert order[len(wanted)] == "u0001"  # one stop for the whole list
    assert order[len(wanted) + 1 : len(wanted) + 2] == ["tab-doubts"] or order[len(wanted) + 1] == "u0006"
    assert {"tab-doubts", "panel-doubts", "pause", "doubt-1"} <= set(order)


def test_the_list_is_walked_with_the_arrow_keys(person: Listener) -> None:
    person.js("document.querySelector('#u0001 .time').focus()")
    person.presses("ARROW_DOWN", "ARROW_DOWN", "ARROW_DOWN", "ARROW_UP")
    assert person.focus == "u0003"
    assert person.js("return document.querySelectorAll('.time[tabindex=\"0\"]').length") == 1
    person.presses("ENTER")
    person.until(lambda: person.playing and person.now == "u0003")
    person.js("document.getElementById('tab-doubts').focus()")
    person.presses("ARROW_RIGHT", "ARROW_RIGHT")
    assert person.focus == "tab-voices"
    assert person.find("#panel-voices").is_displayed()


@pytest.mark.parametrize("width", [320, 360, 600, 683, 1024, 1366, 1920])
def test_nothing_is_cut_off_in_a_window_of_any_width(person: Listener, width: int) -> None:
    person.opens(width=width, height=768)
    assert person.js("return document.documentElement.scrollWidth <= innerWidth")
    beyond = """return [...document.querySelectorAll('header button, header select, header input, .text, .card')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className)"""
    assert person.js(beyond) == []
    person.clicks("#u0002 .time")
    person.until(lambda: person.now == "u0002" and person.shows("#u0002"))


LOW = {"width": 683, "height": 384}
"""What is left of 1366 × 768 at 200 %."""

VISIBLE_TEXT = """const top = document.getElementById('top').getBoundingClientRect().bottom;
    const clues = document.getElementById('clues').getBoundingClientRect();
    const list = document.getElementById('list').getBoundingClientRect();
    const beside = clues.width && clues.left > list.left + 1 ? clues.left : innerWidth;
    const below = clues.width && clues.left <= list.left + 1 ? clues.top : innerHeight;
    return (Math.min(list.right, beside) - list.left) * (below - top) / (innerWidth * innerHeight)"""
"""The share of the window in which the list is seen, by the boxes of what stands there."""


@pytest.mark.parametrize(
    ("size", "least"), [({"width": 1366, "height": 768}, 0.55), (LOW, 0.7), ({"width": 1280, "height": 512}, 0.7)]
)
def test_the_text_has_most_of_the_page(person: Listener, size: dict[str, int], least: float) -> None:
    person.opens(**size)
    person.clicks("#u0002 .time")
    person.until(lambda: person.now == "u0002" and person.shows("#u0002"))
    assert person.js(VISIBLE_TEXT) >= least
    assert person.js("return document.querySelector('#u0002 .text').getBoundingClientRect().width / innerWidth") >= 0.4


def test_at_two_hundred_percent_timeline_and_clues_are_folded_and_one_press_away(person: Listener) -> None:
    person.opens(**LOW)
    for part, button, key in (("#timeline", "#fold-timeline", "t"), ("#clues", "#fold-clues", "c")):
        assert not person.find(part).is_displayed()
        assert person.find(button).get_attribute("aria-expanded") == "false"
        person.clicks(button)
        assert person.find(part).is_displayed()
        assert person.find(button).get_attribute("aria-expanded") == "true"
        person.presses(key)
        assert not person.find(part).is_displayed()
    person.presses("d")
    person.until(lambda: person.shows("#u0006"))


def test_in_an_ordinary_window_nothing_is_folded_until_somebody_folds_it(person: Listener) -> None:
    assert person.find("#timeline").is_displayed()
    assert person.find("#clues").is_displayed()
    before = person.js(VISIBLE_TEXT)
    person.presses("t", "c")
    assert person.js(VISIBLE_TEXT) > before + 0.25
    person.presses("c", "t")
    assert person.js(VISIBLE_TEXT) == pytest.approx(before)
    # It is drawn when it has been laid out, not in the same moment.
    person.until(lambda: person.js("return document.querySelector('#timeline canvas').width") > 500)


def test_axe_finds_nothing_at_two_hundred_percent_either(themed: Listener) -> None:
    themed.opens(**LOW)
    assert axe_violations(themed.chrome) == []
    themed.presses("t", "c")
    assert axe_violations(themed.chrome) == []


def test_less_motion_is_respected(person: Listener) -> None:
    person.chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    )
    person.opens(height=400)
    person.js(
        "window.smooth = 0; const s = window.scrollTo; window.scrollTo = o => { smooth += o.behavior === 'smooth'; s(o) }"
    )
    person.clicks("#u0001 .time")
    person.presses("n", "n", "n")
    person.until(lambda: person.now == "u0004" and person.shows("#u0004"))
    assert person.js("return smooth") == 0
    person.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_on_paper_it_is_a_transcript(person: Listener, tmp_path: Path) -> None:
    printed = person.chrome.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    (tmp_path / "a.pdf").write_bytes(base64.b64decode(printed["data"]))
    with PdfDocument(tmp_path / "a.pdf") as pdf:
        words = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert 1 <= len(pdf) <= 3
    assert "12番目の発言です。" in words
    assert "要確認 1 数字" in words
    assert "次の要確認" not in words
