"""python -m scripts.bench.sheets.large [--people 5000] [--terms 50000] [--seconds 120] [--runs 3] [--texts]

One consultation of two minutes through `transcriber process`, each time in a fresh work folder: with an ordinary roster (ten people,
fifty terms), and with one of 5,000 people and 50,000 terms, by turns. Printed: the times by the clock, stage by stage, the processor
time of all processes, and the ratios of the medians; also of the least, which other programs on the machine disturbed least.

With --texts nothing is recognised: the words of the two shipped recordings, once, twice, four and eight times, are compared with
all that the office knows, as after recognition. Printed: seconds of the processor for each thousand characters, so that a recording
of many hours can be reckoned.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from faster_whisper import decode_audio
from openpyxl import Workbook

from scripts.bench.corpus import ROOT, SHIPPED, items
from transcriber.profiles.profile import Profile
from transcriber.recognition.knowledge import MeetingKnowledge

_RATE = 16_000
_SURNAMES = ("佐藤 さとう", "鈴木 すずき", "高橋 たかはし", "田中 たなか", "伊藤 いとう", "渡辺 わたなべ", "山本 やまもと", "中村 なかむら", "小林 こばやし", "加藤 かとう")  # fmt: skip
_SYLLABLES = [
    "か",
    "き",
    "く",
    "け",
    "こ",
    "さ",
    "し",
    "す",
    "せ",
    "そ",
    "た",
    "ち",
    "つ",
    "て",
    "と",
    "な",
    "に",
    "の",
    "は",
    "ひ",
    "ふ",
    "ま",
    "み",
    "む",
    "め",
    "も",
    "や",
    "ゆ",
    "よ",
    "ら",
    "り",
    "る",
    "れ",
    "ろ",
    "わ",
]
_KANJI = "東西南北中央上下本町谷川山田野原島池沢森林石井木村宮寺橋坂浜港"
_KINDS = ("地区 ちく", "会館 かいかん", "事業 じぎょう", "計画 けいかく", "条例 じょうれい", "公園 こうえん")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=5_000)
    options.add_argument("--terms", type=int, default=50_000)
    options.add_argument("--seconds", type=int, default=120)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--texts", action="store_true")
    asked = options.parse_args()
    chance = random.Random(17)
    with tempfile.TemporaryDirectory() as place:
        homes = {}
        for name, people, terms in (("ordinary", 10, 50), ("large", asked.people, asked.terms)):
            homes[name] = Path(place) / name
            profile = homes[name] / "相談記録"
            shutil.copytree(ROOT / "watch_folders" / "相談記録", profile)
            _sheet(profile / "設定" / "名簿.xlsx", ("氏名", "ふりがな", "役職", "議席番号"), _people(people, chance))
            _sheet(profile / "設定" / "用語.xlsx", ("用語", "読み", "誤認識例", "分類"), _terms(terms, chance))
        if asked.texts:
            for name, home in homes.items():
                _texts(name, home / "相談記録")
            return
        audio = _recording(Path(place) / "面談.wav", asked.seconds)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in homes}
        for _ in range(asked.runs):
            for name, home in homes.items():
                times[name].append(_process(audio, home))
        for which, of in (("medians", statistics.median), ("least", min)):
            clock, spent = (of([t[k] for t in times["large"]]) / of([t[k] for t in times["ordinary"]]) for k in (0, 1))
            print(
                f"{asked.people:,} people and {asked.terms:,} terms, {which}: {clock:.2f} × the ordinary roster's time by the "
                f"clock, {spent:.2f} × its processor time"
            )


def _texts(name: str, folder: Path) -> None:
    """What it costs to compare texts with all that the office knows."""
    profile = Profile.read(folder)
    begun = time.process_time()
    known = MeetingKnowledge(profile.kind, profile.options.office, profile.roster, profile.glossary)
    known.prepare()
    corrector = known.corrector("")
    corrector.prepare()
    corrector.candidates("はい。")
    print(f"{name}: what is known, made ready: {time.process_time() - begun:.2f} s", flush=True)
    said = [u["verbatim"] for item in items(SHIPPED) for u in json.loads(item.truth.read_text("utf-8"))["utterances"]]
    for often in (1, 2, 4, 8):
        texts = said * often
        size = sum(map(len, texts))
        begun = time.process_time()
        for text in texts:
            corrector.candidates(text)
        asked = time.process_time()
        for text in texts:
            corrector.correct(text)
        ended = time.process_time()
        print(
            f"{name}: {size:,} characters: candidates {1000 * (asked - begun) / size:.2f} s, correction "
            f"{1000 * (ended - asked) / size:.2f} s for each thousand",
            flush=True,
        )


def _process(audio: Path, home: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    for old in ("out", "work"):
        shutil.rmtree(home / old, ignore_errors=True)
    settings = home / "transcriber.toml"
    settings.write_text('[folders]\nwork = "work"\n[engine]\ntier = "embedded"\ndevice = "cpu"\n', encoding="utf-8")
    command = [sys.executable, "-m", "transcriber", "process", str(audio), "--profile", str(home / "相談記録")]
    begins, before = time.perf_counter(), _processor()
    subprocess.run(
        [*command, "--out", str(home / "out"), "--config", str(settings)], cwd=ROOT, check=True, capture_output=True
    )
    took, spent = time.perf_counter() - begins, _processor() - before
    made = json.loads((home / "out" / "資料" / "transcript.json").read_text(encoding="utf-8"))
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in made["provenance"]["stage_seconds"].items())
    print(f"{home.name}: {took:.1f} s, processor {spent:.1f} s ({stages})", flush=True)
    return took, spent


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _recording(path: Path, seconds: int) -> Path:
    talk = decode_audio(str(ROOT / "tests" / "recordings" / "consultation.m4a"))
    talk = np.tile(talk, 1 + seconds * _RATE // len(talk))[: seconds * _RATE]
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, _RATE, 0, "NONE", ""))
        out.writeframes((talk * 32_767).astype("<i2").tobytes())
    return path


def _people(count: int, chance: random.Random) -> Iterable[Sequence[object]]:
    for n in range(count):
        surname, kana = chance.choice(_SURNAMES).split()
        given, read = _word(chance, 2)
        yield f"{surname} {given}", f"{kana} {read}", "相談員" if n < 3 else "職員", ""


def _terms(count: int, chance: random.Random) -> Iterable[Sequence[object]]:
    known: set[str] = set()
    for _ in itertools.count():
        if len(known) == count:
            return
        kind, read = chance.choice(_KINDS).split()
        text, kana = _word(chance, 3)
        if f"{text}{kind}" not in known:  # there are fewer words of three of these characters than terms are asked for
            known.add(f"{text}{kind}")
            yield f"{text}{kind}", f"{kana}{read}", "", "地名"


def _word(chance: random.Random, length: int) -> tuple[str, str]:
    """Characters and a reading for them: what they would be read as in earnest does not matter here."""
    return "".join(chance.choices(_KANJI, k=length)), "".join(chance.choices(_SYLLABLES, k=length + 1))


def _sheet(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(path.stem)
    for row in (heads, *rows):
        sheet.append(list(row))
    book.save(path)


if __name__ == "__main__":
    main()
