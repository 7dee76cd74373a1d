"""Somebody who listens again: a real Chromium with the player in it, worked by mouse and keyboard."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from transcriber.drafts import player
from transcriber.minutes.transcript import Transcript

SOUND = "資料/音声.webm"


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """Debian's Chromium, headless, with an empty profile; nobody allows sound without a click."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "mute-audio", f"user-data-dir={profile}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_script_timeout(60)
    try:
        yield driver
    finally:
        driver.quit()


class Listener:
    """One person before one draft's folder."""

    def __init__(self, chrome: webdriver.Chrome, folder: Path) -> None:
        self.chrome = chrome
        self.folder = folder
        self.page = folder / "会議 #1 100%_聞き直し.html"

    def given(self, transcript: Transcript) -> Listener:
        """The player of `transcript`; its sound has to lie at `SOUND`."""
        self.page.write_text(player.player_page(transcript, office="東郷町議会", audio=SOUND), encoding="utf-8")
        return self

    def opens(self, fragment: str = "", *, width: int = 1366, height: int = 768, sound: bool = True) -> Listener:
        """Open the page as a file, anew."""
        self.chrome.get("about:blank")
        self.errors()
        self.chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        self.chrome.get(self.page.as_uri() + fragment)
        if sound:
            self.until(lambda: self.js("return document.getElementById('audio').readyState > 0"))
        return self

    def js(self, script: str, *arguments: object) -> Any:
        return self.chrome.execute_script(script, *arguments)

    def find(self, css: str) -> WebElement:
        return self.chrome.find_element(By.CSS_SELECTOR, css)

    def texts(self, css: str) -> list[str]:
        return [e.text for e in self.chrome.find_elements(By.CSS_SELECTOR, css)]

    def clicks(self, css: str) -> None:
        element = self.find(css)
        if element.find_elements(By.XPATH, "ancestor::main"):  # the header covers what lies at the window's edge
            self.js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def presses(self, *keys: str) -> None:
        """Keys, one after another, wherever the focus is; "Shift+d" holds Shift."""
        for key in keys:
            *held, last = key.split("+") if len(key) > 1 and "+" in key else [key]
            chain = ActionChains(self.chrome, duration=0)
            for name in held:
                chain.key_down(getattr(Keys, name.upper()))
            chain.send_keys(last if len(last) == 1 else getattr(Keys, last))
            for name in held:
                chain.key_up(getattr(Keys, name.upper()))
            chain.perform()

    @property
    def time(self) -> float:
        return float(self.js("return document.getElementById('audio').currentTime"))

    @property
    def playing(self) -> bool:
        return not self.js("return document.getElementById('audio').paused")

    @property
    def speed(self) -> float:
        return float(self.js("return document.getElementById('audio').playbackRate"))

    @property
    def now(self) -> str:
        """Id of the utterance that is marked as heard."""
        return str(self.js("return document.querySelector('.said[aria-current]')?.id ?? ''"))

    @property
    def fragment(self) -> str:
        return str(self.js("return location.hash"))

    @property
    def focus(self) -> str:
        return str(self.js("const e = document.activeElement; return e.id || e.closest('.said')?.id || e.tagName"))

    def shows(self, css: str) -> bool:
        """Whether the element stands in the window, below the header."""
        return bool(
            self.js(
                """const e = document.querySelector(arguments[0]); if (!e) return false;
                const r = e.getBoundingClientRect(), top = document.getElementById('top').getBoundingClientRect().bottom;
                return r.height > 0 && r.bottom > top && r.top < innerHeight""",
                css,
            )
        )

    def until(self, holds: Callable[[], object], seconds: float = 10) -> None:
        """Wait until it is so, and fail if it never is."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.05)

    def errors(self) -> list[str]:
        return [line["message"] for line in self.chrome.get_log("browser") if line["level"] == "SEVERE"]

    def asked_for(self) -> list[str]:
        """Every address that was requested since the last time this was asked."""
        messages = (json.loads(line["message"])["message"] for line in self.chrome.get_log("performance"))
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
