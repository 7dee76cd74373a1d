"""聞き直し as a reviewer uses it: opened as a file in a real Chromium, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from support.listener import Listener

from transcriber.minutes.transcript import Transcript

pytestmark = pytest.mark.browser


def test_a_click_on_a_sentence_plays_it(person: Listener) -> None:
    person.clicks("#u0004 .part:nth-child(2)")
    person.until(lambda: person.playing and person.time > 24.3)
    assert 24 < person.time < 26  # the second clause of the fourth utterance: 3 × 7 s + 3 s, as the transcript marks it
    assert person.now == "u0004"
    assert person.fragment == "#u0004"
    assert person.texts(".part.heard") == ["待機児童は、"]
    person.clicks("#u0009 .time")
    person.until(lambda: person.playing and 56 <= person.time < 58)
    person.until(lambda: person.now == "u0009")


def test_keys_a_transcriber_knows(person: Listener) -> None:
    person.clicks("#u0006 .time")
    person.presses("SPACE")
    person.until(lambda: not person.playing)
    at = person.time
    person.presses("ARROW_LEFT")
    assert person.time == pytest.approx(at - 3, abs=0.01)
    person.presses("ARROW_RIGHT", "Shift+ARROW_RIGHT", "Shift+ARROW_LEFT")
    assert person.time == pytest.approx(at, abs=0.01)
    person.presses("+", "+")
    assert person.speed == 1.25
    person.presses("-")
    assert person.speed == 1.1
    person.presses("0")
    assert person.speed == 1
    person.presses("n")
    person.until(lambda: person.now == "u0007" and person.playing)
    person.presses("p")
    person.until(lambda: person.now == "u0006")
    person.presses("SPACE", "?")
    assert person.find("#manual").is_displayed()
    rows = person.texts("#keys th")
    assert {"Space", "←", "→", "D", "Shift+D", "-", "+", "F"} <= set(rows)
    person.presses("ESCAPE")
    assert not person.find("#manual").is_displayed()


def test_speed_is_remembered_and_nothing_else(person: Listener) -> None:
    person.find("#speed").send_keys("1.5")
    person.until(lambda: person.speed == 1.5)
    person.clicks("#u0002 .time")
    person.opens()
    assert person.speed == 1.5
    assert person.js("return [{...localStorage}, {...sessionStorage}, document.cookie]") == [
        {"transcriber.player.speed": "1.5"},
        {},
        "",
    ]
    person.presses("0")


def test_a_button_pressed_by_keyboard_stays_that_button(person: Listener) -> None:
    person.js("document.getElementById('back').focus()")
    person.clicks("#u0006 .time")
    person.until(lambda: person.playing)
    person.js("document.getElementById('ahead').focus()")
    at = person.time
    person.presses("SPACE")
    assert person.time - at > 2
    assert person.playing
    # Clicked with the mouse it gives Space back to playing.
    person.clicks("#back")
    person.presses("SPACE")
    person.until(lambda: not person.playing)


def test_the_text_follows_the_sound_until_the_reader_scrolls(person: Listener) -> None:
    person.opens(height=420)
    person.clicks("#u0001 .time")
    person.js("document.getElementById('audio').currentTime = 76.5")
    person.until(lambda: person.now == "u0011" and person.shows("#u0011"))
    person.until(lambda: person.now == "u0012" and person.shows("#u0012"))
    assert not person.find("#return").is_displayed()
    person.js("document.getElementById('list').dispatchEvent(new WheelEvent('wheel', {bubbles: true, deltaY: -900}))")
    person.js("scrollTo(0, 0)")
    person.js("document.getElementById('audio').currentTime = 60")
    person.until(lambda: person.now == "u0009")
    assert person.find("#follow").get_attribute("aria-pressed") == "false"
    assert person.shows("#u0001")
    person.clicks("#return")
    person.until(lambda: person.shows("#u0009"))
    assert person.find("#follow").get_attribute("aria-pressed") == "true"


def test_search_finds_marks_and_walks(person: Listener) -> None:
    person.presses("/")
    assert person.focus == "query"
    person.presses(*"ﾀｲｷ")
    assert person.find("#query").get_attribute("value") == "ﾀｲｷ"
    person.until(lambda: person.find("#hits").text == "0 件")
    person.find("#query").clear()
    person.presses("/", *"待機児童は、１")  # full width finds half width
    person.until(lambda: person.find("#hits").text == "3 件")
    assert person.texts("mark") == ["待機児童は、1"] * 3 or "".join(person.texts("mark")) == "待機児童は、1" * 3
    person.presses("ENTER")
    person.until(lambda: person.find("#hits").text == "1 / 3 件")
    assert person.shows("#u0002 mark.now")
    person.presses("ENTER", "Shift+ENTER", "Shift+ENTER")
    person.until(lambda: person.find("#hits").text == "3 / 3 件")
    assert person.shows("#u0012 mark.now")
    person.presses("ESCAPE")
    person.until(lambda: not person.texts("mark"))
    assert not person.playing


@pytest.mark.parametrize(
    ("words", "at", "where"), [("0:00:50", 50, "u0008"), ("１：０５", 65, "u0010"), ("u0005", 28, "u0005")]
)
def test_a_time_or_an_id_in_the_search_field_leads_there(person: Listener, words: str, at: float, where: str) -> None:
    person.presses("/", *words)
    person.until(lambda: person.find("#hits").text == "Enter で移動")
    person.presses("ENTER")
    person.until(lambda: person.now == where)
    assert person.time == pytest.approx(at, abs=0.01)
    assert person.shows(f"#{where}")


def test_doubts_are_walked_through_from_a_second_before(person: Listener) -> None:
    assert person.texts(".card b")[:3] == ["1 数字", "2 聞き取れず", "3 同音異義"]
    person.presses("d")
    person.until(lambda: person.playing and person.time > 36.6)
    assert person.time < 38
    assert person.texts(".card[aria-current] .other") == ["別の候補：十名"]
    assert person.find("#doubt-place").text == "1 / 3"
    assert person.shows("#u0006")
    person.until(lambda: not person.playing)  # by itself, after its end
    assert person.time == pytest.approx(39.5, abs=0.4)
    person.presses("r")
    person.until(lambda: person.playing and person.time < 38)
    person.presses("d")
    person.until(lambda: 54 < person.time < 56)
    assert person.shows("#d2")
    person.clicks("#doubt-next")
    person.until(lambda: 71 <= person.time < 73)
    person.presses("Shift+d")
    person.until(lambda: 54 < person.time < 56)
    person.clicks("#u0006 .doubt")
    person.until(lambda: 36.4 < person.time < 39)
    person.clicks("#pause")
    person.clicks("#doubt-1")
    person.until(lambda: person.time > 40.2, seconds=8)
    assert person.playing


def test_an_utterance_opens_by_the_id_its_bookmark_has_in_word(person: Listener) -> None:
    person.opens("#u0010", height=500)
    assert person.now == "u0010"
    assert person.shows("#u0010")
    person.until(lambda: person.time == pytest.approx(63, abs=0.01))
    assert not person.playing
    person.js("location.hash = '#u0003'")
    person.until(lambda: person.now == "u0003" and person.shows("#u0003"))
    person.presses("SPACE")
    person.until(lambda: person.playing and 14 <= person.time < 16)
    person.opens("#u9999")  # of another draft
    assert person.now == "u0001"


def test_the_course_of_the_meeting_leads_to_its_items(person: Listener) -> None:
    assert person.texts("#list h2") == ["日程第1 一般質問", "日程第2 議案第45号 町税条例の一部改正について（可決）"]
    person.clicks("#tab-course")
    assert [t.split("\n")[0] for t in person.texts("#panel-course .card")] == [
        "0:00:07 日程第1 一般質問",
        "0:00:42 休憩",
        "0:00:56 日程第2 議案第45号 町税条例の一部改正について",
    ]
    person.clicks("#panel-course li:nth-child(3) .card")
    person.until(lambda: person.playing and 56 <= person.time < 58)
    assert person.fragment == "#u0009"
    assert person.shows("#u0009")


def test_voices_can_be_left_out_and_are_told_apart_without_colour(person: Listener) -> None:
    badges = person.texts(".said .badge")
    assert badges[:4] == ["1", "2", "3", "1"]
    person.clicks("#tab-voices")
    assert person.texts("#panel-voices .name") == ["議長（山下清隆）", "加藤啓二議員", "話者3"]
    assert "4発言　0:00:24（33%）" in person.texts("#panel-voices .share")
    person.clicks("#panel-voices li:nth-child(2) .small")
    assert [
        e.get_attribute("id") for e in person.chrome.find_elements("css selector", ".said") if e.is_displayed()
    ] == [
        "u0002",
        "u0005",
        "u0008",
        "u0011",
    ]
    person.presses("d")  # a doubt of somebody who is not shown: shown again
    person.until(lambda: person.shows("#u0006"))
    person.clicks("#tab-voices")
    person.clicks("#panel-voices > .small")
    assert all(e.is_displayed() for e in person.chrome.find_elements("css selector", ".said"))


def test_corrections_show_what_was_there_before(person: Listener) -> None:
    assert person.texts("#u0003 ins") == ["待機"]
    assert person.find("#u0003 ins").get_attribute("title") == "訂正前「大規」（用語）"
    person.clicks("#tab-changes")
    assert person.texts("#panel-changes .line") == ["大規 → 待機"] * 2
    person.clicks("#before")
    assert person.texts("#u0003 del") == ["大規"]
    assert person.find("#u0003 .text").text == "3番目の発言です。大規待機児童は、2名です。"
    person.clicks("#panel-changes li:nth-child(2) .card")
    person.until(lambda: person.playing and 51.5 < person.time < 54)
    assert person.shows("#u0008")


def test_the_timeline_says_who_spoke_and_leads_there(person: Listener) -> None:
    strip = person.find("#timeline")
    person.js("const r = arguments[0].getBoundingClientRect(); window.X = r.width", strip)
    chain = webdriver.ActionChains(person.chrome, duration=0)
    width = person.js("return window.X")
    chain.move_to_element_with_offset(strip, int(width * (30 / 90 - 0.5)), 5).perform()
    assert person.find("#tip").text == "0:00:30 加藤啓二議員"
    chain.click().perform()
    person.until(lambda: person.playing and 29.5 < person.time < 32)
    pixels = """const c = document.querySelector('#timeline canvas'), d = c.getContext('2d');
        const at = (t, y) => [...d.getImageData(Math.round(c.width * t / 90), y, 1, 1).data].join();
        return [at(3, 14), at(10, 14), at(10, 26), at(38.4, 2), at(20, 2)]"""
    chair, elsewhere, member, flag, none = person.js(pixels)
    assert chair != "0,0,0,0"
    assert elsewhere == "0,0,0,0"  # while the member speaks the chair's lane is empty
    assert member not in (chair, "0,0,0,0")
    assert none == "0,0,0,0"
    assert flag == "0,0,0,0" or flag != none
    strip.send_keys("")
    person.js("arguments[0].focus()", strip)
    person.presses("HOME")
    assert person.time < 1
    assert strip.get_attribute("aria-valuetext").startswith("0:00:0")


def test_without_its_sound_it_says_what_to_do_and_takes_another_place(
    chrome: webdriver.Chrome, folder: Path, meeting: Transcript, tmp_path: Path
) -> None:
    alone = Listener(chrome, tmp_path).given(meeting).opens(sound=False)
    alone.until(lambda: alone.find("#trouble").is_displayed())
    assert "「資料」フォルダを、同じ場所に" in alone.find("#trouble").text
    assert len(alone.texts(".said")) == 12
    alone.find("#file").send_keys(str(folder / "資料" / "音声.webm"))
    alone.until(lambda: not alone.find("#trouble").is_displayed())
    alone.clicks("#u0004 .time")
    alone.until(lambda: alone.playing and alone.time > 21.1)


def test_the_sound_of_another_recording_is_noticed(chrome: webdriver.Chrome, folder: Path, meeting: Transcript) -> None:
    longer = meeting.model_copy(update={"recording": meeting.recording.model_copy(update={"seconds": 95.0})})
    person = Listener(chrome, folder).given(longer).opens()
    person.until(lambda: "別の録音かもしれません" in person.find("#trouble").text)


def test_it_asks_for_nothing_but_its_sound_and_can_not(person: Listener) -> None:
    person.asked_for()
    person.opens()
    person.clicks("#u0006 .time")
    person.until(lambda: person.playing)
    asked = set(person.asked_for()) - {"about:blank"}
    assert asked == {person.page.as_uri(), (person.folder / "資料" / "音声.webm").as_uri(), "data:,"} or asked == {
        person.page.as_uri(),
        (person.folder / "資料" / "音声.webm").as_uri(),
    }
    assert person.errors() == []
    refused = person.chrome.execute_async_script(
        """const done = arguments[0], refused = [];
        document.addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective));
        fetch('https://example.invalid/').catch(() => {});
        new Image().src = 'https://example.invalid/a.png';
        const s = document.createElement('script'); s.textContent = 'window.evil = 1'; document.body.append(s);
        const l = document.createElement('script'); l.src = 'https://example.invalid/a.js'; document.body.append(l);
        setTimeout(() => done([refused.sort(), window.evil ?? null]), 500);"""
    )
    assert refused == [["connect-src", "img-src", "script-src-elem", "script-src-elem"], None]
    person.errors()


HOSTILE = "</script><img src=x onerror=\"document.title='x'\">\u2028&lt;b&gt;\x07 javascript:alert(1)"


def test_what_was_said_is_text_whatever_it_is(chrome: webdriver.Chrome, folder: Path, meeting: Transcript) -> None:
    first = meeting.utterances[0].model_copy(update={"text": HOSTILE, "name": HOSTILE, "marks": ()})
    hostile = meeting.model_copy(
        update={
            "utterances": (first, *meeting.utterances[1:]),
            "meeting": meeting.meeting.model_copy(update={"title": HOSTILE}),
        }
    )
    person = Listener(chrome, folder).given(hostile).opens()
    shown = HOSTILE.replace("\x07", "")
    assert person.js("return document.querySelector('#u0001 .text').textContent") == shown
    assert person.js("return document.querySelector('#u0001 .name').textContent") == shown
    assert person.js("return document.querySelector('h1').textContent") == shown
    assert person.js("return document.querySelectorAll('img, body script:not([type])').length") == 1
    assert person.errors() == []
