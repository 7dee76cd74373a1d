"""One Chromium for all pages, and a meeting of a minute and a half to listen to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import transcripts
from selenium import webdriver
from support import listener, sounds

from transcriber.media import listening_copy
from transcriber.media.pcm import Pcm, to_bytes
from transcriber.minutes.procedure import BusinessItem, Procedure, Recess, Step, StepKind
from transcriber.minutes.transcript import Change, Doubt, DoubtKind, Mark, Transcript

SECONDS = 90


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with listener.chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft's folder with the listening copy as the product makes it."""
    folder = tmp_path_factory.mktemp("2_下書き") / "会議 #1 100%"
    (folder / "資料").mkdir(parents=True)
    pcm = folder.parent / "audio.pcm"
    pcm.write_bytes(to_bytes(np.concatenate([sounds.tone(1, hertz=200 + 5 * s) for s in range(SECONDS)])))
    listening_copy.write_listening_copy(Pcm(pcm), folder / listener.SOUND)
    return folder


@pytest.fixture
def meeting() -> Transcript:
    """Twelve utterances of seven seconds, three voices, three doubts (one between utterances), two corrections."""
    said = []
    for n in range(12):
        u = transcripts.utterance(
            n + 1,
            f"{n + 1}番目の発言です。待機児童は、{n}名です。",
            speaker=f"S{n % 3 + 1}",
            name=("議長（山下清隆）", "加藤啓二議員", None)[n % 3],
            at=n * 7.0,
            seconds=6.0,
        )
        said.append(u.model_copy(update={"marks": (Mark(position=u.text.index("待機"), time=n * 7.0 + 3),)}))
    doubt = Doubt(kind=DoubtKind.NUMBER, start=37.5, end=38.5, reason="人数を確かめてください。", alternative="十名")
    late = Doubt(kind=DoubtKind.HOMOPHONE, start=72.0, end=73.0, reason="同じ音の言葉があります。")
    said[5] = said[5].model_copy(update={"doubts": (doubt,)})
    said[10] = said[10].model_copy(update={"doubts": (late,)})
    for i in (2, 7):
        change = Change(before="大規", after="待機", rule="用語", score=0.9, position=said[i].text.index("待機"))
        said[i] = said[i].model_copy(update={"changes": (change,)})
    gap = Doubt(kind=DoubtKind.GAP, start=55.1, end=55.8, reason="話し声がありますが、文字になりませんでした。")
    made = transcripts.transcript(utterances=said, doubts=[gap])
    announced = Step(kind=StepKind.RECESS, utterance="u0007", position=0, time=42.0, quote="休憩", likeness=1)
    procedure = Procedure(
        items=(
            BusinessItem(number=1, title="一般質問", utterance="u0002", time=7.0),
            BusinessItem(
                number=2,
                title="町税条例の一部改正について",
                bill="議案第45号",
                utterance="u0009",
                time=56.0,
                result="可決",
            ),
        ),
        recesses=(Recess(begins=announced),),
    )
    made = made.model_copy(update={"procedure": procedure})
    return made.model_copy(update={"recording": made.recording.model_copy(update={"seconds": float(SECONDS)})})


@pytest.fixture(autouse=True)
def nothing_remembered(chrome: webdriver.Chrome) -> Iterator[None]:
    """All pages that are files share what a browser remembers: a test leaves none of it to the next."""
    yield
    if chrome.current_url.startswith("file:"):
        chrome.execute_script("sessionStorage.clear(); localStorage.clear()")


@pytest.fixture
def person(chrome: webdriver.Chrome, folder: Path, meeting: Transcript) -> listener.Listener:
    """Somebody with the player open."""
    return listener.Listener(chrome, folder).given(meeting).opens()
