"""The whole thing over real recordings, with every library's logging turned up: nothing that was said and nobody's name
may be in a log, the journal, the store's status or 状況. File names are what staff see there, and nowhere else."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import sounds

from transcriber.media import decoding
from transcriber.media.pcm import Pcm
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import PAGE, TABLE
from transcriber.settings import HOME

pytestmark = pytest.mark.engine

RECORDINGS = HOME / "tests" / "recordings"

LOUD = """
import logging, os, sys, warnings
ENGINE = "--multiprocessing-fork" in sys.orig_argv
logging.basicConfig(level=logging.DEBUG, filename=os.environ["LOUD_LOG"], encoding="utf-8",
                    format=f"{'engine' if ENGINE else 'program'} %(levelname)s %(name)s %(message)s")
logging.captureWarnings(True)
"""
"""sitecustomize.py: imported by the program and by each engine's process before anything of theirs."""

FILE_NAME = "秘密会議"

SECONDS = 30
"""Of each recording: more than a window, and several people."""


@dataclass(frozen=True)
class Traces:
    """All that a run leaves to be read by people who were not at the meeting.

    Attributes:
        log: what program, engines and libraries logged or printed.
        journal: of each job.
        shown: 状況.html, 状況.csv, and `transcriber status`.
        spoken: clauses that were said, as they were recognised and as the truth has them.
        people: names of the roster, in parts, and their readings.
    """

    log: str
    journal: str
    shown: str
    spoken: frozenset[str]
    people: frozenset[str]


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Traces:
    root = tmp_path_factory.mktemp("office")
    spoken: set[str] = set()
    people: set[str] = set()
    for recording, profile in (("council.mp3", "会議録"), ("consultation.m4a", "相談記録")):
        shutil.copytree(HOME / "watch_folders" / profile, root / "watch" / profile)
        truth = RECORDINGS / f"{Path(recording).stem}.json"
        sheets = [sys.executable, HOME / "scripts" / "demo_sheets.py", truth, root / "watch" / profile / "設定"]
        subprocess.run(sheets, check=True)
        inbox = root / "watch" / profile / "1_録音"
        decoding.decode(RECORDINGS / recording, root / "audio.pcm", name=recording)
        sounds.write(inbox / f"{FILE_NAME}.wav", Pcm(root / "audio.pcm").read(0, SECONDS), "pcm_s16le")
        (inbox / f"壊れた{FILE_NAME}.wav").write_bytes(b"no sound at all" * 99)
        known = json.loads(truth.read_text(encoding="utf-8"))
        spoken |= {clause for u in known["utterances"] for clause in clauses(u["clean"])}
        people |= {part for p in known["roster"] for part in names_of(p["name"], p["kana"])}
    (root / "loud").mkdir()
    (root / "loud" / "sitecustomize.py").write_text(LOUD)
    (root / "transcriber.toml").write_text(
        '[folders]\nwatch = "watch"\nwork = "work"\n[watching]\npoll_seconds = 0.5\nstable_seconds = 0.5\n'
        '[engine]\ntier = "embedded"\n'
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root / "loud"), "LOUD_LOG": str(root / "log")}

    def transcriber(*words: str) -> str:
        command = [sys.executable, "-m", "transcriber", *words, "--config", str(root / "transcriber.toml")]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=HOME, env=environment, check=False, timeout=600
        )
        return done.stdout + done.stderr

    printed = transcriber("scan")
    for path in (root / "watch").rglob("transcript.json"):
        spoken |= {clause for u in Transcript.read(path).utterances for clause in clauses(u.text)}
    with sqlite3.connect(root / "work" / "jobs.sqlite3") as store:
        numbers = [str(row[0]) for row in store.execute("SELECT id FROM jobs")]
    journal = "".join(transcriber("status", number) for number in numbers)
    boards = [p.read_text(encoding="utf-8") for name in (PAGE, TABLE) for p in (root / "watch").glob(f"*/{name}")]
    assert len(list((root / "watch").glob("*/2_下書き/*/*_下書き.docx"))) == 2, printed
    return Traces(
        log=plain((root / "log").read_text(encoding="utf-8") + printed),
        journal=plain(journal),
        shown=plain("".join(boards) + transcriber("status")),
        spoken=frozenset(spoken),
        people=frozenset(people),
    )


def clauses(text: str) -> set[str]:
    """Stretches of at least eight characters between marks: long enough to be no set phrase of ours."""
    return {plain(c) for c in re.split(r"[。、？?！\s]", text) if len(plain(c)) >= 8}


def names_of(name: str, kana: str) -> set[str]:
    """Family name and given name, or the whole where they are not apart; and the reading."""
    parts = {*name.replace("　", " ").split(), *kana.replace("　", " ").split()}
    if " " not in name and len(name) >= 4:
        parts |= {name[:2], name[2:]}
    return {plain(p) for p in parts if len(p) >= 2}


def test_there_is_something_to_find(traces):
    assert len(traces.spoken) > 20
    assert len(traces.people) > 8
    assert "transcriber" in traces.log
    assert traces.log.count("DEBUG") > 20
    assert "programDEBUG" in traces.log
    assert "engineDEBUG" in traces.log
    assert "音声の読み込み" in traces.journal
    assert FILE_NAME in traces.shown


@pytest.mark.parametrize("where", ["log", "journal", "shown"])
def test_nothing_that_was_said_is_there(traces, where):
    assert [s for s in traces.spoken if s in getattr(traces, where)] == []


@pytest.mark.parametrize("where", ["log", "journal", "shown"])
def test_nobody_s_name_is_there(traces, where):
    assert [p for p in traces.people if p in getattr(traces, where)] == []


@pytest.mark.parametrize("where", ["log", "journal"])
def test_not_even_the_name_of_a_file(traces, where):
    assert FILE_NAME not in getattr(traces, where)
