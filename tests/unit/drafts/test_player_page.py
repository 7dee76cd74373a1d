"""The player's page as a file: nothing said in a meeting can become part of it, and it asks for nothing from outside.

How it behaves in a browser: tests/browser.
"""

from __future__ import annotations

import html.parser
import json
import re
from typing import Any

import pytest
import transcripts
from hypothesis import given
from hypothesis import strategies as st

from transcriber.drafts import player
from transcriber.minutes.transcript import Change, RecordKind


class Reader(html.parser.HTMLParser):
    """The elements of a page, and the text of its script elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data

    @property
    def data(self) -> Any:
        return json.loads(self.scripts[0])


def page(text: str = "はい。", title: str | None = None) -> str:
    meeting = transcripts.transcript(utterances=[transcripts.utterance(1, text, name="議長")], doubts=[])
    if title is not None:
        meeting = meeting.model_copy(update={"meeting": meeting.meeting.model_copy(update={"title": title})})
    return player.player_page(meeting, office="愛知県東郷町議会", audio="資料/音声.webm")


def test_the_page_holds_what_the_draft_holds_under_the_same_numbers() -> None:
    meeting = transcripts.transcript(RecordKind.COUNCIL)
    data = Reader(player.player_page(meeting, office="東郷町議会", audio="資料/音声.webm")).data
    assert [u["id"] for u in data["said"]] == [u.id for u in meeting.utterances]
    assert [u["text"] for u in data["said"]] == [u.text for u in meeting.utterances]
    assert [(d["number"], d["kind"], d["said"]) for d in data["doubts"]] == [(1, "数字", 2), (2, "聞き取れず", None)]
    assert data["said"][2]["doubts"] == [0]
    assert data["voices"][0] == {"label": "議長", "seconds": 10, "count": 1}  # two paragraphs
    assert data["audio"] == "%E8%B3%87%E6%96%99/%E9%9F%B3%E5%A3%B0.webm"


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>&lt;&amp;",
        "\u2028\u2029\x00\x0b\x1b[31m",
        "@data@ @script@",
        "\\u003c/script",
        "\ud800 の半分",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    reader = Reader(page(hostile, title=hostile))
    plain = Reader(page())
    assert [t for t, _ in reader.tags] == [t for t, _ in plain.tags]
    kept = "".join(c for c in hostile if c not in "\x00\x0b\x1b\ud800")
    assert reader.data["said"][0]["text"] == kept
    assert reader.data["title"] == kept
    assert reader.scripts[1] == plain.scripts[1]


@given(st.text())
def test_any_text_comes_back_as_it_was_said(text: str) -> None:
    data = Reader(page(text)).data
    assert set(data["said"][0]["text"]) <= set(text) | {"\n"}


def test_the_page_can_ask_for_nothing_but_its_sound() -> None:
    made = page()
    assert not re.search(r"https?:|//[a-z]", re.sub(r"https?://www\.w3\.org/\S+", "", made.split("<script>")[0]))
    reader = Reader(made)
    policies = [a["content"] for t, a in reader.tags if t == "meta" and a.get("http-equiv")]
    assert len(policies) == 1
    rules = dict(rule.split(" ", 1) for rule in str(policies[0]).split("; "))
    assert rules.pop("default-src") == "'none'"
    assert set(rules) == {"style-src", "script-src", "media-src", "img-src", "base-uri", "form-action"}
    assert "unsafe" not in str(policies[0])
    assert not any(name.startswith("on") or name == "style" for _, a in reader.tags for name in a)
    outside = [
        a for t, a in reader.tags if t in ("script", "img", "iframe", "link") and (a.get("src") or a.get("href"))
    ]
    assert outside == [{"rel": "icon", "href": "data:,"}]


def test_corrections_stand_where_the_browser_counts_them() -> None:
    said = transcripts.utterance(1, "𠮷野議員の待機児童について").model_copy(
        update={"changes": (Change(before="大規", after="待機", rule="用語", score=0.9, position=5),)}
    )
    meeting = transcripts.transcript(utterances=[said], doubts=[])
    (change,) = Reader(player.player_page(meeting, office="", audio="a.m4a")).data["said"][0]["changes"]
    assert said.text[5:7] == "待機"
    assert change["at"] == 6  # the first character has two UTF-16 units


def test_no_two_scripts_name_a_function_alike() -> None:
    """They are joined into one scope, where the later one would silently take the earlier one's place."""
    names = re.findall(r"^(?:async )?function\*? (\w+)", Reader(page()).scripts[1], re.MULTILINE)
    assert len(names) > 50
    assert [name for name in names if names.count(name) > 1] == []


def test_speeches_are_counted_as_in_the_draft() -> None:
    """Paragraphs of one speech are one 発言, in the draft and on the page."""
    said = [
        transcripts.utterance(1, "一点目です。", name="議長", at=0.0),
        transcripts.utterance(2, "二点目です。", name="議長", at=5.0),
        transcripts.utterance(3, "お答えします。", speaker="S2", name="町長", at=10.0),
    ]
    data = Reader(
        player.player_page(transcripts.transcript(utterances=said, doubts=[]), office="", audio="a.webm")
    ).data
    assert "2 発言" in data["about"]
    assert [v["count"] for v in data["voices"]] == [1, 1]
