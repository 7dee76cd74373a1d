"""The pages beside the player, in both colour schemes and any window: axe-core finds nothing, and nothing is cut off."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from support.jobs import NOW, SHORT
from support.styled_drafts import TEMPLATES, styled_draft
from support.validators import axe_violations

from transcriber.drafts.word import finishing, house_style, record_page
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import RosterError
from transcriber.minutes.people import Person
from transcriber.minutes.terms import Term
from transcriber.minutes.transcript import RecordKind
from transcriber.office_tables.glossary_reading import ListedTerm
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.office_tables.listed_people import ListedPerson
from transcriber.profiles import reading_page
from transcriber.queue.job import Notice, Status
from transcriber.service import status_page
from transcriber.untrusted.harmless_text import source_hash

pytestmark = pytest.mark.browser

COUNCIL = [s for s in house_style.shipped_styles(TEMPLATES) if s.kind is RecordKind.COUNCIL]
LONG = "とても長い名前の録音ファイル" * 8


def public_copy(style: str, folder: Path) -> str:
    """The page of a public copy as `finalise` makes it."""
    return record_page.record_page(
        finishing.finish_copy(styled_draft(style, folder / "会議_下書き.docx"), RecordCopy.PUBLIC).document, "公開用"
    )


def status() -> str:
    """A recording in every state, one joined of parts, and a folder with trouble."""
    states = [s for s in Status if s is not Status.WITHDRAWN]
    jobs = tuple(
        replace(
            SHORT, id=n, status=state, entry=f"{LONG}{n}.wav", done=0.4, remaining=700, stage="音声認識", draft_folder="第1回",
            found="理由です。" if state is Status.ATTENTION else "", todo="こうします。" if state is Status.ATTENTION else "",
        )
        for n, state in enumerate(states, start=1)
    )  # fmt: skip
    notice = Notice("1_録音", "フォルダを読めません。", "権限を確かめてください。", NOW)
    return status_page.status_html(
        "会議録", jobs, NOW, (notice,), parts={1: ("名前の順につなぎました。", LONG)}, readings=True
    )


def nothing_yet() -> str:
    return status_page.status_html("会議録", (), NOW)


def readings() -> str:
    """People and terms, and every kind of remark."""
    people = [
        ListedPerson("名簿.xlsx の 2行目", Person(name="山下 清隆", kana="やましたきよたか", post="議長", seat="1"))
    ]
    terms = [
        ListedTerm("用語.xlsx の 2行目", Term(text="待機児童", kana="たいきじどう", misheard=("大規児童",), note=LONG))
    ]
    remarks = [SheetRemark(kind, "名簿.xlsx の 3行目", "氏名がありません。") for kind in RemarkKind]
    return reading_page.readings_html(
        "会議録", people, terms, remarks, [RosterError("読めません。", "直してください。")], "今日"
    )


PAGES: dict[str, Callable[[], str]] = {"状況": status, "状況（空）": nothing_yet, "読み取った内容": readings}


@pytest.fixture(params=[*(f"公開用 {s.name}" for s in COUNCIL), *PAGES])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each page as a file, as staff and citizens open it."""
    kind, _, style = request.param.partition(" ")
    path = tmp_path / f"{kind}.html"
    path.write_text(public_copy(style, tmp_path) if style else PAGES[kind](), encoding="utf-8")
    return path


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, chrome: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    scheme = {"features": [{"name": "prefers-color-scheme", "value": request.param}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    yield chrome
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def opened(chrome: webdriver.Chrome, page: Path, width: int = 1366) -> webdriver.Chrome:
    size = {"width": width, "height": 768, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chrome.get(page.as_uri())
    return chrome


def test_axe_finds_nothing_to_complain_of(themed: webdriver.Chrome, page: Path) -> None:
    """At 1366 pixels, and in the width that is left of them at 200 %."""
    for width in (1366, 683):
        assert axe_violations(opened(themed, page, width)) == []


@pytest.mark.parametrize("width", [320, 683, 1366])
def test_nothing_is_cut_off_in_a_window_of_any_width(chrome: webdriver.Chrome, page: Path, width: int) -> None:
    """320 pixels: what is left of 1280 at 400 % (WCAG 1.4.10)."""
    assert opened(chrome, page, width).execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_the_first_press_of_tab_leads_past_the_contents(chrome: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "公開用.html"
    path.write_text(public_copy("会議録", tmp_path), encoding="utf-8")
    opened(chrome, path).find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = chrome.switch_to.active_element
    assert (skip.text, skip.is_displayed()) == ("本文へ移る", True)
    skip.send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element.tag_name == "main"


def test_the_board_renews_itself_until_its_reader_switches_that_off(chrome: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "状況.html"
    text = status()
    (script,) = re.findall("<script>(.*?)</script>", text, flags=re.S)
    sooner = script.replace(f"{status_page.REFRESH} * 1000", "500")
    text = text.replace(script, sooner).replace(source_hash(script), source_hash(sooner))  # nothing else may run there
    path.write_text(text, encoding="utf-8")
    opened(chrome, path).execute_script("window.same = true")
    until(chrome, "return !window.same && document.readyState === 'complete'")  # it renewed itself
    # With every core busy Chromium 1 time in 16 forgot at a reload what a page had put into its session storage: hence tries.
    assert any(_stays_switched_off(chrome) for _ in range(4))


def _stays_switched_off(chrome: webdriver.Chrome) -> bool:
    """Its reader switches it off: it no longer renews itself, nor once it was renewed by hand."""
    until(chrome, "return document.readyState === 'complete'")
    chrome.execute_script("document.getElementById('renew').click(); window.same = true")
    time.sleep(1)
    assert chrome.execute_script("return window.same")
    chrome.refresh()
    return not chrome.execute_script("return document.getElementById('renew').checked")


def until(chrome: webdriver.Chrome, answer: str) -> None:
    """Wait for a script's answer to be true."""
    WebDriverWait(chrome, 20, poll_frequency=0.05).until(lambda c: c.execute_script(answer), answer)
