"""追加日程第1 is headed so, and is not 日程第1."""

from __future__ import annotations

import pytest

from transcriber.drafts.tables.items import item_label
from transcriber.drafts.word.course import heading
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.language.readings import Reader
from transcriber.minutes.procedure import BusinessItem
from transcriber.minutes.transcript import AgendaItem, RecordKind
from transcriber.procedure import business
from transcriber.procedure.phrase_detection import Listener


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener(Reader())


ADDED = BusinessItem(number=1, title="意見書の提出について", bill="発議第2号", added=True)


def test_it_is_headed_so_whatever_the_house_style() -> None:
    assert heading(ADDED, HouseStyle(kind=RecordKind.COUNCIL)).startswith("追加日程第")
    assert heading(ADDED.model_copy(update={"added": False}), HouseStyle(kind=RecordKind.COUNCIL)).startswith("日程第")


def test_it_is_called_so_in_tables() -> None:
    assert item_label(ADDED) == "追加日程第1 発議第2号 意見書の提出について"


@pytest.mark.parametrize(("said", "added"), [("追加日程第1、", True), ("日程第1、", False)])
def test_the_chair_says_which(said: str, added: bool, listener: Listener) -> None:
    text = f"{said}発議第2号、意見書の提出について"
    assert business.announced(text, 0, len(text), listener).added is added


def test_an_added_item_is_not_the_first_of_the_day(listener: Listener) -> None:
    agenda = [
        AgendaItem(number=1, title="会期の決定"),
        AgendaItem(number=1, title="意見書の提出について", bill="発議第2号", added=True),
    ]
    text = "追加日程第1、意見書の提出について"
    assert business.match(business.announced(text, 0, len(text), listener), agenda, -1, listener) == 1
