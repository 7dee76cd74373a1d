"""状況.html as a clerk sees it: in a real browser, from the file itself, with no server and no network."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver

from transcriber.profiles.tree import PAGE
from transcriber.queue.job import Job, Notice, Status
from transcriber.service import status_page

pytestmark = pytest.mark.browser

LONG = "長" * 83 + "ab.wav"  # 255 bytes, the longest name there is
UNBROKEN = "a" * 250 + ".wav"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", f"user-data-dir={tmp_path_factory.mktemp('browser')}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    yield chrome
    chrome.quit()


def job(number: int, entry: str, status: Status, **more: object) -> Job:
    now = time.time()
    return replace(
        Job(
            id=number, profile="会議録", entry=entry, size=1, signature="", sha256=None, status=status, stage="", done=0,
            remaining=None, found="", todo="", first=None, again=False, settings="", wish="", attempts=0, not_before=0,
            deaths=0, death_stage="", death_done=0, owner="", heartbeat=None, in_inbox=True, archive="",
            draft_folder=Path(entry).stem, draft="", arrived=now - 9000 + number, started=now, changed=now,
        ),
        **more,
    )  # fmt: skip


ALL = (
    job(1, "確認.wav", Status.CHECKED),
    job(2, LONG, Status.DRAFTED),
    job(3, UNBROKEN, Status.ARRIVING, found="コピーの途中です。"),
    job(4, "処理中.wav", Status.RUNNING, done=0.42, remaining=720.0, stage="文字起こし"),
    job(5, "困った.wav", Status.ATTENTION, found="途中で切れています。", todo="コピーし直してください。"),
    job(6, "待つ.wav", Status.WAITING),
    job(7, "<script>document.title='x'</script>.wav", Status.CANCELLED),
)
NOTICE = Notice(
    "会議録", "会議録の1_録音を読み書きする権限がありません。", "情報担当者に連絡してください。", time.time()
)


def shown(browser: webdriver.Chrome, folder: Path, text: str) -> str:
    """Put a page into `folder`, open it, and return the words on it."""
    (folder / PAGE).write_text(text, encoding="utf-8")
    browser.get((folder / PAGE).as_uri())
    return str(browser.execute_script("return document.body.innerText"))


def until(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_every_state_is_read_in_its_words_oldest_first(browser, tmp_path):
    words = shown(browser, tmp_path, status_page.status_html("会議録", ALL, time.time(), (NOTICE,)))
    for status in Status:
        if status is not Status.WITHDRAWN:
            assert status.label in words
    assert "42%、残り約12分" in words
    assert "途中で切れています。 コピーし直してください。" in words
    assert "権限がありません" in words
    names = browser.execute_script("return [...document.querySelectorAll('.name')].map(n => n.innerText)")
    assert names == [job.entry for job in ALL]
    assert browser.title == "状況 – 会議録"  # a file name is text
    assert not [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]


@pytest.mark.parametrize("width", [360, 500, 800, 1280])
def test_nothing_is_cut_off_in_a_window_of_any_width(browser, tmp_path, width):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    shown(browser, tmp_path, status_page.status_html("会議録", ALL, time.time(), (NOTICE,)))
    beyond = """return [...document.querySelectorAll('body *')].filter(e => e.offsetParent !== null
        && (e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth))
        .map(e => e.className + ' ' + e.tagName)"""
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.execute_script(beyond) == []
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_draft_is_one_click_away(browser, tmp_path):
    folder = tmp_path / "2_下書き" / "議会 #1 100%"
    folder.mkdir(parents=True)
    (folder / "議会_下書き.docx").touch()
    shown(
        browser, tmp_path, status_page.status_html("会議録", (job(1, "議会 #1 100%.wav", Status.DRAFTED),), time.time())
    )
    browser.execute_script("document.querySelector('li.job a').click()")
    assert until(10, lambda: "議会_下書き.docx" in browser.page_source)


def test_a_count_leads_to_the_first_recording_of_its_kind(browser, tmp_path):
    many = tuple(job(n, f"{n}.wav", Status.DRAFTED) for n in range(1, 60))
    shown(browser, tmp_path, status_page.status_html("会議録", (*many, replace(ALL[4], id=60)), time.time()))
    chip = "document.querySelector('.counts a')"
    assert "要対応" in browser.execute_script(f"return {chip}.innerText")  # what needs a person comes first
    browser.execute_script(f"{chip}.click()")
    assert until(
        5,
        lambda: browser.execute_script(
            "return document.getElementById('60').getBoundingClientRect().top < innerHeight"
        ),
    )


def test_it_renews_itself_without_being_touched(browser, tmp_path, monkeypatch):
    shown(browser, tmp_path, status_page.status_html("会議録", (ALL[5],), time.time()))
    (tmp_path / PAGE).write_text(
        status_page.status_html("会議録", (replace(ALL[5], status=Status.DRAFTED),), time.time())
    )
    assert until(status_page.REFRESH + 5, lambda: "下書きができました" in browser.page_source)


def test_a_page_that_nobody_writes_any_more_says_so(browser, tmp_path):
    alone = "この画面はしばらく更新されていません"
    assert alone not in shown(browser, tmp_path, status_page.status_html("会議録", ALL, time.time()))
    assert alone in shown(
        browser, tmp_path, status_page.status_html("会議録", ALL, time.time() - status_page.STALE - 60)
    )


def test_it_asks_the_network_for_nothing(browser, tmp_path):
    browser.get_log("performance")
    shown(browser, tmp_path, status_page.status_html("会議録", ALL, time.time(), (NOTICE,)))
    asked = re.findall(r'"url":"([^"]+)"', "".join(line["message"] for line in browser.get_log("performance")))
    assert asked
    assert not [url for url in asked if not url.startswith(("file:", "about:", "data:"))]
