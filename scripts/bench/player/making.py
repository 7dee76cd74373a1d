"""What is made of a meeting beside the Word draft, each thing in a process of its own that is timed and weighed."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

from support import listener

from scripts.bench.corpus import SHIPPED
from transcriber.drafts import player, tables
from transcriber.drafts.tables import timeline
from transcriber.media import decoding, listening_copy
from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.minutes.transcript import Transcript


def record(pcm: Path, seconds: float) -> None:
    """The bundled recording, again and again."""
    once = pcm.with_suffix(".once")
    decoding.decode(SHIPPED / "council.mp3", once, name="council.mp3")
    data = once.read_bytes()
    once.unlink()
    left = round(seconds * SAMPLE_RATE) * 2
    with pcm.open("wb") as out:
        while left > 0:
            out.write(data[:left])
            left -= len(data)


def sound(folder: Path) -> None:
    listening_copy.write_listening_copy(Pcm(folder / "audio.pcm"), folder / listener.SOUND)


def page(folder: Path) -> None:
    made = player.player_page(_transcript(folder), office="○○町議会", audio=listener.SOUND)
    (folder / "聞き直し.html").write_text(made, encoding="utf-8")


def text_tables(folder: Path) -> None:
    for name, text in tables.texts(_transcript(folder)).items():
        (folder / "資料" / name).write_text(text, encoding="utf-8", newline="")


def picture(folder: Path) -> None:
    timeline.png(_transcript(folder), folder / "資料" / "t.png")


def _transcript(folder: Path) -> Transcript:
    return Transcript.read(folder / "資料" / "transcript.json")


def measured(function: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """Seconds (reading the transcript included, imports not) and peak memory in MB of a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found: tuple[float, float] = pool.apply(_run, (function, folder))
    return found


def _run(function: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    began = time.perf_counter()
    function(folder)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
